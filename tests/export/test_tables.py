"""CSV and Excel, reopened: the same values as the answer, kinds of missing beside empty cells, text that stays text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

import openpyxl
import pandas as pd
import pytest

from ojdash import answers, export, text
from ojdash.charts import LIGHT, figure_of
from ojdash.domain.answer import ROWS
from ojdash.domain.kommun import Kommun
from ojdash.domain.question import Question
from ojdash.export.beside import beside
from ojdash.store import Store
from ojdash.text import words
from tests.drawing import SIMULATED, edition, indikator, many

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


def from_excel_csv(answer: answers.Answer) -> list[dict[str, str]]:
    """The rows of the CSV for Excel, its first line taken away as Excel does."""
    first, _, rest = export.excel_csv(answer).partition("\r\n")
    assert first == "\ufeffsep=;"
    return list(csv.DictReader(io.StringIO(rest, newline=""), delimiter=";"))


def sheets(answer: answers.Answer) -> tuple[list[dict], list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(export.excel(answer, LINK)))
    assert book.sheetnames == ["Värden", "Om värdena"]
    heads, *rows = book["Värden"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows], list(book["Om värdena"].iter_rows(values_only=True))


# A column of the answer, of the plain CSV, and the head of the same in words.
IN_WORDS = {"kommun": "Kommunkod", "namn": "Kommun", "year": "År", "value": "Värde", "n": "Antal svar"}
IN_WORDS |= {"percentile": "Percentil", "indikatorer": "Indikatorer med värde", "kommuner": "Kommuner med värde"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.page + (question.indikator or ""))
def test_files_reopened_hold_the_answers_rows(drawn: Store, question: Question) -> None:
    answer = ask(drawn, question)
    of_values = question.page != "om_data"
    table = from_csv(answer)
    rows, about = sheets(answer)
    count = len(answer.rows)
    assert len(table) == len(rows) == len(from_excel_csv(answer)) == count + len(beside(answer)) > 0
    if of_values:
        assert set(ROWS) <= set(table.columns)
    for name in [name for name in table.columns if name in answer.rows]:
        expected = [None if pd.isna(cell) else cell for cell in answer.rows[name]]
        expected = [export.safe(cell) if isinstance(cell, str) else cell for cell in expected]
        assert [None if pd.isna(cell) else cell for cell in table[name][:count]] == expected
    for name, head in IN_WORDS.items():
        if head in rows[0] and (of_values == (name not in ("indikatorer", "kommuner")) or name == "year"):
            expected = [None if pd.isna(cell) else cell for cell in answer.rows[name]]
            assert [row[head] for row in rows[:count]] == expected, name
    assert ("Titel", text.whole_title(answer)) in about
    assert ("Svar", text.sentence(answer)) in about
    assert ("Länk", LINK) in about


def test_the_plain_csv_is_rfc_4180(drawn: Store) -> None:
    """CRLF, commas, no byte order mark, the same number of fields in every record, text as UTF-8."""
    content = export.csv(ask(drawn, QUESTIONS[0]))
    assert content.startswith("kommun,namn,")
    assert content.count("\n") == content.count("\r\n") == content.count("\r")
    assert content.endswith("\r\n")
    assert len({len(record) for record in csv.reader(io.StringIO(content, newline=""), strict=True)}) == 1


def test_the_csv_for_excel_opens_in_swedish_excel(tmp_path: Path) -> None:
    """`sep=;` first, decimal comma at the indikator's decimals rounded half away from zero, no thousands."""
    tenths = replace(AO, title="Tiondelar; med semikolon", decimals=1)
    thousands = replace(AO, id="KR", kind="kronor", unit="kronor", decimals=0)
    store = edition(tmp_path, "AO 2024\n1860 2.25\n1862 -0.04\nKR 2024\n1860 12345.5", tenths, thousands)
    rows = from_excel_csv(ask(store, Question("jamfor", "1860", indikator="AO", peers="1862")))
    assert [(row["Kod och namn"], row["Värde"]) for row in rows[:2]] == [
        ("1860 Laxå", "2,3"),
        ("1862 Degerfors", "0,0"),
    ]
    assert rows[0]["Indikator"] == "Tiondelar; med semikolon"
    (row, *_) = from_excel_csv(ask(store, Question("indikator", "1860", indikator="KR")))
    assert (row["Värde"], row["Enhet"], row["Värdet i ord"]) == ("12346", "kronor", "12\u202f346 kronor")


def test_a_missing_value_is_an_empty_cell_with_its_sign_and_words_beside(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[0])
    (own,) = [row for row in sheets(answer)[0] if row["Kommunkod"] == "1860"]
    assert (own["Värde"], own["Tecken"], own["Saknas därför att"]) == (None, "..", words.MISSING["sekretess"])
    (same,) = [row for row in from_excel_csv(answer) if row["Kod och namn"].startswith("1860")]
    assert (same["Värde"], same["Tecken"], same["Saknas därför att"]) == ("", "..", words.MISSING["sekretess"])
    (plain,) = [row for row in csv.DictReader(io.StringIO(export.csv(answer))) if row["kommun"] == "1860"]
    assert (plain["value"], plain["missing"], plain["tecken"]) == ("", "sekretess", "..")
    assert plain["saknas"] == plain["visas"] == words.MISSING["sekretess"]


def test_ja_and_nej_are_words_beside_their_codes(drawn: Store) -> None:
    answer = ask(drawn, Question("jamfor", "1860", indikator="JA", peers="1862"))
    (own, other, counted) = sheets(answer)[0]
    assert (counted["Kommun"], counted["Värdet i ord"]) == (
        "De 2 kommunerna",
        "1 av 1 som svarat svarar ja; 1 saknar svar",
    )
    assert (own["Värde"], own["Värdet i ord"], own["Enhet"]) == (1, "Ja", "")
    assert (other["Värde"], other["Värdet i ord"], other["Tecken"]) == (None, words.MISSING["ej_svarat"], "-")
    assert [row["Värdet i ord"] for row in from_excel_csv(answer)] == [
        "Ja",
        words.MISSING["ej_svarat"],
        counted["Värdet i ord"],
    ]


@pytest.mark.parametrize("page", ["indikator", "jamfor", "over_tid"])
def test_riket_and_medians_are_rows_of_their_own_with_what_the_figure_shows(tmp_path: Path, page: str) -> None:
    """Four kommuner of 10, 20, 30 and 45 beside one of 50: their median is 25, which has one more decimal than none."""
    drawn = "AO 2024\n0000 33\n1440 10\n1862 20\n1880 30\n1885 46\n1860 50"
    store = edition(tmp_path, drawn, AO)
    answer = ask(store, Question(page, "1860", indikator="AO", peers="1440-1862-1880-1885"))
    beside_rows = [row for row in csv.DictReader(io.StringIO(export.csv(answer))) if row["rad"] != "kommun"]
    values = {
        row["rad"]: float(row["value"]) for row in beside_rows if row["rad"] != "kvartil" and "de 5" not in row["namn"]
    }
    assert values == {"riket": 33.0, "median": 30.0 if page == "indikator" else 25.0}
    in_words = {row["Kommun"]: row["Värde"] for row in sheets(answer)[0]}
    assert {row["namn"]: float(row["value"]) for row in beside_rows}.items() <= in_words.items()
    drawn_by = [annotation["text"] for annotation in figure_of(answer, LIGHT).figure["layout"]["annotations"]]
    labels = " ".join(drawn_by)
    if page != "over_tid":
        assert [row["namn"] for row in beside_rows if row["rad"] == "riket"] == ["Riket"]
        assert "Riket 33" in labels
        assert words.number(values["median"]) in labels
    median, *with_own = [row for row in beside_rows if row["rad"] == "median"]
    assert [float(row["value"]) for row in with_own] == ([] if page == "indikator" else [30.0])
    assert median["visas"] == f"{words.number(values['median'])} procent"
    assert median["kommun"] == ""


def test_numbers_of_the_workbook_are_unrounded_and_shown_at_the_indikators_decimals(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[2])
    assert from_csv(answer)["value"].iloc[0] == sheets(answer)[0][0]["Värde"] == 3.141592653589793
    sheet = openpyxl.load_workbook(io.BytesIO(export.excel(answer, LINK)))["Värden"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("Värde") + 1).number_format == "#,##0"
    assert sheet.cell(2, heads.index("År") + 1).number_format == "General"
    assert from_excel_csv(answer)[0]["Värde"] == "3"


def test_every_row_of_a_sheet_is_as_high_as_its_texts_and_its_head_stays(drawn: Store) -> None:
    """Widths hold every word, and a row that has more text than fits says how high it is."""
    for question in QUESTIONS:
        for sheet in openpyxl.load_workbook(io.BytesIO(export.excel(ask(drawn, question), LINK))):
            assert sheet.freeze_panes == "B2"
            for row in sheet.iter_rows():
                for cell in row:
                    words_of_cell = str(cell.value or "") if cell.data_type == "s" else ""
                    width = sheet.column_dimensions[cell.column_letter].width
                    high = sheet.row_dimensions[cell.row].height or 15
                    assert high + 2 >= min(409, 11.5 * lines_of(words_of_cell, width)), (sheet.title, cell.coordinate)
                    assert cell.alignment.wrap_text


def lines_of(words: str, width: float) -> int:
    """How many lines a text takes in a column, by textwrap, in a font whose signs are as wide as the column counts."""
    return sum(len(wrap(part, max(1, int(width - 1)))) or 1 for part in words.split("\n"))


def test_codes_keep_their_leading_zero(example: Store) -> None:
    answer = ask(example, Question("indikator", "0114", indikator=example.by_omrade["lss"][0]))
    assert {row["Kommunkod"] for row in sheets(answer)[0] if row["Kommun"] == "Upplands Väsby"} == {"0114"}
    assert export.csv(answer).splitlines()[1].startswith("0114,")
    assert from_excel_csv(answer)[0]["Kod och namn"] == "0114 Upplands Väsby"


def test_names_that_look_like_formulas_stay_text(drawn: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.excel(ask(drawn, QUESTIONS[0]), LINK)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=CMD()", "+46", "@Örebro", "=1+1", "=HYPERLINK('x')"} <= {cell.value for cell in cells}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.page + (question.indikator or ""))
@pytest.mark.parametrize(("written", "delimiter"), [(export.csv, ","), (export.excel_csv, ";")], ids=["plain", "excel"])
def test_no_cell_of_a_csv_is_a_formula(
    drawn: Store, question: Question, written: Callable[[answers.Answer], str], delimiter: str
) -> None:
    """A cell may begin so only where it is a number, or the sign alone of what is missing."""
    content = written(ask(drawn, question)).removeprefix("\ufeffsep=;\r\n")
    cells = [cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) for cell in row]
    begun = [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != "-"]
    assert [cell for cell in begun if not re.fullmatch(r"-[0-9]+([.,][0-9]+)?", cell)] == []
    if question.indikator == "AO":
        assert "'=1+1" in cells


def test_every_row_names_its_edition_and_source(drawn: Store) -> None:
    table = from_csv(ask(drawn, QUESTIONS[0]))
    assert set(table["utgava"]) == {drawn.id}
    assert set(table["kalla"]) == {"Källa: En ritad källa"}
    assert set(table["titel"]) == {"'=1+1"}
    assert set(table["kon"]) == {"Alla"}
    assert {row["Utgåva"] for row in from_excel_csv(ask(drawn, QUESTIONS[0]))} == {drawn.id}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.page + (question.indikator or ""))
def test_made_up_values_are_marked_in_every_file(made_up: Store, question: Question) -> None:
    answer = ask(made_up, question)
    assert set(from_csv(answer)["kalla"]) == {"Exempeldata – simulerade värden"}
    rows, about = sheets(answer)
    assert {row["Källa"] for row in (*rows, *from_excel_csv(answer))} == {"Exempeldata – simulerade värden"}
    assert dict(about)["Källa"].startswith("Exempeldata – simulerade värden")
    assert dict(about)["Obs"] == "Exempeldata – simulerade värden"


def test_the_second_sheet_has_each_definitions_fact_box(drawn: Store) -> None:
    about = sheets(ask(drawn, QUESTIONS[4]))[1]
    assert [second for first, second in about if first in ("AO", "JA")] == ["=1+1", "Titel JA"]
    assert about.count(("Syfte med indikatorn", "Uppgift saknas.")) == 1
    assert ("Syfte med indikatorn", "=HYPERLINK('x')") in about


def test_the_same_answer_gives_the_same_bytes(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[0])
    assert export.excel(answer, LINK) == export.excel(answer, LINK)
    assert export.csv(answer) == export.csv(answer)
    assert export.excel_csv(answer) == export.excel_csv(answer)


def test_a_text_longer_than_a_cell_is_cut_which_it_says_and_is_whole_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    long = replace(AO, syfte="ö" * 40_000)
    answer = ask(edition(tmp_path, "AO 2024\n1860 1", long), Question("indikator", "1860"))
    book = openpyxl.load_workbook(io.BytesIO(export.excel(answer, LINK)))
    (cut,) = [fact for name, fact in book["Om värdena"].iter_rows(values_only=True) if name == "Syfte med indikatorn"]
    assert len(cut) <= 32_767
    assert cut.startswith("ö" * 30_000)
    assert "".join(row[3] for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)) == "ö" * 40_000


def test_files_of_flags_hold_the_numbers_and_the_sentences(tmp_path: Path) -> None:
    """A flag about a whole indikator has no kommun; "what, how sure, whom to ask" stand in words beside the numbers."""
    drawn = pd.concat([many("AO", 2023, [50.0 + n / 10 for n in range(40)]), many("AO", 2024, [101.0] + [50.0] * 29)])
    answer = ask(edition(tmp_path, drawn, AO), Question("kvalitet", "1001", "lss"))
    rows, _ = sheets(answer)
    table = from_csv(answer)
    assert list(table["kind"]) == list(answer.rows["kind"])
    assert list(table["kommun"].fillna("")) == ["1001", "1001", ""]
    impossible, jump, coverage = rows
    assert impossible["Vad"] == "101 procent 2024 ligger utanför 0–100."
    assert jump["Flagga"] == "Oväntat hopp"
    assert jump["Hur säkert"].startswith("Väntat ")
    assert (coverage["Kommun"], coverage["Vad"]) == ("Hela indikatorer", "30 kommuner har ett värde 2024, mot 40 2023.")
    assert coverage["Vem som vet"].startswith("Fråga källan: ")


@pytest.mark.parametrize(
    ("question", "named"),
    [(QUESTIONS[0], "$B:$B"), (Question("oversikt", "1880"), "$B:$C")],
    ids=["of one indikator", "of many"],
)
def test_a_sheet_too_wide_for_a_paper_is_printed_at_9_points_with_names_on_every_page(
    drawn: Store, question: Question, named: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.excel(ask(drawn, question), LINK)))
    values, about = book["Värden"], book["Om värdena"]
    assert (
        not values.sheet_properties.pageSetUpPr.fitToPage
    )  # else it is made as small as it takes to be one paper wide
    assert values.page_setup.scale == 90 and values["A2"].font.sz == 10
    assert (values.print_title_cols, values.print_title_rows) == (named, "$1:$1")
    assert about.sheet_properties.pageSetUpPr.fitToPage and about.page_setup.fitToWidth in (1, None)
