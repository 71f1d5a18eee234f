"""Saving and a page while two hundred ask for papers, beside the same on the same server with nobody asking.

Those who ask never wait: each asks for another paper as soon as it is answered, whatever `Retry-After` says.
Run as a program, this module is those who ask.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

import psutil

from ojdash.domain.analys import Author
from ojdash.saved import Saved
from ojdash.saved.database import Database
from ojdash.saved.settings import database_url
from tests.benchmarks.server import served
from tests.benchmarks.silent import ROOT
from tests.benchmarks.table import ms, percentile, table, target
from tests.benchmarks.visitors import LOAD

CLIENTS = 200
MOST_RATIO = 2
MOST_MB = 1500  # the server and two processes for papers, each with one of its own that sets the pages
VISITORS, THINK_SECONDS, SAVE_SECONDS = 3, 1.0, 0.25
PAPERS = ("lansrapport.pdf", "lansrapport.docx", "lansrapport.pptx", "jamfor.pdf", "signaler.xlsx")
COUNTIES = ("0680", "1480", "0180", "1280", "2480", "0580", "1880", "2180")


NAMES = ("p50", "p95", "max")

# What is measured, a save and a page, to p50, p95 and the largest in milliseconds.
Took = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of each round the times idle and in the crowd; what the crowd was answered; the most memory, in MB."""

    idle: list[Took]
    crowd: list[Took]
    told: Counter[str]
    megabytes: float

    def middle(self, name: str, part: str) -> tuple[float, float]:
        """The median of the rounds, idle and in the crowd. name: save or page;  part: one of NAMES"""
        return median(took[name][part] for took in self.idle), median(took[name][part] for took in self.crowd)


def measured(seconds: float, rounds: int) -> Measured:
    """Save and change a page on a server of its own, by turns idle and in the crowd."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
        token = Saved(Database(database_url(data))).create(Author("chef"), {}).writer
        idle, crowd = [], []
        told: Counter[str] = Counter()
        with served({"OJDASH_DATA": folder}) as (address, server), _largest(server) as size:
            _took(address, token, 5)  # the first of everything
            for _ in range(rounds):
                idle.append(_took(address, token, seconds))
                with _asking(address, told):
                    time.sleep(8)  # until all have asked, and the queue is full
                    crowd.append(_took(address, token, seconds))
    return Measured(idle, crowd, told, max(size) / 1e6)


def run(seconds: float, rounds: int = 3) -> None:
    """Print the times of a save and of a page, idle and in the crowd by turns, and what the crowd was answered."""
    if not LOAD.exists():
        print(f"\n## papers\n\nskipped: {LOAD} is not there")
        return
    found = measured(seconds, rounds)
    heads = ["", *(f"{part} ms {when}" for part in NAMES for when in ("idle", "crowd"))]
    rows = [[name, *(ms(took) for part in NAMES for took in found.middle(name, part))] for name in ("save", "page")]
    print(table(f"{CLIENTS} who ask for papers without a pause, median of {rounds} rounds", heads, rows))
    print(f"answered to them: {', '.join(f'{count} x {status}' for status, count in sorted(found.told.items()))}")
    for name in ("save", "page"):
        idle, crowd = found.middle(name, "p50")
        print(target(f"a {name}, p50 in the crowd beside idle", [MOST_RATIO], [crowd / idle], "times"))
    print(target("memory of every process together", [MOST_MB], [found.megabytes], "MB"))


def _took(address: str, token: str, seconds: float) -> Took:
    """Saves, one each quarter of a second, and changes on a page by a few visitors."""
    saves: list[float] = []
    saver = threading.Thread(target=_saves, args=(address, token, seconds, saves))
    saver.start()
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "load.json"
        command = [sys.executable, str(LOAD), "--url", f"{address}/jamfor", "--sessions", str(VISITORS), "--ramp", "1"]
        command += ["--seconds", str(seconds), "--interval", str(THINK_SECONDS), "--json", str(said)]
        done = subprocess.run(command, capture_output=True, text=True)
        saver.join()
        if not said.exists():
            raise RuntimeError(f"st_load.py: {done.stdout}{done.stderr}")
        page = json.loads(said.read_text())["rerun_total_ms"]
    save = {"p50": percentile(saves, 0.5), "p95": percentile(saves, 0.95), "max": max(saves)}
    return {"save": save, "page": {name: page[name] for name in NAMES}}


def _saves(address: str, token: str, seconds: float, took: list[float]) -> None:
    until, place = time.monotonic() + seconds, f"tolkning/{os.urandom(4).hex()}/text"
    version = 0
    while time.monotonic() < until:
        said = {"analys": token, "place": place, "value": f"Text {version}", "base": version, "role": "chef"}
        asked = Request(f"{address}/api/analys/falt", json.dumps(said).encode(), {"Content-Type": "application/json"})
        begun = time.perf_counter()
        with urlopen(asked, timeout=120) as answer:
            version = json.load(answer)["version"]
        took.append(1000 * (time.perf_counter() - begun))
        time.sleep(SAVE_SECONDS)


@contextmanager
def _asking(address: str, told: Counter[str]) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.papers", address.rpartition(":")[2]]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asking:
        yield
        told.update(json.loads(asking.communicate()[0]))


@contextmanager
def _largest(server: psutil.Process) -> Iterator[list[int]]:
    """Samples of the size of a process and all that it has started, in bytes."""
    size, ended = [0], threading.Event()

    def sample() -> None:
        while not ended.wait(0.3):
            try:
                size.append(sum(one.memory_info().rss for one in [server, *server.children(recursive=True)]))
            except psutil.NoSuchProcess:
                continue

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield size
    finally:
        ended.set()
        thread.join()


# --- those who ask ----------------------------------------------------------------------------------------------------


async def ask(port: int) -> Counter[str]:
    """What two hundred are answered, until the input is closed."""
    told: Counter[str] = Counter()
    everyone = [asyncio.create_task(_client(port, number, told)) for number in range(CLIENTS)]
    await asyncio.to_thread(sys.stdin.read)
    for one in everyone:
        one.cancel()
    await asyncio.gather(*everyone, return_exceptions=True)
    return told


async def _client(port: int, number: int, told: Counter[str]) -> None:
    asked = 0
    while True:
        asked += 1
        paper, kommun = PAPERS[(number + asked) % len(PAPERS)], COUNTIES[number % len(COUNTIES)]
        path = f"/api/{paper}?kommun={kommun}&omrade=lss&mottagare={number}-{asked}"
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            while await reader.read(65536):
                pass
            writer.close()
            status = head.split(b" ")[1].decode()
            told[status + (" with Retry-After" if b"retry-after" in head.lower() else "")] += 1
        except (OSError, asyncio.IncompleteReadError):
            told["no answer"] += 1
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(int(sys.argv[1])))))
