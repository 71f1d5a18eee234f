"""Elsewhere: a kommun that an edition has no value of, and kommuner that it has values of."""

from __future__ import annotations

from itertools import islice

from ojdash.domain.answer import Answer
from ojdash.store import Store

MOST_NAMED = 3
# Where nobody has chosen yet: Vetlanda, in the county whose way of working with ÖJ became the model of others.
FIRST_KOMMUN = "0685"


def elsewhere(store: Store, kommun: str) -> tuple[str, ...] | None:
    """The codes of some kommuner with values, those of the same county first; None where the kommun has any itself."""
    if kommun in store.with_values(kommun[:2]):
        return None
    counties = dict.fromkeys([kommun[:2], *sorted(other.lan for other in store.kommuner.values())])
    having = (kod for lan in counties for kod in sorted(store.with_values(lan)))
    return tuple(islice(having, MOST_NAMED))


def of_answer(store: Store, answer: Answer) -> tuple[str, ...] | None:
    """The names of some kommuner with values, where the edition has none of the one that an answer is about."""
    kommun, rows = answer.question.kommun, answer.rows
    if kommun is None or (rows["kommun"].eq(kommun) & rows["value"].notna()).any():
        return None
    codes = elsewhere(store, kommun)
    return None if codes is None else tuple(store.kommuner[kod].namn for kod in codes)


def first_kommun(store: Store) -> str:
    """The kommun of whoever has not chosen one: the same everywhere, unless the edition has values of others only."""
    first = FIRST_KOMMUN if FIRST_KOMMUN in store.kommuner else next(iter(store.kommuner))
    return next(iter(elsewhere(store, first) or ()), first)
