"""A profile: what people have settled about a table, kept as TOML so that next year's file goes straight through.

sheet = "5.5 Tobak - kommun"       # a year in it does not count; sheets = ["2022", "2023"] are read as one table
year = 2023                        # of a table that does not say; an argument --year goes first
publisher = "Socialstyrelsen"

[[layout]]                         # how a sheet lies, where that is not seen from the sheet itself
sheet = "5.5 Tobak - kommun"       # "" of a csv
head = 3                           # the last row of its header, 0 for none
kommun = "B"                       # the column that says the kommun
turned = true                      # the kommuner stand beside each other; false says that they do not
regions = false                    # the places are kommuner, though their names are regions' too
above = false                      # what stands above the table, or is the sheet's name, says nothing of its values
gender = "K"                       # but that they are of one gender
leave_out = true                   # the sheet is not read

[[renamed]]                        # a sheet above that this year's file lacks
word = "5.5 Tobak - kommun"
sheet = "Tobak"                    # or leave_out = true

[[column]]                         # label as in the preview, a year in it spelled ÅÅÅÅ
label = "Rökare, %"
indikator = "ROK-1"                # or leave_out = true
gender = "K"                       # if the header does not say; year = 2023 the same
factor = 100                       # what numbers are multiplied by; 1 says that they are in the unit already
decimal = ","                      # of a column that has both 1.234 and 1,5
n = true                           # the column holds how many answered, not values
blank = "nej"                      # what an empty cell answers, in a column of ticks
role = "year"                      # a column that says what its rows are about; or gender, regi, indikator, lan, value

[[indikator]]                      # of a long table: a word in its column of indikatorer
word = "Nettokostnad"
id = "N20014"                      # or leave_out = true

[[row]]                            # what stands where a kommun is expected
word = "Okänd kommun"
leave_out = true                   # or kommun = "1880"

[[sign]]                           # what stands where a value is expected
word = "(x)"
missing = "sekretess"              # a kind of domain.missing; ja or nej for a sign that answers; or leave_out = true
                                   # or value = 80, of a number with a note

[[period]]                         # what stands where a year is expected
word = "i fjol"
year = 2023                        # or leave_out = true

[[gender]]                         # what stands where a gender is expected
word = "Båda två"
gender = "T"                       # or leave_out = true

[[regi]]                           # what stands where public or private is expected
word = "Alla former"
total = true                       # the row is about all of them; or leave_out = true

[[cell]]                           # one cell, or without a letter one row, of this year's file
at = "Blad1!C14"
holds = "4,5"                      # used only while this stands there
leave_out = true                   # or, of a row or where the kommun stands, kommun = "1880"

[shape]                            # the last file that was published; written by ojdash
labels = ["Rökare, %"]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ojdash import catalogue
from ojdash.domain.errors import CatalogueError
from ojdash.domain.missing import MISSING
from ojdash.domain.question import GENDERS
from ojdash.domain.table import Reading
from ojdash.sources.table.addresses import parsed
from ojdash.sources.table.cells import ANSWERS
from ojdash.text import tables as words


@dataclass(frozen=True, slots=True)
class Profile:
    """The settled things, by what they are about; "" stands for what is left out on purpose.

    columns     label to what is said of it, with the keys of [[column]]; {} is undecided
    indikatorer word to id; rows word to kommun; signs word, in lower case, to kind of missing
    periods     word to year; genders word to T, K or M; regi word to True, a row about all providers
    renamed     sheet to the one it is now
    layouts     sheet, as next year's, to how it lies, with the keys of [[layout]]
    cells       address to what is said of it, with the keys of [[cell]]; it waits where nothing is
    undecided   words of a draft that wait for an answer: (table, word)
    shape       of the file that was published last: sheet, header, labels, kommuner
    """

    path: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    year: int | None = None
    publisher: str = ""
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    indikatorer: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    signs: dict[str, str | float] = field(default_factory=dict)
    periods: dict[str, int | str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    regi: dict[str, bool | str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    layouts: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    undecided: tuple[tuple[str, str], ...] = ()
    shape: dict[str, Any] = field(default_factory=dict)


MOST_NAMED = 1_000
DECIMALS = (",", ".")

_TOP = {"sheet": str, "sheets": list, "year": int, "publisher": str, "shape": dict}
_COLUMN = {"indikator": str, "gender": str, "year": int, "factor": (int, float), "decimal": str, "n": bool}
_COLUMN |= {"blank": str, "role": str}
_LAYOUT = {"head": int, "kommun": str, "turned": bool, "regions": bool, "above": bool, "gender": str}
ROLES = ("year", "gender", "regi", "indikator", "lan", "value", "n")
_SHAPE = {"sheet": str, "header": int, "kommuner": int, "labels": list}
_TABLES: dict[str, tuple[str, dict[str, Any]]] = {
    "column": ("label", _COLUMN),
    "indikator": ("word", {"id": str}),
    "row": ("word", {"kommun": str}),
    "sign": ("word", {"missing": str, "value": (int, float)}),
    "period": ("word", {"year": int}),
    "gender": ("word", {"gender": str}),
    "regi": ("word", {"total": bool}),
    "renamed": ("word", {"sheet": str}),
    "cell": ("at", {"holds": str, "kommun": str}),
    "layout": ("sheet", _LAYOUT),
}
# Tables of one answer to a word: the field of Profile, and the key of the answer.
_WORDS = {
    "indikator": ("indikatorer", "id"),
    "row": ("rows", "kommun"),
    "sign": ("signs", "missing"),
    "period": ("periods", "year"),
    "gender": ("genders", "gender"),
    "regi": ("regi", "total"),
    "renamed": ("renamed", "sheet"),
}
# What waits for an answer about a word, by what is in doubt.
_WAITING = {
    **{"row": "row", "disagree": "row", "cell": "sign", "sign": "sign", "tick": "sign", "indikator": "indikator"},
    **{"year": "period", "gender": "gender", "regi": "regi", "no_sheet": "renamed"},
}

_OF_A_SHEET = ("across", "regions", "above")  # doubts that are answered in [[layout]]


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
            if not entry.get(key) and not (table == "layout" and key in entry):
                raise CatalogueError(words.profile_lacks(str(path), where, key))
            empty = () if table == "layout" else ("", False, 0)
            answer = {
                name: value
                for name, value in entry.items()
                if name != key and (value not in empty or (name == "value" and value is not False))
            }
            word = entry[key].casefold() if table == "sign" else entry[key]
            if table in ("column", "cell", "layout"):
                said[table][word] = answer
            elif answer:
                said[table][word] = "" if answer.get("leave_out") else next(iter(answer.values()))
            else:
                undecided.append((table, entry[key]))
    _check_answers(path, said)
    for name in content.get("sheets", []):
        if not isinstance(name, str):
            raise CatalogueError(words.profile_value(str(path), "", "sheets", name, ["str"]))
    return Profile(
        path=str(path),
        sheet=content.get("sheet", ""),
        sheets=tuple(dict.fromkeys(content.get("sheets", []))),
        year=content.get("year") or None,
        publisher=content.get("publisher", ""),
        columns=said["column"],
        cells=said["cell"],
        layouts=said["layout"],
        undecided=tuple(undecided),
        shape=content.get("shape", {}),
        **{name: said[table] for table, (name, _) in _WORDS.items()},
    )


def _check_answers(path: Path, said: dict[str, dict[str, Any]]) -> None:
    for label, answer in said["column"].items():
        if answer.get("gender", "T") not in GENDERS:
            raise CatalogueError(words.profile_value(str(path), label, "gender", answer["gender"], GENDERS))
        if answer.get("decimal", ",") not in DECIMALS:
            raise CatalogueError(words.profile_value(str(path), label, "decimal", answer["decimal"], DECIMALS))
        if answer.get("blank", "nej") not in ANSWERS:
            raise CatalogueError(words.profile_value(str(path), label, "blank", answer["blank"], ANSWERS))
        if answer.get("role", "year") not in ROLES:
            raise CatalogueError(words.profile_value(str(path), label, "role", answer["role"], ROLES))
    for table, allowed in (("sign", (*MISSING, *ANSWERS)), ("gender", GENDERS)):
        for word, answer in said[table].items():
            if answer != "" and not isinstance(answer, int | float) and answer not in allowed:
                raise CatalogueError(words.profile_value(str(path), word, _WORDS[table][1], answer, allowed))
    for address in said["cell"]:
        if parsed(address) is None:
            raise CatalogueError(words.profile_value(str(path), "[[cell]]", "at", address, ["Blad1!C14", "C14", "14"]))


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
    cells, layouts = dict(profile.cells), dict(profile.layouts)
    for doubt in reading.unsettled[:MOST_NAMED]:
        if doubt.doubt in _OF_A_SHEET:
            layouts.setdefault(doubt.sheet, {})
        table = _WAITING.get(doubt.doubt)
        if table and doubt.holds and not (doubt.doubt == "year" and doubt.row is None):
            waiting[table, doubt.holds] = None
        empty = table and not doubt.holds
        if doubt.doubt == "twice" or empty:
            held = doubt.near if doubt.doubt == "twice" else ()
            for cell, holds in zip_longest(doubt.cells, held):
                address = f"{doubt.sheet}!{cell}" if doubt.sheet and "!" not in cell else cell
                cells.setdefault(address, {"holds": holds} if holds else {})
    waiting = [
        (table, word)
        for table, word in waiting
        if (word.casefold() if table == "sign" else word) not in getattr(profile, _WORDS[table][0])
    ]
    names = [part.sheet for part in reading.parts]
    shape = {
        "sheet": reading.sheet,
        "header": max(reading.header, default=0),
        "kommuner": int(reading.rows["kommun"].nunique()),
        "labels": [column.label for column in reading.columns if column.role != "empty"],
    }
    return replace(
        profile,
        sheet=profile.sheet or (names[0] if len(names) == 1 and not profile.sheets else ""),
        sheets=profile.sheets or (tuple(names) if len(names) > 1 and not profile.sheet else ()),
        columns=columns,
        cells=cells,
        layouts=layouts,
        undecided=tuple(waiting),
        shape=shape if published else profile.shape,
    )


def spelled(profile: Profile) -> str:
    """A profile as TOML, that `load` reads back the same."""
    lines = ["# " + words.PROFILE_HEAD]
    for key in ("sheet", "sheets", "year", "publisher"):
        said = getattr(profile, key)
        if said:
            lines.append(f"{key} = {_value(list(said) if key == 'sheets' else said)}")
    for label, said in profile.columns.items():
        lines += ["", "[[column]]", f"label = {_value(label)}"]
        lines += [f"{key} = {_value(value)}" for key, value in said.items()] or [
            f'indikator = ""  # {words.PROFILE_COLUMN}'
        ]
    for table, (name, key) in _WORDS.items():
        for word, said in getattr(profile, name).items():
            its_key = "value" if table == "sign" and isinstance(said, int | float) else key
            answer = "leave_out = true" if said == "" else f"{its_key} = {_value(said)}"
            lines += ["", f"[[{table}]]", f"word = {_value(word)}", answer]
        for word in (word for waiting, word in profile.undecided if waiting == table):
            lines += ["", f"[[{table}]]", f"word = {_value(word)}", _asked(table, key)]
    for address, said in profile.cells.items():
        lines += ["", "[[cell]]", f"at = {_value(address)}", *(f"{key} = {_value(one)}" for key, one in said.items())]
        if not said.keys() & {"leave_out", "kommun"}:
            lines.append(f"leave_out = false  # {words.PROFILE_CELL}")
    for sheet, said in profile.layouts.items():
        lines += [
            "",
            "[[layout]]",
            f"sheet = {_value(sheet)}",
            *(f"{key} = {_value(one)}" for key, one in said.items()),
            *([] if said else [f"# {words.PROFILE_LAYOUT}"]),
        ]
    if profile.shape:
        lines += ["", "[shape]", *(f"{key} = {_value(value)}" for key, value in profile.shape.items())]
    return "\n".join(lines) + "\n"


def _asked(table: str, key: str) -> str:
    """The line of a draft that waits for an answer, of the kind that the key takes."""
    empty = {"period": "0", "regi": "false"}.get(table, '""')
    return f"{key} = {empty}  # {words.PROFILE_OR}"


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
