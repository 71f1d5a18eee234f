"""Small tables of every kind that was once read wrong, each with what is right: taken as it stands, or asked about.

A case is drawn with a bar between cells. In workbooks digits are numbers, `0.72 [0%]` is one with a format, `'2021` a
text, `!#DIV/0!` an error and `=B2*2` a formula without a value; in a csv everything is text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ojdash import catalogue
from ojdash.domain.errors import SourceError
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.sources.table.profile import Profile
from ojdash.text import tables as sentences
from tests.sources.fixtures.grids import Cell, Formula, Grid, Wrong, painted, percent
from tests.sources.test_workbook import READERS, cells, said
from tests.sources.writers import WRITERS

ORIGINALS = Path(__file__).parents[3] / "shared" / "cases" / "tables"
KOMMUNER = catalogue.kommuner()
KOD = {kommun.namn: kommun.kod for kommun in KOMMUNER}
KNOWN = catalogue.load()
OF_KIND = {".xlsx": ("xlsxwriter", "openpyxl"), ".xls": ("xlwt",), ".ods": ("odfdo",)}


class Case(NamedTuple):
    """A table and what is right.

    values   "id/gender year: kommun value, ..." of what is read; None where a question makes that of no matter
    asked    of every question its kind, the cells or column, and what they hold
    files    the files that hold it, if they are several
    profile  an answer to what is asked, and `answered` the values that the table then has
    sheet    the sheet's name
    """

    drawn: str
    values: str | None
    asked: tuple[tuple[str, str, str], ...] = ()
    files: tuple[str, ...] = ()
    profile: Profile | None = None
    answered: str = ""
    sheet: str = "Blad1"


_SHARES = "Gagnef 10, Leksand 20, Rättvik 30, Mora 40, Orsa 50, Älvdalen 60, Malung-Sälen 70, Vansbro 80"
_TABLE_OF_SHARES = """
    Kommun       | U21468 2022
    Gagnef       | 0.1 [0%]
    Leksand      | 0.2 [0%]
    Rättvik      | 0.3 [0%]
    Mora         | 0.4 [0%]
    Orsa         | 0.5 [0%]
    Älvdalen     | 0.6000000000000001 [0%]
    Malung-Sälen | 0.7000000000000001 [0%]
    Vansbro      | 0.8 [0%]"""
_TABLE_WITH_ERROR = """
    Kommun       | U21468 2022
    Gagnef       | 71
    Leksand      | 72
    Rättvik      | 73
    Mora         | !#DIV/0!
    Orsa         | 75
    Älvdalen     | =C3*2
    Malung-Sälen | 77
    Vansbro      | 78"""
_AROUND_THE_ERROR = "U21468 2022: Gagnef 71, Leksand 72, Rättvik 73, Orsa 75, Malung-Sälen 77, Vansbro 78"
_TWO_SHARES = """
    Kommun  | U21468 2022
    Gagnef  | 0.72 [0%]
    Leksand | 0.8 [0%]"""
_HELHETSSYN = "Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)"
_SARSKILT = "Brukarbedömning särskilt boende äldreomsorg - helhetssyn, andel (%)"
_REGIONER = """
    Region | U21468 2022
    Stockholm | 80
    Uppsala | 70
    Södermanland | 71
    Östergötland | 72
    Jönköping | 73
    Kronoberg | 74
    Kalmar | 75
    Gotland | 76
    Blekinge | 77
    Skåne | 78
    Halland | 79
    Västra Götaland | 60
    Värmland | 61
    Örebro | 62
    Västmanland | 63
    Dalarna | 64
    Gävleborg | 65
    Västernorrland | 66
    Jämtland Härjedalen | 67
    Västerbotten | 68
    Norrbotten | 69"""


def beside(head: str, words: str, label: str, gender: str = "T") -> Case:
    """A column whose head has words beside the indikator's id."""
    drawn = f"Kommun | {head}\nGagnef | 12\nLeksand | 25\nMora | 31"
    taken = Profile(columns={label: {"indikator": "U21468"}}, year=2022)
    answered = f"U21468/{gender} 2022: Gagnef 12, Leksand 25, Mora 31"
    return Case(drawn, "", (("beside", "B", words),), profile=taken, answered=answered)


def of_period(word: str, head: str = "År") -> Case:
    """A table whose rows are about a period of more than a year."""
    drawn = f"Kommun | {head} | U21468\nGagnef | {word} | 70\nLeksand | {word} | 71"
    answer = Profile(periods={word: 2024})
    return Case(drawn, "", (("year", "B2 B3", word),), profile=answer, answered="U21468 2024: Gagnef 70, Leksand 71")


def of_title(title: str, year: str) -> Case:
    """A table whose title names a year that is not the measured one."""
    drawn = f"{title}\n\nKommun | U21468\nAneby | 70\nGnosjö | 71\nHabo | 72"
    answered = "U21468 2021: Aneby 70, Gnosjö 71, Habo 72"
    return Case(drawn, None, (("year", "", year),), profile=Profile(year=2021), answered=answered)


CASES = {
    "S1_tomma_rader_procent.xlsx": Case(f"\n\n{_TABLE_OF_SHARES.strip()}", f"U21468 2022: {_SHARES}"),
    "S2_utan_tomma_rader.xlsx": Case(_TABLE_OF_SHARES.strip(), f"U21468 2022: {_SHARES}"),
    "S5_fel_tomma_rader.xlsx": Case(
        f"\n\n{_TABLE_WITH_ERROR.strip()}",
        _AROUND_THE_ERROR,
        (("cell", "B7", "#DIV/0!"), ("cell", "B9", "=C3*2")),
        profile=Profile(signs={"#div/0!": "okant", "=c3*2": ""}),
        answered=f"{_AROUND_THE_ERROR}, Mora okant",
    ),
    "S6_fel.xlsx": Case(
        _TABLE_WITH_ERROR.strip(), _AROUND_THE_ERROR, (("cell", "B5", "#DIV/0!"), ("cell", "B7", "=C3*2"))
    ),
    "F1_tomma.xlsx": Case(
        "\n\n\nKommun | U21468 2022\nGagnef | 70\nLeksand | 72,5 1)\nMora | 71",
        "U21468 2022: Gagnef 70, Mora 71",
        (("cell", "B6", "72,5 1)"),),
        files=("F1_tomma.xlsx", "F1_tomma.xls", "F1_tomma.ods"),
        profile=Profile(signs={"72,5 1)": ""}),
        answered="U21468 2022: Gagnef 70, Mora 71",
    ),
    "P1_procent.xlsx": Case(
        "Kommun | U21468 2022\nGagnef | 0.72 [0%]\nLeksand | 0.8 [0%]\nRättvik | 0.61 [0%]\nMora | 0.55 [0%]",
        "U21468 2022: Gagnef 72, Leksand 80, Rättvik 61, Mora 55",
    ),
    "P3_procent.xls": Case(
        "Kommun | N21804 2022\nGagnef | 0 [0.0%]\nLeksand | 0.12 [0.0%]\nRättvik | 0.31 [0.0%]\nMora | 1.02 [0.0%]",
        "N21804 2022: Gagnef 0, Leksand 12, Rättvik 31, Mora 102",
        files=("P3_procent.xls", "P3_procent.ods"),
    ),
    "P4_citat.xlsx": Case(
        'Kommun | U21468 2022\nGagnef | 72 [0"%"]\nLeksand | 80 [0"%"]\nRättvik | 61 [0"%"]\nMora | 55 [0"%"]',
        "U21468 2022: Gagnef 72, Leksand 80, Rättvik 61, Mora 55",
    ),
    "P8_sant2.xlsx": Case(_TWO_SHARES.strip(), "U21468 2022: Gagnef 72, Leksand 80"),
    "P9_libreoffice.xlsx": Case(_TWO_SHARES.strip(), "U21468 2022: Gagnef 72, Leksand 80"),
    "R1_kolada_export.xlsx": Case(
        "Kolada nyckeltal\n | | '2021 | '2022\n"
        + "\n".join(
            f"{title} | {namn} | {first + place} | {first + place + 0.5}"
            for title, first in ((_HELHETSSYN, 80), (_SARSKILT, 70))
            for place, namn in enumerate(("Aneby", "Gnosjö", "Habo", "Vaggeryd"))
        ),
        """U21468 2021: Aneby 80, Gnosjö 81, Habo 82, Vaggeryd 83
        U21468 2022: Aneby 80.5, Gnosjö 81.5, Habo 82.5, Vaggeryd 83.5
        U23471 2021: Aneby 70, Gnosjö 71, Habo 72, Vaggeryd 73
        U23471 2022: Aneby 70.5, Gnosjö 71.5, Habo 72.5, Vaggeryd 73.5""",
        sheet="Kolada nyckeltal",
    ),
    "R3_falu.csv": Case(
        "Kommun | U21468 2022\nFalu kommun | 80\nGagnefs kommun | 70\nLeksands kommun | 71\nLudvika kommun | 72",
        "U21468 2022: Falun 80, Gagnef 70, Leksand 71, Ludvika 72",
    ),
    "R3b_first_row.xlsx": Case(
        "Kommun | U21468 2022\nAneby kommun 1) | 80\nGnosjö kommun | 70\nHabo kommun | 71\nVaggeryds kommun | 72",
        "U21468 2022: Gnosjö 70, Habo 71, Vaggeryd 72",
        (("row", "A2", "Aneby kommun 1)"),),
        profile=Profile(rows={"Aneby kommun 1)": "0604"}),
        answered="U21468 2022: Aneby 80, Gnosjö 70, Habo 71, Vaggeryd 72",
    ),
    "R3e_mid_row.xlsx": Case(
        "Kommun | U21468 2022\nGnosjö kommun | 70\nAneby kommun 1) | 80\nHabo kommun | 71\nVaggeryds kommun | 72",
        "U21468 2022: Gnosjö 70, Habo 71, Vaggeryd 72",
        (("row", "A3", "Aneby kommun 1)"),),
        profile=Profile(rows={"Aneby kommun 1)": ""}),
        answered="U21468 2022: Gnosjö 70, Habo 71, Vaggeryd 72",
    ),
    "R4_gotland.csv": Case(
        "Kommun | U21468 2022\nRegion Gotland | 80\nGagnefs kommun | 70\nLeksands kommun | 71\nLudvika kommun | 72",
        "U21468 2022: Gotland 80, Gagnef 70, Leksand 71, Ludvika 72",
    ),
    "R4b_gotland_kod.csv": Case(
        """Kommunkod | Kommun | U21468 2022
        0980 | Region Gotland | 80
        2026 | Gagnefs kommun | 70
        2029 | Leksands kommun | 71
        2080 | Falu kommun | 72
        2085 | Ludvika | 73""",
        "U21468 2022: Gotland 80, Gagnef 70, Leksand 71, Falun 72, Ludvika 73",
    ),
    "R5_regioner.csv": Case(_REGIONER.strip(), "", (("regions", "A", "Stockholm, Uppsala, Södermanland"),)),
    "R5b_regioner.csv": Case(
        _REGIONER.strip().replace(" Härjedalen", ""),
        "",
        (("regions", "A", "Stockholm, Uppsala, Södermanland"),),
        profile=Profile(layouts={"": {"regions": False}}, rows={}),
    ),
    "R6_period.csv": of_period("2021-2024"),
    "R6b_lasar.csv": of_period("2022/23", "Läsår"),
    "R6g_tankstreck.csv": of_period("2021–2024"),
    "R7_share.csv": Case(
        "Kommun | U21468 2022\nGagnef | 0,72\nLeksand | 0,8",
        None,
        (("share", "B", "U21468 ÅÅÅÅ"),),
        profile=Profile(columns={"U21468 ÅÅÅÅ": {"indikator": "U21468", "factor": 100}}),
        answered="U21468 2022: Gagnef 72, Leksand 80",
    ),
    "R8_tusental.csv": Case(
        "Kommun | N21006 2022\nGagnef | 212.345\nLeksand | 198.764\nMora | 243.110\nOrsa | 187.902",
        None,
        (("separator", "B", "N21006 ÅÅÅÅ"),),
        profile=Profile(columns={"N21006 ÅÅÅÅ": {"indikator": "N21006", "decimal": ","}}),
        answered="N21006 2022: Gagnef 212345, Leksand 198764, Mora 243110, Orsa 187902",
    ),
    "R9_uttag.csv": of_title("Uttag ur verksamhetssystemet 2026-11-02", "2026"),
    "R9b_dnr.csv": of_title("Dnr 2023-1187", "2023"),
    "Hx_2.csv": beside("Antal svar U21468 2022", "Antal svar", "Antal svar U21468 ÅÅÅÅ"),
    "Hx_4.csv": beside("Målvärde U21468 2025", "Målvärde 2025", "Målvärde U21468 2025"),
    "Hx_7.csv": beside("U21468 2022 nedre gräns", "nedre gräns", "U21468 ÅÅÅÅ nedre gräns"),
    "Hx_10.csv": beside("U21468 2022 kvinnor 65-79 år", "65-79", "U21468 ÅÅÅÅ kvinnor 65-79 år", "K"),
    "T1_transposed.csv": Case(
        """U21468 Brukarbedömning
        År | Aneby | Gnosjö | Habo | Vaggeryd
        2021 | 70 | 71 | 72 | 73
        2022 | 74 | 75 | 76 | 77""",
        "",
        (("across", "2", "Aneby, Gnosjö, Habo"),),
        profile=Profile(layouts={"": {"turned": True}}),
        answered="""U21468 2021: Aneby 70, Gnosjö 71, Habo 72, Vaggeryd 73
        U21468 2022: Aneby 74, Gnosjö 75, Habo 76, Vaggeryd 77""",
    ),
    "F8_kryss.xlsx": Case(
        "Kommun | LSS-01 2022\nGagnef | X\nLeksand |\nMora | X\nOrsa |",
        None,
        (("tick", "B2 B4", "X"),),
        profile=Profile(signs={"x": "ja"}, columns={"LSS-01 ÅÅÅÅ": {"indikator": "LSS-01", "blank": "nej"}}),
        answered="LSS-01 2022: Gagnef 1, Leksand 0, Mora 1, Orsa 0",
    ),
}


# --- drawn ------------------------------------------------------------------------------------------------------------


def lines(drawn: str) -> list[list[str]]:
    """The cells of a drawn table as texts."""
    return [[cell.strip() for cell in line.split("|")] if line.strip() else [] for line in drawn.split("\n")]


def grid(drawn: str) -> Grid:
    """A drawn table as the cells of a workbook."""
    return Grid([[_cell(text) for text in line] for line in lines(drawn)], {})


def _cell(text: str) -> Cell:
    if not text:
        return None
    if text[0] in "=!'":
        return {"=": Formula(text[1:], 0.0), "!": Wrong(text[1:]), "'": text[1:]}[text[0]]
    figure = re.fullmatch(r"(-?\d+(?:\.\d+)?)(?: \[(.*)\])?", text)
    if not figure:
        return text
    number, code = float(figure[1]), figure[2]
    return number if not code else painted(number, code) if '"%"' in code else percent(number, code)


def right(drawn: str) -> dict[tuple[str, str, int, str], float | str]:
    """Drawn values: (indikator, kommun, year, gender) to value or kind of missing."""
    found = {}
    for line in filter(None, map(str.strip, drawn.splitlines())):
        head, _, values = line.partition(": ")
        about, year = head.split()
        id, _, gender = about.partition("/")
        for namn, value in (pair.rsplit(" ", 1) for pair in values.split(", ")):
            found[id, KOD[namn], int(year), gender or "T"] = value if value.isalpha() else float(value)
    return found


def questions(reading: Reading) -> tuple[tuple[str, str, str], ...]:
    """Of every question its kind, its cells, column or row, and what they hold; of a head the words beside the id."""
    return tuple(
        (doubt.doubt, " ".join(doubt.cells) or (str(doubt.row) if doubt.row else ""), doubt.words or doubt.holds)
        for doubt in reading.unsettled
    )


def read(path: Path, profile: Profile | None = None) -> Reading:
    return table.read(path, KOMMUNER, KNOWN, profile)


def written(folder: Path, file: str, case: Case, writer: str = "") -> Path:
    """A case's file, rebuilt."""
    path = folder / file
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(line) for line in lines(case.drawn)), "utf-8")
        return path
    return WRITERS[writer or OF_KIND[path.suffix][0]][1](path, {case.sheet: grid(case.drawn)})


FILES = [(file, case) for name, case in CASES.items() for file in case.files or (name,)]


# --- what is right ----------------------------------------------------------------------------------------------------


def is_right(reading: Reading, case: Case) -> None:
    """What was read is what the case says, and what is asked about can't be published."""
    assert questions(reading) == case.asked
    if case.values is not None:
        assert said(reading) == right(case.values)
    if case.asked:
        with pytest.raises(SourceError):
            table.delivery(reading, KOMMUNER, (), KNOWN, {})


@pytest.mark.parametrize(("file", "case"), FILES, ids=[file for file, _ in FILES])
def test_a_case_is_read_right_or_asked_about(tmp_path: Path, file: str, case: Case) -> None:
    reading = read(written(tmp_path, file, case))
    is_right(reading, case)
    for doubt in reading.unsettled:
        sentence = sentences.unsettled(reading.file, doubt, {kommun.kod: kommun for kommun in KOMMUNER}, KNOWN)
        assert file in sentence
        assert doubt.words in sentence


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.answered])
def test_what_is_asked_of_a_case_can_be_answered(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    reading = read(written(tmp_path, name, case), case.profile)
    assert questions(reading) == ()
    assert said(reading) == right(case.answered)


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".xlsx")])
def test_an_xlsx_holds_the_same_whoever_wrote_it(tmp_path: Path, name: str) -> None:
    first, second = (cells(written(tmp_path, f"{by}.xlsx", CASES[name], by)) for by in OF_KIND[".xlsx"])
    assert first == second


@pytest.mark.skipif(not ORIGINALS.exists(), reason=f"the original files are not here ({ORIGINALS})")
@pytest.mark.parametrize("file", [file for file, _ in FILES])
def test_the_original_of_a_case_is_read_as_the_one_rebuilt(file: str) -> None:
    is_right(read(ORIGINALS / file), dict(FILES)[file])


@pytest.mark.skipif(not ORIGINALS.exists(), reason=f"the original files are not here ({ORIGINALS})")
def test_every_original_is_a_case() -> None:
    assert {path.name for path in ORIGINALS.iterdir()} == {file for file, _ in FILES}


@pytest.mark.skipif(not ORIGINALS.exists(), reason=f"the original files are not here ({ORIGINALS})")
@pytest.mark.parametrize("file", [file for file, _ in FILES if Path(file).suffix in READERS])
def test_a_case_is_rebuilt_cell_by_cell(tmp_path: Path, file: str) -> None:
    assert cells(written(tmp_path, file, dict(FILES)[file])) == cells(ORIGINALS / file)
