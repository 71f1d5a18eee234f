"""The hand-over to a board: the officials' words before the figure, one page for each proposal."""

from __future__ import annotations

from html import escape

from ojdash import charts
from ojdash.domain.analys import Item
from ojdash.domain.meeting import Meeting
from ojdash.text import mote as text
from ojdash.text import snabbanalys as screen
from ojdash.ui.analys.lists import listing
from ojdash.ui.analys.parts import write
from ojdash.ui.elements import asset, chart, sheet, theme

_WORDS = ("resultat", "tillforlitlighet", "forslag", "beslut")


def handover(shown: Meeting) -> None:
    """Each page as a board reads it, then the fields it is written in."""
    for item in shown.handovers:
        _page(shown, item)
    views = {view.id: f"{number}. {text.view_named(view)}" for number, view in enumerate(shown.views, 1)}
    labels = text.HANDOVER_FIELDS
    written = listing(
        shown.analys, "overlamning", shown.handovers, {"mote": shown.id}, {"vy": views}, labels, text.ADD_HANDOVER
    )
    none = "" if shown.handovers else f'<p class="note">{text.NO_HANDOVER}</p>'
    write(shown, f'<p class="quiet">{text.HANDOVER_READ}</p>{none}<section>{written}</section>', "handover")


def _page(shown: Meeting, item: Item) -> None:
    view = shown.view(item.text("vy"))
    said = "".join(
        f"<h3>{text.HANDOVER_FIELDS[name]}</h3><p>{_lines(item.text(name)) or text.NO_COMMENT}</p>" for name in _WORDS
    )
    who = "".join(
        f"<dt>{text.HANDOVER_FIELDS[name]}</dt><dd>{escape(item.text(name)) or screen.NOTHING_WRITTEN}</dd>"
        for name in ("avsandare", "mottagare", "datum")
    )
    title = escape(" – ".join(part for part in (text.view_about(view), text.view_title(view)) if part) if view else "")
    lacks = text.handover_lacks(item)
    note = f'<p class="quiet">{escape(lacks)}</p>' if lacks else ""
    sheet(
        f'<article class="handover"><h2>{text.HANDOVER}: {title}</h2><dl class="who">{who}</dl>{said}{note}</article>',
        f"page_{item.id}",
        asset("run.css"),
    )
    found = view.answer if view else None
    if found is None or found.is_empty:
        return
    sheet(f"<h3>{text.FIGURE_SAYS}</h3><p>{escape(text.view_sentence(view))}</p>", f"says_{item.id}")
    if drawn := charts.figure_of(found, theme(), view.events):
        chart(drawn, found, f"figure_{item.id}")


def _lines(said: str) -> str:
    return escape(said.strip()).replace("\n", "<br>")
