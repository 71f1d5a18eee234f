"""Any document as a workbook: first what it is about, then a sheet for each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from ojdash.export.form.blocks import Block, Cell, Document, Facts, Heading, Table, cell, texts
from ojdash.export.form.excel import EM, Book, filled
from ojdash.text import form_document as paper

_LONGEST_NAME = 31  # of a sheet
_WIDTHS = (34, 110)  # of a sheet without a table


def as_excel(document: Document) -> bytes:
    """The document as .xlsx. The same document gives the same bytes."""

    def fill(book: Book) -> None:
        about = book.sheet(paper.SHEETS["about"], (paper.KEY, paper.SAYS), _WIDTHS, document.foot)
        told = [cell(document.band), *((one,) for one in document.told)]
        rows = [(cell(paper.TITLE), cell(document.title))]
        rows += [(cell(name), found) for name, found in document.about.rows]
        for heading, blocks in _parts(document.blocks):
            if heading == paper.ABOUT_TITLE:
                told += [cell(said) for block in blocks for said in texts(block)]
            else:
                _part(book, heading, blocks, document.foot)
        _rows(book, about, 1, [*rows, *((cell(paper.ABOUT_TITLE), one) for one in told if one)])

    return filled(document.title, document.moment, fill)


def _parts(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks under each heading of the first level."""
    parts: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block.text, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def _part(book: Book, heading: str, blocks: list[Block], foot: str) -> None:
    """One part: its lines and tables below each other, in order."""
    every = [[EM * width for width in one.widths] for one in blocks if isinstance(one, Table)]
    widths = [max(column) for column in zip_longest(*every, fillvalue=0)] or _WIDTHS
    name = re.sub(r"[\[\]:*?/\\\\]", " ", heading)[:_LONGEST_NAME].strip(" '")
    sheet, row = book.plain(name, widths, foot), 0
    for block in blocks:
        if isinstance(block, Table):
            for place, head in enumerate(block.head):
                book.write(sheet, row, place, head, "head")
            row = _rows(book, sheet, row + 1, block.rows) + 1
        elif isinstance(block, Facts):
            row = _rows(book, sheet, row, [(cell(name), found) for name, found in block.rows]) + 1
        else:
            for said in texts(block):
                book.write(sheet, row, 0, said, "band" if isinstance(block, Heading) else "note")
                row += 1


def _rows(book: Book, sheet: Any, first: int, rows: Iterable[tuple[Cell, ...]]) -> int:
    """Write rows of cells, the first of each as its name; the row after them."""
    at = first
    for at, cells in enumerate(rows, first + 1):
        for place, found in enumerate(cells):
            book.cell(sheet, at - 1, place, found, "text" if place else "name")
    return at
