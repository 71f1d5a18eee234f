"""Placing values: tidy rows become coded, sorted rows, each with its place among all kommuner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from ojdash.domain import quality
from ojdash.domain.disclosure import disclosed
from ojdash.domain.errors import DataError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.missing import MISSING
from ojdash.domain.question import GENDERS
from ojdash.domain.signal import positions, takes_part
from ojdash.store import layout
from ojdash.text import broken, refusals

KEY = ["indikator", "gender", "year", "kommun"]


def coded(rows: pd.DataFrame, numbers: dict[str, int], omrade: str) -> pd.DataFrame:
    """Tidy rows with the integers of `layout`, sorted by KEY, equal rows once.

    A key stands twice only where two rows contradict each other: see `contradicted`.

    Raises  DataError  an unknown word
    """
    out = pd.DataFrame(
        {
            "indikator": _by_word(rows["indikator"], lambda words: words.map(numbers)),
            "gender": _by_word(rows["gender"], lambda words: words.map(layout.GENDER_CODE)),
            "year": rows["year"],
            "kommun": _by_word(rows["kommun"].astype(str), lambda words: pd.to_numeric(words, errors="coerce")),
            "value": rows["value"].astype("float64"),
            "n": rows["n"].astype("Int32"),
            "missing": _by_word(rows["missing"], lambda words: words.map(layout.MISSING_CODE)).astype("Int8"),
            "status": rows["status"].astype("str").fillna(""),
        }
    )
    unknown = out[["indikator", "gender", "kommun"]].isna().any(axis=1)
    unknown |= out["missing"].isna() & rows["missing"].notna()
    if unknown.any():
        row = rows[unknown.to_numpy()].iloc[0]
        raise DataError(broken.unknown_code(omrade, row.to_dict()))
    blank = out["value"].isna() & out["missing"].isna()
    out.loc[blank, "missing"] = layout.MISSING_CODE["okant"]
    key = _packed(out)
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        out, key = out.iloc[order], key[order]
    if (key[1:] == key[:-1]).any():
        out = out.drop_duplicates([*KEY, "value", "missing"])
    return out.reset_index(drop=True)


def withheld(rows: pd.DataFrame, definitions: Mapping[int, Indikator], kommuner: set[str]) -> pd.DataFrame:
    """Coded rows that nobody may count to fewer than five persons with, by `domain.disclosure`; each key once."""
    kinds = np.array([*MISSING, None], dtype=object)
    told = rows.assign(missing=kinds[rows["missing"].fillna(-1).to_numpy(dtype="int64")])
    told = disclosed(told, definitions, {int(kod) for kod in kommuner})
    return told.assign(missing=told["missing"].map(layout.MISSING_CODE).astype("Int8"))


def contradicted(rows: pd.DataFrame, id_of: Mapping[int, str]) -> dict[str, str]:
    """The ids of coded rows that say two things of one key, and which things."""
    key = _packed(rows)
    if not (key[1:] == key[:-1]).any():
        return {}
    twice = rows[rows.duplicated(KEY, keep=False)]
    found = {}
    for indikator, its in twice.groupby("indikator", sort=False):
        keys = its.groupby(KEY, sort=False)
        (_, gender, year, kommun), pair = next(iter(keys))
        kinds = [None if pd.isna(code) else MISSING[code] for code in pair["missing"]]
        where = refusals.place(f"{kommun:04d}", int(year), GENDERS[gender])
        reason = refusals.two_values(where, list(zip(pair["value"], kinds, strict=True)))
        found[id_of[indikator]] = refusals.and_more(reason, keys.ngroups - 1)
    return found


def _packed(rows: pd.DataFrame) -> np.ndarray:
    """KEY as one number, in the same order."""
    key = rows["indikator"].to_numpy(dtype="int64")
    for name, most in (("gender", 10), ("year", 10_000), ("kommun", 10_000)):
        key = key * most + rows[name].to_numpy(dtype="int64")
    return key


def _by_word(words: pd.Series, number: Callable[[pd.Index], pd.Index]) -> pd.Series:
    """The number of every word, looked up once for each different word; NaN where there is none."""
    place, different = pd.factorize(words)
    found = np.append(np.asarray(number(different), dtype="float64"), np.nan)[place]
    return pd.Series(found if np.isnan(found).any() else found.astype("int64"), index=words.index)


def positioned(rows: pd.DataFrame, definitions: Mapping[int, Indikator], kommuner: set[str]) -> pd.DataFrame:
    """Coded rows with signal, percentile, ties and among how many kommuner they are placed, by `signal.positions`."""
    size = len(rows)
    signal = np.full(size, -1, dtype=np.int8)
    percentile = np.full(size, np.nan)
    ties = np.zeros(size, dtype=np.int16)
    total = np.zeros(size, dtype=np.int16)
    values = rows["value"].to_numpy()
    n = rows["n"].to_numpy(dtype="float64", na_value=np.nan)
    is_kommun = rows["kommun"].isin({int(kod) for kod in kommuner}).to_numpy()
    codes = {None: -1, **layout.SIGNAL_CODE}
    for indikator, where in _runs(rows, ["indikator", "gender", "year"]):
        definition = definitions[indikator]
        own = where.start + np.flatnonzero(is_kommun[where])
        if definition.is_coded:
            total[where] = int((~np.isnan(values[own])).sum())
            continue
        found = positions(values[own], definition.decimals, n[own])
        signal[own] = [codes[one] for one in found.signal]
        percentile[own] = found.percentile
        ties[own] = found.ties
        total[where] = found.kommuner
    out = rows.assign(signal=pd.array(signal, dtype="Int8"), percentile=percentile, ties=ties, kommuner=total).reindex(
        columns=list(layout.OBSERVATIONS)
    )
    out.loc[signal < 0, "signal"] = pd.NA
    return out.astype(layout.OBSERVATIONS)


def national(rows: pd.DataFrame, definitions: Mapping[int, Indikator], kommuner: set[str]) -> pd.DataFrame:
    """One row per indikator, gender and year: Riket's value, and what the kommuner's values are together.

    Columns  riket; kommuner, how many have a value; ja, how many of them Ja (-1 for other kinds); lowest, median and
             highest of them all; q1 and q3 (type 7) of those that take part in the quarters, NaN without any
    """
    values = rows["value"].to_numpy()
    n = rows["n"].to_numpy(dtype="float64", na_value=np.nan)
    kod = rows["kommun"].to_numpy()
    gender, year = rows["gender"].to_numpy(), rows["year"].to_numpy()
    is_kommun = rows["kommun"].isin({int(kod) for kod in kommuner}).to_numpy()
    out = []
    runs = list(_runs(rows, ["indikator", "gender", "year"]))
    known = is_kommun & ~np.isnan(values)
    placed = known & takes_part(n)
    every = [values[where][known[where]] for _, where in runs]
    quantities = [where for i, where in runs if not definitions[i].is_coded]
    nothing = np.full(5, np.nan)
    whole = _quantiles([values[where][known[where]] for where in quantities], [0, 0.5, 1])
    parted = _quantiles([values[where][placed[where]] for where in quantities], [0.25, 0.75])
    for found, (indikator, where) in zip(every, runs, strict=True):
        riket = values[where][kod[where] == int(RIKET)]
        ends = nothing
        if not definitions[indikator].is_coded:
            (lowest, median, highest), (q1, q3) = next(whole), next(parted)
            ends = lowest, q1, median, q3, highest
        out.append(
            (
                indikator,
                gender[where.start],
                year[where.start],
                riket[0] if len(riket) else np.nan,
                len(found),
                int((found == 1).sum()) if definitions[indikator].kind == "ja_nej" else -1,
                *ends,
            )
        )
    columns = ["indikator", "gender", "year", "riket", "kommuner", "ja", "lowest", "q1", "median", "q3", "highest"]
    kinds = {"indikator": "int32", "gender": "int8", "year": "int16", "kommuner": "int16", "ja": "int16"}
    return pd.DataFrame(out, columns=columns).astype(kinds)


def _quantiles(every: list[np.ndarray], at_shares: list[float]) -> Iterator[np.ndarray]:
    """Some quantiles (type 7) of each, NaN of nothing; those of equal length are worked out together."""
    out = np.full((len(every), len(at_shares)), np.nan)
    lengths = np.array([len(values) for values in every])
    for length in set(lengths) - {0}:
        at = np.flatnonzero(lengths == length)
        out[at] = np.quantile(np.stack([every[one] for one in at]), at_shares, axis=1).T
    return iter(out)


def recent(rows: pd.DataFrame) -> pd.DataFrame:
    """The placed rows of each indikator's newest years, `layout.RECENT_YEARS` of them; in the order they came."""
    years = rows[["indikator", "year"]].drop_duplicates().sort_values(["indikator", "year"])
    first = years.groupby("indikator").tail(layout.RECENT_YEARS).groupby("indikator")["year"].min()
    return rows[(rows["year"] >= rows["indikator"].map(first)).to_numpy()].drop(columns="status")


def flagged(rows: pd.DataFrame, definitions: Mapping[int, Indikator], last_year: int) -> pd.DataFrame:
    """The quality flags of placed rows, kommuner only, with the integers of `layout`; values later than `last_year`."""
    flags = quality.flags(rows[["indikator", "gender", "year", "kommun", "value", "n"]], definitions, last_year)
    flags["kind"] = flags["kind"].map(layout.FLAG_CODE)
    flags["sure_by"] = flags["sure_by"].map(layout.SURE_CODE)
    flags["from_year"] = flags["from_year"].where(flags["from_year"] != quality.NO_YEAR)
    return flags.astype(layout.FLAGS)


def newest(rows: pd.DataFrame, nation: pd.DataFrame, last_year: int) -> pd.DataFrame:
    """Each kommun's newest value of each indikator and gender, the one before it, and why it lacks a newer one.

    A year after `last_year` had not come when the values were fetched: no value of it is anybody's newest.
    A kommun's newest year is its own, not the nation's. `newest` is the newest year that any kommun has a value;
    `newest_missing` the kind of the kommun's row there, null where that year is its own.
    """
    group = ["kommun", "indikator", "gender"]
    rows, nation = (its[(its["year"] <= last_year).to_numpy()] for its in (rows, nation))
    known = rows[rows["value"].notna().to_numpy()]
    whose = known["kommun"].to_numpy(dtype="int64")
    for name, most in (("indikator", 1_000_000), ("gender", 10)):
        whose = whose * most + known[name].to_numpy(dtype="int64")
    order = np.argsort(whose * 10_000 + known["year"].to_numpy(dtype="int64"), kind="stable")
    known, whose = known.iloc[order].reset_index(drop=True), whose[order]
    last = np.append(whose[1:] != whose[:-1], True)[: len(whose)]
    same = pd.Series(np.append(False, whose[1:] == whose[:-1])[: len(whose)])
    out = known[last].copy()
    for name in ("year", "value", "n"):
        out[f"earlier_{name}"] = known[name].shift(1).where(same)[last]
    newest_year = nation[nation["kommuner"] > 0].groupby(["indikator", "gender"])["year"].max().rename("newest")
    lacking = rows.loc[rows["value"].isna().to_numpy(), group].drop_duplicates()
    never = lacking[~lacking.set_index(group).index.isin(out.set_index(group).index)]
    out = pd.concat([out, never], ignore_index=True).merge(newest_year, on=["indikator", "gender"], how="left")
    there = rows[[*group, "year", "missing"]].rename(columns={"year": "newest", "missing": "newest_missing"})
    out = out.merge(there, on=[*group, "newest"], how="left").drop(columns=["missing", "status"])
    kinds = {
        "year": "Int16",
        "earlier_year": "Int16",
        "newest": "Int16",
        "n": "Int32",
        "earlier_n": "Int32",
        "newest_missing": "Int8",
        "ties": "Int16",
        "kommuner": "Int16",
        "counted": "Int16",
        "at_least": "Int16",
        "signal": "Int8",
    }
    return out.astype(kinds)


def _runs(rows: pd.DataFrame, by: list[str]) -> Iterator[tuple[int, slice]]:
    """The runs of equal values in sorted rows: the indikator's number and the run's slice."""
    if not len(rows):
        return
    columns = [rows[name].to_numpy() for name in by]
    new = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    borders = [0, *(np.flatnonzero(new) + 1), len(rows)]
    indikator = rows[by[0]].to_numpy()
    for start, end in pairwise(borders):
        yield int(indikator[start]), slice(int(start), int(end))
