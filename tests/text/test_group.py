"""Two medians never have one name, and a count of Ja says who is not in it."""

from __future__ import annotations

import pytest

from ojdash.domain.group import Group, Tally
from ojdash.text import group as text
from tests.drawing import indikator

AO = indikator("AO")
JA = indikator("JA", "ja_nej", ja_betyder="har en aktuell rutin")


def of(kind: str, members: int, leaves_out: bool = True) -> Group:
    return Group(kind, "", tuple(map(str, range(members))), leaves_out=leaves_out)


@pytest.mark.parametrize(
    ("kind", "members", "others", "everyone"),
    [
        ("lan", 12, "länets övriga 12 kommuner", "länets 13 kommuner"),
        ("lan", 1, "länets andra kommun", "länets 2 kommuner"),
        ("kommungrupp", 34, "kommungruppens övriga 34 kommuner", "kommungruppens 35 kommuner"),
        ("riket", 289, "rikets övriga 289 kommuner", "rikets 290 kommuner"),
        ("liknande", 7, "de 7 liknande kommunerna", "de 8 kommunerna (Laxå och 7 liknande)"),
        ("valda", 3, "de 3 valda kommunerna", "de 4 kommunerna (Laxå och 3 valda)"),
        ("valda", 1, "den valda kommunen", "de 2 kommunerna (Laxå och 1 vald)"),
    ],
)
def test_the_group_is_named_apart_with_and_without_the_own_kommun(kind, members, others, everyone) -> None:
    group = of(kind, members)
    assert (text.others(group), text.everyone(group, "Laxå")) == (others, everyone)
    assert text.median(group) != text.median(group, with_own=True)


@pytest.mark.parametrize(
    ("kind", "whose"),
    [("lan", "länets 13"), ("riket", "rikets 13"), ("valda", "gruppens 13"), ("liknande", "gruppens 13")],
)
def test_in_a_county_report_every_kommun_is_counted(kind: str, whose: str) -> None:
    group = of(kind, 13, leaves_out=False)
    assert text.median(group) == text.median(group, with_own=True) == f"medianen för {whose}"
    assert text.everyone(group) == f"{whose} kommuner"


@pytest.mark.parametrize(
    ("counted", "sentence"),
    [
        (Tally(13, 4, 3, 4), "4 av de 4 som svarat har en aktuell rutin; 6 saknar svar; 3 berörs inte"),
        (Tally(13, 13, 0, 9), "9 av de 13 som svarat har en aktuell rutin"),
        (Tally(13, 12, 1, 0), "ingen av de 12 som svarat har en aktuell rutin; 1 berörs inte"),
        (Tally(4, 1, 0, 1), "bara en har svarat: ja; 3 saknar svar"),
        (Tally(4, 0, 2, 0), "ingen har svarat; 2 saknar svar; 2 berörs inte"),
    ],
)
def test_a_count_of_ja_says_who_answered_who_has_not_and_whom_it_does_not_concern(
    counted: Tally, sentence: str
) -> None:
    assert text.answers(JA, counted) == sentence


@pytest.mark.parametrize(
    ("kind", "leaves_out", "members", "name"),
    [
        ("lan", True, 0, "länets enda kommun"),
        ("lan", False, 1, "länets enda kommun"),
        ("valda", True, 0, "gruppens enda kommun"),
        ("liknande", False, 1, "gruppens enda kommun"),
    ],
)
def test_a_group_of_one_is_not_counted(kind: str, leaves_out: bool, members: int, name: str) -> None:
    assert text.everyone(of(kind, members, leaves_out), "Laxå") == name


def test_values_too_few_for_a_median_are_listed() -> None:
    three = [("Eksjö", 70.0), ("Habo", 72.0), ("Nässjö", 80.0)]
    assert text.few(AO, "länets övriga 12 kommuner", 12, three) == (
        "Av länets övriga 12 kommuner har 3 ett värde: Eksjö 70, Habo 72, Nässjö 80 procent."
    )
    assert text.few(AO, "de 3 valda kommunerna", 3, three).startswith("De 3 valda kommunerna: Eksjö 70, ")
    assert text.few(AO, "länets övriga 12 kommuner", 12, three[:1]).startswith(
        "Av länets övriga 12 kommuner har en ett"
    )
