"""The code of a meeting: switched on by who may write, shown large on the seminar's first screen, ended by itself."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ojdash import answers
from ojdash.domain.analys import Code
from ojdash.domain.errors import SavedError
from ojdash.domain.meeting import Meeting
from ojdash.text import mote as text
from ojdash.ui import opened
from ojdash.ui.address import site
from ojdash.ui.elements import sheet
from ojdash.ui.views import quiet, told

_LOOK = ".code p { margin: 0; } .signs { font-size: 2rem; font-weight: 600; letter-spacing: .08em; }"


def code_of(shown: Meeting) -> Code | None:
    """The code that is open for this meeting, None where none is."""
    code = shown.analys.code
    return code if code is not None and code.mote == shown.id else None


def spoken(code: Code, page: str) -> str:
    """The code and where it is typed, as HTML."""
    where = site().partition("://")[2]
    return (
        f'<div class="code"><p>{text.CODE}</p><p class="signs">{escape(code.spelled)}</p>'
        f"<p>{escape(text.code_where(where))}</p></div>"
    )


def code(shown: Meeting) -> None:
    """The code, how long it works, and the buttons that switch it on and off."""
    if not shown.analys.may_write:
        return
    found = code_of(shown)
    with st.expander(text.CODE, expanded=found is not None):
        quiet(text.code_until(found) if found else text.CODE_READ)
        if found:
            sheet(spoken(found, "mote"), "code", _LOOK)
        token = opened.strongest(shown.question.analys)
        first, second, _ = st.columns([1, 1, 2])
        if first.button(text.CODE_AGAIN if found else text.CODE_ON):
            _do(lambda: opened.place().begin_code(token, shown.id, opened.client()))
        if found and second.button(text.CODE_OFF):
            _do(lambda: opened.place().end_code(token, opened.client()))


def _do(work: Callable[[], object]) -> None:
    try:
        work()
    except SavedError as error:
        told(answers.told(error))
        return
    st.rerun()
