"""Beside others: one row a kommun where there is room for it, else dots without rows."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.charts.coded_years import category_codes
from ojdash.charts.figure import (
    LINE,
    Chart,
    Margins,
    anchored,
    axis,
    breadth,
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
    signs,
    upright,
    whiskers,
)
from ojdash.charts.lettering import lettering
from ojdash.charts.own import crosses
from ojdash.charts.own import key as own_key
from ojdash.charts.strip import strip
from ojdash.charts.theme import JA, NEJ, TRANSPARENT, Theme
from ojdash.domain.answer import Answer, number
from ojdash.domain.indikator import Indikator
from ojdash.domain.own import OwnValue
from ojdash.text import alt as alternative
from ojdash.text import charts as text
from ojdash.text import jamfor, levels, statuses, underlag, words
from ojdash.text import own as own_text

HEAP_COLUMNS = 30
OWN_ANSWER = 2.4  # where a row's own figures of Ja/Nej stand, right of the published answer
BESIDE = 0.25  # of a column of categories: so far right of the published dot

Row = tuple[str, str, float | None, str | None, float | None]  # kommun, namn, value, missing, n


def beside(answer: Answer, theme: Theme, own: Sequence[OwnValue] = ()) -> Chart:
    """Jämför: a row a kommun in the order of the rows; too many as a strip, or heaps where they are codes.

    own  what the visitor brought (domain.own.beside), drawn as crosses; under heaps it is said in words
    """
    columns = (answer.rows[name].tolist() for name in ("kommun", "namn", "value", "missing", "n"))
    rows: list[Row] = [
        (kod, namn, number(value), None if number(value) is not None else _why(why), number(n))
        for kod, namn, value, why, n in zip(*columns, strict=True)
    ]
    if not rows or answer.question.year is None:
        return nothing(answer, theme)
    coded = answer.indikator.is_coded
    if len(rows) > theme.rows:
        return _heaps(answer, theme, rows, own) if coded else strip(answer, theme, True, own)
    return _coded_rows(answer, theme, rows, own) if coded else _quantity_rows(answer, theme, rows, own)


def _why(why: object) -> str:
    return why if isinstance(why, str) else "okant"


def _quantity_rows(answer: Answer, theme: Theme, rows: list[Row], brought: Sequence[OwnValue]) -> Chart:
    indikator, year, own = answer.indikator, answer.question.year, answer.kommun.kod
    ends = [interval(indikator, value, n) for _, _, value, _, n in rows]
    median = None
    if answer.group and answer.group.median is not None:
        median = (text.median_name(answer.group), answer.group.median, jamfor.median_decimals(answer))
    values = [value for _, _, value, _, _ in rows]
    nation = riket(answer)
    everything = [
        *values,
        nation,
        median and median[1],
        *(end for pair in ends if pair for end in pair),
        *(own_value.value for own_value in brought),
    ]
    low, high, of_axis = scale(indikator, everything, answer.question.axel == "hel")
    wide = high - low or 1.0

    known = [(at, row, end) for at, (row, end) in enumerate(zip(rows, ends, strict=True)) if row[2] is not None]
    data = []
    for mine in (False, True):
        chosen = [(at, row, end) for at, row, end in known if (row[0] == own) == mine]
        if not chosen:
            continue
        colour = theme.ink if mine else theme.peers
        dots = marks(
            [row[2] for _, row, _ in chosen],
            [at for at, _, _ in chosen],
            [_hover(answer, row, end) for _, row, end in chosen],
            size=13 if mine else 9,
            symbol="circle",
            color=[theme.background if answer.rule.unsure(row[4]) else colour for _, row, _ in chosen],
            opacity=1,
            line={"color": colour, "width": 2},
        )
        if any(end for _, _, end in chosen):
            dots["error_x"] = whiskers(theme, colour, [row[2] for _, row, _ in chosen], [end for _, _, end in chosen])
        data.append(dots)
    data += _crosses(answer, theme, rows, brought, [own_value.value for own_value in brought])

    doubts = [answer.marks.doubt(indikator.id, row[0], year) for row in rows]
    mine = jamfor.own_decimals(answer)
    spoken = [
        text.plain(indikator, row[2], mine if row[0] == own else None) if row[2] is not None else "" for row in rows
    ]
    spoken = [statuses.marked(word, doubt) if word else "" for word, doubt in zip(spoken, doubts, strict=True)]
    right = breadth(spoken) + 16
    annotations = [
        says(
            theme, f"<b>{word}</b>" if row[0] == own else word, x=1, y=at, yref="y", xanchor="right",
            yanchor="middle", xshift=right - 4, font={"size": theme.small, "color": theme.ink},
        )
        for at, (row, word) in enumerate(zip(rows, spoken, strict=True))
        if word
    ]  # fmt: skip
    plot = _plot(theme, rows)
    shapes, top = [], 0
    marked = [(text.median_mark(answer.group), *median[1:], theme.muted, {"width": 1.5})] if median else []
    if nation is not None:
        marked.append((text.RIKET, nation, None, theme.riket, {"width": 1, "dash": "dashdot"}))
    for label, value, decimals, colour, line in marked:
        anchor = anchored((value - low) / wide)
        under = 1 - len(known) / len(rows)
        shapes.append(upright(value, colour, y0=under, y1=1 + (top + 4) / plot, **line))
        spoken = lettering(text.label(label, text.plain(indikator, value, decimals)))
        annotations.append(
            says(
                theme, spoken, x=value, y=1, xref="x", xanchor=anchor,
                yanchor="bottom", yshift=top + 2, bgcolor=theme.background, borderpad=1,
                font={"size": theme.small, "color": colour},
            )
        )  # fmt: skip
        top += LINE + 3
    unit = broken(text.unit(indikator, of_axis), 38)
    annotations.append(
        says(theme, unit, x=1, y=0, xanchor="right", yanchor="top", small=True, align="right")
        | {"yshift": -22, "xshift": right - 4}
    )
    annotations += _missing_rows(answer, theme, rows)
    left = _left(rows)
    axes = {
        "xaxis": axis(theme, range=[low - wide * 0.02, high + wide * 0.02], **shares(indikator, low, high)),
        "yaxis": _names(theme, rows, own),
    }
    middle = (median[0], words.value(indikator, median[1], decimals=median[2])) if median else None
    alt = alternative.beside_alt(
        answer.kommun.namn, indikator, answer.rule, year, [row[1:4] for row in rows], *_own(rows, own), middle, nation
    )
    alt = _with_own(alt, indikator, rows, brought)
    note = [
        *own_key(indikator, brought),
        text.whiskers(indikator) if any(ends) else "",
        levels.hollow(answer) if any(answer.rule.unsure(row[4]) for _, row, _ in known) else "",
    ]
    return chart(
        answer, theme, data, alt, plot=plot, axes=axes, shapes=shapes,
        margins=Margins(left, right, top + 8, 44 + LINE * unit.count("<br>")), annotations=annotations, note=note,
        is_cut=bool(of_axis),
    )  # fmt: skip


def _coded_rows(answer: Answer, theme: Theme, rows: list[Row], brought: Sequence[OwnValue]) -> Chart:
    """Ja/Nej: ● Ja, ○ Nej or the missing sign and its words. Categories: a dot under its words."""
    indikator, year, own = answer.indikator, answer.question.year, answer.kommun.kod
    ja_nej = indikator.kind == "ja_nej"
    codes = [] if ja_nej else category_codes(indikator, [row[2] for row in rows])
    known = [(at, row) for at, row in enumerate(rows) if row[2] is not None]
    places = [0 if ja_nej else codes.index(row[2]) for _, row in known]
    data = []
    if known:
        inks = [theme.ink if row[0] == own or ja_nej else theme.peers for _, row in known]
        dots = marks(
            places,
            [at for at, _ in known],
            [_hover(answer, row) for _, row in known],
            size=[15 if row[0] == own else 12 for _, row in known],
            symbol="circle",
            color=[
                theme.background if ja_nej and row[2] == 0 else ink for (_, row), ink in zip(known, inks, strict=True)
            ],
            opacity=1,
            line={"color": inks, "width": 2},
        )
        data.append(dots)
    annotations = _missing_rows(answer, theme, rows)
    if ja_nej:  # there are no lines to cover, and a mark in the row above is not to be cut
        annotations = [annotation | {"bgcolor": TRANSPARENT} for annotation in annotations]
    if ja_nej and known:
        doubts = [answer.marks.doubt(indikator.id, row[0], year) for _, row in known]
        spoken = [words.value(indikator, row[2]) for _, row in known]
        spoken = [lettering(statuses.marked(word, doubt)) for word, doubt in zip(spoken, doubts, strict=True)]
        spoken = [f"<b>{word}</b>" if row[0] == own else word for (_, row), word in zip(known, spoken, strict=True)]
        data.append(
            signs([0.35] * len(known), [at for at, _ in known], [], [], theme, textposition="middle right")
            | {"text": spoken, "hoverinfo": "skip", "textfont": {"size": theme.size, "color": theme.ink}}
        )
    if ja_nej:
        across = hidden(range=[-0.4, 8])
    else:
        labels = [broken(words.value(indikator, code), 9) for code in codes]
        across = axis(
            theme, range=[-0.5, len(codes) - 0.5], tickmode="array", tickvals=list(range(len(codes))), ticktext=labels
        ) | {"side": "top"}
    top = 8 if ja_nej else 10 + LINE * max(label.count("<br>") + 1 for label in labels)
    axes = {"xaxis": across, "yaxis": _names(theme, rows, own) | {"showgrid": not ja_nej}}
    if ja_nej:
        data += _crosses(answer, theme, rows, brought, [OWN_ANSWER] * len(brought), labelled=True)
    else:
        data += _crosses(answer, theme, rows, brought, [codes.index(own_value.value) + BESIDE for own_value in brought])
    counted = answer.group.everyone if answer.group else None
    alt = alternative.beside_alt(
        answer.kommun.namn,
        indikator,
        answer.rule,
        year,
        [row[1:4] for row in rows],
        *_own(rows, own),
        None,
        None,
        counted,
    )
    return chart(
        answer, theme, data, _with_own(alt, indikator, rows, brought), plot=_plot(theme, rows),
        margins=Margins(_left(rows), 16, top, 10), axes=axes, annotations=annotations, note=own_key(indikator, brought),
    )  # fmt: skip


def _crosses(
    answer: Answer, theme: Theme, rows: list[Row], brought: Sequence[OwnValue], x: list[float], labelled: bool = False
) -> list[dict]:
    """Own figures in the rows of their kommuner; `labelled` writes the answer beside the cross."""
    if not brought:
        return []
    at = {row[0]: place for place, row in enumerate(rows)}
    drawn = crosses(
        answer, theme, brought, x, [at[own_value.kommun] for own_value in brought], {row[0]: row[1] for row in rows}
    )
    if not labelled:
        return [drawn]
    spoken = [f"  {lettering(own_text.label(answer.indikator, own_value))}" for own_value in brought]
    font = {"size": theme.small, "color": theme.ink}
    return [drawn | {"mode": "markers+text", "text": spoken, "textposition": "middle right", "textfont": font}]


def _with_own(alt: str, indikator: Indikator, rows: list[Row], brought: Sequence[OwnValue]) -> str:
    """A figure's description with the own figures."""
    return f"{alt} {own_text.alt({row[0]: row[1] for row in rows}, indikator, brought)}" if brought else alt


def _heaps(answer: Answer, theme: Theme, rows: list[Row], brought: Sequence[OwnValue]) -> Chart:
    """Many kommuner and a code each: a heap of dots an answer, every dot a kommun, the own one large and named."""
    indikator, year, own = answer.indikator, answer.question.year, answer.kommun.kod
    ja_nej = indikator.kind == "ja_nej"
    keys: list = sorted({row[2] for row in rows if row[2] is not None}, reverse=ja_nej)
    keys += list(dict.fromkeys(row[3] for row in rows if row[2] is None))
    others: tuple[list, list, list, list] = ([], [], [], [])
    mine: tuple[list, list, list, list] = ([], [], [], [])
    annotations, heaps, y = [], [], 0.0
    points: list[tuple[float, float, str, int]] = []
    for key in keys:
        members = [row for row in rows if (row[3] if row[2] is None else row[2]) == key]
        word = text.missing(indikator, key, answer.rule) if isinstance(key, str) else words.value(indikator, key)
        heaps.append((underlag.missing(indikator, key, answer.rule) if isinstance(key, str) else word, len(members)))
        sign = {1.0: f"{JA} ", 0.0: f"{NEJ} "}.get(key, "") if ja_nej and not isinstance(key, str) else ""
        spoken = lettering(text.group_count(word, len(members)))
        spoken, small = (spoken, True) if isinstance(key, str) else (f"{sign}<b>{spoken}</b>", False)
        annotations.append(says(theme, spoken, x=0, y=y, yref="y", xanchor="left", yanchor="middle", small=small))
        y += 1.6
        members.sort(key=lambda row: row[0] != own)  # the own kommun first in its heap
        for at, row in enumerate(members):
            into = mine if row[0] == own else others
            into[0].append(at % HEAP_COLUMNS)
            into[1].append(round(y + at // HEAP_COLUMNS, 2))
            into[2].append(_hover(answer, row))
            points.append((into[0][-1], into[1][-1], row[0], year))
            colour = theme.ink if into is mine else theme.peers
            into[3].append(theme.background if ja_nej and row[2] == 0 else colour)
        y += (len(members) - 1) // HEAP_COLUMNS + 2
    data = [marks(*others[:3], size=7, color=others[3], opacity=1, line={"width": 1.5, "color": theme.peers})]
    if mine[0]:
        data.append(marks(*mine[:3], size=14, color=mine[3], opacity=1, line={"width": 2.5, "color": theme.ink}))
        annotations.append(
            says(
                theme, f"<b>{lettering(answer.kommun.namn)}</b>", x=mine[0][0], y=mine[1][0], xref="x", yref="y",
                xanchor="left", yanchor="middle", xshift=10, bgcolor=theme.background, borderpad=2,
            )
        )  # fmt: skip
    data += doubted(answer, theme, points)
    axes = {"xaxis": hidden(range=[-0.8, HEAP_COLUMNS - 0.2]), "yaxis": hidden(range=[y - 0.8, -0.8])}
    why = next((row[3] for row in rows if row[0] == own), None)
    value = next((row[2] for row in rows if row[0] == own), None)
    alt = alternative.heaps_alt(answer.kommun.namn, indikator, answer.rule, year, heaps, value, why)
    return chart(
        answer, theme, data, alt, plot=int(y * theme.heap), margins=Margins(bottom=10), axes=axes,
        annotations=annotations,
        note=[text.EVERY_DOT, *([own_text.alt(dict(row[:2] for row in rows), indikator, brought)] if brought else [])],
    )  # fmt: skip


def _hover(answer: Answer, row: Row, end: tuple[float, float] | None = None) -> str:
    """What hovering over a kommun's dot says."""
    kommun, namn, value, why, _ = row
    year = answer.question.year
    sentence = (
        text.missing_point(namn, answer.indikator, why, year, answer.rule)
        if value is None
        else text.point(namn, answer.indikator, value, year, end)
    )
    return text.doubted(sentence, answer.marks.doubt(answer.indikator.id, kommun, year))


def _missing_rows(answer: Answer, theme: Theme, rows: list[Row]) -> list[dict]:
    """The sign and words of every row without a value."""
    indikator, year, annotations = answer.indikator, answer.question.year, []
    for at, (kommun, _, value, why, _) in enumerate(rows):
        if value is None:
            doubt = answer.marks.doubt(indikator.id, kommun, year)
            spoken = lettering(statuses.marked(text.missing(indikator, why, answer.rule), doubt))
            annotations.append(
                says(
                    theme, spoken, x=0, y=at, yref="y", xanchor="left", yanchor="middle", xshift=4,
                    bgcolor=theme.background, borderpad=1, small=True,
                )
            )  # fmt: skip
    return annotations


def _names(theme: Theme, rows: list[Row], own: str) -> dict:
    names = [f"<b>{lettering(namn)}</b>" if kod == own else lettering(namn) for kod, namn, *_ in rows]
    return axis(
        theme, range=[len(rows) - 0.5, -0.5], tickmode="array", tickvals=list(range(len(rows))), ticktext=names,
        tickfont={"size": theme.small, "color": theme.ink}, gridcolor=theme.grid,
    )  # fmt: skip


def _plot(theme: Theme, rows: list[Row]) -> int:
    return min(theme.row * len(rows), theme.room)


def _left(rows: list[Row]) -> int:
    return breadth(row[1] for row in rows) + 12


def _own(rows: list[Row], own: str) -> tuple[float | None, str | None]:
    return next(((row[2], row[3]) for row in rows if row[0] == own), (None, None))
