"""The address bar: read once for each new address, written when the pickers change the question."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from ojdash import answers, links, settings
from ojdash.domain.errors import QuestionError
from ojdash.domain.question import APPLIES, CARRIED, FIELDS, PAGES, Question
from ojdash.store import Store, data_folder, open_edition


def read_question(page: str) -> Question:
    """The question of this visit: the address's where it is new, else what the pickers made of it.

    An address says what its page depends on; the rest of what was asked is kept, for the pages that depend on it.
    Another page without a word in its address is the same question.
    """
    here = (page, tuple(sorted(st.query_params.to_dict().items())))
    state = st.session_state
    if here == state.get("address"):
        return state["question"]
    question, problems = links.read(page, dict(here[1]))
    if "question" in state and not here[1] and state.get("address", (page,))[0] != page:
        question = moved(state["question"], page)
    elif "question" in state:
        in_address = [name for name in CARRIED if getattr(question, name) is not None]
        rest = [name for name in FIELDS if name != "page" and name not in (*APPLIES[page], *in_address)]
        question = question.but(**{name: getattr(state["question"], name) for name in rest})
    state["question"], state["told"] = question, problems
    return question


def moved(question: Question, page: str) -> Question:
    """The same question on another page. A walk-through's year may be one without values, and it begins at its list.

    The year of Läget is one of its wheel; its parts and those of a meeting are their own.
    """
    to = question.but(page=page)
    if page == question.page:
        return to
    if {page, question.page} & {"mote", "laget"}:
        to = to.but(steg=None, vy=None)
    if not {page, question.page} & {"enkat", "laget"}:
        return to
    return to.but(year=None, steg=None, indikator=None if page == "enkat" else to.indikator)


def open_store(question: Question) -> Store:
    """The edition that a question names, or the newest; an unknown one is told and the newest shown."""
    data = data_folder()
    if question.utgava is not None:
        try:
            return open_edition(data, question.utgava)
        except QuestionError as error:
            st.session_state["told"].append(str(error))
            st.session_state["question"] = question.but(utgava=None)
    return open_edition(data)


def settled(store: Store) -> Question:
    """The question with every part filled in; what could not be is added to what is told."""
    question, problems = answers.settle(store, st.session_state["question"])
    if problems:
        st.session_state["told"] += [sentence for sentence in problems if sentence not in st.session_state["told"]]
    question_of_visit = st.session_state["question"]
    # What was not asked for stays unsaid: a left-out year means the newest, next year too.
    st.session_state["question"] = question.but(utgava=question_of_visit.utgava)
    return st.session_state["question"]


def site() -> str:
    """The address of the site, up to the page's own name: as set, else as the visitor's own browser has it."""
    if settings.ADDRESS.value:
        return settings.ADDRESS.value
    here = urlsplit(st.context.url or "")
    before, _, last = here.path.rpartition("/")
    path = before if last in PAGES else here.path
    return f"{here.scheme}://{here.netloc}{path.rstrip('/')}/" if here.netloc else "/"


def whole_link(question: Question) -> str:
    """The whole address of a question, year and edition first."""
    here = links.address(question, pinned=True)
    return f"{site()}{here if question.page != 'oversikt' else here.replace('oversikt', '', 1)}"


def write_question(question: Question) -> None:
    """Spell the question in the address bar, if it is not there already."""
    spelled = links.parameters(question)
    if st.query_params.to_dict() != spelled:
        st.query_params.from_dict(spelled)
    st.session_state["address"] = (question.page, tuple(sorted(spelled.items())))


def change(**parts: object) -> None:
    """What a picker's callback does: the question with some parts changed; what was told is done with."""
    st.session_state["question"] = st.session_state["question"].but(**parts)
    st.session_state["told"] = []
