"""A change told by counting: of the kommuner of like size, how many changed at least as much, upwards or downwards.

For values without a number of answers, where no interval can be worked out. The count is true whatever the values'
distribution is. Sizes are compared without sign and as they are shown, rounded to the published decimals, so that two
changes that look alike count as alike. The kommun itself is not counted. Nothing told so is ever "säkerställd".

How often `ovanlig` is said where nothing but chance moved anything. If chance moves the kommun as much as it moves the
m others, its size is as likely to have any place among theirs, so at most floor(m / 20) + 1 of m + 1 kommuner are
`ovanlig`: 5.2 % of 96 others, 6.5 % of 30, 7.3 % of 40 (the most there is), and fewer with ties. Simulated with the 290
kommuner, 96 others and 2,000 years each (a test re-simulates some of them): normal, Laplace, Cauchy and lognormal
values 5.1-5.2 %; rounded to whole units where chance moves a value 5 units 4.4 %, 1 unit 2.2 %; shares of 60 answers
4.0 %; small counts 3.4 %. Where chance moves small kommuner more, as it does shares of 2 % of the invånare or events
per invånare, the third nearest in size is a wide net: 3.6-4.7 % over all, 10-12 % in the smallest tenth of the kommuner
(in the smallest one up to a quarter) and 0.2-0.4 % in the largest tenth. Therefore the kommun's own earlier steps stand
beside the count, and words tell of the smallest kommuner.

Source  the rule is the project's own; that the place among exchangeable values is uniform is the permutation test's
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import rounded_all

PART = 3  # those counted among are this part of all other kommuner, the nearest in invånare
FEWEST = 30  # kommuner to count among: with fewer the counts are told, and no verdict
UNUSUAL = 20  # unusual: at most one of so many changed as much
FEWEST_STEPS = 2  # a span of earlier steps is not told of fewer
EXACT = 10  # decimals of a difference of two floats: 3.3 - 3.2 is 0.1
NEAR_TIE = 1e-6  # of the last decimal shown: further off than what EXACT can move a difference


@dataclass(frozen=True, slots=True)
class Counts:
    """A kommun's change among those of like size.

    counted   how many of them have a value in both years
    at_least  how many of those changed at least as much, without sign
    """

    counted: int
    at_least: int

    @property
    def verdict(self) -> str:
        """`ovanlig`, `vanlig`, or `kan_inte_provas` with too few to count among."""
        if self.counted < FEWEST:
            return "kan_inte_provas"
        return "ovanlig" if UNUSUAL * self.at_least <= self.counted else "vanlig"


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a kommun's value moved from measurement to measurement before a change: sizes without sign, as shown.

    since  the first year of the first step;  number  how many steps
    """

    least: float
    most: float
    since: int
    number: int


def steps_of(least: float | None, most: float | None, since: float | None, number: float | None) -> Steps | None:
    """The steps of four numbers of a row; None where there are none."""
    return None if number is None else Steps(least, most, int(since), int(number))


def counts(counted: float | None, at_least: float | None) -> Counts | None:
    """The counts of two numbers of a row; None where they are unknown (None, NaN, or below 0)."""
    unknown = counted is None or at_least is None or not (counted >= 0 and at_least >= 0)
    return None if unknown else Counts(int(counted), int(at_least))


def nearest(invanare: np.ndarray) -> np.ndarray:
    """The places of those nearest in invånare: a row a kommun, nearest first, itself never among them.

    invanare  how many live in each kommun, all above 0
    Nearest is the smallest ratio of the larger to the smaller, which is the smallest distance between logarithms; of
    two as near, the earlier. A row has a PART of the others, rounded down: 96 of 289.
    """
    size = np.asarray(invanare, dtype=float)
    ratio = np.maximum.outer(size, size) / np.minimum.outer(size, size)
    np.fill_diagonal(ratio, np.inf)
    return np.argsort(ratio, axis=1, kind="stable")[:, : max(0, len(size) - 1) // PART]


def sizes(earlier: np.ndarray, later: np.ndarray, decimals: int) -> np.ndarray:
    """How much values changed, without sign and as shown; NaN where one of the two is lacking."""
    difference = np.abs(np.asarray(later, dtype=float) - np.asarray(earlier, dtype=float))
    size = rounded_all(difference, decimals)
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = difference * 10.0**decimals
        at_tie = ~(np.abs(scaled - np.floor(scaled) - 0.5) > NEAR_TIE)
    # The noise of a difference of floats only tells where it lies at a tie, and to round it off first is slow.
    size[at_tie] = rounded_all(rounded_all(difference[at_tie], EXACT), decimals)
    return size


def among(size: np.ndarray, others: np.ndarray, whose: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many of each kommun's others have changed, and how many at least as much as it.

    size    of the change of every kommun, NaN where unknown;  others  `nearest`;  whose  the places to count for
    """
    theirs = size[others[whose]]
    counted = np.count_nonzero(~np.isnan(theirs), axis=1)
    return counted, np.count_nonzero(theirs >= size[whose][:, None], axis=1)


def steps(
    indikator: Indikator, kommuner: Sequence[str], years: Sequence[int], values: Sequence[float], until: int
) -> dict[str, Steps]:
    """Each kommun's own steps between its measurements up to a year, those after the last break that can be compared.

    kommuner, years, values  a row a measurement, by kommun and year; NaN where a value is lacking: a step goes from
                             value to value
    A kommun of fewer than FEWEST_STEPS is not in it; codes have no steps.
    """
    if indikator.is_coded:
        return {}
    kommun, year, value = np.asarray(kommuner, dtype=object), np.asarray(years), np.asarray(values, dtype=float)
    first = max((brott.year for brott in indikator.breaks if brott.year <= until), default=0)
    comparable = ~np.isnan(value) & (first <= year) & (year <= until)
    kommun, year, value = kommun[comparable], year[comparable], value[comparable]
    if not len(kommun):
        return {}
    ends = np.append(kommun[1:] != kommun[:-1], True)  # a kommun's last measurement: no step from there
    starts = np.flatnonzero(np.append(True, ends[:-1]))
    size = np.append(sizes(value[:-1], value[1:], indikator.decimals), np.nan)
    least = np.minimum.reduceat(np.where(ends, np.inf, size), starts).tolist()
    most = np.maximum.reduceat(np.where(ends, -np.inf, size), starts).tolist()
    numbers = np.diff(np.append(starts, len(kommun))) - 1
    found = zip(kommun[starts], map(Steps, least, most, year[starts].tolist(), numbers.tolist()), strict=True)
    return {kod: its for kod, its in found if its.number >= FEWEST_STEPS}
