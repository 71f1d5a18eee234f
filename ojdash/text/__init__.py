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
    """The answer in plain words, and which of its values are in doubt."""
    return " ".join([PAGES[answer.question.page].sentence(answer), *statuses.told(answer)])
