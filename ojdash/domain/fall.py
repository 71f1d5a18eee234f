"""Whether an edition would lose far more values than an update usually does: then somebody has to ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

MOST_FALL = 0.1  # of the values; a kommun or two that did not answer is far below it

# How many values an edition has, by indikator and year.
Counts = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Fall:
    """How many values are lost, and where most of them: each a name, how many before and how many after.

    of       what is counted: what was "delivered" anew, or the "whole" edition
    before, after   how many values; of `after` only those of the indikatorer and years that had values before
    """

    of: Literal["delivered", "whole"]
    before: int
    after: int
    indikatorer: tuple[tuple[str, int, int], ...]
    omraden: tuple[tuple[str, int, int], ...]
    years: tuple[tuple[str, int, int], ...]


def fall(before: Counts, after: Counts, delivered: Collection[str], omrade_of: Mapping[str, str]) -> Fall | None:
    """The fall of what was delivered anew, else of the whole edition; None where neither is more than MOST_FALL.

    Counted by indikator and year as they were before: new years and new indikatorer make up for nothing that is lost.

    omrade_of  each indikator's area before
    """
    anew = {key: times for key, times in before.items() if key[0] in delivered}
    return _fall("delivered", anew, after, omrade_of) or _fall("whole", before, after, omrade_of)


def _fall(
    of: Literal["delivered", "whole"], before: Counts, after: Counts, omrade_of: Mapping[str, str]
) -> Fall | None:
    was, now = sum(before.values()), sum(after.get(key, 0) for key in before)
    if was - now <= MOST_FALL * was:
        return None
    return Fall(
        of,
        was,
        now,
        _lost(before, after, lambda id, _: id),
        _lost(before, after, lambda id, _: omrade_of[id]),
        _lost(before, after, lambda _, year: str(year)),
    )


def _lost(before: Counts, after: Counts, name: Callable[[str, int], str]) -> tuple[tuple[str, int, int], ...]:
    """What lost values, by a name of each key, most first."""
    was, now = Counter(), Counter()
    for key, times in before.items():
        was[name(*key)] += times
        now[name(*key)] += after.get(key, 0)
    lost = [(part, was[part], now[part]) for part in was if now[part] < was[part]]
    return tuple(sorted(lost, key=lambda part: (part[2] - part[1], part[0])))
