"""The values of an area laid out for checking: each beside the same kommun's value before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from ojdash.domain.indikator import Indikator, Kind

KIND_CODE: dict[str, int] = {kind: code for code, kind in enumerate(get_args(Kind))}
CODED = (KIND_CODE["ja_nej"], KIND_CODE["kategori"])
SURVEYS = ("enkät", "undersökning", "insamling")  # the words that a survey's source holds

# A question may be left out for a year or two; what lies longer apart is no sudden change (the project's own choice).
MOST_YEARS_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Arrays with one place a value, by indikator, gender, year and kommun.

    kind     KIND_CODE of the indikator
    counts   whether it counts something, and so can't be negative: a named unit, not kronor
    survey   whether its source is a survey
    main     whether this is the gender to look at first: T, or the first published
    cell     runs from 0 over indikator, gender and year; a cell's values are one year of all kommuner
    series   runs from 0 over indikator and gender
    epoch    how many declared breaks lie at or before the year
    before   the place of the kommun's value before it that it can be compared with: no break between, at most
             MOST_YEARS_BETWEEN years; -1 without one
    """

    indikator: np.ndarray
    gender: np.ndarray
    year: np.ndarray
    kommun: np.ndarray
    value: np.ndarray
    n: np.ndarray
    kind: np.ndarray
    counts: np.ndarray
    survey: np.ndarray
    main: np.ndarray
    cell: np.ndarray
    series: np.ndarray
    epoch: np.ndarray
    before: np.ndarray

    @property
    def stepped(self) -> np.ndarray:
        """The places that have a value before them."""
        return np.flatnonzero(self.before >= 0)

    @property
    def first_of_cell(self) -> np.ndarray:
        """The first place of each cell."""
        return starts(self.cell)

    def is_kind(self, *kinds: str) -> np.ndarray:
        """Whether a value is of one of the kinds."""
        return np.isin(self.kind, [KIND_CODE[kind] for kind in kinds])


def measured(rows: pd.DataFrame, definitions: Mapping[int, Indikator]) -> Measured:
    """The known values of coded rows: indikator (a key of `definitions`), gender, year, kommun, value, n (NaN unknown).

    rows  sorted by indikator, gender, year, kommun, each once; kommuner only
    """
    known = rows[rows["value"].notna().to_numpy()]
    indikator, gender = (known[name].to_numpy(dtype="int64") for name in ("indikator", "gender"))
    year, kommun = (known[name].to_numpy(dtype="int64") for name in ("year", "kommun"))
    series = numbered(indikator, gender)
    numbers, place = np.unique(indikator, return_inverse=True)
    said = [definitions[int(number)] for number in numbers]
    least = np.full(len(numbers), 9)
    np.minimum.at(least, place, gender)
    epoch = np.zeros(len(known), dtype="int64")
    for where, one in enumerate(said):
        if one.breaks:
            its = place == where
            epoch[its] = np.searchsorted(sorted(brott.year for brott in one.breaks), year[its], "right")
    return Measured(
        indikator=indikator,
        gender=gender,
        year=year,
        kommun=kommun,
        value=known["value"].to_numpy(dtype="float64"),
        n=known["n"].to_numpy(dtype="float64", na_value=np.nan),
        kind=np.array([KIND_CODE[one.kind] for one in said], dtype="int64")[place],
        counts=np.array([one.kind in ("dagar", "antal") and one.unit != "" for one in said], dtype=bool)[place],
        survey=np.array([is_survey(one) for one in said], dtype=bool)[place],
        main=gender == least[place],
        cell=numbered(indikator, gender, year),
        series=series,
        epoch=epoch,
        before=_before(series, kommun, year, epoch),
    )


def is_survey(indikator: Indikator) -> bool:
    """Whether the values are answers that somebody gives anew each time."""
    return any(word in indikator.source.lower() for word in SURVEYS)


def numbered(*keys: np.ndarray) -> np.ndarray:
    """Runs of equal keys, numbered from 0."""
    new = np.zeros(len(keys[0]), dtype=bool)
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.cumsum(new)


def starts(runs: np.ndarray) -> np.ndarray:
    """The first place of each numbered run."""
    return np.flatnonzero(np.diff(runs, prepend=-1))


def median_by(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The median of each value's group, at each value."""
    return pd.Series(values).groupby(group, sort=False).transform("median").to_numpy()


def size_by(group: np.ndarray) -> np.ndarray:
    """How many are in each one's group."""
    _, place, counts = np.unique(group, return_inverse=True, return_counts=True)
    return counts[place]


def _before(series: np.ndarray, kommun: np.ndarray, year: np.ndarray, epoch: np.ndarray) -> np.ndarray:
    # Sorted by year within the series already, so a stable sort by kommun puts each kommun's years in a row.
    order = np.argsort(series * 10_000 + kommun, kind="stable")
    earlier, later = order[:-1], order[1:]
    same = (series[earlier] == series[later]) & (kommun[earlier] == kommun[later]) & (epoch[earlier] == epoch[later])
    same &= year[later] - year[earlier] <= MOST_YEARS_BETWEEN
    found = np.full(len(series), -1)
    found[later[same]] = earlier[same]
    return found
