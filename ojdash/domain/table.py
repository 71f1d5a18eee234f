"""What was read of a table: which column is what, the tidy rows, and what a person has to settle first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

# What a column is. `undecided` holds back the publishing; `left_out` was left out on purpose.
Role = Literal[
    "kommun", "kod", "year", "gender", "regi", "indikator", "value", "n", "lan", "empty", "left_out", "undecided"
]

# What can be unsettled: see `text.tables.unsettled`, which says what to do about each.
Doubt = Literal[
    *("sheet", "column", "unit", "share", "same", "row", "disagree", "cell", "separator", "year", "gender", "regi"),
    *(
        "indikator",
        "twice",
        "no_value",
        "no_sheet",
        "beside",
        "sign",
        "tick",
        "scale",
        "across",
        "regions",
        "again",
        "within",
    ),
    *("merged", "above", "differs"),
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    label      the header's levels, joined by " | ", a year in it spelled ÅÅÅÅ: the same next year
    year       the year in the header; gender the same, T, K or M
    indikator  the id whose values it holds; None for keys, and for a long table's values
    why        how that is known: `id`, `title` or `profile`; "" for what is not mapped
    factor     what a number is multiplied by, to be in the indikator's unit
    near       ids whose titles are like the label; only proposed
    beside     the words of the label that are not about the indikator in it, which is then only proposed
    """

    place: int
    letter: str
    label: str
    levels: tuple[str, ...]
    role: Role
    indikator: str | None = None
    year: int | None = None
    gender: str | None = None
    why: str = ""
    factor: float | None = None
    near: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One thing that is not certain: where it stands, what it holds, and what it may be meant as.

    cells   the cells that hold the same, as E14, or Blad1!E14 where several sheets contradict each other
    near    codes or ids it may be meant as; of `twice` what the cells hold
    more    how many more cells there are
    words   of `beside` the words of a label that are not about the indikator
    """

    doubt: Doubt
    sheet: str
    holds: str
    row: int | None = None
    cells: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    more: int = 0
    words: str = ""


# What can be settled about a table, beside the tables of a profile: `said_year` is given with the file.
About = Literal[
    *("said_year", "year", "sheets", "layout", "column", "indikator", "row", "sign", "period", "gender", "regi"),
    *("renamed", "cell"),
]


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing that a person has settled: what it is about, and the answer.

    holds  the sheet, label, word or address that it is about; "" of what is about the whole table
    key    of `layout` which part of how the sheet lies
    answer "" for what is left out; of a column and a cell what is said of it, with the profile's keys
    """

    about: About
    holds: str
    answer: Any
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a table.

    header  the header's rows, counted from 1 as in a spreadsheet; first and last data row the same
    """

    sheet: str
    header: tuple[int, ...]
    first: int
    last: int
    columns: tuple[Column, ...]


# What a row of a sheet is to the reading. `apart` are rows about something else than a kommun, notes, and empty ones.
RowPart = Literal["title", "header", "data", "apart"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a sheet, to be looked at.

    place    counted from 0 in the sheet as it is read
    name     what the file calls it: its number, or the letter of its column where the sheet is turned
    why      of a row that is apart: a key of Reading.aside, `blank`, or the doubt about it
    cells    as text, a cell for each of the grid's columns
    skipped  how many rows right above it are not among those to look at
    """

    place: int
    name: str
    part: RowPart
    cells: tuple[str, ...]
    why: str = ""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it was read: its first rows and those with a flagged cell, and what each row and column is.

    columns  the first ones; empty of a sheet without a table
    flags    (row's place, column's place): the doubt about the cell, or why it is not just what is stored in it
    asked    column's place: the doubt about the whole column
    below    how many rows after the last one, and `beside` how many columns, are not among those to look at
    year     of values whose row and column say none; gender the same
    """

    sheet: str
    read: bool
    turned: bool
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    flags: dict[tuple[int, int], str] = field(default_factory=dict)
    asked: dict[int, str] = field(default_factory=dict)
    below: int = 0
    beside: int = 0
    year: int | None = None
    gender: str | None = None

    @property
    def head(self) -> int:
        """The place after the header's last row; 0 without a header."""
        return max((row.place + 1 for row in self.rows if row.part == "header"), default=0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one sheet of a workbook looks like, whether it is read or not.

    kommuner  how many of its rows name one; 0 is no table
    labels    of its columns, but for those that say the kommun; known is how many of them are an indikator for sure
    """

    name: str
    rows: int
    kommuner: int
    labels: tuple[str, ...]
    known: int
    read: bool
    visible: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as it was read.

    parts       its sheets; one unless several are read as one table
    rows        tidy rows with domain.delivery.TIDY_COLUMNS, whole only when nothing is unsettled
    years_from  where the year was taken: `column`, `header`, `said`, `profile` or `title`
    against     (sheet, the year of its title, the year that was given instead and holds)
    misspelt    (row, what stands there, kommun's code), each read as its only neighbour
    aside       rows set apart by what they are about: lan, grupp, stadsdel, regi, note, left_out; how many
    signs       (sign, kind of missing): how many cells
    equal       rows that stand twice with the same values, counted once
    blank       columns without any value
    changed     (what, label) against the profile's last file: `gone`, `new`, `sheet`, `header`, `kommuner`
    left_out    (address, what stands there) of single cells and rows left out, or settled, on purpose
    moved       the same of addresses in the profile where something else stands now; they are not used
    unread      sheets with kommuner that are not read, for no column of theirs is known
    sheets      every sheet of a workbook with more than one
    publisher   who the table says it is from; "" where it does not
    notes       (kind, detail) of the file itself, such as macros and links that were left alone
    grids       its sheets to look at, those that are read first
    """

    file: str
    parts: tuple[Part, ...]
    rows: pd.DataFrame
    unsettled: tuple[Unsettled, ...] = ()
    years_from: str = ""
    against: tuple[tuple[str, int, int], ...] = ()
    misspelt: tuple[tuple[int, str, str], ...] = ()
    aside: dict[str, int] = field(default_factory=dict)
    signs: dict[tuple[str, str], int] = field(default_factory=dict)
    equal: int = 0
    blank: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    sheets: tuple[Seen, ...] = ()
    publisher: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def sheet(self) -> str:
        """The sheets' names."""
        return ", ".join(part.sheet for part in self.parts)

    @property
    def header(self) -> tuple[int, ...]:
        """The header's rows in the first sheet."""
        return self.parts[0].header if self.parts else ()

    @property
    def first(self) -> int:
        """The first data row of the first sheet."""
        return self.parts[0].first if self.parts else 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of every sheet, those that are the same in several once."""
        found = {(one.label, one.year, one.gender, one.role): one for part in self.parts for one in part.columns}
        return tuple(found.values())

    @property
    def settled(self) -> bool:
        """Whether every row and cell is placed or left out on purpose."""
        return not self.unsettled

    @property
    def mapped(self) -> tuple[Column, ...]:
        """The columns whose values are taken in."""
        return tuple(column for column in self.columns if column.role in ("value", "n"))
