"""A running dashboard and a real Chromium. Without one the tests are skipped, unless OJDASH_REQUIRE_BROWSER=1."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.reading import OWN_404, Reader
from tests.browser.serving import serving

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOWEST = 60_000  # ms for anything on a page, beside other tests


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        said = f"no browser: none of {', '.join(NAMES)} is on PATH"
        if os.environ.get("OJDASH_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{said}, and OJDASH_REQUIRE_BROWSER=1")
        pytest.skip(f"{said}; install one, or leave the browser tests to CI")
    with sync_playwright() as playwright:
        expect.set_options(timeout=SLOWEST / 2)
        chromium = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard as `streamlit run app.py` serves it, with the shipped example in a data folder of its own."""
    data = tmp_path_factory.mktemp("data")
    (data / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
    with serving("app.py", tmp_path_factory.mktemp("streamlit") / "log.txt", {"OJDASH_DATA": str(data)}) as address:
        yield address


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Callable[..., BrowserContext]:
    """A browser window by its settings, kept between tests: the scripts of Streamlit are then fetched once."""
    kept: dict[str, BrowserContext] = {}

    def window(clean: bool, **said: Any) -> BrowserContext:
        if clean or repr(said) not in kept:
            context = browser.new_context(**said)
            context.set_default_timeout(SLOWEST)
            if clean:
                return context
            kept[repr(said)] = context
        return kept[repr(said)]

    return window


@pytest.fixture
def reader(windows: Callable[..., BrowserContext], site: str) -> Iterator[Callable[..., Reader]]:
    """Open an address: `reader("jamfor?kommun=0680", color_scheme="dark")`; `clean=True` in a browser never used.

    After the test no page may have written an error to the console, but Streamlit's own two on a deep link, nor have
    asked another host for anything.
    """
    readers: list[Reader] = []

    def opened(address: str, clean: bool = False, **said: Any) -> Reader:
        said = {"viewport": {"width": 1280, "height": 720}, "locale": "sv-SE"} | said
        readers.append(Reader(windows(clean, **said).new_page(), site, clean))
        return readers[-1].to(address)

    yield opened
    errors = [error for one in readers for error in one.errors]
    asked = {host for one in readers for host in one.hosts}
    for one in readers:
        one.close()
    assert errors == []
    assert asked <= {site.split("/")[2]}


@pytest.fixture(scope="session")
def _rested() -> dict[str, Reader]:
    return {}


@pytest.fixture
def resting(windows: Callable[..., BrowserContext], site: str, _rested: dict[str, Reader]) -> Iterator[Callable]:
    """A page that tests look at and leave as it was: opened once for all of them, scrolled to its top."""
    looked_at: list[Reader] = []

    def opened(address: str, **said: Any) -> Reader:
        said = {"viewport": {"width": 1280, "height": 720}, "locale": "sv-SE"} | said
        key = f"{address} {said}"
        if key not in _rested:
            _rested[key] = Reader(windows(False, **said).new_page(), site).to(address)
        looked_at.append(_rested[key])
        return looked_at[-1].as_opened()

    yield opened
    for one in looked_at:
        errors, one.errors = one.errors, []
        assert errors == []
        assert one.hosts <= {site.split("/")[2]}


WRITER = {"viewport": {"width": 1280, "height": 720}, "locale": "sv-SE"}


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A page in a browser of its own; afterwards none may have written an error to the console."""
    contexts, errors = [], []

    def open_page(address: str, **said: object) -> Page:
        context = browser.new_context(**(WRITER | said))
        context.set_default_timeout(SLOWEST)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_ours(message) else None)
        page.goto(address if address.startswith("http") else site + address)
        expect(page.locator("h1")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def _is_ours(message) -> bool:
    path = urlsplit(message.location.get("url", "")).path
    conflict = "409" in message.text and path.startswith("/api/analys/")  # told to the reader, and by Chromium too
    return message.type == "error" and not conflict and not ("404" in message.text and path.endswith(OWN_404))
