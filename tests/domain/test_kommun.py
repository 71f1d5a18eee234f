"""Codes, counties and the Swedish order of names."""

from __future__ import annotations

import csv

import pytest

from ojdash.domain.kommun import KOMMUNGRUPPER, LAN, RIKET, Kommun, swedish_order
from ojdash.store import SHIPPED


@pytest.mark.parametrize(
    "names",
    [
        ["Ale", "Zorn", "Ånge", "Älmhult", "Öckerö"],
        ["Habo", "Håbo", "Härjedalen", "Höör"],
        ["Malmö", "malung-Sälen", "Mölndal"],
        ["Dals-Ed", "Danderyd"],
        ["Lidingö", "Lidköping"],
        ["Upplands Väsby", "Upplands-Bro"][::-1],
    ],
)
def test_names_are_sorted_as_in_swedish(names: list[str]) -> None:
    assert sorted(reversed(names), key=swedish_order) == names


def test_the_county_is_the_first_two_digits_with_their_zero() -> None:
    assert Kommun("0114", "Upplands Väsby").lan == "01"
    assert LAN[Kommun("1880", "Örebro").lan] == "Örebro län"


def test_the_290_kommuner_shipped_have_codes_counties_and_kommungrupper() -> None:
    with (SHIPPED / "catalogue" / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        kommuner = [Kommun(row["kod"], row["namn"], row["kommungrupp"]) for row in csv.DictReader(file, delimiter=";")]
    assert len({kommun.kod for kommun in kommuner}) == len({kommun.namn for kommun in kommuner}) == 290
    assert {kommun.lan for kommun in kommuner} == set(LAN)
    assert {kommun.kommungrupp for kommun in kommuner} == set(KOMMUNGRUPPER)
    assert RIKET not in {kommun.kod for kommun in kommuner}
    assert all(len(kommun.kod) == 4 and kommun.namn.strip() == kommun.namn for kommun in kommuner)
