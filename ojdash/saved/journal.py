"""The security log: what was done with addresses and with what people wrote; never a token, a text or a name.

Each event names its facts, and a fact is an id, a place, a number, a day, a role or a visitor's network address.
"""

from __future__ import annotations

import ipaddress
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

_LOGGER = logging.getLogger("ojdash.security")
HOUSE = "-"  # the visitor, where it is the machine itself

# Every event, and its facts. by: "aga", "administrator" or a coordinator's number.
EVENTS: dict[str, tuple[str, ...]] = {
    "created": ("analys", "visitor"),
    "imported": ("analys", "visitor"),
    "opened": ("analys", "may", "visitor"),
    "unknown_address": ("visitor",),
    "kept_out": ("visitor", "seconds"),
    "code_begun": ("analys", "visitor"),
    "code_ended": ("analys", "visitor"),
    "code_opened": ("analys", "visitor"),
    "renewed": ("analys", "may"),
    "withdrawn": ("analys", "may"),
    "last_day": ("analys", "day", "by"),
    "exported": ("analys", "by", "visitor"),
    "erased": ("analys", "place", "versions", "by"),
    "deleted": ("analys", "versions", "by"),
    "coordinator_made": ("coordinator",),
    "coordinator_opened": ("coordinator", "visitor"),
    "coordinator_withdrawn": ("coordinator",),
    "coordinator_erased": ("coordinator", "versions"),
    "status_said": ("by", "indikator", "kommun", "year", "lage", "visitor"),
    "book_imported": ("versions",),
}
# Not told of the machine itself: a command's own lines say what it read, and whoever hosts may read all.
_READINGS = ("opened", "unknown_address")
_WARNINGS = ("unknown_address", "kept_out")


def log(event: str, **facts: object) -> None:
    """Log an event with all its facts, and no others."""
    if set(facts) != set(EVENTS[event]):
        raise ValueError(f"{event}: {', '.join(facts)}")
    spelled = {name: _spelled(name, facts[name]) for name in EVENTS[event]}
    if event in _READINGS and spelled["visitor"] == HOUSE:
        return
    said = " ".join([event, *(f"{name}={value}" for name, value in spelled.items())])
    level = logging.WARNING if event in _WARNINGS else logging.INFO
    _LOGGER.log(level, "%s", said, extra={"event": event, "facts": spelled})


def _spelled(name: str, value: object) -> object:
    """A fact; of a visitor nothing but a network address, for a header may say anything."""
    if value in ("", None):
        return HOUSE
    if name != "visitor":
        return value
    try:
        return str(ipaddress.ip_address(str(value)))
    except ValueError:
        return "?"


class Lately:
    """What was logged lately, so that a page that asks each second is one line. Safe from many threads."""

    def __init__(self, seconds: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[Hashable, float] = OrderedDict()

    def is_new(self, *key: Any) -> bool:
        """Whether it was not logged lately; now it was."""
        with self._lock:
            now = self._clock()
            is_new = now - self._seen.get(key, -self._seconds) >= self._seconds
            if is_new:
                self._seen[key] = now
                self._seen.move_to_end(key)
                while len(self._seen) > self._most:
                    self._seen.popitem(last=False)
            return is_new
