"""Drawn grids written as workbooks by programs that are not ours: each writes the same grid in its own way."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import odfdo
import openpyxl
import xlsxwriter
import xlwt

from tests.sources.fixtures.grids import Cell, Formatted, Formula, Grid, Wrong

DATE = "yyyy-mm-dd"


def by_xlsxwriter(path: Path, grids: Mapping[str, Grid]) -> Path:
    """An xlsx with a sheet of each grid."""
    with xlsxwriter.Workbook(path) as book:
        styles: dict[str, object] = {}

        def style(code: str) -> object:
            return styles.setdefault(code, book.add_format({"num_format": code}))

        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for top, left, bottom, right in grid.merges:
                sheet.merge_range(top, left, bottom, right, "")
            for row, column, cell in _filled(grid):
                if isinstance(cell, Formatted):
                    sheet.write_number(row, column, cell.number, style(cell.code))
                elif isinstance(cell, Wrong):
                    sheet.write_formula(row, column, "=1/0", None, cell.shown)
                elif isinstance(cell, Formula):
                    sheet.write_formula(row, column, f"={cell.formula}", None, "")
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(row, column, cell, style(DATE))
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write(row, column, cell)
    return path


def by_openpyxl(path: Path, grids: Mapping[str, Grid]) -> Path:
    """An xlsx with a sheet of each grid."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row, column, cell in _filled(grid):
            place = sheet.cell(row + 1, column + 1)
            if isinstance(cell, Formatted):
                place.value, place.number_format = cell.number, cell.code
            elif isinstance(cell, Wrong):
                place.value = cell.shown
            elif isinstance(cell, Formula):
                place.value = f"={cell.formula}"
            else:
                place.value = cell
                if isinstance(cell, str):
                    place.data_type = "s"
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(path)
    return path


def by_xlwt(path: Path, grids: Mapping[str, Grid]) -> Path:
    """An xls with a sheet of each grid; a formula is what it is, for xlrd tells no formula apart."""
    book = xlwt.Workbook()
    styles: dict[str, xlwt.XFStyle] = {}

    def style(code: str) -> xlwt.XFStyle:
        if code not in styles:
            styles[code] = xlwt.XFStyle()
            styles[code].num_format_str = code
        return styles[code]

    for name, grid in grids.items():
        sheet = book.add_sheet(name)
        for top, left, bottom, right in grid.merges:
            sheet.merge(top, bottom, left, right)
        for row, column, cell in _filled(grid):
            if isinstance(cell, Formatted):
                sheet.write(row, column, cell.number, style(cell.code))
            elif isinstance(cell, Wrong):
                sheet.row(row).set_cell_error(column, cell.shown)
            elif isinstance(cell, datetime.date):
                sheet.write(row, column, cell, style(DATE))
            else:
                sheet.write(row, column, cell.value if isinstance(cell, Formula) else cell)
    book.save(str(path))
    return path


def by_odfdo(path: Path, grids: Mapping[str, Grid]) -> Path:
    """An ods with a table of each grid."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, grid in grids.items():
        table = odfdo.Table(name)
        for row, column, cell in _filled(grid):
            table.set_cell((column, row), _ods_cell(cell))
        for top, left, bottom, right in grid.merges:
            table.set_span((left, top, right, bottom))
        document.body.append(table)
    document.save(path)
    return path


def _ods_cell(cell: Cell) -> odfdo.Cell:
    if isinstance(cell, Formatted):
        place = odfdo.Cell(cell.number, cell_type="percentage" if cell.is_share else "float")
        place.get_element("text:p").text = cell.shown
        return place
    if isinstance(cell, Wrong):
        place = odfdo.Cell(cell.shown, formula="of:=1/0")
        place.set_attribute("calcext:value-type", "error")
        return place
    if isinstance(cell, Formula):
        return odfdo.Cell(formula=f"of:={cell.formula}")
    return odfdo.Cell(cell)


def _filled(grid: Grid) -> list[tuple[int, int, Cell]]:
    return [
        (row, column, cell)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell is not None
    ]


WRITERS: dict[str, tuple[str, Callable[[Path, Mapping[str, Grid]], Path]]] = {
    "xlsxwriter": (".xlsx", by_xlsxwriter),
    "openpyxl": (".xlsx", by_openpyxl),
    "xlwt": (".xls", by_xlwt),
    "odfdo": (".ods", by_odfdo),
}
