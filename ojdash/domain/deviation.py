"""Deviations: how far a value lies from an own earlier value, a group's median and a target that was set."""

from __future__ import annotations

import re
from math import isnan

from ojdash.domain.form import Deviation
from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import rounded


def from_earlier(
    indikator: Indikator, year: int | None, value: float | None, earlier_year: int | None, earlier: float | None
) -> Deviation:
    """From the own value of an earlier year; never over a break, where both values are still told.

    Values in the indikator's unit, None or NaN where missing; `earlier_year` None when there is no earlier value.
    """
    value, earlier = _known(value), _known(earlier)
    broken = None not in (year, earlier_year) and indikator.break_between(earlier_year, year) is not None
    why = "saknas" if value is None or earlier is None or earlier_year is None else "brott" if broken else None
    return _deviation("tidigare", indikator, value, earlier, why, base_year=earlier_year)


def from_group(indikator: Indikator, value: float | None, median: float | None, n: int | None) -> Deviation:
    """From the median of the group's members, of whom `n` have a value; coded answers and few values have no median."""
    value, median = _known(value), _known(median)
    none = median is None and not indikator.is_coded
    why = "saknas" if value is None or n == 0 or (none and n is None) else "fa_varden" if none else None
    return _deviation("grupp", indikator, value, median, why, n=n)


def from_target(indikator: Indikator, value: float | None, target: str) -> Deviation:
    """From a target as it was written, with comma or point; "" is no target, and neither is what is no number."""
    value, wanted = _known(value), target_value(target)
    why = "inget_mal" if wanted is None else "saknas" if value is None else None
    return _deviation("mal", indikator, value, wanted, why)


def target_value(text: str) -> float | None:
    """The number that a target spells, or None."""
    spelled = text.strip().replace(",", ".")
    return float(spelled) if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?", spelled) else None


def _deviation(
    kind: str,
    indikator: Indikator,
    value: float | None,
    base: float | None,
    why: str | None,
    base_year: int | None = None,
    n: int | None = None,
) -> Deviation:
    if why is None and indikator.is_coded:
        why = indikator.kind
    difference = None if why else rounded(value - base, 10)
    return Deviation(kind, value, base, base_year, difference, why, n)


def _known(number: float | None) -> float | None:
    return None if number is None or isnan(number) else float(number)
