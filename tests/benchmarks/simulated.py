"""Simulated rows in the shape of Kolada: published by the production writer, and the same rows as one unsorted file.

At full scale (50 million rows) there are about 6,000 indikatorer, 711 areas and 20 years. A smaller size has fewer
indikatorer, each as large as before. An omrade has at least 60 indikatorer, and there are at most 18 of them.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ojdash import store
from ojdash.domain.delivery import Delivery, Source
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import LAN, Kommun
from ojdash.domain.question import GENDERS
from ojdash.store import layout

ROWS_AN_INDIKATOR = 8_500
FEWEST, MOST_OMRADEN = 60, 18
FIRST_YEAR, YEARS = 2006, 20
MISSING_SHARE = 0.03
_SOURCE = Source("exempel", "Simulerade rader", "https://example.org", "2026-01-01T00:00:00Z", "", simulated=True)


def _kommuner() -> list[str]:
    """290 codes, spread over the counties as unevenly as the real ones."""
    sizes = dict.fromkeys(LAN, 12) | {"01": 26, "12": 33, "14": 49, "09": 1, "25": 14, "20": 15}
    short = 290 - sum(sizes.values())
    for lan in list(LAN)[: abs(short)]:
        sizes[lan] += 1 if short > 0 else -1
    return [f"{lan}{80 - n:02d}" for lan, size in sizes.items() for n in range(size)]


KOMMUNER = np.array(_kommuner())
# Riket, the regions, and the groups of kommuner that Kolada publishes averages for.
OTHERS = np.array(["0000", *(f"00{lan}" for lan in LAN), *(f"{8000 + n}" for n in range(399))])
AREAS = np.concatenate([KOMMUNER, OTHERS])


@dataclass(frozen=True)
class Simulation:
    """The rows of one size. `rows` is aimed at, and missed by a percent or two."""

    rows: int

    @cached_property
    def ids(self) -> list[str]:
        """Every indikator; neighbours in number are of different omraden, as in Kolada."""
        return [f"N{n:05d}" for n in range(max(FEWEST, round(self.rows / ROWS_AN_INDIKATOR)))]

    @cached_property
    def omraden(self) -> list[str]:
        """The omraden's codes."""
        return [f"omrade_{n:02d}" for n in range(max(1, min(MOST_OMRADEN, len(self.ids) // FEWEST)))]

    def ids_of(self, omrade: str) -> list[str]:
        """The indikatorer of an omrade."""
        return self.ids[self.omraden.index(omrade) :: len(self.omraden)]

    def arrays(self, omrade: str) -> dict[str, np.ndarray]:
        """The rows of an omrade as integers (places in ids, AREAS and GENDERS) and values, drawn from its own seed."""
        random = np.random.default_rng([7, self.omraden.index(omrade), len(self.ids)])
        found = []
        for id in self.ids_of(omrade):
            years = FIRST_YEAR + YEARS - np.arange(random.integers(1, YEARS + 1))[::-1] - 1
            genders = np.arange(3 if random.random() < 1 / 3 else 1)
            areas = np.arange(len(AREAS) if random.random() < 0.5 else len(KOMMUNER) + 1 + len(LAN))
            gender, year, area = (axis.ravel() for axis in np.meshgrid(genders, years, areas, indexing="ij"))
            level = random.normal(50, 15, len(areas))
            value = level[area] + random.normal(0, 5, len(area))
            value[random.random(len(area)) < MISSING_SHARE] = np.nan
            number = np.full(len(area), int(id[1:]), dtype=np.int32)
            found.append((number, gender.astype(np.int8), year.astype(np.int16), area.astype(np.int16), value.round(1)))
        names = ("indikator", "gender", "year", "area", "value")
        return {name: np.concatenate(parts) for name, parts in zip(names, zip(*found, strict=True), strict=True)}

    def tidy(self, omrade: str) -> pd.DataFrame:
        """The rows of an omrade as a source delivers them."""
        drawn = self.arrays(omrade)
        unknown = np.isnan(drawn["value"])
        return pd.DataFrame(
            {
                "indikator": pd.Categorical.from_codes(drawn["indikator"], self.ids).astype("str"),
                "kommun": pd.Series(AREAS).astype("str").take(drawn["area"]).reset_index(drop=True),
                "year": drawn["year"],
                "gender": pd.Series(GENDERS).astype("str").take(drawn["gender"]).reset_index(drop=True),
                "value": drawn["value"],
                "missing": pd.Series(unknown).map({True: "ej_svarat", False: None}),
                "n": np.nan,
                "status": "",
            }
        )

    def delivery(self) -> Delivery:
        """The delivery that the production writer publishes."""
        place = {id: omrade for omrade in self.omraden for id in self.ids_of(omrade)}
        return Delivery(
            source=_SOURCE,
            kommuner=tuple(Kommun(kod, f"Kommun {kod}", "B4") for kod in KOMMUNER.tolist()),
            liknande=(),
            indikatorer=tuple(
                Indikator(id, f"Invånare {id} med beslut, andel (%)", place[id], "andel", 1, unit="procent")
                for id in self.ids
            ),
            omraden={omrade: omrade for omrade in self.omraden},
            observations=self.tidy,
        )

    def unsorted(self, path: Path) -> int:
        """Write every row to one Parquet file in random order, with words for keys, and say how many there are."""
        drawn = [self.arrays(omrade) for omrade in self.omraden]
        whole = {name: np.concatenate([part[name] for part in drawn]) for name in drawn[0]}
        del drawn
        order = np.random.default_rng(7).permutation(len(whole["value"]))
        words = {
            "indikator": pa.array(self.ids),
            "kommun": pa.array(AREAS.tolist()),
            "gender": pa.array(GENDERS),
            "area_type": pa.array(["K" if n < len(KOMMUNER) else "L" for n in range(len(AREAS))]),
        }
        keys = {"indikator": "indikator", "kommun": "area", "gender": "gender", "area_type": "area"}
        writer = None
        for start in range(0, len(order), 122_880 * 8):
            chosen = order[start : start + 122_880 * 8]
            columns = {
                name: pa.DictionaryArray.from_arrays(pa.array(whole[keys[name]][chosen].astype(np.int32)), said)
                for name, said in words.items()
            }
            columns["year"] = pa.array(whole["year"][chosen])
            columns["value"] = pa.array(whole["value"][chosen], from_pandas=True)
            table = pa.table(columns)
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=122_880)
        writer.close()
        return len(order)


@dataclass(frozen=True)
class Prepared:
    """Where the rows of one size lie, and what publishing them took."""

    simulation: Simulation
    data: Path
    plain: Path
    rows: int
    seconds: float
    megabytes: float


def prepared(simulation: Simulation, folder: Path) -> Prepared:
    """The published edition and the unsorted file of one size under `folder`, made there the first time.

    A layout of other files is published anew.
    """
    here = folder / f"{simulation.rows}-{layout.FORMAT}-{layout.MOST_ROWS}"
    said = here / "prepared.json"
    if not said.exists():
        here.mkdir(parents=True, exist_ok=True)
        rows = simulation.unsorted(here / "unsorted.parquet")
        start = time.perf_counter()
        published = store.publish(here, simulation.delivery())
        seconds = time.perf_counter() - start
        size = sum(file["bytes"] for file in published.manifest["files"].values())
        said.write_text(json.dumps({"rows": rows, "seconds": seconds, "megabytes": size / 1e6}))
    return Prepared(simulation, here, here / "unsorted.parquet", **json.loads(said.read_text()))
