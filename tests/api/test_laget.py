"""Läget over HTTP and in the terminal: the national dates for anyone, the rest for whoever has an address."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ojdash import answers, saved
from ojdash.__main__ import main
from ojdash.api.documents import KINDS
from ojdash.domain.analys import Author
from ojdash.saved import Created
from ojdash.text import broken
from tests.api.test_documents import STARTS, get
from tests.drawing import edition, indikator

FOU = Author("ÖJ-samordnare", "FoUrum")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Created:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    monkeypatch.setattr(answers, "today", lambda: date(2026, 11, 22))
    edition(tmp_path, "JA  2023  2024\n1860  Ja  Nej\n1862  Ja  -", indikator("JA", "ja_nej"))
    fields = {
        "om/titel": "Nätverket",
        "laget/lss/skr/svar": "ja",
        "laget/lss/skr/anteckning": "=1+1 <b>x</b>",
        "dag/aaaaaaaa/datum": "2026-02-28",
    }
    return saved.open_saved(tmp_path).create(FOU, fields)


@pytest.mark.parametrize("kind", KINDS["laget"])
def test_every_file_is_there_for_a_reader_and_names_no_address(made: Created, kind: str) -> None:
    answer = get(f"/api/laget.{kind}?analys={made.reader}&year=2026")
    assert answer.status_code == 200
    assert answer.content.lower().startswith(STARTS[kind].lower())
    assert answer.headers["cache-control"] == "no-store"
    assert made.reader.encode() not in answer.content
    if kind not in ("json", "html"):
        assert answer.headers["content-disposition"] == f'attachment; filename="laget-2026.{kind}"'


def test_anyone_may_read_the_national_dates_and_nothing_else(made: Created) -> None:
    found = get("/api/laget").json()
    assert {one["kind"] for one in found["arshjul"]["dates"]} == {"nationell"}
    assert found["counts"]["okänt"] == 81
    assert get("/api/laget.csv").status_code == 400
    assert get(f"/api/laget?analys={'a' * 26}").status_code == 404
    assert get("/api/laget?omrade=skola").status_code == 400
    assert get("/api/laget?year=1950").status_code == 400
    assert get("/api/laget.pptx").status_code == 404


@pytest.mark.parametrize("query", ["", "&steg=arshjul&omrade=lss&year=2026"])
def test_the_terminal_says_the_same(made: Created, capsys: pytest.CaptureFixture[str], query: str) -> None:
    assert main(["ask", f"laget?analys={made.reader}{query}"]) == 0
    assert json.loads(capsys.readouterr().out) == get(f"/api/laget?analys={made.reader}{query}").json()
    assert main(["ask", "laget"]) == 0
    assert json.loads(capsys.readouterr().out) == get("/api/laget").json()
    assert main(["ask", f"laget?analys={made.reader}", "--format", "csv"]) == 0
    assert capsys.readouterr().out == get(f"/api/laget.csv?analys={made.reader}").text.removeprefix("\ufeff")


def test_a_broken_file_of_dates_is_named_in_the_terminal_alone_and_nothing_falls(
    made: Created, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "arshjul.toml").write_text("[[datum]]\nid = 1\n", "utf-8")
    answer = get("/api/laget")
    assert answer.status_code == 503
    assert answer.json()["error"] == broken.NOT_PUBLIC
    assert main(["ask", "laget"]) == 1
    assert "arshjul.toml" in capsys.readouterr().err
