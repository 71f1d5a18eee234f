"""The lists around the questions: all of them with the changed first, the uncertain answers, and the sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from ojdash import links
from ojdash.domain.places import ASKED_FIELDS, MEETING_FIELDS, SIGNED_FIELDS
from ojdash.domain.seminar import Asked, Mark, Signed, Walk
from ojdash.text import enkat as text
from ojdash.ui.analys.controls import field
from ojdash.ui.enkat.one import mark_field, to


def parts(walk: Walk) -> str:
    """The steps of the seminar with how far each is; without an analys, those that need none."""
    shown = text.PARTS if walk.is_open else {part: text.PARTS[part] for part in ("1", "2")}
    said = "".join(_part(walk, part, name) for part, name in shown.items())
    return f'<nav class="path" aria-label="{text.START_TITLE}"><ol>{said}</ol></nav>'


def _part(walk: Walk, part: str, name: str) -> str:
    here = ' aria-current="step"' if walk.question.steg == part else ""
    state = text.part_state(walk, part)
    said = f'<span class="quiet">{escape(state)}</span>' if state else ""
    first = f"<strong>{text.STEPS[part]}</strong>" if part in text.STEPS else ""
    link, keys = {"steg": part}, ""
    if part == "2":
        id = next((one.id for one in walk.asked if not one.gone), walk.asked[0].id if walk.asked else None)
        link, keys = {"steg": "2", "indikator": id}, ' data-keys="ArrowRight PageDown"'
    return f'<li><a data-ojdash="1" href="{to(walk, **link)}"{keys}{here}><span>{first}{name}</span>{said}</a></li>'


def questions(walk: Walk) -> str:
    """The questions, the new and changed first, with how far the group has come."""
    rest = [one for one in walk.asked if not one.news]
    said = _list(walk, text.CHANGED, walk.changed) or f'<p class="note">{text.NOTHING_CHANGED}</p>'
    said += _list(walk, text.UNCHANGED, rest, len(walk.changed) + 1) + _list(walk, text.DROPPED, walk.dropped, None)
    other = text.others(walk.others)
    said += f'<p class="quiet">{escape(other)}</p>' if other else ""
    how = f"<details><summary>{text.HOW_TITLE}</summary><p>{text.HOW}</p></details>"
    meeting = _meeting(walk, MEETING_FIELDS[:2])
    met = f"<details><summary>{escape(text.meeting(walk))}</summary>{meeting}</details>" if meeting else ""
    return f'<div class="walk"><div class="folded">{how}{met}</div>{said}</div>'


def _list(walk: Walk, heading: str, listed: Sequence[Asked], first: int | None = 1) -> str:
    """Questions, numbered from `first` as on their own pages; those that are not asked have no number."""
    if not listed:
        return ""
    lines = "".join(_line(walk, one) for one in listed)
    said = f'<ol class="asked-list" start="{first}">{lines}</ol>' if first else f'<ul class="asked-list">{lines}</ul>'
    return f"<section><h2>{heading} ({len(listed)})</h2>{said}</section>"


def _line(walk: Walk, one: Asked) -> str:
    new = text.news_in_short(one)
    state = (text.WALKED if one.gone else text.NOT_WALKED) if walk.is_open and one in walk.asked else ""
    said = "".join(f'<span class="quiet">{escape(part)}</span>' for part in (new, state) if part)
    link = links.address(walk.question.but(indikator=one.id, steg="2"))
    return f'<li><a data-ojdash="1" href="{escape(link)}"><span>{escape(one.indikator.heading)}</span>{said}</a></li>'


def _meeting(walk: Walk, names: Sequence[str]) -> str:
    """Fields of the meeting, which the minutes begin and end with."""
    if not walk.is_open:
        return ""
    at = f"enkat/{walk.question.year}/mote/{walk.question.omrade}/"
    fields = "".join(
        field(walk.analys, f"{at}{name}", text.FIELDS[name], hint=text.PRESENT_HINT if name == "narvarande" else "")
        for name in names
    )
    return f'<div class="pairs">{fields}</div>'


def marks(walk: Walk) -> str:
    """Every uncertain answer: whose, why, who checks it and by when; the open first, what is late said in words."""
    today = date.today()
    said = "".join(_mark(walk, mark, today) for mark in walk.marks)
    return (
        f'<div class="walk"><section><h2>{text.MARKS}</h2><p class="quiet">{text.MARK_READ}</p>'
        f"{said or f'<p class=note>{text.NO_MARKS}</p>'}</section></div>"
    )


def _mark(walk: Walk, mark: Mark, today: date) -> str:
    at = f"enkat/{walk.question.year}/{mark.kommun}/{mark.id}/"
    titles = {one.id: one.indikator.heading for one in (*walk.asked, *walk.dropped)}
    link = to(walk, indikator=mark.id, steg="2", kommun=mark.kommun)
    fields = "".join(mark_field(walk, f"{at}{name}") for name in ASKED_FIELDS[2:])
    return (
        f'<div class="item" data-key="{mark.kommun} {escape(mark.id)}"><h3>{escape(walk.kommuner[mark.kommun].namn)}: '
        f'<a data-ojdash="1" href="{link}">{escape(titles[mark.id])}</a> '
        f'<span class="sign">{escape(text.mark_state(mark, today))}</span></h3>{fields}</div>'
    )


def signed(walk: Walk) -> str:
    """Each kommun's sign-off, with what it still leaves open, and the rest of the minutes."""
    said = "".join(_signed(walk, one) for one in walk.signed)
    return (
        f'<div class="walk"><section><h2>{text.SIGNED}</h2><p class="quiet">{text.SIGN_READ}</p>{said}</section>'
        f"<section><h2>{text.OTHER_NOTES}</h2>{_meeting(walk, MEETING_FIELDS[2:])}</section></div>"
    )


def _signed(walk: Walk, one: Signed) -> str:
    at = f"enkat/{walk.question.year}/godkand/{walk.question.omrade}/{one.kommun}/"
    namn = walk.kommuner[one.kommun].namn
    fields = "".join(field(walk.analys, f"{at}{name}", text.FIELDS[name], refresh=True) for name in SIGNED_FIELDS)
    note = text.signed_notes(one, namn)
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return f'<div class="sign-off" data-key="{one.kommun}"><h3>{escape(namn)}</h3>{fields}{said}</div>'
