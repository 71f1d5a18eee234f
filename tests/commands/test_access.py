"""Coordinators' addresses in the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ojdash import __main__, saved
from ojdash.api import papers
from ojdash.making.order import Made


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OJDASH_DATA", "OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)


def access(data: Path, *arguments: str, code: int = 0) -> None:
    assert __main__.main(["access", *arguments, "--data", str(data)]) == code


@pytest.mark.parametrize(
    ("site", "begins"),
    [("", "  /api/samordnare?"), ("https://oj.exempel.se/", "  https://oj.exempel.se/api/samordnare?")],
)
def test_the_link_is_whole_where_the_site_has_an_address(
    site: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OJDASH_ADDRESS", site)
    access(tmp_path, "new", "--name", "Anna Berg, FoUrum")
    said = capsys.readouterr().out
    assert begins in said
    assert ("Skriv webbplatsens namn framför" in said) is (not site)


def test_an_address_is_printed_once_opens_and_is_never_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    access(tmp_path, "new", "--name", "Anna Berg, FoUrum")
    said = capsys.readouterr().out
    (token,) = re.findall(r"/api/samordnare\?adress=([a-z2-7]{26})", said)
    assert saved.open_saved(tmp_path).book.open(token).name == "Anna Berg, FoUrum"
    access(tmp_path, "list")
    listed = capsys.readouterr().out
    assert "Anna Berg, FoUrum" in listed
    assert token not in listed


def test_a_withdrawn_address_stops_to_work_and_is_listed_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    access(tmp_path, "new", "--name", "Bo Ek")
    (token,) = re.findall(r"adress=(\S+)", capsys.readouterr().out)
    access(tmp_path, "withdraw", "Bo Ek")
    assert "indragen" in capsys.readouterr().out
    with pytest.raises(saved.GoneError):
        saved.open_saved(tmp_path).book.open(token)
    access(tmp_path, "withdraw", "Bo Ek", code=2)
    assert "i bruk" in capsys.readouterr().err


def test_a_list_of_nobody_makes_nothing_and_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    access(tmp_path, "list")
    assert "access new --name" in capsys.readouterr().out
    assert not (tmp_path / "saved").exists()


def test_an_address_without_a_name_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    access(tmp_path, "new", "--name", " ", code=1)
    assert "Skriv vem" in capsys.readouterr().err


def test_a_name_is_erased_only_when_it_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    access(tmp_path, "new", "--name", "Anna Berg")
    access(tmp_path, "erase", "Anna Berg", "--reference", "SN 2026/17", code=2)
    said = capsys.readouterr().out
    assert "Anna Berg (nr 1)" in said
    assert "Inget är ändrat" in said
    access(tmp_path, "erase", "Anna Berg", "--reference", "SN 2026/17", "--yes")
    assert "nr 1 är raderat" in capsys.readouterr().out
    access(tmp_path, "list")
    said = capsys.readouterr().out
    assert "Anna" not in said
    assert "Raderat namn" in said


def test_no_file_that_was_kept_with_an_erased_name_is_left_on_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Anna Berg", "Bo Ek"):
        access(tmp_path, "new", "--name", name)
    papers.kept_in(tmp_path).keep("key", Made("vy.csv", b"Marked by Anna Berg"))
    access(tmp_path, "withdraw", "Bo Ek")
    assert papers.kept_in(tmp_path).made("key")
    access(tmp_path, "erase", "Anna Berg", "--reference", "SN 2026/17", "--yes")
    assert list((tmp_path / "papers").iterdir()) == []
