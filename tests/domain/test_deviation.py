"""A deviation: its sign, what it rests on, and when there is none."""

from __future__ import annotations

from decimal import Decimal
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.change import change
from ojdash.domain.deviation import from_earlier, from_group, from_target, target_value
from ojdash.domain.indikator import Brott, Indikator
from tests.drawing import indikator

SHARE = indikator("AO", "andel", decimals=1)
YES_NO = indikator("JA", "ja_nej")
CATEGORY = indikator("KAT", "kategori", codes={"0": "mer än 15 dagar", "1": "8-14 dagar"})
BROKEN = indikator("BR", "andel", breaks=(Brott(2023, "Frågan ändrades."),))
EVERY = [SHARE, YES_NO, CATEGORY, BROKEN]

values = st.none() | st.just(nan) | st.floats(-1e6, 1e6, allow_subnormal=False)
definitions = st.sampled_from(EVERY)
years = st.none() | st.integers(2019, 2026)


def lacks(value: float | None) -> bool:
    return value is None or isnan(value)


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "year", "value", "earlier_year", "earlier", "difference", "why"),
    [
        (SHARE, 2024, 72.5, 2023, 60, 12.5, None),
        (SHARE, 2024, 60, 2023, 72.5, -12.5, None),
        (SHARE, 2024, 60, 2021, 60, 0, None),
        (SHARE, 2024, 0.3, 2023, 0.1, 0.2, None),  # and not 0.19999999999999998
        (SHARE, 2024, 0, 2023, 12, -12, None),  # nought is a value
        (SHARE, 2024, None, 2023, 60, None, "saknas"),
        (SHARE, 2024, nan, 2023, 60, None, "saknas"),
        (SHARE, 2024, 60, 2023, None, None, "saknas"),
        (SHARE, 2024, 60, None, None, None, "saknas"),
        (BROKEN, 2024, 60, 2023, 50, 10, None),
        (BROKEN, 2023, 60, 2022, 50, None, "brott"),
        (BROKEN, 2022, 60, 2021, 50, 10, None),
        (BROKEN, 2023, None, 2022, 50, None, "saknas"),
        (YES_NO, 2024, 1, 2023, 0, None, "ja_nej"),
        (CATEGORY, 2024, 1, 2023, 0, None, "kategori"),
    ],
)
def test_from_an_earlier_value(
    definition: Indikator, year: int, value: float, earlier_year: int, earlier: float, difference: float, why: str
) -> None:
    found = from_earlier(definition, year, value, earlier_year, earlier)
    assert (found.kind, found.difference, found.why) == ("tidigare", difference, why)
    assert (found.base_year, found.n) == (earlier_year, None)


@pytest.mark.parametrize(
    ("definition", "value", "median", "n", "difference", "why"),
    [
        (SHARE, 60, 50.5, 12, 9.5, None),
        (SHARE, 50.5, 60, 12, -9.5, None),
        (SHARE, None, 60, 12, None, "saknas"),
        (SHARE, 60, None, 0, None, "saknas"),
        (SHARE, 60, None, None, None, "saknas"),
        (SHARE, 60, None, 3, None, "fa_varden"),
        (SHARE, None, None, 3, None, "saknas"),
        (BROKEN, 60, 50, 3, 10, None),  # the same year: no break between
        (YES_NO, 1, None, 12, None, "ja_nej"),
        (YES_NO, None, None, 12, None, "saknas"),
        (YES_NO, 1, None, 0, None, "saknas"),
        (CATEGORY, 1, None, 12, None, "kategori"),
    ],
)
def test_from_the_groups_median(
    definition: Indikator, value: float, median: float, n: int, difference: float, why: str
) -> None:
    found = from_group(definition, value, median, n)
    assert (found.kind, found.difference, found.why, found.n) == ("grupp", difference, why, n)
    assert (found.value, found.base, found.base_year) == (value, median, None)


@pytest.mark.parametrize(
    ("definition", "value", "target", "base", "difference", "why"),
    [
        (SHARE, 60, "75", 75, -15, None),
        (SHARE, 60, "12,5", 12.5, 47.5, None),
        (SHARE, 60, "12.5", 12.5, 47.5, None),
        (SHARE, 60, "-1", -1, 61, None),
        (SHARE, 60, "60", 60, 0, None),
        (SHARE, 60, "0", 0, 60, None),  # a target of nought is a target
        (SHARE, 60, "", None, None, "inget_mal"),
        (SHARE, None, "", None, None, "inget_mal"),
        (SHARE, None, "75", 75, None, "saknas"),
        (SHARE, 60, "nästan alla", None, None, "inget_mal"),
        (YES_NO, 1, "1", 1, None, "ja_nej"),
        (YES_NO, 1, "", None, None, "inget_mal"),
        (CATEGORY, 1, "0", 0, None, "kategori"),
    ],
)
def test_from_the_target_that_was_set(
    definition: Indikator, value: float, target: str, base: float, difference: float, why: str
) -> None:
    found = from_target(definition, value, target)
    assert (found.kind, found.base, found.difference, found.why) == ("mal", base, difference, why)


@pytest.mark.parametrize("text", ["", " ", "1e3", "nan", "inf", "1 000", "1,2,3", "٧٥", "75 %", "+5", ",5", "5,"])
def test_what_spells_no_number_is_no_target(text: str) -> None:
    assert target_value(text) is None


@given(st.integers(-999_999_999, 999_999_999), st.integers(0, 999_999), st.sampled_from(",."))
def test_comma_and_point_spell_the_same_target(whole: int, part: int, between: str) -> None:
    assert target_value(f"{whole}{between}{part:06d}") == float(f"{whole}.{part:06d}")


# --- what holds for all -----------------------------------------------------------------------------------------------


def alike(definition: Indikator, value: float | None, base: float | None) -> tuple[float | None, bool]:
    """The slow twin: by decimal arithmetic, whether a number may be said at all, and which."""
    if lacks(value) or lacks(base) or definition.kind in ("ja_nej", "kategori"):
        return None, False
    return float(round(Decimal(repr(float(value))) - Decimal(repr(float(base))), 10)), True


@given(definitions, values, values, years, years)
def test_deviations_are_as_the_slow_twin_has_them(
    definition: Indikator, value: float | None, base: float | None, year: int | None, earlier_year: int | None
) -> None:
    number, is_said = alike(definition, value, base)
    broken = definition.breaks and None not in (year, earlier_year) and (year >= 2023) != (earlier_year >= 2023)
    earlier = from_earlier(definition, year, value, earlier_year, base)
    group = from_group(definition, value, base, 5)
    for found, said in ((earlier, is_said and earlier_year is not None and not broken), (group, is_said)):
        assert (found.difference is not None) is said
        assert (found.why is None) is said
        assert not said or found.difference == pytest.approx(number, abs=2e-9)
        assert not any(isinstance(part, float) and isnan(part) for part in (found.value, found.base))


@given(values, values)
def test_a_deviation_has_its_sign_and_turns_with_its_ends(value: float | None, base: float | None) -> None:
    there, back = from_group(SHARE, value, base, 5), from_group(SHARE, base, value, 5)
    if there.difference is None:
        assert back.difference is None
        return
    assert there.difference == -back.difference
    assert str(there.difference) != "-0.0"
    if abs(value - base) > 1e-9:
        assert (there.difference > 0) is (value > base)


@given(definitions, values, values, years, years)
def test_a_deviation_from_an_earlier_value_agrees_with_the_change(
    definition: Indikator, value: float | None, earlier: float | None, one: int | None, other: int | None
) -> None:
    if one is None or other is None or other >= one:
        return
    found, moved = from_earlier(definition, one, value, other, earlier), change(definition, other, one, earlier, value)
    if not definition.is_coded:
        assert found.difference == moved.difference
        assert (found.why or moved.verdict) == moved.verdict


@given(definitions, values, values)
def test_nothing_deviates_from_what_is_missing(definition: Indikator, value: float | None, base: float | None) -> None:
    for one, other in ((value, None), (None, base), (value, nan), (nan, base)):
        assert from_earlier(definition, 2024, one, 2023, other).difference is None
        assert from_group(definition, one, other, 3).difference is None
    assert from_target(definition, None, "5").difference is None
