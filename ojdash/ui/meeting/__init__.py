"""Mötet in Streamlit: which meeting is shown, its parts, and its documents."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ojdash import answers
from ojdash.domain.meeting import Meeting
from ojdash.store import data_folder
from ojdash.text import delning
from ojdash.text import mote as text
from ojdash.ui import opened, plain
from ojdash.ui.address import open_store, read_question, settled, write_question
from ojdash.ui.analys.parts import files
from ojdash.ui.analys.sharing import sharing
from ojdash.ui.analys.start import begin
from ojdash.ui.elements import asset, paragraph, sheet, stop
from ojdash.ui.meeting import after, handover, prepare, seminar
from ojdash.ui.meeting.code import code
from ojdash.ui.pickers import pick_among
from ojdash.ui.views import band, menu, quiet, told

__all__ = ["ask_meeting", "meeting_documents", "meeting_part", "meeting_path"]


def ask_meeting() -> Meeting:
    """The meeting of this visit's question, in the analys that its address opens.

    Shows the heading, or on the seminar screen nothing. Stops the page with the start where no analys is open.
    """
    store = st.session_state["store"] = open_store(read_question("mote"))
    analys = opened.analys_of(st.session_state["question"])
    asked = st.session_state["question"]
    if analys is None:
        menu(asked)
        write_question(asked.but(analys=None))
        _head(store.simulated, text.START_TITLE, text.START)
        quiet(text.TO_BEGIN)
        years = sorted({year for id in answers.ids(store, None) for year in store.years(id)}, reverse=True)
        begin(store, settled(store), [settled(store).kommun], years)
        stop()
    found = answers.meeting(data_folder(), analys, asked)
    on_screen = found.question.steg == "visa"
    # What is projected or shared in a call shows its address bar: there, only the reader's address may stand.
    carried = opened.fitting("figures" if on_screen else "mote", found.question.analys)
    asked = st.session_state["question"] = found.question.but(analys=carried)
    found = replace(found, question=asked)
    write_question(asked)
    if on_screen and found.item is not None:
        plain.tab(text.meeting_title(found))
        return found
    menu(asked)
    if len(found.every) > 1:
        pick_among(text.MEETING, "mote", {one.id: text.named(one) for one in found.every}, found.id)
    st.session_state["told"] += [said for said in found.told if said not in st.session_state["told"]]
    _head(found.simulated, text.meeting_title(found), text.meeting_sentence(found))
    opened.closed()
    quiet(" ".join([delning.access(analys), *([delning.NO_PERSONS] if analys.may_write else [])]))
    if said := text.lacks(found):
        told(said)
    return found


def meeting_path(shown: Meeting) -> None:
    """The parts of the meeting, each a link; on the seminar screen there is no menu."""
    if shown.question.steg == "visa" and shown.item is not None:
        return
    parts = text.PARTS if shown.item else {"forbered": text.PARTS["forbered"], "delning": text.PARTS["delning"]}
    items = "".join(_part(shown, part, name) for part, name in parts.items())
    sheet(f'<nav class="path" aria-label="{text.PATH}"><ol>{items}</ol></nav>', "path", asset("path.css"))


def meeting_part(shown: Meeting) -> None:
    """The part that the question names."""
    if shown.question.steg == "delning":
        if shown.item is not None:
            code(shown)
        sharing(shown, opened.strongest(shown.question.analys))
    elif shown.item is None:
        prepare.first(shown)
    else:
        _PARTS[shown.question.steg](shown)


def meeting_documents(shown: Meeting) -> None:
    """The minutes, and on the hand-over's page that, as files."""
    if shown.item is None or shown.question.steg in ("visa", "delning"):
        return
    if shown.question.steg == "overlamna":
        files(shown, text.GET_HANDOVER, DOCUMENTS, "overlamna")
    else:
        files(shown, text.GET, DOCUMENTS)


def _part(shown: Meeting, part: str, name: str) -> str:
    here = ' aria-current="step"' if shown.question.steg == part else ""
    state = text.part_state(shown, part)
    said = f'<span class="quiet">{state}</span>' if state else ""
    to = prepare.to(shown, steg=part)
    return f'<li><a data-ojdash="1" href="{to}"{here}><span>{name}</span>{said}</a></li>'


def _head(simulated: bool, title: str, sentence: str) -> None:
    if simulated:
        band()
    for said in st.session_state["told"]:
        told(said)
    plain.tab(title)
    plain.title(title)
    paragraph(sentence, "ojdash-answer")


_PARTS = {
    "forbered": prepare.prepare,
    "visa": seminar.screen,
    "efter": after.after,
    "overlamna": handover.handover,
}

DOCUMENTS = {
    "docx": ("Word", " download"),
    "pdf": ("PDF", " download"),
    "html": (delning.PRINT, ' target="_blank" rel="noopener"'),
    "json": ("JSON", ' target="_blank" rel="noopener"'),
}
