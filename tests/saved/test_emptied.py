"""A database that has lost what it held is told of, by everything that opens it, and never made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, inspect, text

from ojdash import answers, saved
from ojdash.__main__ import main
from ojdash.answers import marking
from ojdash.domain.analys import Author
from ojdash.domain.errors import SavedError
from ojdash.domain.status import Status
from ojdash.saved import Saved, noted, schema
from ojdash.saved.transaction import Transaction
from ojdash.text import saved as words
from ojdash.text import statuses

CHEF = Author("enhetschef", "Laxå kommun")
TABLES = [*schema.metadata.tables, "alembic_version"]


class Site:
    """A site whose processes start anew at every `opened`, on either database."""

    def __init__(self, data: Path, url: URL) -> None:
        self.data, self.url = data, url

    def opened(self) -> Saved:
        self.close()
        return saved.open_saved(self.data)

    def close(self) -> None:
        while saved._shared:
            saved._shared.popitem()[1].close()
        marking._failed.clear()

    def run(self, *statements: str) -> None:
        self.close()
        engine = create_engine(self.url)
        with engine.begin() as con:
            for statement in statements:
                con.execute(text(statement))
        engine.dispose()

    @property
    def file(self) -> Path:
        return Path(self.url.database)

    @property
    def cascade(self) -> str:
        return "" if self.url.get_backend_name() == "sqlite" else " CASCADE"


@pytest.fixture
def site(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    is_server = url.get_backend_name() != "sqlite"
    monkeypatch.setenv("OJDASH_DATABASE_URL", url.render_as_string(hide_password=False) if is_server else "")
    before = dict(saved._shared)
    saved._shared.clear()
    made = Site(tmp_path, url)
    made.opened().create(CHEF, {"om/titel": "Här"})
    yield made
    made.close()
    saved._shared.update(before)


def told(site: Site, capsys: pytest.CaptureFixture[str]) -> str:
    """What is told by the program and by the terminal, which is the same; pages show that they can't read either."""
    with pytest.raises(SavedError) as error:
        site.opened()
    assert str(site.data) not in answers.told(error.value)
    assert answers.marks_in(site.data).problem == statuses.UNREADABLE
    for verb in (["analyser", "list"], ["status", "list"], ["access", "list"]):
        assert main([*verb, "--data", str(site.data)]) != 0
        assert str(error.value) in " ".join(capsys.readouterr().err.split())
    return str(error.value)


# --- SQLite -----------------------------------------------------------------------------------------------------------

ONLY_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
LOST: dict[str, Callable[[Path], object]] = {
    "of no bytes": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
    "another, empty database": lambda file: file.write_bytes(b"") or _touched(file),
    "garbage": lambda file: file.write_bytes(b"inte en databas " * 1000),
    "of zeros": lambda file: file.write_bytes(bytes(40_000)),
    "half": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 // 4096 * 4096]),
    "cut within a page": lambda file: file.write_bytes(file.read_bytes()[:-5000]),
    "its first page alone": lambda file: file.write_bytes(file.read_bytes()[:4096]),
    "its head alone": lambda file: file.write_bytes(file.read_bytes()[:100]),
}


def _touched(file: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(file)))
    with engine.begin() as con:
        con.execute(text("CREATE TABLE another (id INTEGER)"))
    engine.dispose()


@ONLY_SQLITE
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_file_is_told_of_and_not_written_in(site: Site, lost: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.close()
    LOST[lost](site.file)
    before = site.file.read_bytes() if site.file.exists() else None
    said = told(site, capsys)
    assert said.startswith(str(site.file)) and "från en kopia" in said
    assert (site.file.read_bytes() if site.file.exists() else None) == before


@ONLY_SQLITE
def test_a_file_that_is_laid_back_opens_again(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.close()
    copy = site.file.read_bytes()
    site.file.write_bytes(b"")
    told(site, capsys)
    site.file.write_bytes(copy)
    assert len(site.opened().hosting.analyser()) == 1


@ONLY_SQLITE
def test_a_copy_without_its_note_is_noted_when_it_opens(site: Site) -> None:
    site.close()
    (site.file.parent / noted.FILE).unlink()
    assert len(site.opened().hosting.analyser()) == 1
    assert (site.file.parent / noted.FILE).read_text() == "analyser.sqlite\n"


def _moved_away(file: Path) -> None:
    file.rename(file.with_name("undan.sqlite"))


def _changed_for_a_copy(file: Path) -> None:
    copy = file.with_name("kopia.sqlite")
    copy.write_bytes(file.read_bytes())
    copy.replace(file)


def _changed_for_an_empty_one(file: Path) -> None:
    file.unlink()
    file.touch()


# What may become of the file of a server that has it open, and goes on in what it has open.
TAKEN: dict[str, Callable[[Path], object]] = {
    "deleted": lambda file: file.unlink(),
    "deleted with what lies beside it": lambda file: [one.unlink() for one in file.parent.glob("analyser.sqlite*")],
    "deleted with its folder": lambda file: shutil.rmtree(file.parent),
    "moved away": _moved_away,
    "changed for a copy": _changed_for_a_copy,
    "changed for an empty one": _changed_for_an_empty_one,
}


@ONLY_SQLITE
@pytest.mark.parametrize("taken", TAKEN)
def test_a_file_that_is_taken_from_a_running_site_is_told_of_and_nothing_is_kept(site: Site, taken: str) -> None:
    place = site.opened()
    made = place.create(CHEF, {"om/titel": "Före"})
    token = place.book.new_coordinator("Samordnaren")
    TAKEN[taken](site.file)
    there = site.file.stat() if site.file.exists() else None
    doubt = Status("LSS-01", "0685", 2024, "osaker", "Samordnaren", "Fel.")
    for refused in (
        lambda: place.write(made.writer, CHEF, "om/titel", "Efter", 1),
        lambda: place.create(CHEF, {"om/titel": "Efter"}),
        lambda: place.book.set(token, doubt, 0),
        lambda: place.hosting.end(made.id, None),
        lambda: place.read(made.reader),
        lambda: place.export(made.owner),
    ):
        with pytest.raises(SavedError) as error:
            refused()
        assert str(error.value) == words.moved(str(site.file))
        assert answers.told(error.value) == words.moved(words.DATABASE)
    assert answers.marks_in(site.data).problem == statuses.UNREADABLE
    assert (site.file.stat() if site.file.exists() else None) == there  # nothing is made in its place


@ONLY_SQLITE
def test_a_file_that_is_taken_while_it_is_written_in_keeps_nothing(site: Site) -> None:
    place = site.opened()

    def taken(tx: Transaction) -> None:
        tx.con.exec_driver_sql("UPDATE analys SET ends = '2030-01-01'")
        _moved_away(site.file)

    with pytest.raises(SavedError) as error:
        place._database.write("", taken)
    assert str(error.value) == words.moved(str(site.file))
    site.file.with_name("undan.sqlite").rename(site.file)
    assert [listed.ends for listed in place.hosting.analyser()] == [None]


@ONLY_SQLITE
def test_a_file_that_comes_back_is_written_in_again(site: Site) -> None:
    place = site.opened()
    _moved_away(site.file)
    with pytest.raises(SavedError):
        place.create(CHEF, {})
    site.file.with_name("undan.sqlite").rename(site.file)
    place.create(CHEF, {"om/titel": "Efter"})
    assert len(site.opened().hosting.analyser()) == 2


# --- both databases ---------------------------------------------------------------------------------------------------


def test_a_database_is_noted_once_without_its_password(site: Site) -> None:
    site.opened()
    lines = (site.data / "saved" / noted.FILE).read_text().splitlines()
    assert len(lines) == 1 and ("postgresql" in lines[0]) == (site.url.get_backend_name() != "sqlite")


def test_a_password_is_not_noted() -> None:
    url = URL.create(
        "postgresql+psycopg", "ojdash", "hemligt", "db.exempel.se", 5433, "ojdash", {"password": "hemligt"}
    )
    assert noted.name_of(url) == "postgresql db.exempel.se:5433/ojdash"


@pytest.mark.parametrize("table", TABLES)
def test_a_database_without_one_of_its_tables_is_told_of(
    site: Site, engine: Engine, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.run(f"DROP TABLE {table}{site.cascade}")
    assert f"saknar {table}." in told(site, capsys)
    assert table not in inspect(engine).get_table_names()


def test_a_database_without_tables_that_had_them_is_told_of(
    site: Site, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    site.run(*(f"DROP TABLE {table}{site.cascade}" for table in reversed(TABLES)))
    assert "är tom eller saknas" in told(site, capsys)
    assert inspect(engine).get_table_names() == []


def test_a_database_that_is_taken_out_of_the_notes_begins_anew(site: Site) -> None:
    site.run(*(f"DROP TABLE {table}{site.cascade}" for table in reversed(TABLES)))
    (site.data / "saved" / noted.FILE).unlink()
    assert site.opened().hosting.analyser() == ()


def test_tables_that_go_while_the_site_runs_are_told_of(site: Site) -> None:
    place = site.opened()
    engine = create_engine(site.url)
    with engine.begin() as con:
        con.execute(text(f"DROP TABLE written{site.cascade}"))
    engine.dispose()
    with pytest.raises(SavedError) as error:
        place.create(CHEF, {"om/titel": "Nytt"})
    assert answers.told(error.value) == words.emptied(words.DATABASE, noted.FILE)
