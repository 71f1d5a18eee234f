"""What would be published of a table, before it is: how many values, how they differ from before, what is odd."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ojdash.domain.effect import Altered
from ojdash.domain.indikator import Indikator


@dataclass(frozen=True, slots=True)
class Counted:
    """One indikator and year of a table: how many values, how many lack one, and the ends, all genders together."""

    indikator: str
    year: int
    values: int
    lacking: int
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class Outside:
    """A value that the indikator can't have."""

    indikator: str
    kommun: str
    year: int
    gender: str
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Rehearsal:
    """What publishing a table would do.

    base       the edition that it would continue; None if there is none
    changes    how many of the table's values are added, revised, withdrawn and unchanged against it
    revised    those that differ most from the edition's value of the same year
    since      those that the edition has none of, and differ most from the kommun's comparable value before
    outside    every value that the indikator can't have
    flags      quality flags about the table's values, and those that the edition does not have: FLAG_COLUMNS with
               words, kommun None of a whole indikator
    """

    base: str | None
    counts: tuple[Counted, ...]
    changes: dict[str, int]
    revised: tuple[Altered, ...]
    since: tuple[Altered, ...]
    outside: tuple[Outside, ...]
    flags: pd.DataFrame
    definitions: dict[str, Indikator]
