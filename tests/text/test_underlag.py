"""What a value rests on is said in words that are true of its kind."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from ojdash import answers
from ojdash.domain.answer import each
from ojdash.domain.change import change
from ojdash.domain.indikator import Indikator, Underlag
from ojdash.domain.missing import MISSING
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE
from ojdash.text import changes, charts, rows, underlag, words
from tests.drawing import edition, indikator

KINDS = get_args(Underlag)
ASKED = ("svar", "enheter")  # somebody answered, and not all: then, and only then, answers can be counted


def resting_on(name: str) -> Indikator:
    kind = name if name in ("ja_nej", "kategori") else "kronor" if name == "kostnad" else "andel"
    return indikator("A", kind, underlag=name, codes={"1": "Ja", "0": "Nej"})


@pytest.mark.parametrize(
    ("name", "n", "sentence"),
    [
        ("svar", None, "Antal svar är inte publicerat."),
        ("svar", 29, "Få svar (29). Värdet kan ändras mycket av slump; ingen nivå visas."),
        ("svar", 30, "Osäkert underlag (30 svar)."),
        ("svar", 99, "Osäkert underlag (99 svar)."),
        ("svar", 100, "100 svar."),
        ("svar", 1200, "1\u202f200 svar."),
        ("enheter", None, "Hur många enheter som svarat är inte publicerat."),
        ("enheter", 12, "Få enheter (12). Värdet kan ändras mycket av slump; ingen nivå visas."),
        ("personer", None, "Alla som måttet gäller är räknade."),
        ("personer", 40, "Osäkert underlag (40 personer)."),
        ("arenden", 140, "140 ärenden."),
        ("totalrakning", None, "Alla är räknade."),
        ("kostnad", None, "Hela kostnaden är räknad."),
        ("okant", None, "Hur många värdet bygger på är inte känt."),
        ("okant", 140, "140 svar."),
    ],
)
def test_what_a_value_rests_on(name: str, n: int | None, sentence: str) -> None:
    assert underlag.reliability(resting_on(name), n, RULE) == sentence


HIGHEST = indikator("A", underlag="svar", antal_svar="U23592")


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (None, "Antal svar är inte publicerat."),
        (29, "Få svar (högst 29). Värdet kan ändras mycket av slump; ingen nivå visas."),
        (64, "Osäkert underlag (högst 64 svar)."),
        (1200, "Högst 1\u202f200 svar."),
    ],
)
def test_a_number_that_counts_all_who_answered_the_survey_is_the_highest(n: int | None, sentence: str) -> None:
    assert underlag.reliability(HIGHEST, n, RULE) == sentence


def test_an_interval_made_of_it_is_said_to_be_the_least() -> None:
    narrow = " Osäkerheten är minst så stor, för antalet gäller hela enkäten och en del kan ha hoppat över frågan."
    secured, chance = change(HIGHEST, 2022, 2023, 50, 60, 500, 500), change(HIGHEST, 2022, 2023, 50, 55, 80, 50)
    assert changes.sentence(HIGHEST, secured) == (
        "Upp 10 procentenheter sedan 2022. Det är en säkerställd förändring: med högst 500 svar båda åren är "
        f"skillnaden mellan +4 och +16.{narrow}"
    )
    assert changes.sentence(HIGHEST, chance).endswith(
        f"med högst 80 svar 2022 och högst 50 svar 2023 kan skillnaden vara allt från −12 till +22.{narrow}"
    )
    assert narrow.strip() not in changes.sentence(HIGHEST, change(HIGHEST, 2022, 2023, 50, 55))
    assert narrow.strip() not in changes.sentence(resting_on("svar"), secured)


@pytest.mark.parametrize(
    ("kind", "name", "sentence"),
    [
        ("andel", "svar", "Vi kan inte säga om det är slump, för källan anger inte hur många som svarat."),
        ("antal", "svar", "Slump prövas bara för andelar."),  # a mean of answers
        ("andel", "enheter", "Vi kan inte säga om det är slump, för källan anger inte hur många enheter som svarat."),
        ("andel", "personer", "Alla som måttet gäller är räknade, så slump prövas inte."),
        ("dagar", "arenden", "Alla ärenden som måttet gäller är räknade, så slump prövas inte."),
        ("antal", "totalrakning", "Alla är räknade, så slump prövas inte."),
        ("kronor", "kostnad", "Hela kostnaden är räknad, så slump prövas inte."),
        ("andel", "okant", "Vi kan inte säga om det är slump, för det är inte känt hur många värdet bygger på."),
        ("dagar", "okant", "Slump prövas bara för andelar."),
    ],
)
def test_why_a_change_is_not_tried_is_true_of_its_kind(kind: str, name: str, sentence: str) -> None:
    definition = indikator("A", kind, underlag=name)
    assert underlag.untried(definition) == sentence
    assert changes.sentence(definition, change(definition, 2022, 2023, 50, 55)).endswith(sentence)


@pytest.mark.parametrize("name", KINDS)
def test_answers_are_spoken_of_only_where_someone_answered(name: str) -> None:
    """A register, a cost or a number of days has no answers that a publisher could have counted."""
    definition = resting_on(name)
    sentences = [
        underlag.untried(definition),
        underlag.reliability(definition, None, RULE),
        underlag.unknown(definition),
    ]
    sentences += [underlag.missing(definition, kind, RULE) for kind in MISSING]
    if name in ("personer", "arenden", "totalrakning", "kostnad"):
        assert "svar" not in " ".join(sentences)
    if name not in ASKED:
        assert "hur många som svarat" not in " ".join(sentences) and "Antal svar" not in " ".join(sentences)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("svar", "Visas inte (för få svar)"),
        ("enheter", "Visas inte (för få enheter)"),
        ("personer", "Visas inte (för få personer)"),
        ("arenden", "Visas inte (för få ärenden)"),
        ("totalrakning", "Visas inte (för få personer)"),
        ("kostnad", "Visas inte (sekretess)"),
        ("ja_nej", "Visas inte (sekretess)"),  # one answer, the kommun's own: it can't be few
        ("kategori", "Visas inte (sekretess)"),
        ("okant", "Visas inte (sekretess)"),
    ],
)
def test_a_withheld_value_is_of_what_it_rests_on(name: str, sentence: str) -> None:
    assert underlag.missing(resting_on(name), "sekretess", RULE) == sentence


@pytest.mark.parametrize("kind", MISSING)
def test_a_kommun_answers_only_its_own_questions(kind: str) -> None:
    assert (
        underlag.missing(resting_on("ja_nej"), kind, RULE) == underlag.missing(None, kind, RULE) == words.MISSING[kind]
    )
    register = underlag.missing(resting_on("totalrakning"), kind, RULE).lower()
    assert "fråga" not in register and "svar" not in register


@pytest.mark.parametrize(
    ("name", "cells", "head"),
    [
        ("svar", "50/120 51", "Antal svar"),
        ("svar", "50 51", "Antal svar"),  # there are answers, and how many is not said
        ("okant", "50 51", "Antal svar"),
        ("enheter", "50 51", "Antal enheter"),
        ("personer", "50/40 51", "Antal personer"),
        ("personer", "50 51", None),
        ("totalrakning", "50 51", None),
        ("ja_nej", "Ja Nej", None),
    ],
)
def test_a_table_has_a_column_of_n_only_of_what_can_be_counted(
    tmp_path: Path, name: str, cells: str, head: str | None
) -> None:
    store = edition(tmp_path, f"A 2023 2024\n1860 {cells}", resting_on(name))
    answer = answers.answer(store, Question("indikator", "1860", indikator="A"))
    columns = rows.columns_of(answer, ("year", "value", "n"))
    assert columns == ("year", "value", *(["n"] if head else []))
    assert [rows.heading(answer, column) for column in columns] == ["År", "Värde", *([head] if head else [])]


def test_a_cell_of_n_says_what_the_most_is(tmp_path: Path) -> None:
    store = edition(tmp_path, "A 2023 2024\n1860 50/1200 51", HIGHEST)
    answer = answers.answer(store, Question("indikator", "1860", indikator="A"))
    assert [rows.cell(answer, row, "n") for row in each(answer.rows)] == ["högst 1\u202f200", ""]


def test_a_value_without_a_reason_says_so() -> None:
    assert underlag.missing(resting_on("svar"), None, RULE) == "Saknas, källan säger inte varför"


def test_every_kind_has_its_words() -> None:
    assert set(underlag.UNTRIED) == set(underlag.RESTS_ON) == set(KINDS)
    assert set(underlag.COUNTED) <= set(KINDS)


@pytest.mark.parametrize("why", MISSING)
@pytest.mark.parametrize("name", KINDS)
def test_why_a_value_is_missing_fits_in_a_row_of_a_figure_on_a_phone(name: str, why: str) -> None:
    """A phone of 390 pixels leaves 280 beside a kommun's name: 46 letters of the small size."""
    persons = indikator("A", "antal", underlag="personer")
    for definition in (resting_on(name), persons):
        assert 5 < len(charts.missing(definition, why, RULE)) <= 46
