"""The papers of Läget, reopened by another program than wrote them and compared with what was said."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from ojdash import answers, api, export, store
from ojdash.domain.analys import Author, Written
from ojdash.domain.laget import Laget
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.places import LAGET_ANSWERS
from ojdash.domain.question import Question
from ojdash.text import arshjul
from ojdash.text import laget as text
from tests.export.reopened import said, squeezed
from tests.writing import analys

HOSTILE = '=1+1 <script>alert(1)</script> & "citat" \u202eomvänt'
WRITTEN = f"""
    om/natverk      Chefsnätverk LSS
    ÖJ-samordnare, FoUrum:
    laget/lss/enkat/svar            ja
    laget/lss/enkat/ar              2025
    laget/lss/kommentarer/svar      nej
    laget/lss/kommentarer/anteckning    {HOSTILE}
    laget/vald/skr/svar             ja
    laget/vald/socialstyrelsen/svar    nej
    dag/aaaaaaaa/titel              =Planering
    dag/aaaaaaaa/datum              2026-12-01
    dag/aaaaaaaa/anteckning         {HOSTILE}
    mote/moteaaaa/titel             Årets resultat
    mote/moteaaaa/datum             2026-09-15
"""
PAPERS = (export.laget_word, export.laget_pdf, export.laget_html)


def laget(more: str = "", day: str = "2026-11-22", **said: object) -> Laget:
    edition, written = store.open_edition(store.SHIPPED), analys(WRITTEN + more, **said)
    return answers.laget(edition, store.SHIPPED, Question("laget"), written, date.fromisoformat(day))


def in_order(found: str, wanted: list[str]) -> None:
    at = 0
    for one in map(squeezed, wanted):
        assert one in found[at:], one
        at = found.index(one, at)


@pytest.mark.parametrize("make", PAPERS)
def test_every_paper_holds_the_matrix_the_notes_and_the_year_in_order(make: Callable) -> None:
    wanted = ["Hur långt har vi kommit? Chefsnätverk LSS", "2 svar är ja, 2 är nej och 77 är okända."]
    wanted += [*text.HEADINGS.values(), "LSS", "Ja, 2025", "okänt", "Nej", "Våld i nära relationer"]
    wanted += ["SKR: ● Ja", "Socialstyrelsen: ○ Nej", "Anteckningar", "=1+1 <script>alert(1)</script>"]
    wanted += ["ÖJ-samordnare, FoUrum", "Årshjul 2026", "Härnäst: =Planering, 1 december 2026."]
    wanted += ["vecka 4 i januari 2026 (preliminärt)", "Möte: Årets resultat", "har varit", "1 december 2026", "kommer"]
    in_order(said(make(laget())), wanted)


@pytest.mark.parametrize("make", [*PAPERS, export.laget_excel])
@pytest.mark.parametrize(
    "titel", ["Fika 😀", "中文 👩‍👩‍👧 สวัสดี", "a\u0001b\ufffe", "\u202eabc שלום عربي", '"X" & <b>y</b>']
)
def test_a_date_named_with_any_signs_is_drawn_in_every_paper(make: Callable, titel: str) -> None:
    found = said(make(laget(f"\n    dag/bbbbbbbb/datum   2026-12-02\n    dag/bbbbbbbb/titel   {titel}")))
    assert squeezed("2 december 2026") in found


def test_a_sign_that_the_fonts_of_a_paper_lack_stands_as_its_code_in_the_figure_too() -> None:
    found = said(export.laget_pdf(laget("\n    dag/bbbbbbbb/datum   2026-12-02\n    dag/bbbbbbbb/titel   Fika 😀")))
    assert "😀" not in found
    assert found.count("Fika[U+1F600]") >= 2  # in the figure and in the table


def test_the_page_to_print_holds_nonsense_as_text_and_the_figure() -> None:
    made = export.laget_html(laget())
    assert "<script>alert" not in made
    assert "<svg" in made
    assert made.count("okänt") >= 77


def test_the_workbook_has_a_row_an_answer_and_a_row_a_date_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.laget_excel(laget())))
    status, dates = (book[text.SHEETS[name]] for name in ("status", "dates"))
    rows = list(status.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(OMRADEN) * len(LAGET_ANSWERS)
    assert rows[0][:4] == ("LSS", text.heading("enkat"), "Ja", "2025")
    assert [row[2] for row in rows].count(text.UNKNOWN) == 77
    assert rows[3][4] == HOSTILE
    assert len(list(dates.iter_rows(min_row=2))) == len(laget().wheel.moments)
    assert {cell.data_type for sheet in (status, dates) for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("make", [*PAPERS, export.laget_excel])
def test_the_same_answers_and_day_give_the_same_bytes_and_another_day_says_so(make: Callable) -> None:
    assert make(laget()) == make(laget())
    assert make(laget()) != make(laget(day="2026-12-24"))


@pytest.mark.parametrize("make", PAPERS)
def test_fifty_thousand_characters_are_all_there(make: Callable) -> None:
    made = make(laget(f"\n    laget/lss/skr/anteckning   {'räksmörgås ' * 4_545}"))
    assert said(made).count("räksmörgås") == 4_545


@pytest.mark.parametrize("make", PAPERS)
def test_a_year_with_more_dates_than_a_page_has_room_for_says_so(make: Callable) -> None:
    more = "".join(f"\n    dag/dag{n:05d}/datum   2026-05-05\n    dag/dag{n:05d}/titel   Dag {n}" for n in range(60))
    found = said(make(laget(more)))
    assert squeezed(text.TOO_MANY) in found
    assert squeezed("Dag 59") in found


def test_json_says_every_answer_with_who_and_what_is_not_known_as_null() -> None:
    spelled = json.loads(api.laget_as_json(laget()))
    lss = {one["id"]: one for one in spelled["omraden"][0]["answers"]}
    assert lss["enkat"]["svar"]["value"] == "ja"
    assert lss["enkat"]["svar"]["role"] == "ÖJ-samordnare"
    assert lss["skr"]["svar"] is None
    assert spelled["counts"] == {"ja": 2, "nej": 2, "okänt": 77}
    assert spelled["today"] == "2026-11-22"
    assert spelled["arshjul"]["next"][0]["titel"] == "=Planering"
    assert spelled["arshjul"]["last"][0]["preliminary"] is True
    assert {one["state"] for one in spelled["arshjul"]["dates"]} <= set(arshjul.STATES)


def test_the_table_has_a_row_an_answer_and_runs_nothing() -> None:
    heads, *lines = _rows(laget())
    assert heads == ["omrade", "titel", "rubrik", "svar", "ar", "anteckning"]
    assert len(lines) == len(OMRADEN) * len(LAGET_ANSWERS)
    assert lines[0] == ["lss", "LSS", "Gemensam genomgång (av enkät)", "ja", "2025", ""]
    assert lines[3][5].startswith("'=1+1")


@pytest.mark.parametrize("titel", ["=1+1", "@SUM(1)", "\r=1+1", "＝1+1"])
def test_the_title_of_an_area_runs_nothing_in_the_table(titel: str) -> None:
    found = laget()
    assert _rows(replace(found, stands=(replace(found.stands[0], titel=titel),)))[1][1] == f"'{titel}"


def _rows(found: Laget) -> list[list[str]]:
    return list(csv.reader(io.StringIO(api.laget_as_csv(found), newline="")))


@pytest.mark.parametrize("make", PAPERS)
def test_two_answers_written_at_once_both_stand_in_the_papers(make: Callable) -> None:
    other = Written("laget/lss/enkat/svar", "nej", Author("Enhetschef"), "2026-11-20T10:00:00Z", 2, 50)
    day = Written("dag/aaaaaaaa/datum", "2026-12-24", Author("Enhetschef"), "2026-11-20T10:00:00Z", 2, 51)
    found = said(make(laget(beside={other.place: (other,), day.place: (day,)})))
    wanted = ["Ja, 2025 (två texter, inget valt)", "LSS, Gemensam genomgång (av enkät): Svar", "Nej", "Enhetschef"]
    in_order(found, [*wanted, "2026-12-01 =Planering: Dag", "2026-12-24"])
