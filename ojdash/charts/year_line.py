"""Läget: the year as a line of twelve months, and today across it.

A line and not a wheel (both were drawn): on a phone the words of a wheel have no room at their marks and become numbers
to look up, dates of one month lie on each other, and what is past and next do not lie side by side.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise
from textwrap import wrap

from ojdash.charts.figure import LINE, Chart, Margins, anchored, breadth, drawn, hidden, marks, says, upright
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import Theme
from ojdash.domain.arshjul import KINDS, Arshjul, Moment
from ojdash.text import arshjul as text

# A shape a kind, as text.GLYPHS shows them; a national date is hollow, for it may be moved.
SYMBOLS = {
    "nationell": "circle-open",
    "egen": "circle",
    "mote": "diamond",
    "enkat": "triangle-up",
    "beslut": "square",
}
PHONE, WIDE = 334, 760  # px that the months have; more in a window of WINDOW
WINDOW = (1200, 0)
SIGNS, MOST_LINES = 30, 3  # of a label: it has room on a phone wherever in the year it stands
MARK, UNDER, APART = 12, 10, 14  # px: a mark, the room under it, and between the words of two in one row
SHORT = 9  # days: what is shorter is one mark
SIDE = 12


@dataclass(frozen=True, slots=True)
class _Put:
    """A moment in the figure: its ends from 0 to 1, its words, how they are anchored, and what it takes up in px."""

    moment: Moment
    first: float
    last: float
    lines: tuple[str, ...]
    anchor: str
    taken: tuple[float, float]

    @property
    def at(self) -> float:
        """Where its words are anchored."""
        return {"left": self.first, "right": self.last, "center": (self.first + self.last) / 2}[self.anchor]


def year_line(wheel: Arshjul, theme: Theme, room: int = PHONE) -> Chart:
    """The dates of a year: past ones pale, the next one in bold, as many in a row as have room for their words.

    room  px that the months have at least
    """
    if room > PHONE:
        theme = replace(theme, note=room // 8)
    rows = _rows([_put(wheel, moment, room) for moment in wheel.moments])
    heights = [LINE * max(len(one.lines) for one in row) + 3 + MARK + UNDER for row in rows]
    plot = max(60, sum(heights))
    coming = (*wheel.now, *wheel.following)[:1]
    data, notes = [], []
    for row, foot in zip(rows, accumulate(heights), strict=True):
        y = plot - foot + UNDER + MARK / 2
        for one in row:
            data += _mark(wheel, one, y, theme)
            notes.append(_words(wheel, one, y + MARK / 2, theme, one.moment in coming))
    starts = _starts(wheel.year)
    shapes = [upright(at, theme.grid, width=1) for at in starts[1:-1]]
    if wheel.today.year == wheel.year:
        at = _place(wheel.today, wheel.year)
        shapes.append(upright(at, theme.ink, dash="solid"))
        today = f"<b>{lettering(text.today(wheel.today))}</b>"
        label = says(theme, today, x=at, y=1, xanchor=anchored(at), yanchor="bottom", yshift=LINE + 4)
        notes.append(label | {"xref": "x"})
    if not wheel.moments:
        notes.append(says(theme, lettering(text.NOTHING_IN_YEAR), x=0.5, y=0.5, xanchor="center", yanchor="middle"))
    kinds = [kind for kind in KINDS if any(moment.kind == kind for moment in wheel.moments)]
    months = {
        "fixedrange": True, "range": [0, 1], "showgrid": False, "zeroline": False, "showline": False, "ticks": "",
        "side": "top", "tickangle": 0, "automargin": False, "tickmode": "array",
        "tickvals": [(first + last) / 2 for first, last in pairwise(starts)],
        "ticktext": [month[:3] for month in text.MONTHS], "tickfont": {"size": theme.small, "color": theme.muted},
    }  # fmt: skip
    return drawn(
        theme, data, text.alt(wheel), plot=plot, margins=Margins(SIDE, SIDE, 2 * LINE + 12, 8),
        axes={"xaxis": months, "yaxis": hidden(range=[0, plot])}, shapes=shapes, annotations=notes,
        note=[text.key(kinds)] if kinds else [],
    )  # fmt: skip


def _put(wheel: Arshjul, moment: Moment, room: int) -> _Put:
    first, last = _place(moment.first, wheel.year), _place(moment.last, wheel.year) + 1 / 366
    first, last = max(first, 0.0), min(last, 1.0)
    lines = wrap(text.label(wheel, moment), SIGNS) or [""]
    if len(lines) > MOST_LINES:  # it is whole in the list below the figure
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: SIGNS - 1]}…"]
    wide = breadth(lines)
    anchor = anchored((first + last) / 2)
    if room > PHONE:
        anchor = "left" if first * room + wide <= room + SIDE else "right"
    left = {"left": first * room, "right": last * room - wide, "center": (first + last) / 2 * room - wide / 2}[anchor]
    return _Put(
        moment, first, last, tuple(lines), anchor, (min(left, first * room), max(left + wide, last * room)),
    )  # fmt: skip


def _rows(put: list[_Put]) -> list[list[_Put]]:
    """Each in the first row that has room for it after what stands there; the earliest are at the top."""
    rows: list[list[_Put]] = []
    for one in put:
        free = (row for row in rows if row[-1].taken[1] + APART <= one.taken[0])
        row = next(free, None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return rows


def _words(wheel: Arshjul, one: _Put, foot: float, theme: Theme, is_next: bool) -> dict:
    spoken = "<br>".join(lettering(line) for line in one.lines)
    colour = theme.muted if one.moment.state(wheel.today) == "varit" else theme.ink
    spoken = f"<b>{spoken}</b>" if is_next else spoken
    label = says(theme, spoken, x=one.at, y=foot, xanchor=one.anchor, yanchor="bottom", yshift=3)
    return label | {
        "xref": "x", "yref": "y", "align": one.anchor, "font": {"size": theme.small, "color": colour},
        "bgcolor": theme.background,
    }  # fmt: skip


def _mark(wheel: Arshjul, one: _Put, y: float, theme: Theme) -> Iterator[dict]:
    """One mark for a day, a bar for days; what is national is an outline."""
    moment = one.moment
    colour = theme.peers if moment.state(wheel.today) == "varit" else theme.ink
    words = text.hover(wheel, moment)
    if (moment.last - moment.first).days < SHORT:
        look = {"size": MARK, "symbol": SYMBOLS[moment.kind], "color": colour, "opacity": 1}
        yield marks([(one.first + one.last) / 2], [y], [words], **look, line={"color": colour, "width": 2})
        return
    low, high = y - MARK / 2, y + MARK / 2
    yield {
        "type": "scatter", "mode": "lines", "x": [one.first, one.last, one.last, one.first, one.first],
        "y": [low, low, high, high, low], "fill": "toself", "hoveron": "fills",
        "fillcolor": theme.background if moment.is_preliminary else colour,
        "line": {"color": colour, "width": 2, "dash": "solid"}, "text": lettering(words), "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip


def _place(day: date, year: int) -> float:
    """Where a day begins in a year, from 0 to 1; outside for one of another year."""
    return (day - date(year, 1, 1)).days / (366 if isleap(year) else 365)


def _starts(year: int) -> list[float]:
    """Where the months of a year begin, and where it ends."""
    days = accumulate([0, *(monthrange(year, month)[1] for month in range(1, 13))])
    return [day / (366 if isleap(year) else 365) for day in days]
