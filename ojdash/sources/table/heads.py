"""Finding a table in a sheet: the columns that say the kommun, the header above, and where the rows begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ojdash.sources.table.cells import JA, NEJ, SIGNS, WORDS, clean, spelled
from ojdash.sources.table.numbers import number
from ojdash.sources.table.places import FOOTNOTE, Gazetteer
from ojdash.sources.table.sheets import Sheet, Words
from ojdash.sources.table.years import Years, year_of, years_in

SOURCE = re.compile(r"(?:källa|källor|source)\s*:\s*(.+)", re.IGNORECASE)
# A cell that says that places stand under it. A place's own name never is one ("Aneby kommun 1)" neither).
PLACE_HEAD = re.compile(
    r"(?:kommun(?:er|ens?|kod|namn|nr|nummer|id|_\w+)?\b|region(?:er|kod|namn)?\b|\w{0,20}kommun(?:kod|namn)?$|län\b|läns(?:kod|namn)"
    r"|kod$|\w*code$|\w*_?id$|namn$|hemort$|ort$|område$|geografi|enhet$|huvudman|plats$|kommun\W).*",
    re.IGNORECASE,
)
CODE_HEADS = re.compile(r"(.*\bkommun.*|(kommun)?kod|\w*code|\w*_?id|region|område)", re.IGNORECASE)
AMOUNT = re.compile(r"(?:antal|summa|totalt|n)\b", re.IGNORECASE)  # begins a line whose number is no year
AVSER = re.compile(r"\b(?:avser|gäller|mätt)\b", re.IGNORECASE)
MOST_NOTES = 50
MOST_LEVELS = 4
MOST_PLACES = 20_000  # different words where the kommun stands
MOST_CODE = 10**6  # and above the codes of stadsdelar
LONGEST = 120  # letters that may be a place
FEWEST_CODES = 5  # numbers in a column without a telling head that must all be kommun codes
FEWEST_REGIONS = 3  # where no place is a kommun
FEWEST_ACROSS = 2  # kommuner in a row that may be the head of a table that lies on its side
LOOKED_ACROSS = 60  # rows from the top in which such a head stands


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a sheet, everything counted from 0.

    kommun, kod   the columns of the name (or whatever says the kommun) and of the code, if that stands alone
    heads         the header's rows, and the levels of every column, outermost first
    first, last   the rows that may be data; notes below are among them
    kommuner      how many rows name one
    regions       whether the places are mostly regions and län, and not kommuner
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
    regions: bool
    titles: tuple[str, ...]
    title_years: Years
    publisher: str


def find(sheet: Sheet, gazetteer: Gazetteer, layout: Mapping[str, Any] | None = None) -> Found | None:
    """The table of a sheet, or None if no column of it names kommuner or regions.

    layout  what a person has said of it: `head`, the number of the header's last row (0 for none), `kommun`, the letter
            of the column, and `regions` = False, the places are kommuner
    """
    layout = layout or {}
    if not sheet.height:
        return None
    counted = [_counted(column, gazetteer) for column in sheet.columns]
    kommun, kod, own = _place_columns(sheet, counted, layout)
    if kommun is None:
        return None
    places = np.flatnonzero(own | counted[kommun].others)
    if not len(places):
        return None
    head = sheet.columns[kommun].of(slice(0, int(places[0])))
    regions = layout.get("regions", True) and _are_regions(sheet.columns[kommun], head, gazetteer, kod is not None)
    if not own.any() and not regions and not layout:
        return None
    first = _first(sheet, places, kommun, gazetteer) if "head" not in layout else min(layout["head"], sheet.height - 1)
    heads, levels = _header(sheet, first, kommun)
    rows = range(heads[0] if heads else first)
    lines = [[spelled(cell) for cell in sheet.row(row) if cell is not None] for row in rows]
    above = [*(cell for line in lines for cell in line), sheet.name]
    below = _avser(sheet, int(places[-1]) + 1)
    years = [years_in(text) for text in (*map(" ".join, lines), sheet.name) if not AMOUNT.match(text)]
    sure = {year for one in years for year in one.sure}
    doubtful = {year for one in years for year in one.doubtful}.union(*(years_in(text).sure for text in below)) - sure
    return Found(
        sheet=sheet,
        kommun=kommun,
        kod=kod,
        heads=heads,
        levels=levels,
        first=first,
        last=sheet.height - 1,
        kommuner=int(own.sum()),
        regions=regions,
        titles=tuple(above),
        title_years=Years(tuple(sorted(sure)), tuple(sorted(doubtful))),
        publisher=_publisher(sheet, int(places[-1]) + 1),
    )


def across(sheet: Sheet, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """The row that has the kommuner beside each other, where more stand so than under each other, and how many."""
    names = [[_names_kommun(cell, gazetteer) for cell in column.different] for column in sheet.columns]
    grid = np.zeros((min(sheet.height, LOOKED_ACROSS), sheet.width), dtype=bool)
    for number_, (column, its) in enumerate(zip(sheet.columns, names, strict=True)):
        grid[:, number_] = np.append(np.array(its, dtype=bool), False)[column.place[: len(grid)]]
    if not grid.size:
        return None
    row = int(grid.sum(axis=1).argmax())
    beside = int(grid[row].sum())
    under = max(
        int(np.append(np.array(its, dtype=bool), False)[column.place].sum())
        for column, its in zip(sheet.columns, names, strict=True)
    )
    return (row, beside) if beside >= FEWEST_ACROSS and beside > under else None


def _names_kommun(cell: object, gazetteer: Gazetteer) -> bool:
    """Whether a text is a kommun; 2021 and 2023 beside each other are years, though they are codes too."""
    return isinstance(cell, str) and gazetteer.place(clean(cell)).kind == "kommun" and year_of(clean(cell)) is None


def _avser(sheet: Sheet, below: int) -> list[str]:
    """Texts below the data that say what the values are about."""
    columns = [column.of(slice(below, None)) for column in sheet.columns]
    texts = [column.different[place] for column in columns for place in column.used()[:MOST_NOTES]]
    return [text for text in texts if isinstance(text, str) and AVSER.search(text)]


def _publisher(sheet: Sheet, below: int) -> str:
    """What the first source line below the data says."""
    lines = []
    for place_, column in enumerate(sheet.columns):
        under = column.of(slice(below, None))
        for place in under.used():
            cell = under.different[place]
            if isinstance(cell, str) and (found := SOURCE.match(clean(cell))):
                lines.append((int(under.where(place)[0]), place_, found[1].strip(" .")))
                break
    return min(lines)[2] if lines else ""


# --- the columns that say the kommun ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of one column, row by row: kommuner in words, kommuner as bare codes, other places; and how many numbers."""

    words: np.ndarray
    codes: np.ndarray
    others: np.ndarray
    numbers: int


def _place_columns(
    sheet: Sheet, counted: list[_Counted], layout: Mapping[str, Any]
) -> tuple[int | None, int | None, np.ndarray]:
    """The column of names and that of codes, and which rows name a kommun."""
    every = range(len(counted))
    named = max(every, key=lambda column: (counted[column].words.sum(), counted[column].others.sum(), -column))
    sure = {column: _believable(sheet.columns[column], counted[column]) for column in every}
    coded = max(sure, key=lambda column: (sure[column], counted[column].codes.sum(), -column))
    chosen = next((column for column in every if sheet.column_name(column) == layout.get("kommun")), None)
    if chosen is not None:
        named = chosen
    has_names = chosen is not None or counted[named].words.any()
    has_names = has_names or (counted[named].others.sum() >= FEWEST_REGIONS and not sure[coded])
    if not has_names and not sure[coded]:
        return None, None, np.zeros(0, dtype=bool)
    kommun = named if has_names else coded
    kod = coded if has_names and sure[coded] and coded != named else None
    own = counted[kommun].words | (counted[kommun].codes if not has_names or chosen is not None else False)
    return kommun, kod, own


def _counted(column: Words, gazetteer: Gazetteer) -> _Counted:
    words, codes, others = (np.zeros(len(column.different) + 1, dtype=bool) for _ in range(3))
    numbers = np.zeros(len(column.different) + 1, dtype=bool)
    kinds = 0
    for place_, cell in enumerate(column.different):
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
                numbers[place_] = True
                continue
        numbers[place_] = bare
        if bare and not 0 <= float(text) < MOST_CODE:
            continue
        found = gazetteer.place(text)
        if found.kind == "kommun":
            (codes if bare else words)[place_] = True
        elif not bare and found.kind in ("riket", "lan", "stadsdel", "grupp", "regi"):
            others[place_] = True
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


def _are_regions(column: Words, above: Words, gazetteer: Gazetteer, has_codes: bool) -> bool:
    """Whether a column's places are regions or län: names that only those have are more than those of kommuner only.

    Names that both have (Stockholm, Kalmar) tell nothing. Where there are no others the head decides, or a column of
    codes: without either it is asked.
    """
    places = [gazetteer.place(clean(str(column.different[place]))) for place in column.used()]
    only_lan = sum(place.kind == "lan" for place in places)
    either = sum(place.may_be_lan for place in places)
    only_kommun = sum(place.kind == "kommun" and not place.may_be_lan for place in places)
    if only_kommun or only_lan or not either:
        return only_lan > 0 and only_lan + either > only_kommun
    heads = [str(above.different[place]).casefold() for place in above.used()]
    return not has_codes and not any("kommun" in head for head in heads)


# --- the header -------------------------------------------------------------------------------------------------------


def _first(sheet: Sheet, places: np.ndarray, kommun: int, gazetteer: Gazetteer) -> int:
    """The first data row: that of the first known place with anything beside it, or one above whose place is unknown.

    Under a cell that says that places stand below it, everything with a place is data. Where none does, a row above
    the first known place is data when most of what stands beside its place are values.
    """
    column = sheet.columns[kommun]
    known = next((int(row) for row in places if _beside(sheet, int(row), kommun)), int(places[0]))
    above = _filled_above(column, known)
    head = next((row for row in above if _is_head(column[row], gazetteer) and _beside(sheet, row, kommun)), None)
    if head is not None:
        return next((row for row in range(head + 1, known) if column[row] is not None), known)
    first = known
    for row in above:
        if row != first - 1 or not _are_values(_beside(sheet, row, kommun)):
            break
        first = row
    return first


def _filled_above(column: Words, row: int) -> list[int]:
    """The rows above one where a column holds something, the nearest first."""
    return [int(one) for one in np.flatnonzero(column.place[:row] >= 0)[::-1]]


def _is_head(cell: object, gazetteer: Gazetteer) -> bool:
    """Whether a cell says that places stand under it; "Kommunen Aneby 1)" and "Region Gotland 1)" are places."""
    if not isinstance(cell, str) or not PLACE_HEAD.fullmatch(clean(cell)):
        return False
    return gazetteer.place(FOOTNOTE.sub("", clean(cell))).kind in ("okand", "grupp")


def _beside(sheet: Sheet, row: int, kommun: int) -> list[object]:
    """What stands in a row besides its place."""
    return [cell for number_, cell in enumerate(sheet.row(row)) if number_ != kommun and cell is not None]


def _are_values(cells: list[object]) -> bool:
    """Whether at least half of some cells look like values; years do not, for they may be heads."""
    return bool(cells) and 2 * sum(map(_is_value, cells)) >= len(cells)


def _is_value(cell: object) -> bool:
    if not isinstance(cell, str):
        return year_of(f"{cell:.15g}") is None
    text = clean(cell).casefold()
    if text in JA or text in NEJ or text in SIGNS or text in WORDS:
        return True
    return year_of(text) is None and number(text.rstrip("*").strip()) is not None


def _header(sheet: Sheet, first: int, kommun: int) -> tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """The header's rows and every column's levels: the rows right above the data with more than one filled cell.

    One cell is enough right above the data and behind the places, as the year of an export of one year: no title.
    """
    width = sheet.width

    def is_merged(row: int, column: int) -> bool:
        return any(a <= row <= r2 and b <= column <= c2 for a, b, r2, c2 in sheet.merges)

    cells = {row: sheet.row(row) for row in range(max(0, first - 2 * MOST_LEVELS), first)}
    rows: list[int] = []
    row = max((_last_filled(column, first) for column in sheet.columns), default=-1)
    while row >= 0 and len(rows) < MOST_LEVELS:
        there = [column for column, cell in enumerate(_row(sheet, cells, row)) if cell is not None]
        is_lone = len(there) == 1 and there[0] > kommun and row == first - 1
        if (len(there) < min(2, width) and not is_lone) or (rows and len(there) == 1):
            break
        if rows and kommun in there and not is_merged(row, kommun) and any(_row(sheet, cells, r)[kommun] for r in rows):
            break  # a line of its own above the head, such as "Antal enkäter" and how many
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
            elif (
                not any(r2 >= rows[0] and a < first for a, _, r2, _ in sheet.merges)
                and head[level, column] is None
                and column
                and _filled(own[level + 1 :, column])
                and _is_as_wide(own[level], column)
            ):
                head[level, column] = head[level, column - 1]
    levels = []
    for column in range(width):
        texts = [_head(cell) for cell in head[:, column] if cell is not None]
        levels.append(tuple(dict.fromkeys(text for text in texts if text)))
    return tuple(rows), tuple(levels)


def _is_as_wide(cells: np.ndarray, column: int) -> bool:
    """Whether a head may stand over a column behind it: to the next head, and the last no wider than the first."""
    filled = [number_ for number_, cell in enumerate(cells) if cell is not None]
    before = [number_ for number_ in filled if number_ < column]
    if len(filled) < 2 or not before or before[-1] != filled[-1]:
        return True
    widths = [after - at for at, after in pairwise(filled) if at > 0] or [filled[1] - filled[0]]
    return column - before[-1] < widths[0]


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
