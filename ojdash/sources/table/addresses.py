"""Single cells and rows that people have settled by their address: Blad1!C14, or Blad1!14 for a whole row."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from ojdash.sources.table.cells import spelled
from ojdash.sources.table.sheets import Sheet

ADDRESS = re.compile(r"(?:(.*)!)?([A-Z]{1,3})?([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is settled of one sheet.

    cells  (row, column or None for the whole row) to the address and what is said of it
    used   each address with what stands there; `moved` those where something else stands, which are not used
    """

    cells: dict[tuple[int, int | None], tuple[str, dict[str, Any]]]
    used: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...]

    def rows(self, keys: Container[int]) -> Iterator[tuple[int, str]]:
        """The rows that are settled, whole or by a cell of a key column, with their kommun; "" for those left out."""
        for (row, column), (_, said) in self.cells.items():
            if column is None or column in keys:
                yield row, said.get("kommun", "")

    def left_out(self, column: int, first: int) -> list[int]:
        """The rows, counted from `first`, whose cell in a column is left out."""
        return [row - first for row, place in self.cells if place == column and row >= first]


def parsed(address: str) -> tuple[str | None, int, int | None] | None:
    """An address as sheet (None where it does not say), row and column (None for a whole row); None if it is none."""
    found = ADDRESS.fullmatch(address)
    if not found:
        return None
    column = None
    for letter in found[2] or "":
        column = (column or 0) * 26 + ord(letter) - 64
    return found[1], int(found[3]) - 1, column - 1 if column else None


def addressed(sheet: Sheet, cells: dict[str, dict[str, Any]]) -> Addressed:
    """What is settled of a sheet: only where it still holds what it held when it was settled."""
    known: dict[tuple[int, int | None], tuple[str, dict[str, Any]]] = {}
    used, moved = [], []
    for address, said in cells.items():
        if not said.get("leave_out") and not said.get("kommun"):
            continue
        name, row, column = parsed(address)
        if name is not None and name != sheet.name:
            continue
        row, column = sheet.place(row, column)
        there = 0 <= row < sheet.height and (column is None or column < sheet.width)
        cell = sheet.columns[column][row] if there and column is not None else None
        held = spelled(cell)
        if not there or ("holds" in said and held != said["holds"]):
            moved.append((address, held))
            continue
        known[row, column] = (address, said)
        used.append((address, held))
    return Addressed(known, tuple(used), tuple(moved))
