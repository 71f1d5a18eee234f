"""The site's own book: what coordinators say of values, and who the coordinators are. One a database.

It is an analys without addresses: its fields are statuses, `status/<year>/<kommun>/<indikator>`, and every version of
each is kept as everywhere. Coordinators have an address each, made and withdrawn in the terminal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from ojdash.domain.analys import Author, Erasure
from ojdash.domain.errors import AccessError, PlaceError, SavedError
from ojdash.domain.status import Key, Marks, Status, cleaned, fault, may_follow
from ojdash.saved import addresses, erasing, files, forms, journal, settings, writing
from ojdash.saved.access import GoneError, UnknownError
from ojdash.saved.database import Database
from ojdash.saved.limits import Limits
from ojdash.saved.schema import BOOK, analys, coordinator
from ojdash.saved.transaction import Transaction
from ojdash.text import coordinator as words
from ojdash.text import saved as erased_words
from ojdash.text import statuses as text

# What is kept of a status in the text of its version; name, moment and version are the version's own.
_KEPT = ("lage", "skal", "value", "missing", "gender", "utgava")


class BehindError(SavedError):
    """Somebody else has said something of the value since it was read."""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Someone who may write in the book. withdrawn: since when not any more."""

    number: int
    name: str
    created: str
    withdrawn: str | None = None


class Book:
    """The book of one database. Safe from many threads; see Saved for tokens, clients and what is raised."""

    def __init__(self, database: Database, limits: Limits, now: Callable[[], datetime]) -> None:
        self._database = database
        self._limits = limits
        self._now = now
        self._kept: tuple[int, Marks] = (0, Marks())
        self._openings = journal.Lately(3600)

    # --- who may write -----------------------------------------------------------------------------------------------

    def new_coordinator(self, name: str) -> str:
        """The token of a new coordinator's address: nobody can show it again."""
        settings.check_writable()
        name = cleaned(name)
        if not name:
            raise PlaceError(words.NO_NAME)
        if fault(Status("A", "0180", 2000, "osaker", name, "-")):
            raise PlaceError(words.LONG_NAME)
        token = addresses.new()

        def work(tx: Transaction) -> int:
            _make(tx.con, self._at())
            last = tx.con.scalar(select(func.max(coordinator.c.number)))
            row = {"number": (last or 0) + 1, "hash": addresses.hashed(token), "name": name, "created": self._at()}
            tx.con.execute(insert(coordinator).values(row))
            return row["number"]

        journal.log("coordinator_made", coordinator=self._database.write(BOOK, work))
        return token

    def coordinators(self) -> tuple[Coordinator, ...]:
        """Every coordinator there ever was, the first first."""
        with self._database.read() as con:
            return tuple(map(_coordinator, con.execute(select(coordinator).order_by(coordinator.c.number))))

    def withdraw(self, said: str) -> Coordinator:
        """A coordinator's address, by name or number, stops to work at once; also where the site only shows.

        Raises  AccessError  none, or several of that name
        """

        def work(tx: Transaction) -> Coordinator:
            rows = tx.con.execute(select(coordinator).where(coordinator.c.withdrawn.is_(None)))
            one = _named(said, map(_coordinator, rows))
            gone = update(coordinator).where(coordinator.c.number == one.number).values(withdrawn=self._at())
            tx.con.execute(gone)
            return replace(one, withdrawn=self._at())

        gone = self._database.write(BOOK, work)
        journal.log("coordinator_withdrawn", coordinator=gone.number)
        return gone

    def erase(self, said: str, reference: str) -> tuple[Coordinator, Erasure]:
        """Erase a coordinator's name and the reasons they gave, by name or number; what they said of values stays.

        The address stops to work. Also where the site only shows.

        Raises  AccessError  none, or several of that name;  PlaceError  no reference of a decision
        """
        reference = erasing.check_reference(reference)

        def work(tx: Transaction) -> tuple[Coordinator, Erasure]:
            found = _named(said, map(_coordinator, tx.con.execute(select(coordinator))))
            return found, erasing.of_coordinator(tx.con, found.number, found.name, _unreasoned, reference, self._at())

        erased = self._database.write(BOOK, work)
        journal.log("coordinator_erased", coordinator=erased[0].number, versions=erased[1].versions)
        self._database.forget_deleted(rewritten=True)
        return erased

    def named(self, said: str) -> Coordinator:
        """The coordinator of a name or number, withdrawn or not.

        Raises  AccessError  none, or several of that name
        """
        return _named(said, self.coordinators())

    def open(self, token: str, client: str = "") -> Coordinator:
        """The coordinator whose address it is.

        Raises  UnknownError, GoneError, TooManyError
        """
        with self._limits.counted(client), self._database.read() as con:
            who = _opened(con, token)
        if self._openings.is_new(client, who.number):
            journal.log("coordinator_opened", coordinator=who.number, visitor=client)
        return who

    # --- what is said of values --------------------------------------------------------------------------------------

    def set(self, token: str, status: Status, base: int, client: str = "", verified: str = "") -> Status:
        """Say something of a value, on top of version `base` of it (0: nothing was said), as a coordinator.

        Raises  PlaceError  it can't be said, or not after what was said;  BehindError  somebody else was first
        """
        settings.check_signed_in(verified)
        who = self.open(token, client)
        self._limits.writes(client, BOOK)
        kept = self._set(status, base, lambda con: _opened(con, token), who.name, verified)
        _log_status(kept, str(who.number), client)
        return kept

    def set_here(self, status: Status, base: int | None = None) -> Status:
        """Say something of a value in the terminal of the machine itself; on top of `base`, or of whatever was said."""
        kept = self._set(status, base, lambda con: None, "", "")
        _log_status(kept, "administrator", "")
        return kept

    def marks(self) -> Marks:
        """The newest status of every value; kept as long as nothing is written."""
        with self._database.read() as con:
            latest = con.scalar(_LATEST) or 0
            if latest != self._kept[0]:
                found = map(_status, writing.newest(con, BOOK).values())
                marks = Marks({one.key: one for one in found}, erasures=len(erasing.lines(con, BOOK)))
                self._kept = latest, marks
        return self._kept[1]

    def history(self, *keys: Key) -> dict[Key, tuple[Status, ...]]:
        """Everything that was said of some values (of all, where none is named), the first first."""
        found: dict[Key, tuple[Status, ...]] = {}
        with self._database.read() as con:
            places = [_place(key) for key in keys] or [None]
            rows = [row for place in places for row in writing.versions(con, BOOK, place)]
        for row in rows:
            status = _status(writing.version(row))
            found[status.key] = (*found.get(status.key, ()), status)
        return found

    # --- the book as a file ------------------------------------------------------------------------------------------

    def export(self) -> bytes:
        """Every version of every status as one file; no address and nothing of one is in it."""
        with self._database.read() as con:
            created = con.scalar(select(analys.c.created).where(analys.c.id == BOOK)) or self._at()
            versions, erased = writing.versions(con, BOOK), erasing.lines(con, BOOK)
            return files.spelled(created, self._at(), versions, erased, BOOK, files.BOOK)

    def import_(self, content: bytes) -> int:
        """Take in an exported book where nothing is said yet; how many versions it holds.

        Raises  SavedError  not such a file, or the book is not empty
        """
        settings.check_writable()
        file = files.read(content, files.BOOK, _fault)

        def work(tx: Transaction) -> int:
            _make(tx.con, file.created)
            if tx.con.scalar(_LATEST):
                raise SavedError(text.BOOK_NOT_EMPTY)
            writing.add(tx.con, BOOK, file.versions)
            erasing.add(tx.con, BOOK, file.erased)
            latest = max([one["number"] for one in file.versions] + [one.number for one in file.erased], default=0)
            size = sum(len(files.line(one)) for one in file.versions)
            tx.con.execute(update(analys).where(analys.c.id == BOOK).values(latest=latest, size=size))
            return len(file.versions)

        versions = self._database.write(BOOK, work)
        journal.log("book_imported", versions=versions)
        return versions

    def _set(
        self, status: Status, base: int | None, check: Callable[[Connection], object], by: str, verified: str
    ) -> Status:
        settings.check_writable()
        status = replace(status, namn=cleaned(status.namn), skal=cleaned(status.skal))
        wrong = fault(status)
        if wrong:
            raise PlaceError(text.FAULT[wrong])
        author = Author(status.namn, by if by != status.namn else "", verified)
        place = _place(status.key)

        def work(tx: Transaction) -> Status:
            check(tx.con)
            _make(tx.con, self._at())
            _, last = tx.last(BOOK, place)
            before = _status(writing.as_written(last._mapping)) if last is not None else None
            version, lage = (before.version, before.lage) if before else (0, None)
            if base not in (None, version):
                raise BehindError(text.behind(before))
            if not may_follow(lage, status.lage):
                raise PlaceError(text.may_not_follow(lage, status.lage))
            row = tx.add(BOOK, writing.new_row(place, _spelled(status), author, self._at(), version))
            return replace(status, at=row["at"], version=row["version"], by=author.organisation, verified=verified)

        return self._database.write(BOOK, work)

    def _at(self) -> str:
        return settings.spelled(self._now())


_LATEST = select(analys.c.latest).where(analys.c.id == BOOK)


def _make(con: Connection, at: str) -> None:
    """The book itself, where it is not there yet."""
    if con.scalar(select(analys.c.id).where(analys.c.id == BOOK)) is None:
        con.execute(insert(analys).values(id=BOOK, form=forms.FORM, created=at, ends=None, latest=0, size=0))


def _opened(con: Connection, token: str) -> Coordinator:
    hashed = addresses.hashed(token)
    row = con.execute(select(coordinator).where(coordinator.c.hash == hashed)).one_or_none() if hashed else None
    if row is None:
        raise UnknownError(words.NOT_A_COORDINATOR)
    if row.withdrawn is not None:
        raise GoneError(words.WITHDRAWN)
    return _coordinator(row)


def _coordinator(row: Row) -> Coordinator:
    return Coordinator(row.number, row.name, row.created, row.withdrawn)


def _named(said: str, among: Iterable[Coordinator]) -> Coordinator:
    """The coordinator of a number, or of a name that is one person's.

    Raises  AccessError
    """
    there = {one.number: one for one in among}
    named = [one for one in there.values() if said.strip() == str(one.number)]
    named = named or [one for one in there.values() if one.name == cleaned(said)]
    if not named:
        raise AccessError(words.no_such(said, sorted(there)))
    if len(named) > 1:
        raise AccessError(words.several(said, [one.number for one in named]))
    return named[0]


def _log_status(status: Status, by: str, client: str) -> None:
    about = {"indikator": status.indikator, "kommun": status.kommun, "year": status.year, "lage": status.lage}
    journal.log("status_said", by=by, visitor=client, **about)


def _place(key: Key) -> str:
    indikator, kommun, year = key
    return f"status/{year}/{kommun}/{indikator}"


def _spelled(status: Status) -> str:
    return json.dumps({name: getattr(status, name) for name in _KEPT}, ensure_ascii=False, allow_nan=False)


def _unreasoned(value: str) -> str:
    """What a version says, without its reason."""
    said = json.loads(value) | {"skal": erased_words.ERASED_REASON}
    return json.dumps(said, ensure_ascii=False, allow_nan=False)


def _status(written: Any) -> Status:
    """What a version says. Raises  ValueError, KeyError, TypeError  a version that is not of the book"""
    head, year, kommun, indikator = written.place.split("/")
    said = json.loads(written.value)
    if head != "status" or said.keys() != set(_KEPT) or not isinstance(said["value"], int | float | None):
        raise ValueError(written.place)
    author = written.author
    who = {"namn": author.role, "by": author.organisation, "verified": author.verified}
    return Status(indikator, kommun, int(year), **said, **who, at=written.at, version=written.version)


def _fault(place: str, value: str, said: Mapping[str, Any]) -> str | None:
    """Why a version of a file can't stand in the book, or None when it can."""
    try:
        found = _status(writing.as_written(said))
        texts = (found.gender, found.utgava, found.missing or "")
        return fault(found) if all(isinstance(one, str) for one in texts) else "value"
    except (ValueError, KeyError, TypeError, AttributeError):
        return "value"
