"""What a visitor does while the page waits for its turn is done when the turn comes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from ojdash.ui.channel import AT_ONCE
from tests.browser.conftest import SLOWEST
from tests.browser.serving import serving


def test_a_press_that_waits_is_not_lost_to_what_is_done_after_it(browser: Browser, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.touch()
    with serving("tests/browser/turn_app.py", tmp_path / "log.txt") as address:
        context = browser.new_context()
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_text("Tryckt: 0")).to_be_visible()
        for _ in range(AT_ONCE):
            other = context.new_page()
            other.goto(f"{address}?slow={slow}")
            expect(other.get_by_text("Körs: länge")).to_be_visible()
        page.get_by_role("button", name="Tryck").click()
        page.get_by_label("Namn").fill("Anna")
        page.get_by_label("Namn").press("Enter")
        page.wait_for_timeout(2_000)  # on a slow machine both messages may need it; too short a time would hide a loss
        expect(page.get_by_text("Tryckt: 0")).to_be_visible()
        slow.unlink()
        expect(page.get_by_text("Tryckt: 1, namn: Anna")).to_be_visible()
        context.close()


def test_a_press_is_not_lost_to_what_is_done_before_the_page_has_come_to_its_button(
    browser: Browser, tmp_path: Path
) -> None:
    slow = tmp_path / "slow"
    with serving("tests/browser/turn_app.py", tmp_path / "log.txt") as address:
        context = browser.new_context()
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.goto(f"{address}?slow={slow}")
        expect(page.get_by_text("Tryckt: 0")).to_be_visible()
        slow.touch()
        page.get_by_role("button", name="Tryck").click()
        page.wait_for_timeout(2_000)  # too short a time would hide a loss
        page.get_by_label("Namn").fill("Anna")
        page.get_by_label("Namn").press("Enter")
        page.wait_for_timeout(2_000)
        slow.unlink()
        expect(page.get_by_text("Tryckt: 1, namn: Anna")).to_be_visible()
        context.close()
