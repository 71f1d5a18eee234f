"""Concerning: which indikatorer can have a value of a kommun; some of a source's are of regions alone."""

from __future__ import annotations

import duckdb

from ojdash.domain.errors import DataError
from ojdash.domain.kept import kept
from ojdash.store import layout, queries
from ojdash.store.edition import Store
from ojdash.text import broken


@kept("indikatorer of kommuner")
def of_kommuner(store: Store) -> frozenset[str]:
    """The indikatorer with rows that some kommun has a value of, or lacks one of though it concerns the kommun.

    Raises  DataError  a file is missing, cut short or changed
    """
    places = {id: place for id in store.ids if (place := store.place(id)) and place[1]}
    numbers = {id: number for id, (number, _, _) in places.items()}
    areas = dict.fromkeys(store.indikator(id).omrade for id in places)
    try:
        with duckdb.connect() as con:
            files = [store.verified(f"national/{omrade}.parquet") for omrade in areas]
            known = _asked(con, queries.OF_KOMMUNER, files) if files else set()
            rest = {id: number for id, number in numbers.items() if number not in known}
            files = [store.verified(file) for file in dict.fromkeys(places[id][1] for id in rest)]
            parameters = {
                "indikatorer": list(rest.values()),
                "kommuner": [int(kod) for kod in store.kommuner],
                "not_concerned": layout.MISSING_CODE["ej_tillamplig"],
            }
            lacking = _asked(con, queries.LACKING, files, **parameters) if files else set()
    except duckdb.Error as error:
        raise DataError(broken.unreadable(", ".join(files), str(error).splitlines()[0])) from error
    return frozenset(id for id, number in numbers.items() if number in known or number in lacking)


def _asked(con: duckdb.DuckDBPyConnection, sql: str, files: list[str], **parameters: object) -> set[int]:
    return {number for (number,) in con.execute(sql, {"files": files, **parameters}).fetchall()}
