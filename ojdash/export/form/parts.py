"""What the minutes of a meeting and of a walk-through share: a table under its heading, readings, texts beside."""

from __future__ import annotations

from collections.abc import Iterable

from ojdash.domain.analys import Item, Written
from ojdash.export.form.blocks import Block, Cell, Heading, Lines, Table, cell, quiet
from ojdash.export.form.listed import by
from ojdash.text import form_document as paper
from ojdash.text import readings
from ojdash.text import snabbanalys as screen


def part(
    title: str, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], widths: tuple[int, ...], none: str
) -> list[Block]:
    """A table under a heading; none: what stands there instead of an empty one."""
    return [Heading(1, title), Table(title, head, rows, widths) if rows else Lines(quiet(none))]


def agreed(found: Iterable[tuple[str, Item]], none: str) -> list[Block]:
    """The agreed readings, each with the heading of its question; none: what is said without any."""
    names = ("text", "datum", "vilka")
    rows = tuple(
        (cell(heading), *(cell(item.text(name)) or quiet(paper.EMPTY_TEXT) for name in names), by(item))
        for heading, item in found
    )
    fields = screen.ITEM_FIELDS["tolkning"]
    head = (fields["indikator"], *(fields[name] for name in names), paper.WRITTEN_BY)
    return part(readings.READINGS, head, rows, (7, 10, 4, 6, 6), none)


def texts_beside(found: Iterable[tuple[str, Written]]) -> list[Block]:
    """Texts that were written over each other and are not chosen between, each with its field's name; [] for none."""
    rows = tuple(
        (cell(name), cell(one.value) or quiet(paper.EMPTY_TEXT), quiet(screen.written_by(one))) for name, one in found
    )
    if not rows:
        return []
    table = Table(paper.BESIDE_TITLE, paper.BESIDE_HEADS, rows, (6, 12, 5))
    return [Heading(1, paper.BESIDE_TITLE), Lines(quiet(paper.BESIDE_READ)), table]
