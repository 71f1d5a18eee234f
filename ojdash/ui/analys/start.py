"""The start of Snabbanalys, before any analys is open: begin one, open one, or read one from a file."""

from __future__ import annotations

import re

import streamlit as st

from ojdash import answers, saved
from ojdash.domain.errors import SavedError
from ojdash.domain.question import LAGET_PARTS, Question
from ojdash.store import Store
from ojdash.text import delning, handbook, page
from ojdash.text import snabbanalys as text
from ojdash.ui import opened, plain, signed_in
from ojdash.ui.elements import ask_to_sign_in
from ojdash.ui.uploading import uploader
from ojdash.ui.views import note, pairs, quiet, told


def start(store: Store, question: Question) -> None:
    """What a visitor sees who has no analys open."""
    years = sorted({year for id in answers.ids(store, None) for year in store.years(id)}, reverse=True)
    begin(store, question, [question.kommun], years)
    plain.header(text.PATH)
    pairs({text.step_name(number): step.purpose for number, step in handbook.STEPS.items()})
    quiet(handbook.SOURCE)


def begin(store: Store, question: Question, kommuner: list[str], years: list[int]) -> None:
    """Begin an analys, open one, or read one from a file. kommuner: those first chosen; years: to choose among."""
    left, right = st.container(key="ojdash_start").columns([3, 2], gap="large")  # on a phone, opening one comes first
    with left:
        if saved.is_read_only():
            note(delning.READ_ONLY)
        elif signed_in.is_needed():
            ask_to_sign_in("begin")
        else:
            _new(store, question, kommuner, years)
    with right:
        _open_one(question)
        if not saved.is_read_only() and not signed_in.is_needed():
            _read_file()


def _new(store: Store, question: Question, first_kommuner: list[str], years: list[int]) -> None:
    plain.header(delning.NEW)
    quiet(delning.NEW_READ)
    with st.form("new_analys", border=False):
        kommuner = st.multiselect(
            delning.KOMMUNER,
            list(store.kommuner),
            first_kommuner,
            format_func=lambda kod: store.kommuner[kod].namn,
            placeholder=page.CHOOSE_PLACEHOLDER,
        )
        omraden = ["", *store.by_omrade]
        first, second = st.columns([3, 1])
        omrade = first.selectbox(
            page.OMRADE,
            omraden,
            omraden.index(question.omrade or ""),
            format_func=lambda code: store.omraden[code] if code else page.ALL_OMRADEN,
        )
        year = second.selectbox(delning.YEAR, years, years.index(question.year) if question.year in years else 0)
        title = st.text_input(delning.TITLE, max_chars=300)
        one, other = st.columns(2)
        role = one.text_input(delning.ROLE, placeholder=delning.ROLE_EXAMPLE, max_chars=120)
        organisation = other.text_input(delning.ORGANISATION, placeholder=delning.ORGANISATION_EXAMPLE, max_chars=120)
        quiet(f"{delning.NO_PERSONS} {delning.KEPT}")
        asked = st.form_submit_button(delning.CREATE, type="primary")
    if not asked:
        return
    lacking = delning.NEEDS_KOMMUN if not kommuner else delning.NEEDS_ROLE if not role.strip() else ""
    if lacking:
        told(lacking)
        return
    fields = opened.first_fields(question.page, store, title, kommuner, omrade or None, year)
    author = st.session_state["author"] = signed_in.author(role.strip(), organisation.strip())
    own = question.kommun if question.kommun in kommuner else None
    _opened_by(lambda: opened.place().create(author, fields, client=opened.client()), year, own)


def _open_one(question: Question) -> None:
    plain.header(delning.OPEN_ONE)
    with st.form("open_analys", border=False):
        said = st.text_input(delning.ADDRESS)
        asked = st.form_submit_button(delning.OPEN_IT)
    if not asked:
        return
    found = re.search(r"(?:analys=|^\s*)([a-zA-Z2-7]{26})(?![a-zA-Z0-9])", said)
    if found is None and saved.is_code(said):
        _by_code(said)
        return
    if found is None:
        told(delning.NOT_AN_ADDRESS)
        return
    _go(found.group(1).lower(), {"enkat": "1", "laget": LAGET_PARTS[0]}.get(question.page, "2"))


def _by_code(said: str) -> None:
    try:
        found = opened.place().by_code(said, opened.client())
    except SavedError as error:
        told(answers.told(error))
        return

    st.session_state["question"] = st.session_state["question"].but(mote=found.mote)
    _go(found.token, "forbered")


def _read_file() -> None:
    with st.expander(delning.IMPORT):
        quiet(delning.IMPORT_READ)
        with st.form("import_analys", border=False):
            content = uploader(delning.IMPORTED, 20, ["json"], "import_fil")
            role = st.text_input(delning.ROLE, placeholder=delning.ROLE_EXAMPLE, max_chars=120)
            asked = st.form_submit_button(delning.IMPORT)
        if not asked or content is None:
            return
        if not role.strip():
            told(delning.NEEDS_ROLE)
            return
        _opened_by(
            lambda: opened.place().import_(content.getvalue(), signed_in.author(role.strip()), client=opened.client())
        )


def _opened_by(make, year: int | None = None, kommun: str | None = None) -> None:
    try:
        made = make()
    except SavedError as error:
        told(answers.told(error))
        return
    _go(made.owner, "delning", year, kommun)


def _go(token: str, steg: str, year: int | None = None, kommun: str | None = None) -> None:
    state = st.session_state
    if state["question"].page == "laget":
        year = None  # its year is one of the wheel, and not the one that the analys is about
    state["question"] = state["question"].but(analys=token, steg=steg, indikator=None, year=year, kommun=kommun)
    state["told"] = []
    st.rerun()
