"""Own figures: what a visitor brings and sets beside what is published. Never part of a median, a level or a count."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ojdash.domain.answer import Answer

Part = Literal["ar", "halvar", "tertial", "kvartal", "manad", "dag"]
MONTHS_IN: dict[str, int] = {"ar": 12, "halvar": 6, "tertial": 4, "kvartal": 3, "manad": 1}
FIRST_YEAR, LAST_YEAR = 1970, 2100

# Why something that was brought is not shown: `text.own.UNREAD` says each in words.
Why = Literal["period", "value", "kommun", "other_place", "twice", "outside", "thousands", "share", "columns", "alone"]

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_REST = ("uari", "ruari", "s", "il", "", "i", "i", "usti", "tember", "ober", "ember", "ember")
_NAMED = {name: at for at, month in enumerate(_MONTHS, 1) for name in (month, month + _REST[at - 1])} | {"sept": 9}
_PARTS = {"kvartal": "kvartal", "kv": "kvartal", "q": "kvartal", "k": "kvartal", "tertial": "tertial", "t": "tertial"}
_PARTS |= {"halvår": "halvar", "h": "halvar"}
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_BETWEEN = r"[\s,./-]*"
_DAY = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[t ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})[\s-](\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.]?(\d{2})")
_MONTH_NAMED = re.compile(rf"([a-z]+)\.?{_BETWEEN}(\d{{4}})|(\d{{4}}){_BETWEEN}([a-z]+)\.?")
_PARTED = re.compile(rf"({_PART})\.?\s*(\d){_BETWEEN}(\d{{4}})|(\d{{4}}){_BETWEEN}({_PART})\.?\s*(\d)")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """When a value is of: its last day and its first, and which part of a year that is."""

    last: date
    first: date
    part: Part

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.last.year

    @property
    def number(self) -> int:
        """Which of its year's parts it is, from 1: the second kvartal is 2."""
        return (self.last.month - 1) // MONTHS_IN.get(self.part, 1) + 1


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One value that was brought, in the indikator's unit; Ja is 1 and Nej 0, as published values are."""

    kommun: str
    period: Period
    value: float


@dataclass(frozen=True, slots=True)
class Unread:
    """What was brought and is not shown: its row from 1, its cell such as B3, what it holds, and why."""

    why: Why
    row: int | None = None
    cell: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What a visitor brought for one indikator.

    values    by kommun and period, each once
    unread    everything that was not taken in
    misspelt  (row, what stands there, the kommun's code), each read as its only neighbour
    blank     cells without a value, or with a sign for a missing one
    file      the file's name; "" for what was pasted
    year      the page's year, where what was brought said none and that was taken
    """

    values: tuple[OwnValue, ...] = ()
    unread: tuple[Unread, ...] = ()
    misspelt: tuple[tuple[int, str, str], ...] = ()
    blank: int = 0
    file: str = ""
    year: int | None = None


def period(cell: str | float | None) -> Period | None:
    """The year, half-year, tertial, kvartal, month or day that a cell says; None for anything else.

    A month in two letters and a year in two digits ("mar-24") is nothing: it may be the 24th.
    """
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell or "").strip().casefold()
    if re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, "ar")
    if found := _PARTED.fullmatch(text):
        word, number, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[6], found[4])
        return _months(int(year), int(number), _PARTS[word])
    if found := _DAY.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(*map(int, reversed(found.groups())))
    if found := _MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), "manad")
    if found := _MONTH_NAMED.fullmatch(text):
        name, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _months(int(year), _NAMED[name], "manad") if name in _NAMED else None
    return None


def beside(own: Own | None, answer: Answer) -> tuple[OwnValue, ...]:
    """What of a visitor's own figures a page can set beside its published ones, by period.

    År för år, and Indikator where it shows answers by year: the own kommun's, of every period. Indikator's and
    Jämför's figures are of one year: whole years only, of the kommuner that the page has a row for.
    """
    if own is None or answer.indikator is None:
        return ()
    by_year = answer.question.page == "over_tid" or (answer.question.page == "indikator" and answer.indikator.is_coded)
    kommuner = set(answer.rows["kommun"]) if answer.question.page == "jamfor" else {answer.kommun.kod}
    found = [
        one
        for one in own.values
        if one.kommun in kommuner and (by_year or (one.period.part == "ar" and one.period.year == answer.question.year))
    ]
    return tuple(sorted(found, key=lambda one: (one.period, one.kommun)))


def _months(year: int, number: int, part: Part) -> Period | None:
    months = MONTHS_IN[part]
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= 12 // months:
        return None
    last = number * months
    return Period(date(year, last, monthrange(year, last)[1]), date(year, last - months + 1, 1), part)


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        said = date(year, month, day)
    except ValueError:
        return None
    return Period(said, said, "dag") if FIRST_YEAR <= year <= LAST_YEAR else None
