"""Drafting: an edition's files, written one area at a time into a folder that nobody reads yet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from ojdash.domain.delivery import Delivery, Liknande
from ojdash.domain.fall import Counts
from ojdash.domain.indikator import Indikator
from ojdash.domain.omrade import OMRADEN
from ojdash.store import layout
from ojdash.store.counting import counts, counts_of
from ojdash.store.edition import Store
from ojdash.store.like_size import counted, invanare, like_size
from ojdash.store.numbering import numbers
from ojdash.store.placing import KEY, coded, contradicted, flagged, national, newest, positioned, recent, withheld
from ojdash.text import refusals


class Draft:
    """The files of an edition to be.

    files    name to number of rows, of what is written so far
    missing  how many rows lack a value, by kind; status the same by the publisher's own marks
    flags    how many quality flags, by kind
    changes  how many delivered values are added, revised, withdrawn and unchanged against the carried edition
    counts   how many values, by indikator and year
    refused  delivered indikatorer that can't be published, and why: their rows contradict each other, or none has a
             value where the carried edition has some. The draft is then of no use; draft again without them
    """

    def __init__(self, folder: Path, delivery: Delivery, carried: Store | None, order: Sequence[str]) -> None:
        self.folder, self.delivery, self.carried = folder, delivery, carried
        self.definitions = _definitions(delivery, carried, order)
        self.numbers = numbers(self.definitions)
        self._by_number = {self.numbers[definition.id]: definition for definition in self.definitions}
        self.files: dict[str, int] = {}
        self.missing: Counter[str] = Counter()
        self.status: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.changes = Counter(added=0, revised=0, withdrawn=0, unchanged=0)
        self.counts: dict[tuple[str, int], int] = {}
        self.refused: dict[str, str] = {}
        self._kommuner = {kommun.kod for kommun in delivery.kommuner}
        self._invanare = invanare(self._kommuner)
        self._like = like_size(self._invanare)
        self._delivered = {definition.id for definition in delivery.indikatorer}
        self._places: dict[str, dict] = {}
        self._newest: list[pd.DataFrame] = []
        for name in ("observations", "recent", "national", "kommun", "quality"):
            (folder / name).mkdir()

    @property
    def omraden(self) -> list[str]:
        """The areas that have definitions, in their order."""
        return list(dict.fromkeys(definition.omrade for definition in self.definitions))

    @property
    def carried_over(self) -> dict[str, str]:
        """The indikatorer that come from the carried edition, and when each was fetched."""
        ids = [definition.id for definition in self.definitions if definition.id not in self._delivered]
        return {id: self.carried.fetched_at(id) for id in ids}

    def write_omrade(self, con: duckdb.DuckDBPyConnection, omrade: str) -> None:
        """Write one area's values, each with its place, what the nation and each kommun have, and the flags."""
        its = {d.id: self.numbers[d.id] for d in self.definitions if d.omrade == omrade}
        parts = [self._delivered_rows(omrade)] if any(id in self._delivered for id in its) else []
        if self.carried:
            parts.append(self.carried.tidy([id for id in its if id not in self._delivered]))
        rows = coded(pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0], its, omrade)
        id_of = {number: id for id, number in its.items()}
        self.refused |= contradicted(rows, id_of)
        if self.refused:
            return
        rows = withheld(rows, self._by_number, self._kommuner)
        found = counts_of(rows, id_of)
        self._refuse_emptied(rows, its, found)
        if self.refused:
            return
        self.counts |= found
        if self.carried:
            self._count_changes(rows, its)
        rows = positioned(counted(rows, self._by_number, self._like), self._by_number, self._kommuner)
        for kind, code in layout.MISSING_CODE.items():
            self.missing[kind] += int((rows["missing"] == code).sum())
        self.status.update({mark: int(times) for mark, times in rows["status"].value_counts().items() if mark})
        nation = national(rows, self._by_number, self._kommuner)
        self._write(con, nation, f"national/{omrade}.parquet")
        own = rows["kommun"].isin({int(kod) for kod in self._kommuner})
        own = rows[own]
        self._newest.append(newest(own, nation, self.delivery.source.year))
        flags = flagged(own, self._by_number, self.delivery.source.year)
        self._write(con, flags, f"quality/{omrade}.parquet")
        for kind, code in layout.FLAG_CODE.items():
            self.flags[kind] += int((flags["kind"] == code).sum())
        for number, part in enumerate(_parts(rows), 1):
            name = f"observations/{omrade}{'' if number == 1 else f'-{number}'}.parquet"
            self._write(con, part, name)
            self._note_places(part, name)
        for number, part in enumerate(_parts(recent(rows)), 1):
            name = f"recent/{omrade}{'' if number == 1 else f'-{number}'}.parquet"
            self._write(con, part.sort_values(["gender", "year", "indikator", "kommun"]), name)
            for indikator in part["indikator"].unique():
                self._places[self._by_number[indikator].id]["recent"] = name

    def write_rest(self, con: duckdb.DuckDBPyConnection) -> None:
        """Write what is not by area: each county's newest values, definitions, kommuner, neighbours."""
        every = pd.concat(self._newest, ignore_index=True)
        for lan, rows in every.groupby(every["kommun"] // 100):
            rows = rows.sort_values(["kommun", "indikator", "gender"], ignore_index=True)
            self._write(con, rows, f"kommun/{lan:02d}.parquet")
        self._write(con, _definition_rows(self.definitions, self.numbers, self._places), "indikatorer.parquet")
        kommuner = pd.DataFrame([asdict(k) for k in self.delivery.kommuner], columns=["kod", "namn", "kommungrupp"])
        kommuner["invanare"] = pd.array([self._invanare.get(kod) for kod in kommuner["kod"]], dtype="Int32")
        self._write(con, kommuner, "kommuner.parquet")
        liknande = [asdict(one) | {"members": "-".join(one.members)} for one in self._liknande()]
        columns = ["kind", "kommun", "members", "year"]
        self._write(con, pd.DataFrame(liknande, columns=columns), "liknande.parquet")

    def _liknande(self) -> list[Liknande]:
        """The lists delivered, and the carried ones of other years: a publisher keeps but the newest."""
        kept = self.carried.liknande.every if self.carried else ()
        every = {(one.kind, one.kommun, one.year): one for one in (*kept, *self.delivery.liknande)}
        return [every[key] for key in sorted(every) if every[key].kommun in self._kommuner]

    def _write(self, con: duckdb.DuckDBPyConnection, frame: pd.DataFrame, name: str) -> None:
        relation = con.from_df(frame.reset_index(drop=True))
        relation.write_parquet(str(self.folder / name), compression="zstd", row_group_size=layout.ROW_GROUP)
        self.files[name] = len(frame)

    def _note_places(self, part: pd.DataFrame, name: str) -> None:
        for number, rows in part.groupby("indikator", sort=False):
            genders = set(rows["gender"].unique())
            self._places[self._by_number[number].id] = {
                "file": name,
                "years": sorted(int(year) for year in rows["year"].unique()),
                "genders": "".join(gender for gender, code in layout.GENDER_CODE.items() if code in genders),
            }

    def _delivered_rows(self, omrade: str) -> pd.DataFrame:
        rows = self.delivery.observations(omrade)
        refused = rows["indikator"].isin(self.delivery.refused.keys())
        return rows[~refused] if refused.any() else rows

    @cached_property
    def valued(self) -> set[str]:
        """The indikatorer that have values in the carried edition."""
        return {id for id, _ in counts(self.carried)} if self.carried else set()

    def _refuse_emptied(self, rows: pd.DataFrame, numbers: dict[str, int], found: Counts) -> None:
        for id in sorted(numbers.keys() & self._delivered - {id for id, _ in found}):
            if id in self.valued:
                self.refused[id] = refusals.emptied(int((rows["indikator"] == numbers[id]).sum()))

    def _count_changes(self, rows: pd.DataFrame, numbers: dict[str, int]) -> None:
        delivered = [id for id in numbers if id in self._delivered]
        known = [id for id in delivered if id in self.carried.ids]
        new = rows.loc[rows["indikator"].isin([numbers[id] for id in delivered]), [*KEY, "value"]].dropna()
        if not known:
            self.changes["added"] += len(new)
            return
        old = coded(self.carried.tidy(known), numbers, "")[[*KEY, "value"]].dropna()
        both = old.merge(new, on=KEY, how="outer", suffixes=("_old", "_new"))
        self.changes["added"] += int(both["value_old"].isna().sum())
        self.changes["withdrawn"] += int(both["value_new"].isna().sum())
        shared = both.dropna()
        revised = int((shared["value_old"] != shared["value_new"]).sum())
        self.changes["revised"] += revised
        self.changes["unchanged"] += len(shared) - revised


def _definitions(delivery: Delivery, carried: Store | None, order: Sequence[str]) -> list[Indikator]:
    """The delivered definitions and the carried ones, area by area, each in its place in `order`, the rest after it."""
    kept = {id: carried.indikator(id) for id in carried.ids} if carried else {}
    every = kept | {indikator.id: indikator for indikator in delivery.indikatorer}
    areas = [*OMRADEN, *sorted({indikator.omrade for indikator in every.values()} - set(OMRADEN))]
    place = {id: number for number, id in enumerate(dict.fromkeys([*order, *every]))}
    return sorted(every.values(), key=lambda one: (areas.index(one.omrade), place[one.id]))


def _definition_rows(definitions: list[Indikator], numbers: dict[str, int], places: dict[str, dict]) -> pd.DataFrame:
    nowhere = {"file": "", "recent": "", "years": [], "genders": ""}
    return pd.DataFrame(
        [
            {
                "number": numbers[definition.id],
                "id": definition.id,
                "omrade": definition.omrade,
                "title": definition.title,
                "search": f"{definition.id} {definition.title} {definition.short_title}".lower(),
                "file": place["file"],
                "recent": place["recent"],
                "years": "-".join(map(str, place["years"])),
                "genders": place["genders"],
                "definition": json.dumps(asdict(definition), ensure_ascii=False, sort_keys=True),
            }
            for definition in definitions
            for place in [places.get(definition.id, nowhere)]
        ]
    )


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
