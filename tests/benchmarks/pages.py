"""Each page's script, twice: with a Streamlit that does nothing, and in AppTest beside an empty page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ojdash import store
from ojdash.domain.question import WRITTEN
from tests.benchmarks.silent import PAGES, ROOT, an_analys
from tests.benchmarks.table import ms, percentile, table, target

MOST_MS = 60
_EMPTY = """
from pathlib import Path
import streamlit as st
st.set_page_config(layout="wide")
pages = [st.Page(Path({folder!r}) / f"{{name}}.py", url_path=name, default=name == "oversikt") for name in {names!r}]
st.navigation(pages, position="top").run()
"""


def run(rounds: int) -> None:
    """Print a table: what the page costs by itself, and what it costs in Streamlit above an empty page."""
    runs = 4 * rounds
    kommuner = list(store.open_edition(store.SHIPPED).kommuner)[3 :: 290 // (runs + 2)][: runs + 1]
    with tempfile.TemporaryDirectory() as folder:
        # The shipped edition in a folder of its own, where an analys can be saved.
        os.environ["OJDASH_DATA"] = folder
        (Path(folder) / "editions").symlink_to(store.SHIPPED / "editions", target_is_directory=True)
        command = [sys.executable, "-m", "tests.benchmarks.silent", str(runs)]
        own = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
        for name in PAGES:
            (Path(folder) / f"{name}.py").write_text("", "utf-8")
        entry = Path(folder) / "entry.py"
        entry.write_text(_EMPTY.format(folder=folder, names=PAGES), "utf-8")
        empty = percentile(_app_test(entry, Path(folder), "jamfor", kommuner), 0.5)
        heads = ["page (ms, p50 / p95)", "own, other kommun", "own, same question", "AppTest", "AppTest - empty page"]
        rows = []
        more = dict.fromkeys(WRITTEN, an_analys(kommuner))
        for page in PAGES:
            whole = percentile(
                _app_test(ROOT / "ojdash/ui/main.py", ROOT / "pages", page, kommuner, more.get(page, {})), 0.5
            )
            rows.append([page, *(_both(own[page][of]) for of in ("other", "same")), ms(whole), ms(whole - empty)])
    print(table(f"pages on the example edition, warm, {runs} runs; an empty page {ms(empty)} ms", heads, rows))
    print(
        "own: settling, values, answer, figure as JSON, texts; Streamlit's own time apart (tests/benchmarks/silent.py)"
    )
    for page in PAGES:
        print(target(f"{page}, Streamlit's own time apart", [MOST_MS], [percentile(own[page]["other"], 0.5)]))


def _both(took: list[float]) -> str:
    return f"{ms(percentile(took, 0.5))} / {ms(percentile(took, 0.95))}"


def _app_test(
    entry: Path, pages: Path, page: str, kommuner: list[str], more: Mapping[str, str] | None = None
) -> list[float]:
    """The milliseconds of each run, another kommun each time, the first run left out."""
    at = AppTest.from_file(entry, default_timeout=30)
    if page != "oversikt":
        at.switch_page(str(pages / f"{page}.py"))
    took = []
    for kommun in kommuner:
        for name, said in ({"kommun": kommun} | dict(more or {})).items():
            at.query_params[name] = said
        start = time.perf_counter()
        at.run()
        took.append(1000 * (time.perf_counter() - start))
        if at.exception:
            raise RuntimeError(f"{page}: {at.exception[0].message}")
    return took[1:]
