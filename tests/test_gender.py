"""The chosen gender is part of the words: every page, figure, table, file and paper is walked for each gender.

A page is walked as soon as its answer depends on the gender (`APPLIES`), and a format as soon as it is in a table of
writers, so that a new one that forgets fails here.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pptx
import pypdf
import pytest

from ojdash import __main__, answers, api, charts, export, links, store, text
from ojdash.charts import group
from ojdash.domain.answer import Answer
from ojdash.domain.question import APPLIES, Question
from ojdash.domain.report import Cover, Report
from ojdash.export.report.content import report_document
from ojdash.text import file_names, gender, page
from tests.asking import get
from tests.drawing import edition, indikator
from tests.export.reopened import word_text, word_xml
from tests.pages.networks import Made
from tests.pages.visiting import Visit, plain
from tests.writing import analys

WORDS = {"K": "kvinnor", "M": "män"}
PAGES = [name for name, fields in APPLIES.items() if "gender" in fields]
ABOUT_ONE = ("AO", "DA", "JA", "KA")
KOMMUNER = ("1860", "1862", "1880", "1885")
COVER = Cover("Nämnden", datum="2026-01-02", lage="publicerad")
CODES = {"0": "sent", "1": "i tid"}
DEFINITIONS = (
    indikator("AO", title="Nöjda brukare, andel (%)", gender_split=True),
    indikator("DA", "dagar", title="Väntetid", short_title="Väntan", gender_split=True),
    indikator("JA", "ja_nej", title="Aktuell rutin", ja_betyder="har en aktuell rutin", gender_split=True),
    indikator("KA", "kategori", title="Svarstid", codes=CODES, gender_split=True),
    indikator("NY", title="Mäts inte längre, andel (%)", gender_split=True),
)
ALONE = (
    indikator("BARA", title="Bara en grupp, andel (%)"),
    indikator("NAMN", title="Kvinnor med beslut, andel (%)", gender_split=True),
)


def _drawn() -> str:
    blocks = []
    for code in "TKM":
        blocks.append(f"AO/{code} 2023 2024\n0000 60 61\n1860 50/150 60/40\n1862 20/100 30/100\n1880 - ..\n1885 5 9")
        blocks.append(f"DA/{code} 2023 2024\n0000 6 7\n1860 5.5 8\n1862 2 3\n1880 . 4\n1885 9 12")
        blocks.append(f"JA/{code} 2023 2024\n1860 Ja Nej\n1862 - Ja\n1880 Nej Nej\n1885 Ja Ja")
        blocks.append(f"KA/{code} 2023 2024\n1860 1 0\n1862 0 0\n1880 - 1\n1885 1 1")
        blocks.append(f"NY/{code} 2023\n1860 5\n1862 7")
    return "\n".join(blocks).replace("/T", "")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    edition(folder, _drawn(), *DEFINITIONS)
    return folder


@pytest.fixture(scope="module")
def drawn(data: Path) -> store.Store:
    return store.open_edition(data)


@pytest.fixture(autouse=True)
def of_the_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_DATA", str(data))


def questions(code: str) -> Iterator[Question]:
    """Every page that shows one gender's values; those about one indikator with each kind of value and group."""
    for name in PAGES:
        question = Question(name, "1860", "lss", gender=code, year=2024)
        if "indikator" not in APPLIES[name]:
            yield question
            continue
        for id in ABOUT_ONE:
            yield question.but(indikator=id)
        if "peers" in APPLIES[name]:
            yield from (question.but(indikator="AO", peers=peers) for peers in ("riket", "1880-1862"))


def ask(drawn: store.Store, question: Question) -> Answer:
    return answers.answer(drawn, answers.checked(drawn, question))


def tells(sentence: str, code: str) -> bool:
    """Whether a text says whose values it is of, and of nobody else's; of all, that neither gender is named."""
    return set(re.findall(r"\b(?:kvinnor|män)\b", sentence.lower())) == ({WORDS[code]} if code in WORDS else set())


each_question = pytest.mark.parametrize(
    "question",
    [question for code in "TKM" for question in questions(code)],
    ids=lambda question: "-".join(filter(None, (question.page, question.indikator, question.peers, question.gender))),
)
each_gender = pytest.mark.parametrize("code", "TKM")


def test_there_are_pages_to_walk() -> None:
    assert {"oversikt", "indikator", "over_tid", "jamfor", "signaler", "lansrapport"} <= set(PAGES)


def test_a_text_that_forgets_would_be_noticed() -> None:
    assert tells("Vetlanda, kvinnor", "K") and tells("Vetlanda", "T") and tells("Män: 5", "M")
    assert not tells("Vetlanda", "K") and not tells("Vetlanda, kvinnor", "M") and not tells("Kvinnor och män", "K")
    assert not tells("Män", "T")


# --- the words of an answer -------------------------------------------------------------------------------------------


@each_question
def test_titles_and_sentences_say_whose_values_they_are_of(drawn: store.Store, question: Question) -> None:
    answer = ask(drawn, question)
    for sentence in (text.title(answer), text.whole_title(answer), text.sentence(answer)):
        assert tells(sentence, question.gender), sentence
    for definition in answer.indikatorer.values():
        for sentence in (definition.heading, definition.label, definition.title + definition.standing):
            assert tells(sentence, question.gender), sentence
        if question.gender != "T":
            assert tells(page.facts_in_short(definition), question.gender)


@each_question
def test_a_file_name_says_it(drawn: store.Store, question: Question) -> None:
    name = file_names.of_view(ask(drawn, question))
    named = [part for part in name.split("-") if part in gender.IN_FILE_NAMES.values()]
    assert named == ([] if question.gender == "T" else [gender.IN_FILE_NAMES[question.gender]])


@each_question
def test_a_figure_says_it_in_its_text_alone_in_its_description_and_wherever_one_hovers(
    drawn: store.Store, question: Question
) -> None:
    answer = ask(drawn, question)
    for theme in (charts.LIGHT, charts.SEMINAR, charts.PAPER):
        figure = charts.figure_of(answer, theme)
        if figure is None:
            continue
        assert tells(figure.alt, question.gender), figure.alt
        written = [annotation["text"] for annotation in figure.figure["layout"]["annotations"]]
        assert tells(" ".join(written), question.gender)
        svg = charts.svg(figure, 520)
        assert tells(" ".join(re.findall(r"<text.*?</text>", svg, re.DOTALL)), question.gender)
        hovered = [hover for trace in figure.figure["data"] for hover in trace.get("hovertext", ())]
        assert hovered
        for hover in hovered:
            assert tells(hover, question.gender), hover


@each_gender
def test_the_matrix_says_it_in_its_name_and_in_every_cell(drawn: store.Store, code: str) -> None:
    drawn_matrix = charts.matrix(
        ask(drawn, Question("signaler", "1860", "lss", gender=code)), charts.LIGHT, "{}{}".format
    )
    (named,) = re.findall(r'role="region" aria-label="(.*?)"', drawn_matrix)
    cells = re.findall(r"<td.*?</td>", drawn_matrix, re.DOTALL)
    assert len(cells) == len(KOMMUNER) * len(DEFINITIONS)
    above = re.findall(r"<p class=\"oj-example\">.*?</p>", drawn_matrix)
    assert len(above) == (code != "T")
    for part in (named, *above, *cells):
        assert tells(part, code), part


# --- files, JSON and the terminal -------------------------------------------------------------------------------------


@each_question
def test_files_of_a_view_say_it_in_their_names_and_on_every_page_sheet_and_row(
    drawn: store.Store, question: Question
) -> None:
    answer = ask(drawn, question)
    women_and_men = text.over_tid.women_and_men(answer)  # of all, both are told beside
    for form in export.formats(question.page):
        response = get(f"/api/{links.address(question).replace('?', f'.{form}?', 1)}")
        assert response.status_code == 200
        assert f'filename="{file_names.of_view(answer)}.{form}"' in response.headers["content-disposition"]
        if form in ("csv", "excel.csv"):
            (_, *parts) = response.text.removeprefix("\ufeffsep=;\r\n").splitlines()
        else:
            parts = pages_of(response.content, form)
        assert parts
        for part in parts:
            assert tells(" ".join(part.split()).replace(women_and_men, ""), question.gender), part


@each_question
def test_json_has_the_word_beside_the_code(drawn: store.Store, question: Question) -> None:
    content = get(f"/api/{links.address(question)}").json()
    word = WORDS.get(question.gender, "alla")
    assert (content["question"]["gender"], content["question"]["kon"]) == (question.gender, word)
    assert {(row["gender"], row["kon"]) for row in content["rows"]} == {(question.gender, word)}
    assert tells(content["sentence"], question.gender)


@each_question
def test_the_terminal_says_it(
    drawn: store.Store, capsys: pytest.CaptureFixture[str], question: Question, data: Path
) -> None:
    assert __main__.main(["ask", links.address(question), "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    title, _, rest = printed.partition("\n")
    for part in (title, rest.partition("┏")[0]):
        assert tells(part, question.gender), part


# --- the pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
@each_gender
def test_a_page_says_it_in_all_that_is_shown_and_shared(name: str, code: str) -> None:
    visit = Visit(f"{name}?kommun=1860&omrade=lss&indikator=AO&year=2024&gender={code}")
    assert not visit.errors and not visit.told
    assert tells(visit.title, code) and tells(visit.sentence, code)
    summaries = re.findall(r"<summary>(Visa tabellen.*?)</summary>", visit.html)
    boxes = re.findall(r'<section class="ojdash-facts" aria-label="Fakta">.*?</section>', visit.html, re.DOTALL)
    assert summaries or name in ("lansrapport", "signaler")
    for words in (*summaries, *boxes):
        assert tells(plain(words), code), words
    shared = [plain(part.partition("</pre>")[0]) for part in visit.component("foot")["html"].split("<pre>")[2:]]
    assert shared
    for words in shared:
        title, sentence, _ = words.split("\n")
        assert tells(title, code) and tells(sentence, code)
    pictures = [json.loads(part.proto.json) for part in visit.at.get("bidi_component")]
    for sent in pictures:
        saved = sent if "figure" in sent else sent.get("picture")
        if not isinstance(saved, dict):
            continue
        assert tells(saved["said"]["title"], code), saved["said"]
        assert saved["file"].removesuffix(".png") == file_names.of_view(_answer(name, code))
        if "alt" in sent:
            assert tells(sent["alt"], code), sent["alt"]


def _answer(name: str, code: str) -> Answer:
    about = "AO" if "indikator" in APPLIES[name] else None
    return ask(store.open_edition(store.data_folder()), Question(name, "1860", "lss", about, year=2024, gender=code))


# --- the report -------------------------------------------------------------------------------------------------------


def report(drawn: store.Store, code: str) -> Report:
    question = answers.checked(drawn, Question("lansrapport", "1860", "lss", year=2024, gender=code))
    return answers.county_report(drawn, question, COVER)


def pages_of(content: bytes, form: str) -> list[str]:
    """What a reader sees of a file, a page, a slide or a sheet at a time."""
    if form == "pdf":
        return [part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages]
    if form == "pptx":
        slides = pptx.Presentation(io.BytesIO(content)).slides
        return [" ".join(shape.text_frame.text for shape in part.shapes if shape.has_text_frame) for part in slides]
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as read:
            feet = [part for part in read.namelist() if re.fullmatch(r"word/footer\d+\.xml", part)]
        return [word_text(word_xml(content, part)) for part in ("word/document.xml", *feet)]
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        of = {sheet.title: " ".join(map(str, sheet.iter_rows(values_only=True))) for sheet in book}
        return [f"{cells} {book[name].oddFooter.left.text}" for name, cells in of.items()]
    return [content.decode()]


@each_gender
@pytest.mark.parametrize("form", export.FORMATS)
def test_every_page_slide_and_sheet_of_a_report_says_it(drawn: store.Store, form: str, code: str) -> None:
    parts = pages_of(export.report_file(report(drawn, code), form), form)
    assert parts
    for part in parts:
        assert tells(part, code), part


@each_gender
@pytest.mark.parametrize("form", export.PROFILE_FORMATS)
def test_every_page_of_a_kommun_says_it(drawn: store.Store, form: str, code: str) -> None:
    for content in (export.profile(report(drawn, code), "1860", form), export.profiles(report(drawn, code), form)):
        for part in pages_of(content, form):
            assert tells(part, code), part


@each_gender
def test_cover_foot_headings_tables_and_figures_of_a_report_say_it(drawn: store.Store, code: str) -> None:
    of_county = report(drawn, code)
    document = report_document(of_county)
    cover = dict(text.report.about(of_county))
    assert cover.get("Kön") == {"T": None, "K": "Kvinnor", "M": "Män"}[code]
    named = [block.name for block in document.blocks if hasattr(block, "name")]
    drawn_in = [block.alt for block in document.blocks if hasattr(block, "alt")]
    headings = [text.report.heading(finding.indikator) for finding in of_county.findings]
    assert len(drawn_in) == len(headings) == len(DEFINITIONS) - 1
    for words in (document.title, document.foot, *named, *drawn_in, *headings):
        assert tells(words, code), words
    for finding in of_county.findings:
        assert tells(group(finding, charts.PAPER).alt, code)


# --- saved views ------------------------------------------------------------------------------------------------------


def meeting_of(code: str) -> str:
    fields = {"om/year": "2024", "om/kommuner": "1860-1880", "mote/moteaaaa/datum": "2025-11-20"}
    for at, question in enumerate(questions(code)):
        view = f"vy/view{at:04d}"
        fields |= {
            f"{view}/mote": "moteaaaa",
            f"{view}/lank": links.address(question),
            f"{view}/ordning": "b" * (at + 1),
        }
    fields |= {"overlamning/handaaaa/mote": "moteaaaa", "overlamning/handaaaa/vy": "view0001"}
    return "\n".join(["F, F:", *(f"{place}  {value}" for place, value in fields.items())])


@each_gender
def test_a_meetings_views_and_papers_say_whose_values_were_shown(data: Path, code: str) -> None:
    meeting = answers.meeting(data, analys(meeting_of(code)), Question("mote", mote="moteaaaa", steg="efter"))
    assert len(meeting.views) == len(list(questions(code)))
    for view in meeting.views:
        for words in (text.mote.view_title(view), text.mote.view_named(view), text.mote.view_sentence(view)):
            assert tells(words, code), words
    for steg in ("efter", "overlamna"):
        question = Question("mote", mote="moteaaaa", steg=steg)
        paper = answers.meeting(data, analys(meeting_of(code)), question)
        assert tells(plain(export.meeting_html(paper)), code)
        assert tells(word_text(word_xml(export.meeting_word(paper))), code)
    views = json.loads(api.meeting_as_json(meeting))["views"]
    for view in views:
        assert tells(view["title"], code) and tells(view["sentence"], code)


class Mote(Made):
    """A meeting with one view."""

    page = "mote"
    first: ClassVar = {"om/kommuner": "1860-1880", "om/year": "2024"}


@pytest.mark.parametrize("name", PAGES)
def test_the_seminar_screen_says_whose_values_are_shown(name: str) -> None:
    question = Question(name, "1860", "lss", "AO", year=2024, gender="K")
    mote = Mote()
    written = {"mote/moteaaaa/datum": "2025-11-20", "mote/moteaaaa/titel": "Möte", "vy/view0000/mote": "moteaaaa"}
    for place, value in (written | {"vy/view0000/ordning": "b", "vy/view0000/lank": links.address(question)}).items():
        mote.write(place, value)
    visit = Visit(mote.address("reader", steg="visa", vy="view0000"))
    assert not visit.errors
    assert tells(visit.title, "K")
    assert tells(plain(visit.component("head")["html"]), "K")
    (drawn,) = [json.loads(part.proto.json) for part in visit.at.get("bidi_component") if _is_substance(part)]
    if "figure" in drawn:
        assert tells(drawn["said"]["title"], "K") and tells(drawn["alt"], "K")
        for larger in drawn["larger"]:
            assert tells(" ".join(annotation["text"] for annotation in larger["figure"]["layout"]["annotations"]), "K")
    else:
        assert tells(drawn["html"], "K")


def _is_substance(part: Any) -> bool:
    return part.proto.id.rpartition("-")[2] in ("seminar", "matrix", "out")


# --- published for one gender only, and titles that name one ----------------------------------------------------------


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    """An indikator published for women only, and one whose title names them."""
    lines = "BARA/K 2024\n1860 40\n1880 50\nNAMN 2024\n1860 4\n1880 5\nNAMN/K 2024\n1860 6\n1880 5\nNAMN/M 2024\n1860 7"
    return edition(tmp_path_factory.mktemp("data"), lines, *ALONE)


def test_what_is_published_for_women_only_says_so_when_nobody_chose(lonely: store.Store) -> None:
    settled, problems = answers.settle(lonely, Question("jamfor", "1860", indikator="BARA"))
    answer = answers.answer(lonely, settled)
    assert problems and settled.gender == "K"
    assert text.title(answer) == "Laxå jämfört med Örebro län, kvinnor"
    assert text.sentence(answer).startswith("Laxå, kvinnor: 40 procent (2024).")
    assert file_names.of_view(answer) == "jamfor-BARA-2024-kvinnor-laxa-orebro-lan"


def test_in_what_people_write_it_is_called_so_too(lonely: store.Store) -> None:
    written = "om/year  2024\nom/kommuner  1860\nrad/2024/1860/BARA/vald  ja\nrad/2024/1860/NAMN/vald  ja"
    written_analys = analys(written)
    form = answers.form(lonely, written_analys, Question("snabbanalys", "1860", year=2024))
    headings = {row.id: row.indikator.heading for row in form.rows}
    assert headings == {"BARA": "Bara en grupp, kvinnor", "NAMN": "Kvinnor med beslut"}
    sentences = {row.id: text.sentence(row.evidence.answer) for row in form.rows}
    assert sentences["BARA"].startswith("Laxå, kvinnor: 40 procent (2024).")
    assert sentences["NAMN"].startswith("Laxå: 4 procent (2024).")


@pytest.mark.parametrize(
    ("code", "heading"), [("T", "Kvinnor med beslut"), ("K", "Kvinnor med beslut"), ("M", "Kvinnor med beslut, män")]
)
def test_a_title_that_names_the_gender_does_not_name_it_twice(lonely: store.Store, code: str, heading: str) -> None:
    answer = ask(lonely, Question("indikator", "1860", indikator="NAMN", gender=code))
    assert text.title(answer) == answer.indikator.heading == heading
    own = {"T": "Laxå: 4", "K": "Laxå, kvinnor: 6", "M": "Laxå, män: 7"}[code]
    assert text.sentence(answer).startswith(f"{own} procent (2024).")


# --- written out ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "sentence"),
    [
        ("jamfor?kommun=1860&indikator=DA", "Laxå jämfört med Örebro län, kvinnor", "Laxå, kvinnor: 8 dagar (2024)."),
        ("over_tid?kommun=1860&indikator=AO", "Laxå år för år, kvinnor", "Laxå, kvinnor: 60 procent (2024)."),
        ("indikator?kommun=1860&indikator=AO", "Nöjda brukare, kvinnor", "Laxå, kvinnor: 60 procent (2024)."),
        ("oversikt?kommun=1860", "Hur står det till i Laxå? – kvinnor", "Gäller kvinnor. Laxå har värden för "),
        ("signaler?kommun=1860&omrade=lss", None, "Gäller kvinnor. Laxå "),
        ("lansrapport?kommun=1860&omrade=lss&year=2024", None, "Gäller kvinnor. 4 indikatorer för 4 kommuner 2024."),
    ],
)
def test_titles_and_openings_written_out(drawn: store.Store, line: str, title: str | None, sentence: str) -> None:
    answer = ask(drawn, links.parse(f"{line}&gender=K"))
    assert title is None or text.title(answer) == title
    assert text.sentence(answer).startswith(sentence)
