"""What a network does together: the joint table, the year's basket, agreed readings, goals, exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ojdash.domain.analys import Item
from ojdash.domain.form import Form, Joint, Row
from ojdash.domain.places import COLUMNS
from ojdash.text import snabbanalys as text
from ojdash.text import statuses
from ojdash.ui.analys.controls import field
from ojdash.ui.analys.fill import cell_of, last_writer
from ojdash.ui.analys.lists import items


def joint(form: Form) -> str:
    """The kommuner's forms side by side, differences in judgement first."""
    if not form.joint:
        return f'<section><h3>{text.JOINT}</h3><p class="note">{text.NONE_CHOSEN}</p></section>'
    said = "".join(_joint(form, one) for one in form.joint)
    return f'<section><h3>{text.JOINT}</h3><p class="quiet">{text.JOINT_READ}</p>{said}</section>'


def basket(form: Form, also: Mapping[str, str] | None = None) -> str:
    """The indikatorer for this year's report, each with a reason and a named recipient.

    also  the headings of indikatorer that can be chosen though no form holds them, by id
    """
    analys, year = form.analys, form.question.year
    chosen = analys.basket(year)
    titles = dict(also or {}) | {one.id: one.indikator.heading if one.indikator else one.id for one in form.joint}
    boxes = "".join(_in_basket(form, id, titles.get(id, id), True) for id in chosen)
    left = [id for id in titles if id not in chosen]
    rest = "".join(_in_basket(form, id, titles[id], False) for id in left) if analys.may_write else ""
    more = f"<details><summary>{text.CHOOSE} ({len(left)})</summary>{rest}</details>" if rest else ""
    return (
        f'<section><h3>{text.BASKET_TITLE}</h3><p class="quiet">{text.BASKET_READ}</p>'
        f'<p class="note">{text.basket(len(chosen))}</p>{boxes}{more}</section>'
    )


def readings(form: Form) -> str:
    """Agreed readings of the questions, and how each kommun answered and why."""
    shown = form.analys.items("tolkning")
    return (
        f"<section><h3>{text.ITEMS['tolkning']}</h3><p class='quiet'>{text.READINGS_READ}</p>"
        f"{items(form, 'tolkning', shown)}</section>"
    )


def goals(form: Form) -> str:
    """The network's development goals."""
    shown = form.analys.items("utvecklingsmal")
    return (
        f"<section><h3>{text.ITEMS['utvecklingsmal']}</h3><p class='quiet'>{text.GOAL_NEEDS_NONE}</p>"
        f"{items(form, 'utvecklingsmal', shown)}</section>"
    )


def exchanges(form: Form) -> str:
    """Two or three kommuner beside each other, with notes under the four headings."""
    shown = form.analys.items("utbyte")
    beside = "".join(_beside(form, one) for one in shown)
    return (
        f"<section><h3>{text.ITEMS['utbyte']}</h3><p class='quiet'>{text.EXCHANGE_READ}</p>"
        f"{items(form, 'utbyte', shown)}{beside}</section>"
    )


def _joint(form: Form, one: Joint) -> str:
    heads = "".join(f'<th scope="col">{text.COLUMNS[name]}</th>' for name in COLUMNS)
    body = "".join(_row(form, row) for row in one.rows)
    title = one.indikator.heading if one.indikator else one.id
    return (
        f"<details{' open' if one.differences else ''}><summary>{escape(title)} "
        f'<span class="quiet">{escape(text.differences(one))}</span></summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}"><table class="form"><thead><tr>'
        f'<th scope="col">{text.KOMMUN}</th>{heads}<th scope="col">{text.ANSWERED}</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _row(form: Form, row: Row) -> str:
    kommun = escape(statuses.kommun_of(form, row))
    if not row.text("vald"):
        return f'<tr><th scope="row">{kommun}</th><td colspan="7">{_quiet(text.NOT_IN_FORM)}</td></tr>'
    judged = "".join(f"<td>{cell_of(form, row, name)}</td>" for name in COLUMNS)
    said = f"<td>{_lines(row.text('svarade'))}</td>"
    return f'<tr><th scope="row">{kommun}{last_writer(row)}</th>{judged}{said}</tr>'


def _in_basket(form: Form, id: str, heading: str, is_chosen: bool) -> str:
    at = f"korg/{form.question.year}/{id}/"
    title = statuses.in_basket(form, id, heading)
    box = field(form.analys, f"{at}vald", title, refresh=True)
    if not is_chosen:
        return box
    why = "".join(field(form.analys, at + name, label) for name, label in text.KORG.items())
    lacks = [label for name, label in text.KORG.items() if not form.analys.text(at + name)]
    note = f'<p class="quiet">{escape(text.basket_lacks(lacks))}</p>' if lacks else ""
    return f'<div class="item">{box}<div class="pairs">{why}</div>{note}</div>'


def _beside(form: Form, exchange: Item) -> str:
    kommuner = [kod for kod in exchange.text("kommuner").split("-") if kod in form.kommuner]
    rows = {one.id: {row.kommun: row for row in one.rows} for one in form.joint}
    if len(kommuner) < 2 or not rows:
        return ""
    heads = "".join(f'<th scope="col">{escape(form.kommuner[kod].namn)}</th>' for kod in kommuner)
    titles = {one.id: one.indikator.heading if one.indikator else one.id for one in form.joint}
    body = "".join(
        f'<tr><th scope="row">{escape(titles[id])}</th>'
        + "".join(f"<td>{_lines(by[kod].text('samlad')) if kod in by else ''}</td>" for kod in kommuner)
        + "</tr>"
        for id, by in rows.items()
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text.ITEMS["utbyte"]}"><table class="form">'
        f'<thead><tr><th scope="col">{text.INDIKATOR}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _lines(said: str) -> str:
    return escape(said).replace("\n", "<br>") if said else _quiet(text.NOTHING_WRITTEN)


def _quiet(said: str) -> str:
    return f'<span class="quiet">{escape(said)}</span>'


def listed(heading: str, said: list[tuple[str, str]]) -> str:
    """Pairs of words under a heading; nothing for none."""
    if not said:
        return ""
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{_lines(what)}</dd>" for name, what in said)
    return f"<section><h3>{escape(heading)}</h3><dl>{pairs}</dl></section>"
