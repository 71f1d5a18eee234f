"""How much one visitor may do, in its own time; nobody waits."""

from __future__ import annotations

import pytest

from ojdash.domain.analys import Author
from ojdash.domain.errors import TooManyError
from ojdash.saved import Saved, UnknownError, addresses, limits
from tests.saved.conftest import Clock

CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"


def guess(place: Saved, client: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(UnknownError):
            place.read(addresses.new(), client)


def test_the_twentyfirst_guess_of_a_minute_is_told_to_wait(place: Saved, clock: Clock) -> None:
    guess(place, "192.0.2.1", 20)
    for _ in range(5):
        with pytest.raises(TooManyError, match="om 60 sekunder") as raised:
            place.read(addresses.new(), "192.0.2.1")
        assert raised.value.wait == 60
    guess(place, "192.0.2.2", 1)
    clock.go(seconds=61)
    guess(place, "192.0.2.1", 1)


def test_whoever_holds_a_valid_address_is_never_kept_out_by_guesses_from_the_same_network(place: Saved) -> None:
    made = place.create(CHEF, {})
    coordinator = place.book.new_coordinator("Anna Berg")
    guess(place, "192.0.2.1", 20)
    with pytest.raises(TooManyError):
        place.read(addresses.new(), "192.0.2.1")
    assert place.read(made.reader, "192.0.2.1").may == "lasa"
    assert place.write(made.writer, CHEF, SAMLAD, "x", 0, "192.0.2.1").version == 1
    assert place.since(made.writer, 0, "192.0.2.1")[1] == 1
    assert place.book.open(coordinator, "192.0.2.1").name == "Anna Berg"


def test_right_tries_are_not_counted(place: Saved) -> None:
    token = place.create(CHEF, {}).reader
    for _ in range(19):
        guess(place, "192.0.2.1", 1)
        place.read(token, "192.0.2.1")
    guess(place, "192.0.2.1", 1)


def test_slow_mistakes_are_never_stopped(place: Saved, clock: Clock) -> None:
    for _ in range(50):
        guess(place, "192.0.2.1", 1)
        clock.go(seconds=4)


def test_guessing_by_writing_counts_too(place: Saved) -> None:
    for _ in range(20):
        with pytest.raises(UnknownError):
            place.write(addresses.new(), CHEF, SAMLAD, "x", 0, "192.0.2.1")
    with pytest.raises(TooManyError):
        place.write(addresses.new(), CHEF, SAMLAD, "x", 0, "192.0.2.1")


def test_fifty_in_a_room_may_all_type(place: Saved, clock: Clock) -> None:
    token = place.create(CHEF, {}).writer
    for second in range(5):
        for n in range(50):
            place.write(token, CHEF, f"tolkning/person{n:02d}/text", f"{second}", second, "192.0.2.1")
        clock.go(seconds=2.5)


def test_a_flood_is_stopped_and_goes_on_after_a_second(place: Saved, clock: Clock) -> None:
    token = place.create(CHEF, {}).writer
    for base in range(200):
        place.write(token, CHEF, SAMLAD, f"{base}", base, "192.0.2.1")
    with pytest.raises(TooManyError, match="om en sekund") as raised:
        place.write(token, CHEF, SAMLAD, "x", 200, "192.0.2.1")
    assert raised.value.wait == 1
    assert place.read(token, "192.0.2.1").latest == 200
    place.write(token, CHEF, SAMLAD, "annan", 200, "192.0.2.2")
    clock.go(seconds=1)
    for base in range(201, 221):
        place.write(token, CHEF, SAMLAD, f"{base}", base, "192.0.2.1")
    with pytest.raises(TooManyError):
        place.write(token, CHEF, SAMLAD, "x", 221, "192.0.2.1")


def test_thirty_new_analyser_an_hour_from_one_visitor(place: Saved, clock: Clock) -> None:
    made = [place.create(CHEF, {}, client="192.0.2.1") for _ in range(29)]
    content = place.export(made[0].owner)
    place.import_(content, CHEF, "192.0.2.1")
    with pytest.raises(TooManyError, match="om 60 minuter"):
        place.create(CHEF, {}, client="192.0.2.1")
    with pytest.raises(TooManyError):
        place.import_(content, CHEF, "192.0.2.1")
    place.create(CHEF, {}, client="192.0.2.2")
    clock.go(hours=1)
    place.create(CHEF, {}, client="192.0.2.1")


def test_the_house_itself_has_no_limits(place: Saved) -> None:
    guess(place, "", 50)
    for _ in range(40):
        place.create(CHEF, {})


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::ffff:c000:201", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("x" * 10_000, "x" * 200),
    ],
)
def test_who_is_counted_as_one_visitor(client: str, counted: str) -> None:
    assert limits.visitor(client) == counted


def test_many_visitors_do_not_fill_the_memory(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_VISITORS", 100)
    some = limits.Limits(clock.seconds)
    for n in range(1_000):
        some.guessed(f"guessing {n}")
        some.writes(f"writing {n}", "analys")
        some.creates(f"creating {n}")
    kept = [len(one) for one in vars(some).values() if isinstance(one, dict)]
    assert sorted(kept) == [100, 100, 100]
