"""Benchmarks: python -m tests.benchmarks [--rows 0.5 3 12 50] [--only queries pages saving ...] [--rounds N]

Without options a few minutes: 0.5 and 3 million rows, the pages, saving, tables, the visitors and the browser. All
four sizes, the way the targets are meant (8 GB of memory, 3 GB of disk, a quarter of an hour the first time):

    python -m tests.benchmarks --rows 0.5 3 12 50

The rows are simulated and published once, under --folder.
"""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.benchmarks import browser, pages, papers, queries, reports, saving, tables, visitors

PARTS = ("queries", "pages", "saving", "reports", "tables", "visitors", "papers", "browser")


def main() -> None:
    """Say on which machine, then print the tables of the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", nargs="+", type=float, default=[0.5, 3], help="millions of rows")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/ojdash-bench"), help="where simulated rows are kept")
    parser.add_argument("--table-rows", type=int, default=1_000_000, help="rows of the table that is read")
    parser.add_argument("--seconds", type=float, default=40, help="how long the visitors stay")
    said = parser.parse_args()
    print(_machine())
    if "queries" in said.only:
        queries.run(said.rows, said.rounds, said.folder)
    if "pages" in said.only:
        pages.run(said.rounds)
    if "saving" in said.only:
        saving.run(said.rounds)
    if "reports" in said.only:
        reports.run(said.rounds)
    if "tables" in said.only:
        tables.run(said.table_rows)
    if "visitors" in said.only:
        visitors.run(said.seconds)
    if "papers" in said.only:
        papers.run(said.seconds / 2)
    if "browser" in said.only:
        browser.run()


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "polars", "pyarrow", "streamlit"))
    total = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    return (
        f"machine: {os.cpu_count()} cores, {total:.0f} GB, {platform.system()} {platform.machine()}, load {load:.1f} "
        f"at the start (0 is a machine to itself)\nversions: Python {platform.python_version()}, {libraries}\n"
        f"think time of a visitor: {visitors.THINK_SECONDS} s between changes on average (half to one and a half)"
    )


if __name__ == "__main__":
    main()
