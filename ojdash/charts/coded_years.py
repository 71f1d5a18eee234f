"""Answers by year: ● Ja and ○ Nej on one row, alone or over the share of Ja; categories at their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    axis,
    breadth,
    broken,
    chart,
    doubted,
    hidden,
    marks,
    nothing,
    says,
)
from ojdash.charts.lettering import lettering
from ojdash.charts.theme import JA, NEJ, Theme
from ojdash.charts.year_axis import (
    EndLabel,
    OwnYear,
    break_lines,
    end_labels,
    lines,
    missing_note,
    missing_signs,
    own_hover,
    own_points,
    own_rows,
    segments,
    usual_gap,
    year_axis,
    years_alt,
)
from ojdash.domain.answer import Answer, number
from ojdash.domain.group import Tally
from ojdash.domain.indikator import Indikator
from ojdash.text import charts as text
from ojdash.text import words

ANSWERS_RANGE = [-1.1, 0.6]  # answers lie at 0, signs that are words under them
ANSWERS, BETWEEN = 68, 30  # px: Ja and Nej by year, and from there to the shares under them

Share = tuple[int, float, Tally]  # year, the percent of Ja among those who answer, and who is counted


def own_answers(answer: Answer, theme: Theme, read: Sequence[str] = ()) -> Chart:
    """The own kommun's answers by year: ● Ja, ○ Nej or the sign of a missing value; a category at its words."""
    if not answer.years:
        return nothing(answer, theme)
    if answer.indikator.kind == "kategori":
        return categories(answer, theme, read)
    own = own_rows(answer)
    data, note = _ja_nej_marks(answer, theme, own)
    shapes, notes = break_lines(answer, theme, theme.plot)
    axes = {"xaxis": year_axis(theme, answer.years), "yaxis": hidden(range=ANSWERS_RANGE)}
    return chart(
        answer, theme, data, years_alt(answer, own), plot=64,
        margins=Margins(left=24, right=24, top=8 + LINE + LINE * len(notes), bottom=30), axes=axes, shapes=shapes,
        annotations=[_title(answer, theme, notes), *notes], note=[*note, *read],
    )  # fmt: skip


def ja_nej_years(answer: Answer, theme: Theme, read: Sequence[str] = ()) -> Chart:
    """The own answers, and under them the share of Ja in the group and among all kommuner.

    read  what else the note below says of how the figure is read
    """
    own, gap = own_rows(answer), usual_gap(answer.years)
    data, note = _ja_nej_marks(answer, theme, own)
    data = [trace | {"yaxis": "y2"} for trace in data]
    kind = answer.group.kind if answer.group else "riket"
    labels: list[EndLabel] = []
    others = []
    beside = _group_shares(answer) if kind != "riket" else []
    for points, name, colour, line in (
        (_national_shares(answer), text.ALL, theme.riket, {"width": 1.2, "dash": "dashdot"}),
        (beside, text.group_short(answer.group) if beside else "", theme.muted, {"width": 1.5}),
    ):
        if not points:
            continue
        along, percents = [point[0] for point in points], [point[1] for point in points]
        hover = [text.share(name, year, tally) for year, _, tally in points]
        data.append(lines(segments(zip(along, percents, strict=True), answer.indikator, gap), colour, **line))
        data.append(marks(along, percents, hover, size=6, color=colour))
        _, percent, tally = points[-1]
        labels.append((percent, f"{broken(name, 14)}<br>{broken(text.yes_of(tally), 14)}", colour))
        others.append(hover[-1])
    tall, shares = theme.plot + 8, theme.plot + 8 - ANSWERS - BETWEEN
    shapes, notes = break_lines(answer, theme, tall)
    title = _title(answer, theme, notes) | {"xshift": -28}
    unit = says(theme, lettering(text.share_axis()), x=0, y=shares / tall, xanchor="left", yanchor="bottom", small=True)
    unit["xshift"] = -28
    axes = {
        "xaxis": year_axis(theme, answer.years) | {"anchor": "y"},
        "yaxis": axis(theme, range=[-5, 105], domain=[0, shares / tall], tickvals=[0, 50, 100]),
        "yaxis2": hidden(range=ANSWERS_RANGE, domain=[1 - ANSWERS / tall, 1], anchor="x"),
    }
    margins = Margins(
        left=34,
        right=max(24, breadth(spoken for _, spoken, _ in labels) + 14),
        top=10 + LINE + LINE * len(notes),
        bottom=30,
    )
    return chart(
        answer, theme, data, years_alt(answer, own, others), plot=tall, margins=margins, axes=axes, shapes=shapes,
        annotations=[title, unit, *notes, *end_labels(theme, labels, -5, 110 / shares)], note=[*note, *read],
    )  # fmt: skip


def categories(answer: Answer, theme: Theme, read: Sequence[str] = ()) -> Chart:
    """A row a category, lowest code at the foot, and a dot a year at the one the own kommun answered."""
    indikator = answer.indikator
    own = own_rows(answer)
    codes = category_codes(indikator, [value for _, value, _, _ in own])
    labels = [broken(words.value(indikator, code), 16) for code in codes]
    known = [(year, value) for year, value, _, _ in own if value is not None]
    hover = [own_hover(answer, year, value) for year, value in known]
    places = [codes.index(value) for _, value in known]
    data = [marks([year for year, _ in known], places, hover, size=14, color=theme.ink)]
    data += missing_signs(answer, theme, own, -0.85)
    data += doubted(answer, theme, own_points(answer, own, codes.index))
    shapes, notes = break_lines(answer, theme, theme.plot)
    row = max(44, LINE * max(label.count("<br>") + 1 for label in labels) + 10)
    axes = {
        "xaxis": year_axis(theme, answer.years),
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
        answer, theme, data, years_alt(answer, own), plot=int(row * (len(codes) + 0.8)), margins=margins, axes=axes,
        shapes=shapes, annotations=[_title(answer, theme, notes), *notes],
        note=[missing_note(answer, own), *read],
    )  # fmt: skip


def category_codes(indikator: Indikator, values: Iterable[float | None]) -> list[float]:
    """The codes of an indikator's categories, and any code that occurs without being declared, lowest first."""
    return sorted({*map(float, indikator.codes), *(value for value in values if value is not None)})


def _title(answer: Answer, theme: Theme, notes: list[dict]) -> dict:
    """The own kommun's name at the top left, above the notes of breaks."""
    spoken = f"<b>{lettering(answer.kommun.namn)}</b>"
    return says(theme, spoken, x=0, y=1, xanchor="left", yanchor="bottom", yshift=4 + LINE * len(notes))


def _ja_nej_marks(answer: Answer, theme: Theme, own: list[OwnYear]) -> tuple[list[dict], list[str]]:
    """● and ○ on one row, missing signs between them, and how they are read."""
    known = [(year, value) for year, value, _, _ in own if value is not None]
    data = [
        marks(
            [year for year, _ in known],
            [0] * len(known),
            [own_hover(answer, year, value) for year, value in known],
            size=18 if len(own) <= 7 else 13,
            symbol="circle",
            color=[theme.ink if value == 1 else theme.background for _, value in known],
            opacity=1,
            line={"color": theme.ink, "width": 2.5},
        )
    ]
    data += missing_signs(answer, theme, own, 0, under=-0.75)
    data += doubted(answer, theme, own_points(answer, own, lambda _: 0))
    return data, [f"{JA} {text.JA}   {NEJ} {text.NEJ}", missing_note(answer, own)]


def _national_shares(answer: Answer) -> list[Share]:
    return _shares(answer.national, "kommuner")


def _group_shares(answer: Answer) -> list[Share]:
    return [] if answer.group_years is None else _shares(answer.group_years, "n")


def _shares(table: pd.DataFrame, answers: str) -> list[Share]:
    return [
        (int(year), 100 * ja / n, Tally(int(n + unconcerned + lacking), int(n), int(unconcerned), int(ja)))
        for year, ja, n, unconcerned, lacking in _columns(table, "year", "ja", answers, "unconcerned", "lacking")
        if n > 0 and number(ja) is not None
    ]


def _columns(table: pd.DataFrame, *names: str) -> Iterable[tuple]:
    return zip(*(table[name].tolist() for name in names), strict=True)
