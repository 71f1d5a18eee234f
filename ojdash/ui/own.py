"""Egna siffror: what a visitor brings is held in this visit's state alone, and drawn beside what is published.

Never in the address, an answer, a file, the database, a log, or anything that visits share.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from ojdash.domain.answer import Answer
from ojdash.domain.errors import SourceError
from ojdash.domain.own import Own, OwnValue, beside
from ojdash.sources import own as source
from ojdash.sources.table.places import Gazetteer
from ojdash.text import own as text
from ojdash.ui.elements import html, paragraph
from ojdash.ui.uploading import sent, uploader

_TYPES = ["xlsx", "xlsm", "xls", "ods", "csv", "txt"]
_MOST_MEGABYTES = 20
_MOST_HELD = 50  # indikatorer of a visit


def own_beside(answer: Answer) -> tuple[OwnValue, ...]:
    """What of the visit's own figures this page can draw beside its published values."""
    return beside(_held(answer), answer)


def brought(answer: Answer) -> bool:
    """Whether the visit has own figures of what the page is about."""
    held = _held(answer)
    return held is not None and bool(held.values)


def own_figures(answer: Answer) -> None:
    """What is drawn of them; folded: where they are held, the way in, what was read and what not, and the way out."""
    held, key = _held(answer), _key(answer)
    if held:
        paragraph(text.shown(held, own_beside(answer), answer), "ojdash-note")
    with st.expander(text.HEADING, key=f"egna_{key}"):
        paragraph(text.heading(answer.indikator), "ojdash-note")
        paragraph(text.KEPT, "ojdash-quiet")
        paragraph(text.HOW, "ojdash-quiet")
        for said in [problem] if (problem := st.session_state.get("egna_fel")) else []:
            paragraph(said, "ojdash-note")
        _form(answer, key)
        if held:
            _read(held, answer, key)


def _form(answer: Answer, key: str) -> None:
    turn = st.session_state.setdefault("egna_gang", 0)
    pasted, chosen = f"egna_text_{key}_{turn}", f"egna_fil_{key}_{turn}"
    with st.form(f"egna_form_{key}", border=False, enter_to_submit=False):
        st.text_area(text.PASTE, key=pasted, placeholder=text.PASTE_EXAMPLE, height=110)
        uploader(text.CHOOSE_FILE, _MOST_MEGABYTES, _TYPES, chosen)
        st.form_submit_button(text.SHOW, on_click=_take, args=(answer, pasted, chosen))


def _take(answer: Answer, pasted: str, chosen: str) -> None:
    """Read what was brought, in place of what was there; what can't be read at all is told."""
    state = st.session_state
    typed, file = state.get(pasted) or "", sent(chosen)
    state["egna_fel"] = None
    if bool(typed.strip()) == bool(file):
        state["egna_fel"] = text.BOTH if file else text.NOTHING
        return
    held = state.setdefault("egna", {})
    kommun, gazetteer = answer.kommun.kod, Gazetteer(state["store"].kommuner.values())
    year = None if answer.question.page == "over_tid" else answer.question.year
    try:
        if len(held) >= _MOST_HELD and _key(answer) not in held:
            raise SourceError(text.full(_MOST_HELD))
        if file:
            own = source.from_file(file.name, file.getvalue(), answer.indikator, kommun, gazetteer, year)
        else:
            own = source.pasted(typed, answer.indikator, kommun, gazetteer, year)
    except SourceError as error:
        state["egna_fel"] = str(error)
        return
    finally:
        if file:
            state["egna_gang"] += 1  # another field, so that the server lets go of the file
    held[_key(answer)] = own
    if not own.unread:
        state["egna_gang"] += 1


def _read(held: Own, answer: Answer, key: str) -> None:
    kommuner = st.session_state["store"].kommuner
    for line in text.read(held, kommuner):
        paragraph(line, "ojdash-note")
    if held.unread:
        lines = "".join(f"<li>{escape(line)}</li>" for line in text.unread(held, answer.indikator))
        html(f'<div class="ojdash-told" role="status"><p>{text.NOT_READ}</p><ul>{lines}</ul></div>')
    if held.values:
        html(_table(held.values, answer))
    paragraph(text.NOT_IN_FILES, "ojdash-quiet")
    st.button(text.REMOVE, key=f"egna_bort_{key}", on_click=_remove, args=(answer,))


def _table(values: Sequence[OwnValue], answer: Answer) -> str:
    kommuner = st.session_state["store"].kommuner
    heads = "".join(f'<th scope="col">{head}</th>' for head in text.COLUMNS)
    body = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in text.row(kommuner[one.kommun].namn, answer, one))
        + "</tr>"
        for one in values
    )
    return (
        f'<div class="ojdash-table" tabindex="0" role="region" aria-label="{text.HEADING}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _remove(answer: Answer) -> None:
    st.session_state["egna"].pop(_key(answer), None)
    st.session_state["egna_fel"] = None
    st.session_state["egna_gang"] += 1


def _held(answer: Answer) -> Own | None:
    return st.session_state.get("egna", {}).get(_key(answer))


def _key(answer: Answer) -> str:
    """Whose figures they are: an indikator's, and a gender's, as the page shows it."""
    return f"{answer.indikator.id}/{answer.question.gender}" if answer.indikator else ""
