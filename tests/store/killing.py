"""A process that publishes and is stopped on the way: `python -m tests.store.killing`, asked in lines on stdin.

A line is JSON: what to do ("first", "second", "prune"), the data folder, how to stop and where: "kill" and "full" at
the n-th operation that writes, "killed_in_file" and "full_in_file" at a file's n-th byte, "none" nowhere. Each runs in
a forked child; the answer is its exit status (-9 killed), what it said, and how many operations of it write.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
from pathlib import Path

import pandas as pd

from ojdash import store
from ojdash.domain.errors import OjdashError
from tests.drawing import delivery, indikator

AO, JA, DAGAR = indikator("AO"), indikator("JA", "ja_nej"), indikator("DAG", "dagar", omrade="vald", decimals=1)
FIRST = """
    AO      2023     2024
    0000    81       82
    1440    55/100   64/100
    1860    75/40    ..

    JA      2024
    1440    Ja
    1860    Nej

    DAG     2024
    1440    12.5
    1860    0
"""
SECOND = "AO 2024 2025\n0000 82 83\n1440 64/100 66/100\n1860 50/50 -"
_WRITING = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir"}


def first(data: Path) -> str:
    """The edition before."""
    return store.publish(data, delivery(FIRST, AO, JA, DAGAR)).id


def second(data: Path) -> str:
    """The update that is stopped: one area anew, the other carried over."""
    return store.publish(data, delivery(SECOND, AO), store.current(data), accept_drop=True).id


class Stop:
    """Stops this process at the n-th operation that writes."""

    def __init__(self, how: str, at: int) -> None:
        self.how, self.at, self.count = how, at, 0

    def look(self, event: str, said: tuple) -> None:
        """An audit hook."""
        opens = event == "open" and isinstance(said[2], int) and said[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if event in _WRITING or opens:
            self.step(removes=event in ("os.remove", "os.rmdir"))

    def step(self, removes: bool = False) -> None:
        """One operation that writes, about to be done."""
        self.count += 1
        if self.count < self.at:
            return
        if self.how == "kill" and self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how == "full" and not removes:  # full it stays; what is removed needs no room
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _stopped(how: str, at: int) -> Stop:
    stop = Stop(how, at)
    sys.addaudithook(stop.look)
    fsync, to_parquet = os.fsync, pd.DataFrame.reset_index

    def counted_fsync(handle: int) -> None:
        stop.step()
        fsync(handle)

    def counted_draft(frame: pd.DataFrame, *said: object, **more: object) -> pd.DataFrame:
        if sys._getframe(1).f_code.co_name == "_write":  # DuckDB's writing is not seen by the hook
            stop.step()
        return to_parquet(frame, *said, **more)

    os.fsync, pd.DataFrame.reset_index = counted_fsync, counted_draft
    return stop


def _child(asked: dict, out: int) -> None:
    data, how, at = Path(asked["data"]), asked["how"], asked["at"]
    stop = Stop("none", 0)
    try:
        if how in ("kill", "full", "none"):
            stop = _stopped(how, at)
        else:  # the n-th byte of any file: a signal in the middle of a write, or an error as from a full disk
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL if how == "killed_in_file" else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
        if asked["do"] == "prune":
            said = " ".join(edition.id for edition in store.prune(data, 0)[0])
        else:
            with store.alone(data):
                said = {"first": first, "second": second}[asked["do"]](data)
    except OjdashError as error:
        said = f"told: {error}"
    except OSError as error:
        said = f"system: {error.strerror}"
    os.write(out, json.dumps([said, stop.count]).encode())
    os._exit(0)


def _answer(asked: dict) -> dict:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _child(asked, write)
        finally:
            os._exit(3)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said, count = json.loads(pipe.read() or "[null, 0]")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"status": status, "said": said, "count": count}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)
