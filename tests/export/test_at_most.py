"""Where n is the most that can have answered, papers and files say so too, and not of whom it does not count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

import openpyxl
import pytest

from ojdash import answers, charts, export
from ojdash.answers.lansrapport import county_report
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.domain.report import Cover
from ojdash.export import tables
from ojdash.export.report.content import report_document
from ojdash.export.report.excel import report_excel
from ojdash.store import Store
from ojdash.text import charts as figures
from ojdash.text import page, report_workbook, underlag
from ojdash.text import report_results as results
from tests.drawing import edition, indikator
from tests.walking import of_blocks, spoken

NUMBER = "U23592"
DRAWN = """
    AO      2022     2024
    0000    70       72
    1860    60/500   75/500
    1862    40/60    44/60
    1880    50/500   70/500
    1885    30/40    31/40
    AO/K    2022     2024
    1860    61       74
    KAND    2022     2024
    1860    60/500   75/500
    1880    50/500   70/500
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    definitions = [
        indikator("AO", underlag="svar", antal_svar=NUMBER, gender_split=True),
        indikator("KAND", underlag="svar"),
    ]
    return edition(tmp_path_factory.mktemp("data"), DRAWN, *definitions)


def ask(store: Store, page: str, id: str, gender: str = "T") -> answers.Answer:
    return answers.answer(store, Question(page, "1860", "lss", id, year=2024, gender=gender))


@pytest.mark.parametrize("name", ["indikator", "jamfor", "over_tid"])
def test_a_column_of_n_that_is_the_most_is_headed_so(drawn: Store, name: str) -> None:
    for id, head in (("AO", "Antal svar, högst"), ("KAND", page.COLUMNS["n"])):
        answer = ask(drawn, name, id)
        (heads, *_) = tables.worded(answer)
        assert [heading for heading in heads if heading.startswith(page.COLUMNS["n"])] == [head]
        book = openpyxl.load_workbook(io.BytesIO(export.excel(answer, "https://example.org/")))
        lines = [row for row in book[page.ABOUT_SHEET].iter_rows(values_only=True) if underlag.AT_MOST_TOLD in row]
        assert len(lines) == (id == "AO")


def test_whiskers_made_of_it_are_said_to_be_the_least(drawn: Store) -> None:
    for name in ("jamfor", "over_tid"):
        for id, at_least in (("AO", True), ("KAND", False)):
            drawing = charts.figure_of(ask(drawn, name, id), charts.LIGHT)
            written = " ".join(
                annotation["text"].replace("<br>", " ") for annotation in drawing.figure["layout"]["annotations"]
            )
            assert figures.whiskers(drawn.indikator(id)) in written
            assert ("minst så stor" in written) is at_least


def test_a_report_says_it_beside_its_tried_changes(drawn: Store) -> None:
    report = county_report(drawn, Question("lansrapport", "1860", "lss", year=2024), Cover(mottagare="Nämnden"))
    sentence_of = {finding.indikator.id: results.since(finding) for finding in report.findings}
    assert sentence_of["AO"].endswith(underlag.AT_LEAST) and underlag.AT_LEAST not in sentence_of["KAND"]
    assert report_document(report)


def test_the_number_of_all_is_no_source_of_womens_values(drawn: Store) -> None:
    assert f"nyckeltal {NUMBER}" in page.source(ask(drawn, "indikator", "AO"))
    assert NUMBER not in page.source(ask(drawn, "indikator", "AO", "K"))


def test_counts_of_a_csv_are_whole(drawn: Store) -> None:
    answer = ask(drawn, "over_tid", "AO", "K")
    heads, *rows = (line.split(",") for line in export.csv(answer).splitlines())
    counted = [row[heads.index(name)] for row in rows for name in ("counted", "at_least")]
    assert any(counted) and all(not count or count.isdigit() for count in counted)


# --- a walk over everything that says an n, or what is reckoned of one ------------------------------------------------

KOMMUNER = range(1001, 1025)  # a funnel takes 20
FIRST, LAST = 410, 530  # no other number of the edition lies between
PAGES = ("oversikt", "indikator", "over_tid", "jamfor", "tratt", "signaler", "kvalitet")
N = re.compile(r"(?<![\d,.–])(?:4[1-9]\d|5[0-2]\d)(?![\d,])")
# What is only said of something reckoned with n, and not in general.
RECKONED = re.compile(
    r"procent \d{4}, \d+ till \d+|Osäkerhet:|Skillnaden mot riket|skillnaden mot riket är|[Ss]lumpen färre än 2 gånger|"
    r"Det är en säkerställd|Säkerställd (?:ökning|minskning)|Det kan vara slump[:.]|Skillnaden kan vara slump|"
    r"Medianen ligger"
)
LEAST = re.compile("[Mm]inst så")


def walked(*ids: str) -> str:
    """Indikatorer of the same values and n."""
    lines = []
    for id in ids:
        lines += [f"{id} 2022 2024", "0000 70 72"]
        for place, kod in enumerate(KOMMUNER):
            few = place in (2, 3)
            now, then = 60 + place, (90 if place == 1 else 58 + place)
            lines.append(f"{kod} {then}/{13 if few else FIRST + place} {now}/{14 if few else FIRST + 60 + place}")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Store:
    definitions = [indikator("AO", underlag="svar", antal_svar=NUMBER), indikator("KAND", underlag="svar")]
    return edition(tmp_path_factory.mktemp("wide"), walked("AO", "KAND"), *definitions)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Store:
    definition = indikator("AO", underlag="svar", antal_svar=NUMBER)
    return edition(tmp_path_factory.mktemp("alone"), walked("AO"), definition)


def asked(store: Store, name: str, id: str, kommun: str) -> Answer:
    figur = "tratt" if name == "tratt" else None
    question = Question("jamfor" if figur else name, kommun, "lss", id, peers="riket", year=2024, figur=figur)
    if name in ("oversikt", "signaler", "kvalitet"):
        question = Question(name, kommun, "lss", peers="riket")
    return answers.answer(store, answers.checked(store, question))


def bare(said: Iterable[str]) -> list[str]:
    """What says an n, or something reckoned with one, as if it were how many answered."""
    found = []
    for one in said:
        numbers = [one[: number.start()].lower().endswith(underlag.AT_MOST) for number in N.finditer(one)]
        few = re.search(r"Få svar \((?!högst)", one)
        if not all(numbers) or few or (RECKONED.search(one) and not LEAST.search(one)):
            found.append(one)
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("kommun", ["1001", "1002", "1003"])
def test_no_n_and_nothing_reckoned_of_it_is_said_without_that_it_is_the_most(
    alone: Store, name: str, kommun: str
) -> None:
    said = list(spoken(asked(alone, name, "AO", kommun)))
    assert bare(said) == []
    if kommun != "1003" and name not in ("oversikt", "signaler", "kvalitet"):
        assert any(map(N.search, said)) and any(map(RECKONED.search, said))


def test_no_paper_of_a_report_says_one_bare(alone: Store) -> None:
    question = Question("lansrapport", "1001", "lss", peers="riket", year=2024)
    said = list(of_blocks(report_document(county_report(alone, question, Cover(mottagare="Nämnden"))).blocks))
    assert bare(said) == [] and any(map(N.search, said))


def test_what_says_one_bare_is_found() -> None:
    """The walk's own eye: the same texts of an indikator whose n is how many answered are all bare."""
    for said in ("Osäkert underlag (410 svar).", "Laxå: 72 procent 2024, 65 till 78.", "Få svar (14), så ..."):
        assert bare([said]) == [said]


@pytest.mark.parametrize("name", ["oversikt", "signaler", "kvalitet", "jamfor", "over_tid"])
def test_a_file_of_many_indikatorer_has_it_beside_n(wide: Store, name: str) -> None:
    answer = asked(wide, name, "AO", "1001")
    rows = [row for row in csv.DictReader(io.StringIO(export.csv(answer))) if row["kommun"]]
    assert rows and {row["n_hogst"] for row in rows if row["n"] and row["indikator"] == "AO"} <= {"1"}
    assert {row["n_hogst"] for row in rows if row["n"] and row["indikator"] == "KAND"} <= {"0"}
    assert any(row["n_hogst"] == "1" for row in rows)
    if name in ("oversikt", "signaler"):
        heads, *lines = tables.worded(answer)
        found = [dict(zip(heads, line, strict=True)) for line in lines]
        assert heads.index(underlag.IS_AT_MOST) == heads.index(page.COLUMNS["n"]) + 1
        assert {(line["Id"], line[underlag.IS_AT_MOST]) for line in found} == {("AO", "ja"), ("KAND", "nej")}


def test_a_reports_workbook_has_it_beside_n(drawn: Store) -> None:
    report = county_report(drawn, Question("lansrapport", "1860", "lss", year=2024), Cover(mottagare="Nämnden"))
    sheet = openpyxl.load_workbook(io.BytesIO(report_excel(report)))[report_workbook.SHEETS["tidy"]]
    heads, *lines = sheet.iter_rows(values_only=True)
    found = [dict(zip(heads, line, strict=True)) for line in lines]
    told = {(row["Id"], row["Antal svar"] is None, row[underlag.IS_AT_MOST]) for row in found}
    assert told <= {("AO", False, "ja"), ("KAND", False, "nej"), ("AO", True, None), ("KAND", True, None)}
    assert ("AO", False, "ja") in told and ("KAND", False, "nej") in told
