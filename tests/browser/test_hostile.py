"""A hostile text in every field of every source, on every page and in every file: it stands there as it was written.

No element is made of it, nothing is asked of another host, no script runs. The fields come from the types that hold
them (tests/attack/fields.py), so one that is new is here by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser

from ojdash import export
from ojdash.api.documents import KINDS
from ojdash.domain.question import LAGET_PARTS, MEETING_PARTS
from ojdash.domain.question import PAGES as QUESTION_PAGES
from ojdash.text import om_tjansten
from tests.attack import documents, fields, hostile, texts
from tests.attack.hostile import Filled, Texts, squeezed
from tests.attack.site import Answer, Site, served
from tests.attack.watched import PAGES, Shown, filled_in, visited

# Fields whose words no page or file shows, and why.
NOWHERE = {
    "adress.analys": "a key: it is never told back",
    **dict.fromkeys(("Own.file", "Own.misspelt", "Unread.holds"), "of one visit alone: tests/pages/test_own.py"),
}


class World:
    """A site full of hostile texts; each page and file is asked for once, and kept."""

    def __init__(self, site: Site, filled: Filled, browser: Browser) -> None:
        window = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
        self.site, self.filled, self.texts = site, filled, filled.texts
        # One file of each page and form, the last that is asked for: it holds the most; and each source's indikator.
        last = {
            (path.partition("?")[0], "profil" in path, "EGET" in path): (path, form)
            for path, form in texts.asked(filled)
        }
        self.papers = dict(last.values())
        self.page: Callable[[str], Shown] = cache(lambda path: visited(window, site, filled_in(path, filled)))
        self.paper: Callable[[str], Answer] = cache(lambda path: texts.answer_to(site, path))


@pytest.fixture(scope="module")
def world(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    written = Texts()
    told = hostile.environment(written, sorted(fields.settings_held()))
    data = hostile.data_folder(tmp_path_factory.mktemp("hostile"), written)
    with served(data, told) as site:
        yield World(site, hostile.filled(site, written), browser)


def test_every_type_that_holds_words_says_whose_they_are() -> None:
    assert fields.unclassified() == set()


@pytest.mark.parametrize("path", PAGES)
def test_on_a_page_every_text_stands_as_it_was_written(world: World, path: str) -> None:
    shown = world.page(path)
    assert shown.live == ()
    assert shown.hosts == ()
    assert shown.ran == ()
    assert [*world.texts.changed(shown.words)] == []


def test_every_page_and_step_is_visited() -> None:
    visited_pages = {re.split("[?/]", path)[0] for path in PAGES}
    assert set(QUESTION_PAGES) <= visited_pages
    steps = {(path.partition("?")[0], step) for path in PAGES for step in re.findall("steg=([a-z0-9]+)", path)}
    assert {("mote", step) for step in MEETING_PARTS} | {("laget", step) for step in LAGET_PARTS} <= steps
    assert {("snabbanalys", step) for step in (*"12345", "tillsammans")} | {
        ("enkat", step) for step in "123456"
    } <= steps
    assert {f"om-tjansten/{part}" for part in om_tjansten.PARTS} <= set(PAGES)


def test_in_every_file_every_text_is_only_text(world: World) -> None:
    faults = []
    for path, form in world.papers.items():
        answer = world.paper(path)
        if answer.status != 200:
            faults.append(f"{path[:90]}: {answer.status} {answer.text[:200]}")
            continue
        faults += [f"{path[:90]}: {what}" for what in documents.live(form, answer.body)]
        faults += [f"{path[:90]}: {what}" for what in world.texts.changed(squeezed(documents.words(form, answer.body)))]
        named = answer.headers.get("content-disposition", "")
        if named and not re.fullmatch(r'attachment; filename="[\w.-]+"|inline', named, re.ASCII):
            faults.append(f"{path[:90]}: {named}")
    assert faults == []


def test_every_form_of_file_is_asked_for(world: World) -> None:
    written = {f"/api/{page}.{form}" for page, forms in KINDS.items() for form in forms}
    figures = {f"/api/{page}.{form}" for page in QUESTION_PAGES if page not in KINDS for form in export.formats(page)}
    assert written | figures <= {path.partition("?")[0] for path in world.papers}


def test_every_field_is_shown_somewhere(world: World) -> None:
    seen = {mark for path in PAGES for mark in world.page(path).marks}
    for path, form in world.papers.items():
        seen |= set(hostile.MARK.findall(documents.words(form, world.paper(path).body)))
    lacking = {name for name in fields.held() if not seen & set(world.texts.marks.get(name, ()))}
    assert lacking == set(NOWHERE)
