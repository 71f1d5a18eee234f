"""Intervals of shares against published vectors and statsmodels.

The vectors name Byar's interval of counts too; it is not built, because nothing on a screen uses it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ojdash.domain.uncertainty import Z95, newcombe, wilson

Z = {0.95: Z95, 0.998: 3.090232306167813}

# x, n, level, low, high; x2, n2, x1, n1, low, high of x2/n2 - x1/n1
RESTATED = {
    "wilson": [
        *([65, 100, 0.95, 0.552544433, 0.736357518], [65, 100, 0.998, 0.495494657, 0.778354061]),
        *([1045, 5000, 0.95, 0.197955499, 0.220491304], [81, 263, 0.95, 0.2553, 0.3662]),
        *([0, 20, 0.95, 0, 0.1611], [1, 29, 0.95, 0.0061, 0.1718], [5, 5, 0.95, 0.5655, 1]),
    ],
    "newcombe": [
        *([56, 70, 48, 80, 0.0524, 0.3339], [9, 10, 3, 10, 0.1705, 0.809], [6, 7, 2, 7, 0.0582, 0.8062]),
        *([5, 56, 0, 29, -0.0381, 0.1926], [0, 10, 0, 20, -0.1611, 0.2775], [10, 10, 0, 20, 0.6791, 1]),
    ],
}
_SHARED = Path(__file__).parents[3] / "shared" / "oracle_vectors.json"
VECTORS = json.loads(_SHARED.read_text("utf-8")) if _SHARED.exists() else RESTATED

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def close(expected: tuple[float, float]) -> object:
    return pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(("x", "n", "level", "low", "high"), [*VECTORS["wilson"], *RESTATED["wilson"]])
def test_wilson_gives_the_published_intervals(x: int, n: int, level: float, low: float, high: float) -> None:
    assert wilson(x / n, n, Z[level]) == close((low, high))


@pytest.mark.parametrize(("x2", "n2", "x1", "n1", "low", "high"), [*VECTORS["newcombe"], *RESTATED["newcombe"]])
def test_newcombe_gives_the_published_intervals(x2: int, n2: int, x1: int, n1: int, low: float, high: float) -> None:
    assert newcombe(x1 / n1, n1, x2 / n2, n2) == close((low, high))


@given(counts)
def test_wilson_is_that_of_statsmodels_and_holds_the_share(count: tuple[int, int]) -> None:
    x, n = count
    low, high = wilson(x / n, n)
    assert (low, high) == pytest.approx(proportion_confint(x, n, method="wilson"), abs=1e-9)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1


@given(counts, counts)
def test_newcombe_is_that_of_statsmodels(earlier: tuple[int, int], later: tuple[int, int]) -> None:
    expected = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff")
    assert newcombe(earlier[0] / earlier[1], earlier[1], later[0] / later[1], later[1]) == pytest.approx(
        expected, abs=1e-9
    )


@given(counts, counts)
def test_the_same_change_backwards_has_the_mirrored_interval(one: tuple[int, int], other: tuple[int, int]) -> None:
    there = newcombe(one[0] / one[1], one[1], other[0] / other[1], other[1])
    back = newcombe(other[0] / other[1], other[1], one[0] / one[1], one[1])
    assert there == pytest.approx((-back[1], -back[0]))


def test_five_of_five_is_not_taken_for_certainty() -> None:
    assert wilson(1, 5) == close((0.5655, 1))
