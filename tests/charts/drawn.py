"""Answers drawn from small tables, as the store would fill them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ojdash.domain.answer import ROWS, Answer, Value
from ojdash.domain.change import Change
from ojdash.domain.delivery import Source
from ojdash.domain.group import Group, filled
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import Kommun, swedish_order
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE, positions

ANDEL = Indikator(
    "A1", "Nöjda med hemtjänsten som helhet", "aldreomsorg", "andel", 0, "Nöjda med hemtjänsten", "procent"
)
DAGAR = Indikator("D1", "Väntetid till insats", "lss", "dagar", 1, unit="dagar", direction="lag")
KRONOR = Indikator(
    "K1", "Kostnad för äldreomsorg", "aldreomsorg", "kronor", 0, unit="kronor per invånare 80 år och äldre"
)
JA_NEJ = Indikator("J1", "Aktuell rutin för samordning", "lss", "ja_nej", 0, ja_betyder="har en aktuell rutin")
KATEGORI = Indikator(
    "C1", "Väntetid till nybesök", "missbruk", "kategori", 0, "Väntetid till nybesök",
    codes={"0": "mer än 15 dagar", "1": "8–14 dagar", "2": "4–7 dagar", "3": "inom 3 dagar"},
)  # fmt: skip

LAN = [
    "Aneby", "Eksjö", "Gislaved", "Gnosjö", "Habo", "Jönköping", "Mullsjö", "Nässjö", "Sävsjö", "Tranås", "Vaggeryd",
    "Vetlanda", "Värnamo",
]  # fmt: skip
OWN = Kommun("0685", "Vetlanda", "B3")


def with_breaks(indikator: Indikator, *years: int) -> Indikator:
    """The same indikator with breaks."""
    return replace(indikator, breaks=tuple(Brott(year, "Frågan fick nya svarsalternativ.") for year in years))


def everyone(
    indikator: Indikator, how_many: int = 290, *, n: bool = True, year: int = 2023, seed: int = 1
) -> pd.DataFrame:
    """That many kommuner with values, the own one and its county's among them; a few missing when there are many."""
    random = np.random.default_rng(seed)
    names = ["Vetlanda", *(name for name in LAN if name != "Vetlanda")][:how_many]
    names += [f"Kommun {at}" for at in range(how_many - len(names))]
    value = _values(indikator, how_many, random)
    answers = random.integers(8, 600, how_many).astype(float) if n else np.full(how_many, np.nan)
    missing = np.full(how_many, None, dtype=object)
    if how_many >= 10:
        for at, kind in zip((5, 8, how_many - 1), ("ej_svarat", "sekretess", "ej_tillamplig"), strict=True):
            value[at], missing[at], answers[at] = np.nan, kind, np.nan
    signal = positions(value, indikator.decimals, answers).signal
    if indikator.is_coded:
        signal = np.full(how_many, None, dtype=object)
    return pd.DataFrame(
        {
            "kommun": ["0685", *(f"{1000 + at}" for at in range(how_many - 1))], "namn": names,
            "indikator": indikator.id, "year": year, "gender": "T", "value": value, "missing": missing, "n": answers,
            "signal": signal, "percentile": np.nan,
        }
    ).reindex(columns=ROWS)  # fmt: skip


def own_years(indikator: Indikator, table: dict[int, tuple[float | None, float | None] | str]) -> pd.DataFrame:
    """The own kommun's rows: {2021: (72, 110), 2022: "ej_svarat"}."""
    rows = []
    for year, found in table.items():
        value, n = (None, None) if isinstance(found, str) else found
        missing = found if isinstance(found, str) else None
        rows.append([OWN.kod, OWN.namn, indikator.id, year, "T", value, missing, n, None, None, None])
    frame = pd.DataFrame(rows, columns=ROWS)
    return frame.astype({"value": float, "n": float, "year": int})


def national(indikator: Indikator, years: list[int], riket: bool = True) -> pd.DataFrame:
    """The nation by year."""
    if indikator.is_coded:
        quarters = dict.fromkeys(("lowest", "q1", "median", "q3", "highest"), np.nan)
    else:
        top = 100 if indikator.kind == "andel" else 20 if indikator.kind == "dagar" else 250_000
        quarters = {"lowest": 0.3 * top, "q1": 0.62 * top, "median": 0.72 * top, "q3": 0.8 * top, "highest": top}
    drift = np.arange(len(years))
    table = pd.DataFrame({"year": years, **{k: v - 0.3 * drift for k, v in quarters.items()}})
    table["riket"] = (quarters["median"] + 3 if not indikator.is_coded else 0.6) if riket else np.nan
    table["kommuner"] = 280
    table["ja"] = 170.0 + 4 * drift if indikator.kind == "ja_nej" else np.nan
    table["unconcerned"], table["lacking"] = (3, 7) if indikator.kind == "ja_nej" else (np.nan, np.nan)
    return table


def group_years(indikator: Indikator, years: list[int]) -> pd.DataFrame:
    """The group's median by year; Ja/Nej the share of Ja in percent; nothing for categories."""
    if indikator.kind == "kategori":
        years = []
    value = [100 * (6 + at % 4) / 12 for at in range(len(years))] if indikator.kind == "ja_nej" else None
    top = 100 if indikator.kind == "andel" else 20 if indikator.kind == "dagar" else 250_000
    ja = [6 + at % 4 for at in range(len(years))] if value else None
    value = value or [top * (0.7 + 0.01 * at) for at in range(len(years))]
    return pd.DataFrame(
        {"year": years, "value": value[: len(years)], "n": 12, "ja": ja, "unconcerned": 0, "lacking": 0}
    )


def about_one(
    page: str,
    indikator: Indikator,
    own: dict[int, tuple[float | None, float | None] | str] | None = None,
    *,
    all_kommuner: pd.DataFrame | None = None,
    rows: pd.DataFrame | None = None,
    years: list[int] | None = None,
    kind: str = "lan",
    simulated: bool = True,
    riket: bool = True,
) -> Answer:
    """An answer about one indikator. `rows` as the page's function shapes them; else the own years, or the county."""
    all_kommuner = everyone(indikator) if all_kommuner is None else all_kommuner
    first = all_kommuner.iloc[0]
    if own is None:
        value, n = first["value"], first["n"]
        own = {2023: "ej_svarat" if np.isnan(value) else (value, None if np.isnan(n) else n)}
    years = years or sorted(own)
    asked = max(years)
    if asked in own and all_kommuner["kommun"].iloc[0] == OWN.kod:
        all_kommuner = all_kommuner.copy()
        all_kommuner.loc[all_kommuner.index[0], ["value", "missing", "n"]] = (
            (np.nan, own[asked], np.nan) if isinstance(own[asked], str) else (own[asked][0], None, own[asked][1])
        )
    mine = own_years(indikator, own)
    members = all_kommuner.iloc[1:13]
    if rows is None:
        rows = ordered(pd.concat([all_kommuner.iloc[:1], members])) if page == "jamfor" else mine
    beside = Group(kind, "Jönköpings län", tuple(members["kommun"]))
    found = mine[mine["year"] == asked]
    value = found["value"].iloc[0] if len(found) else np.nan
    missing = (found["missing"].iloc[0] if len(found) else "ej_svarat") if np.isnan(value) else None
    table = national(indikator, years, riket)
    before = [year for year in sorted(own) if year < asked]
    return Answer(
        question=Question(
            page, OWN.kod, indikator.omrade, indikator.id, asked, from_year=before[-1] if before else None
        ),
        edition="exempel-2026-01-01",
        rule=RULE,
        source=Source("exempel", "Exempel", "https://example.org", "2026-01-01", "", simulated),
        kommun=OWN,
        rows=rows,
        indikator=indikator,
        indikatorer={indikator.id: indikator},
        group=filled(beside, indikator, found_of(all_kommuner), all_kommuner["kommun"].iloc[0]),
        change=Change(None, asked, None, "saknas"),
        own=Value(asked, None if np.isnan(value) else float(value), missing),
        riket=float(table["riket"].iloc[-1]) if riket else None,
        everyone=all_kommuner,
        national=table,
        group_years=group_years(indikator, years) if page == "over_tid" else None,
        years=tuple(years),
    )


def found_of(rows: pd.DataFrame) -> dict[str, tuple[float, object]]:
    """Each kommun's value and kind of missing."""
    return dict(zip(rows["kommun"], zip(rows["value"], rows["missing"], strict=True), strict=True))


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of Jämför: highest first, ties in the Swedish order of names, missing last."""
    rows = rows.iloc[sorted(range(len(rows)), key=lambda at: swedish_order(rows["namn"].iloc[at]))]
    return rows.sort_values("value", ascending=False, kind="stable", na_position="last", ignore_index=True)


def signals(
    *indikatorer: Indikator, rows: pd.DataFrame | None = None, simulated: bool = True, names: list[str] = LAN
) -> Answer:
    """The answer of Signaler: some kommuner times some indikatorer."""
    if rows is None:
        frames = [everyone(indikator, 290, seed=at).iloc[: len(names)] for at, indikator in enumerate(indikatorer)]
        codes = frames[0]["kommun"].tolist()
        rows = pd.concat([frame[frame["kommun"] == code] for code in codes for frame in frames], ignore_index=True)
    alone = {"from_year": None, "earlier": np.nan, "flip": None, "difference": np.nan, "verdict": "saknas"}
    alone |= {"counted": None, "at_least": None}
    rows = rows.assign(**{name: none for name, none in alone.items() if name not in rows})
    return Answer(
        question=Question("signaler", OWN.kod, "lss"),
        edition="exempel-2026-01-01",
        rule=RULE,
        source=Source("exempel", "Exempel", "https://example.org", "2026-01-01", "", simulated),
        kommun=OWN,
        rows=rows,
        indikatorer={indikator.id: indikator for indikator in indikatorer},
        omrade_title="LSS",
        group=Group("lan", "Jönköpings län", tuple(rows["kommun"].unique()[1:])),
    )


def _values(indikator: Indikator, how_many: int, random: np.random.Generator) -> np.ndarray:
    if indikator.kind == "andel":
        return np.clip(np.round(random.normal(76, 11, how_many)), 0, 100)
    if indikator.kind == "dagar":
        return np.round(random.gamma(3, 4, how_many), 1)
    if indikator.kind == "kronor":
        return np.round(random.normal(220_000, 20_000, how_many))
    if indikator.kind == "ja_nej":
        return (random.random(how_many) < 0.7).astype(float)
    return random.integers(0, 4, how_many).astype(float)
