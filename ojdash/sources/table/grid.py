"""The sheets as they were read, to be looked at: what every row and column is, and which cells are in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ojdash.domain.table import Column, Grid, GridRow, RowPart, Unsettled
from ojdash.sources.table.addresses import parsed
from ojdash.sources.table.cells import spelled
from ojdash.sources.table.choosing import Looked
from ojdash.sources.table.heads import Found
from ojdash.sources.table.mapping import Titles, columns
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.rows import KINDS, RIKE, Context, Keys
from ojdash.sources.table.sheets import Cell, Sheet, letter

FIRST_ROWS = 15
MOST_ROWS = 75  # those of flagged cells among them
MOST_COLUMNS = 40
MOST_SHEETS = 12
MOST_LETTERS = 300
# What stands in a cell is not what is stored in it, and somebody may have meant the other.
TOLD_MARKS = {"share": "as_percent"} | {kind: kind for kind in ("scaled", "error", "formula", "note")}
_ASKED_KINDS = ("okand", "disagree", "blank")


def grids(
    every: Looked,
    about: Mapping[str, tuple[Context, Keys]],
    doubts: Iterable[Unsettled],
    gazetteer: Gazetteer,
    titles: Titles,
    profile: Profile,
) -> tuple[Grid, ...]:
    """The visible sheets and those that are read, these first.

    about   what each sheet that is read is, by its name
    doubts  all of them, each with the name of its sheet or with the sheet in its cells' addresses
    """
    doubts = list(doubts)
    in_order = sorted(
        ((sheet, found) for sheet, found in every if sheet.height and (sheet.visible or sheet.name in about)),
        key=lambda pair: pair[0].name not in about,
    )
    out = []
    for sheet, found in in_order[:MOST_SHEETS]:
        context, row_keys = about.get(sheet.name, (None, None))
        own = context.columns if context else columns(found, titles, profile, gazetteer) if found else ()
        grid = _grid(sheet, found, own, row_keys, _flags(sheet, own, doubts))
        out.append(_with_what_the_sheet_says(grid, context) if context else grid)
    return tuple(out)


def _with_what_the_sheet_says(grid: Grid, context: Context) -> Grid:
    """The grid with the year and gender of its titles or its name, where values say none themselves."""
    values = [column for column in context.columns if column.role == "value"]
    year = any(column.year is None for column in values) and context.column("year") is None
    gender = any(column.gender is None for column in values) and context.column("gender") is None
    return replace(grid, year=context.year if year else None, gender=context.gender if gender else None)


@dataclass(frozen=True, slots=True)
class _Flags:
    """The doubts of a sheet: by cell, by column and by row, each by its place."""

    cells: dict[tuple[int, int], str]
    columns: dict[int, str]
    rows: dict[int, str]


def _flags(sheet: Sheet, own: tuple[Column, ...], doubts: list[Unsettled]) -> _Flags:
    cells: dict[tuple[int, int], str] = {}
    asked: dict[int, str] = {}
    rows: dict[int, str] = {}
    by_name = {sheet.column_name(place): place for place in range(sheet.width)}
    for doubt in doubts:
        if doubt.doubt == "same" and doubt.sheet == sheet.name:
            asked |= {column.place: "same" for column in own if column.letter in _letters(doubt)}
        elif doubt.doubt == "across" and doubt.sheet == sheet.name:
            rows[doubt.row - 1] = "across"
        for name in doubt.cells:
            if doubt.sheet == sheet.name and name in by_name:
                asked[by_name[name]] = doubt.doubt
            elif place := _place(sheet, doubt.sheet, name):
                cells[place] = doubt.doubt
    return _Flags(cells, asked, rows)


def _letters(doubt: Unsettled) -> set[str]:
    """The columns that `same` names, as "D Andel nöjda, E Nöjda"."""
    return {part.split(" ", 1)[0] for part in doubt.holds.split(", ")}


def _place(sheet: Sheet, name: str, address: str) -> tuple[int, int] | None:
    """Where a cell of the file stands in the sheet as it is read; None for one of another sheet."""
    found = parsed(address)
    if found is None or found[2] is None or (found[0] or name) != sheet.name:
        return None
    row, column = sheet.place(found[1], found[2])
    return (row, column) if 0 <= row < sheet.height and column is not None and column < sheet.width else None


def _grid(sheet: Sheet, found: Found | None, own: tuple[Column, ...], row_keys: Keys | None, flags: _Flags) -> Grid:
    filled = max((place + 1 for place, column in enumerate(sheet.columns) if not column.is_empty()), default=0)
    width = min(filled, MOST_COLUMNS)
    chosen = _rows_to_look_at(sheet, found, flags)
    marks = {
        (row, column): TOLD_MARKS[mark.kind]
        for row in chosen
        for column in range(width)
        if (mark := sheet.columns[column].mark(row)) and mark.kind in TOLD_MARKS
    }
    rows, last = [], -1
    for place in chosen:
        part, why = _part(place, found, row_keys, flags)
        cells = tuple(_text(sheet.columns[column][place]) for column in range(width))
        if part == "title" and not any(cells):
            why = "blank"
        rows.append(GridRow(place, _row_name(sheet, place), part, cells, why, place - last - 1))
        last = place
    return Grid(
        sheet=sheet.name,
        read=row_keys is not None,
        turned=sheet.turned is not None,
        columns=own[:width] or tuple(Column(n, sheet.column_name(n), "", (), "empty") for n in range(width)),
        rows=tuple(rows),
        flags=marks | flags.cells,
        asked=flags.columns,
        below=sheet.height - 1 - last,
        beside=filled - width,
    )


def _rows_to_look_at(sheet: Sheet, found: Found | None, flags: _Flags) -> list[int]:
    """The first rows, the header with the first data row, and the rows with a doubt."""
    first = set(range(min(sheet.height, FIRST_ROWS)))
    if found:
        first |= {*found.heads, min(found.first, sheet.height - 1)}
    flagged = sorted({row for row, _ in flags.cells} | set(flags.rows))
    first |= set([row for row in flagged if row not in first][: MOST_ROWS - len(first)])
    return sorted(first)


def _row_name(sheet: Sheet, place: int) -> str:
    turned = sheet.turned
    return str(place + 1) if turned is None or place < turned else letter(place - turned)


def _part(place: int, found: Found | None, row_keys: Keys | None, flags: _Flags) -> tuple[RowPart, str]:
    if place in flags.rows:
        return "title", flags.rows[place]
    if found and place in found.heads:
        return "header", ""
    if found is None or place < found.first:
        return "title", ""
    kind = int(row_keys.kinds[place - found.first]) if row_keys else 0
    if kind <= RIKE:
        return "data", ""
    name = KINDS[kind]
    if name not in _ASKED_KINDS:
        return "apart", name
    doubt = flags.cells.get((place, found.kommun))
    return "apart", doubt or ("blank" if name == "blank" else "note")


def _text(cell: Cell) -> str:
    """A cell as one line, a number with a decimal comma."""
    text = spelled(cell) if isinstance(cell, str) or cell is None else spelled(cell).replace(".", ",")
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
