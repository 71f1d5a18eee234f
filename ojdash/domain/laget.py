"""Hur långt har vi kommit? What a network says of each area under the eight headings, and what its analys knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ojdash.domain.analys import Analys, Item, Written
from ojdash.domain.arshjul import Arshjul
from ojdash.domain.places import LAGET_ANSWERS, LAGET_FIELDS, is_date
from ojdash.domain.question import Question


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that the analys holds and that may bear on an answer. It is shown beside, and never is the answer.

    kind   godkand: of the analys' `of` kommuner, `count` have signed off their answers of `year`; genomgang: the day
           set for a walk-through, which is past; kommentarer: how many comments on the results of `year`; mote: a
           meeting whose `day` is past, and its `title`; natverk: a network's name; uppfoljt: of how many outcomes and
           proposals something is written of how they were followed up
    """

    kind: str
    year: int | None = None
    count: int = 0
    of: int = 0
    title: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of an area: what was written in each of its fields, and what the analys itself knows of it.

    is_open  whether two wrote at once in any of its fields, and nobody has chosen between them yet
    """

    name: str
    written: Mapping[str, Written]
    hints: tuple[Hint, ...] = ()
    is_open: bool = False

    def text(self, field: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.written[field].value if field in self.written else ""

    @property
    def svar(self) -> str:
        """ja, nej, or "" where nobody has said: that is not known, and never a no."""
        return self.text("svar")


@dataclass(frozen=True, slots=True)
class Stand:
    """How far an area has come: its nine answers under the eight headings, by name (domain.places.LAGET)."""

    omrade: str
    titel: str
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True, eq=False)
class Laget:
    """The page: every area's stand and the year wheel.

    analys    what was written; one without id, which nobody may write in, where none is open
    question  settled: the part and, for one area's form, the area
    stands    the nine areas, then those of other data sets
    told      what the reader must be told
    """

    analys: Analys
    question: Question
    stands: tuple[Stand, ...]
    wheel: Arshjul
    told: tuple[str, ...] = ()
    omraden: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether an analys is open, which is where the answers and the network's own dates are kept."""
        return bool(self.analys.id)

    @property
    def shown(self) -> Stand | None:
        """The area whose form is asked for, or None."""
        asked = self.question.omrade if self.question.steg == "omrade" else None
        return next((stand for stand in self.stands if stand.omrade == asked), None)

    @property
    def counts(self) -> dict[str, int]:
        """How many answers are ja, nej and not known ("")."""
        every = [said.svar for stand in self.stands for said in stand.said.values()]
        return {svar: every.count(svar) for svar in ("ja", "nej", "")}


def stands(
    analys: Analys, omraden: Mapping[str, str], today: date, omrade_of: Callable[[str], str | None]
) -> tuple[Stand, ...]:
    """Every area's stand. omrade_of: the area of an indikator's id."""
    known = hints(analys, today, omrade_of)
    return tuple(
        Stand(code, titel, {name: _said(analys, code, name, known.get((code, name), ())) for name in LAGET_ANSWERS})
        for code, titel in omraden.items()
    )


def _said(analys: Analys, omrade: str, name: str, known: Sequence[Hint]) -> Said:
    at = f"laget/{omrade}/{name}/"
    written = {field: analys.fields[at + field] for field in LAGET_FIELDS if analys.text(at + field)}
    return Said(name, written, tuple(known), any(analys.beside.get(at + field) for field in LAGET_FIELDS))


# --- what the analys knows itself -----------------------------------------------------------------------------------

Known = dict[tuple[str, str], list[Hint]]


def hints(analys: Analys, today: date, omrade_of: Callable[[str], str | None]) -> Known:
    """What the analys holds that may bear on an answer, by area and answer."""
    found: Known = {}
    for omrade, one in (*_walks(analys, today), *_signed(analys)):
        found.setdefault((omrade, "enkat"), []).append(one)
    for omrade, one in _comments(analys, omrade_of):
        found[omrade, "kommentarer"] = [one]
    meetings = _meetings(analys)
    named = {omrade: item.text("natverk").strip() for omrade, item in meetings if item.text("natverk").strip()}
    own = analys.text("om/natverk").strip()
    if own and analys.text("om/omrade"):
        named[analys.text("om/omrade")] = own
    for omrade, name in named.items():
        found[omrade, "chefsnatverk"] = [Hint("natverk", title=name)]
    for omrade, item in meetings:
        if item.text("datum") <= today.isoformat():
            found[omrade, "resultat"] = [Hint("mote", title=item.text("titel"), day=item.text("datum"))]
    followed = Counter(_followed(analys, dict((item.id, omrade) for omrade, item in meetings), omrade_of))
    for omrade, count in followed.items():
        found[omrade, "uppfoljning"] = [Hint("uppfoljt", count=count)]
    return found


def _walks(analys: Analys, today: date) -> Iterator[tuple[str, Hint]]:
    """The newest walk-through of each area's questionnaire whose day has come."""
    newest: dict[str, Hint] = {}
    for place, one in analys.fields.items():
        if place.startswith("enkat/") and place.endswith("/motesdag") and one.value:
            _, year, _, omrade, _ = place.split("/")
            known = newest.get(omrade)
            if one.value <= today.isoformat() and (known is None or int(year) > known.year):
                newest[omrade] = Hint("genomgang", int(year), day=one.value)
    yield from newest.items()


def _signed(analys: Analys) -> Iterator[tuple[str, Hint]]:
    """How many of the analys' kommuner have signed off their answers, of each area's newest year."""
    count: Counter[tuple[str, int]] = Counter()
    for place, one in analys.fields.items():
        if place.startswith("enkat/") and place.endswith("/godkand") and one.value:
            _, year, _, omrade, kommun, _ = place.split("/")
            count[omrade, int(year)] += kommun in analys.kommuner  # one that has left the analys is not of its kommuner
    for (omrade, year), signed in _newest(count):
        yield omrade, Hint("godkand", year, signed, len(analys.kommuner))


def _comments(analys: Analys, omrade_of: Callable[[str], str | None]) -> Iterator[tuple[str, Hint]]:
    """How many comments are written on the results of each area's newest year."""
    count: Counter[tuple[str, int]] = Counter()
    for place, one in analys.fields.items():
        if place.startswith("rapport/") and one.value.strip():
            _, year, id, _ = place.split("/")
            count[omrade_of(id) or "", int(year)] += 1
    for (omrade, year), written in _newest(count):
        yield omrade, Hint("kommentarer", year, written)


def _newest(count: Counter[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], int]]:
    newest = {omrade: year for omrade, year in sorted(count)}
    return (((omrade, year), count[omrade, year]) for omrade, year in newest.items())


def _followed(analys: Analys, meetings: Mapping[str, str], omrade_of: Callable[[str], str | None]) -> Iterator[str]:
    """The area of each outcome and proposal of whose follow-up something is written."""
    for item in analys.items("utfall"):
        if item.text("uppfoljning").strip() and item.text("mote") in meetings:
            yield meetings[item.text("mote")]
    for item in analys.items("forslag"):
        if item.text("uppfoljning").strip():
            yield omrade_of(item.text("indikator")) or ""


def _meetings(analys: Analys) -> list[tuple[str, Item]]:
    """The dated meetings by date, with the area of each; one that does not say is about the analys' area."""
    own = analys.text("om/omrade")
    dated = [item for item in analys.items("mote") if is_date(item.text("datum"))]
    return [(item.text("omrade") or own, item) for item in sorted(dated, key=lambda item: item.text("datum"))]
