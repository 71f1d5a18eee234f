"""Mötet in every state: prepared, on the seminar screen, afterwards, handed over, and added to from every view."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path
from typing import ClassVar

import pytest

from ojdash import answers, charts, export, links, store
from ojdash.domain.analys import Author
from ojdash.domain.meeting import between
from ojdash.domain.question import PAGES, WRITTEN, Question
from ojdash.domain.status import Status
from ojdash.text import delning, page
from ojdash.text import mote as text
from ojdash.text import saved as saved_text
from tests.pages.networks import Made
from tests.pages.visiting import Visit, plain

pytestmark = pytest.mark.usefixtures("whole")

FOU = Author("FoU-ledare", "FoUrum")
EDITION = store.current(store.SHIPPED)
HOSTILE = '<img src=x onerror="alert(1)"> </p><script>alert(2)</script> =1+1 \u202eomvänt 😀'
JAMFOR = f"jamfor?kommun=0685&indikator=LSS-01&utgava={EDITION}"
FIELDS = {
    "titel": "Årets resultat",
    "natverk": "Chefsnätverk LSS",
    "mottagare": "Socialcheferna",
    "datum": "2026-01-20",
}


class Mote(Made):
    """An analys with a meeting."""

    page = "mote"
    author = FOU
    first: ClassVar = {"om/kommuner": "0680-0685", "om/omrade": "lss", "om/year": "2025"}

    def __init__(self, *links: str, **fields: str) -> None:
        super().__init__()
        for name, value in (FIELDS | fields).items():
            self.write(f"mote/moteaaaa/{name}", value)
        key = ""
        for n, link in enumerate(links):
            key = between(key, "", "bcde")
            for name, value in {"mote": "moteaaaa", "ordning": key, "lank": link}.items():
                self.write(f"vy/view{n:04d}/{name}", value)

    @property
    def views(self) -> list[str]:
        return [item.text("lank") for item in self.place.read(self.made.writer).items("vy")]


def html_of(shown: Visit, key: str) -> str:
    return shown.component(key)["html"]


def push(shown: Visit, label: str) -> None:
    next(button for button in shown.at.button if button.label == label).click()
    shown.at.run()


def type_in(shown: Visit, label: str, value: str) -> None:
    next(one for one in [*shown.at.text_input, *shown.at.text_area] if one.label == label).set_value(value)


# --- prepared ---------------------------------------------------------------------------------------------------------


def test_without_an_analys_it_says_where_a_meeting_lies(opened) -> None:
    shown = opened("mote")
    assert shown.title == text.START_TITLE
    assert text.TO_BEGIN in plain(shown.html)
    assert not shown.errors


def test_a_meeting_needs_a_recipient(whole: Path) -> None:
    one = Mote()
    one.write("mote/moteaaaa/borttagen", "ja")
    shown = Visit(one.address())
    type_in(shown, text.FIELDS["titel"], "Årets resultat")
    type_in(shown, text.FIELDS["natverk"], "Chefsnätverk LSS")
    type_in(shown, delning.ROLE, "FoU-ledare")
    push(shown, text.CREATE)
    assert text.NEEDS_RECIPIENT in shown.told
    type_in(shown, text.FIELDS["mottagare"], "Socialcheferna")
    push(shown, text.CREATE)
    assert shown.title == "Årets resultat"
    assert "Till: Socialcheferna." in shown.sentence
    found = one.place.read(one.made.writer).items("mote")
    assert [(item.text("mottagare"), item.text("utgava"), item.text("year")) for item in found] == [
        ("Socialcheferna", EDITION, "2025")
    ]


def test_one_that_has_lost_its_recipient_says_so() -> None:
    one = Mote()
    one.write("mote/moteaaaa/mottagare", "")
    assert "Mötet saknar: mottagare (namngiven)." in Visit(one.address()).told


def test_the_run_says_each_answer_and_moves_by_buttons_that_write_sort_keys() -> None:
    one = Mote(JAMFOR, "oversikt?kommun=0685&omrade=lss", "signaler?kommun=0685&omrade=lss")
    html = html_of(Visit(one.address()), "run")
    assert "Vetlanda jämfört med Jönköpings län" in plain(html)
    movers = re.findall(r'<div class="field mover" data-place="vy/(\w+)/ordning"[^>]*data-gap="(\w+)"', html)
    assert [id for id, _ in movers] == ["view0000", "view0001", "view0002"]
    buttons = re.findall(r'<button type="button" data-write="(\w*)"( data-locked="1" disabled)?', html)
    assert [bool(locked) for _, locked in buttons] == [True, False, False, False, False, True]
    one.write("vy/view0002/ordning", buttons[4][0])  # up
    assert re.findall(r'data-place="vy/(\w+)/ordning"', html_of(Visit(one.address()), "run")) == [
        "view0000", "view0002", "view0001",
    ]  # fmt: skip


def test_in_a_long_run_a_view_is_moved_to_either_end() -> None:
    one = Mote(*[JAMFOR] * 9)
    html = html_of(Visit(one.address()), "run")
    buttons = re.findall(r'<button type="button" data-write="(\w*)"[^>]*aria-label="(Först|Sist): ', html)
    assert len(buttons) == 18
    one.write("vy/view0008/ordning", buttons[16][0])
    assert re.findall(r'data-place="vy/(\w+)/ordning"', html_of(Visit(one.address()), "run"))[0] == "view0008"
    one.write("vy/view0000/ordning", buttons[1][0])
    assert re.findall(r'data-place="vy/(\w+)/ordning"', html_of(Visit(one.address()), "run"))[-1] == "view0000"


def test_a_reader_sees_the_run_and_can_move_nothing() -> None:
    html = html_of(Visit(Mote(JAMFOR).address("reader")), "run")
    assert "data-place" not in html
    assert "Vetlanda jämfört" in plain(html)


def test_a_meeting_and_a_view_are_taken_away_and_back() -> None:
    one = Mote(JAMFOR, "oversikt?kommun=0685&omrade=lss")
    one.write("mote/motebbbb/titel", "Förra")
    one.write("mote/motebbbb/datum", "2025-01-20")
    html = html_of(Visit(one.address(mote="moteaaaa")), "run")
    assert text.REMOVE_MEETING in plain(html)
    assert f"{text.REMOVED} (" not in plain(html)
    one.write("mote/moteaaaa/borttagen", "ja")
    shown = Visit(one.address(mote="moteaaaa"))
    assert shown.title == "Förra"
    assert f"{text.REMOVED_ONE} {text.NEWEST_HERE}" in shown.told
    html = html_of(shown, "run")
    assert f"{text.REMOVED}: {text.MEETING}: 2026-01-20 Årets resultat" in plain(html)
    assert 'data-place="mote/moteaaaa/borttagen"' in html
    one.write("mote/moteaaaa/borttagen", "")
    one.write("vy/view0000/borttagen", "ja")
    html = html_of(Visit(one.address(mote="moteaaaa")), "run")
    assert html.count('<li class="view"') == 1
    assert f"{text.REMOVED}: Jämför" in plain(html)
    assert "borttagen" not in html_of(Visit(one.address("reader", mote="moteaaaa")), "run")


def test_the_last_meeting_is_taken_back_where_the_first_is_made() -> None:
    one = Mote()
    one.write("mote/moteaaaa/borttagen", "ja")
    shown = Visit(one.address(mote="moteaaaa"))
    assert text.REMOVED_ONE in shown.told
    assert 'data-place="mote/moteaaaa/borttagen"' in html_of(shown, "run")


def test_a_pasted_link_becomes_the_last_view_without_its_address() -> None:
    one = Mote(JAMFOR)
    shown = Visit(one.address())
    type_in(shown, text.PASTE, f"https://oj.se/over_tid?kommun=0685&indikator=LSS-01&analys={one.made.owner}")
    type_in(shown, delning.ROLE, "FoU-ledare")
    push(shown, text.PASTE)
    assert text.ADDED_ONE in shown.told
    assert len(one.views) == 2
    assert one.views[1].startswith("over_tid?")
    assert "analys=" not in one.views[1]
    type_in(shown, text.PASTE, "inte en länk")
    push(shown, text.PASTE)
    assert text.NOT_A_VIEW in shown.told
    assert len(one.views) == 2


# --- added to from every view -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [one for one in PAGES if one not in WRITTEN])
def test_a_page_of_figures_is_added_pinned_by_a_visit_that_may_write(name: str) -> None:
    one = Mote()
    shown = Visit(one.address())
    shown.to(f"{name}?kommun=0685")
    assert shown.address["analys"] == one.made.reader
    type_in(shown, delning.ROLE, "FoU-ledare")
    push(shown, text.ADD)
    assert not shown.errors
    (link,) = one.views
    assert link.startswith(f"{name}?")
    assert f"utgava={EDITION}" in link
    assert "analys=" not in link


@pytest.mark.parametrize("name", ["snabbanalys", "enkat"])
def test_a_view_of_what_people_wrote_is_added_too(name: str) -> None:
    one = Mote()
    shown = Visit(f"{name}?kommun=0685&analys={one.made.writer}")
    type_in(shown, delning.ROLE, "FoU-ledare")
    push(shown, text.ADD)
    (link,) = one.views
    assert link.startswith(f"{name}?")
    assert "analys=" not in link


def test_whoever_follows_the_copied_link_of_a_page_is_told_how_and_can_add_nothing() -> None:
    one = Mote()
    shown = Visit(f"jamfor?kommun=0685&analys={one.made.reader}")
    assert text.ADD_READ_ONLY in shown.paragraphs("ojdash-quiet")
    assert text.ADD not in [button.label for button in shown.at.button]
    assert text.ADD_HOW in Visit("jamfor?kommun=0685").paragraphs("ojdash-quiet")


def test_a_site_that_only_shows_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Mote()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = Visit(f"jamfor?kommun=0685&analys={one.made.writer}")
    assert text.ADD not in [part.label for part in shown.at.expander]
    assert "moteaaaa" in Visit(one.address()).address["mote"]


# --- the seminar screen -----------------------------------------------------------------------------------------------


def test_the_screen_shows_one_view_with_its_question_keys_and_code() -> None:
    one = Mote(JAMFOR, "oversikt?kommun=0685&omrade=lss")
    one.write("vy/view0000/fraga", "Vad gör ni åt det?")
    shown = Visit(one.address(steg="visa", vy="view0000"))
    assert shown.title == "Vetlanda jämfört med Jönköpings län"
    assert "menu" not in shown.components
    assert shown.labels == []
    beside = html_of(shown, "beside")
    assert "Vad gör ni åt det?" in plain(beside)
    assert "1 av 2" in plain(beside)
    assert re.search(r'data-keys="ArrowRight ArrowDown PageDown Space" href="mote\?[^"]*vy=view0001', beside)
    assert re.search(r'data-keys="Escape" href="mote\?[^"]*steg=efter', beside)
    figure = shown.component("seminar")
    assert [one["least"] for one in figure["larger"]] == [[1200, 660], [1800, 990]]


def test_the_address_bar_and_every_link_of_the_screen_carry_the_readers_address_only() -> None:
    one = Mote(JAMFOR, f"snabbanalys?kommun=0685&steg=2&utgava={EDITION}")
    for vy in (None, "view0000", "view0001"):
        shown = Visit(one.address("owner", steg="visa", vy=vy))
        assert shown.address["analys"] == one.made.reader
        everything = "".join(str(shown.component(key)) for key in shown.components).partition('data-keys="Escape"')[0]
        assert one.made.owner not in everything
        assert one.made.writer not in everything
    shown.to(f"mote?mote=moteaaaa&steg=forbered&analys={one.made.reader}")
    assert shown.address["analys"] == one.made.reader
    assert shown.key == one.made.owner  # the visit still knows what it opened


def test_the_code_leads_to_this_very_view(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(charts, "code", lambda address, theme, name: said.append(address) or "")
    one = Mote(JAMFOR, "snabbanalys?kommun=0685&steg=2")
    Visit(one.address(steg="visa", vy="view0000"))
    assert links.parse(said[-1]) == links.parse(JAMFOR)
    assert "analys=" not in said[-1]
    Visit(one.address(steg="visa", vy="view0001"))
    assert links.parse(said[-1]).analys == one.made.reader


def test_last_years_outcomes_come_first_on_the_screen() -> None:
    one = Mote(JAMFOR)
    one.write("mote/motebbbb/datum", "2025-01-20")
    for name, value in {"mote": "motebbbb", "slag": "rutin", "text": "Rutin för uppföljning"}.items():
        one.write(f"utfall/utfallaa/{name}", value)
    first = plain(html_of(Visit(one.address(steg="visa", mote="moteaaaa")), "first"))
    assert first.index(text.EARLIER_TITLE) < first.index("Rutin: Rutin för uppföljning")
    after = html_of(Visit(one.address(steg="efter", mote="moteaaaa")), "after")
    assert after.index("Rutin för uppföljning") < after.index(text.PER_VIEW)


def test_what_is_shown_from_the_day_of_the_meeting_is_remembered_for_the_minutes() -> None:
    one = Mote(JAMFOR, datum="2020-01-20")
    Visit(one.address("reader", steg="visa", vy="view0000"))
    assert one.text("vy/view0000/visad") == ""
    Visit(one.address(steg="visa", vy="view0000"))
    assert one.text("vy/view0000/visad") == date.today().isoformat()


def test_a_rehearsal_before_the_day_is_not_remembered() -> None:
    one = Mote(JAMFOR, datum="2999-01-20")
    Visit(one.address(steg="visa", vy="view0000"))
    assert one.text("vy/view0000/visad") == ""


ROW = {"vald": "ja", "angelaget": "ja", "aktiviteter": "Plan", "samlad": "Visar ändå på förbättringsområde"}


@pytest.mark.parametrize(
    ("link", "key", "said"),
    [
        ("snabbanalys?kommun=0685&steg=2", "form", ["Angeläget resultat: Ja", "Aktuellt: ej besvarad", ROW["samlad"]]),
        ("snabbanalys?kommun=0685&steg=2&indikator=LSS-01", "form", ["Plan", ROW["samlad"], "Siffrorna säger:"]),
        ("snabbanalys?kommun=0685&steg=tillsammans", "form", ["1 ja", "1 ej besvarad"]),
        ("enkat?kommun=0685&omrade=lss", "walk", ["Uppföljning av beslut 100 %", "Del 1 av 3."]),
        ("enkat?kommun=0685&omrade=lss&indikator=LSS-01", "walk", ["Svarsalternativ", "Jönköping: Nej", "Var ett"]),
        ("kvalitet?kommun=0685&omrade=lss", "flags", ["Handledning till personal, boende", "Regel:", "Del 1 av 3."]),
        ("kvalitet?kommun=0680&omrade=krisberedskap", "flags", ["Ingen av reglerna slår till"]),
        ("laget?steg=status", "laget", ["Ekonomiskt bistånd", "Ja, 2025", "okänt", "Del 1 av 3."]),
        ("laget?steg=omrade&omrade=lss", "laget", ["Länsrapport", "Ja, 2025", "okänt"]),
        ("laget?steg=arshjul&year=2026", "laget", ["("]),
        ("om_data", "data", [EDITION, "290", "Alla värden är påhittade"]),
        ("lansrapport?kommun=0685&omrade=lss&peers=lan", "matrix", ["Vetlanda", "Del 1 av 10."]),
        ("signaler?kommun=1480&omrade=hemloshet&peers=riket", "matrix", ["Göteborg", "290 kommuner får inte plats"]),
    ],
)
def test_a_screen_shows_the_substance_of_its_page(link: str, key: str, said: list[str]) -> None:
    one = Mote(link)
    for name, value in ROW.items():
        one.write(f"rad/2025/0685/LSS-01/{name}", value)
    one.write("rad/2025/0680/LSS-01/vald", "ja")
    one.write("laget/lss/lansrapport/svar", "ja")
    one.write("laget/lss/lansrapport/ar", "2025")
    one.write("tolkning/tolkaaaa/indikator", "LSS-01")
    one.write("tolkning/tolkaaaa/text", "Var ett och ett")
    shown = Visit(one.address("reader", steg="visa", vy="view0000"))
    assert not shown.errors
    found = plain(html_of(shown, key))
    assert [part for part in said if part not in found] == []


@pytest.mark.parametrize("vy", ["view0000", "view0001", "view0002", "view0003", "view0004-2"])
def test_nonsense_in_what_is_shown_large_is_text(vy: str) -> None:
    one = Mote(
        "snabbanalys?kommun=0685&steg=2",
        "snabbanalys?kommun=0685&steg=2&indikator=LSS-01",
        "snabbanalys?kommun=0685&steg=tillsammans",
        "enkat?kommun=0685&omrade=lss&indikator=LSS-01",
        "over_tid?kommun=0685&indikator=LSS-01",
    )
    long = HOSTILE + "å" * 50_000
    for name, value in {**ROW, "aktiviteter": long, "kommentarer": HOSTILE, "samlad": long}.items():
        one.write(f"rad/2025/0685/LSS-01/{name}", value)
    for name, value in {"indikator": "LSS-01", "text": long, "vilka": HOSTILE}.items():
        one.write(f"tolkning/tolkaaaa/{name}", value)
    for name, value in {"datum": "2024-03-01", "text": long}.items():
        one.write(f"handelse/handaaaa/{name}", value)
    shown = Visit(one.address("reader", steg="visa", vy=vy))
    assert not shown.errors
    everything = shown.html + "".join(shown.component(key).get("html", "") for key in shown.components)
    assert "<script>alert" not in everything
    assert "<img src=x" not in everything


def test_dated_events_stand_under_the_years_and_are_told_on_the_next_screen() -> None:
    one = Mote("over_tid?kommun=0685&indikator=LSS-01")
    for at, (day, what) in enumerate([("2024-03-01", "Ny rutin"), ("2025-12-01", "Ny chef")]):
        one.write(f"handelse/hand{at:04d}/datum", day)
        one.write(f"handelse/hand{at:04d}/text", what)
    figure = Visit(one.address(steg="visa", vy="view0000")).component("seminar")
    assert "Ny rutin" in figure["alt"]
    assert all(part["figure"]["layout"]["yaxis3"] for part in figure["larger"])
    told = plain(html_of(Visit(one.address(steg="visa", vy="view0000-2")), "events"))
    assert told.index("Ny rutin") < told.index("Kan inte förklara värdet") < told.index("Ny chef")


def test_the_first_screen_says_what_the_meeting_goes_through_and_opens_it_on_a_phone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(charts, "code", lambda address, theme, name: said.append(address) or "<svg></svg>")
    one = Mote(*[JAMFOR] * 13)
    shown = Visit(one.address(steg="visa"))
    listed = plain(html_of(shown, "first"))
    assert listed.count("Vetlanda jämfört med Jönköpings län – Uppföljning av beslut") == text.MOST_AGENDA
    assert f"och {13 - text.MOST_AGENDA} till." in listed
    assert links.parse(said[-1]).analys == one.made.reader
    assert links.parse(said[-1]).mote == "moteaaaa"


# --- the code that is read aloud --------------------------------------------------------------------------------------


def test_the_code_is_switched_on_by_a_writer_stands_on_the_first_screen_and_is_switched_off() -> None:
    one = Mote(JAMFOR)
    shown = Visit(one.address())
    push(shown, text.CODE_ON)
    code = one.place.read(one.made.reader).code
    assert code.mote == "moteaaaa"
    assert code.spelled in plain(html_of(shown, "code"))
    assert "Koden gäller till" in plain(shown.html)
    screen = Visit(one.address("reader", steg="visa"))
    assert code.spelled in plain(html_of(screen, "beside"))
    assert code.spelled not in plain(html_of(Visit(one.address("reader", steg="visa", vy="view0000")), "beside"))
    assert code.spelled in plain(html_of(Visit(one.address(steg="delning")), "code"))
    push(shown, text.CODE_OFF)
    assert one.place.read(one.made.reader).code is None
    assert text.CODE_ON in [button.label for button in shown.at.button]


def test_a_reader_and_another_meeting_have_no_code_to_switch() -> None:
    one = Mote(JAMFOR)
    one.write("mote/motebbbb/titel", "Förra")
    one.place.begin_code(one.made.writer, "motebbbb")
    labels = [button.label for button in Visit(one.address("reader", mote="motebbbb")).at.button]
    assert not {text.CODE_ON, text.CODE_AGAIN, text.CODE_OFF} & {*labels}
    assert text.CODE_ON in [button.label for button in Visit(one.address(mote="moteaaaa")).at.button]
    assert 'class="signs"' not in html_of(Visit(one.address("reader", steg="visa", mote="moteaaaa")), "beside")


def test_where_the_readers_address_is_withdrawn_no_code_is_made() -> None:
    one = Mote(JAMFOR)
    one.place.withdraw(one.made.owner, "lasa")
    shown = Visit(one.address())
    push(shown, text.CODE_ON)
    assert saved_text.NO_CODE in shown.told


def test_a_code_opens_the_meeting_where_addresses_are_opened() -> None:
    one = Mote(JAMFOR)
    one.write("mote/motebbbb/titel", "Ett tidigare")
    code = one.place.begin_code(one.made.writer, "motebbbb")
    shown = Visit("mote")
    type_in(shown, delning.ADDRESS, code.lower().replace("-", " "))
    push(shown, delning.OPEN_IT)
    assert shown.title == "Ett tidigare"
    assert one.place.read(shown.address["analys"]).until is not None  # an address that ends with the code
    assert any("Öppnad med mötets kod" in said for said in shown.paragraphs("ojdash-quiet"))
    other = Visit("mote")
    type_in(other, delning.ADDRESS, "ACDE-3467")
    push(other, delning.OPEN_IT)
    assert saved_text.UNKNOWN_CODE in other.told


# --- one screen after the other ---------------------------------------------------------------------------------------


def test_a_matrix_fills_one_screen_after_the_other() -> None:
    one = Mote("signaler?kommun=0685&omrade=lss")
    shown = Visit(one.address(steg="visa", vy="view0000-2"))
    assert "Del 2 av" in plain(html_of(shown, "matrix"))
    assert html_of(shown, "matrix").count('<th scope="col">') == 5  # Kommun and four


@pytest.mark.parametrize("steg", ["forbered", "visa", "efter", "overlamna", "delning"])
def test_nonsense_that_people_write_is_text_everywhere(steg: str) -> None:
    one = Mote(JAMFOR, titel=HOSTILE, natverk=HOSTILE, mottagare=HOSTILE)
    for name in ("fraga", "anteckning", "enats", "beslut"):
        one.write(f"vy/view0000/{name}", HOSTILE + "\n" + "å" * 50_000)
    one.write("utfall/utfallaa/mote", "moteaaaa")
    one.write("utfall/utfallaa/text", HOSTILE)
    for name, value in {"mote": "moteaaaa", "vy": "view0000", "resultat": HOSTILE, "avsandare": HOSTILE}.items():
        one.write(f"overlamning/handaaaa/{name}", value)
    shown = Visit(one.address(steg=steg, vy="view0000" if steg == "visa" else None))
    assert not shown.errors
    everything = shown.html + "".join(shown.component(key).get("html", "") for key in shown.components)
    assert "<script>alert" not in everything
    assert "<img src=x" not in everything
    assert escape(HOSTILE) in everything or steg == "delning"


def test_a_run_of_forty_views_is_prepared_and_shown() -> None:
    one = Mote(*[f"over_tid?kommun={kod}&indikator=LSS-01" for kod in ("0685", "0680") * 20])
    assert html_of(Visit(one.address()), "run").count('<li class="view"') == 40
    shown = Visit(one.address(steg="visa", vy="view0039"))
    assert "40 av 40" in plain(html_of(shown, "beside"))


def test_a_value_in_doubt_is_in_doubt_on_the_screen_and_in_the_minutes_too() -> None:
    one = Mote(JAMFOR)
    one.place.book.set_here(Status("LSS-01", "0685", 2025, "osaker", "Anna", "Fel rad."))
    doubt = re.compile("osäker", re.IGNORECASE)
    assert doubt.search(plain(html_of(Visit(one.address(steg="visa", vy="view0000")), "head")))
    found = answers.meeting(store.data_folder(), one.place.read(one.made.reader), Question("mote"))
    assert doubt.search(export.meeting_html(found))


def test_the_basket_can_be_chosen_among_what_the_views_are_about() -> None:
    one = Mote(JAMFOR, "oversikt?kommun=0685&omrade=lss")
    html = html_of(Visit(one.address(steg="efter")), "after")
    assert 'data-place="korg/2025/LSS-01/vald"' in html
    assert 'data-place="korg/2025/LSS-01/skal"' not in html
    one.write("korg/2025/LSS-01/vald", "ja")
    one.write("korg/2025/LSS-03/vald", "ja")
    html = html_of(Visit(one.address(steg="efter")), "after")
    assert 'data-place="korg/2025/LSS-01/skal"' in html
    assert "Beslut om bostad med särskild service uppföljda inom ett år" in plain(html)


# --- afterwards -------------------------------------------------------------------------------------------------------


def test_the_boards_page_puts_the_words_before_the_figure() -> None:
    one = Mote(JAMFOR)
    for name, value in {"mote": "moteaaaa", "vy": "view0000", "resultat": "Två av tretton", "beslut": "Inför"}.items():
        one.write(f"overlamning/handaaaa/{name}", value)
    shown = Visit(one.address(steg="overlamna"))
    keys = shown.components
    assert keys.index("page_handaaaa") < keys.index("says_handaaaa") < keys.index("figure_handaaaa")
    words = plain(html_of(shown, "page_handaaaa"))
    assert words.index("Två av tretton") < words.index("Inför")
    assert text.NO_COMMENT in words  # what nobody wrote is said, not left out
    assert "Saknas än" in words


def test_the_papers_are_fetched_with_the_readers_address() -> None:
    one = Mote(JAMFOR)
    minutes = html_of(Visit(one.address("owner", steg="efter")), "documents")
    assert f"api/mote.docx?mote=moteaaaa&amp;analys={one.made.reader}" in minutes
    handover = html_of(Visit(one.address("owner", steg="overlamna")), "documents")
    assert "steg=overlamna" in handover
    assert page.GET in minutes
