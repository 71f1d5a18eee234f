"""How a change is told where no number of answers is known: by the counts that were published, or reckoned from values.

An edition has the counts of each value's change from the kommun's own value before. Any other two years, and editions
from before there were counts, are reckoned from everyone's values.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from ojdash.domain import counting
from ojdash.domain.answer import number
from ojdash.domain.counting import Counts
from ojdash.store import Store


def published(row: Any) -> Counts | None:
    """The counts of a row's change from the kommun's own value before; None where it has none."""
    return counting.counts(number(row.counted), number(row.at_least))


def reckoned(store: Store, id: str, gender: str, kommun: str, from_year: int, year: int) -> Counts | None:
    """The counts of a kommun's change between any two years; None for codes, and without a value in one of them.

    Whether the two years can be compared at all is not asked here.
    """
    own = np.searchsorted(store.like_size.koder, int(kommun))
    if store.indikator(id).is_coded or own >= len(store.like_size.koder) or store.like_size.koder[own] != int(kommun):
        return None
    size = _sizes(store, id, gender, from_year, year)
    if np.isnan(size[own]):
        return None
    counted, at_least = counting.among(size, store.like_size.others, np.array([own]))
    return Counts(int(counted[0]), int(at_least[0]))


# The same for every kommun, so a visitor who chooses another kommun is not made to wait for them.
@lru_cache(maxsize=128)
def _sizes(store: Store, id: str, gender: str, from_year: int, year: int) -> np.ndarray:
    koder = [f"{kod:04d}" for kod in store.like_size.koder]
    ends = (store.values(id, gender, at).set_index("kommun")["value"].reindex(koder) for at in (from_year, year))
    return counting.sizes(*(values.to_numpy(dtype=float) for values in ends), store.indikator(id).decimals)
