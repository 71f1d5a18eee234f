"""The county report: 13 kommuner and 30 indikatorer as PDF, Word and PowerPoint, with every process that it takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

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
    """Seconds, and the largest resident size in MB of one command and all that it has started, at one moment."""
    command = [sys.executable, "-m", "ojdash", *ASKED, "--to", str(folder), "--format", *FORMATS]
    begun, largest = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        whole = psutil.Process(child.pid)
        while child.poll() is None:
            largest = max(largest, sum(map(_size, _processes(whole))))
            time.sleep(0.02)
    seconds = time.perf_counter() - begun
    assert child.returncode == 0
    return seconds, largest / 1e6


def _processes(whole: psutil.Process) -> list[psutil.Process]:
    try:
        return [whole, *whole.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _size(one: psutil.Process) -> int:
    try:
        return one.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
