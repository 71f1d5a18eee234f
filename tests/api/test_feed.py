"""The feed of editions: valid Atom, escaped, kept by ETag, and in the same words as the page."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from ojdash import answers, store
from ojdash.api.feed import MOST_ENTRIES, feed
from ojdash.text import broken
from ojdash.text import editions as text
from tests import asking
from tests.drawing import REAL, edition, indikator

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = indikator("AO", title='<script>alert("x")</script> & \x0b]]> "å"')


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two editions, where the second revises a value of an indikator with a title that is no XML."""
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    monkeypatch.setenv("OJDASH_ADDRESS", "https://oj.example")
    edition(tmp_path, "AO 2024\n1440 10\n1860 20", HOSTILE)
    edition(tmp_path, "AO 2024\n1440 11\n1860 20", HOSTILE, source=replace(REAL, fetched_at="2026-03-09T10:00:00Z"))
    return tmp_path


def get(path: str, **headers: str) -> httpx.Response:
    return asking.get(path, site="https://stranger.example", headers=headers)


def test_the_feed_has_an_entry_for_every_edition_newest_first(data: Path) -> None:
    root = ElementTree.fromstring(get("/api/utgavor.atom").content)
    newest, first = root.findall(f"{ATOM}entry")
    found = answers.changes(data, store.current(data))
    assert newest.find(f"{ATOM}summary").text == text.sentence(found)
    assert "ett ändrat värde" in text.sentence(found)
    assert text.FIRST in first.find(f"{ATOM}summary").text
    assert newest.find(f"{ATOM}updated").text == "2026-03-09T10:00:00Z" == root.find(f"{ATOM}updated").text


def test_it_is_what_rfc_4287_asks_for(data: Path) -> None:
    answer = get("/api/utgavor.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    ids = []
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert [one.text for one in node.findall(f"{ATOM}{name}") if one.text]
        ids.append(node.find(f"{ATOM}id").text)
        datetime.fromisoformat(node.find(f"{ATOM}updated").text)
        links = [link.attrib for link in node.findall(f"{ATOM}link")]
        assert all(link["href"].startswith("https://oj.example/") for link in links)
        assert "alternate" in {link["rel"] for link in links}
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", id) for id in ids)
    assert len(set(ids)) == 3
    assert root.find(f"{ATOM}author/{ATOM}name").text
    (own,) = [link.attrib["href"] for link in root.findall(f"{ATOM}link") if link.attrib["rel"] == "self"]
    assert own == "https://oj.example/api/utgavor.atom"


def test_each_entry_leads_to_om_data_with_its_edition_pinned(data: Path) -> None:
    root = ElementTree.fromstring(get("/api/utgavor.atom").content)
    hrefs = [entry.find(f"{ATOM}link").attrib["href"] for entry in root.findall(f"{ATOM}entry")]
    ids = [one.id for one in store.listed(data)][::-1]
    assert hrefs == [f"https://oj.example/om_data?utgava={id}" for id in ids]


def test_what_a_title_holds_is_escaped_in_the_html_and_once_more_in_the_xml(data: Path) -> None:
    raw = get("/api/utgavor.atom").text
    assert "<script" not in raw
    assert "\x0b" not in raw
    content = ElementTree.fromstring(raw.encode()).find(f"{ATOM}entry/{ATOM}content")
    assert content.attrib == {"type": "html"}
    assert "<script" not in content.text
    assert "&lt;script&gt;" in content.text
    assert content.text.startswith("<ul><li>")


def test_what_could_not_be_taken_in_is_told_with_its_reason(data: Path) -> None:
    refused = {"BO": "kommun 1440, 2024, alla: ”<i>n/a</i>” är inget tal"}
    later = replace(REAL, fetched_at="2026-03-10T10:00:00Z")
    edition(data, "AO 2024\n1440 11\n1860 20", HOSTILE, source=later, refused=refused)
    newest, before, _ = ElementTree.fromstring(get("/api/utgavor.atom").content).findall(f"{ATOM}entry")
    summary = newest.find(f"{ATOM}summary").text
    assert summary.endswith("inga värden skiljer. En indikator gick inte att ta in.")
    content = newest.find(f"{ATOM}content").text
    told = "BO togs inte in: kommun 1440, 2024, alla: ”&lt;i&gt;n/a&lt;/i&gt;” är inget tal."
    assert content == f"<ul><li>{told}</li></ul>"
    assert "gick inte att ta in" not in before.find(f"{ATOM}summary").text


def test_what_is_the_same_is_not_sent_again(data: Path) -> None:
    first = get("/api/utgavor.atom")
    assert "max-age" in first.headers["cache-control"]
    again = get("/api/utgavor.atom", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    edition(data, "AO 2024\n1440 12", HOSTILE, source=replace(REAL, fetched_at="2026-03-10T10:00:00Z"))
    assert get("/api/utgavor.atom", **{"If-None-Match": first.headers["etag"]}).status_code == 200


def test_ids_of_entries_stay_on_another_address_of_the_site(data: Path) -> None:
    one, other = (ElementTree.fromstring(feed(data, site)) for site in ("https://a.example/", "http://b.example/oj/"))
    ids = [[entry.find(f"{ATOM}id").text for entry in root.findall(f"{ATOM}entry")] for root in (one, other)]
    assert ids[0] == ids[1]
    assert one.find(f"{ATOM}id").text != other.find(f"{ATOM}id").text


def test_an_edition_that_can_not_be_compared_says_why(data: Path) -> None:
    (data / "editions" / store.current(data) / "observations" / "lss.parquet").unlink()
    root = ElementTree.fromstring(get("/api/utgavor.atom").content)
    assert root.find(f"{ATOM}entry/{ATOM}summary").text == broken.NOT_PUBLIC


def test_only_the_newest_editions_are_in_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data / "editions" / store.listed(data)[0].id
    manifest = (first / "manifest.json").read_text("utf-8")
    for number in range(MOST_ENTRIES):
        shutil.copytree(first, data / "editions" / f"ritad-{number}")
        (data / "editions" / f"ritad-{number}" / "manifest.json").write_text(
            manifest.replace(first.name, f"ritad-{number}"), "utf-8"
        )
    assert len(ElementTree.fromstring(feed(data, "https://a/")).findall(f"{ATOM}entry")) == MOST_ENTRIES


def test_nothing_published_is_503(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    answer = get("/api/utgavor.atom")
    assert answer.status_code == 503
    assert answer.json()["error"] == broken.NOTHING_YET


def test_the_shipped_example_says_that_it_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OJDASH_DATA", raising=False)
    root = ElementTree.fromstring(get("/api/utgavor.atom").content)
    assert "simulerade värden" in root.find(f"{ATOM}entry/{ATOM}title").text
