"""The pickers in the sidebar: each shows what is chosen, and changes one part of the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ojdash import answers
from ojdash.domain.answer import Answer
from ojdash.domain.question import FIGURES, MOST_PEERS, PEERS, Question
from ojdash.store import Store
from ojdash.text import funnel, page, words
from ojdash.ui.address import change

ALL = "alla"
NEWEST = 0  # a select box shows None as an empty choice


def pick(store: Store, question: Question, *names: str) -> None:
    """Show the named pickers, in the order given."""
    with st.sidebar:
        for name in names:
            _PICKERS[name](store, question)


def pick_here(*names: str) -> None:
    """Show the named pickers where the page stands, for what is chosen more seldom than the sidebar's five."""
    store, question = st.session_state["store"], st.session_state["question"]
    for name in names:
        _PICKERS[name](store, question)


def pick_figure(answer: Answer) -> None:
    """Which of Jämför's figures is drawn, where there is more than one."""
    if answer.funnel is not None:
        _select(
            funnel.PICK, "pick_figure", list(funnel.FIGURES), answer.question.figur or "rader",
            funnel.FIGURES.__getitem__, lambda figur: {"figur": figur if figur in FIGURES else None},
        )  # fmt: skip


def pick_among(label: str, field: str, options: Mapping[Any, str], chosen: Any) -> None:
    """A picker in the sidebar over given values and their words, for one field of the question."""
    with st.sidebar:
        _select(
            label, f"among_{field}", list(options), chosen, options.__getitem__, lambda value: {field: value or None}
        )


def _select(
    label: str,
    key: str,
    options: Sequence[Any],
    chosen: Any,
    spelled: Callable[[Any], str],
    then: Callable[[Any], dict],
) -> None:
    st.session_state[key] = chosen
    st.selectbox(label, options, key=key, format_func=spelled, on_change=lambda: change(**then(st.session_state[key])))


def _kommun(store: Store, question: Question) -> None:
    kommuner = store.kommuner
    _select(
        page.KOMMUN, "pick_kommun", list(kommuner), question.kommun, lambda kod: kommuner[kod].namn,
        lambda kod: {"kommun": kod},
    )  # fmt: skip


def _omrade(store: Store, question: Question) -> None:
    every = [ALL] if question.page in ("oversikt", "om_data") else []
    chosen = question.omrade or (ALL if every else next(iter(store.by_omrade)))

    def spelled(omrade: str) -> str:
        return page.ALL_OMRADEN if omrade == ALL else store.omraden[omrade]

    def then(omrade: str) -> dict:
        return {"omrade": None if omrade == ALL else omrade, "indikator": None, "year": None, "from_year": None}

    _select(page.OMRADE, "pick_omrade", list(dict.fromkeys([*every, *store.by_omrade, chosen])), chosen, spelled, then)


def _indikator(store: Store, question: Question) -> None:
    def then(indikator: str) -> dict:
        return {"indikator": indikator, "year": None, "from_year": None}

    options = list(dict.fromkeys([*answers.ids(store, question.omrade), question.indikator]))
    _select(
        page.INDIKATOR, "pick_indikator", options, question.indikator, lambda id: store.indikator(id).heading, then
    )  # fmt: skip


def _year(store: Store, question: Question) -> None:
    years = (
        store.years(question.indikator)
        if question.indikator and _is_about_one(question)
        else sorted({year for id in answers.ids(store, question.omrade) for year in store.years(id)})
    )

    def spelled(year: int) -> str:
        return page.NEWEST if year == NEWEST else str(year)

    options = [NEWEST, *reversed(years)]

    def then(year: int) -> dict:
        too_late = year and question.from_year and question.from_year >= year
        return {"year": year or None} | ({"from_year": None} if too_late else {})

    _select(page.YEAR, "pick_year", options, question.year or NEWEST, spelled, then)


def _from_year(store: Store, question: Question) -> None:
    def spelled(year: int) -> str:
        return page.BEFORE if year == NEWEST else str(year)

    years = store.years(question.indikator)
    options = [NEWEST, *(year for year in reversed(years) if year < (question.year or years[-1]))]
    chosen = question.from_year if question.from_year in options else NEWEST
    _select(page.FROM_YEAR, "pick_from_year", options, chosen, spelled, lambda year: {"from_year": year or None})


def _peers(store: Store, question: Question) -> None:
    own = question.own_choice

    def then(kind: str) -> dict:
        if kind != "valda":
            return {"peers": kind}
        first = (
            answers.group_members(store, question)[:3] or [kod for kod in store.kommuner if kod != question.kommun][:1]
        )
        return {"peers": "-".join(first)}

    chosen = "valda" if own else question.peers
    _select(page.PEERS, "pick_peers", [*PEERS, "valda"], chosen, lambda kind: words.GROUP[kind], then)
    if own:
        st.session_state["pick_own"] = list(own)
        st.multiselect(
            page.CHOOSE,
            [kod for kod in store.kommuner if kod != question.kommun],
            key="pick_own",
            format_func=lambda kod: store.kommuner[kod].namn,
            max_selections=MOST_PEERS,
            placeholder=page.CHOOSE_PLACEHOLDER,
            on_change=lambda: change(peers="-".join(st.session_state["pick_own"]) or "lan"),
        )


def _gender(store: Store, question: Question) -> None:
    if _is_about_one(question):
        genders = store.genders(question.indikator)
    else:
        published = {g for id in answers.ids(store, question.omrade) for g in store.genders(id)}
        genders = tuple(g for g in words.GENDER if g in published)
    if len(genders) > 1:
        _select(
            page.GENDER, "pick_gender", genders, question.gender, lambda g: words.GENDER[g], lambda g: {"gender": g}
        )  # fmt: skip


def _is_about_one(question: Question) -> bool:
    return question.page in ("indikator", "over_tid", "jamfor")


_PICKERS = {
    "kommun": _kommun,
    "omrade": _omrade,
    "indikator": _indikator,
    "year": _year,
    "from_year": _from_year,
    "peers": _peers,
    "gender": _gender,
}
