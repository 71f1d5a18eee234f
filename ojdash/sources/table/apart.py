"""Workbooks are opened in a process of their own, with a ceiling on memory and time: a hostile file ends only that.

Run as a script with the file's name; writes what it found with `marshal` to standard output: of every sheet a head,
blocks of rows (a column's places as bytes, and the different cells it had not had before), None, and single cells that
say more than calamine does; None ends it all. Nothing is executed: calamine reads stored values, and formulas are text.
"""

from __future__ import annotations

import datetime
import gc
import marshal
import re
import resource
import sys
import zipfile
from array import array
from collections.abc import Iterator
from itertools import count, islice
from typing import BinaryIO

import python_calamine

# Exit codes for what a person can do something about.
PASSWORD, BROKEN, TOO_LARGE = 3, 4, 5

CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STYLE = re.compile(rb'\bs="(\d+)"')
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
PERCENT_IDS = {9, 10}
PLAIN = {str, float, int}
BLOCK = 20_000


def main(path: str, memory: int, seconds: int, most_cells: int) -> int:
    """Print the workbook's sheets; the exit code says what was wrong with it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    gc.disable()  # nothing here refers to itself, and looking through millions of cells costs a second
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        parts = _parts(path)
        out, total = sys.stdout.buffer, 0
        every = [said.typ == python_calamine.SheetTypeEnum.WorkSheet for said in book.sheets_metadata]
        marshal.dump(sum(every), out)
        for number, said in enumerate(book.sheets_metadata):
            if not every[number]:
                continue
            sheet = book.get_sheet_by_index(number)
            height, width = (last + 1 for last in sheet.end or (-1, -1))
            total += height * width
            if total > most_cells:
                print(total, sheet.name, file=sys.stderr)
                return TOO_LARGE
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            visible = said.visible == python_calamine.SheetVisibleEnum.Visible
            marshal.dump((said.name, merges, visible, height, width), out)
            out.flush()
            if height:
                _write(sheet, out)
            del sheet
            marshal.dump(None, out)
            marshal.dump(list(_mended(path, *parts[number])) if number in parts else [], out)
        marshal.dump(None, out)
        out.flush()
    except python_calamine.PasswordError:
        return PASSWORD
    except MemoryError:
        return TOO_LARGE
    except BaseException as error:  # where calamine panics that is no Exception
        print(error, file=sys.stderr)
        return BROKEN
    return 0


def _write(sheet: python_calamine.CalamineSheet, out: BinaryIO) -> None:
    """A sheet's rows in blocks, from the first row and column of the sheet; the empty ones before the data too."""
    width = sheet.end[1] + 1
    known: list[dict] = [{"": 0} for _ in range(width)]
    rows = sheet.iter_rows()
    block: list = [[""] * width for _ in range(sheet.start[0])]
    while block := block + list(islice(rows, BLOCK)):
        filled = [row if len(row) == width else [""] * (width - len(row)) + row for row in block]
        marshal.dump([_placed(column, its) for column, its in zip(zip(*filled, strict=True), known, strict=True)], out)
        block = []


def _placed(column: tuple, known: dict) -> tuple[bytes, list]:
    """The places of a column's cells among its different ones, and those that it had not had before."""
    if not set(map(type, column)) <= PLAIN:
        column = tuple(map(_plain, column))
    new = [cell for cell in dict.fromkeys(column) if cell not in known]
    known.update(zip(new, count(len(known))))
    return array("i", map(known.__getitem__, column)).tobytes(), new


def _plain(cell):
    """A cell as a text or a number."""
    if type(cell) is bool:
        return "Ja" if cell else "Nej"
    if isinstance(cell, datetime.date | datetime.time | datetime.datetime):
        return cell.isoformat()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell


def _parts(path: str) -> dict[int, tuple[str, set[int]]]:
    """Of an xlsx: each sheet's member by its number, and the styles that show percent. Empty for other formats."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as folder:
        names = set(folder.namelist())
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}
        percent = _percent_styles(folder.read("xl/styles.xml")) if "xl/styles.xml" in names else set()
        links = {}
        for tag in re.findall(rb"<Relationship\b[^>]*>", folder.read("xl/_rels/workbook.xml.rels")):
            said = dict(ATTRIBUTE.findall(tag))
            links[said.get(b"Id")] = said.get(b"Target", b"").decode()
        found = {}
        for number, tag in enumerate(SHEET.findall(folder.read("xl/workbook.xml"))):
            target = links.get(dict(ATTRIBUTE.findall(tag)).get(b"r:id"), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if name in names:
                found[number] = (name, percent)
        return found


def _percent_styles(styles: bytes) -> set[int]:
    own = set(PERCENT_IDS)
    for tag in re.findall(rb"<numFmt\b[^>]*>", styles):
        said = dict(ATTRIBUTE.findall(tag))
        if b"%" in said.get(b"formatCode", b""):
            own.add(int(said[b"numFmtId"]))
    cells = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
    tags = re.findall(rb"<xf\b[^>]*>", cells[0]) if cells else []
    return {
        number for number, tag in enumerate(tags) if int(dict(ATTRIBUTE.findall(tag)).get(b"numFmtId", b"0")) in own
    }


def _mended(path: str, member: str, percent: set[int]) -> Iterator[tuple[int, int, str | float]]:
    """What calamine does not say, as row, column, text: a number shown as percent with its sign; an error, or a
    formula without a stored value, as its own text, so that it is named and not taken for a blank."""
    with zipfile.ZipFile(path) as folder:
        if not _needed(folder, member, percent):
            return
        xml = folder.read(member)
    for found in CELL.finditer(xml):
        head, body = found[1], found[2] or b""
        style = STYLE.search(head)
        shown = style is not None and int(style[1]) in percent
        formula, wrong = b"<f" in body, b't="e"' in head
        if not (shown or formula or wrong) or not (where := REFERENCE.search(head)):
            continue
        row, column = int(where[2]) - 1, _column(where[1])
        value = re.search(rb"<v[^>]*>([^<]+)</v>", body)
        if wrong:
            yield row, column, value[1].decode("utf-8", "replace") if value else "#"
        elif shown and value and b't="' not in head:
            yield row, column, f"{round(float(value[1]) * 100, 10)!r} %"
        elif formula and not value and b"<is>" not in body:
            text = re.search(rb"<f[^>]*>(.*?)</f>", body, re.DOTALL)
            yield row, column, "=" + (text[1].decode("utf-8", "replace")[:60] if text else "")


def _needed(folder: zipfile.ZipFile, member: str, percent: set[int]) -> bool:
    """Whether a sheet has any formula, error or percent; read in pieces, for most have none."""
    wanted = [b"<f>", b"<f ", b't="e"', *(b's="%d"' % style for style in percent)]
    before = b""
    with folder.open(member) as file:
        while piece := file.read(2**20):
            if any(sign in before + piece for sign in wanted):
                return True
            before = piece[-16:]
    return False


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:5])))
