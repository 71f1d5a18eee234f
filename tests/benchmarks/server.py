"""The dashboard as `streamlit run app.py` serves it, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.benchmarks.silent import ROOT

MOST_SECONDS = 60


@contextmanager
def served(environment: Mapping[str, str] | None = None) -> Iterator[tuple[str, psutil.Process]]:
    """Its address without a slash at the end, and its process. environment: what it is told beside what we are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", server)
        yield address, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait_for(health: str, server: subprocess.Popen) -> None:
    last = time.monotonic() + MOST_SECONDS
    while time.monotonic() < last and server.poll() is None:
        try:
            urlopen(health, timeout=1).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("streamlit run app.py did not start")
