"""Publishing: a delivery becomes an edition, whole or not at all.

Everything is written to a hidden folder, forced to disk, renamed into place, and only then does `current` name it. An
edition's id is made of its content, so the same delivery gives the same edition.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from ojdash.domain.delivery import Delivery
from ojdash.domain.errors import DataError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.signal import FEWEST_ANSWERS, positions
from ojdash.store import layout
from ojdash.store.edition import Store, edition_folder, read_current

KEY = ["indikator", "gender", "year", "kommun"]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did: the edition's id, its manifest, and how it differs from the edition before it."""

    id: str
    manifest: dict
    changes: dict[str, int]


def publish(
    data: Path, delivery: Delivery, base: str | None = None, step: Callable[[str], None] = lambda _: None
) -> Published:
    """Publish a delivery under `data` and make it current.

    base    the edition whose other indikatorer are carried over, if neither it nor the delivery is simulated
    step    told each area's code before it is written
    Raises  DataError  rows that contradict each other, no rows at all; the published edition is then untouched
    """
    editions = data / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    before = Store(edition_folder(data, base)) if base else None
    carried = before if before and not before.simulated and not delivery.source.simulated else None
    draft = editions / ".draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        manifest, changes = _write(draft, delivery, carried, step)
        edition = manifest["id"]
        (draft / layout.MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for path in [*draft.rglob("*"), draft]:
            _force_to_disk(path)
        place = editions / edition
        if _is_whole(place):
            shutil.rmtree(draft)
        else:
            shutil.rmtree(place, ignore_errors=True)
            draft.rename(place)
        make_current(data, edition)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Published(edition, manifest, changes)


def make_current(data: Path, edition: str) -> None:
    """Point `current` at an edition, atomically."""
    editions = data / "editions"
    new = editions / (layout.CURRENT + ".new")
    new.write_text(edition + "\n", "utf-8")
    _force_to_disk(new)
    new.replace(editions / layout.CURRENT)
    _force_to_disk(editions)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the folder for one update at a time; a second one is told so at once."""
    editions = data / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    with (editions / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError(
                f"{editions}: another update is running here. Wait for it to end, then try again."
            ) from None
        yield


def current(data: Path) -> str | None:
    """The id of the current edition, or None in a folder where nothing is published."""
    return read_current(data)


def _write(draft: Path, delivery: Delivery, carried: Store | None, step: Callable[[str], None]) -> tuple[dict, dict]:
    definitions = _definitions(delivery, carried)
    kommuner = {kommun.kod for kommun in delivery.kommuner}
    omraden = {**(carried.omraden if carried else {}), **delivery.omraden}
    present = list(dict.fromkeys(definition.omrade for definition in definitions))
    delivered = {definition.id for definition in delivery.indikatorer}
    files: dict[str, int] = {}
    places: dict[str, dict] = {}
    latest: list[pd.DataFrame] = []
    counts: dict[str, dict[str, int]] = {"missing": {}, "status": {}}
    changes = {"added": 0, "revised": 0, "withdrawn": 0, "unchanged": 0}
    (draft / "observations").mkdir()
    (draft / "national").mkdir()
    (draft / "kommun").mkdir()
    with duckdb.connect() as con:
        con.execute("SET threads=1")
        for omrade in sorted(present):
            step(omrade)
            numbers = {d.id: number for number, d in enumerate(definitions) if d.omrade == omrade}
            parts = [delivery.observations(omrade)] if any(i in delivered for i in numbers) else []
            parts += [carried.tidy([i for i in numbers if i not in delivered])] if carried else []
            rows = coded(pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0], numbers, omrade)
            if carried:
                _count_changes(changes, rows, carried, numbers, delivered)
            rows = positioned(rows, definitions, kommuner)
            for kind, code in layout.MISSING_CODE.items():
                counts["missing"][kind] = counts["missing"].get(kind, 0) + int((rows["missing"] == code).sum())
            for status, times in rows["status"].value_counts().items():
                if status:
                    counts["status"][status] = counts["status"].get(status, 0) + int(times)
            nation = national(rows, definitions, kommuner)
            _to_parquet(con, nation, draft, f"national/{omrade}.parquet", files)
            latest.append(newest(rows[rows["kommun"].isin({int(kod) for kod in kommuner})], nation))
            for number, part in enumerate(_parts(rows), 1):
                name = f"observations/{omrade}{'' if number == 1 else f'-{number}'}.parquet"
                _to_parquet(con, part, draft, name, files)
                for indikator, its in part.groupby("indikator", sort=False):
                    found = its.loc[its["value"].notna() | its["missing"].notna(), ["year", "gender"]]
                    places[definitions[indikator].id] = {
                        "file": name,
                        "years": sorted(int(year) for year in found["year"].unique()),
                        "genders": "".join(g for g, c in layout.GENDER_CODE.items() if (found["gender"] == c).any()),
                    }
        if not sum(files.values()):
            raise DataError("Nothing to publish: the delivery holds no rows.")
        all_latest = pd.concat(latest, ignore_index=True)
        for lan, rows in all_latest.groupby(all_latest["kommun"] // 100):
            rows = rows.sort_values(["kommun", "indikator", "gender"], ignore_index=True)
            _to_parquet(con, rows, draft, f"kommun/{lan:02d}.parquet", files)
        _to_parquet(con, _definition_rows(definitions, places), draft, "indikatorer.parquet", files)
        kommuner_rows = pd.DataFrame([asdict(k) for k in delivery.kommuner], columns=["kod", "namn", "kommungrupp"])
        _to_parquet(con, kommuner_rows, draft, "kommuner.parquet", files)
        liknande = [asdict(li) | {"members": "-".join(li.members)} for li in delivery.liknande]
        columns = ["kind", "kommun", "members", "year"]
        _to_parquet(con, pd.DataFrame(liknande, columns=columns), draft, "liknande.parquet", files)
    listed = {name: _described(draft / name) | {"rows": files[name]} for name in sorted(files)}
    content = hashlib.sha256("".join(f"{name}{listed[name]['sha256']}" for name in listed).encode()).hexdigest()
    source = delivery.source
    edition = f"{source.kind}-{source.fetched_at[:10].replace('-', '')}-{content[:8]}"
    manifest = {
        "format": layout.FORMAT,
        "id": edition,
        "source": asdict(source),
        "omraden": {code: omraden.get(code, code) for code in present},
        "counts": {
            "indikatorer": len(definitions),
            "carried_over": len(definitions) - len(delivered),
            "kommuner": len(delivery.kommuner),
            "rows": sum(rows for name, rows in files.items() if name.startswith("observations/")),
            "missing": {kind: times for kind, times in counts["missing"].items() if times},
            "status": counts["status"],
        },
        "carried_from": carried.id if carried else None,
        "refused": delivery.refused,
        "notes": list(delivery.notes),
        "files": listed,
    }
    return manifest, changes


def coded(rows: pd.DataFrame, numbers: dict[str, int], omrade: str) -> pd.DataFrame:
    """Tidy rows with the integers of `layout`, sorted by KEY, each key once; fewer than five answers are withheld.

    Raises  DataError  two rows with one key and different values, an unknown word
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
        raise DataError(f"{omrade}: a row with an unknown code: {row.to_dict()}. Nothing was published.")
    withheld = (out["n"] < FEWEST_ANSWERS).fillna(False).to_numpy() & out["value"].notna().to_numpy()
    out.loc[withheld, "value"] = np.nan
    out.loc[withheld, "missing"] = layout.MISSING_CODE["sekretess"]
    blank = out["value"].isna() & out["missing"].isna()
    out.loc[blank, "missing"] = layout.MISSING_CODE["okant"]
    out = out.drop_duplicates([*KEY, "value", "missing"]).sort_values(KEY, ignore_index=True, kind="stable")
    twice = out.duplicated(KEY)
    if twice.any():
        id_of = {number: indikator for indikator, number in numbers.items()}
        row = out[twice].iloc[0]
        raise DataError(
            f"{omrade}, {id_of[row['indikator']]}: two different values for kommun {int(row['kommun']):04d}, "
            f"{int(row['year'])}. Nothing was published; fetch it again."
        )
    return out


def _by_word(words: pd.Series, number: Callable[[pd.Index], pd.Index]) -> pd.Series:
    """The number of every word, looked up once for each different word; NaN where there is none."""
    place, different = pd.factorize(words)
    found = np.append(np.asarray(number(different), dtype="float64"), np.nan)[place]
    return pd.Series(found if np.isnan(found).any() else found.astype("int64"), index=words.index)


def positioned(rows: pd.DataFrame, definitions: list[Indikator], kommuner: set[str]) -> pd.DataFrame:
    """Coded rows with signal, percentile, ties and how many kommuner have a value, by `domain.signal.positions`."""
    size = len(rows)
    signal = np.full(size, -1, dtype=np.int8)
    percentile = np.full(size, np.nan)
    ties = np.zeros(size, dtype=np.int16)
    total = np.zeros(size, dtype=np.int16)
    values = rows["value"].to_numpy()
    n = rows["n"].to_numpy(dtype="float64", na_value=np.nan)
    is_kommun = rows["kommun"].isin({int(kod) for kod in kommuner}).to_numpy()
    for indikator, where in _runs(rows, ["indikator", "gender", "year"]):
        definition = definitions[indikator]
        own = where.start + np.flatnonzero(is_kommun[where])
        if definition.is_coded:
            total[where] = int((~np.isnan(values[own])).sum())
            continue
        found = positions(values[own], definition.decimals, n[own])
        signal[own] = [-1 if s is None else layout.SIGNAL_CODE[s] for s in found.signal]
        percentile[own] = found.percentile
        ties[own] = found.ties
        total[where] = found.kommuner
    out = rows.assign(signal=pd.array(signal, dtype="Int8"), percentile=percentile, ties=ties, kommuner=total).reindex(
        columns=list(layout.OBSERVATIONS)
    )
    out.loc[signal < 0, "signal"] = pd.NA
    return out.astype(layout.OBSERVATIONS)


def national(rows: pd.DataFrame, definitions: list[Indikator], kommuner: set[str]) -> pd.DataFrame:
    """One row per indikator, gender and year: Riket's value, how many kommuner, how many Ja, quartiles (type 7)."""
    values = rows["value"].to_numpy()
    kod = rows["kommun"].to_numpy()
    gender, year = rows["gender"].to_numpy(), rows["year"].to_numpy()
    is_kommun = rows["kommun"].isin({int(kod) for kod in kommuner}).to_numpy()
    out = []
    for indikator, where in _runs(rows, ["indikator", "gender", "year"]):
        known = values[where][is_kommun[where] & ~np.isnan(values[where])]
        riket = values[where][kod[where] == int(RIKET)]
        coded_kind = definitions[indikator].is_coded
        quartiles = [np.nan] * 5 if coded_kind or not len(known) else np.quantile(known, [0, 0.25, 0.5, 0.75, 1])
        out.append(
            (
                indikator,
                gender[where.start],
                year[where.start],
                riket[0] if len(riket) else np.nan,
                len(known),
                int((known == 1).sum()) if definitions[indikator].kind == "ja_nej" else -1,
                *quartiles,
            )
        )
    columns = ["indikator", "gender", "year", "riket", "kommuner", "ja", "lowest", "q1", "median", "q3", "highest"]
    kinds = {"indikator": "int32", "gender": "int8", "year": "int16", "kommuner": "int16", "ja": "int16"}
    return pd.DataFrame(out, columns=columns).astype(kinds)


def newest(rows: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
    """Each kommun's newest value of each indikator and gender, the one before it, and why it lacks a newer one.

    A kommun's newest year is its own, not the nation's. `newest` is the newest year that any kommun has a value;
    `newest_missing` the kind of the kommun's row there, null where that year is its own.
    """
    group = ["kommun", "indikator", "gender"]
    known = rows[rows["value"].notna()].sort_values([*group, "year"], ignore_index=True)
    last = ~known.duplicated(group, keep="last")
    before = known.shift(1)
    same = (before[group] == known[group]).all(axis=1)
    out = known[last].copy()
    for name in ("year", "value", "n"):
        out[f"earlier_{name}"] = before[name].where(same)[last]
    newest_year = nation[nation["kommuner"] > 0].groupby(["indikator", "gender"])["year"].max().rename("newest")
    never = rows.loc[~rows.set_index(group).index.isin(out.set_index(group).index), group].drop_duplicates()
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
        "signal": "Int8",
    }
    return out.astype(kinds)


def _definitions(delivery: Delivery, carried: Store | None) -> list[Indikator]:
    """The delivered definitions and the carried ones: in the delivery's own order, then the carried, area by area."""
    delivered = {indikator.id: indikator for indikator in delivery.indikatorer}
    kept = [carried.indikator(i) for i in carried.ids if i not in delivered] if carried else []
    every = [*delivered.values(), *kept]
    order = list(dict.fromkeys([*(carried.omraden if carried else ()), *delivery.omraden]))
    return sorted(every, key=lambda i: order.index(i.omrade) if i.omrade in order else len(order))


def _definition_rows(definitions: list[Indikator], places: dict[str, dict]) -> pd.DataFrame:
    nowhere = {"file": "", "years": [], "genders": ""}
    return pd.DataFrame(
        [
            {
                "number": number,
                "id": definition.id,
                "omrade": definition.omrade,
                "title": definition.title,
                "search": f"{definition.id} {definition.title} {definition.short_title}".lower(),
                "file": place["file"],
                "years": "-".join(map(str, place["years"])),
                "genders": place["genders"],
                "definition": json.dumps(asdict(definition), ensure_ascii=False, sort_keys=True),
            }
            for number, definition in enumerate(definitions)
            for place in [places.get(definition.id, nowhere)]
        ]
    )


def _count_changes(
    changes: dict[str, int], rows: pd.DataFrame, carried: Store, numbers: dict[str, int], delivered: set[str]
) -> None:
    """Count the delivered values that are new, revised or gone against the edition before."""
    known = [i for i in numbers if i in delivered and i in carried.ids]
    if not known:
        changes["added"] += int(rows["value"].notna().sum())
        return
    old = coded(carried.tidy(known), numbers, "")[[*KEY, "value"]].dropna()
    new = rows.loc[rows["indikator"].isin([numbers[i] for i in numbers if i in delivered]), [*KEY, "value"]].dropna()
    both = old.merge(new, on=KEY, how="outer", suffixes=("_old", "_new"))
    changes["added"] += int(both["value_old"].isna().sum())
    changes["withdrawn"] += int(both["value_new"].isna().sum())
    shared = both.dropna()
    revised = int((shared["value_old"] != shared["value_new"]).sum())
    changes["revised"] += revised
    changes["unchanged"] += len(shared) - revised


def _parts(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows in files of at most MOST_ROWS, never parting one indikator."""
    start = 0
    while start < len(rows):
        end = min(start + layout.MOST_ROWS, len(rows))
        if end < len(rows):
            border = int(rows["indikator"].searchsorted(rows["indikator"].iloc[end]))
            end = (
                border if border > start else int(rows["indikator"].searchsorted(rows["indikator"].iloc[end], "right"))
            )
        yield rows.iloc[start:end]
        start = end


def _runs(rows: pd.DataFrame, by: list[str]) -> Iterator[tuple[int, slice]]:
    """The runs of equal values in sorted rows: the indikator's number and the run's slice."""
    if not len(rows):
        return
    new = (rows[by].to_numpy()[1:] != rows[by].to_numpy()[:-1]).any(axis=1)
    borders = [0, *(np.flatnonzero(new) + 1), len(rows)]
    indikator = rows[by[0]].to_numpy()
    for start, end in pairwise(borders):
        yield int(indikator[start]), slice(int(start), int(end))


def _to_parquet(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame, draft: Path, name: str, files: dict) -> None:
    frame = frame.reset_index(drop=True)
    con.from_df(frame).write_parquet(str(draft / name), compression="zstd", row_group_size=layout.ROW_GROUP)
    files[name] = len(frame)


def _described(path: Path) -> dict[str, str | int]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _is_whole(folder: Path) -> bool:
    """Whether every file of an edition is there as it was published; if not, publishing it anew mends it."""
    try:
        files = json.loads((folder / layout.MANIFEST).read_text("utf-8"))["files"]
        return all(_described(folder / name).items() <= said.items() for name, said in files.items())
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
