"""A saved analys' form over HTTP: as JSON and as files, for whoever has an address of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ojdash import saved, store
from ojdash.__main__ import main
from ojdash.api.documents import KINDS
from ojdash.domain.analys import Author
from ojdash.saved import Created
from ojdash.text import problems
from ojdash.text import saved as errors
from tests.asking import get
from tests.drawing import edition, indikator

CHEF = Author("Enhetschef", "Laxå kommun")
DRAWN = """
    AO      2023     2024
    0000    70       72
    1860    60/500   72/500
    1880    50/50    54/50
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Created:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    opened = edition(tmp_path, DRAWN, indikator("AO"))
    fields = {
        **{"om/titel": "Nätverket", "om/kommuner": "1860-1880", "om/year": "2024", "ar/2024/utgava": opened.id},
        **{"rad/2024/1860/AO/vald": "ja", "rad/2024/1860/AO/angelaget": "ja"},
        "rad/2024/1860/AO/samlad": "=1+1 <b>Vi börjar</b>",
    }
    return saved.open_saved(tmp_path).create(CHEF, fields)


STARTS = {
    "json": b"{",
    "csv": b"\xef\xbb\xbf",
    "excel.csv": b"\xef\xbb\xbfsep=;\r\n",
    "xlsx": b"PK",
    "docx": b"PK",
    "pdf": b"%PDF",
    "html": b"<!doctype html>",
}


def test_every_kind_of_document_is_tried_here() -> None:
    assert set(STARTS) == set(KINDS["snabbanalys"])


@pytest.mark.parametrize("kind", STARTS)
@pytest.mark.parametrize("may", ["reader", "writer", "owner"])
def test_every_address_gives_every_document_and_none_is_kept_or_told_on(made: Created, kind: str, may: str) -> None:
    token = getattr(made, may)
    found = get(f"/api/snabbanalys.{kind}?analys={token}")
    assert found.status_code == 200
    assert found.content.lower().startswith(STARTS[kind].lower())
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["referrer-policy"] == "no-referrer"
    assert token.encode() not in found.content
    is_file = kind in ("csv", "excel.csv", "xlsx", "docx", "pdf")
    assert found.headers.get("content-disposition", "").startswith("attachment" if is_file else "")


def test_the_json_is_that_of_the_terminal(made: Created, capsys: pytest.CaptureFixture[str]) -> None:
    over_http = get(f"/api/snabbanalys?analys={made.reader}&kommun=1860").json()
    assert main(["ask", f"snabbanalys?analys={made.reader}&kommun=1860"]) == 0
    assert json.loads(capsys.readouterr().out) == over_http
    assert over_http["rows"][0]["samlad"]["value"] == "=1+1 <b>Vi börjar</b>"
    assert over_http["rows"][0]["tillforlitligt"] is None


def test_the_table_for_excel_holds_the_cells_of_the_plain_one(made: Created) -> None:
    plain, excel = (get(f"/api/snabbanalys.{kind}?analys={made.reader}").content for kind in ("csv", "excel.csv"))
    rows = list(csv.reader(io.StringIO(plain.decode("utf-8-sig"), newline="")))
    said = excel.decode("utf-8-sig").removeprefix("sep=;\r\n")
    assert list(csv.reader(io.StringIO(said, newline=""), delimiter=";")) == rows
    assert any("'=1+1" in cell for row in rows for cell in row)


def test_the_page_to_print_holds_what_was_written_as_text(made: Created) -> None:
    found = get(f"/api/snabbanalys.html?analys={made.reader}").text
    assert "=1+1 &lt;b&gt;Vi börjar&lt;/b&gt;" in found
    assert "<script" not in found


@pytest.mark.parametrize("kind", ["json", "pdf", "html"])
def test_what_opens_nothing_is_refused_with_its_sentence(made: Created, kind: str) -> None:
    saved.open_saved(store.data_folder()).withdraw(made.owner, "lasa")
    for address, status, sentence in (
        (f"/api/snabbanalys.{kind}?analys={'a' * 26}", 404, errors.UNKNOWN),
        (f"/api/snabbanalys.{kind}?analys={made.reader}", 410, errors.WITHDRAWN),
        (f"/api/snabbanalys.{kind}", 400, problems.NO_ANALYS),
        (f"/api/snabbanalys.{kind}?analys={made.writer}&kommun=0114", 400, "0114"),
    ):
        found = get(address)
        assert found.status_code == status
        assert sentence in found.text.replace("&quot;", '"')
        assert found.headers["cache-control"] == "no-store"
        assert ("<h1>" in found.text) is (kind == "html")


def test_guessing_is_slowed_down(made: Created) -> None:
    found = [get(f"/api/snabbanalys?analys={'b' * 25}{sign}") for sign in "abcdefghijklmnopqrstuvwxyz"]
    assert {one.status_code for one in found} == {404, 429}
    assert found[-1].status_code == 429
    assert int(found[-1].headers["retry-after"]) > 0


def test_another_document_is_no_address(made: Created) -> None:
    assert get(f"/api/snabbanalys.exe?analys={made.reader}").status_code == 404
