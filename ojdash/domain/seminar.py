"""The walk-through of the questionnaire before it is submitted: what is asked, what is new, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ojdash.domain.analys import Analys, Item, Written
from ojdash.domain.delivery import Source
from ojdash.domain.edition import Redefined
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.places import is_date
from ojdash.domain.question import Question
from ojdash.domain.status import Status

# The parts of a definition that say how a question is answered.
READ = ("title", "kind", "unit", "codes", "ja_betyder", "syfte", "teknisk_beskrivning", "datakalla", "felkallor")


@dataclass(frozen=True, slots=True)
class News:
    """What is new or changed in a question since the year before.

    kind    ny (asked for the first time), brott (a declared break since it was last asked), definition (spelled
            differently in an earlier edition), uppehall (not asked the year before), forsta (the last answers were the
            first ever), utgatt (not asked any more)
    year    of the break, or when it was last asked; None for `definition`
    reason  brott: what changed, in the publisher's words
    parts   definition: each part that differs
    """

    kind: Literal["ny", "brott", "definition", "uppehall", "forsta", "utgatt"]
    year: int | None
    reason: str = ""
    parts: tuple[Redefined, ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """A kommun's last answer: of the last year anyone was asked, and the newest before where that one is missing.

    year     None where nobody was asked before
    earlier  (year, value)
    status, earlier_status  what a coordinator says of each of the two, or None
    """

    kommun: str
    year: int | None
    value: float | None
    missing: str | None
    earlier: tuple[int, float] | None = None
    status: Status | None = None
    earlier_status: Status | None = None

    @property
    def doubts(self) -> tuple[Status, ...]:
        """What is said of those of its values that are in doubt."""
        return tuple(one for one in (self.status, self.earlier_status) if one is not None and one.is_osaker)


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer that a kommun is not sure of: why, who checks it, and by when. written: by field, as in `Asked`."""

    kommun: str
    id: str
    written: Mapping[str, Written]

    def text(self, name: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.written[name].value if name in self.written else ""

    @property
    def is_done(self) -> bool:
        """Whether it has been checked."""
        return bool(self.text("kontrollerad"))

    def days_late(self, today: date) -> int:
        """How many days ago an open mark should have been checked; 0 where it is not late."""
        day = self.text("senast")
        return 0 if self.is_done or not is_date(day) else max(0, (today - date.fromisoformat(day)).days)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question of the questionnaire.

    news      what is new or changed, what matters most first
    year      the last year before the walk-through's that anyone was asked, or None
    last      each kommun's last answer, in the order of the walk-through; empty where values were not asked for
    written   by kommun, what was written of its answer this year (domain.places.ASKED_FIELDS)
    readings  the agreed readings, the newest first
    gone      whether the group has gone through it this year
    """

    indikator: Indikator
    news: tuple[News, ...]
    year: int | None
    last: tuple[Last, ...]
    written: Mapping[str, Mapping[str, Written]]
    readings: tuple[Item, ...]
    gone: bool

    @property
    def id(self) -> str:
        """The indikator's id."""
        return self.indikator.id

    def said(self, kommun: str, name: str) -> str:
        """What a kommun wrote in a field, "" where nothing."""
        fields = self.written.get(kommun, {})
        return fields[name].value if name in fields else ""

    @property
    def ja(self) -> int:
        """How many kommuner answered Ja last."""
        return sum(one.value == 1 for one in self.last)

    @property
    def answered(self) -> int:
        """How many kommuner answered the last time it was asked."""
        return sum(one.value is not None for one in self.last)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The answers that are marked as uncertain."""
        return tuple(Mark(kod, self.id, fields) for kod, fields in self.written.items() if "osaker" in fields)


@dataclass(frozen=True, slots=True)
class Signed:
    """A kommun's sign-off of its answers. open: how many of its answers are marked uncertain and not checked."""

    kommun: str
    written: Mapping[str, Written]
    open: int

    def text(self, name: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.written[name].value if name in self.written else ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields that a sign-off still lacks once it is begun."""
        return tuple(name for name in ("godkand", "vem", "godkand_datum") if not self.text(name).strip())


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """The walk-through of one area's questionnaire of one year.

    analys    what was written; one without id, which nobody may write in, where none is open
    question  settled: kommun, omrade and year filled in. The year may be later than any of the values
    edition   the edition that definitions and last answers are from; earlier: the one they are compared with, or ""
    kommuner  those of the analys, else the kommun's county, in the order of Swedish names
    asked     the questions, those with news first
    dropped   those that are not asked any more
    others    how many indikatorer of the area are not answered in the questionnaire
    told      what the reader must be told
    problem   why no status of the last answers could be read, or ""; it is told too
    """

    analys: Analys
    question: Question
    edition: str
    source: Source
    kommun: Kommun
    kommuner: Mapping[str, Kommun]
    omrade_title: str
    asked: tuple[Asked, ...]
    dropped: tuple[Asked, ...] = ()
    others: int = 0
    earlier: str = ""
    told: tuple[str, ...] = ()
    signed: tuple[Signed, ...] = field(default=())
    problem: str = ""

    @property
    def simulated(self) -> bool:
        """Whether the values are made up, which everything that shows them says."""
        return self.source.simulated

    @property
    def is_open(self) -> bool:
        """Whether an analys is open, which is where notes are kept."""
        return bool(self.analys.id)

    @property
    def shown(self) -> Asked | None:
        """The question that is shown, or None where the list is."""
        return next((one for one in (*self.asked, *self.dropped) if one.id == self.question.indikator), None)

    @property
    def changed(self) -> tuple[Asked, ...]:
        """The questions that are new or changed."""
        return tuple(one for one in self.asked if one.news)

    @property
    def gone(self) -> int:
        """How many of the questions have been gone through."""
        return sum(one.gone for one in self.asked)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every uncertain answer: the open first, by day; those without a day last among them."""
        found = [mark for one in (*self.asked, *self.dropped) for mark in one.marks if mark.kommun in self.kommuner]
        return tuple(sorted(found, key=lambda mark: (mark.is_done, mark.text("senast") or "9999")))

    @property
    def open_marks(self) -> int:
        """How many uncertain answers nobody has checked yet."""
        return sum(not mark.is_done for mark in self.marks)

    def meeting(self, name: str) -> str:
        """What was written of the meeting."""
        return self.analys.text(f"enkat/{self.question.year}/mote/{self.question.omrade}/{name}")


def is_asked(indikator: Indikator) -> bool:
    """Whether the kommun answers it itself, in the questionnaire of Öppna jämförelser."""
    return "kommunenkät" in indikator.source.lower()


def news(
    indikator: Indikator,
    year: int,
    published: Sequence[int],
    area: Sequence[int],
    parts: Sequence[Redefined] = (),
) -> tuple[News, ...]:
    """What is new or changed in a question, asked in a year, since it was asked before; what matters most first.

    published  the years in which anyone has a value of it
    area       those of the whole questionnaire: a year that no question was asked is no gap of this one
    parts      what an earlier edition said differently
    """
    before = [one for one in published if one < year]
    whole = [one for one in area if one < year]
    if indikator.until is not None and indikator.until < year:
        return (News("utgatt", indikator.until),)
    if not before or indikator.since == year:
        return (News("ny", year),)
    last = before[-1]
    found = [News("brott", one.year, one.reason) for one in indikator.breaks if last < one.year <= year]
    told = tuple(one for one in parts if one.part in READ)
    if told:
        found.append(News("definition", None, parts=told))
    if last < whole[-1]:
        found.append(News("uppehall", last))
    elif before == [whole[-1]] and whole[0] < last:
        found.append(News("forsta", last))
    return tuple(found)


def written(analys: Analys, year: int) -> dict[tuple[str, str], dict[str, Written]]:
    """What was written of the kommuner's answers of a year, by (kommun, indikator) and field."""
    found: dict[tuple[str, str], dict[str, Written]] = {}
    start = f"enkat/{year}/"
    for place, one in analys.fields.items():
        if place.startswith(start) and one.value:
            _, _, kommun, id, name = [*place.split("/"), ""][:5]
            if kommun.isdigit():
                found.setdefault((kommun, id), {})[name] = one
    return found


def open_marks(analys: Analys) -> tuple[tuple[int, Mark], ...]:
    """Every uncertain answer that nobody has checked, of every year, with its year; the newest year first."""
    years = {int(year) for place in analys.fields if (year := place.partition("enkat/")[2][:4]).isdecimal()}
    found = [
        (year, Mark(kommun, id, fields))
        for year in sorted(years, reverse=True)
        for (kommun, id), fields in written(analys, year).items()
        if "osaker" in fields
    ]
    return tuple((year, mark) for year, mark in found if not mark.is_done)
