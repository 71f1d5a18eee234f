"""A definition says of itself what it is, and refuses to be half said."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ojdash.domain.indikator import SAKNAS, Brott
from tests.drawing import indikator

BREAKS = (Brott(2018, "Ny fråga."), Brott(2021, "Ny enkät."))


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"kind": "procent"}, "andel"),
        ({"direction": "upp"}, "hog"),
        ({"type": "kvalitet"}, "process"),
        ({"kind": "kategori"}, "codes"),
        ({"kind": "ja_nej", "codes": {"1": "Ja", "0": "Vet ej"}}, "Nej"),
        ({"kind": "kategori", "codes": {"a": "Ja"}}, "'a'"),
        ({"kind": "kategori", "codes": {"01": "Ja"}}, "'01'"),  # a value of 1 would not be found
        ({"kind": "ja_nej", "codes": {"1.0": "Ja", "0": "Nej"}}, "1.0"),
        ({"underlag": "antal"}, "totalrakning"),
        ({"underlag": "ja_nej"}, "passar inte"),
        ({"kind": "ja_nej", "underlag": "svar"}, "passar inte"),
        ({"decimals": 5}, "mellan 0 och 4"),
        ({"decimals": -1}, "mellan 0 och 4"),
    ],
)
def test_a_definition_that_cannot_be_meant_says_what_is_allowed(wrong: dict, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        indikator("X", **wrong)


def test_what_is_not_oj_says_so_wherever_it_is_named() -> None:
    own = indikator("X", oj=False, title="Andel i arbete, procent", short_title="I arbete")
    assert own.heading.endswith(" (inte ÖJ)")
    assert own.label == "I arbete (inte ÖJ)"
    of_oj = indikator("X", title="Andel i arbete, procent", short_title="I arbete")
    assert (own.heading, own.label) == (f"{of_oj.heading} (inte ÖJ)", f"{of_oj.label} (inte ÖJ)")
    assert "inte ÖJ" not in of_oj.heading + of_oj.label


def test_a_definition_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        indikator("X").title = "Annat"


@pytest.mark.parametrize(
    ("kind", "underlag"), [("ja_nej", "ja_nej"), ("kategori", "kategori"), ("andel", "okant"), ("kronor", "okant")]
)
def test_what_it_rests_on_is_unknown_until_said_but_for_the_kommuns_own_answer(kind: str, underlag: str) -> None:
    assert indikator("X", kind, codes={"1": "Ja", "0": "Nej"}).underlag == underlag


@pytest.mark.parametrize(
    ("kind", "coded"), [("ja_nej", True), ("kategori", True), ("andel", False), ("dagar", False), ("kronor", False)]
)
def test_answers_in_codes_are_no_quantities(kind: str, coded: bool) -> None:
    assert indikator("X", kind, codes={"1": "Ja", "0": "Nej"}).is_coded is coded


@pytest.mark.parametrize(
    ("one_year", "other_year", "year"),
    [
        (2016, 2017, None),
        (2017, 2018, 2018),  # values from the break's own year on are of the new kind
        (2018, 2020, None),
        (2018, 2021, 2021),
        (2016, 2024, 2021),  # of several, the latest
        (2024, 2016, 2021),
        (2018, 2018, None),
    ],
)
def test_a_break_parts_the_years_before_it_from_its_own_and_later(
    one_year: int, other_year: int, year: int | None
) -> None:
    brott = indikator("X", breaks=BREAKS).break_between(one_year, other_year)
    assert (brott.year if brott else None) == year


def test_the_short_title_labels_where_there_is_one() -> None:
    assert indikator("X", title="Lång", short_title="Kort").label == "Kort"
    assert indikator("X", title="Lång").label == "Lång"


def test_what_the_source_does_not_say_is_said_to_be_lacking() -> None:
    assert indikator("X").syfte == indikator("X").visar_inte == SAKNAS


@pytest.mark.parametrize(
    ("title", "unit", "persons"),
    [
        ("Personer med daglig verksamhet enligt LSS, antal", "personer", True),
        ("Personer med personlig assistans enligt LSS, antal", "", True),
        ("Hemtjänsttagare 65+ i ordinärt boende, antal", "", True),
        ("Brukarbedömning gruppbostad LSS, lägeskommun, antal svar", "", True),
        ("Barn och unga 0-20 år på familjehem, antal", "barn", True),
        ("Biståndshushåll, ekonomiskt bistånd, antal", "", True),
        ("Barn och unga 0-20 år på HVB, antal/1000 inv", "", False),
        ("Barn berörda av vräkning", "barn per 100 000 invånare", False),
        ("Personalkontinuitet: antal personal på 14 dagar", "personal per hemtjänsttagare", False),
        ("Boendeplatser i särskilt boende, antal", "", False),
        ("Ärenden, antal", "ärenden", False),
    ],
)
def test_a_number_of_persons_is_known_by_its_unit_or_else_by_its_title(title: str, unit: str, persons: bool) -> None:
    assert indikator("A", "antal", title=title, unit=unit).counts_persons is persons
    assert not indikator("A", title=title, unit=unit).counts_persons
