"""All kommuner as dots on one axis: where a value lies among them, before any rank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from ojdash.charts.coded_years import own_answers
from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    anchored,
    axis,
    broken,
    chart,
    doubted,
    hidden,
    interval,
    marks,
    nothing,
    riket,
    says,
    scale,
    shares,
    upright,
)
from ojdash.charts.lettering import lettering
from ojdash.charts.own import crosses, with_own_years
from ojdash.charts.own import key as own_key
from ojdash.charts.theme import TRANSPARENT, Theme
from ojdash.domain.answer import Answer, number
from ojdash.domain.own import OwnValue
from ojdash.text import alt as alternative
from ojdash.text import charts as text
from ojdash.text import jamfor, levels, statuses, words
from ojdash.text import own as own_text

STRIP = 120  # px, the tallest heap of dots
STEP = 7  # px from one dot of a heap to the next, where there is room
COLUMNS = 100


def position(answer: Answer, theme: Theme, own: Sequence[OwnValue] = ()) -> Chart:
    """Indikator: all kommuner on one axis, the own one in ink. Ja/Nej and categories: the own answers by year.

    own  what the visitor brought (domain.own.beside), drawn as crosses
    """
    if answer.indikator.is_coded:
        drawn = own_answers(answer, theme, own_key(answer.indikator, own))
        return with_own_years(drawn, answer, theme, own) if answer.years else drawn
    return strip(answer, theme, brought=own)


def strip(answer: Answer, theme: Theme, beside_group: bool = False, brought: Sequence[OwnValue] = ()) -> Chart:
    """The strip of dots; `beside_group` draws the group's members filled and its median in place of the nation's."""
    indikator, year, name = answer.indikator, answer.question.year, answer.kommun.namn
    everyone = answer.everyone
    known = everyone[everyone["value"].notna()] if everyone is not None else None
    own = answer.own.value if answer.own else None
    why = answer.own.missing if answer.own else None
    if known is None or known.empty:
        return nothing(answer, theme)
    quarters, median = _national(answer)
    nation, special = riket(answer), None
    if beside_group and answer.group and answer.group.median is not None:
        median = (text.median_mark(answer.group), answer.group.median, jamfor.median_decimals(answer))
        special = (text.median_name(answer.group), words.value(indikator, median[1], decimals=median[2]))
    values = known["value"].tolist()
    low, high, of_axis = scale(
        indikator,
        [*values, nation, *(quarters or ()), *(own_value.value for own_value in brought)],
        answer.question.axel == "hel",
    )
    wide = high - low or 1.0
    heights, tallest = _heaps(known["kommun"].tolist(), values, low, wide, answer.kommun.kod)
    members = set(answer.group.members) if beside_group and answer.group and answer.group.kind != "riket" else None
    data = _dots(answer, theme, known, heights, members)
    data += doubted(answer, theme, zip(values, heights, known["kommun"].tolist(), repeat(year)))

    # Labels above the dots, a line of text each, with a line down to the axis; in the order that crosses fewest lines.
    tall = LINE + 5
    labels = []
    if own is not None:
        doubt = answer.marks.doubt(indikator.id, answer.kommun.kod, year)
        decimals = jamfor.own_decimals(answer) if special else None
        spoken = f"<b>{lettering(statuses.marked(text.own_label(name, indikator, own, decimals), doubt))}</b>"
        labels.append((own, spoken, theme.ink, {"width": 2, "layer": "above"}))
    if nation is not None:
        spoken = lettering(text.label(text.RIKET, text.plain(indikator, nation)))
        labels.append((nation, spoken, theme.riket, {"width": 1.2, "dash": "dashdot"}))
    if median:
        spoken = lettering(text.label(median[0], text.plain(indikator, *median[1:])))
        labels.append((median[1], spoken, theme.muted, {"width": 1.5}))
    for own_value in brought:
        if own_value.kommun == answer.kommun.kod:
            labels.append(
                (
                    own_value.value,
                    lettering(own_text.label(indikator, own_value)),
                    theme.ink,
                    {"width": 1, "dash": "dot"},
                )
            )
    labels.sort(key=lambda label: _crossing((label[0] - low) / wide))
    annotations, shapes = [], []
    foot, top = -8, tallest + 20
    for value, spoken, colour, line in labels:
        shapes.append(upright(value, colour, y0=foot, y1=top, yref="y", **line))
        annotations.append(_above(theme, spoken, value, top, (value - low) / wide, colour))
        top += tall
    if quarters:
        middle = (quarters[0] + quarters[2]) / 2
        shapes.insert(0, _band(theme, quarters, foot, top - tall / 2))
        spoken, lines = lettering(text.middle_half(indikator, quarters[0], quarters[2])), 1
        if len(spoken) > 28:
            spoken, lines = spoken.replace(f"{text.MIDDLE_HALF} ", f"{text.MIDDLE_HALF}<br>", 1), 2
        top += (lines - 1) * LINE / 2
        annotations.append(_above(theme, spoken, middle, top, (middle - low) / wide, theme.muted, lead=False))
        top += tall + (lines - 1) * LINE / 2
    if own is None and why:
        spoken = f"<b>{lettering(text.missing_point(name, answer.indikator, why, year, answer.rule))}</b>"
        annotations.append(says(theme, spoken, x=low, y=top, xref="x", yref="y", xanchor="left", yanchor="middle"))
        top += tall
    top -= tall / 2
    unit = broken(text.unit(indikator, of_axis), 38)
    annotations.append(
        says(theme, unit, x=1, y=0, xanchor="right", yanchor="top", yshift=-22, small=True, align="right")
    )
    pad = wide * 0.02
    axes = {
        "xaxis": axis(theme, range=[low - pad, high + pad], **shares(indikator, low, high)),
        "yaxis": hidden(range=[foot, top]),
    }
    left_out = levels.not_in_band(answer) if quarters else ""
    alt = alternative.position_alt(
        name, indikator, answer.rule, year, len(values), own, why, quarters, nation, special, left_out
    )
    if brought:
        named = dict(zip(everyone["kommun"], everyone["namn"], strict=True)) | {answer.kommun.kod: name}
        data.append(
            crosses(answer, theme, brought, [own_value.value for own_value in brought], [0] * len(brought), named)
        )
        alt = f"{alt} {own_text.alt(named, indikator, brought)}"
    return chart(
        answer, theme, data, alt, plot=int(top - foot), margins=Margins(bottom=44 + LINE * unit.count("<br>")),
        axes=axes, shapes=shapes, annotations=annotations,
        note=[*own_key(indikator, brought), text.EVERY_DOT, left_out], is_cut=bool(of_axis),
    )  # fmt: skip


def _national(answer: Answer) -> tuple[tuple[float, float, float] | None, tuple[str, float, int] | None]:
    rows = answer.national[answer.national["year"] == answer.question.year] if answer.national is not None else []
    if not len(rows):
        return None, None
    quarters = tuple(number(rows.iloc[0][name]) for name in ("q1", "median", "q3"))
    return (
        (None, None)
        if None in quarters
        else (quarters, (text.MEDIAN, quarters[1], words.finer(answer.indikator, quarters[1])))
    )


def _heaps(codes: list[str], values: list[float], low: float, wide: float, own: str) -> tuple[list[float], float]:
    """How high above the axis each dot lies in px, and the tallest heap; the own kommun is at the foot of its heap."""
    columns = [round((value - low) / wide * COLUMNS) for value in values]
    own_column = columns[codes.index(own)] if own in codes else None
    count = {own_column: 1} if own_column is not None else {}
    place = []
    for code, column in zip(codes, columns, strict=True):
        if code == own:
            place.append(0)
            continue
        place.append(count.get(column, 0))
        count[column] = place[-1] + 1
    tallest = max(STRIP, min(2 * STRIP, 2 * max(place)))
    step = min(STEP, tallest / max(max(place), 1))
    return [round(at * step, 2) for at in place], max(STRIP / 2, max(place) * step)


def _dots(answer: Answer, theme: Theme, known: object, heights: list[float], members: set[str] | None) -> list[dict]:
    indikator, year, own = answer.indikator, answer.question.year, answer.kommun.kod
    others: tuple[list, list, list] = ([], [], [])
    ours: tuple[list, list, list] = ([], [], [])
    mine: tuple[list, list, list] = ([], [], [])
    columns = (known[name].tolist() for name in ("kommun", "namn", "value", "n"))
    for kommun, namn, value, n, height in zip(*columns, heights, strict=True):
        n = number(n)
        into = mine if kommun == own else ours if members is None or kommun in members else others
        into[0].append(value)
        into[1].append(height)
        hover = text.point(namn, indikator, value, year, interval(indikator, value, n))
        into[2].append(text.doubted(hover, answer.marks.doubt(indikator.id, kommun, year)))
    data = []
    if others[0]:
        data.append(marks(*others, size=6, color=theme.peers, symbol="circle-open", line={"width": 1}))
    if ours[0]:
        colour = theme.peers if members is None else theme.muted
        data.append(marks(*ours, size=6, color=colour, symbol="circle"))
    if mine[0]:
        data.append(marks(*mine, size=14, color=theme.ink, symbol="circle"))
    return data


def _above(theme: Theme, spoken: str, x: float, y: float, fraction: float, colour: str, lead: bool = True) -> dict:
    anchor = anchored(fraction)
    shift = {"left": 5, "right": -5, "center": 0}[anchor] if lead else 0
    return says(
        theme, spoken, x=x, y=y, xref="x", yref="y", xanchor=anchor, yanchor="middle", xshift=shift, align=anchor,
        bgcolor=theme.background if lead and anchor == "center" else TRANSPARENT, borderpad=0,
        font={"size": theme.size, "color": colour},
    )  # fmt: skip


def _crossing(fraction: float) -> float:
    """Lines of labels higher up pass the lower ones on the side where these have no text."""
    return {"left": 1 - fraction, "right": fraction, "center": 0.0}[anchored(fraction)]


def _band(theme: Theme, quarters: tuple[float, float, float], foot: float, top: float) -> dict:
    return {
        "type": "rect", "xref": "x", "yref": "y", "x0": quarters[0], "x1": quarters[2], "y0": foot, "y1": top,
        "layer": "below", "fillcolor": theme.band, "line": {"width": 0},
    }  # fmt: skip
