"""Flags about one kommun's value: what is impossible, what moved more than others, what stands still."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ojdash.domain.quality.flag import found
from ojdash.domain.quality.measured import Measured, median_by, size_by
from ojdash.domain.signal import RULE

# Source of the limits: the project's own notes on quality flags, (a), (b) and (e); those marked "proposal" there, or
# chosen here after counting what they give on the example and on some 1.6 million real values, say so.
Z_JUMP = 3.090232306  # 99.8 %, two-sided
POINTS_JUMP = 15.0  # percentage points; proposal
MODIFIED_Z_JUMP = 3.5  # Iglewicz and Hoaglin 1993
MODIFIED_Z_FACTOR = 0.6745
MEAN_FACTOR = 1.253314  # theirs too: the mean deviation takes MAD's place where more than half moved alike, and it is 0
TIMES_JUMP = 1.15  # of quantities, as 15 points of shares; chosen here
OWN_TIMES, OWN_FEWEST, OWN_BACK = 3.0, 3, 10  # a change that is usual for the kommun itself is no jump; chosen here
FEW_ANSWERS = 10
YEARS_UNCHANGED = 4  # proposal
GENDER_POINTS = 1.0  # in the indikator's unit: rounding alone parts T from K and M by less; chosen here
PERCENTS = 20.0  # a share that was so large does not fall to 1 percent; chosen here
TIMES_NEAR = 2.0  # how far from a hundredth or a thousand times the value before; chosen here


def ahead(m: Measured, last_year: int) -> pd.DataFrame:
    """Values of a year later than the one in which they were fetched."""
    return found(m, "framtid", np.flatnonzero(m.year > last_year))


def outside(m: Measured) -> pd.DataFrame:
    """Shares outside 0-100, and fewer than no persons or days."""
    share = m.is_kind("andel") & ((m.value < 0) | (m.value > 100))
    return found(m, "utanfor", np.flatnonzero(share | (m.counts & (m.value < 0))))


def mixed_units(m: Measured) -> pd.DataFrame:
    """A share written as a part of one among percents; kronor for thousands of kronor, or the other way.

    Beside the kommun's own value before; without one, far below the other kommuner's, and among them as percents.
    """
    there = m.before >= 0
    earlier = np.where(there, m.value[m.before], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = m.value / earlier
    part = m.is_kind("andel") & (m.value > 0) & (m.value <= 1)
    part &= ~there | ((earlier >= PERCENTS) & _near(ratio, 1 / 100))
    part[part & ~there] = _far_below(m, np.flatnonzero(part & ~there))
    money = m.is_kind("kronor") & (_near(ratio, 1000) | _near(ratio, 1 / 1000))
    places = np.flatnonzero(part | money)
    return found(m, "enhet", places, m.before[places])


def _near(ratio: np.ndarray, factor: float) -> np.ndarray:
    return (ratio > factor / TIMES_NEAR) & (ratio < factor * TIMES_NEAR)


def _far_below(m: Measured, places: np.ndarray) -> np.ndarray:
    """Whether values lie below the whiskers of their year (Tukey's fences), and a hundred times each within them."""
    if not len(places):
        return np.array([], dtype=bool)
    year = np.isin(m.cell, m.cell[places])
    quartiles = pd.Series(m.value[year]).groupby(m.cell[year], sort=False).quantile([0.25, 0.75]).unstack()
    quarter, most = quartiles.loc[m.cell[places]].to_numpy().T
    reach = 1.5 * (most - quarter)
    value = m.value[places]
    return (value < quarter - reach) & (100 * value >= quarter - reach) & (100 * value <= most + reach)


def between_genders(m: Measured) -> pd.DataFrame:
    """T outside K and M, where it is a share or a time and so must lie between them."""
    unit = m.is_kind("andel", "dagar")
    key = (m.indikator * 10_000 + m.year) * 10_000 + m.kommun
    places = [np.flatnonzero(unit & (m.gender == gender)) for gender in (0, 1, 2)]
    both = np.intersect1d(key[places[1]], key[places[2]], assume_unique=True)
    asked, all_of, _ = np.intersect1d(key[places[0]], both, assume_unique=True, return_indices=True)
    sides = [m.value[its[np.searchsorted(key[its], asked)]] for its in places[1:]]
    low, high = np.minimum(*sides), np.maximum(*sides)
    at = places[0][all_of]
    # Numbers such as 83.3 - 82.3 are a hair from 1 in binary.
    odd = (m.value[at] < low - GENDER_POINTS - 1e-9) | (m.value[at] > high + GENDER_POINTS + 1e-9)
    return found(m, "kon", at[odd], low=low[odd], high=high[odd])


def jumps(m: Measured) -> pd.DataFrame:
    """A value that moved far. Shares with known answers: score z and points. All else: beside the other kommuner's
    change that year, modified z by MAD, and beside the kommun's own earlier changes.

    Persons, days and kronor are compared as ratios: a large kommun's counts move more than a small one's. A value that
    goes back to where it was is not told of: the year between was. Within `low` and `high` it would not have been odd.
    """
    steps = m.stepped[m.main[m.stepped] & ~m.is_kind("ja_nej", "kategori")[m.stepped]]
    last, share = m.before[steps], m.is_kind("andel")[steps]
    known = share & (m.n[steps] > 0) & (m.n[last] > 0)
    points = np.abs(m.value[steps] - m.value[last])
    score = np.zeros(len(steps))
    score[known] = score_z(m.value[last[known]], m.n[last[known]], m.value[steps[known]], m.n[steps[known]])
    odd = known & (np.abs(score) > Z_JUMP) & (points >= POINTS_JUMP)

    positive = (m.value[steps] > 0) & (m.value[last] > 0)
    beside = np.flatnonzero(~known & (share | positive))
    usual = _usual_moves(m, steps[beside], share[beside])
    score[beside] = usual.score
    odd[beside] = (np.abs(usual.score) > MODIFIED_Z_JUMP) & usual.wide
    odd[beside] &= usual.size >= RULE.fewest_kommuner
    low, high = np.full(len(steps), np.nan), np.full(len(steps), np.nan)
    low[beside] = np.where(share[beside], np.clip(usual.low, 0, 100), usual.low)
    high[beside] = np.where(share[beside], np.clip(usual.high, 0, 100), usual.high)

    move = np.full(len(m.value), np.nan)
    move[steps[beside]] = usual.move
    restless = np.zeros(len(steps), dtype=bool)
    asked = beside[odd[beside]]
    restless[asked] = np.abs(move[steps[asked]]) <= OWN_TIMES * _own_median(m, steps[asked], np.abs(move))
    odd &= ~restless
    odd &= ~_goes_back(m, steps, last, odd)
    by = np.where(known, "z", "mz")[odd]
    return found(m, "hopp", steps[odd], last[odd], sure_by=by, sure=score[odd], low=low[odd], high=high[odd])


class _Usual(NamedTuple):
    """How far each value moved and whether that is far; what is usual among those who moved between the same years."""

    move: np.ndarray
    wide: np.ndarray
    score: np.ndarray
    low: np.ndarray
    high: np.ndarray
    size: np.ndarray


def _usual_moves(m: Measured, steps: np.ndarray, share: np.ndarray) -> _Usual:
    value, earlier = m.value[steps], m.value[m.before[steps]]
    move = value - earlier
    move[~share] = np.log(value[~share] / earlier[~share])
    group = m.cell[steps] * 10 + m.year[steps] - m.year[m.before[steps]]
    middle = median_by(move, group)
    away = np.abs(move - middle)
    spread = median_by(away, group) / MODIFIED_Z_FACTOR
    alike = spread == 0
    if alike.any():
        spread[alike] = MEAN_FACTOR * pd.Series(away).groupby(group, sort=False).transform("mean").to_numpy()[alike]
    score = np.divide(move - middle, spread, out=np.zeros(len(steps)), where=spread > 0)
    wide = np.abs(move) >= np.where(share, POINTS_JUMP, np.log(TIMES_JUMP))
    reach = MODIFIED_Z_JUMP * spread
    # The exponent only where it is asked for: of a share it would be beyond all numbers.
    low, high = (
        np.where(share, earlier + middle + side, earlier * np.exp(np.where(share, 0, middle + side)))
        for side in (-reach, reach)
    )
    return _Usual(move, wide, score, low, high, size_by(group))


def _own_median(m: Measured, places: np.ndarray, size: np.ndarray) -> np.ndarray:
    """The median of the kommun's own earlier changes, at most OWN_BACK of them; 0 with fewer than OWN_FEWEST."""
    earlier = np.full((OWN_BACK, len(places)), np.nan)
    at = m.before[places]
    for step in range(OWN_BACK):
        earlier[step] = np.where(at >= 0, size[at], np.nan)
        at = np.where(at >= 0, m.before[at], -1)
    enough = (~np.isnan(earlier)).sum(axis=0) >= OWN_FEWEST
    median = np.zeros(len(places))
    if enough.any():
        median[enough] = np.nanmedian(earlier[:, enough], axis=0)
    return median


def _goes_back(m: Measured, steps: np.ndarray, last: np.ndarray, odd: np.ndarray) -> np.ndarray:
    """Whether a value lies nearer to the one before the last than half its step, and the last was odd itself."""
    told = np.zeros(len(m.value), dtype=bool)
    told[steps[odd]] = True
    first = m.before[last]
    back = np.abs(m.value[steps] - m.value[first]) < np.abs(m.value[steps] - m.value[last]) / 2
    return told[last] & (first >= 0) & back


def score_z(earlier: np.ndarray, n_earlier: np.ndarray, later: np.ndarray, n_later: np.ndarray) -> np.ndarray:
    """The score statistic of later - earlier, shares in percent of n answers; 0 where both are 0 or both 100."""
    p1, p2 = np.clip(earlier / 100, 0, 1), np.clip(later / 100, 0, 1)
    pooled = (p1 * n_earlier + p2 * n_later) / (n_earlier + n_later)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n_earlier + 1 / n_later))
    return np.divide(p2 - p1, error, out=np.zeros(len(error)), where=error > 0)


def all_or_nothing(m: Measured) -> pd.DataFrame:
    """Exactly 0 or 100 percent of few answers, or of nobody knows how many."""
    few = ~(m.n >= FEW_ANSWERS)
    return found(m, "ytterst", np.flatnonzero(m.main & m.is_kind("andel") & np.isin(m.value, (0, 100)) & few))


def unchanged(m: Measured) -> pd.DataFrame:
    """The same value in a survey, year after year; 0, 100, few days or persons, Ja and Nej may well stay."""
    same = m.main & m.survey & ~m.is_kind("ja_nej", "kategori") & ~np.isin(m.value, (0, 100)) & (m.before >= 0)
    same &= (m.value == m.value[m.before]) & ~(m.counts & (m.value < FEW_ANSWERS))
    years, first = np.ones(len(same), dtype="int64"), np.arange(len(same))
    # A kommun's value before lies earlier in the arrays, but not next to it; each round reaches one step further back.
    at = np.flatnonzero(same)
    while len(at):
        first[at] = m.before[first[at]]
        years[at] += 1
        at = at[same[first[at]]]
    places = np.flatnonzero(years >= YEARS_UNCHANGED)
    return found(m, "oforandrat", places, first[places], sure=years[places])


def from_yes_to_no(m: Measured) -> pd.DataFrame:
    """A Ja that became a Nej."""
    last = m.before
    places = np.flatnonzero(m.main & m.is_kind("ja_nej") & (last >= 0) & (m.value == 0) & (m.value[last] == 1))
    return found(m, "ja_till_nej", places, last[places])
