"""What figures over years share: the own rows, the axis, breaks, missing signs, lines and the labels at their ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from math import ceil

from ojdash.charts.figure import LINE, axis, says, signs, upright
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import Theme
from ojdash.domain.answer import Answer, number
from ojdash.domain.indikator import Indikator
from ojdash.text import alt as alternative
from ojdash.text import charts as text
from ojdash.text import words

FOOT = 26  # px under the axis' low end, for the signs of missing values
MOST_LABELS = 5  # that many years have room on a phone, side by side

OwnYear = tuple[int, float | None, str | None, float | None]  # year, value, missing, n
EndLabel = tuple[float, str, str]  # where along the axis of values, its words escaped, colour


def own_rows(answer: Answer) -> list[OwnYear]:
    """The own kommun's value of every year asked, with the reason where there is none, first to last."""
    rows = answer.rows[answer.rows["kommun"] == answer.kommun.kod]
    columns = (rows[name].tolist() for name in ("year", "value", "missing", "n"))
    by_year = {int(year): (number(value), why, number(n)) for year, value, why, n in zip(*columns, strict=True)}
    every = range(min(answer.years), max(answer.years) + 1, usual_gap(answer.years))
    own = []
    for year in sorted({*every, *by_year, *answer.years}):
        value, why, n = by_year.get(year, (None, None, None))
        if value is None and not isinstance(why, str):
            why = answer.indikator.why_no_row(year, answer.years)
        own.append((year, value, None if value is not None else why, n))
    return own


def usual_gap(all_years: Sequence[int]) -> int:
    """The usual time between collections: a line joins values that are no further apart."""
    return min((later - earlier for earlier, later in pairwise(sorted(all_years))), default=1)


def year_axis(theme: Theme, all_years: Sequence[int]) -> dict:
    """A tick for every year from the first to the last; the last is always labelled."""
    gap, first, last = usual_gap(all_years), min(all_years), max(all_years)
    every = list(range(first, last + 1, gap))
    pad = max(0.4 * gap, (last - first) * 0.03)
    apart_by = ceil(len(every) / MOST_LABELS)
    labels = [str(year) if at % apart_by == 0 else "" for at, year in enumerate(reversed(every))][::-1]
    return axis(
        theme, range=[first - pad, last + pad], tickformat="d", showgrid=False, tickmode="array", tickvals=every,
        ticktext=labels, ticks="outside", ticklen=4, tickcolor=theme.muted,
    )  # fmt: skip


def break_lines(answer: Answer, theme: Theme, plot: int) -> tuple[list[dict], list[dict]]:
    """A thin line at every break within the years, with a note above the plot."""
    gap, first, last = usual_gap(answer.years), min(answer.years), max(answer.years)
    shapes, notes = [], []
    for level, year in enumerate(_breaks(answer)):  # one note above the other, however near the breaks are
        at = year - gap / 2
        high = 4 + LINE * level
        shapes.append(upright(at, theme.muted, width=1, y1=1 + (high + 2) / plot))
        anchor = "left" if (at - first) / max(last - first, 1) < 0.5 else "right"
        spoken = lettering(text.new_question(year))
        notes.append(
            says(theme, spoken, x=at, y=1, xref="x", xanchor=anchor, yanchor="bottom", yshift=high, small=True)
        )
    return shapes, notes


def own_points(
    answer: Answer, own: list[OwnYear], height: Callable[[float], float]
) -> list[tuple[float, float, str, int]]:
    """Where the own values stand in a figure, for figure.doubted."""
    return [(year, height(value), answer.kommun.kod, year) for year, value, _, _ in own if value is not None]


def own_hover(answer: Answer, year: int, value: float, interval: tuple[float, float] | None = None) -> str:
    """What hovering over one of the own values says."""
    sentence = text.point(answer.kommun.namn, answer.indikator, value, year, interval)
    return text.doubted(sentence, answer.marks.doubt(answer.indikator.id, answer.kommun.kod, year))


def missing_signs(answer: Answer, theme: Theme, own: list[OwnYear], y: float, under: float | None = None) -> list[dict]:
    """The sign of every missing year; a word stands once for a run of years, and lower (`under`)."""
    runs: list[tuple[str, list[int]]] = []
    for why, rows in groupby(own, key=lambda row: row[2]):
        if why is None:
            continue
        gone = [year for year, *_ in rows]
        runs += [(why, gone)] if len(words.MISSING_SIGN[why]) > 3 else [(why, [year]) for year in gone]
    if not runs:
        return []
    x = [(gone[0] + gone[-1]) / 2 for _, gone in runs]
    whose = answer.kommun.namn, answer.indikator
    hover = [" ".join(text.missing_point(*whose, why, year, answer.rule) for year in gone) for why, gone in runs]
    spoken = [words.MISSING_SIGN[why] for why, _ in runs]
    heights = [under if under is not None and len(sign) > 2 else y for sign in spoken]
    return [signs(x, heights, spoken, hover, theme)]


def missing_note(answer: Answer, own: list[OwnYear]) -> str:
    """How the signs of the missing years are read."""
    kinds = dict.fromkeys(why for _, _, why, _ in own if why is not None)
    return text.missing_key(answer.indikator, list(kinds), answer.rule)


def segments(points: Iterable[tuple[int, float | None]], indikator: Indikator, gap: int) -> list[list[tuple]]:
    """Runs of (year, value) that a line may join: no missing year, no break between, the usual time apart."""
    runs: list[list[tuple]] = []
    for year, value in points:
        if value is None:
            continue
        before = runs[-1][-1][0] if runs else None
        if before is None or year - before > gap or indikator.break_between(before, year):
            runs.append([])
        runs[-1].append((year, value))
    return runs


def lines(runs: list[list[tuple]], colour: str, **line: object) -> dict:
    """One trace of lines with a gap (None) between runs."""
    x: list[int | None] = []
    y: list[float | None] = []
    for run in runs:
        x += [*(year for year, _ in run), None]
        y += [*(value for _, value in run), None]
    return {
        "type": "scatter", "mode": "lines", "x": x[:-1], "y": y[:-1], "connectgaps": False, "hoverinfo": "skip",
        "line": {"color": colour, **line},
    }  # fmt: skip


def end_labels(theme: Theme, labels: Sequence[EndLabel], low: float, per_px: float) -> list[dict]:
    """Labels at the lines' ends in the right margin, none on another."""
    places = [(value - low) / per_px for value, _, _ in labels]
    needs = [LINE * (spoken.count("<br>") + 1) + 3 for _, spoken, _ in labels]
    moved = apart(places, needs, -10, theme.plot - FOOT)
    return [
        says(
            theme, spoken, x=1, y=low + place * per_px, yref="y", xanchor="left", yanchor="middle", xshift=8,
            font={"size": theme.small, "color": colour},
        )
        for (_, spoken, colour), place in zip(labels, moved, strict=True)
    ]  # fmt: skip


def apart(places: Sequence[float], needs: Sequence[float], low: float, high: float) -> list[float]:
    """Places of labels along an axis, moved as little as need be so that none lies on another (all in px)."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    offsets, reach = [], 0.0
    for at in order:
        offsets.append(reach + needs[at] / 2)
        reach += needs[at]
    # Labels that collide form a block around the mean of their places; blocks that collide are joined.
    blocks: list[list[float]] = []
    for at, offset in zip(order, offsets, strict=True):
        blocks.append([places[at] - offset, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, size = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + value * size) / (blocks[-1][1] + size), blocks[-1][1] + size]
    starts = [value for value, size in blocks for _ in range(int(size))]
    moved = [0.0] * len(places)
    for at, offset, start in zip(order, offsets, starts, strict=True):
        moved[at] = max(min(start, high - reach), low) + offset
    return moved


def years_alt(answer: Answer, own: list[OwnYear], others: Sequence[str] = ()) -> str:
    """The figure in sentences: every own value, the breaks, and what `others` say."""
    return alternative.years_alt(
        answer.kommun.namn, answer.indikator, answer.rule, [row[:3] for row in own], _breaks(answer), others
    )


def _breaks(answer: Answer) -> list[int]:
    """The years of the breaks that lie between the first year and the last."""
    first, last = min(answer.years), max(answer.years)
    return [brott.year for brott in answer.indikator.breaks if first < brott.year <= last]
