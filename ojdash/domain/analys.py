"""What people write about their results: an analys is a set of fields, each at its place.

A place is a path such as `rad/2024/0685/LSS-01/samlad`: what the field belongs to, and its name. PLACES lists every
place there is and what may stand there; everything that saves, shows or exports reads that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.question import is_peers

MOST_TEXT = 100_000
MOST_LINE = 300

# The form of the quick analysis: its columns, in the order of the printed form. The first three are judged.
COLUMNS = ("angelaget", "tillforlitligt", "aktuellt", "aktiviteter", "kommentarer", "samlad")
JUDGED = COLUMNS[:3]
SVAR = ("ja", "nej", "undersok")

# The three questions of the year comparison.
YEAR_QUESTIONS = ("hant", "resultat", "jamforelse")
STEPS = (1, 2, 3, 4, 5)
BASKET = range(4, 7)
EXCHANGE = range(2, 4)
EXCHANGE_NOTES = ("verksamhet", "budget", "kvalitet", "arbetsmiljo")

May = Literal["lasa", "skriva", "aga"]

# What may stand in a field; each kind is a function of FAULTS.
_YES = {"vald": "ja", "prioriterad": "ja"}
_ROW = {
    **_YES,
    **dict.fromkeys(JUDGED, "svar"),
    **dict.fromkeys(COLUMNS[3:], "text"),
    **dict.fromkeys(YEAR_QUESTIONS, "text"),
    "grupp": "peers",  # whom the third question sets the kommun beside
    "grupp_varfor": "text",
    "underlag": "text",  # other sources than the figure
    "svarade": "text",  # "så svarade vi och varför"
    "prioriterad_varfor": "text",
    "prioriterad_mottagare": "rad",
    "mal": "tal",
    "avvikelse": "text",
    "orsaker": "text",
    "slutsats": "text",
}
_STEP = {
    "anteckning": "text",
    "fraga": "text",
    "beslutar": "rad",
    "datum": "datum",
    "lage": "beslut",
    "utfall": "text",
    "klar": "ja",
}
_ITEMS: dict[str, dict[str, str]] = {
    "handelse": {"slag": "handelse", "kommun": "kommun", "indikator": "indikator", "datum": "datum", "text": "text"},
    "forslag": {
        **{"kommun": "kommun", "indikator": "indikator", "text": "text", "varfor": "text", "ansvarig": "rad"},
        **{"datum": "datum", "lage": "forslag", "uppfoljning": "text"},
    },
    "tolkning": {"indikator": "indikator", "text": "text", "datum": "datum", "vilka": "rad"},
    "utvecklingsmal": {
        **{"text": "text", "kommuner": "kommuner", "ursprung": "ursprung", "indikatorer": "indikatorer"},
        **{"lage": "utvecklingsmal", "datum": "datum"},
    },
    "utbyte": {
        **{"kommuner": "utbyte", "niva": "rad", "datum": "datum"},
        **dict.fromkeys(EXCHANGE_NOTES, "text"),
    },
}

# The names of the fields, in order: those of a row of the form, of a step, and of each kind of item.
ROW_FIELDS = tuple(_ROW)
STEP_FIELDS = tuple(_STEP)
ITEM_FIELDS: dict[str, tuple[str, ...]] = {item: tuple(names) for item, names in _ITEMS.items()}

# The parts of a place that are not words of ours.
_PARTS = {
    "<year>": r"(?:19|20)[0-9]{2}",
    "<kommun>": r"(?!0000)[0-9]{4}",
    "<indikator>": r"[A-Za-z0-9_-]{1,40}",
    "<step>": r"[1-5]",
    "<item>": r"[a-z0-9]{8,26}",
}

PLACES: dict[str, str] = {
    "om/titel": "rad",
    "om/natverk": "rad",
    "om/mottagare": "rad",
    "om/kommuner": "kommuner",
    "om/omrade": "omrade",
    "om/year": "year",
    "ar/<year>/utgava": "utgava",
    **{f"rad/<year>/<kommun>/<indikator>/{name}": kind for name, kind in _ROW.items()},
    **{f"steg/<year>/<step>/{name}": kind for name, kind in _STEP.items()},
    "korg/<year>/<indikator>/vald": "ja",
    "korg/<year>/<indikator>/skal": "text",
    "korg/<year>/<indikator>/mottagare": "rad",
    **{f"{item}/<item>/{name}": kind for item, names in _ITEMS.items() for name, kind in names.items()},
    **{f"{item}/<item>/borttagen": "ja" for item in _ITEMS},
}

CHOICES: dict[str, tuple[str, ...]] = {
    "svar": SVAR,
    "ja": ("ja",),
    "beslut": ("beslutat", "skjuts_upp"),
    "handelse": ("handelse", "aktivitet"),
    "forslag": ("forslag", "beslutat", "pagar", "klart", "avslutat"),
    "ursprung": ("oj", "annat"),
    "utvecklingsmal": ("planerat", "pagar", "uppnatt", "avslutat"),
}


def _codes(text: str, fits: str) -> list[str] | None:
    codes = text.split("-")
    whole = all(re.fullmatch(fits, code) for code in codes) and len(set(codes)) == len(codes)
    return codes if whole else None


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and date.fromisoformat(text).year > 1900
    except ValueError:
        return False


_FITS = {
    "datum": _is_date,
    "tal": lambda text: bool(re.fullmatch(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?", text)),
    "year": lambda text: bool(re.fullmatch(_PARTS["<year>"], text)),
    "kommun": lambda text: bool(re.fullmatch(_PARTS["<kommun>"], text)) and text != RIKET,
    "kommuner": lambda text: 0 < len(_codes(text, _PARTS["<kommun>"]) or ()) <= 300,
    "utbyte": lambda text: _codes(text, _PARTS["<kommun>"]) is not None,
    "indikator": lambda text: bool(re.fullmatch(_PARTS["<indikator>"], text)),
    "indikatorer": lambda text: all(re.fullmatch(_PARTS["<indikator>"], id) for id in text.split(" ")),
    "omrade": lambda text: text in OMRADEN or bool(re.fullmatch(r"[a-z0-9_]{1,60}", text)),
    "utgava": lambda text: bool(re.fullmatch(r"[a-z0-9-]{1,80}", text)),
    "peers": is_peers,
}
# By the first part and the last, which are always words of ours.
_PATTERNS = {
    (place.split("/")[0], place.split("/")[-1]): (
        re.compile(re.sub(r"<\w+>", lambda part: _PARTS[part.group()], place)),
        kind,
    )
    for place, kind in PLACES.items()
}


def _is_whole(text: str) -> bool:
    """Whether no character is half of one: UTF-8 can't spell those."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def kind_of(place: str) -> str | None:
    """What may stand at a place: a word of PLACES' values, or None where there is no such place."""
    parts = place.split("/")
    pattern, kind = _PATTERNS.get((parts[0], parts[-1]), (None, None))
    return kind if pattern and pattern.fullmatch(place) else None


def fault(place: str, value: str) -> str | None:
    """Why a value can't stand at a place, as a code, or None when it can. An empty value always can: it takes away.

    okand_plats, for_langt, tecken (NUL and lone surrogates), fyra (an exchange of another number than two or three),
    en_rad (a line break where one line is meant), else the kind itself: svar, datum, tal, kommuner ...
    """
    kind = kind_of(place)
    if kind is None:
        return "okand_plats"
    if "\x00" in value or not _is_whole(value):
        return "tecken"
    if len(value) > (MOST_TEXT if kind == "text" else MOST_LINE if kind == "rad" else 4000):
        return "for_langt"
    if not value or kind == "text":
        return None
    if kind == "rad":
        return None if value.splitlines() == [value] else "en_rad"
    if kind in CHOICES:
        return None if value in CHOICES[kind] else kind
    if not _FITS[kind](value):
        return "kommuner" if kind == "utbyte" else kind
    if kind == "utbyte" and len(value.split("-")) not in EXCHANGE:
        return "fyra"
    return None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote: a role and an organisation in free text; never a login."""

    role: str
    organisation: str = ""


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
class Item:
    """One of a list: an event, a proposal, a reading, a goal, an exchange. fields: by name, those ever written."""

    kind: str
    id: str
    fields: Mapping[str, Written]

    def text(self, name: str) -> str:
        """What stands in a field, "" where nothing does."""
        return self.fields[name].value if name in self.fields else ""


@dataclass(frozen=True, slots=True, eq=False)
class Analys:
    """A saved analys as one of its addresses shows it.

    may      what the address allows: lasa, skriva or aga
    fields   the newest version at every place ever written; an empty value was taken away
    beside   texts that were written over each other at the same time and are not chosen between, by place
    ends     the last day on which its addresses work, or None
    reading, writing  the addresses to share, where this one may know them: a writer knows the reader's, an owner both
    latest   the number of the newest version
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

    @property
    def may_write(self) -> bool:
        """Whether this address allows writing."""
        return self.may != "lasa"

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
        yearly = ("ar/", "rad/", "steg/", "korg/")
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
            if head in ("rad", "korg"):
                found[rest[-2]] = None
            elif rest[-1] in ("indikator", "indikatorer"):
                found |= dict.fromkeys(written.value.split())
        return tuple(found)

    def items(self, kind: str, **equal: str) -> list[Item]:
        """The items of a kind that were not taken away and whose fields are as given; the first written first."""
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
            if not item.text("borttagen")
            and any(written.value for written in item.fields.values())
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
    return _is_date(began) and date.fromisoformat(began) <= measured_until(indikator, year)
