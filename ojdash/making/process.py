"""The process that makes papers: takes one after the other from a line to the process that started it.

It ends, with all that it has started, as soon as that one closes its input or is no more. It yields the processor to
whoever else wants it.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

from ojdash.domain.errors import OjdashError
from ojdash.making.order import Made

NICENESS = 10
READY, BEGUN = b"ready", b"begun"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an order: a paper, an error to tell, or a traceback; and the size of the process at most, bytes."""

    outcome: Made | OjdashError | str
    size: int


def main(line: str, modules: Sequence[str]) -> None:
    """Make papers until nobody asks any more.

    line     the number of the open line;  modules  read in before the first order comes
    """
    Thread(target=_end_with_who_started, daemon=True).start()
    os.nice(NICENESS)
    for name in modules:
        import_module(name)
    with Connection(int(line)) as asking:
        asking.send_bytes(READY)
        while True:
            try:
                work, values = pickle.loads(asking.recv_bytes())
            except EOFError:
                return
            asking.send_bytes(BEGUN)
            outcome = _outcome(work, values)
            asking.send_bytes(pickle.dumps(Answered(outcome, _size())))


def _size() -> int:
    """The size of this process at most so far, bytes.

    Linux hands a program the largest size of whoever started it, and `getrusage` tells that: beside a large site every
    process would look too large to go on.
    """
    if sys.platform == "linux":
        status = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines())
        return int(status["VmHWM"].removesuffix("kB")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _outcome(work: Any, values: tuple[Any, ...]) -> Made | OjdashError | str:
    try:
        return work(*values)
    except OjdashError as error:
        return error
    except Exception:
        return traceback.format_exc()


def _end_with_who_started() -> None:
    """Wait for the end of the input, which comes when the other process closes it or is killed."""
    os.read(0, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)
