"""From a found table and its columns to tidy rows: every row and cell placed, set apart, left out, or named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.errors import SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.table import Column, Unsettled
from ojdash.sources.table.cells import SIGNS, clean, reading
from ojdash.sources.table.cells import number as figure
from ojdash.sources.table.heads import MOST_PLACES, Found, years_in
from ojdash.sources.table.mapping import GENDER_WORDS, Titles
from ojdash.sources.table.places import REGI_WORDS, TOTAL_WORDS, Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.text import tables as words

KEY = ["indikator", "kommun", "year", "gender"]
MOST_LIKENED = 50  # unknown places that the nearest names are looked for


@dataclass(slots=True)
class Tally:
    """What was met on the way: see `domain.table.Reading` for what the fields hold."""

    unsettled: list[Unsettled] = field(default_factory=list)
    misspelt: list[tuple[int, str, str]] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    signs: Counter[tuple[str, str]] = field(default_factory=Counter)
    blank: list[str] = field(default_factory=list)
    years: set[str] = field(default_factory=set)
    equal: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps below share. `year` is for rows and columns that do not say one."""

    file: str
    found: Found
    columns: tuple[Column, ...]
    titles: Titles
    profile: Profile
    gazetteer: Gazetteer
    year: int | None
    years_from: str
    tally: Tally

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.found.sheet.name

    def column(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


def tidy(context: Context) -> pd.DataFrame:
    """Tidy rows of a table (TIDY_COLUMNS), one per indikator, kommun, year and gender; the tally is added to."""
    cells = _filled(context)
    koder, at = _kommuner(context, cells)
    body = cells[at]
    years = _years(context, body, at)
    genders = _genders(context, body, at)
    ids = _indikatorer(context, body, at)
    counts = _counts(context, body, at)
    frames = []
    for column in context.columns:
        if column.role != "value":
            continue
        values = body[:, column.place]
        if all(cell is None for cell in values):
            context.tally.blank.append(column.label)
            continue
        own = np.full(len(at), column.indikator, dtype=object) if column.indikator else ids
        if own is None:
            continue
        frame = pd.DataFrame(
            {
                "indikator": own,
                "kommun": koder,
                "year": _own_years(context, column, years, len(at)),
                "gender": column.gender or (genders if genders is not None else "T"),
                "n": counts.get(column.indikator, counts.get(None, np.nan)),
                "row": at,
                "place": column.place,
                "cell": values,
            }
        )
        frame = frame[frame["indikator"].notna() & frame["year"].notna() & frame["gender"].notna()]
        frames.append(_read(context, frame, column))
    if not frames:
        return _typed(pd.DataFrame(columns=[*TIDY_COLUMNS, "row", "place"]))
    return _once(context, _typed(pd.concat(frames, ignore_index=True)))


# --- what a row is about ----------------------------------------------------------------------------------------------


def _filled(context: Context) -> np.ndarray:
    """The cells of the data, with what a merged key cell says in every row it covers."""
    found = context.found
    cells = found.sheet.cells[found.first :].copy()
    keys = {column.place for column in context.columns if column.role not in ("value", "n", "empty")}
    for top, left, bottom, right in found.sheet.merges:
        if left in keys and left == right and top >= found.first and bottom > top:
            cells[top - found.first : bottom - found.first + 1, left] = cells[top - found.first, left]
    return cells


def _kommuner(context: Context, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The kommun of every row that is taken in, and its place among the cells; other rows are set apart or named."""
    found, tally, gazetteer = context.found, context.tally, context.gazetteer
    first = found.first + 1  # as in a spreadsheet
    said = cells[:, found.kommun]
    place, different = pd.factorize(said)
    if len(different) > MOST_PLACES:
        letter, unlike = context.columns[found.kommun].letter, len(different)
        raise SourceError(words.too_many_places(context.file, context.sheet, letter, unlike, MOST_PLACES))
    places = [gazetteer.place(clean(cell) if isinstance(cell, str) else cell) for cell in different]
    rows_of = {word: kod for word, kod in context.profile.rows.items()}
    kinds = np.array([one.kind for one in places] + ["blank"], dtype=object)
    koder = np.array([one.kod for one in places] + [""], dtype=object)
    for number, cell in enumerate(different):
        word = clean(str(cell))
        if word in rows_of:
            kinds[number], koder[number] = ("kommun", rows_of[word]) if rows_of[word] else ("left_out", "")
            if rows_of[word] and rows_of[word] not in (*gazetteer.kommuner, RIKET):
                kinds[number] = "okand"
        elif places[number].misspelt and kinds[number] == "kommun":
            for row in np.flatnonzero(place == number)[:1]:
                tally.misspelt.append((first + int(row), word, koder[number]))
    kind, kod = kinds[place], koder[place]
    if found.kod is not None:
        kind, kod = _with_codes(context, cells, kind, kod)
    others = [c.place for c in context.columns if c.role not in ("empty", "left_out") and c.place != found.kommun]
    alone = (cells[:, others] == None).all(axis=1)  # noqa: E711 (cell by cell)
    regi = context.column("regi")
    if regi:
        kind = _without_regi(context, cells[:, regi.place], kind)
    unknown: dict[tuple[str, str], list[int]] = {}
    for row in np.flatnonzero(~np.isin(kind, ["kommun", "riket"])):
        what = kind[row]
        if alone[row] and what in ("okand", "blank", "disagree"):
            if what != "blank":
                tally.aside["note"] += 1
        elif what in ("okand", "blank", "disagree"):
            word = clean(str(said[row])) if said[row] is not None else ""
            unknown.setdefault((what, word), []).append(int(row))
        else:
            tally.aside[what] += 1
    for number, ((what, word), rows) in enumerate(unknown.items()):
        doubt = "disagree" if what == "disagree" else "row"
        near = gazetteer.near(word) if number < MOST_LIKENED else ()
        cells_ = tuple(f"{context.columns[found.kommun].letter}{first + row}" for row in rows)
        tally.unsettled.append(Unsettled(doubt, context.sheet, word, first + rows[0], cells_, near))
    at = np.flatnonzero(np.isin(kind, ["kommun", "riket"]))
    return kod[at], at


def _with_codes(
    context: Context, cells: np.ndarray, kind: np.ndarray, kod: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Kind and kommun where the code stands in a column of its own: name and code have to agree."""
    place, different = pd.factorize(cells[:, context.found.kod])
    coded = [context.gazetteer.place(clean(cell) if isinstance(cell, str) else cell) for cell in different]
    kinds = np.array([one.kind for one in coded] + ["blank"], dtype=object)[place]
    koder = np.array([one.kod for one in coded] + [""], dtype=object)[place]
    kind, kod = kind.copy(), kod.copy()
    both = np.isin(kind, ["kommun", "riket"]) & np.isin(kinds, ["kommun", "riket"])
    kind[both & (kod != koder)] = "disagree"
    only_code = np.isin(kinds, ["kommun", "riket"]) & (kind == "blank")
    kind[only_code], kod[only_code] = kinds[only_code], koder[only_code]
    kind[np.isin(kinds, ["kommun"]) & (kind == "okand")] = "disagree"
    kind[np.isin(kinds, ["stadsdel", "lan"]) & np.isin(kind, ["okand", "blank", "kommun"])] = "stadsdel"
    return kind, kod


def _without_regi(context: Context, column: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Rows of public or private providers only are set apart; an unknown word is named."""
    kind = kind.copy()
    place, different = pd.factorize(column)
    for number, cell in enumerate(different):
        word = clean(str(cell)).casefold()
        if word in TOTAL_WORDS:
            continue
        rows = np.flatnonzero((place == number) & np.isin(kind, ["kommun", "riket", "lan", "stadsdel"]))
        if REGI_WORDS.fullmatch(word) or context.profile.rows.get(clean(str(cell))) == "":
            kind[rows] = "regi"
        elif len(rows):
            _doubt(context, "regi", cell, rows, context.column("regi"))
    return kind


def _doubt(context: Context, doubt: str, cell: object, rows: np.ndarray, column: Column, near: tuple = ()) -> None:
    first = context.found.first + 1
    named = tuple(f"{column.letter}{first + int(row)}" for row in rows)
    holds = clean(str(cell)) if cell is not None else ""
    context.tally.unsettled.append(Unsettled(doubt, context.sheet, holds, first + int(rows[0]), named, near))


def _looked_up(context: Context, column: Column, body: np.ndarray, at: np.ndarray, doubt: str, meaning) -> np.ndarray:
    """What each row's cell in a key column means, by `meaning`; what means nothing is named."""
    place, different = pd.factorize(body[:, column.place])
    found = []
    for number, cell in enumerate(different):
        found.append(meaning(cell))
        if found[-1] is None:
            near = context.titles.near(str(cell)) if doubt == "indikator" else ()
            _doubt(context, doubt, cell, at[place == number], column, near)
    if (place == -1).any():
        _doubt(context, doubt, None, at[place == -1], column)
    out = np.empty(len(found) + 1, dtype=object)
    out[:-1], out[-1] = found, None
    return out[place]


def _years(context: Context, body: np.ndarray, at: np.ndarray) -> np.ndarray | None:
    column = context.column("year")
    if column is None:
        return None
    context.tally.years.add("column")

    def meaning(cell: object) -> int | None:
        if isinstance(cell, float) and cell == int(cell):
            cell = int(cell)
        years = years_in(str(cell))
        return years[0] if len(years) == 1 and len(clean(str(cell)).rstrip("*")) <= 10 else None

    return _looked_up(context, column, body, at, "year", meaning)


def _own_years(context: Context, column: Column, years: np.ndarray | None, rows: int) -> np.ndarray:
    if years is not None and column.year is None:
        return years
    if column.year is not None:
        context.tally.years.add("header")
        return np.full(rows, column.year, dtype=object)
    if context.year is None:
        if not any(doubt.doubt == "year" for doubt in context.tally.unsettled):
            spelled = ", ".join(map(str, context.found.title_years))
            context.tally.unsettled.append(Unsettled("year", context.sheet, spelled))
        return np.full(rows, 0, dtype=object)
    context.tally.years.add(context.years_from)
    return np.full(rows, context.year, dtype=object)


def _genders(context: Context, body: np.ndarray, at: np.ndarray) -> np.ndarray | None:
    column = context.column("gender")
    if column is None:
        return None
    return _looked_up(context, column, body, at, "gender", lambda cell: GENDER_WORDS.get(clean(str(cell)).casefold()))


def _indikatorer(context: Context, body: np.ndarray, at: np.ndarray) -> np.ndarray | None:
    """The indikator of every row of a long table; "" where it is left out on purpose, which becomes None."""
    column = context.column("indikator")
    if column is None:
        return None

    def meaning(cell: object) -> str | None:
        word = clean(str(cell))
        if word in context.profile.indikatorer:
            id = context.profile.indikatorer[word]
            return id if not id or id in context.titles.indikatorer else None
        sure = context.titles.sure(word)
        return sure[0] if sure else None

    found = _looked_up(context, column, body, at, "indikator", meaning)
    context.tally.aside["left_out"] += int((found == "").sum())
    found[found == ""] = None
    return found


def _counts(context: Context, body: np.ndarray, at: np.ndarray) -> dict[str | None, np.ndarray]:
    """How many answered, by the indikator that a column of numbers is about; None for a long table's."""
    out = {}
    for column in context.columns:
        if column.role == "n":
            place, different = pd.factorize(body[:, column.place])
            found = np.full(len(different) + 1, np.nan)
            for one, cell in enumerate(different):
                plain = clean(cell) if isinstance(cell, str) else cell
                value = figure(plain)[0] if isinstance(plain, str) else plain
                if value is not None:
                    found[one] = value
                elif plain.casefold() not in (*SIGNS, *context.profile.signs):
                    _doubt(context, "cell", cell, at[place == one], column)
            out[column.indikator] = found[place]
    return out


# --- values -----------------------------------------------------------------------------------------------------------


def _read(context: Context, frame: pd.DataFrame, column: Column) -> pd.DataFrame:
    """The frame with value, missing and status; cells that can't be read are named, those left out are not there."""
    first = context.found.first + 1
    ids, known = pd.factorize(frame["indikator"])
    riket = (frame["kommun"] == RIKET).to_numpy()
    cell = frame["cell"].to_numpy()
    value = np.full(len(frame), np.nan)
    missing = np.full(len(frame), None, dtype=object)
    status = np.full(len(frame), "", dtype=object)
    keep = np.ones(len(frame), dtype=bool)
    for number, id in enumerate(known):
        indikator = context.titles.indikatorer[id]
        for nation in (False, True):
            rows = np.flatnonzero((ids == number) & (riket == nation))
            if not len(rows):
                continue
            if nation and indikator.kind == "kategori":
                keep[rows] = False
                continue
            place, different = pd.factorize(cell[rows])
            different = [*different, None]
            read = [reading(one, indikator, context.profile.signs, nation, column.factor) for one in different]
            value[rows] = np.array([one.value for one in read])[place]
            missing[rows] = np.array([one.missing for one in read], dtype=object)[place]
            status[rows] = np.array([one.status for one in read], dtype=object)[place]
            keep[rows] = np.array([one.known and not one.ignored for one in read])[place]
            times = np.bincount(place % len(different), minlength=len(different))
            for where, (one, held) in enumerate(zip(read, different, strict=True)):
                if one.missing and held is not None and times[where]:
                    context.tally.signs[one.status, one.missing] += int(times[where])
                elif one.ignored:
                    context.tally.aside["left_out"] += int(times[where])
                elif not one.known:
                    at = frame["row"].to_numpy()[rows[place == where]]
                    named = tuple(f"{column.letter}{first + int(row)}" for row in at)
                    holds = clean(str(held))
                    context.tally.unsettled.append(
                        Unsettled("cell", context.sheet, holds, first + int(at[0]), named, (id,))
                    )
            _check_share(context, indikator, column, different)
            _check_separators(context, column, different)
    out = frame.assign(value=value, missing=missing, status=status).drop(columns="cell")
    return out[keep]


def _check_share(context: Context, indikator: Indikator, column: Column, different: list) -> None:
    """Shares from 0 to 1 where percent is expected are asked about."""
    figures = (figure(clean(cell)) if isinstance(cell, str) else (cell, False) for cell in different)
    numbers = [value for value, percent in figures if value is not None and not percent]
    if indikator.kind != "andel" or column.factor is not None or len(numbers) < 3:
        return
    if max(numbers) <= 1 and any(0 < number < 1 for number in numbers):
        context.tally.unsettled.append(Unsettled("share", context.sheet, column.label, None, (column.letter,)))


def _check_separators(context: Context, column: Column, different: list) -> None:
    """A column with both 1.234 and 1,5 does not say which sign is the decimal one."""
    texts = [clean(cell) for cell in different if isinstance(cell, str)]
    commas = any("," in text and "." not in text and text.replace(",", "").isdecimal() for text in texts)
    dots = [text for text in texts if "." in text and "," not in text and text.replace(".", "").isdecimal()]
    if commas and dots:
        held = tuple(dots[:3])  # enough to find them by
        context.tally.unsettled.append(
            Unsettled("separator", context.sheet, column.label, None, (column.letter,), held)
        )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = {"year": "int64", "value": "float64", "n": "float64", "row": "int64", "place": "int64"}
    return frame.astype({name: kinds.get(name, "object") for name in frame.columns})


def _once(context: Context, frame: pd.DataFrame) -> pd.DataFrame:
    """Each key once: what stands twice with equal values counts once, what contradicts itself is named."""
    tally, first = context.tally, context.found.first + 1
    if not frame.duplicated(KEY).any():
        return frame
    same = frame.duplicated([*KEY, "value", "missing"])
    tally.equal += int(same.sum())
    frame = frame[~same]
    twice = frame[frame.duplicated(KEY, keep=False)]
    letters = {column.place: column.letter for column in context.columns}
    for (id, kod, year, gender), rows in twice.groupby(KEY, sort=False):
        named = tuple(f"{letters[row.place]}{first + row.row}" for row in rows.itertuples())
        holds = f"{kod}, {id}, {year}, {gender}"
        tally.unsettled.append(Unsettled("twice", context.sheet, holds, first + int(rows["row"].iloc[0]), named))
        if len(tally.unsettled) > 1_000:
            break
    return frame.drop_duplicates(KEY, ignore_index=True)


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    """Only the tidy columns."""
    return frame.loc[:, list(TIDY_COLUMNS)].reset_index(drop=True)
