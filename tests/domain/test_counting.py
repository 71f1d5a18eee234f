"""A change told by counting: who is of like size, how many changed as much, and how often chance looks unusual."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from math import isnan, log, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ojdash import catalogue
from ojdash.domain import counting
from ojdash.domain.change import change
from ojdash.domain.counting import Counts, Steps
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.rounding import rounded
from tests.drawing import indikator

SHARE = indikator("AO", "andel")
TENTH = indikator("TI", "dagar", decimals=1)
INVANARE = np.array(list(catalogue.invanare().values()))
NEAREST = counting.nearest(INVANARE)


def slow_nearest(invanare: list[int]) -> list[list[int]]:
    """One kommun at a time, by the distance between logarithms."""
    everyone = range(len(invanare))
    rows = []
    for own in everyone:
        others = [other for other in everyone if other != own]
        # Logarithms of equal ratios may differ in the last digits, so they are compared at twelve.
        others.sort(key=lambda other: (round(abs(log(invanare[own]) - log(invanare[other])), 12), other))
        rows.append(others[: len(others) // 3])
    return rows


def slow_counts(earlier: list[float], later: list[float], decimals: int, others: list[list[int]], own: int) -> Counts:
    """One kommun at a time, one difference at a time, in decimals."""
    size = {
        place: abs(rounded(float(Decimal(repr(after)) - Decimal(repr(before))), decimals))
        for place, (before, after) in enumerate(zip(earlier, later, strict=True))
        if not isnan(before) and not isnan(after)
    }
    known = [place for place in others[own] if place in size]
    return Counts(len(known), sum(size[place] >= size[own] for place in known))


# --- who is of like size ----------------------------------------------------------------------------------------------


def test_a_third_of_all_others_are_of_like_size_and_the_kommun_is_not() -> None:
    assert NEAREST.shape == (290, 96)
    assert all(own not in others for own, others in enumerate(NEAREST.tolist()))


def test_near_is_by_ratio_and_of_two_as_near_the_earlier() -> None:
    assert counting.nearest(np.array([100, 200, 50, 1000, 100, 99, 101])).tolist()[0] == [4, 6]
    assert counting.nearest(np.array([100, 200, 50, 1000])).tolist() == [[1], [0], [0], [1]]


def test_they_are_those_found_one_by_one() -> None:
    assert NEAREST.tolist() == slow_nearest(INVANARE.tolist())


@pytest.mark.parametrize("kommuner", [0, 1, 2, 3])
def test_with_hardly_any_kommuner_nobody_is_of_like_size(kommuner: int) -> None:
    assert counting.nearest(INVANARE[:kommuner]).shape == (kommuner, 0)


# --- how many changed as much -----------------------------------------------------------------------------------------


def test_sizes_have_no_sign_and_are_those_shown() -> None:
    earlier, later = np.array([50, 50, 50.0, 3.2, nan, 1]), np.array([45, 55.4, 55.5, 3.3, 3, nan])
    assert counting.sizes(earlier, later, 0).tolist()[:4] == [5, 5, 6, 0]
    assert counting.sizes(earlier, later, 1).tolist()[:4] == [5, 5.4, 5.5, 0.1]
    assert np.isnan(counting.sizes(earlier, later, 0)[4:]).all()


@given(
    arrays.arrays(float, (2, 40), elements=st.floats(-1000, 1000).map(lambda value: round(value, 2)) | st.just(nan)),
    st.integers(0, 2),
)
def test_the_counts_are_those_counted_one_by_one(values: np.ndarray, decimals: int) -> None:
    earlier, later = values
    others = counting.nearest(INVANARE[:40])
    size = counting.sizes(earlier, later, decimals)
    whose = np.flatnonzero(~np.isnan(size))
    counted, at_least = counting.among(size, others, whose)
    expected = [slow_counts(earlier.tolist(), later.tolist(), decimals, others.tolist(), own) for own in whose]
    assert list(map(Counts, counted.tolist(), at_least.tolist())) == expected


@given(arrays.arrays(float, 60, elements=st.floats(0, 100)))
def test_of_two_of_like_size_who_changed_more_has_no_more_at_least_as_much(size: np.ndarray) -> None:
    others = np.tile(np.arange(20, 60), (20, 1))  # the same others for all
    _, at_least = counting.among(size, others, np.arange(20))
    assert (np.diff(at_least[np.argsort(size[:20], kind="stable")]) <= 0).all()


@pytest.mark.parametrize(
    ("counted", "at_least", "verdict"),
    [
        (93, 31, "vanlig"),
        (96, 4, "ovanlig"),  # 20 * 4 = 80
        (96, 5, "vanlig"),
        (40, 2, "ovanlig"),  # a twentieth, exactly
        (39, 2, "vanlig"),
        (30, 1, "ovanlig"),
        (30, 0, "ovanlig"),
        (29, 0, "kan_inte_provas"),
        (0, 0, "kan_inte_provas"),
    ],
)
def test_unusual_is_at_most_a_twentieth_of_thirty_or_more(counted: int, at_least: int, verdict: str) -> None:
    assert Counts(counted, at_least).verdict == verdict
    moved = change(SHARE, 2023, 2024, 60, 65, counts=Counts(counted, at_least))
    assert (moved.verdict, moved.is_secured) == (verdict, False)


@pytest.mark.parametrize(("counted", "at_least"), [(None, 3), (3, None), (nan, nan), (-1, -1), (-1, 3), (3, -1)])
def test_unknown_counts_are_none(counted: float | None, at_least: float | None) -> None:
    assert counting.counts(counted, at_least) is None


def test_nobody_to_count_among_is_known_too() -> None:
    assert counting.counts(0.0, 0.0) == Counts(0, 0)


@pytest.mark.parametrize(
    ("definition", "n", "verdict"),
    [
        (SHARE, 500, "okning"),  # n is known: Newcombe's interval tells it
        (SHARE, None, "ovanlig"),
        (indikator("DA", "dagar"), 500, "ovanlig"),
        (indikator("JA", "ja_nej"), None, "kan_inte_provas"),
        (indikator("KA", "kategori", codes={"0": "nej", "1": "ja"}), None, "kan_inte_provas"),
        (indikator("BR", breaks=(Brott(2024, "Ny fråga."),)), None, "brott"),
    ],
)
def test_only_quantities_without_an_interval_are_told_by_counting(definition, n: int | None, verdict: str) -> None:
    values = (0, 1) if definition.is_coded else (60, 80)
    moved = change(definition, 2023, 2024, *values, n, n, Counts(90, 1))
    assert moved.verdict == verdict
    assert (moved.counts is not None) is (verdict == "ovanlig")


# --- its own steps before ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "values", "until", "steps"),
    [
        (SHARE, [50, 51, 47, 49], 2023, Steps(1, 4, 2020, 3)),
        (SHARE, [50, 51, 47, 49], 2022, Steps(1, 4, 2020, 2)),
        (SHARE, [50, 51, 47, 49], 2021, None),  # of one step no span is told
        (SHARE, [50, None, 47, 49], 2023, Steps(2, 3, 2020, 2)),
        (SHARE, [50, nan, 50, 50], 2023, Steps(0, 0, 2020, 2)),
        (TENTH, [3.2, 3.3, 3.7, 3.7], 2023, Steps(0, 0.4, 2020, 3)),
        (indikator("BR", breaks=(Brott(2021, "Ny fråga."),)), [0, 51, 47, 49], 2023, Steps(2, 4, 2021, 2)),
        (indikator("JA", "ja_nej"), [0, 1, 0, 1], 2023, None),
        (SHARE, [None, None, None, None], 2023, None),
    ],
)
def test_the_steps_before_are_from_value_to_value(definition, values: list, until: int, steps: Steps | None) -> None:
    beside = [20, 30, 40, 50]
    kommuner, years = ["0680"] * 4 + ["0685"] * 4 + ["1440"] * 4, [*range(2020, 2024)] * 3
    assert counting.steps(definition, kommuner, years, [*beside, *values, *beside], until).get("0685") == steps


def slow_steps(definition: Indikator, years: list[int], values: list[float], until: int) -> Steps | None:
    """One kommun, one pair of measurements at a time, in decimals."""
    known = [(year, value) for year, value in zip(years, values, strict=True) if year <= until and not isnan(value)]
    known = [(year, value) for year, value in known if not definition.break_between(year, until)]
    moved = [
        abs(rounded(float(Decimal(repr(after)) - Decimal(repr(before))), definition.decimals))
        for (_, before), (_, after) in pairwise(known)
    ]
    return Steps(min(moved), max(moved), known[0][0], len(moved)) if len(moved) >= counting.FEWEST_STEPS else None


@given(
    arrays.arrays(float, (4, 6), elements=st.floats(-99, 99).map(lambda value: round(value, 2)) | st.just(nan)),
    st.integers(2018, 2025),
    st.sets(st.integers(2018, 2025), max_size=2),
    st.integers(0, 2),
)
def test_the_steps_of_many_are_those_of_each_alone(
    values: np.ndarray, until: int, breaks: set[int], decimals: int
) -> None:
    definition = indikator("X", decimals=decimals, breaks=tuple(Brott(year, "Ny.") for year in sorted(breaks)))
    years, kommuner = [*range(2019, 2025)], ["0001", "0002", "0003", "0004"]
    rows = np.repeat(kommuner, 6).astype(object), years * 4, values.ravel()
    each = {kod: slow_steps(definition, years, its, until) for kod, its in zip(kommuner, values.tolist(), strict=True)}
    assert counting.steps(definition, *rows, until) == {kod: its for kod, its in each.items() if its}


def test_where_nobody_has_a_value_there_are_no_steps() -> None:
    assert counting.steps(SHARE, [], [], [], 2024) == {}


# --- how often chance alone looks unusual -----------------------------------------------------------------------------

KOMMUNER = len(INVANARE)
SMALLEST, LARGEST = np.argsort(INVANARE)[:29], np.argsort(INVANARE)[-29:]


def unusual(draw: Callable[[np.random.Generator], np.ndarray], decimals: int, years: int = 150) -> np.ndarray:
    """How often each kommun is `ovanlig` where two years' values are drawn alike, in percent."""
    rng = np.random.default_rng(20260101)
    often = np.zeros(KOMMUNER)
    for _ in range(years):
        size = counting.sizes(draw(rng), draw(rng), decimals)
        counted, at_least = counting.among(size, NEAREST, np.arange(KOMMUNER))
        often += [Counts(*pair).verdict == "ovanlig" for pair in zip(counted, at_least, strict=True)]
    return 100 * often / years


@pytest.mark.parametrize(
    ("draw", "decimals", "percent"),
    [
        (lambda rng: rng.normal(50, 5, KOMMUNER), 4, 5.15),  # 5 of 97
        (lambda rng: rng.standard_cauchy(KOMMUNER), 4, 5.15),
        (lambda rng: rng.lognormal(0, 1, KOMMUNER), 4, 5.15),
        (lambda rng: rng.normal(50, 5, KOMMUNER), 0, 4.4),
        (lambda rng: rng.normal(50, 1, KOMMUNER), 0, 2.2),
        (lambda rng: 100 * rng.binomial(60, 0.8, KOMMUNER) / 60, 0, 4.0),
        (lambda rng: rng.poisson(3, KOMMUNER).astype(float), 0, 3.4),
    ],
)
def test_chance_alone_is_unusual_one_time_in_twenty_or_less(draw: Callable, decimals: int, percent: float) -> None:
    assert unusual(draw, decimals).mean() == pytest.approx(percent, abs=0.4)


def test_where_chance_moves_small_kommuner_more_they_are_unusual_more_often() -> None:
    often = unusual(lambda rng: 10_000 * rng.poisson(INVANARE / 1000) / INVANARE, 1)
    assert often.mean() < 5.2
    assert 10 < often[SMALLEST].mean() < 13.5
    assert often[LARGEST].mean() < 1
