"""What each indikator says of itself: reads `catalogue/*.toml` strictly; an unknown key is an error.

One file an area. The file's `omrade` holds for all its entries; each `[[indikator]]` is one `domain.Indikator`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import ID, INTE_OJ, Brott, Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.omrade import OMRADEN
from ojdash.text import definitions as words

SHIPPED = Path(__file__).parents[2] / "data" / "catalogue"
AREA = re.compile(r"[a-z][a-z0-9_]{0,40}")  # the code of an area that a data set has of its own
NOTHING: Mapping[str, Indikator] = MappingProxyType({})
# They lie beside the indikatorer and hold none (catalogue.arshjul, catalogue.antal_svar).
ARSHJUL = "arshjul.toml"
ANTAL_SVAR = "antal_svar.toml"

_FILE_KEYS = {"omrade", "indikator"}
_KEYS = {field.name: field.type for field in fields(Indikator) if field.name != "omrade"}
BY_VALUES = "decimals"  # what a data set's entry may leave out: its values say it when they are published
_REQUIRED = [field.name for field in fields(Indikator) if field.default is MISSING and field.default_factory is MISSING]
_TYPES = {"str": str, "bool": bool, "int": int, "int | None": int}
# A key of so many parts that tomllib, which keeps every beginning of it, would take all memory: 200 kB take 40 GB.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DEEP_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{40}}")


def load(folder: Path = SHIPPED) -> dict[str, Indikator]:
    """Every indikator of a catalogue folder by id, in the files' own order, areas in the order of OMRADEN.

    Raises  CatalogueError  naming file, entry and key: broken TOML, unknown or lacking keys, wrong types, an id twice
    """
    files = sorted(_files(folder), key=lambda path: (_place(path.stem), path.stem))
    if not files:
        raise CatalogueError(words.no_files(folder))
    catalogue: dict[str, Indikator] = {}
    for path in files:
        for indikator in _read(path):
            if indikator.id in catalogue:
                other = f"{catalogue[indikator.id].omrade}.toml"
                raise CatalogueError(words.at(path, indikator.id, said=words.twice(other)))
            catalogue[indikator.id] = indikator
    return catalogue


def for_folder(data: Path) -> dict[str, Indikator]:
    """The catalogue of a data folder, or the shipped one if the folder has none."""
    own = data / "catalogue"
    return load(own if _files(own) else SHIPPED)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.toml") if path.name not in (ARSHJUL, ANTAL_SVAR)]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a file describes beside the catalogue: its title, its area's code, and its indikatorer by id.

    oj         whether they are part of Öppna jämförelser, and only the catalogue lacks them; then the area is one of
               OMRADEN
    by_values  the ids of those whose decimals are not said, but come from the spread of their values
               (domain.rounding.fitting); 0 until those are known
    """

    omrade: str
    title: str
    indikatorer: dict[str, Indikator]
    oj: bool = False
    by_values: frozenset[str] = frozenset()

    @property
    def area_title(self) -> str:
        """The area's title: that of OMRADEN, or the data set's own with what it is not."""
        return OMRADEN.get(self.omrade) or f"{self.title} ({INTE_OJ})"


def dataset(path: Path, known: Collection[str] = (), published: Mapping[str, Indikator] = NOTHING) -> Dataset:
    """A data set's description: `titel`, `omrade` (one of OMRADEN or a code of its own), `oj`, [[indikator]] entries.

    The entries have the catalogue's keys. `oj` (false when left out) holds for all of them, as `omrade` does; decimals
    may be left out, and come from the values then.

    known      the catalogue's ids; published  the edition's indikatorer, which a description may say anew
    Raises     CatalogueError  as `load`, and for an id that is another's, or an area that the data set can't have
    """
    content = toml(path)
    check_keys(path, words.THE_FILE, content, {*_FILE_KEYS, "titel", "oj"})
    omrade, title, oj = content.get("omrade"), content.get("titel"), content.get("oj", False)
    if not isinstance(omrade, str) or not AREA.fullmatch(omrade):
        raise CatalogueError(words.at(path, said=words.is_not(f"omrade = {omrade!r}", words.CODE)))
    if not isinstance(title, str) or not title.strip():
        raise CatalogueError(words.at(path, said=words.lacks(["titel"])))
    if not isinstance(oj, bool):
        raise CatalogueError(words.at(path, "oj", said=words.is_not(repr(oj), words.kind(bool))))
    if oj and omrade not in OMRADEN:
        raise CatalogueError(words.at(path, said=words.not_one_of("oj = true, omrade", omrade, OMRADEN)))
    indikatorer: dict[str, Indikator] = {}
    entries = _entries(path, omrade, content, {BY_VALUES: 0})
    for entry, indikator in zip(content.get("indikator", []), entries, strict=True):
        if entry.get("oj", oj) != oj:
            problem = words.OJ_OF_ALL
        elif indikator.id in indikatorer:
            problem = words.twice()
        else:
            problem = taken(indikator, known, published)
        if problem:
            raise CatalogueError(words.at(path, indikator.id, said=problem))
        indikatorer[indikator.id] = replace(indikator, oj=oj)
    if not indikatorer:
        raise CatalogueError(words.at(path, said=words.no_entries(_REQUIRED)))
    said = {entry["id"] for entry in content["indikator"] if BY_VALUES in entry}
    by_values = {id for id, indikator in indikatorer.items() if id not in said and not indikator.is_coded}
    return Dataset(omrade, title.strip(), indikatorer, oj, frozenset(by_values))


def taken(indikator: Indikator, known: Collection[str], published: Mapping[str, Indikator]) -> str:
    """Why a described indikator can't have its id, "" if it can: the catalogue's, or published with another meaning."""
    if indikator.id in known:
        return words.IN_CATALOGUE
    before = published.get(indikator.id)
    is_another = before and before.title != indikator.title and before.omrade != indikator.omrade
    return words.published_as(before.heading) if is_another else ""


def toml(path: Path) -> dict[str, Any]:
    """A TOML file's content.

    Raises  CatalogueError  not there, not UTF-8, not TOML, or nested deeper than anything here is
    """
    try:
        content = path.read_text("utf-8")
        if _DEEP_KEY.search(content):
            raise CatalogueError(words.too_deep(path))
        return tomllib.loads(content)
    except RecursionError:
        raise CatalogueError(words.too_deep(path)) from None
    except ValueError as error:  # not UTF-8, not TOML, or a number of thousands of digits
        raise CatalogueError(words.not_toml(path, error)) from error
    except OSError as error:
        raise CatalogueError(words.not_opened(path, error.strerror)) from error


def own_entries(data: Path | None, file: str, name: str) -> tuple[Path, list[dict[str, Any]]]:
    """A data folder's own file of one list, or the shipped one: its path, and its entries, each a `[[name]]`.

    Raises  CatalogueError  not TOML, another key than `name`, or what is no list of entries
    """
    own = data / "catalogue" / file if data else None
    path = own if own and own.exists() else SHIPPED / file
    content = toml(path)
    check_keys(path, words.THE_FILE, content, {name})
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(words.at(path, said=words.BRACKETS.format(name=name)))
    return path, entries


def kommuner(folder: Path = SHIPPED) -> tuple[Kommun, ...]:
    """The kommuner of a catalogue folder's kommuner.csv, or the shipped ones, by code."""
    own = folder / "kommuner.csv"
    with (own if own.exists() else SHIPPED / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        listed = [
            Kommun(row["kod"], row["namn"], row["kommungrupp"] or None) for row in csv.DictReader(file, delimiter=";")
        ]
    return tuple(sorted(listed, key=lambda kommun: kommun.kod))


def invanare(folder: Path = SHIPPED) -> dict[str, int]:
    """How many live in each kommun of a folder's kommuner.csv, or of the shipped one, by code."""
    own = folder / "kommuner.csv"
    with (own if own.exists() else SHIPPED / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        return {row["kod"]: int(row["invanare"]) for row in csv.DictReader(file, delimiter=";") if row["invanare"]}


def _place(omrade: str) -> int:
    return list(OMRADEN).index(omrade) if omrade in OMRADEN else len(OMRADEN)


def _read(path: Path) -> list[Indikator]:
    content = toml(path)
    check_keys(path, words.THE_FILE, content, _FILE_KEYS)
    omrade = content.get("omrade")
    if omrade not in list(OMRADEN):
        raise CatalogueError(words.at(path, said=words.not_one_of("omrade", omrade, OMRADEN)))
    return _entries(path, omrade, content)


def _entries(path: Path, omrade: str, content: dict[str, Any], more: dict[str, Any] | None = None) -> list[Indikator]:
    """The entries of a file; `more` is what of them may be left out, and what stands for it."""
    entries = content.get("indikator", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(words.at(path, said=words.BRACKETS.format(name="indikator")))
    return [_indikator(path, omrade, number, (more or {}) | entry) for number, entry in enumerate(entries, 1)]


def _indikator(path: Path, omrade: str, number: int, entry: dict[str, Any]) -> Indikator:
    where = words.entry(number, entry.get("id"))
    check_keys(path, where, entry, set(_KEYS))
    lacking = [name for name in _REQUIRED if name not in entry and name != "omrade"]
    if lacking:
        raise CatalogueError(words.at(path, where, said=words.lacks(lacking)))
    for name, value in entry.items():
        wanted = _TYPES.get(_KEYS[name])
        if wanted and type(value) is not wanted:
            raise CatalogueError(words.at(path, where, name, said=words.is_not(repr(value), words.kind(wanted))))
    values = dict(entry)
    for name, (shape, read) in _SHAPES.items():
        if name in entry:
            try:
                values[name] = read(entry[name])
            except (AttributeError, TypeError, ValueError) as error:
                said = words.is_not_like(repr(entry[name]), shape)
                raise CatalogueError(words.at(path, where, name, said=said)) from error
    if not ID.fullmatch(values["id"]):
        raise CatalogueError(words.at(path, where, "id", said=words.is_not(repr(values["id"]), words.ID)))
    try:
        return Indikator(omrade=omrade, **values)
    except ValueError as error:
        raise CatalogueError(words.at(path, where, said=f"{error}.")) from error


def _brott(year: int, reason: str) -> Brott:
    return Brott(int(year), str(reason))


# Keys that hold more than one thing: how they look, and how they are read.
_SHAPES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "codes": ('{ 1 = "Ja", 0 = "Nej" }', lambda said: {str(code): str(name) for code, name in said.items()}),
    "breaks": ('[{ year = 2020, reason = "Ny fråga." }]', lambda said: tuple(_brott(**brott) for brott in said)),
    "rikssiffror": ("{ 2023 = 41.5 }", lambda said: {int(year): float(value) for year, value in said.items()}),
}


def check_keys(path: Path, where: str, entry: dict[str, Any], allowed: set[str]) -> None:
    """Raises CatalogueError with the first key that is not one of those allowed, and the nearest."""
    for key in entry:
        if key not in allowed:
            (near,) = get_close_matches(key, allowed, 1) or [None]
            raise CatalogueError(words.at(path, where, said=words.unknown_key(key, near, allowed)))
