"""Numbers the Swedish way, and the words that many pages share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("definition", "found", "said", "signed"),
    [
        (ANDEL, 0.3, "mindre än 1 procentenhet", "upp mindre än 1"),
        (TIONDEL, -0.04, "mindre än 0,1 procentenheter", "ned mindre än 0,1"),
        (ANDEL, 0, "0 procentenheter", "0"),
        (ANDEL, 0.5001, "1 procentenhet", "+1"),
        (TIONDEL, 0.05, "0,1 procentenheter", "+0,1"),
        (TIONDEL, -1.25, "1,3 procentenheter", "−1,3"),
        (KRONOR, -0.4, "mindre än 1 krona per invånare", "ned mindre än 1"),
    ],
)
def test_a_difference_that_is_there_is_never_said_to_be_0(definition, found: float, said: str, signed: str) -> None:
    assert words.difference(definition, found) == said
    assert words.signed(definition, found) == signed


@pytest.mark.parametrize(
    ("definition", "found", "said"),
    [(ANDEL, 2.5, "2,5"), (ANDEL, 2, "2"), (ANDEL, 2.4813, "2"), (TIONDEL, 2.25, "2,25"), (DAGAR, 0.1 + 0.2, "0,3")],
)
def test_a_median_halfway_between_two_published_values_has_a_decimal_more(definition, found: float, said: str) -> None:
    assert words.median(definition, found).split()[0] == said


def test_every_word_of_the_domain_has_words_of_its_own() -> None:
    assert set(words.MISSING) == set(words.MISSING_SIGN) == set(MISSING)
    assert len(set(words.MISSING.values())) == len(set(words.MISSING_SIGN.values())) == len(MISSING)
    assert words.MISSING_SIGN["ej_tillamplig"] == SIGNS["ej_tillamplig"]
    assert words.MISSING_SIGN["sekretess"] == SIGNS["sekretess"]
    assert set(words.SIGNAL_SHORT) == set(SIGNALS)
    assert words.GENDER == {"T": "Alla", "K": "Kvinnor", "M": "Män"}


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
        ("per 10 000 invånare", "antal", 2, "2 per 10 000 invånare mer"),
        ("kronor per invånare", "kronor", -1, "1 krona per invånare mindre"),
        ("dagar", "dagar", 3, "3 dagar fler"),
        ("procent", "andel", -1, "1 procentenhet mindre"),
    ],
)
def test_more_and_less_are_said_as_people_say_them(unit: str, kind: str, found: float, said: str) -> None:
    definition = replace(ANDEL, kind=kind, unit=unit, decimals=0)
    assert f"{words.difference(definition, found)} {words.more_or_less(definition, found)}" == said


@pytest.mark.parametrize(
    ("found", "base", "most", "said"),
    [
        (72, 66, 1, ("66 procent", "", "+6 procentenheter")),
        (72, 66.5, 1, ("66,5 procent", "", "+5,5 procentenheter")),  # the value is said as it is published
        (71.6, 66.4, 1, ("66,4 procent", "71,6 procent", "+5,2 procentenheter")),
        (70, 70.25, 6, ("70,25 procent", "", "−0,25 procentenheter")),  # a target, as it is written
        (70.2, 70, 1, ("70 procent", "", "upp mindre än 1 procentenhet")),
    ],
)
def test_a_value_beside_another_is_said_again_where_its_published_decimals_do_not_do(found, base, most, said) -> None:
    assert words.beside(ANDEL, found, base, most) == said
