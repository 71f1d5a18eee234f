"""Sheets as columns of words: a million cells are small numbers, and every different cell is looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ojdash.sources.workbook.cells import Cell as MarkedCell
from ojdash.sources.workbook.cells import Mark

Cell = str | float | int | None
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """One column: `different` are its different cells, texts or numbers; `place` is each row's, -1 if empty.

    marks  of different cells that are not just what is stored (a share, an error, a hidden number): why
    """

    place: np.ndarray
    different: np.ndarray
    marks: Mapping[int, Mark] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, row: int) -> Cell:
        place = self.place[row]
        return None if place < 0 else self.different[place]

    def of(self, rows: slice | np.ndarray) -> Words:
        """The same column for some rows."""
        return replace(self, place=self.place[rows])

    def used(self) -> np.ndarray:
        """The places of the cells that do stand in it, in the order they first stand."""
        found = pd.unique(self.place)
        return found[found >= 0]

    def where(self, place: int) -> np.ndarray:
        """The rows that hold one of the different cells."""
        return np.flatnonzero(self.place == place)

    def mark(self, row: int) -> Mark | None:
        """Why a row's cell is not just what is stored."""
        return self.marks.get(int(self.place[row]))

    def is_empty(self) -> bool:
        """Whether no row holds anything."""
        return not (self.place >= 0).any()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 0.

    merges  (row, column, row, column), first and last of each merged range
    turned  the row from which rows stand here as columns; None where the sheet lies as in the file
    """

    name: str
    columns: tuple[Words, ...]
    merges: tuple[Merge, ...] = ()
    visible: bool = True
    turned: int | None = None

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.columns)

    @property
    def cells(self) -> np.ndarray:
        """All cells by row and column; only for small sheets."""
        out = np.full((self.height, self.width), None, dtype=object)
        for number, column in enumerate(self.columns):
            out[:, number] = np.append(column.different, [None])[column.place]
        return out

    def row(self, row: int) -> list[Cell]:
        """The cells of one row."""
        return [column[row] for column in self.columns]

    def address(self, row: int, column: int) -> str:
        """Where a cell stands in the file: C14."""
        if self.turned is not None and row >= self.turned:
            row, column = self.turned + column, row - self.turned
        return f"{letter(column)}{row + 1}"

    def place(self, row: int, column: int | None) -> tuple[int, int | None]:
        """The row and column here of a cell of the file, or of a whole row."""
        if self.turned is None or row < self.turned or column is None:
            return row, column
        return self.turned + column, row - self.turned

    def line(self, row: int) -> int:
        """The number of a row in the file, counted from 1; in a turned sheet of the first row of its cells."""
        return row + 1 if self.turned is None else self.turned + 1

    def column_name(self, column: int) -> str:
        """What a column is called in the file: its letter, or its row's number where the sheet is turned."""
        return letter(column) if self.turned is None else str(self.turned + column + 1)


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets, and (kind, detail) of what was left alone in it."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()


def letter(column: int) -> str:
    """A column's letters as in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def words(place: np.ndarray, cells: Sequence[Cell | MarkedCell]) -> Words:
    """A column, its different cells put in the order they first stand; an empty text is an empty cell.

    Raises  IndexError  a place that none of the cells has
    """
    marks = {number: cell.mark for number, cell in enumerate(cells) if isinstance(cell, MarkedCell)}
    held = np.empty(len(cells), dtype=object)
    held[:] = [cell.holds if isinstance(cell, MarkedCell) else cell for cell in cells] if marks else cells
    empty = [number for number, cell in enumerate(held) if cell == "" or cell is None]
    if empty:
        place = np.where(np.isin(place, empty), -1, place)
    order = pd.unique(place)
    order = order[order >= 0]
    rank = np.full(len(held) + 1, -1, dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Words(
        rank[place], held[order], {int(rank[number]): mark for number, mark in marks.items() if rank[number] >= 0}
    )


def turn(sheet: Sheet, first: int) -> Sheet:
    """A sheet whose rows from `first` are columns; the rows above stay, for they are titles."""
    grid: list[list[Cell | MarkedCell]] = [
        [_marked(column, row) for row in range(sheet.height)] for column in sheet.columns
    ]
    height, width = first + sheet.width, max(sheet.height - first, sheet.width)
    turned: list[list[Cell | MarkedCell]] = [[None] * height for _ in range(width)]
    for column, its in enumerate(grid):
        turned[column][:first] = its[:first]
        for row, cell in enumerate(its[first:]):
            turned[row][first + column] = cell
    merges = tuple(
        (first + left, top - first, first + right, bottom - first)
        for top, left, bottom, right in sheet.merges
        if top >= first
    )
    return Sheet(sheet.name, tuple(map(_column, turned)), merges, sheet.visible, first)


def _marked(column: Words, row: int) -> Cell | MarkedCell:
    cell, mark = column[row], column.mark(row)
    return MarkedCell(cell, mark) if mark else cell


def _column(cells: Sequence[Cell | MarkedCell]) -> Words:
    different = list(dict.fromkeys(cells))
    number = {cell: place for place, cell in enumerate(different)}
    return words(np.array([number[cell] for cell in cells], dtype=np.int32), different)
