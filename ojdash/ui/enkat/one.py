"""One question of the questionnaire: what is asked, what is new, what all answered last, and what is said of it now."""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash import links
from ojdash.domain.places import ASKED_FIELDS
from ojdash.domain.seminar import Asked, Last, Walk
from ojdash.text import enkat as text
from ojdash.text import readings, snabbanalys
from ojdash.ui.analys.controls import field, who
from ojdash.ui.analys.lists import listing
from ojdash.ui.coordinator import coordinator
from ojdash.ui.opened import fitting

_NEXT, _BACK = "ArrowRight PageDown", "ArrowLeft PageUp"


def question(walk: Walk) -> str:
    """Everything about the question that is shown."""
    one = walk.shown
    own = _own(walk, one) if walk.is_open else _to_begin(walk)
    return (
        f'<div class="walk">{_bar(walk, one)}{_news(walk, one)}{_alternatives(one)}{_tiles(walk, one)}'
        f'<div class="two"><div class="facts">{_pairs(text.facts(one))}{_readings(walk, one)}</div>'
        f'<div class="own">{own}</div></div>{_beside(walk, one)}'
        f"<details><summary>{text.MORE_FACTS}</summary>{_pairs(text.more_facts(one))}</details></div>"
    )


def to(walk: Walk, **changes: object) -> str:
    """The address of another part of the same walk-through."""
    return escape(links.address(walk.question.but(**changes)))


def _bar(walk: Walk, one: Asked) -> str:
    """On to the next question and back, and that this one is gone through."""
    ids = [each.id for each in walk.asked]
    at = ids.index(one.id) if one.id in ids else None
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at is not None and at + 1 < len(ids) else None
    said = "".join(
        _step(walk, id, name, keys) for id, name, keys in ((before, text.PREVIOUS, _BACK), (after, text.NEXT, _NEXT))
    )
    said += f'<a data-ojdash="1" href="{to(walk, indikator=None, steg="1")}">{text.TO_LIST}</a>'
    place = f"enkat/{walk.question.year}/fraga/{one.id}/genomgangen"
    if walk.analys.may_write and at is not None:
        said += field(walk.analys, place, text.FIELDS["genomgangen"], refresh=True)
    elif walk.is_open and one.gone:
        said += f'<span class="quiet">{text.GONE}</span>'
    writer = who(st.session_state.get("author")) if walk.analys.may_write else ""
    return f'<div class="bar"><nav aria-label="{text.PARTS["2"]}">{said}</nav>{writer}</div>'


def _step(walk: Walk, id: str | None, name: str, keys: str) -> str:
    if id is None:
        return f'<span class="step quiet">{name}</span>'
    return f'<a class="step" data-ojdash="1" data-keys="{keys}" href="{to(walk, indikator=id)}">{name}</a>'


def _news(walk: Walk, one: Asked) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in text.news(one, walk.earlier))
    return f'<div class="news" role="note"><strong>{text.NEWS}</strong><div>{said}</div></div>' if said else ""


def _alternatives(one: Asked) -> str:
    said = "".join(f"<li>{escape(option)}</li>" for option in text.alternatives(one.indikator))
    return f'<div class="alternatives"><strong>{text.ALTERNATIVES}</strong><ul>{said}</ul></div>'


def _tiles(walk: Walk, one: Asked) -> str:
    """All kommuner's last answers in a row, each a link to its own note."""
    if one.year is None:
        return ""
    tiles = "".join(_tile(walk, one, found) for found in one.last)
    doubts = "".join(f'<p class="quiet">{escape(said)}</p>' for said in text.doubts(walk, one))
    return f'<section><h2>{text.LAST} {one.year}</h2><ul class="tiles">{tiles}</ul>{doubts}</section>'


def _tile(walk: Walk, one: Asked, found: Last) -> str:
    kod = found.kommun
    before = text.earlier(one, found)
    said = f'<span class="name">{escape(walk.kommuner[kod].namn)}</span>'
    missing = ' class="missing"' if found.value is None else ""
    said += f"<strong{missing}>{escape(text.last(one, found))}</strong>"
    said += f'<span class="quiet">{escape(before)}</span>' if before else ""
    signs = [name for name in ("svarar", "osaker") if one.said(kod, name)]
    words = {"svarar": text.HAS_NOTE, "osaker": text.IS_UNCERTAIN}
    said += "".join(f'<span class="sign">{words[name]}</span>' for name in signs)
    if not walk.is_open:
        return f"<li>{said}</li>"
    here = ' aria-current="true"' if kod == walk.question.kommun else ""
    return f'<li><a data-ojdash="1" href="{to(walk, kommun=kod)}"{here}>{said}</a></li>'


def _to_begin(walk: Walk) -> str:
    """Where to begin or open the analys that notes are written in."""
    link = f'<a data-ojdash="1" href="{to(walk, indikator=None, steg="1")}">{text.TO_BEGIN}</a>'
    return f'<p class="quiet">{text.NEEDS_ONE} {link}</p>'


def _own(walk: Walk, one: Asked) -> str:
    """One kommun's note and its mark where it is not sure of its answer, and where all agree on a reading."""
    kod = walk.question.kommun
    at = f"enkat/{walk.question.year}/{kod}/{one.id}/"
    said = field(walk.analys, f"{at}svarar", text.note(walk.kommuner[kod].namn), hint=text.NO_PERSONS, refresh=True)
    marked = bool(one.said(kod, "osaker"))
    if walk.analys.may_write or marked:
        said += field(walk.analys, f"{at}osaker", text.FIELDS["osaker"], refresh=True)
    if marked:
        rest = "".join(mark_field(walk, f"{at}{name}") for name in ASKED_FIELDS[2:])
        said += f'<div class="pairs mark">{rest}</div>{_to_status(walk, one)}'
    return said + _agree(walk, one)


def _to_status(walk: Walk, one: Asked) -> str:
    """For a coordinator, the way to saying on Kvalitet that the value is in doubt; the form there is filled in."""
    if one.said(walk.question.kommun, "kontrollerad") or coordinator() is None:
        return ""
    asked = walk.question.but(page="kvalitet", year=None, steg=None, analys=fitting("kvalitet", walk.question.analys))
    return f'<p><a data-ojdash="1" href="{escape(links.address(asked))}">{text.SET_STATUS}</a></p>'


def mark_field(walk: Walk, place: str) -> str:
    """One field of an uncertain answer."""
    return field(walk.analys, place, text.FIELDS[place.rpartition("/")[2]], refresh=True)


def _readings(walk: Walk, one: Asked) -> str:
    """The readings that all agree on."""
    if not walk.is_open:
        return ""
    said = "".join(
        f'<p class="reading">{escape(reading)}</p><p class="quiet">{escape(agreed)}</p>'
        for reading, agreed in readings.readings(one.readings)
    )
    said = said or f'<p class="quiet">{text.NO_READING}</p>'
    return f'<section class="readings"><h2>{readings.READINGS}</h2>{said}</section>'


def _agree(walk: Walk, one: Asked) -> str:
    """Where the readings are written, folded: one is agreed on at a time."""
    if not walk.analys.may_write:
        return ""
    written = listing(walk.analys, "tolkning", one.readings, {"indikator": one.id}, {})
    return f'<details class="agree"><summary>{text.AGREE}</summary>{written}</details>'


def _beside(walk: Walk, one: Asked) -> str:
    """What each kommun wrote of its answer, side by side: the same answer may rest on different strictness."""
    last = {found.kommun: found for found in one.last}
    notes = "".join(
        f"<div><h3>{escape(walk.kommuner[kod].namn)}"
        f' <span class="quiet">{escape(text.tile(one, last[kod]) if kod in last else "")}</span></h3>'
        f"<p>{escape(one.said(kod, 'svarar')).replace(chr(10), '<br>')}</p>"
        f'<p class="quiet">{escape(snabbanalys.written_by(one.written[kod]["svarar"]))}</p></div>'
        for kod in walk.kommuner
        if one.said(kod, "svarar")
    )
    return f'<section><h2>{text.SIDE_BY_SIDE}</h2><div class="notes">{notes}</div></section>' if notes else ""


def _pairs(said: list[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(what)}</dd>' for name, what in said)}</dl>"
