"""The county report over HTTP: made when it is asked for, never without a recipient."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers, export, saved
from ojdash.domain.analys import Author
from ojdash.domain.question import Question
from ojdash.domain.report import Cover
from ojdash.store import Store
from ojdash.text import problems
from tests.asking import get
from tests.drawing import edition, indikator

DRAWN = """
    AO      2023     2024
    0000    70       72
    1860    60/500   72/500
    1880    50/50    54/50
"""
ASKED = "kommun=1860&omrade=lss&year=2024&peers=lan"
STARTS = {"pdf": b"%PDF", "docx": b"PK", "pptx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>"}


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    return edition(tmp_path, DRAWN, indikator("AO"))


@pytest.mark.parametrize("kind", export.FORMATS)
def test_each_format_is_the_same_file_as_the_terminals(drawn: Store, kind: str) -> None:
    found = get(f"/api/lansrapport.{kind}?{ASKED}&mottagare=N%C3%A4mnden&lage=publicerad&datum=2025-01-02")
    assert found.status_code == 200 and found.content.startswith(STARTS[kind])
    asked = answers.checked(drawn, Question("lansrapport", "1860", "lss", year=2024))
    cover = Cover("Nämnden", datum="2025-01-02", lage="publicerad")
    assert found.content == export.report_file(answers.county_report(drawn, asked, cover), kind)
    assert f'filename="lansrapport-lss-2024-orebro-lan.{kind}"' in found.headers["content-disposition"]
    assert "no-store" in found.headers["cache-control"]


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "html"])
def test_no_recipient_no_report(drawn: Store, kind: str) -> None:
    found = get(f"/api/lansrapport.{kind}?{ASKED}")
    assert (found.status_code, found.json()["error"]) == (400, problems.NO_RECIPIENT)


def test_the_values_alone_need_none(drawn: Store) -> None:
    assert len(get(f"/api/lansrapport?{ASKED}").json()["rows"]) == 2
    assert get(f"/api/lansrapport.csv?{ASKED}").text.count("\n") == 3
    assert get(f"/api/lansrapport.xlsx?{ASKED}").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("lage=hemlig", 400),
        ("datum=snart", 400),
        ("year=1999", 400),
        ("utgava=ingen-1", 400),
        (f"analys={'a' * 26}", 404),
    ],
)
def test_what_is_wrong_is_told(drawn: Store, more: str, code: int) -> None:
    found = get(f"/api/lansrapport.pdf?kommun=1860&omrade=lss&mottagare=X&{more}")
    assert found.status_code == code and found.json()["error"]


def test_an_open_analys_gives_its_comments_and_never_its_address(drawn: Store, tmp_path: Path) -> None:
    fields = {"om/titel": "Nätverket", "om/kommuner": "1860", "rapport/2024/AO/kommentar": "<i>Lägre</i> än väntat"}
    made = saved.open_saved(tmp_path).create(Author("FoU-ledare"), fields)
    found = get(f"/api/lansrapport.html?{ASKED}&mottagare=X&analys={made.reader}")
    assert "&lt;i&gt;Lägre&lt;/i&gt; än väntat" in found.text and made.reader not in found.text


def test_a_kommuns_page_and_all_of_them(drawn: Store) -> None:
    one = get(f"/api/lansrapport.html?{ASKED}&mottagare=X&profil=1880")
    assert "54 procent" in one.text and "72 procent" not in one.text
    every = get(f"/api/lansrapport.pdf?{ASKED}&mottagare=X&profil=alla")
    assert every.content.startswith(b"%PDF") and "-kommuner.pdf" in every.headers["content-disposition"]
    assert get(f"/api/lansrapport.pptx?{ASKED}&mottagare=X&profil=1880").status_code == 400
    assert get(f"/api/lansrapport.pdf?{ASKED}&mottagare=X&profil=0180").status_code == 400


def chosen(folder: Path, name: str, id: str = "AO") -> saved.Created:
    fields = {"om/titel": "T", "om/natverk": name, "om/kommuner": "1860-1880", f"korg/2024/{id}/vald": "ja"}
    return saved.open_saved(folder).create(
        Author("FoU-ledare"), fields | {"rapport/2024/AO/kommentar": f"Av {name}", "korg/2024/AO/skal": "<b>Skäl</b>"}
    )


def test_several_networks_in_one_report_each_once(drawn: Store, tmp_path: Path) -> None:
    one, other = chosen(tmp_path, "LSS-nätverket"), chosen(tmp_path, "IFO-nätverket")
    found = get(
        f"/api/lansrapport.html?{ASKED}&mottagare=X&analys={one.reader}"
        f"&analyser={one.reader}-{other.reader}-{other.writer}"
    )
    assert found.text.count('<p dir="auto">Av LSS-nätverket</p>') == 1
    assert found.text.count('<p dir="auto">Av IFO-nätverket</p>') == 1
    assert not any(token in found.text for token in (one.reader, other.reader, other.writer))


@pytest.mark.parametrize("kind", export.PROFILE_FORMATS)
def test_the_years_report_is_the_same_file_as_the_terminals(drawn: Store, tmp_path: Path, kind: str) -> None:
    made = [chosen(tmp_path, "LSS-nätverket"), chosen(tmp_path, "IFO-nätverket", "BORTA")]
    addresses = "-".join(one.reader for one in made)
    found = get(f"/api/arsrapport.{kind}?year=2024&mottagare=Ledningen&datum=2026-12-01&analyser={addresses}")
    assert found.status_code == 200 and found.content.startswith(STARTS[kind])
    analyser = [saved.open_saved(tmp_path).read(one.reader) for one in made]
    expected = answers.year_report(drawn, analyser, 2024, Cover("Ledningen", datum="2026-12-01"))
    assert found.content == export.baskets_file(expected, kind)
    assert f'filename="arsrapport-2024.{kind}"' in found.headers["content-disposition"]
    assert "no-store" in found.headers["cache-control"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("year=2024&analyser=ADDRESS", 400),
        ("mottagare=X&analyser=ADDRESS", 400),
        ("mottagare=X&year=20%C2%B2&analyser=ADDRESS", 400),
        ("mottagare=X&year=2024", 400),
        ("mottagare=X&year=2024&analyser=" + "-".join(f"{'a' * 25}{sign}" for sign in "abcdefghijklmnopqrstuvw"), 400),
        (f"mottagare=X&year=2024&analyser={'a' * 26}", 404),
    ],
)
def test_a_years_report_that_can_not_be_made_says_why(drawn: Store, tmp_path: Path, said: str, code: int) -> None:
    found = get(f"/api/arsrapport.html?{said.replace('ADDRESS', chosen(tmp_path, 'N').reader)}")
    assert found.status_code == code and found.json()["error"]
