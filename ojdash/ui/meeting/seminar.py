"""The seminar screen: one view at a time, large and light, with the keys of a presenter's remote and a QR code."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from html import escape

import streamlit as st

from ojdash import charts
from ojdash.domain.errors import SavedError
from ojdash.domain.meeting import Meeting, View
from ojdash.domain.question import WRITTEN, Question
from ojdash.text import mote as text
from ojdash.text import page as words_of_page
from ojdash.ui import opened, plain, signed_in
from ojdash.ui.address import whole_link
from ojdash.ui.elements import asset, html
from ojdash.ui.meeting.code import code_of, spoken
from ojdash.ui.meeting.prepare import to
from ojdash.ui.meeting.substance import large, substance
from ojdash.ui.views import band

_NEXT = "ArrowRight ArrowDown PageDown Space"
_BACK = "ArrowLeft ArrowUp PageUp"


def screen(shown: Meeting) -> None:
    """What stands on the screen: the first page of the meeting, or one screen of one of its views."""
    html(f"<style>{charts.paper(charts.SEMINAR)}{asset('seminar.css')}</style>")
    if shown.simulated:
        band()
    at = shown.at
    if at is None:
        _first(shown)
        return
    view, number = shown.screens[at]
    _mark_shown(shown, view)
    _head(view)
    left, right = st.columns([7, 2], gap="small")
    with left:
        substance(view, number)
    with right:
        large(f"{_asked(view)}{_code(shown, view)}{_keys(shown, at)}", "beside")


def _first(shown: Meeting) -> None:
    """Who meets; what was left from the meeting before, which comes first; and what this one goes through."""
    plain.title(text.meeting_title(shown))
    large(f'<p class="answer">{escape(text.meeting_sentence(shown))}</p>', "head")
    left, right = st.columns([7, 2], gap="small")
    with left:
        earlier = [escape(text.outcome(one)) for one in shown.earlier if not one.text("klar")]
        views = [escape(text.view_named(view)) for view in shown.views]
        most = text.MOST_AGENDA - min(len(earlier), text.MOST_EARLIER)
        large(_list(text.EARLIER_TITLE, earlier, text.MOST_EARLIER) + _list(text.TODAY, views, most), "first")
    with right:
        asked = shown.question.but(steg="visa", vy=None, analys=opened.fitting("figures", shown.question.analys))
        code = code_of(shown)
        said = spoken(code, "mote") if code else ""
        large(f"{said}{_scan(asked, text.SCAN_MEETING)}{_keys(shown, None)}", "beside")


def _list(heading: str, lines: list[str], most: int) -> str:
    """A list of as much as is read from the back row, and how much more there is."""
    if not lines:
        return ""
    more = f'<p class="of">{escape(text.and_more(len(lines) - most))}</p>' if len(lines) > most else ""
    listed = "".join(f"<li><span>{one}</span></li>" for one in lines[:most])
    return f'<h2>{heading}</h2><ol class="clamped once">{listed}</ol>{more}'


def _head(view: View) -> None:
    plain.title(text.view_title(view))
    parts = "".join(f'<p class="of">{escape(said)}</p>' for said in [text.view_about(view)] if said)
    told = "".join(f'<p class="of">{escape(one)}</p>' for one in view.told)
    large(f'{parts}<p class="answer">{escape(text.view_sentence(view))}</p>{told}', "head")


def _asked(view: View) -> str:
    said = view.item.text("fraga").strip()
    return f'<div class="asked"><strong>{words_of_page.DISCUSS}</strong><p>{escape(said)}</p></div>' if said else ""


def _code(shown: Meeting, view: View) -> str:
    """The code of this very view: the pinned link of its figures; the reader's address only where people write."""
    if view.question is None:
        return ""
    question = view.question
    if question.page in WRITTEN:
        question = question.but(analys=opened.fitting("figures", shown.question.analys))
    return _scan(question, text.SCAN)


def _scan(question: Question, name: str) -> str:
    drawn = charts.code(whole_link(question), charts.SEMINAR, name)
    return f'<div class="scan">{drawn}<p>{name}</p></div>' if drawn else ""


def _keys(shown: Meeting, at: int | None) -> str:
    """On and back, by touch too, and the way out."""
    screens = shown.screens
    after = 0 if at is None else at + 1
    forward = _step(shown, after, text.NEXT, _NEXT) if after < len(screens) else _still(text.NEXT)
    back = _still(text.PREVIOUS) if at is None else _step(shown, at - 1, text.PREVIOUS, _BACK)
    where = f"<span>{text.screen_of(at, len(screens))}</span>" if at is not None else ""
    leave = f'<a class="leave" data-ojdash="1" data-keys="Escape" href="{to(shown, steg="efter")}">{text.LEAVE}</a>'
    return f'<nav class="keys" aria-label="{text.RUN}">{back}{where}{forward}{leave}</nav>'


def _step(shown: Meeting, at: int, name: str, keys: str) -> str:
    """A link to a screen; before the first stands the meeting's first page."""
    vy = None
    if at >= 0:
        view, number = shown.screens[at]
        vy = view.id if number == 1 else f"{view.id}-{number}"
    href = to(shown, steg="visa", vy=vy)
    return f'<a class="step" data-ojdash="1" data-keys="{keys}" href="{href}">{name}</a>'


def _still(name: str) -> str:
    return f'<span class="step quiet">{name}</span>'


def _mark_shown(shown: Meeting, view: View) -> None:
    """That a view was shown, on the day of the meeting or after, by who may write: what the minutes are filled from."""
    today = date.today().isoformat()
    if view.item.text("visad") or not shown.analys.may_write or not "" < shown.text("datum") <= today:
        return
    author = st.session_state.get("author") or signed_in.author(text.SCREEN_ROLE)
    with suppress(SavedError):  # the screen goes on; the day can be written afterwards
        opened.write({f"vy/{view.id}/visad": today}, author)
