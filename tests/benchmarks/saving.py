"""Fifty people who save a field at the same time, beside the same INSERT sent straight to the same database."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from ojdash.domain.analys import Author
from ojdash.saved import Saved
from ojdash.saved.database import WAIT_SECONDS, Database
from tests.benchmarks.table import ms, percentile, table, target
from tests.saved import server

PEOPLE, SAVES = 50, 20
MOST_RATIO = 2
TEXT = "Vi har gått igenom alla beslut och ser att uppföljningen dröjer. " * 8
_COLUMNS = "analys, place, version, number, value, role, organisation, at, base, beside"

# One person's saves: from whom, and a function that saves once each time it is called with a count.
Person = Callable[[int], None]


def run(rounds: int) -> None:
    """Print each database's times, ours and the plain statement's in turns."""
    with tempfile.TemporaryDirectory() as folder:
        _compared("SQLite", URL.create("sqlite", database=str(Path(folder) / "analyser.sqlite")), rounds)
    found = server.binaries()
    if found is None:
        print(f"\n## saving, PostgreSQL\n\nskipped: {server.NONE}")
        return
    with server.running(found) as running:
        _compared("PostgreSQL", make_url(running.database()), rounds)


def _compared(name: str, url: URL, rounds: int) -> None:
    place = Saved(Database(url))
    with closing(place):
        created = place.create(Author("enhetschef"), {})
        ours: list[float] = []
        straight: list[float] = []
        for count in range(rounds + 1):
            took = _at_once([partial(_save, place, created.writer, f"{count}x{n:07d}") for n in range(PEOPLE)])
            with closing(_Straight(url, created.id, f"{count}y")) as plain:
                other = _at_once([plain.person(n) for n in range(PEOPLE)])
            if count:  # the first is for warming up
                ours += took
                straight += other
    rows = [
        [said, *(ms(percentile(times, part)) for part in (0.5, 0.95, 1)), f"{len(times) / sum(times) * 50_000:,.0f}"]
        for said, times in (("Saved.write", ours), ("INSERT straight", straight))
    ]
    heads = ["", "p50 ms", "p95 ms", "max ms", "saves/s"]
    print(table(f"saving, {name}: {PEOPLE} at once in one analys, {rounds} rounds of {SAVES} each", heads, rows))
    ratio = percentile(ours, 0.95) / percentile(straight, 0.95)
    print(target(f"saving a field, {name}, p95 beside the plain statement", [MOST_RATIO], [ratio], "times"))


def _at_once(people: list[Person]) -> list[float]:
    """The milliseconds of every save, when all begin together and go on without a pause."""
    start = threading.Barrier(len(people))
    took: list[float] = []

    def person(save: Person) -> None:
        start.wait()
        for count in range(SAVES):
            began = time.perf_counter()
            save(count)
            took.append(1000 * (time.perf_counter() - began))

    threads = [threading.Thread(target=person, args=(save,)) for save in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(took) != len(people) * SAVES:
        raise RuntimeError(f"{len(people) * SAVES - len(took)} saves failed")
    return took


def _save(place: Saved, token: str, item: str, count: int) -> None:
    kept = place.write(token, Author("enhetschef", item), f"tolkning/{item}/text", f"{count} {TEXT}", count, item)
    if kept.other is not None:
        raise RuntimeError("a conflict where nobody else writes")


class _Straight:
    """The statement that keeps a field, on a connection for each person, with the settings of ours."""

    def __init__(self, url: URL, analys: str, start: str) -> None:
        self._sqlite = url.get_backend_name() == "sqlite"
        self._analys = analys
        self._start = start
        self._number = int(start[:-1]) * 1_000_000 + 1_000_000_000
        self._url = url
        self._connections = [self._connection() for _ in range(PEOPLE)]

    def person(self, n: int) -> Person:
        """One person's saves."""
        con = self._connections[n]
        sign = "?" if self._sqlite else "%s"
        statement = f"INSERT INTO written ({_COLUMNS}) VALUES ({', '.join([sign] * 10)})"

        def save(count: int) -> None:
            number = self._number + n * SAVES + count
            row = (self._analys, f"tolkning/{self._start}{n:07d}/text", count + 1, number, f"{count} {TEXT}")
            row += ("enhetschef", str(n), "2026-03-10T11:00:00Z", count, False)
            if self._sqlite:
                con.execute("BEGIN IMMEDIATE")
            with nullcontext() if self._sqlite else con.transaction():
                con.execute(statement, row)
            if self._sqlite:
                con.execute("COMMIT")

        return save

    def close(self) -> None:
        """Close every connection."""
        for con in self._connections:
            con.close()

    def _connection(self) -> sqlite3.Connection | psycopg.Connection:
        if not self._sqlite:
            return psycopg.connect(self._url.set(drivername="postgresql").render_as_string(False), autocommit=True)
        con = sqlite3.connect(
            str(self._url.database), timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        for said in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            con.execute(f"PRAGMA {said}")
        return con
