"""The one rounding: half away from zero, of the decimal number that a float's shortest spelling shows.

2.675 becomes 2.68, as who reads "2,675" rounds it, though the float lies just below. So does 2.6749999999999998, the
mean of two floats: what lies beyond fifteen digits is the noise of floats, as in every spreadsheet. Words, figures,
tables, files and signals all round here, so that equal shown values are equal wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

import numpy as np

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # ROUND_HALF_UP is away from zero; a float has at most 309 digits
_READ = Context(prec=15, rounding=ROUND_HALF_UP)
_MOST = 1e9  # from here on a number is taken as it is spelled: fifteen digits would not hold its decimals
_NEAR = 1e-9  # of a tie
MOST = 4  # decimals of any indikator
STEPS = 20
FEW = 0.05
_FINEST = 10  # decimals: what lies beyond is the noise of floats
_STEP = [Decimal(1).scaleb(-decimals) for decimals in range(20)]  # of the last decimal


def rounded(value: float, decimals: int) -> float:
    """A number with at most so many decimals, never -0.0; NaN and infinities as they are."""
    value = float(value)
    return float(_decimal(value, decimals)) + 0.0 if isfinite(value) else value


def rounded_all(values: np.ndarray, decimals: int) -> np.ndarray:
    """`rounded` of every number of an array, as fast as arrays are.

    What lies near a tie, and what is large, is rounded one by one.
    """
    values = np.asarray(values, dtype=float)
    scale = 10.0**decimals
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.abs(values) * scale
        whole = np.floor(size + 0.5)
        rounded_values = np.copysign(whole / scale, values) + 0.0
        hard = ~(np.abs(size - np.floor(size) - 0.5) > _NEAR * np.maximum(size, 1)) | ~(size < _MOST)
    if hard.any():
        rounded_values[hard] = [rounded(value, decimals) for value in values[hard]]
    return rounded_values


def spelled(value: float, decimals: int) -> str:
    """A finite number with exactly so many decimals, a comma between thousands: "-1,234.50"; 0 has no sign."""
    number = _decimal(float(value), decimals)
    return f"{number if number else abs(number):,f}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A value, what it is held against, and the difference, so that each is what the others give.

    difference  value - base, unrounded but for the noise of floats; never -0.0
    decimals    that the value and the base are said with
    step        that the difference is said with
    """

    value: float
    base: float
    difference: float
    decimals: int
    step: int


def compared(value: float, base: float, decimals: int) -> Compared:
    """Two values with the fewest decimals, at least so many, with which the shown ones give the shown difference.

    The difference is that of the unrounded values, said with `decimals`. With one decimal 98.84 and 98.66 are 98.8 and
    98.7, and 0.2 apart, which no reader can reckon, so both are said with two: 98.84 less 98.66 is 0.18, or 0.2. The
    difference keeps its decimals: with one more it would clash again as often, and shares of answers never end.
    """
    held, against = _read(float(value)), _read(float(base))
    difference = (held - against).quantize(_STEP[_FINEST], context=_EXACT)
    for finer in range(decimals, _FINEST):
        step = _STEP[finer]
        apart = held.quantize(step, context=_EXACT) - against.quantize(step, context=_EXACT)
        if apart.quantize(_STEP[decimals], context=_EXACT) == difference.quantize(_STEP[decimals], context=_EXACT):
            break
    else:
        finer = _FINEST
    return Compared(value, base, float(difference) + 0.0, finer, decimals)


def telling(value: float, low: float, high: float, decimals: int, of_value: int = 0) -> int:
    """The fewest decimals, at least so many, with which a number lies within shown ends where it does, and only there.

    79.6 lies under 80.2, though both are 80 without a decimal: who reads them can't tell why it is called outside.

    of_value  decimals that the number is said with, where those are more than the ends'
    """
    is_within = low <= value <= high
    for finer in range(decimals, _FINEST):
        told = rounded(value, max(finer, of_value))
        if (rounded(low, finer) <= told <= rounded(high, finer)) == is_within:
            return finer
    return decimals


def is_exact(value: float, decimals: int) -> bool:
    """Whether so many decimals spell a number, but for the noise of floats."""
    return rounded(value, decimals) == rounded(value, _FINEST)


def exact(value: float, decimals: int, most: int) -> int:
    """The fewest decimals, from `decimals` to `most`, that spell a number exactly; `decimals` where none does."""
    return next((finer for finer in range(decimals, most + 1) if is_exact(value, finer)), decimals)


def fitting(values: np.ndarray) -> int:
    """The decimals that values nobody has published decimals of are said with: the fewest that tell them apart.

    0 where all are whole. Else so many that the middle half of them spans at least STEPS steps of the last decimal and
    at most FEW of those that are not 0 are shown as 0, but never more than MOST or than it takes to spell them all.
    Where the middle half is one value, that of the different values is taken in its place.

    values  float, NaN where missing; of one indikator, all kommuner and years
    Source  two digits that vary are kept: A. S. C. Ehrenberg, Rudiments of numeracy, JRSS A 140 (1977)
    """
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    spread = _middle_half(known) or _middle_half(np.unique(known))
    there = known[known != 0]
    for decimals in range(MOST):
        rounded_values = rounded_all(known, decimals)
        if (rounded_values == rounded_all(known, _FINEST)).all():
            return decimals
        hidden = np.count_nonzero(rounded_all(there, decimals) == 0)
        if spread * 10**decimals >= STEPS and hidden <= FEW * len(there):
            return decimals
    return MOST


def _middle_half(values: np.ndarray) -> float:
    low, high = np.quantile(values, [0.25, 0.75]) if len(values) else (0.0, 0.0)
    return float(high - low)


def _decimal(value: float, decimals: int) -> Decimal:
    return _read(value).quantize(_STEP[decimals], context=_EXACT)


def _read(value: float) -> Decimal:
    """The number that a float stands for."""
    spelled = Decimal(repr(value))
    return _READ.plus(spelled) if abs(value) < _MOST else spelled
