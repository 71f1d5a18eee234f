"""What people wrote about an indikator, as HTML beside its figure and in its fact box; all of theirs is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ojdash.charts.events import outside
from ojdash.domain.analys import Item
from ojdash.domain.answer import Answer
from ojdash.text import readings as text

_LONG = 'style="overflow-wrap:anywhere"'  # a word of any length may be written, and nothing is wider than a phone


def events_list(answer: Answer, events: Sequence[Item]) -> str:
    """The dated events under the figure, those before and those after the measurement apart; "" without any.

    answer  that of År för år with the same events in its figure: the numbers are those under its axis
    """
    if not text.numbered(events):
        return ""
    indikator, year = answer.indikator, answer.own.year if answer.own else answer.question.year
    away = outside(answer, events)
    groups = (
        (text.before(indikator, year), text.events_before(events, indikator, year, away)),
        (text.after(indikator, year), text.events_after(events, indikator, year, away)),
    )
    said = "".join(
        f'<p class="ojdash-note"><strong>{escape(told)}</strong></p><ol>{"".join(map(_item, listed))}</ol>'
        for told, listed in groups
        if listed
    )
    return f'<h2>{text.EVENTS}</h2><div role="region" aria-label="{text.EVENTS}" {_LONG}>{said}</div>'


def agreed_readings(items: Sequence[Item]) -> str:
    """The part "Gemensam tolkning" of a fact box, in the order given; "" without any."""
    said = "".join(f"<dd {_LONG}>{_folded(reading)}{_quiet(agreed)}</dd>" for reading, agreed in text.readings(items))
    return f"<dl><dt>{text.READINGS}</dt>{said}</dl>" if said else ""


def _item(numbered: tuple[int, str]) -> str:
    number, line = numbered
    return f'<li value="{number}">{_folded(line)}</li>'


def _quiet(said: str) -> str:
    return f'<p class="ojdash-quiet">{_lines(said)}</p>' if said else ""


def _folded(said: str) -> str:
    """The whole text; one that would push all else off the screen behind its beginning."""
    opening = text.opening(said)
    if not opening:
        return _lines(said)
    return f'<details class="ojdash-details"><summary>{_lines(opening)}</summary>{_lines(said)}</details>'


def _lines(said: str) -> str:
    """Escaped, with its line breaks."""
    return "<br>".join(escape(said.strip()).splitlines())
