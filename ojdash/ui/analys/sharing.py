"""Delning: the addresses and who can see what, the last day, the file, and erasing."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ojdash import answers
from ojdash.domain.errors import SavedError
from ojdash.domain.form import Form
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting
from ojdash.domain.seminar import Walk
from ojdash.text import delning, page
from ojdash.text import snabbanalys as text
from ojdash.ui import opened, plain, signed_in
from ojdash.ui.address import site
from ojdash.ui.analys import erasing
from ojdash.ui.elements import sheet
from ojdash.ui.views import copy_button, quiet, told


def sharing(form: Form | Walk | Meeting | Laget, token: str) -> None:
    """The addresses this visit may know, and what the owner can do with them."""
    analys = form.analys
    plain.header(delning.WHO_SEES)
    known = {"lasa": analys.reading, "skriva": analys.writing}
    known[analys.may] = token
    for may in delning.ADDRESSES:
        _address(form, may, known.get(may))
    st.button(delning.CLOSE, on_click=opened.forget)
    if analys.may_write:
        plain.header(delning.EXPORT)
        quiet(delning.EXPORT_READ)
        _try(lambda: _export(form, token))
    if analys.may == "aga" and analys.may_write:
        _last_day(form, token)
    erasing.erased_before(analys)
    if analys.may == "aga":
        _try(lambda: erasing.erase(analys, token))


def _address(form: Form | Walk | Meeting | Laget, may: str, known: str | None) -> None:
    whole = site() + opened.address_of(known, form.question) if known else ""
    shown = f"<pre>{escape(whole)}</pre>{copy_button(whole, page.COPY_LINK)}" if known else _unknown(form, may)
    sheet(
        f"<h3>{delning.ADDRESSES[may]}</h3><p>{delning.ADDRESS_FOR[may]}</p>{shown}",
        key=f"address_{may}",
    )
    if form.analys.may != "aga" or signed_in.is_needed():
        return
    token = opened.strongest(form.question.analys)
    renew, withdraw, _ = st.columns([1, 1, 3])
    if form.analys.may_write and renew.button(delning.RENEW, key=f"renew_{may}"):
        _try(lambda: _renewed(form, token, may))
    if may != "aga" and known and withdraw.button(delning.WITHDRAW, key=f"withdraw_{may}"):
        _try(lambda: _withdrawn(token, may))


def _unknown(form: Form | Walk | Meeting | Laget, may: str) -> str:
    return f"<p>{text.NO_ADDRESS if form.analys.may == 'aga' else delning.GONE}</p>"


def _renewed(form: Form | Walk | Meeting | Laget, token: str, may: str) -> None:
    fresh = opened.place().renew(token, may, signed_in.name())
    _again(delning.RENEWED, fresh if may == "aga" else token)


def _withdrawn(token: str, may: str) -> None:
    opened.place().withdraw(token, may, signed_in.name())
    _again(delning.WITHDRAWN, token)


def _again(said: str, token: str) -> None:
    st.session_state["addresses"], st.session_state["kept_analys"] = {}, None
    st.session_state["question"] = st.session_state["question"].but(analys=token)
    st.session_state["told"] = [said]
    st.rerun()


def _export(form: Form | Walk | Meeting | Laget, token: str) -> None:
    st.download_button(
        delning.EXPORT,
        lambda: opened.place().export(token),
        file_name=f"analys-{form.analys.year or form.analys.id}.json",
        mime="application/json",
        on_click="ignore",
    )


def _last_day(form: Form | Walk | Meeting | Laget, token: str) -> None:
    plain.header(delning.END)
    quiet(f"{delning.UNTIL} {form.analys.ends.isoformat()}." if form.analys.ends else delning.NO_END)
    with st.form("last_day", border=False):
        chosen = st.date_input(delning.END, form.analys.ends, format="YYYY-MM-DD", min_value="today")
        if st.form_submit_button(delning.END_SAVE):
            _try(lambda: _ended(token, chosen))


def _ended(token: str, chosen) -> None:
    opened.place().end(token, chosen, signed_in.name())
    _again(delning.END_SAVED, token)


def _try(do: Callable[[], None]) -> None:
    try:
        do()
    except SavedError as error:
        told(answers.told(error))
