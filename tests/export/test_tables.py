"""CSV and Excel, reopened: the same values as the answer, kinds of missing beside empty cells, text that stays text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ojdash import answers, export, text
from ojdash.domain.answer import ROWS
from ojdash.domain.kommun import Kommun
from ojdash.domain.question import Question
from ojdash.store import Store
from tests.drawing import SIMULATED, delivery, edition, indikator, many

AO = indikator("AO", title="=1+1", syfte="=HYPERLINK('x')", gender_split=True)
JA = indikator("JA", "ja_nej")
DRAWN = """
    AO      2023                  2024
    0000    60                    61
    1860    3.141592653589793/40  ..
    1862    20/100                30/100
    1880    .                     40

    JA      2024
    1860    Ja
    1862    -
"""
NAMES = {"1860": "=CMD()", "1862": "+46", "1880": "@Örebro"}
LINK = "https://example.org/jamfor?year=2023&utgava=x"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    kommuner = tuple(Kommun(kod, namn) for kod, namn in NAMES.items())
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, kommuner=kommuner)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, source=SIMULATED)


QUESTIONS = [
    Question("jamfor", "1860", indikator="AO", year=2024),
    Question("jamfor", "1862", indikator="JA"),
    Question("indikator", "1860", indikator="AO"),
    Question("over_tid", "1880", indikator="AO"),
    Question("signaler", "1860", "lss"),
    Question("oversikt", "1880"),
    Question("om_data"),
]


def ask(store: Store, question: Question) -> answers.Answer:
    return answers.answer(store, answers.checked(store, question))


def from_csv(answer: answers.Answer) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(export.csv(answer)), dtype={"kommun": str})


def sheets(answer: answers.Answer) -> tuple[list[dict], list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(export.excel(answer, LINK)))
    assert book.sheetnames == ["Värden", "Om värdena"]
    heads, *rows = book["Värden"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows], list(book["Om värdena"].iter_rows(values_only=True))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.page + (question.indikator or ""))
def test_files_reopened_hold_the_answers_rows(drawn: Store, question: Question) -> None:
    answer = ask(drawn, question)
    table = from_csv(answer)
    rows, about = sheets(answer)
    assert len(table) == len(rows) == len(answer.rows) > 0
    if question.page != "om_data":
        assert set(ROWS) <= set(table.columns)
    for name in [name for name in table.columns if name in answer.rows]:
        expected = [None if pd.isna(cell) else cell for cell in answer.rows[name]]
        assert [None if pd.isna(cell) else cell for cell in table[name]] == expected
        assert [row[name] for row in rows] == expected
    assert about[0] == (text.title(answer), text.sentence(answer))
    assert ("Länk", LINK) in about


def test_a_missing_value_is_an_empty_cell_with_its_kind_beside(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[0])
    (own,) = [row for row in sheets(answer)[0] if row["kommun"] == "1860"]
    assert (own["value"], own["missing"], own["n"]) == (None, "sekretess", None)
    line = export.csv(answer).splitlines()[-1]
    assert line.startswith("1860,=CMD(),AO,2024,T,,sekretess,,,")


def test_values_are_unrounded_in_both(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[2])
    assert from_csv(answer)["value"].iloc[0] == sheets(answer)[0][0]["value"] == 3.141592653589793


def test_codes_keep_their_leading_zero(example: Store) -> None:
    answer = ask(example, Question("indikator", "0114", indikator=example.by_omrade["lss"][0]))
    assert {row["kommun"] for row in sheets(answer)[0]} == {"0114"}
    assert export.csv(answer).splitlines()[1].startswith("0114,")


def test_names_that_look_like_formulas_stay_text(drawn: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.excel(ask(drawn, QUESTIONS[0]), LINK)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=CMD()", "+46", "@Örebro", "=1+1", "=HYPERLINK('x')"} <= {cell.value for cell in cells}
    assert not any(cell.hyperlink for cell in cells)


def test_every_row_names_its_edition_and_source(drawn: Store) -> None:
    table = from_csv(ask(drawn, QUESTIONS[0]))
    assert set(table["utgava"]) == {drawn.id}
    assert set(table["kalla"]) == {"Källa: En ritad källa"}
    assert set(table["titel"]) == {"=1+1"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.page + (question.indikator or ""))
def test_made_up_values_are_marked_in_every_file(made_up: Store, question: Question) -> None:
    answer = ask(made_up, question)
    assert set(from_csv(answer)["kalla"]) == {"Exempeldata – simulerade värden"}
    rows, about = sheets(answer)
    assert {row["kalla"] for row in rows} == {"Exempeldata – simulerade värden"}
    assert dict(about)["Källa"].startswith("Exempeldata – simulerade värden")


def test_the_second_sheet_has_each_definitions_fact_box(drawn: Store) -> None:
    about = sheets(ask(drawn, QUESTIONS[4]))[1]
    assert [second for first, second in about if first in ("AO", "JA")] == ["=1+1", "Titel JA"]
    assert about.count(("Syfte med indikatorn", "Uppgift saknas.")) == 1
    assert ("Syfte med indikatorn", "=HYPERLINK('x')") in about


def test_the_same_answer_gives_the_same_bytes(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[0])
    assert export.excel(answer, LINK) == export.excel(answer, LINK)
    assert export.csv(answer) == export.csv(answer)


def test_a_text_longer_than_a_cell_is_cut_and_does_not_break_the_file(tmp_path: Path) -> None:
    long = replace(AO, syfte="ö" * 40_000)
    kommuner = delivery("AO 2024\n1860 1", long).kommuner
    answer = ask(edition(tmp_path, "AO 2024\n1860 1", long, kommuner=kommuner), Question("indikator", "1860"))
    assert ("Syfte med indikatorn", "ö" * 32_767) in sheets(answer)[1]


def test_files_of_flags_hold_the_numbers_and_the_sentences(tmp_path: Path) -> None:
    """A flag about a whole indikator has no kommun; "what, how sure, whom to ask" stand in words beside the numbers."""
    drawn = pd.concat([many("AO", 2023, [50.0 + n / 10 for n in range(40)]), many("AO", 2024, [101.0] + [50.0] * 29)])
    answer = ask(edition(tmp_path, drawn, AO), Question("kvalitet", "1001", "lss"))
    rows, _ = sheets(answer)
    table = from_csv(answer)
    assert list(table["kind"]) == [row["kind"] for row in rows] == list(answer.rows["kind"])
    assert list(table["kommun"].fillna("")) == ["1001", "1001", ""]
    impossible, jump, coverage = rows
    assert impossible["vad"] == "101 procent 2024 ligger utanför 0–100."
    assert jump["flagga"] == "Ovanligt stor förändring"
    assert jump["hur_sakert"].startswith("Väntat ")
    assert (coverage["namn"], coverage["vad"]) == (None, "30 kommuner har ett värde 2024, mot 40 2023.")
    assert coverage["vem"].startswith("Fråga källan: ")
