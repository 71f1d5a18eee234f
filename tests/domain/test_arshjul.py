"""The year wheel: which day a date falls on in a year, and what is past and next about a day."""

from __future__ import annotations

from datetime import date

import pytest

from ojdash.domain.analys import Analys
from ojdash.domain.arshjul import Arshjul, National, arshjul, dated, on
from ojdash.domain.omrade import OMRADEN
from tests.writing import analys

SENT = National("sent", "Enkäterna skickas ut", "vecka 4", "källa", vecka=4)
JUNE = National("june", "Resultat", "i juni", "källa", (6, 1), (6, 30), known=(date(2024, 6, 18),))
OLD = National("old", "Äldre", "i oktober", "källa", (10, 1), (10, 31), omraden=("aldreomsorg",))
WINTER = National("winter", "Över nyår", "vid nyår", "källa", (12, 20), (1, 10))
NOBODY = Analys("", "lasa", {})
OWN = """
    dag/aaaaaaaa/titel      Planering
    dag/aaaaaaaa/datum      2024-02-29
    dag/aaaaaaaa/varje_ar   ja
    dag/bbbbbbbb/titel      Två dagar
    dag/bbbbbbbb/datum      2026-03-10
    dag/bbbbbbbb/till       2026-03-11
    dag/bbbbbbbb/omrade     vald
    dag/cccccccc/titel      Utan dag
    mote/moteaaaa/titel     Årets resultat
    mote/moteaaaa/datum     2026-09-15
    mote/moteaaaa/omrade    lss
    mote/motebbbb/titel     Utan datum
    om/omrade               lss
    steg/2025/2/datum       2026-10-01
    enkat/2026/mote/lss/motesdag    2026-01-14
"""


def wheel(
    day: str, *nationals: National, drawn: str = "", year: int | None = None, omrade: str | None = None
) -> Arshjul:
    about = date.fromisoformat(day)
    return arshjul(nationals, analys(drawn) if drawn else NOBODY, year or about.year, about, omrade, OMRADEN)


@pytest.mark.parametrize(
    ("national", "year", "first", "last"),
    [
        (SENT, 2026, "2026-01-19", "2026-01-23"),
        (SENT, 2027, "2027-01-25", "2027-01-29"),  # the first of January is in a week of the year before
        (JUNE, 2025, "2025-06-01", "2025-06-30"),
        (JUNE, 2024, "2024-06-18", "2024-06-18"),  # known
        (WINTER, 2026, "2026-12-20", "2027-01-10"),
    ],
)
def test_a_national_date_falls_on_its_days_of_the_year(national: National, year: int, first: str, last: str) -> None:
    found = national.of(year)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.is_preliminary


def test_a_known_day_is_not_said_as_the_usual_ones_are() -> None:
    assert (JUNE.of(2025).when, JUNE.of(2024).when) == ("i juni", "")


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-02-29"), (2026, "2026-02-28"), (2100, "2100-02-28")])
def test_a_day_that_a_month_lacks_is_its_last(year: int, day: str) -> None:
    assert on(year, (2, 29)).isoformat() == day


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-05-31", "kommer"), ("2026-06-01", "pagar"), ("2026-06-30", "pagar"), ("2026-07-01", "varit")],
)
def test_a_moment_goes_on_from_its_first_day_to_its_last(day: str, state: str) -> None:
    assert JUNE.of(2026).state(date.fromisoformat(day)) == state


@pytest.mark.parametrize(
    ("day", "last", "now", "following"),
    [
        ("2026-11-22", "2026-06-01", [], "2027-01-25"),  # what comes next is next year's
        ("2026-12-31", "2026-06-01", [], "2027-01-25"),
        ("2027-01-01", "2026-06-01", [], "2027-01-25"),
        ("2027-01-25", "2026-06-01", ["2027-01-25"], "2027-06-01"),
        ("2024-06-18", "2024-01-22", ["2024-06-18"], "2025-01-20"),
        ("2024-02-29", "2024-01-22", [], "2024-06-18"),
    ],
)
def test_past_and_next_are_seen_from_a_day_over_new_year_too(
    day: str, last: str, now: list[str], following: str
) -> None:
    found = wheel(day, SENT, JUNE)
    assert found.last[0].first.isoformat() == last
    assert [one.first.isoformat() for one in found.now] == now
    assert found.following[0].first.isoformat() == following


def test_what_lies_over_new_year_is_in_both_years_and_goes_on_in_both() -> None:
    assert [one.first.year for one in wheel("2026-12-31", WINTER).moments] == [2025, 2026]
    assert [one.first.year for one in wheel("2026-12-31", WINTER).now] == [2026]
    assert [one.first.year for one in wheel("2027-01-01", WINTER).now] == [2026]


def test_the_year_that_is_shown_does_not_move_what_is_next() -> None:
    found = wheel("2026-11-22", SENT, JUNE, year=2024)
    assert [one.first.isoformat() for one in found.moments] == ["2024-01-22", "2024-06-18"]
    assert found.following[0].first.isoformat() == "2027-01-25"


def test_a_years_moments_are_those_that_lie_in_it_by_date_with_what_the_analys_holds() -> None:
    found = [(one.kind, one.first.isoformat()) for one in wheel("2026-05-01", SENT, drawn=OWN).moments]
    assert found == [
        ("enkat", "2026-01-14"),
        ("nationell", "2026-01-19"),
        ("egen", "2026-02-28"),
        ("egen", "2026-03-10"),
        ("mote", "2026-09-15"),
        ("beslut", "2026-10-01"),
    ]


def test_a_date_of_every_year_is_never_before_its_first() -> None:
    assert [one.first.isoformat() for one in wheel("2024-05-01", drawn=OWN, year=2024).moments] == ["2024-02-29"]
    assert wheel("2024-05-01", drawn=OWN, year=2023).moments == ()
    assert wheel("2026-05-01", drawn=OWN, year=2028).moments[0].first.isoformat() == "2028-02-29"


def test_what_has_no_day_or_was_taken_away_is_not_there() -> None:
    titles = [one.titel for one in dated(analys(OWN))]
    assert "Utan dag" not in titles
    assert "Utan datum" not in titles
    assert "Årets resultat" not in [one.titel for one in dated(analys(f"{OWN}\n    mote/moteaaaa/borttagen   ja"))]


def test_days_that_end_before_they_begin_are_one_day() -> None:
    (found,) = dated(analys("dag/aaaaaaaa/datum   2026-03-10\n    dag/aaaaaaaa/till   2026-03-01"))
    assert found.first == found.last == date(2026, 3, 10)


def test_one_area_has_its_own_dates_and_those_of_all() -> None:
    def ids(omrade: str | None) -> set[str]:
        found = wheel("2026-05-01", SENT, OLD, drawn=OWN, omrade=omrade)
        return {one.id.partition("/")[0] for one in found.moments}

    assert {"sent", "old", "bbbbbbbb", "moteaaaa"} <= ids(None)
    assert ids("aldreomsorg") == {"sent", "old", "aaaaaaaa"}
    assert {"bbbbbbbb"} < ids("vald") and "moteaaaa" not in ids("vald")


def test_a_meeting_a_walk_through_and_a_decision_lead_to_what_shows_them() -> None:
    to = {one.kind: one.question for one in dated(analys(OWN)) if one.question}
    assert (to["mote"].page, to["mote"].mote) == ("mote", "moteaaaa")
    assert (to["enkat"].page, to["enkat"].omrade, to["enkat"].year) == ("enkat", "lss", 2026)
    assert (to["beslut"].page, to["beslut"].year, to["beslut"].steg) == ("snabbanalys", 2025, "2")


@pytest.mark.parametrize(("own", "leads"), [("", True), ("vald", True), ("lss", False)])
def test_a_walk_through_of_an_area_that_the_analys_is_not_about_leads_nowhere(own: str, leads: bool) -> None:
    about = f"\n    om/omrade   {own}" if own else ""
    (one,) = dated(analys(f"enkat/2026/mote/vald/motesdag    2026-01-14{about}"))
    assert (one.question is not None) is leads


@pytest.mark.parametrize("day", ["1901-01-01", "9999-12-31"])
def test_days_far_away_do_no_harm(day: str) -> None:
    drawn = f"dag/aaaaaaaa/datum   {day}\n    dag/bbbbbbbb/datum   {day}\n    dag/bbbbbbbb/varje_ar   ja"
    assert wheel("2026-05-01", drawn=drawn).year == 2026
    long = "dag/aaaaaaaa/datum   1901-01-01\n    dag/aaaaaaaa/till   9999-12-31\n    dag/aaaaaaaa/varje_ar   ja"
    assert wheel("2026-05-01", drawn=long).now
