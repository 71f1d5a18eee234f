"""The main job of a coordinator in a real browser: open the address, mark a value, see it elsewhere, mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from ojdash import saved
from ojdash.text import coordinator as access
from ojdash.text import statuses as text
from tests.browser.conftest import SLOWEST
from tests.browser.reading import become_coordinator
from tests.browser.serving import serving

ROOT = Path(__file__).parents[2]
KVALITET = "kvalitet?kommun=0685&omrade=lss&indikator=LSS-02"
INDIKATOR = "indikator?kommun=0685&indikator=LSS-02"


@pytest.fixture(scope="module")
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    (data / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
    return data


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streamlit") / "log.txt"


@pytest.fixture(scope="module")
def own_site(browser: Browser, own_data: Path, log: Path) -> Iterator[str]:
    with serving("app.py", log, {"OJDASH_DATA": str(own_data)}) as address:
        yield address.rstrip("/")


@pytest.fixture
def someone(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    made: list[BrowserContext] = []

    def new() -> BrowserContext:
        made.append(browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE"))
        made[-1].set_default_timeout(SLOWEST)
        return made[-1]

    yield new
    for context in made:
        context.close()


def test_a_value_is_marked_seen_by_others_and_mended(
    own_site: str, own_data: Path, log: Path, someone: Callable[[], BrowserContext]
) -> None:
    book = saved.open_saved(own_data).book
    token = book.new_coordinator("Anna Berg, FoUrum")
    anna, other = someone().new_page(), someone().new_page()

    become_coordinator(anna, f"{own_site}/", token)
    expect(anna.get_by_text(access.you_are("Anna Berg, FoUrum"))).to_be_visible()
    assert token not in anna.url
    assert token not in anna.content()
    assert anna.evaluate("document.cookie").find(token) == -1

    anna.goto(f"{own_site}/{KVALITET}")
    anna.get_by_label(text.REASON).fill("Rutinen gäller bara vuxna")
    anna.get_by_role("button", name=text.SET).click()
    expect(anna.get_by_text(text.KEPT)).to_be_visible()

    other.goto(f"{own_site}/{INDIKATOR}")
    expect(other.locator(".ojdash-answer")).to_contain_text("‡ osäker")
    expect(other.locator(".ojdash-answer")).to_contain_text("Markerad som osäker av Anna Berg")
    other.goto(f"{own_site}/{KVALITET}")
    expect(other.get_by_text(text.WHO)).to_be_visible()
    expect(other.get_by_label(text.REASON)).to_have_count(0)

    anna.goto(f"{own_site}/{KVALITET}")
    anna.get_by_label(text.REASON).fill("Kommunen har lämnat nytt svar")
    anna.get_by_role("button", name=text.SET).click()
    expect(anna.get_by_text(text.KEPT)).to_be_visible()
    other.goto(f"{own_site}/{INDIKATOR}")
    expect(other.locator(".ojdash-answer")).to_be_visible()
    expect(other.locator(".ojdash-answer")).not_to_contain_text("‡")
    expect(other.get_by_text(f"{text.HISTORY} (2)")).to_be_visible()

    anna.goto(f"{own_site}/{KVALITET}")
    anna.get_by_role("link", name=access.LEAVE).click()
    expect(anna.get_by_text(text.WHO)).to_be_visible()
    assert not [one for one in anna.context.cookies() if one["name"] == "ojdash_samordnare"]
    assert token not in log.read_text("utf-8")
