"""Preparing a meeting: what it is about, and its run of views in order."""

from __future__ import annotations

import secrets
from datetime import date
from html import escape

import streamlit as st

from ojdash import answers, links
from ojdash.domain import meeting as run
from ojdash.domain.analys import Author
from ojdash.domain.errors import QuestionError, SavedError
from ojdash.domain.meeting import Meeting, View
from ojdash.domain.question import Question
from ojdash.store import current, data_folder
from ojdash.text import delning, page
from ojdash.text import mote as text
from ojdash.text import snabbanalys as screen
from ojdash.ui import opened, signed_in
from ojdash.ui.analys.controls import field
from ojdash.ui.analys.parts import write
from ojdash.ui.elements import asset
from ojdash.ui.meeting.code import code
from ojdash.ui.views import quiet, told

LONG_RUN = 8  # views; a longer one has ways to its ends too


def to(shown: Meeting, **changes: object) -> str:
    """The address of another part of the same meeting, escaped; that of the seminar screen carries the reader's."""
    asked = shown.question.but(vy=None).but(**changes)
    page = "figures" if asked.steg == "visa" else "mote"
    return escape(links.address(asked.but(analys=opened.fitting(page, asked.analys))))


def first(shown: Meeting) -> None:
    """Where the analys has no meeting yet: the first one."""
    if shown.analys.may_write:
        _new(shown)
        if gone := _removed(shown):
            write(shown, gone, "run")


def prepare(shown: Meeting) -> None:
    """The meeting's own fields, its run, and ways to add to it."""
    analys, at = shown.analys, f"mote/{shown.id}/"
    options = {"omrade": st.session_state["store"].omraden}
    names = ("titel", "natverk", "mottagare", "datum", "omrade", "year")
    about = "".join(field(analys, at + name, text.FIELDS[name], options.get(name), refresh=True) for name in names)
    about += f'<p class="quiet">{text.EDITION} {escape(shown.text("utgava") or shown.edition)}</p>'
    about += _remove(shown, at, text.REMOVE_MEETING)
    lacks = " open" if shown.lacks else ""
    views = "".join(_view(shown, view, number) for number, view in enumerate(shown.views))
    listed = f'<ol class="run" data-run="1">{views}</ol>' if views else f'<p class="note">{text.NO_VIEWS}</p>'
    code(shown)
    begin = f'<a class="start" data-ojdash="1" href="{to(shown, steg="visa")}">{text.SHOW}</a>' if views else ""
    write(
        shown,
        f"<style>{asset('run.css')}</style>"
        f'<section class="show">{begin}<p class="quiet">{text.SHOW_READ}</p></section>'
        f'<details{lacks}><summary>{text.ABOUT}</summary><div class="pairs">{about}</div></details>'
        f'<section><h2>{text.RUN}</h2><p class="quiet">{text.RUN_READ}</p>{listed}</section>'
        f"{_removed(shown)}",
        "run",
    )
    if analys.may_write:
        _paste(shown)
        with st.expander(text.NEW):
            _new(shown)


def _remove(shown: Meeting, at: str, label: str) -> str:
    return field(shown.analys, f"{at}borttagen", label, refresh=True) if shown.analys.may_write else ""


def _removed(shown: Meeting) -> str:
    """The meetings and the views of this one that were taken away, each with the way back."""
    if not shown.analys.may_write:
        return ""
    gone = [(f"mote/{one.id}/", f"{text.MEETING}: {text.named(one)}") for one in shown.analys.removed("mote")]
    views = shown.analys.removed("vy", mote=shown.id) if shown.id else []
    gone += [(f"vy/{one.id}/", text.removed_view(one)) for one in views]
    listed = "".join(_remove(shown, at, f"{text.REMOVED}: {what}") for at, what in gone)
    read = f'<p class="quiet">{text.REMOVED_READ}</p>'
    return f"<details><summary>{text.REMOVED} ({len(gone)})</summary>{read}{listed}</details>" if gone else ""


def _view(shown: Meeting, view: View, number: int) -> str:
    at = f"vy/{view.id}/"
    said = "".join(f"<p>{escape(part)}</p>" for part in (text.view_about(view), text.view_sentence(view)) if part)
    said += "".join(f'<p class="note">{escape(one)}</p>' for one in view.told)
    if view.answer is not None and view.answer.edition != shown.edition:
        said += f'<p class="quiet">{escape(page.older_edition(view.answer.edition, shown.edition))}</p>'
    link = ""
    if view.question is not None:
        link = f'<a data-ojdash="1" href="{escape(links.address(view.question, pinned=True))}">{text.OPEN_VIEW}</a>'
    link += f'<a data-ojdash="1" href="{to(shown, steg="visa", vy=view.id)}">{text.SHOW}</a>'
    fields = "".join(field(shown.analys, at + name, text.VIEW_FIELDS[name]) for name in ("fraga", "anteckning"))
    remove = _remove(shown, at, screen.REMOVE)
    asked = escape(view.item.text("fraga").strip()) or screen.NOTHING_WRITTEN
    return (
        f'<li class="view" data-key="{view.id}"><div class="head">{_mover(shown, view, number)}'
        f"<h3>{number + 1}. {escape(text.view_title(view))}</h3></div>{said}"
        f'<p class="between">{link}</p><details class="asks"><summary>{text.VIEW_FIELDS["fraga"]}: {asked}</summary>'
        f'<div class="pairs">{fields}</div>{remove}</details></li>'
    )


def _mover(shown: Meeting, view: View, number: int) -> str:
    """A handle to drag, and buttons up and down: each writes the sort key of the place it moves the view to.

    data-gap holds the key of the place before this view, for a drop there.
    """
    if not shown.analys.may_write:
        return ""
    gaps = _gaps(shown)
    place = f"vy/{view.id}/ordning"
    written = view.item.fields.get("ordning")
    name = escape(text.view_title(view))
    last = len(shown.views) - 1
    up = _move(text.UP, name, gaps[number - 1] if number else None)
    down = _move(text.DOWN, name, gaps[number + 2] if number < last else None)
    if len(shown.views) > LONG_RUN:
        up = _move(text.FIRST, name, gaps[0] if number else None) + up
        down += _move(text.LAST, name, gaps[-1] if number < last else None)
    return (
        f'<div class="field mover" data-place="{place}" data-version="{written.version if written else 0}" '
        f'data-value="{escape(view.item.text("ordning"))}" data-refresh="1" data-gap="{gaps[number]}" '
        f'data-end="{gaps[-1]}">'
        f'<span class="grip" draggable="true" title="{text.GRIP}" aria-hidden="true">⠿</span>{up}{down}</div>'
    )


def _move(name: str, what: str, key: str | None) -> str:
    locked = "" if key else ' data-locked="1" disabled'
    return f'<button type="button" data-write="{key or ""}"{locked} aria-label="{name}: {what}">{name}</button>'


def _gaps(shown: Meeting) -> list[str]:
    return run.gaps([view.item.text("ordning") for view in shown.views], tail())


def tail() -> str:
    """Letters that no other visit's keys end in, so that two who move to the same place at once get different keys."""
    letters = "abcdefghijklmnopqrstuvwxyz"[1:]
    return st.session_state.setdefault("order_tail", "".join(secrets.choice(letters) for _ in range(4)))


def new_view(shown_last: str, meeting: str, question: Question, asked: str) -> dict[str, str]:
    """The fields of a view that is put last in a meeting; shown_last: the sort key of the last one, or ""."""
    at = f"vy/{secrets.token_hex(6)}/"
    link = links.address(question.but(analys=None), pinned=True)
    fields = {"mote": meeting, "ordning": run.between(shown_last, "", tail()), "fraga": asked.strip(), "lank": link}
    return {f"{at}{name}": value for name, value in fields.items() if value}


def author_fields() -> tuple[Author | None, str]:
    """Who writes: known since this visit began the analys, else asked for here. The second is the role as typed."""
    known = st.session_state.get("author")
    if known is not None:
        return known, known.role
    role = st.text_input(delning.ROLE, placeholder=delning.ROLE_EXAMPLE, max_chars=120)
    return (signed_in.author(role.strip()), role.strip()) if role.strip() else (None, "")


def _paste(shown: Meeting) -> None:
    with st.form("paste_view", border=False, clear_on_submit=True):
        said = st.text_input(text.PASTE)
        quiet(text.PASTE_READ)
        author, _ = author_fields()
        asked = st.form_submit_button(text.PASTE)
    if not asked:
        return
    if author is None:
        told(delning.NEEDS_ROLE)
        return
    try:
        question = links.parse(said)
    except QuestionError:
        question = None
    if question is None or question.page == "mote" or not said.strip():
        told(text.NOT_A_VIEW)
        return
    last = shown.views[-1].item.text("ordning") if shown.views else ""
    pinned = question.but(utgava=question.utgava or shown.text("utgava") or None)
    _then(new_view(last, shown.id, pinned, text.first_question(question)), author, text.ADDED_ONE)


def _new(shown: Meeting) -> None:
    analys, store = shown.analys, st.session_state["store"]
    with st.form("new_meeting", border=False):
        title = st.text_input(text.FIELDS["titel"], max_chars=300)
        (of, to), (when, about) = st.columns(2), st.columns(2)  # row by row, as Tab goes
        network = of.text_input(text.FIELDS["natverk"], analys.text("om/natverk"), max_chars=300)
        recipient = to.text_input(text.FIELDS["mottagare"], analys.text("om/mottagare"), max_chars=300)
        day = when.date_input(text.FIELDS["datum"], date.today(), format="YYYY-MM-DD")
        omraden = ["", *store.by_omrade]
        first_omrade = analys.text("om/omrade")
        omrade = about.selectbox(
            page.OMRADE,
            omraden,
            omraden.index(first_omrade) if first_omrade in omraden else 0,
            format_func=lambda code: store.omraden[code] if code else page.ALL_OMRADEN,
        )
        author, _ = author_fields()
        asked = st.form_submit_button(text.CREATE, type="primary")
    if not asked:
        return
    needed = ((title, text.NEEDS_TITLE), (network, text.NEEDS_NETWORK), (recipient, text.NEEDS_RECIPIENT))
    lacking = next((said for value, said in needed if not value.strip()), None)
    lacking = lacking or (delning.NEEDS_ROLE if author is None else None)
    if lacking:
        told(lacking)
        return
    id = secrets.token_hex(6)
    fields = {
        "titel": title.strip(),
        "natverk": network.strip(),
        "mottagare": recipient.strip(),
        "datum": day.isoformat() if day else "",
        "omrade": omrade,
        "year": str(analys.year or ""),
        "utgava": current(data_folder()) or "",
    }
    st.session_state["question"] = st.session_state["question"].but(mote=id, steg="forbered")
    _then({f"mote/{id}/{name}": value for name, value in fields.items() if value}, author, "")


def _then(fields: dict[str, str], author: Author, said: str) -> None:
    try:
        opened.write(fields, author)
    except SavedError as error:
        told(answers.told(error))
        return
    st.session_state["author"] = author
    st.session_state["told"] = [said] if said else []
    st.rerun()
