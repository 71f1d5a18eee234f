"""How a change is told where no number of answers is known: among how many it is counted, and its kommun's own steps.

An edition has the counts of each value's change from the kommun's own value before. Those of any other two years, and
of editions from before there were counts, are reckoned from everyone's values. Which of the two it is, is decided here
for every page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ojdash.domain import counting
from ojdash.domain.answer import number
from ojdash.domain.counting import Counts, Steps
from ojdash.domain.indikator import Indikator
from ojdash.domain.kept import kept
from ojdash.store import Store

Spans = Mapping[str, tuple[int | None, int | None]]  # by indikator: the years compared; None where there is none
Cell = tuple[str, str]  # indikator, kommun


def counts(store: Store, gender: str, spans: Spans, rows: Sequence[tuple[str, str, Any]]) -> list[Counts | None]:
    """The counts of changes from the kommuner's own values before, in the order of rows; None where there are none.

    rows  indikator, kommun, and the row of the later year in the store
    One query whatever the number of rows, of an edition without counts; else none.
    """
    if store.counts_changes:
        return [counting.counts(number(row.counted), number(row.at_least)) for _, _, row in rows]
    known = reckoned(store, gender, spans, {kommun for _, kommun, _ in rows})
    return [known.get((id, kommun)) for id, kommun, _ in rows]


def reckoned(store: Store, gender: str, spans: Spans, kommuner: Collection[str]) -> dict[Cell, Counts]:
    """The counts of some kommuner's changes between any two years that can be compared; none of codes.

    A kommun without a value in one of them is not in it.
    """
    quantities = ((id, *years) for id, years in spans.items() if _is_counted(store.indikator(id), *years))
    koder, like = sorted(kommuner), store.like_size
    places = like.places(np.array([int(kod) for kod in koder], dtype=int))
    found = {}
    for id, size in _sizes(store, gender, tuple(quantities)).items():
        whose = np.flatnonzero((places >= 0) & ~np.isnan(size[places]))
        numbers = counting.among(size, like.others, places[whose])
        for at, counted, at_least in zip(whose, *(column.tolist() for column in numbers), strict=True):
            found[id, koder[at]] = Counts(counted, at_least)
    return found


def steps(store: Store, gender: str, until: Mapping[str, int], kommuner: Collection[str]) -> dict[Cell, Steps]:
    """How far some kommuner's own values moved from measurement to measurement before a change, where that is told.

    until  by indikator: the year that the change is from
    One query whatever the number of indikatorer and kommuner; none without any.
    """
    rows = store.earlier(until, gender, sorted(kommuner)) if until and kommuner else None
    if rows is None or rows.empty:
        return {}
    ids, kommun, year, value = (rows[name].to_numpy() for name in ("indikator", "kommun", "year", "value"))
    borders = [0, *(np.flatnonzero(ids[1:] != ids[:-1]) + 1).tolist(), len(ids)]
    found = {}
    for start, end in pairwise(borders):
        id, its = ids[start], slice(start, end)
        told = counting.steps(store.indikator(id), kommun[its], year[its], value[its], until[id])
        found |= {(id, kod): moved for kod, moved in told.items()}
    return found


def _is_counted(indikator: Indikator, from_year: int | None, year: int | None) -> bool:
    lacks = indikator.is_coded or from_year is None or year is None
    return not lacks and indikator.break_between(from_year, year) is None


# The same for every kommun, so a visitor who chooses another kommun is not made to wait for them.
@kept("sizes of changes")
def _sizes(store: Store, gender: str, spans: tuple[tuple[str, int, int], ...]) -> dict[str, np.ndarray]:
    """How much every kommun's value of each indikator changed (counting.sizes), by the places of those of like size."""
    like = store.like_size
    found = store.matrix({id: years for id, *years in spans}, gender, [f"{kod:04d}" for kod in like.koder])
    at = {id: place for place, (id, *_) in enumerate(spans)}
    which = np.array([at[id] for id in found["indikator"].tolist()], dtype=int)
    later = np.array([year for *_, year in spans], dtype=int)[which] == found["year"].to_numpy(dtype=int)
    ends = np.full((len(spans), 2, len(like.koder)), np.nan)
    ends[which, later.astype(int), like.places(found["kommun"].to_numpy().astype(int))] = found["value"]
    return {id: counting.sizes(*ends[place], store.indikator(id).decimals) for id, place in at.items()}
