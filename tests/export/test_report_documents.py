"""The county report in every format, each reopened by another program than wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdf
import pytest
from font_source_sans_pro import font_directory as FACES
from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from ojdash import answers, charts, export, saved
from ojdash.domain.analys import Written
from ojdash.domain.question import Question
from ojdash.domain.report import Comment, Cover, Report
from ojdash.domain.signal import RULE
from ojdash.domain.status import Status
from ojdash.export.form.blocks import Figure, Heading, Table, clean, texts
from ojdash.export.report.content import report_document
from ojdash.export.report.slide_charts import chart_rows
from ojdash.store import Store
from ojdash.text import form_document as paper
from ojdash.text import lansrapport, page, underlag, words
from ojdash.text import report as text
from ojdash.text import report_profiles as profile_words
from ojdash.text import report_results as results
from ojdash.text import report_workbook as workbook
from tests.drawing import edition, indikator
from tests.export import forms, reports
from tests.export.reopened import WORD, Page, pdf_faults, sheets, squeezed, word_tables, word_text, word_xml

FORMATS = list(export.FORMATS)


@pytest.fixture(scope="module")
def report(example: Store) -> Report:
    """Ja/Nej, categories and shares, and a comment, in the county."""
    return reports.report(example, "missbruk", ["Länet har arbetat med uppföljning.\nNästa steg är gemensamma listor."])


@pytest.fixture(scope="module")
def files(report: Report) -> dict[str, bytes]:
    return {format: export.report_file(report, format) for format in FORMATS}


@pytest.fixture(scope="module")
def hostile(example: Store) -> dict[str, bytes]:
    found = reports.report(example, texts=forms.HOSTILE, cover=Cover(forms.HOSTILE[0], forms.HOSTILE[1], "2026-02-03"))
    return {format: export.report_file(found, format) for format in FORMATS}


def slides(content: bytes) -> list[tuple[str, list[tuple[list, list]], str]]:
    """Of each slide: all its text, its charts as categories and values, and its notes."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        plots = [shape.chart.plots[0] for shape in slide.shapes if shape.has_chart]
        drawn = [(list(plot.categories), list(plot.series[0].values)) for plot in plots]
        found.append((said, drawn, slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""))
    return found


def pdf_said(content: bytes) -> str:
    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages]
    return squeezed("".join(re.sub(r"[^\n]*Sida\s*\d+\s*av\s*\d+", "", one) for one in pages))


@lru_cache(maxsize=16)
def said(content: bytes, format: str) -> str:
    """Everything that a file says, squeezed."""
    if format == "pdf":
        return pdf_said(content)
    if format == "docx":
        return squeezed(word_text(word_xml(content)))
    if format == "xlsx":
        return squeezed("".join(str(one or "") for rows in sheets(content).values() for row in rows for one in row))
    if format == "pptx":
        return squeezed("".join(words_ + notes for words_, _, notes in slides(content)))
    return squeezed("".join(Page(content.decode()).said))


# --- the same in every format -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_the_cover_and_every_result_are_said(format: str, files: dict[str, bytes], report: Report) -> None:
    found = said(files[format], format)
    told = [value for _, value in text.about(report)] + [text.title(report)]
    told += [results.sentence(finding) for finding in report.findings]
    told += [results.since(finding) for finding in report.findings]
    told += [text.heading(finding.indikator) for finding in report.findings] if format != "xlsx" else []
    assert [one for one in told if squeezed(one) not in found] == []


@pytest.mark.parametrize("format", FORMATS)
def test_facts_have_their_four_headings_and_what_is_not_shown(
    format: str, files: dict[str, bytes], report: Report
) -> None:
    found = said(files[format], format)
    for finding in report.findings:
        told = [page.fact(finding.indikator, name) for name in page.FACT_BOX]
        assert [one for one in [*told, *page.FACT_BOX.values()] if squeezed(one) not in found] == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_comment_is_whole_signed_and_dated_and_where_there_is_none_it_says_so(
    format: str, files: dict[str, bytes]
) -> None:
    found = said(files[format], format)
    assert squeezed("Länet har arbetat med uppföljning.\nNästa steg är gemensamma listor.") in found
    assert squeezed("Hela gruppen · FoU-ledare, FoUrum, 2026-01-01 · Chefsnätverket") in found
    assert squeezed(text.NO_COMMENT) in found


@pytest.mark.parametrize("format", FORMATS)
def test_edition_draft_made_up_values_and_what_is_not_shown_are_said(
    format: str, files: dict[str, bytes], report: Report
) -> None:
    found = said(files[format], format)
    told = [report.answer.edition, page.EXAMPLE_BAND, text.STATES["utkast"], *text.CAVEATS, *text.closing(report)[:1]]
    assert [one for one in told if squeezed(one) not in found] == []


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_is_the_same_bytes(format: str, files: dict[str, bytes], report: Report) -> None:
    assert export.report_file(replace(report), format) == files[format]


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_is_made_without_a_recipient(format: str, report: Report) -> None:
    with pytest.raises(ValueError, match="recipient"):
        export.report_file(replace(report, cover=None), format)


# --- numbers ----------------------------------------------------------------------------------------------------------


def expected_rows(report: Report) -> dict[str, dict[str, str]]:
    """By indikator: each kommun's value in words, from the answer's rows and not from the places."""
    found: dict[str, dict[str, str]] = {}
    for row in report.answer.rows.itertuples():
        indikator = report.answer.indikatorer[row.indikator]
        lacks = isinstance(row.missing, str)
        shown = underlag.missing(indikator, row.missing, RULE) if lacks else words.value(indikator, row.value)
        found.setdefault(row.indikator, {})[row.namn] = shown
    return found


def results_in(tables: dict[str, list[list[str]]]) -> dict[str, dict[str, str]]:
    named = {re.search(r"\(([\w-]+)\)$", name): rows for name, rows in tables.items() if name.startswith(text.RESULTAT)}
    return {match.group(1): {row[0]: row[1] for row in rows[1:]} for match, rows in named.items()}


def test_words_tables_hold_every_value_of_the_answer(files: dict[str, bytes], report: Report) -> None:
    assert results_in(word_tables(files["docx"])) == expected_rows(report)


def test_the_html_tables_hold_every_value_of_the_answer(files: dict[str, bytes], report: Report) -> None:
    found = Page(files["html"].decode())
    tables = {name: rows for name, rows in zip(found.named, found.tables, strict=True) if name}
    assert results_in(tables) == expected_rows(report)


def test_every_row_of_every_table_is_in_the_pdf(files: dict[str, bytes], report: Report) -> None:
    found = said(files["pdf"], "pdf")
    tables = [block for block in report_document(report).blocks if isinstance(block, Table)]
    rows = [squeezed("".join(one.text for cell in row for one in cell)) for block in tables for row in block.rows]
    assert len(rows) > 13 * 13
    assert [row for row in rows if row not in found] == []


def test_excel_holds_every_number_unrounded_with_codes_and_kinds(files: dict[str, bytes], report: Report) -> None:
    heads, *rows = sheets(files["xlsx"])[workbook.SHEETS["tidy"]]
    lines = [dict(zip(workbook.TIDY, row, strict=True)) for row in rows]
    assert list(heads) == list(workbook.TIDY.values())
    expected = report.answer.rows
    assert [(one["kommun"], one["id"]) for one in lines] == list(
        zip(expected["kommun"], expected["indikator"], strict=True)
    )
    for line, row in zip(lines, expected.itertuples(), strict=True):
        lacks = isinstance(row.missing, str)
        assert (line["value"], line["missing"]) == ((None, row.missing) if lacks else (row.value, None))
        assert bool(line["missing_words"]) == lacks


def test_excel_is_wide_too(files: dict[str, bytes], report: Report) -> None:
    heads, *rows = sheets(files["xlsx"])[workbook.SHEETS["wide"]]
    assert len(heads) == 2 + len(report.findings)
    for at, row in enumerate(rows):
        for finding, cell in zip(report.findings, row[2:], strict=True):
            place = finding.places[at]
            plain = place.value is not None and not finding.indikator.is_coded
            assert cell == (place.value if plain else text.short(finding, place))


def test_the_slides_charts_are_native_and_hold_the_answers_numbers(files: dict[str, bytes], report: Report) -> None:
    shown = [one for one in slides(files["pptx"]) if one[1]]
    assert len(shown) == len(report.findings)
    for (_, [(categories, values)], _), finding in zip(shown, report.findings, strict=True):
        _, rows, _, _ = chart_rows(report, finding)
        assert categories == [label for label, _ in rows]
        assert values == [value for _, value in rows]
        if finding.indikator.kind == "ja_nej":
            assert values[-1] == sum(place.value == 1 for place in finding.places)
        elif not finding.indikator.is_coded:
            assert sorted(value for value in values if value is not None) == finding.known


def test_every_name_stands_at_its_bar_and_who_lacks_a_value_is_said_beside(example: Store) -> None:
    found = reports.report(example, "lss")
    shown = [slide for slide in Presentation(io.BytesIO(export.report_file(found, "pptx"))).slides][2:]
    for slide, finding in zip(shown, found.findings, strict=False):
        chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
        skip = chart.category_axis._element.find(qn("c:tickLblSkip"))
        assert skip.get("val") == "1"
        if finding.indikator.is_coded:
            continue
        lacking = {f"{place.kommun.namn} {text.NOTHING}" for place in finding.places if place.value is None}
        assert {label for label in chart.plots[0].categories if label.endswith(text.NOTHING)} == lacking
        beside = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert [line for line in text.lacking(finding) if line not in beside] == []


def test_a_slides_chart_can_be_edited(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["pptx"])) as read:
        books = [name for name in read.namelist() if name.endswith(".xlsx")]
        assert books
        sheet = openpyxl.load_workbook(io.BytesIO(read.read(books[0]))).active
        assert sheet.max_row > 1


def test_the_slides_notes_hold_every_value(files: dict[str, bytes], report: Report) -> None:
    for (_, _, notes), finding in zip([one for one in slides(files["pptx"]) if one[1]], report.findings, strict=True):
        told = [f"{place.kommun.namn}: {text.value(finding, place)}" for place in finding.places]
        assert [one for one in told if one not in notes] == []


# --- figures ----------------------------------------------------------------------------------------------------------


def test_the_papers_hold_the_screens_figure_of_each_indikator(report: Report, files: dict[str, bytes]) -> None:
    drawn = [block for block in report_document(report).blocks if isinstance(block, Figure)]
    assert len(drawn) == len(report.findings)
    for figure, finding in zip(drawn, report.findings, strict=True):
        assert figure.svg == charts.svg(charts.group(finding, charts.PAPER), figure.wide)
        assert figure.svg in files["html"].decode()


def test_pictures_in_word_say_what_they_show(files: dict[str, bytes], report: Report) -> None:
    said_of = [one.get("descr") for one in word_xml(files["docx"]).iter() if one.tag.endswith("}docPr")]
    assert said_of == [clean(text.figure_alt(finding)) for finding in report.findings]
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as read:
        assert sum(name.endswith(".png") for name in read.namelist()) == len(set(said_of))


# --- the form of the files --------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_swedish_and_titled_with_contents_and_page_numbers(
    files: dict[str, bytes], report: Report
) -> None:
    read = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "sv" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert pdf_faults(files["pdf"]) == []
    assert read.metadata.title == text.title(report)
    outline = [one.title for one in read.outline if not isinstance(one, list)]
    assert outline[:3] == [text.HOW_TO_READ, text.SUMMARY, text.INDIKATORER]
    contents = squeezed(read.pages[1].extract_text())
    assert [one for one in report.findings if squeezed(text.heading(one.indikator)) not in contents] == []
    assert f"Sida2av{len(read.pages)}" in squeezed(read.pages[1].extract_text())


def test_every_figure_in_the_pdf_has_its_words(files: dict[str, bytes], report: Report) -> None:
    read = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    alts = [
        found["/Alt"]
        for number in range(1, len(read.xref[0]) + 1)
        if isinstance(found := read.get_object(number), dict) and found.get("/S") == "/Figure" and "/Alt" in found
    ]
    assert sorted(map(squeezed, alts)) == sorted(squeezed(text.figure_alt(finding)) for finding in report.findings)


def test_word_has_real_headings_a_contents_field_and_links_to_them(files: dict[str, bytes], report: Report) -> None:
    body = word_xml(files["docx"])
    styles = [one.get(f"{{{WORD['w']}}}val") for one in body.iterfind(".//w:pStyle", WORD)]
    headings = [block for block in report_document(report).blocks if isinstance(block, Heading)]
    for level in (1, 2, 3):
        assert styles.count(f"Heading{level}") == sum(heading.level == level for heading in headings)
    anchors = [one.get(f"{{{WORD['w']}}}anchor") for one in body.iterfind(".//w:hyperlink", WORD)]
    marks = [one.get(f"{{{WORD['w']}}}name") for one in body.iterfind(".//w:bookmarkStart", WORD)]
    assert len(anchors) == sum(heading.level <= 2 for heading in headings) and set(anchors) <= set(marks)
    assert "TOC" in "".join(one.text for one in body.iterfind(".//w:instrText", WORD))


def test_the_web_page_needs_nothing_else(files: dict[str, bytes]) -> None:
    found = Page(files["html"].decode())
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(found.tags)
    links = [value for name, value in found.attributes if name in ("src", "href", "xlink:href")]
    assert links and all(value.startswith("#del") for value in links)
    assert "http" not in re.sub(
        r'xmlns="[^"]*"', "", files["html"].decode().partition("<main>")[2].partition("FAKTA")[0]
    )


@pytest.mark.parametrize("format", ["docx", "pptx", "xlsx"])
def test_every_part_of_an_office_file_is_dated_by_the_report(format: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files[format])) as read:
        days = {part.date_time[:3] for part in read.infolist()}
        core = read.read("docProps/core.xml").decode()
    assert days <= {(2026, 2, 3), (1980, 1, 1)}
    assert "2026-02-03" in core


def test_nothing_on_a_slide_runs_out_of_its_frame_or_over_another(example: Store) -> None:
    texts = ["Lång text med åäö. " * 400, "rad\n" * 300, "kort", "\n\n\n", "Ettmycketlångtord" * 200]
    found = reports.report(example, "lss", texts)
    faces = {bold: str(Path(FACES) / f"SourceSansPro-{bold}.ttf") for bold in ("Regular", "Bold")}
    for slide in Presentation(io.BytesIO(export.report_file(found, "pptx"))).slides:
        frames = [shape for shape in slide.shapes if shape.has_text_frame and not shape.is_placeholder]
        for shape in frames:
            high = sum(
                lines(paragraph, faces, shape.width.pt - 14.4) * (run.font.size.pt * 1.26)
                + (paragraph.space_after or Pt(0)).pt
                for paragraph in shape.text_frame.paragraphs
                for run in paragraph.runs[:1]
            )
            assert high <= shape.height.pt, shape.text_frame.text[:80]
        boxes = sorted((shape.left, shape.top, shape.top + shape.height) for shape in slide.shapes)
        assert all(foot <= top for (left, _, foot), (other, top, _) in pairwise(boxes) if left == other)


def lines(paragraph: object, faces: dict[str, str], wide: float) -> int:
    """How many lines a paragraph takes in letters of the screen, in a frame so many points wide."""
    run = paragraph.runs[0]
    face = ImageFont.truetype(faces["Bold" if run.font.bold else "Regular"], run.font.size.pt)
    count, left = 1, wide
    for word in re.findall(r"\S+\s*", run.text):
        room = face.getlength(word.rstrip())
        if room > left:
            count, left = count + max(1, int(room // wide)), wide
        left -= face.getlength(word)
    return count


# --- what people write ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "xlsx", "html", "pptx"])
def test_hostile_text_stays_text(format: str, hostile: dict[str, bytes]) -> None:
    found = said(hostile[format], format)
    assert [one for one in forms.HOSTILE if squeezed(clean(one)) not in found] == []


def test_hostile_text_stays_text_in_the_pdf(hostile: dict[str, bytes]) -> None:
    found = said(hostile["pdf"], "pdf")
    assert [number for number in (0, 1, 2, 3, 6) if squeezed(forms.HOSTILE[number]) not in found] == []
    assert "[U+1F600]" in found
    assert pdf_faults(hostile["pdf"]) == []


def test_hostile_text_makes_no_formula_no_link_and_no_script(hostile: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hostile["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and not any(cell.hyperlink for cell in cells)
    assert not {"script", "b"} & set(Page(hostile["html"].decode()).tags)


LONG = ("Lång text med åäö. " * 2700)[:50_000].strip()


def test_50_000_characters_come_out_whole(example: Store) -> None:
    found = reports.report(example, texts=[LONG])
    for format in FORMATS:
        content = export.report_file(found, format)
        if format == "xlsx":  # a cell holds less, so the whole text stands in pieces
            assert "".join(row[3] for row in sheets(content)[paper.SHEETS["long"]][1:]) == LONG
        else:
            assert squeezed(LONG) in said(content, format), format


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_a_report_of_all_kommuner_holds_every_value_once(example: Store) -> None:
    found = reports.report(example, "krisberedskap", peers="riket")
    assert len(found.kommuner) == 290
    file = export.report_file(found, "docx")
    tables = {name: rows for name, rows in word_tables(file).items() if name.startswith(text.ANNEX)}
    shown = {row[0]: row[1:] for rows in list(tables.values())[:1] for row in rows[1:]}
    assert shown == {
        kommun.namn: [text.short(one, one.places[at]) for one in found.findings[:6]]
        for at, kommun in enumerate(found.kommuner.values())
    }
    for format in ("pdf", "pptx", "html", "xlsx"):
        assert squeezed(results.sentence(found.findings[0])) in said(export.report_file(found, format), format)


def test_an_area_that_was_not_measured_makes_a_report_that_says_so(example: Store) -> None:
    found = replace(reports.report(example), findings=())
    empty = replace(found.answer, rows=found.answer.rows.iloc[:0], indikatorer={})
    for format in FORMATS:
        content = export.report_file(replace(found, answer=empty), format)
        assert squeezed(lansrapport.sentence(empty)) in said(content, format)


def test_every_text_of_the_account_is_in_the_web_page(files: dict[str, bytes], report: Report) -> None:
    found = said(files["html"], "html")
    blocks = [block for block in report_document(report).blocks if not isinstance(block, Figure)]
    assert [one for block in blocks for one in texts(block) if squeezed(one) not in found] == []


# --- doubt ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_a_value_in_doubt_is_marked_wherever_it_stands_and_said_by_whom(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OJDASH_DATABASE_URL", raising=False)
    drawn = "AO 2023 2024\n 1860 60/500 72/500\n 1880 50/50 54/50\nJN 2023 2024\n 1860 Nej Ja\n 1880 Ja Nej"
    opened = edition(tmp_path, drawn, indikator("AO"), indikator("JN", "ja_nej"))
    book = saved.open_saved(tmp_path).book
    for id, year in (("AO", 2024), ("JN", 2024), ("AO", 2023)):
        book.set_here(Status(id, "1860", year, "osaker", "Anna Berg", "Två tal är omkastade."))
    asked = answers.checked(opened, Question("lansrapport", "1860", "lss", year=2024))
    content = export.report_file(answers.county_report(opened, asked, reports.COVER), format)
    found = said(content, format)
    assert squeezed("Två tal är omkastade.") in found and squeezed("Markerad som osäker av Anna Berg") in found
    marks = ["72 procent ‡ osäker", "Ja ‡ osäker"] + (["60 % ‡ osäker"] if format in ("pdf", "docx", "html") else [])
    assert [one for one in marks if squeezed(one) not in found] == []
    if format == "html":
        assert "72 ‡ osäker</tspan>" in content.decode()


def test_the_flags_of_the_control_stand_at_their_indikator_and_are_counted(example: Store) -> None:
    found = reports.report(example, "lss")
    flagged = [finding for finding in found.findings if finding.flags]
    expected = example.flags("lss", list(found.kommuner), reports.YEAR)
    assert flagged and sum(len(finding.flags) for finding in flagged) == (expected["gender"] == "T").sum()
    account = report_document(found)
    told = [one for block in account.blocks for one in texts(block)]
    for finding in flagged:
        assert [line for line in text.flags(finding) if line not in told] == []
    lines = sheets(export.report_file(found, "xlsx"))[workbook.SHEETS["results"]]
    place = list(workbook.RESULTS).index("flags")
    assert sum(bool(line[place]) for line in lines[1:]) == len(flagged)


def test_each_value_in_doubt_is_told_on_paper_and_on_the_kommuns_own_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OJDASH_DATABASE_URL", raising=False)
    kommuner = ["1814", "1860", "1861", "1862", "1863", "1880"]
    drawn = "AO 2024\n" + "\n".join(f" {kod} 60/500" for kod in kommuner)
    opened, book = edition(tmp_path, drawn, indikator("AO")), saved.open_saved(tmp_path).book
    for kod in kommuner[:5]:
        book.set_here(Status("AO", kod, 2024, "osaker", "Anna Berg", f"Oklart i {kod}."))
    asked = answers.checked(opened, Question("lansrapport", "1880", "lss", year=2024))
    found = answers.county_report(opened, asked, reports.COVER)
    paper = said(export.report_file(found, "html"), "html")
    assert [kod for kod in kommuner[:5] if squeezed(f"Oklart i {kod}.") not in paper] == []
    own = said(export.profile(found, "1860", "html"), "html")
    assert squeezed("Markerad som osäker av Anna Berg") in own and squeezed("Oklart i 1860.") in own
    assert squeezed("Oklart i 1861.") not in own


def test_a_kommuns_page_holds_its_own_words_or_says_that_they_are_lacking(example: Store) -> None:
    found = reports.report(example, "missbruk")
    first = found.findings[0]
    kommun = first.places[0].kommun
    written = Comment(Written("x", "Vi har bytt rutin.", reports.LEADER, "2026-01-02T08:00:00Z", 1, 1), "N", kommun)
    of_all = Comment(Written("y", "Hela länet väntar.", reports.LEADER, "2026-01-02T08:00:00Z", 1, 2), "N")
    found = replace(found, findings=(replace(first, comments=(of_all, written)), *found.findings[1:]))
    own, other = (said(export.profile(found, place.kommun.kod, "html"), "html") for place in first.places[:2])
    assert squeezed(f"{first.indikator.label}: Vi har bytt rutin.") in own and squeezed("FoU-ledare") in own
    assert squeezed(profile_words.NO_OWN_COMMENT) in other and squeezed("Vi har bytt rutin.") not in other
    assert squeezed("Hela länet väntar.") not in own + other


def test_an_indikator_of_thirteen_kommuner_is_a_page_of_the_pdf(example: Store) -> None:
    found = reports.report(example, "lss", ["En kommentar på två rader. " * 6] * 28)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(export.report_file(found, "pdf"))).pages]
    lone = [page for page in pages if squeezed(page).startswith(text.KOMMENTAR)]
    assert len(found.kommuner) == 13 and len(lone) <= len(found.findings) // 8


def test_a_flag_of_the_control_stands_on_the_kommuns_own_page(example: Store) -> None:
    found = reports.report(example, "lss")
    whose = next(namn for finding in found.findings for namn, _ in finding.flags if namn)
    kod = next(kod for kod, kommun in found.kommuner.items() if kommun.namn == whose)
    told = profile_words.profile_flags(found.of(kod))
    own = said(export.profile(found, kod, "html"), "html")
    assert told and [line for line in told if squeezed(line) not in own] == []
