"""Which nyckeltal tells how many answered: reads `catalogue/antal_svar.toml` strictly; an unknown key is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ojdash.catalogue import ANTAL_SVAR, check_keys, own_entries
from ojdash.domain.delivery import AntalSvar
from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import ID
from ojdash.text import definitions as words

_NEEDED = ("antal_svar", "namn", "how", "nyckeltal")
_KEYS = {*_NEEDED, "farre_an_30"}


def antal_svar(data: Path | None = None) -> dict[str, AntalSvar]:
    """By nyckeltal, where its number of answers is: of a data folder's own file, or the shipped one.

    Raises  CatalogueError  naming file, entry and key: broken TOML, unknown or lacking keys, a nyckeltal twice
    """
    path, entries = own_entries(data, ANTAL_SVAR, "undersokning")
    by_nyckeltal: dict[str, AntalSvar] = {}
    for number, entry in enumerate(entries, 1):
        where = words.entry(number, entry.get("antal_svar"))
        numbers = AntalSvar(*_numbers(path, where, entry))
        for nyckeltal in entry["nyckeltal"]:
            if nyckeltal in by_nyckeltal:
                raise CatalogueError(words.at(path, where, nyckeltal, said=words.twice()))
            by_nyckeltal[nyckeltal] = numbers
    return by_nyckeltal


def _numbers(path: Path, where: str, entry: dict[str, Any]) -> tuple[str, str]:
    """The ids of the two numbers of an entry, once all of it is what it should be."""
    check_keys(path, where, entry, _KEYS)
    lacking = [name for name in _NEEDED if not entry.get(name)]
    if lacking:
        raise CatalogueError(words.at(path, where, said=words.lacks(lacking)))
    for name in ("namn", "how"):
        if not isinstance(entry[name], str):
            raise CatalogueError(words.at(path, where, name, said=words.is_not(repr(entry[name]), words.kind(str))))
    ids = entry["nyckeltal"] if isinstance(entry["nyckeltal"], list) else [entry["nyckeltal"]]
    for id in (entry["antal_svar"], entry.get("farre_an_30", entry["antal_svar"]), *ids):
        if not isinstance(id, str) or not ID.fullmatch(id):
            raise CatalogueError(words.at(path, where, said=words.is_not(repr(id), words.ID)))
    if not isinstance(entry["nyckeltal"], list):
        wrong = words.is_not_like(repr(entry["nyckeltal"]), '["U21468", "U21504"]')
        raise CatalogueError(words.at(path, where, "nyckeltal", said=wrong))
    return entry["antal_svar"], entry.get("farre_an_30", "")
