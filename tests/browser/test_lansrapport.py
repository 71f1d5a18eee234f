"""Länsrapport in a real browser: a file is made while the page says so, can be stopped, and a refusal is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash.text import lansrapport as text
from ojdash.text import making, problems
from ojdash.text import report as paper
from tests.browser.conftest import SLOWEST
from tests.browser.reading import Reader, serious_faults

ADDRESS = "lansrapport?kommun=0685&omrade=vald&year=2025"
FILES = "**/api/lansrapport.html?*"


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The page with a recipient written, in a browser where what the server answers may be changed."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(SLOWEST)
    found = context.new_page()
    found.goto(f"{site}{ADDRESS}")
    to_nobody_else(found)
    yield found
    context.close()


def to_nobody_else(page: Page) -> None:
    field = page.get_by_label(paper.RECIPIENT, exact=True)
    field.fill("Nämnden")
    field.press("Enter")
    expect(page.get_by_role("link", name=text.FORMATS["html"])).to_be_visible()


def link(page: Page) -> None:
    page.get_by_role("link", name=text.FORMATS["html"]).click()


def test_a_file_is_saved_under_its_name_and_the_page_says_so(reader: Callable[..., Reader], tmp_path: Path) -> None:
    visit = reader(ADDRESS)
    to_nobody_else(visit.page)
    with visit.page.expect_download() as found:
        link(visit.page)
    name = "lansrapport-vald-2025-jonkopings-lan.html"
    assert found.value.suggested_filename == name
    found.value.save_as(tmp_path / name)
    assert "Nämnden" in (tmp_path / name).read_text("utf-8")
    expect(visit.page.get_by_text(f"{making.WORDS['made']} {name}")).to_be_visible()
    assert serious_faults(visit.page) == []


def test_while_it_is_made_the_page_says_what_is_done_and_it_can_be_stopped(page: Page) -> None:
    page.route(FILES, lambda route: None)  # the server takes its time
    link(page)
    expect(page.get_by_text(f"{making.WORDS['making']} {text.FORMATS['html']}")).to_be_visible()
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("button", name=making.WORDS["stop"]).click()
    expect(page.get_by_text(making.WORDS["stopped"])).to_be_visible()
    expect(page.locator("progress")).to_have_count(0)


def test_a_refusal_and_a_server_that_is_gone_are_told_in_words(page: Page) -> None:
    page.route(FILES, lambda route: route.fulfill(status=400, body=json.dumps({"error": problems.NO_RECIPIENT})))
    link(page)
    expect(page.get_by_text(problems.NO_RECIPIENT)).to_be_visible()
    page.unroute(FILES)
    page.route(FILES, lambda route: route.abort())
    link(page)
    expect(page.get_by_text(making.WORDS["lost"])).to_be_visible()
