"""An edition of a table with rows of one county: over HTTP and in the terminal nobody meets an error in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import __main__, catalogue, store
from ojdash.domain.question import PAGES
from ojdash.sources import table
from ojdash.store.from_table import ground, publish_reading
from tests.api.test_documents import get

TABLE = "Kommunkod;Kommun;År;U21468\n2021;Vansbro;2024;40\n2023;Malung-Sälen;2024;42\n2026;Gagnef;2024;44\n"
LATER = "Kommunkod;Kommun;År;U21468\n2021;Vansbro;2025;41\n1860;Laxå;2025;42\n"
ALONE = [page for page in PAGES if page not in ("snabbanalys", "mote", "laget", "sa_raknar_vi")]
NO_VALUES = "har inga värden i den här utgåvan."


@pytest.fixture
def older(data: Path, tmp_path: Path) -> str:
    """The id of an edition that a newer one of the same indikator follows, both of tables."""
    ids = []
    for number, content in enumerate((TABLE, LATER)):
        file = tmp_path / f"{number}.csv"
        file.write_text(content, "utf-8")
        on = ground(data)
        ids.append(publish_reading(on, table.read(file, on.kommuner, on.indikatorer, table.Profile())).id)
    return ids[0]


@pytest.mark.parametrize("pinned", [False, True], ids=["newest", "pinned"])
@pytest.mark.parametrize("page", ALONE)
def test_a_kommun_of_a_county_without_a_row_is_answered_in_every_form(
    older: str, data: Path, page: str, pinned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "kommun=0114" + (f"&utgava={older}" if pinned else "")
    for form in ("", ".csv", *([] if page == "enkat" else [".xlsx"])):
        answer = get(f"/api/{page}{form}?{asked}")
        assert answer.status_code == 200
        assert str(data) not in answer.text
    assert NO_VALUES in get(f"/api/{page}?{asked}").text
    for form in ("table", "csv", "json"):
        assert __main__.main(["ask", f"{page}?{asked}", "--format", form]) == 0
        told = capsys.readouterr()
        assert str(data) not in told.out + told.err
        if form == "json":
            assert NO_VALUES in told.out


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "xlsx", "html"])
def test_a_report_of_a_county_without_a_row_is_made(older: str, kind: str) -> None:
    answer = get(f"/api/lansrapport.{kind}?kommun=0114&omrade=aldreomsorg&mottagare=Nämnden&utgava={older}")
    assert answer.status_code == 200
    if kind == "html":
        assert "Det finns inga värden: 26 värden saknas." in answer.text


def test_the_terminal_says_that_a_report_holds_no_values(
    older: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["report", "--lan", "01", "--omrade", "aldreomsorg", "--recipient", "Nämnden", "--format", "xlsx"]
    assert __main__.main([*asked, "--edition", older, "--to", str(tmp_path / "reports")]) == 0
    assert "Det finns inga värden: 26 värden saknas." in capsys.readouterr().err


def test_the_editions_are_those_of_the_tables(older: str, data: Path) -> None:
    newest = store.open_edition(data)
    assert {older, newest.id} == set(store.editions(data))
    assert newest.with_values("20") == {"2021", "2023", "2026"}
    assert set(newest.kommuner) == {kommun.kod for kommun in catalogue.kommuner(data / "catalogue")}
