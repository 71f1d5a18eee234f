"""The four questions of speed.md on simulated rows: the store beside naive DuckDB, polars and pandas."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np

from ojdash import store
from tests.benchmarks.engines import ENGINES
from tests.benchmarks.simulated import FIRST_YEAR, KOMMUNER, YEARS, Prepared, Simulation, prepared
from tests.benchmarks.table import ms, percentile, table, target

MOST_IN_MEMORY = 13_000_000
SLOW_MS = 500  # another engine that takes longer is asked one question a round
QUERIES = {
    "q1": "Q1 one indikator, every kommun, one year",
    "q2": "Q2 one indikator, 14 kommuner, quartiles, all years",
    "q3": "Q3 60 indikatorer x 13 kommuner, two years",
    "q4": "Q4 every indikator of one kommun, newest and before",
}
OWN = {
    "q2_first": "Q2 with national figures that no one asked for yet",
    "heatmap": "the same for one year, as the page asks",
    "search": "search among the indikatorer",
}
TARGETS = {"q1": (5, 10), "q2": (5, 10), "q3": (10, 15), "heatmap": (10, 15), "q4": (10, 20), "search": (5, 10)}
_FIRST = """
import sys, time
from pathlib import Path
from ojdash import store
imported = time.perf_counter()
opened = store.open_edition(Path(sys.argv[1]))
rows = opened.values(sys.argv[2], "T", int(sys.argv[3]))
print(time.perf_counter() - imported)
"""


class Engine:
    """An engine at work in a process of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.engines", name, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, query: str, asked: list[dict], summed: bool = False) -> dict:
        """Milliseconds for each question, and on request what its answers sum up to."""
        return self._said({"query": query, "asked": asked, "summed": summed})

    def memory(self) -> float:
        """MB above what its imports alone take."""
        return self._said({"query": "memory"})["mb"]

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()

    def _said(self, line: dict) -> dict:
        print(json.dumps(line), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.process.args} ended on {line['query']}")
        return json.loads(answer)


def run(millions: list[float], rounds: int, folder: Path) -> None:
    """Print a table for each size, and what was reached at the largest."""
    medians: dict[float, dict[str, float]] = {}
    for size in millions:
        ready = prepared(Simulation(round(size * 1e6)), folder)
        medians[size] = _one_size(ready, rounds)
    if 3 in medians and 50 in medians:
        for query in ("q1", "q2"):
            growth = medians[50][query] / medians[3][query]
            print(target(f"{query.upper()} at 50 million against 3 million", [1.3], [growth], "times"))


def _one_size(ready: Prepared, rounds: int) -> dict[str, float]:
    asked = _questions(ready.simulation)
    names = [name for name in ENGINES if name != "pandas" or ready.rows <= MOST_IN_MEMORY]
    engines = {name: Engine(name, ready.data) for name in names}
    took: dict[tuple[str, str], list[float]] = {}
    worked: dict[str, list[float]] = {}

    def time_it(query: str, name: str, questions: list[dict]) -> None:
        said = engines[name].ask(query, questions)
        took.setdefault((query, name), []).extend(said["ms"])
        if name == "ours":
            worked.setdefault(query, []).extend(said["cpu"])

    try:
        first = {query: _same_answers(engines, query, asked[query]) for query in QUERIES}
        for _ in range(rounds):
            for query in QUERIES:
                for name in engines:
                    slow = name != "ours" and first[query][name] > SLOW_MS
                    time_it(query, name, asked[query][: 1 if slow else None])
            for query in OWN:
                time_it(query, "ours", asked[query])
        memory = {name: engine.memory() for name, engine in engines.items()}
    finally:
        for engine in engines.values():
            engine.close()
    _print_size(ready, took, worked, memory, rounds)
    return {query: percentile(took[query, "ours"], 0.5) for query in QUERIES}


def _print_size(ready: Prepared, took: dict, worked: dict, memory: dict[str, float], rounds: int) -> None:
    heads = ["query (ms, p50 / p95)", "ours, CPU", *ENGINES]
    rows = []
    for query, said in (QUERIES | OWN).items():
        ours = percentile(took[query, "ours"], 0.5)
        cells = [_both(worked[query])]
        for name in ENGINES:
            if (query, name) not in took:
                cells.append("skipped" if query in QUERIES else "")
                continue
            times = "" if name == "ours" else f" ({percentile(took[query, name], 0.5) / ours:.1f}x)"
            cells.append(_both(took[query, name]) + times)
        rows.append([said, *cells])
    cells = [f"{memory[name]:.0f}" if name in memory else "skipped" for name in ENGINES]
    rows.append(["memory above a bare import, MB", "", *cells])
    millions = ready.rows / 1e6
    print(table(f"{millions:.1f} million rows, {rounds} rounds, same answers checked before", heads, rows))
    print("(x): times ours; CPU: processor time, to which other work on the machine adds less than to the clock")
    if "pandas" not in memory:
        print(f"pandas: skipped above {MOST_IN_MEMORY / 1e6:g} million rows, which would not fit beside the others")
    unsorted = ready.plain.stat().st_size / 1e6
    print(
        f"published {ready.rows:,} rows in {ready.seconds:.0f} s ({ready.rows / ready.seconds:,.0f} rows/s), "
        f"{ready.megabytes:.0f} MB; the unsorted file {unsorted:.0f} MB"
    )
    for query, allowed in TARGETS.items():
        measured = [percentile(took[query, "ours"], part) for part in (0.5, 0.95)]
        print(target(query.upper() if query in QUERIES else query, allowed, measured))
    print(target("memory of the data layer above a bare import", [50], [memory["ours"]], "MB"))
    _first_answer(ready)
    _guard(ready)


def _both(took: list[float]) -> str:
    return f"{ms(percentile(took, 0.5))} / {ms(percentile(took, 0.95))}"


def _questions(simulation: Simulation) -> dict[str, list[dict]]:
    """The same questions in every run: drawn from a seed, over all omraden."""
    random = np.random.default_rng(11)
    newest = FIRST_YEAR + YEARS - 1

    def some(of: list[str], how_many: int) -> list[str]:
        return random.choice(of, min(how_many, len(of)), replace=False).tolist()

    indikatorer, areas, thirteen = some(simulation.ids, 12), some(simulation.omraden, 6), some(KOMMUNER, 13)
    return {
        "q1": [{"indikator": id, "year": newest} for id in indikatorer],
        "q2": [{"indikator": id, "kommuner": some(KOMMUNER, 14)} for id in indikatorer],
        "q2_first": [{"indikator": id, "kommuner": some(KOMMUNER, 14)} for id in indikatorer],
        "q3": [
            {"indikatorer": simulation.ids_of(omrade)[:60], "kommuner": thirteen, "years": [newest, newest - 1]}
            for omrade in areas
        ],
        "heatmap": [
            {"indikatorer": simulation.ids_of(omrade)[:60], "kommuner": thirteen, "year": newest} for omrade in areas
        ],
        "q4": [{"kommun": kod} for kod in some(KOMMUNER, 12)],
        "search": [{"text": text} for text in ("beslut", "n00017", "andel", "finns inte", "invånare n0003", "51")],
    }


def _same_answers(engines: dict[str, Engine], query: str, asked: list[dict]) -> dict[str, float]:
    """Ask everything once, which warms every engine too, and say how long each took.

    Raises where an engine answers something else than ours.
    """
    found = {name: engine.ask(query, asked if name == "ours" else asked[:2], True) for name, engine in engines.items()}
    for name, said in found.items():
        if not np.allclose(found["ours"]["sums"][:2], said["sums"][:2], rtol=1e-9, atol=0.01):
            raise AssertionError(f"{query}: ours {found['ours']['sums'][:2]}, {name} {said['sums'][:2]}")
    return {name: percentile(said["ms"], 0.5) for name, said in found.items()}


def _first_answer(ready: Prepared) -> None:
    """From process start to the first answer of the data layer alone, with its imports and without them."""
    whole, without = [], []
    indikator, year = ready.simulation.ids[len(ready.simulation.ids) // 2], FIRST_YEAR + YEARS - 1
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _FIRST, str(ready.data), indikator, str(year)], capture_output=True, check=True
        )
        whole.append(1000 * (time.perf_counter() - start))
        without.append(1000 * float(done.stdout))
    bare = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import duckdb, pandas"], check=True)
        bare.append(1000 * (time.perf_counter() - start))
    print(target("first answer, from process start, imports included", [200], [percentile(whole, 0.5)]))
    print(target("first answer, after the imports", [200], [percentile(without, 0.5)]))
    print(f"  (of which python -c 'import duckdb, pandas' alone: {ms(percentile(bare, 0.5))} ms)")


def _guard(ready: Prepared) -> None:
    """What does not depend on the machine: files opened by Q1, and row groups x columns of every published file."""
    opened = store.open_edition(ready.data)
    seen: list[dict] = []
    asked = opened._ask
    opened._ask = lambda sql, **said: seen.append(said) or asked(sql, **said)
    opened._row(opened.ids[0])
    seen.clear()
    opened.values(opened.ids[0], "T", opened.years(opened.ids[0])[-1])
    files = sum(len(said["files"]) if "files" in said else 1 for said in seen)
    print(target("files opened by Q1", [1], [files], "files"))
    most = {}
    with duckdb.connect() as con:
        for name in opened.manifest["files"]:
            groups, columns = con.execute(
                "SELECT count(DISTINCT row_group_id), count(DISTINCT column_id) FROM parquet_metadata($1)",
                [str(opened.folder / name)],
            ).fetchone()
            folder = name.partition("/")[0]
            most[folder] = max(most.get(folder, 0), groups * columns)
    for folder in ("observations", "recent", "national", "kommun"):
        print(target(f"row groups x columns of a file in {folder}/", [499], [most[folder]], "chunks"))
