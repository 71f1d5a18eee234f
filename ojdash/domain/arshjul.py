"""The year wheel: what happens when over the year, nationally and in the network, and what is past and next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ojdash.domain.analys import Analys, Item
from ojdash.domain.places import STEPS, is_date
from ojdash.domain.question import Question

KINDS = ("nationell", "egen", "mote", "enkat", "beslut")

Day = tuple[int, int]  # month, day


@dataclass(frozen=True, slots=True)
class National:
    """A date of the national calendar, the same every year until something else is known; always preliminary.

    nar      how it is said, such as "vecka 4"
    first, last  the days between which it usually lies; of `vecka` they are its Monday and Friday
    omraden  the areas it concerns; () all
    known    days that are known, each in the place of its year's usual ones
    """

    id: str
    titel: str
    nar: str
    kalla: str
    first: Day = (1, 1)
    last: Day = (12, 31)
    vecka: int | None = None
    omraden: tuple[str, ...] = ()
    known: tuple[date, ...] = ()

    def of(self, year: int) -> Moment:
        """It in a year. One that ends before it begins ends the year after."""
        found = next((day for day in self.known if day.year == year), None)
        if found:
            first = last = found
        elif self.vecka is not None:
            first, last = (date.fromisocalendar(year, self.vecka, weekday) for weekday in (1, 5))
        else:
            first, last = on(year, self.first), on(year + (self.last < self.first), self.last)
        when = "" if found else self.nar
        return Moment("nationell", self.id, self.titel, first, last, self.omraden, when, self.kalla)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens from `first` to `last`, the same day where it is one.

    kind      one of KINDS: national; the network's own date; a meeting prepared in Mötet; a walk-through of the
              questionnaire; a decision point of a step
    id        of the national date, the item, or else the place it is written at
    titel     what; "" where its kind says it
    omraden   the areas it concerns; () all
    when      how a day that is not known is said; "" where the days are
    kalla, anteckning  a national date's source; the network's note to its own
    question  what shows it, or None
    step, of_year  a decision point's step, and the year that it or a walk-through is about
    """

    kind: str
    id: str
    titel: str
    first: date
    last: date
    omraden: tuple[str, ...] = ()
    when: str = ""
    kalla: str = ""
    anteckning: str = ""
    question: Question | None = None
    step: int | None = None
    of_year: int | None = None

    @property
    def is_preliminary(self) -> bool:
        """Whether it is a national date, which may be moved."""
        return self.kind == "nationell"

    def state(self, today: date) -> str:
        """varit, pagar or kommer."""
        return "varit" if self.last < today else "pagar" if self.first <= today else "kommer"

    def concerns(self, omrade: str | None) -> bool:
        """Whether it concerns an area; None is all of them."""
        return omrade is None or not self.omraden or omrade in self.omraden


@dataclass(frozen=True, slots=True, eq=False)
class Arshjul:
    """A year, and what is past, goes on and comes, seen from a day.

    moments  those that lie in the year, by date
    last, now, following  of all years: what has been, the newest first; what goes on; what comes, the nearest first
    omraden  the titles of the areas; omrade: the one that is shown, None for all
    """

    year: int
    today: date
    moments: tuple[Moment, ...]
    last: tuple[Moment, ...]
    now: tuple[Moment, ...]
    following: tuple[Moment, ...]
    omrade: str | None = None
    omraden: Mapping[str, str] = field(default_factory=dict)


def on(year: int, day: Day) -> date:
    """A day of a year; one that its month lacks is the month's last, as 29 February in most years."""
    return date(year, day[0], min(day[1], monthrange(year, day[0])[1]))


def arshjul(
    nationals: Sequence[National],
    analys: Analys,
    year: int,
    today: date,
    omrade: str | None,
    omraden: Mapping[str, str],
) -> Arshjul:
    """The year wheel of a year, with what is past and next about a day."""
    own = [moment for moment in dated(analys) if moment.concerns(omrade)]
    repeated = [item for item in analys.items("dag") if item.text("varje_ar")]
    years = sorted({year - 1, year, *range(today.year - 1, today.year + 2)})
    found = [*own, *(moment for one in years for moment in _yearly(nationals, repeated, one, omrade))]
    every = sorted(found, key=_order)
    past = [moment for moment in every if moment.state(today) == "varit"]
    return Arshjul(
        year=year,
        today=today,
        moments=tuple(moment for moment in every if moment.first.year <= year <= moment.last.year),
        last=tuple(sorted(past, key=lambda moment: (moment.last, moment.first), reverse=True)),
        now=tuple(moment for moment in every if moment.state(today) == "pagar"),
        following=tuple(moment for moment in every if moment.state(today) == "kommer"),
        omrade=omrade,
        omraden=omraden,
    )


def dated(analys: Analys) -> list[Moment]:
    """What the network has a date for: its own dates, meetings, walk-throughs and decision points. Each once."""
    own = (_own(item) for item in analys.items("dag") if not item.text("varje_ar"))
    found = [moment for moment in own if moment]
    for item in analys.items("mote"):
        if is_date(item.text("datum")):
            to = Question("mote", mote=item.id)
            found.append(_moment("mote", item.id, item.text("datum"), item.text("titel"), item.text("omrade"), to))
    return [*found, *_walks(analys), *_decisions(analys)]


def _yearly(nationals: Sequence[National], repeated: Iterable[Item], year: int, omrade: str | None) -> list[Moment]:
    found = [one.of(year) for one in nationals]
    found += [moment for item in repeated if (moment := _own(item, year))]
    return [moment for moment in found if moment.concerns(omrade)]


def _own(item: Item, year: int | None = None) -> Moment | None:
    """An own date, in another year where it is of every year; None without a day, or before the first year."""
    if not is_date(item.text("datum")):
        return None
    first = date.fromisoformat(item.text("datum"))
    last = date.fromisoformat(item.text("till")) if is_date(item.text("till")) else first
    last = max(first, last)
    if year is not None:
        if year < first.year:
            return None
        long = last - first
        first = on(year, (first.month, first.day))
        last = first + min(long, timedelta(days=366))
    omraden = (item.text("omrade"),) if item.text("omrade") else ()
    return Moment("egen", item.id, item.text("titel"), first, last, omraden, anteckning=item.text("anteckning"))


def _walks(analys: Analys) -> list[Moment]:
    found = []
    for place, written in analys.fields.items():
        if place.startswith("enkat/") and place.endswith("/motesdag") and is_date(written.value):
            _, year, _, omrade, _ = place.split("/")
            # Enkäten shows the analys' own area only, where it has one.
            shows = analys.text("om/omrade") in ("", omrade)
            to = Question("enkat", omrade=omrade, year=int(year), steg="1") if shows else None
            found.append(_moment("enkat", place, written.value, "", omrade, to, of_year=int(year)))
    return found


def _decisions(analys: Analys) -> list[Moment]:
    found = []
    for year in analys.years:
        for step in STEPS:
            place = f"steg/{year}/{step}/datum"
            if is_date(analys.text(place)):
                to = Question("snabbanalys", year=year, steg=str(step))
                omrade, asked = analys.text("om/omrade"), analys.text(f"steg/{year}/{step}/fraga")
                found.append(_moment("beslut", place, analys.text(place), asked, omrade, to, step, year))
    return found


def _moment(
    kind: str,
    id: str,
    day: str,
    titel: str,
    omrade: str,
    to: Question | None,
    step: int | None = None,
    of_year: int | None = None,
) -> Moment:
    first = date.fromisoformat(day)
    omraden = (omrade,) if omrade else ()
    return Moment(kind, id, titel, first, first, omraden, question=to, step=step, of_year=of_year)


def _order(moment: Moment) -> tuple[date, date, int, str]:
    return moment.first, moment.last, KINDS.index(moment.kind), moment.id
