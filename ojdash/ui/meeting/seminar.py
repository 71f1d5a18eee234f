"""The seminar screen: one view at a time, large and light, with the keys of a presenter's remote and a QR code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from ojdash import charts
from ojdash.domain.analys import Author
from ojdash.domain.answer import Answer
from ojdash.domain.errors import SavedError
from ojdash.domain.meeting import MOST_COLUMNS, Meeting, View
from ojdash.domain.question import WRITTEN
from ojdash.text import mote as text
from ojdash.text import oversikt
from ojdash.text import page as words_of_page
from ojdash.text.rows import cell
from ojdash.ui import opened
from ojdash.ui.elements import asset, chart, html, sheet
from ojdash.ui.meeting.prepare import to
from ojdash.ui.views import band, whole_link

_NEXT = "ArrowRight ArrowDown PageDown Space"
_BACK = "ArrowLeft ArrowUp PageUp"
_DRAWN = {"indikator": charts.position, "over_tid": charts.years, "jamfor": charts.beside}


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
        _figure(view, number)
    with right:
        _sheet(f"{_asked(view)}{_code(shown, view)}{_keys(shown, at)}", "beside")


def _first(shown: Meeting) -> None:
    """Who meets and what was left from the meeting before, which comes first."""
    st.title(text.meeting_title(shown), anchor=False)
    listed = "".join(f"<li>{escape(text.outcome(one))}</li>" for one in shown.earlier if not one.text("klar"))
    earlier = f"<h2>{text.EARLIER_TITLE}</h2><ul>{listed}</ul>" if listed else ""
    _sheet(
        f'<p class="answer">{escape(text.meeting_sentence(shown))}</p>{earlier}{_keys(shown, None)}',
        "first",
    )


def _head(view: View) -> None:
    st.title(text.view_title(view), anchor=False)
    parts = "".join(f'<p class="of">{escape(said)}</p>' for said in [text.view_about(view)] if said)
    said = text.view_sentence(view) or text.WRITTEN_VIEW
    told = "".join(f'<p class="of">{escape(one)}</p>' for one in view.told)
    _sheet(f'{parts}<p class="answer">{escape(said)}</p>{told}', "head")


def _figure(view: View, number: int) -> None:
    found = view.answer
    if found is None or found.is_empty:
        return
    if draw := _DRAWN.get(found.question.page):
        plain = draw(found, charts.LIGHT)
        large = draw(found, charts.SEMINAR)
        larger = [(least, charts.enlarged(large, by)) for least, by in charts.ENLARGED]
        chart(plain, found, "seminar", larger)
    elif found.question.page == "signaler":
        _matrix(found, view, number)
    elif found.question.page == "oversikt":
        _lines(found)


def _matrix(found: Answer, view: View, number: int) -> None:
    """As many columns as are read from the back row; the rest are the view's next screens."""
    every = list(dict.fromkeys(found.rows["indikator"].tolist()))
    chosen = every[(number - 1) * MOST_COLUMNS : number * MOST_COLUMNS]
    part = replace(found, rows=found.rows[found.rows["indikator"].isin(chosen)])
    drawn = charts.matrix(part, charts.SEMINAR, lambda kommun, indikator: "#")
    said = f'<p class="of">{text.columns_of(number, view.screens)}</p>' if view.screens > 1 else ""
    _sheet(f'<div class="large">{drawn}</div>{said}', "matrix", charts.css(charts.SEMINAR))


def _lines(found: Answer) -> None:
    """What stands out, a few lines of it."""
    rows = oversikt.standing_out(found)
    listed = "".join(
        f"<li><strong>{escape(found.indikatorer[row.indikator].heading)}</strong>: "
        f"{escape(cell(found, row, 'value'))}. {escape(oversikt.why(found, row) or '')}</li>"
        for row in rows.head(text.MOST_LINES).itertuples()
    )
    more = f'<p class="of">{text.MORE_THERE}</p>' if len(rows) > text.MOST_LINES else ""
    _sheet(f'<ul class="out">{listed}</ul>{more}', "out")


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
    drawn = charts.code(whole_link(question, "mote"), charts.SEMINAR, text.SCAN)
    return f'<div class="scan">{drawn}<p>{text.SCAN}</p></div>' if drawn else ""


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


def _sheet(said: str, key: str, css: str = "") -> None:
    sheet(said, key, charts.paper(charts.SEMINAR) + css + asset("seminar_sheet.css"))


def _mark_shown(shown: Meeting, view: View) -> None:
    """That a view was shown, on the day of the meeting or after, by who may write: what the minutes are filled from."""
    today = date.today().isoformat()
    if view.item.text("visad") or not shown.analys.may_write or not "" < shown.text("datum") <= today:
        return
    author = st.session_state.get("author") or Author(text.SCREEN_ROLE)
    with suppress(SavedError):  # the screen goes on; the day can be written afterwards
        opened.write({f"vy/{view.id}/visad": today}, author)
