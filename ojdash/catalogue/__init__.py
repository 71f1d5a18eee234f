"""What each indikator says of itself: reads `catalogue/*.toml` strictly; an unknown key is an error.

One file an area. The file's `omrade` holds for all its entries; each `[[indikator]]` is one `domain.Indikator`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import MISSING, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.omrade import OMRADEN

SHIPPED = Path(__file__).parents[2] / "data" / "catalogue"

_FILE_KEYS = {"omrade", "indikator"}
_KEYS = {field.name: field.type for field in fields(Indikator) if field.name != "omrade"}
_REQUIRED = [field.name for field in fields(Indikator) if field.default is MISSING and field.default_factory is MISSING]
_TYPES = {"str": str, "bool": bool, "int": int, "int | None": int}


def load(folder: Path = SHIPPED) -> dict[str, Indikator]:
    """Every indikator of a catalogue folder by id, in the files' own order, areas in the order of OMRADEN.

    Raises  CatalogueError  naming file, entry and key: broken TOML, unknown or lacking keys, wrong types, an id twice
    """
    files = sorted(folder.glob("*.toml"), key=lambda path: (_place(path.stem), path.stem))
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
    return load(own if own.is_dir() else SHIPPED)


def _place(omrade: str) -> int:
    return list(OMRADEN).index(omrade) if omrade in OMRADEN else len(OMRADEN)


def _read(path: Path) -> list[Indikator]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: not valid TOML: {error}. Mend the line, or restore the file.") from error
    _check_keys(path, "the file", content, _FILE_KEYS)
    omrade = content.get("omrade")
    if omrade not in list(OMRADEN):
        raise CatalogueError(f"{path}: omrade = {omrade!r} is not one of {', '.join(OMRADEN)}.")
    entries = content.get("indikator", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(f"{path}: each entry starts with a line [[indikator]], in double brackets. Mend the line.")
    return [_indikator(path, omrade, number, entry) for number, entry in enumerate(entries, 1)]


def _indikator(path: Path, omrade: str, number: int, entry: dict[str, Any]) -> Indikator:
    where = f"entry {number} ({entry.get('id', 'no id')})"
    _check_keys(path, where, entry, set(_KEYS))
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


def _check_keys(path: Path, where: str, found: dict[str, Any], allowed: set[str]) -> None:
    for key in found:
        if key not in allowed:
            near = get_close_matches(key, allowed, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise CatalogueError(f"{path}, {where}: unknown key {key!r}.{hint} Allowed: {', '.join(sorted(allowed))}.")
