"""The database: SQLite in a file, or PostgreSQL. Writers in one process share transactions, so fifty cost one fsync."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from ojdash.domain.errors import SavedError
from ojdash.saved import noted
from ojdash.saved.schema import HEAD, analys, metadata
from ojdash.saved.together import Asked, Together
from ojdash.saved.transaction import Transaction
from ojdash.text import saved as text

WAIT_SECONDS = 15  # for a writer in another process
_MIGRATING = 5_305_601  # PostgreSQL's advisory lock while the tables are made
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32)))
_OURS = {*metadata.tables, _VERSION.name}
_LOCKED = (  # always in the same order, so that two processes never wait for each other
    select(analys.c.id).where(analys.c.id.in_(bindparam("ids", expanding=True))).order_by(analys.c.id).with_for_update()
)
T = TypeVar("T")


class Database:
    """One database, migrated to HEAD. Safe from many threads; other processes may use it at the same time.

    folder  where it is noted that it was made (`noted`), else beside SQLite's own file
    SQLite goes on in a file that was deleted or moved away, where nobody would find what is kept: that is refused.

    Raises  SavedError  it can't be reached or made, is newer than the code, or has lost what it held
    """

    def __init__(self, url: URL, folder: Path | None = None) -> None:
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._url, self._folder = url, Path(url.database).parent if self.is_sqlite else folder
        self.where = str(url.database) if self.is_sqlite else text.postgresql(url.database, url.host)
        if self.is_sqlite:
            self._engine = create_engine(
                url, connect_args={"timeout": WAIT_SECONDS}, pool_size=10, max_overflow=40, pool_timeout=30
            )
            event.listen(self._engine, "connect", _sqlite_connected)
            event.listen(self._engine, "begin", _sqlite_begun)
            self._reading = self._engine
        else:
            self._engine = create_engine(
                url,
                connect_args={"connect_timeout": 5, "application_name": "ojdash"},
                pool_size=5,
                max_overflow=10,
                pool_timeout=30,
                pool_pre_ping=True,
            )
            event.listen(self._engine, "connect", _postgresql_connected)
            self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._writing = self._engine.execution_options(writing=True)
        self._together = Together(self._run)
        self._file: os.stat_result | None = None  # SQLite's, as it was opened
        try:
            with self.told():
                self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database.

        Raises  SavedError
        """
        with self.told():
            self._check_file()
            with self._reading.connect() as con:
                yield con

    def write(self, id: str, work: Callable[[Transaction], T], place: str | None = None) -> T:
        """Do a piece of work in a transaction, with the analys of this id locked; when this returns, it is on disk.

        Those who come while others write are done together. Work raises SavedError only before it has changed
        anything; after any other error everything is taken back and each piece is tried in a transaction alone.
        place: where it will write, when that is known.

        Raises  SavedError  nothing of this work was kept
        """
        return self._together.do(Asked(id, place, work))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell a database's errors as sentences."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise SavedError(_sentence(error, self.where), _sentence(error, text.DATABASE)) from error

    def forget_deleted(self, rewritten: bool = False) -> None:
        """SQLite: let nothing that was deleted lie in the log beside the file, as far as readers allow it now.

        The file itself holds none of it, for what is deleted is overwritten (secure_delete). rewritten: write the file
        anew as well, which takes a while; on PostgreSQL let the server use the room of the rows that went.
        """
        with suppress(SQLAlchemyError, sqlite3.Error):
            if self.is_sqlite:
                with closing(self._engine.raw_connection()) as con:
                    if rewritten:
                        con.driver_connection.execute("VACUUM")
                    con.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            elif rewritten:
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as con:
                    con.exec_driver_sql("VACUUM written")

    def _run(self, batch: list[Asked]) -> None:
        try:
            self._check_file()  # before a connection, which would make an empty one
            with self.told(), self._writing.begin() as con:
                ids = sorted({asked.id for asked in batch})
                if not self.is_sqlite:
                    con.execute(_LOCKED, {"ids": ids})
                tx = Transaction(con)
                for id in ids:
                    tx.read(id, {asked.place for asked in batch if asked.id == id and asked.place})
                for asked in batch:
                    asked.do(tx)
                tx.send()
                self._check_file()
            for asked in batch:
                asked.done = True
        except Exception as error:
            if len(batch) == 1 or _is_unreachable(error.__cause__):
                for asked in batch:
                    asked.fail(error)
            else:
                for asked in batch:
                    self._run([asked])

    def _prepare(self) -> None:
        """Make the tables, or migrate them; one process at a time, others wait."""
        if not self.is_sqlite:
            with self._engine.begin() as con:
                con.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
                self._migrate(con)
            with suppress(OSError):  # the data folder may be one that is only read
                if self._folder:
                    noted.note(self._folder, self._url)
            return
        path = Path(self.where)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (path.parent / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists() or not path.stat().st_size:
                self._check_new()  # before SQLite makes it
            with self._writing.begin() as con:
                self._migrate(con)
            with closing(self._engine.raw_connection()) as con:
                con.driver_connection.execute("PRAGMA journal_mode=WAL")
            noted.note(self._folder, self._url)
            self._file = path.stat()

    def _check_file(self) -> None:
        """Raises  SavedError  SQLite's file is gone, or another lies in its place"""
        if self._file is None:
            return
        with self.told():
            try:
                is_there = os.path.samestat(os.stat(self.where), self._file)
            except (FileNotFoundError, NotADirectoryError):
                is_there = False
        if not is_there:
            raise SavedError(text.moved(self.where), text.moved(text.DATABASE))

    def _check_new(self) -> None:
        """Raises  SavedError  a database that is empty was made before"""
        if self._folder and noted.is_noted(self._folder, self._url):
            raise SavedError(
                text.emptied(self.where, str(self._folder / noted.FILE)), text.emptied(text.DATABASE, noted.FILE)
            )

    def _migrate(self, con: Connection) -> None:
        """Make the tables as HEAD says, where they are not and never were."""
        there = _ours(con)
        if not there:
            self._check_new()
        found = con.scalar(select(_VERSION.c.version_num)) if _VERSION.name in there else None
        if there and found is None:
            raise self._lacks([_VERSION.name])
        if found != HEAD:
            from ojdash.saved.migrations import known, upgrade

            if found is not None and found not in known():
                said = (text.newer_database(where, found, HEAD) for where in (self.where, text.DATABASE))
                raise SavedError(*said)
            upgrade(con, HEAD)
        if lacking := _OURS - _ours(con):
            raise self._lacks(sorted(lacking))

    def _lacks(self, tables: list[str]) -> SavedError:
        return SavedError(text.lacks_tables(self.where, tables), text.lacks_tables(text.DATABASE, tables))


def _ours(con: Connection) -> set[str]:
    """Those of our tables that a database has."""
    return _OURS.intersection(inspect(con).get_table_names())


def _sqlite_connected(con: Any, _: Any) -> None:
    con.isolation_level = None  # SQLAlchemy's own "begin" says which kind, below
    for said in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        con.execute("PRAGMA " + said)


def _sqlite_begun(con: Connection) -> None:
    con.exec_driver_sql("BEGIN IMMEDIATE" if con.get_execution_options().get("writing") else "BEGIN")


def _postgresql_connected(con: Any, _: Any) -> None:
    con.autocommit = True
    con.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
    con.autocommit = False


def _codes(error: BaseException | None) -> tuple[str, str]:
    """SQLite's name of an error and PostgreSQL's code, each "" where it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorname", None) or "", getattr(cause, "sqlstate", None) or ""


def _is_unreachable(error: BaseException | None) -> bool:
    """Whether trying again at once would only wait again."""
    name, state = _codes(error)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    no_answer = isinstance(error, DBAPIError) and not name and not state
    return (
        lost or no_answer or isinstance(error, NoConnectionError) or name.startswith("SQLITE_BUSY") or state == "55P03"
    )


def _sentence(error: BaseException, where: str) -> str:
    name, state = _codes(error)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")) or state == "53100" or getattr(error, "errno", 0) == 28:
        return text.full(where)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in ("55P03", "40P01"):
        return text.locked(where)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")) or isinstance(error, OSError):
        return text.not_writable(where)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return text.broken(where)
    if state == "42P01" or "no such table" in str(getattr(error, "orig", error)):
        return text.emptied(where, noted.FILE)
    if (
        isinstance(error, NoConnectionError)
        or _is_unreachable(error)
        or state.startswith(("08", "57P", "53", "28", "3D"))
    ):
        return text.unreachable(where)
    return text.other(where, type(getattr(error, "orig", None) or error).__name__)
