"""What a reader reckons from the numbers of a sentence comes true, and the figure says the same numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import answers
from ojdash.charts import LIGHT, beside, position
from ojdash.domain.change import change
from ojdash.domain.own import OwnValue, period
from ojdash.domain.question import Question
from ojdash.domain.rounding import spelled
from ojdash.text import changes, jamfor, own, report, report_slides
from tests.charts.drawn import ANDEL, DAGAR, KRONOR, about_one, everyone
from tests.drawing import edition, indikator

NUMBER = r"([−+]?[0-9\u202f]+(?:,[0-9]+)?)"
BESIDE = re.compile(
    rf"Vetlanda: {NUMBER} .*\(2023\)\. Det är "
    rf"(?:(mindre än )?{NUMBER} .*? (fler än|färre än|mer än|mindre än|över|under)|samma som) medianen för "
    rf"länets övriga 12 kommuner(?:, {NUMBER} [^,]*?)?\.(?: |$)"
)
UP = {"fler än", "mer än", "över"}

raw = st.builds(lambda whole, places: whole / 10**places, st.integers(0, 10**6), st.integers(4, 8)).map(
    lambda x: x % 100
)
published = st.integers(0, 100).map(float)


def number(said: str) -> Decimal:
    return Decimal(said.replace("\u202f", "").replace("−", "-").replace(",", "."))


def rounded(found: Decimal, as_said: str) -> Decimal:
    """Half away from zero, to the decimals of another number."""
    return found.quantize(number(as_said), ROUND_HALF_UP)


def of(definition, own: float, others: list[float]):
    """Jämför's answer of the own kommun and the twelve others of its county."""
    all_kommuner = everyone(definition, 13)
    all_kommuner["value"], all_kommuner["missing"] = [own, *others], None
    return about_one("jamfor", definition, {2023: (own, None)}, all_kommuner=all_kommuner)


@pytest.mark.parametrize("definition", [ANDEL, DAGAR, KRONOR], ids=lambda one: one.kind)
@given(st.data())
def test_the_difference_from_the_median_is_what_both_shown_numbers_give(definition, data) -> None:
    value = data.draw(st.sampled_from([raw, published]))
    own, others = data.draw(value), data.draw(st.lists(value, min_size=12, max_size=12))
    answer = of(definition, own, others)
    sentence = jamfor.sentence(answer)
    found = BESIDE.search(sentence)
    assert found, sentence
    mine, less, difference, way, median = found.groups()
    median = median or mine
    real = Decimal(repr(own)) - (sum(map(Decimal, map(repr, sorted(others)[5:7]))) / 2)
    if way is None:
        assert real == 0 and number(mine) == number(median)
    elif less:
        assert abs(number(mine) - number(median)) < number(difference) and 0 < abs(real) < number(difference)
    else:
        between = rounded(number(mine) - number(median), difference)
        assert between == (1 if way in UP else -1) * number(difference), sentence
    assert way is None or (way in UP) == (real > 0)
    drawn = [note["text"] for note in beside(answer, LIGHT).figure["layout"]["annotations"]]
    assert f"Länets övriga 12: median {median}" in drawn and f"<b>{mine}</b>" in drawn
    assert f"Medianen för länets övriga 12 är {median}" in beside(answer, LIGHT).alt


def test_both_are_said_with_one_decimal_more_where_the_published_do_not_give_the_difference() -> None:
    definition = replace(ANDEL, decimals=1)
    assert jamfor.sentence(of(definition, 98.84, [98.66] * 12)).startswith(
        "Vetlanda: 98,84 procent (2023). Det är 0,18 procentenheter mer än medianen för länets övriga 12 kommuner, "
        "98,66 procent."
    )
    answer = of(definition, 98.72, [98.7] * 12)
    assert "Det är mindre än 0,1 procentenheter över medianen för länets övriga 12 kommuner, 98,7 procent." in (
        jamfor.sentence(answer)
    )
    assert jamfor.with_own(answer) == "Med Vetlanda är medianen för länets 13 kommuner 98,7 procent."


@given(raw, raw, st.sampled_from([ANDEL, DAGAR]))
def test_a_change_is_what_its_ends_give(earlier: float, later: float, definition) -> None:
    moved = change(definition, 2022, 2023, earlier, later)
    said = changes.size(definition, moved)
    ends = re.search(rf", från {NUMBER} till {NUMBER} ", said)
    told = re.match(rf"(?:(Upp|Ned) (mindre än )?{NUMBER} .*|Samma värde som) ", said)
    way, less, difference = told.groups()
    shown = (
        [number(end) for end in ends.groups()]
        if ends
        else [Decimal(spelled(end, definition.decimals)) for end in (earlier, later)]
    )
    between = shown[1] - shown[0]
    if way is None:
        assert between == 0 and earlier == later
    elif less:
        assert abs(between) < number(difference) and earlier != later
    else:
        assert rounded(between, difference) == number(difference) * (1 if way == "Upp" else -1)


def test_the_middle_half_and_its_median_are_as_fine_in_the_figure_as_in_a_sentence() -> None:
    answer = about_one("indikator", ANDEL)
    national = answer.national.assign(q1=2.0, median=2.5, q3=3.25, lowest=0.0, highest=9.0)
    drawn = position(replace(answer, national=national), LIGHT)
    texts = [note["text"] for note in drawn.figure["layout"]["annotations"]]
    assert "Alla kommuner: median 2,5" in texts and "Mellersta hälften 2 till 3" in texts
    assert "Mellersta hälften ligger mellan 2 och 3, medianen för alla kommuner är 2,5." in drawn.alt


def test_the_row_of_a_report_can_be_reckoned_from_its_cells(tmp_path) -> None:
    store = edition(tmp_path, "AO 2022 2023\n1440 66.4 71.6\n1460 66 71.4\n1480 60 65", indikator("AO"))
    found = answers.county_report(store, answers.settle(store, Question("lansrapport", "1440", "lss"))[0])
    (finding,) = found.findings
    cells = [
        (report.value(finding, one), report.earlier(finding, one), report.moved(finding, one)) for one in finding.places
    ]
    assert sorted(cells) == [
        ("65 procent", "60\u202f%", "+5"),
        ("71 procent", "66\u202f%", "+5"),
        ("71,6 procent", "66,4\u202f%", "+5"),
    ]


def test_an_own_figure_has_a_decimal_more_where_it_is_finer_than_published() -> None:
    said = [own.value(ANDEL, OwnValue("1440", period("2024"), found)) for found in (72.0, 72.5, 72.345)]
    assert said == ["72 procent", "72,5 procent", "72,3 procent"]


@pytest.mark.parametrize(("low", "high", "said"), [(10, 20, "10–20"), (0, 0.3, "0,0–0,3"), (0.02, 0.05, "0,02–0,05")])
def test_the_ends_of_an_interval_never_look_alike(low: float, high: float, said: str) -> None:
    assert report_slides.span(SimpleNamespace(indikator=ANDEL), low, high) == said
