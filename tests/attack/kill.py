"""The server is killed while twenty write: what they were told is kept is there when it starts again."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from ojdash.domain.analys import Author
from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.site import Site, data_folder, served

WRITERS, ROUNDS = 20, 3
PAUSE = 0.05
CHEF = Author("chef")


class Writer(threading.Thread):
    """Writes in a field of its own, a text on top of the last, until the server is gone or does not take it."""

    def __init__(self, site: Site, token: str, name: str, filler: str = "") -> None:
        super().__init__()
        self.site, self.token, self.filler = site, token, filler
        self.place = f"tolkning/{name}/text"
        self.kept: list[str] = []
        self.refusals: list[tuple[int, str]] = []
        self.ended = threading.Event()

    def run(self) -> None:
        """Write and remember what was acknowledged."""
        version = 0
        while not self.ended.wait(PAUSE):
            text = f"{self.place} {version} {self.filler}"
            said = {"analys": self.token, "place": self.place, "value": text, "base": version, "role": "chef"}
            answer = self.site.ask(
                "/api/analys/falt", "POST", json.dumps(said).encode(), {"Content-Type": "application/json"}
            )
            if answer.status == 200:
                version = json.loads(answer.body)["version"]
                self.kept.append(text)
            elif answer.status != 429:  # too much at once, which says when to come back
                self.refusals.append((answer.status, answer.text))
                return


def lost(site: Site, writers: list[Writer]) -> list[str]:
    """What was acknowledged and is not there."""
    place, found = site.saved(), []
    for writer in writers:
        there = {one.value for one in place.versions(writer.token, writer.place)}
        found += [f"{text[:60]}" for text in writer.kept if text not in there]
    place.close()
    return found


def run(seconds: float, database: str = "") -> Iterator[Figure]:
    """The figures of killing, in SQLite or in the database of an address."""
    kept, gone, left, took = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        data = data_folder(Path(folder) / "data")
        token = ""
        for round_ in range(ROUNDS):
            with served(data, database=database) as site:
                token = token or site.saved().create(CHEF, {}).writer
                names = [f"round{round_}x{number:02d}" for number in range(WRITERS)]
                writers = [Writer(site, token, name) for name in names]
                for writer in writers:
                    writer.start()
                time.sleep(min(seconds / ROUNDS, 10))
                started = site.kill()
                for writer in writers:
                    writer.ended.set()
                    writer.join()
            _, alive = psutil.wait_procs(started, timeout=20)
            left += [str(one) for one in alive]
            kept += [text for writer in writers for text in writer.kept]
            begun = time.monotonic()
            with served(data, database=database) as again:
                took.append(time.monotonic() - begun)
                gone += lost(again, writers)
                last = Writer(again, token, f"after{round_}xx")
                last.start()
                time.sleep(1)
                last.ended.set()
                last.join()
                if not last.kept:
                    gone.append(f"nothing is taken after the start: {last.refusals}")
    yield told("rounds", f"{ROUNDS} x kill -9, {WRITERS} who write")
    yield least("writings acknowledged before", len(kept), 20 * ROUNDS)
    yield none_of("acknowledged and lost, or not taken after a new start", gone)
    yield none_of("processes left of a killed server after 20 s", left)
    yield most("slowest new start", max(took), 60, "s")
