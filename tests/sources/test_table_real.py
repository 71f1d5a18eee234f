"""Files as their publishers made them (outside this repository): read whole, or refused with the right sentence."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ojdash import catalogue
from ojdash.domain.errors import SourceError
from ojdash.sources import table
from ojdash.sources.table.profile import Profile
from tests.drawing import indikator

REAL = Path(__file__).parents[3] / "shared" / "real-tables"
VALUES = REAL.parent / "kolada" / "data" / "values.parquet"
KOMMUNER = catalogue.kommuner()
COSTS = {
    id: indikator(id, "kronor", title=title)
    for id, title in (
        ("N31001", "Kostnad ekonomiskt bistånd, kr/inv"),
        ("N20014", "Nettokostnad äldreomsorg, kr/inv"),
    )
}

pytestmark = pytest.mark.skipif(not REAL.exists(), reason=f"the publishers' files are not here ({REAL})")


@pytest.mark.parametrize(("id", "values"), [("N31001", 4053), ("N20014", 3866)])
def test_an_old_xls_from_kolada_is_read_whole(id: str, values: int) -> None:
    found = table.read(REAL / "kolada-website" / f"{id}.xls", KOMMUNER, COSTS)
    assert found.settled
    assert found.rows["value"].notna().sum() == len(found.rows) == values
    assert found.rows["kommun"].nunique() == 290
    assert set(found.rows["year"]) == set(range(1998, 2012))


@pytest.mark.skipif(not VALUES.exists(), reason="Kolada's values are not here")
def test_it_agrees_with_what_kolada_s_api_says() -> None:
    found = table.read(REAL / "kolada-website" / "N31001.xls", KOMMUNER, COSTS).rows
    said = pd.read_parquet(VALUES, filters=[("kpi", "==", "N31001")])
    said = said.rename(columns={"municipality": "kommun", "period": "year", "value": "said"})
    both = found.merge(said[said["gender"] == "T"].astype({"year": "int64"}), on=["kommun", "year"])
    assert len(both) == 4053
    assert (both["value"] - both["said"]).abs().max() < 1e-4


def test_the_births_table_is_asked_about_and_then_agrees_with_openpyxl() -> None:
    path = REAL / "socialstyrelsen" / "2024-12-9361-tables.xlsx"
    known = {id: indikator(id) for id in "BDFH"}
    asked = table.read(path, KOMMUNER, known)
    assert asked.sheet == "5.5 Tobak - kommun"
    assert [doubt.doubt for doubt in asked.unsettled] == ["column"] * 8
    assert asked.aside == {"lan": 21, "note": 1}
    labels = {column.letter: column.label for column in asked.columns}
    said = {labels[letter]: {"indikator": letter} if letter in known else {"leave_out": True} for letter in "BCDEFGHI"}
    found = table.read(path, KOMMUNER, known, Profile(columns=said))
    assert found.settled
    assert (found.years_from, found.publisher) == ("title", "Medicinska födelseregistret, Socialstyrelsen")
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)["5.5 Tobak - kommun"]
    expected = {}
    for name, *cells in sheet.iter_rows(min_row=6, max_row=317, values_only=True):
        kod = "0000" if name == "RIKET" else name[:4]
        if kod.isdecimal():
            expected |= {(letter, kod): cell for letter, cell in zip("BCDEFGHI", cells, strict=True) if letter in known}
    values = found.rows.set_index(["indikator", "kommun"])["value"].to_dict()
    assert len(values) == 4 * 291
    assert values == expected


def test_a_sheet_of_regions_only_is_asked_about_and_nothing_of_it_is_read() -> None:
    path = REAL / "socialstyrelsen" / "2024-12-9361-tables.xlsx"
    (doubt,) = table.read(path, KOMMUNER, {}, Profile(sheet="12.2 Perinealbristn. - region")).unsettled
    assert (doubt.doubt, doubt.sheet) == ("regions", "12.2 Perinealbristn. - region")


def test_a_csv_of_the_nation_only_is_refused() -> None:
    path = REAL / "socialstyrelsen" / "Statistikdatabasen_10_antibiotics.csv"
    with pytest.raises(SourceError, match="ingen kolumn har kommuner"):
        table.read(path, KOMMUNER, {})


def test_the_register_s_population_is_read_and_its_codes_keep_their_zeros() -> None:
    path = REAL / "register" / "kommuner_kolada_skr.csv"
    said = {"population_ÅÅÅÅ": {"indikator": "INV"}}
    said |= {label: {"leave_out": True} for label in ("skr_group_ÅÅÅÅ", "skr_group_title")}
    found = table.read(path, KOMMUNER, {"INV": indikator("INV", "antal")}, Profile(columns=said))
    assert found.settled
    listed = pd.read_csv(path, dtype={"municipality_id": str})
    assert (
        found.rows.set_index("kommun")["value"].to_dict()
        == listed.set_index("municipality_id")["population_2022"].astype(float).to_dict()
    )
    assert set(found.rows["year"]) == {2022}
