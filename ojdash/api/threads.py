"""In which threads HTTP is answered: saving has its own, so that nobody who asks keeps whoever writes waiting.

What is in none of these, reading Streamlit's files, has the server's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, sleep, to_thread
from anyio.lowlevel import RunVar

from ojdash.domain.errors import BusyError
from ojdash.text import making as text

T = TypeVar("T")

SAVING = 16  # threads
ANSWERING = COMPRESSING = 2  # both are work for a processor, which more threads would only share
MOST_WAITING = 100
MOST_READING, PAUSE_SECONDS = 200, 0.01
COME_BACK = 5  # seconds

_saving: RunVar[CapacityLimiter] = RunVar("ojdash_saving")
_answering: RunVar[CapacityLimiter] = RunVar("ojdash_answering")
_reading: RunVar[CapacityLimiter] = RunVar("ojdash_reading")
_compressing: RunVar[CapacityLimiter] = RunVar("ojdash_compressing")


async def saving(work: Callable[[], T]) -> T:
    """What work gives, in a thread for saving."""
    return await to_thread.run_sync(work, limiter=_limiter(_saving, SAVING))


async def answering(work: Callable[[], T]) -> T:
    """What work gives, in a thread for answers.

    Raises  BusyError  too many wait for theirs
    """
    limiter = _limiter(_answering, ANSWERING)
    if limiter.statistics().tasks_waiting >= MOST_WAITING:
        raise BusyError(text.busy(COME_BACK), COME_BACK)
    return await to_thread.run_sync(work, limiter=limiter)


async def reading(work: Callable[[], T]) -> T:
    """What work gives that is read before a file is asked for: one at a time, with a pause after it.

    A thousand who ask for files then take no more than a part of a processor from those who write and look at pages.
    Raises  BusyError  too many wait for theirs
    """
    limiter = _limiter(_reading, 1)
    if limiter.statistics().tasks_waiting >= MOST_READING:
        raise BusyError(text.busy(COME_BACK), COME_BACK)
    async with limiter:
        found = await to_thread.run_sync(work, limiter=CapacityLimiter(1))
        await sleep(PAUSE_SECONDS)
    return found


async def compressing(work: Callable[[], T]) -> T:
    """What work gives, in a thread for compressing what is sent."""
    return await to_thread.run_sync(work, limiter=_limiter(_compressing, COMPRESSING))


def _limiter(kept: RunVar[CapacityLimiter], threads: int) -> CapacityLimiter:
    """The one of the loop that runs."""
    try:
        return kept.get()
    except LookupError:
        kept.set(CapacityLimiter(threads))
        return kept.get()
