"""A PostgreSQL of the tests' own: Debian's binaries, a folder that is thrown away, reached by a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

BINARIES = Path("/usr/lib/postgresql")
NONE = f"no PostgreSQL: no initdb under {BINARIES}/*/bin"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that is installed."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running(where: Path) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="ojdash-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_user, *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {(folder / 'log').read_text('utf-8', 'replace')}")

    try:
        with (folder / "log").open("w") as log:
            run(str(where / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
            options = f"-k {folder} -c listen_addresses='' -c max_connections=150"
            run(str(where / "pg_ctl"), "-D", str(data), "-o", options, "-w", "start")
            try:
                yield Server(folder)
            finally:
                run(str(where / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A running PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    def database(self) -> str:
        """The address of a fresh, empty database."""
        self._count += 1
        name = f"test_{self._count}"
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def drop(self, url: str) -> None:
        """Take a database away, and whoever is connected."""
        name = url.rpartition("?")[0].rpartition("/")[2]
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def run(self, statement: sql.Composed | sql.SQL) -> None:
        """Run a statement that no transaction may hold."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as con:
            con.execute(statement)
