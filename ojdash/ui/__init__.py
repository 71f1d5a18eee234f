"""Streamlit: pickers, notices, the address bar, caching. A page tells its story with these words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ojdash import answers, links
from ojdash.domain.answer import Answer
from ojdash.domain.form import Form
from ojdash.domain.laget import Laget
from ojdash.domain.seminar import Walk
from ojdash.text import delning
from ojdash.text import page as words_of_page
from ojdash.ui import analys, enkat, laget, views, written
from ojdash.ui.address import open_store, read_question, settled, write_question
from ojdash.ui.analys import ask_form, part, path_of, revised_since
from ojdash.ui.coordinator import coordinator, who_may
from ojdash.ui.elements import chart, html, sheet, stop, theme
from ojdash.ui.enkat import ask_walk, before_submission, walk_part, walk_path, walk_start
from ojdash.ui.flags import chain, group_flags, own_flags, rules, untried, whole_flags
from ojdash.ui.laget import ask_laget, laget_part, laget_path, laget_start
from ojdash.ui.meeting import ask_meeting, meeting_documents, meeting_part, meeting_path
from ojdash.ui.meeting.adding import add_to_meeting
from ojdash.ui.networks import networks
from ojdash.ui.opened import analys_of, events, forget, opened
from ojdash.ui.own import own_beside, own_figures
from ojdash.ui.pickers import pick, pick_figure, pick_here
from ojdash.ui.plain import header, marked
from ojdash.ui.published import changes, editions
from ojdash.ui.reports import comment_fields, findings, report_files, report_of
from ojdash.ui.statuses import status_of, statuses
from ojdash.ui.tables_in import table_in, who_reads_tables_in
from ojdash.ui.views import (
    discuss,
    fact_box,
    fact_boxes,
    folded,
    folded_pairs,
    grid,
    head,
    lines,
    menu,
    method,
    method_link,
    note,
    pairs,
    questions,
    quiet,
    table,
    told,
    whole_axis,
)

__all__ = [
    "Answer",
    "ask",
    "ask_form",
    "ask_laget",
    "ask_meeting",
    "ask_walk",
    "before_submission",
    "cell_link",
    "chain",
    "changes",
    "chart",
    "comment_fields",
    "coordinator",
    "discuss",
    "documents",
    "editions",
    "events",
    "events_list",
    "fact_box",
    "fact_boxes",
    "findings",
    "folded",
    "folded_pairs",
    "foot",
    "grid",
    "group_flags",
    "head",
    "header",
    "html",
    "laget_documents",
    "laget_part",
    "laget_path",
    "laget_start",
    "lines",
    "marked",
    "meeting_documents",
    "meeting_part",
    "meeting_path",
    "method",
    "method_link",
    "minutes",
    "networks",
    "note",
    "own_beside",
    "own_figures",
    "own_flags",
    "pairs",
    "part",
    "path_of",
    "pick_figure",
    "pick_here",
    "questions",
    "quiet",
    "report_files",
    "report_of",
    "revised_since",
    "rules",
    "sheet",
    "status_of",
    "statuses",
    "table",
    "table_in",
    "theme",
    "untried",
    "walk_part",
    "walk_path",
    "walk_start",
    "who_may",
    "who_reads_tables_in",
    "whole_axis",
    "whole_flags",
]


def ask(page: str, *pickers: str) -> Answer:
    """The answer to this visit's question: read from the address or the pickers, told and written back.

    Shows the pickers named and the heading. Stops the page with a plain sentence where there is nothing to show.
    """
    store = st.session_state["store"] = open_store(read_question(page))
    analys_of(st.session_state["question"])
    question = settled(store)
    menu(question)
    pick(store, question, *pickers)
    answer = answers.answer(store, question)
    write_question(question)
    head(answer, store)
    _shown_with()
    if answer.is_empty:
        told(words_of_page.EMPTY)
        stop()
    return answer


def _shown_with() -> None:
    """That an analys is open beside the figures, and the way to close it."""
    analys = opened()
    if analys is not None:
        quiet(delning.shown_with(analys.text("om/titel")))
        st.button(delning.CLOSE, on_click=forget, type="tertiary")


def foot(answer: Answer) -> None:
    """What every page of figures ends in: source, files, the link to share, and the way into a meeting."""
    views.foot(answer)
    add_to_meeting(answer.question, answer.edition)


def documents(form: Form) -> None:
    """The form as files, and the way into a meeting."""
    analys.documents(form)
    add_to_meeting(form.question, form.edition)


def minutes(walk: Walk) -> None:
    """The minutes of a walk-through as files, and the way into a meeting."""
    enkat.minutes(walk)
    add_to_meeting(walk.question, walk.edition)


def laget_documents(shown: Laget) -> None:
    """Läget as files, and the way into a meeting."""
    laget.laget_documents(shown)
    add_to_meeting(shown.question, st.session_state["store"].id)


def events_list(answer: Answer) -> None:
    """What was written of dated events and activities, those after the measurement apart; nothing without any."""
    if said := written.events_list(answer, events(answer)):
        html(said)


def cell_link(answer: Answer) -> Callable[[str, str], str]:
    """Kommun and indikator to the address of everything about them, in the year that the matrix shows.

    Spelled once, for a matrix has many cells. The own kommun's newest year is left out, as everywhere.
    """
    asked = answer.question.but(page="indikator")
    newest = {id: links.address(asked.but(indikator=id)) for id in answer.indikatorer}
    dated = {
        id: links.address(asked.but(indikator=id, kommun="KOMMUN", year=year))
        for id, year in answer.counts["years"].items()
    }

    def link(kommun: str, indikator: str) -> str:
        own = kommun == answer.kommun.kod
        return newest[indikator] if own else dated[indikator].replace("KOMMUN", kommun, 1)

    return link
