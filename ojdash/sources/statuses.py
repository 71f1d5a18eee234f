"""A table of statuses, written in a spreadsheet: a row says one thing of one value. Read by the rules of any table."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ojdash.domain.errors import SourceError
from ojdash.sources.table.cells import clean
from ojdash.sources.table.opening import open_book
from ojdash.sources.table.sheets import Cell, Sheet
from ojdash.text import statuses as words

HEADS: dict[str, tuple[str, ...]] = {
    "indikator": ("indikator",),
    "kommun": ("kommun", "kommunkod"),
    "year": ("year", "år"),
    "lage": ("lage", "läge", "status"),
    "namn": ("namn", "satt av"),
    "skal": ("skal", "skäl"),
}
VERSION = "version"
MOST_CELLS = 2_000_000
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # an apostrophe that the export put before a text


class Line(NamedTuple):
    """A row of the table, counted from 1 as in a spreadsheet, and what it says by the names of Status."""

    row: int
    said: dict[str, str]


def read(path: Path) -> list[Line]:
    """The rows of the first sheet that has all the heads; empty rows are nothing.

    Raises  SourceError  a file that can't be opened, is far too large, or lacks a column
    """
    book = open_book(path)
    lacking: list[str] = list(HEADS)
    for sheet in book.sheets:
        if not sheet.height:
            continue
        heads = {clean(str(cell)).casefold(): at for at, cell in reversed(list(enumerate(sheet.row(0)))) if cell}
        places = {name: next((heads[one] for one in (*said, name) if one in heads), None) for name, said in _ALL}
        found = [name for name in HEADS if places[name] is None]
        if not found:
            return _lines(book.file, sheet, {name: at for name, at in places.items() if at is not None})
        lacking = min(lacking, found, key=len)
    raise SourceError(words.lacks_columns(book.file, lacking))


_ALL = (*HEADS.items(), (VERSION, (VERSION,)))


def _lines(file: str, sheet: Sheet, places: dict[str, int]) -> list[Line]:
    if sheet.height * sheet.width > MOST_CELLS:
        raise SourceError(words.too_many_rows(file))
    rows = ({name: _text(sheet.columns[at][row]) for name, at in places.items()} for row in range(1, sheet.height))
    return [Line(row, said) for row, said in enumerate(rows, 2) if any(said.values())]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    text = "" if cell is None else clean(str(cell))
    return text[1:] if text.startswith(_FORMULA) else text
