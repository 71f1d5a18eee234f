"""A form that saves as one types, in a real browser: alone, two at once, without a connection, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, expect

from ojdash import saved
from ojdash.domain.analys import Author
from ojdash.saved import Created, Saved
from ojdash.text.analyser import WORDS
from ojdash.text.saved import WITHDRAWN
from tests.browser.conftest import SLOWEST
from tests.browser.reading import OWN_404, serious_faults
from tests.browser.serving import serving

ROW = "rad/2024/0685/LSS-01/"
STEP = "steg/2024/2/"
CHEF = Author("Enhetschef", "Vetlanda")
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SAVED = re.compile(r"^Sparat \d\d:\d\d$")
HOSTILE = '<img src=x onerror="document.title=1"></textarea><b>fet</b> =1+1'
FORM = ".ojdash-form"
LONG = "Det som inte hann sparas. " * 1000  # a browser sends less than this after its page is gone


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@pytest.fixture(scope="module")
def place(folder: Path) -> Iterator[Saved]:
    """What people wrote, opened beside the server as another process of it would."""
    place = saved.open_saved(folder)
    yield place
    place.close()


@pytest.fixture(scope="module")
def site(browser: Browser, folder: Path) -> Iterator[str]:
    """The front door with a page that is a form and nothing else."""
    environment = {"OJDASH_DATA": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    with serving("tests/browser/form_app.py", folder / "log.txt", environment) as address:
        yield address


@pytest.fixture
def made(place: Saved) -> Created:
    return place.create(CHEF, {f"{ROW}samlad": "Den första texten", "om/kommuner": "0685"})


@dataclass
class Writer:
    """Somebody with the form open."""

    page: Page
    context: BrowserContext
    site: str
    errors: list[str]

    def to(self, token: str) -> Writer:
        self.page.goto(f"{self.site}?analys={token}")
        expect(self.page.locator(f"{FORM} .field").first).to_be_visible()
        return self

    def called(self, role: str) -> Writer:
        self.page.get_by_label("Roll").fill(role)
        return self

    def field(self, name: str, row: str = ROW) -> Locator:
        return self.page.locator(f'[data-place="{row}{name}"]')

    def control(self, name: str) -> Locator:
        return self.field(name).locator("textarea, input").first

    def state(self, name: str, row: str = ROW) -> Locator:
        return self.field(name, row).locator(".state")

    def write(self, name: str, text: str) -> None:
        self.control(name).fill(text)

    def saves(self, name: str, text: str) -> None:
        self.write(name, text)
        expect(self.state(name)).to_have_text(SAVED)

    def look_again(self) -> None:
        """What a window does when it comes to the front."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Browsers of different people, kept between tests: the scripts of Streamlit are then fetched once."""
    kept: dict[str, BrowserContext] = {}
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture
def someone(browser: Browser, site: str, windows: dict[str, BrowserContext]) -> Iterator[Callable[..., Writer]]:
    """Another person in a browser of their own, where nobody has written before.

    Afterwards no page may have written an error to its console; that an answer was not 200, the browser itself writes.
    """
    people: list[Writer] = []

    def opened(token: str, role: str = "Enhetschef", **said: object) -> Writer:
        said = {"viewport": {"width": 1280, "height": 900}, "locale": "sv-SE"} | said
        key = f"{len(people)} {said}"
        if key not in windows:
            windows[key] = browser.new_context(**said)
            windows[key].set_default_timeout(SLOWEST)
        page = windows[key].new_page()
        errors: list[str] = []

        def heard(message: ConsoleMessage) -> None:
            where = message.location.get("url", "")
            if message.type == "error" and "/api/analys/" not in where and not where.endswith(OWN_404):
                errors.append(f"{message.text} ({where})")

        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        people.append(Writer(page, windows[key], site, errors))
        people[-1].to(token)
        return people[-1].called(role) if role else people[-1]

    yield opened
    for one in people:
        one.context.unroute_all()
        one.context.set_offline(False)
        one.page.evaluate("localStorage.clear()")
        one.page.close()
    assert [error for one in people for error in one.errors] == []


def text(place: Saved, made: Created, name: str, row: str = ROW) -> str:
    return place.read(made.reader).text(f"{row}{name}")


# --- alone ------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_said_to_be(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    one.saves("samlad", "Vi behöver mer tid")
    assert text(place, made, "samlad") == "Vi behöver mer tid"
    assert place.read(made.reader).fields[f"{ROW}samlad"].author == Author("Enhetschef")
    one.to(made.writer)
    expect(one.control("samlad")).to_have_value("Vi behöver mer tid")


def test_every_kind_of_control_is_saved(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    page = one.page
    page.get_by_label("Beslutar").fill("Nämnden")
    page.get_by_label("Datum").fill("2025-03-31")
    page.get_by_label("Mål").fill("72,5")
    page.get_by_label("Läge").select_option("beslutat")
    page.get_by_label("Prioriterad").check()
    page.get_by_label("Nässjö").check()
    one.button("Välj").click()
    for name, row in (("beslutar", STEP), ("datum", STEP), ("lage", STEP), ("mal", ROW), ("prioriterad", ROW)):
        expect(one.state(name, row)).to_have_text(SAVED)
    for name, row in (("kommuner", "om/"), ("vald", ROW)):
        expect(one.state(name, row)).to_have_text(SAVED)
    analys = place.read(made.reader)
    assert {name: analys.text(f"{STEP}{name}") for name in ("beslutar", "datum", "lage")} == {
        "beslutar": "Nämnden", "datum": "2025-03-31", "lage": "beslutat"
    }  # fmt: skip
    assert {name: analys.text(f"{ROW}{name}") for name in ("mal", "prioriterad", "vald")} == {
        "mal": "72,5", "prioriterad": "ja", "vald": "ja"
    }  # fmt: skip
    assert analys.text("om/kommuner") == "0682-0685"
    page.get_by_label("Prioriterad").uncheck()
    one.button("Ta bort").click()
    expect(one.button("Välj")).to_have_attribute("aria-pressed", "false")
    expect(one.state("prioriterad")).to_have_text(SAVED)
    expect(one.state("vald")).to_have_text(SAVED)
    assert (text(place, made, "prioriterad"), text(place, made, "vald")) == ("", "")


def test_a_judgement_is_answered_and_taken_back_and_the_page_follows(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    for label, value in (("Nej", "nej"), ("Behöver undersökas", "undersok"), ("Inte besvarad", "")):
        one.page.get_by_label(label).check()
        expect(one.page.locator(".seen")).to_have_text(value)
        expect(one.page.get_by_label(label)).to_be_checked()
        assert text(place, made, "tillforlitligt") == value


def test_a_value_that_does_not_fit_says_why_and_stays_on_the_screen(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    one.write("mal", "mycket")
    expect(one.state("mal")).to_have_text("Inte sparat: Skriv ett tal, till exempel 75 eller 12,5.")
    expect(one.control("mal")).to_have_value("mycket")
    expect(one.page.locator(".unsaved")).to_have_text(WORDS["unsaved_one"])
    one.saves("mal", "75")
    expect(one.page.locator(".unsaved")).to_be_hidden()
    assert text(place, made, "mal") == "75"


def test_nothing_can_be_written_before_the_role_is_said_and_it_is_remembered(someone: Callable, made: Created) -> None:
    one = someone(made.writer, role="")
    why = one.page.locator("[data-why]")
    expect(why).to_have_text(WORDS["who_first"])
    expect(one.control("samlad")).to_be_disabled()
    assert one.control("samlad").get_attribute("aria-describedby") == why.get_attribute("id")
    one.called("Enhetschef").page.get_by_label("Organisation").fill("Vetlanda")
    expect(one.control("samlad")).to_be_enabled()
    expect(why).to_have_text("")
    one.to(made.writer)
    expect(one.page.get_by_label("Roll")).to_have_value("Enhetschef")
    expect(one.page.get_by_label("Organisation")).to_have_value("Vetlanda")
    expect(one.control("samlad")).to_be_enabled()


def test_the_readers_address_shows_and_does_not_write(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.reader, role="")
    expect(one.page.locator("[data-why]")).to_have_text(WORDS["read_only"])
    expect(one.control("samlad")).not_to_be_editable()
    expect(one.page.get_by_label("Nej")).to_be_disabled()
    place.write(made.writer, CHEF, f"{ROW}samlad", "Nytt", 1)
    one.look_again()
    expect(one.control("samlad")).to_have_value("Nytt")
    expect(one.state("samlad")).to_have_text(re.compile(r"^Ändrat av Enhetschef, Vetlanda \d\d:\d\d$"))


def test_a_version_is_taken_back_and_none_is_lost(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    one.saves("samlad", "Den andra texten")
    opener = one.field("samlad").locator("[data-versions]")
    opener.click()
    versions = one.field("samlad").get_by_role("region", name=WORDS["versions"])
    expect(versions.locator("pre")).to_have_text(["Den andra texten", "Den första texten"])
    expect(versions.locator(".by").last).to_have_text(re.compile(r"^Enhetschef, Vetlanda, \d\d:\d\d$"))
    versions.get_by_role("button", name=re.compile("^Ta tillbaka")).click()
    expect(one.control("samlad")).to_have_value("Den första texten")
    expect(versions.locator("pre")).to_have_text(["Den första texten", "Den andra texten", "Den första texten"])
    assert text(place, made, "samlad") == "Den första texten"
    one.button(WORDS["close"]).click()
    expect(versions).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_text_field_grows_with_its_text_and_a_state_moves_nothing(someone: Callable, made: Created) -> None:
    one = someone(made.writer)
    low = one.control("samlad").bounding_box()["height"]
    below = one.control("kommentarer").bounding_box()["y"]
    one.saves("samlad", "En rad")
    assert one.control("kommentarer").bounding_box()["y"] == below
    one.saves("samlad", "rad\n" * 20)
    assert one.control("samlad").bounding_box()["height"] > low + 200


# --- the page is drawn anew -------------------------------------------------------------------------------------------


def test_a_new_run_of_the_page_takes_neither_text_caret_nor_focus(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    one.context.route("**/api/analys/falt", lambda route: route.abort())
    one.control("samlad").click()
    one.control("samlad").fill("Det jag skriver")
    one.control("samlad").evaluate("(one) => one.setSelectionRange(3, 3)")
    place.write(made.writer, CHEF, f"{ROW}tillforlitligt", "ja", 0)
    one.look_again()
    expect(one.page.locator('[data-key="above"]')).to_have_text("Svaret är ja")
    expect(one.control("samlad")).to_be_focused()
    one.page.keyboard.type(" nu")
    expect(one.control("samlad")).to_have_value("Det nu jag skriver")
    expect(one.page.get_by_label("Ja", exact=True)).to_be_checked()
    one.context.unroute("**/api/analys/falt")
    one.control("samlad").blur()
    expect(one.state("samlad")).to_have_text(SAVED)
    assert text(place, made, "samlad") == "Det nu jag skriver"


def test_letters_in_a_text_are_no_commands(someone: Callable, made: Created) -> None:
    one = someone(made.writer)
    one.control("samlad").fill("")
    one.control("samlad").press_sequentially("rcr")
    expect(one.control("samlad")).to_have_value("rcr")
    expect(one.page.get_by_role("dialog")).to_have_count(0)


def test_a_link_in_the_form_is_followed_without_a_reload(someone: Callable, made: Created) -> None:
    one = someone(made.writer)
    one.page.evaluate("window.here = true")
    one.page.get_by_role("link", name="Hit").click()
    expect(one.control("samlad")).to_be_visible()
    assert one.page.evaluate("window.here")


def test_what_belongs_to_a_new_part_of_a_list_is_written_with_it(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    one.page.get_by_label("Händelse").fill("Ny chef")
    expect(one.state("text", "handelse/nyhandelse1/")).to_have_text(SAVED)
    one.look_again()
    expect(one.page.locator(".events")).to_have_text("0")  # its own field runs the page again only where it says so
    (event,) = place.read(made.reader).items("handelse")
    assert (event.text("text"), event.text("kommun")) == ("Ny chef", "0685")


def test_the_page_follows_what_others_add_to_it(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    place.write(made.writer, CHEF, "handelse/annanhandelse/text", "Ny lag", 0)
    one.look_again()
    expect(one.page.locator(".events")).to_have_text("1")


# --- two at once ------------------------------------------------------------------------------------------------------


def test_different_fields_of_two_people_are_both_kept_and_seen(someone: Callable, place: Saved, made: Created) -> None:
    one, other = someone(made.writer), someone(made.writer, "FoU-ledare")
    one.write("kommentarer", "Av den ena")
    other.write("aktiviteter", "Av den andra")
    expect(one.state("kommentarer")).to_have_text(SAVED)
    expect(other.state("aktiviteter")).to_have_text(SAVED)
    one.look_again()
    other.look_again()
    expect(one.control("aktiviteter")).to_have_value("Av den andra")
    expect(one.state("aktiviteter")).to_have_text(re.compile("^Ändrat av FoU-ledare "))
    expect(other.control("kommentarer")).to_have_value("Av den ena")
    assert (text(place, made, "kommentarer"), text(place, made, "aktiviteter")) == ("Av den ena", "Av den andra")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("keep_mine", "Den andras"), ("keep_theirs", "Den enas"), ("keep_both", "Den enas\n\nDen andras")],
)
def test_the_same_field_of_two_people_shows_both_texts_until_one_is_chosen(
    someone: Callable, place: Saved, made: Created, choice: str, kept: str
) -> None:
    one, other = someone(made.writer), someone(made.writer, "FoU-ledare")
    one.saves("samlad", "Den enas")
    other.write("samlad", "Den andras")
    box = other.field("samlad").get_by_role("group", name=WORDS["both"])
    expect(box.locator("pre")).to_have_text(["Den enas", "Den andras"])
    expect(other.control("samlad")).to_have_value("Den andras")
    one.look_again()
    seen = one.field("samlad").get_by_role("group", name=WORDS["both"])
    expect(seen.locator("pre")).to_have_text(["Den enas", "Den andras"])
    expect(one.control("samlad")).to_have_value("Den enas")
    box.get_by_role("button", name=WORDS[choice], exact=True).click()
    expect(box).to_have_count(0)
    expect(other.control("samlad")).to_have_value(kept)
    expect(other.state("samlad")).to_have_text(SAVED)
    one.control("samlad").blur()
    one.look_again()
    expect(seen).to_have_count(0)
    expect(one.control("samlad")).to_have_value(kept)
    assert text(place, made, "samlad") == kept
    assert place.read(made.reader).beside == {}
    assert {"Den enas", "Den andras"} <= {one.value for one in place.versions(made.reader, f"{ROW}samlad")}


def test_a_judgement_answered_by_two_shows_both_answers_in_words(someone: Callable, made: Created) -> None:
    one, other = someone(made.writer), someone(made.writer, "FoU-ledare")
    one.page.get_by_label("Nej").check()
    expect(one.state("tillforlitligt")).to_have_text(SAVED)
    other.page.get_by_label("Behöver undersökas").check()
    box = other.field("tillforlitligt").get_by_role("group", name=WORDS["both"])
    expect(box.locator("pre")).to_have_text(["Nej", "Behöver undersökas"])
    expect(box.get_by_role("button")).to_have_count(2)  # two answers can't both hold
    box.get_by_role("button", name=WORDS["keep_theirs"]).click()
    expect(other.page.get_by_label("Nej")).to_be_checked()


def test_what_is_typed_while_both_texts_are_shown_is_kept_too(someone: Callable, place: Saved, made: Created) -> None:
    one, other = someone(made.writer), someone(made.writer, "FoU-ledare")
    one.saves("samlad", "Den enas")
    other.write("samlad", "Den andras")
    box = other.field("samlad").get_by_role("group", name=WORDS["both"])
    expect(box).to_be_visible()
    other.write("samlad", "Den andras, och mer")
    expect(box.locator("pre")).to_have_text(["Den enas", "Den andras, och mer"])
    box.get_by_role("button", name=WORDS["keep_mine"], exact=True).click()
    expect(box).to_have_count(0)
    assert text(place, made, "samlad") == "Den andras, och mer"
    assert place.read(made.reader).beside == {}


def test_hostile_text_of_another_is_text_everywhere(someone: Callable, place: Saved, made: Created) -> None:
    one, other = someone(made.writer), someone(made.writer, HOSTILE[:60])
    other.saves("samlad", HOSTILE)
    one.write("samlad", "Min")
    box = one.field("samlad").get_by_role("group", name=WORDS["both"])
    expect(box.locator("pre").first).to_have_text(HOSTILE)
    one.field("samlad").locator("[data-versions]").click()
    expect(one.field("samlad").get_by_role("region").locator("pre").nth(1)).to_have_text(HOSTILE)
    one.to(made.writer)
    expect(one.control("samlad")).to_have_value(HOSTILE)
    assert one.page.locator(f"{FORM} img, {FORM} b").count() == 0
    assert one.page.title() != "1"


# --- when it can't be saved -------------------------------------------------------------------------------------------


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    one.context.set_offline(True)
    one.write("samlad", "Skrivet utan kontakt")
    expect(one.state("samlad")).to_have_text(f"Inte sparat: {WORDS['retrying']}")
    expect(one.page.locator(".unsaved")).to_have_text(WORDS["unsaved_one"])
    one.write("kommentarer", "Det också")
    expect(one.page.locator(".unsaved")).to_have_text("2 fält är inte sparade än.")
    one.context.set_offline(False)
    for name, said in (("samlad", "Skrivet utan kontakt"), ("kommentarer", "Det också")):
        expect(one.state(name)).to_have_text(SAVED)
        assert text(place, made, name) == said
    expect(one.page.locator(".unsaved")).to_be_hidden()


def test_one_request_a_field_is_on_its_way_and_what_is_typed_meanwhile_follows_it(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    held: list[Route] = []
    asked: list[str] = []
    is_open = False
    one.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/falt") else None)
    one.context.route("**/falt", lambda route: route.continue_() if is_open else held.append(route))
    with one.page.expect_request("**/api/analys/falt"):
        one.write("samlad", "Först")
    one.write("samlad", "Först och sedan")
    one.control("samlad").blur()
    with one.page.expect_request("**/api/analys/falt"):
        one.write("kommentarer", "Ett annat fält väntar inte")
    assert len(asked) == 2
    is_open = True
    for route in held:
        route.continue_()
    expect(one.state("samlad")).to_have_text(SAVED)
    versions = place.versions(made.reader, f"{ROW}samlad")
    assert [one.value for one in versions] == ["Den första texten", "Först", "Först och sedan"]
    assert place.read(made.reader).beside == {}


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_that_does_not_take_it_now_is_tried_again(
    someone: Callable, place: Saved, made: Created, status: int
) -> None:
    one = someone(made.writer)
    answers = [status, 200]

    def answer(route: Route) -> None:
        code = answers.pop(0) if answers else 200
        if code == 200:
            route.continue_()
        else:
            route.fulfill(status=code, headers={"Retry-After": "1"}, body="<h1>nginx</h1>")

    one.context.route("**/api/analys/falt", answer)
    one.write("samlad", "Till sist")
    expect(one.state("samlad")).to_have_text(f"Inte sparat: {WORDS['waiting']}")
    expect(one.state("samlad")).to_have_text(SAVED)
    assert text(place, made, "samlad") == "Till sist"


def test_an_answer_that_was_lost_makes_no_second_text_of_ones_own(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    lost = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())  # it was saved, and nobody was told
            route.abort()

    one.context.route("**/api/analys/falt", lose)
    one.write("samlad", "Först")
    expect(one.state("samlad")).to_have_text(f"Inte sparat: {WORDS['retrying']}")
    one.saves("samlad", "Först och sedan")
    assert text(place, made, "samlad") == "Först och sedan"
    assert place.read(made.reader).beside == {}


def test_leaving_with_something_unsaved_is_warned_of_and_the_text_is_offered_back(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    asked = []
    one.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    one.context.route("**/api/analys/falt", lambda route: route.abort())
    one.control("samlad").click()
    one.write("samlad", LONG)
    expect(one.state("samlad")).to_have_text(re.compile("^Inte sparat"))
    one.page.reload()
    assert asked == ["beforeunload"]
    one.context.unroute("**/api/analys/falt")
    found = one.field("samlad").get_by_role("group", name=WORDS["unsaved_found"])
    expect(found.locator("pre")).to_have_text(LONG)
    expect(one.control("samlad")).to_have_value("Den första texten")
    one.page.reload()  # nothing is lost by not choosing
    expect(found).to_be_visible()
    assert asked == ["beforeunload"]
    found.get_by_role("button", name=WORDS["use_it"]).click()
    expect(one.control("samlad")).to_have_value(LONG)
    expect(one.state("samlad")).to_have_text(SAVED)
    expect(found).to_have_count(0)
    assert text(place, made, "samlad") == LONG
    one.page.reload()
    expect(one.control("samlad")).to_have_value(LONG)
    expect(found).to_have_count(0)


def test_what_was_just_typed_is_sent_when_the_page_is_left(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    one.page.on("dialog", lambda dialog: dialog.accept())
    one.control("samlad").click()
    one.write("samlad", "I sista stund")
    with one.page.expect_request("**/api/analys/falt"):
        one.page.goto("about:blank")
    one.to(made.writer)
    one.look_again()
    expect(one.control("samlad")).to_have_value("I sista stund")


def test_a_text_offered_back_can_be_thrown_away(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer)
    one.page.on("dialog", lambda dialog: dialog.accept())
    one.context.route("**/api/analys/falt", lambda route: route.abort())
    one.control("samlad").click()
    one.write("samlad", LONG)
    expect(one.state("samlad")).to_have_text(re.compile("^Inte sparat"))
    one.page.reload()
    expect(one.control("samlad")).to_have_value("Den första texten")
    one.button(WORDS["throw_away"]).click()
    one.page.reload()
    expect(one.control("samlad")).to_have_value("Den första texten")
    expect(one.button(WORDS["throw_away"])).to_have_count(0)
    assert text(place, made, "samlad") == "Den första texten"


def test_a_withdrawn_address_stops_the_writing_and_leaves_the_text_to_copy(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    place.withdraw(made.owner, "skriva")
    one.write("samlad", "För sent")
    expect(one.state("samlad")).to_have_text(f"Inte sparat: {WITHDRAWN}")
    expect(one.control("samlad")).to_have_value("För sent")
    expect(one.control("samlad")).not_to_be_editable()
    expect(one.page.get_by_label("Nej")).to_be_disabled()


def test_an_address_that_is_withdrawn_while_nobody_writes_says_so(
    someone: Callable, place: Saved, made: Created
) -> None:
    one = someone(made.writer)
    place.withdraw(made.owner, "skriva")
    one.look_again()
    expect(one.page.locator("[data-why]")).to_contain_text(WITHDRAWN)
    expect(one.control("samlad")).not_to_be_editable()


# --- keyboard, phone, assistive technology ----------------------------------------------------------------------------


def test_the_keyboard_alone_writes_answers_and_takes_back(someone: Callable, place: Saved, made: Created) -> None:
    one = someone(made.writer, role="")
    keyboard = one.page.keyboard
    one.page.get_by_label("Roll").focus()
    keyboard.type("Enhetschef")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(one.control("samlad")).to_be_focused()
    keyboard.press("Control+A")
    keyboard.type("Med tangenter")
    keyboard.press("Tab")
    expect(one.state("samlad")).to_have_text(SAVED)
    keyboard.press("Enter")
    versions = one.field("samlad").get_by_role("region", name=WORDS["versions"])
    expect(versions.locator("pre")).to_have_text(["Med tangenter", "Den första texten"])
    keyboard.press("Tab")
    expect(versions.get_by_role("button", name=WORDS["close"])).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(one.control("samlad")).to_have_value("Den första texten")
    keyboard.press("Escape")
    expect(versions).to_have_count(0)
    one.page.get_by_label("Inte besvarad").focus()
    keyboard.press("ArrowUp")
    expect(one.page.locator(".seen")).to_have_text("undersok")
    expect(one.page.get_by_label("Behöver undersökas")).to_be_focused()
    assert (text(place, made, "samlad"), text(place, made, "tillforlitligt")) == ("Den första texten", "undersok")


def test_that_it_is_saved_is_said_once_and_typing_is_not_read_aloud(someone: Callable, made: Created) -> None:
    one = someone(made.writer)
    one.page.evaluate(
        """() => { window.said = [];
          const find = (root) => root.querySelector('[data-place$="samlad"] .state')
            ?? [...root.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
          const one = find(document);
          const heard = () => one.getAttribute('aria-live') === 'off' || window.said.push(one.textContent);
          new MutationObserver(heard)
            .observe(one, { childList: true, characterData: true, subtree: true }); }"""
    )
    one.control("samlad").press_sequentially("Några tecken till")
    expect(one.state("samlad")).to_have_text(SAVED)
    said = one.page.evaluate("window.said")
    assert len(said) == 1
    assert SAVED.match(said[0])


@pytest.mark.parametrize("shape", [PHONE, {}], ids=["phone", "screen"])
def test_everything_fits_and_can_be_hit_with_a_finger(someone: Callable, place: Saved, made: Created, shape) -> None:
    place.write(made.writer, Author("x" * 120, "y" * 120), f"{ROW}samlad", "ettlångtordutanslut" * 40, 1)
    one = someone(made.writer, **shape)
    place.write(made.writer, CHEF, f"{ROW}samlad", "En annan text", 2)
    one.write("samlad", "Min text")
    expect(one.field("samlad").get_by_role("group", name=WORDS["both"])).to_be_visible()
    one.field("samlad").locator("[data-versions]").click()
    expect(one.field("samlad").get_by_role("region").locator("pre").first).to_be_visible()
    width = one.page.viewport_size["width"]
    assert one.page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert one.page.locator(FORM).evaluate("(one) => one.scrollWidth") <= width
    low = one.page.locator(FORM).evaluate(
        """(form) => [...form.querySelectorAll('button, textarea, select, a, input:not([type=radio], [type=checkbox]),'
          + 'label:has(> input[type=radio]), label:has(> input[type=checkbox])')]
          .filter((one) => !one.matches('a') && one.getBoundingClientRect().height < 43.5)
          .map((one) => one.textContent || one.id)"""
    )
    assert low == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(someone: Callable, place: Saved, made: Created, scheme: str) -> None:
    one = someone(made.writer, color_scheme=scheme)
    place.write(made.writer, CHEF, f"{ROW}samlad", "En annan text", 1)
    one.write("samlad", "Min text")
    expect(one.field("samlad").get_by_role("group", name=WORDS["both"])).to_be_visible()
    one.field("samlad").locator("[data-versions]").click()
    expect(one.field("samlad").get_by_role("region").locator("pre").first).to_be_visible()
    assert [fault for fault in serious_faults(one.page) if "form" in fault or "field" in fault] == []


def test_axe_finds_no_serious_fault_before_the_role_is_said(someone: Callable, made: Created) -> None:
    one = someone(made.writer, role="")
    assert [fault for fault in serious_faults(one.page) if "form" in fault or "field" in fault] == []
