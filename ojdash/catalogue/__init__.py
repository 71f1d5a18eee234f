"""What each indikator says of itself: reads `catalogue/*.toml` strictly; an unknown key is an error.

One file an area. The file's `omrade` holds for all its entries; each `[[indikator]]` is one `domain.Indikator`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import MISSING, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.omrade import OMRADEN

SHIPPED = Path(__file__).parents[2] / "data" / "catalogue"
ARSHJUL = "arshjul.toml"  # lies beside the indikatorer and holds none (catalogue.arshjul)

_FILE_KEYS = {"omrade", "indikator"}
_KEYS = {field.name: field.type for field in fields(Indikator) if field.name != "omrade"}
_REQUIRED = [field.name for field in fields(Indikator) if field.default is MISSING and field.default_factory is MISSING]
_TYPES = {"str": str, "bool": bool, "int": int, "int | None": int}


def load(folder: Path = SHIPPED) -> dict[str, Indikator]:
    """Every indikator of a catalogue folder by id, in the files' own order, areas in the order of OMRADEN.

    Raises  CatalogueError  naming file, entry and key: broken TOML, unknown or lacking keys, wrong types, an id twice
    """
    files = sorted(_files(folder), key=lambda path: (_place(path.stem), path.stem))
    if not files:
        raise CatalogueError(f"{folder}: no catalogue file (*.toml) here. Restore data/catalogue from the repository.")
    catalogue: dict[str, Indikator] = {}
    for path in files:
        for indikator in _read(path):
            if indikator.id in catalogue:
                raise CatalogueError(
                    f"{path}, {indikator.id}: this id is defined already, in {catalogue[indikator.id].omrade}.toml. "
                    "Give one of them another id."
                )
            catalogue[indikator.id] = indikator
    return catalogue


def for_folder(data: Path) -> dict[str, Indikator]:
    """The catalogue of a data folder, or the shipped one if the folder has none."""
    own = data / "catalogue"
    return load(own if _files(own) else SHIPPED)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.toml") if path.name != ARSHJUL]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set that is not part of Öppna jämförelser: its area's code and title, and its indikatorer by id."""

    omrade: str
    title: str
    indikatorer: dict[str, Indikator]


def dataset(path: Path, taken: Collection[str] = ()) -> Dataset:
    """A data set's description: `titel`, `omrade` (a code of its own or one of OMRADEN) and [[indikator]] entries.

    The entries have the catalogue's keys; `oj` is always false. `taken` are ids that are the catalogue's own.

    Raises  CatalogueError  as `load`, and for a taken id, an area's code that is not a-z, 0-9 and _, or oj = true
    """
    content = toml(path)
    check_keys(path, "the file", content, {*_FILE_KEYS, "titel"})
    omrade, title = content.get("omrade"), content.get("titel")
    if not isinstance(omrade, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", omrade):
        raise CatalogueError(f"{path}: omrade = {omrade!r} is not a code of a-z, 0-9 and _. Example: ame.")
    if not isinstance(title, str) or not title.strip():
        raise CatalogueError(f"{path}: lacks titel, the words for {omrade} on the screen. Add it.")
    indikatorer: dict[str, Indikator] = {}
    for one in _entries(path, omrade, content):
        if one.id in indikatorer or one.id in taken:
            raise CatalogueError(f"{path}, {one.id}: this id is defined already. Give one of them another id.")
        indikatorer[one.id] = replace(one, oj=False)
    for number, entry in enumerate(content.get("indikator", []), 1):
        if entry.get("oj"):
            raise CatalogueError(f"{path}, entry {number} ({entry['id']}): oj = true is only for data/catalogue.")
    if not indikatorer:
        raise CatalogueError(f"{path}: no [[indikator]] here. Add one with {', '.join(_REQUIRED)}.")
    return Dataset(omrade, OMRADEN.get(omrade, title.strip()), indikatorer)


def toml(path: Path) -> dict[str, Any]:
    """A TOML file's content.

    Raises  CatalogueError  not there, not UTF-8, or not TOML
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: not valid TOML: {error}. Mend the line, or restore the file.") from error
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}. Check the path.") from error


def kommuner(folder: Path = SHIPPED) -> tuple[Kommun, ...]:
    """The kommuner of a catalogue folder's kommuner.csv, or the shipped ones, by code."""
    own = folder / "kommuner.csv"
    with (own if own.exists() else SHIPPED / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        listed = [
            Kommun(row["kod"], row["namn"], row["kommungrupp"] or None) for row in csv.DictReader(file, delimiter=";")
        ]
    return tuple(sorted(listed, key=lambda kommun: kommun.kod))


def _place(omrade: str) -> int:
    return list(OMRADEN).index(omrade) if omrade in OMRADEN else len(OMRADEN)


def _read(path: Path) -> list[Indikator]:
    content = toml(path)
    check_keys(path, "the file", content, _FILE_KEYS)
    omrade = content.get("omrade")
    if omrade not in list(OMRADEN):
        raise CatalogueError(f"{path}: omrade = {omrade!r} is not one of {', '.join(OMRADEN)}.")
    return _entries(path, omrade, content)


def _entries(path: Path, omrade: str, content: dict[str, Any]) -> list[Indikator]:
    entries = content.get("indikator", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(f"{path}: each entry starts with a line [[indikator]], in double brackets. Mend the line.")
    return [_indikator(path, omrade, number, entry) for number, entry in enumerate(entries, 1)]


def _indikator(path: Path, omrade: str, number: int, entry: dict[str, Any]) -> Indikator:
    where = f"entry {number} ({entry.get('id', 'no id')})"
    check_keys(path, where, entry, set(_KEYS))
    lacking = [name for name in _REQUIRED if name not in entry and name != "omrade"]
    if lacking:
        raise CatalogueError(f"{path}, {where}: lacks {', '.join(lacking)}. Add it.")
    for name, value in entry.items():
        wanted = _TYPES.get(_KEYS[name])
        if wanted and type(value) is not wanted:
            raise CatalogueError(f"{path}, {where}, {name}: {value!r} is not a {wanted.__name__}.")
    values = dict(entry)
    for name, (shape, read) in _SHAPES.items():
        if name in entry:
            try:
                values[name] = read(entry[name])
            except (AttributeError, TypeError, ValueError) as error:
                raise CatalogueError(f"{path}, {where}, {name}: {entry[name]!r} is not like {shape}.") from error
    try:
        return Indikator(omrade=omrade, **values)
    except ValueError as error:
        raise CatalogueError(f"{path}, {where}: {error}.") from error


def _brott(year: int, reason: str) -> Brott:
    return Brott(int(year), str(reason))


# Keys that hold more than one thing: how they look, and how they are read.
_SHAPES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "codes": ('{ 1 = "Ja", 0 = "Nej" }', lambda said: {str(code): str(words) for code, words in said.items()}),
    "breaks": ('[{ year = 2020, reason = "Ny fråga." }]', lambda said: tuple(_brott(**brott) for brott in said)),
    "rikssiffror": ("{ 2023 = 41.5 }", lambda said: {int(year): float(value) for year, value in said.items()}),
}


def check_keys(path: Path, where: str, found: dict[str, Any], allowed: set[str]) -> None:
    """Raises CatalogueError with the first key that is not one of those allowed, and the nearest."""
    for key in found:
        if key not in allowed:
            near = get_close_matches(key, allowed, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise CatalogueError(f"{path}, {where}: unknown key {key!r}.{hint} Allowed: {', '.join(sorted(allowed))}.")
