"""Every sentence, label, hovering and cell of a view and of a document, for tests that hold all of them to a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ojdash import charts, text
from ojdash.domain.answer import Answer, each
from ojdash.export.form.blocks import Block, Figure, Table
from ojdash.export.view import view_document
from ojdash.text import files, underlag


def spoken(answer: Answer) -> Iterator[str]:
    """Every sentence, label, hovering and cell of a view, of its figure and of its paper."""
    yield from (text.sentence(answer), *files.notes(answer))
    drawing = charts.figure_of(answer, charts.LIGHT)
    if drawing is not None:
        yield drawing.alt
        yield from (one["text"].replace("<br>", " ") for one in drawing.figure["layout"]["annotations"])
        yield from (said for trace in drawing.figure["data"] for said in trace.get("hovertext", ()))
    if answer.question.page == "oversikt":
        yield from (text.oversikt.why(answer, row) for row in each(answer.rows))
    if answer.question.page == "signaler":
        yield from re.findall(r'title="([^"]*)"', charts.matrix(answer, charts.LIGHT, lambda *_: ""))
    yield from of_blocks(view_document(answer, "https://example.org/", date(2026, 1, 1)).blocks)


def of_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Every paragraph and cell of a document; a column that is headed as the most says it of its cells."""
    for block in blocks:
        yield from (said.text for said in getattr(block, "said", ()))
        if isinstance(block, Figure):
            yield block.alt
        if isinstance(block, Table):
            for row in block.rows:
                for head, cell in zip(block.head, row, strict=True):
                    least = f" ({underlag.AT_LEAST_SHORT})" if underlag.AT_LEAST_SHORT in head else ""
                    yield from (said.text + least for said in cell)
