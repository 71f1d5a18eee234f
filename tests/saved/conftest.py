"""Each test of what people wrote runs on SQLite and on a PostgreSQL of its own.

Without PostgreSQL's binaries its tests are skipped with a line, unless OJDASH_REQUIRE_POSTGRES=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from ojdash.saved import Saved
from ojdash.saved.database import Database
from ojdash.saved.limits import Limits
from tests.saved import server


class Clock:
    """A clock that stands still until it is told otherwise; noon in Sweden on a day in March."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def seconds(self) -> float:
        return self.time.timestamp()

    def go(self, **on: float) -> None:
        self.time += timedelta(**on)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[server.Server]:
    """A server for all tests of one worker."""
    found = server.binaries()
    if found is None:
        if os.environ.get("OJDASH_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"{server.NONE}, and OJDASH_REQUIRE_POSTGRES=1")
        pytest.skip(f"{server.NONE}; install Debian's postgresql, or leave these tests to CI")
    with server.running(found) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database that is not made yet."""
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "saved" / "analyser.sqlite"))
        return
    postgresql = request.getfixturevalue("postgresql")
    said = postgresql.database()
    yield make_url(said)
    postgresql.drop(said)


@pytest.fixture
def owners_erase(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose owners may erase."""
    monkeypatch.setenv("OJDASH_ERASE", "owner")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(url: URL, clock: Clock) -> Iterator[Callable[[], Saved]]:
    """Opens the same database again and again, as several processes would."""
    made: list[Saved] = []

    def open_again() -> Saved:
        made.append(Saved(Database(url), Limits(clock.seconds), clock))
        return made[-1]

    yield open_again
    for one in made:
        one.close()


@pytest.fixture
def place(opened: Callable[[], Saved]) -> Saved:
    """What people wrote, empty, on each database."""
    return opened()


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    """The same database without anything of ours between."""
    engine = create_engine(url)
    yield engine
    engine.dispose()
