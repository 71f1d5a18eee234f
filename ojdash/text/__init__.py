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


def sentence(answer: Answer) -> str:
    """The answer in plain words, and which of its values are in doubt."""
    return " ".join([PAGES[answer.question.page].sentence(answer), *statuses.told(answer)])
