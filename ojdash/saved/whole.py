"""An analys as a whole: made with its first versions, and written anew in a newer form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from ojdash.domain.analys import Erasure, May
from ojdash.saved import access, erasing, files, forms, writing
from ojdash.saved.access import Access
from ojdash.saved.schema import analys, settled, written


def make(
    con: Connection,
    id: str,
    versions: Sequence[Mapping[str, Any]],
    created: str,
    ends: date | None,
    erased: Sequence[Erasure],
    arrived: str | None,
) -> dict[May, str]:
    """A new analys; its three tokens, by what they allow."""
    con.execute(
        insert(analys).values(
            id=id,
            form=forms.FORM,
            created=created,
            ends=ends.isoformat() if ends else None,
            arrived=arrived,
            latest=max([*(one["number"] for one in versions), *(one.number for one in erased)], default=0),
            size=_size(versions),
        )
    )
    writing.add(con, id, versions)
    erasing.add(con, id, erased)
    return access.make(con, id)


def mend(con: Connection, found: Access) -> None:
    """Write every version of an analys anew in the newest form."""
    if found.form >= forms.FORM:
        return
    versions = forms.mended(writing.versions(con, found.id), found.form)
    for table in (settled, written):
        con.execute(delete(table).where(table.c.analys == found.id))
    writing.add(con, found.id, versions)
    con.execute(update(analys).where(analys.c.id == found.id).values(form=forms.FORM, size=_size(versions)))


def _size(versions: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(files.line(version)) for version in versions)
