"""The national dates of the year: reads `catalogue/arshjul.toml` strictly; an unknown key is an error."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ojdash.catalogue import ARSHJUL, check_keys, own_entries
from ojdash.domain.arshjul import Day, National
from ojdash.domain.errors import CatalogueError
from ojdash.text import definitions as words

_NEEDED = ("id", "titel", "nar", "kalla")
_KEYS = {*_NEEDED, "fran", "till", "vecka", "omraden", "kanda"}
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def nationals(data: Path | None = None) -> tuple[National, ...]:
    """The national dates of a data folder's own file, or the shipped ones, in the file's order.

    Raises  CatalogueError  naming file, entry and key: broken TOML, unknown or lacking keys, a day that no year has
    """
    path, entries = own_entries(data, ARSHJUL, "datum")
    by_id: dict[str, National] = {}
    for number, entry in enumerate(entries, 1):
        national = _national(path, words.entry(number, entry.get("id")), entry)
        if national.id in by_id:
            raise CatalogueError(words.at(path, national.id, said=words.twice()))
        by_id[national.id] = national
    return tuple(by_id.values())


def _national(path: Path, where: str, entry: dict[str, Any]) -> National:
    check_keys(path, where, entry, _KEYS)
    lacking = [name for name in _NEEDED if not isinstance(entry.get(name), str) or not entry[name].strip()]
    if lacking:
        raise CatalogueError(words.at(path, where, said=words.lacks(lacking)))
    has_week, has_days = "vecka" in entry, "fran" in entry and "till" in entry
    if has_week == has_days or (has_week and ("fran" in entry or "till" in entry)):
        raise CatalogueError(words.at(path, where, said=words.WEEK_OR_DAYS))
    week = entry.get("vecka")
    if has_week and (type(week) is not int or not 1 <= week <= 52):
        raise CatalogueError(words.at(path, where, "vecka", said=words.is_not(repr(week), words.WEEK)))
    codes = entry.get("omraden", [])
    if not isinstance(codes, list) or not all(
        isinstance(one, str) and re.fullmatch("[a-z0-9_]+", one) for one in codes
    ):
        raise CatalogueError(words.at(path, where, "omraden", said=words.is_not_like(repr(codes), '["lss", "vald"]')))
    known = entry.get("kanda", [])
    if not isinstance(known, list) or not all(type(day) is date for day in known):
        said = words.is_not_like(_shown(known), "[2023-06-20, 2024-06-18]")
        raise CatalogueError(words.at(path, where, "kanda", said=said))
    if len({day.year for day in known}) < len(known):
        raise CatalogueError(words.at(path, where, said=words.TWO_DAYS))
    days = {} if has_week else {"first": _day(path, where, entry, "fran"), "last": _day(path, where, entry, "till")}
    told = {name: entry[name].strip() for name in _NEEDED}
    return National(**told, **days, vecka=week, omraden=tuple(codes), known=tuple(known))


def _day(path: Path, where: str, entry: dict[str, Any], name: str) -> Day:
    said = entry[name]
    if isinstance(said, str) and re.fullmatch(r"[0-9]{2}-[0-9]{2}", said):
        month, day = map(int, said.split("-"))
        if 1 <= month <= 12 and 1 <= day <= _MONTHS[month - 1]:
            return month, day
    raise CatalogueError(words.at(path, where, name, said=words.is_not(_shown(said), words.DAY)))


def _shown(said: Any) -> str:
    return said.isoformat() if isinstance(said, date | datetime) else repr(said)
