"""One rounding: half away from zero, of the number as it is spelled."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ojdash.domain.rounding import MOST, compared, exact, fitting, rounded, rounded_all, spelled, telling


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, 2.68),  # the float lies below the tie
        (2.5, 0, 3),  # not to even
        (3.5, 0, 4),
        (-2.5, 0, -3),  # away from zero
        (0.05, 1, 0.1),
        (0.15, 1, 0.2),
        (1.005, 2, 1.01),
        (98.75, 1, 98.8),
        (0.4999999999999, 0, 0),
        (10.934999999999999, 2, 10.94),  # the mean of 9.25 and 12.62 in floats
        (0.1 + 0.2, 16, 0.3),
        (-0.04, 1, 0),
        (4.65, 1, 4.7),
        (1e300, 2, 1e300),
        (1234567.5, 0, 1234568),
    ],
)
def test_a_half_is_rounded_away_from_zero_as_a_reader_of_the_number_does(value, decimals, expected):
    assert rounded(value, decimals) == expected
    assert rounded_all(np.array([value]), decimals)[0] == expected
    assert str(rounded(-0.01, 1)) == "0.0"


def test_a_number_is_spelled_with_all_its_decimals_and_zero_without_a_sign():
    spellings = [spelled(*number) for number in ((-1234.5, 2), (2.5, 0), (-0.04, 1), (0.0, 0), (-0.0, 2), (999.95, 1))]
    assert spellings == ["-1,234.50", "3", "0.0", "0", "0.00", "1,000.0"]


def test_what_is_no_number_is_left():
    assert np.isnan(rounded(float("nan"), 1)) and rounded(float("-inf"), 1) == float("-inf")
    numbers = rounded_all(np.array([np.nan, np.inf, -np.inf, 2.5]), 0)
    assert np.isnan(numbers[0]) and numbers[1:].tolist() == [np.inf, -np.inf, 3.0]


floats = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1e6, 1e6),
    st.builds(lambda whole, decimals: whole / 10**decimals, st.integers(-(10**9), 10**9), st.integers(0, 6)),
    st.builds(
        lambda whole, decimals, to: np.nextafter((2 * whole + 1) / (2 * 10**decimals), to),
        st.integers(-(10**7), 10**7),
        st.integers(0, 4),
        st.sampled_from([-np.inf, np.inf]),
    ),
)


@given(st.lists(floats, min_size=1, max_size=20), st.integers(0, 4))
@example([2**50 + 0.5, 1125899906842623.9, 112589990684262.45], 1)
def test_the_rounding_of_arrays_is_the_same_as_of_one_number(values, decimals):
    numbers = rounded_all(np.array(values), decimals).tolist()
    assert numbers == [rounded(value, decimals) for value in values]


@given(floats, st.integers(0, 4))
def test_what_is_spelled_is_what_is_rounded(value, decimals):
    assert float(spelled(value, decimals).replace(",", "")) == rounded(value, decimals)


@pytest.mark.parametrize(
    ("value", "base", "decimals", "spellings"),
    [
        (98.84, 98.66, 1, ("98.84", "98.66", "0.2")),  # 98.8 and 98.7 are not 0.2 apart
        (98.8, 98.7, 1, ("98.8", "98.7", "0.1")),
        (72, 66.5, 0, ("72.0", "66.5", "6")),
        (71.6, 66.4, 0, ("71.6", "66.4", "5")),  # 72 and 66 are not 5 apart
        (72.1, 72.3, 0, ("72", "72", "0")),  # lower by less than 1
        (72.4, 72.6, 0, ("72.4", "72.6", "0")),  # not 72 and 73 with nothing between
        (100 * 17 / 18, 100 * 26 / 33, 0, ("94.4", "78.8", "16")),  # shares of answers, which never end
        (4.7, 4.7, 1, ("4.7", "4.7", "0.0")),
        (0.1 + 0.2, 0.3, 1, ("0.3", "0.3", "0.0")),
    ],
)
def test_a_value_its_base_and_their_difference_are_said_so_that_a_reader_can_reckon(value, base, decimals, spellings):
    pair = compared(value, base, decimals)
    ends = [spelled(end, pair.decimals) for end in (value, base)]
    assert (*ends, spelled(pair.difference, pair.step)) == spellings


measured = st.builds(lambda whole, places: whole / 10**places, st.integers(-(10**8), 10**8), st.integers(0, 8))


@given(measured, measured, st.integers(0, 2))
def test_the_shown_difference_is_that_of_the_shown_values_and_of_the_real_ones(value, base, decimals):
    pair = compared(value, base, decimals)
    own, against = (Decimal(spelled(end, pair.decimals).replace(",", "")) for end in (value, base))
    between = Decimal(spelled(pair.difference, pair.step).replace(",", ""))
    assert (own - against).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == between
    real = Decimal(repr(value)) - Decimal(repr(base))
    assert abs(real - between) <= Decimal(1).scaleb(-decimals) / 2
    assert (pair.difference > 0) - (pair.difference < 0) == (real > 0) - (real < 0)
    assert pair.decimals >= decimals


@pytest.mark.parametrize(
    ("value", "low", "high", "decimals", "of_value", "told"),
    [
        (85, 70.4, 80.2, 0, 0, 0),
        (80.4, 70.4, 80.2, 0, 0, 1),  # 80 within 70 to 80; 80.4 outside 70.4 to 80.2
        (80.3, 70.4, 80.4, 0, 1, 1),  # 80.3 outside 70 to 80; within 70.4 to 80.4
        (80.24, 70.4, 80.21, 0, 0, 2),
        (100, 96.3, 100, 0, 0, 0),
        (65, 70.4, 80.2, 0, 0, 0),
        (69.6, 69.8, 80.2, 0, 0, 1),  # 70 within 70 to 80
    ],
)
def test_an_interval_is_said_so_fine_that_a_number_lies_on_its_own_side_of_an_end(
    value, low, high, decimals, of_value, told
):
    assert telling(value, low, high, decimals, of_value) == told


def test_the_decimals_of_a_median_are_one_more_where_that_spells_it():
    assert [exact(value, 0, 1) for value in (66, 66.5, 66.25, 66.4321)] == [0, 1, 0, 0]
    assert [exact(70.25, 0, 6), exact(0.1 + 0.2, 0, 6), exact(1 / 3, 1, 6)] == [2, 1, 1]


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([4, 7, 1000], 0),
        ([0.5] * 30, 1),  # one value, spelled whole
        (np.linspace(5000, 7000.5, 290), 0),  # kronor
        (np.linspace(60.1, 90.1, 290), 1),  # shares, whose middle half is 15
        (np.linspace(10.1, 90.1, 290), 0),
        (
            [1.05] * 100 + [9.05] * 100 + [5.01, 5.02, 5.03, 5.04, 5.06],
            1,
        ),  # the middle half is of all, not of different
        (np.linspace(0.001, 0.06, 290), 3),
        (np.linspace(0.00001, 0.0006, 290), 4),  # as many as there can be
        ([0.0] * 200 + [0.01, 0.02, 0.03, 0.04], 2),  # most are 0: what the others need
        ([1.5, 2.0, 2.5, 3.5], 1),  # never more than it takes to spell them
        ([0.2, 0.3, 0.4] + [float(value) for value in range(40, 80)], 1),  # what is not 0 is not shown as 0
        ([np.nan, 1.25, 3.5], 2),
    ],
)
def test_values_of_unknown_decimals_get_so_many_that_they_are_told_apart(values, decimals):
    assert fitting(np.array(values, dtype=float)) == decimals


@given(st.lists(measured, max_size=60))
def test_fitting_decimals_hide_no_more_than_a_few_and_are_never_more_than_are_used(values):
    decimals = fitting(np.array(values, dtype=float))
    assert 0 <= decimals <= MOST
    if decimals < MOST:
        assert sum(rounded(value, decimals) == 0 for value in values if value) <= 0.05 * sum(
            value != 0 for value in values
        )
    assert decimals == 0 or any(rounded(value, decimals - 1) != rounded(value, 10) for value in values)
