"""A funnel: all kommuner by value and by how many answered, within limits that narrow with answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    axis,
    breadth,
    broken,
    chart,
    doubted,
    marks,
    nothing,
    says,
    upright,
)
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import Theme
from ojdash.domain.answer import Answer, number, whole
from ojdash.domain.funnel import Z998
from ojdash.domain.signal import Rule
from ojdash.domain.uncertainty import Z95
from ojdash.text import charts as words
from ojdash.text import funnel as text
from ojdash.text import statuses
from ojdash.text.words import number as spelled

HIGH = 300  # px
POINTS = 80  # of a limit's line
MOST_NAMED = 14
TICKS = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)


@dataclass(frozen=True, slots=True)
class _Dot:
    """One kommun: x is log10 of n."""

    kommun: str
    namn: str
    value: float
    n: int
    x: float
    beside: int | None


def funnel(answer: Answer, theme: Theme) -> Chart:
    """Jämför's other figure, of an answer that has a funnel: own kommun and group named, the limits drawn."""
    dots = _dots(answer)
    if answer.funnel is None or not dots:
        return nothing(answer, theme)
    indikator, own, members = answer.indikator, answer.kommun.kod, set(answer.group.members)
    centre = 100 * answer.funnel.centre
    left, right = _breadth(dots, answer.rule)
    limits = _limits(answer, max(dot.n for dot in dots))
    low, high = _ends([*(dot.value for dot in dots), *(end for line in limits for end in line.y)])
    named, all_named = _named(dots, own, members)
    where = _spread([_down(dot.value, low, high) for dot in named], LINE - 2, HIGH)

    data = [line.drawn(theme) for line in limits]
    data.append(_line([left, right], [centre, centre], theme.riket, 1.2, "dashdot"))
    leads_x, leads_y = [], []
    for dot, place in zip(named, where, strict=True):
        leads_x += [dot.x, right, None]
        leads_y += [dot.value, high - place / HIGH * (high - low), None]
    data.append(_line(leads_x, leads_y, theme.peers, 0.75))
    others = [dot for dot in dots if dot.kommun != own and (dot.kommun not in members or answer.group.kind == "riket")]
    ours = [dot for dot in dots if dot.kommun != own and dot.kommun in members and answer.group.kind != "riket"]
    mine = [dot for dot in dots if dot.kommun == own]
    if others:
        look = {"size": 6, "color": theme.peers, "symbol": "circle-open", "line": {"width": 1}}
        data.append(marks(*_points(answer, others), **look))
    for some, size, colour in ((ours, 9, theme.muted), (mine, 14, theme.ink)):
        if some:
            fill = [theme.background if answer.rule.few(dot.n) else colour for dot in some]
            look = {"size": size, "color": fill, "symbol": "circle", "line": {"color": colour, "width": 2}}
            data.append(marks(*_points(answer, some), **look))
    data += doubted(answer, theme, [(dot.x, dot.value, dot.kommun, answer.question.year) for dot in dots])

    labels = [_label(answer, dot) for dot in named]
    room = breadth(labels) + 14
    annotations = [
        says(
            theme, f"<b>{lettering(label)}</b>" if dot.kommun == own else lettering(label), x=1, y=1 - place / HIGH,
            xanchor="left", yanchor="middle", xshift=6, font={"size": theme.small, "color": theme.ink},
        )
        for dot, place, label in zip(named, where, labels, strict=True)
    ]  # fmt: skip
    middle = (words.RIKET if centre == answer.riket else text.TOGETHER, centre)
    annotations.append(
        says(
            theme, lettering(words.label(middle[0], words.plain(indikator, centre))), x=left, y=centre,
            xref="x", yref="y", xanchor="left", yanchor="bottom", xshift=4, bgcolor=theme.background,
            font={"size": theme.small, "color": theme.riket},
        )
    )  # fmt: skip
    few = any(answer.rule.few(dot.n) for dot in dots)
    shapes = [upright(log10(answer.rule.fewest_for_signal), theme.muted, width=1, dash="dot")] if few else []
    unit = broken(words.unit(indikator, text.ends(low, high)), 38)
    annotations.append(
        says(theme, unit, x=0, y=1, xanchor="left", yanchor="bottom", small=True) | {"yshift": 6, "xshift": -28}
    )
    annotations.append(
        says(theme, lettering(text.axis(indikator)), x=1, y=0, xanchor="right", yanchor="top", small=True)
        | {"yshift": -22}
    )
    ticks = [n for n in TICKS if left <= log10(n) <= right]
    axes = {
        "xaxis": axis(
            theme, range=[left, right], tickmode="array", tickvals=[log10(n) for n in ticks],
            ticktext=[spelled(n) for n in ticks],
        ),
        "yaxis": axis(theme, range=[low, high], tickmode="array", tickvals=_ticks(low, high)),
    }  # fmt: skip
    outside = [dot.beside for dot in dots]
    beyond = sorted(dot.namn for dot in ours if dot.beside)
    own_dot = next(((dot.value, dot.n, dot.beside) for dot in mine), None)
    return chart(
        answer, theme, data, text.alt(answer, middle, own_dot, outside, beyond), plot=HIGH,
        margins=Margins(36, room, 14 + LINE, 48), axes=axes, shapes=shapes,
        annotations=annotations,
        note=[text.read(indikator), "" if all_named else text.NAMED, text.few(answer) if few else ""],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Limit:
    """One limit as a line: percent by log10 of n; the outer ones are whole."""

    x: list[float]
    y: list[float]
    is_outer: bool

    def drawn(self, theme: Theme) -> dict:
        """The line."""
        return _line(self.x, self.y, theme.muted, 1.5 if self.is_outer else 1, "solid" if self.is_outer else "dash")


def _limits(answer: Answer, most: int) -> list[_Limit]:
    n = np.unique(
        np.geomspace(answer.rule.fewest_for_signal, max(most, 2 * answer.rule.fewest_for_signal), POINTS).astype(int)
    )
    x = np.log10(n).tolist()
    return [_Limit(x, (100 * end).tolist(), z == Z998) for z in (Z998, Z95) for end in answer.funnel.limits(n, z)]


def _dots(answer: Answer) -> list[_Dot]:
    dots = []
    columns = (answer.everyone[name].tolist() for name in ("kommun", "namn", "value", "n"))
    for kommun, namn, value, n in zip(*columns, strict=True):
        value, n = number(value), whole(n)
        if value is not None and n and 0 <= value <= 100:
            dots.append(_Dot(kommun, namn, value, n, log10(n), answer.funnel.beside(value / 100, n)))
    return dots


def _breadth(dots: Sequence[_Dot], rule: Rule) -> tuple[float, float]:
    """The axis' ends across, with room for the outermost dots."""
    low, high = min(dot.x for dot in dots), max(*(dot.x for dot in dots), log10(2 * rule.fewest_for_signal))
    room = (high - low) * 0.04
    return low - room, high + room


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The axis' ends upwards, to a round step of 10."""
    low, high = 10.0 * floor(min(values) / 10), 10.0 * ceil(max(values) / 10)
    return low, high if high > low else low + 10


def _ticks(low: float, high: float) -> list[float]:
    step = 10 if high - low <= 60 else 20
    return list(range(int(step * ceil(low / step)), int(high) + 1, step))


def _named(dots: Sequence[_Dot], own: str, members: set[str]) -> tuple[list[_Dot], bool]:
    """The own kommun and its group from the top, and whether all are among them; else those outside, farthest first."""
    mine = [dot for dot in dots if dot.kommun == own]
    ours = [dot for dot in dots if dot.kommun in members]
    every = len(ours) <= MOST_NAMED
    if not every:
        ours = sorted((dot for dot in ours if dot.beside), key=lambda dot: -dot.n)[:MOST_NAMED]
    return sorted([*mine, *ours], key=lambda dot: -dot.value), every


def _label(answer: Answer, dot: _Dot) -> str:
    doubt = answer.marks.doubt(answer.indikator.id, dot.kommun, answer.question.year)
    return statuses.marked(dot.namn, doubt)


def _points(answer: Answer, dots: Sequence[_Dot]) -> tuple[list[float], list[float], list[str]]:
    year = answer.question.year
    hovers = [
        words.doubted(
            text.point(dot.namn, answer.indikator, dot.value, dot.n, year, dot.beside),
            answer.marks.doubt(answer.indikator.id, dot.kommun, year),
        )
        for dot in dots
    ]
    return [dot.x for dot in dots], [dot.value for dot in dots], hovers


def _down(value: float, low: float, high: float) -> float:
    """How far below the plot's head a value lies, in px."""
    return (high - value) / (high - low) * HIGH


def _spread(places: Sequence[float], step: float, room: float) -> list[float]:
    """Places from the top, moved as little as lets each have `step` px, all within `room`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + step) if moved else place)
    last = room
    for at in reversed(range(len(moved))):
        moved[at] = last = min(moved[at], last)
        last -= step
    return moved


def _line(x: list, y: list, colour: str, width: float, dash: str = "solid") -> dict:
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "cliponaxis": False,
        "line": {"color": colour, "width": width, "dash": dash},
    }  # fmt: skip
