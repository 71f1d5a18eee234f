"""Slow twins: workbooks read by openpyxl, xlrd and odfdo cell by cell; and workbooks spelled as no program does."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import odfdo
import openpyxl
import pytest
import xlrd
import xlsxwriter

from ojdash.sources.workbook.cells import Cell, Mark, plain
from ojdash.sources.workbook.formats import as_shown
from tests.sources.fixtures.grids import GRIDS, Formatted, Grid
from tests.sources.test_workbook import FIXTURES, cells
from tests.sources.test_workbook_formats import SHOWN
from tests.sources.writers import by_openpyxl, by_xlsxwriter, by_xlwt

SHARED = Path(__file__).parents[3] / "shared"
REAL = [path for folder in ("real-tables", "cases") for path in sorted((SHARED / folder).rglob("*.*"))]
Cells = dict[tuple[int, int], object]


def twin(path: Path) -> dict[str, Cells]:
    """Every filled cell of an xlsx as openpyxl knows it: its value, format, error or formula."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts that openpyxl does not keep
        stored, formulas = (openpyxl.load_workbook(path, data_only=data_only) for data_only in (True, False))
    found: dict[str, Cells] = {}
    for sheet in stored.worksheets:
        its = found.setdefault(sheet.title, {})
        for row, formula_row in zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=True):
            for cell, formula in zip(row, formula_row, strict=True):
                seen = _seen_by_openpyxl(cell, formula.data_type == "f")
                if seen != "":
                    its[cell.row - 1, cell.column - 1] = seen
    return found


def _seen_by_openpyxl(cell: openpyxl.cell.Cell, is_formula: bool) -> object:
    value = cell.value
    if cell.data_type == "e":
        return value, "error"
    if value is None:
        return "formula" if is_formula and cell.data_type != "str" else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_shown(float(value), cell.number_format).cell
    return plain(value)


def comparable(its: Cells) -> Cells:
    """Cells as the twin says them."""
    return {place: _comparable(cell) for place, cell in its.items()}


def _comparable(cell: object) -> object:
    if not isinstance(cell, Cell):
        return cell
    kind = cell.mark.kind
    return kind if kind == "formula" else (cell.holds, kind) if kind == "error" else cell.holds


def agree(path: Path, expected: dict[str, Cells]) -> None:
    """What our reader finds is what the twin found."""
    found = {name: comparable(its) for name, (its, _) in cells(path).items()}
    assert list(found) == list(expected)
    for name, its in expected.items():
        differ = {place: (found[name].get(place), its.get(place)) for place in {*its, *found[name]}}
        assert {place: pair for place, pair in differ.items() if pair[0] != pair[1]} == {}, name


# --- drawn and real workbooks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_a_drawn_xlsx_is_what_openpyxl_says(tmp_path: Path, write: Callable) -> None:
    path = write(tmp_path / "t.xlsx", GRIDS)
    agree(path, twin(path))


def test_libreoffice_s_xlsx_is_what_openpyxl_says() -> None:
    agree(FIXTURES / "libreoffice.xlsx", twin(FIXTURES / "libreoffice.xlsx"))


@pytest.mark.skipif(not REAL, reason=f"the real tables are not here ({SHARED})")
@pytest.mark.parametrize("path", [path for path in REAL if path.suffix == ".xlsx"], ids=lambda path: path.name)
def test_a_real_xlsx_is_what_openpyxl_says(path: Path) -> None:
    agree(path, twin(path))


@pytest.mark.parametrize(("kind", "write"), [(".xlsx", by_openpyxl), (".xlsx", by_xlsxwriter), (".xls", by_xlwt)])
def test_every_format_is_told_by_every_kind_of_file(tmp_path: Path, kind: str, write: Callable) -> None:
    formats = [shown for shown in SHOWN if shown[1] != "Standard"]  # what Swedish programs call it, but do not write
    grid = Grid([[Formatted(value, code, "", cell)] for value, code, cell in formats], {})
    ((its, _),) = cells(write(tmp_path / f"t{kind}", {"Blad1": grid})).values()
    read = {formats[row][:2]: cell for (row, _), cell in comparable(its).items()}
    assert read == {(value, code): cell for value, code, cell in formats}


# --- xls and ods ------------------------------------------------------------------------------------------------------


def xls_twin(path: Path) -> dict[str, Cells]:
    """Every filled cell of an xls as xlrd knows it, dates by our reading of the format and not by xlrd's."""
    book = xlrd.open_workbook(path, formatting_info=True)
    found: dict[str, Cells] = {}
    for sheet in book.sheets():
        its = found.setdefault(sheet.name, {})
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and cell.value != "":
                    its[row, column] = _seen_by_xlrd(cell, code, book.datemode)
    return found


def _seen_by_xlrd(cell: xlrd.sheet.Cell, code: str, datemode: int) -> object:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        shown, kind = as_shown(cell.value, code)
        return plain(xlrd.xldate_as_datetime(cell.value, datemode)) if kind == "date" else shown
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return plain(bool(cell.value))
    return (xlrd.error_text_from_code[cell.value], "error") if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def test_libreoffice_s_xls_is_what_xlrd_says() -> None:
    agree(FIXTURES / "libreoffice.xls", xls_twin(FIXTURES / "libreoffice.xls"))


@pytest.mark.skipif(not REAL, reason=f"the real tables are not here ({SHARED})")
@pytest.mark.parametrize("path", [path for path in REAL if path.suffix == ".xls"], ids=lambda path: path.name)
def test_a_real_xls_is_what_xlrd_says(path: Path) -> None:
    agree(path, xls_twin(path))


def ods_twin(path: Path) -> dict[str, Cells]:
    """Every number, text, date and truth of an ods as odfdo knows it; what is shown is not known to it."""
    found: dict[str, Cells] = {}
    for table in odfdo.Document(path).body.tables:
        table.rstrip(aggressive=True)
        its = found.setdefault(table.name, {})
        for row in table.traverse():
            for cell in row.traverse():
                if cell.value is not None and cell.value != "":
                    its[cell.y, cell.x] = cell.value
    return found


ODS = [FIXTURES / "libreoffice.ods", *(path for path in REAL if path.suffix == ".ods")]


@pytest.mark.parametrize("path", ODS, ids=lambda path: path.name)
def test_an_ods_has_its_cells_where_odfdo_says(path: Path) -> None:
    expected = ods_twin(path)
    for name, (its, _) in cells(path).items():
        errors = {place for place, cell in its.items() if isinstance(cell, Cell) and cell.mark.kind == "error"}
        assert set(its) - errors == set(expected[name]) - errors
        for place, cell in its.items():
            value = expected[name].get(place)
            if isinstance(cell, float):
                assert cell == float(value)
            elif isinstance(cell, Cell) and cell.mark.kind in ("share", "literal"):
                number = float(re.search(r"-?[\d.]+", cell.holds)[0])
                assert number == pytest.approx(float(value) * (100 if cell.mark.kind == "share" else 1))
            elif isinstance(value, datetime.date):
                assert cell == plain(value)
            elif isinstance(value, str) and place not in errors:
                assert cell == value


# --- spelled otherwise ------------------------------------------------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def rewritten(path: Path, into: Path, change: Callable[[str, str], str]) -> Path:
    """The same workbook with every part changed: (name of the part, its text) to its new text."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode("utf-8")))
    return into


def without_addresses(text: str, rows: bool, columns: bool) -> str:
    """A sheet whose rows or cells do not say where they stand; those between are written out as empty."""
    ElementTree.register_namespace("", MAIN)
    sheet = ElementTree.fromstring(text)
    data = sheet.find(f"{{{MAIN}}}sheetData")
    for row in list(data):
        number = int(row.get("r"))
        if rows:
            while list(data).index(row) < number - 1:
                data.insert(list(data).index(row), ElementTree.Element(f"{{{MAIN}}}row"))
            del row.attrib["r"]
        for cell in list(row) if columns else ():
            place = ord(cell.get("r")[0]) - ord("A")
            while list(row).index(cell) < place:
                row.insert(list(row).index(cell), ElementTree.Element(f"{{{MAIN}}}c"))
            del cell.attrib["r"]
    return ElementTree.tostring(sheet, encoding="unicode")


def prefixed(text: str) -> str:
    """A part whose elements all have a prefix."""
    text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"<(/?)(?=[A-Za-z]\w*[\s/>])", r"<\1x:", text) if f'xmlns:x="{MAIN}"' in text else text


def strict(text: str) -> str:
    """A part of the strict kind."""
    for loose, own in STRICT.items():
        text = text.replace(loose, own)
    return text


def _of_sheets(change: Callable[[str], str]) -> Callable[[str, str], str]:
    return lambda name, text: change(text) if name.startswith("xl/worksheets/sheet") else text


WAYS: dict[str, Callable[[str, str], str]] = {
    "cells without r": _of_sheets(lambda text: without_addresses(text, rows=False, columns=True)),
    "rows without r": _of_sheets(lambda text: without_addresses(text, rows=True, columns=False)),
    "neither has r": _of_sheets(lambda text: without_addresses(text, rows=True, columns=True)),
    "single quotes": lambda name, text: re.sub(r'="([^"\']*)"', r"='\1'", text),
    "spaces around =": _of_sheets(lambda text: re.sub(r'(\s\w+)="', r'\1 = "', text)),
    "lines between attributes": _of_sheets(lambda text: re.sub(r'" (\w+=")', r'"\n\t\1', text)),
    "attributes turned": _of_sheets(lambda text: re.sub(r'<c (r="\w+") ([^/>]+?)(/?)>', r"<c \2 \1\3>", text)),
    "a prefix": lambda name, text: prefixed(text),
    "strict": lambda name, text: strict(text),
    "a comment in every cell": _of_sheets(lambda text: text.replace("<v>", "<!-- <v>1</v> --><v>")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_a_workbook_spelled_otherwise_is_the_same(tmp_path: Path, write: Callable, way: str) -> None:
    path = write(tmp_path / "t.xlsx", GRIDS)
    assert cells(rewritten(path, tmp_path / "other.xlsx", WAYS[way])) == cells(path)


def test_a_formula_that_is_an_empty_text_is_empty_and_one_without_a_value_is_told(tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "t.xlsx", {"Blad1": GRIDS["fel_och_formel"]})
    asked = rewritten(
        path, tmp_path / "other.xlsx", lambda name, text: text.replace('<c r="D8">', '<c r="D8" t="str">')
    )
    assert cells(path)["Blad1"][0][7, 3] == Cell("=D5+3", Mark("formula", "=D5+3"))
    assert (7, 3) not in cells(asked)["Blad1"][0]


def test_a_zero_that_nobody_has_reckoned_is_a_formula_without_a_value(tmp_path: Path) -> None:
    """xlsxwriter writes 0 for every formula, and that the workbook is to be reckoned when it is opened."""
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_formula("A1", "=40+2")
        sheet.write_formula("A2", "=40+2", None, 42)
        sheet.write_number("A3", 0)
    reckoned = rewritten(
        tmp_path / "t.xlsx", tmp_path / "reckoned.xlsx", lambda name, text: text.replace(' fullCalcOnLoad="1"', "")
    )
    assert comparable(cells(tmp_path / "t.xlsx")["Blad1"][0]) == {(0, 0): "formula", (1, 0): 42, (2, 0): 0}
    assert comparable(cells(reckoned)["Blad1"][0]) == {(0, 0): 0, (1, 0): 42, (2, 0): 0}
