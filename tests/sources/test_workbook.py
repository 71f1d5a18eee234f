"""Drawn grids read alike whoever wrote them: every cell at its true address, and the same values of the table."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from ojdash import catalogue
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.sources.table.opening import open_book
from ojdash.sources.table.profile import Profile
from ojdash.sources.workbook import ods, xls, xlsx
from ojdash.sources.workbook.cells import Cell
from tests.sources.fixtures.grids import GRIDS, KNOWN, Formatted, Formula, Grid, Wrong
from tests.sources.writers import WRITERS

FIXTURES = Path(__file__).parent / "fixtures"
READERS = {".xlsx": xlsx, ".xls": xls, ".ods": ods}
LIBREOFFICE = {f"libreoffice {kind[1:]}": FIXTURES / f"libreoffice{kind}" for kind in READERS}
EVERYONE = [*WRITERS, *LIBREOFFICE]
KOMMUNER = catalogue.kommuner()
RECKONS = {"xlwt", *LIBREOFFICE}  # formulas have values
TRUTH_IN_WORDS = {"libreoffice ods": ("FALSE", "TRUE")}
READERS_OF = {name: READERS[kind] for name, (kind, _) in WRITERS.items()} | {
    name: READERS[path.suffix] for name, path in LIBREOFFICE.items()
}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The grids as each writes them."""
    folder = tmp_path_factory.mktemp("grids")
    return LIBREOFFICE | {name: write(folder / f"{name}{kind}", GRIDS) for name, (kind, write) in WRITERS.items()}


def cells(path: Path) -> dict[str, tuple[dict[tuple[int, int], str | float | Cell], list[tuple]]]:
    """Of every sheet the filled cells by row and column, and what is merged; in this process."""
    return {
        sheet.head.name: (
            {
                (row, column): cell
                for row, its in enumerate(sheet.rows)
                for column, cell in enumerate(its)
                if cell != ""
            },
            sorted(sheet.merges),
        )
        for sheet in READERS[path.suffix].sheets(str(path))
    }


def handed_on(grid: Grid, writer: str) -> dict[tuple[int, int], object]:
    """What the cells of a grid are handed on as: a formula without a value, or an error, by its kind."""
    every = {(row, column): cell for row, its in enumerate(grid.rows) for column, cell in enumerate(its)}
    return {place: _handed_on(cell, writer) for place, cell in every.items() if cell is not None}


def _handed_on(cell: object, writer: str) -> object:
    if isinstance(cell, Formatted):
        instead = cell.shown if READERS_OF[writer] is ods and cell.shown else cell.code
        return f"{cell.number:.15g} ({instead})" if cell.read is None else cell.read
    if isinstance(cell, Wrong):
        return cell.shown, "error"
    if isinstance(cell, Formula):
        return cell.value if writer in RECKONS else "formula"
    if isinstance(cell, bool):
        return TRUTH_IN_WORDS.get(writer, ("Nej", "Ja"))[cell]
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def seen(cell: str | float | Cell) -> object:
    if not isinstance(cell, Cell):
        return cell
    kind = cell.mark.kind
    return kind if kind == "formula" else (cell.holds, kind) if kind == "error" else cell.holds


@pytest.mark.parametrize("writer", EVERYONE)
@pytest.mark.parametrize("name", GRIDS)
def test_every_cell_is_read_at_its_address_as_it_is_shown(writer: str, name: str, written: dict[str, Path]) -> None:
    found, merges = cells(written[writer])[name]
    assert {place: seen(cell) for place, cell in found.items()} == handed_on(GRIDS[name], writer)
    assert merges == sorted(GRIDS[name].merges)


@pytest.fixture
def opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is opened once for all the grids in it."""
    monkeypatch.setattr(table, "open_book", _open_once)


_open_once = cache(lambda path, step: open_book(path))


@pytest.mark.parametrize("writer", EVERYONE)
@pytest.mark.parametrize("name", GRIDS)
def test_the_table_says_the_same_whoever_wrote_it(
    writer: str, name: str, written: dict[str, Path], opened_once: None
) -> None:
    grid = GRIDS[name]
    found = table.read(written[writer], KOMMUNER, KNOWN, Profile(sheet=name))
    formulas = [
        (f"{'ABCDEFGHI'[column]}{row + 1}", cell.value)
        for row, its in enumerate(grid.rows)
        for column, cell in enumerate(its)
        if isinstance(cell, Formula) and writer not in RECKONS
    ]
    assert said(found).items() >= {k: v for k, v in grid.values.items() if v not in [x for _, x in formulas]}.items()
    assert set(said(found)) <= set(grid.values)
    asked = sorted(cell for doubt in found.unsettled for cell in doubt.cells)
    assert asked == sorted([*grid.asked, *(address for address, _ in formulas)])


def said(reading: Reading) -> dict[tuple[str, str, int, str], float | str]:
    """What was read: (indikator, kommun, year, gender) to its value or kind of missing."""
    return {
        (row.indikator, row.kommun, row.year, row.gender): row.missing if pd.isna(row.value) else row.value
        for row in reading.rows.itertuples()
    }
