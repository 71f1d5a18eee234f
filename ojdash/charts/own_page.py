"""The figure that an answer has on its own page, wherever else it is shown: a screen of a meeting, a paper."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.charts.by_year import years
from ojdash.charts.figure import Chart
from ojdash.charts.funnel import funnel
from ojdash.charts.rows import beside
from ojdash.charts.strip import position
from ojdash.charts.theme import Theme
from ojdash.domain.analys import Item
from ojdash.domain.answer import Answer
from ojdash.domain.own import OwnValue


def compared(answer: Answer, theme: Theme, own: Sequence[OwnValue] = ()) -> Chart:
    """Jämför: the funnel where it is asked for and there is one, else a row a kommun with own figures."""
    if answer.question.figur == "tratt" and answer.funnel is not None:
        return funnel(answer, theme)
    return beside(answer, theme, own)


_DRAWN = {"indikator": position, "jamfor": compared}


def figure_of(answer: Answer, theme: Theme, events: Sequence[Item] = ()) -> Chart | None:
    """The figure, with dated events where it is over years; None for a page that has none, and without values."""
    if answer.is_empty:
        return None
    if answer.question.page == "over_tid":
        return years(answer, theme, events)
    draw = _DRAWN.get(answer.question.page)
    return draw(answer, theme) if draw else None
