"""Year by year: a dot for every value, a line only between years that can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd

from ojdash.charts.coded_years import categories, ja_nej_years
from ojdash.charts.events import key, with_events
from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    axis,
    breadth,
    broken,
    chart,
    doubted,
    interval,
    marks,
    nothing,
    riket_years,
    says,
    scale,
    shares,
    whiskers,
)
from ojdash.charts.lettering import lettering
from ojdash.charts.own import key as own_key
from ojdash.charts.own import with_own_years
from ojdash.charts.theme import Theme
from ojdash.charts.year_axis import (
    FOOT,
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
from ojdash.domain.analys import Item
from ojdash.domain.answer import Answer, each, number
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.own import OwnValue
from ojdash.text import alt as alternative
from ojdash.text import charts as text
from ojdash.text import jamfor, levels, words

_Decimals = Callable[[Answer, int, float], int]  # of a value of a year
_TAG = re.compile(r"</?(?:b|span)\b[^>]*>")


def years(answer: Answer, theme: Theme, events: Sequence[Item] = (), own: Sequence[OwnValue] = ()) -> Chart:
    """År för år: the own kommun's values beside the middle half, Riket and the group's median, without it and with it.

    events  dated events and activities (kind "handelse"), drawn as ticks under the axis
    own     what the visitor brought (domain.own.beside), drawn as crosses
    """
    if not answer.years:
        return nothing(answer, theme)
    draw = {"ja_nej": ja_nej_years, "kategori": categories}.get(answer.indikator.kind, _quantity_years)
    read = [*own_key(answer.indikator, own), *key(answer, events)]
    more = {"brought": own} if draw is _quantity_years else {}
    drawn = with_own_years(draw(answer, theme, read, **more), answer, theme, own)
    return with_events(drawn, answer, theme, events)


def _quantity_years(answer: Answer, theme: Theme, read: Sequence[str] = (), brought: Sequence[OwnValue] = ()) -> Chart:
    indikator, name = answer.indikator, answer.kommun.namn
    own = own_rows(answer)
    national = answer.national
    nation = riket_years(answer)
    middle = _pairs(answer.group_years, "value")
    with_own, few = _pairs(answer.group_years, "with_own"), _few(answer)
    named = _named_kommuner(answer)
    ends = [interval(indikator, value, n) for _, value, _, n in own]
    everything = [value for _, value, _, _ in own] + [end for pair in ends if pair for end in pair]
    for points in (
        nation,
        middle,
        with_own,
        [point[1:3] for point in few],
        _pairs(national, "q1"),
        _pairs(national, "q3"),
        *(p for _, p in named),
    ):
        everything += [value for _, value in points]
    if all(value is None for value in everything):
        return nothing(answer, theme)
    everything += [own_value.value for own_value in brought]
    low, high, of_axis = scale(indikator, everything, answer.question.axel == "hel")
    gap = usual_gap(answer.years)
    per_px = (high - low or 1.0) / (theme.plot - FOOT)
    foot = low - FOOT * per_px

    data = _bands(theme, national, indikator, gap)
    labels: list[EndLabel] = []
    if data:
        last = national[national["q1"].notna()].iloc[-1]
        labels.append(((last["q1"] + last["q3"]) / 2, broken(text.MIDDLE_HALF, 12), theme.muted))
    if middle:
        data.append(lines(segments(middle, indikator, gap), theme.muted, width=1.5))
        data.append(_small(middle, text.median_name(answer.group), answer, theme.muted, _median_decimals))
        labels.append((middle[-1][1], broken(text.median_mark(answer.group), 14), theme.muted))
    if with_own:
        data.append(lines(segments(with_own, indikator, gap), theme.muted, width=1, dash="dot"))
        data.append(_small(with_own, text.median_name(answer.group, with_own=True), answer, theme.muted, _finer))
        labels.append((with_own[-1][1], broken(text.median_mark(answer.group, with_own=True), 14), theme.muted))
    for namn, year, value in few:
        data.append(_small([(year, value)], namn, answer, theme.muted, symbol="circle-open", size=7))
        if year == few[-1][1]:
            labels.append((value, broken(namn, 14), theme.muted))
    if nation:
        data.append(lines(segments(nation, indikator, gap), theme.riket, width=1.2, dash="dashdot"))
        data.append(_small(nation, text.RIKET, answer, theme.riket))
        labels.append((nation[-1][1], text.RIKET, theme.riket))
    for look, (namn, points) in zip(theme.comparisons, named, strict=False):
        data.append(lines(segments(points, indikator, gap), look.colour, width=2, dash=look.dash))
        data.append(_small(points, namn, answer, look.colour, symbol=look.symbol, size=8))
        mark = f'<span style="color:{look.colour}">{look.glyph}</span>'
        labels.append((points[-1][1], f"{mark} {broken(namn, 14)}", theme.ink))
    data += _own_line(answer, theme, own, ends, gap)
    data += doubted(answer, theme, own_points(answer, own, lambda value: value))
    known = [(year, value) for year, value, _, _ in own if value is not None]
    if known:
        spoken = f"<b>{broken(name, 14)}</b><br><b>{lettering(words.value(indikator, known[-1][1], short=True))}</b>"
        labels.append((known[-1][1], spoken, theme.ink))
    else:
        labels.append((low, f"<b>{broken(name, 14)}</b>", theme.ink))
    data += missing_signs(answer, theme, own, foot + (FOOT - 14) * per_px)

    shapes, notes = break_lines(answer, theme, theme.plot)
    annotations = notes + end_labels(theme, labels, low, per_px)
    unit = broken(text.unit(indikator, of_axis), 38)
    left = breadth([words.number(high, 0 if indikator.kind == "andel" else min(indikator.decimals, 1))]) + 12
    annotations.append(
        says(theme, unit, x=0, y=1, xanchor="left", yanchor="bottom", small=True)
        | {"xshift": 4 - left, "yshift": 6 + LINE * len(notes)}
    )
    axes = {
        "xaxis": year_axis(theme, answer.years),
        "yaxis": axis(theme, range=[foot, high + 6 * per_px], **shares(indikator, low, high)),
    }
    margins = Margins(
        left=left,
        right=breadth(_TAG.sub("", spoken) for _, spoken, _ in labels) + 14,
        top=12 + LINE * (unit.count("<br>") + 1) + LINE * len(notes),
        bottom=30,
    )
    note = [
        text.whiskers(answer.indikator) if any(ends) else "",
        levels.hollow(answer) if any(answer.rule.unsure(n) for _, value, _, n in own if value is not None) else "",
        text.CHOSEN if answer.question.from_year in {year for year, _ in known} else "",
        missing_note(answer, own),
        text.FEW_VALUES if few else "",
        *read,
    ]
    others = [alternative.line_alt(text.RIKET, nation[-1][0], words.value(indikator, nation[-1][1]))] if nation else []
    if middle:
        label = f"{text.median_name(answer.group)},"
        year, median = middle[-1]
        spelled = words.value(indikator, median, decimals=_median_decimals(answer, year, median))
        others.append(alternative.line_alt(label, year, spelled))
    if with_own:
        year, median = with_own[-1]
        name_with_own = f"{text.median_name(answer.group, with_own=True)},"
        others.append(alternative.line_alt(name_with_own, year, words.median(indikator, median)))
    others += alternative.few_years(answer)
    return chart(
        answer, theme, data, years_alt(answer, own, others), plot=theme.plot, margins=margins, axes=axes, shapes=shapes,
        annotations=annotations, note=note, is_cut=bool(of_axis),
    )  # fmt: skip


def _own_line(
    answer: Answer, theme: Theme, own: list[OwnYear], ends: list[tuple[float, float] | None], gap: int
) -> list[dict]:
    indikator = answer.indikator
    chosen = {answer.question.year, answer.question.from_year}
    known = [(row, end) for row, end in zip(own, ends, strict=True) if row[1] is not None]
    if not known:
        return []
    line = lines(segments([row[:2] for row, _ in known], indikator, gap), theme.ink, width=3)
    hollow = [answer.rule.unsure(row[3]) for row, _ in known]
    values = [row[1] for row, _ in known]
    dots = marks(
        [row[0] for row, _ in known],
        values,
        [own_hover(answer, row[0], row[1], end) for row, end in known],
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
    named = [(rows["namn"].iloc[0], _pairs(rows, "value")) for _, rows in others.groupby("kommun", sort=False)]
    return [(namn, points) for namn, points in named if points][:3]


def _bands(theme: Theme, national: pd.DataFrame, indikator: Indikator, gap: int) -> list[dict]:
    """The middle half as soft bands, one for every run of comparable years."""
    q3 = dict(_pairs(national, "q3"))
    bands = []
    for run in segments(_pairs(national, "q1"), indikator, gap):
        along = [year for year, _ in run]
        along = [along[0] - 0.2 * gap, *along, along[-1] + 0.2 * gap]
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


def _median_decimals(answer: Answer, year: int, median: float) -> int:
    """The decimals of a year's median: those of the sentence, in its year."""
    is_of_question = year == answer.question.year and answer.group.median is not None
    return jamfor.median_decimals(answer) if is_of_question else words.finer(answer.indikator, median)


def _few(answer: Answer) -> list[tuple[str, int, float]]:
    """The members' values of the years in which they are too few for a median: name, year, value."""
    if answer.group_years is None or "few" not in answer.group_years:
        return []
    return [(namn, int(row.year), value) for row in each(answer.group_years) for _, namn, value, _ in row.few]


def _finer(answer: Answer, year: int, median: float) -> int:
    return words.finer(answer.indikator, median)


def _published(answer: Answer, *_: float) -> int:
    return answer.indikator.decimals


def _small(
    points: list[tuple[int, float]], name: str, answer: Answer, colour: str, decimals: _Decimals = _published,
    **marker: object,
) -> dict:  # fmt: skip
    hover = [
        text.point(name, answer.indikator, value, year, None, decimals(answer, year, value)) for year, value in points
    ]
    marker = {"size": 4, "symbol": "circle"} | marker
    return marks([year for year, _ in points], [value for _, value in points], hover, color=colour, **marker)


def _pairs(table: pd.DataFrame | None, column: str) -> list[tuple[int, float]]:
    if table is None or table.empty or column not in table:
        return []
    pairs = zip(table["year"].tolist(), table[column].tolist(), strict=True)
    return [(int(year), float(value)) for year, value in pairs if number(value) is not None]
