"""Asking: one question, one answer, kept by edition; and what coordinators say of its values, which may change."""

from __future__ import annotations

from dataclasses import replace

from ojdash.answers.about import om_data, sa_raknar_vi
from ojdash.answers.elsewhere import of_answer
from ojdash.answers.lansrapport import lansrapport
from ojdash.answers.many import oversikt, signaler
from ojdash.answers.marking import keeps_words, marked, marks_of
from ojdash.answers.one import indikator, jamfor, over_tid
from ojdash.answers.quality import kvalitet
from ojdash.answers.settling import settle
from ojdash.answers.whose import of_whom
from ojdash.domain.answer import Answer
from ojdash.domain.errors import QuestionError
from ojdash.domain.kept import kept
from ojdash.domain.question import Question
from ojdash.store import Store
from ojdash.text import problems

_ANSWERS = {
    "oversikt": oversikt,
    "kvalitet": kvalitet,
    "indikator": indikator,
    "over_tid": over_tid,
    "jamfor": jamfor,
    "signaler": signaler,
    "lansrapport": lansrapport,
    "om_data": om_data,
    "sa_raknar_vi": sa_raknar_vi,
}


def answer(store: Store, question: Question) -> Answer:
    """The answer to a settled question (`settle`), shared: read it, never change it.

    An edition never changes, so neither does its answer; the newest edition's answers have another store in their key.
    What coordinators say of values does, and is attached each time. Its question names the edition where the asked one
    does, so that whoever follows a row of it stays there.

    Raises  QuestionError  page snabbanalys: what people wrote is read with `form`
    """
    applying = question.only_what_applies()
    if applying.page not in _ANSWERS:
        raise QuestionError(problems.NO_ANALYS)
    if applying.page in ("signaler", "kvalitet", "lansrapport") and applying.peers == "riket":
        return marked(_found(store, applying), marks_of(store))  # some 10,000 rows: too large to keep many of
    return _kept_marked(_kept(store, applying), marks_of(store))


def _found(store: Store, question: Question) -> Answer:
    answer = of_whom(store, _ANSWERS[question.page](store, question))
    return replace(answer, elsewhere=of_answer(store, answer))


_kept = kept("answers")(_found)

# Until something else is said.
_kept_marked = keeps_words(kept("answers with statuses")(marked))


def checked(store: Store, question: Question) -> Question:
    """The question settled, if it is right as asked. Raises QuestionError with the first part that is not."""
    settled, problems_found = settle(store, question)
    if problems_found:
        raise QuestionError(problems_found[0])
    return settled
