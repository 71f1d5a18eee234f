"""Every doubt about a table that can be answered is settled by an answer, and the answers are a profile that stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash.domain.table import Reading, Unsettled
from ojdash.sources import settling, table
from ojdash.sources.settling import LEAVE_OUT, Choice
from ojdash.text import table_page as text
from tests.sources.test_table import KNOWN, KODER, KOMMUNER, csv, long, read, xlsx

NAMES = {kommun.kod: kommun for kommun in KOMMUNER}


def offered(doubt: Unsettled, reading: Reading) -> list[Choice]:
    return settling.choices(doubt, reading, list(KNOWN), KODER, 2026)


def answered(path: Path, *chosen: Choice) -> Reading:
    """The table read again with an answer to each of its doubts, all of them among those offered."""
    reading = read(path)
    doubts = reading.unsettled
    assert len(doubts) == len(chosen), doubts
    for doubt, choice in zip(doubts, chosen, strict=True):
        assert choice in offered(doubt, reading), doubt
    profile = settling.settled(table.Profile(), reading, dict(zip(doubts, chosen, strict=True)))
    year = next((choice.value for doubt, choice in zip(doubts, chosen, strict=True) if not doubt.cells), None)
    year = year if isinstance(year, int) else None
    again = read(path, profile, year)
    assert again.settled, again.unsettled
    kept = path.with_suffix(".toml")
    kept.write_text(table.spelled(table.grown(profile, again, published=True)), "utf-8")
    through = read(path, table.load(kept), year)
    assert through.settled
    assert long(through) == long(again)
    return again


def test_a_column_is_an_indikator_or_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1;Andel som är nöjda;Annat\nAle;2023;1;2;3")
    doubts = read(path).unsettled
    assert [doubt.doubt for doubt in doubts] == ["column", "column"]
    found = answered(path, LEAVE_OUT, LEAVE_OUT)
    assert long(found) == [("A-1", "1440", 2023, "T", 1)]
    path = csv(tmp_path, "Kommun;År;Nöjda brukare;Annat\nAle;2023;2;3")
    assert long(answered(path, Choice("indikator", "A-1"), LEAVE_OUT)) == [("A-1", "1440", 2023, "T", 2)]


def test_likely_answers_stand_first_and_leaving_out_before_all_the_others(tmp_path: Path) -> None:
    reading = read(csv(tmp_path, "Kommun;År;A-1;Andel nöjde\nAle;2023;2;3\nHabbbo;2023;3;4"))
    column, row = reading.unsettled
    assert offered(column, reading)[:2] == [Choice("indikator", "A-1"), LEAVE_OUT]
    near = [choice.value for choice in offered(row, reading) if choice.what == "kommun"]
    assert near[0] in row.near
    assert sorted(near) == sorted(KODER)


def test_a_row_is_a_kommun_or_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nAle;2023;1\nStorstaden;2023;2")
    assert [row[1] for row in long(answered(path, Choice("kommun", "0180")))] == ["0180", "1440"]
    assert [row[1] for row in long(answered(path, LEAVE_OUT))] == ["1440"]


def test_a_cell_is_a_missing_value_or_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nAle;2023;1\nLaxå;2023;(X)")
    assert long(answered(path, Choice("missing", "sekretess")))[1][4] == "sekretess"
    assert len(long(answered(path, LEAVE_OUT))) == 1


def test_a_table_without_a_year_is_given_one(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;A-1\nAle;1")
    assert long(answered(path, Choice("year", 2021)))[0][2] == 2021
    doubt = read(csv(tmp_path, "Mätt 2019 och 2022\nKommun;A-1\nAle;1")).unsettled[0]
    assert offered(doubt, read(path))[:2] == [Choice("year", 2019), Choice("year", 2022)]


def test_shares_are_made_percent_or_are_it(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nAle;2023;0,5\nLaxå;2023;0,25\nHabo;2023;1")
    assert [row[4] for row in long(answered(path, Choice("factor", 100)))] == [100, 50, 25]
    assert [row[4] for row in long(answered(path, Choice("factor", 1)))] == [1, 0.5, 0.25]


def test_a_unit_that_looks_wrong_is_confirmed_or_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1;K-1 andel\nAle;2023;3;5")
    assert [row[0] for row in long(answered(path, Choice("as_is")))] == ["A-1", "K-1"]
    assert [row[0] for row in long(answered(path, LEAVE_OUT))] == ["A-1"]


def test_of_two_columns_of_the_same_one_is_kept(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;J-1;A-1;Andel nöjda\nAle;2023;Ja;1;2")
    assert long(answered(path, Choice("keep", "D")))[0][4] == 1
    assert long(answered(path, Choice("keep", "E")))[0][4] == 2


def test_a_word_of_a_long_table_is_an_indikator_or_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;Nyckeltal;Värde\nAle;2023;A-1;1\nAle;2023;Nöjda;2")
    assert [row[0] for row in long(answered(path, Choice("indikator", "K-1")))] == ["A-1", "K-1"]
    assert [row[0] for row in long(answered(path, LEAVE_OUT))] == ["A-1"]


def test_every_column_that_is_not_decided_is_left_out_at_once(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1;En;Två;Tre\nAle;2023;1;2;3;4")
    reading = read(path)
    again = read(path, settling.left_out(table.Profile(), reading))
    assert again.settled
    assert [row[0] for row in long(again)] == ["A-1"]


def test_a_draft_that_waits_is_answered_too(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nAle;2023;1\nStorstaden;2023;2")
    draft = tmp_path / "utkast.toml"
    draft.write_text(table.spelled(table.grown(table.Profile(), read(path), published=False)), "utf-8")
    profile = table.load(draft)
    reading = read(path, profile)
    profile = settling.settled(profile, reading, {doubt: LEAVE_OUT for doubt in reading.unsettled})
    assert read(path, profile).settled


def test_two_values_for_the_same_are_settled_by_the_cell_to_keep(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nAle;2023;1\nAle;2023;2\nAle;2023;3")
    assert long(answered(path, Choice("keep_cell", ("C3", "2")))) == [("A-1", "1440", 2023, "T", 2)]
    rows = [["Kommun", "År", "A-1"], ["Ale", 2023, 1], ["Ale", 2023, 2]]
    book = xlsx(tmp_path, ("Blad 1", rows))
    doubt = read(book).unsettled[0]
    assert long(answered(book, offered(doubt, read(book))[0])) == [("A-1", "1440", 2023, "T", 1)]


def test_words_for_year_gender_and_regi_are_settled(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;Kön;Regi;A-1\nAle;i fjol;annat;blandat;1\nLaxå;2023;Kvinnor;Totalt;2")
    found = answered(path, Choice("total", True), Choice("year", 2022), Choice("gender", "K"))
    assert [row[1:4] for row in long(found)] == [("1440", 2022, "K"), ("1860", 2023, "K")]
    path = csv(tmp_path, "Kommun;År;A-1\nAle;i fjol;1\nLaxå;2023;2")
    assert [row[1] for row in long(answered(path, LEAVE_OUT))] == ["1860"]


def test_a_code_and_a_name_that_disagree_and_a_row_without_a_kommun_are_left_out(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1\nLaxå;2023;2\n0114 Ale;2023;1\n;2023;3")
    assert [row[1] for row in long(answered(path, LEAVE_OUT, LEAVE_OUT))] == ["1860"]


def test_which_sign_is_the_decimal_one_is_answered(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;K-1\nAle;2023;1.234\nLaxå;2023;1,5")
    assert [row[4] for row in long(answered(path, Choice("decimal", ",")))] == [1234, 1.5]


@pytest.mark.parametrize(
    "drawn",
    [
        "Kommun;År;A-1\nAle;2023;1\nAle;2023;2",
        "Kommun;År;A-1\nAle;i fjol;1",
        "Kommun;År;Kön;A-1\nAle;2023;annat;1",
        "Kommun;År;A-1;J-1;Vad är det\nAle;2023;abc;kanske;3\nStorstaden;2023;3;Ja;4\n0114 Ale;2023;3;Ja;3",
        "Kommun;A-1\nAle;0,2\nLaxå;0,3\nHabo;1",
    ],
)
def test_every_doubt_and_every_answer_has_words_without_the_terminals_advice(tmp_path: Path, drawn: str) -> None:
    reading = read(csv(tmp_path, drawn))
    assert reading.unsettled
    for doubt in reading.unsettled:
        said = text.doubt(reading, doubt, NAMES, KNOWN)
        assert said.startswith("tabell.csv")
        assert "profil" not in said and "--" not in said and "|" not in said
        for choice in offered(doubt, reading):
            assert text.choice(choice.what, choice.value, KNOWN, NAMES)


def test_of_several_sheets_some_are_chosen(tmp_path: Path) -> None:
    rows = [["Kommun", "Nöjda"], ["Ale", 1]]
    path = xlsx(tmp_path, ("2022", rows), ("2023", rows), ("Annat", [["Kommun", "X"], ["Ale", 2]]))
    reading = read(path)
    (doubt,) = reading.unsettled
    assert (doubt.doubt, offered(doubt, reading)) == ("sheet", [])
    assert settling.tables(reading) == ["2022", "2023", "Annat"]
    profile = settling.with_sheets(table.Profile(), ["2022", "2023"])
    (column,) = read(path, profile).unsettled
    profile = settling.settled(profile, read(path, profile), {column: Choice("indikator", "A-1")})
    assert [row[2] for row in long(read(path, profile))] == [2022, 2023]
    (only,) = long(read(path, settling.with_sheets(profile, ["2023"])))
    assert only == ("A-1", "1440", 2023, "T", 1)


def test_a_sheet_that_is_read_can_be_put_away_for_one_that_was_not(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ("Resultat", [["Kommun", "År", "A-1"], ["Ale", 2023, 1]]),
        ("Personal", [["Kommun", "År", "Helt annat"], ["Ale", 2023, 2], ["Laxå", 2023, 3]]),
        ("Läs mig", [["Så gjordes tabellen"]]),
    )
    reading = read(path)
    assert [(one.name, one.read, one.kommuner, one.known, one.labels) for one in reading.sheets] == [
        ("Resultat", True, 1, 1, ("År", "A-1")),
        ("Personal", False, 2, 0, ("År", "Helt annat")),
        ("Läs mig", False, 0, 0, ()),
    ]
    assert [text.sheet(one) for one in reading.sheets] == [
        "Resultat: 2 rader, en rad med kommun, en känd kolumn (”År”, ”A-1”)",
        "Personal: 3 rader, 2 rader med kommun, ingen känd kolumn (”År”, ”Helt annat”)",
        "Läs mig: inga kommuner, så bladet kan inte läsas",
    ]
    other = read(path, settling.with_sheets(table.Profile(), ["Personal"]))
    assert [doubt.holds for doubt in other.unsettled] == ["Helt annat"]


@pytest.mark.parametrize("named", [{"sheet": "Resultat 2022"}, {"sheets": ("Resultat 2022",)}])
def test_a_sheet_that_next_year_s_file_lacks_is_another_one_or_none(tmp_path: Path, named: dict) -> None:
    rows = [["Kommun", "A-1 2023"], ["Ale", 1], ["Laxå", 2]]
    path = xlsx(tmp_path, ("Svar", rows), ("Övrigt", [["Kommun", "X"], ["Ale", 2]]))
    profile = table.Profile(**named)
    reading = read(path, profile)
    (doubt,) = reading.unsettled
    assert "bladet ”Resultat 2022” ur profilen finns inte" in text.doubt(reading, doubt, NAMES, KNOWN)
    assert offered(doubt, reading) == [Choice("sheet", "Svar"), Choice("sheet", "Övrigt"), LEAVE_OUT]
    mapped = settling.settled(profile, reading, {doubt: Choice("sheet", "Svar")})
    found = read(path, mapped)
    assert found.settled
    assert len(long(found)) == 2
    assert ("sheet", "Resultat 2022 → Svar") in found.changed
    kept = tmp_path / "p.toml"
    kept.write_text(table.spelled(table.grown(mapped, found, published=True)), "utf-8")
    assert long(read(path, table.load(kept))) == long(found)
    assert read(path, settling.settled(profile, reading, {doubt: LEAVE_OUT})).settled


def test_a_draft_asks_in_the_terminal_which_sheet_it_is_now(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Svar", [["Kommun", "A-1 2023"], ["Ale", 1]]), ("Mer", [["Text"]]))
    reading = read(path, table.Profile(sheet="Resultat"))
    draft = table.spelled(table.grown(table.Profile(sheet="Resultat"), reading, published=False))
    assert '[[renamed]]\nword = "Resultat"\nsheet = ""' in draft
    kept = tmp_path / "p.toml"
    kept.write_text(draft.replace('sheet = ""', 'sheet = "Svar"'), "utf-8")
    found = read(path, table.load(kept))
    assert found.settled
    assert found.changed == (("sheet", "Resultat → Svar"),)
    kept.write_text(draft, "utf-8")
    assert [doubt.doubt for doubt in read(path, table.load(kept)).unsettled] == ["no_sheet"]
