"""Läget in a real browser: an area filled in and seen by another, a date written and drawn, and faults."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash.text import MENU, arshjul, delning
from ojdash.text import laget as text
from tests.browser.conftest import SLOWEST
from tests.browser.reading import quiet, serious_faults
from tests.browser.test_snabbanalys import PHONE, SAVED, SCREEN, address_of, create, write_as


@pytest.fixture(scope="module")
def writing(browser: Browser, site: str) -> str:
    """The writer's address of a new analys, begun on this page."""
    context = browser.new_context(**SCREEN)
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(f"{site}laget?omrade=vald")
    create(page, "ÖJ-samordnare")
    address = address_of(page, "skriva")
    context.close()
    return address


def part(address: str, steg: str, **more: str) -> str:
    said = "".join(f"&{name}={value}" for name, value in more.items())
    return re.sub("steg=[a-z]+", f"steg={steg}", address) + said


def cell(page: Page, omrade: str, heading: str):
    column = list(text.HEADINGS).index(heading)
    return page.locator(f'tr[data-key="{omrade}"] td').nth(column)


def test_an_area_is_filled_in_and_another_browser_sees_it_in_the_matrix(
    opened: Callable[..., Page], writing: str
) -> None:
    other = opened(writing)
    expect(cell(other, "barn_unga", "lansrapport")).to_have_text(f"– {text.UNKNOWN}")
    page = opened(writing)
    page.get_by_role("link", name=f"{text.EDIT}: Barn och unga").click()
    expect(page.locator("h1")).to_have_text("Hur långt har vi kommit? Barn och unga")
    write_as(page, "ÖJ-samordnare")
    answer = page.get_by_role("group", name=text.HEADINGS["lansrapport"]).first
    answer.get_by_label(text.SVAR["ja"], exact=True).check()
    answer.get_by_label(text.FIELDS["ar"], exact=True).fill("2025")
    answer.get_by_label(text.FIELDS["anteckning"], exact=True).fill("Klar i augusti")
    answer.get_by_label(text.FIELDS["anteckning"], exact=True).blur()
    expect(answer.locator('[data-place$="/anteckning"] .state')).to_contain_text(SAVED)
    expect(cell(other, "barn_unga", "lansrapport")).to_have_text(f"● Ja, 2025{text.HAS_NOTE}", timeout=SLOWEST)
    page.get_by_role("link", name=text.BACK).first.click()
    expect(cell(page, "barn_unga", "lansrapport")).to_contain_text("Ja, 2025")
    page.get_by_role("link", name=f"{text.EDIT}: Barn och unga").click()
    answer = page.get_by_role("group", name=text.HEADINGS["lansrapport"]).first
    answer.get_by_label("Okänt", exact=True).check()  # taken away again: not known, and no no
    page.get_by_role("link", name=text.BACK).first.click()
    expect(cell(page, "barn_unga", "lansrapport")).to_contain_text(text.UNKNOWN)


def test_a_year_that_is_none_is_refused_in_words(browser: Browser, writing: str) -> None:
    context = browser.new_context(**SCREEN)  # Chromium writes the refusal to the console
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(part(writing, "omrade", omrade="lss"))
    write_as(page, "ÖJ-samordnare")
    year = page.locator('[data-place="laget/lss/skr/ar"]')
    year.locator("input").fill("i fjol")
    year.locator("input").blur()
    expect(year.locator(".state")).to_contain_text("Skriv ett årtal")
    context.close()


def test_a_date_is_written_stands_in_the_figure_and_among_what_comes(opened: Callable[..., Page], writing: str) -> None:
    day = date.today() + timedelta(20)
    page = opened(part(writing, "arshjul") + f"&year={day.year}")
    write_as(page, "ÖJ-samordnare")
    page.locator("summary", has_text=text.ADD_DATE).click()
    place = page.locator('details.new [data-place$="/titel"]').get_attribute("data-place").rpartition("/")[0]
    page.locator(f'[data-place="{place}/titel"] input').fill("Planeringsdag")
    # It stands among the others before it has a day, and stays open.
    expect(page.locator("summary", has_text="Planeringsdag")).to_be_visible()
    page.locator(f'[data-place="{place}/datum"] input').fill(day.isoformat())
    page.locator(f'[data-place="{place}/datum"] input').blur()
    expect(page.locator(".year section", has_text=arshjul.NEXT).locator("li", has_text="Planeringsdag")).to_be_visible()
    expect(page.locator(".ojdash-plot")).to_have_attribute("aria-label", re.compile("Planeringsdag"))
    expect(page.locator(".ojdash-plot svg").get_by_text("Planeringsdag").first).to_be_visible()


def test_the_menu_is_one_row_on_a_screen_and_every_page_is_in_it(opened: Callable[..., Page]) -> None:
    page = opened("laget")
    links = page.locator("nav.pages a")
    expect(links).to_have_count(len(MENU))
    tops = {links.nth(at).bounding_box()["y"] for at in range(len(MENU))}
    assert len(tops) == 1
    last = links.last.bounding_box()
    assert last["x"] + last["width"] <= 1280


@pytest.mark.parametrize("steg", ["", "status", "omrade", "arshjul", "delning"])
@pytest.mark.parametrize(
    "settings", [SCREEN, PHONE, SCREEN | {"color_scheme": "dark"}], ids=["screen", "phone", "dark"]
)
def test_every_part_is_within_the_screen_and_without_serious_faults(
    opened: Callable[..., Page], writing: str, settings: dict, steg: str
) -> None:
    page = opened(part(writing, steg, omrade="vald") if steg else "laget", **settings)
    quiet(page)
    expect(page.get_by_text(text.FILE_READ)).to_be_visible()
    if steg in ("", "arshjul"):
        expect(page.locator(".ojdash-plot svg").first).to_be_visible()
    if steg == "":
        expect(page.get_by_role("button", name=delning.CREATE)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []
