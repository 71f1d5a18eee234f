"""År för år shows both medians, named apart, and the values that are too few for one: in figure, table and files."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from ojdash import answers, charts, export
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.export.beside import beside
from ojdash.export.view import view_document
from tests.drawing import edition, indikator
from tests.walking import of_blocks

DRAWN = """
    AO      2020    2022    2024
    0000    70      71      72
    1440    10      10      10
    1860    50      50      50/120
    1862    20      -       20
    1880    30      30/40   30
    1885    46      46      45
"""
WITHOUT, WITH = "Medianen för rikets övriga 4", "Medianen för rikets 5"


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    store = edition(tmp_path, DRAWN, indikator("AO", underlag="svar"))
    return answers.answer(store, Question("over_tid", "1860", "lss", "AO", peers="riket", year=2024))


def test_both_medians_and_few_values_are_rows(answer: Answer) -> None:
    rows = [(one.row, one.namn, one.year, one.value) for one in beside(answer)]
    assert rows == [
        ("median", WITHOUT, 2020, 25),
        ("median", WITH, 2020, 30),
        ("kommun", "Ale", 2022, 10),
        ("kommun", "Lindesberg", 2022, 46),
        ("kommun", "Örebro", 2022, 30),
        ("median", WITH, 2022, 38),
        ("median", WITHOUT, 2024, 25),
        ("median", WITH, 2024, 30),
    ]


def test_the_figure_draws_and_names_both(answer: Answer) -> None:
    drawn = charts.figure_of(answer, charts.LIGHT)
    labels = {one["text"].replace("<br>", " ") for one in drawn.figure["layout"]["annotations"]}
    assert {"Rikets övriga 4: median", "Rikets 5: median"} <= labels
    hovered = [said for trace in drawn.figure["data"] for said in trace.get("hovertext", ())]
    for said in (f"{WITHOUT}: 25 procent 2024.", f"{WITH}: 30 procent 2024.", "Örebro: 30 procent 2022."):
        assert said in hovered
    assert f"{WITHOUT}, 2024: 25 procent. {WITH}, 2024: 30 procent." in drawn.alt
    few = "2022: Av rikets övriga 4 kommuner har 3 ett värde: Ale 10, Lindesberg 46, Örebro 30 procent."
    assert few in drawn.alt


def test_the_files_hold_them(answer: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(export.csv(answer))))
    found = {(row["rad"], row["kommun"], row["namn"], row["year"]): (row["value"], row["n"]) for row in rows}
    assert found["median", "", WITH, "2024"] == ("30.0", "")
    assert found["kommun", "1880", "Örebro", "2022"] == ("30.0", "40")
    paper = list(of_blocks(view_document(answer, "https://example.org/", date(2026, 1, 1)).blocks))
    assert f"{WITH} (5 har ett värde)" in paper and "Lindesberg" in paper


def test_where_the_own_kommun_has_no_value_there_is_one_median(tmp_path: Path) -> None:
    store = edition(tmp_path, DRAWN.replace("50/120", "-"), indikator("AO", underlag="svar"))
    answer = answers.answer(store, Question("over_tid", "1860", "lss", "AO", peers="riket", year=2024))
    assert {one.namn for one in beside(answer) if one.year == 2024} == {WITHOUT}
