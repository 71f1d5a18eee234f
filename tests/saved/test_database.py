"""The database: made and migrated when it is opened, and what is told when it fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, MetaData, create_engine, inspect, select, text

from ojdash import saved
from ojdash.domain.analys import Author
from ojdash.domain.errors import SavedError
from ojdash.saved import Saved, access, database, migrations, schema
from ojdash.saved.database import Database

CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
AT = "2026-03-10T11:00:00Z"
ONLY_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


# --- migrations -------------------------------------------------------------------------------------------------------


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    assert migrations.known()[-1] == schema.HEAD


def test_the_migrated_tables_are_those_of_the_code(place: Saved, engine: Engine) -> None:
    with engine.connect() as con:
        context = MigrationContext.configure(con, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD


@pytest.mark.parametrize("revision", migrations.known())
def test_every_earlier_database_is_migrated_with_all_its_rows(
    url: URL, engine: Engine, opened: Callable[[], Saved], revision: str
) -> None:
    if url.get_backend_name() == "sqlite":
        Path(url.database).parent.mkdir()
    with engine.begin() as con:
        migrations.upgrade(con, revision)
        there = MetaData()
        there.reflect(con)
        rows = {
            "analys": [{"id": "a" * 16, "form": 1, "created": AT, "ends": None, "latest": 2, "size": 300}],
            "written": [
                {"analys": "a" * 16, "place": SAMLAD, "version": n, "number": n, "value": value, "role": "chef"}
                | {"organisation": "", "at": AT, "base": 0, "beside": n == 2}
                for n, value in enumerate(("Först.", "Samtidigt."), 1)
            ],
        }
        for name, some in rows.items():
            con.execute(there.tables[name].insert(), some)
        token = access.make(con, "a" * 16)["lasa"]
    analys = opened().read(token)
    assert analys.text(SAMLAD) == "Först."
    assert [one.value for one in analys.beside[SAMLAD]] == ["Samtidigt."]
    with engine.connect() as con:
        assert MigrationContext.configure(con).get_current_revision() == schema.HEAD


def test_a_database_newer_than_the_code_is_not_touched(place: Saved, url: URL, engine: Engine) -> None:
    place.create(CHEF, {})
    with engine.begin() as con:
        con.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SavedError, match="nyare version \\(9999\\)"):
        Database(url)
    with engine.connect() as con:
        assert len(con.execute(select(schema.analys)).all()) == 1


def test_a_migration_that_fails_leaves_nothing(url: URL, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = migrations.upgrade

    def fails(con: object, revision: str) -> None:
        real(con, revision)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "upgrade", fails)
    with pytest.raises(SavedError, match="disken är full"):
        Database(url)
    assert inspect(engine).get_table_names() == []
    monkeypatch.undo()
    Database(url).close()


# --- where it is ------------------------------------------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No settings, and nothing shared left open afterwards."""
    for name in ("OJDASH_DATABASE_URL", "OJDASH_DATA", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    before = set(saved._shared)
    yield monkeypatch
    for key in set(saved._shared) - before:
        saved._shared.pop(key).close()


def test_without_settings_it_is_a_file_in_the_data_folder_opened_once(environment: None, tmp_path: Path) -> None:
    place = saved.open_saved(tmp_path)
    assert saved.open_saved(tmp_path) is place
    assert (tmp_path / "saved" / "analyser.sqlite").is_file()
    assert (tmp_path / "saved").stat().st_mode & 0o077 == 0


def test_the_data_folder_of_the_environment_is_used(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("OJDASH_DATA", str(tmp_path / "med mellanslag 100% å"))
    saved.open_saved()
    assert (tmp_path / "med mellanslag 100% å" / "saved" / "analyser.sqlite").is_file()


@ONLY_POSTGRESQL
@pytest.mark.parametrize("name", ["postgresql+psycopg", "postgresql"])
def test_the_environment_chooses_postgresql(environment: pytest.MonkeyPatch, url: URL, name: str) -> None:
    environment.setenv("OJDASH_DATABASE_URL", url.set(drivername=name).render_as_string(hide_password=False))
    place = saved.open_saved()
    assert place.read(place.create(CHEF, {"om/titel": "Här"}).reader).text("om/titel") == "Här"


@pytest.mark.parametrize("said", ["mysql://u:hemligt@h/d", "hemligt", "postgresql+asyncpg://u:hemligt@h/d", "http://"])
def test_an_address_of_no_database_is_refused_without_repeating_it(environment: pytest.MonkeyPatch, said: str) -> None:
    environment.setenv("OJDASH_DATABASE_URL", said)
    with pytest.raises(SavedError, match="OJDASH_DATABASE_URL går inte att använda") as raised:
        saved.open_saved()
    assert "hemligt" not in str(raised.value)


@pytest.mark.parametrize(("said", "shows"), [("", False), ("0", False), ("1", True), ("ja", True)])
def test_one_setting_makes_the_site_only_show(environment: pytest.MonkeyPatch, said: str, shows: bool) -> None:
    environment.setenv("OJDASH_READ_ONLY", said)
    assert saved.is_read_only() is shows


@ONLY_SQLITE
def test_sqlite_keeps_what_it_says_it_kept(place: Saved) -> None:
    with place._database.read() as con:
        found = {name: con.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
        found |= {name: con.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("secure_delete", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


# --- what goes wrong --------------------------------------------------------------------------------------------------


@ONLY_SQLITE
def test_a_full_disk_is_told_and_nothing_is_half_written(place: Saved, engine: Engine) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    with place._database._engine.connect() as con:  # the one connection that the pool will hand out again
        pages = con.exec_driver_sql("PRAGMA page_count").scalar()
        con.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(SavedError, match=r"disken är full.*Inget ändrades"):
        place.write(made.writer, CHEF, SAMLAD, "x" * 90_000, 0)
    with pytest.raises(SavedError, match="disken är full"):
        place.create(CHEF, {SAMLAD: "x" * 90_000})
    assert {at: one.value for at, one in place.read(made.owner).fields.items()} == {"om/titel": "Kvar"}
    assert place.read(made.owner).latest == 1
    with engine.connect() as con:
        assert len(con.execute(select(schema.analys)).all()) == 1
        assert con.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert place.write(made.writer, CHEF, SAMLAD, "kort", 0).version == 1


@ONLY_SQLITE
def test_a_database_that_somebody_else_holds_is_told(
    url: URL, opened: Callable[[], Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    place = opened()
    made = place.create(CHEF, {"om/titel": "Kvar"})
    other = sqlite3.connect(str(url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(SavedError, match=r"upptagen\. Inget ändrades"):
            place.write(made.writer, CHEF, SAMLAD, "x", 0)
        assert place.read(made.reader).text("om/titel") == "Kvar"  # who reads never waits
    finally:
        other.close()
    assert place.write(made.writer, CHEF, SAMLAD, "x", 0).version == 1


@pytest.mark.parametrize(
    "why",
    ["a file where the folder should be", "a folder where the file should be", "not a database"],
)
def test_a_place_that_cannot_hold_a_database_is_told(tmp_path: Path, why: str) -> None:
    path = tmp_path / "saved" / "analyser.sqlite"
    if why == "a file where the folder should be":
        path.parent.write_text("")
    elif why == "a folder where the file should be":
        path.mkdir(parents=True)
    else:
        path.parent.mkdir()
        path.write_bytes(b"inte en databas " * 1000)
    with pytest.raises(SavedError, match=r"går inte att skriva|inte en hel databas") as raised:
        Database(URL.create("sqlite", database=str(path)))
    assert "analyser.sqlite" in str(raised.value)


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    url = URL.create("postgresql+psycopg", "ojdash", "hemligt", database="ojdash", query={"host": str(tmp_path)})
    with pytest.raises(SavedError, match="svarar inte") as raised:
        Database(url)
    assert "hemligt" not in str(raised.value)


@ONLY_POSTGRESQL
def test_a_server_that_was_restarted_is_reached_again(place: Saved, url: URL) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    other = create_engine(url)
    with other.connect() as con:
        con.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ojdash'"))
    other.dispose()
    assert place.read(made.reader).text("om/titel") == "Kvar"
    assert place.write(made.writer, CHEF, SAMLAD, "x", 0).version == 1
