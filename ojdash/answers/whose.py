"""Whose values an answer shows: an indikator is called by it wherever its values are those of one gender."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.store import Store
from ojdash.text import gender


def shown_gender(store: Store, id: str) -> str:
    """Whose values are shown where nobody chose: all, where that is published, else the first that is."""
    published = store.genders(id)
    return "T" if "T" in published or not published else published[0]


@lru_cache(maxsize=2048)
def called(store: Store, id: str, code: str | None = None) -> Indikator:
    """An indikator as it is called where the values of a gender are shown; None: of whom nobody chose."""
    return gender.of(store.indikator(id), code or shown_gender(store, id))


def of_whom(store: Store, answer: Answer) -> Answer:
    """The answer with its indikatorer called by whose values it shows: the one place, so that no page can forget."""
    code = answer.question.gender
    if code == gender.ALL:
        return answer
    indikatorer = {id: called(store, id, code) for id in answer.indikatorer}
    indikator = answer.indikator and indikatorer[answer.indikator.id]
    return replace(answer, indikator=indikator, indikatorer=indikatorer)
