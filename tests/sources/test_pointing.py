"""What is pointed at in a table's grid is a line of the profile, and the table is read as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.sources.pointing import Pointed, is_now, offered, pointed_at
from ojdash.sources.table import Profile
from tests.sources.test_table import KNOWN, KOMMUNER, csv, long, xlsx

IDS = list(KNOWN)


def read(path: Path, profile: Profile | None = None) -> Reading:
    """A table as it is read when nobody has said anything of it, or what a profile says."""
    return table.read(path, KOMMUNER, KNOWN, profile)


def pointed(path: Path, *clicks: Pointed, profile: Profile | None = None) -> Reading:
    """The table read again after each click; what is clicked is offered in the grid."""
    profile = profile or Profile()
    for click in clicks:
        grid = next(grid for grid in read(path, profile).grids if grid.sheet == click.sheet)
        if click.column:
            column = next(one for one in grid.columns if one.label == click.column)
            assert click in offered(grid, column, IDS)
        profile = pointed_at(profile, grid, click)
    kept = path.with_suffix(".toml")
    kept.write_text(table.spelled(profile), "utf-8")
    assert table.load(kept).columns == profile.columns
    return read(path, table.load(kept))


def test_another_head_row_gives_other_values(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;A-1 2022\nOrt;Inte svar\nAle;10\nLaxå;20")
    assert long(read(path)) == []
    found = pointed(path, Pointed("", "head", 1))
    assert long(found) == [("A-1", "1440", 2022, "T", 10), ("A-1", "1860", 2022, "T", 20)]
    assert [doubt.holds for doubt in found.unsettled] == ["Ort"]


def test_a_table_without_a_head_is_data_from_its_first_row(tmp_path: Path) -> None:
    path = csv(tmp_path, "Ale;10\nLaxå;20")
    found = pointed(path, Pointed("", "head", 0), Pointed("", "indikator", "A-1", "(B)"))
    assert [row[1] for row in long(found)] == ["1440", "1860"]
    assert [doubt.doubt for doubt in found.unsettled] == ["year"]


@pytest.mark.parametrize(
    ("click", "values"),
    [
        (Pointed("", "indikator", "A-1", "Annat"), [("A-1", 3), ("J-1", 1)]),
        (Pointed("", "leave_out", "", "Annat"), [("J-1", 1)]),
        (Pointed("", "n", "J-1", "Annat"), [("J-1", 1)]),
    ],
)
def test_a_column_is_an_indikator_left_out_or_counts_answers(
    tmp_path: Path, click: Pointed, values: list[tuple]
) -> None:
    found = pointed(csv(tmp_path, "Kommun;År;J-1;Annat\nAle;2022;Ja;3"), click)
    assert [(row[0], row[4]) for row in long(found)] == values
    assert found.settled
    assert (found.rows["n"] == 3).any() == (click.action == "n")


def test_a_column_with_a_telling_head_can_be_an_indikator_after_all(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;Period\nAle;2022;77")
    found = pointed(path, Pointed("", "indikator", "A-1", "Period"))
    assert long(found) == [("A-1", "1440", 2022, "T", 77)]


def test_another_column_says_the_year_and_the_one_that_did_is_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;Mättes;A-1\nAle;2019;2022;1")
    found = pointed(path, Pointed("", "role", "year", "Mättes"))
    assert long(found) == [("A-1", "1440", 2022, "T", 1)]
    assert [column.role for column in found.columns] == ["kommun", "left_out", "year", "value"]


def test_of_columns_with_the_same_head_it_is_the_one_that_was_pointed_at(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;A-1 2022;Text;Text\nAle;1;a;b")
    found = pointed(path, Pointed("", "leave_out", "", "Text (D)"), Pointed("", "role", "lan", "Text"))
    assert [column.role for column in found.columns] == ["kommun", "value", "lan", "left_out"]


def test_another_column_says_the_place(tmp_path: Path) -> None:
    path = csv(tmp_path, "Namn;Ort;A-1 2022\nHabo;Ale;1\nGnosjö;Laxå;2")
    assert [row[1] for row in long(read(path))] == ["0617", "0643"]
    found = pointed(path, Pointed("", "places", "B", "Ort"), Pointed("", "leave_out", "", "Namn"))
    assert [row[1] for row in long(found)] == ["1440", "1860"]


def test_a_table_is_turned_and_turned_back(tmp_path: Path) -> None:
    path = csv(tmp_path, "År;Ale;Laxå;Habo\nA-1 2021;70;71;72\nA-1 2022;74;75;76")
    found = pointed(path, Pointed("", "turned", 1))
    assert found.settled
    assert len(long(found)) == 6
    (grid,) = pointed(path, Pointed("", "turned", 1), Pointed("", "head", 1), Pointed("", "turned", 0)).grids
    assert not grid.turned


def test_turning_forgets_the_head_and_the_place_column_for_they_are_others_then(tmp_path: Path) -> None:
    path = csv(tmp_path, "År;Ale;Laxå;Habo\nA-1 2021;70;71;72\nA-1 2022;74;75;76")
    (grid,) = read(path).grids
    profile = Profile(layouts={"": {"head": 2, "kommun": "C"}})
    assert pointed_at(profile, grid, Pointed("", "turned", 1)).layouts == {"": {"turned": True}}


def test_what_a_column_is_now_is_among_what_it_can_be(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Blad1", [["Kommun", "År", "Kön", "A-1", "Annat"], ["Ale", 2022, "Kvinnor", 1, 2]]))
    (grid,) = read(path).grids
    for column in grid.columns[1:4]:
        assert is_now(grid, column) in offered(grid, column, IDS)
    assert is_now(grid, grid.columns[4]) is None
    assert offered(grid, grid.columns[0], IDS) == []


def test_a_long_table_can_be_told_its_columns(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;Vad;När;Hur mycket\nAle;A-1;2022;7")
    clicks = [Pointed("", "role", "indikator", "Vad"), Pointed("", "role", "year", "När")]
    found = pointed(path, *clicks, Pointed("", "role", "value", "Hur mycket"))
    assert long(found) == [("A-1", "1440", 2022, "T", 7)]
