"""Egna siffror on the pages: pasted or from a file, seen in this visit alone, and never part of what is published."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from ojdash.text import own as text
from tests import asking
from tests.drawing import edition, indikator
from tests.pages.visiting import Visit, plain
from tests.sources.test_table import xlsx

Opened = Callable[[str], Visit]
AO, JA = indikator("AO"), indikator("JA", "ja_nej")
DRAWN = "AO 2023 2024\n1440 10 20\n1860 30 40\n1880 50 60\n\nJA 2023 2024\n1440 Ja Nej\n1860 Ja Ja"
PAGES = {
    "indikator": ("indikator?kommun=1440&indikator=AO", "position"),
    "over_tid": ("over_tid?kommun=1440&indikator=AO", "years"),
    "jamfor": ("jamfor?kommun=1440&indikator=AO&peers=riket", "beside"),
}
PASTED = "2024\t73,25\n2022\t11"

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(autouse=True)
def _published(data: Path) -> None:
    edition(data, DRAWN, AO, JA)


def paste(visit: Visit, said: str) -> Visit:
    (field,) = visit.at.text_area
    field.set_value(said)
    return press(visit, text.SHOW)


def press(visit: Visit, name: str) -> Visit:
    (button,) = [one for one in visit.at.button if one.label == name]
    button.click()
    visit.at.run()
    assert visit.errors == []
    return visit


def figure(visit: Visit, name: str) -> dict:
    return visit.component(PAGES[name][1])


@every_page
def test_what_is_pasted_is_seen_in_the_figure_the_table_and_in_words(opened: Opened, name: str) -> None:
    visit = opened(PAGES[name][0])
    before = (visit.title, visit.sentence)
    assert "73" not in figure(visit, name)["alt"]
    paste(visit, PASTED)
    assert "Ale, egna siffror: 73,3 procent (2024)." in figure(visit, name)["alt"]
    assert any(trace.get("name") == "own" for trace in figure(visit, name)["figure"]["data"])
    assert "73,3 procent, egna siffror" in plain(visit.html)
    assert any(text.NOT_PART in said for said in visit.paragraphs("ojdash-note"))
    assert (visit.title, visit.sentence) == before


def test_a_visit_holds_figures_of_so_many_indikatorer(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ojdash.ui.own._MOST_HELD", 1)
    visit = paste(opened(PAGES["indikator"][0]), PASTED)
    paste(visit, "2024\t74")  # in place of what there is
    assert "74" in figure(visit, "indikator")["alt"]
    monkeypatch.setattr("ojdash.ui.own._MOST_HELD", 0)
    visit = paste(opened(PAGES["indikator"][0]), PASTED)
    assert text.full(0) in visit.paragraphs("ojdash-note")


@pytest.mark.parametrize(("name", "taken"), [("jamfor", True), ("indikator", True), ("over_tid", False)])
def test_kommuner_and_values_without_a_year_are_of_the_year_that_the_page_is_of(
    opened: Opened, name: str, taken: bool
) -> None:
    visit = paste(opened(PAGES[name][0]), "Kommun\tVärde\nAle\t73,25\nLaxå\t12")
    assert ("Inget år stod med. Sidans år är taget: 2024." in visit.paragraphs("ojdash-note")) is taken
    assert ("Ale, egna siffror: 73,3 procent (2024)." in figure(visit, name)["alt"]) is taken
    assert (text.UNREAD["alone"] in plain(visit.html)) is not taken


@every_page
def test_the_part_says_where_the_figures_are_held_and_what_does_not_come_along(opened: Opened, name: str) -> None:
    visit = opened(PAGES[name][0])
    assert text.KEPT in visit.paragraphs("ojdash-quiet")
    assert text.NOT_IN_FILES not in visit.component("foot")["html"]
    paste(visit, PASTED)
    assert text.NOT_IN_FILES in visit.component("foot")["html"]


def test_another_visit_sees_nothing_of_them_and_neither_do_address_share_nor_log(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = PAGES["jamfor"][0]
    visit = opened(address)
    before = visit.address
    paste(visit, "2024\t73,25\nAle\t83,75")
    assert visit.address == before
    assert "73" not in visit.component("foot")["html"]
    assert "73,25" not in caplog.text
    other = opened(address)
    assert "egna siffror:" not in figure(other, "jamfor")["alt"]
    assert "73,3" not in plain(other.html)


def test_they_follow_to_the_pages_of_the_same_indikator_and_to_no_other(opened: Opened) -> None:
    visit = paste(opened(PAGES["jamfor"][0]), PASTED)
    for name, (address, _) in PAGES.items():
        assert "73,3 procent (2024)" in figure(visit.to(address), name)["alt"]
    visit.to("over_tid?kommun=1440&indikator=JA")
    assert "Egna" not in visit.component("years")["alt"]
    paste(visit, "2023;Nej\n2024;Ja")
    assert "Ale, egna siffror: Nej (2023). Ale, egna siffror: Ja (2024)." in visit.component("years")["alt"]
    assert "73,3 procent (2024)" in figure(visit.to(PAGES["over_tid"][0]), "over_tid")["alt"]


def test_the_button_takes_them_away(opened: Opened) -> None:
    visit = press(paste(opened(PAGES["over_tid"][0]), PASTED), text.REMOVE)
    assert "Egna" not in figure(visit, "over_tid")["alt"]
    assert "73,3" not in plain(visit.html)
    assert text.REMOVE not in [button.label for button in visit.at.button]


def test_no_median_level_or_count_changes(opened: Opened) -> None:
    visit = opened(PAGES["jamfor"][0])
    before = (visit.sentence, visit.paragraphs("ojdash-note"), figure(visit, "jamfor")["figure"]["layout"]["shapes"])
    paste(visit, "Kommun;År;Värde\nAle;2024;99\nLaxå;2024;98\nÖrebro;2024;97")
    notes = [said for said in visit.paragraphs("ojdash-note") if said in before[1]]
    assert (visit.sentence, notes, figure(visit, "jamfor")["figure"]["layout"]["shapes"]) == before
    assert sum(trace.get("name") == "own" for trace in figure(visit, "jamfor")["figure"]["data"]) == 1


def test_what_cannot_be_read_is_named_and_stays_to_be_mended(opened: Opened) -> None:
    visit = paste(opened(PAGES["over_tid"][0]), "2024;73,25\n2o23;1\n2022;<b>x</b>")
    assert "Rad 2, cell A2: ”2o23” är inget år" in plain(visit.html)
    assert "Rad 3, cell B3: ”<b>x</b>” är inget värde" in plain(visit.html)
    assert "<b>x</b>" not in visit.html
    assert visit.at.text_area[0].value.startswith("2024;73,25")
    assert "73,3 procent" in figure(visit, "over_tid")["alt"]


def test_a_file_is_read_and_let_go(opened: Opened, tmp_path: Path) -> None:
    content = xlsx(tmp_path, ("Blad1", [["Kommun", "Kvartal", "Andel"], ["Ale", "kv 1 2024", 73.25]])).read_bytes()
    visit = opened(PAGES["over_tid"][0])
    visit.send(text.CHOOSE_FILE, "siffror.xlsx", content)
    press(visit, text.SHOW)
    assert "Ale, egna siffror: 73,3 procent (kvartal 1 2024)." in figure(visit, "over_tid")["alt"]
    assert "Ett värde inläst ur siffror.xlsx: Ale, kvartal 1 2024." in visit.paragraphs("ojdash-note")
    assert visit.files[text.CHOOSE_FILE]["sent"] is None
    visit.send(text.CHOOSE_FILE, "bild.xlsx", b"\x89PNG\r\n" + b"x" * 99)
    press(visit, text.SHOW)
    assert any("bild.xlsx: innehållet är en fil av slaget PNG" in said for said in visit.paragraphs("ojdash-note"))


def test_a_hostile_file_name_is_shown_as_it_is_written(opened: Opened) -> None:
    name = '![b](x) $5 $7 :red[r] <img src=x onerror=1> "&amp;".csv'
    visit = opened(PAGES["jamfor"][0])
    visit.send(text.CHOOSE_FILE, name, b"2024;73")
    press(visit, text.SHOW)
    assert f"ur {name}: Ale, 2024." in plain(visit.html)
    assert "<img" not in visit.html
    assert not [*visit.at.markdown, *visit.at.caption]


def test_a_file_is_let_go_with_its_page_and_stays_while_the_page_runs_again(opened: Opened) -> None:
    visit = opened(PAGES["jamfor"][0])
    visit.send(text.CHOOSE_FILE, "siffror.csv", b"2024;1")
    address = visit.files[text.CHOOSE_FILE]["address"]
    visit.at.run()
    assert visit.files[text.CHOOSE_FILE]["sent"] == {"name": "siffror.csv", "size": 6}
    (field,) = visit.at.session_state["filer"].values()
    visit.to("om_data")
    assert (visit.files, field.file, len(field.content)) == ({}, None, 0)
    assert asking.request(asking.app(), "PUT", f"/api/filer/{address}", content=b"1").status_code == 403


@pytest.mark.parametrize(("said", "told"), [("", text.NOTHING), ("2024", "Det behövs en kolumn med år")])
def test_nothing_readable_is_said_plainly(opened: Opened, said: str, told: str) -> None:
    assert told in plain(paste(opened(PAGES["over_tid"][0]), said).html)


def test_both_pasted_cells_and_a_file_is_one_too_many(opened: Opened) -> None:
    visit = opened(PAGES["over_tid"][0])
    visit.send(text.CHOOSE_FILE, "siffror.csv", b"2024;1")
    paste(visit, "2024;2")
    assert text.BOTH in visit.paragraphs("ojdash-note")


def test_the_part_is_folded_and_on_the_three_pages_about_one_indikator_only(opened: Opened) -> None:
    for address, _ in PAGES.values():
        (part,) = [one for one in opened(address).at.expander if one.label == text.HEADING]
        assert not part.proto.expanded
    for address in ("?kommun=1440", "signaler?kommun=1440", "om_data"):
        assert text.HEADING not in [one.label for one in opened(address).at.expander]
