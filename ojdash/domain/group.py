"""Whom a kommun is set beside, and who of them is counted: in a median, in a count of Ja, and in neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from ojdash.domain.indikator import Indikator
from ojdash.domain.missing import WITHHELD

FEWEST_FOR_MEDIAN = 4  # of two or three values the middle is one kommun's own, or halfway between two


@dataclass(frozen=True, slots=True)
class Tally:
    """Who of some kommuner is counted, in one indikator and year.

    kommuner     how many they are
    n            with a value, or an answer
    unconcerned  whom the question does not concern (`ej_tillamplig`)
    ja           Ja/Nej: how many answer Ja; None for other kinds
    median       of the values; None for Ja/Nej and categories, and of fewer than FEWEST_FOR_MEDIAN
    withheld     numbers of persons: how many have one that is not told, most of them 1 to 4, so that the median is of
                 the larger ones
    """

    kommuner: int
    n: int
    unconcerned: int = 0
    ja: int | None = None
    median: float | None = None
    withheld: int = 0

    @property
    def lacking(self) -> int:
        """How many lack a value though the question concerns them."""
        return self.kommuner - self.n - self.unconcerned


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a kommun is set beside. The own kommun is never a member.

    kind     lan, liknande, kommungrupp, riket (all kommuner) or valda (own choice)
    name     "Jönköpings län", "Större stad"; "" where the kind says it all
    members  codes in the Swedish order of names, without the own kommun
    others   who of the members is counted; None on pages about many indikatorer
    everyone the same with the own kommun, which is what a county report counts
    year     liknande: the year of the list, that of the measurement where there is one, else the nearest
    liknande which of Kolada's lists it is (lss, ifo, overgripande ...); `instead_of` names the one that was lacking
    leaves_out  whether there is an own kommun; False in a county report, where every kommun is a member
    """

    kind: str
    name: str
    members: tuple[str, ...]
    others: Tally | None = None
    everyone: Tally | None = None
    year: int | None = None
    liknande: str | None = None
    instead_of: str | None = None
    leaves_out: bool = True

    @property
    def kommuner(self) -> int:
        """How many they are, the own kommun counted."""
        return len(self.members) + self.leaves_out

    @property
    def median(self) -> float | None:
        """The members' median."""
        return self.others.median if self.others else None

    @property
    def n(self) -> int | None:
        """How many members have a value."""
        return self.others.n if self.others else None

    @property
    def ja(self) -> int | None:
        """Ja/Nej: how many members answer Ja."""
        return self.others.ja if self.others else None

    @property
    def median_with_own(self) -> float | None:
        """The median of the members and the own kommun."""
        return self.everyone.median if self.everyone else None

    @property
    def n_with_own(self) -> int | None:
        """How many have a value, the own kommun counted."""
        return self.everyone.n if self.everyone else None

    @property
    def ja_with_own(self) -> int | None:
        """Ja/Nej: how many answer Ja, the own kommun counted."""
        return self.everyone.ja if self.everyone else None


def filled(group: Group, indikator: Indikator, cells: Mapping[str, tuple[float, object]], own: str | None) -> Group:
    """The group with who is counted, from value (NaN where missing) and kind of missing by kommun.

    own  the own kommun's code; None in a county report, where every kommun is a member
    """
    others = tally(indikator, [cells[kod] for kod in group.members])
    everyone = others if own is None else tally(indikator, [cells[kod] for kod in (*group.members, own)])
    return replace(group, others=others, everyone=everyone)


def tally(indikator: Indikator, cells: Iterable[tuple[float, object]]) -> Tally:
    """Who is counted, from each kommun's value (NaN where missing) and kind of missing."""
    cells = list(cells)
    known = [value for value, _ in cells if not isnan(value)]
    unconcerned = sum(isnan(value) and why == "ej_tillamplig" for value, why in cells)
    ja = sum(value == 1 for value in known) if indikator.kind == "ja_nej" else None
    withheld = sum(isnan(value) and why in WITHHELD for value, why in cells) if indikator.counts_persons else 0
    return Tally(len(cells), len(known), unconcerned, ja, None if indikator.is_coded else median(known), withheld)


def median(known: Iterable[float]) -> float | None:
    """The middle one of known values, or halfway between the two in the middle; None of fewer than four."""
    known = list(known)
    return float(np.median(known)) if len(known) >= FEWEST_FOR_MEDIAN else None
