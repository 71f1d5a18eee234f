"""Pieces of work from many threads, done together: the first who comes does what has gathered, and hands over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ojdash.domain.errors import SavedError
from ojdash.text import saved as text


class Asked:
    """A piece of work that waits, and what became of it.

    id, place  the analys it writes in, and where in it when that is known
    """

    def __init__(self, id: str, place: str | None, work: Callable[[Any], Any]) -> None:
        self.id = id
        self.place = place
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = False
        self.woken = threading.Event()
        self._work = work

    def do(self, tx: Any) -> None:
        """Do it; that it may not be done is its own affair, anything else that of the whole transaction."""
        self.result = self.error = None
        try:
            self.result = self._work(tx)
        except SavedError as error:
            self.error = error

    def fail(self, error: BaseException) -> None:
        """Nothing of it was kept."""
        self.error = error
        self.done = True


class Together:
    """Runs what many threads ask for, in order, in as few runs as they come in.

    run  does every piece of a list and marks it done, whatever happens
    """

    def __init__(self, run: Callable[[list[Asked]], None]) -> None:
        self._run = run
        self._queue: list[Asked] = []
        self._led = False
        self._lock = threading.Lock()

    def do(self, mine: Asked) -> Any:
        """Wait until a piece of work is done, by this thread or another; what came of it, or its error."""
        with self._lock:
            self._queue.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            try:
                mine.woken.wait()
            except BaseException:  # this thread is being stopped: whoever is next must not wait for it
                self._leave(mine)
                raise
        if not mine.done:
            self._lead()
        if mine.error is not None:
            raise mine.error
        return mine.result

    def _lead(self) -> None:
        with self._lock:
            batch, self._queue = self._queue, []
        try:
            self._run(batch)
        finally:
            for asked in batch:
                if not asked.done:
                    asked.fail(SavedError(text.INTERRUPTED))
                asked.woken.set()
            self._hand_over()

    def _hand_over(self) -> None:
        with self._lock:
            self._led = bool(self._queue)
            if self._queue:
                self._queue[0].woken.set()

    def _leave(self, mine: Asked) -> None:
        with self._lock:
            waited = mine in self._queue
            if waited:
                self._queue.remove(mine)
        if waited and mine.woken.is_set():
            self._hand_over()
