"""One pass of a headless Chromium over the pages that show hostile texts: what they ask for, and what they became."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from tests.attack.figures import Figure, least, none_of, skipped, told
from tests.attack.hostile import IDS, KOMMUNER, MARK, RAN, STRANGER, YEAR, Filled
from tests.attack.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MOST_MILLISECONDS = 40_000
OWN_LINK = f"https://{STRANGER}/s"  # a source's own address is told as a link
# What a text has become, in open shadow roots too; an element that only shows the text is none of these.
LIVE = """([host, own]) => { const deep = (root = document) => [...root.querySelectorAll('*')].flatMap(
    (one) => one.shadowRoot ? [one, ...deep(one.shadowRoot)] : [one]);
  const leads = new RegExp(`^\\\\s*(javascript:|data:text|([a-z]+:)?//[^/]*${host})|url\\\\(.*${host}`, 'i');
  return deep().filter((one) => one.matches('.katex, .stMarkdownColoredText, iframe')
      || (one.matches('[data-testid="stIconMaterial"]') && one.textContent === 'home')
      || [...one.attributes].some((part) => part.name.startsWith('on')
        || (['src', 'href', 'action', 'data', 'style', 'srcset'].includes(part.name) && part.value !== own
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


def pages(filled: Filled) -> Iterator[str]:
    """The addresses within the site that show what was written."""
    token = filled.made.writer
    of = {"kommun": KOMMUNER[1], "omrade": "lss", "year": YEAR}
    for id in IDS:
        for page in ("indikator", "over_tid", "jamfor"):
            yield f"{page}?{urlencode(of | {'indikator': id, 'analys': token})}"
        for steg in ("1", "2", "3", "4", "5", "tillsammans", "delning"):
            yield f"snabbanalys?{urlencode(of | {'indikator': id, 'steg': steg, 'analys': token})}"
    for page in ("", "kvalitet", "signaler", "lansrapport", "om_data"):
        yield f"{page}?{urlencode(of | {'analys': token})}"
    for steg in ("1", "2", "3", "4", "5", "6"):
        yield f"enkat?{urlencode(of | {'indikator': IDS[0], 'steg': steg, 'analys': token})}"
    for steg in ("forbered", "visa", "efter", "overlamna", "delning"):
        yield f"mote?{urlencode({'mote': 'moteaaaa', 'steg': steg, 'analys': token})}"
    yield f"mote?{urlencode({'mote': 'moteaaaa', 'vy': 'vyaaaaaa', 'steg': 'visa', 'analys': token})}"
    for steg in ("status", "omrade", "arshjul", "delning"):
        yield f"laget?{urlencode({'omrade': 'lss', 'steg': steg, 'analys': token})}"
    yield "sa_raknar_vi"
    for page in ("snabbanalys", "enkat", "mote", "laget"):
        asked = {"mote": "moteaaaa"} if page == "mote" else of
        yield f"api/{page}.html?{urlencode(asked | {'analys': filled.made.reader})}"


def run(site: Site, filled: Filled) -> Iterator[Figure]:
    """The figures of the browser."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        yield skipped("pages in a browser", f"none of {', '.join(NAMES)}")
        return
    from playwright.sync_api import Error, sync_playwright

    hosts: list[str] = []
    live, ran, unopened, seen, opened = [], [], [], set(), 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        window = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
        own = urlsplit(site.address).netloc
        page = window.new_page()
        page.set_content(MADE_LIVE)
        noticed = len(page.evaluate(LIVE, [STRANGER, OWN_LINK]))
        page.on("request", lambda request: hosts.append(request.url) if _is_strange(request.url, own) else None)
        page.on("dialog", lambda dialog: (ran.append(f"dialog at {page.url}"), dialog.dismiss()))
        for path in pages(filled):
            try:
                page.goto(f"{site.address}/{path}", timeout=MOST_MILLISECONDS)
                if not path.startswith("api/"):
                    page.wait_for_selector(SETTLED, timeout=MOST_MILLISECONDS)
                    page.wait_for_selector("h1", timeout=MOST_MILLISECONDS)
                    page.wait_for_timeout(700)
            except Error as error:
                unopened.append(f"{path[:80]}: {str(error)[:100]}")
                continue
            opened += 1
            live += [f"{path[:60]}: {what}" for what in page.evaluate(LIVE, [STRANGER, OWN_LINK])]
            seen.update(MARK.findall(page.evaluate(TEXT)))
            if page.evaluate(f"typeof window.{RAN}") != "undefined":
                ran.append(path[:100])
        browser.close()
    shown = [mark for mark in filled.marks.values() if mark in seen]
    yield least("live things noticed on a page that is made of them", noticed, MADE_LIVE.count("></"))
    yield told("pages opened in a browser", f"{opened}, load {os.getloadavg()[0]:.1f}")
    yield least("places whose text a page showed", 100 * len(shown) / len(filled.marks), 50, "%")
    yield none_of("pages that did not open", unopened)
    yield none_of("requests to another host", hosts)
    yield none_of("images, links, maths, colours made of a text", live)
    yield none_of("pages where a script of a text ran", ran)


def _is_strange(url: str, own: str) -> bool:
    return url.startswith(("http", "ws", "ftp")) and urlsplit(url).netloc != own
