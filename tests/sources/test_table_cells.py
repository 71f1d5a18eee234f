"""What single cells of a table say: places, numbers, answers and signs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.domain.missing import MISSING
from ojdash.domain.rounding import rounded
from ojdash.sources.table.cells import SIGNS, WORDS, clean, reading
from ojdash.sources.table.numbers import number, unclear_separators, unclear_shares
from ojdash.sources.table.places import Gazetteer, distance
from ojdash.text import words
from tests.drawing import indikator

KOMMUNER = catalogue.kommuner()
GAZETTEER = Gazetteer(KOMMUNER)
ANDEL, JA, KRONOR = indikator("A", decimals=1), indikator("J", "ja_nej"), indikator("K", "kronor")
DAGAR = indikator("D", "dagar")
TWO = indikator("J2", "ja_nej", codes={"1": "Ja", "2": "Nej"})
KAT = indikator("C", "kategori", codes={"0": "mer än 15 dagar", "1": "8–14 dagar"})


@pytest.mark.parametrize(
    ("cell", "kind", "kod"),
    [
        ("0114", "kommun", "0114"),
        (114, "kommun", "0114"),
        (114.0, "kommun", "0114"),
        ("114", "kommun", "0114"),
        ("Upplands Väsby", "kommun", "0114"),
        ("UPPLANDS VÄSBY", "kommun", "0114"),
        ("0114 Upplands väsby", "kommun", "0114"),
        ("0114-Upplands Väsby", "kommun", "0114"),
        ("Upplands Väsby (0114)", "kommun", "0114"),
        ("Upplands-Väsby kommun", "kommun", "0114"),
        ("Stockholms stad", "kommun", "0180"),
        ("Vetlanda kommun", "kommun", "0685"),
        ("Örebro*", "kommun", "1880"),
        ("Örebo", "kommun", "1880"),  # one neighbour
        ("0114 Upplands Väsbi", "kommun", "0114"),
        ("0114 Vallentuna", "disagree", "0114"),
        ("9999 Upplands Väsby", "okand", ""),
        ("RIKET*", "riket", "0000"),
        ("00 Riket", "riket", "0000"),
        ("0000", "riket", "0000"),
        ("Stockholms län", "lan", ""),
        ("01 Stockholms län", "lan", ""),
        ("Region Jönköpings län", "lan", ""),
        ("Regiion Sörmland", "lan", ""),
        ("Västra Götandsregionen", "lan", ""),
        ("Västra Götaland", "lan", ""),
        ("Skåne", "lan", ""),
        ("Kalmar", "kommun", "0880"),
        ("Stockholm, Bromma", "stadsdel", ""),
        ("Göteborg – Angered", "stadsdel", ""),
        ("018001", "stadsdel", ""),
        ("0114 Upplands Väsby, enskild", "regi", ""),
        ("Ale offentlig regi", "regi", ""),
        ("Ale totalt", "kommun", "1440"),
        ("Större stad", "grupp", ""),
        ("2023**", "okand", ""),
        ("2023", "kommun", "2023"),
        ("1234567", "okand", ""),
        ("Okänd", "okand", ""),
        ("Ala", "okand", ""),  # too short to be sure of
        (3.7, "okand", ""),
    ],
)
def test_a_place_is_known_in_every_spelling_or_not_at_all(cell, kind: str, kod: str) -> None:
    found = GAZETTEER.place(cell)
    assert (found.kind, found.kod if kind != "okand" else "") == (kind, kod)


@given(st.sampled_from(KOMMUNER), st.sampled_from([str, str.upper, str.lower, str.title]), st.booleans())
def test_every_kommun_is_known_in_any_case_with_and_without_its_code(kommun, case, coded: bool) -> None:
    said = f"{kommun.kod} {case(kommun.namn)}" if coded else case(kommun.namn)
    found = GAZETTEER.place(said)
    assert (found.kind, found.kod, found.misspelt) == ("kommun", kommun.kod, False)


@given(st.sampled_from(KOMMUNER), st.data())
def test_a_misspelt_name_is_never_taken_for_another_kommun(kommun, data) -> None:
    place = data.draw(st.integers(0, len(kommun.namn) - 1))
    wrong = kommun.namn[:place] + data.draw(st.sampled_from("abekrsåäö")) + kommun.namn[place + 1 :]
    found = GAZETTEER.place(wrong)
    assert found.kod in ("", kommun.kod) or found.kod == GAZETTEER.place(wrong.title()).kod
    if found.misspelt:
        others = [other for other in KOMMUNER if distance(wrong.casefold(), other.namn.casefold(), 2) <= 1]
        assert found.kind == "lan" or others == [kommun] or len(wrong) >= 10


@pytest.mark.parametrize(
    ("one", "other", "apart"), [("ale", "ale", 0), ("ale", "ael", 1), ("örebo", "örebro", 1), ("ab", "xy", 2)]
)
def test_letters_are_counted(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == apart


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,5", 1.5, ""),
        ("1.5", 1.5, ""),
        ("1\u00a0234,5", 1234.5, ""),
        ("1\u202f234", 1234, ""),
        ("1\u2009234\u2009567", 1234567, ""),
        ("1 234", 1234, ""),
        ("1.234,5", 1234.5, ""),
        ("1,234.5", 1234.5, ""),
        ("1.234.567", 1234567, ""),
        ("72 %", 72, "%"),
        ("72,4%", 72.4, "%"),
        ("72 procent", 72, "%"),
        ("1 234 kr", 1234, "kr"),
        ("12 dagar", 12, "dagar"),
        ("−3", -3, ""),
        ("–3", -3, ""),
    ],
)
def test_numbers_are_read_the_swedish_way(text: str, value: float, unit: str) -> None:
    assert number(clean(text)) == (value, unit)


@pytest.mark.parametrize("text", ["12 34", "1,2,3", "3–5", "", "212 tkr", "7 ‰", "<5", "1'234"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(clean(text)) is None


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_number_that_we_spell_is_read_back(value: float, decimals: int) -> None:
    assert number(clean(words.number(value, decimals))).value == rounded(value, decimals)


@pytest.mark.parametrize(
    ("texts", "share", "unclear"),
    [
        (["212.345", "198.764"], False, ["212.345", "198.764"]),
        (["212,345"], False, ["212,345"]),
        (["212,345", "98,5"], False, []),  # the comma is the decimal sign elsewhere
        (["212.345", "98.5"], False, []),
        (["0.345"], False, []),  # no thousand begins with 0
        (["1.234", "0,5"], False, ["1.234"]),
        (["1.234", "0,5"], True, ["1.234"]),
        (["12,5", "12.5"], False, []),  # no thousand has one decimal
        (["212.345", "1.234,5"], False, ["212.345"]),
        (["72.345"], True, []),  # no percent is a thousand
        (["72,4", "80"], True, []),
        ([], False, []),
    ],
)
def test_a_column_says_its_decimal_sign_or_is_asked(texts: list[str], share: bool, unclear: list[str]) -> None:
    assert unclear_separators(texts, share) == unclear


@pytest.mark.parametrize(
    ("values", "unclear"),
    [
        ([0.72, 0.8], [0.72, 0.8]),
        ([0.72], [0.72]),
        ([0.72, 1.02], [0.72]),  # a share may pass 1
        ([0.72, 64, 80], [0.72]),
        ([0.72, 0.8, 1, 0], [0.72, 0.8]),
        ([0.3, 0.8, 1.2, 4, 18.8], []),  # small percents, one beside the other
        ([0, 1, 1, 0], []),
        ([72, 80], []),
        ([], []),
    ],
)
def test_numbers_that_look_like_shares_are_asked_about(values: list[float], unclear: list[float]) -> None:
    assert unclear_shares(values) == unclear


def test_a_soft_hyphen_is_a_hyphen_only_between_digits() -> None:
    assert clean("0\u00ad4") == "0-4"
    assert clean("Upp\u00adlands\u00a0 Väsby ") == "Upplands Väsby"


@pytest.mark.parametrize(
    ("cell", "definition", "value", "missing"),
    [
        ("Ja", JA, 1, None),
        ("JA", JA, 1, None),
        ("nej", JA, 0, None),
        (1.0, JA, 1, None),
        ("0", JA, 0, None),
        (2.0, TWO, 0, None),
        ("8–14 dagar", KAT, 1, None),
        ("1", KAT, 1, None),
        ("<5", ANDEL, np.nan, "sekretess"),
        ("Uppgift saknas", JA, np.nan, "ej_svarat"),
        ("12 dagar", DAGAR, 12, None),
        ("Ej aktuellt", JA, np.nan, "ej_tillamplig"),
        ("ej_publicerad", JA, np.nan, "ej_publicerad"),
        (None, ANDEL, np.nan, "okant"),
        ("\u00a0", ANDEL, np.nan, "okant"),
        ("45,5*", ANDEL, 45.5, None),
    ],
)
def test_a_cell_is_a_value_or_a_kind_of_missing(cell, definition, value: float, missing: str | None) -> None:
    found = reading(cell, definition, {}, False, None)
    assert found.known
    assert found.missing == missing
    np.testing.assert_equal(found.value, value)


@pytest.mark.parametrize(
    ("cell", "definition"),
    [
        *((sign, ANDEL) for sign in ("..", ".", "-", "–", "x", "*", "n/a")),
        *[("kanske", JA), (2.0, JA), ("Ja", ANDEL), ("72 %", KRONOR), ("#N/A", ANDEL), ("=A1+B1", ANDEL), (7.0, KAT)],
        ("12 dagar", KRONOR),
        ("72 kr", ANDEL),
    ],
)
def test_what_can_not_be_a_value_is_not_made_one(cell, definition) -> None:
    assert not reading(cell, definition, {}, False, None).known


def test_the_nation_s_answer_is_a_share() -> None:
    for cell in ("67 %", 67.0, 0.67, "0,67"):
        assert reading(cell, JA, {}, True, None).value == 0.67


def test_the_profile_s_signs_go_first_and_may_leave_out() -> None:
    assert reading("-", ANDEL, {"-": "ej_insamlad"}, False, None).missing == "ej_insamlad"
    assert reading("n/a", ANDEL, {"n/a": ""}, False, None).ignored
    assert reading("X", JA, {"x": "ja"}, False, None).value == 1


def test_a_factor_brings_shares_to_percent_but_not_what_says_percent() -> None:
    assert reading(0.72, ANDEL, {}, False, 100).value == 72
    assert reading("72 %", ANDEL, {}, False, 100).value == 72


def test_every_word_and_sign_is_a_kind_of_missing() -> None:
    assert set(WORDS.values()) == set(MISSING)
    assert set(SIGNS.values()) <= set(MISSING)
    assert not set(SIGNS) & set(WORDS)
