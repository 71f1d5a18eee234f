"""Counting: how many values an edition has, so that it is seen when the next one has far fewer."""

from __future__ import annotations

import duckdb
import pandas as pd

from ojdash.domain.errors import DataError
from ojdash.domain.fall import Counts
from ojdash.store import queries
from ojdash.store.edition import Store
from ojdash.text import broken


def counts(store: Store) -> Counts:
    """How many values a published edition has, by indikator and year; Riket and regions counted too.

    Raises  DataError  a file is missing, cut short or changed
    """
    places = [place for id in store.ids if (place := store.place(id)) and place[1]]
    files = [store.verified(file) for file in dict.fromkeys(file for _, file, _ in places)]
    if not files:
        return {}
    id_of = {place[0]: id for id in store.ids if (place := store.place(id))}
    try:
        with duckdb.connect() as con:
            found = con.execute(queries.COUNTS, {"files": files}).fetchall()
    except duckdb.Error as error:
        raise DataError(broken.unreadable(", ".join(files), str(error).splitlines()[0])) from error
    return {(id_of[number], year): known for number, year, known in found}


def counts_of(rows: pd.DataFrame, id_of: dict[int, str]) -> Counts:
    """The same of coded rows that are about to be published."""
    known = rows.loc[rows["value"].notna().to_numpy(), ["indikator", "year"]]
    return {(id_of[number], int(year)): int(times) for (number, year), times in known.value_counts().items()}
