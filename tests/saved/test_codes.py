"""The code of a meeting: what it opens, for how long, how often it may be tried, and what a leaked database gives."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import Engine

from ojdash.domain.analys import Author
from ojdash.domain.errors import ReadOnlyError, TooManyError
from ojdash.saved import GoneError, MayNotError, Saved, UnknownError, codes, limits, turns
from tests.saved.conftest import Clock
from tests.saved.test_addresses import rows

CHEF = Author("enhetschef", "Laxå kommun")
ROOM = "192.0.2.1"


def test_it_opens_the_meeting_by_an_address_of_its_own_that_only_reads(place: Saved) -> None:
    made = place.create(CHEF, {"om/titel": "Årets resultat"})
    found = place.by_code(place.begin_code(made.writer, "moteaaaa"), ROOM)
    assert found.mote == "moteaaaa"
    assert found.token not in (made.reader, made.writer, made.owner)
    analys = place.read(found.token, ROOM)
    assert (analys.may, analys.text("om/titel"), analys.until) == ("lasa", "Årets resultat", "2026-03-11T11:00:00Z")
    assert (analys.reading, analys.writing, analys.code) == (None, None, None)
    with pytest.raises(MayNotError):
        place.write(found.token, CHEF, "om/titel", "x", 1, ROOM)


def is_over(place: Saved, token: str) -> bool:
    """Whether an address that a code opened opens nothing, by any way there is, and says so."""
    for work in (place.read, lambda token: place.since(token, 0), lambda token: place.versions(token, "om/titel")):
        try:
            work(token)
        except GoneError as error:
            assert "Mötets kod gäller inte längre" in str(error)
        else:
            return False
    return True


@pytest.mark.parametrize("how", ["the day is over", "switched off", "another code", "renewed", "withdrawn"])
def test_what_it_opened_ends_with_it_and_the_permanent_addresses_do_not(
    opened: Callable[[], Saved], clock: Clock, how: str
) -> None:
    place, other = opened(), opened()
    made = place.create(CHEF, {})
    token = other.by_code(place.begin_code(made.writer, "moteaaaa"), ROOM).token
    assert not is_over(other, token)
    match how:
        case "the day is over":
            clock.go(days=1)
        case "switched off":
            place.end_code(made.writer)
        case "another code":
            place.begin_code(made.writer, "moteaaaa")
        case "renewed":
            place.renew(made.owner, "lasa")
        case "withdrawn":
            place.withdraw(made.owner, "lasa")
    assert is_over(other, token)
    assert is_over(place, token)
    assert place.read(made.writer).may == "skriva"
    if how not in ("renewed", "withdrawn"):
        assert place.read(made.writer).reading == made.reader
        assert place.read(made.reader).may == "lasa"


def test_renewing_the_readers_address_while_a_code_is_open_leaves_the_others_known(place: Saved) -> None:
    made = place.create(CHEF, {})
    place.by_code(place.begin_code(made.writer, "moteaaaa"), ROOM)
    fresh = place.renew(made.owner, "lasa")
    assert place.read(made.owner).reading == place.read(made.writer).reading == fresh
    place.by_code(place.begin_code(made.writer, "moteaaaa"), ROOM)
    assert place.read(place.renew(made.owner, "skriva")).reading == fresh


def test_it_is_eight_signs_none_of_which_looks_like_another(place: Saved) -> None:
    made = place.create(CHEF, {})
    found = {place.begin_code(made.writer, "moteaaaa") for _ in range(8)}
    assert len(found) == 8
    assert all(len(code) == 9 and code[4] == "-" for code in found)
    assert not {*"01IOLZSBGUQ"} & {*codes.SIGNS}
    assert len(codes.SIGNS) ** codes.LENGTH > 10**11


@pytest.mark.parametrize(
    "spell", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code[:6]} {code[6:]}"]
)
def test_it_is_read_as_people_write_it(place: Saved, spell: Callable[[str], str]) -> None:
    made = place.create(CHEF, {})
    assert place.by_code(spell(place.begin_code(made.owner, "moteaaaa")), ROOM).mote == "moteaaaa"


@pytest.mark.parametrize("said", ["", "ACDE-346", "ACDE-34677", "ACDE-3460", "ÅCDE-3467", "ACDE-3467\x00"])
def test_what_is_no_code_opens_nothing(place: Saved, said: str) -> None:
    place.begin_code(place.create(CHEF, {}).writer, "moteaaaa")
    with pytest.raises(UnknownError, match="öppnar inget möte"):
        place.by_code(said, ROOM)


def test_it_ends_by_itself_after_a_day(place: Saved, clock: Clock) -> None:
    made = place.create(CHEF, {})
    code = place.begin_code(made.writer, "moteaaaa")
    clock.go(hours=23, minutes=59)
    assert place.by_code(code, ROOM).mote == "moteaaaa"
    clock.go(minutes=1)
    with pytest.raises(UnknownError):
        place.by_code(code, ROOM)
    assert place.read(made.reader).code is None


def test_a_new_one_ends_the_old_and_it_can_be_switched_off(place: Saved) -> None:
    made = place.create(CHEF, {})
    old, new = (place.begin_code(made.writer, "moteaaaa") for _ in range(2))
    with pytest.raises(UnknownError):
        place.by_code(old, ROOM)
    place.by_code(new, ROOM)
    place.end_code(made.writer)
    with pytest.raises(UnknownError):
        place.by_code(new, ROOM)


def test_only_who_may_write_switches_it(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    made = place.create(CHEF, {})
    for work in (lambda: place.begin_code(made.reader, "moteaaaa"), lambda: place.end_code(made.reader)):
        with pytest.raises(MayNotError):
            work()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    with pytest.raises(ReadOnlyError):
        place.begin_code(made.writer, "moteaaaa")


def test_every_reader_is_shown_it_while_it_is_open(place: Saved) -> None:
    made = place.create(CHEF, {})
    code = place.begin_code(made.writer, "moteaaaa")
    for token in (made.reader, made.writer, made.owner):
        found = place.read(token).code
        assert (found.spelled, found.mote, found.ends) == (code, "moteaaaa", "2026-03-11T11:00:00Z")


def test_withdrawing_or_changing_the_readers_address_ends_it(place: Saved) -> None:
    made = place.create(CHEF, {})
    code = place.begin_code(made.writer, "moteaaaa")
    place.renew(made.owner, "lasa")
    with pytest.raises(UnknownError):
        place.by_code(code, ROOM)
    assert place.by_code(place.begin_code(made.writer, "moteaaaa"), ROOM).mote == "moteaaaa"
    place.withdraw(made.owner, "lasa")
    with pytest.raises(GoneError, match="Läsadressen är indragen"):
        place.begin_code(made.writer, "moteaaaa")


@pytest.mark.usefixtures("owners_erase")
def test_a_deleted_analys_and_one_past_its_last_day_has_none(place: Saved, clock: Clock) -> None:
    made, other = place.create(CHEF, {}), place.create(CHEF, {}, clock().date())
    code, late = place.begin_code(made.writer, "moteaaaa"), place.begin_code(other.writer, "motebbbb")
    place.delete(made.owner, "SN 2026/1")
    with pytest.raises(UnknownError):
        place.by_code(code, ROOM)
    clock.go(hours=14)
    with pytest.raises(GoneError):
        place.by_code(late, ROOM)


def test_of_a_leaked_database_neither_code_nor_address_can_be_read(place: Saved, engine: Engine) -> None:
    made = place.create(CHEF, {})
    code = place.begin_code(made.writer, "moteaaaa")
    leaked = repr(rows(engine)) + "".join(repr(value) for row in rows(engine)["code"] for value in row)
    assert code not in leaked
    assert code.replace("-", "") not in leaked
    assert made.reader not in leaked
    assert place.by_code(code, ROOM).token not in leaked


def test_one_that_has_ended_is_taken_away_when_another_begins(place: Saved, clock: Clock, engine: Engine) -> None:
    first, second = place.create(CHEF, {}), place.create(CHEF, {})
    place.begin_code(first.writer, "moteaaaa")
    clock.go(days=2)
    place.begin_code(second.writer, "motebbbb")
    assert [row[1] for row in rows(engine)["code"]] == [second.id]


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rest after a wrong code."""
    monkeypatch.setattr(turns, "REST_SECONDS", 0)


@pytest.mark.usefixtures("rested")
def test_who_holds_a_code_is_not_kept_out_by_wrong_ones_from_the_same_network(
    opened: Callable[[], Saved], clock: Clock
) -> None:
    place, other = opened(), opened()
    code = place.begin_code(place.create(CHEF, {}).writer, "moteaaaa")
    for said in ["fel", *["ACDE-3467"] * (limits.GUESSES - 1)]:
        with pytest.raises(UnknownError):
            other.by_code(said, ROOM)
    with pytest.raises(TooManyError):
        other.by_code("ACDE-3467", ROOM)
    assert other.by_code(code, ROOM).mote == "moteaaaa"  # that process has not seen it before
    with pytest.raises(UnknownError):
        other.by_code("ACDE-3467", "192.0.2.2")
    clock.go(seconds=61)
    with pytest.raises(UnknownError):
        other.by_code("ACDE-3467", ROOM)


def test_one_that_was_begun_or_opened_here_is_worked_out_once(
    opened: Callable[[], Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = []
    scrypt = codes._worked
    monkeypatch.setattr(codes, "_worked", lambda kept: worked.append(kept) or scrypt(kept))
    place, other = opened(), opened()
    code = place.begin_code(place.create(CHEF, {}).writer, "moteaaaa")
    for process in (place, place, other, other):
        process.by_code(code, ROOM)
    assert len(worked) == 2


def test_one_that_has_ended_is_not_kept_open_by_having_been_opened(place: Saved, clock: Clock) -> None:
    made = place.create(CHEF, {})
    code = place.begin_code(made.writer, "moteaaaa")
    place.by_code(code, ROOM)
    place.end_code(made.writer)
    with pytest.raises(UnknownError):
        place.by_code(code, ROOM)


def test_a_code_is_tried_one_at_a_time_and_a_wrong_one_is_followed_by_a_rest(
    opened: Callable[[], Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr(turns.time, "sleep", rests.append)
    place, other = opened(), opened()
    code = place.begin_code(place.create(CHEF, {}).writer, "moteaaaa")
    for said in ("ACDE-3467", code, code):
        with suppress(UnknownError):
            other.by_code(said, ROOM)
    assert rests[0] == 0
    assert 0 < rests[1] <= turns.REST_SECONDS
    assert len(rests) == 2
