"""Sheets between the two processes: a line of JSON for each step, and behind a block of rows its numbers.

A block has for every column the places of its cells among the column's different ones (int32), and those that were new.
Nothing that is read can be more than texts, numbers and places, which are held to what there is.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, zip_longest
from typing import BinaryIO, NamedTuple

from ojdash.sources.workbook.cells import Cell, Mark

BLOCK = 20_000
WIDTH = 4  # bytes of a place
PLAIN = {str, float, Cell}

Merge = tuple[int, int, int, int]
Row = Sequence[str | float | Cell]
Column = tuple[bytes, list[str | float | Cell]]  # int32 places, and the different cells, of which the first is empty


class Head(NamedTuple):
    """What a sheet is called, and how large it says it is; 0 rows and sheets are not known before they are read."""

    name: str
    visible: bool = True
    rows: int = 0
    columns: int = 0
    sheets: int = 0


class Sheet(NamedTuple):
    """A sheet to hand on; `merges`, (row, column, row, column) of first and last, is filled when the rows are read."""

    head: Head
    rows: Iterable[Row]
    merges: list[Merge]


class Read(NamedTuple):
    """A sheet that was handed on."""

    columns: list[Column]
    merges: tuple[Merge, ...]


@dataclass(slots=True)
class TooLarge(Exception):
    """More cells than are read."""

    cells: int
    sheet: str


# --- writing ----------------------------------------------------------------------------------------------------------


def write(out: BinaryIO, sheets: Iterable[Sheet], most_cells: int) -> None:
    """Write every sheet.

    Raises  TooLarge  more cells than `most_cells`, all sheets together
    """
    left = most_cells
    for sheet in sheets:
        head = sheet.head
        if head.rows * head.columns > left:
            raise TooLarge(most_cells - left + head.rows * head.columns, head.name)
        _line(out, {"sheet": head})
        out.flush()
        cells = _write_rows(out, sheet.rows, left)
        if cells > left:
            raise TooLarge(most_cells - left + cells, head.name)
        left -= cells
        _line(out, {"rows": 0, "merges": sheet.merges})
    _line(out, {})
    out.flush()


def _write_rows(out: BinaryIO, rows: Iterable[Row], most: int) -> int:
    """A sheet's rows in blocks, until there are more cells than `most`; how many cells they are."""
    known: list[dict[str | float | Cell, int]] = []
    height, rows = 0, iter(rows)
    while height * len(known) <= most and (block := list(islice(rows, BLOCK))):
        columns = list(zip_longest(*block, fillvalue=""))
        height += len(block)
        known += [{"": 0} for _ in range(len(columns) - len(known))]
        parts = [_placed(column, its) for column, its in zip(columns, known, strict=False)]
        _line(out, {"rows": len(block), "new": [cells for _, cells in parts]})
        out.writelines(place for place, _ in parts)
    return height * len(known)


def _placed(column: tuple, known: dict[str | float | Cell, int]) -> tuple[bytes, list]:
    """The places of a column's cells among its different ones, and those that it had not had before."""
    if not set(map(type, column)) <= PLAIN:
        raise TypeError(next(cell for cell in column if type(cell) not in PLAIN))
    new = [cell for cell in dict.fromkeys(column) if cell not in known]
    known.update(zip(new, count(len(known))))
    return array("i", map(known.__getitem__, column)).tobytes(), new


def _line(out: BinaryIO, content: dict) -> None:
    out.write(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


# --- reading ----------------------------------------------------------------------------------------------------------


def read(stream: BinaryIO) -> Iterator[tuple[Head, Callable[[Callable[[int], None]], Read]]]:
    """Every sheet's head, and what reads the rest of it: to be called before the next sheet, and told the rows read.

    Raises  EOFError, ValueError  the other process ended before it had written everything, or wrote something else
    """
    while head := _content(stream).get("sheet"):
        yield Head(*head), lambda step: _read_rows(stream, step)


def _read_rows(stream: BinaryIO, step: Callable[[int], None]) -> Read:
    places: list[list[bytes]] = []
    different: list[list[str | float | Cell]] = []
    height = 0
    while rows := (content := _content(stream))["rows"]:
        new = content["new"]
        for _ in range(len(new) - len(places)):
            places.append([bytes(WIDTH * height)])
            different.append([""])
        for number, its in enumerate(places):
            different[number] += map(_cell, new[number]) if number < len(new) else ()
            its.append(_exactly(stream, WIDTH * rows) if number < len(new) else bytes(WIDTH * rows))
        height += rows
        step(height)
    columns = [(b"".join(parts), cells) for parts, cells in zip(places, different, strict=True)]
    return Read(columns, tuple((a, b, c, d) for a, b, c, d in content["merges"]))


def _cell(content: str | float | list) -> str | float | Cell:
    if isinstance(content, list):
        holds, (kind, code) = content
        return Cell(holds, Mark(kind, code))
    return content


def _content(stream: BinaryIO) -> dict:
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return json.loads(line)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    part = stream.read(size)
    if len(part) < size:
        raise EOFError
    return part
