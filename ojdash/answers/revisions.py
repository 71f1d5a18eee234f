"""What another edition says to the same question."""

from __future__ import annotations

from dataclasses import dataclass

from ojdash.domain.answer import Answer, number

_KEY = ["kommun", "indikator", "year", "gender"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One value that differs between two editions; None where an edition has no value."""

    kommun: str
    namn: str
    indikator: str
    year: int
    before: float | None
    after: float | None


def revisions(shown: Answer, newest: Answer) -> list[Revision]:
    """The values of `shown` that are others in `newest`, in the order shown."""
    after = {tuple(row[:4]): number(row[4]) for row in newest.rows[[*_KEY, "value"]].itertuples(index=False)}
    found = []
    for row in shown.rows.itertuples():
        key = (row.kommun, row.indikator, row.year, row.gender)
        now = after.get(key)
        if key in after and now != number(row.value):
            found.append(Revision(row.kommun, row.namn, row.indikator, int(row.year), number(row.value), now))
    return found
