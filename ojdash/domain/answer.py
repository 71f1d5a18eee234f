"""What an answer holds. Pages, charts, exports and the terminal read it; none of them computes."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isnan
from typing import Any

import pandas as pd

from ojdash.domain.change import Change
from ojdash.domain.delivery import Source
from ojdash.domain.funnel import Funnel
from ojdash.domain.group import Group
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.question import ABOUT, Question
from ojdash.domain.signal import Rule
from ojdash.domain.status import Marks

ROWS = ["kommun", "namn", "indikator", "year", "gender", "value", "missing", "n", "signal", "percentile", "status"]


@dataclass(frozen=True, slots=True)
class Value:
    """One kommun's value: `value` None where `missing` says why; `kommuner` is how many it is placed among."""

    year: int
    value: float | None
    missing: str | None
    n: int | None = None
    signal: str | None = None
    percentile: float | None = None
    ties: int = 0
    kommuner: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The answer to one question, of one edition.

    kommun     the own kommun; None on Om data
    question   settled: every part that applies is filled in
    rule       that the edition's signals follow
    rows       ROWS and what the page adds; one row a line of its table (shapes: in the page's function)
    own        the own kommun's value of the asked year (pages about one indikator)
    everyone   all kommuner that year: kommun, namn, value (pages about one indikator)
    funnel     limits around riket, else all answers together, of the asked year; None where too few have known answers
    national   by year: riket, kommuner, ja, lowest, q1, median, q3, highest; Ja/Nej
               also who is unconcerned and lacking (pages about one indikator)
    group_years  År för år: who of the group is counted by year: value (the median; Ja/Nej the share of Ja in percent),
               n, ja, unconcerned, lacking; with_own and n_with_own (the median with the own kommun); few (the values
               of fewer than four: code, name, value, n). In a report only of Ja/Nej
    fetched    when the values were fetched, first and last, as dates
    women_and_men  the own kommun's values of the asked year for K and M, where published and T was asked
    marks      what coordinators say of the values it shows; `status` of a row is the state of its value, or None
    newer      a later year that the nation has and the own kommun lacks: (year, missing kind)
    elsewhere  names of kommuner with values, where the edition has no value at all of the question's kommun; else None
    names      every kommun's name, on pages that speak of kommuner without a row
    """

    question: Question
    edition: str
    source: Source
    kommun: Kommun | None
    rows: pd.DataFrame
    rule: Rule
    indikator: Indikator | None = None
    indikatorer: dict[str, Indikator] = field(default_factory=dict)
    omrade_title: str = ""
    group: Group | None = None
    change: Change | None = None
    own: Value | None = None
    riket: float | None = None
    everyone: pd.DataFrame | None = None
    funnel: Funnel | None = None
    national: pd.DataFrame | None = None
    group_years: pd.DataFrame | None = None
    years: tuple[int, ...] = ()
    genders: tuple[str, ...] = ("T",)
    fetched: tuple[str, str] = ("", "")
    women_and_men: dict[str, Value] = field(default_factory=dict)
    newer: tuple[int, str] | None = None
    elsewhere: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    @property
    def simulated(self) -> bool:
        """Whether the values are made up, which everything that shows them says."""
        return self.source.simulated

    @property
    def doubts_in_group(self) -> int:
        """How many of the values that the group's median, or its count of Ja, rests on are in doubt."""
        if self.group is None or self.everyone is None or not len(self.marks):
            return 0
        known = set(self.everyone.loc[self.everyone["value"].notna(), "kommun"])
        year = self.question.year
        return sum(
            bool(self.marks.doubt(self.indikator.id, kod, year)) for kod in known.intersection(self.group.members)
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        if self.question.page in ("kvalitet", *ABOUT):
            return False  # that nothing is flagged is an answer; an edition without any value is from somewhere too
        return self.rows.empty if self.indikator is None else self.own is None


@dataclass(frozen=True, slots=True)
class Revision:
    """One value that differs between two editions; None where an edition has no value."""

    kommun: str
    namn: str
    indikator: str
    year: int
    before: float | None
    after: float | None


def number(value: Any) -> float | None:
    """A float, or None for NaN, NA and None."""
    return None if value is None or value is pd.NA or isnan(float(value)) else float(value)


def whole(value: Any) -> int | None:
    """An int, or None for NaN, NA and None."""
    known = number(value)
    return None if known is None else int(known)


def each(rows: pd.DataFrame) -> list[Any]:
    """The rows as named tuples of the columns; as `itertuples` without its index, in half the time."""
    return list(map(_row_of(tuple(rows.columns))._make, zip(*(rows[name].tolist() for name in rows), strict=True)))


@lru_cache(maxsize=64)
def _row_of(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)
