"""Finding a table in a sheet: the columns that say the kommun, the header above, and where the rows begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ojdash.sources.table.cells import clean
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.sheets import Sheet, Words

YEAR = re.compile(r"(?<![\d.,-])(19[7-9]\d|20\d\d)(?![\d.,]*\d)\*{0,3}")
SOURCE = re.compile(r"(?:källa|källor|source)\s*:\s*(.+)", re.IGNORECASE)
KOMMUN_HEADS = re.compile(r"kommun|kod|\bid\b|_id$|code|region|hemort|\bort\b|område", re.IGNORECASE)
CODE_HEADS = re.compile(r"(.*\bkommun.*|(kommun)?kod|\w*code|\w*_?id|region|område)", re.IGNORECASE)
MOST_LEVELS = 4
MOST_PLACES = 20_000  # different words where the kommun stands
MOST_CODE = 10**6  # and above the codes of stadsdelar
LONGEST = 120  # letters that may be a place
FEWEST_CODES = 5  # numbers in a column without a telling head that must all be kommun codes


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a sheet, everything counted from 0.

    kommun, kod   the columns of the name (or whatever says the kommun) and of the code, if that stands alone
    heads         the header's rows, and the levels of every column, outermost first
    first, last   the rows that may be data; notes below are among them
    titles        what stands above the header, and the sheet's name; title_years the years they name
    publisher     what a source line says
    """

    sheet: Sheet
    kommun: int
    kod: int | None
    heads: tuple[int, ...]
    levels: tuple[tuple[str, ...], ...]
    first: int
    last: int
    kommuner: int
    titles: tuple[str, ...]
    title_years: tuple[int, ...]
    publisher: str


def years_in(text: str) -> tuple[int, ...]:
    """The different years that a text names."""
    return tuple(sorted({int(year) for year in YEAR.findall(text)}))


def letter(column: int) -> str:
    """A column's letters as in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def find(sheet: Sheet, gazetteer: Gazetteer) -> Found | None:
    """The table of a sheet, or None if no column of it names kommuner."""
    if not sheet.height:
        return None
    counted = [_kommuner(column, gazetteer) for column in sheet.columns]
    named = max(range(len(counted)), key=lambda column: (counted[column].words.sum(), -column))
    sure = {column: _believable(sheet.columns[column], counted[column]) for column in range(len(counted))}
    coded = max(sure, key=lambda column: (sure[column], counted[column].codes.sum(), -column))
    has_names = counted[named].words.any()
    if not has_names and not sure[coded]:
        return None
    kommun = named if has_names else coded
    kod = coded if has_names and sure[coded] and coded != named else None
    own = counted[kommun].words if has_names else counted[kommun].codes
    places = np.flatnonzero(own | counted[kommun].others)
    first = _first(sheet, int(places[0]), kommun)
    heads, levels = _header(sheet, first)
    rows = range(heads[0] if heads else first)
    above = [clean(str(cell)) for row in rows for cell in sheet.row(row) if cell is not None]
    above.append(sheet.name)
    title_years = tuple(sorted({year for text in above for year in years_in(text)}))
    publisher = _publisher(sheet, int(places[-1]) + 1)
    last = sheet.height - 1
    return Found(sheet, kommun, kod, heads, levels, first, last, int(own.sum()), tuple(above), title_years, publisher)


def _publisher(sheet: Sheet, below: int) -> str:
    """What the first source line below the data says."""
    said = []
    for number, column in enumerate(sheet.columns):
        under = column.of(slice(below, None))
        for place in under.used():
            cell = under.different[place]
            if isinstance(cell, str) and (found := SOURCE.match(clean(cell))):
                said.append((int(under.where(place)[0]), number, found[1].strip(" .")))
                break
    return min(said)[2] if said else ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of one column, row by row: kommuner in words, kommuner as bare codes, the nation and counties."""

    words: np.ndarray
    codes: np.ndarray
    others: np.ndarray
    numbers: int


def _kommuner(column: Words, gazetteer: Gazetteer) -> _Counted:
    words, codes, others = (np.zeros(len(column.different) + 1, dtype=bool) for _ in range(3))
    numbers = np.zeros(len(column.different) + 1, dtype=bool)
    kinds = 0
    for number, cell in enumerate(column.different):
        if isinstance(cell, str):
            free = kinds > MOST_PLACES or (kinds > MOST_PLACES // 4 and not words.any())  # a column of free text
            text = cell if free else clean(cell)
            bare = text.isdecimal()
            kinds += not bare
            if (free and not bare) or len(text) > LONGEST:
                continue
        else:
            text, bare = cell, True
            if cell % 1:  # no code; a column may hold a million of them
                numbers[number] = True
                continue
        numbers[number] = bare
        if bare and not 0 <= float(text) < MOST_CODE:
            continue
        found = gazetteer.place(text)
        if found.kind == "kommun":
            (codes if bare else words)[number] = True
        elif not bare and found.kind in ("riket", "lan"):
            others[number] = True
    place = column.place
    return _Counted(words[place], codes[place], others[place], int(numbers[place].sum()))


def _believable(column: Words, counted: _Counted) -> int:
    """Whether bare numbers are kommun codes: 2 where their head says so, 1 where nearly all of them are, else 0."""
    rows = np.flatnonzero(counted.codes)
    if not len(rows):
        return 0
    above = [cell for row in range(max(0, rows[0] - MOST_LEVELS), rows[0]) if isinstance(cell := column[row], str)]
    if above and CODE_HEADS.fullmatch(clean(above[-1])):
        return 2
    likely = len(rows) >= FEWEST_CODES and len(rows) >= 0.9 * counted.numbers
    codes = column.of(rows)
    return int(likely and any(not 1960 <= float(codes.different[place]) <= 2040 for place in codes.used()))


def _first(sheet: Sheet, place: int, kommun: int) -> int:
    """The first data row: rows right above the first known place whose cells are numbers belong to the data too."""
    first = place
    while first > 0:
        row = sheet.row(first - 1)
        filled = [cell for cell in row if cell is not None]
        numbers = [cell for cell in filled if not isinstance(cell, str) and not 1970 <= cell <= 2100]
        if row[kommun] is None or KOMMUN_HEADS.search(str(row[kommun])):
            break
        if len(numbers) < max(1, (len(filled) - 1) / 2):
            break
        first -= 1
    return first


def _header(sheet: Sheet, first: int) -> tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """The header's rows and every column's levels: the rows right above the data with more than one filled cell."""
    width = sheet.width
    cells = {row: sheet.row(row) for row in range(max(0, first - 2 * MOST_LEVELS), first)}
    rows: list[int] = []
    row = max((_last_filled(column, first) for column in sheet.columns), default=-1)
    while row >= 0 and len(rows) < MOST_LEVELS:
        filled = sum(cell is not None for cell in _row(sheet, cells, row))
        if filled < min(2, width) or (rows and filled == 1):
            break
        rows.insert(0, row)
        row -= 1
    if not rows:
        return (), tuple(() for _ in range(width))
    head = np.full((len(rows), width), None, dtype=object)
    for level, row in enumerate(rows):
        head[level] = cells[row]
    own = head.copy()
    spread = {
        (r, c): (a, b)
        for a, b, r2, c2 in sheet.merges
        if r2 >= rows[0] and a < first
        for r in range(max(a, rows[0]), min(r2, rows[-1]) + 1)
        for c in range(b, min(c2 + 1, width))
    }
    for level, row in enumerate(rows):
        for column in range(width):
            if (row, column) in spread:
                top, left = spread[row, column]
                head[level, column] = sheet.columns[left][top]
            elif not sheet.merges and head[level, column] is None and column and _filled(own[level + 1 :, column]):
                head[level, column] = head[level, column - 1]
    levels = []
    for column in range(width):
        said = [_head(cell) for cell in head[:, column] if cell is not None]
        levels.append(tuple(dict.fromkeys(text for text in said if text)))
    return tuple(rows), tuple(levels)


def _last_filled(column: Words, before: int) -> int:
    """The last row before another that holds something, -1 for none: there may be a million empty ones between."""
    found = np.flatnonzero(column.place[:before] >= 0)
    return int(found[-1]) if len(found) else -1


def _filled(cells: np.ndarray) -> bool:
    return any(cell is not None for cell in cells)


def _row(sheet: Sheet, cells: dict[int, list], row: int) -> list:
    if row not in cells:
        cells[row] = sheet.row(row)
    return cells[row]


def _head(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return clean(str(cell))
