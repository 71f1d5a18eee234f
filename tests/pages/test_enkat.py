"""Enkäten in every state: open to anyone, by each of an analys' addresses, in each of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import pytest

from ojdash import saved, store
from ojdash.domain.analys import Author
from ojdash.text import delning, page, readings, statuses
from ojdash.text import enkat as text
from ojdash.text import snabbanalys as screen
from tests.pages.networks import Made
from tests.pages.visiting import Visit, plain

CHEF = Author("Enhetschef", "Vetlanda kommun")
E = "enkat/2026"
HOSTILE = '<img src=x onerror="alert(1)"> </textarea><script>alert(2)</script> =1+1'


class Enkat(Made):
    """A network's analys with three kommuner."""

    page = "enkat"
    first: ClassVar = {"om/kommuner": "0680-0682-0685", "om/omrade": "lss", "om/year": "2026"}

    def address(self, may: str = "writer", **parts: object) -> str:
        return super().address(may, **{"kommun": "0685"} | parts)


@pytest.fixture
def made(whole: Path) -> Callable[..., Made]:
    return Enkat


def shown_html(shown: Visit) -> str:
    """The HTML of the part that is shown."""
    (key,) = [key for key in shown.components if key == "one" or key.startswith("part_")]
    return shown.component(key)["html"]


def fields(html: str) -> list[str]:
    return re.findall(r'<div class="field" data-place="([^"]*)"', html)


# --- open to anyone ---------------------------------------------------------------------------------------------------


def test_anyone_sees_the_questions_with_the_changed_first(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss&year=2024")
    assert not shown.errors
    assert shown.title == "Enkätgenomgång: LSS 2024"
    assert shown.sentence == "22 frågor, 5 är nya eller ändrade."
    html = shown_html(shown)
    assert html.index(text.CHANGED) < html.index(text.UNCHANGED)
    assert "Ändrad fråga" in html.partition(text.UNCHANGED)[0]
    assert re.findall('<ol class="asked-list" start="([0-9]+)">', html) == ["1", "6"]
    assert text.NOT_A_CHANNEL in plain(shown.html)
    assert fields(html) == []


def test_the_year_about_to_be_submitted_is_first_and_can_be_chosen(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss")
    assert shown.address["year"] == "2026"
    picker = next(box for box in shown.at.sidebar.selectbox if box.label == page.YEAR)
    assert picker.options[:2] == ["2026", "2025"]
    picker.set_value(2024)
    shown.at.run()
    assert shown.title == "Enkätgenomgång: LSS 2024"


def test_one_question_has_its_alternatives_facts_news_and_all_last_answers(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss&year=2024&indikator=LSS-08")
    assert not shown.errors
    assert shown.title == "Rutin för att erbjuda individuell plan enligt LSS"
    assert shown.sentence == "Fråga 1 av 22, LSS 2024. 8 av 12 svarade ja 2023; en kommun har inget svar."
    said = plain(shown_html(shown))
    assert "Ja: kommunen har en rutin för att erbjuda individuell plan enligt LSS" in said
    assert "24 månader i stället för 12" in said
    for heading in (text.ALTERNATIVES, "Teknisk beskrivning", "Felkällor", "Syfte med indikatorn"):
        assert heading in said
    tiles = re.findall(r'<span class="name">(.*?)</span>', shown_html(shown))
    assert len(tiles) == 13
    assert (tiles[0], tiles[-2:]) == ("Aneby", ["Vetlanda", "Värnamo"])
    assert "SävsjöHar inte svaratJa 2020" in said
    assert shown.at.sidebar.selectbox == []  # the whole width is the question's


def test_keys_and_buttons_lead_to_the_questions_beside_and_never_past_the_ends(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=vald&year=2026")
    ids = re.findall(r"indikator=([A-Z0-9-]+)", shown_html(shown))
    bars = [shown.to(f"enkat?kommun=0685&omrade=vald&year=2026&indikator={id}") and shown_html(shown) for id in ids]
    after = [re.search(r'data-keys="ArrowRight PageDown" href="([^"]*)"', bar) for bar in bars]
    before = [re.search(r'data-keys="ArrowLeft PageUp" href="([^"]*)"', bar) for bar in bars]
    assert [one and re.search("indikator=([^&]*)", unescape(one[1]))[1] for one in after] == [*ids[1:], None]
    assert [one and re.search("indikator=([^&]*)", unescape(one[1]))[1] for one in before] == [None, *ids[:-1]]


def test_a_kategori_and_a_share_say_what_can_be_answered(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss&indikator=LSS-03")
    assert "0 till 100 procent" in plain(shown_html(shown))
    edition = store.open_edition(whole)
    kategori = next(id for id in edition.by_omrade["missbruk"] if edition.indikator(id).kind == "kategori")
    said = plain(shown_html(shown.to(f"enkat?kommun=0685&omrade=missbruk&indikator={kategori}")))
    assert all(word in said for word in edition.indikator(kategori).codes.values())


def test_the_start_page_leads_there_in_one_click_with_the_kommun_and_area(whole: Path) -> None:
    shown = Visit("?kommun=0685&omrade=vald&year=2023")
    (to,) = re.findall(r'href="([^"]*)"', shown.component("walk")["html"])
    assert unescape(to) == "enkat?kommun=0685&omrade=vald"  # its year is the one to be submitted
    assert text.FROM_OVERSIKT in shown.component("walk")["html"]
    assert not shown.to(unescape(to)).errors
    menu = re.findall(r'href="(\w+)', shown.component("menu")["html"])
    assert menu.index("oversikt") < menu.index("enkat") < menu.index("snabbanalys")


def test_a_year_without_values_stays_with_the_walk_through(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss&indikator=LSS-01")
    to = dict(re.findall(r'href="(\w+)\?([^"]*)"', shown.component("menu")["html"]))
    assert "year=" not in to["indikator"]
    assert "indikator=LSS-01" in to["indikator"]
    back = shown.to("indikator")  # the menu's page without a word in its address
    assert (back.told, back.errors) == ([], [])


@pytest.mark.parametrize("address", ["enkat?kommun=9999&omrade=lss", "enkat?omrade=halsa", "enkat?indikator=U21468"])
def test_what_cannot_be_is_told_or_mended_and_the_questions_are_shown(whole: Path, address: str) -> None:
    shown = Visit(address)
    assert not shown.errors
    assert shown.told or "U21468" in address
    assert shown_html(shown)


# --- beginning and opening an analys ----------------------------------------------------------------------------------


def begin(shown: Visit) -> Visit:
    next(box for box in shown.at.text_input if box.label == delning.ROLE).set_value("FoU-ledare")
    next(button for button in shown.at.button if button.label == delning.CREATE).click()
    shown.at.run()
    return shown


def test_a_network_begins_one_of_its_county_and_year_and_gets_addresses_that_open_it_here(whole: Path) -> None:
    shown = begin(Visit("enkat?kommun=0685&omrade=lss"))
    assert not shown.errors
    assert shown.address["steg"] == "delning"
    kept = saved.open_saved(whole).read(shown.key)
    assert len(kept.kommuner) == 13
    assert (kept.text("om/omrade"), kept.text("om/year")) == ("lss", "2026")
    assert kept.text("om/titel").startswith("Enkätgenomgång LSS 2026")
    assert kept.text("ar/2026/utgava") == ""  # no value of that year yet: the edition is named when there is
    address = plain(re.search("<pre>(.*?)</pre>", shown.component("address_skriva")["html"])[1])
    assert f"enkat?kommun={shown.address['kommun']}&year=2026&steg=1&analys={kept.writing}" in address


def test_a_year_that_has_values_names_its_edition_at_once(whole: Path) -> None:
    shown = Visit("enkat?kommun=0685&omrade=lss&year=2025")
    begin(shown)
    kept = saved.open_saved(whole).read(shown.address["analys"])
    assert kept.text("ar/2025/utgava") == store.current(whole)


def test_an_analys_of_snabbanalys_is_open_here_too_by_the_strongest_address(made: Callable[..., Made]) -> None:
    one = made()
    shown = Visit(f"snabbanalys?analys={one.made.writer}")
    shown.to("jamfor?kommun=0685")
    assert shown.address["analys"] == one.made.reader
    shown.to(f"enkat?analys={one.made.reader}")
    assert (shown.address["analys"], shown.key) == (one.made.reader, one.made.writer)


# --- with an analys ---------------------------------------------------------------------------------------------------


def test_a_question_has_one_kommuns_note_and_every_tile_leads_to_anothers(made: Callable[..., Made]) -> None:
    one = made()
    shown = Visit(one.address(indikator="LSS-01"))
    assert not shown.errors
    html = shown_html(shown)
    assert fields(html)[0] == f"{E}/fraga/LSS-01/genomgangen"
    assert [place for place in fields(html) if place.endswith("/svarar")] == [f"{E}/0685/LSS-01/svarar"]
    assert text.NO_PERSONS in html
    assert f"{E}/0685/LSS-01/osaker" in fields(html)
    assert f"{E}/0685/LSS-01/varfor" not in fields(html)  # asked for once the answer is marked
    links_of = re.findall(r'<li><a data-ojdash="1" href="([^"]*)"', html)
    assert [re.search("kommun=([0-9]{4})", unescape(to))[1] for to in links_of] == ["0680", "0682", "0685"]


def test_marking_an_answer_asks_why_who_and_when(made: Callable[..., Made]) -> None:
    one = made()
    one.write(f"{E}/0685/LSS-01/osaker", "ja")
    html = shown_html(Visit(one.address(indikator="LSS-01")))
    for name in ("varfor", "ansvarig", "senast", "kontrollerad"):
        assert f"{E}/0685/LSS-01/{name}" in fields(html)
    assert text.IS_UNCERTAIN in html


def be_coordinator(monkeypatch: pytest.MonkeyPatch) -> None:
    token = saved.open_saved(store.data_folder()).book.new_coordinator("Anna Berg, FoUrum")
    monkeypatch.setattr(import_module("ojdash.ui.coordinator"), "_token", lambda: token)


def test_a_coordinator_sets_a_marked_answer_as_uncertain_with_everything_filled_in(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    said = {"osaker": "ja", "varfor": "Räknar bokade.", "ansvarig": "Enhetschef", "senast": "2026-02-02"}
    for kommun, name in (("0685", "LSS-01"), ("0680", "LSS-01"), ("0685", "LSS-08")):
        for field, value in said.items():
            one.write(f"{E}/{kommun}/{name}/{field}", value)
    assert text.SET_STATUS not in shown_html(Visit(one.address(indikator="LSS-08")))
    be_coordinator(monkeypatch)
    shown = Visit(one.address(indikator="LSS-08"))
    (link,) = re.findall(f'href="([^"]*)">{re.escape(escape(text.SET_STATUS))}', shown_html(shown))
    shown.to(unescape(link))
    assert not shown.errors
    assert one.made.writer not in link
    assert one.made.reader in link
    assert shown.chosen(statuses.FROM_WALK).startswith("Vetlanda 2026: Rutin")
    assert statuses.SEEN_BY_ALL in shown.paragraphs("ojdash-quiet")
    assert shown.at.text_area[0].value == "Räknar bokade. Kontrolleras av Enhetschef senast 2026-02-02."
    assert shown.at.radio[0].value == "osaker"
    next(button for button in shown.at.button if button.label == statuses.SET).click()
    shown.at.run()
    (mark,) = one.place.book.marks()
    assert (mark.key, mark.lage, mark.skal) == (
        ("LSS-08", "0685", 2026), "osaker", "Räknar bokade. Kontrolleras av Enhetschef senast 2026-02-02.",
    )  # fmt: skip
    assert len(shown.picker(statuses.FROM_WALK).options) == 3  # none, and the two that are left


def test_without_an_analys_a_coordinator_picks_the_value_as_before(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    be_coordinator(monkeypatch)
    shown = Visit("kvalitet?kommun=0685&omrade=lss")
    assert statuses.FROM_WALK not in shown.labels
    assert shown.at.text_area[0].value == ""


def test_two_kommuner_with_the_same_answer_and_different_strictness_stand_side_by_side(
    made: Callable[..., Made],
) -> None:
    one = made()
    one.write(f"{E}/0680/LSS-01/svarar", "Bokad räknas")
    one.write(f"{E}/0685/LSS-01/svarar", f"Bara hållna {HOSTILE}")
    html = shown_html(Visit(one.address(indikator="LSS-01"))).partition(text.SIDE_BY_SIDE)[2]
    assert re.findall(r"<h3>(\w+) <span class=\"quiet\">(.*?)</span>", html) == [
        ("Jönköping", "Nej"),
        ("Vetlanda", "Nej"),
    ]
    assert "Bokad räknas" in html
    assert escape(HOSTILE) in html
    assert "<script" not in html
    assert "Enhetschef, Vetlanda kommun" in html


def test_the_agreed_reading_is_shown_here_and_in_the_fact_box(made: Callable[..., Made]) -> None:
    one = made()
    for name, value in (("indikator", "LSS-01"), ("text", "Alla betyder alla"), ("datum", "2026-01-28")):
        one.write(f"tolkning/reading1/{name}", value)
    one.write("tolkning/reading1/vilka", "Chefsnätverket")
    shown = Visit(one.address(indikator="LSS-01"))
    said = plain(shown_html(shown))
    assert readings.READINGS in said
    assert "Alla betyder alla" in said
    assert "2026-01-28. Överens: Chefsnätverket." in said
    shown.to("indikator?kommun=0685&indikator=LSS-01")
    assert "Alla betyder alla" in plain(shown.html)


def test_the_list_says_how_far_the_group_has_come_and_what_is_left_uncertain(made: Callable[..., Made]) -> None:
    one = made()
    one.write(f"{E}/fraga/LSS-02/genomgangen", "ja")
    one.write(f"{E}/0680/LSS-02/osaker", "ja")
    shown = Visit(one.address())
    assert shown.sentence.endswith("1 av 22 är genomgångna. Ett svar ska kontrolleras.")
    assert shown_html(shown).count(f">{text.WALKED}<") == 1
    path = plain(shown.component("path")["html"])
    assert "1 av 22" in path
    assert "ett öppet" in path
    assert "indikator=LSS-01" in shown.component("path")["html"]  # on with the first that is not gone through


def test_uncertain_answers_are_a_checklist_by_day_with_what_is_late_in_words(made: Callable[..., Made]) -> None:
    one = made()
    for kommun, day, more in (
        ("0680", "2020-01-02", {}),
        ("0682", "2099-01-01", {}),
        ("0685", "", {"kontrollerad": "ja"}),
    ):
        for name, value in {"osaker": "ja", "senast": day, **more}.items():
            if value:
                one.write(f"{E}/{kommun}/LSS-01/{name}", value)
    html = shown_html(Visit(one.address(steg="5")))
    heads = [plain(head) for head in re.findall("<h3>(.*?)</h3>", html)]
    assert [head.partition(":")[0] for head in heads] == ["Jönköping", "Nässjö", "Vetlanda"]
    assert re.search(r"försenat [\d\u202f]+ dagar$", heads[0])
    assert heads[1].endswith(text.OPEN_)
    assert heads[2].endswith(text.DONE)


def test_a_sign_off_with_open_marks_can_be_saved_and_says_so(made: Callable[..., Made]) -> None:
    one = made()
    one.write(f"{E}/0685/LSS-01/osaker", "ja")
    one.write(f"{E}/godkand/lss/0685/godkand", "ja")
    shown = Visit(one.address(steg="6"))
    html = shown_html(shown)
    assert [place for place in fields(html) if place.endswith("/godkand")] == [
        f"{E}/godkand/lss/{kod}/godkand" for kod in ("0680", "0682", "0685")
    ]
    assert "Vetlanda: ett svar är inte kontrollerat än. Saknas än: av vem? (roll) och datum." in plain(html)
    assert "0 av 3" in plain(shown.component("path")["html"])
    one.write(f"{E}/godkand/lss/0685/vem", "Socialchef")
    one.write(f"{E}/godkand/lss/0685/godkand_datum", "2026-02-10")
    assert "1 av 3" in plain(Visit(one.address(steg="6")).component("path")["html"])


@pytest.mark.parametrize("steg", ["1", "5", "6"])
def test_who_may_write_is_warned_of_personal_data_and_told_who_sees_what(made: Callable[..., Made], steg: str) -> None:
    shown = Visit(made().address(steg=steg))
    assert not shown.errors
    assert delning.NO_PERSONS in plain(shown.html)
    assert delning.ACCESS["skriva"] in plain(shown.html)


@pytest.mark.parametrize("parts", [{}, {"indikator": "LSS-01"}, {"steg": "5"}, {"steg": "6"}], ids=str)
def test_the_readers_address_shows_everything_and_writes_nothing(made: Callable[..., Made], parts: dict) -> None:
    one = made()
    for place, value in ((f"{E}/0685/LSS-01/svarar", "Bara hållna"), (f"{E}/0685/LSS-01/osaker", "ja")):
        one.write(place, value)
    shown = Visit(one.address("reader", **parts))
    assert not shown.errors
    assert fields(shown_html(shown)) == []
    if parts.get("indikator"):
        assert "Bara hållna" in shown_html(shown)
        assert text.NO_READING in shown_html(shown)
    assert one.made.writer not in str([shown.component(key) for key in shown.components])


def test_a_closed_site_only_shows(made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch) -> None:
    one = made()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = Visit(one.address(indikator="LSS-01"))
    assert fields(shown_html(shown)) == []
    assert delning.READ_ONLY in plain(Visit("enkat?kommun=0685&omrade=lss").html)


def test_the_minutes_are_fetched_by_the_readers_address(made: Callable[..., Made]) -> None:
    one = made()
    html = Visit(one.address()).component("documents")["html"]
    assert re.findall(r"api/enkat\.(\w+)\?", html) == ["docx", "pdf", "xlsx", "html", "json"]
    assert one.made.reader in html
    assert one.made.writer not in html
    assert "documents" not in Visit("enkat?kommun=0685&omrade=lss").components


def test_an_analys_of_all_areas_has_each_areas_own_meeting_and_sign_off(made: Callable[..., Made]) -> None:
    one = made(**{"om/omrade": ""})
    shown = Visit(one.address(omrade="vald"))
    assert f"{E}/mote/vald/motesdag" in fields(shown_html(shown))
    assert page.OMRADE in shown.labels
    assert page.OMRADE not in Visit(made().address()).labels


def test_snabbanalys_shows_what_was_said_beside_tillforlitligt_and_leads_back(made: Callable[..., Made]) -> None:
    one = made(**{"om/year": "2025", "rad/2025/0685/LSS-01/vald": "ja"})
    for name, value in (
        ("svarar", "Bara hållna"),
        ("osaker", "ja"),
        ("ansvarig", "Enhetschef"),
        ("senast", "2025-02-01"),
    ):
        one.write(f"enkat/2025/0685/LSS-01/{name}", value)
    shown = Visit(f"snabbanalys?analys={one.made.writer}&kommun=0685&year=2025&steg=2&indikator=LSS-01")
    html = shown.component("one")["html"]
    said = plain(html.partition(screen.COLUMNS["tillforlitligt"])[0])
    assert "Vid enkätgenomgången: Bara hållna" in said
    assert "Svaret är inte kontrollerat än. Kontrolleras av: Enhetschef. Senast: 2025-02-01." in said
    (back,) = re.findall(r'href="(enkat[^"]*)"', html)
    assert not shown.to(unescape(back)).errors
    assert (shown.address["year"], shown.address["indikator"]) == ("2025", "LSS-01")


def test_a_walk_through_survives_as_one_file(made: Callable[..., Made]) -> None:
    one = made()
    for place, value in (
        *((f"{E}/0685/LSS-01/{name}", value) for name, value in (("svarar", "Bara hållna"), ("senast", "2026-02-01"))),
        *((f"{E}/mote/lss/narvarande", "Chefer"), (f"{E}/godkand/lss/0685/vem", "Socialchef")),
        (f"{E}/fraga/LSS-01/genomgangen", "ja"),
    ):
        one.write(place, value)
    again = one.place.import_(one.place.export(one.made.owner), CHEF)
    before, after = (one.place.read(token).fields for token in (one.made.reader, again.reader))
    assert {place: said.value for place, said in after.items()} == {place: said.value for place, said in before.items()}
    assert [version.value for version in one.place.versions(again.writer, f"{E}/0685/LSS-01/svarar")] == ["Bara hållna"]
