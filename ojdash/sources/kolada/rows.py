"""Kolada's data rows as tidy rows: gender by its key, codes by the indikator's codes, every null with its kind.

What can't be read, or says two things of the same value, is never guessed at: its nyckeltal is told of in the `Tally`
and refused as a whole, so that no row of it is missing without a word.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import numpy as np
import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.question import GENDERS
from ojdash.domain.rounding import fitting
from ojdash.sources.kolada.pages import Chunk
from ojdash.text import refusals

KEY = ["indikator", "kommun", "year", "gender"]
MOST = 1e15  # beyond it a float has no ones left; nothing that a kommun counts comes near
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
HALF_SIGN = re.compile("[\ud800-\udfff]")  # JSON can spell half of a sign; no file can hold it
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
SOME = 100
KNOWN_STATUSES = ("", "Missing")
MISSING_BY_STATUS = {
    "Missing": "ej_svarat",
    "-": "ej_svarat",
    "..": "sekretess",
    "Private": "sekretess",
    ".": "ej_tillamplig",
}


@dataclass(slots=True)
class Tally:
    """What was seen on the way, for the report.

    rows, values  how many tidy rows and values by indikator id
    fractions     ids with a value that is not whole
    some          values of kommuner or regioner by id, at most SOME of each chunk, from the least to the highest
    statuses      unknown status, times
    outside_codes values outside the indikator's codes, by id
    strings       numbers written as strings
    strays        rows about a nyckeltal, kommun or year that was not asked for
    nameless      rows that name no nyckeltal
    faults        by id how many values can't be read or contradict each other, and `first_fault` in words
    """

    rows: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    fractions: set[str] = field(default_factory=set)
    some: defaultdict[str, list[np.ndarray]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[str] = field(default_factory=Counter)
    outside_codes: Counter[str] = field(default_factory=Counter)
    strings: int = 0
    strays: int = 0
    nameless: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    first_fault: dict[str, str] = field(default_factory=dict)

    def decimals(self, id_: str) -> int:
        """The decimals that an indikator's values are told apart with."""
        if id_ not in self.fractions:
            return 0
        return fitting(np.concatenate([*self.some[id_], []]))

    def fault(self, id_: str, reason: str) -> None:
        """Count a fault of a nyckeltal."""
        self.faults[id_] += 1
        self.first_fault.setdefault(id_, reason)

    @property
    def unreadable(self) -> dict[str, str]:
        """Why each nyckeltal with a fault can't be taken in."""
        return {id_: refusals.and_more(why, self.faults[id_] - 1) for id_, why in self.first_fault.items()}

    def add(self, frame: pd.DataFrame) -> None:
        """Count a chunk's frame, as `frame_of` gives it, before it is translated."""
        self.rows.update(frame["indikator"].value_counts().to_dict())
        known = frame[frame["value"].notna()]
        self.values.update(known["indikator"].value_counts().to_dict())
        self.fractions.update(known.loc[known["value"] % 1 != 0, "indikator"])
        for id_, values in known.loc[known["kommun"] != RIKET].groupby("indikator", sort=False)["value"]:
            self.some[id_].append(np.sort(values.to_numpy())[:: -(-len(values) // SOME)].copy())
        unknown = frame.loc[~frame["status"].isin(KNOWN_STATUSES), "status"]
        self.statuses.update(unknown.value_counts().to_dict())


def tidy(rows: Iterable[dict[str, Any]], chunk: Chunk, definitions: dict[str, Indikator], tally: Tally) -> pd.DataFrame:
    """Tidy rows of one chunk's data rows.

    Shape    TIDY_COLUMNS, one row per indikator, kommun, year and gender; a row shown twice counts once
    Units    the indikator's; ja_nej 1 and 0, for Riket the share 0-1; n is NaN, Kolada's `count` is not answers
    tally    is added to
    """
    frame = _frame(rows, chunk, tally)
    tally.add(frame)
    for id_, where in frame.groupby("indikator", sort=False).indices.items():
        definition = definitions.get(id_)
        if definition is not None and definition.is_coded:
            _translate(frame, where, definition, tally)
    kategori = [id_ for id_, definition in definitions.items() if definition.kind == "kategori"]
    return frame[~(frame["indikator"].isin(kategori) & (frame["kommun"] == RIKET))]


def nothing() -> pd.DataFrame:
    """Tidy columns and no rows."""
    return _typed({name: [] for name in TIDY_COLUMNS})


def _frame(rows: Iterable[dict[str, Any]], chunk: Chunk, tally: Tally) -> pd.DataFrame:
    """The rows as a frame, values as published, equal rows once; contradictions are told of and stay."""
    # One string each, not one a row.
    kpis, areas = ({name: name for name in names} for names in (chunk.kpis, chunk.areas))
    years = set(chunk.years)
    columns: dict[str, list] = {name: [] for name in TIDY_COLUMNS}
    add = [columns[name].append for name in TIDY_COLUMNS]
    for row in rows:
        named = row.get("kpi") if isinstance(row, dict) else None
        if not isinstance(named, str):
            tally.nameless += 1
            continue
        kpi = kpis.get(named)
        if kpi is None:
            tally.strays += 1
            continue
        try:
            kommun, year, cells = _row(row)
        except Unreadable as fault:
            tally.fault(kpi, str(fault))
            continue
        if kommun not in areas or year not in years:
            tally.strays += 1
            continue
        for cell in cells:
            try:
                gender, value, missing, status = _cell(cell, tally)
            except Unreadable as fault:
                tally.fault(kpi, fault.at(kommun, year))
                continue
            filled = (kpi, areas[kommun], year, gender, value, missing, np.nan, status)
            for append, item in zip(add, filled, strict=True):
                append(item)
    frame = _typed(columns).drop_duplicates([*KEY, "value", "missing"], ignore_index=True)
    _tell_of_contradictions(frame, tally)
    return frame


class Unreadable(Exception):
    """A part of a row that is not what it should be."""

    def __init__(self, content: Any, is_what: str, where: str = "", gender: str = "") -> None:
        self.spelled, self.is_what, self.gender = _spelled(content), is_what, gender
        super().__init__(refusals.unreadable(where, self.spelled, is_what))

    def at(self, kommun: str, year: int) -> str:
        """The fault of a cell, with the place of its row."""
        return refusals.unreadable(refusals.place(kommun, year, self.gender), self.spelled, self.is_what)


def _row(row: dict[str, Any]) -> tuple[str, int, list]:
    """The kommun, the year and the cells of a row. Raises Unreadable."""
    kommun, period, cells = row.get("municipality"), row.get("period"), row.get("values")
    where = refusals.place(_spelled(kommun), _spelled(period))
    if not isinstance(kommun, str):
        raise Unreadable(kommun, refusals.NO_KOMMUN, where)
    if isinstance(period, bool) or not isinstance(period, int | str) or not YEAR.fullmatch(str(period)):
        raise Unreadable(period, refusals.NO_YEAR, where)
    if not isinstance(cells, list):
        raise Unreadable(cells, refusals.NO_VALUES, where)
    return kommun, int(period), cells


def _cell(cell: Any, tally: Tally) -> tuple[str, float, str | None, str]:
    """Gender, value (NaN where it is missing), kind of missing and status of a cell. Raises Unreadable."""
    if not isinstance(cell, dict) or "value" not in cell or "gender" not in cell:
        raise Unreadable(cell, refusals.NO_VALUE)
    gender, value, status = cell["gender"], cell["value"], cell.get("status") or ""
    if gender not in GENDERS:
        raise Unreadable(gender, refusals.NO_GENDER)
    if not isinstance(status, str) or HALF_SIGN.search(status):
        raise Unreadable(status, refusals.NO_MARK, gender=gender)
    status = intern(status)
    if _is_deleted(cell, gender):
        return gender, np.nan, "dragen", status
    if value is None:
        return gender, np.nan, MISSING_BY_STATUS.get(status, "okant"), status
    return gender, _number(value, gender, tally), None, status


def _is_deleted(cell: dict[str, Any], gender: str) -> bool:
    deleted = cell.get("isdeleted")
    if deleted is not None and not isinstance(deleted, bool):
        raise Unreadable(deleted, refusals.NO_MARK, gender=gender)
    return bool(deleted)


def _number(value: Any, gender: str, tally: Tally) -> float:
    """A value as a number; a string of ASCII digits is one too. Raises Unreadable."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        tally.strings += 1
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(value, refusals.NO_NUMBER, gender=gender)
    found = float(value)
    if np.isnan(found):
        raise Unreadable(value, refusals.NO_NUMBER, gender=gender)
    if abs(found) > MOST:
        raise Unreadable(value, refusals.TOO_LARGE, gender=gender)
    return found


def _spelled(content: Any) -> str:
    """What was received, as JSON spells it; a string without its quotes."""
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _tell_of_contradictions(frame: pd.DataFrame, tally: Tally) -> None:
    twice = frame[frame.duplicated(KEY, keep=False)]
    for (kpi, kommun, year, gender), its in twice.groupby(KEY, sort=False):
        values = list(zip(its["value"], its["missing"], strict=True))
        tally.fault(kpi, refusals.two_values(refusals.place(kommun, year, gender), values))


def _typed(columns: dict[str, list]) -> pd.DataFrame:
    kinds = {"year": "int64", "value": "float64", "n": "float64"}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kinds.get(name, "object")) for name in TIDY_COLUMNS})


def _translate(frame: pd.DataFrame, where: np.ndarray, definition: Indikator, tally: Tally) -> None:
    """Codes of one indikator to what they mean; what is no code becomes missing. Riket has a mean of codes."""
    codes = {float(code): words for code, words in definition.codes.items()} or {1.0: "Ja", 0.0: "Nej"}
    value = frame["value"].to_numpy()[where]
    riket = (frame["kommun"] == RIKET).to_numpy()[where]
    known = ~np.isnan(value)
    outside = known & ~riket & ~np.isin(value, list(codes))
    if definition.kind == "ja_nej":
        by_word = {words: code for code, words in codes.items()}
        value = np.round((value - by_word["Nej"]) / (by_word["Ja"] - by_word["Nej"]), 10) + 0.0  # no -0.0
        outside |= known & riket & ((value < 0) | (value > 1))
    if outside.any():
        tally.outside_codes[definition.id] += int(outside.sum())
        value = np.where(outside, np.nan, value)
        frame.loc[where[outside], "missing"] = "okant"
    frame.loc[where, "value"] = value
