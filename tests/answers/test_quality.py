"""Kvalitet: the own kommun's flags, the group's, and those of whole indikatorer."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from ojdash import answers
from ojdash.domain.question import Question
from ojdash.store import Store
from tests.drawing import edition, edition_of_before, indikator, many

AO, JA, NY = indikator("AO"), indikator("JA", "ja_nej"), indikator("NY")
VALD = indikator("VALD", omrade="vald")
DRAWN = """
    AO      2022     2023      2024
    1860    50/100   101/100   _
    1862    60/100   100/8     100/8
    1880    55/100   101/100   101/100
    1440    55/100   101/100   101/100

    JA      2023     2024
    1860    Ja       Nej
    1862    Ja       Nej

    VALD    2024
    1860    101
    1880    5
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, VALD)


def ask(store: Store, kommun: str = "1860", **said: object) -> answers.Answer:
    return answers.answer(store, answers.checked(store, Question("kvalitet", kommun, **{"omrade": "lss"} | said)))


def told(answer: answers.Answer) -> list[tuple]:
    return list(answer.rows[["whose", "namn", "indikator", "kind", "year"]].itertuples(index=False, name=None))


def test_the_own_kommuns_flags_come_first_then_the_groups_by_name(drawn: Store) -> None:
    assert told(ask(drawn)) == [
        ("egen", "Laxå", "AO", "utanfor", 2023),  # its own newest year, though the nation has 2024
        ("egen", "Laxå", "AO", "hopp", 2023),
        ("egen", "Laxå", "JA", "ja_till_nej", 2024),
        ("gruppen", "Degerfors", "JA", "ja_till_nej", 2024),
        ("gruppen", "Degerfors", "AO", "ytterst", 2024),
        ("gruppen", "Örebro", "AO", "utanfor", 2024),
    ]


def test_of_one_year_only_that_years_flags_are_told(drawn: Store) -> None:
    assert {(row[1], row[3]) for row in told(ask(drawn, year=2023))} == {
        *(("Laxå", "utanfor"), ("Laxå", "hopp"), ("Örebro", "utanfor"), ("Örebro", "hopp")),
        ("Degerfors", "ytterst"),
    }
    assert told(ask(drawn, year=2022)) == []


def test_the_group_is_the_one_asked_for(drawn: Store) -> None:
    assert {row[1] for row in told(ask(drawn, peers="1440"))} == {"Laxå", "Ale"}
    assert {row[1] for row in told(ask(drawn, peers="riket"))} == {"Laxå", "Degerfors", "Örebro", "Ale"}


def test_another_area_has_its_own_flags_and_the_first_is_asked_unless_said(drawn: Store) -> None:
    assert told(ask(drawn, omrade="vald")) == [("egen", "Laxå", "VALD", "utanfor", 2024)]
    assert ask(drawn, omrade=None).question.omrade == "lss"


def test_each_flag_says_whom_to_ask(drawn: Store, tmp_path: Path) -> None:
    each = {(row.kind, row.ask) for row in ask(drawn).rows.itertuples()}
    assert each == {("utanfor", "kalla"), ("hopp", "kommun"), ("ja_till_nej", "kommun"), ("ytterst", "kommun")}
    rows = pd.concat([many("AO", 2023, [50.0 + n / 10 for n in range(40)]), many("AO", 2024, [100.0] * 30)])
    answer = ask(edition(tmp_path, rows, AO), "1001")
    asked = {(row.kind, row.kommun): row.ask for row in answer.rows.itertuples()}
    assert asked == {("ytterst", None): "kalla", ("tackning", None): "kalla"}
    assert set(answer.rows["whose"]) == {"indikatorn"}


def test_flags_are_counted_by_kind_and_whose(drawn: Store) -> None:
    counts = ask(drawn).counts
    assert counts["by_kind"] == {
        "utanfor": {"egen": 1, "gruppen": 1, "indikatorn": 0},
        "hopp": {"egen": 1, "gruppen": 0, "indikatorn": 0},
        "ja_till_nej": {"egen": 1, "gruppen": 1, "indikatorn": 0},
        "ytterst": {"egen": 0, "gruppen": 1, "indikatorn": 0},
    }
    assert (counts["controlled"], counts["checked"]) == (True, 2)


def test_that_nothing_is_flagged_is_an_answer(tmp_path: Path) -> None:
    answer = ask(edition(tmp_path, "AO 2024\n1860 50/100\n1880 60/100", AO))
    assert answer.rows.empty
    assert not answer.is_empty
    assert answer.counts["by_kind"] == {}


def test_an_indikator_without_any_value_is_no_hindrance(tmp_path: Path) -> None:
    answer = ask(edition(tmp_path, "AO 2024\n1860 101/100\n1880 60/100", AO, NY))
    assert [row[3] for row in told(answer)] == ["utanfor"]


def test_the_surest_are_of_the_newest_year_two_of_a_kind_and_the_impossible_first(drawn: Store) -> None:
    found = answers.surest(drawn)
    assert [(row["kind"], row["kommun"], row["year"]) for row in found] == [
        ("utanfor", "1440", 2024),
        ("utanfor", "1880", 2024),
        ("ja_till_nej", "1860", 2024),
        ("ja_till_nej", "1862", 2024),
        ("ytterst", "1862", 2024),
    ]
    assert len(answers.surest(drawn, 2)) == 2


def test_of_an_edition_without_flags_nothing_is_the_surest(tmp_path: Path) -> None:
    assert answers.surest(edition(tmp_path, "AO 2024\n1860 50/100\n1880 60/100", AO)) == []
    assert answers.surest(edition_of_before(tmp_path / "before", DRAWN, AO, JA, VALD)) == []


def test_of_the_example_every_area_can_be_asked(example: Store) -> None:
    for omrade in example.by_omrade:
        answer = ask(example, "0685", omrade=omrade)
        assert set(answer.rows["whose"]) <= {"egen", "gruppen", "indikatorn"}
        assert len(answer.rows) < 400
