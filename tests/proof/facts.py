"""The numbers that may be said of one view, by what they are: each text gets the facts it may draw on, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from ojdash.domain.indikator import Indikator
from tests.proof.reckoning import RIKET, Reckoning, interval, interval_of_difference, median, rounded

FEWEST_IN_A_MEDIAN = 4
FEWEST_PLACED = 30
NOT_TOLD = {"sekretess", "rojande"}


@dataclass(frozen=True)
class View:
    """One indikator, gender and year, seen by one kommun beside a group (the own kommun is not in it)."""

    reckoning: Reckoning
    indikator: Indikator
    gender: str
    year: int
    kommun: str
    group: frozenset[str]

    @cached_property
    def values(self) -> dict[str, Decimal]:
        return self.reckoning.values(self.indikator.id, self.gender, self.year)

    @cached_property
    def nation(self) -> dict[str, Decimal]:
        return {kod: value for kod, value in self.values.items() if kod != RIKET}

    @cached_property
    def own(self) -> Decimal | None:
        return self.values.get(self.kommun)

    @cached_property
    def others(self) -> list[Decimal]:
        return [value for kod, value in self.nation.items() if kod in self.group]

    @cached_property
    def everyone(self) -> list[Decimal]:
        return self.others if self.own is None else [*self.others, self.own]

    @cached_property
    def series(self) -> dict[int, Decimal]:
        return self.reckoning.series(self.indikator.id, self.gender, self.kommun)

    def n(self, year: int, kommun: str | None = None) -> int | None:
        cell = self.reckoning.cells.get((self.indikator.id, self.gender, year), {}).get(kommun or self.kommun)
        return cell[2] if cell else None

    @cached_property
    def middles(self) -> set[Decimal]:
        """The medians that may be said, and Riket; of fewer than four values the values themselves."""
        middles = set()
        for values in (self.others, self.everyone):
            if len(values) >= FEWEST_IN_A_MEDIAN:
                middles.add(median(values))
        if len(self.others) < FEWEST_IN_A_MEDIAN:
            middles |= set(self.others)
        return middles | ({self.values[RIKET]} if RIKET in self.values else set())

    @cached_property
    def differences(self) -> set[Decimal]:
        """From the own value to each of the middles, and to each other year."""
        if self.own is None:
            return set()
        return {self.own - other for other in (*self.middles, *self.series.values())}

    @cached_property
    def steps(self) -> set[Decimal]:
        """Between measurements that follow each other."""
        years = sorted(self.series)
        return {abs(self.series[b] - self.series[a]) for a, b in pairwise(years)}

    @cached_property
    def intervals(self) -> set[Decimal]:
        """The ends of the own value's interval, and of its differences from other years."""
        n = self.n(self.year)
        if self.indikator.kind != "andel" or self.own is None or not n:
            return set()
        limits = set(interval(self.own, n))
        for year, value in self.series.items():
            if year != self.year and self.n(year):
                pairs = [(value, self.n(year)), (self.own, n)]
                for (before, n_before), (after, n_after) in (pairs, pairs[::-1]):
                    limits |= set(interval_of_difference(before, n_before, after, n_after))
        return limits

    @cached_property
    def counts(self) -> set[int]:
        """How many in the group, with a value, without by why, by answer; in the nation too; how many answered."""
        everyone = self.group | {self.kommun}
        cells = self.reckoning.cells.get((self.indikator.id, self.gender, self.year), {})
        of = {kod: cells[kod][1] if kod in cells else None for kod in everyone if kod not in self.nation}
        outside = sum(kind == "ej_tillamplig" for kind in of.values())
        counts = {len(self.group), len(everyone), len(self.others), len(self.everyone), len(self.nation)}
        untouched = sum(kind == "ej_tillamplig" for kod, (_, kind, _) in cells.items() if kod != RIKET)
        counts |= {untouched, len(self.reckoning.invanare) - len(self.nation) - untouched}
        counts |= {len(of), outside, len(of) - outside, len(self.group) - len(self.others)}
        hidden = {kod for kod, kind in of.items() if kind in NOT_TOLD}
        counts |= {len(hidden), len(hidden - {self.kommun})} if self.indikator.kind == "antal" else set()
        counts |= {len(self.nation) - (self.own is not None), self.ties, len(self.placed)}
        counts |= {len(self.nation) - len(self.placed)}
        counts |= {count for year in self.series for count in self.counted(year, self.year)}
        absent = len(self.reckoning.invanare) - sum(kod != RIKET for kod in cells)
        for why in {kind for _, kind, _ in cells.values()}:
            lacking = sum(kind == why for _, kind, _ in cells.values())
            counts |= {lacking, lacking + absent}  # who has no row at all is counted with one of the kinds
        if self.indikator.is_coded:
            for values in (self.others, self.everyone, list(self.nation.values())):
                counts |= {sum(value == code for value in values) for code in (0, 1, 2, 3)}
        counts |= {n for year in self.series if (n := self.n(year))}
        return counts

    @cached_property
    def ties(self) -> int:
        """How many other kommuner that take part in quarters have the own value, as it is shown."""
        if self.own is None:
            return 0
        own = rounded(self.own, self.indikator.decimals)
        return sum(rounded(value, self.indikator.decimals) == own for value in self.placed.values()) - 1

    @cached_property
    def placed(self) -> dict[str, Decimal]:
        """The kommuner that take part in quarters: n unknown, or at least 30."""
        n = self.reckoning.answers(self.indikator.id, self.gender, self.year)
        return {kod: value for kod, value in self.nation.items() if n.get(kod, FEWEST_PLACED) >= FEWEST_PLACED}

    def counted(self, earlier: int, later: int) -> tuple[int, int]:
        """Of the third of kommuner nearest in invånare: how many have both values, and how many changed as much.

        Sizes are compared as they are shown; nobody is counted where the own kommun lacks one of the two.
        """
        before, after = (self.reckoning.values(self.indikator.id, self.gender, year) for year in (earlier, later))
        moved = {
            kod: rounded(abs(after[kod] - before[kod]), self.indikator.decimals)
            for kod in {self.kommun, *self.reckoning.like_size(self.kommun)}
            if kod in before and kod in after
        }
        own = moved.pop(self.kommun, None)
        return (0, 0) if own is None else (len(moved), sum(size >= own for size in moved.values()))

    @cached_property
    def quarters(self) -> set[Decimal]:
        """Of those that take part the quartiles of type 7; of all the lowest, the median, the highest."""
        if self.indikator.is_coded:
            return set()
        placed, everyone = sorted(self.placed.values()), sorted(self.nation.values())
        quarters = {quantile(placed, quarter) for quarter in (1, 3)} if placed else set()
        return quarters | ({quantile(everyone, quarter) for quarter in (0, 2, 4)} if everyone else set())

    @cached_property
    def shares(self) -> set[Decimal]:
        """Ja/Nej: percent that answer Ja, of the group, of everyone, of the nation."""
        if self.indikator.kind != "ja_nej":
            return set()
        every = [values for values in (self.others, self.everyone, list(self.nation.values())) if values]
        return {100 * sum(value == 1 for value in values) / Decimal(len(values)) for values in every}

    @cached_property
    def over_years(self) -> set[Decimal]:
        """The same middles, shares and counts of every other year that the edition has."""
        facts: set[Decimal] = set()
        for year in self.reckoning.years(self.indikator.id, self.gender):
            then = View(self.reckoning, self.indikator, self.gender, year, self.kommun, self.group)
            facts |= {*then.middles, *then.shares, *then.quarters, *map(Decimal, then.counts)}
        return facts


def quantile(ordered: list[Decimal], quarter: int) -> Decimal:
    """Hyndman and Fan's type 7."""
    place = Decimal(quarter * (len(ordered) - 1)) / 4
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
