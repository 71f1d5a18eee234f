"""The site's own book: coordinators and their addresses, and what they say of values; on both databases."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import URL, Engine, select

from ojdash.domain.analys import Author
from ojdash.domain.errors import AccessError, PlaceError, ReadOnlyError, SavedError, TooManyError
from ojdash.domain.status import Marks, Status
from ojdash.saved import BehindError, GoneError, Saved, UnknownError, limits, schema
from ojdash.saved.database import Database

ANNA = "Anna Berg, FoUrum"
KEY = ("LSS-01", "0685", 2024)
DOUBT = Status(*KEY, "osaker", "Anna Berg", "Två tal är omkastade.", value=12.5, utgava="e1")
MENDED = replace(DOUBT, lage="rattad", skal="Kommunen har lämnat nytt värde.", value=14.0)


def spelled(**said: Any) -> str:
    return json.dumps({"gender": "T", "utgava": "", **said})


def said(place: Saved) -> list[tuple[str, int]]:
    return [(one.lage, one.version) for one in place.book.history(KEY).get(KEY, ())]


# --- addresses --------------------------------------------------------------------------------------------------------


def test_a_coordinators_address_opens_and_only_its_hash_is_stored(place: Saved, engine: Engine) -> None:
    token = place.book.new_coordinator(f"  {ANNA} ")
    assert place.book.open(token).name == ANNA
    with engine.connect() as con:
        everything = repr([con.execute(select(table)).all() for table in schema.metadata.sorted_tables])
    assert token not in everything
    assert token not in repr(place.book.coordinators())


def test_coordinators_are_numbered_and_listed_withdrawn_ones_too(place: Saved) -> None:
    first, second = (place.book.new_coordinator(name) for name in (ANNA, "Bo Ek"))
    place.book.withdraw(ANNA)
    assert [(one.number, one.name, bool(one.withdrawn)) for one in place.book.coordinators()] == [
        (1, ANNA, True),
        (2, "Bo Ek", False),
    ]
    with pytest.raises(GoneError, match="dragits tillbaka"):
        place.book.open(first)
    assert place.book.open(second).number == 2
    assert place.book.open(place.book.new_coordinator(ANNA)).number == 3


def test_an_address_is_withdrawn_by_number_and_a_name_must_be_one_persons(place: Saved) -> None:
    for _ in range(2):
        place.book.new_coordinator(ANNA)
    with pytest.raises(AccessError, match="nummer 1, 2"):
        place.book.withdraw(ANNA)
    assert place.book.withdraw("2").number == 2
    assert place.book.withdraw(ANNA).number == 1
    with pytest.raises(AccessError, match="Nummer i bruk: inga"):
        place.book.withdraw("1")


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "An\x00na", "An\u202ena"])
def test_a_name_that_cannot_be_kept_makes_no_address(place: Saved, name: str) -> None:
    with pytest.raises(PlaceError):
        place.book.new_coordinator(name)
    assert place.book.coordinators() == ()


def test_the_address_of_an_analys_is_no_coordinators_and_the_other_way_round(place: Saved) -> None:
    token = place.book.new_coordinator(ANNA)
    owner = place.create(Author("chef"), {}).owner
    for wrong in (owner, "a" * 26, "", "x"):
        with pytest.raises(UnknownError, match="inte en samordnares"):
            place.book.open(wrong)
    with pytest.raises(UnknownError):
        place.read(token)


def test_guessing_a_coordinators_address_is_counted_and_one_that_was_opened_still_opens(place: Saved) -> None:
    token = place.book.new_coordinator(ANNA)
    place.book.open(token, "1.2.3.4")
    for _ in range(limits.GUESSES):
        with pytest.raises(UnknownError):
            place.book.open("a" * 26, "1.2.3.4")
    with pytest.raises(TooManyError):
        place.book.open("b" * 25 + "a", "1.2.3.4")
    assert place.book.open(token, "1.2.3.4").name == ANNA
    assert place.book.open(token, "5.6.7.8").name == ANNA


# --- what is said of values -------------------------------------------------------------------------------------------


def test_a_status_is_kept_with_who_when_why_and_the_value_that_was_seen(place: Saved) -> None:
    kept = place.book.set(place.book.new_coordinator(ANNA), replace(DOUBT, skal=" Två tal\när  omkastade. "), 0)
    assert place.book.marks().of(*KEY) == kept
    assert kept == replace(DOUBT, at="2026-03-10T11:00:00Z", version=1, by=ANNA)


def test_nothing_is_overwritten_and_the_newest_holds(place: Saved, clock: Any) -> None:
    token = place.book.new_coordinator(ANNA)
    place.book.set(token, DOUBT, 0)
    clock.go(days=1)
    place.book.set(token, MENDED, 1)
    assert said(place) == [("osaker", 1), ("rattad", 2)]
    assert place.book.marks().of(*KEY).skal == MENDED.skal
    assert place.book.marks().doubt(*KEY) is None
    assert [one.value for one in place.book.history()[KEY]] == [12.5, 14.0]


@pytest.mark.parametrize(
    ("before", "after"),
    [((), "rattad"), (("granskad",), "rattad"), (("osaker",), "granskad"), (("osaker", "rattad"), "rattad")],
)
def test_a_state_that_may_not_follow_is_refused_and_nothing_changes(
    place: Saved, before: tuple[str, ...], after: str
) -> None:
    token = place.book.new_coordinator(ANNA)
    for version, lage in enumerate(before):
        place.book.set(token, replace(DOUBT, lage=lage), version)
    with pytest.raises(PlaceError):
        place.book.set(token, replace(DOUBT, lage=after), len(before))
    assert [lage for lage, _ in said(place)] == list(before)


@pytest.mark.parametrize("wrong", [{"namn": " "}, {"skal": ""}, {"skal": "a" * 501}, {"kommun": "0000"}, {"lage": "x"}])
def test_a_status_that_cannot_be_kept_is_refused(place: Saved, wrong: dict[str, Any]) -> None:
    with pytest.raises(PlaceError):
        place.book.set(place.book.new_coordinator(ANNA), replace(DOUBT, **wrong), 0)
    assert len(place.book.marks()) == 0


def test_a_withdrawn_coordinator_writes_nothing_more(place: Saved) -> None:
    token = place.book.new_coordinator(ANNA)
    place.book.set(token, DOUBT, 0)
    place.book.withdraw("1")
    with pytest.raises(GoneError):
        place.book.set(token, MENDED, 1)
    assert said(place) == [("osaker", 1)]


def test_of_two_coordinators_at_once_the_second_is_told_what_the_first_said(opened: Callable[[], Saved]) -> None:
    places = [opened(), opened()]
    tokens = [places[0].book.new_coordinator(name) for name in (ANNA, "Bo Ek")]
    ready, told = threading.Barrier(2), []

    def write(at: int) -> None:
        ready.wait(10)
        try:
            places[at].book.set(tokens[at], replace(DOUBT, namn=("Anna", "Bo")[at]), 0)
        except BehindError as error:
            told.append(str(error))

    threads = [threading.Thread(target=write, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    (only,) = places[0].book.history()[KEY]
    (sentence,) = told
    assert f"Markerad som osäker av {only.namn}, 2026-03-10" in sentence
    assert places[1].book.marks().of(*KEY) == only


def test_a_site_that_only_shows_takes_no_status_and_still_withdraws(
    place: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = place.book.new_coordinator(ANNA)
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    with pytest.raises(ReadOnlyError):
        place.book.set(token, DOUBT, 0)
    with pytest.raises(ReadOnlyError):
        place.book.new_coordinator("Bo Ek")
    place.book.withdraw("1")
    with pytest.raises(GoneError):
        place.book.open(token)


def test_what_one_process_says_another_sees_at_once(opened: Callable[[], Saved]) -> None:
    one, other = opened(), opened()
    assert other.book.marks() == Marks()
    token = one.book.new_coordinator(ANNA)
    one.book.set(token, DOUBT, 0)
    assert [mark.lage for mark in other.book.marks()] == ["osaker"]
    one.book.set(token, MENDED, 1)
    assert [mark.lage for mark in other.book.marks()] == ["rattad"]


def test_marks_that_did_not_change_are_the_same_object(place: Saved) -> None:
    place.book.set(place.book.new_coordinator(ANNA), DOUBT, 0)
    assert place.book.marks() is place.book.marks()


# --- the book as a file -----------------------------------------------------------------------------------------------


def test_an_exported_book_is_taken_in_whole_elsewhere_and_holds_no_address(place: Saved, tmp_path: Any) -> None:
    token = place.book.new_coordinator(ANNA)
    place.book.set(token, DOUBT, 0)
    place.book.set(token, MENDED, 1)
    content = place.book.export()
    assert token.encode() not in content
    other = _elsewhere(tmp_path)
    assert other.book.import_(content) == 2
    assert other.book.history() == place.book.history()
    other.book.set_here(replace(DOUBT, skal="Igen."))
    assert [one.version for one in other.book.history()[KEY]] == [1, 2, 3]
    with pytest.raises(SavedError, match="redan statusar"):
        other.book.import_(content)
    other.close()


@pytest.mark.parametrize(
    "change",
    [
        {"place": "status/2024/0000/LSS-01"},
        {"place": "om/titel"},
        {"value": "{}"},
        {"value": "osaker"},
        {"value": spelled(lage="sur", skal="x", value=1, missing=None)},
        {"value": spelled(lage="osaker", skal="", value=1, missing=None)},
        {
            "value": json.dumps(
                {"lage": "osaker", "skal": "x", "value": "1", "missing": None, "gender": "T", "utgava": ""}
            )
        },
        {"value": spelled(lage="osaker", skal="x", value=1, missing=2)},
        {"role": " "},
    ],
)
def test_a_file_with_something_else_in_it_is_refused_whole(place: Saved, change: dict[str, str], tmp_path: Any) -> None:
    place.book.set_here(DOUBT)
    content = json.loads(place.book.export())
    content["versions"][0] |= change
    other = _elsewhere(tmp_path)
    with pytest.raises(SavedError, match="går inte att läsa"):
        other.book.import_(json.dumps(content).encode())
    assert len(other.book.marks()) == 0
    other.close()


def test_an_analys_is_no_book_and_a_book_no_analys(place: Saved) -> None:
    created = place.create(Author("chef"), {})
    place.book.set_here(DOUBT)
    with pytest.raises(SavedError):
        place.book.import_(place.export(created.owner))
    with pytest.raises(SavedError):
        place.import_(place.book.export(), Author("chef"))


def _elsewhere(tmp_path: Any) -> Saved:
    return Saved(Database(URL.create("sqlite", database=str(tmp_path / "other" / "analyser.sqlite"))))
