"""A dashboard that `streamlit run` serves, on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
WAIT = 180  # seconds for the dashboard to start


@contextmanager
def serving(app: str, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Its address, until the end. environment: what it is told beside what the tests were, but for OJDASH_DATA."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    told = {name: value for name, value in os.environ.items() if name != "OJDASH_DATA"} | dict(environment or {})
    with log.open("w") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", app, *options],
            cwd=ROOT, env=told, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    server.kill()
    pytest.fail(f"the dashboard did not start within {WAIT} s:\n{log.read_text()[-3000:]}")
