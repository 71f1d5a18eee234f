"""The analyser of several networks in one report: their addresses are held by the visit alone, never by the page's."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from ojdash.domain.analys import Analys
from ojdash.domain.errors import SavedError
from ojdash.text import lansrapport as text
from ojdash.ui.opened import client, fitting, opened, place
from ojdash.ui.views import quiet, told

FIELD, MOST_SIGNS = "report_analyser", 4000
_TOKEN = re.compile(r"(?:analys=|^\s*)([a-zA-Z2-7]{26})(?![a-zA-Z0-9])")


def networks() -> list[Analys]:
    """The field to write addresses in; the analys that is open and those they open, each once with its reader's."""
    with st.expander(text.MORE_NETWORKS):
        written = st.text_area(text.ADDRESSES, key=FIELD, max_chars=MOST_SIGNS, placeholder=text.ADDRESSES_EXAMPLE)
        quiet(text.ADDRESSES_READ)
    first = opened()
    found = {first.id: replace(first, reading=_reading_of_open())} if first else {}
    lines = [line for line in written.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        token = _TOKEN.search(line)
        analys = _read(token.group(1).lower()) if token else None
        if analys is None:
            told(text.no_analys(number))
        elif analys.reading is None:
            told(text.no_reader(analys.text("om/natverk") or analys.text("om/titel")))
        elif len(found) < text.MOST_NETWORKS:
            found.setdefault(analys.id, analys)
        else:
            told(text.TOO_MANY_NETWORKS)
            break
    return list(found.values())


def _reading_of_open() -> str | None:
    """The reader's address of the analys that is open: a file's address is easily passed on."""
    return fitting("lansrapport", st.session_state["question"].analys)


def _read(token: str) -> Analys | None:
    """The analys that an address opens. One that opens nothing is not tried again: each try counts as a guess."""
    shut = st.session_state.setdefault("report_shut", set())
    if token in shut:
        return None
    try:
        found = place().read(token, client())
        return replace(found, reading=token) if found.may == "lasa" else found
    except SavedError:
        shut.add(token)
        return None
