"""What is drawn and written by any program comes back the same or is asked about: never another value, nothing lost."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Book, Sheet, words
from ojdash.sources.workbook.cells import Cell
from tests.sources.fixtures.grids import KNOWN, Formatted, Grid, Wrong
from tests.sources.test_places import forms
from tests.sources.test_workbook import READERS, cells, handed_on, said, seen
from tests.sources.writers import WRITERS

KOMMUNER = catalogue.kommuner()
NAMN = {kommun.kod: kommun.namn for kommun in KOMMUNER}
SIGNS = {"..": "sekretess", "-": "ej_svarat", "x": "sekretess", "saknas": "ej_svarat", "<5": "sekretess"}
SAID = Profile(signs=SIGNS)
GENDERS = {"": "T", "Totalt": "T", "Kvinnor": "K", "Män": "M"}
KODER = st.sampled_from([kommun.kod for kommun in KOMMUNER])
WRITER = st.sampled_from(list(WRITERS))


# --- cells alone ------------------------------------------------------------------------------------------------------

FIGURES = st.integers(-(10**6), 10**6).map(float) | st.decimals(-1000, 1000, places=2).map(float)
TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TEXTS = TEXTS.filter(lambda text: text[0] not in "=#{@" and not text.isdecimal())
ANY_CELL = st.one_of(
    st.none(),
    FIGURES,
    TEXTS,
    st.booleans(),
    st.dates(datetime.date(1970, 1, 1), datetime.date(2050, 1, 1)),
    st.sampled_from([Wrong("#DIV/0!"), Wrong("#NAME?"), Wrong("#REF!")]),
    st.integers(0, 1000).map(lambda n: Formatted(n / 1000, "0.0%", f"{n / 10:.1f}%", f"{n / 10:.15g} %", True)),
    st.integers(0, 1000).map(lambda n: Formatted(float(n), '0" %"', f"{n} %", f"{n} %")),
    st.integers(0, 1000).map(lambda n: Formatted(float(n), "#,##0", f"{n:,}", float(n))),
)
ROWS = st.lists(st.lists(ANY_CELL, max_size=6), max_size=8)


@given(rows=ROWS, above=st.integers(0, 5), left=st.integers(0, 3), writer=WRITER)
@settings(max_examples=60)
def test_every_cell_comes_back_at_its_address(tmp_path_factory, rows, above: int, left: int, writer: str) -> None:
    kind, write = WRITERS[writer]
    grid = Grid([[]] * above + [[None] * left + row for row in rows], {})
    path = write(tmp_path_factory.getbasetemp() / f"cells{kind}", {"Blad1": grid})
    ((found, _),) = cells(path).values()
    assert {place: seen(cell) for place, cell in found.items()} == handed_on(grid, writer)


# --- tables -----------------------------------------------------------------------------------------------------------

PLACES = {
    "name": lambda kod: NAMN[kod],
    "official": lambda kod: forms(NAMN[kod])[-1],
    "code and name": lambda kod: f"{kod} {NAMN[kod]}",
    "name and code": lambda kod: f"{NAMN[kod]} ({kod})",
}
NOTES = (" 1)", "¹", " a)", " †")
ASIDE = ("Stockholm – Bromma", "Göteborg, Angered", "Dalarnas län", "Ovägt medel", "Alla kommuner", "Större stad")
# How a value of percent and one of kronor is written; those of ASKED_OF are asked about.
PERCENT = {
    "plain": lambda value: value,
    "0.0%": lambda value: Formatted(value / 100, "0.0%", f"{value:.1f}%", f"{value:.15g} %", True),
    '0.0"%"': lambda value: Formatted(value, '0.0"%"', f"{value:.1f}%", f"{value:.15g} %"),
    "comma": lambda value: f"{value:.1f}".replace(".", ","),
    "comma and sign": lambda value: f"{value:.1f} %".replace(".", ","),
    "share": lambda value: value / 100,
}
KRONOR = {
    "plain": lambda value: value,
    "#,##0": lambda value: Formatted(value, "#,##0.0", f"{value:,.1f}", value),
    "kr": lambda value: Formatted(value, '# ##0.0" kr"', f"{value:.1f} kr", f"{value:.15g} kr"),
    "spaces": lambda value: f"{value:,.1f}".replace(",", "\u00a0").replace(".", ","),
    "dots": lambda value: f"{value:,.1f}".replace(",", "_").replace(".", ",").replace("_", "."),
    "dotted thousands": lambda value: f"{value:,.0f}".replace(",", "."),
    "in thousands": lambda value: Formatted(value, "#,##0,", f"{value / 1000:,.0f}", value),
}
ASKED_OF = {"share": "share", "dotted thousands": "separator", "in thousands": "scale"}
ANSWERS = {"share": {"factor": 100}, "separator": {"decimal": ","}, "scale": {"factor": 1}}


@st.composite
def drawn(draw) -> tuple[Grid, set[str]]:
    """A table as somebody lays it, with what it says; and what is surely asked about."""
    koder = draw(st.lists(KODER, min_size=2, max_size=6, unique=True))
    ids = draw(st.lists(st.sampled_from(["A-1", "K-1"]), min_size=1, max_size=2, unique=True))
    years = draw(st.lists(st.integers(2000, 2024), min_size=1, max_size=2, unique=True))
    genders = draw(st.sampled_from([("",), ("Kvinnor", "Män")]))
    place = PLACES[draw(st.sampled_from(list(PLACES)))]
    ways = {"A-1": draw(st.sampled_from(list(PERCENT))), "K-1": draw(st.sampled_from(list(KRONOR)))}
    noted = draw(st.sampled_from(koder)) if draw(st.booleans()) else None
    asked = {"row"} if noted else set()
    columns = [(id, year, gender) for id in ids for year in years for gender in genders]
    heads, merges = draw(st.sampled_from([_long_heads, _merged_heads]))(columns)
    rows, values = [], {}
    for kod in koder:
        row = [place(kod) + (draw(st.sampled_from(NOTES)) if kod == noted else "")]
        for id, year, gender in columns:
            sign = draw(st.sampled_from([None] * 6 + list(SIGNS)))
            value = round(draw(st.integers(20, 999)) / 10, 1) if id == "A-1" else float(draw(st.integers(1001, 99_999)))
            row.append(sign or (PERCENT if id == "A-1" else KRONOR)[ways[id]](value))
            values[id, kod, year, GENDERS[gender]] = SIGNS[sign] if sign else value
            if not sign and kod != noted and ways[id] in ASKED_OF:
                asked.add(ASKED_OF[ways[id]])
        rows.append(row)
    for name in draw(st.lists(st.sampled_from(ASIDE), max_size=2, unique=True)):
        rows.insert(draw(st.integers(0, len(rows))), [name] + [99.5] * len(columns))
    above, left = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    title = [["En titel utan årtal"], []] if draw(st.booleans()) else []
    lines = [[]] * above + title + heads + rows + [["Källa: ingen"]] * draw(st.integers(0, 1))
    down = above + len(title)
    moved = tuple((top + down, a + left, bottom + down, b + left) for top, a, bottom, b in merges)
    return Grid([[None] * left + line if line else [] for line in lines], values, (), moved), asked


def _long_heads(columns: list[tuple[str, int, str]]) -> tuple[list, list]:
    return [["Kommun", *(f"{id} {gender} {year}".replace("  ", " ") for id, year, gender in columns)]], []


def _merged_heads(columns: list[tuple[str, int, str]]) -> tuple[list, list]:
    """The indikator over its years, merged, and year and gender below."""
    ids = [id for id, _, _ in columns]
    first = [None, *(id if place == ids.index(id) else None for place, id in enumerate(ids))]
    second = ["Kommun", *(f"{gender} {year}".strip() for _, year, gender in columns)]
    merges = [
        (0, 1 + ids.index(id), 0, ids.index(id) + ids.count(id)) for id in dict.fromkeys(ids) if ids.count(id) > 1
    ]
    return [first, second], merges


def book(path: Path) -> Book:
    """A workbook as the reader of tables has it, read in this process."""
    sheets = []
    for sheet in READERS[path.suffix].sheets(str(path)):
        rows = [list(row) for row in sheet.rows]
        width = max(map(len, rows), default=0)
        columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
        sheets.append(Sheet(sheet.head.name, tuple(map(_words, columns)), tuple(sheet.merges), sheet.head.visible))
    return Book(path.name, tuple(sheets))


def _words(column: list[str | float | Cell]):
    different = list(dict.fromkeys(["", *column]))
    number = {cell: place for place, cell in enumerate(different)}
    return words(np.array([number[cell] for cell in column], dtype=np.int32), different)


def holds(grid: Grid, asked: set[str], path: Path, profile: Profile) -> None:
    """What was read is what was drawn, but for what is asked about; and what had to be asked about was."""
    found = table.read(path, KOMMUNER, KNOWN, profile)
    doubts = {doubt.doubt for doubt in found.unsettled}
    assert asked <= doubts
    assert doubts <= asked
    values = said(found)
    if doubts <= {"row"}:
        close = {key: pytest.approx(value) for key, value in grid.values.items() if key in values}
        assert values == close
        lost = set(grid.values) - set(values)
        assert {kod for _, kod, _, _ in lost} <= {kod for doubt in found.unsettled for kod in doubt.near}
    while not found.settled:
        before, profile = profile, answers(found, profile)
        assert profile != before, found.unsettled
        found = table.read(path, KOMMUNER, KNOWN, profile)
    assert said(found) == {key: pytest.approx(value) for key, value in grid.values.items()}


def answers(found: Reading, profile: Profile) -> Profile:
    """The profile with an answer to every question: the likeliest kommun, and what the drawn column is."""
    columns = {doubt.holds: ANSWERS[doubt.doubt] for doubt in found.unsettled if doubt.doubt in ANSWERS}
    rows = {doubt.holds: doubt.near[0] for doubt in found.unsettled if doubt.doubt == "row"}
    return replace(profile, columns=profile.columns | columns, rows=profile.rows | rows)


@given(table_drawn=drawn(), writer=WRITER)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_comes_back_or_is_asked_about(tmp_path_factory, monkeypatch, table_drawn, writer: str) -> None:
    grid, asked = table_drawn
    kind, write = WRITERS[writer]
    path = write(tmp_path_factory.getbasetemp() / f"table{kind}", {"Blad1": grid})
    monkeypatch.setattr(table, "open_book", lambda path, step: book(path))
    holds(grid, asked, path, SAID)


@given(table_drawn=drawn(), writer=WRITER)
@settings(max_examples=8)
def test_a_table_comes_back_through_the_process_that_reads_it(tmp_path_factory, table_drawn, writer: str) -> None:
    grid, asked = table_drawn
    kind, write = WRITERS[writer]
    holds(grid, asked, write(tmp_path_factory.getbasetemp() / f"whole{kind}", {"Blad1": grid}), SAID)
