"""Only what is certain is taken: what people write around a table, and what then is a question and never a value."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from ojdash.sources import settling
from ojdash.sources.settling import Choice
from tests.sources.test_table import SIGNED, csv, long, read, sentences, xlsx

# A table, and what is asked about it; A-1 is a share, K-1 kronor, J-1 ja or nej.
ASKED = {
    # words beside an id
    "Kommun;A-1 antal 2023\nAle;12": "unit",
    "Kommun;A-1 antal (kvinnor) 2023\nAle;12": "unit",
    "Kommun;K-1 andel 2023\nAle;12": "unit",
    "Kommun;K-1 kr/inv 2023\nAle;12": "beside",
    "Kommun;A-1 ± 2023\nAle;12": "beside",
    "Kommun;A-1 +/- 2023\nAle;12": "beside",
    "Kommun;A-1 kvinnor/män 2023\nAle;12": "beside",
    "Kommun;A-1 2022, 2023\nAle;12": "beside",
    "A-1, antal\nKommun;2022;2023\nAle;1;2": "unit",
    "Kommun;Nyckeltal;År;Värde\nAle;A-1 antal;2023;80": "indikator",
    "Kommun;Nyckeltal;År;Värde\nAle;A-1 kvinnor;2023;80": "indikator",
    "Kommun;Nyckeltal;År;Värde\nAle;A-1 2021;2023;80": "indikator",
    # columns that say the same of a row, or something else than the head
    "Kommun;Nyckeltal;Mått;År;Värde\nAle;A-1;Antal svar;2023;80": "again",
    "Kommun;Period;Mätår;A-1\nAle;2022;2023;80": "again",
    "Kommun;År;A-1 2023\nAle;2022;80": "differs",
    "Kommun;Kön;A-1 kvinnor 2023\nAle;Män;80": "differs",
    "Kommun;Län;A-1 2023\nAle;80,5\nLaxå;Örebro län;70": "column",
    # a row between the rows
    "Kommun;A-1 2023\nAle;80\nJ-1 2022\nLaxå;70": "within",
    "Kommun;A-1 2023\nAle;80\nÅr 2022\nLaxå;70": "within",
    "Kommun;A-1 2023\nKvinnor\nAle;80\nMän\nLaxå;70": "within",
    "Kommun;A-1 2023\nAle;80\nEnskild regi\nLaxå;70": "within",
    # texts above
    "Belopp i tkr\nKommun;K-1 2023\nAle;212": "above",
    "Förändring i procentenheter\nKommun;A-1 2023\nAle;3": "above",
    "Undersökningen, kvinnor\nKommun;A-1 2023\nAle;80": "above",
    "Endast 65-79 år\nKommun;A-1 2023\nAle;80": "above",
    "Svarsfrekvens\nKommun;A-1 2023\nAle;80": "above",
    # years
    "Öppna jämförelser 2024\nVärden 2021-2022\nKommun;A-1\nAle;80": "year",
    "Enligt lag 2001\nKommun;A-1\nAle;80": "year",
    "Jämfört med 2022\nKommun;A-1\nAle;80": "year",
    "Antal enkäter;2014\nKommun;A-1\nAle;80": "year",
    "Resultat 2024\nKommun;A-1\nAle;80\nUppgifterna avser 2023.": "year",
    # places
    "Kommun;A-1 2023\nAle;80\nKöpinge;70": "row",
}
TAKEN = {
    "Kommun;A-1 K 2023\nAle;80": ("1440", 2023, "K", 80),
    "Kommun;A-1 (kvinna) 2023\nAle;80": ("1440", 2023, "K", 80),
    "Kommun;A-1 Men 2023\nAle;80": ("1440", 2023, "M", 80),
    "Mätår:;2022\nKommun;A-1\nAle;80": ("1440", 2022, "T", 80),
    "Kommun;A-1 2023\nStockholm, hela staden;80": ("0180", 2023, "T", 80),
    "Kommun;A-1 Andel nöjda (procent) 2023\nAle;80": ("1440", 2023, "T", 80),
    "Tabell 3. A-1 Andel nöjda\nKommun;2023\nAle;80": ("1440", 2023, "T", 80),
    "Kommun;K-1 Kostnad per brukare, kvinnor och män 2023\nAle;80": ("1440", 2023, "T", 80),
}


@pytest.mark.parametrize("text", ASKED, ids=lambda text: text.replace("\n", " / "))
def test_what_is_not_certain_is_a_question(tmp_path: Path, text: str) -> None:
    reading = read(csv(tmp_path, text))
    assert ASKED[text] in [doubt.doubt for doubt in reading.unsettled], sentences(reading)
    assert all("{" not in sentence for sentence in sentences(reading))


@pytest.mark.parametrize("text", TAKEN, ids=lambda text: text.replace("\n", " / "))
def test_what_is_certain_is_taken(tmp_path: Path, text: str) -> None:
    reading = read(csv(tmp_path, text))
    assert reading.settled, sentences(reading)
    assert [row[1:] for row in long(reading)] == [TAKEN[text]]


def test_a_mean_of_the_table_s_kommuner_is_not_the_nation(tmp_path: Path) -> None:
    reading = read(csv(tmp_path, "Kommun;A-1 2023\nAle;80\nSamtliga kommuner;75"))
    assert [row[1] for row in long(reading)] == ["1440"]
    assert reading.aside == {"grupp": 1}


def test_a_head_stands_over_as_many_columns_as_the_heads_before_it(tmp_path: Path) -> None:
    rows = [[None, 2022, 2023, None], ["Kommun", "A-1", "A-1", "J-1"], ["Ale", 1, 2, "Ja"]]
    reading = read(xlsx(tmp_path, ("Blad", rows)))
    assert [doubt.doubt for doubt in reading.unsettled] == ["year"]
    rows = [[None, 2022, None, 2023, None], ["Kommun", "A-1", "J-1", "A-1", "J-1"], ["Ale", 1, "Ja", 2, "Nej"]]
    assert [row[2:] for row in long(read(xlsx(tmp_path, ("Blad", rows))))] == [
        (2022, "T", 1),
        (2023, "T", 2),
        (2022, "T", 1),
        (2023, "T", 0),
    ]


def test_a_value_merged_over_two_kommuner_is_a_question(tmp_path: Path) -> None:
    rows = [["Kommun", "A-1 2023"], ["Ale", None], ["Laxå", None]]
    reading = read(xlsx(tmp_path, ("Blad", rows), merges=((1, 1, 2, 1, 80),)))
    assert [doubt.doubt for doubt in reading.unsettled] == ["merged"]


def test_a_raised_note_is_no_digit_and_the_number_without_it_is_the_first_answer(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        raised, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["Kommun", "A-1 2023"])
        sheet.write(1, 0, "Ale")
        sheet.write_rich_string(1, 1, "80", raised, "1")
        sheet.write(2, 0, "Laxå")
        sheet.write_rich_string(2, 1, struck, "6", "7", book.add_format({"bold": True}), "2")
    reading = read(path)
    assert [doubt.holds for doubt in reading.unsettled] == ["80¹", "⁶72"]
    first = reading.unsettled[0]
    (likely, *_) = settling.choices(first, reading, ["A-1"], ["1440"], 2026)
    assert likely == Choice("number", 80)
    answered = settling.settled(SIGNED, reading, {first: likely})
    assert [row[4] for row in long(read(path, answered))] == [80]


def test_what_stands_above_can_be_said_to_change_nothing_or_to_be_of_one_gender(tmp_path: Path) -> None:
    path = csv(tmp_path, "Undersökningen, kvinnor\nKommun;A-1 2023\nAle;80")
    reading = read(path)
    (doubt,) = reading.unsettled
    assert settling.choices(doubt, reading, [], [], 2026) == [Choice("gender", "K"), Choice("says_nothing")]
    for choice, gender in ((Choice("gender", "K"), "K"), (Choice("says_nothing"), "T")):
        settled = read(path, settling.settled(SIGNED, reading, {doubt: choice}))
        assert settled.settled
        assert [row[3] for row in long(settled)] == [gender]
