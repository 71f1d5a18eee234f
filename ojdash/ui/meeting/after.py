"""During and after the meeting: what was left from before, what came out of this, and the basket."""

from __future__ import annotations

from html import escape

from ojdash.domain import meeting as run
from ojdash.domain.analys import Item
from ojdash.domain.meeting import Meeting, View
from ojdash.text import mote as text
from ojdash.text import snabbanalys as screen
from ojdash.ui import opened
from ojdash.ui.analys import together
from ojdash.ui.analys.controls import field
from ojdash.ui.analys.lists import listing
from ojdash.ui.analys.parts import write
from ojdash.ui.elements import asset


def after(shown: Meeting) -> None:
    """All of it, the earlier outcomes first."""
    write(
        shown,
        f"<style>{asset('run.css')}</style>{_earlier(shown)}{_meeting(shown, ('narvarande',))}{_views(shown)}"
        f"{_outcomes(shown)}{_meeting(shown, ('anteckning',))}{_basket(shown)}{_decisions(shown)}",
        "after",
    )


def _earlier(shown: Meeting) -> str:
    if not shown.earlier:
        return ""
    listed = _listed(shown, shown.earlier, add="")
    return f'<section><h2>{text.EARLIER}</h2><p class="quiet">{text.EARLIER_READ}</p>{listed}</section>'


def _outcomes(shown: Meeting) -> str:
    listed = _listed(shown, shown.outcomes, text.ADD_OUTCOME)
    return f'<section><h2>{text.OUTCOMES}</h2><p class="quiet">{text.OUTCOMES_READ}</p>{listed}</section>'


def _listed(shown: Meeting, items: tuple[Item, ...], add: str) -> str:
    return listing(shown.analys, "utfall", items, {"mote": shown.id}, {}, text.OUTCOME_FIELDS, add)


def _meeting(shown: Meeting, names: tuple[str, ...]) -> str:
    return "".join(field(shown.analys, f"mote/{shown.id}/{name}", text.FIELDS[name]) for name in names)


def _views(shown: Meeting) -> str:
    said = "".join(_view(shown, view, number) for number, view in enumerate(shown.views, 1))
    return f"<section><h2>{text.PER_VIEW}</h2>{said}</section>" if said else ""


def _view(shown: Meeting, view: View, number: int) -> str:
    at = f"vy/{view.id}/"
    asked = view.item.text("fraga")
    fields = "".join(
        field(shown.analys, at + name, text.VIEW_FIELDS[name]) for name in ("anteckning", "enats", "beslut", "visad")
    )
    head = f"{number}. {text.view_named(view)}"
    about = "".join(f"<p>{escape(said)}</p>" for said in (text.view_sentence(view), asked) if said)
    return (
        f'<details class="view" data-key="{view.id}"><summary>{escape(head)}</summary>{about}'
        f'<div class="pairs">{fields}</div></details>'
    )


def _basket(shown: Meeting) -> str:
    """The year's basket, the same as under Tillsammans; what the views are about can be chosen too."""
    if shown.year is None:
        return ""
    form = opened.form_of(shown.analys, shown.question.but(page="snabbanalys", steg="tillsammans", year=shown.year))
    titles = {**run.about(shown.views), **shown.titles}
    if not form.joint and not titles:
        return f'<section><h2>{screen.BASKET_TITLE}</h2><p class="note">{text.NO_BASKET}</p></section>'
    return together.basket(form, titles)


def _decisions(shown: Meeting) -> str:
    """What the steps of the analys have decided the same year."""
    said = [(screen.step_name(step), outcome) for step, outcome in shown.decided]
    return together.listed(text.DECISIONS, said)
