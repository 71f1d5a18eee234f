"""What is worked out once and kept in memory: every cache that grows by what is asked, and the most bytes it takes.

A visitor chooses what is asked and a file what is read, so nothing is kept by count. What a process keeps at the most
is the sum of MOST. Beside it stand only what is small by nature, keyed by values of our own (tests/test_house.py lists
them), and what each open edition holds.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache, wraps
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from cachetools import LRUCache

from ojdash.domain.indikator import Indikator

P, R = ParamSpec("P"), TypeVar("R")
MEGABYTE = 1_000_000
MOST = {
    "answers": 48 * MEGABYTE,  # an Översikt is 0.1 MB, a county's Signaler 1 MB
    "answers with statuses": 48 * MEGABYTE,
    "county reports": 32 * MEGABYTE,
    "values of every kommun": 16 * MEGABYTE,
    "sizes of changes": 16 * MEGABYTE,
    "differences of editions": 16 * MEGABYTE,
    "national figures": 8 * MEGABYTE,
    "indikatorer of kommuner": 4 * MEGABYTE,
    "untried checks": 2 * MEGABYTE,
    "rows of tables": 16 * MEGABYTE,
    "scripts and styles": 24 * MEGABYTE,
    "cleaned cells": 16 * MEGABYTE,
    "numbers in cells": 16 * MEGABYTE,
    "places in cells": 4 * MEGABYTE,  # of each table that is being read, and let go with it
}
_LONGEST = 40  # signs of a text that is kept: longer ones are rarely met twice
_SHORT_TEXT = 800  # bytes at the most of such a text, what it became, and their place


class Shared:
    """What lives elsewhere: a cache neither keeps it alive nor counts it."""

    __slots__ = ("__weakref__",)


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Any
    bytes: int


class Kept:
    """Values by key, the least lately used let go first. Safe from many threads."""

    def __init__(self, name: str) -> None:
        self._entries = LRUCache(MOST[name], getsizeof=lambda entry: entry.bytes)
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """The value of a key, or None."""
        with self._lock:
            entry = self._entries.get(key)
        return None if entry is None else entry.value

    def keep(self, key: Hashable, value: Any) -> None:
        """Keep a value that is not None; one larger than all may be is not."""
        entry = _Entry(value, size((key, value)))
        with self._lock:
            if entry.bytes <= self._entries.maxsize:
                self._entries[key] = entry

    def clear(self) -> None:
        """Let go of all."""
        with self._lock:
            self._entries.clear()

    @property
    def bytes(self) -> int:
        """What the values take."""
        return self._entries.currsize


def kept(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function whose results, which are never None, are kept by its arguments. `cache_clear()` lets go of all."""

    def decorated(work: Callable[P, R]) -> Callable[P, R]:
        results = Kept(name)

        @wraps(work)
        def result(*args: P.args) -> R:
            key = tuple(weakref.ref(arg) if isinstance(arg, Shared) else arg for arg in args)
            found = results.get(key)
            if found is None:
                found = work(*args)
                results.keep(key, found)
            return found

        result.cache_clear = results.clear
        return result

    return decorated


def kept_by_text(name: str) -> Callable[[Callable[[str], R]], Callable[[str], R]]:
    """A function of one cell, whose small results are kept by it where it is a short text, or a number."""

    def decorated(work: Callable[[str], R]) -> Callable[[str], R]:
        quick = lru_cache(maxsize=MOST[name] // _SHORT_TEXT)(work)

        @wraps(work)
        def result(cell: str) -> R:
            return quick(cell) if not isinstance(cell, str) or len(cell) <= _LONGEST else work(cell)

        result.cache_clear = quick.cache_clear
        return result

    return decorated


def size(value: Any) -> int:
    """Bytes that a value takes with all it holds, but what is Shared and the definitions; each object counted once."""
    pending, seen, total = [value], set(), 0
    while pending:
        part = pending.pop()
        if part is None or id(part) in seen or isinstance(part, _UNCOUNTED):
            continue
        seen.add(id(part))
        if isinstance(part, pd.DataFrame | pd.Series | pd.Index):
            usage = part.memory_usage(deep=True)
            total += int(usage if isinstance(usage, int) else usage.sum())
        elif isinstance(part, np.ndarray):
            total += part.nbytes
            pending.extend(part.ravel().tolist() if part.dtype == object else ())
        else:
            total += sys.getsizeof(part)
            pending.extend(_parts(part))
    return total


_UNCOUNTED = (Shared, Indikator, type, FunctionType, BuiltinFunctionType, ModuleType)


def _parts(whole: Any) -> Iterable[Any]:
    if isinstance(whole, str | bytes | int | float):
        return ()
    if isinstance(whole, Mapping):
        return (*whole.keys(), *whole.values())
    if isinstance(whole, tuple | list | set | frozenset):
        return whole
    if is_dataclass(whole):
        return (getattr(whole, field.name) for field in fields(whole))
    return vars(whole).values() if hasattr(whole, "__dict__") else ()
