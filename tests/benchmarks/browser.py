"""A reader's first visit and next choice, in Chromium on loopback."""

from __future__ import annotations

import shutil
import time

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.server import served
from tests.benchmarks.table import ms, percentile, table, target

VISITS = 5
FIRST_MS, FIRST_MB, CHOICE_MS = 3_000, 2.7, 400
KOMMUNER = ("Laxå", "Örebro", "Ale", "Gävle", "Lund", "Kiruna")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PAINTED = "document.querySelector('.ojdash-chart')?.dataset.painted"
# From the click on an option until the figure says that it painted something else, in the browser's own time.
_WATCH = """
before => { window.chosen = null;
  addEventListener('pointerdown', () => { window.chosen = performance.now(); }, { capture: true, once: false });
  window.done = new Promise(done => { const look = () => {
    const now = document.querySelector('.ojdash-chart')?.dataset.painted;
    now && now !== before ? done(performance.now() - window.chosen) : requestAnimationFrame(look); }; look(); }); }
"""


def run() -> None:
    """Print the medians of some visits, each in a browser context of its own, so nothing is cached."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("\n## browser\n\nskipped: no Chromium on PATH")
        return
    first, megabytes, choices = [], [], []
    with served() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        _visit(browser, f"{address}/jamfor", choices=0)  # the server's own first visit
        for _ in range(VISITS):
            took, bytes_sent, chosen = _visit(browser, f"{address}/jamfor", choices=len(KOMMUNER))
            first.append(took)
            megabytes.append(bytes_sent / 1e6)
            choices += chosen[1:]
        browser.close()
    rows = [
        ["first visit of /jamfor until the figure is painted, ms", ms(percentile(first, 0.5)), ms(max(first))],
        ["sent for it, MB", f"{percentile(megabytes, 0.5):.2f}", f"{max(megabytes):.2f}"],
        ["another kommun chosen until painted, ms", ms(percentile(choices, 0.5)), ms(max(choices))],
    ]
    print(table(f"browser, loopback, {VISITS} cold visits, {len(choices)} choices", ["", "median", "most"], rows))
    print(target("first visit", [FIRST_MS], [percentile(first, 0.5)]))
    print(target("first visit, compressed", [FIRST_MB], [percentile(megabytes, 0.5)], "MB"))
    print(target("another kommun until painted", [CHOICE_MS], [percentile(choices, 0.5)]))


def _visit(browser: Browser, address: str, choices: int) -> tuple[float, int, list[float]]:
    """Milliseconds until painted, bytes sent, and the milliseconds of each choice of a kommun after it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        sent: list[int] = []
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_function(_PAINTED, timeout=60_000, polling="raf")
        took = 1000 * (time.perf_counter() - start)
        page.wait_for_timeout(1_000)
        return took, int(sum(sent)), [_choose(page, kommun) for kommun in KOMMUNER[:choices]]
    finally:
        context.close()


def _choose(page: Page, kommun: str) -> float:
    box = page.get_by_role("combobox").filter(visible=True).first
    box.click()
    box.fill(kommun)
    option = page.get_by_role("option", name=kommun, exact=True).first
    option.wait_for()
    page.evaluate(_WATCH, page.evaluate(_PAINTED))
    option.click()
    took = page.evaluate("window.done")
    page.wait_for_timeout(300)
    return took
