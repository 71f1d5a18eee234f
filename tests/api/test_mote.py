"""A meeting over HTTP and in the terminal, for whoever has an address of its analys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ojdash import saved
from ojdash.__main__ import main
from ojdash.api.documents import KINDS
from ojdash.domain.analys import Author
from ojdash.saved import Created
from ojdash.text import problems
from tests.api.test_documents import STARTS, get
from tests.drawing import edition, indikator

FOU = Author("FoU-ledare", "FoUrum")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Created:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    edition(tmp_path, "JA  2023  2024\n1860  Ja  Nej\n1862  Ja  -", indikator("JA", "ja_nej"))
    fields = {
        "mote/moteaaaa/titel": "=1+1 <b>Årets resultat</b>",
        "mote/moteaaaa/datum": "2025-11-20",
        "vy/vyaaaaaa/mote": "moteaaaa",
        "vy/vyaaaaaa/lank": "jamfor?kommun=1860&indikator=JA",
        "vy/vyaaaaaa/ordning": "n",
        "om/year": "2024",
    }
    return saved.open_saved(tmp_path).create(FOU, fields)


@pytest.mark.parametrize("kind", KINDS["mote"])
@pytest.mark.parametrize("steg", ["efter", "overlamna"])
def test_the_papers_are_files_and_name_no_address(made: Created, kind: str, steg: str) -> None:
    answer = get(f"/api/mote.{kind}?analys={made.reader}&steg={steg}")
    assert answer.status_code == 200
    assert answer.content.startswith(STARTS[kind])
    assert answer.headers["cache-control"] == "no-store"
    assert made.reader.encode() not in answer.content
    if kind not in ("json", "html"):
        assert answer.headers["content-disposition"] == f'attachment; filename="mote-2025-11-20.{kind}"'


def test_a_meeting_is_only_for_whoever_has_an_address_and_must_be_there(made: Created) -> None:
    assert get("/api/mote").status_code == 400
    assert problems.NO_ANALYS in get("/api/mote").json()["error"]
    assert get(f"/api/mote?analys={'a' * 26}").status_code == 404
    assert get(f"/api/mote?analys={made.reader}&mote=moteborta").status_code == 400
    assert get(f"/api/mote.csv?analys={made.reader}").status_code == 404


def test_the_terminal_says_the_same(made: Created, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", f"mote?analys={made.reader}"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said) == get(f"/api/mote?analys={made.reader}").json()
    assert main(["ask", "mote"]) == 2
