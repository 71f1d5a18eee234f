"""Several sheets as one table, single cells settled by their address, and everything in doubt settled by a profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash.domain.errors import CatalogueError
from ojdash.sources import table
from ojdash.sources.table.profile import Profile
from ojdash.text import tables as words
from tests.sources.test_table import KNOWN, KOMMUNER, csv, long, read, sentences, xlsx

HEAD = ["Kommun", "A-1"]


def profile(folder: Path, text: str) -> Profile:
    path = folder / "p.toml"
    path.write_text(text, "utf-8")
    return table.load(path)


def told(reading: table.read) -> str:
    return "\n".join(words.preview(reading, KNOWN, {kommun.kod: kommun for kommun in KOMMUNER}))


# --- several sheets ---------------------------------------------------------------------------------------------------


def test_a_sheet_a_year_is_read_as_one_table(tmp_path: Path) -> None:
    sheets = [(year, [HEAD, ["Ale", value], ["Laxå", 9]]) for year, value in (("2022", 1), ("2023", 2))]
    found = read(xlsx(tmp_path, *sheets))
    assert found.settled, sentences(found)
    assert [row[1:] for row in long(found)] == [
        ("1440", 2022, "T", 1),
        ("1440", 2023, "T", 2),
        ("1860", 2022, "T", 9),
        ("1860", 2023, "T", 9),
    ]
    assert (found.sheet, found.years_from) == ("2022, 2023", "sheet")
    assert "bladen ”2022”, ”2023”" in told(found)
    assert "År enligt bladens namn: 2022–2023." in told(found)


def test_sheets_of_a_gender_and_of_another_area_are_read_and_the_unknown_one_is_named(tmp_path: Path) -> None:
    found = read(
        xlsx(
            tmp_path,
            ("Kvinnor 2023", [HEAD, ["Ale", 1]]),
            ("Män 2023", [HEAD, ["Ale", 2]]),
            ("Rutiner", [["Kommun", "J-1 2023"], ["Ale", "Ja"]]),
            ("Personal", [["Kommun", "Helt annat"], ["Ale", 3]]),
        )
    )
    assert found.settled, sentences(found)
    assert long(found) == [
        ("A-1", "1440", 2023, "K", 1),
        ("A-1", "1440", 2023, "M", 2),
        ("J-1", "1440", 2023, "T", 1),
    ]
    assert found.unread == ("Personal",)
    assert "Blad som inte läses, för ingen kolumn är känd: Personal." in told(found)


def test_a_year_that_is_given_is_of_the_sheets_that_say_none(tmp_path: Path) -> None:
    sheets = ("Resultat", [["Resultat 2026"], HEAD, ["Ale", 1]]), ("Kvinnor", [HEAD, ["Ale", 2]])
    asked = read(xlsx(tmp_path, *sheets))
    assert [(doubt.doubt, doubt.sheet) for doubt in asked.unsettled] == [("year", "Kvinnor")]
    assert "År enligt tabellens titel: 2026." in told(asked)
    found = read(xlsx(tmp_path, *sheets), year=2025)
    assert found.settled, sentences(found)
    assert long(found) == [("A-1", "1440", 2025, "K", 2), ("A-1", "1440", 2026, "T", 1)]
    assert found.against == ()


def test_a_year_that_is_given_against_the_title_holds_and_is_told(tmp_path: Path) -> None:
    found = read(xlsx(tmp_path, ("Blad1", [["Resultat 2026"], HEAD, ["Ale", 1]])), year=2025)
    assert long(found) == [("A-1", "1440", 2025, "T", 1)]
    assert "Obs: Titeln på bladet ”Blad1” säger 2026. Värdena läses som 2025, som är angivet." in told(found)


def test_sheets_that_are_alike_are_asked_about_once_and_the_profile_reads_next_year_s_too(tmp_path: Path) -> None:
    rows = [["Kommun", "Betyg"], ["Ale", 4], ["Laxå", 5]]
    asked = read(xlsx(tmp_path, ("2022", rows), ("2023", rows)))
    assert [doubt.doubt for doubt in asked.unsettled] == ["column"]
    draft = table.spelled(table.grown(Profile(), asked, published=False))
    assert 'sheets = ["2022", "2023"]' in draft
    settled = profile(tmp_path, draft.replace('indikator = ""', 'indikator = "A-1"', 1))
    assert {row[2] for row in long(read(xlsx(tmp_path, ("2022", rows), ("2023", rows)), settled))} == {2022, 2023}
    assert {row[2] for row in long(read(xlsx(tmp_path, ("2023", rows), ("2024", rows)), settled))} == {2023, 2024}


def test_sheets_that_contradict_each_other_are_asked_about_with_sheet_and_cell(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ("Ett", [["Kommun", "A-1 2023"], ["Ale", 4], ["Laxå", 1]]),
        ("Två", [["Kommun", "A-1 2023"], ["Laxå", 1], ["Ale", 5]]),
    )
    found = read(path)
    (said,) = sentences(found)
    assert "cell Ett!B2, Två!B3: två olika värden" in said
    assert "4, 5" in said
    assert found.equal == 1
    draft = table.spelled(table.grown(Profile(), found, published=False))
    assert '[[cell]]\nat = "Ett!B2"\nholds = "4"\nleave_out = false' in draft
    settled = profile(tmp_path, draft.replace('holds = "4"\nleave_out = false', 'holds = "4"\nleave_out = true'))
    found = read(path, settled)
    assert found.settled, sentences(found)
    assert [row[4] for row in long(found)] == [5, 1]


def test_a_year_said_outside_does_not_go_before_what_tells_the_sheets_apart(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("2022", [HEAD, ["Ale", 1]]), ("2023", [HEAD, ["Ale", 2]]))
    assert {row[2] for row in long(read(path, year=2020))} == {2022, 2023}
    assert {row[2] for row in long(read(path, Profile(sheet="2023"), year=2020))} == {2020}


def test_sheets_that_the_profile_names_and_the_file_lacks_are_said(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Ett", [HEAD, ["Ale", 1]]))
    (said,) = sentences(read(path, Profile(sheets=("Ett", "Två"))))
    assert "bladet ”Två” ur profilen finns inte, eller har inga kommuner." in said


def test_reading_a_workbook_tells_how_far_it_has_come(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("2022", [HEAD, ["Ale", 1]]), ("2023", [HEAD, ["Ale", 2]]))
    steps: list[tuple[int, int]] = []
    table.read(path, KOMMUNER, KNOWN, step=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1] == (200, 200)


# --- single cells -----------------------------------------------------------------------------------------------------

CELLS = "Kommun;A-1 2023\nAle;4\nLaxå;fem\nÖrebro;6"


@pytest.mark.parametrize(
    ("at", "kept"), [("B3", ["1440", "1880"]), ("3", ["1440", "1880"]), ("A2", ["1880"]), ("B9", ["1440", "1880"])]
)
def test_a_cell_or_row_is_left_out_by_its_address_and_named(tmp_path: Path, at: str, kept: list[str]) -> None:
    settled = profile(tmp_path, f'[[cell]]\nat = "{at}"\nleave_out = true\n[[sign]]\nword = "fem"\nleave_out = true')
    found = read(csv(tmp_path, CELLS), settled)
    assert [row[1] for row in long(found)] == kept
    assert found.settled
    assert (f"{at} (" in told(found)) is (at != "B9")


def test_an_address_is_used_only_while_the_cell_holds_what_it_held(tmp_path: Path) -> None:
    settled = profile(tmp_path, '[[cell]]\nat = "B3"\nholds = "fem"\nleave_out = true')
    assert read(csv(tmp_path, CELLS), settled).settled
    moved = read(csv(tmp_path, CELLS.replace("fem", "sju")), settled)
    assert not moved.settled
    assert moved.moved == (("B3", "sju"),)
    assert "B3 håller nu ”sju”: det som står om den i profilen används inte." in told(moved)


def test_a_row_is_given_its_kommun_by_its_address(tmp_path: Path) -> None:
    settled = profile(tmp_path, '[[cell]]\nat = "A3"\nholds = "Vasa"\nkommun = "1860"')
    found = read(csv(tmp_path, "Kommun;A-1 2023\nAle;4\nVasa;5"), settled)
    assert found.settled, sentences(found)
    assert [row[1] for row in long(found)] == ["1440", "1860"]


@pytest.mark.parametrize("at", ["", "C", "Blad1!", "c3", "R3C2", "Blad1!C0"])
def test_a_wrong_address_says_how_one_is_spelled(tmp_path: Path, at: str) -> None:
    with pytest.raises(CatalogueError, match=r"Blad1!C14|at saknas"):
        profile(tmp_path, f'[[cell]]\nat = "{at}"\nleave_out = true')


# --- everything is settled by a profile -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "settled", "kept"),
    [
        ("Kommun;År;A-1\nAle;i fjol;4", '[[period]]\nword = "i fjol"\nyear = 2023', 1),
        ("Kommun;År;A-1\nAle;i fjol;4\nLaxå;2023;5", '[[period]]\nword = "i fjol"\nleave_out = true', 1),
        ("Kommun;År;A-1\nAle;2023.0;3\nLaxå;då;4", '[[period]]\nword = "då"\nyear = 2023', 2),
        ("Kommun;År;Kön;A-1\nAle;2023;Okänt;4", '[[gender]]\nword = "Okänt"\ngender = "T"', 1),
        ("Kommun;År;Kön;A-1\nAle;2023;Okänt;4\nLaxå;2023;K;5", '[[gender]]\nword = "Okänt"\nleave_out = true', 1),
        ("Kommun;Regi;A-1 2023\nAle;Totalt;1\nAle;Privat;3\nLaxå;Delad;3", '[[regi]]\nword = "Delad"\ntotal = true', 2),
        (
            "Kommun;Regi;A-1 2023\nAle;Totalt;1\nAle;Privat;3\nLaxå;Delad;3",
            '[[regi]]\nword = "Delad"\nleave_out = true',
            1,
        ),
        ("Kommun;A-1 2023\nAle;4\n0115 Ale;5", '[[row]]\nword = "0115 Ale"\nkommun = "0115"', 2),
        ("Kod;Kommun;A-1 2023\n0115;Ale;5\n1860;Laxå;4", '[[row]]\nword = "Ale"\nkommun = "0115"', 2),
        (
            "Kommun;A-1 2023\nAle;1.234\nLaxå;10,5",
            '[[column]]\nlabel = "A-1 ÅÅÅÅ"\nindikator = "A-1"\ndecimal = ","',
            2,
        ),
        ("Kommun;A-1 2023\nAle;4\nAle;5", '[[cell]]\nat = "B2"\nleave_out = true', 1),
        ("Kommun;A-1 2023\nAle;4\n;5", '[[cell]]\nat = "3"\nleave_out = true', 1),
        ("Kommun;År;A-1\nAle;;4\nLaxå;2023;5", '[[cell]]\nat = "B2"\nleave_out = true', 1),
        (
            "Kommun;A-1 2023;Antal\nAle;4;många\nLaxå;5;9",
            '[[column]]\nlabel = "Antal"\nindikator = "A-1"\nn = true\n[[cell]]\nat = "C2"\nleave_out = true',
            2,
        ),
    ],
)
def test_what_is_in_doubt_can_be_settled_without_mending_the_file(
    tmp_path: Path, text: str, settled: str, kept: int
) -> None:
    path = csv(tmp_path, text)
    assert not read(path).settled
    found = read(path, profile(tmp_path, settled))
    assert found.settled, sentences(found)
    assert len(found.rows) == kept


def test_the_decimal_sign_of_a_column_tells_thousands_from_parts(tmp_path: Path) -> None:
    text = "Kommun;A-1 2023\nAle;1.234\nLaxå;0,5\nÖrebro;1.234,5\nHallsberg;2.5"
    settled = profile(tmp_path, '[[column]]\nlabel = "A-1 ÅÅÅÅ"\nindikator = "A-1"\ndecimal = ","')
    found = read(csv(tmp_path, text), settled)
    assert [row[4] for row in long(found)] == [1234, 0.5, 1234.5]
    assert [doubt.holds for doubt in found.unsettled] == ["2.5"]


def test_a_draft_asks_for_every_word_in_doubt_and_reads_back(tmp_path: Path) -> None:
    text = "Kommun;År;Kön;Regi;A-1\nAle;i fjol;K;Totalt;4\nLaxå;2023;Okänt;Totalt;5\nÖrebro;2023;K;Delad;5\n"
    text += ";2023;K;Totalt;9"
    asked = read(csv(tmp_path, text))
    draft = table.spelled(table.grown(Profile(), asked, published=False))
    for said in ('word = "i fjol"\nyear = 0', 'word = "Okänt"\ngender = ""', 'word = "Delad"\ntotal = false'):
        assert said in draft
    assert 'at = "A5"\nleave_out = false' in draft
    again = read(csv(tmp_path, text), profile(tmp_path, draft))
    assert sentences(again) == sentences(asked)


def test_a_doubt_names_the_first_cells_and_says_how_many_more(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "Kommun;A-1 2023\n" + "Ale;fel\n" * 1500))
    (doubt,) = found.unsettled
    assert (len(doubt.cells), doubt.more) == (1000, 500)
    assert "och 1\u202f460 till" in sentences(found)[0]


@pytest.mark.parametrize(
    ("text", "answer", "values"),
    [
        ("År;Ale;Laxå;Örebro\nA-1 2021;70;71;72\nA-1 2022;74;75;76", "turned = true", [70, 74, 71, 75, 72, 76]),
        ("Kvinnor\nKommun;A-1 2023\nAle;70\nLaxå;71", 'above = false\ngender = "K"', [70, 71]),
    ],
    ids=["across", "above"],
)
def test_a_draft_has_a_place_for_how_a_sheet_lies_and_the_answer_is_taken(
    tmp_path: Path, text: str, answer: str, values: list[float]
) -> None:
    asked = read(csv(tmp_path, text))
    draft = table.spelled(table.grown(Profile(), asked, published=False))
    assert '[[layout]]\nsheet = ""\n# ' in draft
    assert sentences(read(csv(tmp_path, text), profile(tmp_path, draft))) == sentences(asked)
    answered = draft.replace('sheet = ""\n', f'sheet = ""\n{answer}\n', 1)
    found = read(csv(tmp_path, text), profile(tmp_path, answered))
    assert sorted(row[4] for row in long(found)) == sorted(values)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([2, 3, 4, 5], "cell B2–B5: "),
        ([2, 3], "cell B2, B3: "),
        ([2, 4, 5, 6, 8], "cell B2, B4–B6, B8: "),
    ],
    ids=["a run", "two are no run", "runs and others"],
)
def test_cells_under_each_other_are_named_as_a_run(tmp_path: Path, rows: list[int], named: str) -> None:
    kommuner = ["Ale", "Laxå", "Örebro", "Hallsberg", "Degerfors", "Lindesberg", "Nora"]
    lines = [f"{kommun};{'fel' if at in rows else 5}" for at, kommun in enumerate(kommuner, 2)]
    found = read(csv(tmp_path, "Kommun;A-1 2023\n" + "\n".join(lines)))
    assert named in sentences(found)[0]
