"""Limits around a centre: against published vectors, a slow twin, and what they hold in simulated years."""

from __future__ import annotations

import json
from itertools import accumulate
from math import comb, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ojdash.domain.funnel import Z998, Funnel, between, exact_limit, funnel, normal_limits
from ojdash.domain.signal import RULE
from ojdash.domain.uncertainty import Z95

Z = {0.95: Z95, 0.998: Z998}

# centre, n, level, lower, upper: the table of PHEindicatormethods' funnel of preterm births (GPL-3; numbers only)
PHE = 0.8064244785714955
RESTATED = [
    *([PHE, 2, 0.95, 0.25885383, 1], [PHE, 10, 0.95, 0.56154344, 1], [PHE, 75, 0.95, 0.71700657, 0.89584239]),
    *([PHE, 75, 0.998, 0.66544121, 0.94740774], [PHE, 1699, 0.95, 0.78763743, 0.82521152]),
]
_SHARED = Path(__file__).parents[3] / "shared" / "oracle_vectors.json"
VECTORS = json.loads(_SHARED.read_text("utf-8"))["funnel"] if _SHARED.exists() else []

ANSWERS, YES = np.array([20, 50, 100, 200, 400.0]), np.array([10, 44, 70, 170, 310.0])


@pytest.mark.parametrize(("centre", "n", "level", "low", "high"), [*RESTATED, *VECTORS])
def test_without_spread_the_limits_are_the_published_ones(
    centre: float, n: int, level: float, low: float, high: float
) -> None:
    assert np.clip(normal_limits(centre, n, 0, Z[level]), 0, 1) == pytest.approx((low, high), abs=1e-7)


@pytest.mark.parametrize(
    ("centre", "n", "share", "at_95", "at_998"),
    [  # Fingertips, SPC for proportions: percent
        (8.96110869, 5930, 7.70657673, -1, -1),
        (8.96110869, 2273, 9.89881, 0, 0),
        (8.96110869, 1972, 12.474645, 1, 1),
        (12.83795469, 1339, 10.978342, -1, 0),
        (12.83795469, 899, 15.906563, 1, 0),
    ],
)
def test_fingertips_calls_the_same_shares_higher_and_lower(
    centre: float, n: int, share: float, at_95: int, at_998: int
) -> None:
    of_chance = Funnel(centre / 100, 0, 290, RULE)
    assert of_chance.beside(share / 100, n, Z95) == at_95
    assert of_chance.beside(share / 100, n) == at_998


def test_the_spread_between_kommuner_is_that_of_the_published_vector() -> None:
    centre = YES.sum() / ANSWERS.sum()
    assert centre == pytest.approx(0.784416, abs=1e-6)
    assert between(YES / ANSWERS, ANSWERS, centre, winsorised=0) == pytest.approx(0.006092, abs=1e-6)


@pytest.mark.parametrize(
    ("n", "low", "high"), [(10, 0.47051, 0.97672), (30, 0.63206, 0.91899), (100, 0.71352, 0.87026)]
)
def test_the_exact_limits_are_those_worked_out(n: int, low: float, high: float) -> None:
    ends = [exact_limit(0.8, np.array([n]), probability)[0] for probability in (0.025, 0.975)]
    assert ends == pytest.approx((low, high), abs=5e-6)


@given(
    st.floats(0.01, 0.99), st.integers(1, 60), st.sampled_from([0.001, 0.025, 0.975, 0.999])
)  # fmt: skip
def test_the_exact_limits_are_those_of_counting_every_outcome(centre: float, n: int, probability: float) -> None:
    parts = [comb(n, r) * centre**r * (1 - centre) ** (n - r) for r in range(n + 1)]
    sums = list(accumulate(parts))
    r = next((r for r, reached in enumerate(sums) if reached >= probability), n)
    assume(all(abs(reached - probability) > 1e-9 for reached in sums))
    expected = (r - (sums[r] - probability) / parts[r]) / n
    assert exact_limit(centre, np.array([n]), probability)[0] == pytest.approx(expected, abs=1e-7)


shares_of = st.lists(
    st.integers(5, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=20, max_size=60
)


@settings(max_examples=40)
@given(shares_of)
def test_the_spread_is_that_of_a_slow_twin(counts: list[tuple[int, int]]) -> None:
    centre = sum(x for x, _ in counts) / sum(n for _, n in counts)
    assume(0 < centre < 1)
    scores = sorted((x / n - centre) / sqrt(centre * (1 - centre) / n) for x, n in counts)
    ends = []
    for part in (0.1, 0.9):  # Hyndman and Fan's type 7
        place = part * (len(scores) - 1)
        at = int(place)
        after = min(at + 1, len(scores) - 1)
        ends.append(scores[at] + (place - at) * (scores[after] - scores[at]))
    phi = sum(min(max(score, ends[0]), ends[1]) ** 2 for score in scores) / len(scores)
    weights = [n / (centre * (1 - centre)) for _, n in counts]
    freedom = sum(weights) - sum(weight * weight for weight in weights) / sum(weights)
    expected = max(0.0, (len(scores) * phi - (len(scores) - 1)) / freedom)
    fitted = funnel(np.array([x / n for x, n in counts]), np.array([n for _, n in counts]), RULE)
    assert (fitted.centre, fitted.kommuner) == (pytest.approx(centre), len(counts))
    assert fitted.tau2 == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.01, 0.99), st.floats(0, 0.05), st.integers(30, 5000))
def test_limits_lie_between_nothing_and_all_around_the_centre_and_the_surer_are_the_wider(
    centre: float, tau2: float, n: int
) -> None:
    around = Funnel(centre, tau2, 290, RULE)
    (low95,), (high95,) = around.limits(n, Z95)
    (low, ), (high, ) = around.limits(n)  # fmt: skip
    assert 0 <= low <= low95 <= centre <= high95 <= high <= 1


@pytest.mark.parametrize("n", [30, 49])
def test_below_fifty_answers_the_wider_of_both_limits_counts(n: int) -> None:
    (low,), (high,) = Funnel(0.95, 0, 290, RULE).limits(n)
    normal, exact = (
        normal_limits(0.95, n, 0, Z998),
        [exact_limit(0.95, np.array([n]), tail)[0] for tail in (0.001, 0.999)],
    )
    assert exact[0] < normal[0]  # binomial counts lean towards the middle
    assert (low, high) == pytest.approx((exact[0], min(1, max(normal[1], exact[1]))))
    (wide,), _ = Funnel(0.95, 0.02, 290, RULE).limits(n)
    assert wide == pytest.approx(normal_limits(0.95, n, 0.02, Z998)[0])


@pytest.mark.parametrize("n", [None, 0, 5, 29])
def test_nothing_is_said_of_fewer_than_thirty_answers(n: int | None) -> None:
    around = Funnel(0.8, 0.001, 290, RULE)
    assert around.beside(0.0, n) is None
    assert np.isnan(around.limits(n or np.nan)).all()


@pytest.mark.parametrize(
    ("kommuner", "value", "centre"), [(19, 0.8, None), (20, 0.0, None), (20, 1.0, None), (20, 0.8, 1.0), (20, 0.8, 0.0)]
)
def test_there_is_no_funnel_of_few_kommuner_or_around_none_or_all(
    kommuner: int, value: float, centre: float | None
) -> None:
    assert funnel(np.full(kommuner, value), np.full(kommuner, 100), RULE, centre) is None


def test_values_without_answers_and_those_that_are_no_share_are_left_out() -> None:
    shares = np.array([0.8] * 20 + [0.1, np.nan, 1.2, -0.1, 0.3])
    n = np.array([100.0] * 20 + [np.nan, 100, 100, 100, 0])
    assert funnel(shares, n, RULE) == Funnel(pytest.approx(0.8), 0.0, 20, RULE)


@pytest.mark.parametrize(
    ("spread", "least", "most"),
    [(0, 0.995, 0.9995), (0.05, 0.93, 0.985)],
)
def test_the_limits_hold_what_the_docstring_says(spread: float, least: float, most: float) -> None:
    random = np.random.default_rng(20260101)
    inside = total = 0
    for _ in range(60):
        n = np.exp(random.uniform(np.log(5), np.log(2000), 290)).astype(int)
        strength = 0.8 * 0.2 / spread**2 - 1 if spread else 0
        true, other = (random.beta(0.8 * strength, 0.2 * strength, (2, 290))) if spread else np.full((2, 290), 0.8)
        low, high = funnel(random.binomial(n, true) / n, n, RULE, 0.8).limits(n)
        placed = n >= 30
        share = (random.binomial(n, other) / n)[placed]
        inside += ((low[placed] <= share) & (share <= high[placed])).sum()
        total += placed.sum()
    assert least < inside / total < most
