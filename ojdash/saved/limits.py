"""How much one visitor may do: in memory, per process. A visitor without a name (`client` "") is the house itself.

Many share one address (a municipality's network), so whoever holds a valid address or code is never kept out by what
others there do: it is looked up first, right ones are not counted, and only wrong ones are told to wait. What bounds
guessing is therefore not the count:

    addresses  128 random bits, looked up by one sha256 and one read of an index. A million tries a second, for a
               hundred years, against a million live addresses find one with a probability of 2**-56.
    codes      eight signs of 25, so 1.5e11, and each lives a day at most. A code that this process has begun or opened
               is known in memory and opens at once (codes.Known). Any other costs the work of scrypt, one at a time and
               by visitors in turn (turns.Turns), and a wrong one is followed by a rest: 5 wrong ones a second and a
               quarter of a core, at most. Whoever tries all day long finds a given code once in 350,000 days.
               A crowd of tries from the same address, or from many machines, can make a code wait, or try again, that
               this process has never seen; an address, as in a QR code, waits for nobody.
"""

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
from ojdash.saved import journal
from ojdash.saved.access import UnknownError
from ojdash.saved.turns import CrowdedError, Turns
from ojdash.text import saved as text

# Fifty people in one room share one address: a save each two or three seconds, and everyone at once now and then.
WRITES_A_SECOND, WRITES_AT_ONCE = 20, 200
CREATED_AN_HOUR = 30
GUESSES, GUESS_SECONDS = 20, 60
CROWDED_SECONDS = 5
MOST_VISITORS = 10_000


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
        self._turns = Turns()
        self._buckets = _Newest(MOST_VISITORS)
        self._created = _Newest(MOST_VISITORS)
        self._guesses = _Newest(MOST_VISITORS)
        self._kept_out = journal.Lately(GUESS_SECONDS)

    @contextmanager
    def counted(self, client: str) -> Iterator[None]:
        """Look an address up, and count it where it is unknown.

        Raises  TooManyError  it is unknown, and many others were that this visitor tried
        """
        try:
            yield
        except UnknownError:
            self.guessed(client)
            raise

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Work out a code in one's turn.

        Raises  TooManyError  too many wait already
        """
        try:
            with self._turns.mine(visitor(client)):
                yield
        except CrowdedError:
            self._log_kept_out(client, CROWDED_SECONDS)
            raise _too_many(text.guessed, CROWDED_SECONDS) from None

    def guessed(self, client: str) -> None:
        """Count an unknown address or code.

        Raises  TooManyError  there were many
        """
        if not client:
            return
        with self._lock:
            now = self._clock()
            tries = self._guesses.used(visitor(client), lambda: deque(maxlen=GUESSES))
            wait = tries[0] + GUESS_SECONDS - now if len(tries) == GUESSES else 0
            if wait <= 0:
                tries.append(now)
        if wait > 0:
            self._log_kept_out(client, wait)
            raise _too_many(text.guessed, wait)
        journal.log("unknown_address", visitor=client)

    def _log_kept_out(self, client: str, wait: float) -> None:
        if self._kept_out.is_new(visitor(client)):
            journal.log("kept_out", visitor=client, seconds=math.ceil(wait))

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
    """Who is counted as one: an IPv4 also where it is seen over IPv6, and of IPv6 a household's 2**64."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client[:200]
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def _too_many(sentence: Callable[[int], str], seconds: float) -> TooManyError:
    wait = max(1, math.ceil(seconds))
    error = TooManyError(sentence(wait))
    error.wait = wait
    return error
