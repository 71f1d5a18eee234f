"""Erasing: every version of what was written goes; where, when, by which role and by which decision stays as a line.

Nothing else here takes away what was written. A field that was erased has one empty version, numbered after those that
went: whoever still has the old text open then writes beside it, as over anybody's newer text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from ojdash.domain.analys import Author, EraserRole, Erasure
from ojdash.domain.errors import PlaceError
from ojdash.domain.places import fault
from ojdash.saved import files, journal, writing
from ojdash.saved.schema import BOOK, address, analys, code, coordinator, erased, sealed, settled, written
from ojdash.text import saved as text

MOST_REFERENCE = 120
WHOLE = ""  # the place of an erasure of all of an analys


def check_reference(reference: str) -> str:
    """The reference of a decision, as one line.

    Raises  PlaceError  none, a long one, or one that can't be kept
    """
    reference = " ".join(reference.split())
    if not reference:
        raise PlaceError(text.NO_REFERENCE)
    if len(reference) > MOST_REFERENCE or fault("om/titel", reference):
        raise PlaceError(text.WRONG_REFERENCE)
    return reference


def lines(con: Connection, id: str) -> tuple[Erasure, ...]:
    """What was erased in an analys, or in the book; the first first."""
    rows = con.execute(select(erased).where(erased.c.analys == id).order_by(erased.c.number))
    return tuple(line(row._mapping) for row in rows)


def line(said: Mapping[str, Any]) -> Erasure:
    """An erasure as the table and a file spell it."""
    return Erasure(**{name: said[name] for name in files.ERASURE})


def log(id: str, erasure: Erasure) -> None:
    """Tell the security log what was erased in an analys."""
    facts = {"analys": id, "versions": erasure.versions, "by": erasure.by}
    if erasure.place:
        journal.log("erased", place=erasure.place, **facts)
    else:
        journal.log("deleted", **facts)


def add(con: Connection, id: str, erasures: Iterable[Erasure]) -> None:
    """Write lines as they are."""
    rows = [{"analys": id, **asdict(erasure)} for erasure in erasures]
    if rows:
        con.execute(insert(erased), rows)


def field(con: Connection, id: str, place: str, by: EraserRole, reference: str, at: str) -> Erasure:
    """Erase every version of a field.

    Raises  PlaceError  nothing is written there
    """
    versions = writing.versions(con, id, place)
    if not any(version["value"] for version in versions):
        raise PlaceError(text.NOTHING_TO_ERASE)
    upto = max(version["version"] for version in versions)
    latest, size = con.execute(select(analys.c.latest, analys.c.size).where(analys.c.id == id)).one()
    for table in (settled, written):
        con.execute(delete(table).where(table.c.analys == id, table.c.place == place))
    erasure = Erasure(place, len(versions), at, by, reference, latest + 1, upto)
    empty = _empty(erasure)
    writing.add(con, id, [empty])
    size += len(files.line(empty)) - sum(len(files.line(version)) for version in versions)
    con.execute(update(analys).where(analys.c.id == id).values(latest=latest + 1, size=size))
    add(con, id, [erasure])
    return erasure


def whole(con: Connection, id: str, by: EraserRole, reference: str, at: str) -> Erasure:
    """Take an analys away for good: no row of it is left but the lines of what was erased."""
    hashes = select(address.c.hash).where(address.c.analys == id)
    latest = con.scalar(select(analys.c.latest).where(analys.c.id == id))
    con.execute(delete(sealed).where(sealed.c.holder.in_(hashes)))
    con.execute(delete(settled).where(settled.c.analys == id))
    versions = con.execute(delete(written).where(written.c.analys == id)).rowcount
    for table in (code, address):
        con.execute(delete(table).where(table.c.analys == id))
    con.execute(delete(analys).where(analys.c.id == id))
    erasure = Erasure(WHOLE, versions, at, by, reference, latest + 1, 0)
    add(con, id, [erasure])
    return erasure


def of_coordinator(
    con: Connection, number: int, name: str, unreasoned: Callable[[str], str], reference: str, at: str
) -> Erasure:
    """Erase a coordinator's name, and the reasons they gave; what they said of the values stays.

    The address stops to work. Others' words are left as they are. unreasoned: what a version says, without its reason.
    """
    theirs = or_(written.c.role == name, written.c.organisation == name)
    rows = [dict(row._mapping) for row in con.execute(select(written).where(written.c.analys == BOOK, theirs))]
    for row in rows:
        who = {part: text.ERASED_NAME if row[part] == name else row[part] for part in ("role", "organisation")}
        key = (written.c.analys == BOOK, written.c.place == row["place"], written.c.version == row["version"])
        con.execute(update(written).where(*key).values(value=unreasoned(row["value"]), verified="", **who))
    withdrawn = con.scalar(select(coordinator.c.withdrawn).where(coordinator.c.number == number))
    gone = {"name": text.ERASED_NAME, "withdrawn": withdrawn or at}
    con.execute(update(coordinator).where(coordinator.c.number == number).values(gone))
    latest = con.scalar(select(analys.c.latest).where(analys.c.id == BOOK)) + 1
    size = sum(len(files.line(version)) for version in writing.versions(con, BOOK))
    con.execute(update(analys).where(analys.c.id == BOOK).values(latest=latest, size=size))
    erasure = Erasure(f"samordnare/{number}", len(rows), at, "administrator", reference, latest)
    add(con, BOOK, [erasure])
    return erasure


def remaining(
    versions: Sequence[dict[str, Any]], erasures: Iterable[Erasure], known: Iterable[Erasure]
) -> tuple[list[dict[str, Any]], list[Erasure]]:
    """What of a file may be taken in where some of it has since been erased: its versions, and all the lines.

    erasures  those of the file;  known  those of the analys that it is of, in this database
    """
    every = {erasure.number: erasure for erasure in (*known, *erasures) if erasure.place != WHOLE}
    last = {erasure.place: erasure.number for _, erasure in sorted(every.items())}
    kept = [version for version in versions if version["number"] >= last.get(version["place"], 0)]
    there = {version["number"] for version in kept}
    kept += [_empty(every[number]) for number in last.values() if number not in there]
    return kept, [every[number] for number in sorted(every)]


def _empty(erasure: Erasure) -> dict[str, Any]:
    """The version that stands where an erased field was."""
    who = Author(text.ERASER[erasure.by])
    row = writing.new_row(erasure.place, "", who, erasure.at, erasure.upto)
    return row | {"version": erasure.upto + 1, "number": erasure.number, "settled_by": None}
