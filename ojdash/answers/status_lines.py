"""What the rows of a table of statuses would change in the book: the new, what is said already, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ojdash.answers.marking import seen
from ojdash.domain.status import LAGEN, Key, Status, cleaned, fault, may_follow
from ojdash.sources.statuses import VERSION, Line
from ojdash.sources.table.places import Gazetteer
from ojdash.store import Store
from ojdash.text import statuses as text


@dataclass(slots=True)
class Planned:
    """What a table would do. new: the row, what it says, and the version it is said on top of; refused: row and why."""

    new: list[tuple[int, Status, int]] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def planned(store: Store, history: Mapping[Key, tuple[Status, ...]], lines: Iterable[Line]) -> Planned:
    """What the rows would change, in their order.

    A row with the version that it was exported with, and the same words, is said already, whatever was said since; with
    other words it is new, unless something was said since.
    """
    found, said, places = Planned(), dict(history), Gazetteer(store.kommuner.values())
    for line in lines:
        status = _status(store, places, line)
        if isinstance(status, str):
            found.refused.append((line.row, status))
            continue
        before = said.get(status.key, ())
        number = line.said.get(VERSION, "")
        own = next((one for one in before if str(one.version) == number), None)
        newest = before[-1] if before else None
        if _is_same(own or newest, status):
            found.same += 1
        elif own is not None and own is not newest:
            found.refused.append((line.row, text.behind(newest)))
        elif not may_follow(newest.lage if newest else None, status.lage):
            found.refused.append((line.row, text.may_not_follow(newest.lage if newest else None, status.lage)))
        else:
            base = newest.version if newest else 0
            found.new.append((line.row, status, base))
            said[status.key] = (*before, _as_said(status, base + 1))
    return found


def _status(store: Store, places: Gazetteer, line: Line) -> Status | str:
    """What a row says of the value that the edition has there; or why it says nothing."""
    cells = line.said
    if cells["indikator"] not in store.ids:
        return text.no_such("indikator", cells["indikator"])
    place = places.place(cells["kommun"])
    if place.kind != "kommun" or place.misspelt:
        return text.no_such("kommun", cells["kommun"])
    if not cells["year"].isdecimal():
        return text.no_such("year", cells["year"])
    word = cells["lage"].casefold()
    lage = next((one for one in LAGEN if word in (one, text.LAGE[one].casefold())), cells["lage"])
    key = (cells["indikator"], place.kod, int(cells["year"]))
    bare = Status(*key, lage, cleaned(cells["namn"]), cleaned(cells["skal"]))
    if wrong := fault(bare):
        return text.FAULT[wrong]
    value, missing, gender = seen(store, key)
    return Status(*key, lage, bare.namn, bare.skal, value=value, missing=missing, gender=gender, utgava=store.id)


def _as_said(status: Status, version: int) -> Status:
    return Status(*status.key, status.lage, status.namn, status.skal, version=version)


def _is_same(before: Status | None, status: Status) -> bool:
    return before is not None and (before.lage, before.namn, before.skal) == (status.lage, status.namn, status.skal)
