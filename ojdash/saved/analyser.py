"""Saved: everything that can be done with what people wrote."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, update

from ojdash.domain.analys import Analys, Author, Erasure, May
from ojdash.saved import access, codes, erasing, files, forms, hosting, journal, settings, whole, writing
from ojdash.saved.access import Access, GoneError, MayNotError, UnknownError
from ojdash.saved.addresses import hashed
from ojdash.saved.book import Book
from ojdash.saved.database import Database
from ojdash.saved.limits import Limits
from ojdash.saved.schema import analys
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
    verified: the name that who does it has signed in by; needed where a setting says so, as an Author's is.

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
        self._openings = journal.Lately(3600)
        self.hosting = hosting.Hosting(database, now, self._today)
        self._ids: dict[bytes, str] = {}  # by a token's hash; that it still opens its analys is asked each time

    def close(self) -> None:
        """Close every connection to the database."""
        self._database.close()

    def create(self, author: Author, fields: Mapping[str, str], ends: date | None = None, client: str = "") -> Created:
        """A new analys with its first fields."""
        settings.check_writable()
        writing.check_author(author)
        versions = writing.first(fields, author, self._at())
        made = self._make(versions, self._at(), ends, client)
        journal.log("created", analys=made.id, visitor=client)
        return made

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
                erased=erasing.lines(con, found.id),
                keeps=hosting.kept_until(con, found.id, found.arrived or found.created),
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

        code = self._database.write(found.id, work)
        journal.log("code_begun", analys=found.id, visitor=client)
        return code

    def end_code(self, token: str, client: str = "") -> None:
        """The code stops to work; for who may write."""
        settings.check_writable()
        found = self._open(token, client)

        def work(tx: Transaction) -> None:
            tx.opened(token).check("skriva", self._today())
            codes.end(tx.con, found.id, self._at())

        self._database.write(found.id, work)
        journal.log("code_ended", analys=found.id, visitor=client)

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
                found = self._opened_by(worked, client)
        self._codes.keep(kept, worked)
        return found

    def _opened_by(self, worked: tuple[bytes, bytes], client: str) -> codes.Opened:
        with self._database.read() as con:
            found = codes.opened(con, worked, self._now())
            if found is None:
                raise UnknownError(text.UNKNOWN_CODE)
            lent = access.opened(con, found.token)
            lent.check("lasa", self._today())
        journal.log("code_opened", analys=lent.id, visitor=client)
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

    def renew(self, owner: str, which: May, verified: str = "") -> str:
        """A new address in place of the reader's, the writer's or the owner's, which stops to work."""

        def work(con: Connection, found: Access) -> str:
            codes.end(con, found.id, self._at())  # what it opens is not the reader's address any more, or soon
            return access.renew(con, found, owner, which, self._at())

        return self._own(owner, verified, work, "renewed", may=which)

    def withdraw(self, owner: str, which: May, verified: str = "") -> None:
        """The reader's or the writer's address stops to work, also where the site only shows.

        The owner's can only be renewed.
        """
        if which == "aga":
            raise MayNotError(text.OWNER_STAYS)

        def work(con: Connection, found: Access) -> None:
            codes.end(con, found.id, self._at())
            access.withdraw(con, found, which, self._at())

        self._own(owner, verified, work, "withdrawn", where_shown=True, may=which)

    def end(self, owner: str, ends: date | None, verified: str = "") -> None:
        """Set or take away the last day, which is a whole day in Sweden."""
        day = ends.isoformat() if ends else None

        def work(con: Connection, access: Access) -> None:
            con.execute(update(analys).where(analys.c.id == access.id).values(ends=day))

        self._own(owner, verified, work, "last_day", day=day, by="aga")

    def export(self, token: str, client: str = "") -> bytes:
        """The file of an analys, for the owner and the writer."""
        found = self._open(token, client)
        if found.may == "lasa":
            raise MayNotError(text.MAY_NOT_EXPORT)
        found.check("skriva", self._today())
        with self._database.read() as con:
            versions, erased = writing.versions(con, found.id), erasing.lines(con, found.id)
        journal.log("exported", analys=found.id, by=found.may, visitor=client)
        return files.spelled(found.created, self._at(), versions, erased, found.id)

    def import_(self, content: bytes, author: Author, client: str = "") -> Created:
        """A new analys out of an export file, with every version and who wrote it when, and what was erased.

        What has been erased since, in the analys that the file is of, is left out. Nobody here vouches for the names
        of a file, so none is kept as verified.
        """
        settings.check_writable()
        writing.check_author(author)
        file = files.read(content)
        with self._database.read() as con:
            versions, erased = erasing.remaining(file.versions, file.erased, erasing.lines(con, file.analys))
        versions = [version | {"verified": ""} for version in versions]
        made = self._make(versions, file.created, None, client, erased, arrived=self._at())
        journal.log("imported", analys=made.id, visitor=client)
        return made

    def fields(self, owner: str, client: str = "") -> tuple[hosting.Field, ...]:
        """The fields of an analys that hold words, in any version; for its owner, who may want to erase some."""
        found = self._open(owner, client)
        found.check("aga", self._today())
        return self.hosting.fields(found.id)

    def erase(self, owner: str, place: str, reference: str, verified: str = "") -> Erasure:
        """Erase a field with every earlier version, also where the site only shows.

        reference  of the decision to erase, such as a diarienummer; it stays

        Raises  MayNotError  owners may not, or the address is not the owner's;  PlaceError  nothing is written there
        """
        return self._erase(owner, verified, reference, lambda con, id, *of: erasing.field(con, id, place, "aga", *of))

    def delete(self, owner: str, reference: str, verified: str = "") -> Erasure:
        """Take an analys away for good, as `erase` does a field: no row of it is left but what was erased."""
        return self._erase(owner, verified, reference, lambda con, id, *of: erasing.whole(con, id, "aga", *of))

    def _erase(self, owner: str, verified: str, reference: str, work: Callable[..., Erasure]) -> Erasure:
        if not settings.owners_erase():
            raise MayNotError(text.OWNERS_MAY_NOT_ERASE)
        reference = erasing.check_reference(reference)

        def checked(con: Connection, found: Access) -> tuple[str, Erasure]:
            return found.id, work(con, found.id, reference, self._at())

        id, erasure = self._own(owner, verified, checked, where_shown=True)
        erasing.log(id, erasure)
        self._database.forget_deleted()
        return erasure

    def _make(
        self,
        versions: Sequence[Mapping[str, Any]],
        created: str,
        ends: date | None,
        client: str,
        erased: Sequence[Erasure] = (),
        arrived: str | None = None,
    ) -> Created:
        self._limits.creates(client)
        id = secrets.token_hex(8)

        def work(tx: Transaction) -> Created:
            tokens = whole.make(tx.con, id, versions, created, ends, erased, arrived)
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
            self._database.write(found.id, lambda tx: whole.mend(tx.con, access.opened(tx.con, token)))
        if self._openings.is_new(client, found.hashed):
            journal.log("opened", analys=found.id, may=found.may, visitor=client)
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

    def _own(
        self,
        owner: str,
        verified: str,
        work: Callable[[Connection, Access], T],
        event: str = "",
        where_shown: bool = False,
        **facts: object,
    ) -> T:
        """Do what only the owner may, and log it; where_shown: also where the site only shows."""
        if not where_shown:
            settings.check_writable()
        settings.check_signed_in(verified)
        found = self._open(owner, "")

        def checked(tx: Transaction) -> T:
            now = access.opened(tx.con, owner)
            now.check("aga", self._today())
            return work(tx.con, now)

        result = self._database.write(found.id, checked)
        if event:
            journal.log(event, analys=found.id, **facts)
        return result

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
