"""What nobody makes a browser do: run another's script, show a page in another's frame, keep a key in its history."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from ojdash import saved
from ojdash.domain.analys import Author
from ojdash.text import delning
from tests.browser.conftest import SLOWEST
from tests.browser.serving import serving

ROOT = Path(__file__).parents[2]
JAMFOR = "jamfor?kommun=0685&omrade=lss&indikator=LSS-03"
FIGURES = (f"{JAMFOR}", "oversikt?kommun=0685&omrade=lss", "signaler?kommun=0685&omrade=lss")
# A reader of messages in Streamlit asks for WebAssembly, and does without.
EXPECTED = {("script-src", "wasm-eval")}
WATCHED = """window.refused = []; document.addEventListener('securitypolicyviolation',
  (event) => window.refused.push([event.violatedDirective, event.blockedURI]))"""
HREFS = """() => { const deep = (root = document) => [...root.querySelectorAll('*')].flatMap(
  (one) => one.shadowRoot ? [one, ...deep(one.shadowRoot)] : [one]); return deep().map((one) => one.href || '') }"""


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site, by another name of this machine: its address and its folder."""
    folder = tmp_path_factory.mktemp("other")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", folder
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    (data / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
    return data


@pytest.fixture(scope="module")
def own_site(
    browser: Browser, own_data: Path, other_site: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    told = {"OJDASH_DATA": str(own_data), "OJDASH_EMBEDDED_BY": other_site[0]}
    with serving("app.py", tmp_path_factory.mktemp("streamlit") / "log.txt", told) as address:
        yield address


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
    context.set_default_timeout(SLOWEST)
    yield context
    context.close()


@pytest.mark.parametrize("address", [JAMFOR, "snabbanalys", "om_data"])
def test_the_page_does_nothing_that_its_own_policy_refuses(own_site: str, window: BrowserContext, address: str) -> None:
    page = window.new_page()
    page.add_init_script(WATCHED)
    page.goto(own_site + address)
    expect(page.locator("h1")).to_be_visible()
    if address == JAMFOR:
        page.wait_for_selector(".ojdash-chart[data-painted] .ojdash-plot[aria-label]")
    assert {tuple(found) for found in page.evaluate("window.refused")} <= EXPECTED


def test_a_script_that_stands_in_the_page_is_not_run(own_site: str, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(own_site)
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("""() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';
      document.body.append(script); const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ran = 2'); image.src = 'data:x'; document.body.append(image); }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None


def _figure(other_site: tuple[str, Path], own_site: str, page: Page) -> FrameLocator:
    """A page of figures in a frame of the other site."""
    _framed(other_site, f"{own_site}{JAMFOR}&embed=true", page)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_be_visible()
    return frame


def _framed(other_site: tuple[str, Path], address: str, page: Page) -> None:
    where, folder = other_site
    (folder / "index.html").write_text(f'<iframe src="{address}" width="1200" height="650"></iframe>', "utf-8")
    page.goto(f"{where}/index.html")


def test_a_figure_is_shown_in_the_frame_of_a_site_that_may_and_its_links_open_beside_it(
    own_site: str, other_site: tuple[str, Path], window: BrowserContext
) -> None:
    page = window.new_page()
    frame = _figure(other_site, own_site, page)
    link = frame.locator("a[href*='sa_raknar_vi'], a[href*='indikator?']").first
    with window.expect_page() as beside:
        link.click()
    assert beside.value.url.startswith(own_site)
    assert page.frames[1].url.startswith(f"{own_site}jamfor")


def test_a_link_to_further_down_the_page_opens_no_tab_from_a_frame(
    own_site: str, other_site: tuple[str, Path], window: BrowserContext
) -> None:
    page = window.new_page()
    frame = _figure(other_site, own_site, page)
    frame.locator("a[href^='#']").first.evaluate("link => link.click()")
    with window.expect_page():
        frame.locator("a[href*='sa_raknar_vi'], a[href*='indikator?']").first.click()
    assert len(window.pages) == 2
    assert page.frames[1].url.startswith(f"{own_site}jamfor")


def test_writing_is_shown_in_nobodys_frame(own_site: str, other_site: tuple[str, Path], window: BrowserContext) -> None:
    page = window.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    _framed(other_site, f"{own_site}snabbanalys", page)
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in said for said in refused)
    assert page.frames[1].url.startswith("chrome-error:")


def _may_write(page: Page) -> None:
    expect(page.get_by_text(delning.ACCESS["skriva"][:40])).to_be_visible()


def test_who_reloads_before_the_page_has_told_what_it_opened_still_has_the_key(
    own_site: str, own_data: Path, window: BrowserContext
) -> None:
    made = saved.open_saved(own_data).create(Author("Enhetschef"), {"om/kommuner": "0685", "om/year": "2025"})
    page = window.new_page()
    page.add_init_script("""const told = dispatchEvent.bind(window); window.dispatchEvent = (event) => {
      if (event.type === 'ojdash-opened') throw new Error('not yet'); return told(event); }""")
    page.goto(f"{own_site}snabbanalys?steg=1&analys={made.writer}")
    page.wait_for_url(f"**analys={made.reader}")
    page.reload()
    _may_write(page)


def test_a_key_leaves_the_address_bar_and_the_history_and_the_tab_remembers_it(
    own_site: str, own_data: Path, window: BrowserContext
) -> None:
    place = saved.open_saved(own_data)
    made = place.create(Author("Enhetschef"), {"om/kommuner": "0685", "om/year": "2025", "om/omrade": "lss"})
    page = window.new_page()
    page.goto(f"{own_site}snabbanalys?steg=1&analys={made.writer}")
    _may_write(page)
    page.wait_for_url(f"**analys={made.reader}")
    assert not [href for href in page.evaluate(HREFS) if made.writer in href]
    history = window.new_cdp_session(page)

    def visited() -> list[str]:
        return [one["url"] for one in history.send("Page.getNavigationHistory")["entries"]]

    assert not [url for url in visited() if made.writer in url]
    page.reload()
    _may_write(page)
    page.wait_for_url(f"**analys={made.reader}")
    page.goto(f"{own_site}_stcore/health")
    page.go_back()
    _may_write(page)
    page.wait_for_url(f"**analys={made.reader}")
    assert not [url for url in visited() if made.writer in url]
    # Another tab has only what the address bar says.
    beside = window.new_page()
    beside.goto(page.url)
    expect(beside.get_by_text(delning.ACCESS["lasa"][:20]).first).to_be_visible()
    assert beside.get_by_text(delning.ACCESS["skriva"][:40]).count() == 0
