"""The walk-through: which questions, in which order, all kommuner's last answers, and what was written of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers
from ojdash.domain.analys import Analys
from ojdash.domain.errors import QuestionError
from ojdash.domain.indikator import Brott
from ojdash.domain.question import Question
from ojdash.domain.seminar import Last, Walk
from ojdash.store import Store
from tests.drawing import edition, indikator
from tests.writing import analys

SURVEY = "Socialstyrelsen, Öppna jämförelser, kommunenkät"
JA = indikator("JA", "ja_nej", source=SURVEY)
BR = indikator("BR", "ja_nej", source=SURVEY, breaks=(Brott(2025, "Nytt krav."),))
PA = indikator("PA", source=SURVEY)
UT = indikator("UT", "ja_nej", source=SURVEY, until=2024)
REG = indikator("REG", source="Ett register")
VA = indikator("VA", "ja_nej", omrade="vald", source=SURVEY)
ALL = (JA, BR, PA, UT, REG, VA)
DRAWN = """
    JA      2022   2023   2024
    1860    Ja     Nej    Ja
    1862    Ja     Nej    -
    1885    ..     ..     Nej
    BR      2023   2024
    1860    Ja     Ja
    PA      2022   2023
    1860    40     50
    UT      2023   2024
    1860    Ja     Ja
    REG     2024
    1860    5
    VA      2024
    1860    Ja
    1880    Nej
"""
NETWORK = """
    om/kommuner     1860-1862-1880
    om/omrade       lss
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Store:
    return edition(folder, DRAWN, *ALL)


def walk(store: Store, written: str | None = None, data: Path | None = None, **said: object) -> Walk:
    asked = Question("enkat").but(**{"kommun": "1860", "omrade": "lss"} | said)
    return answers.walk(store, asked, analys(written) if written else None, data)


def test_the_year_is_the_one_after_the_newest_value_unless_said(drawn: Store) -> None:
    assert walk(drawn).question.year == 2025
    assert walk(drawn, year=2024).question.year == 2024
    assert walk(drawn, year=2030).question.year == 2030  # a questionnaire is walked through before there is any value
    assert walk(drawn, NETWORK + "enkat/2026/fraga/JA/genomgangen    ja").question.year == 2026


def test_the_questionnaires_questions_come_with_the_changed_first_and_the_dropped_apart(drawn: Store) -> None:
    found = walk(drawn)
    assert [one.id for one in found.asked] == ["BR", "PA", "JA"]
    assert [[new.kind for new in one.news] for one in found.asked] == [["brott"], ["uppehall"], []]
    assert [one.id for one in found.dropped] == ["UT"]
    assert found.others == 1  # a register's is not answered by anyone
    assert [one.id for one in walk(drawn, omrade="vald").asked] == ["VA"]


def test_an_area_without_a_known_questionnaire_is_walked_through_whole(tmp_path: Path) -> None:
    store = edition(tmp_path, "REG 2024\n1860 5", REG)
    assert [one.id for one in walk(store).asked] == ["REG"]


def test_every_kommuns_last_answer_is_there_and_a_missing_one_says_why_and_what_stood_before(drawn: Store) -> None:
    (one,) = [one for one in walk(drawn).asked if one.id == "JA"]
    assert one.last == (
        Last("1862", 2024, None, "ej_svarat", (2023, 0.0)),
        Last("1860", 2024, 1.0, None),
        Last("1885", 2024, 0.0, None),
        Last("1880", 2024, None, "okant"),
    )
    assert (one.ja, one.answered, one.year) == (1, 2, 2024)


def test_an_earlier_years_walk_through_shows_what_was_known_then(drawn: Store) -> None:
    (one,) = [one for one in walk(drawn, year=2023).asked if one.id == "JA"]
    assert {found.kommun: found.value for found in one.last} == {"1862": 1.0, "1860": 1.0, "1885": None, "1880": None}
    (new,) = [one for one in walk(drawn, year=2022).asked if one.id == "JA"]
    assert {found.missing for found in new.last} == {"fanns_inte"}
    assert new.year is None


def test_last_answers_are_the_groups_and_only_of_the_questions_asked_for(drawn: Store) -> None:
    asked = Question("enkat", "1880")
    found = answers.walk(drawn, asked, analys(NETWORK), values_of={"JA"})
    assert list(found.kommuner) == ["1862", "1860", "1880"]
    assert {one.id: len(one.last) for one in found.asked} == {"BR": 0, "PA": 0, "JA": 3}


WRITTEN = (
    NETWORK
    + """
    enkat/2025/1860/JA/svarar               Bara dokumenterade
    enkat/2025/1862/JA/osaker               ja
    enkat/2025/1862/JA/senast               2025-02-10
    enkat/2025/1862/BR/osaker               ja
    enkat/2025/1862/BR/senast               2025-02-01
    enkat/2025/1880/BR/osaker               ja
    enkat/2025/1880/PA/osaker               ja
    enkat/2025/1880/PA/senast               2025-01-01
    enkat/2025/1880/PA/kontrollerad         ja
    enkat/2025/1885/JA/osaker               ja
    enkat/2025/fraga/JA/genomgangen         ja
    enkat/2025/mote/lss/motesdag            2025-01-20
    enkat/2025/mote/vald/motesdag           2025-01-21
    enkat/2025/godkand/lss/1860/godkand     ja
    enkat/2024/1860/JA/svarar               Förra året
    tolkning/abcdefgh/indikator             JA
    tolkning/abcdefgh/text                  Alla betyder alla
    """
)


def test_what_was_written_stands_at_its_question_kommun_and_year(drawn: Store) -> None:
    found = walk(drawn, WRITTEN)
    one = {asked.id: asked for asked in found.asked}["JA"]
    assert (one.said("1860", "svarar"), one.gone, found.gone) == ("Bara dokumenterade", True, 1)
    assert [item.text("text") for item in one.readings] == ["Alla betyder alla"]
    assert found.meeting("motesdag") == "2025-01-20"


def test_uncertain_answers_are_listed_by_day_the_checked_last_and_only_of_the_networks_kommuner(drawn: Store) -> None:
    found = walk(drawn, WRITTEN)
    listed = [(mark.kommun, mark.id) for mark in found.marks]
    assert listed == [("1862", "BR"), ("1862", "JA"), ("1880", "BR"), ("1880", "PA")]
    assert found.open_marks == 3
    assert {one.kommun: one.open for one in found.signed} == {"1862": 2, "1860": 0, "1880": 1}
    assert [one.kommun for one in found.signed if one.text("godkand")] == ["1860"]


def test_another_description_in_the_edition_before_is_told(tmp_path: Path) -> None:
    before = edition(tmp_path, DRAWN, *ALL)
    now = edition(tmp_path, DRAWN, indikator("JA", "ja_nej", source=SURVEY, felkallor="Ny felkälla."), *ALL[1:])
    found = walk(now, data=tmp_path)
    assert found.earlier == before.id
    (new,) = {one.id: one for one in found.asked}["JA"].news
    assert (new.kind, [(part.part, part.after) for part in new.parts]) == (
        "definition",
        [("felkallor", "Ny felkälla.")],
    )
    assert walk(before, data=tmp_path).earlier == ""


def test_descriptions_are_compared_with_those_that_the_analys_was_made_on(tmp_path: Path) -> None:
    first = edition(tmp_path, DRAWN, indikator("JA", "ja_nej", source=SURVEY, syfte="Det gamla."), *ALL[1:])
    edition(tmp_path, DRAWN.replace("40", "41"), *ALL)
    now = edition(tmp_path, DRAWN, *ALL)
    found = walk(now, NETWORK + f"ar/2024/utgava    {first.id}", tmp_path)
    assert found.earlier == first.id
    gone = walk(now, NETWORK + "ar/2024/utgava    kolada-20200101-00000000", tmp_path)
    assert gone.earlier not in ("", first.id)  # pruned: the one before then


def test_what_cannot_be_is_told_and_gets_its_default(drawn: Store) -> None:
    for said, told in (
        ({"kommun": "9999"}, "Kommunen ”9999” finns inte."),
        ({"omrade": "halsa"}, "Området ”halsa” finns inte"),
        ({"indikator": "REG"}, "Indikatorn ”REG” finns inte"),  # not of the questionnaire
    ):
        found = walk(drawn, **said)
        assert found.told[0].startswith(told)
        assert found.asked
        with pytest.raises(QuestionError, match=told[:12]):
            answers.checked_walk(drawn.folder.parents[1], Question("enkat", "1860", "lss").but(**said))


def test_a_questions_area_is_its_own_and_the_analys_area_goes_before_the_address(drawn: Store) -> None:
    found = answers.walk(drawn, Question("enkat", "1860", indikator="VA"))
    assert (found.question.omrade, found.shown.id) == ("vald", "VA")
    assert walk(drawn, NETWORK, omrade="vald").question.omrade == "lss"


def test_without_an_analys_the_kommuns_county_is_shown_and_nobody_may_write(drawn: Store) -> None:
    found = walk(drawn)
    assert list(found.kommuner) == ["1862", "1860", "1885", "1880"]
    assert (found.is_open, found.analys.may_write, found.marks) == (False, False, ())
    empty = answers.walk(drawn, Question("enkat", "1860", "lss"), Analys("a", "skriva", {}))
    assert empty.is_open


def test_the_years_to_choose_begin_with_the_one_to_be_submitted(drawn: Store) -> None:
    assert answers.years_to_walk(drawn, walk(drawn)) == [2025, 2024, 2023]
    assert answers.years_to_walk(drawn, walk(drawn, year=2027)) == [2027, 2025, 2024, 2023]


def test_snabbanalys_has_what_was_said_of_the_answer_before_it_was_submitted(drawn: Store) -> None:
    said = WRITTEN + "\n2025 1862    vald\nJA           ja"
    found = answers.form(drawn, analys(said), Question("snabbanalys", "1862", year=2025))
    (row,) = found.rows
    assert {name: one.value for name, one in row.evidence.walked.items()} == {"osaker": "ja", "senast": "2025-02-10"}
