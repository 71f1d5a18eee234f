"""The minutes as Word, PDF, Excel and print view, each reopened by another program than wrote it and compared."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pypdf
import pytest

from ojdash import answers, export
from ojdash.domain.analys import Author, Written
from ojdash.domain.question import Question
from ojdash.domain.seminar import Walk
from ojdash.export.form.blocks import Table, texts
from ojdash.export.minutes import document
from ojdash.store import Store
from ojdash.text import enkat as screen
from ojdash.text import form_document as paper
from ojdash.text import minutes as text
from ojdash.text import readings
from tests.export.reopened import Page, said, squeezed, word_tables
from tests.writing import analys

WRITTEN = """
    om/titel                               LSS i länet
    om/kommuner                            0680-0682-0685
    om/omrade                              lss
    FoU-ledare, FoUrum:
    enkat/2024/mote/lss/motesdag           2024-01-24
    enkat/2024/mote/lss/narvarande         Enhetschefer, FoU-ledare
    enkat/2024/mote/lss/anteckning         Nästa möte i juni
    enkat/2024/fraga/LSS-08/genomgangen    ja
    enkat/2024/fraga/LSS-01/genomgangen    ja
    enkat/2024/0680/LSS-01/svarar          =1+1 <b>Bokad räknas</b>
    enkat/2024/0685/LSS-01/svarar          Bara hållna
    enkat/2024/0680/LSS-01/osaker          ja
    enkat/2024/0680/LSS-01/varfor          Räknar bokade
    enkat/2024/0680/LSS-01/ansvarig        Enhetschef LSS
    enkat/2024/0680/LSS-01/senast          2024-02-02
    enkat/2024/0682/LSS-08/osaker          ja
    enkat/2024/0682/LSS-08/kontrollerad    ja
    tolkning/reading1/indikator            LSS-01
    tolkning/reading1/text                 Samtliga är alla
    tolkning/reading1/datum                2024-01-24
    tolkning/reading1/vilka                Chefsnätverket LSS
    Socialchef, Vetlanda:
    enkat/2024/godkand/lss/0685/godkand         ja
    enkat/2024/godkand/lss/0685/vem             Socialchef
    enkat/2024/godkand/lss/0685/godkand_datum   2024-02-10
    enkat/2024/godkand/lss/0680/godkand         ja
"""


def walk(store: Store, drawn: str = WRITTEN, **said: object) -> Walk:
    return answers.walk(store, Question("enkat", "0685", year=2024), analys(drawn, **said))


@pytest.fixture(scope="module")
def walked(example: Store) -> Walk:
    return walk(example)


@pytest.fixture(scope="module", params=[export.minutes_word, export.minutes_pdf, export.minutes_html])
def written(request: pytest.FixtureRequest, walked: Walk) -> bytes | str:
    return request.param(walked)


def test_every_text_is_in_every_document_and_markup_stays_text(walked: Walk, written: bytes | str) -> None:
    account = document(walked)
    whole = said(written)
    every = [account.title, account.band, *texts(account.about), *(one.text for one in account.told)]
    every += [one for block in account.blocks for one in texts(block)]
    lacking = [one for one in every if squeezed(one) not in whole]
    # A row of a PDF may be parted by a page's end, and its foot comes between.
    assert len(lacking) <= (2 if isinstance(written, bytes) and written.startswith(b"%PDF") else 0), lacking
    if isinstance(written, str):
        assert "b" not in Page(written).tags


def test_the_same_minutes_are_the_same_bytes(example: Store) -> None:
    for make in (export.minutes_word, export.minutes_pdf, export.minutes_excel, export.minutes_html):
        assert make(walk(example)) == make(walk(example))


def test_the_workbook_has_a_sheet_a_part_with_every_text_and_no_formula(walked: Walk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.minutes_excel(walked)))
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert list(rows)[:3] == ["Om", text.WALKED, readings.READINGS]
    cells = [cell for sheet in rows.values() for row in sheet for cell in row if cell is not None]
    held = "".join(map(squeezed, [*rows, *map(str, cells)]))
    account = document(walked)
    every = [account.title, account.band, *texts(account.about), *(one.text for one in account.told)]
    every += [one for block in account.blocks for one in texts(block)]
    assert [one for one in every if squeezed(one) not in held] == []
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}  # n: empty
    marks = rows[screen.MARKS]
    assert [(row[0], row[3], row[4]) for row in marks[1:3]] == [
        ("Jönköping", "Enhetschef LSS", "2024-02-02"),
        ("Nässjö", "–", "–"),
    ]


def test_the_pdf_is_tagged_and_swedish(walked: Walk) -> None:
    read = pypdf.PdfReader(io.BytesIO(export.minutes_pdf(walked)))
    assert read.trailer["/Root"]["/Lang"].startswith("sv")
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == "Minnesanteckningar: enkätgenomgång LSS 2024"


def test_the_word_tables_hold_what_was_gone_through_read_said_left_and_signed(walked: Walk) -> None:
    found = word_tables(export.minutes_word(walked))
    first = walked.asked[0].indikator.heading
    assert [row[0] for row in found[text.WALKED]] == [
        "Fråga",
        first,
        "Uppföljning av beslut 100 % – bostad med särskild service, vuxna",
    ]
    assert found[text.WALKED][1][1].startswith("Frågan är ändrad 2024")
    assert found["Gemensam tolkning"][1][1:4] == ["Samtliga är alla", "2024-01-24", "Chefsnätverket LSS"]
    notes = found["Uppföljning av beslut 100 % – bostad med särskild service, vuxna"]
    assert [(row[0], row[2]) for row in notes[1:]] == [
        ("Jönköping", "=1+1 <b>Bokad räknas</b>"),
        ("Vetlanda", "Bara hållna"),
    ]
    marks = found[screen.MARKS]
    assert [(row[0], row[2:6]) for row in marks[1:]] == [
        ("Jönköping", ["Räknar bokade", "Enhetschef LSS", "2024-02-02", "öppet"]),
        ("Nässjö", ["–", "–", "–", "kontrollerat"]),
    ]
    signed = {row[0]: row[1:5] for row in found[screen.SIGNED][1:]}
    assert signed == {
        "Jönköping": ["Ja. Saknas än: av vem? (roll) och datum.", "–", "–", "1"],
        "Nässjö": ["inte godkänt", "–", "–", "0"],
        "Vetlanda": ["Ja", "Socialchef", "2024-02-10", "0"],
    }
    assert [row[5] for row in found[screen.SIGNED] if row[0] == "Vetlanda"] == ["Socialchef, Vetlanda, 2024-05-03"]


def test_the_head_says_when_who_and_of_what_and_the_end_that_no_answer_is_submitted_here(walked: Walk) -> None:
    account = document(walked)
    about = {name: found[0].text for name, found in account.about.rows}
    assert about["Mötesdag"] == "2024-01-24"
    assert about["Närvarande (roller)"] == "Enhetschefer, FoU-ledare"
    assert about["Kommuner"] == "Jönköping, Nässjö och Vetlanda"
    whole = [one for block in account.blocks for one in texts(block)]
    assert "Nästa möte i juni" in whole
    assert screen.NOT_A_CHANNEL in whole
    assert paper.PERSONAL in whole


def test_minutes_of_nothing_say_so(example: Store) -> None:
    empty = walk(example, "om/kommuner    0685\nom/omrade    lss")
    whole = [one for block in document(empty).blocks for one in texts(block)]
    for sentence in (text.NONE_WALKED, text.NO_READINGS, text.NO_NOTES, screen.NO_MARKS, text.NOT_SIGNED):
        assert sentence in whole
    assert said(export.minutes_html(empty))


def test_texts_that_nobody_has_chosen_between_are_in_the_minutes_too(example: Store) -> None:
    place = "enkat/2024/0685/LSS-01/svarar"
    other = Written(place, "Den andras", Author("Enhetschef"), "2024-05-03T10:00:00Z", 2, 99)
    found = walk(example, beside={place: (other,), "enkat/2023/0685/LSS-01/svarar": (other,)})
    (table,) = [
        block for block in document(found).blocks if isinstance(block, Table) and block.name == paper.BESIDE_TITLE
    ]
    assert [[one.text for one in cell] for cell in table.rows[0]] == [
        ["Vetlanda, Uppföljning av beslut 100 % – bostad med särskild service, vuxna, Så svarar vi och varför"],
        ["Den andras"],
        ["Enhetschef, 2024-05-03"],
    ]
    assert len(table.rows) == 1


def test_kommuner_outside_the_analys_are_not_in_its_minutes(example: Store) -> None:
    found = walk(example, WRITTEN.replace("0680-0682-0685", "0682-0685"))
    assert "Bokad räknas" not in export.minutes_html(found)
    assert replace(found).open_marks == 0
