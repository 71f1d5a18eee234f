"""A meeting's code over HTTP: where it leads, what it says when it leads nowhere, and how often it may be tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import links, saved
from ojdash.domain.analys import Author
from ojdash.saved import Created, limits, turns
from ojdash.text import mote as text
from ojdash.text import saved as said
from tests.api.test_coordinator import Site

FOU = Author("FoU-ledare", "FoUrum")


@pytest.fixture
def made(data: Path) -> Created:
    return saved.open_saved(data).create(FOU, {"mote/moteaaaa/titel": "Årets resultat"})


def begun(data: Path, made: Created) -> str:
    return saved.open_saved(data).begin_code(made.writer, "moteaaaa")


@pytest.mark.parametrize("under", ["", "/oj"])
def test_it_leads_to_the_meeting_by_an_address_that_ends_with_it(data: Path, made: Created, under: str) -> None:
    code = begun(data, made)
    answer = Site(under=under).get(f"{under}/m/{code.lower()}")
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    to = answer.headers["location"]
    assert to.startswith("../mote?")
    found = links.parse(to.removeprefix("../"))
    assert (found.mote, found.steg) == ("moteaaaa", "forbered")
    assert found.analys not in (made.reader, made.writer, made.owner)
    since = {"analys": found.analys, "after": 0}
    assert Site().request("POST", "/api/analys/sedan", json=since).status_code == 200
    saved.open_saved(data).end_code(made.writer)
    assert Site().request("POST", "/api/analys/sedan", json=since).status_code == 410


def test_one_that_opens_nothing_says_so_in_swedish_and_shows_the_way_on(data: Path, made: Created) -> None:
    answer = Site().get("/m/ACDE-3467")
    assert answer.status_code == 404
    assert said.UNKNOWN_CODE in answer.text
    assert f'<a href="../mote">{text.TYPE_CODE}</a>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_where_nobody_has_written_nothing_is_made(data: Path) -> None:
    assert Site().get("/m/ACDE-3467").status_code == 404
    assert list(data.iterdir()) == []


def test_nonsense_is_answered_in_words(data: Path, made: Created) -> None:
    answer = Site().get("/m/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert answer.status_code == 404
    assert "<script" not in answer.text


def test_whoever_tries_too_many_is_told_to_wait_and_a_right_one_still_opens(
    data: Path, made: Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "REST_SECONDS", 0)
    code, site = begun(data, made), Site()
    found = {site.get("/m/ACDE-3467").status_code for _ in range(limits.GUESSES)}
    assert found == {404}
    answer = site.get("/m/ACDE-3467")
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
    assert site.get(f"/m/{code}").status_code == 303


def test_without_a_code_it_leads_to_where_one_is_typed() -> None:
    answer = Site().get("/m")
    assert (answer.status_code, answer.headers["location"]) == (303, "mote")
