"""A visitor's own figures, pasted or from a file: years or dates, values, and kommuner if there are several.

Read by the same rules as any table (`sources.table`), but kept nowhere: what can't be read is named by row and cell.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from ojdash.domain.errors import SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.own import Own, OwnValue, Period, Unread, period
from ojdash.sources.table.cells import SIGNS, clean, reading
from ojdash.sources.table.numbers import Number, number, unclear_separators, unclear_shares
from ojdash.sources.table.opening import open_book
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.sheets import letter
from ojdash.text import own as words

MOST_SIGNS = 200_000  # characters that are pasted
MOST_VALUES = 1_000
MOST_CELLS = 100_000
MOST_FILES, WAIT_SECONDS = 2, 30  # read at a time by anyone's visits, for a hostile one takes its whole ceiling
MEMORY = Path("/dev/shm")  # a folder in memory, where the machine has one

Cell = str | float | int | None
Grid = list[list[Cell]]

_reading = BoundedSemaphore(MOST_FILES)
_KOMMUN_HEAD = re.compile(r"(kommun\w*|kod|region|ort)", re.IGNORECASE)
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class _Found:
    """What has been met so far, with the cell that each value stands in."""

    values: dict[tuple[str, Period], tuple[float, int, str]] = field(default_factory=dict)
    contradicted: set[tuple[str, Period]] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)
    misspelt: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    blank: int = 0
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One value with what it is of; places count from 0, `kommun_at` None where no kommun is said."""

    row: int
    kommun: Cell
    kommun_at: int | None
    when: Cell
    when_at: tuple[int, int]
    value: Cell
    value_at: int


def pasted(text: str, indikator: Indikator, kommun: str, gazetteer: Gazetteer, year: int | None = None) -> Own:
    """What was pasted: cells parted by tab, semicolon or comma.

    year    of kommuner and values without one: the page's
    Raises  SourceError  more than is read
    """
    if len(text) > MOST_SIGNS:
        raise SourceError(words.too_long(MOST_SIGNS))
    sign = next((sign for sign in ("\t", ";", ",") if sign in text), "\t")
    try:
        grid: Grid = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise SourceError(words.QUOTES) from error
    return _read(grid, indikator, kommun, gazetteer, year)


def from_file(
    name: str, content: bytes, indikator: Indikator, kommun: str, gazetteer: Gazetteer, year: int | None = None
) -> Own:
    """What a file holds, in its only visible sheet with values. The file is in memory or a folder that is removed.

    year    as of `pasted`
    Raises  SourceError  a file that can't be opened, is hostile, or has more than one sheet with values
    """
    if not _reading.acquire(timeout=WAIT_SECONDS):
        raise SourceError(words.BUSY)
    try:
        with kept(name, content) as path:
            book = open_book(path)
    finally:
        _reading.release()
    for sheet in book.sheets:
        if sheet.visible and sheet.height * sheet.width > MOST_CELLS:
            raise SourceError(words.too_many_cells(book.file, sheet.name, MOST_CELLS))
    read = {
        sheet.name: _read(sheet.cells.tolist(), indikator, kommun, gazetteer, year, book.file)
        for sheet in book.sheets
        if sheet.visible and sheet.width
    }
    told = {name: own for name, own in read.items() if own.values}
    if len(told) > 1:
        raise SourceError(words.sheets(book.file, list(told)))
    return next(iter((told or read).values()), Own(unread=(Unread("alone"),), file=book.file))


@contextmanager
def kept(name: str, content: bytes) -> Iterator[Path]:
    """An uploaded file under its own name, for as long as it is read: in memory if the machine has a folder there."""
    memory = str(MEMORY) if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="ojdash-", dir=memory) as folder:
        bare = re.sub(r"[\x00-\x1f]", "", name.replace("\\", "/").rpartition("/")[2])[-100:]
        path = Path(folder) / (bare if bare.strip(". ") else "tabell")
        path.write_bytes(content)
        yield path


UPLOADED = "/ojdash-"  # in the name of every folder that `kept` makes


def without_folder(sentence: str) -> str:
    """A sentence about an uploaded file, without the folder that it lay in while it was read."""
    return " ".join(Path(word).name if UPLOADED in word else word for word in sentence.split(" "))


def _read(grid: Grid, indikator: Indikator, kommun: str, gazetteer: Gazetteer, year: int | None, file: str = "") -> Own:
    rows = [(at, [_bare(cell) for cell in row]) for at, row in enumerate(grid)]
    rows = [(at, row) for at, row in rows if any(cell is not None for cell in row)]
    width = max((len(row) for _, row in rows), default=0)
    rows = [(at, row + [None] * (width - len(row))) for at, row in rows]
    found = _Found()
    without, year = _without_a_year(rows, indikator, gazetteer, year)
    entries = _wide(rows) or without or _long(rows, indikator, gazetteer, found)
    if len(entries) > MOST_VALUES:
        raise SourceError(words.too_many(len(entries), MOST_VALUES))
    if _are_shares(entries, indikator):
        found.unread += [Unread("share", None, _cell(entries[0].row, entries[0].value_at))]
        entries = []
    texts = [entry.value for entry in entries if isinstance(entry.value, str)]
    found.unclear = frozenset(() if indikator.is_coded else unclear_separators(texts, indikator.kind == "andel"))
    for entry in entries:
        _take(entry, indikator, kommun, gazetteer, found)
    values = tuple(
        OwnValue(kod, when, value)
        for (kod, when), (value, _, _) in sorted(found.values.items())
        if (kod, when) not in found.contradicted
    )
    return Own(values, tuple(found.unread), tuple(found.misspelt.values()), found.blank, file, year)


# --- which cell is what -----------------------------------------------------------------------------------------------


def _wide(rows: list[tuple[int, list[Cell]]]) -> list[_Entry]:
    """Years or dates in the first row, values under them; the first column may say the kommun. None found is []."""
    if len(rows) < 2:
        return []
    head_at, head = rows[0]
    times = {at: cell for at, cell in enumerate(head) if cell is not None and period(cell)}
    named = head[0] is None or 0 not in times
    others = [at for at, cell in enumerate(head) if cell is not None and at not in times]
    if not times or any(at > 0 for at in others) or (not named and all(period(row[0]) for _, row in rows)):
        return []
    return [
        _Entry(at, row[0] if named else None, 0 if named else None, head[place], (head_at, place), row[place], place)
        for at, row in rows[1:]
        for place in times
    ]


def _long(
    rows: list[tuple[int, list[Cell]]], indikator: Indikator, gazetteer: Gazetteer, found: _Found
) -> list[_Entry]:
    """A row a value: a column of years or dates, one of values, and perhaps one of kommuner."""
    if not rows:
        return []
    width = len(rows[0][1])
    columns = [[row[at] for _, row in rows] for at in range(width)]
    when = next((at for at, cells in enumerate(columns) if _most(cells, lambda cell: period(cell) is not None)), None)
    if when is None:
        found.unread.append(Unread("alone"))
        return []
    is_head = not period(rows[0][1][when])
    whose = next((at for at in range(width) if at != when and _is_kommun(columns[at], is_head, gazetteer)), None)
    rest = [at for at in range(width) if at not in (when, whose) and any(cell is not None for cell in columns[at])]
    if len(rest) != 1:
        letters = ", ".join(map(letter, rest))
        found.unread.append(Unread("columns" if rest else "alone", None, letters))
        return []
    (at,) = rest
    if is_head and not reading(rows[0][1][at], indikator, SIGNS, False, None).known:
        rows = rows[1:]
    return [
        _Entry(row, None if whose is None else cells[whose], whose, cells[when], (row, when), cells[at], at)
        for row, cells in rows
    ]


def _without_a_year(
    rows: list[tuple[int, list[Cell]]], indikator: Indikator, gazetteer: Gazetteer, year: int | None
) -> tuple[list[_Entry], int | None]:
    """Kommuner and values alone, of the year in the head, else of the page's; and the year if it is the page's."""
    columns = [[row[at] for _, row in rows] for at in range(len(rows[0][1]) if rows else 0)]
    columns = {at: cells for at, cells in enumerate(columns) if any(cell is not None for cell in cells)}
    whose = next((at for at, cells in columns.items() if _is_kommun(cells, True, gazetteer)), None)
    if len(columns) != 2 or whose is None or any(_most(cells, period) for cells in columns.values()):
        return [], None
    (at,) = columns.keys() - {whose}
    head, value = columns[whose][0], columns[at][0]
    if not _named(head, gazetteer) and not reading(value, indikator, SIGNS, False, None).known:
        rows, said = rows[1:], {int(found) for found in _A_YEAR.findall(str(value))}
        year, taken = (min(said) if len(said) == 1 else None if said else year), not said
    else:
        taken = True
    if year is None:
        return [], None
    entries = [_Entry(row, cells[whose], whose, str(year), (row, whose), cells[at], at) for row, cells in rows]
    return entries, year if taken else None


def _is_kommun(cells: list[Cell], is_head: bool, gazetteer: Gazetteer) -> bool:
    """Names of kommuner; or anything under a head that says so, for bare numbers may be values."""
    if is_head and isinstance(cells[0], str) and _KOMMUN_HEAD.fullmatch(cells[0]):
        return True
    return _most(cells, lambda cell: _named(cell, gazetteer))


def _named(cell: Cell, gazetteer: Gazetteer) -> bool:
    return (
        isinstance(cell, str) and any(map(str.isalpha, cell)) and gazetteer.place(cell).kind not in ("okand", "grupp")
    )


def _most(cells: list[Cell], holds) -> bool:
    """Whether at least half of a column's filled cells are something, its head not counted."""
    filled = [cell for cell in cells if cell is not None]
    times = sum(map(bool, map(holds, filled)))
    return times > 0 and times >= (len(filled) - 1) / 2


# --- what each says ---------------------------------------------------------------------------------------------------


def _take(entry: _Entry, indikator: Indikator, own: str, gazetteer: Gazetteer, found: _Found) -> None:
    """Take one value in, or name what is wrong with it."""
    cell = reading(entry.value, indikator, SIGNS, False, None)
    where = _cell(entry.row, entry.value_at)

    def doubt(why, at: str, holds: Cell) -> None:
        found.unread.append(Unread(why, entry.row + 1, at, "" if holds is None else _said(holds)))

    if cell.missing:
        found.blank += 1
        return
    when, kod = period(entry.when), own
    if when is None:
        return doubt("period", _cell(*entry.when_at), entry.when)
    if entry.kommun_at is not None and (entry.kommun is not None or entry.when_at[0] == entry.row):
        place = gazetteer.place(entry.kommun) if entry.kommun is not None else None
        if place is None or place.kind in ("okand", "disagree"):
            return doubt("kommun", _cell(entry.row, entry.kommun_at), entry.kommun)
        if place.kind != "kommun":
            return doubt("other_place", _cell(entry.row, entry.kommun_at), entry.kommun)
        kod = place.kod
        if place.misspelt:
            found.misspelt.setdefault(str(entry.kommun), (entry.row + 1, str(entry.kommun), kod))
    if not cell.known:
        return doubt("value", where, entry.value)
    if entry.value in found.unclear:
        return doubt("thousands", where, entry.value)
    if indikator.kind == "andel" and not 0 <= cell.value <= 100:
        return doubt("outside", where, entry.value)
    before = found.values.setdefault((kod, when), (cell.value, entry.row + 1, where))
    if before[0] != cell.value:
        found.contradicted.add((kod, when))
        return doubt("twice", f"{before[2]}, {where}", entry.value)
    return None


def _are_shares(entries: list[_Entry], indikator: Indikator) -> bool:
    """Whether numbers look like shares of 1 where percent is expected."""
    if indikator.kind != "andel":
        return False
    figures = [number(entry.value) if isinstance(entry.value, str) else entry.value for entry in entries]
    values = [figure.value if isinstance(figure, Number) else figure for figure in figures if not _is_percent(figure)]
    return bool(unclear_shares([value for value in values if value is not None]))


def _is_percent(figure: Number | float | None) -> bool:
    return isinstance(figure, Number) and figure.unit == "%"


def _bare(cell: Cell) -> Cell:
    return (clean(cell) or None) if isinstance(cell, str) else cell


def _said(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float | int) else str(cell)[:60]


def _cell(row: int, column: int) -> str:
    return f"{letter(column)}{row + 1}"
