"""What a county report holds: its cover, and per indikator what the figures say and what people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

from ojdash.domain.analys import Written
from ojdash.domain.answer import Answer, number
from ojdash.domain.change import Change
from ojdash.domain.group import Group, Tally, tally
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.status import Status

STATES = ("utkast", "publicerad")
EVERYONE_NAMED = 35  # kommuner: with more, a table of each indikator has the spread, and an annex every value


@dataclass(frozen=True, slots=True)
class Cover:
    """Who gives the report to whom. A report without a recipient is not made (ValueError).

    mottagare  for whom; never empty
    avsandare  by whom, "" where nobody said
    datum      the day that stands on it, ISO; "" takes the newest day in what it holds, never today's
    lage       one of STATES
    """

    mottagare: str
    avsandare: str = ""
    datum: str = ""
    lage: str = "utkast"

    def __post_init__(self) -> None:
        if not self.mottagare.strip():
            raise ValueError("mottagare is empty")
        if self.lage not in STATES:
            raise ValueError(f"lage {self.lage!r} is not one of {', '.join(STATES)}")
        if self.datum:
            date.fromisoformat(self.datum)


@dataclass(frozen=True, slots=True)
class Place:
    """One kommun's value of one indikator in the report's year, and since the year before.

    value, missing  one of them is None;  n  how many answered, None where unknown;  signal as in domain.signal
    unsure          few answers, but enough for a level: it may be chance's (`domain.signal.Rule.unsure`)
    change          from the finding's earlier year; its verdict says why where no difference is told
    status, earlier_status  what a coordinator says of the two values
    """

    kommun: Kommun
    value: float | None
    missing: str | None
    n: int | None
    signal: str | None
    unsure: bool
    earlier: float | None
    change: Change
    status: Status | None = None
    earlier_status: Status | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote about an indikator's result; kommun None: of the whole group."""

    written: Written
    natverk: str
    kommun: Kommun | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One indikator of a report.

    answer    the figures as the page Jämför has them, with all the report's kommuner as the group and none as the own
    places    every kommun of the report, in the Swedish order of names
    from_year, before  the newest earlier year that any of them has a value in, and the group in it; None: there is none
    broken    the break between the two years, which then can't be compared
    riket     Riket's value where it can stand beside a kommun's
    nation    Ja/Nej: who of all kommuner is counted; None for other kinds
    comments  newest last
    flags     what the control at publishing found in the year: whose (None: the whole indikator's) and store.flags' row
    """

    answer: Answer
    places: tuple[Place, ...]
    from_year: int | None
    before: Group | None
    broken: Brott | None
    riket: float | None
    nation: Tally | None
    comments: tuple[Comment, ...] = ()
    flags: tuple[tuple[str | None, Any], ...] = ()

    @property
    def indikator(self) -> Indikator:
        """What is measured."""
        return self.answer.indikator

    @property
    def year(self) -> int:
        """The year of the values."""
        return self.answer.question.year

    @property
    def group(self) -> Group:
        """The report's kommuner in this indikator."""
        return self.answer.group

    def without(self, place: Place) -> Tally:
        """Who of the others is counted, on the page of one kommun."""
        others = [other for other in self.places if other is not place]
        return tally(self.indikator, [(nan if other.value is None else other.value, other.missing) for other in others])

    @property
    def known(self) -> list[float]:
        """The values there are, lowest first."""
        return sorted(place.value for place in self.places if place.value is not None)

    @property
    def lacking(self) -> dict[str, list[Kommun]]:
        """The kommuner without a value, by kind of missing."""
        by_kind: dict[str, list[Kommun]] = {}
        for place in self.places:
            if place.value is None:
                by_kind.setdefault(place.missing, []).append(place.kommun)
        return by_kind

    @property
    def quarters(self) -> tuple[float, float] | None:
        """The ends of the middle half of all kommuner in the nation; None where no such thing is worked out."""
        national = self.answer.national
        rows = national[national["year"] == self.year] if national is not None else []
        if not len(rows) or self.indikator.is_coded:
            return None
        low, high = number(rows.iloc[0]["q1"]), number(rows.iloc[0]["q3"])
        return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The whole report.

    answer    what the page and the files of values show: a row a kommun and indikator
    findings  the indikatorer measured in the year, as the area lists them
    absent    those that nobody has a value of in the year: why, and the newest year before that has any (or None)
    kommuner  by code, in the Swedish order of names
    day       the day on the cover, ISO: never the clock's, so that the same report is the same bytes
    natverk   the names of the analyser whose comments are in it
    """

    answer: Answer
    cover: Cover | None
    findings: tuple[Finding, ...]
    absent: tuple[tuple[Indikator, str, int | None], ...]
    kommuner: Mapping[str, Kommun]
    day: str
    natverk: tuple[str, ...] = ()

    @property
    def changes(self) -> list[Change]:
        """Every kommun's change in every indikator that is tested: one list."""
        every = (place.change for finding in self.findings for place in finding.places)
        return [moved for moved in every if moved.low is not None]

    @property
    def year(self) -> int:
        """The year it is of."""
        return self.answer.question.year

    @property
    def names_everyone(self) -> bool:
        """Whether the table of each indikator has a row a kommun."""
        return len(self.kommuner) <= EVERYONE_NAMED

    def of(self, kommun: str) -> tuple[tuple[Finding, Place], ...]:
        """One kommun's place in each finding."""
        at = list(self.kommuner).index(kommun)
        return tuple((finding, finding.places[at]) for finding in self.findings)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One indikator of a network's basket: why, for whom, signed; finding None where nobody has a value in the year."""

    id: str
    skal: str
    mottagare: str
    written: tuple[Written, ...]
    finding: Finding | None


@dataclass(frozen=True, slots=True, eq=False)
class Basket:
    """What one network takes to the year's report."""

    natverk: str
    mottagare: str
    kommuner: tuple[Kommun, ...]
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True, eq=False)
class YearReport:
    """All networks' baskets of a year. answer: of any of the findings, for edition and sources; None without any."""

    year: int
    cover: Cover
    baskets: tuple[Basket, ...]
    answer: Answer | None
    edition: str
    day: str
