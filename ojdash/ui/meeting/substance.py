"""What fills a screen of the seminar: the substance of each page, large, and no more of it than is read from afar.

What has no room on one screen goes on to the view's next; how many there are is `domain.meeting.screens_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import islice
from typing import Any

from ojdash import charts
from ojdash.domain import meeting as run
from ojdash.domain.answer import Answer, each
from ojdash.domain.form import Form, Joint, Row
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import MATRICES, MOST_COLUMNS, MOST_FLAGS, MOST_LINES, MOST_ROWS, View
from ojdash.domain.places import COLUMNS, JUDGED, LAGET_ANSWERS
from ojdash.domain.seminar import Asked, Walk
from ojdash.text import arshjul, enkat, kvalitet, om_data, oversikt, readings
from ojdash.text import laget as laget_text
from ojdash.text import mote as text
from ojdash.text import snabbanalys as form_text
from ojdash.text.marked import unmarked
from ojdash.text.rows import cell
from ojdash.ui.analys.fill import cell_of
from ojdash.ui.elements import asset, chart, sheet


def substance(view: View, number: int) -> None:
    """What a view shows on one of its screens, from 1; nothing where there is nothing to show."""
    if isinstance(view.written, Walk):
        one = view.written.shown
        said = _question(view.written, one) if one else _questions(view.written, number)
        large(f"{said}{_part(view, number)}", "walk", "")
    elif isinstance(view.written, Laget):
        large(f"{_laget(view.written, number)}{_part(view, number)}", "laget")
    elif isinstance(view.written, Form):
        large(f"{_form(view.written, number)}{_part(view, number)}", "form", "")
    elif view.answer is not None and not view.answer.is_empty:
        _figure(view, view.answer, number)


def large(said: str, key: str, css: str = "") -> None:
    """A sheet of the seminar screen."""
    sheet(said, key, charts.paper(charts.SEMINAR) + css + asset("seminar_sheet.css"))


def _figure(view: View, found: Answer, number: int) -> None:
    page = found.question.page
    theme = charts.SEMINAR_EVENTS if view.events else charts.SEMINAR
    if page == "over_tid" and number > 1:
        _events(view, found)
    elif drawn := charts.figure_of(found, theme, view.events):
        larger = [(least, charts.enlarged(drawn, by)) for least, by in charts.ENLARGED]
        chart(charts.figure_of(found, charts.LIGHT, view.events), found, "seminar", larger)
    elif page in MATRICES:
        _matrix(view, found, number)
    elif page == "oversikt":
        large(_standing_out(found), "out")
    elif page == "kvalitet":
        large(f"{_flags(found, number)}{_part(view, number)}", "flags")
    elif page == "om_data":
        large(_data(found), "data")


def _part(view: View, number: int) -> str:
    return f'<p class="of">{text.part_of(number, view.screens)}</p>' if view.screens > 1 else ""


def _of_screen(every: Sequence[Any], number: int, most: int) -> Sequence[Any]:
    return every[(number - 1) * most : number * most]


def _matrix(view: View, found: Answer, number: int) -> None:
    """As many columns and rows as are read from the back row; the rest are the view's next screens."""
    pages = run.kommun_pages(found)
    columns, page = divmod(number - 1, len(pages))
    chosen = _of_screen(list(dict.fromkeys(found.rows["indikator"].tolist())), columns + 1, MOST_COLUMNS)
    rows = found.rows[found.rows["indikator"].isin(chosen) & found.rows["kommun"].isin(pages[page])]
    drawn = charts.matrix(replace(found, rows=rows), charts.SEMINAR, lambda kommun, indikator: "#")
    alone = found.rows["kommun"].nunique() > sum(map(len, pages))
    many = f'<p class="of">{escape(text.too_many(found))}</p>' if alone else ""
    large(f'<div class="large">{drawn}</div>{many}{_part(view, number)}', "matrix", charts.css(charts.SEMINAR))


def _standing_out(found: Answer) -> str:
    """What stands out, a few lines of it."""
    rows = oversikt.standing_out(found)
    listed = "".join(
        f"<li><strong>{escape(found.indikatorer[row.indikator].heading)}</strong>: "
        f"{escape(cell(found, row, 'value'))}. {escape(oversikt.why(found, row) or '')}</li>"
        for row in rows[: text.MOST_OUT]
    )
    more = f'<p class="of">{text.MORE_THERE}</p>' if len(rows) > text.MOST_OUT else ""
    return f'<ul class="out">{listed}</ul>{more}'


def _events(view: View, found: Answer) -> None:
    """The events whose numbers stand under the axis, those that can't explain the value apart."""
    indikator, year = found.indikator, found.own.year if found.own else found.question.year
    groups = (
        (readings.before(indikator, year), readings.events_before(view.events, indikator, year)),
        (readings.after(indikator, year), readings.events_after(view.events, indikator, year)),
    )
    room = iter(range(MOST_LINES))
    said = ""
    for told, listed in groups:
        lines = "".join(
            f'<li value="{at}"><span>{escape(line)}</span></li>' for (at, line), _ in zip(listed, room, strict=False)
        )
        said += f'<p class="of">{escape(told)}</p><ol class="clamped">{lines}</ol>' if lines else ""
    more = f'<p class="of">{text.MORE_THERE}</p>' if len(view.events) > MOST_LINES else ""
    large(f"<h2>{readings.EVENTS}</h2>{said}{more}", "events")


def _flags(found: Answer, number: int) -> str:
    """A few flags with how sure and whom to ask; before those of whole indikatorer stands that they are."""
    rows = _of_screen(each(run.flags(found)), number, MOST_FLAGS)
    if not rows:
        return f"<p>{kvalitet.ALL_CLEAR}</p>"
    return f'<ul class="out">{"".join(_flag(found, row) for row in rows)}</ul>'


def _flag(found: Answer, row: Any) -> str:
    indikator = found.indikatorer[row.indikator]
    whose = "" if isinstance(row.kommun, str) else f" ({kvalitet.WHOLE.lower()})"
    return (
        f"<li><strong>{escape(indikator.label)}{whose}.</strong> {kvalitet.KIND[row.kind]}: "
        f"{escape(kvalitet.said(indikator, row))} "
        f'<span class="of">{escape(kvalitet.sure(indikator, row))} {escape(kvalitet.whom(indikator, row))}</span></li>'
    )


def _data(found: Answer) -> str:
    """The edition in short, where its values are from, and on what terms."""
    facts = _pairs(islice(om_data.edition(found).items(), text.MOST_FACTS))
    return f'{facts}<p class="of clamped">{escape(unmarked(om_data.terms(found)))}</p>'


def _pairs(said: Iterable[tuple[str, str]]) -> str:
    """Names and what stands behind them; the text is escaped here."""
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(what)}</dd>' for name, what in said)}</dl>"


def _questions(walk: Walk, number: int) -> str:
    """The questionnaire's questions, the new and changed first."""
    shown = _of_screen(list(enumerate(walk.asked, 1)), number, MOST_LINES)
    lines = "".join(f'<li value="{at}"><span>{_question_line(one)}</span></li>' for at, one in shown)
    return f'<ol class="clamped">{lines}</ol>'


def _question_line(one: Asked) -> str:
    new = enkat.news_in_short(one)
    return f"{escape(one.indikator.heading)}{f' <strong>({escape(new)})</strong>' if new else ''}"


def _question(walk: Walk, one: Asked) -> str:
    """One question: what can be answered, what is new, what all kommuner answered last, and the agreed reading."""
    parts = [(enkat.ALTERNATIVES, ". ".join(said.rstrip(".") for said in enkat.alternatives(one.indikator)))]
    parts += [(enkat.NEWS, said) for said in enkat.news(one, walk.earlier)[: text.MOST_NEWS]]
    if agreed := next((said for said, _ in readings.readings(one.readings)), ""):
        parts.append((readings.READINGS, agreed))
    said = _pairs((name, what) for name, what in parts)
    if one.year is None or len(one.last) > text.MOST_ANSWERS:
        return said
    tiles = "".join(
        f"<li>{escape(walk.kommuner[found.kommun].namn)}: <strong>{escape(enkat.tile(one, found))}</strong></li>"
        for found in one.last
    )
    return f'{said}<h2>{enkat.LAST} {one.year}</h2><ul class="tiles">{tiles}</ul>'


def _laget(found: Laget, number: int) -> str:
    """One area's answers, the year's dates, or every area under some of the headings."""
    if stand := found.shown:
        return _pairs((laget_text.heading(name), laget_text.svar(said)) for name, said in stand.said.items())
    if found.question.steg == "arshjul":
        return "".join(_dates(found, name) for name in arshjul.HEADS if getattr(found.wheel, name))
    names = _of_screen(LAGET_ANSWERS, number, MOST_COLUMNS)
    headings = {name: escape(laget_text.heading(name)) for name in names}
    body = "".join(
        f'<tr><th scope="row">{escape(stand.titel)}</th>'
        + "".join(f'<td data-head="{headings[n]}">{escape(laget_text.svar(stand.said[n]))}</td>' for n in names)
        + "</tr>"
        for stand in found.stands
    )
    columns = "".join(f'<th scope="col">{heading}</th>' for heading in headings.values())
    return (
        f'<table class="joint"><thead><tr><th scope="col">{laget_text.OMRADE}</th>{columns}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _dates(found: Laget, name: str) -> str:
    moments = getattr(found.wheel, name)[: text.MOST_DATES]
    lines = "".join(
        f"<li><span>{escape(arshjul.named(found.wheel, one))}: {escape(arshjul.when(one))} "
        f"({escape(arshjul.far(one, found.wheel.today))})</span></li>"
        for one in moments
    )
    return f'<h2>{arshjul.HEADS[name]}</h2><ul class="clamped">{lines}</ul>'


def _form(form: Form, number: int) -> str:
    """The row being discussed, the kommuner's judgements side by side, or the form a few rows at a time."""
    if form.question.steg == "tillsammans":
        lines = _of_screen(form.joint, number, MOST_LINES)
        return _joint(form, lines) if lines else f"<p>{form_text.NONE_CHOSEN}</p>"
    if row := run.form_row(form):
        return f'<dl class="whole">{"".join(_column(form, row, name) for name in COLUMNS)}</dl>{_evidence(row)}'
    rows = _of_screen(form.rows, number, MOST_ROWS)
    return "".join(_row(form, row) for row in rows) or f"<p>{form_text.NONE_CHOSEN}</p>"


def _column(form: Form, row: Row, name: str) -> str:
    return f"<dt>{form_text.COLUMNS[name]}</dt><dd>{cell_of(form, row, name)}</dd>"


def _evidence(row: Row) -> str:
    """What the figures say to the first of the three questions."""
    said = form_text.evidence(row)[JUDGED[0]] if row.evidence else []
    return f'<p class="of clamped">{form_text.EVIDENCE}: {escape(" ".join(said))}</p>' if said else ""


def _row(form: Form, row: Row) -> str:
    heading = row.indikator.heading if row.indikator else row.id
    judged = " · ".join(f"{form_text.COLUMNS[name]}: <strong>{cell_of(form, row, name)}</strong>" for name in JUDGED)
    rest = "".join(
        f"<dt>{form_text.COLUMNS[name]}</dt><dd>{cell_of(form, row, name)}</dd>"
        for name in COLUMNS
        if name not in JUDGED and (row.text(name) or name == COLUMNS[-1])
    )
    return f'<section class="row"><h2>{escape(heading)}</h2><p>{judged}</p><dl>{rest}</dl></section>'


def _judged(one: Joint, name: str) -> str:
    """The cell carries its head, which a phone shows in place of the columns."""
    return f'<td data-head="{form_text.COLUMNS[name]}">{escape(text.judgements(one, name))}</td>'


def _joint(form: Form, lines: Sequence[Joint]) -> str:
    heads = "".join(f'<th scope="col">{form_text.COLUMNS[name]}</th>' for name in JUDGED)
    body = "".join(
        f'<tr><th scope="row">{escape(one.indikator.label if one.indikator else one.id)}</th>'
        f"{''.join(_judged(one, name) for name in JUDGED)}</tr>"
        for one in lines
    )
    return (
        f'<table class="joint"><thead><tr><th scope="col">{form_text.INDIKATOR}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
