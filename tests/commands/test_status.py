"""Statuses in the terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ojdash import __main__
from tests.drawing import edition, indikator


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("OJDASH_DATA", "OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    edition(tmp_path, "AO 2023 2024\n1860 40 50\n1880 60 ..", indikator("AO"))
    return tmp_path


def status(data: Path, *arguments: str, code: int = 0) -> None:
    assert __main__.main(["status", *arguments, "--data", str(data)]) == code


def say(data: Path, lage: str, kommun: str = "1860", reason: str = "Fel period.", code: int = 0) -> None:
    status(data, "set", "AO", kommun, "2024", lage, "--name", "Anna Berg", "--reason", reason, code=code)


def test_what_is_said_is_listed_and_its_history_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(data, "osaker")
    assert "Laxå 2024 (50 procent). Markerad som osäker av Anna Berg" in capsys.readouterr().out
    say(data, "rattad", reason="Nytt värde.")
    capsys.readouterr()
    status(data, "list")
    assert "Rättad" in capsys.readouterr().out
    status(data, "history", "AO", "1860", "2024")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("1. Markerad som osäker av Anna Berg")
    assert second.startswith("2. Rättad av Anna Berg")


def test_a_list_as_json_and_csv_holds_every_part_and_no_formula(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(data, "osaker", reason="=1+1")
    say(data, "granskad", "1880")
    capsys.readouterr()
    status(data, "list", "--format", "json")
    first, second = json.loads(capsys.readouterr().out)
    assert (first["lage"], first["value"], first["skal"]) == ("osaker", 50, "=1+1")
    assert (second["lage"], second["value"], second["missing"]) == ("granskad", None, "sekretess")
    status(data, "list", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["skal"] for row in rows] == ["'=1+1", "Fel period."]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("AO", "1860", "2024", "rattad"), 1, "bara sättas på"),
        (("XX", "1860", "2024", "osaker"), 2, "XX"),
        (("AO", "9999", "2024", "osaker"), 2, "9999"),
    ],
)
def test_what_cannot_be_said_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, said: str
) -> None:
    status(data, "set", *arguments, "--name", "Anna", "--reason", "Fel.", code=code)
    assert said in capsys.readouterr().err
    status(data, "list")
    assert "Inget värde" in capsys.readouterr().out


def test_the_book_goes_to_a_file_and_is_taken_in_elsewhere(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(data, "osaker")
    status(data, "export", str(tmp_path / "bok.json"))
    other = tmp_path / "other"
    edition(other, "AO 2023 2024\n1860 40 50", indikator("AO"))
    status(other, "import", str(tmp_path / "bok.json"))
    assert "en status" in capsys.readouterr().out
    status(other, "history", "AO", "1860", "2024")
    assert "Markerad som osäker av Anna Berg" in capsys.readouterr().out
    status(other, "import", str(tmp_path / "bok.json"), code=1)
    assert "redan statusar" in capsys.readouterr().err


def test_asking_what_is_said_makes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status(data, "list")
    status(data, "history", "AO", "1860", "2024")
    assert not (data / "saved").exists()
