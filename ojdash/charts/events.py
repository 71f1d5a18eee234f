"""Dated events and activities as ticks under an axis of years, in a lane of their own between the plot and the years.

The lane is put under a figure that is already drawn, so that every figure over years has it alike and one without
events is not touched. A mark's shape says its kind; numbers lead to the list below the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from textwrap import wrap

from ojdash.charts.figure import Chart, breadth, hidden, upright
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import Theme
from ojdash.charts.year_axis import lines
from ojdash.domain.analys import Item, measured_until
from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.text import charts as text
from ojdash.text.readings import numbered

# A shape a kind, as text.EVENT_KEY shows them; the lane has a row for each kind that occurs.
SYMBOL = {"handelse": "triangle-up", "aktivitet": "square-open"}
TOP, ROW, NUMBERS = 8, 16, 20  # px: above the first row of marks, a row of marks, the numbers under them
PHONE = 358  # px that a figure has on a phone; numbers that would lie on each other there are joined: "2–5"
CLEAR = 7  # px that the day after a measurement lies to the right of its dot
HOVER_LINE, MOST_IN_HOVER = 40, 4  # characters in a line, events of the same day

Numbered = tuple[int, Item]


def key(answer: Answer, events: Sequence[Item]) -> list[str]:
    """How the marks are read, where any is drawn."""
    return [text.EVENT_KEY] if _drawn(answer, events) else []


def outside(answer: Answer, events: Sequence[Item]) -> frozenset[str]:
    """The ids of the events that a figure over an answer's years has no place for; the list says so of them."""
    shown = {item.id for _, item in _drawn(answer, events)}
    return frozenset(item.id for item in events) - shown


def place(day: date, indikator: Indikator, clear: float = 0.0) -> float:
    """Where a day lies on an axis of years, `clear` years at least to the right of the measurement before it.

    The value of 2023 stands at 2023, whether it tells of January to March or of the whole year. So the last day that
    it can tell of stands there too, and the days since the measurement before lie between the two dots: what is to
    the right of a dot began after its measurement and can't explain it, what is to the left or at it may. The
    calendar's own places would put an event of May before the dot of a questionnaire answered in March.
    """
    year = day.year if day <= measured_until(indikator, day.year) else day.year + 1
    before, end = measured_until(indikator, year - 1), measured_until(indikator, year)
    return year - 1 + clear + (1 - clear) * ((day - before).days / (end - before).days)


def with_events(drawn: Chart, answer: Answer, theme: Theme, events: Sequence[Item]) -> Chart:
    """A figure over years with its events under the axis; the same figure where there are none, or no values."""
    shown = _drawn(answer, events)
    if not events or not drawn.figure["data"]:
        return drawn
    alt = f"{drawn.alt} {text.events_alt(shown, len(outside(answer, events)))}"
    if not shown:
        return replace(drawn, alt=alt)
    layout = drawn.figure["layout"]
    first, last = layout["xaxis"]["range"]
    wide = PHONE - layout["margin"]["l"] - layout["margin"]["r"]
    clear = min(0.35, CLEAR * (last - first) / wide)
    places = [place(_day(item), answer.indikator, clear) for _, item in shown]
    # An event before the first measurement or since the last one has its place too: the axis grows as far as it needs.
    edge = 0.03 * (last - first)
    first, last = min(first, *(x - edge for x in places)), max(last, *(x + edge for x in places))

    kinds = [kind for kind in SYMBOL if any(text.event_kind(item) == kind for _, item in shown)]
    high = TOP + ROW * len(kinds) + NUMBERS
    heights = {kind: high - TOP - ROW * (at + 0.5) for at, kind in enumerate(kinds)}
    marked = list(zip(places, (item for _, item in shown), strict=True))
    data = [lines([[(x, high), (x, heights[text.event_kind(item)])] for x, item in marked], theme.muted, width=1)]
    for kind in kinds:
        data.append(_marks([pair for pair in marked if text.event_kind(pair[1]) == kind], kind, heights[kind], theme))
    data.append(_numbers(places, [number for number, _ in shown], (last - first) / wide, theme))
    figure = with_lane(drawn.figure, high, [trace | {"yaxis": "y3"} for trace in data], (first, last), theme, "y3")
    return replace(drawn, figure=figure, alt=alt, height=drawn.height + high)


def _drawn(answer: Answer, events: Sequence[Item]) -> list[Numbered]:
    """The events from the measurement before the first year to the one after the last, by date."""
    if not answer.years:
        return []
    first = measured_until(answer.indikator, min(answer.years) - 1)
    last = measured_until(answer.indikator, max(answer.years) + 1)
    return [(number, item) for number, item in numbered(events) if first < _day(item) <= last]


def _day(item: Item) -> date:
    return date.fromisoformat(item.text("datum"))


def _marks(marked: list[tuple[float, Item]], kind: str, y: float, theme: Theme) -> dict:
    """One mark a day; hovering says every event of the day. Wrapped, for what people write is long."""
    days = [(x, [item for _, item in pairs]) for x, pairs in groupby(marked, key=lambda pair: pair[0])]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in days],
        "y": [y] * len(days),
        "hovertext": [_hover(items) for _, items in days],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": SYMBOL[kind], "size": 11, "color": theme.ink, "line": {"color": theme.ink, "width": 2}},
    }


def _hover(items: list[Item]) -> str:
    """Escaped, so that what was written makes no tag or link of Plotly's; quotes stay, for it can't read `&quot;`."""
    sentences = [text.event_point(item) for item in items[:MOST_IN_HOVER]]
    sentences += [text.more_events(len(items) - MOST_IN_HOVER)] if len(items) > MOST_IN_HOVER else []
    return "<br>".join(lettering(line) for sentence in sentences for line in wrap(sentence, HOVER_LINE))


def _numbers(places: list[float], numbers: list[int], per_px: float, theme: Theme) -> dict:
    """The numbers under the marks; those that have no room side by side on a phone are joined to one label."""
    near = 4 * per_px  # so that the numbers of however many events are joined in few steps
    labels = [list(group) for _, group in groupby(range(len(places)), key=lambda at: places[at] // near)]
    while len(labels) > 1:
        lacking = [_lacking(pair, places, numbers, per_px) for pair in pairwise(labels)]
        if max(lacking) <= 0:
            break
        at = lacking.index(max(lacking))  # the worst first, so that labels stay near their marks
        labels[at : at + 2] = [labels[at] + labels[at + 1]]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_middle(places, label) for label in labels],
        "y": [NUMBERS / 2] * len(labels),
        "text": [_label(numbers, label) for label in labels],
        "textfont": {"size": theme.small, "color": theme.ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _lacking(pair: tuple[list[int], list[int]], places: list[float], numbers: list[int], per_px: float) -> float:
    """How many px two labels lack to stand side by side."""
    needs = sum(breadth([_label(numbers, label)]) / 2 for label in pair) + 4
    return needs - (_middle(places, pair[1]) - _middle(places, pair[0])) / per_px


def _middle(places: list[float], label: list[int]) -> float:
    return (places[label[0]] + places[label[-1]]) / 2


def _label(numbers: list[int], label: list[int]) -> str:
    first, last = numbers[label[0]], numbers[label[-1]]
    return str(first) if first == last else f"{first}–{last}"


def with_lane(figure: dict, high: int, data: list[dict], ends: tuple[float, float], theme: Theme, lane: str) -> dict:
    """A figure whose plot is `high` px higher, with `data` in a lane (axis `lane`, in px) at its foot, over the years.

    A figure that has a lane already gets the new one under it.
    """
    layout = figure["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]

    def lifted(y: float) -> float:
        return (y * plot + high) / (plot + high)

    def moved(thing: dict, ref: str, *names: str) -> dict:
        # What stands at the plot's foot (the note, the foot of a break's line) stays there, under the lane.
        return thing | {n: lifted(thing[n]) for n in names if thing[ref] == "paper" and thing[n] != 0}

    axes = {
        name: axis | {"domain": [lifted(end) for end in axis.get("domain", (0, 1))]}
        for name, axis in layout.items()
        if name.startswith("yaxis")
    }
    years = [upright(year, theme.grid, yref=lane, y1=high) for year in layout["xaxis"]["tickvals"]]
    layout = layout | axes | {
        "height": layout["height"] + high,
        "xaxis": layout["xaxis"] | {"range": list(ends), "anchor": lane},
        f"yaxis{lane[1:]}": hidden(range=[0, high], domain=[0, lifted(0)], anchor="x"),
        "shapes": [moved(shape, "yref", "y0", "y1") for shape in layout["shapes"]] + years,
        "annotations": [moved(note, "yref", "y") for note in layout["annotations"]],
    }  # fmt: skip
    return {"data": figure["data"] + data, "layout": layout}
