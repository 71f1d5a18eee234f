"""Year by year: a dot for every value, a line only between years that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from math import ceil

import pandas as pd

from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    apart,
    axis,
    breadth,
    broken,
    chart,
    hidden,
    highest,
    interval,
    is_uncertain,
    marks,
    nothing,
    riket_years,
    says,
    scale,
    shares,
    signs,
    upright,
    whiskers,
)
from ojdash.charts.theme import JA, NEJ, Theme
from ojdash.domain.answer import Answer, number
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.missing import why_no_row
from ojdash.text import charts as text
from ojdash.text import words

PLOT = 280  # px
FOOT = 26  # px under the axis' low end, for the signs of missing values
MOST_LABELS = 5  # that many years have room on a phone, side by side

ANSWERS_RANGE = [-1.1, 0.6]  # answers lie at 0, signs that are words under them
_TAG = re.compile(r"</?(?:b|span)\b[^>]*>")

Row = tuple[int, float | None, str | None, float | None]  # year, value, missing, n


def years(answer: Answer, theme: Theme) -> Chart:
    """År för år: the own kommun's values beside the middle half, Riket and the group's median."""
    if answer.indikator.kind == "ja_nej":
        return _ja_nej_years(answer, theme)
    if answer.indikator.kind == "kategori":
        return own_answers(answer, theme)
    return _quantity_years(answer, theme)


def own_answers(answer: Answer, theme: Theme) -> Chart:
    """The own kommun's answers by year: ● Ja, ○ Nej or the sign of a missing value; a category at its words."""
    if not answer.years:
        return nothing(answer, theme)
    if answer.indikator.kind == "kategori":
        return _categories(answer, theme)
    own = own_rows(answer)
    data, note = _ja_nej_marks(answer, theme, own)
    shapes, notes = _breaks(answer, theme, PLOT)
    title = says(theme, f"<b>{escape(answer.kommun.namn)}</b>", x=0, y=1, xanchor="left", yanchor="bottom", yshift=4)
    top = 8 + LINE + LINE * len(notes)
    title["yshift"] += LINE * len(notes)
    axes = {"xaxis": _year_axis(theme, answer.years), "yaxis": hidden(range=ANSWERS_RANGE)}
    return chart(
        answer, theme, data, _alt(answer, own), plot=64, margins=Margins(left=24, right=24, top=top, bottom=30),
        axes=axes, shapes=shapes, annotations=[title, *notes], note=note,
    )  # fmt: skip


def own_rows(answer: Answer) -> list[Row]:
    """The own kommun's value of every year asked, with the reason where there is none, first to last."""
    rows = answer.rows[answer.rows["kommun"] == answer.kommun.kod]
    columns = (rows[name].tolist() for name in ("year", "value", "missing", "n"))
    found = {int(year): (number(value), why, number(n)) for year, value, why, n in zip(*columns, strict=True)}
    step, first, last = _step(answer.years), min(answer.years), max(answer.years)
    asked = sorted({*range(first, last + 1, step), *found, *answer.years})
    own = []
    for year in asked:
        value, why, n = found.get(year, (None, None, None))
        if value is None and not isinstance(why, str):
            why = why_no_row(year, answer.years)
        own.append((year, value, None if value is not None else why, n))
    return own


def segments(points: Iterable[tuple[int, float | None]], indikator: Indikator, step: int) -> list[list[tuple]]:
    """Runs of (year, value) that a line may join: no missing year, no break between, the usual time apart."""
    runs: list[list[tuple]] = []
    for year, value in points:
        if value is None:
            continue
        before = runs[-1][-1][0] if runs else None
        if before is None or year - before > step or indikator.break_between(before, year):
            runs.append([])
        runs[-1].append((year, value))
    return runs


def _quantity_years(answer: Answer, theme: Theme) -> Chart:
    indikator, name = answer.indikator, answer.kommun.namn
    own = own_rows(answer) if answer.years else []
    national = answer.national
    group = answer.group_years if answer.group_years is not None else pd.DataFrame({"year": [], "value": []})
    nation = riket_years(answer)
    middle = _pairs(group, "value")
    named = _named_kommuner(answer)
    ends = [interval(indikator, value, n) for _, value, _, n in own]
    everything = [value for _, value, _, _ in own] + [end for pair in ends if pair for end in pair]
    for points in (nation, middle, _pairs(national, "q1"), _pairs(national, "q3"), *(p for _, p in named)):
        everything += [value for _, value in points]
    if not own or all(value is None for value in everything):
        return nothing(answer, theme)
    everything += highest(answer)
    low, high, told = scale(indikator, everything)
    step = _step(answer.years)
    per_px = (high - low or 1.0) / (PLOT - FOOT)
    foot = low - FOOT * per_px

    data = _bands(theme, national, indikator, step)
    labels: list[tuple[float, str, str]] = []
    if data:
        last = national[national["q1"].notna()].iloc[-1]
        labels.append(((last["q1"] + last["q3"]) / 2, broken(text.MIDDLE_HALF, 12), theme.muted))
    if middle:
        data.append(_line(segments(middle, indikator, step), theme.muted, width=1.5))
        data.append(_small(middle, text.MEDIAN_OF[answer.group.kind], answer, theme.muted))
        labels.append((middle[-1][1], broken(text.MEDIAN_OF[answer.group.kind], 14), theme.muted))
    if nation:
        data.append(_line(segments(nation, indikator, step), theme.riket, width=1.2, dash="dashdot"))
        data.append(_small(nation, text.RIKET, answer, theme.riket))
        labels.append((nation[-1][1], text.RIKET, theme.riket))
    for look, (namn, points) in zip(theme.comparisons, named, strict=False):
        data.append(_line(segments(points, indikator, step), look.colour, width=2, dash=look.dash))
        data.append(_small(points, namn, answer, look.colour, symbol=look.symbol, size=8))
        mark = f'<span style="color:{look.colour}">{look.glyph}</span>'
        labels.append((points[-1][1], f"{mark} {broken(namn, 14)}", theme.ink))
    data += _own_line(answer, theme, own, ends, step)
    known = [(year, value) for year, value, _, _ in own if value is not None]
    if known:
        spoken = f"<b>{broken(name, 14)}</b><br><b>{escape(words.value(indikator, known[-1][1], short=True))}</b>"
        labels.append((known[-1][1], spoken, theme.ink))
    else:
        labels.append((low, f"<b>{broken(name, 14)}</b>", theme.ink))
    lacking = _missing_marks(answer, theme, own, foot + (FOOT - 14) * per_px)
    data += lacking

    shapes, notes = _breaks(answer, theme, PLOT)
    annotations = notes + _ends(theme, labels, low, per_px)
    unit = broken(text.unit(indikator, told), 38)
    annotations.append(
        says(theme, unit, x=0, y=1, xanchor="left", yanchor="bottom", small=True)
        | {"xshift": 4 - _left(indikator, high), "yshift": 6 + LINE * len(notes)}
    )
    axes = {
        "xaxis": _year_axis(theme, answer.years),
        "yaxis": axis(theme, range=[foot, high + 6 * per_px], **shares(indikator, high)),
    }
    margins = Margins(
        left=_left(indikator, high),
        right=breadth(_TAG.sub("", spoken) for _, spoken, _ in labels) + 14,
        top=12 + LINE * (unit.count("<br>") + 1) + LINE * len(notes),
        bottom=30,
    )
    note = [
        text.WHISKERS if any(ends) else "",
        text.HOLLOW if any(is_uncertain(n) for _, value, _, n in own if value is not None) else "",
        text.CHOSEN if answer.question.from_year in {year for year, _ in known} else "",
        _missing_note(own),
    ]
    others = [text.line_alt(text.RIKET, nation[-1][0], words.value(indikator, nation[-1][1]))] if nation else []
    if middle:
        label = text.MEDIAN_OF[answer.group.kind]
        others.append(text.line_alt(label, middle[-1][0], words.value(indikator, middle[-1][1])))
    return chart(
        answer, theme, data, _alt(answer, own, others), plot=PLOT, margins=margins, axes=axes, shapes=shapes,
        annotations=annotations, note=note,
    )  # fmt: skip


def _ja_nej_years(answer: Answer, theme: Theme) -> Chart:
    """The own answers, and under them the share of Ja in the group and among all kommuner."""
    indikator, kod = answer.indikator, answer.kommun
    if not answer.years:
        return nothing(answer, theme)
    own, step = own_rows(answer), _step(answer.years)
    data, note = _ja_nej_marks(answer, theme, own)
    for trace in data:
        trace["yaxis"] = "y2"
    tall, upper, low_part = 288, 68, 190
    per_px = 110 / low_part
    labels: list[tuple[float, str, str]] = []
    others = []
    national = answer.national[answer.national["kommuner"] > 0]
    columns = (national[name].tolist() for name in ("year", "ja", "kommuner"))
    nation = [
        (int(year), 100 * ja / all_answers, int(ja), int(all_answers))
        for year, ja, all_answers in zip(*columns, strict=True)
        if number(ja) is not None
    ]
    group = answer.group_years if answer.group_years is not None else pd.DataFrame({"year": [], "value": [], "n": []})
    columns = (group[name].tolist() for name in ("year", "value", "n"))
    beside = [
        (int(year), value, round(value * n / 100), int(n))
        for year, value, n in zip(*columns, strict=True)
        if number(value) is not None
    ]
    kind = answer.group.kind if answer.group else "riket"
    for points, name, colour, line in (
        (nation, text.ALL, theme.riket, {"width": 1.2, "dash": "dashdot"}),
        (beside if kind != "riket" else [], text.GROUP_SHORT[kind], theme.muted, {"width": 1.5}),
    ):
        if not points:
            continue
        data.append(_line(segments([point[:2] for point in points], indikator, step), colour, **line))
        hover = [text.share(name, percent, year, ja, answers) for year, percent, ja, answers in points]
        data.append(marks(*zip(*[p[:2] for p in points], strict=True), hover, size=6, color=colour))  # type: ignore
        year, percent, ja, answers = points[-1]
        labels.append((percent, f"{broken(name, 14)}<br>{escape(text.yes_of(ja, answers))}", colour))
        others.append(text.share(name, percent, year, ja, answers))
    for trace in data:
        for along in ("x", "y"):
            trace[along] = list(trace[along])
    shapes, notes = _breaks(answer, theme, tall)
    title = says(theme, f"<b>{escape(kod.namn)}</b>", x=0, y=1, xanchor="left", yanchor="bottom")
    title["yshift"] = 4 + LINE * len(notes)
    title["xshift"] = -28
    unit = says(theme, escape(text.share_axis()), x=0, y=low_part / tall, xanchor="left", yanchor="bottom", small=True)
    unit["xshift"] = -28
    annotations = [title, unit, *notes, *_ends(theme, labels, -5, per_px)]
    axes = {
        "xaxis": _year_axis(theme, answer.years) | {"anchor": "y"},
        "yaxis": axis(theme, range=[-5, 105], domain=[0, low_part / tall], tickvals=[0, 50, 100]),
        "yaxis2": hidden(range=ANSWERS_RANGE, domain=[1 - upper / tall, 1], anchor="x"),
    }
    margins = Margins(
        left=34,
        right=max(24, breadth(spoken for _, spoken, _ in labels) + 14),
        top=10 + LINE + LINE * len(notes),
        bottom=30,
    )
    return chart(
        answer, theme, data, _alt(answer, own, others), plot=tall, margins=margins, axes=axes, shapes=shapes,
        annotations=annotations, note=note,
    )  # fmt: skip


def _categories(answer: Answer, theme: Theme) -> Chart:
    indikator, name = answer.indikator, answer.kommun.namn
    own = own_rows(answer)
    codes = category_codes(indikator, [value for _, value, _, _ in own])
    labels = [broken(words.value(indikator, code), 16) for code in codes]
    known = [(year, codes.index(value)) for year, value, _, _ in own if value is not None]
    hover = [text.point(name, indikator, value, year) for year, value, _, _ in own if value is not None]
    data = [marks([year for year, _ in known], [at for _, at in known], hover, size=14, color=theme.ink)]
    data += _missing_marks(answer, theme, own, -0.85)
    shapes, notes = _breaks(answer, theme, PLOT)
    title = says(theme, f"<b>{escape(name)}</b>", x=0, y=1, xanchor="left", yanchor="bottom")
    title["yshift"] = 4 + LINE * len(notes)
    row = max(44, LINE * max(label.count("<br>") + 1 for label in labels) + 10)
    axes = {
        "xaxis": _year_axis(theme, answer.years),
        "yaxis": axis(
            theme,
            range=[-1.2, len(codes) - 0.4],
            tickmode="array",
            tickvals=list(range(len(codes))),
            ticktext=labels,
        ),
    }
    margins = Margins(left=breadth(labels) + 10, right=24, top=8 + LINE + LINE * len(notes), bottom=30)
    return chart(
        answer, theme, data, _alt(answer, own), plot=int(row * (len(codes) + 0.8)), margins=margins, axes=axes,
        shapes=shapes, annotations=[title, *notes], note=[_missing_note(own)],
    )  # fmt: skip


def category_codes(indikator: Indikator, values: Iterable[float | None]) -> list[float]:
    """The codes of an indikator's categories, and any code that occurs without being declared, lowest first."""
    return sorted({*map(float, indikator.codes), *(value for value in values if value is not None)})


def _own_line(
    answer: Answer, theme: Theme, own: list[Row], ends: list[tuple[float, float] | None], step: int
) -> list[dict]:
    indikator, name = answer.indikator, answer.kommun.namn
    chosen = {answer.question.year, answer.question.from_year}
    known = [(row, end) for row, end in zip(own, ends, strict=True) if row[1] is not None]
    if not known:
        return []
    line = _line(segments([row[:2] for row, _ in known], indikator, step), theme.ink, width=3)
    hollow = [is_uncertain(row[3]) for row, _ in known]
    values = [row[1] for row, _ in known]
    dots = marks(
        [row[0] for row, _ in known],
        values,
        [text.point(name, indikator, row[1], row[0], end) for row, end in known],
        size=[13 if row[0] in chosen else 9 for row, _ in known],
        color=[theme.background if open else theme.ink for open in hollow],
        symbol="circle",
        opacity=1,
        line={"color": theme.ink, "width": 2},
    )
    if any(end for _, end in known):
        dots["error_y"] = whiskers(theme, theme.ink, values, [end for _, end in known])
    return [line, dots]


def _named_kommuner(answer: Answer) -> list[tuple[str, list[tuple[int, float]]]]:
    """Up to three kommuner that the rows name beside the own one and Riket."""
    others = answer.rows[~answer.rows["kommun"].isin([answer.kommun.kod, RIKET])]
    found = [(rows["namn"].iloc[0], _pairs(rows, "value")) for _, rows in others.groupby("kommun", sort=False)]
    return [(namn, points) for namn, points in found if points][:3]


def _bands(theme: Theme, national: pd.DataFrame, indikator: Indikator, step: int) -> list[dict]:
    """The middle half as soft bands, one for every run of comparable years."""
    q3 = dict(_pairs(national, "q3"))
    bands = []
    for run in segments(_pairs(national, "q1"), indikator, step):
        along = [year for year, _ in run]
        along = [along[0] - 0.2 * step, *along, along[-1] + 0.2 * step]
        lows = [run[0][1], *(value for _, value in run), run[-1][1]]
        highs = [q3[run[0][0]], *(q3[year] for year, _ in run), q3[run[-1][0]]]
        bands.append(
            {
                "type": "scatter", "mode": "lines", "x": along + along[::-1], "y": highs + lows[::-1],
                "fill": "toself", "fillcolor": theme.band, "line": {"width": 0, "color": theme.band},
                "hoverinfo": "skip", "name": "band",
            }
        )  # fmt: skip
    return bands


def _line(runs: list[list[tuple]], colour: str, **line: object) -> dict:
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


def _small(points: list[tuple[int, float]], name: str, answer: Answer, colour: str, **marker: object) -> dict:
    hover = [text.point(name, answer.indikator, value, year) for year, value in points]
    marker = {"size": 4, "symbol": "circle"} | marker
    return marks([year for year, _ in points], [value for _, value in points], hover, color=colour, **marker)


def _ja_nej_marks(answer: Answer, theme: Theme, own: list[Row]) -> tuple[list[dict], list[str]]:
    """● and ○ on one row, missing signs between them, and how they are read."""
    name, indikator = answer.kommun.namn, answer.indikator
    known = [(year, value) for year, value, _, _ in own if value is not None]
    data = [
        marks(
            [year for year, _ in known],
            [0] * len(known),
            [text.point(name, indikator, value, year) for year, value in known],
            size=18 if len(own) <= 7 else 13,
            symbol="circle",
            color=[theme.ink if value == 1 else theme.background for _, value in known],
            opacity=1,
            line={"color": theme.ink, "width": 2.5},
        )
    ]
    data += _missing_marks(answer, theme, own, 0, under=-0.75)
    return data, [f"{JA} {text.JA}   {NEJ} {text.NEJ}", _missing_note(own)]


def _missing_marks(answer: Answer, theme: Theme, own: list[Row], y: float, under: float | None = None) -> list[dict]:
    """The sign of every missing year; a word stands once for a run of years, and lower (`under`)."""
    runs: list[list[tuple[int, str]]] = []
    for year, value, why, _ in own:
        if value is not None:
            continue
        long = len(words.MISSING_SIGN[why]) > 3
        follows = runs and runs[-1][-1][1] == why and runs[-1][-1][0] == _before(own, year)
        if not (long and follows):
            runs.append([])
        runs[-1].append((year, why))
    if not runs:
        return []
    x = [(run[0][0] + run[-1][0]) / 2 for run in runs]
    hover = [" ".join(text.missing_point(answer.kommun.namn, why, year) for year, why in run) for run in runs]
    spoken = [words.MISSING_SIGN[run[0][1]] for run in runs]
    heights = [under if under is not None and len(sign) > 2 else y for sign in spoken]
    return [signs(x, heights, spoken, hover, theme)]


def _before(own: list[Row], year: int) -> int | None:
    earlier = [row[0] for row in own if row[0] < year]
    return earlier[-1] if earlier else None


def _missing_note(own: list[Row]) -> str:
    return text.missing_key(list(dict.fromkeys(why for _, value, why, _ in own if value is None)))


def _breaks(answer: Answer, theme: Theme, plot: int) -> tuple[list[dict], list[dict]]:
    """A thin line at every break within the years, with a note above the plot."""
    if not answer.years:
        return [], []
    step, first, last = _step(answer.years), min(answer.years), max(answer.years)
    shapes, notes = [], []
    found = [brott.year for brott in answer.indikator.breaks if first < brott.year <= last]
    for level, year in enumerate(found):  # one note above the other, however near the breaks are
        at = year - step / 2
        high = 4 + LINE * level
        shapes.append(upright(at, theme.muted, width=1, y1=1 + (high + 2) / plot))
        anchor = "left" if (at - first) / max(last - first, 1) < 0.5 else "right"
        spoken = escape(text.new_question(year))
        notes.append(
            says(theme, spoken, x=at, y=1, xref="x", xanchor=anchor, yanchor="bottom", yshift=high, small=True)
        )
    return shapes, notes


def _ends(theme: Theme, labels: Sequence[tuple[float, str, str]], low: float, per_px: float) -> list[dict]:
    """Labels at the lines' ends in the right margin, none on another."""
    places = [(value - low) / per_px for value, _, _ in labels]
    needs = [LINE * (spoken.count("<br>") + 1) + 3 for _, spoken, _ in labels]
    moved = apart(places, needs, -10, PLOT - FOOT)
    return [
        says(
            theme, spoken, x=1, y=low + place * per_px, yref="y", xanchor="left", yanchor="middle", xshift=8,
            font={"size": theme.small, "color": colour},
        )
        for (_, spoken, colour), place in zip(labels, moved, strict=True)
    ]  # fmt: skip


def _year_axis(theme: Theme, all_years: Sequence[int]) -> dict:
    """A tick for every year from the first to the last; the last is always labelled."""
    step, first, last = _step(all_years), min(all_years), max(all_years)
    every = list(range(first, last + 1, step))
    pad = max(0.4 * step, (last - first) * 0.03)
    apart_by = ceil(len(every) / MOST_LABELS)
    labels = [str(year) if at % apart_by == 0 else "" for at, year in enumerate(reversed(every))][::-1]
    ticks = {"tickmode": "array", "tickvals": every, "ticktext": labels}
    return axis(theme, range=[first - pad, last + pad], tickformat="d", showgrid=False, **ticks) | {
        "ticks": "outside", "ticklen": 4, "tickcolor": theme.muted,
    }  # fmt: skip


def _step(all_years: Sequence[int]) -> int:
    """The usual time between collections: a line joins values that are no further apart."""
    ordered = sorted(all_years)
    return min((later - earlier for earlier, later in pairwise(ordered)), default=1)


def _pairs(table: pd.DataFrame | None, column: str) -> list[tuple[int, float]]:
    if table is None or not len(table):
        return []
    pairs = zip(table["year"].tolist(), table[column].tolist(), strict=True)
    return [(int(year), float(value)) for year, value in pairs if number(value) is not None]


def _left(indikator: Indikator, high: float) -> int:
    return breadth([words.number(high, 0 if indikator.kind == "andel" else min(indikator.decimals, 1))]) + 12


def _alt(answer: Answer, own: list[Row], others: Sequence[str] = ()) -> str:
    broken_at = [b.year for b in answer.indikator.breaks if min(answer.years) < b.year <= max(answer.years)]
    rows = [(year, value, why) for year, value, why, _ in own]
    return text.years_alt(answer.kommun.namn, answer.indikator, rows, broken_at, others)
