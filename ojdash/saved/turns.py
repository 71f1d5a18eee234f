"""Turns: what costs much is done one piece at a time, by visitors in turn, so that no crowd keeps others out."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager

REST_SECONDS = 0.15  # after a wrong try
MOST_EACH, MOST_WAITING = 60, 240  # fifty in a room share one address and type at once


class CrowdedError(Exception):
    """There is no room to wait in."""


class _Ticket:
    """One who waits; `called` when it is their turn, or when they lost their place."""

    def __init__(self) -> None:
        self.called, self.lost = threading.Event(), False


class Turns:
    """One at a time. Safe from many threads; each waits in its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._rested = 0.0
        self._waiting: OrderedDict[str, deque[_Ticket]] = OrderedDict()  # whose turn is next, first

    @contextmanager
    def mine(self, visitor: str) -> Iterator[None]:
        """A turn, when it comes. Work that raises anything is followed by a rest, for it opened nothing.

        Raises  CrowdedError  as many as may be wait already, of this visitor or of all
        """
        ticket = self._ticket(visitor)
        if ticket is not None:
            ticket.called.wait()
            if ticket.lost:
                raise CrowdedError
        try:
            time.sleep(max(0.0, self._rested - time.monotonic()))
            yield
        except BaseException:
            self._rested = time.monotonic() + REST_SECONDS
            raise
        finally:
            self._next()

    def _ticket(self, visitor: str) -> _Ticket | None:
        """A place to wait in; None where it is one's turn at once."""
        with self._lock:
            if not self._busy:
                self._busy = True
                return None
            mine = self._waiting.get(visitor, ())
            if len(mine) >= MOST_EACH:
                raise CrowdedError
            if sum(map(len, self._waiting.values())) >= MOST_WAITING:
                self._give_way(len(mine))
            ticket = _Ticket()
            self._waiting.setdefault(visitor, deque()).append(ticket)
            return ticket

    def _give_way(self, mine: int) -> None:
        """Whoever has most who wait gives a place to who has fewer."""
        longest = max(self._waiting.values(), key=len)
        if len(longest) <= mine + 1:
            raise CrowdedError
        lost = longest.pop()
        lost.lost = True
        lost.called.set()

    def _next(self) -> None:
        with self._lock:
            if not self._waiting:
                self._busy = False
                return
            visitor, mine = self._waiting.popitem(last=False)
            mine.popleft().called.set()
            if mine:
                self._waiting[visitor] = mine
