"""Läget in Streamlit: how far the network has come, its year, and their documents."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from ojdash import answers, links
from ojdash.domain.errors import CatalogueError
from ojdash.domain.laget import Laget
from ojdash.domain.question import LAGET_PARTS
from ojdash.store import data_folder
from ojdash.text import delning, page
from ojdash.text import laget as text
from ojdash.ui import opened, plain
from ojdash.ui.address import open_store, read_question, settled, write_question
from ojdash.ui.analys.parts import files
from ojdash.ui.analys.sharing import sharing
from ojdash.ui.analys.start import begin
from ojdash.ui.elements import asset, paragraph, sheet
from ojdash.ui.laget import status, wheel
from ojdash.ui.pickers import pick_among
from ojdash.ui.views import menu, quiet, told

__all__ = ["ask_laget", "laget_documents", "laget_part", "laget_path", "laget_start"]


def ask_laget() -> Laget:
    """Läget of this visit's question, with what was written where an analys is open.

    Shows the pickers of the year, the heading, and who can see what.
    """
    store = st.session_state["store"] = open_store(read_question("laget"))
    analys = opened.analys_of(st.session_state["question"])
    try:
        found = answers.laget(store, data_folder(), st.session_state["question"], analys, answers.today())
    except CatalogueError:  # the national dates can't be read: the other pages are there all the same
        menu(st.session_state["question"])
        raise
    asked = st.session_state["question"] = found.question
    menu(asked)
    if asked.steg == "arshjul":
        _pick(found)
    write_question(asked)
    for said in dict.fromkeys([*st.session_state["told"], *found.told]):
        told(said)
    plain.tab(text.laget_title(found))
    plain.title(text.laget_title(found))
    paragraph(text.laget_sentence(found), "ojdash-answer")
    return replace(found, question=asked)


def laget_path(shown: Laget) -> None:
    """The parts, each a link; without an analys there is one only."""
    if shown.is_open:
        items = "".join(_part(shown, part, name) for part, name in text.PARTS.items())
        sheet(f'<nav class="path" aria-label="{text.PATH}"><ol>{items}</ol></nav>', "path", asset("path.css"))


def laget_part(shown: Laget) -> None:
    """The part that the question names."""
    _PARTS[shown.question.steg](shown)


def laget_start(shown: Laget) -> None:
    """Without an analys: where to begin one, or open the one there is."""
    if shown.is_open:
        return
    quiet(text.TO_BEGIN)
    store = st.session_state["store"]
    years = sorted({year for id in answers.ids(store, None) for year in store.years(id)}, reverse=True)
    kommun = settled(store).kommun
    begin(store, shown.question.but(kommun=kommun, year=None), [kommun], years)


def laget_documents(shown: Laget) -> None:
    """The files, who can see what, and how it is edited as files."""
    opened.closed()
    if shown.is_open:
        quiet(" ".join([delning.access(shown.analys), *([delning.NO_PERSONS] if shown.analys.may_write else [])]))
        asked = shown.question.steg
        files(shown, text.GET, DOCUMENTS, asked if asked in LAGET_PARTS else None)
    quiet(text.FILE_READ)


def _part(shown: Laget, part: str, name: str) -> str:
    steg = "status" if shown.question.steg == "omrade" else shown.question.steg
    here = ' aria-current="step"' if steg == part else ""
    state = text.part_state(shown, part)
    said = f'<span class="quiet">{state}</span>' if state else ""
    to = escape(links.address(shown.question.but(steg=part)))
    return f'<li><a data-ojdash="1" href="{to}"{here}><span>{name}</span>{said}</a></li>'


def _pick(shown: Laget) -> None:
    """The pickers of the year: which area, and which year."""
    pick_among(page.OMRADE, "omrade", {"": page.ALL_OMRADEN} | dict(shown.omraden), shown.question.omrade or "")
    years = {year: str(year) for year in reversed(answers.wheel_years(shown.wheel.today))}
    pick_among(page.YEAR, "year", years, shown.wheel.year)


def _share(shown: Laget) -> None:
    sharing(shown, opened.strongest(shown.question.analys))


_PARTS = {"status": status.matrix, "omrade": status.area, "arshjul": wheel.year, "delning": _share}

DOCUMENTS = {
    "docx": ("Word", " download"),
    "pdf": ("PDF", " download"),
    "xlsx": ("Excel", " download"),
    "html": (delning.PRINT, ' target="_blank" rel="noopener"'),
    "json": ("JSON", ' target="_blank" rel="noopener"'),
}
