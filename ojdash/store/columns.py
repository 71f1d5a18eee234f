"""The columns of a query's answer, and how they become a frame."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ojdash.domain.missing import MISSING
from ojdash.domain.quality import SURE_BY
from ojdash.domain.signal import SIGNALS
from ojdash.store import layout

# Numpy arrays by name, and where words stand in for integers, arrays of words.
Columns = dict[str, np.ndarray | ExtensionArray | pd.Series]

# A value with its place among all kommuner, and a kommun's newest value of an indikator with the one before.
PLACED = ["kommun", "year", "value", "missing", "n", "signal", "percentile", "ties", "kommuner"]
PLACED += ["counted", "at_least"]
NEWEST = ["year", "value", "n", "signal", "percentile", "ties", "kommuner", "counted", "at_least"]
NEWEST += ["earlier_year", "earlier_value", "earlier_n", "newest", "newest_missing"]

# The words that stand in these columns, and None in the last place, which -1 stands for.
SPELLED = {
    "missing": np.array([*MISSING, None], dtype=object),
    "newest_missing": np.array([*MISSING, None], dtype=object),
    "signal": np.array([*SIGNALS, None], dtype=object),
    "kind": np.array(layout.FLAG_KINDS, dtype=object),
    "sure_by": np.array(SURE_BY, dtype=object),
}


def words(said: Iterable[str]) -> ExtensionArray:
    """Words kept as Python's own: an answer's rows are read one at a time, which Arrow's words make slow."""
    return pd.array(list(said), dtype=pd.StringDtype("python", na_value=np.nan))


@cache
def koder() -> ExtensionArray:
    """Every four digits there are, by number."""
    return words(f"{kod:04d}" for kod in range(10_000))


def taken(columns: Columns, places: np.ndarray) -> Columns:
    """The rows at some places, in their order."""
    return {name: column[places] for name, column in columns.items()}


def frame(columns: Columns) -> pd.DataFrame:
    """The columns as a frame: masked floats are NaN, masked whole numbers NA, masked words None."""
    return pd.DataFrame({name: _unmasked(column) for name, column in columns.items()})


def _unmasked(column: Any) -> Any:
    if not isinstance(column, np.ma.MaskedArray):
        return column
    if column.dtype.kind == "i":
        return pd.arrays.IntegerArray(column.data, np.ma.getmaskarray(column))
    return np.where(np.ma.getmaskarray(column), np.nan if column.dtype.kind == "f" else None, column.data)
