"""Where n is the most that can have answered, papers and files say so too, and not of whom it does not count."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ojdash import answers, charts, export
from ojdash.answers.lansrapport import county_report
from ojdash.domain.question import Question
from ojdash.domain.report import Cover
from ojdash.export import tables
from ojdash.export.report.content import report_document
from ojdash.store import Store
from ojdash.text import charts as figures
from ojdash.text import page, underlag
from ojdash.text import report_results as results
from tests.drawing import edition, indikator

NUMBER = "U23592"
DRAWN = """
    AO      2022     2024
    0000    70       72
    1860    60/500   75/500
    1862    40/60    44/60
    1880    50/500   70/500
    1885    30/40    31/40
    AO/K    2022     2024
    1860    61       74
    KAND    2022     2024
    1860    60/500   75/500
    1880    50/500   70/500
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    definitions = [
        indikator("AO", underlag="svar", antal_svar=NUMBER, gender_split=True),
        indikator("KAND", underlag="svar"),
    ]
    return edition(tmp_path_factory.mktemp("data"), DRAWN, *definitions)


def ask(store: Store, page: str, id: str, gender: str = "T") -> answers.Answer:
    return answers.answer(store, Question(page, "1860", "lss", id, year=2024, gender=gender))


@pytest.mark.parametrize("name", ["indikator", "jamfor", "over_tid"])
def test_a_column_of_n_that_is_the_most_is_headed_so(drawn: Store, name: str) -> None:
    for id, head in (("AO", "Antal svar, högst"), ("KAND", page.COLUMNS["n"])):
        answer = ask(drawn, name, id)
        (heads, *_) = tables.worded(answer)
        assert [heading for heading in heads if heading.startswith(page.COLUMNS["n"])] == [head]
        book = openpyxl.load_workbook(io.BytesIO(export.excel(answer, "https://example.org/")))
        lines = [row for row in book[page.ABOUT_SHEET].iter_rows(values_only=True) if underlag.AT_MOST_TOLD in row]
        assert len(lines) == (id == "AO")


def test_whiskers_made_of_it_are_said_to_be_the_least(drawn: Store) -> None:
    for name in ("jamfor", "over_tid"):
        for id, at_least in (("AO", True), ("KAND", False)):
            drawing = charts.figure_of(ask(drawn, name, id), charts.LIGHT)
            written = " ".join(
                annotation["text"].replace("<br>", " ") for annotation in drawing.figure["layout"]["annotations"]
            )
            assert figures.whiskers(drawn.indikator(id)) in written
            assert ("minst så stor" in written) is at_least


def test_a_report_says_it_beside_its_tried_changes(drawn: Store) -> None:
    report = county_report(drawn, Question("lansrapport", "1860", "lss", year=2024), Cover(mottagare="Nämnden"))
    sentence_of = {finding.indikator.id: results.since(finding) for finding in report.findings}
    assert sentence_of["AO"].endswith(underlag.AT_LEAST) and underlag.AT_LEAST not in sentence_of["KAND"]
    assert report_document(report)


def test_the_number_of_all_is_no_source_of_womens_values(drawn: Store) -> None:
    assert f"nyckeltal {NUMBER}" in page.source(ask(drawn, "indikator", "AO"))
    assert NUMBER not in page.source(ask(drawn, "indikator", "AO", "K"))


def test_counts_of_a_csv_are_whole(drawn: Store) -> None:
    answer = ask(drawn, "over_tid", "AO", "K")
    heads, *rows = (line.split(",") for line in export.csv(answer).splitlines())
    counted = [row[heads.index(name)] for row in rows for name in ("counted", "at_least")]
    assert any(counted) and all(not count or count.isdigit() for count in counted)
