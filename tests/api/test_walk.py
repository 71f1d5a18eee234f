"""The walk-through over HTTP and in the terminal: the questions for anyone, the minutes for whoever has an address."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ojdash import saved
from ojdash.__main__ import main
from ojdash.api.documents import KINDS
from ojdash.domain.analys import Author
from ojdash.saved import Created
from ojdash.text import problems
from ojdash.text import saved as errors
from tests.api.test_documents import STARTS, get
from tests.drawing import edition, indikator

SURVEY = "Socialstyrelsen, Öppna jämförelser, kommunenkät"
CHEF = Author("Enhetschef", "Laxå kommun")
DRAWN = """
    JA      2023   2024
    1860    Ja     Nej
    1862    Ja     -
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Created:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    edition(tmp_path, DRAWN, indikator("JA", "ja_nej", source=SURVEY))
    fields = {
        **{"om/titel": "Nätverket", "om/kommuner": "1860-1862", "om/omrade": "lss", "om/year": "2025"},
        **{"enkat/2025/1860/JA/svarar": "=1+1 <b>Alla</b>", "enkat/2025/1862/JA/osaker": "ja"},
        "enkat/2025/mote/lss/narvarande": "Chefer",
    }
    return saved.open_saved(tmp_path).create(CHEF, fields)


def test_anyone_gets_the_questions_and_last_answers(made: Created) -> None:
    found = get("/api/enkat?kommun=1860&omrade=lss").json()
    (one,) = found["questions"]
    assert found["year"] == 2025
    assert (one["ja"], one["answered"], one["alternatives"], one["notes"]) == (0, 1, ["Ja", "Nej"], [])
    assert one["last"] == [
        {
            **{"kommun": "1862", "namn": "Degerfors", "year": 2024, "value": None, "missing": "ej_svarat"},
            **{"earlier": {"year": 2023, "value": 1.0}, "status": None, "doubts": []},
        },
        {
            **{"kommun": "1860", "namn": "Laxå", "year": 2024, "value": 0.0, "missing": None},
            **{"earlier": None, "status": None, "doubts": []},
        },
    ]
    assert (found["analys"], found["signed"], found["marks"]) == (None, [], [])


def test_an_address_gives_what_was_written_with_who_and_when_and_not_itself(made: Created) -> None:
    answer = get(f"/api/enkat?analys={made.reader}")
    found = answer.json()
    (note, mark) = found["questions"][0]["notes"][1], found["marks"][0]
    assert note["svarar"]["value"] == "=1+1 <b>Alla</b>"
    assert (note["svarar"]["role"], note["osaker"]) == ("Enhetschef", None)
    assert (mark["kommun"], mark["indikator"], mark["done"], mark["varfor"]) == ("1862", "JA", False, None)
    assert found["meeting"]["narvarande"]["value"] == "Chefer"
    assert [(one["kommun"], one["open"]) for one in found["signed"]] == [("1862", 1), ("1860", 0)]
    assert made.reader not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("line", ["enkat?kommun=1860&omrade=lss", "enkat?kommun=1860&analys={}&year=2025"])
def test_the_json_is_that_of_the_terminal(made: Created, capsys: pytest.CaptureFixture[str], line: str) -> None:
    line = line.format(made.reader)
    over_http = get(f"/api/{line}").json()
    assert main(["ask", line]) == 0
    assert json.loads(capsys.readouterr().out) == over_http


def test_the_terminal_prints_a_list_and_a_table_too(made: Created, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", f"enkat?analys={made.reader}", "--format", "csv"]) == 0
    printed = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [(row["namn"], row["senaste"], row["saknas"], row["svarar"]) for row in rows] == [
        ("Degerfors", "", "ej_svarat", ""),
        ("Laxå", "0", "", "'=1+1 <b>Alla</b>"),
    ]
    assert get(f"/api/enkat.csv?analys={made.reader}").text == "\ufeff" + printed
    assert main(["ask", f"enkat?analys={made.reader}", "--format", "table"]) == 0
    shown = capsys.readouterr().out
    assert "1. Titel JA" in shown
    assert "0 av 1 svarade ja 2024; en kommun har inget svar." in shown


@pytest.mark.parametrize("kind", KINDS["enkat"])
@pytest.mark.parametrize("may", ["reader", "writer", "owner"])
def test_every_address_gives_every_document(made: Created, kind: str, may: str) -> None:
    token = getattr(made, may)
    found = get(f"/api/enkat.{kind}?analys={token}")
    assert found.status_code == 200
    assert found.content.lower().startswith(STARTS[kind].lower())
    assert token.encode() not in found.content
    named = f'attachment; filename="enkat-lss-2025.{kind}"' if kind not in ("json", "html") else ""
    assert found.headers.get("content-disposition", "") == named


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/api/enkat.docx?kommun=1860", 400, problems.NO_ANALYS),  # minutes are of an analys
        ("/api/enkat.html?kommun=1860", 400, problems.NO_ANALYS),
        (f"/api/enkat?analys={'a' * 26}", 404, errors.UNKNOWN),
        ("/api/enkat?kommun=9999", 400, "9999"),
        ("/api/enkat?indikator=BORTA", 400, "BORTA"),
        ("/api/enkat?year=i_fjol", 400, "årtal"),
        ("/api/enkat.xlsx?kommun=1860", 400, problems.NO_ANALYS),
        ("/api/enkat.pptx?kommun=1860", 404, "/api/enkat"),
    ],
)
def test_what_cannot_be_is_refused_with_its_sentence(made: Created, address: str, status: int, sentence: str) -> None:
    found = get(address)
    assert found.status_code == status
    assert sentence in found.text.replace("&quot;", '"')
    assert main(["ask", address.removeprefix("/api/").replace(".docx", "").replace(".html", "")]) in (0, 2)
