"""An edition that would lose more than a tenth of its values is told of, with what fell most."""

from __future__ import annotations

import pytest

from ojdash.domain.fall import fall

OMRADE = {"A": "lss", "B": "lss", "C": "vald"}
BEFORE = {("A", 2023): 100, ("A", 2024): 100, ("B", 2024): 100, ("C", 2024): 700}


@pytest.mark.parametrize(
    ("changed", "delivered", "of", "lost"),
    [
        ({}, "ABC", None, 0),
        ({("A", 2024): 80}, "A", None, 0),  # exactly a tenth of A's
        ({("A", 2024): 79}, "A", "delivered", 21),
        ({("A", 2024): 79}, "ABC", None, 0),  # of all that was delivered it is little
        ({("A", 2024): 0}, "", None, 0),  # exactly a tenth of the edition
        ({("A", 2024): 0, ("B", 2024): 99}, "", "whole", 101),
        ({("A", 2024): 0, ("A", 2025): 500}, "A", "delivered", 100),  # a new year makes up for nothing
        ({("A", 2024): 0, ("B", 2024): 0, ("D", 2024): 900}, "D", "whole", 200),  # nor does a new indikator
        ({("A", 2024): 150}, "A", None, 0),
    ],
)
def test_more_than_a_tenth_fewer_is_a_fall(changed: dict, delivered: str, of: str | None, lost: int) -> None:
    found = fall(BEFORE, BEFORE | changed, set(delivered), OMRADE)
    assert (found and found.of) == of
    assert (found.before - found.after if found else 0) == lost


def test_what_lost_most_is_told_first_by_indikator_area_and_year() -> None:
    found = fall(BEFORE, {("A", 2023): 90, ("C", 2024): 300}, {"A", "B", "C"}, OMRADE)
    assert found.indikatorer == (("C", 700, 300), ("A", 200, 90), ("B", 100, 0))
    assert found.omraden == (("vald", 700, 300), ("lss", 300, 90))
    assert found.years == (("2024", 900, 300), ("2023", 100, 90))


def test_nothing_before_is_no_fall() -> None:
    assert fall({}, BEFORE, {"A"}, {}) is None
