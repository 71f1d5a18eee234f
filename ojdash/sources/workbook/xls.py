"""An old workbook (BIFF), by xlrd: the one reader that knows its number formats."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd
from xlrd import biffh

from ojdash.sources.workbook.cells import Cell, Mark, formatted, noted, plain
from ojdash.sources.workbook.wire import Head, Row, Sheet

# Exporters of old leave chains of sectors that xlrd takes for corruption, and spreadsheets read without a word.
TOLERANT = {"ignore_workbook_corruption": True, "logfile": io.StringIO()}


def sheets(path: str) -> Iterator[Sheet]:
    """Every sheet.

    Raises  PermissionError   a password
            xlrd.XLRDError    no workbook, or a broken one
    """
    try:
        book = xlrd.open_workbook(path, formatting_info=True, on_demand=True, **TOLERANT)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise PermissionError from error
        raise
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        head = Head(sheet.name, sheet.visibility == 0, sheet.nrows, sheet.ncols, book.nsheets)
        yield Sheet(head, _rows(book, sheet), merges)
        book.unload_sheet(number)


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Row]:
    codes = dict(enumerate(book.format_map[xf.format_key].format_str for xf in book.xf_list))
    for row in range(sheet.nrows):
        cells = [_cell(book, cell, codes) for cell in sheet.row(row)]
        for column in (column for at, column in sheet.rich_text_runlist_map if at == row):
            cells[column] = _runs(book, cells[column], sheet.rich_text_runlist_map[row, column])
        yield cells


def _runs(book: xlrd.Book, text: str, runs: list[tuple[int, int]]) -> str:
    """A text whose letters differ, those that are raised, lowered or struck out as notes."""
    parts = [text[: runs[0][0]]]
    for (start, number), end in zip(runs, [start for start, _ in runs[1:]] + [len(text)], strict=True):
        font = book.font_list[number]
        parts.append(noted(text[start:end]) if font.escapement or font.struck_out else text[start:end])
    return "".join(parts)


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell, codes: dict[int, str]) -> str | float | Cell:
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return formatted(cell.value, codes.get(cell.xf_index, "General"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return plain(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode))
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return plain(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(biffh.error_text_from_code.get(cell.value, "#"), Mark("error"))
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else ""
