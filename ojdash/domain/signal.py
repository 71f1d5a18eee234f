"""The signal: where a value lies among all kommuner. Computed once, here; painted elsewhere.

The rule is "strikt fjärdedel": `hog` if at most a quarter of all kommuner have as high a value or higher, so "bland de
25 procent med högst värde" is always literally true and equal values get equal signals. Value terms only: which end is
wanted is `Indikator.direction`, a text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ojdash.domain.rounding import rounded_all

SIGNALS = ("hog", "mellan", "lag", "ej_indelad", "for_fa_svar")

_QUARTERS = np.array(["hog", "mellan", "lag"], dtype=object)

FEWEST_KOMMUNER = 20
FEWEST_DISTINCT = 4
FEWEST_ANSWERS = 5  # below: the value is not shown at all
FEWEST_FOR_SIGNAL = 30  # 5-29 answers: value and interval, no signal
FEWEST_FOR_PLAIN = 100  # 30-99 answers: signal with "osäkert underlag"


@dataclass(frozen=True, slots=True)
class Positions:
    """One indikator, gender and year among all kommuner; arrays as long as the values given.

    signal      object array of SIGNALS, or None where the value is missing
    percentile  float, mid-rank 0-100, NaN where missing
    ties        int, how many *other* kommuner share the value at a quarter's limit ("delat gränsvärde"), else 0
    kommuner    how many kommuner have a value
    """

    signal: np.ndarray
    percentile: np.ndarray
    ties: np.ndarray
    kommuner: int


def positions(values: np.ndarray, decimals: int, n: np.ndarray | None = None) -> Positions:
    """Signal and percentile of every kommun's value of one indikator, gender and year.

    values    float, NaN where missing; rounded to `decimals`, as published, before anything else
    n         float, how many answered, NaN where unknown; None if unknown for all
    Source    rule and limits: the project's own, tried on simulated years (a signal on fewer than 30 answers differs
              the next year more often than not, without any real change)
    """
    values = np.asarray(values, dtype=float)
    signal = np.full(values.shape, None, dtype=object)
    percentile = np.full(values.shape, np.nan)
    ties = np.zeros(values.shape, dtype=int)
    known = ~np.isnan(values)
    total = int(known.sum())
    if not total:
        return Positions(signal, percentile, ties, 0)

    rounded = rounded_all(values[known], decimals)
    in_order = np.sort(rounded)
    below, at_most = (np.searchsorted(in_order, rounded, side) for side in ("left", "right"))
    same, at_least = at_most - below, total - below
    distinct = 1 + np.count_nonzero(in_order[1:] != in_order[:-1])
    percentile[known] = 100 * (below + same / 2) / total

    if total < FEWEST_KOMMUNER or distinct < FEWEST_DISTINCT or 2 * same.max() > total:
        signal[known] = "ej_indelad"
    else:
        high, low = 4 * at_least <= total, 4 * at_most <= total
        signal[known] = _QUARTERS[np.where(high, 0, np.where(low, 2, 1))]
        at_limit = (4 * (at_least - same) < total) & (total < 4 * at_least)
        at_limit |= (4 * (at_most - same) < total) & (total < 4 * at_most)
        ties[known] = np.where(at_limit, same - 1, 0)
    if n is not None:
        few = known & (np.asarray(n, dtype=float) < FEWEST_FOR_SIGNAL)
        signal[few] = "for_fa_svar"
    return Positions(signal, percentile, ties, total)
