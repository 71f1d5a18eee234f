"""Enkäten in a real browser: thirteen kommuner by keys, two who write at once, and every part looked at."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash.text import delning, readings
from ojdash.text import enkat as text
from ojdash.text.analyser import WORDS
from tests.browser.conftest import SLOWEST
from tests.browser.reading import quiet, serious_faults
from tests.browser.test_snabbanalys import PHONE, SAVED, SCREEN, address_of, create, field, write_as

FIRST = "Rutin för att erbjuda individuell plan enligt LSS"  # changed in 2024, so the first of that year
SECOND = "Aktuell rutin för intern samordning i enskilda ärenden (barn/vuxen)"


@pytest.fixture(scope="module")
def writing(browser: Browser, site: str) -> str:
    """The writer's address of an analys of Jönköpings län's LSS questionnaire of 2024."""
    context = browser.new_context(**SCREEN)
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(f"{site}enkat?kommun=0685&omrade=lss&year=2024")
    create(page, "FoU-ledare")
    address = address_of(page, "skriva")
    context.close()
    return re.sub(r"steg=1&|kommun=\d+&", "", address)


def on(page: Page, heading: str, after: str = "") -> None:
    """The page is that of a heading, and the keys lead on to the question `after`."""
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator(f'a[data-keys*="ArrowRight"][href*="indikator={after}"]')).to_be_visible()


def test_from_the_start_page_it_is_one_click_and_keys_lead_on(opened: Callable[..., Page]) -> None:
    page = opened("?kommun=0685&omrade=lss")
    page.get_by_role("link", name=text.FROM_OVERSIKT).click()
    one, two = (
        f"Uppföljning av beslut 100 % – {of}" for of in ("bostad med särskild service, vuxna", "daglig verksamhet")
    )
    on(page, "Enkätgenomgång: LSS 2026", "LSS-01")
    page.keyboard.press("ArrowRight")
    on(page, one, "LSS-02")
    page.keyboard.press("PageDown")
    on(page, two, "LSS-03")
    page.keyboard.press("ArrowLeft")
    on(page, one, "LSS-02")
    page.keyboard.press("PageUp")  # there is none before
    page.get_by_role("link", name=text.NEXT, exact=True).click()
    on(page, two, "LSS-03")
    page.go_back()
    on(page, one, "LSS-02")
    page.get_by_role("link", name=text.TO_LIST).click()
    on(page, "Enkätgenomgång: LSS 2026", "LSS-01")


def test_an_arrow_in_a_text_moves_in_the_text_and_a_tick_leads_on(opened: Callable[..., Page], writing: str) -> None:
    page = opened(f"{writing}&kommun=0685&indikator=LSS-08")
    write_as(page, "Enhetschef")
    note = field(page, "0685/LSS-08/svarar").get_by_role("textbox")
    note.fill("Hållna")
    note.press("ArrowLeft")
    note.press("PageDown")
    expect(field(page, "svarar").locator(".state")).to_contain_text(SAVED)
    on(page, FIRST, "LSS-09")
    gone = field(page, "LSS-08/genomgangen")
    gone.get_by_role("checkbox").check()
    on(page, FIRST, "LSS-09")
    page.keyboard.press("ArrowRight")
    on(page, SECOND, "LSS-17")
    page.keyboard.press("ArrowLeft")
    expect(gone.get_by_role("checkbox")).to_be_checked()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_all_of_a_question_is_within_the_first_screen_for_thirteen_kommuner(
    opened: Callable[..., Page], writing: str, size: tuple[int, int]
) -> None:
    page = opened(f"{writing}&kommun=0682&indikator=LSS-08", viewport=dict(zip(("width", "height"), size, strict=True)))
    expect(page.locator(".tiles li")).to_have_count(13)
    parts = ["h1", ".walk .news", ".walk .alternatives", ".tiles li:last-child", ".walk .facts dd:last-of-type"]
    parts += [
        ".readings h2",
        ".agree > summary",
        '[data-place$="0682/LSS-08/svarar"] textarea',
        '[data-place$="0682/LSS-08/osaker"] input',
    ]
    below = page.locator(".ojdash-band").bounding_box()["y"]
    for part in parts:
        box = page.locator(part).first.bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= below, part
        assert box["x"] + box["width"] <= size[0], part
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("*")].flatMap((one) => [...(one.shadowRoot?.querySelectorAll(
        ".walk dd, .walk .alternatives, .walk .tiles strong:not(.missing)") ?? [])]).map(
        (one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= (20 if size[0] == 1920 else 16)


def test_two_browsers_at_the_same_question_keep_both_notes_and_both_texts_of_one(
    opened: Callable[..., Page], writing: str
) -> None:
    one = opened(f"{writing}&kommun=0680&indikator=LSS-09")
    other = opened(f"{writing}&kommun=0682&indikator=LSS-09")
    write_as(one, "Enhetschef")
    write_as(other, "FoU-ledare")
    field(one, "0680/LSS-09/svarar").get_by_role("textbox").fill("Vi räknar bokade")
    field(other, "0682/LSS-09/svarar").get_by_role("textbox").fill("Vi räknar hållna")
    notes = other.locator(".notes")
    expect(notes).to_contain_text("Vi räknar bokade", timeout=SLOWEST)  # heard at the next look, without a key
    expect(notes).to_contain_text("Vi räknar hållna")
    expect(one.locator(".notes")).to_contain_text("Vi räknar hållna", timeout=SLOWEST)
    other.locator(".tiles a", has_text="Jönköping").click()
    shared = field(other, "0680/LSS-09/svarar")
    expect(shared.get_by_role("textbox")).to_have_value("Vi räknar bokade")
    field(one, "0680/LSS-09/svarar").get_by_role("textbox").fill("Den enas")
    expect(field(one, "0680/LSS-09/svarar").locator(".state")).to_contain_text(SAVED)
    shared.get_by_role("textbox").fill("Den andras")  # before it is told of the other text
    box = shared.get_by_role("group", name=WORDS["both"])
    expect(box.locator("pre")).to_have_text(["Den enas", "Den andras"])
    box.get_by_role("button", name=WORDS["keep_both"]).click()
    expect(notes).to_contain_text("Den andras")


def test_a_seminar_from_a_doubt_to_the_minutes(opened: Callable[..., Page], writing: str) -> None:
    page = opened(f"{writing}&kommun=0685&indikator=LSS-17")
    write_as(page, "ÖJ-samordnare")
    field(page, "0685/LSS-17/osaker").get_by_role("checkbox").check()
    why = field(page, "0685/LSS-17/varfor").get_by_role("textbox")
    why.fill("Två register säger olika")
    field(page, "0685/LSS-17/ansvarig").get_by_role("textbox").fill("Enhetschef LSS")
    field(page, "0685/LSS-17/senast").locator("input").fill("2024-02-01")
    field(page, "0685/LSS-17/senast").locator("input").blur()
    expect(page.locator(".tiles a", has_text="Vetlanda").locator(".sign")).to_have_text(text.IS_UNCERTAIN)
    page.locator("summary", has_text=text.AGREE).click()
    page.locator("summary", has_text="Ny gemensam tolkning").click()
    page.locator('details.new [data-place$="/text"] textarea').fill("Senast beslutad räknas")
    page.locator('details.new [data-place$="/datum"] input').fill("2024-01-24")
    page.locator('details.new [data-place$="/datum"] input').blur()
    expect(page.locator(".reading")).to_have_text("Senast beslutad räknas")
    page.get_by_role("link", name=text.TO_LIST).click()
    page.get_by_role("link", name=text.MARKS).click()
    item = page.locator(".item", has_text="Vetlanda")
    expect(item.locator(".sign")).to_contain_text("försenat")
    item.get_by_label(text.FIELDS["kontrollerad"]).check()
    expect(item.locator(".sign")).to_have_text(text.DONE)
    page.get_by_role("link", name=text.SIGNED).click()
    page.locator('[data-place$="lss/0685/godkand"] input').check()
    expect(page.locator(".sign-off", has_text="Vetlanda")).to_contain_text("Saknas än")
    page.locator('[data-place$="lss/0685/vem"] input').fill("Socialchef")
    page.locator('[data-place$="lss/0685/godkand_datum"] input').fill("2024-02-10")
    page.locator('[data-place$="lss/0685/godkand_datum"] input').blur()
    expect(page.locator(".sign-off", has_text="Vetlanda")).not_to_contain_text("Saknas än")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Word").click()
    assert fetched.value.suggested_filename == "enkat-lss-2024.docx"
    printed = page.get_by_role("link", name=delning.PRINT).get_attribute("href")
    minutes = opened(f"{page.url.partition('enkat')[0]}{printed}")
    for said in ("Två register säger olika", "Senast beslutad räknas", "Socialchef", text.DONE):
        expect(minutes.get_by_text(said, exact=True).first).to_be_visible()
    page.get_by_role("link", name="Indikator", exact=True).first.click()
    expect(page.locator(".ojdash-facts").first).to_be_visible()
    page.goto(re.sub(r"indikator=[^&]*", "indikator=LSS-17", page.url))
    expect(page.locator(".ojdash-facts").first).to_contain_text(readings.READINGS)


@pytest.mark.parametrize("parts", ["", "&indikator=LSS-08", "&steg=5", "&steg=6", "&steg=delning"])
@pytest.mark.parametrize(
    "settings", [SCREEN, PHONE, SCREEN | {"color_scheme": "dark"}], ids=["screen", "phone", "dark"]
)
def test_every_part_is_within_the_screen_and_without_serious_faults(
    opened: Callable[..., Page], writing: str, settings: dict, parts: str
) -> None:
    page = opened(f"{writing}&kommun=0685{parts}", **settings)
    quiet(page)
    expect(page.get_by_text(text.GET)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []
