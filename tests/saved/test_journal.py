"""The security log: every event is logged when it happens, and no token, text or name ever is."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest

from ojdash.domain.analys import Author
from ojdash.domain.errors import TooManyError
from ojdash.domain.status import Status
from ojdash.saved import Saved, UnknownError, addresses, journal
from ojdash.saved.limits import GUESSES
from tests.saved.conftest import Clock

AUTHOR = Author("hemlig roll", "hemlig organisation", "Hemlig Person")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
VISITOR = "192.0.2.7"
TEXT, TITLE, REFERENCE = "hemlig text", "hemlig rubrik", "SN 2026/17 hemligt"
ANNA = "Anna Hemlig"
DOUBT = Status("LSS-01", "0685", 2024, "osaker", ANNA, "hemligt skäl")


def walk(place: Saved, opened_again: Saved, clock: Clock) -> list[str]:
    """Let everything happen; every token and code there was."""
    made = place.create(AUTHOR, {"om/titel": TITLE}, client=VISITOR)
    place.write(made.writer, AUTHOR, SAMLAD, TEXT, 0, VISITOR)
    place.read(made.reader, VISITOR)
    copy = place.import_(place.export(made.owner, VISITOR), AUTHOR, VISITOR)
    code = place.begin_code(made.writer, "moteaaaa", VISITOR)
    lent = opened_again.by_code(code, VISITOR).token
    place.read(lent, VISITOR)
    place.end_code(made.writer, VISITOR)
    fresh = [place.renew(made.owner, "lasa")]
    place.withdraw(made.owner, "skriva")
    place.end(made.owner, clock().date())
    place.erase(made.owner, SAMLAD, REFERENCE)
    place.hosting.end(made.id, None)
    place.hosting.export(made.id)
    place.hosting.erase(copy.id, SAMLAD, REFERENCE)
    place.hosting.delete(copy.id, REFERENCE)
    place.delete(made.owner, REFERENCE)
    book, tokens = place.book, [place.book.new_coordinator(name) for name in (ANNA, "Bo Hemlig")]
    book.set(tokens[0], DOUBT, 0, VISITOR)
    book.set_here(replace(DOUBT, kommun="0682"))
    book.withdraw("2")
    guesses = [addresses.new() for _ in range(GUESSES + 5)]
    for guess in guesses:
        with pytest.raises((UnknownError, TooManyError)):
            place.read(guess, "198.51.100.9, hemlig rubrik" if guess == guesses[0] else "198.51.100.9")
    book.erase("1", REFERENCE)
    named = [token for one in (made, copy) for token in (one.owner, one.writer, one.reader)]
    return [*named, *tokens, *fresh, *guesses, lent, code, code.replace("-", "")]


@pytest.mark.usefixtures("owners_erase")
def test_every_event_is_logged_and_no_token_text_or_name(
    place: Saved, opened, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path
) -> None:
    caplog.set_level(logging.INFO, "ojdash")
    tokens = walk(place, opened(), clock)
    journal.log("book_imported", versions=1)
    records = [record for record in caplog.records if record.name == "ojdash.security"]
    assert {record.event for record in records} == set(journal.EVENTS)
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert not [secret for secret in tokens if secret in logged]
    assert not re.search("hemlig|Anna|SN 2026", logged, re.IGNORECASE)
    assert not [signs for signs in re.findall(r"\b[a-z2-7]{26}\b", logged)]
    facts = [(record.event, record.facts) for record in records]
    assert ("erased", {"place": SAMLAD, "versions": 1, "by": "aga"}) in [
        (event, {name: said[name] for name in said if name != "analys"}) for event, said in facts
    ]
    assert ("coordinator_opened", {"coordinator": 1, "visitor": VISITOR}) in facts
    opened_by = [said["may"] for event, said in facts if event == "opened" and said["visitor"] == VISITOR]
    assert opened_by.count("lasa") == 2  # the permanent address and the lent one
    assert sum(event == "kept_out" for event, _ in facts) == 1  # not once a try


def test_an_address_that_is_asked_each_second_is_logged_once_an_hour(
    place: Saved, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "ojdash")
    place._openings = journal.Lately(3600, clock=clock.seconds)
    made = place.create(AUTHOR, {})
    for visitor in (VISITOR, VISITOR, "198.51.100.9", VISITOR):
        place.since(made.reader, 0, visitor)
    assert caplog.text.count("opened analys") == 2
    clock.go(hours=1)
    place.since(made.reader, 0, VISITOR)
    assert caplog.text.count("opened analys") == 3


def test_what_is_remembered_of_openings_is_bounded(clock: Clock) -> None:
    lately = journal.Lately(3600, most=10, clock=clock.seconds)
    assert all(lately.is_new(number) for number in range(1000))
    assert len(lately._seen) == 10


@pytest.mark.parametrize("facts", [{}, {"analys": "a", "visitor": "", "text": "hemligt"}, {"visitor": ""}])
def test_an_event_has_its_facts_and_no_others(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="created"):
        journal.log("created", **facts)


@pytest.mark.parametrize("visitor", ["abc\nforged line", "x" * 26, "1.2.3.4:80"])
def test_a_visitor_is_a_network_address_or_nothing(visitor: str, caplog: pytest.LogCaptureFixture) -> None:
    journal.log("unknown_address", visitor=visitor)
    assert [record.getMessage() for record in caplog.records] == ["unknown_address visitor=?"]
