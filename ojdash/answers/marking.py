"""What coordinators say of values, attached to answers: the one place, so that no view can be without it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from ojdash import saved
from ojdash.answers.whose import shown_gender
from ojdash.domain.answer import Answer, number, whole
from ojdash.domain.delivery import is_simulated
from ojdash.domain.errors import SavedError
from ojdash.domain.status import Key, Marks
from ojdash.store import Store
from ojdash.text import statuses as text

# What keeps answers with names and reasons in them: let go when some of those are erased.
_keeping: list[Callable[[], None]] = []
_erasures: dict[Path, int] = {}
_UNREADABLE = Marks(problem=text.UNREADABLE)
Kept = TypeVar("Kept", bound=Any)
_WAIT_SECONDS = 30  # a database that did not answer is not waited for at every click
_failed: dict[Path, float] = {}
_given: ContextVar[Marks | None] = ContextVar("given", default=None)


def marks_of(store: Store) -> Marks:
    """The newest status of every value, for the data folder that an edition lies in. Costs one small query.

    Simulated values have their own, real ones theirs.
    """
    marks = _given.get()
    if marks is None:
        marks = marks_in(store.folder.parents[1])
    return marks if marks.problem else _of_kind(marks, store.simulated)


@contextmanager
def with_marks(data: Path, marks: Marks) -> Iterator[None]:
    """Answers in here take what is said of values in a data folder from `marks`, and ask no database."""
    _forget_erased(data, marks)
    before = _given.set(marks)
    try:
        yield
    finally:
        _given.reset(before)


def marks_in(data: Path) -> Marks:
    """The newest status of every value in a data folder, simulated and real."""
    if time.monotonic() - _failed.get(data, -_WAIT_SECONDS) < _WAIT_SECONDS:
        return _UNREADABLE
    try:
        marks = saved.open_saved(data).book.marks() if saved.is_begun(data) else Marks()
    except SavedError:
        _failed[data] = time.monotonic()
        return _UNREADABLE
    _failed.pop(data, None)
    _forget_erased(data, marks)
    return marks


def _forget_erased(data: Path, marks: Marks) -> None:
    if _erasures.setdefault(data, marks.erasures) != marks.erasures:
        _erasures[data] = marks.erasures
        for forget in _keeping:
            forget()


def keeps_words(kept: Kept) -> Kept:
    """That a function with a cache keeps names and reasons: what it keeps goes when some are erased, by any process."""
    when_erased(kept.cache_clear)
    return kept


def when_erased(forget: Callable[[], None]) -> None:
    """Call `forget` when names or reasons were erased, by any process; at the next answer."""
    _keeping.append(forget)


@keeps_words
@lru_cache(maxsize=4)
def _of_kind(marks: Marks, simulated: bool) -> Marks:
    """What was said of values of this kind: what is tried on the example is not to put a real value in doubt."""
    keys = [status.key for status in marks if not status.utgava or is_simulated(status.utgava) == simulated]
    return marks if len(keys) == len(marks) else marks.only(keys)


@keeps_words
@lru_cache(maxsize=4)
def spelled(marks: Marks) -> str:
    """Everything said of values as one short text: the same in every process, another when anything is said anew."""
    statuses = sorted(map(repr, marks))
    return hashlib.sha256(repr((statuses, marks.problem)).encode("utf-8", "surrogatepass")).hexdigest()


def marked(answer: Answer, marks: Marks) -> Answer:
    """The answer with the statuses of the values it shows; the same object where there are none.

    The answer is shared by all who ask, so it is never changed: what is given back is another with rows of its own.
    """
    known = [key for key in marks.found if key[0] in answer.indikatorer]
    of_answer = marks.only(_shown(answer, known) if known else ())
    if not len(of_answer):
        return replace(answer, marks=marks.only(())) if marks.problem else answer
    rows = answer.rows
    if answer.kommun is not None:
        keys = zip(rows["indikator"], rows["kommun"], map(whole, rows["year"]), strict=True)
        row_statuses = [of_answer.of(*key) for key in keys]
        rows = rows.assign(status=[status.lage if status else None for status in row_statuses])
    return replace(answer, rows=rows, marks=of_answer)


def _shown(answer: Answer, keys: list[Key]) -> list[Key]:
    """Those of some values that an answer shows: in its rows, in its figure, or as what a change is counted from."""
    if answer.kommun is None:  # Om data is about all of them
        return keys
    rows, question = answer.rows, answer.question
    keys_shown = set(zip(rows["indikator"], rows["kommun"], map(whole, rows["year"]), strict=True))
    if "from_year" in rows:
        keys_shown |= set(zip(rows["indikator"], rows["kommun"], map(whole, rows["from_year"]), strict=True))
    if answer.indikator is not None:
        everyone = answer.everyone[answer.everyone["value"].notna()]["kommun"]
        keys_shown |= {(answer.indikator.id, kommun, question.year) for kommun in everyone}
        keys_shown |= {(answer.indikator.id, answer.kommun.kod, year) for year in (question.year, question.from_year)}
        if answer.change is not None:
            keys_shown.add((answer.indikator.id, answer.kommun.kod, answer.change.from_year))
    if question.page in ("over_tid", "kvalitet"):  # the group's years; and one about statuses themselves
        members = {answer.kommun.kod, *answer.group.members}
        return [key for key in keys if key in keys_shown or key[1] in members]
    return [key for key in keys if key in keys_shown]


def seen(store: Store, key: Key) -> tuple[float | None, str | None, str]:
    """What an edition has at a place: value, why it is missing, and whose: all, where that is published.

    Raises  QuestionError  the edition has no such indikator
    """
    indikator, kommun, year = key
    store.indikator(indikator)
    gender = shown_gender(store, indikator)
    rows = store.series(indikator, gender, [kommun])
    rows = rows[(rows["kommun"] == kommun) & (rows["year"] == year)]
    if rows.empty:
        return None, None, gender
    value = number(rows.iloc[0]["value"])
    return value, None if value is not None else rows.iloc[0]["missing"], gender
