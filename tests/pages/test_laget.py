"""Läget in every state: open to anyone, by each of an analys' addresses, empty, filled, and with nonsense in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import ClassVar

import pytest

from ojdash import answers, links, saved, store
from ojdash.domain.analys import Author
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.places import LAGET_ANSWERS, LAGET_FIELDS
from ojdash.domain.question import Question
from ojdash.text import arshjul, broken, delning, page
from ojdash.text import laget as text
from ojdash.text import mote as meeting
from ojdash.text import snabbanalys as screen
from tests.pages.networks import Made
from tests.pages.visiting import Visit, plain

TODAY = date(2026, 11, 22)
HOSTILE = '<img src=x onerror="alert(1)"> </textarea><script>alert(2)</script> =1+1 \u202eomvänt 😀'
EVERYTHING = {f"laget/{omrade}/{name}/svar": "ja" for omrade in OMRADEN for name in LAGET_ANSWERS}


class Network(Made):
    """A network's analys of LSS."""

    page = "laget"
    author = Author("ÖJ-samordnare", "FoUrum")
    first: ClassVar = {"om/omrade": "lss", "om/year": "2025"}

    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(**(fields or {}))


@pytest.fixture(autouse=True)
def day(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own with the shipped edition, on a day that stays."""
    monkeypatch.setattr(answers, "today", lambda: TODAY)


def html_of(shown: Visit, key: str) -> str:
    return shown.component(key)["html"]


def choose(shown: Visit, label: str, value: object) -> Visit:
    """Choose in a picker of the sidebar; the form of a new analys has pickers of the same names."""
    next(one for one in shown.at.sidebar.selectbox if one.label == label).set_value(value)
    shown.at.run()
    return shown


def fields(html: str) -> list[str]:
    return re.findall(r'<div class="field" data-place="([^"]*)"', html)


def cells(shown: Visit) -> list[str]:
    matrix = html_of(shown, "status").partition("<details>")[0]
    return [plain(cell) for cell in re.findall("<td>(.*?)</td>", matrix)]


# --- open to anyone ---------------------------------------------------------------------------------------------------


def test_without_an_analys_anyone_sees_the_national_dates_and_how_to_begin(opened: Callable[[str], Visit]) -> None:
    shown = opened("laget")
    assert not shown.errors
    assert shown.title == "Årshjul 2026"
    assert shown.sentence == "Härnäst: Enkäterna skickas ut, vecka 4 i januari 2027 (preliminärt)."
    assert shown.address == {"steg": "arshjul"}
    assert text.TO_BEGIN in plain(shown.html)
    assert "18 juni" not in shown.component("year_line")["alt"]
    assert "vecka 4 i januari 2026 (preliminärt)" in shown.component("year_line")["alt"]
    assert "Socialstyrelsens kalendarium" in plain(html_of(shown, "year"))
    assert "path" not in shown.components
    assert "dates" not in shown.components


def test_the_figure_has_a_wider_one_and_the_lists_say_the_same_in_words(opened: Callable[[str], Visit]) -> None:
    figure = opened("laget").component("year_line")
    (larger,) = figure["larger"]
    assert larger["height"] < figure["height"]
    said = plain(html_of(opened("laget"), "year"))
    assert said.index(arshjul.NEXT) < said.index(arshjul.LAST)
    assert "om 9 veckor" in said


def test_the_year_and_the_area_are_chosen_and_spelled_in_the_address(opened: Callable[[str], Visit]) -> None:
    shown = choose(opened("laget"), page.YEAR, 2024)
    assert shown.title == "Årshjul 2024"
    assert shown.address["year"] == "2024"
    assert "18 juni 2024 (preliminärt); har varit" in shown.component("year_line")["alt"]
    choose(shown, page.OMRADE, "barn_unga")
    assert shown.title == "Årshjul 2024: Barn och unga"
    assert "18 juni" not in shown.component("year_line")["alt"]
    assert f"{text.ONLY_AREA} Barn och unga." in plain(html_of(shown, "year"))
    (back,) = re.findall(r'<p class="row">.*?href="([^"]*)"', html_of(shown, "year"))
    assert "omrade" not in shown.to(unescape(back)).address


@pytest.mark.parametrize("query", ["omrade=skola", "year=1950", "steg=9"])
def test_what_can_not_be_is_told_and_the_page_stands(opened: Callable[[str], Visit], query: str) -> None:
    shown = opened(f"laget?{query}")
    assert not shown.errors
    assert len(shown.told) == 1
    assert shown.title == "Årshjul 2026"


def test_a_broken_file_of_national_dates_is_told_in_swedish_and_the_other_pages_are_a_click_away(
    opened: Callable[[str], Visit], whole: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = whole / "catalogue"
    own.mkdir()
    (own / "arshjul.toml").write_text("kaputt = [", "utf-8")
    shown = opened("laget?kommun=0685&steg=arshjul")
    (said,) = shown.errors
    assert said == broken.NOT_PUBLIC
    assert f"{own / 'arshjul.toml'}: är inte giltig TOML (" in caplog.text
    assert "Rätta raden, eller lägg tillbaka filen." in caplog.text
    assert "jamfor?kommun=0685" in shown.component("menu")["html"]


def test_a_measured_year_is_not_the_wheels_and_the_area_stays(opened: Callable[[str], Visit]) -> None:
    shown = opened("jamfor?kommun=0685&omrade=lss&indikator=LSS-01&year=2023")
    to = dict(re.findall(r'href="(\w+)\?([^"]*)"', html_of(shown, "menu")))
    assert to["laget"] == "omrade=lss"
    assert shown.to("laget?omrade=lss").title == "Årshjul 2026: LSS"
    back = dict(re.findall(r'href="(\w+)\?([^"]*)"', html_of(shown, "menu")))
    assert "year=" not in back["jamfor"]
    assert "indikator=LSS-01" in back["jamfor"]


# --- the matrix -------------------------------------------------------------------------------------------------------


def test_empty_is_not_known_and_never_a_no() -> None:
    shown = Visit(Network().address())
    assert shown.title == text.START_TITLE
    assert shown.sentence.startswith("Inget svar är ifyllt än.")
    assert len(cells(shown)) == 9 * 8
    assert set(cells(shown)) == {"– okänt", "SKR – okäntSocialstyrelsen – okänt"}
    assert "Nej" not in "".join(cells(shown))


def test_a_year_without_an_answer_is_seen_and_is_no_answer() -> None:
    shown = Visit(Network({"laget/lss/enkat/ar": "2024"}).address("reader"))
    assert cells(shown)[0] == "– okänt, 2024"
    assert shown.sentence.startswith("Inget svar är ifyllt än.")


def test_all_filled_is_said_without_verdict_and_the_last_heading_has_two_answers() -> None:
    one = Network(
        EVERYTHING | {"laget/lss/skr/svar": "nej", "laget/lss/skr/ar": "2024", "laget/lss/enkat/anteckning": "x"}
    )
    shown = Visit(one.address("reader"))
    assert shown.sentence.startswith("80 svar är ja, 1 är nej och inget är okänt.")
    assert cells(shown)[7] == "SKR ○ Nej, 2024Socialstyrelsen ● Ja"
    assert cells(shown)[0] == f"● Ja{text.HAS_NOTE}"
    heads = [plain(head) for head in re.findall('<th scope="col">(.*?)</th>', html_of(shown, "status"))]
    assert heads == [text.OMRADE, *text.HEADINGS.values()]
    assert heads.count(text.HEADINGS["resultat"]) == 1


def test_a_reader_sees_everything_and_can_write_nothing() -> None:
    one = Network({"laget/lss/skr/svar": "nej", "laget/lss/skr/anteckning": "Ingen\nkontakt"})
    for address in (one.address("reader"), one.address("reader", steg="omrade", omrade="lss")):
        shown = Visit(address)
        assert not shown.errors
        assert fields(html_of(shown, "area" if "omrade=" in address else "status")) == []
    said = html_of(shown, "area")
    assert "Ingen<br>kontakt" in said
    assert plain(said).replace(text.READ, "").count(text.UNKNOWN) == len(LAGET_ANSWERS) - 1
    assert delning.ACCESS["lasa"] in plain(shown.html)
    year = Visit(one.address("reader", steg="arshjul"))
    assert "dates" not in year.components


def test_a_writer_fills_in_an_area_with_what_the_analys_knows_beside() -> None:
    one = Network({"mote/moteaaaa/titel": "Årets resultat", "mote/moteaaaa/datum": "2026-09-15"})
    shown = Visit(one.address(steg="omrade", omrade="lss"))
    assert shown.title == "Hur långt har vi kommit? LSS"
    html = html_of(shown, "area")
    assert fields(html) == [f"laget/lss/{name}/{field}" for name in LAGET_ANSWERS for field in LAGET_FIELDS]
    assert "Analysen vet: mötet ”Årets resultat” är satt till 2026-09-15." in plain(html)
    assert 'value="ja" checked' not in html  # a hint is never the answer
    assert html.count('value="" checked') == len(LAGET_ANSWERS)
    one.write("laget/lss/resultat/svar", "nej")
    again = Visit(one.address(steg="omrade", omrade="lss"))
    assert again.sentence == "Inget svar är ja, 1 är nej och 8 är okända."
    assert "är satt till 2026-09-15" in plain(html_of(again, "area"))


def test_every_note_stands_below_the_matrix_with_who_wrote_it() -> None:
    assert text.NOTES not in html_of(Visit(Network().address()), "status")
    one = Network({"laget/vald/skr/anteckning": "Ett\nmöte i maj", "laget/lss/enkat/anteckning": " "})
    below = html_of(Visit(one.address("reader")), "status").partition("<details>")[2]
    assert f"{text.NOTES} (1)" in below
    assert "Våld i nära relationer, Etablerad kontakt SKR/Socialstyrelsen: SKR" in plain(below)
    assert "Ett<br>möte i maj" in below
    assert "ÖJ-samordnare, FoUrum" in below


def test_the_matrix_says_where_the_analys_knows_something_that_nobody_has_said() -> None:
    one = Network({"mote/moteaaaa/titel": "x", "mote/moteaaaa/datum": "2026-09-15"})
    assert cells(Visit(one.address()))[5] == f"– okänt{text.KNOWS_MORE}"
    one.write("laget/lss/resultat/svar", "ja")
    assert cells(Visit(one.address()))[5] == "● Ja"


def test_two_who_answer_at_once_are_both_there_and_the_matrix_says_so() -> None:
    one = Network({"laget/lss/skr/svar": "ja"})
    for value in ("nej", "ja"):  # both had seen the first
        one.place.write(one.made.writer, Author(f"Chef {value}"), "laget/lss/skr/svar", value, 1)
    assert screen.BESIDE_SHORT in cells(Visit(one.address()))[7]


def test_each_area_leads_to_its_answers_and_to_the_areas_beside() -> None:
    shown = Visit(Network().address())
    to = re.findall(r'<th scope="row"><a data-ojdash="1" href="([^"]*)"', html_of(shown, "status"))
    assert [re.search("omrade=([^&]*)", unescape(one))[1] for one in to] == list(OMRADEN)
    for at in (0, 4, 8):
        around = html_of(shown.to(unescape(to[at])), "area").partition('class="between"')[2].partition("</p>")[0]
        assert not shown.errors
        assert (text.PREVIOUS_AREA in around, text.NEXT_AREA in around) == (at > 0, at < 8)


def test_a_site_that_only_shows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Network(EVERYTHING)
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = Visit(one.address(steg="omrade", omrade="lss"))
    assert fields(html_of(shown, "area")) == []
    assert delning.READ_ONLY in plain(shown.html)


# --- the year ---------------------------------------------------------------------------------------------------------


def test_the_networks_own_dates_meetings_and_decisions_stand_in_the_year_with_links() -> None:
    one = Network(
        {
            "dag/aaaaaaaa/titel": "Planering",
            "dag/aaaaaaaa/datum": "2024-02-29",
            "dag/aaaaaaaa/varje_ar": "ja",
            "mote/moteaaaa/titel": "Urvalet",
            "mote/moteaaaa/datum": "2026-12-08",
            "steg/2025/2/datum": "2026-10-01",
            "enkat/2026/mote/lss/motesdag": "2026-01-14",
        }
    )
    shown = Visit(one.address("reader", steg="arshjul"))
    assert shown.sentence == "Härnäst: Möte: Urvalet, 8 december 2026."
    alt = shown.component("year_line")["alt"]
    assert "Planering, 28 februari 2026; har varit." in alt
    assert "Enkätgenomgång 2026 (LSS), 14 januari 2026" in alt
    to = {
        unescape(link).partition("?")[0]: unescape(link)
        for link in re.findall('href="([^"]*)"', html_of(shown, "year"))
    }
    assert set(to) == {"mote", "enkat", "snabbanalys"}
    assert "mote=moteaaaa" in to["mote"]
    for link in to.values():
        assert one.made.reader in link
        assert not shown.to(link).errors


def test_a_writer_has_a_field_for_each_part_of_a_date_and_a_new_one() -> None:
    one = Network({"dag/aaaaaaaa/titel": "Planering", "dag/aaaaaaaa/datum": "2026-12-01"})
    html = html_of(Visit(one.address(steg="arshjul")), "dates")
    names = [place.rpartition("/")[2] for place in fields(html)]
    assert names == [*text.DATE_FIELDS, "borttagen", *text.DATE_FIELDS]
    assert text.ADD_DATE in html
    assert re.findall("<summary>(.*?)</summary>", html) == ["2026-12-01 Planering", text.ADD_DATE]
    assert '<details data-key="aaaaaaaa">' in html
    one.write("dag/aaaaaaaa/datum", "")
    assert '<details data-key="aaaaaaaa" open>' in html_of(Visit(one.address(steg="arshjul")), "dates")
    one.write("dag/aaaaaaaa/borttagen", "ja")
    assert "Planering" not in html_of(Visit(one.address(steg="arshjul")), "dates")


def test_of_one_area_only_its_own_dates_are_listed_to_write_in() -> None:
    one = Network(
        {"dag/aaaaaaaa/titel": "Av LSS", "dag/aaaaaaaa/omrade": "lss", "dag/aaaaaaaa/datum": "2026-05-01"}
        | {"dag/bbbbbbbb/titel": "För alla", "dag/bbbbbbbb/datum": "2026-05-02"}
    )
    html = html_of(Visit(one.address(steg="arshjul", omrade="vald")), "dates")
    assert "Av LSS" not in html
    assert "För alla" in html


@pytest.mark.parametrize(
    ("day", "last", "following"),
    [
        ("2024-02-29", "vecka 4 i januari 2024", "mitten av mars till 26 maj 2024"),
        ("2026-12-31", "oktober 2026", "vecka 4 i januari 2027"),
        ("2027-01-01", "oktober 2026", "vecka 4 i januari 2027"),
    ],
)
def test_past_and_next_are_those_of_the_day(
    monkeypatch: pytest.MonkeyPatch, day: str, last: str, following: str
) -> None:
    monkeypatch.setattr(answers, "today", lambda: date.fromisoformat(day))
    shown = Visit("laget")
    assert shown.title == f"Årshjul {day[:4]}"
    assert following in shown.sentence
    assert shown.sentence.startswith(arshjul.NOW) is (day == "2024-02-29")
    assert last in plain(html_of(shown, "year")).partition(arshjul.LAST)[2][:200]


# --- nonsense, sharing and papers -------------------------------------------------------------------------------------


def test_nonsense_is_text_everywhere() -> None:
    one = Network(
        {
            "laget/lss/skr/anteckning": HOSTILE,
            "laget/lss/skr/svar": "ja",
            "om/natverk": HOSTILE,
            "dag/aaaaaaaa/titel": HOSTILE,
            "dag/aaaaaaaa/datum": "2026-12-01",
            "mote/moteaaaa/titel": HOSTILE,
            "mote/moteaaaa/datum": "2026-09-15",
        }
    )
    for parts in ({}, {"steg": "omrade", "omrade": "lss"}, {"steg": "arshjul"}):
        for may in ("reader", "writer"):
            shown = Visit(one.address(may, **parts))
            assert not shown.errors
            sent = shown.html + "".join(
                shown.component(key).get("html", "") + str(shown.component(key).get("figure", ""))
                for key in shown.components
            )
            assert "<script>alert" not in sent
            assert "<img" not in sent
    assert escape(HOSTILE) in html_of(Visit(one.address(steg="omrade", omrade="lss")), "area")
    assert escape(HOSTILE) in html_of(Visit(one.address("reader")), "status")


def test_fifty_thousand_characters_and_a_hundred_dates_stand() -> None:
    dates = {f"dag/dag{n:05d}/datum": f"2026-{n % 12 + 1:02d}-05" for n in range(100)}
    one = Network(dates | {"laget/lss/skr/anteckning": "lång " * 10_000})
    for parts in ({}, {"steg": "omrade", "omrade": "lss"}, {"steg": "arshjul"}):
        assert not Visit(one.address(**parts)).errors


def test_the_files_are_fetched_by_the_readers_address_and_sharing_says_both() -> None:
    one = Network()
    shown = Visit(one.address("owner"))
    links_to = re.findall(r'href="(api/laget\.\w+\?[^"]*)"', html_of(shown, "documents"))
    assert [re.search(r"laget\.(\w+)", link)[1] for link in links_to] == ["docx", "pdf", "xlsx", "html", "json"]
    assert all(one.made.reader in link and one.made.owner not in link for link in links_to)
    shared = Visit(one.address("owner", steg="delning"))
    for may, token in (("lasa", one.made.reader), ("skriva", one.made.writer)):
        assert f"laget?steg=status&amp;analys={token}" in html_of(shared, f"address_{may}")
    assert delning.EXPORT in shared.headers


def test_a_file_is_of_the_part_area_and_year_that_the_screen_shows() -> None:
    one = Network()
    shown = Visit(one.address("reader", steg="arshjul", omrade="vald", year=2027))
    links_to = re.findall(r'href="api/laget\.\w+\?([^"]*)"', html_of(shown, "documents"))
    assert {unescape(link) for link in links_to} == {f"omrade=vald&year=2027&steg=arshjul&analys={one.made.reader}"}
    sharing = Visit(one.address("reader", steg="delning"))
    assert "steg=" not in html_of(sharing, "documents")


def test_it_can_be_a_view_of_a_meeting() -> None:
    one = Network({"mote/moteaaaa/titel": "Möte", "mote/moteaaaa/datum": "2026-12-08"})
    shown = Visit(one.address(steg="arshjul", year=2027))
    next(field for field in shown.at.text_input if field.label == delning.ROLE).set_value("FoU-ledare")
    next(button for button in shown.at.button if button.label == meeting.ADD).click()
    shown.at.run()
    assert not shown.errors
    (link,) = [item.text("lank") for item in one.place.read(one.made.writer).items("vy")]
    assert link == "laget?year=2027&steg=arshjul"
    run = Visit(links.address(Question("mote", analys=one.made.writer)))
    assert "Årshjul 2027" in plain(html_of(run, "run"))
    assert not run.errors


def test_a_new_analys_begins_here_and_comes_back_here() -> None:
    shown = Visit("laget?omrade=vald")
    next(field for field in shown.at.text_input if field.label == delning.ROLE).set_value("ÖJ-samordnare")
    next(button for button in shown.at.button if button.label == delning.CREATE).click()
    shown.at.run()
    assert not shown.errors
    assert shown.address["steg"] == "delning"
    assert "year" not in shown.address
    written = saved.open_saved(store.data_folder()).read(shown.address["analys"])
    assert written.text("om/titel").startswith(text.NAME)
    assert written.text("om/omrade") == "vald"


def test_the_file_of_an_analys_holds_answers_and_dates_and_reads_back() -> None:
    written = {"laget/lss/skr/svar": "nej", "laget/lss/skr/anteckning": HOSTILE, "dag/aaaaaaaa/datum": "2026-12-01"}
    one = Network(written)
    again = one.place.import_(one.place.export(one.made.owner), Network.author)
    found = one.place.read(again.reader)
    assert {place: found.text(place) for place in written} == written
