"""The county report: 13 kommuner and 30 indikatorer as PDF, Word and PowerPoint, in a process of its own."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

FORMATS = ("pdf", "docx", "pptx")
ASKED = ("report", "--lan", "06", "--omrade", "ekonomiskt_bistand", "--year", "2025", "--recipient", "Benchmark")
SECONDS, MEGABYTES = 20, 500


def run(rounds: int) -> None:
    """Print how long the three take together, start of the process included, and its largest size."""
    print(f"\nreport: {' '.join(ASKED[1:7])}, {', '.join(FORMATS)} together; target {SECONDS} s, {MEGABYTES} MB")
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            seconds, megabytes = once(Path(folder))
        print(f"  round {number}: {seconds:.1f} s, {megabytes:.0f} MB")


def once(folder: Path) -> tuple[float, float]:
    """Seconds, and the largest resident size in MB, of one command."""
    command = [sys.executable, "-m", "ojdash", *ASKED, "--to", str(folder), "--format", *FORMATS]
    begun = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, os.environ)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    assert os.waitstatus_to_exitcode(status) == 0
    largest: int = used.ru_maxrss  # KB on Linux
    assert isinstance(used, resource.struct_rusage)
    return seconds, largest / 1024
