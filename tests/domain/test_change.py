"""A change between two years: its verdict, and what is never said about it."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.change import VERDICTS, Change, change
from ojdash.domain.indikator import Brott
from ojdash.domain.uncertainty import newcombe
from tests.drawing import indikator

SHARE = indikator("AO", "andel")
YES_NO = indikator("JA", "ja_nej")
DAYS = indikator("DAG", "dagar", decimals=1)
CATEGORY = indikator("KAT", "kategori", codes={"0": "mer än 15 dagar", "1": "8-14 dagar"})
BROKEN = indikator("BR", "andel", breaks=(Brott(2023, "Frågan ändrades."),))


@pytest.mark.parametrize(
    ("definition", "earlier", "later", "n_earlier", "n_later", "verdict", "difference"),
    [
        (SHARE, 60, 80, 80, 70, "okning", 20),  # Newcombe .0524 to .3339
        (SHARE, 80, 60, 70, 80, "minskning", -20),
        (SHARE, 80, 60, 30, 30, "ingen_sakerstalld", -20),  # the least secured fall from 80 % with n = 30 is 27
        (SHARE, 60, 60, 500, 500, "ingen_sakerstalld", 0),
        (SHARE, 60, 80, None, 70, "kan_inte_provas", 20),
        (SHARE, 60, 80, 80, nan, "kan_inte_provas", 20),
        (SHARE, 60, 80, 80, 0, "kan_inte_provas", 20),
        (SHARE, -1, 80, 80, 70, "kan_inte_provas", 81),
        (SHARE, 60, 100.5, 80, 70, "kan_inte_provas", 40.5),
        (SHARE, None, 80, 80, 70, "saknas", None),
        (SHARE, 60, nan, 80, 70, "saknas", None),
        (BROKEN, 60, 80, 800, 700, "brott", None),
        (BROKEN, None, 80, 800, 700, "saknas", None),
        (DAYS, 20.1, 20.4, 100, 100, "kan_inte_provas", 0.3),
        (YES_NO, 0, 1, None, None, "kan_inte_provas", 1),
        (CATEGORY, 0, 1, None, None, "kan_inte_provas", None),
    ],
)
def test_verdicts(
    definition: object, earlier: float, later: float, n_earlier: float, n_later: float, verdict: str, difference: float
) -> None:
    found = change(definition, 2022, 2023, earlier, later, n_earlier, n_later)
    assert (found.verdict, found.difference) == (verdict, difference)
    assert found.is_secured is (verdict in ("okning", "minskning"))


@pytest.mark.parametrize(("n", "of_n"), [(10, 3), (30, 16), (100, 67), (500, 374)])
def test_the_smallest_secured_fall_from_80_percent_is_as_worked_out(n: int, of_n: int) -> None:
    """50, 27, 13 and 5 percentage points."""
    assert change(SHARE, 2022, 2023, 80, 100 * of_n / n, n, n).verdict == "minskning"
    assert change(SHARE, 2022, 2023, 80, 100 * (of_n + 1) / n, n, n).verdict == "ingen_sakerstalld"


@pytest.mark.parametrize("n", [10, 20])
@pytest.mark.parametrize("later", [90, 100])
def test_with_twenty_answers_no_rise_from_80_percent_can_be_secured(n: int, later: int) -> None:
    assert change(SHARE, 2022, 2023, 80, later, n, n).verdict == "ingen_sakerstalld"


def test_the_interval_is_newcombes_in_percentage_points() -> None:
    found = change(SHARE, 2022, 2023, 60, 80, 80, 70)
    low, high = newcombe(0.6, 80, 0.8, 70)
    assert (found.low, found.high) == (100 * low, 100 * high)


@pytest.mark.parametrize(
    ("earlier", "later", "flip"), [(0, 1, "nej_till_ja"), (1, 0, "ja_till_nej"), (1, 1, None), (0, 0, None)]
)
def test_a_yes_or_no_flips_or_stays_and_is_never_secured(earlier: int, later: int, flip: str | None) -> None:
    found = change(YES_NO, 2022, 2023, earlier, later)
    assert (found.flip, found.is_secured) == (flip, False)


def test_years_in_reverse_order_give_the_same_change() -> None:
    assert change(SHARE, 2023, 2021, 80, 60, 70, 80) == change(SHARE, 2021, 2023, 60, 80, 80, 70)


def test_nothing_to_compare_with_is_missing_and_not_unchanged() -> None:
    assert change(SHARE, None, 2023, None, 80) == Change(None, 2023, None, "saknas")


@given(
    st.integers(2018, 2026),
    st.integers(2018, 2026),
    st.floats(0, 100) | st.none(),
    st.floats(0, 100) | st.none(),
    st.none() | st.integers(0, 5000),
)
def test_there_is_never_a_difference_over_a_break(
    one: int, other: int, earlier: float | None, later: float | None, n: int | None
) -> None:
    found = change(BROKEN, one, other, earlier, later, n, n)
    assert found.verdict in VERDICTS
    if min(one, other) < 2023 <= max(one, other):
        assert (found.difference, found.low, found.high, found.is_secured) == (None, None, None, False)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 300), st.integers(1, 300))
def test_a_secured_change_has_the_sign_of_its_difference(x1: int, x2: int, n1: int, n2: int) -> None:
    found = change(SHARE, 2022, 2023, 100 * min(x1, n1) / n1, 100 * min(x2, n2) / n2, n1, n2)
    assert {"okning": 1, "minskning": -1}.get(found.verdict, 0) * (found.difference or 0) >= 0
    if found.verdict == "okning":
        assert found.difference > 0
