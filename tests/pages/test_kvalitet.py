"""Kvalitet in a visit: what is worth checking, of whom, how sure, and the way on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from ojdash.text import kvalitet as text
from tests.drawing import REAL, SIMULATED, edition, edition_of_before, indikator
from tests.pages.visiting import Visit, answer_to, plain

Opened = Callable[[str], Visit]
AO, JA = indikator("AO", title="Nöjda <b>brukare</b>"), indikator("JA", "ja_nej", title="Har en rutin")
DRAWN = """
    AO      2023      2024
    1860    50/100    101/100
    1862    60/100    100/8
    1880    50/100    51/100

    JA      2023      2024
    1860    Ja        Nej
    1880    Ja        Ja
"""
ASKED = "kvalitet?kommun=1860&omrade=lss&peers=lan"


def lines(visit: Visit, key: str) -> list[str]:
    return [unescape(plain(one)).strip() for one in re.findall("<li>(.*?)</li>", visit.component(key)["html"])]


def links(visit: Visit, key: str) -> list[str]:
    return [unescape(one) for one in re.findall('href="([^"]+)"', visit.component(key)["html"])]


def test_the_own_kommuns_flags_stand_first_with_how_sure_and_whom_to_ask(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    visit = opened(ASKED)
    assert visit.errors == []
    assert visit.title == "Vad är värt att kontrollera i Laxå? – LSS"
    assert visit.sentence == (
        "Reglerna ger 3 flaggor för Laxå, av 2 indikatorer i området. En flagga är en fråga, inte ett fel."
    )
    first, second, third = lines(visit, "own_flags")
    assert first.startswith("Nöjda <b>brukare</b>Utanför det möjliga. 101 procent 2024 ligger utanför 0–100.")
    assert "Oväntat hopp. 101 procent 2024 (av 100 svar), mot 50 procent 2023 (av 100 svar)." in second
    assert "Så stor skillnad ger slumpen färre än 2 gånger på 1 000 (z +8," in second
    assert second.endswith("Fråga den i Laxå som lämnade uppgiften.")
    assert "Från ja till nej. Svaret var ja 2023 och är nej 2024." in third
    assert text.NOT_ERROR in visit.paragraphs("ojdash-quiet")


def test_each_flag_leads_to_all_years_of_its_indikator(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    visit = opened(ASKED)
    assert links(visit, "own_flags")[2] == ("over_tid?kommun=1860&omrade=lss&indikator=JA&year=2024&peers=lan&gender=T")
    assert links(visit, "group_flags") == ["over_tid?kommun=1862&omrade=lss&indikator=AO&year=2024&peers=lan&gender=T"]
    assert visit.to(links(visit, "own_flags")[2]).errors == []


def test_the_groups_flags_are_folded_a_kommun_at_a_time(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    visit = opened(ASKED)
    html = visit.component("group_flags")["html"]
    assert "<details><summary>Degerfors (1)</summary>" in html
    assert "Exakt 100 procent 2024 (av 8 svar)." in plain(html)
    assert "Örebro län: en flagga i 1 av 2 kommuner." in visit.paragraphs("ojdash-quiet")
    assert visit.labels == ["Kommun", "Område", "Jämför med", "År"]


def test_flags_are_counted_by_kind(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    table = opened(ASKED).html
    assert re.search(r"Från ja till nej</th><td[^>]*>1</td><td[^>]*>0</td><td[^>]*>0</td>", table)
    assert re.search(r"Exakt 0 eller 100 procent</th><td[^>]*>0</td><td[^>]*>1</td><td[^>]*>0</td>", table)


def test_the_rules_that_could_not_be_tried_are_said_with_why(opened: Opened, data: Path) -> None:
    edition(data, "AO 2024\n1860 50\n1880 60\n\nJA 2023 2024\n1860 Ja Ja", indikator("AO"), indikator("JA", "ja_nej"))
    shown = plain(opened("kvalitet?kommun=1860&omrade=lss").html)
    assert f"{text.UNTRIED} (" in shown
    assert "1 av 2 indikatorer: inget tidigare värde att jämföra med" in shown
    assert "1 av 2 indikatorer: det finns inga värden för kvinnor och män." in shown
    assert "1 av 2 indikatorer: färre än 20 kommuner har ett värde." in shown
    assert text.KIND["utanfor"] not in shown.partition(text.UNTRIED)[2].partition(text.UNTRIED_READ)[0]


def test_the_page_says_what_it_is_for_and_ends_in_a_question(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    visit = opened(ASKED)
    notes = visit.paragraphs("ojdash-note")
    assert "Fel uppgift → fel slutsats → fel prioritering → fel satsning → kostnad utan resultat" in notes
    assert any(one.startswith("Rätt uppgift → ") for one in notes)
    assert text.QUESTION in plain(visit.html)
    assert text.RULE["hopp"] in plain(visit.html)


def test_kvalitet_is_in_the_menu_right_after_oversikt(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    names = re.findall(r">([^<]+)</a>", opened("oversikt?kommun=1860").component("menu")["html"])
    assert names[:2] == ["Översikt", "Kvalitet"]


def test_where_nothing_is_flagged_that_is_said_and_no_more(opened: Opened, data: Path) -> None:
    edition(data, DRAWN, AO, JA)
    visit = opened("kvalitet?kommun=1880&omrade=lss&peers=1862")
    assert visit.sentence.startswith("Reglerna ger ingen flagga för Örebro, av 2 indikatorer i området.")
    assert text.ALL_CLEAR in visit.paragraphs("ojdash-note")
    assert "own_flags" not in visit.components


def test_an_edition_of_before_says_that_nobody_looked_and_when_one_will(opened: Opened, data: Path) -> None:
    before = edition_of_before(data, DRAWN, AO, JA)
    visit = opened(ASKED)
    assert visit.errors == []
    assert visit.sentence == (
        f"Utgåvan {before.id} publicerades utan kvalitetskontroll, så här finns inga flaggor att visa. "
        "Nästa uppdatering ger en utgåva med kontroll."
    )
    assert text.ALL_CLEAR not in plain(visit.html)  # nobody looked, so nobody can say so
    assert "own_flags" not in visit.components
    assert text.QUESTION in plain(visit.html)


def test_a_pinned_edition_says_when_the_newest_has_other_flags(opened: Opened, data: Path) -> None:
    old = edition(data, DRAWN, AO, JA)
    again = DRAWN.replace("101/100", "52/100")
    edition(data, again, AO, JA, source=replace(REAL, fetched_at="2026-03-03T10:00:00Z"))
    (told,) = opened(f"{ASKED}&utgava={old.id}").told
    assert "Flaggorna är andra i den nyaste utgåvan. Där står: Reglerna ger en flagga för Laxå" in told
    assert "inget värde" not in told


@pytest.mark.parametrize("peers", ["riket", "liknande", "kommungrupp", "1862-1880"])
def test_every_group_can_be_asked_for(opened: Opened, data: Path, peers: str) -> None:
    edition(data, DRAWN, AO, JA, source=SIMULATED)
    visit = opened(f"kvalitet?kommun=1860&omrade=lss&peers={peers}")
    assert visit.errors == []
    asked = f"kvalitet?kommun=1860&omrade=lss&peers={peers}"
    assert len(lines(visit, "own_flags")) == (answer_to(asked).rows["whose"] == "egen").sum() == 3
