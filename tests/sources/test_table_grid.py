"""A table as it was read, to be looked at: every row and column is what it is, flagged cells at their true address."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from ojdash.domain.table import Grid, Reading
from ojdash.sources import table
from ojdash.text import table_grid as text
from tests.sources.test_table import KNOWN, KOMMUNER, csv, xlsx

ROWS = [
    ["Resultat 2023", None, None, None],
    [],
    ["Kommun", "A-1 kvinnor", "A-1 män", "Annat"],
    ["Ale", 71, 65, "x"],
    ["Storstaden", 70, 60, "y"],
    ["Laxå", "(X)", 61, "z"],
    ["Stockholms län", 68, 62, None],
    ["Källa: enkäten", None, None, None],
]


def read(path: Path, profile: table.Profile | None = None) -> Reading:
    """A table as it is read when nobody has said anything of it, or what a profile says."""
    return table.read(path, KOMMUNER, KNOWN, profile)


def drawn(grid: Grid) -> list[str]:
    """A line a row: its name, part, why, cells, and the flags of its cells."""
    return [
        f"{row.name} {row.part} {row.why}".strip()
        + "".join(f" {cell or '_'}" for cell in row.cells)
        + "".join(f" !{why}" for (place, _), why in sorted(grid.flags.items()) if place == row.place)
        for row in grid.rows
    ]


def only(reading: Reading) -> Grid:
    (grid,) = reading.grids
    return grid


def test_every_row_is_a_title_a_header_data_or_apart_and_says_why(tmp_path: Path) -> None:
    grid = only(read(xlsx(tmp_path, ("Blad1", ROWS))))
    assert drawn(grid) == [
        "1 title Resultat 2023 _ _ _",
        "2 title blank _ _ _ _",
        "3 header Kommun A-1 kvinnor A-1 män Annat",
        "4 data Ale 71 65 x",
        "5 apart row Storstaden 70 60 y !row",
        "6 data Laxå (X) 61 z !cell",
        "7 apart lan Stockholms län 68 62 _",
        "8 apart note Källa: enkäten _ _ _",
    ]
    assert (grid.head, grid.read, grid.turned, grid.below, grid.beside) == (3, True, False, 0, 0)


def test_every_column_has_its_role_and_those_in_doubt_are_asked(tmp_path: Path) -> None:
    grid = only(read(xlsx(tmp_path, ("Blad1", ROWS))))
    assert [(one.letter, one.role, one.indikator, one.gender) for one in grid.columns] == [
        ("A", "kommun", None, None),
        ("B", "value", "A-1", "K"),
        ("C", "value", "A-1", "M"),
        ("D", "undecided", None, None),
    ]
    assert grid.asked == {3: "column"}


def test_empty_rows_first_leave_every_row_its_own_number(tmp_path: Path) -> None:
    rows = [[], [], ["Kommun", "A-1 2023"], ["Ale", 0.5], ["Laxå", "#N/A"]]
    path = tmp_path / "tabell.xlsx"
    xlsx(tmp_path, ("Blad1", rows), name=path.name)
    grid = only(read(path))
    assert [row.name for row in grid.rows] == ["1", "2", "3", "4", "5"]
    assert grid.rows[3].cells == ("Ale", "0,5")


def test_only_the_first_rows_and_those_with_a_doubt_are_there_and_the_rest_is_counted(tmp_path: Path) -> None:
    lines = ["Kommun;År;A-1", *(f"{kommun.namn};2022;7" for kommun in KOMMUNER[:60])]
    lines[50] = f"{KOMMUNER[80].namn};2022;(X)"
    grid = only(read(csv(tmp_path, "\n".join(lines))))
    assert [int(row.name) for row in grid.rows] == [*range(1, 16), 51]
    assert grid.rows[-1].skipped == 51 - 15 - 1
    assert grid.below == 61 - 51


@pytest.mark.parametrize("doubtful", [10, 500])
def test_many_flagged_rows_are_capped(tmp_path: Path, doubtful: int) -> None:
    lines = ["Kommun;År;A-1", *(f"Ort {number};2023;1" for number in range(doubtful)), "Ale;2023;1"]
    grid = only(read(csv(tmp_path, "\n".join(lines))))
    assert len(grid.rows) == min(doubtful + 2, 75)
    assert len(grid.rows) + sum(row.skipped for row in grid.rows) + grid.below == doubtful + 2


def test_a_sheet_on_its_side_is_there_before_it_is_turned_with_the_row_of_kommuner_marked(tmp_path: Path) -> None:
    path = csv(tmp_path, "A-1 Andel nöjda;;;\nÅr;Ale;Laxå;Habo\n2021;70;71;(X)\n2022;74;75;76")
    before = only(read(path))
    assert (before.read, before.turned, before.rows[1].why) == (False, False, "across")
    after = only(read(path, table.Profile(layouts={"": {"turned": True}})))
    assert (after.read, after.turned) == (True, True)
    assert [row.name for row in after.rows] == ["1", "A", "B", "C", "D"]
    assert [column.letter for column in after.columns] == ["2", "3", "4"]
    (((row, column), why),) = [(place, why) for place, why in after.flags.items()]
    assert (after.rows[row].name, after.columns[column].letter, why) == ("D", "3", "cell")


def test_of_several_sheets_those_that_are_read_stand_first_and_hidden_ones_are_not_there(tmp_path: Path) -> None:
    grids = read(
        xlsx(
            tmp_path,
            ("Läs mig", [["Så gjordes tabellen"]]),
            ("Resultat", [["Kommun", "År", "A-1"], ["Ale", 2023, 1]]),
        )
    ).grids
    assert [(one.sheet, one.read) for one in grids] == [("Resultat", True), ("Läs mig", False)]
    assert [row.part for row in grids[1].rows] == ["title"]


def test_a_sign_in_two_sheets_is_flagged_in_its_own_cells(tmp_path: Path) -> None:
    first = [["Kommun", "A-1 2022"], ["Ale", ".."], ["Laxå", 1]]
    second = [["Kommun", "A-1 2023"], ["Ale", 2], ["Laxå", ".."]]
    reading = read(xlsx(tmp_path, ("Ett", first), ("Två", second)))
    assert [doubt.cells for doubt in reading.unsettled] == [("B2", "Två!B3")]
    one, other = reading.grids
    assert (one.flags, other.flags) == ({(1, 1): "sign"}, {(2, 1): "sign"})


def test_two_columns_of_the_same_are_both_asked_about(tmp_path: Path) -> None:
    grid = only(read(csv(tmp_path, "Kommun;År;J-1;A-1;Andel nöjda\nAle;2022;Ja;1;2")))
    assert grid.asked == {3: "same", 4: "same"}


def test_a_wide_sheet_shows_its_first_columns_and_how_many_there_are(tmp_path: Path) -> None:
    heads = ";".join(["Kommun", "A-1 2023", *(f"Text {number}" for number in range(60))])
    grid = only(read(csv(tmp_path, f"{heads}\nAle;1;{';'.join('t' * 60)}")))
    assert (len(grid.columns), grid.beside, len(grid.rows[0].cells)) == (40, 22, 40)


@pytest.mark.parametrize(
    ("name", "head", "says"),
    [
        ("Kvinnor 2022", "A-1", "Blad ”Kvinnor 2022”, värden från 2022, kvinnor"),
        ("Kvinnor 2022", "A-1 män 2021", "Blad ”Kvinnor 2022”"),
        ("Svar", "A-1 2021", "Blad ”Svar”"),
    ],
)
def test_a_year_or_gender_that_only_the_sheet_says_is_said_of_it(
    tmp_path: Path, name: str, head: str, says: str
) -> None:
    grid = only(read(xlsx(tmp_path, (name, [["Kommun", head], ["Ale", 1], ["Laxå", 2]]))))
    assert text.caption(grid) == says


def test_a_cell_that_is_shown_as_percent_says_so_and_is_no_question(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad")
        sheet.write_row(0, 0, ["Kommun", "A-1 2023"])
        sheet.write(1, 0, "Ale")
        sheet.write_number(1, 1, 0.72, book.add_format({"num_format": "0%"}))
    reading = read(path)
    assert reading.settled
    assert only(reading).flags == {(1, 1): "as_percent"}
    assert text.MARKS["as_percent"] == "visas som procent" and "as_percent" not in text.FLAGS
