"""What another edition says to the same question."""

from __future__ import annotations

import pandas as pd

from ojdash.domain.answer import Answer, Revision, each, number

_KEY = ["kommun", "indikator", "year", "gender"]


def revisions(shown: Answer, newest: Answer) -> list[Revision]:
    """The values of `shown` that are others in `newest`, in the order shown; those gone, and new ones of its years.

    On pages about many indikatorer a value that a later year has taken the place of is not a revision.
    """
    before, after = _values(shown), _values(newest)
    last: dict[tuple, int] = {}
    for kommun, id, year, gender in after:
        last[kommun, id, gender] = max(year, last.get((kommun, id, gender), 0))
    series = {(kommun, id, gender) for kommun, id, _, gender in before}
    found = []
    for key, (namn, then) in before.items():
        kommun, id, year, gender = key
        now = after[key][1] if key in after else None
        replaced = key not in after and shown.indikator is None and last.get((kommun, id, gender), 0) > year
        if now != then and not replaced:
            found.append(Revision(kommun, namn, id, year, then, now))
    for key, (namn, now) in after.items():
        kommun, id, year, gender = key
        known = key in before or (kommun, id, gender) not in series or now is None
        if not known and year <= (shown.question.year or 0):
            found.append(Revision(kommun, namn, id, year, None, now))
    return found


def is_same(shown: Answer, newest: Answer) -> bool:
    """Whether all that a page says and draws is the same: levels, the group, Riket and all kommuner too."""
    parts = ("group", "change", "own", "riket", "newer", "women_and_men")
    frames = ("rows", "everyone", "national", "group_years")
    return all(getattr(shown, part) == getattr(newest, part) for part in parts) and all(
        _equal(getattr(shown, frame), getattr(newest, frame)) for frame in frames
    )


def _equal(one: pd.DataFrame | None, other: pd.DataFrame | None) -> bool:
    return one is other or (one is not None and other is not None and one.equals(other))


def _values(answer: Answer) -> dict[tuple[str, str, int, str], tuple[str, float | None]]:
    """Name and value by kommun, indikator, year and gender; rows without a year are left out."""
    rows = answer.rows[[*_KEY, "namn", "value"]].dropna(subset=_KEY)
    return {(*row[:2], int(row[2]), row[3]): (row[4], number(row[5])) for row in each(rows)}
