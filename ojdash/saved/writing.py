"""What is written in the fields of an analys: the newest, every version, and what was written at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, and_, false, func, insert, select, true
from sqlalchemy.sql import Select

from ojdash.domain.analys import Analys, Author, Written, has_decision
from ojdash.domain.errors import PlaceError
from ojdash.domain.places import fault, kind_of
from ojdash.saved import files, settings
from ojdash.saved.schema import settled, written
from ojdash.saved.transaction import Transaction
from ojdash.text import saved as text

MOST_AUTHOR = 120
# Where a view stands in a meeting is no text to choose between: whoever moved it last is right, and nothing is lost.
LAST_ONE_STANDS = ("ordning",)


@dataclass(frozen=True, slots=True)
class Version(Written):
    """One version of a field. beside: kept beside the newest of its time; settled: and since chosen between."""

    beside: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a text.

    other  set when somebody else wrote in between: theirs; then `version` is that of the text kept beside it
    """

    version: int
    number: int
    at: str
    other: Written | None = None


def check(place: str, value: str) -> None:
    """Raises  PlaceError  the value can't stand there"""
    code = fault(place, value)
    if code is not None:
        raise PlaceError(text.place(code))


def check_author(author: Author) -> None:
    """Raises  PlaceError  a blank role, or one that can't be kept;  SignInError  nobody vouches for who it is"""
    settings.check_signed_in(author.verified)
    if not author.role.strip():
        raise PlaceError(text.NO_ROLE)
    if max(map(len, (author.role, author.organisation, author.verified))) > MOST_AUTHOR:
        raise PlaceError(text.LONG_AUTHOR)
    if any(fault("om/titel", said) for said in (author.role, author.organisation, author.verified)):
        raise PlaceError(text.AUTHOR_SIGNS)


def first(fields: Mapping[str, str], author: Author, at: str) -> list[dict[str, Any]]:
    """The versions of a new analys.

    Raises  PlaceError
    """
    for place, value in fields.items():
        check(place, value)
    found = [
        new_row(place, value, author, at, 0) | {"version": 1, "number": number, "settled_by": None}
        for number, (place, value) in enumerate(((p, v) for p, v in fields.items() if v), 1)
    ]
    whole = {one["place"]: as_written(one) for one in found}
    for place, value in fields.items():
        _check_done(place, value, lambda: whole)
    return found


def add(con: Connection, id: str, versions: Sequence[Mapping[str, Any]]) -> None:
    """Write versions as they are: of a new analys, an imported one, or one in a newer form."""
    rows = [{"analys": id, **{name: one[name] for name in files.VERSION if name != "settled_by"}} for one in versions]
    ended = [
        {"analys": id, **{name: one[name] for name in ("place", "version", "settled_by")}}
        for one in versions
        if one["settled_by"] is not None
    ]
    if rows:
        con.execute(insert(written), rows)
    if ended:
        con.execute(insert(settled), ended)


def newest(con: Connection, id: str) -> dict[str, Written]:
    """The newest version at every place, in the order they were written."""
    last = (
        select(written.c.place, func.max(written.c.version).label("version"))
        .where(written.c.analys == id, written.c.beside == false())
        .group_by(written.c.place)
        .subquery()
    )
    same = and_(written.c.place == last.c.place, written.c.version == last.c.version)
    rows = con.execute(select(written).join(last, same).where(written.c.analys == id).order_by(written.c.number))
    return {row.place: as_written(row._mapping) for row in rows}


def beside(con: Connection, id: str) -> dict[str, tuple[Written, ...]]:
    """The texts that nobody has chosen between yet, by place."""
    found: dict[str, tuple[Written, ...]] = {}
    for row in con.execute(_versions(id).where(written.c.beside == true(), settled.c.settled_by.is_(None))):
        found[row.place] = (*found.get(row.place, ()), as_written(row._mapping))
    return found


def versions(con: Connection, id: str, place: str | None = None, after: int = 0) -> list[dict[str, Any]]:
    """Every version of a place, or of all, written after a number; in the order they were written."""
    asked = _versions(id).where(written.c.number > after)
    if place is not None:
        asked = asked.where(written.c.place == place)
    return [dict(row._mapping) for row in con.execute(asked)]


def editions(con: Connection) -> frozenset[str]:
    """The ids of the editions that any version of any analys names."""
    named = written.c.place.like("ar/%/utgava") | written.c.place.like("mote/%/utgava")
    linked = select(written.c.value).where(written.c.place.like("vy/%/lank")).distinct()
    found = set(con.scalars(select(written.c.value).where(named).distinct()))
    for link in con.scalars(linked):
        found |= set(re.findall(r"(?:^|[?&])utgava=([a-z0-9-]+)", link))
    return frozenset(found) - {""}


def version(row: Mapping[str, Any]) -> Version:
    """A row of `versions`."""
    plain = as_written(row)
    return Version(
        *(plain.place, plain.value, plain.author, plain.at, plain.version, plain.number),
        beside=row["beside"],
        settled=row["settled_by"] is not None,
    )


def keep(tx: Transaction, id: str, author: Author, place: str, value: str, base: int, now: str) -> Kept:
    """Keep what was written on top of version `base`; beside, where somebody else was there first.

    Raises  PlaceError, SavedError
    """
    _, last = tx.last(id, place)
    if last is not None and last.value == value:
        return Kept(last.version, last.number, last.at)
    _check_done(place, value, lambda: newest(tx.con, id))
    row = new_row(place, value, author, now, base)
    if last is None or last.version == base or kind_of(place) in LAST_ONE_STANDS:
        return _kept(tx.add(id, row))
    other = as_written(last._mapping)
    # A text that is written on, or sent again, is still one text beside.
    open_ = tx.con.execute(_open_beside(id, place)).all()
    for one in open_:
        if one.value == value:
            return Kept(one.version, one.number, one.at, other)
    kept = _kept(tx.add(id, row | {"beside": True}), other)
    _settle(tx.con, id, place, [one.version for one in open_ if one.version == base], kept.version)
    return kept


def choose(tx: Transaction, id: str, author: Author, place: str, value: str, chosen: Iterable[int], now: str) -> Kept:
    """Make a value the newest, and settle the texts beside it that were chosen between.

    Raises  PlaceError, SavedError
    """
    beside = select(written.c.version).where(
        written.c.analys == id, written.c.place == place, written.c.beside == true()
    )
    chosen = set(chosen)
    if chosen - set(tx.con.scalars(beside.where(written.c.version.in_(chosen)))):
        raise PlaceError(text.NO_SUCH_BESIDE)
    _check_done(place, value, lambda: newest(tx.con, id))
    still = {row.version for row in tx.con.execute(_open_beside(id, place))}
    _, last = tx.last(id, place)
    kept = _kept(tx.add(id, new_row(place, value, author, now, last.version if last is not None else 0)))
    _settle(tx.con, id, place, sorted(chosen & still), kept.version)
    return kept


def _versions(id: str) -> Select:
    return (
        select(written, settled.c.settled_by)
        .outerjoin_from(
            written,
            settled,
            and_(
                settled.c.analys == written.c.analys,
                settled.c.place == written.c.place,
                settled.c.version == written.c.version,
            ),
        )
        .where(written.c.analys == id)
        .order_by(written.c.number)
    )


def _open_beside(id: str, place: str) -> Select:
    return _versions(id).where(written.c.place == place, written.c.beside == true(), settled.c.settled_by.is_(None))


def _settle(con: Connection, id: str, place: str, chosen: Sequence[int], by: int) -> None:
    if chosen:
        con.execute(
            insert(settled), [{"analys": id, "place": place, "version": one, "settled_by": by} for one in chosen]
        )


def _check_done(place: str, value: str, fields: Any) -> None:
    """A step is done only with its decision."""
    parts = place.split("/")
    if parts[0] == "steg" and parts[-1] == "klar" and value:
        whole = Analys("", "skriva", fields())
        if not has_decision(whole, int(parts[1]), int(parts[2])):
            raise PlaceError(text.NO_DECISION)


def new_row(place: str, value: str, author: Author, at: str, base: int) -> dict[str, Any]:
    """A version, but for its numbers."""
    return {"place": place, "value": value, **asdict(author), "at": at, "base": base, "beside": False}


def _kept(row: Mapping[str, Any], other: Written | None = None) -> Kept:
    return Kept(row["version"], row["number"], row["at"], other)


def as_written(row: Mapping[str, Any]) -> Written:
    """A row of the table, as it is read."""
    author = Author(row["role"], row["organisation"], row["verified"])
    return Written(row["place"], row["value"], author, row["at"], row["version"], row["number"])
