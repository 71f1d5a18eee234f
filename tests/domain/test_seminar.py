"""What is new or changed in a question since it was asked before, and what an uncertain answer and a sign-off lack."""

from __future__ import annotations

from datetime import date

import pytest

from ojdash.domain.analys import Author, Written
from ojdash.domain.edition import Redefined
from ojdash.domain.indikator import Brott
from ojdash.domain.seminar import Mark, News, Signed, is_asked, news, written
from tests.drawing import indikator
from tests.writing import analys

AREA = (2021, 2022, 2023, 2024)
Q = indikator("Q", "ja_nej")
BROKEN = indikator("B", "ja_nej", breaks=(Brott(2024, "24 månader i stället för 12."),))
PARTS = (Redefined("teknisk_beskrivning", "tolv", "tjugofyra"), Redefined("rikssiffror", "", "2024 = 5"))


@pytest.mark.parametrize(
    ("asked", "year", "published", "kinds"),
    [
        (Q, 2025, AREA, []),
        (Q, 2024, AREA, []),  # walked through afterwards: the year's own values are no answer before it
        (Q, 2021, AREA, ["ny"]),  # nobody had been asked before
        (indikator("N", since=2025), 2025, (), ["ny"]),
        (BROKEN, 2024, AREA, ["brott"]),
        (BROKEN, 2025, AREA, []),  # the last answers follow the change already
        (BROKEN, 2025, (2021, 2022), ["brott", "uppehall"]),  # the change came while nobody was asked
        (Q, 2025, (2021, 2022), ["uppehall"]),
        (Q, 2025, (2024,), ["forsta"]),
        (indikator("U", until=2024), 2025, AREA, ["utgatt"]),
        (indikator("U", until=2024), 2024, AREA, []),
    ],
)
def test_what_is_new_is_said_against_the_time_it_was_asked_before(asked, year, published, kinds) -> None:
    assert [one.kind for one in news(asked, year, published, AREA)] == kinds


def test_a_year_that_nobody_was_asked_is_no_gap_of_one_question() -> None:
    assert news(Q, 2026, (2021, 2022, 2023, 2024), AREA) == ()  # nothing of 2025 is published for any of them


def test_a_break_has_its_year_and_reason_and_a_pause_the_year_it_was_last_asked() -> None:
    assert news(BROKEN, 2024, AREA, AREA) == (News("brott", 2024, "24 månader i stället för 12."),)
    assert news(Q, 2025, (2021, 2022), AREA) == (News("uppehall", 2022),)


def test_only_what_says_how_to_answer_counts_as_another_description() -> None:
    (told,) = news(Q, 2025, AREA, AREA, PARTS)
    assert (told.kind, told.parts) == ("definition", PARTS[:1])
    assert news(Q, 2025, AREA, AREA, PARTS[1:]) == ()


def test_the_questionnaire_is_what_the_kommun_answers_itself() -> None:
    assert is_asked(indikator("A", source="Socialstyrelsen, Öppna jämförelser, kommunenkät"))
    assert not is_asked(indikator("A", source="Kolada (RKA), ursprung SCB"))


def fields(**said: str) -> dict[str, Written]:
    return {name: Written(name, value, Author("Chef"), "2026-01-28T10:00:00Z", 1) for name, value in said.items()}


@pytest.mark.parametrize(
    ("said", "today", "late"),
    [
        ({"osaker": "ja", "senast": "2026-02-01"}, date(2026, 2, 1), 0),
        ({"osaker": "ja", "senast": "2026-02-01"}, date(2026, 2, 4), 3),
        ({"osaker": "ja", "senast": "2026-02-01", "kontrollerad": "ja"}, date(2026, 2, 4), 0),
        ({"osaker": "ja"}, date(2026, 2, 4), 0),
    ],
)
def test_an_open_mark_is_late_from_the_day_after(said: dict[str, str], today: date, late: int) -> None:
    assert Mark("0685", "Q", fields(**said)).days_late(today) == late


def test_a_sign_off_needs_that_it_is_approved_by_whom_and_when() -> None:
    assert Signed("0685", {}, 0).lacks == ("godkand", "vem", "godkand_datum")
    assert Signed("0685", fields(godkand="ja", vem="Socialchef"), 2).lacks == ("godkand_datum",)
    assert Signed("0685", fields(godkand="ja", vem="Socialchef", godkand_datum="2026-02-10"), 2).lacks == ()


def test_what_is_written_of_the_answers_is_of_one_year_and_by_kommun_and_question() -> None:
    said = analys("""
    enkat/2026/1860/Q/svarar                 Vi räknar alla
    enkat/2026/1860/Q/osaker                 ja
    enkat/2025/1860/Q/svarar                 Förra året
    enkat/2026/fraga/Q/genomgangen           ja
    enkat/2026/mote/lss/motesdag             2026-01-28
    enkat/2026/godkand/lss/1860/godkand      ja
    """)
    found = written(said, 2026)
    assert {key: {name: one.value for name, one in its.items()} for key, its in found.items()} == {
        ("1860", "Q"): {"svarar": "Vi räknar alla", "osaker": "ja"}
    }
    assert said.years == (2025, 2026)
