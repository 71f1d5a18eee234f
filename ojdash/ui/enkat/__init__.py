"""Enkäten in Streamlit: which questionnaire is walked through, its parts, and its minutes."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from ojdash import answers, links
from ojdash.domain.answer import Answer
from ojdash.domain.seminar import Walk
from ojdash.store import data_folder
from ojdash.text import delning, page
from ojdash.text import enkat as text
from ojdash.ui import opened, plain
from ojdash.ui.address import open_store, read_question, write_question
from ojdash.ui.analys.parts import files, write
from ojdash.ui.analys.sharing import sharing
from ojdash.ui.analys.start import begin
from ojdash.ui.elements import asset, paragraph, sheet
from ojdash.ui.enkat import lists, one
from ojdash.ui.pickers import pick_among
from ojdash.ui.views import band, menu, quiet, told

__all__ = ["ask_walk", "minutes", "walk_part", "walk_path", "walk_start"]

_PARTS = {"1": lists.questions, "5": lists.marks, "6": lists.signed}


def ask_walk() -> Walk:
    """The walk-through of this visit's question, with what was written where an analys is open.

    Shows the pickers and the heading, and on the list also who can see what. On a question's own page the whole width
    is left for it.
    """
    store = st.session_state["store"] = open_store(read_question("enkat"))
    analys = opened.analys_of(st.session_state["question"])
    asked = st.session_state["question"]
    shown = answers.walk(store, asked, analys, data_folder(), {asked.indikator} - {None})
    # What is shown is of one area and year; an edition stays in the address only where it was asked for.
    asked = st.session_state["question"] = shown.question.but(utgava=asked.utgava, steg=_steg(shown))
    shown = replace(shown, question=asked)
    menu(asked)
    if shown.shown is None:
        _pick(shown)
    write_question(asked)
    if shown.simulated:
        band()
    for said in dict.fromkeys([*st.session_state["told"], *shown.told]):
        told(said)
    plain.tab(text.walk_title(shown))
    plain.title(text.walk_title(shown))
    paragraph(text.walk_sentence(shown), "ojdash-answer")
    if shown.is_open or shown.shown is None:
        opened.closed()
    if shown.shown is None:
        quiet(" ".join([text.not_a_channel(shown), *_who_sees(shown)]))
    return shown


def walk_path(shown: Walk) -> None:
    """The parts of the seminar, each a link; on a question's own page they stand in its bar."""
    if shown.shown is None:
        sheet(lists.parts(shown), "path", asset("path.css"))


def walk_part(shown: Walk) -> None:
    """The part that the question names."""
    if shown.question.steg == "delning":
        sharing(shown, opened.strongest(shown.question.analys))
        return
    made = one.question(shown) if shown.shown else _PARTS[shown.question.steg](shown)
    style = f"<style>{asset('analys.css')}{asset('enkat.css')}</style>"
    key = "one" if shown.shown else f"part_{shown.question.steg}"
    if shown.is_open:
        write(shown, f"<style>{asset('enkat.css')}</style>{made}", key, first=shown.shown is None)
    else:
        sheet(f'{style}<div class="analys">{made}</div>', key)


def walk_start(shown: Walk) -> None:
    """Without an analys: where to begin one, or open the one there is."""
    if shown.is_open or shown.shown is not None:
        return
    quiet(text.TO_WRITE)
    store = st.session_state["store"]
    begin(store, shown.question, list(shown.kommuner), answers.years_to_walk(store, shown))


def minutes(shown: Walk) -> None:
    """The minutes as files, and the edition."""
    quiet(text.compared(shown))
    if shown.is_open:
        files(shown, text.GET, _DOCUMENTS)


def before_submission(answer: Answer) -> None:
    """The way to the walk-through from the start page."""
    asked = answer.question
    to = opened.to_walk(asked.kommun, asked.omrade).but(utgava=asked.utgava)
    sheet(
        f'<div class="row"><a data-ojdash="1" href="{escape(links.address(to))}">{text.FROM_OVERSIKT}</a></div>', "walk"
    )


def _steg(shown: Walk) -> str:
    """The part that is shown: without an analys only the questions."""
    asked = shown.question.steg
    if shown.shown is not None:
        return "2"
    return asked if shown.is_open and asked in (*_PARTS, "delning") else "1"


def _who_sees(shown: Walk) -> list[str]:
    if not shown.is_open:
        return []
    return [delning.access(shown.analys), *([delning.NO_PERSONS] if shown.analys.may_write else [])]


def _pick(shown: Walk) -> None:
    """The pickers: whose notes, which area (unless the analys has one), and the year about to be submitted."""
    store, question = st.session_state["store"], shown.question
    kommuner = shown.kommuner if shown.analys.kommuner else store.kommuner
    pick_among(page.KOMMUN, "kommun", {kod: one.namn for kod, one in kommuner.items()}, question.kommun)
    if not shown.analys.text("om/omrade"):
        omraden = {code: store.omraden[code] for code in dict.fromkeys([*store.by_omrade, question.omrade])}
        pick_among(page.OMRADE, "omrade", omraden, question.omrade)
    years = answers.years_to_walk(store, shown)
    pick_among(page.YEAR, "year", {year: str(year) for year in years}, question.year)


_DOCUMENTS = {
    "docx": ("Word", " download"),
    "pdf": ("PDF", " download"),
    "xlsx": ("Excel", " download"),
    "html": (delning.PRINT, ' target="_blank" rel="noopener"'),
    "json": ("JSON", ' target="_blank" rel="noopener"'),
}
