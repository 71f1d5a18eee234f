"""Rehearsing the publishing of a table: the same steps as `publish`, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ojdash.domain import quality
from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.effect import Altered
from ojdash.domain.indikator import Indikator
from ojdash.domain.quality.measured import measured
from ojdash.domain.question import GENDERS
from ojdash.domain.rehearsal import Counted, Outside, Rehearsal
from ojdash.domain.table import Reading
from ojdash.store.from_table import Ground, delivered
from ojdash.store.placing import KEY, coded, withheld

MOST_NAMED = 5
# Of these the size of a difference says nothing.
_UNMEASURED = ("kategori",)


def rehearsal(on: Ground, reading: Reading) -> Rehearsal:
    """What publishing a settled reading would do.

    Raises  SourceError  something is unsettled
            DataError    rows that contradict each other; the current edition can't be read
    """
    delivery = delivered(on, reading)
    definitions = {one.id: one for one in delivery.indikatorer}
    numbers = {id: number for number, id in enumerate(definitions)}
    by_number = dict(enumerate(definitions.values()))
    kommuner = {int(kommun.kod) for kommun in on.kommuner}
    after = coded(pd.concat([delivery.observations(area) for area in delivery.omraden]), numbers, reading.file)
    after = withheld(after, by_number, {kommun.kod for kommun in on.kommuner})
    new = coded(reading.rows, numbers, reading.file)[KEY].merge(after, on=KEY)
    before = coded(_published(on, list(definitions)), numbers, reading.file)
    both = new[[*KEY, "value"]].merge(before[[*KEY, "value"]], on=KEY, how="left", suffixes=("", "_before"))
    return Rehearsal(
        base=on.base.id if on.base else None,
        counts=_counts(new, by_number),
        changes=_changes(both),
        revised=_altered(_furthest(both.assign(from_year=-1), by_number), by_number),
        since=_altered(_furthest(_since(after, new, before, kommuner, by_number), by_number), by_number),
        outside=_outside(new, by_number),
        flags=_flags(*(rows[rows["kommun"].isin(kommuner)] for rows in (after, before, new)), by_number),
        definitions=definitions,
    )


def _published(on: Ground, ids: list[str]) -> pd.DataFrame:
    known = [id for id in ids if on.base and id in on.base.ids]
    if known:
        return on.base.tidy(known)
    kinds = {name: {"year": "int64", "value": "float64", "n": "float64"}.get(name, "str") for name in TIDY_COLUMNS}
    return pd.DataFrame({name: pd.array([], dtype=kind) for name, kind in kinds.items()})


def _counts(new: pd.DataFrame, by_number: Mapping[int, Indikator]) -> tuple[Counted, ...]:
    said = new.groupby(["indikator", "year"])["value"].agg(["count", "size", "min", "max"])
    return tuple(
        Counted(by_number[number].id, int(year), int(count), int(size - count), _known(low), _known(high))
        for (number, year), count, size, low, high in said.itertuples(name=None)
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _changes(both: pd.DataFrame) -> dict[str, int]:
    now, then = both["value"].notna(), both["value_before"].notna()
    revised = now & then & (both["value"] != both["value_before"])
    return {
        "added": int((now & ~then).sum()),
        "revised": int(revised.sum()),
        "withdrawn": int((then & ~now).sum()),
        "unchanged": int((now & then & ~revised).sum()),
    }


def _since(
    after: pd.DataFrame, new: pd.DataFrame, before: pd.DataFrame, kommuner: set[int], by_number: Mapping[int, Indikator]
) -> pd.DataFrame:
    """The table's values that the edition has none of, each beside the comparable value before it."""
    m = measured(after[after["kommun"].isin(kommuner)], by_number)
    steps = m.stepped
    rows = pd.DataFrame({name: getattr(m, name)[steps] for name in (*KEY, "value")})
    rows = rows.assign(value_before=m.value[m.before[steps]], from_year=m.year[m.before[steps]])
    is_new = _is_among(rows, new, KEY) & ~_is_among(rows, before[before["value"].notna()], KEY)
    return rows[is_new]


def _is_among(rows: pd.DataFrame, others: pd.DataFrame, key: list[str]) -> np.ndarray:
    return pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(others[key]))


def _furthest(rows: pd.DataFrame, by_number: Mapping[int, Indikator]) -> pd.DataFrame:
    """The rows that differ most, in relation to how far apart the indikator's values lie."""
    rows = rows[rows["value"].notna() & rows["value_before"].notna()]
    ends = rows.groupby("indikator")[["value", "value_before"]]
    span = ends.transform("max").max(axis=1) - ends.transform("min").min(axis=1)
    differ = rows["value"] != rows["value_before"]
    rows, span = rows[differ], span[differ]
    away = (rows["value"] - rows["value_before"]).abs() / span
    away = away.where(~rows["indikator"].isin([n for n, one in by_number.items() if one.kind in _UNMEASURED]), 1.0)
    order = rows.assign(away=-away).sort_values(["away", *KEY], kind="stable")
    return order.head(MOST_NAMED)


def _altered(rows: pd.DataFrame, by_number: Mapping[int, Indikator]) -> tuple[Altered, ...]:
    return tuple(
        Altered(
            by_number[row.indikator].id,
            f"{row.kommun:04d}",
            int(row.year),
            GENDERS[row.gender],
            float(row.value_before),
            float(row.value),
            int(row.from_year) if row.from_year >= 0 else None,
        )
        for row in rows.itertuples()
    )


def _outside(new: pd.DataFrame, by_number: Mapping[int, Indikator]) -> tuple[Outside, ...]:
    rows = quality.outside(new[[*KEY, "value", "n"]], by_number)
    return tuple(
        Outside(by_number[row.indikator].id, f"{row.kommun:04d}", row.year, GENDERS[row.gender], row.value)
        for row in rows.itertuples()
    )


def _flags(
    after: pd.DataFrame, before: pd.DataFrame, new: pd.DataFrame, by_number: Mapping[int, Indikator]
) -> pd.DataFrame:
    """The flags of what is published that are about the table's values, or that the edition does not have."""
    now, then = (quality.flags(rows[[*KEY, "value", "n"]], by_number) for rows in (after, before))
    whole = (now["kommun"] == quality.WHOLE).to_numpy()
    own = _is_among(now, new, KEY) | (whole & _is_among(now, new, ["indikator", "gender", "year"]))
    flags = now[own | ~_is_among(now, then, ["kind", *KEY])]
    kommun = [None if kod == quality.WHOLE else f"{kod:04d}" for kod in flags["kommun"]]
    return flags.assign(
        indikator=[by_number[number].id for number in flags["indikator"]],
        kommun=pd.Series(kommun, index=flags.index, dtype=object),
        gender=[GENDERS[code] for code in flags["gender"]],
        from_year=flags["from_year"].where(flags["from_year"] != quality.NO_YEAR),
    ).reset_index(drop=True)
