"""The words a reader sees, in plain Swedish: one module a page, `words` for what many share."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.text import (
    enkat,
    gender,
    indikator,
    jamfor,
    kvalitet,
    laget,
    lansrapport,
    mote,
    om_data,
    over_tid,
    oversikt,
    problems,
    sa_raknar_vi,
    signaler,
    snabbanalys,
    statuses,
)

PAGES = {
    "oversikt": oversikt,
    "kvalitet": kvalitet,
    "enkat": enkat,
    "indikator": indikator,
    "over_tid": over_tid,
    "jamfor": jamfor,
    "signaler": signaler,
    "snabbanalys": snabbanalys,
    "mote": mote,
    "laget": laget,
    "lansrapport": lansrapport,
    "om_data": om_data,
    "sa_raknar_vi": sa_raknar_vi,
}

# What the menu leads to; the others are led to where their words stand.
MENU = {name: words for name, words in PAGES.items() if name != "sa_raknar_vi"}


def title(answer: Answer) -> str:
    """The answer's page as a question, and whose values it shows where that is not everyone."""
    return gender.added(PAGES[answer.question.page].title(answer), answer.question.gender)


def whole_title(answer: Answer) -> str:
    """The title with the indikator, where the title does not name it: what stands alone says what it is about."""
    if answer.indikator is None or answer.question.page == "indikator":
        return title(answer)
    said = f"{PAGES[answer.question.page].title(answer)}: {answer.indikator.heading}"
    return gender.added(said, answer.question.gender)


def sentence(answer: Answer) -> str:
    """The answer in plain words, and which of its values are in doubt.

    Of a kommun that the edition has no value of, that first.
    """
    first = lacking(answer)
    said = [first, PAGES[answer.question.page].sentence(answer), *statuses.told(answer)]
    return " ".join(filter(None, said))


def lacking(answer: Answer) -> str:
    """That the edition has no value at all of the kommun, and whom it has; "" where it has."""
    if answer.elsewhere is None:
        return ""
    namn = answer.kommun.namn if answer.kommun else answer.names[answer.question.kommun]
    return problems.kommun_without_values(namn, answer.elsewhere)
