"""A median of numbers of persons is of those that are told: beside it stands how many are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.domain.report import Report
from ojdash.text import jamfor
from ojdash.text import report_results as results
from tests.drawing import edition, indikator

PERSONS = indikator("P", "antal", title="Personer med daglig verksamhet, antal")
SHARE = indikator("P", title="Nöjda, andel (%)")
MANY = """
    P       2023    2024
    1440    12      10
    1860    20      20
    1862    3       2
    1880    30      30
    1885    46      46
    1861    70      60
    1863    ..      -
"""
# The others' values by kommun, and what is said of them: those that are there, those that are not told.
FEW = """
    P       2024
    1860    20
    1862    2
    1880    30
    1885    4
"""


def asked(tmp_path: Path, drawn: str, definition: object = PERSONS, page: str = "jamfor") -> Answer:
    store = edition(tmp_path, drawn, definition)
    return answers.answer(store, Question(page, "1860", "lss", "P", peers="riket", year=2024))


def reported(tmp_path: Path, drawn: str) -> Report:
    store = edition(tmp_path, drawn, PERSONS)
    return answers.county_report(store, Question("lansrapport", "1860", "lss", peers="riket", year=2024))


def test_a_median_says_how_many_numbers_of_persons_are_not_told(tmp_path: Path) -> None:
    said = jamfor.sentence(asked(tmp_path, MANY))
    assert said.endswith("medianen för rikets övriga 6 kommuner, 38 personer (4 har ett värde, 1 visas inte).")


def test_values_in_a_medians_place_say_so_too(tmp_path: Path) -> None:
    said = jamfor.sentence(asked(tmp_path, FEW))
    assert said.endswith("Av rikets övriga 3 kommuner har en ett värde: Örebro 30 personer. 2 visas inte.")


def test_a_county_report_says_so(tmp_path: Path) -> None:
    (finding,) = reported(tmp_path, MANY).findings
    assert "(5 har ett värde, 1 visas inte)" in results.sentence(finding)


@pytest.mark.parametrize(("drawn", "definition"), [(MANY, SHARE), (MANY.replace(" 2\n", " 20\n"), PERSONS)])
def test_where_no_number_of_persons_is_withheld_nothing_more_is_said(
    tmp_path: Path, drawn: str, definition: object
) -> None:
    assert "visas inte" not in jamfor.sentence(asked(tmp_path, drawn, definition))
