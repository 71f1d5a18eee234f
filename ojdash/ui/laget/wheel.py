"""The year: the figure, what is past and next in words, every date, and the network's own to write."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ojdash import charts, links
from ojdash.domain.analys import Item
from ojdash.domain.arshjul import Arshjul, Moment
from ojdash.domain.laget import Laget
from ojdash.text import arshjul, files, page
from ojdash.text import laget as text
from ojdash.ui.address import whole_link
from ojdash.ui.analys.lists import listing
from ojdash.ui.analys.parts import write
from ojdash.ui.elements import asset, picture, sheet, theme
from ojdash.ui.opened import fitting
from ojdash.ui.views import quiet

FEW = {"now": 5, "following": 5, "last": 3}


def year(shown: Laget) -> None:
    """All of it."""
    _figure(shown)
    lists = "".join(_list(shown, name) for name in FEW)
    sheet(
        f'<div class="year">{_only(shown)}<div class="three">{lists}</div>{_table(shown)}</div>',
        "year",
        asset("laget.css"),
    )
    quiet(text.NATIONAL_READ)
    if shown.analys.may_write:
        write(
            shown,
            f"<style>{asset('laget.css')}</style><section><h2>{text.OWN_DATES}</h2>"
            f'<p class="quiet">{text.OWN_READ}</p>{_own(shown)}</section>',
            "dates",
        )


def _own(shown: Laget) -> str:
    """The network's own dates, by day and folded but for one that is not whole, then a new one."""
    items = [item for item in shown.analys.items("dag") if _is_shown(shown, item.text("omrade"))]
    items.sort(key=lambda item: item.text("datum") or "9999")
    said = ""
    for item in items:
        is_open = "" if item.text("datum") and item.text("titel").strip() else " open"
        fields = _listing(shown, [item], "")
        name = escape(text.own_date(item))
        said += f'<details data-key="{item.id}"{is_open}><summary>{name}</summary>{fields}</details>'
    return said + _listing(shown, [], text.ADD_DATE)


def _listing(shown: Laget, items: Sequence[Item], add: str) -> str:
    return listing(shown.analys, "dag", items, {}, {"omrade": shown.omraden}, text.DATE_FIELDS, add)


def _figure(shown: Laget) -> None:
    wheel = shown.wheel
    wide = charts.year_line(wheel, theme(), charts.YEAR_WIDE)
    link = whole_link(shown.question.but(analys=None))  # a picture is passed on: it opens nothing that was written
    picture(
        charts.year_line(wheel, theme()),
        "year_line",
        of=f"{shown.analys.id} {shown.analys.latest} {shown.question} {wheel.today}",
        caption=files.Caption(arshjul.title(wheel), (), (text.NATIONAL_READ, link)),
        file=f"arshjul-{wheel.year}",
        larger=[(charts.YEAR_WINDOW, wide)],
    )


def _is_shown(shown: Laget, omrade: str) -> bool:
    return not omrade or shown.wheel.omrade in (None, omrade)


def _only(shown: Laget) -> str:
    """That one area is shown, and the way to all."""
    wheel = shown.wheel
    if not wheel.omrade:
        return ""
    to = escape(links.address(shown.question.but(omrade=None)))
    of = escape(wheel.omraden.get(wheel.omrade, wheel.omrade))
    return f'<p class="row">{text.ONLY_AREA} {of}. <a data-ojdash="1" href="{to}">{text.ALL_AREAS}</a></p>'


def _list(shown: Laget, name: str) -> str:
    moments: Sequence[Moment] = getattr(shown.wheel, name)[: FEW[name]]
    if not moments:
        return ""
    lines = "".join(f"<li>{_line(shown, moment)}</li>" for moment in moments)
    return f"<section><h2>{arshjul.HEADS[name]}</h2><ul>{lines}</ul></section>"


def _line(shown: Laget, moment: Moment) -> str:
    wheel = shown.wheel
    far = f'<span class="quiet">{escape(arshjul.far(moment, wheel.today))}</span>'
    return f"{_linked(shown, moment)}<br>{escape(arshjul.when(moment))} {far}"


def _linked(shown: Laget, moment: Moment) -> str:
    """What a moment is called, as a link to what shows it."""
    said = escape(arshjul.named(shown.wheel, moment))
    if moment.question is None:
        return f"<strong>{said}</strong>"
    to = moment.question.but(analys=fitting(moment.question.page, shown.question.analys))
    return f'<a data-ojdash="1" href="{escape(links.address(to))}">{said}</a>'


def _table(shown: Laget) -> str:
    wheel = shown.wheel
    if not wheel.moments:
        return ""
    names = (arshjul.WHEN, arshjul.WHAT, arshjul.KIND, arshjul.STATE, arshjul.SOURCE)
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_row(shown, wheel, moment) for moment in wheel.moments)
    return (
        f"<details><summary>{arshjul.ALL_MOMENTS} ({len(wheel.moments)})</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{page.TABLE}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(shown: Laget, wheel: Arshjul, moment: Moment) -> str:
    cells = (arshjul.KINDS[moment.kind], arshjul.STATES[moment.state(wheel.today)], moment.kalla or moment.anteckning)
    rest = "".join(f"<td>{escape(one)}</td>" for one in cells)
    return f'<tr><th scope="row">{escape(arshjul.when(moment))}</th><td>{_linked(shown, moment)}</td>{rest}</tr>'
