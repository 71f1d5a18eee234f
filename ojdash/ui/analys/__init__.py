"""Snabbanalys in Streamlit: which analys is open, its steps and controls, and its addresses."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ojdash.domain.form import Form
from ojdash.text import delning, page, statuses
from ojdash.text import snabbanalys as text
from ojdash.ui import opened, plain
from ojdash.ui.address import open_store, read_question, settled, write_question
from ojdash.ui.analys import path
from ojdash.ui.analys.parts import documents, part
from ojdash.ui.analys.start import start
from ojdash.ui.elements import asset, sheet, stop
from ojdash.ui.pickers import pick_among
from ojdash.ui.views import band, menu, paragraph, quiet, told

__all__ = ["ask_form", "documents", "part", "path_of", "revised_since"]


def ask_form() -> Form:
    """The form of this visit's question, of the analys that its address opens.

    Shows the heading and who can see what. Stops the page with the start where no analys is open.
    """
    store = st.session_state["store"] = open_store(read_question("snabbanalys"))
    analys = opened.analys_of(st.session_state["question"])
    question = settled(store)
    if analys is None:
        menu(question)
        write_question(question.but(analys=None))
        _head(store.simulated, delning.START_TITLE, delning.START)
        start(store, question)
        stop()
    asked = st.session_state["question"]
    form = opened.form_of(analys, asked.but(steg=asked.steg or "2"))
    # Each year of an analys has its own edition, so only an edition that was asked for stays in the address.
    asked = st.session_state["question"] = form.question.but(utgava=asked.utgava)
    form = replace(form, question=asked)
    menu(asked)
    _pick(form)
    write_question(asked)
    st.session_state["told"] += [said for said in form.told if said not in st.session_state["told"]]
    _head(form.simulated, text.form_title(form), text.form_sentence(form))
    opened.closed()
    quiet(delning.access(analys) + (f" {delning.NO_PERSONS}" if analys.may_write else ""))
    return form


def revised_since(form: Form) -> None:
    """The values that the newest edition has changed since the analys was made, both said."""
    if form.revised:
        told("\n".join([text.REVISED_TITLE, *text.revised(form)]))


def path_of(form: Form) -> None:
    """The five steps and the parts beside them, each a link."""
    sheet(path.steps(form), "path", asset("path.css"))


def _pick(form: Form) -> None:
    """The pickers: whose form, of which year, and which of its indikatorer."""
    pick_among(page.KOMMUN, "kommun", {kod: kommun.namn for kod, kommun in form.kommuner.items()}, form.question.kommun)
    years = sorted({*form.analys.years, form.question.year}, reverse=True)
    pick_among(page.YEAR, "year", {year: str(year) for year in years}, form.question.year)
    rows = {"": text.WHOLE_FORM} | {row.id: statuses.called(row) for row in form.rows}
    if form.question.steg == "2":
        pick_among(page.INDIKATOR, "indikator", rows, form.question.indikator or "")


def _head(simulated: bool, title: str, sentence: str) -> None:
    if simulated:
        band()
    for said in st.session_state["told"]:
        told(said)
    plain.tab(title)
    plain.title(title)
    paragraph(sentence, "ojdash-answer")
