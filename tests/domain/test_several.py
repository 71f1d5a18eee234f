"""Lists of changes: which hold among all that are tried, against scipy, statsmodels and simulated years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from ojdash.domain.change import Change, change
from ojdash.domain.several import FALSE_DISCOVERIES, discoveries, in_list, p_values
from tests.drawing import indikator

SHARE = indikator("AO", "andel")

counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
pairs = st.lists(st.tuples(counts, counts), min_size=1, max_size=30)


def p_of(drawn: list[tuple[tuple[int, int], tuple[int, int]]]) -> np.ndarray:
    (x1, n1), (x2, n2) = np.array(drawn, dtype=float).transpose(1, 2, 0)
    return p_values(x1 / n1, n1, x2 / n2, n2)


@settings(max_examples=50)
@given(counts, counts)
def test_at_its_p_value_newcombes_interval_just_holds_no_change(earlier: tuple, later: tuple) -> None:
    (p,) = p_of([(earlier, later)])
    if earlier[0] * later[1] == later[0] * earlier[1]:
        assert p == pytest.approx(1)
        return

    def nearest_to_none(alpha: float) -> float:
        low, high = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff", alpha=alpha)
        return low if low + high > 0 else -high

    if nearest_to_none(1e-12) > 0:
        assert p < 1e-12
    else:
        assert p == pytest.approx(brentq(nearest_to_none, 1e-12, 1 - 1e-12, xtol=1e-14), rel=1e-6, abs=1e-9)


@settings(max_examples=30)
@given(pairs)
def test_a_p_value_is_below_5_percent_exactly_where_the_change_is_secured_alone(drawn: list) -> None:
    for (earlier, later), p in zip(drawn, p_of(drawn).tolist(), strict=True):
        ends = (100 * x / n for x, n in (earlier, later))
        alone = change(SHARE, 2022, 2023, *ends, earlier[1], later[1])
        near = min(abs(alone.low), abs(alone.high)) < 1e-9
        assert near or (p < 0.05) is alone.is_secured


@given(st.lists(st.floats(0, 1), max_size=60))
def test_what_holds_is_what_statsmodels_says_holds(p: list[float]) -> None:
    expected = multipletests(p, FALSE_DISCOVERIES, method="fdr_bh")[0].tolist() if p else []
    assert discoveries(np.array(p)).tolist() == expected


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_what_holds_is_what_stepping_up_a_ladder_finds(p: list[float]) -> None:
    steps = [FALSE_DISCOVERIES * (at + 1) / len(p) for at in range(len(p))]
    reached = [value for value, step in zip(sorted(p), steps, strict=True) if value <= step * (1 + 1e-12)]
    limit = max(reached, default=-1.0)
    assert discoveries(np.array(p)).tolist() == [value <= limit for value in p]


def listed(*ends: tuple[float, float, float | None, float | None]) -> list[Change]:
    return in_list([change(SHARE, 2022, 2023, *pair) for pair in ends])


BARELY = (80, 66, 100, 100)  # secured alone: p is some 0.026
CLEAR = (80, 40, 200, 200)
NOTHING = (80, 79, 100, 100)
WITHOUT_N = (80, 40, None, 200)


def test_a_change_that_stands_alone_in_its_list_keeps_its_verdict() -> None:
    assert [moved.in_list for moved in listed(BARELY)] == [True]
    assert [moved.in_list for moved in listed(NOTHING)] == [False]


def test_one_that_is_barely_secured_is_not_so_among_many() -> None:
    changes = listed(BARELY, *[NOTHING] * 37)
    assert (changes[0].verdict, changes[0].in_list, changes[0].tested) == ("minskning", False, 38)
    assert (changes[0].is_secured, changes[0].is_alone, changes[0].holds) == (True, True, False)
    assert change(SHARE, 2022, 2023, *BARELY).holds  # alone


def test_one_that_is_clear_holds_among_many_and_helps_the_next() -> None:
    changes = listed(CLEAR, BARELY, *[NOTHING] * 36)
    assert [moved.in_list for moved in changes[:3]] == [True, False, False]
    assert [moved.in_list for moved in listed(*[CLEAR] * 20, BARELY, *[NOTHING] * 17)[:21]] == [True] * 21


def test_what_is_not_tested_is_neither_counted_nor_judged() -> None:
    tested = listed(BARELY, WITHOUT_N)
    assert [moved.in_list for moved in tested] == [True, None]
    assert [moved.is_alone for moved in tested] == [False, False]
    assert listed() == []
    assert listed(WITHOUT_N)[0].in_list is None


@settings(max_examples=30)
@given(pairs)
def test_a_list_never_secures_what_is_not_secured_alone_and_changes_nothing_else(drawn: list) -> None:
    ends = [(100 * x1 / n1, 100 * x2 / n2, n1, n2) for (x1, n1), (x2, n2) in drawn]
    alone = [change(SHARE, 2022, 2023, *pair) for pair in ends]
    together = in_list(alone)
    assert all(moved.is_secured or not moved.in_list for moved in together)
    assert [replace(moved, in_list=None, tested=None) for moved in together] == alone


@pytest.mark.parametrize(("really_changed", "most"), [(0, 0.065), (10, 0.055)])
def test_of_what_a_list_secures_at_most_a_twentieth_is_chance_on_average(really_changed: int, most: float) -> None:
    random = np.random.default_rng(20260101)
    false, certain = [], 0
    for _ in range(300):
        n = random.integers(30, 301, (2, 40))
        true = np.full((2, 40), 0.8)
        true[1, :really_changed] -= 0.15
        earlier, later = random.binomial(n, true) / n
        secured = discoveries(p_values(earlier, n[0], later, n[1]))
        false.append(secured[really_changed:].sum() / max(1, secured.sum()))
        certain += secured[:really_changed].sum()
    assert np.mean(false) < most
    assert certain >= 300 * really_changed / 3  # some five of ten are found
