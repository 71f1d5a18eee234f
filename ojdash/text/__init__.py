"""The words a reader sees, in plain Swedish: one module a page, `words` for what many share."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.text import (
    enkat,
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
}


def title(answer: Answer) -> str:
    """The answer's page as a question."""
    return PAGES[answer.question.page].title(answer)


def whole_title(answer: Answer) -> str:
    """The title with the indikator, where the title does not name it: what stands alone says what it is about."""
    said = title(answer)
    return (
        said
        if answer.indikator is None or answer.question.page == "indikator"
        else f"{said}: {answer.indikator.heading}"
    )


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
