"""Läget: which part, area and year are shown, about which day; and what is told of what is not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ojdash import answers, store
from ojdash.domain.errors import QuestionError
from ojdash.domain.laget import Laget
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.question import Question
from ojdash.store import Store
from tests.writing import analys

TODAY = date(2026, 11, 22)
WRITTEN = "laget/lss/skr/svar   ja\n    laget/vald/enkat/svar   nej\n    dag/aaaaaaaa/datum   2026-12-01"


@pytest.fixture(scope="module")
def shipped() -> Store:
    return store.open_edition(store.SHIPPED)


def laget(edition: Store, drawn: str = WRITTEN, may: str = "skriva", **asked: object) -> Laget:
    written = analys(drawn, may) if drawn else None
    return answers.laget(edition, store.SHIPPED, Question("laget", **asked), written, TODAY)


def test_without_an_analys_it_is_the_national_dates_of_the_year(shipped: Store) -> None:
    found = laget(shipped, "")
    assert (found.question.steg, found.is_open) == ("arshjul", False)
    assert {one.kind for one in found.wheel.moments} == {"nationell"}
    assert found.counts == {"ja": 0, "nej": 0, "": 81}
    assert found.told == ()


def test_with_one_it_begins_with_the_matrix(shipped: Store) -> None:
    found = laget(shipped)
    assert found.question.steg == "status"
    assert [one.omrade for one in found.stands] == list(OMRADEN)
    assert found.counts == {"ja": 1, "nej": 1, "": 79}


@pytest.mark.parametrize(
    ("drawn", "asked", "steg"),
    [
        (WRITTEN, {"steg": "arshjul"}, "arshjul"),
        (WRITTEN, {"steg": "omrade", "omrade": "vald"}, "omrade"),
        (WRITTEN, {"steg": "omrade"}, "status"),
        (WRITTEN, {"steg": "3"}, "status"),
        (WRITTEN, {"steg": "delning"}, "delning"),
        ("", {"steg": "delning"}, "arshjul"),
        ("", {"steg": "omrade", "omrade": "vald"}, "arshjul"),
    ],
)
def test_the_part_is_one_of_its_own_that_is_open(shipped: Store, drawn: str, asked: dict, steg: str) -> None:
    assert laget(shipped, drawn, **asked).question.steg == steg


def test_the_area_is_that_of_its_form_and_of_the_year_and_not_of_the_matrix(shipped: Store) -> None:
    assert laget(shipped, steg="omrade", omrade="vald").shown.omrade == "vald"
    assert laget(shipped, steg="status", omrade="vald").shown is None
    year = laget(shipped, steg="arshjul", omrade="barn_unga").wheel
    assert "resultat_barn_unga" in [one.id for one in year.moments]
    assert "resultat" not in [one.id for one in year.moments]
    assert "resultat" in [one.id for one in laget(shipped, steg="status", omrade="barn_unga").wheel.moments]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"omrade": "skola"}, "Området ”skola” finns inte"),
        ({"year": 1950}, "Årshjulet visar inte 1950. Det visar åren 2016–2028."),
    ],
)
def test_what_is_not_there_is_told_and_refused_where_nobody_can_be_told(shipped: Store, asked: dict, told: str) -> None:
    found = laget(shipped, **asked)
    assert told in found.told[0]
    assert found.question.omrade is None
    assert found.wheel.year == TODAY.year
    with pytest.raises(QuestionError, match=told):
        answers.checked_laget(store.SHIPPED, Question("laget", **asked), None, TODAY)


def test_an_area_that_is_written_of_is_there_whatever_the_edition_has(shipped: Store) -> None:
    found = laget(shipped, "laget/ame/enkat/svar   ja")
    assert [one.omrade for one in found.stands] == [*OMRADEN, "ame"]
    assert found.counts["ja"] == 1


def test_a_data_folders_own_dates_are_the_years(tmp_path: Path, shipped: Store) -> None:
    (tmp_path / "catalogue").mkdir()
    entry = '[[datum]]\nid = "egna"\ntitel = "Eget"\nnar = "vecka 10"\nkalla = "x"\nvecka = 10\n'
    (tmp_path / "catalogue" / "arshjul.toml").write_text(entry, "utf-8")
    found = answers.laget(shipped, tmp_path, Question("laget"), None, TODAY)
    assert [one.id for one in found.wheel.moments] == ["egna"]


def test_today_is_a_day() -> None:
    assert abs((answers.today() - date.today()).days) <= 1
    assert answers.today().year in answers.wheel_years(answers.today())
