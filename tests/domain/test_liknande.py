"""Which list of liknande kommuner belongs to a measurement."""

from __future__ import annotations

import pytest

from ojdash.domain.delivery import Liknande
from ojdash.domain.liknande import Lists
from ojdash.domain.omrade import OVERGRIPANDE

LSS_2015, LSS_2020, LSS_2022 = (Liknande("lss", "1440", ("1460",), year) for year in (2015, 2020, 2022))
OVERALL = Liknande(OVERGRIPANDE, "1440", ("1480",), 2021)
OF_ANOTHER = Liknande(OVERGRIPANDE, "1860", ("1862",), 2021)
LISTS = Lists([LSS_2022, OF_ANOTHER, LSS_2015, OVERALL, LSS_2020])


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2020, LSS_2020),
        (2021, LSS_2020),  # as near as 2022, and earlier
        (2019, LSS_2020),
        (2018, LSS_2020),
        (2017, LSS_2015),
        (1998, LSS_2015),
        (2030, LSS_2022),
        (None, LSS_2022),
    ],
)
def test_the_list_of_the_year_is_used_else_the_nearest_and_the_earlier_of_two(
    year: int | None, expected: Liknande
) -> None:
    assert LISTS.of("1440", "lss", year) == expected


def test_where_a_kind_is_lacking_the_overall_list_stands_in_and_without_that_none() -> None:
    assert LISTS.of("1440", "ifo", 2015) == OVERALL
    assert LISTS.of("1860", "lss") == OF_ANOTHER
    assert LISTS.of("1885", "lss") is None
    assert Lists([LSS_2015]).of("1440", "ifo") is None


def test_every_list_is_there_by_kind_kommun_and_year() -> None:
    assert LISTS.every == (LSS_2015, LSS_2020, LSS_2022, OVERALL, OF_ANOTHER)
