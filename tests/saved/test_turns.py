"""Turns: one at a time, visitors in turn, and a bound on how many wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ojdash.saved import turns
from ojdash.saved.turns import CrowdedError, Turns

WAIT = 30  # seconds for another thread, before a test fails


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "REST_SECONDS", 0)


class Room:
    """Visitors who take their turns, each in a thread; `served` is whose turns came, in order."""

    def __init__(self) -> None:
        self.turns, self.served, self.refused = Turns(), [], []
        self._threads: list[threading.Thread] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Somebody has the turn; afterwards everyone has been served."""
        with self.turns.mine("first"):
            yield
        for thread in self._threads:
            thread.join(WAIT)
            assert not thread.is_alive()

    def comes(self, visitor: str) -> None:
        """A visitor comes, and waits or is refused."""
        before = self._waiting() + len(self.refused)
        self._threads.append(threading.Thread(target=self._take, args=(visitor,)))
        self._threads[-1].start()
        _until(lambda: self._waiting() + len(self.refused) > before)

    def _take(self, visitor: str) -> None:
        try:
            with self.turns.mine(visitor):
                self.served.append(visitor)
        except CrowdedError:
            self.refused.append(visitor)

    def _waiting(self) -> int:
        with self.turns._lock:
            return sum(map(len, self.turns._waiting.values()))


def _until(is_so: Callable[[], bool]) -> None:
    paused = threading.Event()
    for _ in range(WAIT * 1000):
        if is_so():
            return
        paused.wait(0.001)
    pytest.fail("nothing came of it")


def test_visitors_are_served_in_turn_however_many_tries_one_of_them_makes() -> None:
    room = Room()
    with room.held():
        for visitor in ("a", "a", "a", "a", "b", "c", "b"):
            room.comes(visitor)
    assert room.served == ["a", "b", "c", "a", "b", "a", "a"]


def test_only_one_works_at_a_time_and_after_an_error_the_next_one_does() -> None:
    some, working = Turns(), []

    def work() -> None:
        with pytest.raises(ValueError), some.mine("a"):
            working.append(1)
            assert len(working) == 1
            working.pop()
            raise ValueError

    threads = [threading.Thread(target=work) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    with some.mine("b"):
        assert working == []


def test_one_visitor_fills_only_a_part_of_the_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_EACH", 3)
    room = Room()
    with room.held():
        for visitor in ("a", "a", "a", "a", "b"):
            room.comes(visitor)
    assert room.refused == ["a"]
    assert room.served == ["a", "b", "a", "a"]


def test_where_all_places_are_taken_whoever_has_most_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 4)
    room = Room()
    with room.held():
        for visitor in ("a", "a", "a", "b"):
            room.comes(visitor)
        room.comes("c")  # instead of the newest of a
        _until(lambda: room.refused == ["a"])
        room.comes("d")
        _until(lambda: room.refused == ["a", "a"])
        room.comes("e")  # each has one
        room.comes("a")
    assert room.refused == ["a", "a", "e", "a"]
    assert room.served == ["a", "b", "c", "d"]
