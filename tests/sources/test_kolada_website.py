"""Tables as Kolada's website exports them: the title of the indikator in the first column, under no head."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ojdash import catalogue
from ojdash.sources import table
from tests.drawing import indikator
from tests.sources.fixtures.grids import Grid
from tests.sources.test_workbook import said
from tests.sources.writers import by_xlsxwriter

EXPORT = Path(__file__).parents[3] / "shared" / "real-tables" / "kolada-website" / "kolada2019.xlsx"
KOMMUNER = catalogue.kommuner()
KOD = {kommun.namn: kommun.kod for kommun in KOMMUNER}


@pytest.mark.parametrize(
    "mean", ["Dalarnas läns kommuner (ovägt medel)", "Alla kommuner", "Alla kommuner (ovägt medel)"]
)
@pytest.mark.parametrize("years", [["2019"], ["2019", "2020"], [2019.0]])
def test_an_export_of_one_or_more_years_goes_in_and_its_mean_is_a_group(tmp_path: Path, mean: str, years: list) -> None:
    known = {id: indikator(id, title=title) for id, title in (("A-1", "Andel nöjda"), ("B-1", "Andel trygga"))}
    rows = [["Kolada nyckeltal"], [None, None, *years]]
    values = {}
    for first, (id, definition) in enumerate(known.items(), 6):
        rows.append([definition.title, mean, *[50.0] * len(years)])
        for place, namn in enumerate(("Gagnef", "Leksand", "Mora")):
            its = [float(10 * first + 3 * place + step) for step in range(len(years))]
            rows.append([definition.title, namn, *its])
            values |= {(id, KOD[namn], int(year), "T"): value for year, value in zip(years, its, strict=True)}
    reading = table.read(by_xlsxwriter(tmp_path / "t.xlsx", {"Kolada nyckeltal": Grid(rows, {})}), KOMMUNER, known)
    assert reading.unsettled == ()
    assert reading.aside == {"grupp": 2}
    assert said(reading) == values


@pytest.mark.skipif(not EXPORT.exists(), reason=f"the export is not here ({EXPORT})")
def test_a_real_export_of_one_year_goes_in() -> None:
    rows = list(openpyxl.load_workbook(EXPORT).active.iter_rows(min_row=3, values_only=True))
    ids = {title: f"U-{number}" for number, title in enumerate(dict.fromkeys(title for title, _, _ in rows))}
    known = {id: indikator(id, "antal", title=title) for title, id in ids.items()}
    reading = table.read(EXPORT, KOMMUNER, known)
    assert reading.unsettled == ()
    assert reading.aside == {"grupp": 3}
    expected = {
        (ids[title], KOD[namn], 2019, "T"): "okant" if value is None else value
        for title, namn, value in rows
        if namn in KOD
    }
    assert said(reading) == expected
    assert len(expected) == len(rows) - 3
