"""A process of its own for papers, seen from the one that asks.

Started as a program and not by `multiprocessing` (nor by what rests on it: pebble, loky, anyio's processes): that runs
the main module again in each process, and Streamlit says that a page is the main module.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Pipe

from ojdash.making.order import PROGRAM, Order
from ojdash.making.process import Answered

START_SECONDS = 120  # a machine that is busy with everything else, for it yields
_RUN = "import sys; sys.path.insert(0, sys.argv[1]); from ojdash.making.process import main; "
_RUN += "main(sys.argv[2], sys.argv[3:])"


class LateError(Exception):
    """It took more time than it had."""


class UnbegunError(Exception):
    """The process ended before it took an order, which another can take."""


class Worker:
    """One process. For one thread, but for `kill`."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._line, theirs = Pipe()
        with theirs:
            line = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, str(PROGRAM.parent), str(line), *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[line],
                process_group=0,  # what it starts in its turn ends with it
            )
        self._is_ready = False
        self.orders = self.size = 0

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def answered(self, order: Order, seconds: float) -> Answered:
        """What comes of an order.

        Raises  LateError  not within `seconds`;  EOFError, OSError  the process ended;  UnbegunError  it had ended
                before. It is of no use after any of them
        """
        asked = pickle.dumps((order.work, order.values))
        try:
            if not self._is_ready:
                self._heard(START_SECONDS)
                self._is_ready = True
            self._line.send_bytes(asked)
            self._heard(START_SECONDS)
        except (EOFError, OSError) as error:
            raise UnbegunError from error
        if not self._line.poll(seconds):
            raise LateError
        answered: Answered = pickle.loads(self._line.recv_bytes())
        self.orders, self.size = self.orders + 1, answered.size
        return answered

    def _heard(self, seconds: float) -> bytes:
        if not self._line.poll(seconds):
            raise EOFError
        return self._line.recv_bytes()

    def kill(self) -> None:
        """End it at once, with all that it has started; whoever waits for its answer gets EOFError."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: of a group that has just ended
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, and wait until it has."""
        self.kill()
        self._process.wait()
        self._process.stdin.close()
        self._line.close()
