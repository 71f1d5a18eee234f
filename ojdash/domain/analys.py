"""What people write about their results: an analys is a set of fields, each at its place (domain.places).

Every field has its versions, each with who wrote it and when; what is shown is the newest.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ojdash.domain.indikator import Indikator
from ojdash.domain.places import is_date

May = Literal["lasa", "skriva", "aga"]
EraserRole = Literal["aga", "administrator"]


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote: a role and an organisation in free text.

    verified  the name that the host's identity provider vouches for, "" where nobody has signed in
    """

    role: str
    organisation: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One version of a field: what was written, by whom and when (ISO 8601, UTC).

    number  counts everything ever written in the analys; version counts this field's versions from 1
    """

    place: str
    value: str
    author: Author
    at: str
    version: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Erasure:
    """That something was erased: where, when and by whose decision; never what it was.

    place      the field; "" is the whole analys, and in the book `samordnare/<number>` a coordinator's name and reasons
    versions   how many versions went
    at         when (ISO 8601, UTC)
    by         the role of who erased it
    reference  of the decision, such as a diarienummer
    number     its number among everything written; upto: the last version of the field that went
    """

    place: str
    versions: int
    at: str
    by: EraserRole
    reference: str
    number: int = 0
    upto: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list: an event, a proposal, a reading, a goal, an exchange. fields: by name, those ever written."""

    kind: str
    id: str
    fields: Mapping[str, Written]

    def text(self, name: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.fields[name].value if name in self.fields else ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that opens an analys for reading, "ABCD-2345": of which meeting, and when it ends (ISO 8601, UTC)."""

    spelled: str
    mote: str
    ends: str


@dataclass(frozen=True, slots=True, eq=False)
class Analys:
    """A saved analys as one of its addresses shows it.

    may      what the address allows: lasa, skriva or aga
    fields   the newest version at every place ever written; an empty value was taken away
    beside   texts that were written over each other at the same time and are not chosen between, by place
    ends     the last day on which its addresses work, or None
    reading, writing  the addresses to share, where this one may know them: a writer knows the reader's, an owner both
    latest   the number of the newest version
    closed   the site only shows, whatever the address allows
    code     the code that is open for a meeting, or None
    until    when the address that opened it stops to work (ISO 8601, UTC), of one that a code opened; else None
    erased   what was erased in it, the first first
    keeps    the last day that it is kept if nothing more is written, None where no setting says how long
    """

    id: str
    may: May
    fields: Mapping[str, Written]
    beside: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    ends: date | None = None
    created: str = ""
    reading: str | None = None
    writing: str | None = None
    latest: int = 0
    closed: bool = False
    code: Code | None = None
    until: str | None = None
    erased: tuple[Erasure, ...] = ()
    keeps: date | None = None

    @property
    def may_write(self) -> bool:
        """Whether this address allows writing, here and now."""
        return self.may != "lasa" and not self.closed

    def text(self, place: str) -> str:
        """What stands at a place, "" where nothing does."""
        return self.fields[place].value if place in self.fields else ""

    @property
    def kommuner(self) -> tuple[str, ...]:
        """The kommuner whose forms it holds."""
        return tuple(code for code in self.text("om/kommuner").split("-") if code)

    @property
    def year(self) -> int | None:
        """The newest year that is worked on."""
        return int(self.text("om/year") or 0) or None

    @property
    def years(self) -> tuple[int, ...]:
        """Every year it was worked on, the newest last."""
        yearly = ("ar/", "rad/", "steg/", "korg/", "enkat/", "rapport/")
        found = {
            int(place.split("/")[1])
            for place, written in self.fields.items()
            if place.startswith(yearly) and written.value
        }
        return tuple(sorted(found | ({self.year} if self.year else set())))

    def chosen(self, year: int, kommun: str) -> tuple[str, ...]:
        """The ids of the indikatorer in a kommun's form of a year, in the order they were chosen."""
        start = f"rad/{year}/{kommun}/"
        found = [
            (written.number, place.split("/")[3])
            for place, written in self.fields.items()
            if place.startswith(start) and place.endswith("/vald") and written.value
        ]
        return tuple(id for _, id in sorted(found))

    def row(self, year: int, kommun: str, indikator: str) -> dict[str, Written]:
        """Everything written about one indikator of one kommun and year, by field; what was taken away is left out."""
        start = f"rad/{year}/{kommun}/{indikator}/"
        return {
            place.removeprefix(start): written
            for place, written in self.fields.items()
            if place.startswith(start) and written.value
        }

    def rows(self, year: int) -> dict[tuple[str, str], dict[str, Written]]:
        """As `row`, for every kommun and indikator of a year at once; by (kommun, indikator)."""
        found: dict[tuple[str, str], dict[str, Written]] = {}
        start = f"rad/{year}/"
        for place, written in self.fields.items():
            if place.startswith(start) and written.value:
                _, _, kommun, id, name = place.split("/")
                found.setdefault((kommun, id), {})[name] = written
        return found

    def basket(self, year: int) -> tuple[str, ...]:
        """The ids of the year's basket, in the order they were chosen."""
        start = f"korg/{year}/"
        found = [
            (written.number, place.split("/")[2])
            for place, written in self.fields.items()
            if place.startswith(start) and place.endswith("/vald") and written.value
        ]
        return tuple(id for _, id in sorted(found))

    def named(self) -> tuple[str, ...]:
        """The ids of all indikatorer that anything was written about: rows, baskets and items; each once."""
        found: dict[str, None] = {}
        for place, written in self.fields.items():
            head, *rest = place.split("/")
            if head in ("rad", "korg", "rapport"):
                found[rest[-2]] = None
            elif rest[-1] in ("indikator", "indikatorer"):
                found |= dict.fromkeys(written.value.split())
        return tuple(found)

    def items(self, kind: str, **equal: str) -> list[Item]:
        """The items of a kind that were not taken away and whose fields are as given; the first written first."""
        return [item for item in self._every(kind, equal) if not item.text("borttagen")]

    def removed(self, kind: str, **equal: str) -> list[Item]:
        """The items of a kind that were taken away, which can be taken back."""
        return [item for item in self._every(kind, equal) if item.text("borttagen")]

    def _every(self, kind: str, equal: Mapping[str, str]) -> list[Item]:
        found: dict[str, dict[str, Written]] = {}
        start = f"{kind}/"
        for place, written in self.fields.items():
            if place.startswith(start):
                _, id, name = place.split("/")
                found.setdefault(id, {})[name] = written
        items = [Item(kind, id, fields) for id, fields in found.items()]
        kept = [
            item
            for item in items
            if any(written.value for written in item.fields.values())
            and all(item.text(name) == value for name, value in equal.items())
        ]
        return sorted(kept, key=_first_written)

    def events(self, kommun: str, indikator: str) -> list[Item]:
        """The dated events and activities that concern an indikator of a kommun, by date.

        One without an indikator concerns all of them; one without a kommun all kommuner.
        """
        found = [
            item
            for item in self.items("handelse")
            if item.text("datum") and item.text("kommun") in ("", kommun) and item.text("indikator") in ("", indikator)
        ]
        return sorted(found, key=lambda item: (item.text("datum"), item.id))

    def readings(self, indikator: str) -> list[Item]:
        """The agreed readings of an indikator's question, the newest first."""
        found = self.items("tolkning", indikator=indikator)
        return sorted(found, key=lambda item: (item.text("datum"), _first_written(item)), reverse=True)

    def is_done(self, year: int, step: int) -> bool:
        """Whether a step is done: marked so, and its decision point has an outcome or is put off."""
        return bool(self.text(f"steg/{year}/{step}/klar")) and has_decision(self, year, step)

    def __iter__(self) -> Iterator[Written]:
        return iter(self.fields.values())


def _first_written(item: Item) -> tuple[int, str]:
    """A sort key: the item's oldest field that still stands as it was first written, which is not moved by typing."""
    return min(written.number for written in item.fields.values()), item.id


def has_decision(analys: Analys, year: int, step: int) -> bool:
    """Whether a step's decision point is settled: put off, or decided with the outcome, by whom and when."""
    at = f"steg/{year}/{step}/"
    if analys.text(f"{at}lage") == "skjuts_upp":
        return True
    return analys.text(f"{at}lage") == "beslutat" and all(
        analys.text(f"{at}{name}").strip() for name in ("utfall", "beslutar", "datum")
    )


def measured_until(indikator: Indikator, year: int) -> date:
    """The last day that a year's value can tell of.

    Öppna jämförelser's questionnaires are answered from January to March; other measures cover the whole year.
    """
    return date(year, 3, 31) if "kommunenkät" in indikator.source.lower() else date(year, 12, 31)


def may_explain(event: Item, indikator: Indikator, year: int) -> bool:
    """Whether an event or activity had begun when a year's value was measured; without a date nothing is known."""
    began = event.text("datum")
    return is_date(began) and date.fromisoformat(began) <= measured_until(indikator, year)


def keeps_until(written: str, months: int) -> date | None:
    """The last day that an analys is kept that was last written in at a moment (ISO 8601); None: 0 months, for ever.

    A month later is the same day of it, or its last day where it has no such day.
    """
    if not months:
        return None
    day = date.fromisoformat(written[:10])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
