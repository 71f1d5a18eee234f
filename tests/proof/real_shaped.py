"""An edition shaped as Kolada's real values are, made of chance: 290 kommuner, ties, breaks, few answers, gaps.

Made apart from ojdash.sources.example: shares are counts of answers over answers, costs have öre, rates lie about one,
counts of persons are small, half of the shares have no known number of answers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ojdash import catalogue
from ojdash.domain.delivery import TIDY_COLUMNS, Liknande
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.missing import MISSING
from ojdash.store import Store
from tests import drawing

YEARS = range(2018, 2025)
CODES = {"1": "upp till 7 dagar", "2": "8 till 14 dagar", "3": "mer än 14 dagar"}
INDIKATORER = (
    drawing.indikator("SVAR_A", "andel", title="Nöjda med hemtjänsten", decimals=0, gender_split=True),
    drawing.indikator("SVAR_B", "andel", title="Trygga hemma", decimals=1, gender_split=True, direction="hog"),
    drawing.indikator(
        "SVAR_C", "andel", title="Får hjälp i tid", decimals=1, breaks=(Brott(2022, "Frågan ställs på ett nytt sätt."),)
    ),
    drawing.indikator("UTAN_A", "andel", title="Personal med utbildning", decimals=0),
    drawing.indikator("UTAN_B", "andel", title="Inte aktuella igen", decimals=1, gender_split=True),
    drawing.indikator("SMA", "andel", title="Barn i utredning", decimals=1),
    drawing.indikator("KRONOR", "kronor", title="Kostnad för insatsen", decimals=0),
    drawing.indikator("DAGAR", "dagar", title="Väntetid", decimals=1, gender_split=True),
    drawing.indikator("PERSONER", "antal", title="Personer i insatsen", decimals=0, gender_split=True),
    drawing.indikator("RUTIN", "ja_nej", title="Aktuell rutin", ja_betyder="har en aktuell rutin"),
    drawing.indikator("PLAN", "ja_nej", title="Plan för uppföljning"),
    drawing.indikator("VANTAN", "kategori", title="Längsta väntan", codes=CODES),
)
_WHY = [kind for kind in MISSING if kind not in ("fanns_inte", "ej_publicerad", "dragen", "rojande")]


def edition(data: Path, seed: int) -> Store:
    """The edition of a seed, published under `data` by the production writer."""
    kommuner = catalogue.kommuner()
    rng = np.random.default_rng(seed)
    rows = pd.concat([_series(rng, indikator, [kommun.kod for kommun in kommuner]) for indikator in INDIKATORER])
    codes = np.array([kommun.kod for kommun in kommuner])
    lists = tuple(
        Liknande(kind, kod, tuple(map(str, rng.choice(codes[codes != kod], 7, replace=False))), 2024)
        for kind in ("lss", "overgripande")
        for kod in codes
    )
    return drawing.edition(data, rows.reset_index(drop=True), *INDIKATORER, kommuner=kommuner, liknande=lists)


def _series(rng: np.random.Generator, indikator: Indikator, koder: list[str]) -> pd.DataFrame:
    size = len(koder)
    people = np.exp(rng.normal(9.6, 1.0, size))
    level, frames = rng.normal(0, 1, size), []
    for year in YEARS:
        if rng.random() < 0.08:
            continue
        level = level + rng.normal(0, 0.25, size)
        for gender in "TKM" if indikator.gender_split else "T":
            n = np.full(size, np.nan)
            if indikator.id.startswith("SVAR"):
                n = rng.poisson(people * 0.004 * (1 if gender == "T" else 0.5)).astype(float)
                share = 1 / (1 + np.exp(-(1.2 + 0.4 * level)))
                value = np.where(
                    n > 0, 100 * rng.binomial(np.maximum(n, 1).astype(int), share) / np.maximum(n, 1), np.nan
                )
                n[rng.random(size) < 0.2] = np.nan
            elif indikator.kind == "andel":
                middle = 0.9 if indikator.id == "SMA" else 78.0
                value = np.clip(middle * (1 + 0.12 * level + rng.normal(0, 0.02, size)), 0, 100)
                if indikator.id == "UTAN_A":
                    value = np.round(value)
            elif indikator.kind == "kronor":
                value = np.round(np.exp(9 + 0.3 * level), 2)
            elif indikator.kind == "dagar":
                value = np.round(np.maximum(0, 20 + 6 * level + rng.normal(0, 1, size)), 2)
            elif indikator.kind == "antal":
                value = rng.poisson(people * 0.0008 * np.exp(0.3 * level) * (1 if gender == "T" else 0.5)).astype(float)
            elif indikator.kind == "ja_nej":
                value = (level > -0.4).astype(float)
            else:
                value = np.clip(np.round(2 + 0.7 * level), 1, 3)
            lacking = np.isnan(value) | (rng.random(size) < 0.07)
            why = np.where(lacking, rng.choice(_WHY, size), None)
            value = np.where(lacking, np.nan, value)
            rows = pd.DataFrame({"kommun": koder, "value": value, "missing": why, "n": n})
            rows = rows[rng.random(size) > 0.02]
            riket = np.nansum(value) if indikator.kind == "antal" else np.nanmean(value)
            if indikator.kind != "kategori" and rng.random() < 0.9:
                rows.loc[len(koder)] = (RIKET, float(riket), None, np.nan)
            frames.append(rows.assign(indikator=indikator.id, year=year, gender=gender, status=""))
    return pd.concat(frames)[list(TIDY_COLUMNS)].astype({"value": float, "n": float, "missing": object})
