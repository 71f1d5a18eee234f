"""Hur långt har vi kommit? What a network says of each area under the eight headings, and what its analys knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ojdash.domain.analys import Analys, Item, Written
from ojdash.domain.arshjul import Arshjul
from ojdash.domain.places import LAGET_ANSWERS, LAGET_FIELDS, is_date
from ojdash.domain.question import Question


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that the analys holds and that may bear on an answer. It is shown beside, and never is the answer.

    kind   godkand: of `of` kommuner, `count` have signed off their answers of `year`; genomgang: the day of a
           walk-through; kommentarer: how many comments on the results of `year`; mote: a meeting that has been, its
           `title` and `day`; natverk: a network's name; uppfoljt: how many outcomes and proposals are followed up
    """

    kind: str
    year: int | None = None
    count: int = 0
    of: int = 0
    title: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of an area: what was written in each of its fields, and what the analys itself knows of it."""

    name: str
    written: Mapping[str, Written]
    hints: tuple[Hint, ...] = ()

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
    return tuple(
        Stand(code, titel, {name: _said(analys, code, name, today, omrade_of) for name in LAGET_ANSWERS})
        for code, titel in omraden.items()
    )


def _said(analys: Analys, omrade: str, name: str, today: date, omrade_of: Callable[[str], str | None]) -> Said:
    at = f"laget/{omrade}/{name}/"
    written = {field: analys.fields[at + field] for field in LAGET_FIELDS if analys.text(at + field)}
    known = _HINTS.get(name)
    return Said(name, written, tuple(known(analys, omrade, today, omrade_of)) if known else ())


# --- what the analys knows itself -----------------------------------------------------------------------------------


def _walked(analys: Analys, omrade: str, today: date, _: object) -> list[Hint]:
    """The newest walk-through of the area's questionnaire: when, and how many kommuner signed off."""
    days: dict[int, str] = {}
    signed: dict[int, int] = {}
    for place, one in analys.fields.items():
        parts = place.split("/")
        if parts[0] != "enkat" or not one.value or omrade not in parts[3:4]:
            continue
        if parts[2] == "mote" and parts[-1] == "motesdag" and one.value <= today.isoformat():
            days[int(parts[1])] = one.value
        elif parts[2] == "godkand" and parts[-1] == "godkand":
            signed[int(parts[1])] = signed.get(int(parts[1]), 0) + 1
    found = [Hint("genomgang", max(days), day=days[max(days)])] if days else []
    if signed:
        year = max(signed)
        found.append(Hint("godkand", year, signed[year], max(len(analys.kommuner), signed[year])))
    return found


def _commented(analys: Analys, omrade: str, _: date, omrade_of: Callable[[str], str | None]) -> list[Hint]:
    count: dict[int, int] = {}
    for place, one in analys.fields.items():
        if place.startswith("rapport/") and one.value.strip() and omrade_of(place.split("/")[2]) == omrade:
            year = int(place.split("/")[1])
            count[year] = count.get(year, 0) + 1
    return [Hint("kommentarer", max(count), count[max(count)])] if count else []


def _met(analys: Analys, omrade: str, today: date, _: object) -> list[Hint]:
    held = [item for item in _meetings(analys, omrade) if item.text("datum") <= today.isoformat()]
    return [Hint("mote", title=item.text("titel"), day=item.text("datum")) for item in held[-1:]]


def _network(analys: Analys, omrade: str, _: date, __: object) -> list[Hint]:
    named = [item.text("natverk") for item in _meetings(analys, omrade) if item.text("natverk").strip()]
    named += [analys.text("om/natverk")] if analys.text("om/omrade") == omrade else []
    return [Hint("natverk", title=named[-1])] if named and named[-1].strip() else []


def _followed(analys: Analys, omrade: str, _: date, omrade_of: Callable[[str], str | None]) -> list[Hint]:
    meetings = {item.id for item in _meetings(analys, omrade)}
    outcomes = [item for item in analys.items("utfall") if item.text("mote") in meetings]
    proposals = [item for item in analys.items("forslag") if omrade_of(item.text("indikator")) == omrade]
    count = sum(bool(item.text("uppfoljning").strip()) for item in (*outcomes, *proposals))
    return [Hint("uppfoljt", count=count)] if count else []


def _meetings(analys: Analys, omrade: str) -> Sequence[Item]:
    """The dated meetings that are about an area, by date; one that does not say is about the analys' area."""
    own = analys.text("om/omrade")
    about = [item for item in analys.items("mote") if (item.text("omrade") or own) == omrade]
    return sorted((item for item in about if is_date(item.text("datum"))), key=lambda item: item.text("datum"))


_HINTS: dict[str, Callable[..., list[Hint]]] = {
    "enkat": _walked,
    "kommentarer": _commented,
    "chefsnatverk": _network,
    "resultat": _met,
    "uppfoljning": _followed,
}
