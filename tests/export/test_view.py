"""A view as a paper, reopened by another program: tagged A4 with the page's words, every number and its address."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from ojdash import answers, export, text
from ojdash.domain.answer import each
from ojdash.domain.question import Question
from ojdash.export.view import SIGNS
from ojdash.store import Store
from ojdash.text import files, page, rows, terminal, words
from tests.drawing import SIMULATED, edition, indikator
from tests.export.reopened import pdf_faults, squeezed

DAY = date(2026, 3, 4)
LINK = "https://example.org/jamfor?year=2024&utgava=ritad&kommun=1860&omrade=lss"
AO = indikator("AO", decimals=1, title="Brukare som får vara med och påverka, så långt som det går, andel (%)")
JA = indikator("JA", "ja_nej", title="Aktuell rutin för samverkan")
KR = indikator("KR", "kronor", unit="kronor per invånare")
DRAWN = """
    AO      2022      2023      2024
    0000    60        61        62.25
    1440    40/80     41/80     42.35/90
    1860    50/400    51/400    64.4/400
    1862    20/100    ..        30/100
    1880    55/60     56/60     57/60
    1885    70/60     71/60     72/60

    JA      2023      2024
    1440    Ja        Nej
    1860    Nej       Ja
    1862    Nej       -

    KR      2024
    1440    12345
    1860    9876
    1862    .
"""
QUESTIONS = [
    Question("jamfor", "1860", indikator="AO", peers="1440-1862-1880-1885"),
    Question("jamfor", "1860", indikator="JA", peers="1440-1862"),
    Question("jamfor", "1860", indikator="KR", peers="riket"),
    Question("indikator", "1860", indikator="AO"),
    Question("indikator", "1860", indikator="JA"),
    Question("over_tid", "1860", indikator="AO"),
    Question("over_tid", "1860", indikator="JA"),
    Question("signaler", "1860", "lss", peers="1440-1862"),
    Question("oversikt", "1860", "lss"),
    Question("kvalitet", "1860", "lss"),
    Question("om_data"),
]
NAMES = [f"{question.page}-{question.indikator or question.omrade}" for question in QUESTIONS]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, KR)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, KR, source=SIMULATED)


def ask(store: Store, question: Question) -> answers.Answer:
    return answers.answer(store, answers.checked(store, question))


def paper(content: bytes) -> str:
    """The words of a PDF without spaces and line breaks."""
    return squeezed("".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages))


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_the_paper_holds_the_views_words_and_every_value(drawn: Store, question: Question) -> None:
    answer = ask(drawn, question)
    printed = paper(export.view_pdf(answer, LINK, DAY))
    sentences = [text.whole_title(answer), text.sentence(answer), *files.notes(answer), LINK, drawn.id, str(DAY)]
    sentences += [page.source(answer), text.PAGES[question.page].QUESTION]
    if answer.indikator is not None:
        sentences += [answer.indikator.title, *(words for _, words in files.facts(answer.indikator))]
        sentences += [page.facts_in_short(answer.indikator)]
    assert [sentence for sentence in sentences if squeezed(sentence) not in printed] == []
    for row in each(answer.rows):
        if question.page == "signaler":
            value = words.value(answer.indikatorer[row.indikator], row.value, short=True)
            cells = [value or words.MISSING[row.missing]]
        else:
            cells = [rows.cell(answer, row, name) for name in terminal.COLUMNS[question.page]]
        assert [cell for cell in cells if squeezed(cell) not in printed] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_the_paper_is_tagged_upright_a4_in_swedish_with_embedded_letters_and_no_raster(
    drawn: Store, question: Question
) -> None:
    content = export.view_pdf(ask(drawn, question), LINK, DAY)
    read = pypdf.PdfReader(io.BytesIO(content))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "sv" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == text.whole_title(ask(drawn, question))
    assert pdf_faults(content) == []
    for sheet in read.pages:
        assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)
        assert list(sheet.images) == []
        for font in sheet["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_a_paper_of_made_up_values_says_so_first_and_on_every_page(made_up: Store, question: Question) -> None:
    read = pypdf.PdfReader(io.BytesIO(export.view_pdf(ask(made_up, question), LINK, DAY)))
    assert page.EXAMPLE_BAND in " ".join(read.pages[0].extract_text().split())
    assert all(squeezed(words.EXAMPLE) in squeezed(sheet.extract_text()) for sheet in read.pages)


def test_real_values_are_not_marked_as_made_up(drawn: Store) -> None:
    assert squeezed(words.EXAMPLE) not in paper(export.view_pdf(ask(drawn, QUESTIONS[0]), LINK, DAY))


def test_the_figure_is_the_pages_own(drawn: Store) -> None:
    """The labels of Jämför's figure, which no table holds, are drawn on the paper too."""
    for question, label in ((QUESTIONS[0], "De4valda:median"), (QUESTIONS[3], "Mellerstahälften")):
        document = export.view_document(ask(drawn, question), LINK, DAY)
        (figure,) = [block for block in document.blocks if hasattr(block, "svg")]
        assert figure.alt
        assert label in paper(export.view_pdf(ask(drawn, question), LINK, DAY))
    assert not [
        block for block in export.view_document(ask(drawn, QUESTIONS[8]), LINK, DAY).blocks if hasattr(block, "svg")
    ]


def test_the_same_view_of_a_day_gives_the_same_bytes(drawn: Store) -> None:
    answer = ask(drawn, QUESTIONS[0])
    assert export.view_pdf(answer, LINK, DAY) == export.view_pdf(answer, LINK, DAY)


def test_a_column_has_room_for_its_longest_word(drawn: Store) -> None:
    document = export.view_document(ask(drawn, QUESTIONS[9]), LINK, DAY)
    for table in (block for block in document.blocks if hasattr(block, "widths")):
        columns = zip(table.head, *(tuple(cell[0].text for cell in row) for row in table.rows), strict=True)
        for width, column in zip(table.widths, columns, strict=True):
            longest = max(len(word) for content in column for word in content.split())
            assert width / sum(table.widths) * SIGNS >= longest or sum(table.widths) > SIGNS


def test_rows_beside_the_kommuner_stand_in_the_table(drawn: Store) -> None:
    table = next(
        block for block in export.view_document(ask(drawn, QUESTIONS[0]), LINK, DAY).blocks if hasattr(block, "rows")
    )
    assert [row[0][0].text for row in table.rows][-3:] == [
        "Medianen för de 4 valda (4 har ett värde)",
        "Medianen för de 5 (5 har ett värde)",
        "Riket",
    ]
    assert [row[2][0].text for row in table.rows][-3::2] == ["49,7 procent", "62,3 procent"]


def test_an_edition_without_the_indikators_values_is_a_paper_that_says_so(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2023 2024\n1860 - -\n1862 1 2", AO)
    printed = paper(export.view_pdf(ask(store, Question("over_tid", "1860", indikator="AO")), LINK, DAY))
    assert squeezed(words.MISSING["ej_svarat"]) in printed
