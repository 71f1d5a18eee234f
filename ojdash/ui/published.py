"""Editions on Om data: the list of them, each a link that pins it, and what the one shown changed."""

from __future__ import annotations

from html import escape

from ojdash import answers, links
from ojdash.domain.answer import Answer, each
from ojdash.domain.edition import Differences, Edition, Moved
from ojdash.domain.errors import DataError
from ojdash.domain.question import Question
from ojdash.store import data_folder, listed
from ojdash.text import editions as text
from ojdash.ui.elements import html, paragraph, sheet

_MOST_EDITIONS = 12
_MOST_INDIKATORER = 60
_MOST_VALUES = 20


def editions(answer: Answer) -> None:
    """The newest editions, each with where it is from and how much is in it; and the way to the feed."""
    found = listed(data_folder())[::-1]
    rest = f"<li>{text.more(len(found) - _MOST_EDITIONS)}</li>" if len(found) > _MOST_EDITIONS else ""
    lines = "".join(_edition(answer, edition) for edition in found[:_MOST_EDITIONS])
    feed = f'<div class="row"><a href="api/utgavor.atom">{text.FEED}</a></div>'
    sheet(f'<ul class="lines">{lines}{rest}</ul>{feed}', key="editions")


def changes(answer: Answer) -> None:
    """What the edition shown changed against the one before, an indikator at a time, folded."""
    try:
        found = answers.changes(data_folder(), answer.edition)
    except DataError as error:
        paragraph(answers.told(error), "ojdash-note")
        return
    if found is None:
        paragraph(text.FIRST, "ojdash-quiet")
        return
    shown = found.only(answer.question.omrade)
    paragraph(text.sentence(shown), "ojdash-note")
    if not shown.moved:
        return
    rest = len(shown.moved) - _MOST_INDIKATORER
    each = "".join(_moved(shown, one) for one in shown.moved[:_MOST_INDIKATORER])
    more = f'<p class="ojdash-quiet">{text.more(rest)}</p>' if rest > 0 else ""
    heading = f"{text.BY_INDIKATOR} ({len(shown.moved)})"
    html(f'<details class="ojdash-details"><summary>{heading}</summary>{each}{more}</details>')


def _edition(answer: Answer, edition: Edition) -> str:
    to = links.address(Question(page="om_data", utgava=edition.id, omrade=answer.question.omrade), pinned=True)
    here = ' aria-current="true"' if edition.id == answer.edition else ""
    said = (
        f'<span class="what">{escape(edition.id)}</span><span class="value">{escape(text.fetched(edition))}</span>'
        f'<span class="quiet">{escape(text.in_short(edition))}</span>'
    )
    return (
        f"<li>{said}</li>" if edition.problem else f'<li><a data-ojdash="1" href="{escape(to)}"{here}>{said}</a></li>'
    )


def _moved(found: Differences, one: Moved) -> str:
    values = found.values[found.values["indikator"] == one.indikator.id].head(_MOST_VALUES)
    lines = [text.redefinition(part) for part in one.redefined]
    lines += [text.changed(one.indikator, found.names, row) for row in each(values)]
    lines += [text.more(one.values - len(values))] if one.values > len(values) else []
    listing = "".join(f"<li>{escape(line)}</li>" for line in lines)
    heading = f"{one.indikator.heading} ({one.indikator.id}): {text.moved(one)}"
    return f'<details class="ojdash-details"><summary>{escape(heading)}</summary><ul>{listing}</ul></details>'
