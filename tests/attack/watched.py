"""One pass of a headless Chromium over the pages that show hostile texts: what they ask for, and what they became."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from ojdash.links import PARAMETERS
from ojdash.text import om_tjansten
from tests.attack.figures import Figure, least, none_of, skipped, told
from tests.attack.hostile import IDS, KOMMUNER, MARK, OWN_LINK, RAN, STRANGER, TOLD_IDS, YEAR, Filled, squeezed
from tests.attack.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MOST_MILLISECONDS = 40_000
# What a text has become, in open shadow roots too; an element that only shows the text is none of these.
LIVE = """([host, own]) => { const deep = (root = document) => [...root.querySelectorAll('*')].flatMap(
    (one) => one.shadowRoot ? [one, ...deep(one.shadowRoot)] : [one]);
  const leads = new RegExp(`^\\\\s*(javascript:|vbscript:|data:text|mailto:.*@${host}|([a-z]+:)?//[^/]*${host})`
    + `|url\\\\(.*${host}`, 'i');
  return deep().filter((one) => one.matches('.katex, .stMarkdownColoredText, iframe, meta[http-equiv=refresh]')
      || (one.matches('[data-testid="stIconMaterial"]') && one.textContent === 'home')
      || [...one.attributes].some((part) => part.name.startsWith('on')
        || (/^(src|srcset|(xlink:)?href|action|formaction|data|style)$/.test(part.name) && part.value !== own
            && leads.test(part.value))))
    .map((one) => one.outerHTML.slice(0, 120)); }"""
# A page with each kind, one beside the other, to see that they are noticed; its links lead nowhere until pressed.
MADE_LIVE = (
    f'<a href="//{STRANGER}/l"></a><a href="javascript:1"></a><p style="background:url(//{STRANGER}/p)"></p>'
    '<p class="katex"></p><p class="stMarkdownColoredText"></p><p onclick="1"></p>'
)
TEXT = """() => { const deep = (root) => [...root.childNodes].flatMap((one) => one.nodeType === 3 ? [one.data]
    : [...(one.shadowRoot ? deep(one.shadowRoot) : []), one.value || '', ...deep(one)]);
  return deep(document.body).join(' '); }"""


def _of(page: str, **parts: str) -> str:
    """An address with codes; {token}, {reader} and the like are filled in when it is opened."""
    return f"{page}?{urlencode(parts, safe='{}')}" if parts else page


_ABOUT = {"kommun": KOMMUNER[1], "omrade": "lss", "year": YEAR, "analys": "{token}"}
_MEETING = {"mote": "moteaaaa", "analys": "{token}"}
# Every page, every step of those where people write, and what stands beside the pages.
PAGES: tuple[str, ...] = (
    *(_of("indikator", **_ABOUT, indikator=id) for id in (*IDS, TOLD_IDS[0])),
    *(_of(page, **_ABOUT, indikator=id) for id in IDS for page in ("over_tid", "jamfor")),
    *(_of(page, **_ABOUT | {"omrade": "eget"}, indikator=TOLD_IDS[1]) for page in ("indikator", "jamfor")),
    _of("jamfor", **_ABOUT, indikator=IDS[1], figur="tratt", peers="-".join(KOMMUNER)),
    *(_of(page, **_ABOUT) for page in ("oversikt", "kvalitet", "signaler", "lansrapport", "om_data")),
    *(_of(page, **_ABOUT | {"omrade": ""}) for page in ("oversikt", "signaler")),
    _of("om_data", utgava="{first}"),
    "sa_raknar_vi",
    *(
        _of("snabbanalys", **_ABOUT, indikator=IDS[1], steg=steg)
        for steg in ("1", "2", "3", "4", "5", "tillsammans", "delning")
    ),
    _of("snabbanalys", **_ABOUT | {"analys": "{owner}"}, steg="delning"),
    *(_of("enkat", **_ABOUT, indikator=IDS[0], steg=steg) for steg in ("1", "2", "3", "4", "5", "6", "delning")),
    *(_of("mote", **_MEETING, steg=steg) for steg in ("forbered", "visa", "efter", "overlamna", "delning")),
    _of("mote", **_MEETING, steg="visa", vy="vyaaaaaa"),
    *(_of("laget", omrade="lss", analys="{token}", steg=steg) for steg in ("status", "omrade", "arshjul", "delning")),
    *(_of(f"api/{page}.html", **_ABOUT | {"analys": "{reader}"}) for page in ("snabbanalys", "enkat", "laget")),
    _of("api/mote.html", **_MEETING | {"analys": "{reader}"}),
    *(f"om-tjansten/{part}" for part in om_tjansten.PARTS),
    _of("jamfor", **{**_ABOUT, "analys": ""}, indikator=IDS[1], embed="true"),
    # What is refused: a word in every parameter, a page that is not there, a code and addresses that are none.
    "oversikt?{hostile}",
    "finns-inte/{path}",
    "m/{path}",
    "api/samordnare?adress={path}",
    "snabbanalys?analys={path}",
)


def filled_in(page: str, filled: Filled) -> str:
    """An address of PAGES with what was made in this run."""
    made, texts = filled.made, filled.texts
    parameters = {name: texts.of(f"adress.{name}", 58, seen=True) for name in PARAMETERS} if "{hostile}" in page else {}
    path = quote(f"{RAN} <img src=//{STRANGER}> ![b](x) $x^2$", safe="")
    return page.format(
        **{"token": made.writer, "reader": made.reader, "owner": made.owner, "first": filled.editions[1]},
        **{"hostile": urlencode(parameters), "path": path},
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser made of a page: its words as `squeezed` leaves them, and everything that should not be."""

    words: str
    live: tuple[str, ...]
    hosts: tuple[str, ...]
    ran: tuple[str, ...]

    @property
    def marks(self) -> frozenset[str]:
        """The marks of the texts that stand there."""
        return frozenset(MARK.findall(self.words))


def visited(window: BrowserContext, site: Site, path: str) -> Shown:
    """Open a page of the site in a tab of its own.

    Raises  playwright's Error  it does not come
    """
    page, own = window.new_page(), urlsplit(site.address).netloc
    hosts: list[str] = []
    ran: list[str] = []
    page.on("request", lambda request: hosts.append(request.url) if _is_strange(request.url, own) else None)
    page.on("dialog", lambda dialog: (ran.append("a dialog"), dialog.dismiss()))
    try:
        page.goto(f"{site.address}/{path}", timeout=MOST_MILLISECONDS)
        if page.locator('[data-testid="stApp"], noscript').count():
            page.wait_for_selector(SETTLED, timeout=MOST_MILLISECONDS)
            page.wait_for_selector("h1, .ojdash-told", timeout=MOST_MILLISECONDS, state="attached")
            page.wait_for_timeout(500)
        live = tuple(page.evaluate(LIVE, [STRANGER, OWN_LINK]))
        if page.evaluate(f"typeof window.{RAN}") != "undefined":
            ran.append("a script")
        return Shown(squeezed(page.evaluate(TEXT)), live, tuple(hosts), tuple(ran))
    finally:
        page.close()


def run(site: Site, filled: Filled) -> Iterator[Figure]:
    """The figures of the browser."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        yield skipped("pages in a browser", f"none of {', '.join(NAMES)}")
        return
    from playwright.sync_api import Error, sync_playwright

    faults: dict[str, list[str]] = {kind: [] for kind in ("live", "hosts", "ran", "changed", "unopened")}
    seen: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        window = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
        noticed = _noticed(window)
        for path in PAGES:
            try:
                visit = visited(window, site, filled_in(path, filled))
            except Error as error:
                faults["unopened"].append(f"{path[:80]}: {str(error)[:100]}")
                continue
            seen |= visit.marks
            for kind in ("live", "hosts", "ran"):
                faults[kind] += [f"{path[:60]}: {what}" for what in getattr(visit, kind)]
            faults["changed"] += [f"{path[:60]}: {what}" for what in filled.texts.changed(visit.words)]
        browser.close()
    shown_places = [mark for mark in filled.marks.values() if mark in seen]
    yield least("live things noticed on a page that is made of them", noticed, MADE_LIVE.count("></"))
    yield told("pages opened in a browser", f"{len(PAGES)}, load {os.getloadavg()[0]:.1f}")
    yield least("places whose text a page showed", 100 * len(shown_places) / len(filled.marks), 50, "%")
    yield none_of("pages that did not open", faults["unopened"])
    yield none_of("requests to another host", faults["hosts"])
    yield none_of("images, links, maths, colours made of a text", faults["live"])
    yield none_of("texts that do not stand as they were written", faults["changed"])
    yield none_of("pages where a script of a text ran", faults["ran"])


def _noticed(window: BrowserContext) -> int:
    """How many of the live things of a page made of them are noticed."""
    page = window.new_page()
    page.set_content(MADE_LIVE)
    noticed = len(page.evaluate(LIVE, [STRANGER, OWN_LINK]))
    page.close()
    return noticed


def _is_strange(url: str, own: str) -> bool:
    return url.startswith(("http", "ws", "ftp")) and urlsplit(url).netloc != own
