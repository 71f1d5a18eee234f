"""Så räknar vi quotes the domain and the edition, and its examples are what the domain reckons."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ojdash import answers
from ojdash.domain import counting, uncertainty
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE, RULES, Rule
from ojdash.store import Store
from ojdash.text import sa_raknar_vi, underlag
from tests.drawing import edition, indikator


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), "AO 2024\n1440 50/100\n1860 64/100", indikator("AO"))


@pytest.fixture
def answer(drawn: Store) -> Answer:
    question, problems = answers.settle(drawn, Question("sa_raknar_vi"))
    assert problems == []
    return answers.answer(drawn, question)


def words_of(answer: Answer) -> str:
    return "\n".join(
        "\n".join([section.heading, *section.sentences, section.formula, section.example, section.source])
        for section in sa_raknar_vi.sections(answer)
    )


def example(answer: Answer, heading: str) -> str:
    (worked_example,) = [
        section.example for section in sa_raknar_vi.sections(answer) if section.heading.startswith(heading)
    ]
    return worked_example


def test_every_rule_has_a_heading_of_its_own_and_whole_sentences(answer: Answer) -> None:
    sections = sa_raknar_vi.sections(answer)
    assert len({section.heading for section in sections}) == len(sections) == 12
    for section in sections:
        for sentence in (*section.sentences, *filter(None, (section.example, section.source))):
            assert re.match("[A-ZÅÄÖ”−0-9]", sentence), sentence
            assert sentence.endswith((".", ".)")) and "  " not in sentence and "{" not in sentence, sentence


def test_levels_are_those_of_the_edition(answer: Answer) -> None:
    now = words_of(answer)
    assert "färre än 30 har svarat" in now and "(Regelns version 2.)" in now
    before = words_of(replace(answer, rule=RULES[1]))
    assert "räknas ändå med" in before and "(Regelns version 1.)" in before
    assert "Utgåvan är äldre än regeln om få personer" in before and "Det som döljs finns inte" not in before
    assert "Det som döljs finns inte i någon fil" in words_of(answer)
    other = words_of(replace(answer, rule=Rule(9, fewest_for_signal=41, fewest_for_plain=201, parts=5)))
    assert all(limit in other for limit in ("färre än 41 har svarat", "41–200 svar", "högst 20 procent", "högt: 5 ×"))


def test_the_other_limits_are_those_of_the_domain(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FEWEST", 33)
    monkeypatch.setattr(counting, "UNUSUAL", 25)
    assert "färre än 33 kommuner" in words_of(answer) and "högst 4 procent av dem" in words_of(answer)
    assert "Av 93 kommuner får högst 3 " in example(answer, "Förändring utan")


def test_the_intervals_are_statsmodels(answer: Answer) -> None:
    for n, ends in re.findall(r"([\d\u202f]+) svar (\d+ till \d+) procent", example(answer, "Osäkerhet")):
        answered = int(n.replace("\u202f", ""))
        low, high = proportion_confint(0.72 * answered, answered, method="wilson")
        assert ends == f"{100 * low:.0f} till {100 * high:.0f}"
    low, high = confint_proportions_2indep(0.75 * 190, 190, 0.70 * 195, 195, method="newcomb")
    assert f"från −{-100 * low:.1f} till {100 * high:.1f}".replace(".", ",") in example(answer, "Förändring mellan")


def test_the_list_is_scipys(answer: Answer) -> None:
    discoveries = sum(false_discovery_control([0.001, 0.008, 0.02, 0.045, 0.3]) <= 0.05)
    assert f"4 under 0,05 var för sig, men {discoveries} i listan" in example(answer, "Många")


@pytest.mark.parametrize(("n", "expected"), [(10, 82.8), (30, 86.1), (100, 90.5), (1000, 94.4)])
def test_what_lies_far_out_is_expected_nearer(n: int, expected: float) -> None:
    assert 100 * uncertainty.expected_next(0.95, 0.80, 0.06, n) == pytest.approx(expected, abs=0.05)
    assert uncertainty.expected_next(0.80, 0.80, 0.06, n) == 0.80


def test_the_coverage_said_is_that_of_z(answer: Answer) -> None:
    assert "intervall på 95 procent" in words_of(answer)
    assert "Gränsen är 99,8 procent: en av 500" in words_of(answer)


def test_every_kind_of_underlag_is_told() -> None:
    assert list(sa_raknar_vi.rests_on().values()) == list(underlag.RESTS_ON.values())


def test_no_limit_is_typed_in_the_text() -> None:
    """No limit of the rule or of the domain stands as a figure in a sentence; the examples' own numbers may."""
    tree = ast.parse(Path(sa_raknar_vi.__file__).read_text("utf-8"))
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    limits = {RULE.fewest_for_signal, RULE.fewest_for_plain, RULE.fewest_kommuner, RULE.percent, counting.FEWEST}
    typed = [string for string in strings for number in re.findall(r"färre än (\d+)", string) if int(number) in limits]
    assert typed == []
