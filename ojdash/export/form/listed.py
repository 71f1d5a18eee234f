"""What is written as lists (events, proposals, readings, goals, exchanges): a table each, with who wrote and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ojdash.domain.analys import Item, Written
from ojdash.domain.form import Form
from ojdash.domain.places import EXCHANGE_NOTES
from ojdash.export.form.blocks import Block, Cell, Facts, Heading, Table, cell, quiet
from ojdash.text import form_document as paper
from ojdash.text import snabbanalys as screen

_WIDTHS = {
    "handelse": (4, 4, 8, 13, 7),
    "forslag": (6, 7, 6, 5, 4, 4, 5, 6),
    "tolkning": (7, 10, 5, 6, 6),
    "utvecklingsmal": (8, 5, 4, 6, 4, 4, 6),
    "utbyte": (5, 5, 4, 6, 6, 6, 6, 5),
}
# What an item is about; where nothing else stands in it, nobody has said anything yet.
_ABOUT = {"indikator", "kommun"}


def fields(kind: str) -> dict[str, str]:
    """The fields of a kind of item with what they are called, in order; events are read by date, so that is first."""
    named = screen.ITEM_FIELDS[kind]
    return {"datum": named["datum"], **named} if kind == "handelse" else named


def concerns(form: Form, item: Item) -> bool:
    """Whether an item is this kommun's or everybody's."""
    return item.text("kommun") in ("", form.kommun.kod)


def items(form: Form, kind: str) -> list[Item]:
    """The items of a kind that say something: of this kommun and of everybody; events by date, those without last."""
    named = fields(kind).keys() - _ABOUT
    said = [item for item in form.analys.items(kind) if concerns(form, item) and any(map(item.text, named))]
    if kind == "handelse":
        said.sort(key=lambda item: (not item.text("datum"), item.text("datum"), item.id))
    return said


def table(form: Form, kind: str) -> Table | None:
    """The items of a kind as a table, None where there are none."""
    called = paper.names(form)
    rows = tuple(_row(form, item, called) for item in items(form, kind))
    head = (*fields(kind).values(), paper.WRITTEN_BY)
    return Table(screen.ITEMS[kind], head, rows, _WIDTHS[kind]) if rows else None


def listed(form: Form, kind: str, level: int) -> list[Block]:
    """The items of a kind under a heading; nothing for none."""
    found = table(form, kind)
    return [Heading(level, screen.ITEMS[kind]), found] if found else []


def exchanges(form: Form, level: int) -> list[Block]:
    """Each exchange under its own heading: who met and when, on which level, and the notes."""
    named, blocks = fields("utbyte"), []
    for item in items(form, "utbyte"):
        facts = [(named[name], cell(item.text(name))) for name in ("niva", *EXCHANGE_NOTES) if item.text(name)]
        blocks += [Heading(level + 1, paper.exchange(form, item)), Facts((*facts, (paper.WRITTEN_BY, by(item))))]
    return [Heading(level, screen.ITEMS["utbyte"]), *blocks] if blocks else []


def by(item: Item) -> Cell:
    """Who wrote an item, and when."""
    return signed({name: item.fields.get(name) for name in fields(item.kind)}, fields(item.kind))


def signed(written: Mapping[str, Written | None], named: Mapping[str, str]) -> Cell:
    """Who wrote and when; which fields too, where they were written by several or on several days.

    named  what each field is called
    """
    return quiet(*paper.signed(_named(written, named))) or quiet(paper.EMPTY_TEXT)


def _named(written: Mapping[str, Written | None], named: Mapping[str, str]) -> Iterable[tuple[str, Written]]:
    return [(named[name], one) for name, one in written.items() if one is not None and one.value]


def _row(form: Form, item: Item, called: Mapping[str, str]) -> tuple[Cell, ...]:
    texts = (paper.shown(form, f"{item.kind}/{item.id}/{name}", item.text(name), called) for name in fields(item.kind))
    return (*(cell(text) or quiet(paper.EMPTY_TEXT) for text in texts), by(item))
