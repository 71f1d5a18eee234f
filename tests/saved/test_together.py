"""Fifty at once: nothing is lost, nothing is written over, and what is said to be kept survives a killed server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import URL, event

from ojdash.domain.analys import Author
from ojdash.domain.errors import AccessError
from ojdash.saved import Kept, Saved, UnknownError, writing
from ojdash.saved.together import Asked, Together
from ojdash.saved.transaction import Transaction

ROOT = Path(__file__).parents[2]
CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
PEOPLE, SAVES = 50, 5


def at_once(people: list[Callable[[], None]]) -> None:
    """Let everyone begin together, and fail if anyone does."""
    start = threading.Barrier(len(people))

    def person(do: Callable[[], None]) -> None:
        start.wait()
        do()

    with ThreadPoolExecutor(len(people)) as pool:
        for done in [pool.submit(person, do) for do in people]:
            done.result()


def test_fifty_people_in_fields_of_their_own_lose_nothing(opened: Callable[[], Saved]) -> None:
    places = [opened() for _ in range(3)]  # as three app processes would
    token = places[0].create(CHEF, {}).writer

    def person(n: int) -> None:
        for count in range(SAVES):
            kept = places[n % 3].write(token, Author(f"person {n}"), f"tolkning/person{n:02d}/text", f"{count}", count)
            assert (kept.version, kept.other) == (count + 1, None)

    at_once([lambda n=n: person(n) for n in range(PEOPLE)])
    analys = places[1].read(token)
    assert {place: one.value for place, one in analys.fields.items()} == {
        f"tolkning/person{n:02d}/text": f"{SAVES - 1}" for n in range(PEOPLE)
    }
    written, latest = places[2].since(token, 0)
    assert [one.number for one in written] == list(range(1, PEOPLE * SAVES + 1))
    assert latest == analys.latest == PEOPLE * SAVES


def test_fifty_people_in_the_same_field_keep_every_text(opened: Callable[[], Saved]) -> None:
    places = [opened() for _ in range(3)]
    token = places[0].create(CHEF, {}).writer
    answers: list[Kept] = []

    def person(n: int) -> None:
        answers.append(places[n % 3].write(token, Author(f"person {n}"), SAMLAD, f"text av {n}", 0))

    at_once([lambda n=n: person(n) for n in range(PEOPLE)])
    versions = places[0].versions(token, SAMLAD)
    assert sorted(one.value for one in versions) == sorted(f"text av {n}" for n in range(PEOPLE))
    assert [one.version for one in versions] == list(range(1, PEOPLE + 1))
    assert sum(kept.other is None for kept in answers) == 1
    analys = places[0].read(token)
    assert len(analys.beside[SAMLAD]) == PEOPLE - 1
    assert {kept.version for kept in answers if kept.other} == {one.version for one in analys.beside[SAMLAD]}


def test_whoever_asks_what_is_new_while_fifty_write_misses_nothing(opened: Callable[[], Saved]) -> None:
    places = [opened() for _ in range(3)]
    made = places[0].create(CHEF, {})
    ended = threading.Event()
    seen: list[int] = []

    def ask() -> None:
        after = 0
        while True:
            last = ended.is_set()
            written, latest = places[2].since(made.reader, after)
            seen.extend(one.number for one in written)
            assert [one.number for one in written] == list(range(after + 1, latest + 1))
            after = latest
            if last:
                return

    def person(n: int) -> None:
        for count in range(SAVES):
            places[n % 2].write(made.writer, CHEF, f"tolkning/person{n:02d}/text", f"{count}", count)

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        try:
            at_once([lambda n=n: person(n) for n in range(PEOPLE)])
        finally:
            ended.set()
        asking.result()
    assert seen == list(range(1, PEOPLE * SAVES + 1))


def test_people_in_different_analyser_from_different_processes_never_lock_each_other_out(
    opened: Callable[[], Saved],
) -> None:
    places = [opened() for _ in range(2)]
    tokens = [places[0].create(CHEF, {}).writer for _ in range(8)]

    def person(n: int) -> None:
        for count in range(SAVES):
            for token in tokens if n % 2 else reversed(tokens):
                places[n % 2].write(token, CHEF, f"tolkning/person{n:02d}/text", f"{count}", count)

    at_once([lambda n=n: person(n) for n in range(12)])
    assert [places[0].read(token).latest for token in tokens] == [12 * SAVES] * 8


def test_owners_who_change_addresses_while_others_write_break_nothing(opened: Callable[[], Saved]) -> None:
    places = [opened() for _ in range(2)]
    made = places[0].create(CHEF, {})
    told: list[str] = []

    def own() -> None:
        for _ in range(5):
            places[0].renew(made.owner, "lasa")
        places[0].renew(made.owner, "skriva")

    def person(n: int) -> None:
        try:
            for count in range(SAVES):
                places[n % 2].write(made.writer, CHEF, f"tolkning/person{n:02d}/text", f"{n} {count}", count)
                told.append(f"{n} {count}")
        except AccessError:
            return

    at_once([own, *(lambda n=n: person(n) for n in range(10))])
    written, _ = places[1].since(made.owner, 0)
    assert sorted(one.value for one in written) == sorted(told)
    owner = places[1].read(made.owner)
    assert places[0].read(owner.writing).reading == owner.reading


@pytest.mark.usefixtures("owners_erase")
def test_an_analys_that_is_deleted_while_others_write_is_gone(opened: Callable[[], Saved]) -> None:
    places = [opened() for _ in range(2)]
    made = places[0].create(CHEF, {})

    def person(n: int) -> None:
        with pytest.raises(AccessError):
            for count in range(100_000):
                places[n % 2].write(made.writer, CHEF, f"tolkning/person{n:02d}/text", f"{count}", count)

    at_once([lambda: places[0].delete(made.owner, "SN 2026/1"), *(lambda n=n: person(n) for n in range(8))])
    with pytest.raises(AccessError):
        places[1].read(made.owner)


# --- processes --------------------------------------------------------------------------------------------------------

WRITER = """
import sys
from ojdash import saved
from ojdash.domain.analys import Author

token, name, saves = sys.argv[1:4]
place = saved.open_saved()
print("ready", flush=True)
sys.stdin.readline()
count = 0
while count < int(saves):
    kept = place.write(token, Author(name), f"tolkning/{name}/text", f"{name} {count}", count)
    print(f"{kept.version} {kept.number} {count}", flush=True)
    count += 1
"""


def writer(url: URL, token: str, name: str, saves: int) -> subprocess.Popen[str]:
    """A process that writes in a field of its own and says what it was told is kept."""
    said = {"OJDASH_DATABASE_URL": url.render_as_string(hide_password=False)}
    if url.get_backend_name() == "sqlite":
        said = {"OJDASH_DATA": str(Path(url.database).parents[1])}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OJDASH_")} | said
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", WRITER, token, name, str(saves)],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_many_processes_lose_nothing(url: URL, place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    processes = [writer(url, token, f"process{n:02d}", 20) for n in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        said, _ = process.communicate()
        assert (process.returncode, len(said.splitlines())) == (0, 20)
    written, latest = place.since(token, 0)
    assert latest == 80
    assert [one.number for one in written] == list(range(1, 81))


def test_what_a_killed_process_said_was_kept_is_there(url: URL, opened: Callable[[], Saved]) -> None:
    token = opened().create(CHEF, {}).writer
    for round_ in range(3):
        name = f"killed{round_:02d}"
        with writer(url, token, name, 1_000_000) as process:
            assert process.stdout.readline() == "ready\n"
            process.stdin.write("\n")
            process.stdin.flush()
            told = [process.stdout.readline() for _ in range(15 + round_)]
            os.kill(process.pid, signal.SIGKILL)
            told += process.stdout.readlines()
        whole = [line for line in told if line.endswith("\n")]
        place = opened()
        versions = place.versions(token, f"tolkning/{name}/text")
        there = [f"{one.version} {one.number} {one.value.removeprefix(name + ' ')}\n" for one in versions]
        assert there[: len(whole)] == whole
        assert len(there) - len(whole) <= 1  # kept, and killed before it could say so
        place.write(token, CHEF, f"tolkning/{name}/text", "vidare", len(there))


def test_several_processes_that_start_at_once_make_one_database(url: URL) -> None:
    processes = [writer(url, "a" * 26, f"process{n:02d}", 0) for n in range(4)]
    for process in processes:
        said, _ = process.communicate("\n")
        assert (process.returncode, said) == (0, "ready\n")


# --- those who write together -----------------------------------------------------------------------------------------


def kept(token: str, at: str, value: str) -> Callable[[Transaction], Kept]:
    """A piece of work: write in a field."""

    def work(tx: Transaction) -> Kept:
        found = tx.opened(token)
        return writing.keep(tx, found.id, CHEF, at, value, 0, "2026-03-10T11:00:00Z")

    return work


def test_one_who_may_not_write_does_not_stop_those_who_write_together(place: Saved) -> None:
    made = place.create(CHEF, {})
    batch = [
        Asked(made.id, SAMLAD, kept(made.writer, SAMLAD, "x")),
        Asked(made.id, SAMLAD, kept("a" * 26, SAMLAD, "y")),
        Asked(made.id, "om/natverk", kept(made.owner, "om/natverk", "z")),
    ]
    place._database._run(batch)
    assert [type(asked.error) for asked in batch] == [type(None), UnknownError, type(None)]
    assert {at: one.value for at, one in place.read(made.reader).fields.items()} == {SAMLAD: "x", "om/natverk": "z"}


def test_those_who_write_together_in_one_field_conflict_as_ever(place: Saved) -> None:
    made = place.create(CHEF, {})
    batch = [Asked(made.id, SAMLAD, kept(made.writer, SAMLAD, value)) for value in ("ett", "två", "ett", "tre", "två")]
    place._database._run(batch)
    assert [asked.result.version for asked in batch] == [1, 2, 1, 3, 2]
    analys = place.read(made.reader)
    assert (analys.text(SAMLAD), [one.value for one in analys.beside[SAMLAD]]) == ("ett", ["två", "tre"])


def test_one_text_that_the_database_refuses_does_not_take_the_others_with_it(place: Saved) -> None:
    made = place.create(CHEF, {})

    def refuse(con, cursor, statement, parameters, context, executemany) -> None:
        if "written" in statement and "impossible" in repr(parameters):
            raise OSError(28, "No space left on device")

    event.listen(place._database._engine, "before_cursor_execute", refuse)
    places = [f"tolkning/person{n:02d}/text" for n in range(6)]
    batch = [
        Asked(made.id, at, kept(made.writer, at, "impossible" if n == 3 else "possible")) for n, at in enumerate(places)
    ]
    place._database._run(batch)
    assert [n for n, asked in enumerate(batch) if asked.error] == [3]
    assert "disken är full" in str(batch[3].error)
    assert sorted(place.read(made.reader).fields) == [*places[:3], *places[4:]]


def test_work_that_comes_while_others_work_is_done_in_one_run_and_in_order() -> None:
    runs: list[list[str]] = []
    begun, go_on = threading.Event(), threading.Event()

    def run(batch: list[Asked]) -> None:
        runs.append([asked.id for asked in batch])
        begun.set()
        go_on.wait()
        for asked in batch:
            asked.do(None)
            asked.done = True

    together = Together(run)
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(together.do, Asked("0", None, lambda _: 0))
        begun.wait()
        others = []
        for n in range(1, 6):
            others.append(pool.submit(together.do, Asked(f"{n}", None, lambda _, n=n: n)))
            while len(together._queue) < n:
                time.sleep(0)  # let the other thread come
        go_on.set()
        assert [done.result() for done in (first, *others)] == [0, 1, 2, 3, 4, 5]
    assert runs == [["0"], ["1", "2", "3", "4", "5"]]
    assert not together._led


def test_nobody_is_told_that_something_was_kept_when_the_one_who_wrote_for_all_was_stopped() -> None:
    def run(batch: list[Asked]) -> None:
        raise KeyboardInterrupt

    together = Together(run)
    with pytest.raises(KeyboardInterrupt):
        together.do(Asked("", None, json.loads))
    together._run = lambda batch: [asked.do(None) or setattr(asked, "done", True) for asked in batch]
    assert together.do(Asked("", None, lambda _: "nästa")) == "nästa"
