"""Own figures: when a value is of, and what may be set beside what is published."""

from __future__ import annotations

from datetime import date

import pytest

from ojdash.domain.own import Own, OwnValue, beside, period
from tests.drawing import edition, indikator
from tests.pages.visiting import answer_to


@pytest.mark.parametrize(
    ("cell", "first", "last", "part"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "ar"),
        (2024.0, date(2024, 1, 1), date(2024, 12, 31), "ar"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "manad"),
        ("202402", date(2024, 2, 1), date(2024, 2, 29), "manad"),
        ("Mars 2024", date(2024, 3, 1), date(2024, 3, 31), "manad"),
        ("2024 okt", date(2024, 10, 1), date(2024, 10, 31), "manad"),
        ("sept. 2024", date(2024, 9, 1), date(2024, 9, 30), "manad"),
        ("kv 1 2024", date(2024, 1, 1), date(2024, 3, 31), "kvartal"),
        ("2024 Q4", date(2024, 10, 1), date(2024, 12, 31), "kvartal"),
        ("2024K2", date(2024, 4, 1), date(2024, 6, 30), "kvartal"),
        ("Kvartal 3, 2024", date(2024, 7, 1), date(2024, 9, 30), "kvartal"),
        ("T2 2024", date(2024, 5, 1), date(2024, 8, 31), "tertial"),
        ("halvår 2 2024", date(2024, 7, 1), date(2024, 12, 31), "halvar"),
        ("2024-03-31", date(2024, 3, 31), date(2024, 3, 31), "dag"),
        ("2024-03-31T00:00:00", date(2024, 3, 31), date(2024, 3, 31), "dag"),
        ("20240331", date(2024, 3, 31), date(2024, 3, 31), "dag"),
        ("31/3 2024", date(2024, 3, 31), date(2024, 3, 31), "dag"),
    ],
)
def test_a_period_is_read_in_the_spellings_that_people_use(
    cell: str | float, first: date, last: date, part: str
) -> None:
    found = period(cell)
    assert found is not None
    assert (found.first, found.last, found.part) == (first, last, part)


@pytest.mark.parametrize(
    "cell",
    ["", None, "År", "24", "mar-24", "1969", "2101", "2024-13", "2024-02-30", "kv 5 2024", "T4 2024", 2024.5, "20x4"],
)
def test_what_may_be_something_else_is_no_period(cell: str | float | None) -> None:
    assert period(cell) is None


def test_a_kvartal_knows_which_it_is() -> None:
    assert [period(f"kv {number} 2024").number for number in (1, 2, 3, 4)] == [1, 2, 3, 4]


AO, JA = indikator("AO"), indikator("JA", "ja_nej")
DRAWN = "AO 2023 2024\n1440 10 20\n1860 30 40\n\nJA 2023 2024\n1440 Ja Nej\n1860 Ja Ja"


def value(kommun: str, when: str, of: float = 1.0) -> OwnValue:
    return OwnValue(kommun, period(when), of)


@pytest.mark.parametrize(
    ("address", "drawn"),
    [
        ("indikator?kommun=1440&indikator=AO&year=2024", ["1440 2024"]),
        ("indikator?kommun=1440&indikator=JA&year=2024", ["1440 2023", "1440 kv", "1440 2024"]),
        ("over_tid?kommun=1440&indikator=AO", ["1440 2023", "1440 kv", "1440 2024"]),
        ("jamfor?kommun=1440&indikator=AO&year=2024&peers=riket", ["1440 2024", "1860 2024"]),
        ("jamfor?kommun=1440&indikator=AO&year=2023&peers=riket", ["1440 2023"]),
    ],
)
def test_each_page_draws_what_it_has_a_place_for(tmp_path, address: str, drawn: list[str]) -> None:
    store = edition(tmp_path, DRAWN, AO, JA)
    brought = [("1440", "2024"), ("1440", "kv 2 2024"), ("1440", "2023"), ("1860", "2024"), ("1880", "2024")]
    own = Own(tuple(value(*one) for one in brought))
    found = beside(own, answer_to(address, store))
    assert [f"{one.kommun} {'kv' if one.period.part == 'kvartal' else one.period.year}" for one in found] == drawn


def test_nothing_is_drawn_where_nothing_was_brought(tmp_path) -> None:
    answer = answer_to("over_tid?kommun=1440&indikator=AO", edition(tmp_path, DRAWN, AO, JA))
    assert beside(None, answer) == ()
    assert beside(Own(), answer) == ()
