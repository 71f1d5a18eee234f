"""Numbers the Swedish way, and the words that many pages share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.change import VERDICTS, Change, change
from ojdash.domain.indikator import Brott
from ojdash.domain.missing import MISSING, SIGNS
from ojdash.domain.rounding import rounded
from ojdash.domain.signal import SIGNALS
from ojdash.text import words
from tests.drawing import indikator

ANDEL = indikator("A")
TIONDEL = indikator("T", decimals=1)
DAGAR = indikator("D", "dagar", decimals=1)
KRONOR = indikator("K", "kronor")
JA = indikator("J", "ja_nej")
KAT = indikator("C", "kategori", codes={"0": "mer än 15 dagar", "1": "8–14 dagar"})


@pytest.mark.parametrize(
    ("value", "decimals", "spelled"),
    [
        (0, 0, "0"),
        (72, 0, "72"),
        (3.14159, 1, "3,1"),
        (3.14159, 4, "3,1416"),
        (999, 0, "999"),
        (1000, 0, "1\u202f000"),
        (1234567.891, 2, "1\u202f234\u202f567,89"),
        (-7, 0, "\u22127"),
        (-1234.5, 1, "\u22121\u202f234,5"),
        (-0.4, 0, "0"),  # no minus nothing
        (-0.0, 1, "0,0"),
        (100, 1, "100,0"),
    ],
)
def test_numbers_are_spelled_the_swedish_way(value: float, decimals: int, spelled: str) -> None:
    assert words.number(value, decimals) == spelled


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_spelled_number_reads_back_as_published(value: float, decimals: int) -> None:
    spelled = words.number(value, decimals)
    assert float(spelled.replace("\u202f", "").replace("\u2212", "-").replace(",", ".")) == rounded(value, decimals)
    assert not set(spelled) & set(".- ")


@pytest.mark.parametrize(
    ("definition", "found", "long", "short"),
    [
        (ANDEL, 72.4, "72 procent", "72\u202f%"),
        (TIONDEL, 72.44, "72,4 procent", "72,4\u202f%"),
        (DAGAR, 3.4, "3,4 dagar", "3,4"),
        (KRONOR, 5311, "5\u202f311 kronor per invånare", "5\u202f311"),
        (JA, 1, "Ja", "Ja"),
        (JA, 0, "Nej", "Nej"),
        (JA, 0.667, "67\u202f% svarar ja", "67\u202f% svarar ja"),  # Riket
        (KAT, 1, "8–14 dagar", "8–14 dagar"),
        (KAT, 7, "kod 7", "kod 7"),
        (ANDEL, None, "", ""),
        (ANDEL, float("nan"), "", ""),
    ],
)
def test_a_value_has_its_unit_and_its_decimals(definition, found, long: str, short: str) -> None:
    assert words.value(definition, found) == long
    assert words.value(definition, found, short=True) == short


BROTT = indikator("B", breaks=(Brott(2023, "Ny fråga."),))


@pytest.mark.parametrize(
    ("definition", "moved", "sentence", "short"),
    [
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 60, 500, 500),
            "↗ Säkerställd ökning sedan 2022: 10 procentenheter (+4 till +16).",
            "↗ +10",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 60, 50, 500, 500),
            "↘ Säkerställd minskning sedan 2022: 10 procentenheter (−16 till −4).",
            "↘ −10",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55, 50, 50),
            "≈ Ingen säkerställd förändring sedan 2022: +5 procentenheter (−14 till +24) ryms inom slumpen.",
            "≈ +5",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55),
            "5 procentenheter högre än 2022. Kan inte prövas: antalet svar är okänt.",
            "+5",
        ),
        (
            DAGAR,
            change(DAGAR, 2022, 2023, 5.5, 3.4),
            "2,1 dagar färre än 2022. Kan inte prövas: antalet svar är okänt.",
            "−2,1",
        ),
        (ANDEL, change(ANDEL, 2022, 2023, 50, 50), "Samma värde som 2022.", "0"),
        (
            BROTT,
            change(BROTT, 2022, 2023, 50, 60, 500, 500),
            "– Frågan ändrades 2023: ny fråga. Åren 2022 och 2023 kan inte jämföras.",
            "– ändrad fråga",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, None, 60),
            "– Ett av åren 2022 och 2023 saknar värde, så ingen förändring räknas.",
            "–",
        ),
        (ANDEL, change(ANDEL, None, 2023, None, 60), "Det finns inget tidigare år att jämföra med.", "–"),
        (ANDEL, None, "Det finns inget tidigare år att jämföra med.", "–"),
        (JA, change(JA, 2022, 2023, 0, 1), "Svaret har ändrats från nej (2022) till ja (2023).", "Nej → Ja"),
        (JA, change(JA, 2022, 2023, 1, 0), "Svaret har ändrats från ja (2022) till nej (2023).", "Ja → Nej"),
        (JA, change(JA, 2022, 2023, 1, 1), "Samma svar som 2022.", "Samma svar"),
        (KAT, change(KAT, 2022, 2023, 1, 0), "– Svaret är en kategori. Ingen skillnad räknas.", "–"),
    ],
)
def test_a_change_is_one_sentence(definition, moved: Change | None, sentence: str, short: str) -> None:
    assert words.change(definition, moved) == sentence
    assert words.change_short(definition, moved) == short


def test_every_verdict_is_tried_above() -> None:
    tried = {case[1].verdict for case in test_a_change_is_one_sentence.pytestmark[0].args[1] if case[1]}
    assert tried == set(VERDICTS)


@pytest.mark.parametrize(
    ("low", "high", "interval"),
    [
        (0.4, 12.2, "(+0,4 till +12)"),  # rounds to 0, and is above it
        (0.04, 12.2, "(+0,04 till +12)"),
        (0.0004, 12.2, "(0 till +12)"),  # so near 0 that three decimals do not help
        (-0.3, 12.2, "(−0,3 till +12)"),
        (-12.2, -0.4, "(−12 till −0,4)"),
        (0.6, 12.2, "(+1 till +12)"),
    ],
)
def test_an_intervals_end_that_rounds_to_nothing_shows_its_side(low: float, high: float, interval: str) -> None:
    assert interval in words.change(ANDEL, Change(2022, 2023, 6.0, "okning", low, high))


@pytest.mark.parametrize(("found", "said"), [(0.3, "0,3"), (-0.04, "0,04"), (0, "0"), (0.5001, "1")])
def test_a_difference_that_is_there_is_never_said_to_be_0(found: float, said: str) -> None:
    assert words.difference(ANDEL, found) == f"{said} procentenhet{'' if said == '1' else 'er'}"
    assert "0 procentenheter högre" not in words.change(ANDEL, Change(2022, 2023, 0.3, "kan_inte_provas"))


def test_every_word_of_the_domain_has_words_of_its_own() -> None:
    assert set(words.MISSING) == set(words.MISSING_SIGN) == set(MISSING)
    assert len(set(words.MISSING.values())) == len(set(words.MISSING_SIGN.values())) == len(MISSING)
    assert words.MISSING_SIGN["ej_tillamplig"] == SIGNS["ej_tillamplig"]
    assert words.MISSING_SIGN["sekretess"] == SIGNS["sekretess"]
    assert set(words.SIGNAL) == set(words.SIGNAL_SHORT) == set(SIGNALS)
    assert words.GENDER == {"T": "Alla", "K": "Kvinnor", "M": "Män"}


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (None, "Antal svar är inte publicerat."),
        (29, "Få svar (29). Värdet kan ändras mycket av slump; ingen nivå visas."),
        (30, "Osäkert underlag (30 svar)."),
        (99, "Osäkert underlag (99 svar)."),
        (100, "100 svar."),
        (1200, "1\u202f200 svar."),
    ],
)
def test_what_the_number_of_answers_means(n: int | None, said: str) -> None:
    assert words.reliability(n) == said


def test_small_words() -> None:
    assert [words.joined(list("ABC"[:length])) for length in range(4)] == ["", "A", "A och B", "A, B och C"]
    assert words.counted(1, "kommun", "kommuner") == "en kommun"
    assert words.counted(1, "värde", "värden", "ett") == "ett värde"
    assert words.counted(1290, "kommun", "kommuner") == "1\u202f290 kommuner"
    assert [words.genitive(name) for name in ("Vetlanda", "Borås", "Falkenberg")] == [
        "Vetlandas",
        "Borås",
        "Falkenbergs",
    ]


@pytest.mark.parametrize(
    ("unit", "kind", "found", "said"),
    [
        ("personer", "antal", 5, "5 personer fler"),
        ("personer", "antal", -1, "1 person färre"),
        ("ärenden", "antal", 1, "1 ärende fler"),
        ("per 10 000 invånare", "antal", 2, "2 per 10 000 invånare högre"),
        ("kronor per invånare", "kronor", -1, "1 krona per invånare mindre"),
        ("dagar", "dagar", 3, "3 dagar fler"),
        ("procent", "andel", -1, "1 procentenhet lägre"),
    ],
)
def test_more_and_less_are_said_as_people_say_them(unit: str, kind: str, found: float, said: str) -> None:
    definition = replace(ANDEL, kind=kind, unit=unit, decimals=0)
    assert f"{words.difference(definition, found)} {words.more_or_less(definition, found)}" == said
