"""What a reader does in a browser, and what can be asked of a page as it stands on the screen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Download, Locator, Page, Request, expect

from ojdash.text import coordinator

# On a deep link Streamlit first looks for itself below the page's own path, and finds itself one step up.
OWN_404 = ("/_stcore/health", "/_stcore/host-config")

FOOT = "details.share summary"

# Every element, those in open shadow roots too.
_DEEP = """
window.deep = (root = document) => [...root.querySelectorAll('*')].flatMap(
  (one) => one.shadowRoot ? [one, ...window.deep(one.shadowRoot)] : [one]);
window.active = () => { let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement; return one; };
window.seen = (one) => { const box = one.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && one.checkVisibility({ visibilityProperty: true }); };
window.idle = (one) => { while (one && !one.inert) one = one.parentElement ?? one.getRootNode().host;
  return Boolean(one); };
window.named = (one) => `${one.tagName.toLowerCase()}${one.dataset?.testid ? '[' + one.dataset.testid + ']' : ''} ` +
  `"${(one.getAttribute('aria-label') || one.textContent || '').trim().slice(0, 60)}"`;
"""

# What the keyboard should reach: links, buttons, fields, summaries and what was given a tab stop, those taken out of
# the order of Tab too; not what Streamlit keeps closed until its own summary is opened, nor the buttons inside its
# pickers, which open and empty them for the mouse and have keys of their own.
_STOPS = """() => { const control = 'a[href], a[data-ojdash], button, input, select, textarea, summary, [data-copy]';
  const picker = '[data-testid="stSelectbox"], [data-testid="stMultiSelect"]';
  const wanted = (one) => one.tabIndex >= 0 ? one.matches(`${control}, [tabindex]`)
    : one.matches(control) && !one.closest(picker);
  window.stops = window.deep().filter((one) => !one.disabled && window.seen(one)
    && !window.idle(one) && wanted(one));
  window.reached = new Set(); return window.stops.length; }"""
_REACHED = """() => { const one = window.active(); const known = window.reached.has(one);
  window.reached.add(one); return !known; }"""
_UNREACHED = "() => window.stops.filter((one) => !window.reached.has(one) && window.seen(one)).map(window.named)"


def serious_faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical on a page, as "rule: selector"."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {_selector(node['target'])}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def quiet(page: Page) -> None:
    """Wait until no script runs: what is on the screen will not be drawn anew under the reader's hand."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()


def open_picker(picker: Locator) -> None:
    """Open a picker, as one does: it is on the screen first. A page that scrolls under an open list closes it."""
    quiet(picker.page)
    picker.scroll_into_view_if_needed()
    picker.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    picker.click()
    expect(picker).to_have_attribute("aria-expanded", "true")


def become_coordinator(page: Page, site: str, token: str) -> None:
    """Open a coordinator's address, and press its button."""
    page.goto(f"{site}api/samordnare?adress={token}")
    assert token not in page.url
    page.get_by_role("button", name=coordinator.JOIN).click()
    page.wait_for_url("**/kvalitet*")


class Reader:
    """One browser window."""

    def __init__(self, page: Page, site: str, alone: bool = False) -> None:
        self.page, self.site, self.alone = page, site, alone
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.add_init_script(_DEEP)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type != "error" or ("404" in message.text and urlsplit(where).path.endswith(OWN_404)):
            return
        self.errors.append(f"{message.text} ({where})")

    def _asked(self, request: Request) -> None:
        if request.url.startswith(("http", "ws")):
            self.hosts.add(urlsplit(request.url).netloc)

    def to(self, address: str) -> Reader:
        """Open an address and wait until it stands still."""
        self.page.goto(self.site + address)
        return self.still()

    def still(self) -> Reader:
        """Wait until the script has run, and all down to the foot is there, the figure painted."""
        quiet(self.page)
        expect(self.page.locator("h1")).to_be_visible()
        expect(self.page.locator(FOOT)).to_be_visible()
        self.page.wait_for_function(
            """() => !/\\/(indikator|over_tid|jamfor)$/.test(location.pathname)
              || document.querySelector('.ojdash-chart[data-painted] .ojdash-plot[aria-label]')"""
        )
        return self

    def titled(self, title: str) -> Reader:
        """Wait for a page's title, and until it stands still."""
        expect(self.page.locator("h1")).to_have_text(title)
        return self.still()

    def as_opened(self) -> Reader:
        """At its top, on the screen, every part folded as at first, nothing in focus."""
        self.page.bring_to_front()
        self.page.emulate_media(media="screen")
        self.page.evaluate(
            """() => { window.active()?.blur();
              for (const one of window.deep()) {
                if (one.scrollTop || one.scrollLeft) one.scrollTo(0, 0);
                if (one.matches('details')) one.open = Boolean(one.querySelector('.oj-legend'));
              } }"""
        )
        return self

    def unfold(self) -> None:
        """Open every folded part."""
        self.page.evaluate(
            "window.deep().filter((one) => one.matches('details')).forEach((one) => { one.open = true; })"
        )

    def close(self) -> None:
        """Close the page, and its window if it has one of its own."""
        if self.alone:
            self.page.context.close()
        else:
            self.page.close()

    def back(self) -> None:
        """The browser's Back."""
        self.page.evaluate("history.back()")

    def forward(self) -> None:
        """The browser's Forward."""
        self.page.evaluate("history.forward()")

    def choose(self, label: str, option: str) -> None:
        """Choose in a picker, as one does: open, write, choose."""
        picker = self.page.get_by_role("combobox", name=label, exact=True)
        open_picker(picker)
        picker.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def follow(self, link: Locator) -> None:
        """Follow a link within the site, and see that the page was not loaded anew."""
        self.page.evaluate("window.here = true")
        before = self.title
        link.click()
        expect(self.page.locator("h1")).not_to_have_text(before)
        self.still()
        assert self.page.evaluate("window.here"), "the page was loaded anew"

    @property
    def address(self) -> str:
        """The address within the site."""
        return self.page.evaluate("location.href").removeprefix(self.site)

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def sentence(self) -> str:
        return self.page.locator(".ojdash-answer").inner_text()

    @property
    def view(self) -> dict[str, object]:
        """What two readers compare: title, sentence, figures and matrix, once they no longer change."""
        seen = self._view()
        for _ in range(40):
            self.page.wait_for_timeout(150)
            before, seen = seen, self._view()
            if seen == before:
                break
        return seen

    def _view(self) -> dict[str, object]:
        return {
            "title": self.title,
            "sentence": self.sentence,
            "figures": [one.get_attribute("aria-label") for one in self.page.locator(".ojdash-plot").all()],
            "matrix": self.page.locator(".oj-matrix tbody").all_inner_texts(),
            "address": self.address,
        }

    def share(self) -> str:
        """Open the share section, and the link in it."""
        self.unfold()
        return self.page.locator("details.share pre").first.inner_text().strip()

    def unreached(self) -> tuple[int, list[str]]:
        """How many stops the page has for Tab, and those that Tab never came to."""
        self.page.evaluate(
            "window.deep().filter((one) => one.matches('details')).forEach((one) => { one.open = true; })"
        )
        for _ in range(2):  # what is still being drawn at a first visit takes the focus away, once
            self.page.evaluate("() => { window.active()?.blur(); window.scrollTo(0, 0); }")
            stops = self.page.evaluate(_STOPS)
            for _ in range(stops + 20):
                self.page.keyboard.press("Tab")
                if not self.page.evaluate(_REACHED):
                    break
            if not self.page.evaluate(_UNREACHED):
                break
        return stops, self.page.evaluate(_UNREACHED)

    def download(self, link: Locator) -> Download:
        """What a click brings home."""
        with self.page.expect_download() as coming:
            link.click()
        return coming.value


def _selector(target: list[Any]) -> str:
    return " ".join(" >>> ".join(part) if isinstance(part, list) else part for part in target)
