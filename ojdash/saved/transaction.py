"""One transaction that several people's writings share: nothing is read twice, and what they add is sent together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, false, func, insert, select, update

from ojdash.domain.errors import SavedError
from ojdash.saved import access, files
from ojdash.saved.access import Access
from ojdash.saved.schema import analys, written
from ojdash.text import saved as text

MOST_SIZE = 45_000_000  # so that the file of it can be taken in elsewhere (files.MOST_FILE)

_NUMBERS = (
    select(
        written.c.place,
        func.max(written.c.version).label("top"),
        func.max(case((written.c.beside == false(), written.c.version))).label("last"),
    )
    .where(written.c.analys == bindparam("analys"), written.c.place.in_(bindparam("places", expanding=True)))
    .group_by(written.c.place)
    .subquery()
)
_LAST = (
    select(written, _NUMBERS.c.top)
    .join(_NUMBERS, and_(written.c.place == _NUMBERS.c.place, written.c.version == _NUMBERS.c.last))
    .where(written.c.analys == bindparam("analys"))
)
_GROWN = (
    update(analys)
    .where(analys.c.id == bindparam("of"))
    .values(latest=bindparam("new_latest"), size=bindparam("new_size"))
)
_ADDED = insert(written)


class Transaction:
    """What a piece of work writes with. The analyser it writes in are locked, so what was read stays true.

    con     for everything unusual: what waits is sent first, and what was read is forgotten
    """

    def __init__(self, con: Connection) -> None:
        self._con = con
        self._opened: dict[str, Access] = {}
        self._last: dict[tuple[str, str], tuple[int, Any]] = {}
        self._grown: dict[str, tuple[int, int]] = {}
        self._rows: list[dict[str, Any]] = []

    @property
    def con(self) -> Connection:
        """The connection itself."""
        self.send()
        self._opened.clear()
        self._last.clear()
        self._grown.clear()
        return self._con

    def opened(self, token: str) -> Access:
        """What a token opens; see access.opened."""
        if token not in self._opened:
            found = self._opened[token] = access.opened(self._con, token)
            self._grown.setdefault(found.id, (found.latest, found.size))
        return self._opened[token]

    def read(self, id: str, places: Collection[str]) -> None:
        """Read what `last` will be asked for, all at once."""
        if not places:
            return
        for place in places:
            self._last[id, place] = (0, None)
        for row in self._con.execute(_LAST, {"analys": id, "places": list(places)}):
            self._last[id, row.place] = (row.top, row)

    def last(self, id: str, place: str) -> tuple[int, Row | None]:
        """How many versions a place has, and the newest of those that are not beside, or None."""
        if (id, place) not in self._last:
            self.read(id, [place])
        return self._last[id, place]

    def add(self, id: str, row: dict[str, Any]) -> dict[str, Any]:
        """Add a version to an opened analys: the next of its place, and with the next number.

        Raises  SavedError  the analys is full
        """
        latest, size = self._size(id)
        top, last = self.last(id, row["place"])
        row = row | {"version": top + 1, "number": latest + 1}
        size += len(files.line(row))
        if size > MOST_SIZE:
            raise SavedError(text.full_analys(MOST_SIZE // 1_000_000))
        self._rows.append({"analys": id, **row})
        self._grown[id] = (latest + 1, size)
        self._last[id, row["place"]] = (top + 1, last if row["beside"] else _Added(row))
        return row

    def _size(self, id: str) -> tuple[int, int]:
        if id not in self._grown:
            row = self._con.execute(select(analys.c.latest, analys.c.size).where(analys.c.id == id)).one()
            self._grown[id] = (row.latest, row.size)
        return self._grown[id]

    def send(self) -> None:
        """Send what was added."""
        if self._rows:
            grown = {row["analys"] for row in self._rows}
            said = [{"of": id, "new_latest": self._grown[id][0], "new_size": self._grown[id][1]} for id in grown]
            self._con.execute(_ADDED, self._rows)
            self._con.execute(_GROWN, said)
            self._rows = []


class _Added:
    """A version that waits, read as a row of the database."""

    def __init__(self, row: dict[str, Any]) -> None:
        self._mapping = row
        self.__dict__ |= row
