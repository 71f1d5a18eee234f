"""What whoever hosts does with the analyser, in the terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ojdash import __main__, saved
from ojdash.domain.analys import Author

CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
WORD = "hemligast"
TOKENS = ("owner", "writer", "reader")


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "DATABASE_URL", "READ_ONLY", "ERASE", "KEEP_MONTHS"):
        monkeypatch.delenv(f"OJDASH_{name}", raising=False)


@pytest.fixture
def made(tmp_path: Path) -> saved.Created:
    first = {"om/titel": WORD, "om/kommuner": "0685", "om/year": "2024", SAMLAD: f"{WORD} text"}
    return saved.open_saved(tmp_path).create(CHEF, first)


def analyser(data: Path, *arguments: str, code: int = 0) -> None:
    assert __main__.main(["analyser", *arguments, "--data", str(data)]) == code


def test_a_list_says_which_there_are_and_neither_words_nor_addresses(
    tmp_path: Path, made: saved.Created, capsys: pytest.CaptureFixture[str]
) -> None:
    analyser(tmp_path, "list")
    said = capsys.readouterr().out
    assert made.id in said
    assert "0685" in said
    analyser(tmp_path, "list", "--format", "json")
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["kommuner"], one["year"], one["ends"]) == (made.id, ["0685"], 2024, None)
    analyser(tmp_path, "fields", made.id)
    said += capsys.readouterr().out
    assert SAMLAD in said
    assert not [word for word in (WORD, *(getattr(made, name) for name in TOKENS)) if word in said]


def test_a_list_of_nothing_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    analyser(tmp_path, "list")
    assert "ingen analys" in capsys.readouterr().out
    assert not (tmp_path / "saved").exists()


def test_an_exported_analys_opens_elsewhere(tmp_path: Path, made: saved.Created) -> None:
    analyser(tmp_path, "export", made.id, "--to", str(tmp_path / "filer"))
    (path,) = (tmp_path / "filer").iterdir()
    again = saved.open_saved(tmp_path).import_(path.read_bytes(), CHEF)
    assert saved.open_saved(tmp_path).read(again.reader).text(SAMLAD) == f"{WORD} text"


def test_a_field_is_erased_only_when_it_is_confirmed_and_the_line_stays(
    tmp_path: Path, made: saved.Created, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("erase", made.id, SAMLAD, "--reference", "SN 2026/17")
    analyser(tmp_path, *arguments, code=2)
    assert "Inget är ändrat" in capsys.readouterr().out
    assert saved.open_saved(tmp_path).read(made.reader).text(SAMLAD)
    analyser(tmp_path, *arguments, "--yes")
    assert saved.open_saved(tmp_path).read(made.reader).text(SAMLAD) == ""
    analyser(tmp_path, "erased", made.id)
    said = capsys.readouterr().out
    for part in (SAMLAD, "den som sköter webbplatsen", "SN 2026/17"):
        assert part in said
    assert WORD not in said
    analyser(tmp_path, *arguments, "--yes", code=1)  # nothing is left there
    analyser(tmp_path, *arguments, code=2)
    assert "om/titel" in capsys.readouterr().out


def test_erasing_works_where_the_site_only_shows(
    tmp_path: Path, made: saved.Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    analyser(tmp_path, "erase", made.id, SAMLAD, "--reference", "SN 2026/17", "--yes")
    analyser(tmp_path, "end", made.id, "--day", "2026-01-01")
    analyser(tmp_path, "delete", made.id, "--reference", "SN 2026/17", "--yes")
    with pytest.raises(saved.UnknownError):
        saved.open_saved(tmp_path).read(made.owner)


def test_a_deleted_analys_is_exported_first_and_its_line_is_listed(
    tmp_path: Path, made: saved.Created, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("delete", made.id, "--reference", "SN 2026/17", "--to", str(tmp_path / "filer"))
    analyser(tmp_path, *arguments, code=2)
    assert saved.open_saved(tmp_path).read(made.owner)
    analyser(tmp_path, *arguments, "--yes")
    assert WORD.encode() in (tmp_path / "filer" / f"analys-{made.id}.json").read_bytes()
    analyser(tmp_path, "list")
    analyser(tmp_path, "erased", made.id)
    said = capsys.readouterr().out
    assert f"Analysen {made.id} är raderad (" in said
    assert "hela analysen" in said
    assert "ingen analys" in said


def test_what_cannot_be_exported_is_not_deleted(tmp_path: Path, made: saved.Created) -> None:
    (tmp_path / "fil").write_text("")
    analyser(tmp_path, "delete", made.id, "--reference", "x", "--to", str(tmp_path / "fil"), "--yes", code=1)
    assert saved.open_saved(tmp_path).read(made.owner).text("om/titel") == WORD


def test_what_is_written_while_it_is_exported_is_not_deleted(
    tmp_path: Path, made: saved.Created, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = saved.Hosting.export

    def slow(hosting: saved.Hosting, id: str) -> tuple[bytes, int]:
        found = real(hosting, id)
        saved.open_saved(tmp_path).write(made.writer, CHEF, SAMLAD, "Sent.", 1)
        return found

    monkeypatch.setattr(saved.Hosting, "export", slow)
    analyser(tmp_path, "delete", made.id, "--reference", "x", "--to", str(tmp_path / "filer"), "--yes", code=2)
    assert "skrevs något" in capsys.readouterr().err
    assert saved.open_saved(tmp_path).read(made.owner).text(SAMLAD) == "Sent."


@pytest.mark.parametrize("verb", [("end",), ("delete", "--reference", "SN 2026/17", "--yes")], ids=["end", "delete"])
def test_those_too_old_are_exported_and_ended_or_deleted(
    tmp_path: Path,
    made: saved.Created,
    verb: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place, folder = saved.open_saved(tmp_path), tmp_path / "filer"
    analyser(tmp_path, *verb, "--due", "--to", str(folder))
    assert "OJDASH_KEEP_MONTHS är inte satt" in capsys.readouterr().out
    monkeypatch.setenv("OJDASH_KEEP_MONTHS", "12")
    analyser(tmp_path, *verb, "--due", "--to", str(folder))
    assert not folder.exists()
    monkeypatch.setattr(place.hosting, "_today", lambda: datetime(2099, 1, 1, tzinfo=UTC).date())
    analyser(tmp_path, *verb, "--due", code=2)  # nowhere to export to
    analyser(tmp_path, *verb, made.id, "--due", "--to", str(folder), code=2)
    analyser(tmp_path, *verb, code=2)
    analyser(tmp_path, *verb, "--due", "--to", str(folder))
    assert [path.name for path in folder.iterdir()] == [f"analys-{made.id}.json"]
    left = [(one.id, one.ends is not None) for one in place.hosting.analyser()]
    assert left == ([(made.id, True)] if verb[0] == "end" else [])


@pytest.mark.parametrize("verb", ["fields", "export", "end", "delete", "erase"])
def test_a_number_that_there_is_not_is_told(
    tmp_path: Path, made: saved.Created, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {
        "export": ["--to", str(tmp_path / "filer")],
        "delete": ["--reference", "x", "--yes"],
        "erase": [SAMLAD, "--reference", "x", "--yes"],
    }
    for id in ("f" * 16, "bok"):
        analyser(tmp_path, verb, id, *more.get(verb, []), code=2)
        assert "analyser list" in capsys.readouterr().err


def test_a_day_that_is_none_is_told(tmp_path: Path, made: saved.Created, capsys: pytest.CaptureFixture[str]) -> None:
    analyser(tmp_path, "end", made.id, "--day", "i morgon", code=2)
    assert "2026-06-30" in capsys.readouterr().err
