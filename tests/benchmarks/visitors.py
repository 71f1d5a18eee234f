"""Many visitors at once, played over Streamlit's own protocol by ../shared/tools/st_load.py."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.server import served
from tests.benchmarks.silent import ROOT
from tests.benchmarks.table import ms, table, target

THINK_SECONDS = 5
LOAD = ROOT.parent / "shared" / "tools" / "st_load.py"
MOST_MB = 400
SESSIONS = {50: 250, 100: 600}  # visitors: p95 in ms
ANY = "."
KOMMUN = "pick_kommun"  # of 290 kommuner 96 answers are kept, so most changes are asked anew
PLAYED = {"jamfor": ("/jamfor", ANY), "oversikt": ("/", ANY), "oversikt, another kommun": ("/", KOMMUN)}


def run(seconds: float) -> None:
    """Print a table of answering times and memory, each line on a server of its own."""
    if not LOAD.exists():
        print(f"\n## visitors\n\nskipped: {LOAD} is not there")
        return
    found = {
        (page, sessions): _played(path, widget, sessions, seconds)
        for page, (path, widget) in PLAYED.items()
        for sessions in SESSIONS
    }
    heads = ["page, visitors", "p50 ms", "p95 ms", "max ms", "changes/s", "first p50", "CPU %", "peak MB", "errors"]
    rows = []
    for (page, sessions), said in found.items():
        took, first = said["rerun_total_ms"], said["load_total_ms"]
        rows.append(
            [
                f"{page}, {sessions}",
                *(ms(took[name]) for name in ("p50", "p95", "max")),
                f"{said['rate']:.1f}",
                ms(first["p50"]),
                f"{said['server_cpu_pct']:.0f}",
                f"{said['rss_peak_MB']:.0f}",
                str(said["errors"]),
            ]
        )
    print(table(f"visitors, a change every {THINK_SECONDS} s, {seconds:.0f} s, one process", heads, rows))
    for (page, sessions), said in found.items():
        print(target(f"{page}, {sessions} visitors, p95", [SESSIONS[sessions]], [said["rerun_total_ms"]["p95"]]))
    print(target("memory of the server", [MOST_MB], [max(said["rss_peak_MB"] for said in found.values())], "MB"))


def _played(path: str, widget: str, sessions: int, seconds: float) -> dict:
    with served() as (address, server), tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "load.json"
        command = [sys.executable, str(LOAD), "--url", f"{address}{path}", "--pid", str(server.pid)]
        command += ["--sessions", str(sessions), "--seconds", str(seconds), "--interval", str(THINK_SECONDS)]
        command += ["--widget", widget]
        done = subprocess.run([*command, "--json", str(said)], capture_output=True, text=True)
        if not said.exists():
            raise RuntimeError(f"st_load.py: {done.stdout}{done.stderr}")
        return json.loads(said.read_text())
