"""Who is of like size: each kommun's nearest in invånare, and the counts of changes among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from ojdash import catalogue
from ojdash.domain import counting
from ojdash.domain.indikator import Indikator

UNKNOWN = -1  # no counts: no earlier value to change from, a break between, or nobody knows how many live there


class LikeSize(NamedTuple):
    """The kommuner whose invånare are known, by code; others: the places of each one's nearest (counting.nearest)."""

    koder: np.ndarray
    others: np.ndarray

    def places(self, koder: np.ndarray) -> np.ndarray:
        """Where some codes stand among the kommuner; UNKNOWN for the rest."""
        if not len(self.koder):
            return np.full(len(koder), UNKNOWN)
        at = np.searchsorted(self.koder, koder).clip(max=len(self.koder) - 1)
        return np.where(self.koder[at] == koder, at, UNKNOWN)


def invanare(koder: Iterable[str]) -> dict[str, int]:
    """How many live in each kommun, as the catalogue has it; those it does not know are left out."""
    listed = catalogue.invanare()
    return {kod: listed[kod] for kod in koder if kod in listed}


def invanare_of(kommuner: pd.DataFrame) -> dict[str, int]:
    """The same of an edition's kommuner; where they were published without, the catalogue's of today."""
    if "invanare" not in kommuner:
        return invanare(kommuner["kod"])
    known = kommuner.dropna(subset="invanare")
    return dict(zip(known["kod"], known["invanare"].astype(int).tolist(), strict=True))


def like_size(invanare: Mapping[str, int]) -> LikeSize:
    """Who is of like size among some kommuner."""
    koder = sorted(invanare)
    return LikeSize(
        np.array([int(kod) for kod in koder], dtype=int), counting.nearest(np.array([invanare[kod] for kod in koder]))
    )


def counted(rows: pd.DataFrame, definitions: Mapping[int, Indikator], like: LikeSize) -> pd.DataFrame:
    """Sorted, coded rows with `counted` and `at_least` of the change from the kommun's own value before; else null."""
    counts = np.full((2, len(rows)), UNKNOWN, dtype=np.int16)
    number, gender, year = (rows[name].to_numpy() for name in ("indikator", "gender", "year"))
    place = like.places(rows["kommun"].to_numpy(dtype=int))
    value = rows["value"].to_numpy()
    series = number.astype(np.int64) * 10 + gender
    borders = [0, *(np.flatnonzero(series[1:] != series[:-1]) + 1), len(rows)] if len(rows) else [0]
    for start, end in pairwise(borders):
        definition = definitions[int(number[start])]
        if not definition.is_coded:
            its = slice(start, end)
            counts[:, its] = _of_series(definition, like, year[its], place[its], value[its])
    of_all, at_least = (pd.array(numbers, dtype="Int16") for numbers in counts)
    out = rows.assign(counted=of_all, at_least=at_least)
    out.loc[counts[0] == UNKNOWN, ["counted", "at_least"]] = pd.NA
    return out


def _of_series(
    definition: Indikator, like: LikeSize, year: np.ndarray, place: np.ndarray, value: np.ndarray
) -> np.ndarray:
    """The counts of one indikator's and gender's rows, those of one year together."""
    years, row = np.unique(year, return_inverse=True)
    own = place != UNKNOWN
    table = np.full((len(years), len(like.koder)), np.nan)
    table[row[own], place[own]] = value[own]
    out = np.full((2, *table.shape), UNKNOWN, dtype=np.int16)
    last = np.full(len(like.koder), UNKNOWN)  # the row of each kommun's value before
    for now, values in enumerate(table):
        known = ~np.isnan(values)
        for then in set(last[known]) - {UNKNOWN}:
            if definition.break_between(int(years[then]), int(years[now])):
                continue
            whose = np.flatnonzero(known & (last == then))
            size = counting.sizes(table[then], values, definition.decimals)
            out[:, now, whose] = counting.among(size, like.others, whose)
        last[known] = now
    counts = np.full((2, len(year)), UNKNOWN, dtype=np.int16)
    counts[:, own] = out[:, row[own], place[own]]
    return counts
