"""What whoever hosts may do with the analyser: list, export, end, delete and erase; by id, and never by an address.

The site's own book is none of them. All of it works where the site only shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from ojdash.domain.analys import Erasure, keeps_until
from ojdash.domain.errors import AccessError
from ojdash.saved import erasing, files, journal, settings, writing
from ojdash.saved.database import Database
from ojdash.saved.schema import BOOK, analys, written
from ojdash.text import hosting as text


@dataclass(frozen=True, slots=True)
class Listed:
    """An analys as whoever hosts sees it: nothing of what was written but which kommuner and year.

    written  when it was last written in;  ends  the last day of its addresses;  keeps  the day it is kept until, where
    there is such a setting;  size  in bytes, as a file;  latest  the number of its newest version
    """

    id: str
    kommuner: tuple[str, ...]
    year: int | None
    created: str
    written: str
    ends: date | None
    keeps: date | None
    size: int
    latest: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds words, in its newest version or an earlier one."""

    place: str
    versions: int
    at: str


class Hosting:
    """The analyser of one database, for whoever hosts.

    Raises  AccessError  there is no analys of that id
    """

    def __init__(self, database: Database, now: Callable[[], datetime], today: Callable[[], date]) -> None:
        self._database = database
        self._now = now
        self._today = today

    def analyser(self) -> tuple[Listed, ...]:
        """Every analys there is, the one last written in last."""
        with self._database.read() as con:
            found = [_listed(con, row) for row in con.execute(select(analys).where(analys.c.id != BOOK))]
        return tuple(sorted(found, key=lambda listed: (listed.written, listed.id)))

    def due(self) -> tuple[Listed, ...]:
        """Those that are kept no longer; none where no setting says how long."""
        return tuple(listed for listed in self.analyser() if listed.keeps and listed.keeps < self._today())

    def fields(self, id: str) -> tuple[Field, ...]:
        """The fields that hold words, without them; by place."""
        with self._database.read() as con:
            _check(con, id)
            many = select(written.c.place, func.count().label("versions"), func.max(written.c.at).label("at"))
            words = select(written.c.place).where(written.c.analys == id, written.c.value != "")
            asked = many.where(written.c.analys == id, written.c.place.in_(words)).group_by(written.c.place)
            return tuple(Field(*row) for row in con.execute(asked.order_by(written.c.place)))

    def erasures(self, id: str) -> tuple[Erasure, ...]:
        """What was erased in an analys, also one that is gone; the first first."""
        with self._database.read() as con:
            return erasing.lines(con, id)

    @property
    def keeps(self) -> bool:
        """Whether a setting says how long an analys is kept."""
        return settings.keep_months() > 0

    def export(self, id: str) -> tuple[bytes, int]:
        """The file of an analys, as its owner gets it; and the number of the newest version in it."""
        with self._database.read() as con:
            row = _check(con, id)
            versions, erased = writing.versions(con, id), erasing.lines(con, id)
        journal.log("exported", analys=id, by="administrator", visitor="")
        return files.spelled(row.created, self._at(), versions, erased, id), row.latest

    def end(self, id: str, ends: date | None) -> None:
        """Set or take away the last day of an analys' addresses."""

        def work(con: Connection) -> None:
            con.execute(update(analys).where(analys.c.id == id).values(ends=ends.isoformat() if ends else None))

        self._write(id, work)
        journal.log("last_day", analys=id, day=ends.isoformat() if ends else None, by="administrator")

    def erase(self, id: str, place: str, reference: str) -> Erasure:
        """Erase a field with every earlier version.

        Raises  PlaceError  nothing is written there, or no reference of a decision
        """
        reference = erasing.check_reference(reference)
        return self._erase(id, lambda con: erasing.field(con, id, place, "administrator", reference, self._at()))

    def delete(self, id: str, reference: str, latest: int | None = None) -> Erasure:
        """Take an analys away for good; the lines of what was erased stay.

        latest  the newest version that was exported: what has been written in since is not taken away

        Raises  PlaceError  no reference of a decision;  AccessError  written in since
        """
        reference = erasing.check_reference(reference)

        def work(con: Connection) -> Erasure:
            if latest not in (None, con.scalar(select(analys.c.latest).where(analys.c.id == id))):
                raise AccessError(text.written_since(id))
            return erasing.whole(con, id, "administrator", reference, self._at())

        return self._erase(id, work)

    def _erase(self, id: str, work: Callable[[Connection], Erasure]) -> Erasure:
        erasure = self._write(id, work)
        erasing.log(id, erasure)
        self._database.forget_deleted(rewritten=True)
        return erasure

    def _write(self, id: str, work: Callable[[Connection], Any]) -> Any:
        def checked(tx: Any) -> Any:
            _check(tx.con, id)
            return work(tx.con)

        return self._database.write(id, checked)

    def _at(self) -> str:
        return settings.spelled(self._now())


def kept_until(con: Connection, id: str, came: str) -> date | None:
    """The last day that an analys is kept if nothing more is written in it; None where no setting says how long.

    came  when it was made here, or taken in from a file
    """
    months = settings.keep_months()
    return keeps_until(max(_last_written(con, id) or "", came), months) if months else None


def _last_written(con: Connection, id: str) -> str | None:
    return con.scalar(select(func.max(written.c.at)).where(written.c.analys == id))


def _check(con: Connection, id: str) -> Any:
    row = con.execute(select(analys).where(analys.c.id == id)).one_or_none()
    if row is None or id == BOOK:
        raise AccessError(text.no_such(id))
    return row


def _listed(con: Connection, row: Any) -> Listed:
    about = {
        place: value
        for place, value in con.execute(
            select(written.c.place, written.c.value)
            .where(written.c.analys == row.id, written.c.place.in_(("om/kommuner", "om/year")))
            .order_by(written.c.number)
        )
    }
    return Listed(
        row.id,
        tuple(code for code in about.get("om/kommuner", "").split("-") if code),
        int(about.get("om/year") or 0) or None,
        row.created,
        _last_written(con, row.id) or row.created,
        date.fromisoformat(row.ends) if row.ends else None,
        kept_until(con, row.id, row.arrived or row.created),
        row.size,
        row.latest,
    )
