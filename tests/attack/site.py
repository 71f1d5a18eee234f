"""The dashboard as it is attacked: a server of its own on the loopback, with a data folder of its own, and raw HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil
from sqlalchemy import make_url

from ojdash.saved import Saved
from ojdash.saved.database import Database
from ojdash.saved.settings import database_url

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "editions"
MOST_SECONDS = 90  # for the server to start, or to answer anything
IPV4 = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; status 0 is a connection that ended without an answer."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Site:
    """A running server."""

    host: str
    port: int
    data: Path
    log: Path
    process: psutil.Process
    database: str = ""

    @property
    def address(self) -> str:
        """Where it is asked, without a slash at the end."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        by: str = "",
        seconds: float = MOST_SECONDS,
    ) -> Answer:
        """One request, its path as it is spelled. by: the address of this machine that it comes from."""
        host = "127.0.0.1" if self.host.startswith("::ffff:") else self.host
        connection = HTTPConnection(host, self.port, timeout=seconds, source_address=(by, 0) if by else None)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            with suppress(BrokenPipeError, ConnectionResetError):  # who refuses a body does not wait for its end
                connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        except (OSError, HTTPException):
            return Answer(0)
        finally:
            connection.close()

    def saved(self) -> Saved:
        """What people wrote there, opened in this process."""
        return Saved(Database(make_url(self.database) if self.database else database_url(self.data)))

    @property
    def megabytes(self) -> float:
        """The memory of the server, without the processes it started."""
        return self.process.memory_info().rss / 1e6

    def kill(self) -> list[psutil.Process]:
        """kill -9; the processes that it had started."""
        started = self.process.children(recursive=True)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        return started


def data_folder(folder: Path) -> Path:
    """A data folder with the shipped editions, nothing written in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "editions").symlink_to(SHIPPED, target_is_directory=True)
    return folder


@contextmanager
def served(
    data: Path,
    settings: Mapping[str, str] | None = None,
    host: str = IPV4,
    database: str = "",
    before: Callable[[], None] | None = None,
) -> Iterator[Site]:
    """A server until the end of the block. before: what its process does before it becomes the server."""
    with socket.socket() as free:
        free.bind((IPV4, 0))
        port = free.getsockname()[1]
    log = data.parent / f"{data.name}-{port}.log"
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", host]
    told = {name: value for name, value in os.environ.items() if not name.startswith("OJDASH_")}
    told |= {"OJDASH_DATA": str(data), "OJDASH_DATABASE_URL": database, **(settings or {})}
    with log.open("ab") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT, env=told, stdout=written, stderr=subprocess.STDOUT, preexec_fn=before,
        )  # fmt: skip
    site = Site(host, port, data, log, psutil.Process(server.pid), database)
    try:
        _wait_for(site, server)
        yield site
    finally:
        if server.poll() is None:
            server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(site: Site, server: subprocess.Popen) -> None:
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if site.ask("/_stcore/health", seconds=2).status == 200:
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{site.log.read_text('utf-8', 'replace')[-2000:]}")
