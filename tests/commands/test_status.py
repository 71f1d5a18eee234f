"""Statuses in the terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ojdash import __main__
from tests.drawing import edition, indikator
from tests.sources.test_table import xlsx


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


# --- a table with rows added ------------------------------------------------------------------------------------------

HEAD = "indikator;kommun;year;lage;namn;skal"
ROWS = [
    "AO;1860;2024;osaker;Åsa Öst;Fel period, å;",
    "AO;1880;2024;Granskad;Åsa Öst;Stämmer.;",
]


def exported(data: Path, tmp_path: Path) -> list[str]:
    path = tmp_path / "statusar.csv"
    status(data, "export", str(path))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig").splitlines()


def history(data: Path, capsys: pytest.CaptureFixture[str], kommun: str = "1860") -> list[str]:
    capsys.readouterr()
    status(data, "history", "AO", kommun, "2024")
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_rows_written_in_a_spreadsheet_are_taken_in_however_it_saved_them(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, sign: str
) -> None:
    rows = [HEAD, *ROWS, ";;;;;"]
    rows = [sign.join(f'"{cell}"' if sign in cell else cell for cell in row.split(";")) for row in rows]
    path = tmp_path / "nya.csv"
    path.write_bytes("\r\n".join(rows).encode(encoding))
    status(data, "import", str(path))
    assert "2 nya statusar." in capsys.readouterr().out
    (line,) = history(data, capsys)
    assert line.startswith("1. Markerad som osäker av Åsa Öst") and "Fel period, å" in line and "50 procent" in line
    assert "Granskad" in history(data, capsys, "1880")[0]


def test_the_exported_csv_with_a_row_added_says_only_what_is_new(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(data, "osaker", reason="=1+1")
    rows = exported(data, tmp_path)
    path = tmp_path / "statusar.csv"
    added = "AO;1880;2024;granskad;Bo Ek;Stämmer." + ";" * (rows[0].count(";") - 5)
    path.write_text("\n".join([*(row.replace(";1860;", ";Laxå;") for row in rows), added]), "cp1252")
    capsys.readouterr()
    status(data, "import", str(path), "--dry-run")
    out = capsys.readouterr().out
    assert "Rad 3: " in out and "En ny status. En rad är redan sagd." in out and "Provkörning" in out
    assert history(data, capsys, "1880") == ["Inget värde här har någon status."]
    for new in ("En ny status.", "0 nya statusar."):
        status(data, "import", str(path))
        assert new in capsys.readouterr().out
    assert len(history(data, capsys)) == 1


def test_a_mended_row_keeps_its_history_and_an_old_export_takes_nothing_back(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(data, "osaker")
    head, row = exported(data, tmp_path)
    mended, old, other = (tmp_path / name for name in ("mended.csv", "old.csv", "other.csv"))
    mended.write_text("\n".join([head, row.replace("osaker", "rattad").replace("Fel period.", "Nytt värde.")]), "utf-8")
    old.write_text("\n".join([head, row]), "utf-8")
    other.write_text("\n".join([head, row.replace("Fel period.", "Något annat.")]), "utf-8")
    status(data, "import", str(mended))
    status(data, "import", str(old))
    status(data, "import", str(other), code=2)
    assert "Rad 2: Någon annan har ändrat statusen under tiden" in capsys.readouterr().err
    assert [line[:12] for line in history(data, capsys)] == ["1. Markerad ", "2. Rättad av"]


def test_every_refused_row_is_named_and_nothing_is_taken_in(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nya.csv"
    wrong = [
        "XX;1860;2024;osaker;Bo;Fel.;",
        "AO;Storstaden;2024;osaker;Bo;Fel.;",
        "AO;1860;i fjol;osaker;Bo;Fel.;",
        "AO;1860;2024;kanske;Bo;Fel.;",
        "AO;1860;2024;osaker;;Fel.;",
        "AO;1860;2024;osaker;Bo;;",
        "AO;1860;2024;rattad;Bo;Fel.;",
    ]
    path.write_text("\n".join([HEAD, *wrong, *ROWS]), "utf-8")
    status(data, "import", str(path), code=2)
    said = capsys.readouterr()
    assert [line[:6] for line in said.err.splitlines()[:-1]] == [f"Rad {row}:" for row in range(2, 9)]
    assert "7 rader går inte att läsa in" in said.out
    assert history(data, capsys) == ["Inget värde här har någon status."]


def test_rows_of_one_value_follow_each_other(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nya.csv"
    path.write_text("\n".join([HEAD, ROWS[0], "AO;1860;2024;rattad;Bo Ek;Nytt värde.;"]), "utf-8")
    status(data, "import", str(path))
    assert len(history(data, capsys)) == 2


def test_a_workbook_is_taken_in_and_a_missing_column_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Indikator", "Kommun", "År", "Läge", "Satt av", "Skäl"], ["AO", 1860, 2024, "Osäker", "Bo", "Fel."]]
    status(data, "import", str(xlsx(tmp_path, ("Läs mig", [["Text"]]), ("Statusar", rows))))
    assert "En ny status." in capsys.readouterr().out
    path = tmp_path / "nya.csv"
    path.write_text("Indikator;Kommun;År\nAO;1860;2024", "utf-8")
    status(data, "import", str(path), code=1)
    assert "kolumnerna Läge, Satt av och Skäl saknas" in capsys.readouterr().err
