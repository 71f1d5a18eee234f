"""From rows and columns to tidy rows: every cell a value, a kind of missing, left out, or named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.missing import MISSING
from ojdash.domain.question import GENDERS
from ojdash.domain.table import Column, Unsettled
from ojdash.sources.table.cells import ANSWERS, LEFT_OUT, SIGNS, TICK, UNKNOWN, Cell, clean, reading, spelled
from ojdash.sources.table.numbers import PLAIN, number, unclear_separators, unclear_shares
from ojdash.sources.table.rows import Context, Keys, Tally, doubt, grouped
from ojdash.sources.table.sheets import Words

NO_MISSING = len(MISSING)
TAKEN, ASIDE, NAMED, UNUSED = range(4)
KINDS = {name: {"year": "int64", "value": "float64", "n": "float64"}.get(name, "str") for name in TIDY_COLUMNS}
MOST_TWICE = 1_000
MOST_SHARES = 3
THOUSANDS = {",": re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+"), ".": re.compile(r"[-+]?\d{1,3}(?:,\d{3})+")}
FIELDS = ("indikator", "kommun", "year", "gender", "value", "missing", "n", "status", "row", "column", "sheet")


@dataclass(frozen=True, slots=True)
class Read:
    """What the different cells of a column are: values, places in MISSING, marks' numbers, TAKEN, ASIDE or NAMED."""

    value: np.ndarray
    missing: np.ndarray
    mark: np.ndarray
    fate: np.ndarray


def values(context: Context, keys: Keys) -> list[dict[str, np.ndarray]]:
    """FIELDS of every cell that holds a value or says why there is none; the tally is added to."""
    out = []
    for column in context.columns:
        if column.role != "value":
            continue
        cells = context.found.sheet.columns[column.place].of(slice(context.found.first, None)).of(keys.at)
        if cells.is_empty():
            context.tally.blank.append(column.label)
            continue
        _check_merged(context, column)
        if column.indikator:
            ids = np.full(len(cells), context.ids.index(column.indikator), dtype=np.int32)
        elif keys.indikator is None:
            continue
        else:
            ids = keys.indikator
        years = _years(context, column, keys)
        gender = column.gender or (None if keys.gender is not None else context.gender or "T")
        if column.gender and keys.gender is not None:
            _differs(context, column, "kön", (keys.gender >= 0) & (keys.gender != GENDERS.index(column.gender)))
        genders = keys.gender if gender is None else np.full(len(cells), GENDERS.index(gender), dtype=np.int32)
        known = (ids >= 0) & (years >= 0) & (genders >= 0)
        left_out = np.isin(keys.at, context.addressed.left_out(column.place, context.found.first))
        rows = np.flatnonzero(known & ~left_out)
        whole = len(rows) == len(cells)
        n = _answers(column, keys)
        frame = {
            "indikator": ids,
            "kommun": keys.kommun,
            "year": years,
            "gender": genders,
            "n": np.full(len(cells), np.nan) if n is None else n,
            "row": keys.at,
        }
        frame = frame if whole else {name: one[rows] for name, one in frame.items()}
        out.append(_read(context, frame, cells if whole else cells.of(rows), column))
    return out


def _answers(column: Column, keys: Keys) -> np.ndarray | None:
    """How many answered what a column of values says: by the column of the same indikator, year and gender.

    One that says no year or no gender counts for any, if it is the only one of its indikator.
    """
    own = [one for one in keys.n if one.indikator in (column.indikator, None)]
    exact = [one for one in own if (one.year, one.gender or "T") == (column.year, column.gender or "T")]
    alone = own if len(own) == 1 and (own[0].year is None or column.year is None) and own[0].gender is None else []
    return keys.n[(exact or alone)[0]] if exact or alone else None


def _check_merged(context: Context, column: Column) -> None:
    """Ask about a value that is merged over several cells: whose it is, nobody says."""
    merges = context.found.sheet.merges
    if any(top >= context.found.first and left <= column.place <= right for top, left, _, right in merges):
        context.tally.unsettled.append(Unsettled("merged", context.sheet, column.label, None, (column.letter,)))


def _differs(context: Context, column: Column, what: str, rows: np.ndarray) -> None:
    """Ask about a column whose head says another year or gender than the rows do."""
    if rows.any():
        context.tally.unsettled.append(
            Unsettled("differs", context.sheet, column.label, None, (column.letter,), (what,))
        )


def _years(context: Context, column: Column, keys: Keys) -> np.ndarray:
    if keys.year is not None and column.year is None:
        return keys.year
    year = column.year
    if year is not None and keys.year is not None:
        _differs(context, column, "år", (keys.year > 0) & (keys.year != year))
    if year is not None:
        context.tally.years.add("header")
    elif context.year is not None:
        year = context.year
        context.tally.years.add(context.years_from)
        if context.titled is not None:
            context.tally.against[context.sheet] = context.titled, year
    elif not any(one.doubt == "year" and one.row is None for one in context.tally.unsettled):
        named = (*context.found.title_years.sure, *context.found.title_years.doubtful)
        context.tally.unsettled.append(Unsettled("year", context.sheet, ", ".join(map(str, named))))
    return np.full(len(keys.at), year or 0, dtype=np.int32)


def _read(context: Context, frame: dict[str, np.ndarray], cells: Words, column: Column) -> dict[str, np.ndarray]:
    """The frame with value, missing and status; cells that can't be read are named, those left out are not there."""
    ids, size = frame["indikator"], len(cells)
    riket = frame["kommun"] == context.koder.index(RIKET)
    used = cells.used()
    ways: dict[tuple, int] = {}
    way_of = np.zeros((len(context.ids), 2), dtype=np.int32)
    for id in np.flatnonzero(np.bincount(ids)):
        for nation in (False, True):
            way = _way(context.titles.indikatorer[context.ids[id]], nation)
            way_of[id, int(nation)] = ways.setdefault(way, len(ways))
    way = way_of[ids, riket.astype(np.int8)]
    value, missing = np.full(size, np.nan), np.full(size, NO_MISSING, dtype=np.int8)
    status, fate = np.zeros(size, dtype=np.int32), np.full(size, TAKEN, dtype=np.int8)
    for which in ways.values():
        rows = slice(None) if len(ways) == 1 else np.flatnonzero(way == which)
        here = ids[rows]
        if not len(here):
            continue
        nation = bool(riket[rows][0])
        own = cells.of(rows)
        read = _cells(context, own, used if len(ways) == 1 else own.used(), here[0], nation, column)
        value[rows], missing[rows] = read.value[own.place], read.missing[own.place]
        status[rows], fate[rows] = read.mark[own.place], read.fate[own.place]
    _name(context, cells, frame, fate, column)
    _check_shares(context, cells, ids * 2 + riket, column)
    _check_separators(context, cells, ids, column)
    _check_scale(context, cells, column)
    _count_signs(context, cells, missing, status)
    out = frame | {"value": value, "missing": missing, "status": status}
    out |= {"column": np.full(size, column.place, dtype=np.int32), "sheet": np.full(size, context.number, np.int32)}
    taken = fate == TAKEN
    return out if taken.all() else {name: one[taken] for name, one in out.items()}


def _way(indikator: Indikator, nation: bool) -> tuple:
    """What tells how an indikator's cells are read: those of one way are read as one."""
    if indikator.is_coded:
        return indikator.kind, tuple(sorted(indikator.codes.items())), nation
    return (indikator.kind == "andel",)


def _cells(context: Context, cells: Words, used: np.ndarray, id: int, nation: bool, column: Column) -> Read:
    """Each different cell read once, and last an empty one."""
    indikator = context.titles.indikatorer[context.ids[id]]
    size = len(cells.different) + 1
    read = Read(
        np.full(size, np.nan), np.full(size, NO_MISSING, np.int8), np.zeros(size, np.int32), np.zeros(size, np.int8)
    )
    if nation and indikator.kind == "kategori":
        read.fate[:] = UNUSED  # the nation has no category
        return read
    answer = context.profile.columns.get(column.label, {})
    decimal, blank = answer.get("decimal"), ANSWERS.get(answer.get("blank", ""))
    signs, marks, factor, is_coded = context.profile.signs, context.tally.marks, column.factor, indikator.is_coded
    for place in [*used, -1]:
        held = cells.different[place] if place >= 0 else None
        if held is None and blank is not None and indikator.kind == "ja_nej":
            read.value[place] = blank
            continue
        if decimal and isinstance(held, str):
            held = _respelled(held, decimal)
        value = None if is_coded else _plain(held, signs)
        if value is not None:
            read.value[place] = value if factor is None else round(value * factor, 10)
            continue
        one = UNKNOWN if held is WRONG else reading(held, indikator, signs, nation, factor)
        read.value[place] = one.value
        read.missing[place] = MISSING.index(one.missing) if one.missing else NO_MISSING
        read.mark[place] = marks.setdefault(one.status, len(marks))
        read.fate[place] = _fate(one)
    return read


def _plain(held: object, signs: Mapping[str, str]) -> float | None:
    """A cell that is a number and nothing else, as most are; None for what has to be looked at."""
    if type(held) is float:
        return held if isfinite(held) else None
    return float(held.replace(",", ".")) if type(held) is str and PLAIN.fullmatch(held) and held not in signs else None


def _fate(one: Cell) -> int:
    return NAMED if not one.known else ASIDE if one is LEFT_OUT else TAKEN


WRONG = object()


def _respelled(text: str, decimal: str) -> str | object:
    """A number of a column whose decimal sign is known; WRONG where it can't be one with that sign."""
    other = "." if decimal == "," else ","
    bare = clean(text)
    if other not in bare or not any(map(str.isdecimal, bare)):
        return text
    whole, _, part = bare.partition(decimal)
    if not THOUSANDS[decimal].fullmatch(whole) or (part and not part.isdecimal()):
        return WRONG
    return whole.replace(other, "") + (f",{part}" if part else "")


# --- what is told and asked -------------------------------------------------------------------------------------------


def _name(context: Context, cells: Words, frame: dict[str, np.ndarray], fate: np.ndarray, column: Column) -> None:
    """Name the cells that can't be read, each indikator and word once, signs for all; count those that are left out."""
    context.tally.aside["left_out"] += int(((fate == ASIDE) & (cells.place >= 0)).sum())
    named = np.flatnonzero(fate == NAMED)
    for its in grouped(frame["indikator"][named], cells.place[named]):
        rows = named[its]
        id, held = context.ids[frame["indikator"][rows[0]]], clean(str(cells[rows[0]]))
        kind = context.titles.indikatorer[id].kind
        is_tick = kind == "ja_nej" and held.casefold() == TICK
        what = "tick" if is_tick else "sign" if held.casefold() in SIGNS else "cell"
        near = (id, column.label) if is_tick else (SIGNS[held.casefold()],) if what == "sign" else (id,)
        doubt(context, what, held, frame["row"][rows], column.place, near)


def _count_signs(context: Context, cells: Words, missing: np.ndarray, status: np.ndarray) -> None:
    rows = np.flatnonzero((missing != NO_MISSING) & (cells.place >= 0))
    marks = tuple(context.tally.marks)
    pairs, times = np.unique(np.stack([status[rows], missing[rows]]), axis=1, return_counts=True)
    for (mark, kind), how_many in zip(pairs.T, times, strict=True):
        context.tally.signs[marks[mark], MISSING[kind]] += int(how_many)


def _check_shares(context: Context, cells: Words, group: np.ndarray, column: Column) -> None:
    """Numbers that look like shares of 1 where percent is expected are asked about, by indikator, the nation apart."""
    if column.factor is not None:
        return
    for rows in grouped(group):
        id = context.ids[group[rows[0]] // 2]
        if context.titles.indikatorer[id].kind != "andel":
            continue
        own = cells if len(rows) == len(cells) else cells.of(rows)
        figures = [_figure(own.different[place]) for place in own.used()]
        shares = unclear_shares([figure for figure in figures if figure is not None])
        if shares:
            held = tuple(spelled(share).replace(".", ",") for share in shares[:MOST_SHARES])
            context.tally.unsettled.append(
                Unsettled("share", context.sheet, column.label, None, (column.letter,), (id, *held))
            )
            return


def _figure(cell: str | float) -> float | None:
    """A cell as a number; None for anything else and for what says percent."""
    if not isinstance(cell, str):
        return cell
    figure = number(clean(cell).rstrip("*").strip())
    return None if figure is None or figure.unit == "%" else figure.value


def _check_separators(context: Context, cells: Words, ids: np.ndarray, column: Column) -> None:
    """Ask about a column that does not say which sign is the decimal one, unless the profile does."""
    if "decimal" in context.profile.columns.get(column.label, {}):
        return
    if not any(isinstance(cells.different[place], str) for place in cells.used()):
        return
    for rows in grouped(ids):
        indikator = context.titles.indikatorer[context.ids[ids[rows[0]]]]
        if indikator.is_coded:
            continue
        own = cells if len(rows) == len(cells) else cells.of(rows)
        texts = [
            clean(cell).rstrip("*").strip() for place in own.used() if isinstance(cell := own.different[place], str)
        ]
        unclear = unclear_separators(texts, indikator.kind == "andel")
        if unclear:
            held = tuple(unclear[:MOST_SHARES])  # enough to find them by
            context.tally.unsettled.append(
                Unsettled("separator", context.sheet, column.label, None, (column.letter,), held)
            )
            return


def _check_scale(context: Context, cells: Words, column: Column) -> None:
    """Ask about a column that is shown in thousands or millions of what its cells hold."""
    scaled = [place for place in cells.used() if (mark := cells.marks.get(place)) and mark.kind == "scaled"]
    if scaled and column.factor is None:
        held = spelled(cells.different[scaled[0]]).replace(".", ",")
        context.tally.unsettled.append(
            Unsettled("scale", context.sheet, column.label, None, (column.letter,), (held, cells.marks[scaled[0]].code))
        )


# --- all together -----------------------------------------------------------------------------------------------------


def together(read: list[dict[str, np.ndarray]], contexts: Sequence[Context], tally: Tally) -> pd.DataFrame:
    """The tidy rows of every column and sheet (TIDY_COLUMNS), each key once.

    What stands twice with equal values counts once; what contradicts itself is named with its sheets and cells.
    """
    if not read:
        return pd.DataFrame({name: pd.array([], dtype=kind) for name, kind in KINDS.items()})
    frame = {name: np.concatenate([one[name] for one in read]) for name in FIELDS}
    key = _key(frame)
    repeated = pd.Series(key).duplicated(keep=False).to_numpy()
    if repeated.any():
        rows = np.flatnonzero(repeated)
        keep = np.ones(len(key), dtype=bool)
        keep[rows] = _settle(pd.DataFrame({n: one[rows] for n, one in frame.items()}), key[rows], contexts, tally)
        frame = {name: one[keep] for name, one in frame.items()}
    words = {
        "indikator": contexts[0].ids,
        "kommun": contexts[0].koder,
        "gender": GENDERS,
        "missing": (*MISSING, None),
        "status": tuple(tally.marks),
    }
    return pd.DataFrame(
        {
            name: pd.array(words[name], dtype="str").take(frame[name]) if name in words else frame[name]
            for name in TIDY_COLUMNS
        }
    ).astype({"year": "int64", "value": "float64", "n": "float64"})


def _key(frame: dict[str, np.ndarray]) -> np.ndarray:
    """One number for indikator, kommun, year and gender."""
    key = frame["indikator"].astype(np.int64)
    for name, most in (("kommun", 1 << 12), ("year", 1 << 14), ("gender", len(GENDERS))):
        key = key * most + frame[name]
    return key


def _settle(frame: pd.DataFrame, key: np.ndarray, contexts: Sequence[Context], tally: Tally) -> np.ndarray:
    """Which of the rows that share their key to keep: the first of each."""
    frame["key"] = key
    same = frame.duplicated(["key", "value", "missing"])
    tally.equal += int(same.sum())
    differ = frame[~same]
    differ = differ[differ.duplicated("key", keep=False)]
    for _, rows in differ.groupby("key", sort=False):
        first = rows.iloc[0]
        own = [contexts[number] for number in rows["sheet"]]
        several = len({context.number for context in own}) > 1
        cells = tuple(
            f"{f'{context.sheet}!' if several else ''}"
            f"{context.found.sheet.address(context.found.first + row.row, row.column)}"
            for context, row in zip(own, rows.itertuples(), strict=True)
        )
        context = own[0]
        id, kod = context.ids[int(first["indikator"])], context.koder[int(first["kommun"])]
        holds = f"{kod}, {id}, {int(first['year'])}, {GENDERS[int(first['gender'])]}"
        at = None if several else context.found.sheet.line(int(context.found.first + first["row"]))
        held = tuple(
            spelled(context.found.sheet.columns[row.column][context.found.first + row.row])
            for context, row in zip(own, rows.itertuples(), strict=True)
        )
        tally.unsettled.append(Unsettled("twice", "" if several else context.sheet, holds, at, cells, held))
        if len(tally.unsettled) > MOST_TWICE:
            break
    return ~frame.duplicated("key").to_numpy()
