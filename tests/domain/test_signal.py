"""Where a value lies among all kommuner: the rule, its limits, and a slow twin of its Swedish sentences."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from ojdash.domain.rounding import rounded_all
from ojdash.domain.signal import RULE, RULES, positions
from ojdash.text.words import number

LETTERS = {"H": "hog", "L": "lag", "M": "mellan", "-": "ej_indelad"}

values_of_a_year = st.lists(st.integers(0, 40).map(float) | st.floats(0, 100), min_size=20, max_size=80)
tied_values = st.lists(st.integers(0, 8).map(float), min_size=20, max_size=60)


def signals(values: list[float], decimals: int = 0, **more: object) -> list[str | None]:
    return list(positions(np.array(values, dtype=float), decimals, **more).signal)


def slow_signals(values: list[float]) -> list[str]:
    """The rule as it is said: no arithmetic but counting."""
    total = len(values)
    most_alike = max(values.count(value) for value in values)
    if total < 20 or most_alike > total / 2 or len(set(values)) < 4:
        return ["ej_indelad"] * total
    out = []
    for value in values:
        as_high_or_higher = len([other for other in values if other >= value])
        as_low_or_lower = len([other for other in values if other <= value])
        if as_high_or_higher / total <= 0.25:
            out.append("hog")  # bland de 25 procent med högst värde
        elif as_low_or_lower / total <= 0.25:
            out.append("lag")  # bland de 25 procent med lägst värde
        else:
            out.append("mellan")
    return out


def slow_ties(values: list[float]) -> list[int]:
    """ "Delar värdet med k kommuner vid gränsen": with the kommuner of the same value the quarter would be more than
    full, without them it is not yet full."""
    total = len(values)
    if slow_signals(values)[0] == "ej_indelad":
        return [0] * total
    out = []
    for value in values:
        same = values.count(value)
        higher, lower = sum(other > value for other in values), sum(other < value for other in values)
        parted = [beyond / total < 0.25 < (beyond + same) / total for beyond in (higher, lower)]
        out.append(same - 1 if any(parted) else 0)
    return out


# --- the rule's own vectors, each value held by many kommuner so that they are enough to divide -----------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "LLMMMMHH"),
        ([1, 1, 1, 1, 5, 6, 7, 8], "MMMMMMHH"),
        ([1, 2, 3, 4, 5, 100, 100, 100], "LLMMMMMM"),
        ([5] * 8, "--------"),
    ],
)
@pytest.mark.parametrize("times", [3, 7, 36])
def test_the_rules_vectors_hold_whatever_the_number_of_kommuner(values: list, expected: str, times: int) -> None:
    assert signals(values * times) == [LETTERS[letter] for letter in expected] * times


def test_290_different_values_give_72_low_146_in_the_middle_and_72_high() -> None:
    levels = signals(list(range(290)))
    assert levels == ["lag"] * 72 + ["mellan"] * 146 + ["hog"] * 72


def test_85_percent_at_100_are_never_both_high_and_low_but_not_divided() -> None:
    assert set(signals([100] * 85 + list(range(15)))) == {"ej_indelad"}


def test_thirty_percent_at_100_are_in_the_middle_since_they_are_more_than_a_quarter() -> None:
    levels = signals([100.0] * 30 + list(range(70)))
    assert levels[:30] == ["mellan"] * 30
    assert levels.count("hog") == 0
    assert levels.count("lag") == 25


# --- limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kommuner", "divided"), [(19, False), (20, True)])
def test_fewer_than_20_kommuner_are_not_divided(kommuner: int, divided: bool) -> None:
    assert ("hog" in signals(list(range(kommuner)))) is divided


@pytest.mark.parametrize(("alike", "divided"), [(20, True), (21, False)])
def test_more_than_half_alike_are_not_divided(alike: int, divided: bool) -> None:
    assert ("hog" in signals([0] * alike + list(range(1, 41 - alike)))) is divided


@pytest.mark.parametrize(("values", "divided"), [([0, 1, 2] * 10, False), ([0, 1, 2, 3] * 10, True)])
def test_fewer_than_four_different_values_are_not_divided(values: list, divided: bool) -> None:
    assert ("hog" in signals(values)) is divided


@pytest.mark.parametrize(("n", "expected"), [(5, "for_fa_svar"), (29, "for_fa_svar"), (30, "hog"), (np.nan, "hog")])
def test_fewer_than_30_answers_give_no_signal_and_an_unknown_number_does(n: float, expected: str) -> None:
    answers = np.full(40, 1000.0)
    answers[39] = n
    assert signals(list(range(40)), n=answers)[39] == expected


@given(values_of_a_year, st.data())
def test_values_of_few_answers_count_in_no_quarter(values: list[float], data: st.DataObject) -> None:
    each = st.sampled_from([5.0, 29.0, 30.0, 400.0, np.nan])
    answers = np.array(data.draw(st.lists(each, min_size=len(values), max_size=len(values))))
    placed = positions(np.array(values), 1, answers)
    takes_part = ~(answers < 30)
    alone = positions(np.array(values)[takes_part], 1)
    assert placed.kommuner == alone.kommuner == takes_part.sum()
    for name in ("signal", "percentile", "ties"):
        assert list(getattr(placed, name)[takes_part]) == list(getattr(alone, name))
    assert set(placed.signal[~takes_part]) <= {"for_fa_svar"}
    assert np.isnan(placed.percentile[~takes_part]).all()
    assert not placed.ties[~takes_part].any()


def test_the_ends_are_not_full_of_those_with_few_answers() -> None:
    values = np.array([*np.linspace(0, 9, 10), *np.linspace(40, 60, 40), *np.linspace(91, 100, 10)])
    answers = np.where((values < 10) | (values > 90), 12.0, 400.0)
    placed = positions(values, 1, answers)
    assert [int((placed.signal == signal).sum()) for signal in ("hog", "lag", "for_fa_svar")] == [10, 10, 20]
    assert set(values[placed.signal == "hog"]) == set(np.linspace(40, 60, 40)[-10:])


@pytest.mark.parametrize(
    ("n", "few", "unsure"),
    [
        *((unknown, False, False) for unknown in (None, np.nan, pd.NA)),
        *((29, True, True), (30, False, True), (99, False, True), (100, False, False)),
    ],
)
def test_few_and_unsure_are_said_of_a_known_number_only(n: object, few: bool, unsure: bool) -> None:
    assert (RULE.few(n), RULE.unsure(n)) == (few, unsure)


def test_the_rules_are_numbered_and_none_that_was_published_with_changes() -> None:
    assert [rule.version for rule in RULES.values()] == list(RULES) == list(range(1, len(RULES) + 1))
    limits = {"fewest_answers": 5, "fewest_for_signal": 30, "fewest_for_plain": 100, "fewest_kommuner": 20}
    limits |= {"fewest_distinct": 4, "parts": 4}
    assert asdict(RULES[1]) == {"version": 1, "few_take_part": True} | limits
    assert asdict(RULES[2]) == {"version": 2, "few_take_part": False} | limits
    assert {version: rule.withholds_persons for version, rule in RULES.items()} == {1: False, 2: True}


def test_of_three_different_values_nobody_has_a_level_and_of_four_the_ends_have() -> None:
    three = positions(np.repeat([1.0, 2.0, 3.0], [6, 9, 6]), 0)
    four = positions(np.repeat([1.0, 2.0, 3.0, 4.0], [5, 6, 6, 5]), 0)
    assert set(three.signal) == {"ej_indelad"}
    assert four.signal.tolist() == ["lag"] * 5 + ["mellan"] * 12 + ["hog"] * 5


def test_few_answers_are_said_even_where_kommuner_are_not_divided() -> None:
    assert signals([1, 2, np.nan], n=np.array([10, 100, 10])) == ["for_fa_svar", "ej_indelad", None]


def test_a_missing_value_has_no_signal_no_percentile_and_does_not_count() -> None:
    placed = positions(np.array([*range(20), np.nan]), 0)
    assert (placed.signal[20], placed.ties[20], placed.kommuner) == (None, 0, 20)
    assert np.isnan(placed.percentile[20])


def test_nothing_but_missing_values_is_an_answer_too() -> None:
    placed = positions(np.array([np.nan, np.nan]), 0)
    assert (list(placed.signal), placed.kommuner) == ([None, None], 0)
    assert positions(np.array([]), 0).kommuner == 0


def test_values_are_rounded_as_published_before_they_are_compared() -> None:
    values = [*range(30), 30.4, 30.6, 29.6]
    levels, rounded = signals(values, 0), signals([round(value) for value in values], 0)
    assert levels == rounded
    assert levels[30] == levels[32] == "hog"
    assert positions(np.array([0.14, 0.12]), 1).percentile.tolist() == [50, 50]


@given(st.lists(st.integers(0, 8000).map(lambda whole: whole / 200), min_size=20, max_size=80), st.integers(0, 2))
@example([4.65, *(4.65 + place / 10 for place in range(22)), 4.7], 1)  # both are shown as 4,7
def test_values_that_are_shown_alike_have_the_same_level(values: list[float], decimals: int) -> None:
    levels: dict[str, set[str | None]] = {}
    for value, level in zip(values, signals(values, decimals), strict=True):
        levels.setdefault(number(value, decimals), set()).add(level)
    assert all(len(alike) == 1 for alike in levels.values())


# --- what holds for any values ----------------------------------------------------------------------------------------


@given(tied_values | values_of_a_year.map(lambda values: [round(value) for value in values]))
@example([0, 1, 2, 3, 4] * 4)
def test_signals_are_those_of_the_slow_twin(values: list[float]) -> None:
    assert signals(values) == slow_signals(values)


@given(tied_values)
@example([100] * 10 + list(range(20)))
def test_shared_limits_are_those_of_the_slow_twin(values: list[float]) -> None:
    assert positions(np.array(values), 0).ties.tolist() == slow_ties(values)


def test_a_kommun_at_a_shared_limit_is_told_how_many_others_share_it() -> None:
    values = [*range(24), *[50] * 4, 97, 98, 99, 100]  # 32 kommuner: a quarter is 8, and 4 + 4 of them are 8
    assert positions(np.array(values), 0).ties[24] == 0
    values = [*range(22), *[50] * 6, 97, 98, 99, 100]  # the six would make the quarter ten
    assert positions(np.array(values), 0).ties[22:].tolist() == [5] * 6 + [0] * 4


@given(values_of_a_year)
def test_high_is_literally_among_the_25_percent_with_highest_values(values: list[float]) -> None:
    placed = positions(np.array(values), 1)
    for signal, beats in (("hog", np.greater_equal), ("lag", np.less_equal)):
        chosen = placed.signal == signal
        assert 4 * chosen.sum() <= len(values)
        for value in rounded_all(np.array(values), 1)[chosen]:
            assert 4 * beats(rounded_all(np.array(values), 1), value).sum() <= len(values)


@given(values_of_a_year)
def test_equal_values_have_equal_signals_percentiles_and_ties(values: list[float]) -> None:
    placed = positions(np.array(values), 1)
    of_value = {}
    for value, *its in zip(
        rounded_all(np.array(values), 1), placed.signal, placed.percentile, placed.ties, strict=True
    ):
        assert of_value.setdefault(value, its) == its


@given(values_of_a_year, st.randoms(use_true_random=False))
def test_the_order_of_kommuner_does_not_matter(values: list[float], random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    straight, shuffled = positions(np.array(values), 1), positions(np.array(values)[order], 1)
    assert list(straight.signal[order]) == list(shuffled.signal)
    assert straight.percentile[order].tolist() == shuffled.percentile.tolist()


@given(tied_values)
def test_the_percentile_is_scipys_mean_of_strict_and_weak(values: list[float]) -> None:
    expected = [percentileofscore(values, value, kind="mean") for value in values]
    assert positions(np.array(values), 0).percentile == pytest.approx(expected)


def test_the_percentile_of_a_shared_value_is_the_middle_of_its_places() -> None:
    assert positions(np.array([1, 2, 3, 3, 4]), 0).percentile.tolist() == [10, 30, 60, 60, 90]
