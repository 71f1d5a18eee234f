"""The signal: where a value lies among all kommuner. Computed once, here; painted elsewhere.

The rule is "strikt fjärdedel": `hog` if at most a quarter of the kommuner that take part have as high a value or
higher, so "bland de 25 procent med högst värde" is always literally true and equal values get equal signals. Value
terms only: which end is wanted is `Indikator.direction`, a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from pandas import NA

from ojdash.domain.rounding import rounded_all

SIGNALS = ("hog", "mellan", "lag", "ej_indelad", "for_fa_svar")

_QUARTERS = np.array(["hog", "mellan", "lag"], dtype=object)


WITHHELD_SINCE = 2  # the first version of the rule under which counts of few persons are withheld


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that an edition's signals follow; its manifest holds it, and words quote the limits from there.

    version            grows with every change of a limit or of what is done with it, and has its place in RULES
    fewest_answers     fewer: the value is not shown at all
    fewest_for_signal  fewer: value and interval, no signal
    fewest_for_plain   fewer: signal, marked as uncertain
    fewest_kommuner    fewer that take part: nobody has a signal
    fewest_distinct    fewer different values: the same
    parts              how many parts of equal size the ends are one of: 4 for quarters
    few_take_part      whether values of fewer than `fewest_for_signal` answers are counted among the others
    """

    version: int
    fewest_answers: int = 5
    fewest_for_signal: int = 30
    fewest_for_plain: int = 100
    fewest_kommuner: int = 20
    fewest_distinct: int = 4
    parts: int = 4
    few_take_part: bool = False

    @property
    def percent(self) -> int:
        """How large each end is, in percent."""
        return 100 // self.parts

    @property
    def withholds_persons(self) -> bool:
        """Whether counts of few persons, and what would give them away, are withheld (domain.disclosure)."""
        return self.version >= WITHHELD_SINCE

    def few(self, n: Any) -> bool:
        """Whether so many answers are too few for a signal; never where the number is unknown (None, NaN, NA)."""
        return _below(n, self.fewest_for_signal)

    def unsure(self, n: Any) -> bool:
        """Whether so many answers make a value uncertain, the few of `few` among them."""
        return _below(n, self.fewest_for_plain)


# Every rule that an edition has been published with, by version. Editions before the rule stood in manifests have 1.
RULES = {rule.version: rule for rule in (Rule(1, few_take_part=True), Rule(2))}
RULE = RULES[max(RULES)]


def takes_part(n: np.ndarray) -> np.ndarray:
    """Which values are placed among the others: those of enough answers, and those whose number is unknown (NaN)."""
    return ~(np.asarray(n, dtype=float) < RULE.fewest_for_signal)


@dataclass(frozen=True, slots=True)
class Positions:
    """One indikator, gender and year among all kommuner; arrays as long as the values given.

    signal      object array of SIGNALS, or None where the value is missing
    percentile  float, mid-rank 0-100, NaN where missing or of too few answers
    ties        int, how many *other* kommuner share the value at a quarter's limit ("delat gränsvärde"), else 0
    kommuner    how many kommuner take part: they have a value, and not of too few answers
    """

    signal: np.ndarray
    percentile: np.ndarray
    ties: np.ndarray
    kommuner: int


def positions(values: np.ndarray, decimals: int, n: np.ndarray | None = None) -> Positions:
    """Signal and percentile of every kommun's value of one indikator, gender and year.

    values    float, NaN where missing; rounded to `decimals`, as published, before anything else
    n         float, how many answered, NaN where unknown; None if unknown for all. Values of too few answers are in
              neither numerator nor denominator: they tell of chance, and would be most of what lies at the ends
    Source    rule and limits: the project's own, tried on simulated years (a signal on fewer than 30 answers differs
              the next year more often than not, without any real change)
    """
    values = np.asarray(values, dtype=float)
    signal = np.full(values.shape, None, dtype=object)
    percentile = np.full(values.shape, np.nan)
    ties = np.zeros(values.shape, dtype=int)
    known = ~np.isnan(values)
    if n is not None:
        few = known & ~takes_part(n)
        signal[few] = "for_fa_svar"
        known &= ~few
    total = int(known.sum())
    if not total:
        return Positions(signal, percentile, ties, 0)

    rounded = rounded_all(values[known], decimals)
    in_order = np.sort(rounded)
    below, at_most = (np.searchsorted(in_order, rounded, side) for side in ("left", "right"))
    same, at_least = at_most - below, total - below
    distinct = 1 + np.count_nonzero(in_order[1:] != in_order[:-1])
    percentile[known] = 100 * (below + same / 2) / total

    if total < RULE.fewest_kommuner or distinct < RULE.fewest_distinct or 2 * same.max() > total:
        signal[known] = "ej_indelad"
    else:
        high, low = RULE.parts * at_least <= total, RULE.parts * at_most <= total
        signal[known] = _QUARTERS[np.where(high, 0, np.where(low, 2, 1))]
        at_limit = (RULE.parts * (at_least - same) < total) & (total < RULE.parts * at_least)
        at_limit |= (RULE.parts * (at_most - same) < total) & (total < RULE.parts * at_most)
        ties[known] = np.where(at_limit, same - 1, 0)
    return Positions(signal, percentile, ties, total)


def _below(n: Any, limit: int) -> bool:
    return bool(np.nan_to_num(float(n), nan=np.inf) < limit) if n is not None and n is not NA else False
