"""Erasing in an open analys: one field with its earlier versions, or all of it; and what was erased before."""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash import saved
from ojdash.domain.analys import Analys
from ojdash.text import delning
from ojdash.text import erasing as text
from ojdash.ui import opened, plain, signed_in
from ojdash.ui.elements import html
from ojdash.ui.views import note, quiet


def erased_before(analys: Analys) -> None:
    """What was erased, without the words; nothing where nothing was."""
    if analys.erased:
        plain.header(text.ERASED_BEFORE)
        quiet(text.ERASED_READ)
        called = _called()
        lines = (text.erasure(one, text.field_name(one.place, called)) for one in analys.erased)
        html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>")


def erase(analys: Analys, token: str) -> None:
    """The owner erases, where the site lets owners do so; else who does.

    Raises  SavedError  nothing was erased
    """
    plain.header(text.TITLE)
    if not saved.owners_erase():
        note(text.who_may(analys.id))
        return
    quiet(text.READ)
    if signed_in.is_needed():  # the page has said it
        return
    called, found = _called(), {field.place: field for field in opened.place().fields(token, opened.client())}
    names = {place: text.field_name(place, called, analys.text(place)) for place in found} | {"": text.WHOLE}
    place = st.selectbox(text.WHAT, list(names), None, format_func=names.get, placeholder=text.CHOOSE)
    if place is None:
        return
    goes = text.field_goes(text.field_name(place, called), found[place].versions) if place else text.WHOLE_GOES
    note(f"{goes} {text.COPIES}")
    reference = st.text_input(text.REFERENCE, placeholder=text.REFERENCE_EXAMPLE, max_chars=120)
    quiet(text.REFERENCE_HINT)
    sure = st.checkbox(text.SURE_FIELD if place else text.SURE_WHOLE, key=f"erase_{place}")
    if st.button(text.ERASE, disabled=not sure):
        if place:
            opened.place().erase(token, place, reference, signed_in.name())
            st.session_state["told"] = [text.ERASED]
        else:
            opened.place().delete(token, reference, signed_in.name())
            opened.forget()
            st.session_state["told"] = [delning.DELETED]
        st.rerun()


def _called() -> dict[str, str]:
    """What kommuner, areas and indikatorer are called, by their codes."""
    store = st.session_state["store"]
    kommuner = {kod: kommun.namn for kod, kommun in store.kommuner.items()}
    return kommuner | dict(store.omraden) | {id: store.indikator(id).heading for id in store.ids}
