"""Saved: everything that can be done with what people wrote."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select, update

from ojdash.domain.analys import Analys, Author, May
from ojdash.saved import access, codes, files, forms, settings, writing
from ojdash.saved.access import Access, GoneError, MayNotError, UnknownError
from ojdash.saved.addresses import hashed
from ojdash.saved.book import Book
from ojdash.saved.database import Database
from ojdash.saved.limits import Limits
from ojdash.saved.schema import address, analys, code, sealed, settled, written
from ojdash.saved.transaction import Transaction
from ojdash.saved.writing import Kept
from ojdash.text import saved as text

T = TypeVar("T")
_MOST_IDS = 50_000
_SWEDEN = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Created:
    """A new analys: its id, and its three tokens in clear, which nobody can show again without one of them."""

    id: str
    owner: str
    writer: str
    reader: str


class Saved:
    """What people wrote, in one database. Safe from many threads.

    A token is what an address holds. client says who asks, for the limits; "" is the house itself and has none.

    Raises  UnknownError, GoneError (the address opens nothing), MayNotError (it may not do this): AccessErrors, each
            with the `status` of HTTP; TooManyError (`wait`: seconds), ReadOnlyError, PlaceError, SavedError (the rest).
            Whatever is raised, nothing was changed.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._limits = limits or Limits()
        self._now = now
        self.book = Book(database, self._limits, now)
        self._codes = codes.Known()
        self._ids: dict[bytes, str] = {}  # by a token's hash; that it still opens its analys is asked each time

    def close(self) -> None:
        """Close every connection to the database."""
        self._database.close()

    def create(self, author: Author, fields: Mapping[str, str], ends: date | None = None, client: str = "") -> Created:
        """A new analys with its first fields."""
        settings.check_writable()
        writing.check_author(author)
        versions = writing.first(fields, author, self._at())
        return self._make(versions, self._at(), ends, client)

    def read(self, token: str, client: str = "") -> Analys:
        """An analys as the address shows it; the owner's shows it after its last day too."""
        found = self._open(token, client)
        found.check("lasa", self._today())
        with self._database.read() as con:
            found = access.opened(con, token)
            known = access.shared(con, found, token)
            reading = token if found.may == "lasa" and found.until is None else known.get("lasa")
            open_code = codes.known(con, found.id, reading, self._now())
            return Analys(
                *(found.id, found.may, writing.newest(con, found.id), writing.beside(con, found.id)),
                ends=found.ends,
                created=found.created,
                reading=known.get("lasa"),
                writing=known.get("skriva"),
                latest=found.latest,
                code=open_code,
                until=found.until,
            )

    def begin_code(self, token: str, mote: str, client: str = "") -> str:
        """A fresh code for a meeting, in place of the one that its analys had; for who may write.

        Raises  GoneError  the reader's address, by which screens show the code, is withdrawn
        """
        settings.check_writable()
        found = self._open(token, client)
        self._limits.writes(client, found.id)

        def work(tx: Transaction) -> str:
            now = tx.opened(token)
            now.check("skriva", self._today())
            reading = access.shared(tx.con, now, token).get("lasa")
            if reading is None:
                raise GoneError(text.NO_CODE)
            return codes.begin(tx.con, now.id, mote, reading, self._now(), self._codes)

        return self._database.write(found.id, work)

    def end_code(self, token: str, client: str = "") -> None:
        """The code stops to work; for who may write."""
        settings.check_writable()
        found = self._open(token, client)

        def work(tx: Transaction) -> None:
            tx.opened(token).check("skriva", self._today())
            codes.end(tx.con, found.id, self._at())

        self._database.write(found.id, work)

    def by_code(self, said: str, client: str) -> codes.Opened:
        """The address and the meeting that a code opens until it ends; the code as anyone writes it.

        Raises  UnknownError  it opens nothing, or not any more;  TooManyError
        """
        kept = codes.spelled(said)
        with self._limits.counted(client):
            if kept is None:
                raise UnknownError(text.UNKNOWN_CODE)
            with nullcontext() if kept in self._codes else self._limits.turn(client):
                worked = self._codes.worked(kept)
                found = self._opened_by(worked)
        self._codes.keep(kept, worked)
        return found

    def _opened_by(self, worked: tuple[bytes, bytes]) -> codes.Opened:
        with self._database.read() as con:
            found = codes.opened(con, worked, self._now())
            if found is None:
                raise UnknownError(text.UNKNOWN_CODE)
            access.opened(con, found.token).check("lasa", self._today())
        return found

    def write(self, token: str, author: Author, place: str, value: str, base: int, client: str = "") -> Kept:
        """Keep what was written on top of version `base` of a place (0: there was nothing).

        Where somebody else wrote another text in between, this one is kept beside theirs (Kept.other).
        """
        return self._change(
            *(token, author, place, value, client),
            lambda tx, id: writing.keep(tx, id, author, place, value, base, self._at()),
        )

    def choose(
        self, token: str, author: Author, place: str, value: str, beside: Sequence[int], client: str = ""
    ) -> Kept:
        """End a conflict: the value becomes the newest version, and the versions named beside it are settled."""
        return self._change(
            *(token, author, place, value, client),
            lambda tx, id: writing.choose(tx, id, author, place, value, beside, self._at()),
        )

    def versions(self, token: str, place: str, client: str = "") -> tuple[writing.Version, ...]:
        """Every version of a place, oldest first, those beside too."""
        writing.check(place, "")
        found = self._open(token, client)
        found.check("lasa", self._today())
        with self._database.read() as con:
            return tuple(writing.version(row) for row in writing.versions(con, found.id, place))

    def editions(self) -> frozenset[str]:
        """The ids of the editions that analyser were made on, also those that a later version has left."""
        with self._database.read() as con:
            return writing.editions(con)

    def since(self, token: str, after: int, client: str = "") -> tuple[tuple[writing.Version, ...], int]:
        """What was written after a number, in the order it was written, and the newest number.

        Texts beside that have since been chosen between are left out: the choice comes after them.
        """
        found = self._open(token, client)
        found.check("lasa", self._today())
        with self._database.read() as con:
            rows = writing.versions(con, found.id, after=after)
        latest = max([found.latest, *(row["number"] for row in rows)])
        return tuple(writing.version(row) for row in rows if row["settled_by"] is None), latest

    def renew(self, owner: str, which: May) -> str:
        """A new address in place of the reader's, the writer's or the owner's, which stops to work."""

        def work(con: Connection, found: Access) -> str:
            codes.end(con, found.id, self._at())  # what it opens is not the reader's address any more, or soon
            return access.renew(con, found, owner, which, self._at())

        return self._own(owner, work)

    def withdraw(self, owner: str, which: May) -> None:
        """The reader's or the writer's address stops to work; the owner's can only be renewed."""
        if which == "aga":
            raise MayNotError(text.OWNER_STAYS)

        def work(con: Connection, found: Access) -> None:
            codes.end(con, found.id, self._at())
            access.withdraw(con, found, which, self._at())

        self._own(owner, work)

    def end(self, owner: str, ends: date | None) -> None:
        """Set or take away the last day, which is a whole day in Sweden."""
        said = ends.isoformat() if ends else None
        self._own(
            owner, lambda con, found: con.execute(update(analys).where(analys.c.id == found.id).values(ends=said))
        )

    def export(self, token: str, client: str = "") -> bytes:
        """The file of an analys, for the owner and the writer."""
        found = self._open(token, client)
        if found.may == "lasa":
            raise MayNotError(text.MAY_NOT_EXPORT)
        found.check("skriva", self._today())
        with self._database.read() as con:
            return files.spelled(found.created, self._at(), writing.versions(con, found.id))

    def import_(self, content: bytes, author: Author, client: str = "") -> Created:
        """A new analys out of an export file, with every version and who wrote it when."""
        settings.check_writable()
        writing.check_author(author)
        created, versions = files.read(content)
        return self._make(versions, created, None, client)

    def delete(self, owner: str) -> None:
        """Take an analys away for good: no row of it is left."""

        def work(con: Connection, found: Access) -> None:
            hashes = select(address.c.hash).where(address.c.analys == found.id)
            con.execute(delete(sealed).where(sealed.c.holder.in_(hashes)))
            for table in (settled, written, code, address):
                con.execute(delete(table).where(table.c.analys == found.id))
            con.execute(delete(analys).where(analys.c.id == found.id))

        self._own(owner, work)
        self._database.forget_deleted()

    def _make(self, versions: Sequence[Mapping[str, Any]], created: str, ends: date | None, client: str) -> Created:
        self._limits.creates(client)
        id = secrets.token_hex(8)

        def work(tx: Transaction) -> Created:
            con = tx.con
            con.execute(
                insert(analys).values(
                    id=id,
                    form=forms.FORM,
                    created=created,
                    ends=ends.isoformat() if ends else None,
                    latest=max((version["number"] for version in versions), default=0),
                    size=sum(len(files.line(version)) for version in versions),
                )
            )
            writing.add(con, id, versions)
            tokens = access.make(con, id)
            return Created(id, tokens["aga"], tokens["skriva"], tokens["lasa"])

        return self._database.write(id, work)

    def _open(self, token: str, client: str) -> Access:
        """What a token opens, in the newest form; counted as a guess where it opens nothing."""
        with self._counted(token, client), self._database.read() as con:
            found = access.opened(con, token)
            found.check_open(self._at())
        if len(self._ids) >= _MOST_IDS:
            self._ids.clear()
        self._ids[found.hashed] = found.id
        if found.form < forms.FORM:
            self._database.write(found.id, lambda tx: _mend(tx.con, access.opened(tx.con, token)))
        return found

    def _change(
        self,
        token: str,
        author: Author,
        place: str,
        value: str,
        client: str,
        work: Callable[[Transaction, str], T],
    ) -> T:
        """Write in a field. An address that was opened lately is looked up only once, in the transaction."""
        settings.check_writable()
        writing.check_author(author)
        writing.check(place, value)
        id = self._ids.get(hashed(token)) or self._open(token, client).id
        self._limits.writes(client, id)

        def checked(tx: Transaction) -> T:
            found = tx.opened(token)
            found.check("skriva", self._today())
            return work(tx, id)

        with self._counted(token, client):
            return self._database.write(id, checked, place)

    def _own(self, owner: str, work: Callable[[Connection, Access], T]) -> T:
        """Do what only the owner may."""
        settings.check_writable()
        found = self._open(owner, "")

        def checked(tx: Transaction) -> T:
            now = access.opened(tx.con, owner)
            now.check("aga", self._today())
            return work(tx.con, now)

        return self._database.write(found.id, checked)

    @contextmanager
    def _counted(self, token: str, client: str) -> Iterator[None]:
        """Count what becomes of an address: known, or a guess."""
        name = hashed(token)
        try:
            with self._limits.counted(client):
                yield
        except UnknownError:
            self._ids.pop(name, None)
            raise

    def _at(self) -> str:
        return settings.spelled(self._now())

    def _today(self) -> date:
        return self._now().astimezone(_SWEDEN).date()


def _mend(con: Connection, found: Access) -> None:
    """Write every version of an analys anew in the newest form."""
    if found.form >= forms.FORM:
        return
    versions = forms.mended(writing.versions(con, found.id), found.form)
    for table in (settled, written):
        con.execute(delete(table).where(table.c.analys == found.id))
    writing.add(con, found.id, versions)
    size = sum(len(files.line(version)) for version in versions)
    con.execute(update(analys).where(analys.c.id == found.id).values(form=forms.FORM, size=size))
