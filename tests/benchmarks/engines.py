"""One engine in a process of its own, told over stdin what to ask: `python -m tests.benchmarks.engines ours <folder>`.

Every engine answers the same four questions of speed.md on the same rows. An answer is also summed up in a few numbers,
so that a run can see that all engines gave the same one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

PLAIN = "unsorted.parquet"

# Mid-rank percentile among all kommuner, as domain.signal.positions works it out.
_PLACED = """
    SELECT indikator, year, kommun, value,
           100 * (rank() OVER (PARTITION BY indikator, year ORDER BY value) - 1
                  + count(*) OVER (PARTITION BY indikator, year, value) / 2)
           / count(*) OVER (PARTITION BY indikator, year) AS percentile
    FROM {rows} WHERE value IS NOT NULL"""


def memory() -> float:
    """This process's resident memory, MB."""
    return psutil.Process().memory_info().rss / 2**20


class Ours:
    """The store, as the app uses it."""

    def __init__(self, folder: Path) -> None:
        from ojdash import store

        self.bare = memory()
        self.store = store.open_edition(folder)

    def q1(self, indikator: str, year: int) -> Any:
        return self.store.values(indikator, "T", year, kommuner_only=True)

    def q2(self, indikator: str, kommuner: list[str]) -> Any:
        return self.store.series(indikator, "T", kommuner), self.store.national(indikator, "T")

    def q2_first(self, indikator: str, kommuner: list[str]) -> Any:
        """As the first who ever asks for this indikator: the national figures are read too."""
        return self.store.series(indikator, "T", kommuner), self.store._read_national(indikator, "T")

    def q3(self, indikatorer: list[str], kommuner: list[str], years: list[int]) -> Any:
        return [self.store.matrix(dict.fromkeys(indikatorer, years), "T", kommuner)]

    def heatmap(self, indikatorer: list[str], kommuner: list[str], year: int) -> Any:
        """What the page Signaler asks: one year."""
        return self.store.matrix(dict.fromkeys(indikatorer, (year,)), "T", kommuner)

    def q4(self, kommun: str) -> Any:
        return self.store.latest(kommun, "T")

    def search(self, text: str) -> Any:
        return self.store.near(text)

    def summed(self, query: str, answer: Any) -> list[float]:
        if query == "q1":
            return [len(answer), answer["value"].sum()]
        if query == "q2":
            series, national = answer
            return [len(series), series["value"].sum(), national[["q1", "median", "q3"]].to_numpy().sum()]
        if query == "q3":
            known = [rows[rows["value"].notna()] for rows in answer]
            return [
                sum(map(len, known)),
                *(sum(rows[name].sum() for rows in known) for name in ("value", "percentile")),
            ]
        if query == "q4":
            known = answer[answer["value"].notna()]
            return [len(known), *(known[name].sum() for name in ("value", "percentile", "earlier_value"))]
        return []


class NaiveDuckDB:
    """DuckDB as it comes, on the unsorted file."""

    def __init__(self, folder: Path) -> None:
        import duckdb
        import pandas  # noqa: F401

        self.bare = memory()
        self.con = duckdb.connect()
        self.con.execute("SET threads=2")
        self.rows = f"read_parquet('{folder / PLAIN}')"

    def _ask(self, sql: str, *parameters: Any) -> Any:
        return self.con.execute(sql.format(rows=self.rows), list(parameters)).df()

    def q1(self, indikator: str, year: int) -> Any:
        return self._ask(
            "SELECT kommun, value FROM {rows} WHERE indikator = $1 AND gender = 'T' AND year = $2 AND area_type = 'K' "
            "ORDER BY kommun",
            indikator,
            year,
        )

    def q2(self, indikator: str, kommuner: list[str]) -> Any:
        series = self._ask(
            "SELECT kommun, year, value FROM {rows} WHERE indikator = $1 AND gender = 'T' "
            "AND kommun IN (SELECT unnest($2)) ORDER BY ALL",
            indikator,
            kommuner,
        )
        national = self._ask(
            "SELECT year, quantile_cont(value, 0.25) AS q1, quantile_cont(value, 0.5) AS median, "
            "quantile_cont(value, 0.75) AS q3 FROM {rows} "
            "WHERE indikator = $1 AND gender = 'T' AND area_type = 'K' GROUP BY year ORDER BY year",
            indikator,
        )
        return series, national

    def q3(self, indikatorer: list[str], kommuner: list[str], years: list[int]) -> Any:
        asked = _PLACED + (
            " AND gender = 'T' AND area_type = 'K' AND indikator IN (SELECT unnest($1)) AND year IN (SELECT unnest($3))"
        )
        return [
            self._ask(
                f"SELECT * FROM ({asked}) WHERE kommun IN (SELECT unnest($2)) ORDER BY ALL",
                indikatorer,
                kommuner,
                years,
            )
        ]

    def q4(self, kommun: str) -> Any:
        return self._ask(
            """
            WITH own AS (
                SELECT indikator, year, value, lag(value) OVER each AS earlier_value,
                       row_number() OVER (PARTITION BY indikator ORDER BY year DESC) AS back
                FROM {rows} WHERE kommun = $1 AND gender = 'T' AND value IS NOT NULL
                WINDOW each AS (PARTITION BY indikator ORDER BY year)),
            last AS (FROM own WHERE back = 1)
            SELECT indikator, any_value(last.year) AS year, any_value(last.value) AS value,
                   any_value(earlier_value) AS earlier_value,
                   100 * (count(*) FILTER (r.value < last.value) + count(*) FILTER (r.value = last.value) / 2)
                   / count(*) AS percentile
            FROM {rows} AS r JOIN last USING (indikator)
            WHERE r.year = last.year AND r.gender = 'T' AND r.area_type = 'K' AND r.value IS NOT NULL
            GROUP BY indikator ORDER BY indikator""",
            kommun,
        )

    summed = Ours.summed


class Polars:
    """Polars, lazily on the unsorted file."""

    def __init__(self, folder: Path) -> None:
        import polars

        self.pl = polars
        self.bare = memory()
        self.path = folder / PLAIN

    @property
    def _rows(self) -> Any:
        return self.pl.scan_parquet(self.path).filter(self.pl.col("gender") == "T")

    def q1(self, indikator: str, year: int) -> Any:
        col = self.pl.col
        asked = (col("indikator") == indikator) & (col("year") == year) & (col("area_type") == "K")
        return self._rows.filter(asked).select("kommun", "value").sort("kommun").collect()

    def q2(self, indikator: str, kommuner: list[str]) -> Any:
        col = self.pl.col
        rows = self._rows.filter(col("indikator") == indikator)
        series = rows.filter(col("kommun").is_in(kommuner)).select("kommun", "year", "value").sort("kommun", "year")
        parts = {"q1": 0.25, "median": 0.5, "q3": 0.75}
        quartiles = [col("value").quantile(part, "linear").alias(name) for name, part in parts.items()]
        national = rows.filter(col("area_type") == "K").group_by("year").agg(quartiles).sort("year")
        return series.collect(), national.collect()

    def q3(self, indikatorer: list[str], kommuner: list[str], years: list[int]) -> Any:
        col = self.pl.col
        asked = col("indikator").is_in(indikatorer) & col("year").is_in(years) & (col("area_type") == "K")
        placed = self._rows.filter(asked, col("value").is_not_null()).with_columns(
            self._percentile("indikator", "year")
        )
        return [placed.filter(col("kommun").is_in(kommuner)).collect()]

    def q4(self, kommun: str) -> Any:
        col = self.pl.col
        known = self._rows.filter(col("value").is_not_null())
        own = known.filter(col("kommun") == kommun).sort("indikator", "year").group_by("indikator", maintain_order=True)
        last = own.agg(year=col("year").last(), earlier_value=col("value").get(-2, null_on_oob=True)).collect()
        placed = known.filter(col("area_type") == "K").join(last.lazy(), on=["indikator", "year"])
        placed = placed.with_columns(self._percentile("indikator"))
        return placed.filter(col("kommun") == kommun).sort("indikator").collect()

    def _percentile(self, *by: str) -> Any:
        place = self.pl.col("value").rank("average").over(by)
        return (100 * (place - 0.5) / self.pl.len().over(by)).alias("percentile")

    def summed(self, query: str, answer: Any) -> list[float]:
        """As the others, by way of pandas."""
        parts = answer if isinstance(answer, (tuple, list)) else (answer,)
        plain = [part.to_pandas() for part in parts]
        return Ours.summed(self, query, plain if query in ("q2", "q3") else plain[0])


class Pandas:
    """Pandas, everything in memory, words as categories."""

    def __init__(self, folder: Path) -> None:
        import pandas
        import pyarrow.parquet  # noqa: F401

        self.bare = memory()
        rows = pandas.read_parquet(folder / PLAIN)
        self.rows = rows.astype(dict.fromkeys(("indikator", "kommun", "gender", "area_type"), "category"))

    def q1(self, indikator: str, year: int) -> Any:
        r = self.rows
        asked = (r["indikator"] == indikator) & (r["gender"] == "T") & (r["year"] == year) & (r["area_type"] == "K")
        return r.loc[asked, ["kommun", "value"]].sort_values("kommun")

    def q2(self, indikator: str, kommuner: list[str]) -> Any:
        rows = self.rows[(self.rows["indikator"] == indikator) & (self.rows["gender"] == "T")]
        series = rows.loc[rows["kommun"].isin(kommuner), ["kommun", "year", "value"]].sort_values(["kommun", "year"])
        by_year = rows[rows["area_type"] == "K"].groupby("year")["value"]
        return series, by_year.quantile([0.25, 0.5, 0.75]).unstack().set_axis(["q1", "median", "q3"], axis=1)

    def q3(self, indikatorer: list[str], kommuner: list[str], years: list[int]) -> Any:
        r = self.rows
        asked = r["indikator"].isin(indikatorer) & r["year"].isin(years) & (r["gender"] == "T")
        rows = r[asked & (r["area_type"] == "K") & r["value"].notna()]
        rows = rows.assign(percentile=_percentile(rows, ["indikator", "year"]))
        return [rows[rows["kommun"].isin(kommuner)]]

    def q4(self, kommun: str) -> Any:
        r = self.rows
        own = r[(r["kommun"] == kommun) & (r["gender"] == "T") & r["value"].notna()].sort_values(["indikator", "year"])
        earlier = own.groupby("indikator", observed=True)["value"].shift(1)
        last = own.assign(earlier_value=earlier).drop_duplicates("indikator", keep="last")
        among = r[(r["gender"] == "T") & (r["area_type"] == "K") & r["value"].notna()]
        among = among.merge(last[["indikator", "year", "earlier_value"]], on=["indikator", "year"])
        among["percentile"] = _percentile(among, ["indikator"])
        return among[among["kommun"] == kommun]

    summed = Ours.summed


def _percentile(rows: Any, by: list[str]) -> Any:
    each = rows.groupby(by, observed=True)["value"]
    return 100 * (each.rank() - 0.5) / each.transform("size")


ENGINES: dict[str, Callable[[Path], Any]] = {
    "ours": Ours,
    "DuckDB": NaiveDuckDB,
    "polars": Polars,
    "pandas": Pandas,
}


def _answer(engine: Any, query: str, asked: list[dict], summed: bool) -> dict:
    """The milliseconds that each question took, by the clock and of processor, and on request the answers' sums."""
    took, worked, sums = [], [], []
    for question in asked:
        start, idle = time.perf_counter(), time.process_time()
        answer = getattr(engine, query)(**question)
        took.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - idle))
        if summed:
            sums.append([round(float(number), 3) for number in engine.summed(query, answer)])
    return {"ms": took, "cpu": worked, "sums": sums}


def main() -> None:
    """Serve one engine: a line of JSON in, a line of JSON out, until the lines end."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    engine = ENGINES[sys.argv[1]](Path(sys.argv[2]))
    for line in sys.stdin:
        said = json.loads(line)
        reply = {"mb": memory() - engine.bare} if said["query"] == "memory" else _answer(engine, **said)
        print(json.dumps(reply), file=replies, flush=True)


if __name__ == "__main__":
    main()
