"""Kolada's data rows as tidy rows: gender by its key, codes by the indikator's codes, every null with its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import numpy as np
import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.sources.kolada.pages import Chunk

GENDERS = {"T": "T", "K": "K", "M": "M"}
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
    statuses      unknown status, times
    outside_codes values outside the indikator's codes, by id
    no_numbers    values that are neither a number nor null
    strays        rows about something that was not asked for, or of another gender
    """

    rows: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    fractions: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    outside_codes: Counter[str] = field(default_factory=Counter)
    no_numbers: int = 0
    strays: int = 0

    def add(self, frame: pd.DataFrame) -> None:
        """Count a chunk's frame, as `frame_of` gives it, before it is translated."""
        self.rows.update(frame["indikator"].value_counts().to_dict())
        known = frame[frame["value"].notna()]
        self.values.update(known["indikator"].value_counts().to_dict())
        self.fractions.update(known.loc[known["value"] % 1 != 0, "indikator"])
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
    """The rows as a frame, values as published, equal rows once."""
    kpis, areas = (
        {kpi: kpi for kpi in chunk.kpis},
        {area: area for area in chunk.areas},
    )  # one string each, not one a row
    years = set(chunk.years)
    columns: dict[str, list] = {name: [] for name in TIDY_COLUMNS}
    add = [columns[name].append for name in TIDY_COLUMNS]
    for row in rows:
        kpi, kommun, year = kpis.get(row["kpi"]), areas.get(row["municipality"]), int(row["period"])
        if kpi is None or kommun is None or year not in years:
            tally.strays += 1
            continue
        for cell in row["values"]:
            gender, value, status = GENDERS.get(cell["gender"]), cell["value"], intern(str(cell.get("status") or ""))
            if gender is None:
                tally.strays += 1
                continue
            missing = None
            if not isinstance(value, int | float | None):
                tally.no_numbers += 1
                value = None
            if cell.get("isdeleted"):
                value, missing = None, "dragen"
            elif value is None:
                missing = MISSING_BY_STATUS.get(status, "okant")
            filled = (kpi, kommun, year, gender, np.nan if value is None else float(value), missing, np.nan, status)
            for append, item in zip(add, filled, strict=True):
                append(item)
    return _typed(columns).drop_duplicates(ignore_index=True)


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
