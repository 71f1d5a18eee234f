"""A visitor's own figures in a figure: crosses beside the published marks, and never anything else's shape.

Figures over years have them at their own dates; Ja and Nej have them in a lane of their own under the plot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ojdash.charts.coded_years import category_codes
from ojdash.charts.events import place, with_lane
from ojdash.charts.figure import Chart, marks, says
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import Theme
from ojdash.charts.year_axis import own_rows, usual_gap, year_axis
from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.domain.own import OwnValue
from ojdash.text import own as text

LANE = 62  # px: whose they are, a row of crosses, and under each its answer
UNDER = 0.3  # of a row of categories: so far under the published dot


def key(indikator: Indikator, own: Sequence[OwnValue]) -> list[str]:
    """How the crosses are read, where any is drawn."""
    return [text.FIGURE_JA if indikator.kind == "ja_nej" else text.FIGURE] if own else []


def crosses(
    answer: Answer, theme: Theme, own: Sequence[OwnValue], x: list, y: list, namn: dict[str, str] | None = None
) -> dict:
    """The marks of some own values; an open cross is a Nej."""
    indikator = answer.indikator
    named = namn or {answer.kommun.kod: answer.kommun.namn}
    hover = [text.point(named[one.kommun], indikator, one) for one in own]
    nej = [indikator.kind == "ja_nej" and one.value == 0 for one in own]
    colours = [theme.background if empty else theme.ink for empty in nej]
    drawn = marks(x, y, hover, symbol="cross", size=12, color=colours, opacity=1)
    outer = [theme.ink if empty else theme.background for empty in nej]
    drawn["marker"]["line"] = {"color": outer, "width": [2 if empty else 1 for empty in nej]}
    return drawn | {"name": "own"}


def with_own_years(drawn: Chart, answer: Answer, theme: Theme, own: Sequence[OwnValue]) -> Chart:
    """A figure over years with own figures at their own dates; the same figure where there are none."""
    if not own:
        return drawn
    indikator = answer.indikator
    layout = drawn.figure["layout"]
    x = [at(one, answer) for one in own]
    first, last = layout["xaxis"]["range"]
    edge = 0.03 * max(last - first, 1)
    ends = min(first, min(x) - edge), max(last, max(x) + edge)
    alt = f"{drawn.alt} {text.alt({answer.kommun.kod: answer.kommun.namn}, indikator, own)}"
    figure = {**drawn.figure, "layout": layout | {"xaxis": _years(answer, theme, own, layout["xaxis"], ends)}}
    if indikator.kind == "ja_nej":
        figure = with_lane(figure, LANE, _answers(answer, theme, own, x), ends, theme, "y4")
        named = says(
            theme, lettering(text.MARK), x=0, y=LANE, yref="y4", xanchor="left", yanchor="top", bgcolor=theme.background
        )
        figure["layout"]["annotations"] = [*figure["layout"]["annotations"], named]
        return replace(drawn, figure=figure, alt=alt, height=drawn.height + LANE)
    y = [one.value for one in own]
    if indikator.kind == "kategori":
        codes = category_codes(indikator, [value for _, value, _, _ in own_rows(answer)])
        y = [codes.index(value) - UNDER for value in y]
    # Above the highest of them and without a ground of its own: it hides neither a cross nor a published mark.
    highest = max(range(len(y)), key=y.__getitem__)
    spoken = says(
        theme, lettering(text.MARK), x=x[highest], y=y[highest], xref="x", yref="y", yanchor="bottom", yshift=8,
        xanchor="right" if x[highest] > sum(ends) / 2 else "left", font={"size": theme.small, "color": theme.ink},
    )  # fmt: skip
    figure["data"] = [*figure["data"], crosses(answer, theme, own, x, y)]
    figure["layout"]["annotations"] = [*layout["annotations"], spoken]
    return replace(drawn, figure=figure, alt=alt)


def at(one: OwnValue, answer: Answer) -> float:
    """Where a value lies on an axis of years: a whole year at its year, a part of one by its last day, as events do."""
    return one.period.year if one.period.part == "ar" else place(one.period.last, answer.indikator)


def _years(answer: Answer, theme: Theme, own: Sequence[OwnValue], axis: dict, ends: tuple[float, float]) -> dict:
    """The axis of years, with ticks as far as the own figures reach."""
    here = set(axis["tickvals"])
    gap = usual_gap(answer.years)
    before = range(min(here) - gap, min(one.period.year for one in own) - 1, -gap)
    after = range(max(here) + gap, max(one.period.year for one in own) + 1, gap)
    every = [*here, *before, *after]
    return axis | (year_axis(theme, every) if before or after else {}) | {"range": list(ends)}


def _answers(answer: Answer, theme: Theme, own: Sequence[OwnValue], x: list[float]) -> list[dict]:
    """Crosses in a lane of `LANE` px with Ja or Nej under each."""
    spoken = [lettering(text.value(answer.indikator, value)) for value in own]
    words = {
        "type": "scatter", "mode": "text", "x": x, "y": [LANE - 52] * len(x), "text": spoken, "hoverinfo": "skip",
        "textfont": {"size": theme.small, "color": theme.ink}, "cliponaxis": False,
    }  # fmt: skip
    return [trace | {"yaxis": "y4"} for trace in (crosses(answer, theme, own, x, [LANE - 32] * len(x)), words)]
