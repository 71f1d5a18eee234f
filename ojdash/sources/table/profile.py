"""A profile: what people have settled about a table, kept as TOML so that next year's file goes straight through.

sheet = "5.5 Tobak - kommun"       # a year in it does not count
year = 2023                        # of a table that does not say; an argument --year goes first
publisher = "Socialstyrelsen"

[[column]]                         # label as in the preview, a year in it spelled ÅÅÅÅ
label = "Rökare, %"
indikator = "ROK-1"                # or leave_out = true
gender = "K"                       # if the header does not say; year = 2023 the same
factor = 100                       # what numbers are multiplied by; 1 says that they are in the unit already
n = true                           # the column holds how many answered, not values

[[indikator]]                      # of a long table: a word in its column of indikatorer
word = "Nettokostnad"
id = "N20014"                      # or leave_out = true

[[row]]                            # what stands where a kommun is expected
word = "Okänd kommun"
leave_out = true                   # or kommun = "1880"

[[sign]]                           # what stands where a value is expected
word = "(x)"
missing = "sekretess"              # a kind of domain.missing, or leave_out = true

[shape]                            # the last file that was published; written by ojdash
labels = ["Rökare, %"]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ojdash import catalogue
from ojdash.domain.errors import CatalogueError
from ojdash.domain.missing import MISSING
from ojdash.domain.question import GENDERS
from ojdash.domain.table import Reading
from ojdash.text import tables as words


@dataclass(frozen=True, slots=True)
class Profile:
    """The settled things, by what they are about; "" stands for what is left out on purpose.

    columns     label to what is said of it, with the keys of [[column]]; {} is undecided
    indikatorer word to id; rows word to kommun; signs word, in lower case, to kind of missing
    undecided   words of a draft that wait for an answer: (table, word)
    shape       of the file that was published last: sheet, header, labels, kommuner
    """

    path: str = ""
    sheet: str = ""
    year: int | None = None
    publisher: str = ""
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    indikatorer: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    undecided: tuple[tuple[str, str], ...] = ()
    shape: dict[str, Any] = field(default_factory=dict)


MOST_NAMED = 1_000

_TOP = {"sheet": str, "year": int, "publisher": str, "shape": dict}
_COLUMN = {"indikator": str, "gender": str, "year": int, "factor": (int, float), "n": bool}
_SHAPE = {"sheet": str, "header": int, "kommuner": int, "labels": list}
_TABLES = {"column": ("label", _COLUMN), "indikator": ("word", {"id": str}), "row": ("word", {"kommun": str})}
_TABLES["sign"] = ("word", {"missing": str})


def load(path: Path) -> Profile:
    """A profile.

    Raises  CatalogueError  not TOML, an unknown key, a value of the wrong kind: names file, entry, key, what is allowed
    """
    content = catalogue.toml(path)
    _check(path, "", content, {**_TOP, **dict.fromkeys(_TABLES, list)})
    _check(path, "shape", content.get("shape", {}), _SHAPE)
    said: dict[str, dict] = {table: {} for table in _TABLES}
    undecided = []
    for table, (key, kinds) in _TABLES.items():
        for number, entry in enumerate(content.get(table, []), 1):
            where = f"[[{table}]] {number}"
            if not isinstance(entry, dict):
                raise CatalogueError(words.profile_key(str(path), where, str(entry), [key]))
            _check(path, where, entry, {key: str, "leave_out": bool, **kinds})
            if not entry.get(key):
                raise CatalogueError(words.profile_lacks(str(path), where, key))
            answer = {name: value for name, value in entry.items() if name != key and value not in ("", False)}
            word = entry[key].casefold() if table == "sign" else entry[key]
            if table == "column":
                said[table][word] = answer
            elif answer:
                said[table][word] = "" if answer.get("leave_out") else next(iter(answer.values()))
            else:
                undecided.append((table, entry[key]))
    for label, answer in said["column"].items():
        if answer.get("gender", "T") not in GENDERS:
            raise CatalogueError(words.profile_value(str(path), label, "gender", answer["gender"], GENDERS))
    for word, kind in said["sign"].items():
        if kind and kind not in MISSING:
            raise CatalogueError(words.profile_value(str(path), word, "missing", kind, MISSING))
    return Profile(
        str(path),
        content.get("sheet", ""),
        content.get("year") or None,
        content.get("publisher", ""),
        *(said[table] for table in ("column", "indikator", "row", "sign")),
        tuple(undecided),
        content.get("shape", {}),
    )


def grown(profile: Profile, reading: Reading, *, published: bool) -> Profile:
    """A profile with what the reading settled for sure and an empty line for everything it did not.

    published  the file went through: its shape is what next year's is compared with
    """
    columns = dict(profile.columns)
    for column in reading.columns:
        if column.role == "undecided":
            columns.setdefault(column.label, {})
        elif column.role == "value" and column.indikator and column.label not in columns:
            columns[column.label] = {"indikator": column.indikator}
    waiting = dict.fromkeys(profile.undecided)
    tables = {"row": "row", "cell": "sign", "indikator": "indikator"}
    for doubt in reading.unsettled[:MOST_NAMED]:
        if doubt.doubt in tables and doubt.holds:
            waiting[tables[doubt.doubt], doubt.holds] = None
    known = {"row": profile.rows, "sign": profile.signs, "indikator": profile.indikatorer}
    waiting = [
        (table, word) for table, word in waiting if (word.casefold() if table == "sign" else word) not in known[table]
    ]
    shape = {
        "sheet": reading.sheet,
        "header": max(reading.header, default=0),
        "kommuner": int(reading.rows["kommun"].nunique()),
        "labels": [column.label for column in reading.columns if column.role != "empty"],
    }
    return replace(
        profile,
        sheet=profile.sheet or reading.sheet,
        columns=columns,
        undecided=tuple(waiting),
        shape=shape if published else profile.shape,
    )


def spelled(profile: Profile) -> str:
    """A profile as TOML, that `load` reads back the same."""
    lines = ["# " + words.PROFILE_HEAD]
    for key in ("sheet", "year", "publisher"):
        if getattr(profile, key):
            lines.append(f"{key} = {_value(getattr(profile, key))}")
    for label, said in profile.columns.items():
        lines += ["", "[[column]]", f"label = {_value(label)}"]
        lines += [f"{key} = {_value(value)}" for key, value in said.items()] or [
            f'indikator = ""  # {words.PROFILE_COLUMN}'
        ]
    for table, key, known in (
        ("indikator", "id", profile.indikatorer),
        ("row", "kommun", profile.rows),
        ("sign", "missing", profile.signs),
    ):
        for word, said in known.items():
            answer = f"{key} = {_value(said)}" if said else "leave_out = true"
            lines += ["", f"[[{table}]]", f"word = {_value(word)}", answer]
        for word in (word for waiting, word in profile.undecided if waiting == table):
            lines += ["", f"[[{table}]]", f"word = {_value(word)}", f'{key} = ""  # {words.PROFILE_OR}']
    if profile.shape:
        lines += ["", "[shape]", *(f"{key} = {_value(value)}" for key, value in profile.shape.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if not isinstance(value, str):
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}" for sign in escaped) + '"'


def _check(path: Path, where: str, found: dict[str, Any], allowed: dict[str, Any]) -> None:
    for key, value in found.items():
        if key not in allowed:
            raise CatalogueError(words.profile_key(str(path), where, key, sorted(allowed)))
        kind = allowed[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            names = "/".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
            raise CatalogueError(words.profile_value(str(path), where, key, value, [names]))
