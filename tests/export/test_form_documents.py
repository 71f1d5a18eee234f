"""The form as Word, PDF, Excel and print view, each reopened by another program than wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest

from ojdash import export
from ojdash.domain.form import Form
from ojdash.domain.places import kind_of
from ojdash.export.form import pdf, typeset
from ojdash.export.form.blocks import Heading, Table, clean, texts
from ojdash.export.form.content import document
from ojdash.store import Store
from ojdash.text import snabbanalys as screen
from tests.export import forms
from tests.export.reopened import (
    COLUMNS,
    WORD,
    Page,
    pdf_faults,
    pdf_text,
    said,
    sheets,
    squeezed,
    word_table,
    word_xml,
)

ROW = f"rad/{forms.YEAR}/{forms.VETLANDA}"


@pytest.fixture(scope="module")
def form(example: Store) -> Form:
    return forms.realistic(example)


@pytest.fixture(scope="module")
def hostile(example: Store) -> Form:
    return forms.hostile(example)


@pytest.fixture(scope="module")
def drawn(example: Store) -> Form:
    """One row for each state of a row."""
    one, two, three, four, _ = forms.shown(example)
    fields = forms.about()
    answers = {"angelaget": "ja", "tillforlitligt": "nej", "aktuellt": "undersok"}
    fields |= forms.row(one, **answers, aktiviteter="A", kommentarer="B", samlad="C")
    fields |= forms.row(two, angelaget="ja")
    fields |= forms.row(three, kommentarer="Bara en kommentar")
    fields |= forms.row(four)
    return forms.form(example, fields)


EXPECTED = """
    Ja            | Nej          | Behöver undersökas | A | B                 | C
    Ja            | ej besvarad  | ej besvarad        | – | –                 | kommunens kommentar saknas
    ej besvarad   | ej besvarad  | ej besvarad        | – | Bara en kommentar | –
    ej besvarad   | ej besvarad  | ej besvarad        | – | –                 | kommunens kommentar saknas
"""


def expected(form: Form) -> list[list[str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in EXPECTED.strip().splitlines()]
    return [COLUMNS, *([row.indikator.heading, *line] for row, line in zip(form.rows, lines, strict=True))]


# --- the form ---------------------------------------------------------------------------------------------------------


def test_word_has_the_forms_columns_in_order_and_a_cell_for_every_state(drawn: Form) -> None:
    assert word_table(export.form_word(drawn)) == expected(drawn)


def test_excel_has_the_same_table_as_the_screen(drawn: Form) -> None:
    found = sheets(export.form_excel(drawn))["Snabbanalys"]
    assert [list(row) for row in found[:5]] == expected(drawn)


def test_the_print_view_has_the_same_table(drawn: Form) -> None:
    assert Page(export.form_html(drawn)).tables[0] == expected(drawn)


def test_the_pdf_has_the_columns_in_order(drawn: Form) -> None:
    found = squeezed(pdf_text(export.form_pdf(drawn)))
    assert squeezed("".join(COLUMNS)) in found
    for line in expected(drawn)[1:]:
        assert squeezed("".join(line)) in found


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_the_third_answer_is_said_to_be_added_only_where_it_is_used(write: Callable, drawn: Form) -> None:
    assert said(write(drawn)).count(squeezed(screen.ADDED)) == 1
    without = replace(drawn, rows=drawn.rows[1:])
    assert squeezed(screen.ADDED) not in said(write(without))


# --- everything is there ----------------------------------------------------------------------------------------------


def written(form: Form) -> list[str]:
    """Every text that somebody wrote in the form's analys."""
    texts = [one for one in form.analys if kind_of(one.place) in ("text", "rad", "datum", "tal")]
    return [one.value for one in texts]


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_every_text_that_was_written_is_there(write: Callable, form: Form) -> None:
    found = said(write(form))
    assert [text for text in written(form) if squeezed(text) not in found] == []
    assert squeezed("Jag tycker att vi ska vänta med slutsatsen till hösten.") in found


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_every_sentence_of_the_evidence_is_there(write: Callable, form: Form) -> None:
    found = said(write(form))
    for row in form.rows:
        sentences = [one for many in screen.evidence(row).values() for one in many]
        sentences += [screen.deviation(row, one) for one in row.evidence.deviations]
        assert [one for one in sentences if squeezed(one) not in found] == []


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_html])
def test_a_document_says_all_of_its_account_in_order(write: Callable, form: Form) -> None:
    account = document(form)
    found, place = said(write(form)), 0
    for block in account.blocks:
        if isinstance(block, Heading):
            place = found.find(squeezed(block.text), place)
            assert place >= 0, block.text
    for block in account.blocks:
        assert [text for text in texts(block) if squeezed(text) not in found] == []


def test_the_sheet_of_figures_holds_the_answers_numbers_unrounded(form: Form) -> None:
    heads, *rows = sheets(export.form_excel(form))["Underlag"]
    for row, line in zip(form.rows, (dict(zip(heads, row, strict=True)) for row in rows), strict=True):
        answer = row.evidence.answer
        own, group = answer.own, answer.group
        assert (line["Kommunkod"], line["Id"], line["År"]) == ("0685", row.id, own.year)
        assert (line["Värde"], line["Antal svar"], line["Riket"]) == (own.value, own.n, answer.riket)
        assert (line["Median för gruppens övriga"], line["Ja bland gruppens övriga"]) == (group.median, group.ja)
        assert line["Förändring"] == answer.change.difference
        assert bool(line["Saknas därför att"]) == (own.value is None)
        by_kind = {one.kind: one.difference for one in row.evidence.deviations}
        assert line["Avvikelse mot eget tidigare värde"] == by_kind["tidigare"]
        assert line["Avvikelse mot medianen för gruppens övriga"] == by_kind["grupp"]
        assert line["Avvikelse mot målet"] == by_kind["mal"]


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_made_up_values_the_edition_the_source_and_what_is_told_are_said(write: Callable, form: Form) -> None:
    found = said(write(form))
    told = ("Exempeldata – simulerade värden", form.edition, *form.told, *screen.revised(form), "enskilda personer")
    assert [text for text in told if squeezed(text) not in found] == []


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_a_form_without_any_row_says_so(write: Callable, example: Store) -> None:
    found = said(write(forms.form(example, forms.about())))
    assert squeezed("Inga indikatorer är valda i den här blanketten.") in found
    assert squeezed(example.id) in found


# --- hostile text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [export.form_word, export.form_excel, export.form_html])
def test_hostile_text_stays_text(write: Callable, hostile: Form) -> None:
    found = said(write(hostile))
    assert [text for text in forms.HOSTILE if squeezed(clean(text)) not in found] == []


def test_hostile_text_stays_text_in_the_pdf_with_the_code_of_what_it_cannot_draw(hostile: Form) -> None:
    found = said(export.form_pdf(hostile))
    for number in (0, 1, 2, 3, 6):
        assert squeezed(forms.HOSTILE[number]) in found
    assert "[U+1F600]" in found and "[U+4E2D]" in found and "U+0001" not in found
    assert squeezed("Tecken som filens typsnitt saknar") in found


def test_no_formula_no_link_and_no_number_is_made_of_a_text(hostile: Form) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.form_excel(hostile)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert forms.HOSTILE[1] in {cell.value for cell in cells}
    assert "_x0041_" in "".join(str(cell.value) for cell in cells)


def test_the_print_view_has_no_script_and_asks_nobody_for_anything(hostile: Form) -> None:
    page = Page(export.form_html(hostile))
    assert not {"script", "img", "link", "iframe", "a", "form", "b"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href")]
    assert ("lang", "sv") in page.attributes
    assert "default-src 'none'" in str(page.attributes)


LONG = ("Lång text med åäö och 😀. " * 4200)[:100_000]


@pytest.fixture(scope="module")
def long(example: Store) -> Form:
    one, two, *_ = forms.shown(example)
    fields = forms.about() | forms.row(one, samlad=LONG) | forms.row(two, kommentarer="x" * 100_000)
    return forms.form(example, fields)


@pytest.mark.parametrize("write", [export.form_word, export.form_html])
def test_100_000_signs_are_all_there(write: Callable, long: Form) -> None:
    found = said(write(long))
    assert squeezed(LONG) in found and "x" * 100_000 in found


def test_100_000_signs_are_all_in_the_pdf(long: Form) -> None:
    found = said(export.form_pdf(long))
    assert sum(map(len, re.findall("x{50,}", found))) == 100_000  # another cell of the first page may lie between
    assert squeezed(LONG.replace("😀", "[U+1F600]")) in found


def test_a_text_longer_than_an_excel_cell_is_whole_on_its_own_sheet(long: Form) -> None:
    found = sheets(export.form_excel(long))
    pieces = [row for row in found["Långa texter"][1:] if row[:2] == ("Snabbanalys", "G2")]
    assert [row[2] for row in pieces] == [1, 2, 3, 4]
    assert "".join(row[3] for row in pieces) == LONG
    cell = found["Snabbanalys"][1][6]
    assert cell.endswith("tecken till: hela texten står på bladet Långa texter]")
    texts = [cell for rows in found.values() for row in rows for cell in row if isinstance(cell, str)]
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) <= 32_767


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [export.form_word, export.form_pdf, export.form_excel, export.form_html])
def test_the_same_form_gives_the_same_bytes(write: Callable, example: Store) -> None:
    assert write(forms.realistic(example)) == write(forms.realistic(example))


def test_word_has_real_headings_a_repeated_head_landscape_a4_and_swedish(form: Form) -> None:
    content = export.form_word(form)
    body = word_xml(content)
    styles = [one.get(f"{{{WORD['w']}}}val") for one in body.iterfind(".//w:pStyle", WORD)]
    assert {"Title", "Heading1", "Heading2", "Heading3"} <= set(styles)
    assert body.find(".//w:tblHeader", WORD) is not None
    size = body.find(".//w:pgSz", WORD)
    assert size.get(f"{{{WORD['w']}}}orient") == "landscape"
    assert [round(int(size.get(f"{{{WORD['w']}}}{side}")) / 56.7) for side in ("w", "h")] == [297, 210]
    language = word_xml(content, "word/styles.xml").find(".//w:docDefaults//w:lang", WORD)
    assert language.get(f"{{{WORD['w']}}}val") == "sv-SE"
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        names = read.namelist()
        assert not [name for name in names if "vba" in name.lower()]
        core = read.read("docProps/core.xml").decode()
    assert "Snabbanalys: Vetlanda 2023" in core and "python-docx" not in core
    assert "Enhetschef" not in core


def test_the_pdf_is_tagged_titled_and_in_swedish_with_landscape_pages(form: Form) -> None:
    read = pypdf.PdfReader(io.BytesIO(export.form_pdf(form)))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]).startswith("sv")
    assert read.metadata.title == "Snabbanalys: Vetlanda 2023"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf_faults(export.form_pdf(form)) == []
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in read.pages}
    assert [(round(width), round(height)) for width, height in sizes] == [(842, 595)]
    assert f"Sida 1 av {len(read.pages)}" in read.pages[0].extract_text()


def test_a_failure_of_typst_on_rare_signs_gives_a_plain_document(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    tried, set_apart = [], pdf._typeset

    def fails_once(*said: object, **named: object) -> list[bytes]:
        tried.append(named)
        if len(tried) == 1:
            raise pdf.UnsetError("end byte index 3 is out of bounds")
        return set_apart(*said, **named)

    monkeypatch.setattr(pdf, "_typeset", fails_once)
    found = said(export.form_pdf(form))
    assert squeezed("Kommunens svar") in found and squeezed("Tecken som filens typsnitt saknar") in found
    assert len(tried) == 2


@pytest.mark.parametrize("first", range(0, 0x3000, 0x200))
def test_every_sign_the_pdf_is_said_to_draw_can_be_drawn(first: int, tmp_path: Path) -> None:
    signs = [sign for sign in map(chr, range(first, first + 0x200)) if not pdf._UNDRAWN.search(sign)]
    template = tmp_path / "signs.typ"
    template.write_text(
        '#set document(title: "t")\n#set text(font: json(bytes(sys.inputs.faces)))\n#sys.inputs.signs', "utf-8"
    )
    for place in range(0, len(signs), 16):
        said = {"signs": " ".join(signs[place : place + 16])}
        made = typeset.typeset(str(template), said, format="pdf", pdf_standards="ua-1", timestamp=0)
        assert made[0].startswith(b"%PDF")


def test_what_typst_says_of_a_page_that_it_can_not_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.typ").write_text("#nothing", "utf-8")
    with pytest.raises(pdf.UnsetError, match="unknown variable"):
        pdf._typeset(tmp_path / "wrong.typ", {}, format="pdf")


def test_the_pdf_is_in_the_letters_of_the_screen_carried_in_the_file(form: Form) -> None:
    read = pypdf.PdfReader(io.BytesIO(export.form_pdf(form)))
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    assert {name.split("-")[0] for name in names} == {"SourceSansPro"}
    carried = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in carried)


def test_every_table_of_the_account_has_as_many_widths_as_heads(form: Form, hostile: Form) -> None:
    for block in [*document(form).blocks, *document(hostile).blocks]:
        if isinstance(block, Table):
            assert len(block.head) == len(block.widths) == len(block.whole and block.rows[0])
