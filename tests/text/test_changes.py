"""A change in words: how much first, then whether it may be chance, or why that can't be said."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ojdash.domain.change import VERDICTS, Change, change
from ojdash.domain.counting import Counts, Steps
from ojdash.domain.indikator import Brott
from ojdash.text import changes
from tests.drawing import indikator

ANDEL = indikator("A")
DAGAR = indikator("D", "dagar", decimals=1)
JA = indikator("J", "ja_nej")
KAT = indikator("C", "kategori", codes={"0": "mer än 15 dagar", "1": "8–14 dagar"})

BROTT = indikator("B", breaks=(Brott(2023, "Ny fråga."),))


@pytest.mark.parametrize(
    ("definition", "moved", "sentence", "short"),
    [
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 60, 500, 500),
            "Upp 10 procentenheter sedan 2022. Det är en säkerställd förändring: med 500 svar båda åren är skillnaden "
            "mellan +4 och +16.",
            "↗ +10",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 60, 50, 500, 500),
            "Ned 10 procentenheter sedan 2022. Det är en säkerställd förändring: med 500 svar båda åren är skillnaden "
            "mellan −16 och −4.",
            "↘ −10",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55, 50, 50),
            "Upp 5 procentenheter sedan 2022. Det kan vara slump: med 50 svar båda åren kan skillnaden vara allt från "
            "−14 till +24.",
            "≈ +5",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55),
            "Upp 5 procentenheter sedan 2022. Vi kan inte säga om det är slump, för det är inte känt hur många värdet "
            "bygger på.",
            "+5",
        ),
        (
            DAGAR,
            change(DAGAR, 2022, 2023, 5.5, 3.4),
            "Ned 2,1 dagar sedan 2022. Slump prövas bara för andelar.",
            "−2,1",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55, counts=Counts(93, 31)),
            "Upp 5 procentenheter sedan 2022. 31 av 93 kommuner av liknande storlek ändrades minst lika mycket, uppåt "
            "eller nedåt.",
            "+5; 31 av 93",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 55, 50, counts=Counts(96, 1), steps=Steps(1, 4, 2012, 8)),
            "Ned 5 procentenheter sedan 2022. 1 av 96 kommuner av liknande storlek ändrades minst lika mycket, uppåt "
            "eller nedåt. En så stor förändring är ovanlig. Mellan 2012 och 2022 rörde sig värdet 1 till 4 per "
            "mätning.",
            "−5, ovanlig; 1 av 96; förut 1 till 4",
        ),
        (
            DAGAR,
            change(DAGAR, 2022, 2023, 5.5, 3.4, counts=Counts(12, 0), steps=Steps(0, 0, 2019, 3)),
            "Ned 2,1 dagar sedan 2022. Ingen av 12 kommuner av liknande storlek ändrades så mycket, uppåt eller nedåt. "
            "De är för få för att säga om det är ovanligt. Mellan 2019 och 2022 var värdet detsamma vid varje mätning.",
            "−2,1; 0 av 12",
        ),
        (ANDEL, change(ANDEL, 2022, 2023, 50, 50, counts=Counts(93, 93)), "Samma värde som 2022.", "0"),
        (ANDEL, change(ANDEL, 2022, 2023, 50, 50), "Samma värde som 2022.", "0"),
        (  # 66 and 72 are not 5 apart
            ANDEL,
            change(ANDEL, 2022, 2023, 66.4, 71.6),
            "Upp 5 procentenheter sedan 2022, från 66,4 till 71,6 procent. Vi kan inte säga om det är slump, för det "
            "är inte känt hur många värdet bygger på.",
            "+5",
        ),
        (
            DAGAR,
            change(DAGAR, 2022, 2023, 5.52, 5.51),
            "Ned mindre än 0,1 dagar sedan 2022. Slump prövas bara för andelar.",
            "ned mindre än 0,1",
        ),
        (
            BROTT,
            change(BROTT, 2022, 2023, 50, 60, 500, 500),
            "Frågan ändrades 2023: ny fråga. Åren 2022 och 2023 kan inte jämföras.",
            "– ändrad fråga",
        ),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, None, 60),
            "Ett av åren 2022 och 2023 saknar värde, så ingen förändring räknas.",
            "–",
        ),
        (ANDEL, change(ANDEL, None, 2023, None, 60), "Det finns inget tidigare år att jämföra med.", "–"),
        (ANDEL, None, "Det finns inget tidigare år att jämföra med.", "–"),
        (JA, change(JA, 2022, 2023, 0, 1), "Svaret har ändrats från nej (2022) till ja (2023).", "Nej → Ja"),
        (JA, change(JA, 2022, 2023, 1, 0), "Svaret har ändrats från ja (2022) till nej (2023).", "Ja → Nej"),
        (JA, change(JA, 2022, 2023, 1, 1), "Samma svar som 2022.", "Samma svar"),
        (  # one of one is told in the singular
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55, counts=Counts(1, 1)),
            "Upp 5 procentenheter sedan 2022. 1 av 1 kommun av liknande storlek ändrades minst lika mycket, uppåt "
            "eller nedåt. De är för få för att säga om det är ovanligt.",
            "+5; 1 av 1",
        ),
        (
            JA,
            change(JA, 2022, 2023, None, 1),
            "Ett av åren 2022 och 2023 saknar värde, så ingen förändring räknas.",
            "–",
        ),
        (KAT, change(KAT, 2022, 2023, 1, 0), "Svaret är en kategori. Ingen skillnad räknas.", "–"),
    ],
)
def test_a_change_is_one_sentence(definition, moved: Change | None, sentence: str, short: str) -> None:
    assert changes.sentence(definition, moved) == sentence
    assert changes.short(definition, moved) == short


def test_every_verdict_is_tried_above() -> None:
    tried = {case[1].verdict for case in test_a_change_is_one_sentence.pytestmark[0].args[1] if case[1]}
    assert tried == set(VERDICTS)


@pytest.mark.parametrize(
    ("low", "high", "interval"),
    [
        (0.4, 12.2, "mellan +0,4 och +12."),  # rounds to 0, and is above it
        (0.04, 12.2, "mellan +0,04 och +12."),
        (0.0004, 12.2, "mellan 0 och +12."),  # so near 0 that three decimals do not help
        (-0.3, 12.2, "mellan −0,3 och +12."),
        (-12.2, -0.4, "mellan −12 och −0,4."),
        (0.6, 12.2, "mellan +1 och +12."),
    ],
)
def test_an_intervals_end_that_rounds_to_nothing_shows_its_side(low: float, high: float, interval: str) -> None:
    assert interval in changes.sentence(ANDEL, Change(2022, 2023, 6.0, "okning", low, high, None, 90, 90))


def test_a_difference_that_is_there_is_never_said_to_be_0() -> None:
    sentence = changes.sentence(ANDEL, Change(2022, 2023, 0.3, "kan_inte_provas"))
    assert sentence.startswith("Upp ") and not sentence.startswith("Upp 0 ")


def test_the_answers_of_both_years_are_named_where_they_differ() -> None:
    sentence = changes.sentence(ANDEL, change(ANDEL, 2022, 2023, 60, 80, 80, 1070))
    assert "med 80 svar 2022 och 1\u202f070 svar 2023 är skillnaden mellan" in sentence


def test_the_same_value_twice_still_has_its_interval() -> None:
    sentence = changes.sentence(ANDEL, change(ANDEL, 2022, 2023, 60, 60, 500, 500))
    assert sentence == "Samma värde som 2022. Med 500 svar båda åren kan skillnaden vara allt från −6 till +6."


def test_what_looks_like_no_change_is_not_compared_with_others() -> None:
    sentence = changes.sentence(ANDEL, change(ANDEL, 2022, 2023, 50, 50.3, counts=Counts(93, 93)))
    assert "93" not in sentence


@pytest.mark.parametrize("counts", [None, Counts(0, 0)])
def test_with_nobody_to_count_among_it_is_said_why_it_can_not_be_told(counts: Counts | None) -> None:
    sentence = changes.sentence(ANDEL, change(ANDEL, 2022, 2023, 50, 55, counts=counts))
    assert "Vi kan inte säga" in sentence and "liknande storlek" not in sentence


@pytest.mark.parametrize("counts", [Counts(93, 31), Counts(96, 0), Counts(12, 0)])
def test_what_is_counted_is_never_called_secured(counts: Counts) -> None:
    moved = change(ANDEL, 2022, 2023, 50, 80, counts=counts)
    assert "säkerställ" not in changes.sentence(ANDEL, moved) + changes.short(ANDEL, moved)


def test_in_a_list_a_change_that_is_secured_alone_has_no_arrow_and_says_so() -> None:
    alone = Change(2024, 2025, -14, "minskning", -26, -2, None, 100, 100, in_list=False, tested=38)
    share = indikator("AO", underlag="svar")
    assert changes.short(share, alone) == "≈ −14, säkerställd för sig"
    assert changes.sentence(share, alone) == (
        "Ned 14 procentenheter sedan 2024. Säkerställd för sig, inte bland 38 prövade: med 100 svar båda åren är "
        "skillnaden mellan −26 och −2 när den prövas ensam."
    )
    assert changes.short(share, replace(alone, in_list=True)) == "↘ −14"


@pytest.mark.parametrize(
    ("definition", "moved", "sentence"),
    [
        (ANDEL, change(ANDEL, 2022, 2023, 50, 60, 500, 500), "Upp 10 procentenheter sedan 2022. Säkerställd ökning."),
        (ANDEL, change(ANDEL, 2022, 2023, 50, 55, 50, 50), "Upp 5 procentenheter sedan 2022. Det kan vara slump."),
        (
            ANDEL,
            change(ANDEL, 2022, 2023, 50, 55, counts=Counts(93, 31)),
            "Upp 5 procentenheter sedan 2022. 31 av 93 av liknande storlek ändrades minst lika mycket.",
        ),
        (ANDEL, change(ANDEL, 2022, 2023, None, 60), ""),
        (JA, change(JA, 2022, 2023, 0, 1), ""),
        (KAT, change(KAT, 2022, 2023, 1, 0), ""),
    ],
)
def test_what_hovers_tells_a_quantitys_change_in_few_words(definition, moved: Change, sentence: str) -> None:
    assert changes.since(definition, moved) == sentence


ROW = {
    **{"from_year": 2022, "year": 2023, "value": 55.0, "difference": 5.0, "verdict": "vanlig", "flip": None},
    **{"counted": 93, "at_least": 31, "earlier": 50.0, "earlier_value": 49.0, "in_list": None},
}
OF_ROW = Change(2022, 2023, 5.0, "vanlig", earlier=50.0, later=55.0, counts=Counts(93, 31))


@pytest.mark.parametrize(
    ("cells", "moved"),
    [
        ({}, OF_ROW),
        ({"earlier": None}, replace(OF_ROW, earlier=None)),
        ({"counted": float("nan"), "at_least": float("nan")}, replace(OF_ROW, counts=None)),
        ({"in_list": True}, replace(OF_ROW, in_list=True)),
        ({"in_list": False}, replace(OF_ROW, in_list=False)),
        ({"flip": float("nan")}, OF_ROW),
        ({"flip": "nej_till_ja"}, replace(OF_ROW, flip="nej_till_ja")),
    ],
)
def test_a_change_is_read_from_its_row(cells: dict, moved: Change) -> None:
    assert changes.of_row(SimpleNamespace(**ROW | cells)) == moved
    assert changes.of_row(SimpleNamespace(**ROW | cells), 38) == replace(moved, tested=38)


def test_a_row_of_oversikt_calls_what_was_before_its_earlier_value() -> None:
    row = SimpleNamespace(**{name: cell for name, cell in ROW.items() if name != "earlier"})
    assert changes.of_row(row).earlier == 49.0
