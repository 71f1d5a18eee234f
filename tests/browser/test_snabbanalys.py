"""Snabbanalys in a real browser: the main job as someone new to it does it, and every part looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash.text import delning, readings
from ojdash.text import snabbanalys as text
from ojdash.text.analyser import WORDS
from tests.browser.conftest import SLOWEST
from tests.browser.reading import quiet, serious_faults

SCREEN = {"viewport": {"width": 1280, "height": 720}, "locale": "sv-SE"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "sv-SE"}
LSS_03 = "Beslut om bostad med särskild service uppföljda inom ett år"
SAVED = "Sparat"


def create(page: Page, role: str = "Enhetschef LSS") -> None:
    """Begin an analys of Vetlanda and LSS, as the start page asks."""
    page.get_by_label(delning.ROLE, exact=True).locator("visible=true").fill(role)
    page.get_by_role("button", name=delning.CREATE).click()
    expect(page.get_by_role("heading", name=delning.WHO_SEES)).to_be_visible()


def write_as(page: Page, role: str) -> None:
    page.locator("[data-who=role]").fill(role)
    page.locator("[data-who=role]").blur()


def address_of(page: Page, may: str) -> str:
    """The address shown under a heading of Delning."""
    part = page.locator(".ojdash-sheet", has=page.get_by_role("heading", name=delning.ADDRESSES[may], exact=True))
    return part.locator("pre").inner_text()


def field(page: Page, name: str):
    return page.locator(f'.field[data-place$="/{name}"]')


def test_someone_new_fills_one_indikator_and_shares_it(opened: Callable[..., Page]) -> None:
    page = opened("snabbanalys?kommun=0685&omrade=lss")
    create(page)
    reading, writing = address_of(page, "lasa"), address_of(page, "skriva")
    page.get_by_role("link", name=text.step_name(2).partition(" ")[2]).click()
    write_as(page, "Enhetschef LSS")
    page.locator("summary", has_text=text.FREELY).click()
    page.get_by_label(LSS_03).last.check()
    page.locator("table.form").get_by_role("link", name=LSS_03).click()
    expect(page.get_by_role("heading", name=LSS_03, exact=True)).to_be_visible()
    expect(page.locator(".evidence").first).to_contain_text("Vetlanda")
    field(page, "angelaget").get_by_label("Ja", exact=True).check()
    field(page, "tillforlitligt").get_by_label("Nej", exact=True).check()
    field(page, "aktuellt").get_by_label(text.SVAR["undersok"]).check()
    field(page, "aktiviteter").get_by_role("textbox").fill("Plan över uppföljningar")
    field(page, "samlad").get_by_role("textbox").fill("Visar ändå på förbättringsområde")
    for name in ("angelaget", "tillforlitligt", "aktuellt", "aktiviteter", "samlad"):
        expect(field(page, name).locator(".state")).to_contain_text(SAVED)
    shared = opened(reading)
    row = shared.locator("table.form tbody tr").filter(has_text=LSS_03)
    expect(row.locator("td")).to_have_text(
        ["Ja", "Nej", "Behöver undersökas", "Plan över uppföljningar", "", "Visar ändå på förbättringsområde"]
    )
    expect(shared.locator("[data-place]")).to_have_count(0)
    expect(shared.get_by_text(delning.ACCESS["lasa"])).to_be_visible()
    again = opened(f"{writing}&indikator=LSS-03")
    expect(field(again, "samlad").get_by_role("textbox")).to_have_value("Visar ändå på förbättringsområde")


def test_on_a_phone_the_row_of_steps_opens_at_the_current_one(opened: Callable[..., Page]) -> None:
    page = opened("snabbanalys?kommun=0685&omrade=lss", **PHONE)
    create(page)
    current = page.locator("nav.path [aria-current=step]")
    expect(current).to_contain_text(text.SHARING)
    expect(current).to_be_in_viewport(ratio=0.9)


def test_a_dated_event_is_written_once_and_stands_on_the_time_axis(opened: Callable[..., Page]) -> None:
    page = opened("snabbanalys?kommun=0685&omrade=lss&year=2025")
    create(page)
    writing = address_of(page, "skriva")
    page.goto(f"{writing}&indikator=LSS-03")
    page.goto(f"{writing}&steg=2")
    write_as(page, "Enhetschef LSS")
    page.locator("summary", has_text=text.FREELY).click()
    page.get_by_label(LSS_03).last.check()
    page.locator("table.form").get_by_role("link", name=LSS_03).click()
    page.locator("summary", has_text=text.ADD["handelse"]).click()
    new = page.locator("details.new .item")
    new.locator('[data-place$="/text"] textarea').fill("Ny rutin för uppföljning")
    new.locator('[data-place$="/datum"] input').fill("2024-10-01")
    new.locator('[data-place$="/datum"] input').blur()
    expect(page.locator(".evidence", has_text=text.BEFORE)).to_contain_text("2024-10-01 Händelse: Ny rutin")
    page.get_by_role("link", name="År för år", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Vetlanda år för år")
    expect(page.get_by_role("region", name=readings.EVENTS)).to_contain_text("Ny rutin för uppföljning (Enhetschef LSS")
    expect(page.locator(".ojdash-plot[aria-label*='2024-10-01']")).to_be_visible()


def test_two_in_the_same_form_keep_what_both_wrote_and_choose(opened: Callable[..., Page], filled: str) -> None:
    one, other = (opened(f"{filled}&steg=2&indikator=LSS-03") for _ in range(2))
    write_as(one, "Enhetschef LSS")
    write_as(other, "FoU-ledare")
    field(one, "aktiviteter").get_by_role("textbox").fill("Plan över uppföljningar")
    expect(field(one, "aktiviteter").locator(".state")).to_contain_text(SAVED)
    field(one, "samlad").get_by_role("textbox").fill("Den enas")
    expect(field(one, "samlad").locator(".state")).to_contain_text(SAVED)
    field(other, "samlad").get_by_role("textbox").fill("Den andras")  # before it is told of the other text
    box = field(other, "samlad").get_by_role("group", name=WORDS["both"])
    expect(box.locator("pre")).to_have_text(["Den enas", "Den andras"])
    expect(box).to_contain_text("Enhetschef LSS")
    box.get_by_role("button", name=WORDS["keep_both"]).click()
    third = opened(f"{filled}&steg=2&indikator=LSS-03")
    expect(field(third, "samlad").get_by_role("textbox")).to_have_value("Den enas\n\nDen andras")
    expect(field(third, "aktiviteter").get_by_role("textbox")).to_have_value("Plan över uppföljningar")


@pytest.mark.parametrize("steg", ["1", "2", "3", "4", "5", "tillsammans", "delning", "one"])
@pytest.mark.parametrize(
    "settings", [SCREEN, PHONE, SCREEN | {"color_scheme": "dark"}], ids=["screen", "phone", "dark"]
)
def test_every_part_is_within_the_screen_and_without_serious_faults(
    opened: Callable[..., Page], filled: str, settings: dict, steg: str
) -> None:
    parts = "&steg=2&indikator=LSS-03" if steg == "one" else f"&steg={steg}"
    page = opened(filled + parts, **settings)
    quiet(page)
    expect(page.get_by_text(delning.DOCUMENTS)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []


@pytest.fixture(scope="module")
def filled(browser: Browser, site: str) -> str:
    """The writer's address of an analys with one indikator chosen."""
    context = browser.new_context(**SCREEN)
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(f"{site}snabbanalys?kommun=0685&omrade=lss")
    create(page)
    writing = address_of(page, "skriva")
    page.goto(writing)
    write_as(page, "Enhetschef LSS")
    page.locator("summary", has_text=text.FREELY).click()
    page.get_by_label(LSS_03).last.check()
    expect(page.locator("table.form").get_by_role("link", name=LSS_03)).to_be_visible()
    context.close()
    return writing.partition("steg=2&")[0] + writing.partition("steg=2&")[2]
