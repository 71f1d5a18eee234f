"""How sure Jämför's difference is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers, text
from ojdash.domain.question import Question
from ojdash.text import apart, jamfor
from tests.drawing import edition, indikator


def sentence_of(tmp_path: Path, own: str, others: dict[str, str], peers: str) -> str:
    rows = "\n".join(f"{kod} {cell}" for kod, cell in {"1860": own, **others}.items())
    store = edition(tmp_path, f"AO 2024\n{rows}", indikator("AO", underlag="svar"))
    answer = answers.answer(store, answers.checked(store, Question("jamfor", "1860", indikator="AO", peers=peers)))
    sentence = apart.sentence(answer)
    if len(answer.group.members) > 1 and answer.group.median is not None:
        sentence = apart.sentence(answer, jamfor.median_decimals(answer))
    assert sentence in text.sentence(answer)
    return sentence


@pytest.mark.parametrize(
    ("own", "other", "sentence"),
    [  # Newcombe 1998: 56/70 against 48/80, .0524 to .3339; 8/10 against 6/10 is few
        ("80/70", "60/80", "Skillnaden är större än slumpen brukar ge: mellan +5 och +33 procentenheter."),
        ("60/80", "80/70", "Skillnaden är större än slumpen brukar ge: mellan −33 och −5 procentenheter."),
        ("80/30", "60/30", "Skillnaden kan vara slump: den kan vara allt från −3 till +41 procentenheter."),
        ("80/10", "60/80", "Få svar (10 i Laxå), så skillnaden kan vara slump."),
        ("80/10", "60/10", "Få svar (10 i Laxå och 10 i Degerfors), så skillnaden kan vara slump."),
        ("80/70", "60", "Osäkerhet för Laxå: 69 till 88 procent (70 svar)."),
        ("80", "60/80", ""),
        ("80/70", "..", ""),
    ],
)
def test_a_difference_from_one_other_kommun_carries_its_interval(
    tmp_path: Path, own: str, other: str, sentence: str
) -> None:
    assert sentence_of(tmp_path, own, {"1862": other}, "1862") == sentence


@pytest.mark.parametrize(
    ("own", "median", "sentence"),
    [
        (
            *("65/100", "70"),
            "Osäkerhet för Laxå: 55 till 74 procent (100 svar). Medianen ligger inom det spannet, så "
            "skillnaden kan vara slump.",
        ),
        ("65/100", "80", "Osäkerhet för Laxå: 55 till 74 procent (100 svar). Medianen ligger utanför."),
        (  # 95 % of 100 is 88.825 to 97.846: 98 would be read as within
            *("95/100", "97.9"),
            "Osäkerhet för Laxå: 88,8 till 97,8 procent (100 svar). Medianen ligger utanför.",
        ),
        (  # 55.344 till 73.613: 74 would be read as within, and 73.6 as 73.6 is
            *("65/100", "73.5501"),
            "Osäkerhet för Laxå: 55 till 74 procent (100 svar). Medianen ligger inom det spannet, så "
            "skillnaden kan vara slump.",
        ),
        (
            *("65/100", "73.651"),
            "Osäkerhet för Laxå: 55,3 till 73,6 procent (100 svar). Medianen, 73,7 procent, ligger utanför.",
        ),
        ("65/20", "80", "Få svar (20), så skillnaden kan vara slump."),
        ("65", "80", ""),
    ],
)
def test_a_difference_from_a_median_is_said_with_the_own_values_interval(
    tmp_path: Path, own: str, median: str, sentence: str
) -> None:
    others = dict.fromkeys(("1862", "1880", "1885", "1883"), median)
    assert sentence_of(tmp_path, own, others, "lan") == sentence


@pytest.mark.parametrize(("kind", "own", "other"), [("dagar", "9/100", "1/100"), ("ja_nej", "Ja", "Nej")])
def test_days_and_answers_of_yes_and_no_have_no_interval(tmp_path: Path, kind: str, own: str, other: str) -> None:
    store = edition(tmp_path, f"X 2024\n1860 {own}\n1862 {other}", indikator("X", kind))
    answer = answers.answer(store, answers.checked(store, Question("jamfor", "1860", indikator="X", peers="1862")))
    assert apart.sentence(answer) == ""


def test_a_page_whose_rows_are_the_own_kommuns_years_says_it_too(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2023 2024\n1860 40/400 60/400\n1862 50/400 50/400", indikator("AO"))
    questions = (Question(page, "1860", indikator="AO", peers="1862") for page in ("jamfor", "over_tid"))
    beside, by_year = (answers.answer(store, answers.checked(store, question)) for question in questions)
    assert apart.sentence(by_year) == apart.sentence(beside) != ""
