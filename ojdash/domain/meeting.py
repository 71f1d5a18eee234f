"""A meeting of a network: its run of views in order, and what came out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

import pandas as pd

from ojdash.domain.analys import Analys, Item
from ojdash.domain.answer import Answer
from ojdash.domain.form import Form, Row
from ojdash.domain.laget import Laget
from ojdash.domain.places import LAGET_ANSWERS, STEPS
from ojdash.domain.question import Question
from ojdash.domain.seminar import Walk

# What one screen of a seminar has room for: columns and rows of a matrix, flags, rows of a form, lines of a list.
MOST_COLUMNS, MOST_KOMMUNER, MOST_FLAGS, MOST_ROWS, MOST_LINES = 4, 13, 3, 2, 8
MATRICES = ("signaler", "lansrapport")  # the pages that are a table of kommuner and indikatorer
MOST_PAGES = 4  # of kommuner; of a larger group only the own kommun is shown
NEEDED = ("titel", "natverk", "mottagare", "datum")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One view of the run.

    question  what its link asks; None where the link can't be read
    answer    None for a view of what people wrote
    written   Snabbanalys: the form of the meeting's analys; Enkäten: its walk-through; Läget: how far it has come
    told      what the reader must be told: that the link can't be read, or its edition is gone
    screens   how many screens it fills on the seminar screen
    events    År för år: the dated events and activities that concern it
    """

    item: Item
    question: Question | None
    answer: Answer | None = None
    written: Form | Walk | Laget | None = None
    told: tuple[str, ...] = ()
    screens: int = 1
    events: tuple[Item, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """A meeting of an analys, or its lack.

    item      the meeting that is shown; None where the analys has none
    every     all its meetings, the newest date first
    views     the run, in order
    outcomes  what came out of it; earlier: of the meetings before it, what is not done first
    handovers pages for a board
    readings  the agreed readings of the questions that the views are about, each with the question's heading
    edition   the newest edition; titles: of the indikatorer of the year's basket, in the order they were chosen
    """

    analys: Analys
    question: Question
    item: Item | None
    every: tuple[Item, ...]
    views: tuple[View, ...] = ()
    outcomes: tuple[Item, ...] = ()
    earlier: tuple[Item, ...] = ()
    handovers: tuple[Item, ...] = ()
    readings: tuple[tuple[str, Item], ...] = ()
    edition: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The meeting's id, "" where there is none."""
        return self.item.id if self.item else ""

    def text(self, name: str) -> str:
        """What stands in a field of the meeting."""
        return self.item.text(name) if self.item else ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields that a meeting can't do without and that are empty."""
        return tuple(name for name in NEEDED if not self.text(name).strip())

    @property
    def year(self) -> int | None:
        """The year it is about: its own, else that of the analys."""
        return int(self.text("year")) if self.text("year") else self.analys.year

    @property
    def simulated(self) -> bool:
        """Whether any view shows values that are made up."""
        shown = (view.answer or view.written for view in self.views)
        return any(found.simulated for found in shown if found and not isinstance(found, Laget))

    @property
    def decided(self) -> tuple[tuple[int, str], ...]:
        """What the steps of the analys have decided the same year, by step."""
        places = ((step, f"steg/{self.year}/{step}/utfall") for step in STEPS)
        return tuple((step, self.analys.text(place)) for step, place in places if self.analys.text(place))

    def view(self, id: str) -> View | None:
        """The view of an id, None where the run has none."""
        return next((one for one in self.views if one.id == id), None)

    @property
    def screens(self) -> tuple[tuple[View, int], ...]:
        """Every screen of the run: a view, and which of its screens from 1."""
        return tuple((view, at) for view in self.views for at in range(1, view.screens + 1))

    @property
    def at(self) -> int | None:
        """Which screen the question names, from 0; None for the first page."""
        id, _, number = (self.question.vy or "").partition("-")
        found = [at for at, (view, _) in enumerate(self.screens) if view.id == id]
        if not found:
            return None
        return found[min(int(number or 1), len(found)) - 1] if int(number or 1) else found[0]


def screens_of(found: Answer | Form | Walk | Laget) -> int:
    """How many screens a view fills."""
    if isinstance(found, Laget):
        return _pages(len(LAGET_ANSWERS), MOST_COLUMNS) if found.question.steg == "status" else 1
    if isinstance(found, Walk):
        return 1 if found.shown else _pages(len(found.asked), MOST_LINES)
    if isinstance(found, Form):
        if found.question.steg == "tillsammans":
            return _pages(len(found.joint), MOST_LINES)
        return 1 if form_row(found) else _pages(len(found.rows), MOST_ROWS)
    if found.question.page in MATRICES:
        return _pages(found.rows["indikator"].nunique(), MOST_COLUMNS) * len(kommun_pages(found))
    return _pages(len(flags(found)), MOST_FLAGS) if found.question.page == "kvalitet" else 1


def kommun_pages(found: Answer) -> list[list[str]]:
    """The kommuner of each screen of a matrix, the own first; of a group that is too large, the own alone."""
    own = found.kommun.kod
    every = sorted(dict.fromkeys(found.rows["kommun"].tolist()), key=lambda kommun: kommun != own)
    if len(every) > MOST_KOMMUNER * MOST_PAGES:
        return [every[:1]]
    return [every[at : at + MOST_KOMMUNER] for at in range(0, len(every), MOST_KOMMUNER)] or [[]]


def flags(found: Answer) -> pd.DataFrame:
    """The flags that a screen goes through: the own kommun's, then those of whole indikatorer."""
    return found.rows[found.rows["whose"].isin(("egen", "indikatorn"))]


def about(views: Iterable[View]) -> dict[str, str]:
    """The indikatorer that views are about one by one, with their headings."""
    found: dict[str, str] = {}
    for view in views:
        if view.answer is not None and view.answer.indikator is not None:
            found[view.answer.indikator.id] = view.answer.indikator.heading
        elif isinstance(view.written, Walk) and view.written.shown is not None:
            found[view.written.shown.id] = view.written.shown.indikator.heading
    return found


def form_row(found: Form) -> Row | None:
    """The row of a form that a view is of, None where it is of all."""
    return next((row for row in found.rows if row.id == found.question.indikator), None)


def _pages(count: int, most: int) -> int:
    return max(1, ceil(count / most))


def meetings(analys: Analys) -> tuple[Item, ...]:
    """The meetings of an analys, the newest date first."""
    found = enumerate(analys.items("mote"))
    return tuple(item for _, item in sorted(found, key=lambda one: (one[1].text("datum"), one[0]), reverse=True))


def run(analys: Analys, id: str) -> tuple[Item, ...]:
    """A meeting's views in order. Two that stand at the same place keep one order for all readers."""
    found = [item for item in analys.items("vy", mote=id) if item.text("lank")]
    return tuple(sorted(found, key=lambda item: (item.text("ordning"), item.id)))


def outcomes(analys: Analys, id: str) -> tuple[Item, ...]:
    """What came out of a meeting."""
    return tuple(analys.items("utfall", mote=id))


def earlier_outcomes(analys: Analys, item: Item) -> tuple[Item, ...]:
    """What came out of the meetings before: what is not done first, the newest meeting's first among them."""
    before = [one for one in meetings(analys) if one.id != item.id and one.text("datum") <= item.text("datum")]
    found = [outcome for one in before for outcome in outcomes(analys, one.id)]
    return tuple(sorted(found, key=lambda one: bool(one.text("klar"))))


def between(before: str, after: str, tail: str = "") -> str:
    """A sort key between two others, "" where there is none; always one that something can come before.

    tail  letters that tell apart two keys made at the same time for the same place

    Keys are read as fractions with the letters as digits. Where the two leave no room, the key follows `before`.
    """
    digits = 1
    while digits <= 150:
        low = _whole(before, digits)
        high = _whole(after, digits) if after else len(_LETTERS) ** digits
        if high - low >= 2:
            return _spelled((low + high) // 2, digits) + tail
        if after and before >= after:
            break
        digits += 1
    return (before + "n" + tail)[:200]


def gaps(keys: Sequence[str], tail: str = "") -> list[str]:
    """A key for every place that something may be moved to: before each of the keys, and after the last."""
    ends = ["", *keys, ""]
    return [between(before, after, tail) for before, after in pairwise(ends)]


def _whole(key: str, digits: int) -> int:
    number = 0
    for letter in (key + "a" * digits)[:digits]:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    return number


def _spelled(number: int, digits: int) -> str:
    letters = ""
    for _ in range(digits):
        number, at = divmod(number, len(_LETTERS))
        letters = _LETTERS[at] + letters
    return letters
