"""Who is counted: in a median, in a count of Ja, and in neither."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.group import FEWEST_FOR_MEDIAN, Group, Tally, filled, median, tally
from tests.drawing import indikator

AO = indikator("AO")
JA = indikator("JA", "ja_nej")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"})
NONE = (nan, "ej_svarat")
NOT_ASKED = (nan, "ej_tillamplig")


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([1], None), ([1, 9], None), ([1, 5, 9], None), ([1, 2, 4, 9], 3), ([9, 1, 5, 5, 2], 5)],
)
def test_a_median_of_fewer_than_four_values_is_not_one(values: list[float], middle: float | None) -> None:
    assert median(values) == middle


@pytest.mark.parametrize(
    ("definition", "cells", "counted"),
    [
        (AO, [(70.0, None), (80.0, None), NONE, NOT_ASKED], Tally(4, 2, 1)),
        (AO, [(v, None) for v in (1.0, 2.0, 4.0, 9.0)], Tally(4, 4, 0, None, 3)),
        (JA, [(1.0, None), (0.0, None), (1.0, None), (1.0, None), NONE, NONE, NOT_ASKED], Tally(7, 4, 1, 3)),
        (JA, [NOT_ASKED, NOT_ASKED], Tally(2, 0, 2, 0)),
        (KAT, [(1.0, None)] * 5, Tally(5, 5)),
        (AO, [], Tally(0, 0)),
    ],
)
def test_each_kommun_has_a_value_or_lacks_one_or_is_not_concerned(definition, cells, counted) -> None:
    assert tally(definition, cells) == counted
    assert counted.n + counted.lacking + counted.unconcerned == counted.kommuner == len(cells)


@given(st.lists(st.one_of(st.none(), st.just("x"), st.floats(0, 100))))
def test_a_slow_twin_counts_the_same(drawn: list[float | str | None]) -> None:
    cells = [(nan, "ej_tillamplig" if v == "x" else "sekretess") if v in (None, "x") else (v, None) for v in drawn]
    counted = tally(AO, cells)
    known = sorted(v for v in drawn if isinstance(v, float))
    assert (counted.n, counted.unconcerned, counted.lacking) == (len(known), drawn.count("x"), drawn.count(None))
    assert (counted.median is None) is (len(known) < FEWEST_FOR_MEDIAN)
    if counted.median is not None:
        low, high = known[(len(known) - 1) // 2], known[len(known) // 2]
        assert counted.median == pytest.approx((low + high) / 2)


def test_the_own_kommun_is_in_one_of_the_two_counts() -> None:
    cells = {"a": (1.0, None), "b": (2.0, None), "c": (3.0, None), "d": (10.0, None), "e": (50.0, None)}
    group = filled(Group("lan", "Örebro län", ("a", "b", "c", "d")), AO, cells, "e")
    assert (group.median, group.n, group.median_with_own, group.n_with_own, group.kommuner) == (2.5, 4, 3, 5, 5)
    whole = filled(Group("lan", "Örebro län", tuple("abcde"), leaves_out=False), AO, cells, None)
    assert (whole.median, whole.median_with_own, whole.kommuner) == (3, 3, 5)


def test_ja_is_counted_with_the_own_kommun_and_without_it_and_not_before_there_are_values() -> None:
    group = Group("lan", "Örebro län", ("a", "b"))
    assert (group.ja, group.ja_with_own, group.n, group.n_with_own, group.median) == (None,) * 5
    group = filled(group, JA, {"a": (1.0, None), "b": NONE, "e": (1.0, None)}, "e")
    assert (group.ja, group.ja_with_own, group.n, group.n_with_own, group.median) == (1, 2, 1, 2, None)
