"""The change between two years: a difference, and whether it may be chance or, without n, how unusual it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan

from ojdash.domain.counting import Counts, Steps
from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import rounded
from ojdash.domain.uncertainty import newcombe

VERDICTS = ("okning", "minskning", "ingen_sakerstalld", "ovanlig", "vanlig", "kan_inte_provas", "brott", "saknas")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one kommun's value.

    from_year, to_year  the years compared, the earlier first; None when there is no earlier year to compare with
    difference          later - earlier in the indikator's unit; None over a break, with an end missing, for categories
    low, high           95 % interval of the difference in percentage points; None where it can't be worked out
    verdict             one of VERDICTS; `okning` and `minskning` are secured, `ovanlig` and `vanlig` only counted
    flip                ja_nej only: "nej_till_ja", "ja_till_nej", or None when the answer is the same
    n_earlier, n_later  how many answered, where the interval is made of it; else None
    counts              of a quantity without an interval: how many kommuner of like size changed as much
    steps               the same: how far the kommun's value moved from measurement to measurement before
    in_list             whether it is secured among all that its list tests too, and how many those are (`tested`); None
                        where it stands alone or is not tested (domain.several)
    earlier, later      the values compared, where a difference of quantities is told; else None
    """

    from_year: int | None
    to_year: int | None
    difference: float | None
    verdict: str
    low: float | None = None
    high: float | None = None
    flip: str | None = None
    n_earlier: int | None = None
    n_later: int | None = None
    earlier: float | None = None
    later: float | None = None
    counts: Counts | None = None
    steps: Steps | None = None
    in_list: bool | None = field(default=None, kw_only=True)
    tested: int | None = field(default=None, kw_only=True)

    @property
    def is_secured(self) -> bool:
        """Whether the change is larger than chance explains, tried alone."""
        return self.verdict in ("okning", "minskning")

    @property
    def holds(self) -> bool:
        """Whether it is secured where it stands: alone, or among all that its list tests."""
        return self.is_secured and self.in_list is not False

    @property
    def is_alone(self) -> bool:
        """Whether it is secured alone, and not among all that its list tests."""
        return self.is_secured and self.in_list is False


def change(
    indikator: Indikator,
    from_year: int | None,
    to_year: int | None,
    earlier: float | None,
    later: float | None,
    n_earlier: float | None = None,
    n_later: float | None = None,
    counts: Counts | None = None,
    steps: Steps | None = None,
) -> Change:
    """The change from one year to another; years may be given in either order and are never compared over a break.

    Values in the indikator's unit, None or NaN where missing; n is how many answered, None or NaN where unknown.
    Shares with known n are tried with Newcombe's interval; secured when it does not hold 0. Other quantities are told
    by their counts, where there are enough; Ja/Nej answers and the rest are `kan_inte_provas`.
    """
    if from_year is not None and to_year is not None and from_year > to_year:
        from_year, to_year, earlier, later = to_year, from_year, later, earlier
        n_earlier, n_later = n_later, n_earlier
    if from_year is None or to_year is None or _lacks(earlier) or _lacks(later):
        return Change(from_year, to_year, None, "saknas")
    if indikator.break_between(from_year, to_year):
        return Change(from_year, to_year, None, "brott")
    difference = rounded(later - earlier, 10)
    if indikator.kind == "ja_nej":
        flip = None if difference == 0 else "nej_till_ja" if difference > 0 else "ja_till_nej"
        return Change(from_year, to_year, difference, "kan_inte_provas", flip=flip)
    if indikator.kind == "kategori":
        return Change(from_year, to_year, None, "kan_inte_provas")
    untestable = indikator.kind != "andel" or _lacks(n_earlier) or _lacks(n_later) or min(n_earlier, n_later) <= 0
    if untestable or not (0 <= earlier <= 100 and 0 <= later <= 100):
        verdict = counts.verdict if counts else "kan_inte_provas"
        ends = {"earlier": earlier, "later": later}
        return Change(from_year, to_year, difference, verdict, **ends, counts=counts, steps=steps)
    low, high = (100 * end for end in newcombe(earlier / 100, n_earlier, later / 100, n_later))
    verdict = "okning" if low > 0 else "minskning" if high < 0 else "ingen_sakerstalld"
    answers = int(n_earlier), int(n_later)
    return Change(from_year, to_year, difference, verdict, low, high, None, *answers, earlier, later)


def is_unchanged(indikator: Indikator, moved: Change) -> bool:
    """Whether a change looks like none: it is told, and is 0 at the published decimals."""
    return moved.difference is not None and rounded(moved.difference, indikator.decimals) == 0


def _lacks(number: float | None) -> bool:
    return number is None or isnan(number)
