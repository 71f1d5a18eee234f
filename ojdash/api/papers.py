"""Files over HTTP: made in processes of their own, one for all who ask for the same; a place in a short queue.

What an address opens is read here, where tries are counted; the process gets what was read. Whoever hangs up leaves the
queue. A paper of figures alone is kept on disk for the next who asks; one with anything that people wrote in an analys
is kept nowhere.
"""

from __future__ import annotations

import re
import signal
from asyncio import wrap_future
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from threading import Thread, current_thread, main_thread
from types import FrameType
from typing import Any

from anyio import CancelScope, create_task_group
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, settings
from ojdash.api.analyser import PRIVATE
from ojdash.api.threads import reading
from ojdash.api.visitor import client
from ojdash.domain.analys import Analys
from ojdash.domain.errors import BusyError, DataError, OjdashError, UnfinishedError
from ojdash.domain.status import Marks
from ojdash.making.kept import Kept
from ojdash.making.order import Made, Order, key
from ojdash.making.queue import Bounds, Outcome, Queue
from ojdash.store import data_folder
from ojdash.text import making as text

QUEUE, NUMBER = "ko", "X-Ojdash-Number"  # where a page asks after an order, by the number that it gave it
KEPT_SECONDS = 24 * 3600
MODULES = ("ojdash.api.routes",)
NOBODY = Response(status_code=499)  # as proxies log it: whoever asked has hung up

_numbers: dict[str, Future[Outcome]] = {}


class HungUpError(Exception):
    """Nobody waits for the answer any more."""


def routes() -> list[BaseRoute]:
    """The routes of the queue."""
    return [Route(f"/api/{QUEUE}/{{number}}", place_over_http, methods=["GET"])]


@cache
def queue() -> Queue:
    """The queue of this process."""
    at_once, waiting, seconds = settings.FILES_AT_ONCE, settings.FILES_WAITING, settings.FILES_SECONDS
    made = Queue(Bounds(at_once.value, waiting.value, seconds.value), _kept, MODULES)
    answers.when_erased(made.sweep)
    return made


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end: a process is ready before anyone asks, and none is left afterwards."""
    papers = queue()
    papers.warm()
    try:
        with _closed_at_signals(papers):
            yield
    finally:
        papers.close()
        queue.cache_clear()


@contextmanager
def _closed_at_signals(papers: Queue) -> Iterator[None]:
    """Told to end, a server waits for everyone who waits for an answer: those in the queue are told at once."""
    if current_thread() is not main_thread():  # signals come to the main thread alone
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def close(number: int, frame: FrameType | None) -> None:
        Thread(target=papers.close).start()  # the thread that a signal interrupts may be changing the queue
        before[number](number, frame)

    chained = [number for number, handler in before.items() if callable(handler)]
    for number in chained:
        signal.signal(number, close)
    try:
        yield
    finally:
        for number in chained:
            signal.signal(number, before[number])


async def place_over_http(request: Request) -> Response:
    """Where in the queue an order is: a sentence, empty while it is made and when it is not there."""
    future = _numbers.get(request.path_params["number"])
    place = queue().place(future) if future else None
    return JSONResponse({"place": place, "said": text.queued(place or 0)}, headers=PRIVATE)


def order(
    work: Callable[..., Made], values: tuple[Any, ...], analyser: Sequence[Analys] = (), also: object = None
) -> Order:
    """The order of a paper that `work` makes, called with the data folder, the analyser and the values.

    values    what the paper is of, the edition too; their `repr` tells two papers apart
    analyser  those whose texts may stand in it: with any, it is kept nowhere
    also      what else it depends on

    What coordinators say of values is read here and goes along: the process that makes the paper asks no database.
    """
    data = data_folder().resolve()
    marks = answers.marks_in(data)
    opened = [(one.id, one.may, one.latest, one.ends, one.closed, one.code, one.reading) for one in analyser]
    of = key(str(data), f"{work.__module__}.{work.__name__}", values, opened, also, answers.spelled_marks(marks))
    generation = None if analyser or marks.problem else marks.erasures
    return Order(of, _made, (marks, work, data, tuple(analyser), *values), generation)


def _made(marks: Marks, work: Callable[..., Made], data: Path, *values: Any) -> Made:
    with answers.with_marks(data, marks):
        return work(data, *values)


async def paper(request: Request, order: Callable[[], Order]) -> Made:
    """The paper of an order, which is read in a thread.

    Raises  BusyError, UnfinishedError, HungUpError; and what reading the order and making the paper raise
    """
    asked, made = await reading(lambda: _read(order))
    if made is None:
        made = await _waited_for(request, queue().ask(asked, client(request)))
    return made


def _read(order: Callable[[], Order]) -> tuple[Order, Made | None]:
    asked = order()
    return asked, queue().kept(asked)


async def _waited_for(request: Request, future: Future[Outcome]) -> Made:
    outcome: Outcome | None = None
    number = request.headers.get(NUMBER, "")
    is_numbered = re.fullmatch("[0-9a-f]{32}", number) is not None and number not in _numbers
    if is_numbered:
        _numbers[number] = future
    try:
        async with create_task_group() as group:
            group.start_soon(_cancel_when_hung_up, request, group.cancel_scope)
            outcome = await wrap_future(future)
            group.cancel_scope.cancel()
    finally:
        if is_numbered:
            del _numbers[number]
    if outcome is None:
        raise HungUpError
    if isinstance(outcome, OjdashError):
        raise outcome
    return outcome


async def _cancel_when_hung_up(request: Request, scope: CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def refusal(error: BusyError | UnfinishedError) -> tuple[int, dict[str, str]]:
    """The status and the headers that tell why there is no file, or no answer."""
    if isinstance(error, BusyError):
        return 503, {"Retry-After": str(error.wait)}
    return (504, {}) if error.is_late else (503, {"Retry-After": str(queue().bounds.come_back)})


def _kept() -> Kept | None:
    try:
        return kept_in(data_folder())
    except DataError:
        return None


def kept_in(data: Path) -> Kept | None:
    """Where papers are kept: a sweep lets go of those from before names or reasons were erased, which they may hold."""
    marks = answers.marks_in(data)
    most = settings.FILES_KEPT_MB.value * 1_000_000
    return None if marks.problem else Kept(data / "papers", most, KEPT_SECONDS, marks.erasures)
