"""How sure Jämför's difference is: from one other kommun by both intervals, from a group's median by the own value's.

A median of kommuner is no share of answers and has no such interval: it is taken as it stands, and said beside the own
value's. Few answers are said as such. Where rounding would put a median on the wrong side of an end, both are said
finer.
"""

from __future__ import annotations

from ojdash.domain import rounding
from ojdash.domain.answer import Answer, number
from ojdash.domain.uncertainty import newcombe, wilson
from ojdash.text import underlag, words

_CHANCE = "skillnaden kan vara slump"


def sentence(answer: Answer, median_decimals: int = 0) -> str:
    """Whether the difference may be chance; "" where nothing is held against the own value, or n is not known.

    median_decimals  that the group's median is said with before, where it has one
    """
    indikator, own = answer.indikator, answer.own
    known = own is not None and own.value is not None and own.n is not None and own.n > 0
    if indikator.kind != "andel" or not known or not answer.group.n or not 0 <= own.value <= 100:
        return ""
    is_of_one = len(answer.group.members) == 1
    said = _from_one(answer) if is_of_one else _from_median(answer, median_decimals)
    return f"{said} {underlag.at_least(indikator)}".strip()


def _from_one(answer: Answer) -> str:
    indikator, own = answer.indikator, answer.own
    other = next(row for row in answer.everyone.itertuples() if row.kommun in answer.group.members)
    value, n = number(other.value), number(other.n)
    if few := [
        f"{underlag.n_alone(indikator, count)} i {name}"
        for name, count in ((answer.kommun.namn, own.n), (other.namn, n))
        if count is not None and answer.rule.few(count)
    ]:
        return underlag.few(indikator, words.joined(few), _CHANCE)
    if not n or not 0 <= value <= 100:
        return _own_interval(answer)
    ends = [100 * end for end in newcombe(value / 100, n, own.value / 100, own.n)]
    low, high = (words.end(indikator, end) for end in ends)
    if ends[0] > 0 or ends[1] < 0:
        return f"Skillnaden är större än slumpen brukar ge: mellan {low} och {high} procentenheter."
    return f"Skillnaden kan vara slump: den kan vara allt från {low} till {high} procentenheter."


def _from_median(answer: Answer, told: int) -> str:
    indikator, own, median = answer.indikator, answer.own, answer.group.median
    if answer.rule.few(own.n):
        return underlag.few(indikator, underlag.n_alone(indikator, own.n), _CHANCE)
    low, high = (100 * end for end in wilson(own.value / 100, own.n))
    decimals = rounding.telling(median, low, high, indikator.decimals, told)
    is_told = rounding.rounded(median, max(decimals, told)) == rounding.rounded(median, told)
    again = "" if is_told else f", {words.value(indikator, median, decimals=decimals)},"
    within = "ligger inom det spannet, så skillnaden kan vara slump" if low <= median <= high else "ligger utanför"
    return f"{_own_interval(answer, decimals)} Medianen{again} {within}."


def _own_interval(answer: Answer, decimals: int | None = None) -> str:
    indikator, own = answer.indikator, answer.own
    decimals = indikator.decimals if decimals is None else decimals
    low, high = (words.number(100 * end, decimals) for end in wilson(own.value / 100, own.n))
    rests = underlag.answers(indikator, own.n)
    return f"Osäkerhet för {answer.kommun.namn}: {low} till {high} procent ({rests})."
