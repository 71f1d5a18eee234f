"""What every row of a found table is about: its kommun, year, gender and indikator; or why it is set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ojdash.domain.errors import SourceError
from ojdash.domain.kommun import RIKET
from ojdash.domain.question import GENDERS
from ojdash.domain.table import Column, Unsettled
from ojdash.sources.table.addresses import Addressed
from ojdash.sources.table.cells import SIGNS, WORDS, clean
from ojdash.sources.table.heads import MOST_PLACES, Found
from ojdash.sources.table.mapping import GENDER_WORDS, Titles
from ojdash.sources.table.numbers import number
from ojdash.sources.table.places import OFFICIAL, REGI_WORDS, TOTAL_WORDS, Gazetteer, spelled
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Words
from ojdash.sources.table.telling import says_what_follows
from ojdash.sources.table.years import year_of, years_in
from ojdash.text import tables as words

KEY_ROLES = ("kommun", "kod", "year", "gender", "regi", "indikator")
MOST_NAMED = 1_000  # cells that hold the same
MOST_LIKENED = 50  # unknown places that the nearest names are looked for
KINDS = ("kommun", "riket", "lan", "grupp", "stadsdel", "regi", "okand", "disagree", "blank", "left_out")
KOMMUN, RIKE, LAN, GRUPP, STADSDEL, REGI, OKAND, DISAGREE, BLANK, LEFT_OUT = range(len(KINDS))
NOTHING, ASIDE = -1, -2  # no meaning, named; left out on purpose


@dataclass(slots=True)
class Tally:
    """What was met on the way: see `domain.table.Reading` for what the fields hold.

    marks  the publisher's marks, each with its number
    """

    unsettled: list[Unsettled] = field(default_factory=list)
    misspelt: list[tuple[int, str, str]] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    signs: Counter[tuple[str, str]] = field(default_factory=Counter)
    blank: list[str] = field(default_factory=list)
    years: set[str] = field(default_factory=set)
    against: dict[str, tuple[int, int]] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=lambda: {"": 0})
    equal: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps below share.

    number  the sheet's among those that are read
    koder   every kommun's and the nation's, and `ids` the indikatorer's: rows hold their places in these
    year    for rows and columns that do not say one; `gender` the same
    titled  another year in the title, which is not heeded
    """

    file: str
    number: int
    found: Found
    columns: tuple[Column, ...]
    titles: Titles
    profile: Profile
    gazetteer: Gazetteer
    addressed: Addressed
    koder: tuple[str, ...]
    ids: tuple[str, ...]
    year: int | None
    years_from: str
    titled: int | None
    gender: str | None
    tally: Tally

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.found.sheet.name

    def column(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True, slots=True)
class Keys:
    """The rows that are taken in: where they stand among the data, and what they are about.

    kommun  places in `Context.koder`; year and gender (a place in GENDERS) and indikator (in `Context.ids`) are None
            where no column says them, and below 0 where it says nothing
    kinds   of every row of the data, a place in KINDS
    """

    at: np.ndarray
    kommun: np.ndarray
    year: np.ndarray | None
    gender: np.ndarray | None
    indikator: np.ndarray | None
    n: dict[Column, np.ndarray]
    kinds: np.ndarray


def keys(context: Context) -> Keys:
    """What every row is about; the tally is added to."""
    columns = _filled(context)
    kommun, at, kinds = _kommuner(context, columns)

    def meanings(role: str, meaning: Callable[[str], int | None]) -> np.ndarray | None:
        column = context.column(role)
        if column is None:
            return None
        return _looked_up(context, column, columns[column.place].of(at), at, role, meaning)

    place_of = {id: place for place, id in enumerate(context.ids)}

    def indikator(word: str) -> int | None:
        sure = context.titles.sure(word)
        says_more = sure and sure.why == "id" and (years_in(word).sure or context.titles.gender_beside(sure.id, word))
        return place_of[sure.id] if sure and not says_more else None

    def gender(word: str) -> int | None:
        code = GENDER_WORDS.get(word.casefold())
        return GENDERS.index(code) if code else None

    years = meanings("year", year_of)
    if years is not None:
        context.tally.years.add("column")
    return Keys(
        at=at,
        kommun=kommun,
        year=years,
        gender=meanings("gender", gender),
        indikator=meanings("indikator", indikator),
        n=_counts(context, columns, at),
        kinds=kinds,
    )


def _filled(context: Context) -> list[Words]:
    """The columns of the data, with what a merged key cell says in every row it covers."""
    found = context.found
    columns = [column.of(slice(found.first, None)) for column in found.sheet.columns]
    told = {column.place for column in context.columns if column.role not in ("value", "n", "empty")}
    for top, left, bottom, right in found.sheet.merges:
        if left in told and left == right and top >= found.first and bottom > top:
            place = columns[left].place.copy()
            place[top - found.first : bottom - found.first + 1] = place[top - found.first]
            columns[left] = replace(columns[left], place=place)
    return columns


def _kommuner(context: Context, columns: list[Words]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kommun of every row that is taken in, its place among the rows, and every row's kind.

    Other rows are set apart or named.
    """
    found, tally, gazetteer = context.found, context.tally, context.gazetteer
    names = columns[found.kommun]
    used = names.used()
    if len(used) > MOST_PLACES:
        letter, unlike = context.columns[found.kommun].letter, len(used)
        raise SourceError(words.too_many_places(context.file, context.sheet, letter, unlike, MOST_PLACES))
    kinds, koder = _placed(context, names, used, BLANK)
    settled = np.zeros(len(kinds), dtype=bool)
    for place in used:
        word = clean(str(names.different[place]))
        kod = context.profile.rows.get(word)
        if kod is not None:
            settled[place] = True
            kinds[place], koder[place] = _as_settled(context, kod)
        elif kinds[place] == KOMMUN and gazetteer.place(_cell(names.different[place])).misspelt:
            line = found.sheet.line(found.first + int(names.where(place)[0]))
            tally.misspelt.append((line, word, context.koder[koder[place]]))
    kind, kommun, settled = kinds[names.place], koder[names.place], settled[names.place]
    if found.kod is not None:
        kind, kommun = _with_codes(context, columns[found.kod], kind, kommun, settled)
    regi = context.column("regi")
    if regi:
        kind = _without_regi(context, columns[regi.place], kind)
    told = {column.place for column in context.columns if column.role in KEY_ROLES}
    for row, kod in context.addressed.rows(told):
        if row >= found.first:
            kind[row - found.first], kommun[row - found.first] = _as_settled(context, kod)
    others = [c.place for c in context.columns if c.role not in ("empty", "left_out") and c.place != found.kommun]
    apart = np.flatnonzero(kind > RIKE)
    alone = np.all([columns[place].place[apart] < 0 for place in others], axis=0) if others else kind[apart] < 0
    asked = np.isin(kind[apart], [OKAND, BLANK, DISAGREE])
    for what, times in zip(*np.unique(kind[apart[~asked]], return_counts=True), strict=True):
        tally.aside[KINDS[what]] += int(times)
    notes = apart[asked & alone & (kind[apart] != BLANK)]
    last = np.flatnonzero(kind <= RIKE)
    within = [
        row for row in notes if len(last) and row < last[-1] and says_what_follows(str(names[row]), context.titles)
    ]
    for row in within:
        doubt(context, "within", clean(str(names[row])), np.array([row]), found.kommun)
    tally.aside["note"] += len(notes) - len(within)
    unknown = apart[asked & ~alone]
    for group, its in enumerate(grouped(kind[unknown], names.place[unknown])):
        rows = unknown[its]
        word = "" if names[rows[0]] is None else clean(str(names[rows[0]]))
        near = gazetteer.near(word) if group < MOST_LIKENED else ()
        doubt(context, "disagree" if kind[rows[0]] == DISAGREE else "row", word, rows, found.kommun, near)
    at = np.flatnonzero(kind <= RIKE)
    return kommun[at], at, kind


def _cell(cell: str | float) -> str | float:
    return clean(cell) if isinstance(cell, str) else cell


def _placed(context: Context, column: Words, used: np.ndarray, empty: int) -> tuple[np.ndarray, np.ndarray]:
    """Kind and kommun of every different cell, and last of an empty one."""
    place_of = {kod: place for place, kod in enumerate(context.koder)}
    kinds = np.full(len(column.different) + 1, empty, dtype=np.int8)
    koder = np.full(len(column.different) + 1, NOTHING, dtype=np.int16)
    for place in used:
        found = context.gazetteer.place(_cell(column.different[place]))
        kinds[place], koder[place] = KINDS.index(found.kind), place_of.get(found.kod, NOTHING)
    for place in used:  # "Region Gotland" is the kommun, but not beside a row that says Gotland
        name = spelled(column.different[place])
        if name in OFFICIAL and (koder[[other for other in used if other != place]] == koder[place]).any():
            kinds[place], koder[place] = LAN, NOTHING
    return kinds, koder


def _as_settled(context: Context, kod: str) -> tuple[int, int]:
    """What a person has said of a row: its kommun, or "" for leaving it out."""
    if not kod:
        return LEFT_OUT, NOTHING
    return (KOMMUN if kod != RIKET else RIKE, context.koder.index(kod)) if kod in context.koder else (OKAND, NOTHING)


def _with_codes(
    context: Context, column: Words, kind: np.ndarray, kommun: np.ndarray, settled: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Kind and kommun where the code stands in a column of its own: name and code have to agree."""
    kinds, koder = _placed(context, column, column.used(), BLANK)
    coded, kod = kinds[column.place], koder[column.place]
    both = (kind <= RIKE) & (coded <= RIKE)
    only_code = (coded <= RIKE) & (kind == BLANK)
    found = np.where(both & (kommun != kod), DISAGREE, kind)
    found = np.where(only_code, coded, found)
    found = np.where((coded == KOMMUN) & (found == OKAND), DISAGREE, found)
    parts = np.isin(coded, [STADSDEL, LAN]) & np.isin(found, [OKAND, BLANK, KOMMUN])
    found = np.where(parts, STADSDEL, found)
    return np.where(settled, kind, found), np.where(only_code & ~settled, kod, kommun)


def _without_regi(context: Context, column: Words, kind: np.ndarray) -> np.ndarray:
    """Rows of public or private providers only are set apart; an unknown word is named."""
    kind = kind.copy()
    for place in [*column.used(), NOTHING]:
        cell = column.different[place] if place >= 0 else None
        word = clean(str(cell)) if cell is not None else ""
        settled = context.profile.regi.get(word, True if context.profile.rows.get(word) != "" else "")
        if word.casefold() in TOTAL_WORDS or (word in context.profile.regi and settled):
            continue
        rows = column.where(place)
        rows = rows[np.isin(kind[rows], [KOMMUN, RIKE, LAN, STADSDEL])]
        if REGI_WORDS.fullmatch(word.casefold()) or settled == "":
            kind[rows] = REGI
        elif len(rows):
            doubt(context, "regi", word, rows, context.column("regi").place)
    return kind


def doubt(context: Context, what: str, holds: str, rows: np.ndarray, column: int, near: tuple = ()) -> None:
    """Name some cells of a column, by their rows among the data."""
    sheet, first = context.found.sheet, context.found.first
    named = tuple(sheet.address(first + int(row), column) for row in rows[:MOST_NAMED])
    more = max(0, len(rows) - MOST_NAMED)
    line = sheet.line(first + int(rows[0]))
    context.tally.unsettled.append(Unsettled(what, context.sheet, holds, line, named, near, more))


def grouped(*by: np.ndarray) -> list[np.ndarray]:
    """The places of equal combinations, those that stand first first."""
    key = np.zeros(len(by[0]), dtype=np.int64)
    for one in by:
        key = key * (int(one.max(initial=0)) + 2) + one + 1
    place, different = pd.factorize(key)
    order = np.argsort(place, kind="stable")
    return np.split(order, np.cumsum(np.bincount(place, minlength=len(different)))[:-1]) if len(different) else []


# --- what else a row says of itself -----------------------------------------------------------------------------------


def _looked_up(
    context: Context, column: Column, cells: Words, at: np.ndarray, what: str, meaning: Callable[[str], int | None]
) -> np.ndarray:
    """What each row's cell in a key column means, as the profile says or by `meaning`; what means nothing is named."""
    settled = {"year": context.profile.periods, "gender": context.profile.genders}
    settled = settled.get(what, context.profile.indikatorer)
    out = np.full(len(cells.different) + 1, NOTHING, dtype=np.int32)
    for place in [*cells.used(), NOTHING]:
        rows = cells.where(place)
        if not len(rows):
            continue
        cell = cells.different[place] if place >= 0 else ""
        word = clean(str(int(cell) if isinstance(cell, float) and cell == int(cell) else cell))
        found = meaning(word) if word and word not in settled else None
        if word in settled:
            found = _said(context, what, settled[word])
        if found == ASIDE:
            context.tally.aside["left_out"] += len(rows)
        elif found is None:
            near = _near(context, word) if what == "indikator" and word else ()
            doubt(context, what, word, at[rows], column.place, near)
        out[place] = NOTHING if found is None else found
    return out[cells.place]


def _near(context: Context, word: str) -> tuple[str, ...]:
    match = context.titles.match(word)
    return (match.id,) if match else context.titles.near(word)


def _said(context: Context, what: str, answer: str | int) -> int | None:
    """What a profile says of a word in a key column; "" leaves it out."""
    if answer == "":
        return ASIDE
    known = {"indikator": context.ids, "gender": GENDERS}.get(what)
    if known is None:
        return int(answer)
    return known.index(answer) if answer in known else None


def _counts(context: Context, columns: list[Words], at: np.ndarray) -> dict[Column, np.ndarray]:
    """How many answered, by the column that says it."""
    out = {}
    for column in context.columns:
        if column.role != "n":
            continue
        cells = columns[column.place].of(at)
        aside = np.isin(at, context.addressed.left_out(column.place, context.found.first))
        cells = replace(cells, place=np.where(aside, NOTHING, cells.place))
        counts = np.full(len(cells.different) + 1, np.nan)
        for place in cells.used():
            cell = _cell(cells.different[place])
            figure = number(cell) if isinstance(cell, str) else cell
            if figure is not None:
                counts[place] = figure.value if isinstance(cell, str) else figure
            elif cell.casefold() not in (*SIGNS, *WORDS, *context.profile.signs):
                doubt(context, "cell", cell, at[cells.where(place)], column.place)
        out[column] = counts[cells.place]
    return out
