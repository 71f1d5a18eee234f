"""Flags on Kvalitet: each a sentence with how sure, whom to ask, and a link to all years of the indikator."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from ojdash import links
from ojdash.domain.answer import Answer, each
from ojdash.text import kvalitet as text
from ojdash.ui.elements import html, paragraph, sheet

_MOST_KOMMUNER = 40


def own_flags(answer: Answer) -> None:
    """The own kommun's flags, one a line."""
    own = _rows(answer, "egen")
    if not own:
        paragraph(text.ALL_CLEAR, "ojdash-note")
        return
    sheet(_lines(answer, own), key="own_flags", picture_of=answer)


def group_flags(answer: Answer) -> None:
    """The group's flags, folded, a kommun at a time."""
    _folded(answer, "gruppen", "namn", "group_flags")


def whole_flags(answer: Answer) -> None:
    """The flags of whole indikatorer, folded, a kind at a time."""
    _folded(answer, "indikatorn", "kind", "whole_flags")


def chain() -> None:
    """What wrong and right data lead to, step by step."""
    arrow = ' <span aria-hidden="true">→</span> '
    html("".join(f'<p class="ojdash-note">{arrow.join(map(escape, steps))}</p>' for steps in text.CHAIN))


def rules(answer: Answer) -> None:
    """Each kind and how it is found, folded; for who wants to know why something is, or is not, flagged."""
    said = "".join(f"<dt>{escape(kind)}</dt><dd>{escape(rule)}</dd>" for kind, rule in text.rules(answer).items())
    html(
        f'<details class="ojdash-details ojdash-facts"><summary>{text.RULES}</summary><dl>{said}</dl>'
        f"<p class='ojdash-quiet'>{text.GATHERED}</p></details>"
    )


def untried(answer: Answer) -> None:
    """The rules that could not be tried, on how many indikatorer and why, folded."""
    found = text.untried(answer)
    if not found:
        paragraph(text.NO_UNTRIED, "ojdash-quiet")
        return
    said = "".join(f"<dt>{escape(kind)}</dt><dd>{escape(why)}</dd>" for kind, why in found.items())
    html(
        f'<details class="ojdash-details ojdash-facts"><summary>{text.UNTRIED} ({len(found)})</summary><dl>{said}</dl>'
        f"<p class='ojdash-quiet'>{text.UNTRIED_READ}</p></details>"
    )


def _rows(answer: Answer, whose: str) -> list[Any]:
    return each(answer.rows[answer.rows["whose"] == whose])


def _folded(answer: Answer, whose: str, by: str, key: str) -> None:
    found: dict[str, list[Any]] = {}
    for row in _rows(answer, whose):
        found.setdefault(getattr(row, by), []).append(row)
    parts = list(found.items())
    said = "".join(
        f"<details><summary>{escape(text.KIND.get(name, name))} ({len(its)})</summary>{_lines(answer, its)}</details>"
        for name, its in parts[:_MOST_KOMMUNER]
    )
    if len(parts) > _MOST_KOMMUNER:
        said += f"<p>{escape(text.rest_in_file(len(parts) - _MOST_KOMMUNER))}</p>"
    if said:
        sheet(said, key=key)


def _lines(answer: Answer, rows: Iterable[Any]) -> str:
    return f'<ul class="lines flags">{"".join(_line(answer, row) for row in rows)}</ul>'


def _line(answer: Answer, row: Any) -> str:
    indikator = answer.indikatorer[row.indikator]
    kommun = row.kommun if isinstance(row.kommun, str) else answer.kommun.kod
    to = answer.question.but(page="over_tid", kommun=kommun, indikator=indikator.id, year=int(row.year))
    sure, whom = text.sure(indikator, row), text.whom(indikator, row)
    return (
        f'<li><a data-ojdash="1" href="{escape(links.address(to))}">'
        f'<span class="what">{escape(indikator.heading)}</span>'
        f"<span><strong>{escape(text.KIND[row.kind])}.</strong> {escape(text.said(indikator, row))}</span>"
        f'<span class="quiet">{escape(sure)} {escape(whom)}</span></a></li>'
    )
