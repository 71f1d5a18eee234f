"""The form of the quick analysis as it is shown: what was written, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ojdash.domain.analys import Analys, Item, Written
from ojdash.domain.answer import Answer, Revision
from ojdash.domain.delivery import Source
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.question import Question
from ojdash.domain.status import Marks, Status


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a value lies from something, plus or minus.

    kind        tidigare (own earlier value), grupp (the group's median) or mal (the target that was set)
    value       the own value, None where missing
    base        what it is set beside, None where there is nothing
    base_year   tidigare: the year of `base`
    difference  value - base in the indikator's unit; None for Ja/Nej and categories, over a break and from missing
    why         why there is no difference: inget_mal, saknas, brott, fa_varden, ja_nej, kategori (the first that holds)
    n           grupp: how many members have a value; else None
    """

    kind: str
    value: float | None
    base: float | None
    base_year: int | None
    difference: float | None
    why: str | None
    n: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the figures and the network say beside one row of the form.

    answer      that of År för år for the kommun, indikator and year, with the group the form names
    deviations  tidigare, grupp and mal, in that order
    before      dated events and activities that had begun when the year was measured, by date: may explain it
    after       those that began later: never offered as its explanation
    readings    agreed readings of the question, the newest first
    revised     what the newest edition has changed of the own value of this year, or None
    walked      what was written of the answer at the walk-through of that year's questionnaire (places.ASKED_FIELDS)
    """

    answer: Answer
    deviations: tuple[Deviation, ...]
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    readings: tuple[Item, ...]
    revised: Revision | None = None
    walked: Mapping[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of the form: one indikator of one kommun and year.

    indikator  None where the edition has none with this id; `id` is always there
    written    by field (domain.places.PLACES, `rad/...`), without those taken away
    evidence   None without the indikator, and where it was not asked for
    status     what a coordinator says of the value, or None
    """

    kommun: str
    id: str
    indikator: Indikator | None
    written: Mapping[str, Written]
    evidence: Evidence | None = None
    status: Status | None = None

    def text(self, name: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.written[name].value if name in self.written else ""


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """One indikator in the joint table: each kommun's row, and how many different judgements each question got."""

    id: str
    indikator: Indikator | None
    rows: tuple[Row, ...]
    differing: Mapping[str, int]

    @property
    def differences(self) -> int:
        """How many of the judged questions the kommuner answer differently; unanswered is no answer."""
        return sum(count > 1 for count in self.differing.values())


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A kommun's form of a year, of one saved analys.

    question  settled: kommun, year, omrade and utgava filled in
    edition   the edition that the values are from: the one the year was analysed on, where it is still there
    rows      one an indikator, in the order they were chosen
    joint     the joint table over all the analys' kommuner, differences in judgement first
    revised   every value of `rows` that the newest edition has changed
    kommuner  those of the analys, by code, in the order of Swedish names; where it has none, the kommun shown
    told      what the reader must be told (Swedish sentences), such as an edition that is gone
    marks     what coordinators say of the values that the analys names, of its kommuner and the year
    indikatorer  the definition of every indikator that the analys names and the edition has, by id
    """

    analys: Analys
    question: Question
    edition: str
    source: Source
    kommun: Kommun
    kommuner: Mapping[str, Kommun]
    omrade_title: str
    rows: tuple[Row, ...]
    joint: tuple[Joint, ...] = ()
    revised: tuple[Revision, ...] = ()
    told: tuple[str, ...] = ()
    indikatorer: Mapping[str, Indikator] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    @property
    def simulated(self) -> bool:
        """Whether the values are made up, which everything that shows them says."""
        return self.source.simulated
