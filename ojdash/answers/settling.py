"""Settling a question: what was left out gets its default, what can't be is told and gets its default too."""

from __future__ import annotations

from collections.abc import Iterable

from ojdash.answers.elsewhere import first_kommun
from ojdash.domain.question import ABOUT, GENDERS, PEERS, WRITTEN, Question
from ojdash.store import Store, of_kommuner
from ojdash.text import problems


def settle(store: Store, question: Question) -> tuple[Question, list[str]]:
    """The question with every part that its page needs filled in, and a Swedish sentence per part that could not be.

    Years are settled later, by the values: only a year without any data is a problem here.
    """
    told: list[str] = []
    kommun = question.kommun
    if kommun not in store.kommuner:
        if kommun is not None:
            told.append(problems.kommun(kommun, store.kommuner))
        kommun = first_kommun(store)
    omrade = question.omrade
    about_one = question.page in ("indikator", "over_tid", "jamfor")
    if omrade is not None and omrade not in store.by_omrade:
        if not about_one or omrade not in store.omraden:  # an indikator without values may be alone in its area
            told.append(problems.omrade(omrade, [code for code in store.omraden if code in store.by_omrade]))
        omrade = None
    if omrade is None and question.page in ("signaler", "kvalitet", "lansrapport"):
        omrade = next(iter(store.by_omrade))
    question = question.but(kommun=kommun, omrade=omrade, peers=_peers(store, question, kommun, told))
    if about_one:
        return _one_indikator(store, question, told), told
    if question.page in WRITTEN and question.indikator is not None and question.indikator not in store.ids:
        told.append(problems.indikator(question.indikator, store.near(question.indikator)))
        question = question.but(indikator=None)
    genders_there = {gender for id in concerning(store, question.omrade) for gender in store.genders(id)}
    if question.page not in (*ABOUT, "kvalitet", *WRITTEN) and genders_there and question.gender not in genders_there:
        published = [gender for gender in GENDERS if gender in genders_there]
        told.append(problems.gender_of_omrade(question.gender, published))
        question = question.but(gender=published[0])
    years = sorted({year for id in concerning(store, question.omrade) for year in store.years(id)})
    if question.year is not None and question.year not in years and question.page not in (*ABOUT, "enkat"):
        told.append(problems.year(question.year, years))
        question = question.but(year=None)
    return question, told


def ids(store: Store, omrade: str | None) -> list[str]:
    """The indikatorer with values in an area, or in all."""
    return [id for code, its in store.by_omrade.items() if omrade in (None, code) for id in its]


def concerning(store: Store, omrade: str | None) -> list[str]:
    """The indikatorer of an area, or of all, that a kommun can have; regions' own too where there are no others."""
    every, known = ids(store, omrade), of_kommuner(store)
    return [id for id in every if id in known] or every


def arrived(store: Store, years: Iterable[int]) -> list[int]:
    """The years, in order, that had come when the edition was fetched; all of them where none had.

    A later year may be a forecast or a mistype: it is answered when it is asked for and never taken for the newest.
    """
    every = sorted(years)
    return [year for year in every if year <= store.source.year] or every


def _one_indikator(store: Store, question: Question, told: list[str]) -> Question:
    indikator = question.indikator
    if indikator is None or indikator not in store.ids:
        if indikator is not None:
            told.append(problems.indikator(indikator, store.near(indikator)))
        indikator = next(iter(concerning(store, question.omrade)))
    question = question.but(indikator=indikator, omrade=store.indikator(indikator).omrade)
    if store.genders(indikator) and question.gender not in store.genders(indikator):
        told.append(problems.gender(question.gender, store.genders(indikator)))
        question = question.but(gender=store.genders(indikator)[0])
    years = store.years(indikator)
    for name in ("year", "from_year"):
        year = getattr(question, name)
        if year is not None and year not in years:
            told.append(problems.year(year, years))
            question = question.but(**{name: None})
    return in_order(question)


def in_order(question: Question) -> Question:
    """The two years of a comparison, the earlier first; the same year twice is one year."""
    year, other = question.year, question.from_year
    if year is None or other is None or other < year:
        return question
    return question.but(year=other, from_year=None if other == year else year)


def _peers(store: Store, question: Question, kommun: str, told: list[str]) -> str:
    if question.peers in PEERS:
        return question.peers
    known = [code for code in question.own_choice if code in store.kommuner]
    for code in question.own_choice:
        if code not in store.kommuner:
            told.append(problems.kommun(code, store.kommuner))
    others = [code for code in known if code != kommun]
    if known and not others:
        told.append(problems.ONLY_ITSELF)
    return "-".join(others) or "lan"
