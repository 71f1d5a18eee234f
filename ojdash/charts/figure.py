"""What every figure shares: the Chart, its layout, axes, marks, labels and intervals.

A figure is a plain dictionary in Plotly's JSON (scatter traces only, so the small "basic" bundle draws it). Heights and
margins are set in pixels and never follow the data that a browser measures, so a figure looks the same wherever it is
drawn and nothing jumps; widths from 320 px are the browser's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isnan, log10
from textwrap import wrap
from typing import Any

from ojdash.charts.lettering import lettering
from ojdash.charts.theme import FONT, TRANSPARENT, Theme
from ojdash.domain.answer import Answer, number
from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import rounded
from ojdash.domain.uncertainty import wilson
from ojdash.text import charts as text
from ojdash.text import gender, statuses, words

LINE = 18  # px from one line of text to the next
EXAMPLE_HEIGHT = 22
NARROW = 48  # signs in a line of a note on a phone
SMALL_SHARES = (2.0, 5.0)  # where an axis of shares ends when nothing drawn is above
MOST_OF_SHARES = 80.0  # an axis of shares that spans more than this is drawn whole
TICKS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # from one tick of shares to the next
MOST_TICKS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A picture: `figure` is Plotly's JSON (data, layout), `alt` the same in sentences, `height` in px.

    is_cut  whether its axis of values is a part of the whole one, which is then offered
    """

    figure: dict[str, Any]
    alt: str
    height: int
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """Room around the plot in px; `top` without the line that says that data are made up."""

    left: int = 16
    right: int = 16
    top: int = 8
    bottom: int = 44


def chart(
    answer: Answer,
    theme: Theme,
    data: list[dict],
    alt: str,
    *,
    plot: int,
    margins: Margins,
    axes: dict[str, dict],
    shapes: Sequence[dict] = (),
    annotations: Sequence[dict] = (),
    note: Sequence[str] = (),
    is_cut: bool = False,
) -> Chart:
    """A Chart whose plot is `plot` px high; `note` says below the axis how marks are read."""
    annotations = list(annotations)
    top = margins.top
    above = text.above(gender.whose(answer.question.gender), words.EXAMPLE if answer.simulated else "")
    if above:
        top += EXAMPLE_HEIGHT
        annotations.append(
            says(theme, above, x=0, y=1, xanchor="left", yanchor="top", small=True)
            | {"xshift": 4 - margins.left, "yshift": top, "name": "example"}
        )
    data = [_of_whom(trace, answer.indikator) for trace in data]
    doubts = statuses.in_figure(answer)
    framed = replace(margins, top=top)
    alt = f"{alt} {doubts}".strip()
    return drawn(
        theme, data, alt, plot=plot, margins=framed, axes=axes, shapes=shapes, annotations=annotations,
        note=[*note, doubts], is_cut=is_cut,
    )  # fmt: skip


def _of_whom(trace: dict[str, Any], indikator: Indikator) -> dict[str, Any]:
    """A trace whose hovering says whose values they are."""
    if not indikator.whose or "hovertext" not in trace:
        return trace
    return trace | {"hovertext": [gender.hovered(hover, indikator) for hover in trace["hovertext"]]}


def drawn(
    theme: Theme,
    data: list[dict],
    alt: str,
    *,
    plot: int,
    margins: Margins,
    axes: dict[str, dict],
    shapes: Sequence[dict] = (),
    annotations: Sequence[dict] = (),
    note: Sequence[str] = (),
    is_cut: bool = False,
) -> Chart:
    """As `chart`, of something that is no answer."""
    annotations = list(annotations)
    bottom = margins.bottom
    sentences = [sentence for sentence in note if sentence]
    if theme.note > NARROW:
        sentences = [" ".join(sentences)]
    lines = [line for sentence in sentences for line in wrap(sentence, theme.note)]
    if lines:
        annotations.append(
            says(theme, "<br>".join(map(lettering, lines)), x=0, y=0, xanchor="left", yanchor="top", small=True)
            | {"xshift": 4 - margins.left, "yshift": -bottom, "align": "left", "name": "note"}
        )
        bottom += LINE * len(lines) + 6
    height = plot + margins.top + bottom
    layout = {
        "height": height,
        "margin": {"l": margins.left, "r": margins.right, "t": margins.top, "b": bottom, "pad": 0, "autoexpand": False},
        "template": {"data": {}, "layout": {}},
        "separators": ", ",
        "autosize": True,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": {"family": FONT, "size": theme.size, "color": theme.ink},
        "hoverlabel": {
            "bgcolor": theme.background,
            "bordercolor": theme.muted,
            "font": {"family": FONT, "size": theme.size, "color": theme.ink},
            "align": "left",
        },
        "shapes": list(shapes),
        "annotations": annotations,
        **axes,
    }
    return Chart({"data": data, "layout": layout}, alt, height, is_cut)


def axis(theme: Theme, **more: Any) -> dict[str, Any]:
    """An axis with few and light lines, that does not zoom."""
    return {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": theme.small, "color": theme.muted},
        "tickangle": 0,
        "automargin": False,
        **more,
    }


def hidden(**more: Any) -> dict[str, Any]:
    """An axis that places marks and is not seen."""
    return {"fixedrange": True, "visible": False, **more}


def scale(indikator: Indikator, values: Iterable[float | None], whole: bool = False) -> tuple[float, float, str]:
    """An axis' ends, and what it must say about them.

    Points and lines are read by where they lie, so shares span what is drawn, to whole tens; quantities go from 0,
    unless all are far from it. `whole` begins at 0, and shares end at 100.
    """
    known = [value for value in values if value is not None and not isnan(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if indikator.kind == "andel":
        if whole or not known:
            return min(0.0, low), max(100.0, high), ""
        low, high = _tens(low, high)
        return low, high, text.spans(low, high) if (low, high) != (0.0, 100.0) else ""
    if whole or low < 0 or low <= high / 2:
        span = high - min(0.0, low)
        return min(0.0, low), high + span * 0.04 if span else 1.0, ""
    step = 10.0 ** floor(log10((high - low or high) * 0.5))
    low, high = step * floor(low / step), step * (floor(high / step) + 1)
    return low, high, text.spans(low, high, max(0, -floor(log10(step))))


def _tens(low: float, high: float) -> tuple[float, float]:
    """Whole tens about some shares; all of the axis where they take nearly all of it, less than ten where all are low.

    Shares above 100 or below 0 are a publisher's mistake, and are drawn.
    """
    if low >= 0 and (end := next((end for end in SMALL_SHARES if 0 < high <= end), None)):
        return 0.0, end
    first, last = 10.0 * floor(low / 10), 10.0 * ceil(high / 10)
    if first == last:
        first, last = (first - 10.0, last) if last >= 100 else (first, last + 10.0)
    return (min(first, 0.0), max(last, 100.0)) if last - first > MOST_OF_SHARES else (first, last)


def shares(indikator: Indikator, low: float, high: float) -> dict[str, Any]:
    """The ticks of an axis of values from `low` to `high`; of quantities none between two that can be published."""
    if indikator.kind == "andel":
        step = next((step for step in TICKS if (high - low) / step <= MOST_TICKS), TICKS[-1])
        first, last = ceil(low / step), floor(high / step)
        return {"tickmode": "array", "tickvals": [round(step * at, 1) for at in range(first, last + 1)]}
    most, least = 4 if indikator.kind == "kronor" else 6, 10.0**-indikator.decimals
    if high - low < most * least:
        every = range(ceil(low / least), floor(high / least) + 1)
        return {"tickmode": "array", "tickvals": [rounded(at * least, indikator.decimals) for at in every]}
    return {"nticks": most, "exponentformat": "none", "separatethousands": True}


def riket(answer: Answer) -> float | None:
    """Riket's value, where it can stand beside kommuner: a count for the whole nation can't."""
    value_of = dict(riket_years(answer))
    return value_of.get(answer.question.year)


def riket_years(answer: Answer) -> list[tuple[int, float]]:
    """Riket's values by year, without those outside what any kommun has (a count for the whole nation, say)."""
    if answer.national is None:
        return []
    columns = (answer.national[name].tolist() for name in ("year", "riket", "lowest", "highest"))
    return [
        (int(year), float(value))
        for year, value, lowest, highest in zip(*columns, strict=True)
        if number(value) is not None and not (value < lowest or value > highest)
    ]


def says(theme: Theme, spoken: str, *, x: Any, y: Any, small: bool = False, **more: Any) -> dict[str, Any]:
    """A piece of text in a figure, in paper coordinates unless told. The words must be escaped already."""
    return {
        "text": spoken,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "align": "left",
        "font": {"size": theme.small if small else theme.size, "color": theme.muted if small else theme.ink},
        **more,
    }


def upright(x: float, colour: str, *, y0: float = 0, y1: float = 1, yref: str = "paper", **line: Any) -> dict:
    """A thin vertical line at a value or year."""
    layer = line.pop("layer", "below")
    return {
        "type": "line", "xref": "x", "yref": yref, "x0": x, "x1": x, "y0": y0, "y1": y1, "layer": layer,
        "line": {"color": colour, "width": 1.5, **line},
    }  # fmt: skip


def marks(x: list, y: list, hover: list[str], **marker: Any) -> dict[str, Any]:
    """A trace of markers whose hovering says whole sentences."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "hovertext": [lettering(sentence) for sentence in hover],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": marker,
    }


def signs(x: list, y: list, spoken: list[str], hover: list[str], theme: Theme, **more: Any) -> dict[str, Any]:
    """A trace of short texts, such as the signs of missing values."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": [lettering(sign) for sign in spoken],
        "textfont": {
            "size": [theme.size if len(sign) > 2 else theme.size + 8 for sign in spoken],
            "color": theme.ink,
            "weight": "bold",
        },
        "hovertext": [lettering(sentence) for sentence in hover],
        "hoverinfo": "text",
        "cliponaxis": False,
        **more,
    }


def doubted(answer: Answer, theme: Theme, points: Iterable[tuple[float, float, str, int]]) -> list[dict[str, Any]]:
    """The sign over every point whose value is in doubt: none, or one trace. A point is x, y, kommun, year."""
    points_in_doubt = []
    for x, y, kommun, year in points:
        doubt = answer.marks.doubt(answer.indikator.id, kommun, year)
        if doubt is not None:
            name = statuses.name_of(answer, kommun)
            points_in_doubt.append((x, y, statuses.of_value(name, year, statuses.said_by(doubt))))
    if not points_in_doubt:
        return []
    x, y, hover = map(list, zip(*points_in_doubt, strict=True))
    lifted = [f"{statuses.SIGN}<br> "] * len(points_in_doubt)  # a line above the dot
    look = {"text": lifted, "textfont": {"size": theme.size, "color": theme.ink, "weight": "bold"}}
    return [signs(x, y, [statuses.SIGN], hover, theme, textposition="top center", name="doubts") | look]


def breadth(lines: Iterable[str], px: float = 7.4) -> int:
    """How wide the widest of some texts may be, in px, at the small size."""
    return int(max((max(map(len, line.split("<br>"))) for line in lines), default=0) * px) + 1


def broken(label: str, most: int = 15) -> str:
    """A label in lines of at most `most` characters, escaped."""
    return "<br>".join(map(lettering, wrap(label, most) or [""]))


def interval(indikator: Indikator, value: float | None, n: float | None) -> tuple[float, float] | None:
    """The 95 % interval of a share whose number of answers is known, in percent."""
    if indikator.kind != "andel" or value is None or n is None or not n > 0 or not 0 <= value <= 100:
        return None
    low, high = wilson(value / 100, n)
    return 100 * low, 100 * high


def whiskers(theme: Theme, colour: str, values: list[float], ends: list[tuple[float, float] | None]) -> dict[str, Any]:
    """Error bars from intervals; none where an interval is not known."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [None if end is None else end[1] - value for value, end in zip(values, ends, strict=True)],
        "arrayminus": [None if end is None else value - end[0] for value, end in zip(values, ends, strict=True)],
        "color": colour,
        "thickness": 1,
        "width": 3,
    }


def anchored(fraction: float) -> str:
    """How a label is anchored at a place along an axis so that it stays inside on a phone."""
    return "left" if fraction < 1 / 3 else "right" if fraction > 2 / 3 else "center"


def nothing(answer: Answer, theme: Theme) -> Chart:
    """The figure of an answer without any value."""
    note = says(theme, lettering(text.NOTHING), x=0.5, y=0.5, xanchor="center", yanchor="middle")
    axes = {"xaxis": hidden(range=[0, 1]), "yaxis": hidden(range=[0, 1])}
    return chart(answer, theme, [], text.NOTHING, plot=80, margins=Margins(), axes=axes, annotations=[note])
