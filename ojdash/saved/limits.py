"""How much one visitor may do: in memory, per process. A visitor without a name (`client` "") is the house itself."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from ojdash.domain.errors import TooManyError
from ojdash.saved.access import UnknownError
from ojdash.text import saved as text

# Fifty people in one room share one address: a save each two or three seconds, and everyone at once now and then.
WRITES_A_SECOND, WRITES_AT_ONCE = 20, 200
CREATED_AN_HOUR = 30
GUESSES, GUESS_SECONDS = 20, 60
CODES = 200  # tries of codes in GUESS_SECONDS, right ones too, of all visitors together
MOST_VISITORS, MOST_OPENED = 10_000, 50_000


class _Newest(OrderedDict):
    """What was used last; the rest is forgotten, so that nobody fills the memory."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def used(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept for a key, made where there is nothing."""
        if key not in self:
            self[key] = make()
            while len(self) > self._most:
                self.popitem(last=False)
        self.move_to_end(key)
        return self[key]


class Limits:
    """What visitors did lately. Safe from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets = _Newest(MOST_VISITORS)
        self._created = _Newest(MOST_VISITORS)
        self._guesses = _Newest(MOST_VISITORS)
        self._opened = _Newest(MOST_OPENED)
        self._codes: deque[float] = deque(maxlen=CODES)

    @contextmanager
    def counted(self, client: str, hashed: bytes | None) -> Iterator[None]:
        """Count what becomes of an address: known, or a guess.

        Raises  TooManyError
        """
        self.may_open(client, hashed)
        try:
            yield
        except UnknownError:
            self.guessed(client)
            raise
        self.opened(client, hashed)

    @contextmanager
    def code(self, client: str) -> Iterator[None]:
        """Count a try of a meeting's code, which is short: each visitor's wrong ones, and all of everyone's.

        Raises  TooManyError
        """
        self.may_open(client, None)
        with self._lock:
            now = self._clock()
            wait = self._codes[0] + GUESS_SECONDS - now if len(self._codes) == CODES else 0
            if wait > 0:
                raise _too_many(text.guessed, wait)
            self._codes.append(now)
        try:
            yield
        except UnknownError:
            self.guessed(client)
            raise

    def may_open(self, client: str, hashed: bytes | None) -> None:
        """Refuse a visitor who has tried too many unknown addresses; those opened before still open.

        Raises  TooManyError
        """
        if not client:
            return
        client = visitor(client)
        with self._lock:
            if (client, hashed) not in self._opened and client in self._guesses:
                tries = self._guesses[client]
                wait = tries[-1] + GUESS_SECONDS - self._clock()
                if len(tries) == GUESSES and tries[-1] - tries[0] <= GUESS_SECONDS and wait > 0:
                    raise _too_many(text.guessed, wait)

    def opened(self, client: str, hashed: bytes) -> None:
        """Remember that an address was known."""
        if client:
            with self._lock:
                self._opened.used((visitor(client), hashed), bool)

    def guessed(self, client: str) -> None:
        """Remember that an address was unknown."""
        if client:
            with self._lock:
                self._guesses.used(visitor(client), lambda: deque(maxlen=GUESSES)).append(self._clock())

    def writes(self, client: str, analys: str) -> None:
        """Count one writing.

        Raises  TooManyError
        """
        if not client:
            return
        with self._lock:
            now = self._clock()
            bucket = self._buckets.used((visitor(client), analys), lambda: [WRITES_AT_ONCE, now])
            bucket[0] = min(WRITES_AT_ONCE, bucket[0] + (now - bucket[1]) * WRITES_A_SECOND)
            bucket[1] = now
            if bucket[0] < 1:
                raise _too_many(text.wrote_much, (1 - bucket[0]) / WRITES_A_SECOND)
            bucket[0] -= 1

    def creates(self, client: str) -> None:
        """Count one new analys.

        Raises  TooManyError
        """
        if not client:
            return
        with self._lock:
            made = self._created.used(visitor(client), lambda: deque(maxlen=CREATED_AN_HOUR))
            wait = made[0] + 3600 - self._clock() if len(made) == CREATED_AN_HOUR else 0
            if wait > 0:
                raise _too_many(text.created_many, wait)
            made.append(self._clock())


def visitor(client: str) -> str:
    """Who is counted as one: an IPv6 address is one of a household's 2**64."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client[:200]
    return str(ipaddress.ip_network((client, 64), strict=False)) if address.version == 6 else client


def _too_many(sentence: Callable[[int], str], seconds: float) -> TooManyError:
    wait = max(1, math.ceil(seconds))
    error = TooManyError(sentence(wait))
    error.wait = wait
    return error
