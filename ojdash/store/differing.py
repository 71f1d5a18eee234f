"""Differing: what was added, revised, withdrawn or redefined between two editions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from ojdash.domain.edition import CHANGED, CHANGES, Differences, Moved, redefined
from ojdash.domain.errors import DataError, QuestionError
from ojdash.domain.indikator import Indikator
from ojdash.domain.missing import MISSING, WITHHELD
from ojdash.domain.question import GENDERS
from ojdash.store import queries
from ojdash.store.columns import Columns, koder
from ojdash.store.edition import Store
from ojdash.text import broken, problems

_MISSING = np.array([*MISSING, None], dtype=object)
_NOTHING = [-1]


def differences(before: Store, after: Store, most: int | None = None) -> Differences:
    """How `after` differs from `before`, area by area; files that both share are not read.

    most    keep only so many values an indikator, the first in the order told; counts are of all
    Raises  QuestionError  one is simulated and the other not;  DataError  a file is missing, cut short or changed
    """
    if before.simulated != after.simulated:
        raise QuestionError(problems.simulated_and_real(before.id, after.id))
    ids = [*after.ids, *(id for id in before.ids if after.place(id) is None)]
    number = {id: place for place, id in enumerate(ids)}
    counted: dict[int, dict[str, int]] = {}
    kept: list[pd.DataFrame] = []
    with duckdb.connect() as con:
        con.execute("SET threads=1")
        for area in _areas(before, after, ids):
            rows = _frame(_asked(con, before, after, area, number))
            for (place, change), its in rows.groupby(["place", "change"], observed=True, sort=False):
                counted.setdefault(int(place), {})[str(change)] = len(its)
            kept.append(rows if most is None else rows.groupby("place", sort=False).head(most))
    values = pd.concat(kept, ignore_index=True) if kept else _frame({})
    values = values.sort_values("place", kind="stable", ignore_index=True)
    values["indikator"] = pd.array(ids, dtype="str").take(values["place"])
    values["change"] = values["change"].astype(str)
    moved = (_moved(before, after, id, counted.get(number[id], {})) for id in ids)
    names = {"0000": broken.RIKET} | {
        kod: kommun.namn for store in (before, after) for kod, kommun in store.kommuner.items()
    }
    return Differences(before.id, after.id, tuple(one for one in moved if one), values[CHANGED], names)


def _areas(before: Store, after: Store, ids: list[str]) -> Iterator[list[str]]:
    """The ids whose values may differ, one area at a time: those not in the same place of the same file."""
    by_area: dict[str, list[str]] = {}
    for id in ids:
        old, new = before.place(id), after.place(id)
        same = old and new and (old[0], old[2]) == (new[0], new[2])
        if not same and any(place and place[1] for place in (old, new)):
            by_area.setdefault((after if new else before).indikator(id).omrade, []).append(id)
    yield from by_area.values()


def _asked(
    con: duckdb.DuckDBPyConnection, before: Store, after: Store, ids: list[str], number: dict[str, int]
) -> Columns:
    said: dict[str, Any] = {}
    for name, store in (("before", before), ("after", after)):
        there = [(id, place) for id in ids if (place := store.place(id)) and place[1]]
        said[name] = [store.verified(file) for file in dict.fromkeys(place[1] for _, place in there)]
        said[f"numbers_{name}"] = [place[0] for _, place in there] or _NOTHING
        said[f"places_{name}"] = [number[id] for id, _ in there] or _NOTHING
    # A list of no files can't be read; the other edition's have the same columns, and no row of them is asked for.
    said["before"], said["after"] = said["before"] or said["after"], said["after"] or said["before"]
    try:
        return con.execute(queries.DIFFERENCES, said).fetchnumpy()
    except duckdb.Error as error:
        files = ", ".join(said["before"] + said["after"])
        raise DataError(broken.unreadable(files, str(error).splitlines()[0])) from error


def _frame(columns: Columns) -> pd.DataFrame:
    """The rows with words for integers, in order; `place` stands for the indikator."""
    if not columns:
        return pd.DataFrame({name: [] for name in ["place", *CHANGED]}).astype({"place": int})
    old, new = (np.ma.filled(columns[name].astype(float), np.nan) for name in ("before", "after"))
    change = np.where(np.isnan(old), "added", np.where(np.isnan(new), "withdrawn", "revised"))
    missing_after = _MISSING[np.ma.filled(columns["missing_after"], -1)]
    # What the newer edition withholds is not told by its list of changes either.
    old = np.where(np.isin(missing_after, WITHHELD), np.nan, old)
    rows = pd.DataFrame(
        {
            "place": columns["place"],
            "kommun": koder().take(columns["kommun"]),
            "year": columns["year"].astype(int),
            "gender": pd.Categorical.from_codes(columns["gender"], list(GENDERS)),
            "change": pd.Categorical(change, list(CHANGES), ordered=True),
            "before": old,
            "after": new,
            "missing_before": _MISSING[np.ma.filled(columns["missing_before"], -1)],
            "missing_after": missing_after,
        }
    )
    rows = rows.sort_values(
        ["place", "change", "year", "gender", "kommun"],
        ascending=[True, True, False, True, True],
        ignore_index=True,
    )
    return rows.astype({"gender": str})


def _moved(before: Store, after: Store, id: str, counts: dict[str, int]) -> Moved | None:
    old, new = (_definition(store, id) for store in (before, after))
    if old is None or new is None:
        return Moved(new or old, **counts, only_in="after" if old is None else "before")
    parts = redefined(old, new)
    return Moved(new, **counts, redefined=parts) if parts or counts else None


def _definition(store: Store, id: str) -> Indikator | None:
    return store.indikator(id) if store.place(id) else None
