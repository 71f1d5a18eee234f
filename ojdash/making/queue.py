"""The queue of papers: a few processes, a few places, and whoever asks for the same paper waits for the same one."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread

from ojdash.domain.errors import BusyError, OjdashError, UnfinishedError
from ojdash.making.kept import Kept
from ojdash.making.order import Made, Order
from ojdash.making.worker import LateError, UnbegunError, Worker
from ojdash.text import making as text

IDLE_SECONDS = 600  # without an order, after which all processes but the first give back their memory
MOST_ORDERS = 100  # that a process takes before another one takes its place
TRIES = 3  # with a new process each, when one has ended before it took an order

Outcome = Made | OjdashError


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is made at once, and for how long.

    workers    processes
    places     papers that wait; of those that one visitor has asked for, half as many
    seconds    that a paper may take, the wait apart
    megabytes  that a process may have grown to when it takes another order
    come_back  seconds until whoever finds the queue full may try again
    """

    workers: int
    places: int
    seconds: float
    megabytes: int = 600
    come_back: int = 30


@dataclass(eq=False, slots=True)
class _Job:
    order: Order
    visitor: str
    futures: list[Future[Outcome]] = field(default_factory=list)
    worker: Worker | None = None
    is_left: bool = False


class Queue:
    """Papers wait here. Safe for many threads.

    kept     where papers of orders that may be kept lie, asked for each order
    modules  what a process reads in before its first order
    """

    def __init__(self, bounds: Bounds, kept: Callable[[], Kept | None], modules: Sequence[str] = ()) -> None:
        self.bounds = bounds
        self._kept, self._modules = kept, modules
        self._changed = Condition()
        self._waiting: deque[_Job] = deque()
        self._jobs: dict[str, _Job] = {}  # waiting or being made
        self._threads: list[Thread] = []
        self._ready = 0  # processes that wait for an order
        self._is_closed = False

    # --- for who asks -------------------------------------------------------------------------------------------------

    def kept(self, order: Order) -> Made | None:
        """The paper, where it is kept."""
        place = self._place(order)
        return place.made(order.key) if place else None

    def ask(self, order: Order, visitor: str = "") -> Future[Outcome]:
        """The paper to come, or the error that it ends in as a value; cancelled by whoever does not wait any more.

        Raises  BusyError  the queue is full, or half of it is this visitor's
        """
        future: Future[Outcome] = Future()
        with self._changed:
            job = self._jobs.get(order.key)
            if job is None:
                self._check_room(visitor)
                job = self._jobs[order.key] = _Job(order, visitor)
                self._waiting.append(job)
                self._start()
            job.futures.append(future)
        future.add_done_callback(lambda gone: self._leave(job, gone) if gone.cancelled() else None)
        return future

    def place(self, future: Future[Outcome]) -> int | None:
        """Its place among those that wait, from 1; 0 while it is made, None when it does not wait any more."""
        with self._changed:
            for place, job in enumerate(self._waiting, 1):
                if future in job.futures:
                    return place
            return 0 if any(future in job.futures for job in self._jobs.values()) else None

    def sweep(self) -> None:
        """Let go of papers that may not be kept any more."""
        if place := self._kept():
            place.sweep()

    def warm(self) -> None:
        """Start a process before anyone asks."""
        with self._changed:
            self._start()

    def close(self) -> None:
        """End every process; whoever waits is told. Once more does nothing."""
        with self._changed:
            self._is_closed = True
            for job in list(self._jobs.values()):
                self._finish(job, UnfinishedError(text.ENDED))
                if job.worker is not None:
                    job.worker.kill()
            self._waiting.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def processes(self) -> list[int]:
        """The numbers of the processes that papers are made in now."""
        with self._changed:
            return [job.worker.pid for job in self._jobs.values() if job.worker is not None]

    # --- under the lock -----------------------------------------------------------------------------------------------

    def _check_room(self, visitor: str) -> None:
        if self._is_closed:
            raise BusyError(text.ENDED, self.bounds.come_back)
        if len(self._jobs) >= self.bounds.workers + self.bounds.places:
            raise BusyError(text.full(self.bounds.come_back), self.bounds.come_back)
        own = sum(job.visitor == visitor for job in self._waiting)
        if own >= max(1, self.bounds.places // 2):
            raise BusyError(text.full_of_yours(self.bounds.come_back), self.bounds.come_back)

    def _start(self) -> None:
        if not self._threads:
            for number in range(self.bounds.workers):
                self._threads.append(Thread(target=self._serve, args=(number,), daemon=True))
                self._threads[-1].start()
        self._changed.notify_all()

    def _finish(self, job: _Job, outcome: Outcome) -> None:
        if self._jobs.get(job.order.key) is job:
            del self._jobs[job.order.key]
        for future in job.futures:
            if future.set_running_or_notify_cancel():
                future.set_result(outcome)
        job.futures.clear()

    def _leave(self, job: _Job, future: Future[Outcome]) -> None:
        """One who waited has gone; with the last of them, the paper is not made."""
        with self._changed:
            if future not in job.futures:
                return
            job.futures.remove(future)
            if job.futures:
                return
            job.is_left = True
            del self._jobs[job.order.key]
            if job.worker is not None:
                job.worker.kill()
            else:
                with suppress(ValueError):
                    self._waiting.remove(job)

    # --- one thread a process -----------------------------------------------------------------------------------------

    def _serve(self, number: int) -> None:
        worker = self._started() if number == 0 else None
        self.sweep()
        while True:
            job = self._next(worker)
            if job is None and (self._is_closed or number):
                worker = _closed(worker)
            if job is None:
                if self._is_closed:
                    return
                self.sweep()
                continue
            worker = self._made(job, worker)

    def _next(self, worker: Worker | None) -> _Job | None:
        """The next order. One that is not started yet takes it only where none that is can; None: there is none."""
        with self._changed:
            self._ready += worker is not None
            try:
                mine = self._changed.wait_for(
                    lambda: self._is_closed or len(self._waiting) > (0 if worker else self._ready), IDLE_SECONDS
                )
                return self._waiting.popleft() if mine and not self._is_closed else None
            finally:
                self._ready -= worker is not None

    def _made(self, job: _Job, worker: Worker | None) -> Worker | None:
        """Make a paper; the process to go on with."""
        outcome: Outcome | None = self.kept(job.order)  # made by another process of the site, meanwhile
        tries = 0
        while outcome is None and tries < TRIES:
            tries += 1
            worker = worker or self._started()
            with self._changed:
                if job.is_left or worker is None:
                    break
                job.worker = worker
            outcome, usable = self._outcome(job.order, worker)
            with self._changed:
                job.worker = None
                usable = usable and not job.is_left  # whoever left last has ended it
            if not usable or worker.orders >= MOST_ORDERS or worker.size > self.bounds.megabytes * 1_000_000:
                worker = _closed(worker)
        with self._changed:
            self._finish(job, outcome or UnfinishedError(text.ENDED))
        return worker or self._started()

    def _outcome(self, order: Order, worker: Worker) -> tuple[Outcome | None, bool]:
        """What comes of an order, None where it was not begun; and whether its process can take another."""
        try:
            outcome = worker.answered(order, self.bounds.seconds).outcome
        except LateError:
            return UnfinishedError(text.too_long(self.bounds.seconds), is_late=True), False
        except UnbegunError:
            return None, False
        except (EOFError, OSError):
            return UnfinishedError(text.ENDED), False
        except Exception:  # a thread that ends would be a process less for good
            logging.getLogger("ojdash").exception("a paper could not be asked for")
            return UnfinishedError(text.ENDED), False
        if isinstance(outcome, str):
            logging.getLogger("ojdash").error("a paper could not be made\n%s", outcome)
            return UnfinishedError(text.BROKEN), True
        if isinstance(outcome, Made) and (place := self._place(order)):
            place.keep(order.key, outcome)
        return outcome, True

    def _place(self, order: Order) -> Kept | None:
        """Where a paper may be kept, if what may be is still what it was when it was asked for."""
        place = self._kept() if order.generation is not None else None
        return place if place and place.generation == order.generation else None

    def _started(self) -> Worker | None:
        if self._is_closed:
            return None
        try:
            return Worker(self._modules)
        except OSError:
            logging.getLogger("ojdash").exception("no process for papers could be started")
            time.sleep(1)
            return None


def _closed(worker: Worker | None) -> None:
    if worker is not None:
        worker.close()
