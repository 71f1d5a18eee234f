"""Sheets as columns of words: a million cells are small numbers, and every different cell is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Words:
    """One column: `different` are its different cells, texts or numbers; `place` is each row's, -1 if empty."""

    place: np.ndarray
    different: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, row: int) -> Cell:
        place = self.place[row]
        return None if place < 0 else self.different[place]

    def of(self, rows: slice | np.ndarray) -> Words:
        """The same column for some rows."""
        return Words(self.place[rows], self.different)

    def used(self) -> np.ndarray:
        """The places of the cells that do stand in it, in the order they first stand."""
        found = pd.unique(self.place)
        return found[found >= 0]

    def where(self, place: int) -> np.ndarray:
        """The rows that hold one of the different cells."""
        return np.flatnonzero(self.place == place)

    def is_empty(self) -> bool:
        """Whether no row holds anything."""
        return not (self.place >= 0).any()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 0.

    merges  (row, column, row, column), first and last of each merged range
    """

    name: str
    columns: tuple[Words, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    visible: bool = True

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


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets, and (kind, detail) of what was left alone in it."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()


def words(place: np.ndarray, different: Sequence[Cell]) -> Words:
    """A column, its different cells put in the order they first stand; an empty text is an empty cell."""
    held = np.empty(len(different), dtype=object)
    held[:] = different
    if "" in different:
        place = np.where(place == different.index(""), -1, place)
    order = pd.unique(place)
    order = order[order >= 0]
    rank = np.full(len(held) + 1, -1, dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Words(rank[place], held[order])


def replaced(columns: tuple[Words, ...], cells: Iterable[tuple[int, int, Cell]]) -> tuple[Words, ...]:
    """Columns with some cells, as (row, column, cell), holding something else."""
    by: dict[int, list[tuple[int, Cell]]] = {}
    for row, column, cell in cells:
        if column >= len(columns) or row >= len(columns[column]):
            continue
        by.setdefault(column, []).append((row, cell))
    out = list(columns)
    for column, its in by.items():
        different = list(out[column].different)
        known: dict[Cell, int] = {}
        place = out[column].place.copy()
        for row, cell in its:
            if cell not in known:
                known[cell] = len(different)
                different.append(cell)
            place[row] = known[cell]
        out[column] = words(place, different)
    return tuple(out)
