"""Wrong addresses and codes from one and from many, by every spelling of who asks: how many are let through a minute,
and whether anybody with a valid link is kept out."""

from __future__ import annotations

import json
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ojdash.domain.analys import Author
from ojdash.saved.codes import SIGNS
from ojdash.saved.limits import GUESSES
from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.site import IPV4, Site, data_folder, served

TRIES, AT_ONCE, FEWEST_OPENED = 90, 8, 12
MOST_CODES = 60 * 5 + 30  # wrong ones worked out in a minute, and those of the moment before
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
SEED = 20260131
ONE = "203.0.113.7"
# The same visitor as a proxy may spell it, and what a stranger may have put to the left of it.
SPELLINGS = (
    *(ONE, f"{ONE}:4711", f"::ffff:{ONE}", f"[::ffff:{ONE}]:99", "::ffff:cb00:7107", f"  {ONE} ", f"nonsense, {ONE}"),
    *("0:0:0:0:0:ffff:cb00:7107", f"198.51.100.9,{ONE}", f"2001:db8::5, ::ffff:{ONE}", f"10.0.0.1, 127.0.0.1, {ONE}"),
)


@dataclass(frozen=True, slots=True)
class Guesser:
    """Who guesses: the n-th try's own address and what its X-Forwarded-For says; visitors: as how many it may count."""

    name: str
    visitors: int
    by: Callable[[int], str] = lambda n: ""
    forwarded: Callable[[int], str] = lambda n: ""
    host: str = IPV4
    proxy: str = "0"


GUESSERS = (
    Guesser("one IPv4", 1, lambda n: "127.0.0.2"),
    Guesser("one IPv4 that says it is others, no proxy named", 1, lambda n: "127.0.0.3", lambda n: f"198.51.100.{n}"),
    Guesser("thirty IPv4", 30, lambda n: f"127.0.1.{n % 30}"),
    Guesser("one behind a named proxy, spelled in all ways", 1, forwarded=lambda n: _of(SPELLINGS, n), proxy="1"),
    Guesser("one IPv6 network behind a named proxy", 1, forwarded=lambda n: f"[2001:db8:1:2::{n:x}]:{n}", proxy="1"),
    Guesser("thirty behind a named proxy", 30, forwarded=lambda n: f"198.51.100.{n % 30}", proxy="1"),
    Guesser("one IPv4 seen as ::ffff:", 1, lambda n: "127.0.0.4", host=f"::ffff:{IPV4}"),
    Guesser("another IPv4 seen as ::ffff:", 1, lambda n: "127.0.0.5", host=f"::ffff:{IPV4}"),
    Guesser("one IPv6 that says it is others", 1, forwarded=lambda n: f"2001:db8:{n:x}::1", host="::1"),
)


@dataclass(slots=True)
class Holder:
    """Opens what it has valid links to, over and over, as the visitor who guesses."""

    site: Site
    links: list[tuple[str, bytes | None]]
    ended: threading.Event = field(default_factory=threading.Event)
    opened: int = 0
    kept_out: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def go_on(self, guesser: Guesser) -> None:
        """Until the guessing has ended."""
        number = 0
        while not self.ended.wait(0.05) or number < FEWEST_OPENED:
            path, body = _of(self.links, number)
            headers = {"Content-Type": "application/json"} if body else {}
            headers |= {"X-Forwarded-For": guesser.forwarded(number)} if guesser.forwarded(number) else {}
            begun = time.monotonic()
            answer = self.site.ask(path, "POST" if body else "GET", body, headers, guesser.by(number))
            self.took.append(time.monotonic() - begun)
            number += 1
            if answer.status in (200, 303):
                self.opened += 1
            else:
                self.kept_out.append(f"{guesser.name}: {answer.status} {path[:40]} {answer.text[:80]}")


def run(seconds: float, database: str = "") -> Iterator[Figure]:
    """The figures of guessing."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_folder(Path(folder) / "data")
        kept_out, opened, took = [], 0, []
        for host, proxy in dict.fromkeys((guesser.host, guesser.proxy) for guesser in GUESSERS):
            with served(data, {"OJDASH_TRUSTED_PROXY": proxy}, host, database) as site:
                links = _links(site)
                for guesser in [one for one in GUESSERS if (one.host, one.proxy) == (host, proxy)]:
                    holder = Holder(site, links)
                    statuses, lasted = _guessed(site, guesser, holder)
                    kept_out += holder.kept_out
                    opened += holder.opened
                    took += holder.took
                    rounds = 1 + int(lasted // 60)
                    let = sum(count for status, count in statuses.items() if status != 429)
                    allowed = GUESSES * guesser.visitors * rounds
                    if allowed < TRIES:
                        yield most(f"let through: {guesser.name}", let, allowed, f"of {TRIES}")
                    yield least(f"answered: {guesser.name}", statuses[404], min(allowed, TRIES))
                if (host, proxy) == (IPV4, "1"):
                    yield from _codes(site, seconds, kept_out)
        yield least("valid links opened meanwhile", opened, FEWEST_OPENED * len(GUESSERS))
        yield none_of("valid links kept out", kept_out)
        yield told("slowest valid link", f"{max(took):.1f} s")


def _links(site: Site) -> list[tuple[str, bytes | None]]:
    """A reader's, a writer's and a coordinator's links, and a code of a meeting that the server has opened before."""
    place = site.saved()
    made = place.create(Author("chef"), {"om/kommuner": "0680-0685", "om/omrade": "lss", "om/year": "2025"})
    code, coordinator = place.begin_code(made.writer, "moteaaaa"), place.book.new_coordinator("Kim")
    place.close()
    site.ask(f"/m/{code}")
    return [
        (f"/api/snabbanalys.json?kommun=0685&year=2025&analys={made.reader}", None),
        ("/api/analys/sedan", json.dumps({"analys": made.writer, "after": 0}).encode()),
        (f"/api/samordnare?adress={coordinator}", None),
        (f"/m/{code}", None),
    ]


def _guessed(site: Site, guesser: Guesser, holder: Holder) -> tuple[Counter[int], float]:
    chance = random.Random(SEED)
    tokens = ["".join(chance.choices(LETTERS, k=26)) for _ in range(TRIES)]

    def guess(number: int) -> int:
        forwarded = guesser.forwarded(number)
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        path = (f"/api/mote.json?analys={tokens[number]}", f"/api/samordnare?adress={tokens[number]}")[number % 2]
        return site.ask(path, headers=headers, by=guesser.by(number)).status

    holding = threading.Thread(target=holder.go_on, args=(guesser,))
    holding.start()
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(pool.map(guess, range(TRIES)))
    lasted = time.monotonic() - begun
    holder.ended.set()
    holding.join()
    return statuses, lasted


def _codes(site: Site, seconds: float, kept_out: list[str]) -> Iterator[Figure]:
    """Wrong codes from two hundred visitors at once, and a right one that the server has never seen."""
    chance, ended = random.Random(SEED), time.monotonic() + seconds
    statuses: Counter[int] = Counter()
    place = site.saved()
    made = place.create(Author("chef"), {})
    code = place.begin_code(made.writer, "moteaaaa")
    place.close()

    def crowd(number: int) -> None:
        while time.monotonic() < ended:
            wrong = "".join(chance.choices(SIGNS, k=8))
            headers = {"X-Forwarded-For": f"198.18.{number}.{chance.randrange(20)}"}
            statuses[site.ask(f"/m/{wrong}", headers=headers).status] += 1

    begun = time.monotonic()
    with ThreadPoolExecutor(40) as pool:
        crowding = [pool.submit(crowd, number) for number in range(40)]
        time.sleep(2)
        asked, status = 0, 0
        while status != 303 and asked < 12:
            asked += 1
            status = site.ask(f"/m/{code}", headers={"X-Forwarded-For": "192.0.2.1"}).status
            if status != 303:
                time.sleep(5)
        opened = time.monotonic() - begun - 2
        for one in crowding:
            one.result()
    lasted = time.monotonic() - begun
    if status != 303:
        kept_out.append(f"a right code that was never opened before: {status} after {asked} tries")
    yield most("wrong codes worked out a minute, from a crowd", statuses[404] * 60 / max(lasted, 1), MOST_CODES)
    yield told("statuses of the crowd", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())))
    yield told("a right code, never opened before, in the crowd", f"{opened:.1f} s, {asked} tries")


def _of(every: tuple | list, number: int):
    return every[number % len(every)]
