"""Om tjänsten in a browser: led to from every page, and nothing is kept there that Kakor does not name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ojdash import saved, store
from ojdash.domain.analys import Author
from ojdash.text import om_tjansten as text
from tests.browser.serving import serving

ROOT = Path(__file__).parents[2]
NAMES = [one.name for one in text.STORED]


def is_named(name: str) -> bool:
    """Whether Kakor names it, or how it begins."""
    return any(name == said or (said.endswith("…") and name.startswith(said[:-1])) for said in NAMES)


def kept(context: BrowserContext, page: Page) -> set[str]:
    """The names of the cookies and of all that the browser keeps for the site."""
    cookies = {cookie["name"] for cookie in context.cookies()}
    return cookies | set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
    monkeypatch.delenv("OJDASH_DATABASE_URL", raising=False)
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    return tmp_path


def test_every_cookie_and_all_else_that_a_browser_keeps_is_named(browser: Browser, data: Path) -> None:
    place = saved.open_saved(data)
    first = {"om/kommuner": "0685", "om/year": "2024", "ar/2024/utgava": store.current(data)}
    made = place.create(Author("Enhetschef"), first)
    coordinator = place.book.new_coordinator("Anna")
    found: set[str] = set()
    with serving("app.py", data / "log.txt", {"OJDASH_DATA": str(data)}) as site:
        context = browser.new_context()
        page = context.new_page()
        for address in ("", "jamfor", "mote", f"snabbanalys?analys={made.writer}&kommun=0685&year=2024&steg=1"):
            page.goto(f"{site}{address}")
            expect(page.locator(".ojdash-about")).to_be_visible(timeout=40_000)
            found |= kept(context, page)
        page.locator("[data-who=role]").first.fill("Enhetschef")
        context.set_offline(True)  # so that what is written waits
        page.locator("textarea").first.fill("Text som inte är sparad.")
        page.wait_for_function("Object.keys(sessionStorage).some((name) => name.startsWith('ojdash.unsaved'))")
        found |= kept(context, page)
        context.set_offline(False)
        page.goto(f"{site}api/samordnare?adress={coordinator}")
        found |= kept(context, page)
        page.locator("form button").first.click()
        page.wait_for_url("**/kvalitet*")
        found |= kept(context, page)
        context.close()
    assert {name for name in found if not is_named(name)} == set()
    assert {"ojdash_samordnare", "ojdash_sida", "_streamlit_xsrf", "ojdash.who"} <= found


@pytest.mark.parametrize("part", text.PARTS)
def test_the_foot_leads_to_each_part_which_is_accessible_and_no_wider_than_a_phone(
    site: str, windows: Callable[..., BrowserContext], part: str
) -> None:
    page = windows(True, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}jamfor")
    page.locator(f".ojdash-about a[href$='{part}']").click()
    expect(page.locator("h1")).to_have_text(text.PARTS[part][1])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("[...document.querySelectorAll('.table')].every((one) => one.scrollWidth <= one.clientWidth)")
    title = page.locator("h1")
    assert title.evaluate("(one) => one.clientHeight < 2 * parseFloat(getComputedStyle(one).lineHeight)")  # of one word
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    page.context.close()
