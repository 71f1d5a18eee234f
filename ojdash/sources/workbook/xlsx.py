"""A workbook of today (OOXML): values and merges by calamine, and what it does not say by the document's own parts.

The parts are read by expat, and only those of sheets where a format, an error or a formula may say more.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from ojdash.sources.workbook.cells import Cell, Mark, formatted, noted, plain
from ojdash.sources.workbook.formats import is_plain
from ojdash.sources.workbook.wire import Head, Row, Sheet

WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
PERCENT = {9: "0%", 10: "0.00%"}  # the formats with a number of their own that mean more than the number
CELL, ROW, FORMULA, RUN = ({f"{space} {tag}" for space in NAMESPACES} for tag in ("c", "row", "f", "r"))
NOTE = {f"{space} {tag}" for space in NAMESPACES for tag in ("vertAlign", "strike")}
RAISED = re.compile(rb"<(?:[\w.-]+:)?(?:vertAlign|strike)[\s/>]")
VALUE = {f"{space} {tag}" for space in NAMESPACES for tag in ("v", "t")}
ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w-]+)""")
UTF_8 = (b"utf-8", b"us-ascii")
# What has to be in a piece of a sheet before it is looked at closely, which takes longer than all else.
GUARDS = {"f": (b"<f", b":f"), "e": (b'"e"', b"'e'"), "r": (b"vertAlign", b"strike"), "s": (b"s=", b"s =")}
PIECE = 2**20
LONGEST_FORMULA = 60

Marks = dict[int, dict[int, str | Cell]]  # by row and column the format of a number, or the cell itself


def sheets(path: str) -> Iterator[Sheet]:
    """Every sheet.

    Raises  python_calamine.PasswordError, CalamineError, KeyError, ElementTree.ParseError, expat.ExpatError
    """
    book = python_calamine.CalamineWorkbook.from_path(path)
    with zipfile.ZipFile(path) as folder:
        workbook = ElementTree.fromstring(folder.read(WORKBOOK))
        members = _members(folder, workbook)
        tells = _Tells(_codes(folder), _notes(folder), _is_reckoned(workbook))
        worksheets = [
            (number, sheet)
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        for number, metadata in worksheets:
            sheet = book.get_sheet_by_index(number)
            height, width = (last + 1 for last in sheet.end or (-1, -1))
            visible = metadata.visible == python_calamine.SheetVisibleEnum.Visible
            head = Head(metadata.name, visible, height, width, len(worksheets))
            rows = _rows(sheet, _marks(folder, members[number], tells)) if height else ()
            yield Sheet(head, rows, [(*first, *last) for first, last in sheet.merged_cell_ranges or ()])


def _rows(sheet: python_calamine.CalamineSheet, marks: Marks) -> Iterator[Row]:
    """Rows from the first of the sheet, columns from its first: calamine gives the empty rows above what is filled, and
    leaves out the empty columns before it."""
    height, width = (last + 1 for last in sheet.end)
    below = range(height, max(marks, default=-1) + 1)  # formulas without a value, which calamine does not count
    for number, row in enumerate(chain(sheet.iter_rows(), ([] for _ in below))):
        cells = [cell if type(cell) in (str, float) else plain(cell) for cell in row]
        cells = [""] * (width - len(cells)) + cells
        for column, mark in marks.get(number, {}).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = _marked(cells[column], mark)
        yield cells


def _marked(cell: str | float, mark: str | Cell) -> str | float | Cell:
    if isinstance(mark, Cell):
        return mark
    return formatted(cell, mark) if isinstance(cell, float) else cell


# --- the document's own parts -----------------------------------------------------------------------------------------


def _is_reckoned(workbook: ElementTree.Element) -> bool:
    """Whether the values of formulas are stored; else they are reckoned when it is opened, and a stored 0 is none."""
    reckoning = workbook.find("{*}calcPr")
    return reckoning is None or reckoning.get("fullCalcOnLoad") not in ("1", "true")


def _members(folder: zipfile.ZipFile, workbook: ElementTree.Element) -> list[str]:
    """The member of each sheet, in the workbook's order."""
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(folder.read(posixpath.join("xl/_rels", "workbook.xml.rels")))
    }
    names = []
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        id = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        names.append(posixpath.normpath(posixpath.join("/xl", targets[id])).lstrip("/"))
    return names


def _codes(folder: zipfile.ZipFile) -> dict[str, str]:
    """Of every cell style whose format says more than the number, that format."""
    if STYLES not in folder.namelist():
        return {}
    styles = ElementTree.fromstring(folder.read(STYLES))
    own = {int(one.get("numFmtId")): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    codes = PERCENT | own
    every = (codes.get(int(one.get("numFmtId", 0)), "") for one in styles.iterfind("{*}cellXfs/{*}xf"))
    return {str(style): code for style, code in enumerate(every) if code and not is_plain(code)}


def _notes(folder: zipfile.ZipFile) -> dict[str, str]:
    """Of every shared text with letters that are raised, lowered or struck out, the text that shows it."""
    if STRINGS not in folder.namelist() or not RAISED.search(content := folder.read(STRINGS)):
        return {}
    return {
        str(number): "".join(map(_run, text.iterfind("{*}r")))
        for number, text in enumerate(ElementTree.fromstring(content).iterfind("{*}si"))
        if any(_is_raised(run) for run in text.iterfind("{*}r"))
    }


def _run(run: ElementTree.Element) -> str:
    text = "".join(part.text or "" for part in run.iterfind("{*}t"))
    return noted(text) if _is_raised(run) else text


def _is_raised(run: ElementTree.Element) -> bool:
    return run.find("{*}rPr/{*}vertAlign") is not None or run.find("{*}rPr/{*}strike") is not None


@dataclass(frozen=True, slots=True)
class _Tells:
    """What a workbook says of its sheets' cells: formats by style, texts with notes, whether formulas have values."""

    codes: dict[str, str]
    notes: dict[str, str]
    is_reckoned: bool


def _marks(folder: zipfile.ZipFile, member: str, tells: _Tells) -> Marks:
    """What formats, errors, formulas and notes of a sheet say; it is read a second time only if there are any."""
    telling = _telling(folder, member, tells.codes) | ({"r"} if tells.notes else set())
    if not telling:
        return {}
    parser = expat.ParserCreate(namespace_separator=" ")
    scan = _Scan(tells)
    parser.StartElementHandler = scan.start
    if telling & {"f", "e", "r"}:
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = scan.start_whole, scan.end
        parser.CharacterDataHandler = scan.text
    with folder.open(member) as file:
        parser.ParseFile(file)
    return scan.marks


def _telling(folder: zipfile.ZipFile, member: str, codes: dict[str, str]) -> set[str]:
    """What of formulas (f), errors (e), notes (r), telling styles (s) a sheet has; in pieces, for most have none."""
    styles = "|".join(codes).encode()
    signs = {
        "f": re.compile(rb"<(?:[\w.-]+:)?f[\s/>]"),
        "e": re.compile(rb"""\st\s*=\s*["']e["']"""),
        "r": RAISED,
        "s": re.compile(rb"""\ss\s*=\s*["'](?:%s)["']""" % styles),
    }
    if not codes:
        del signs["s"]
    found = {"s"} if "0" in codes else set()  # the style of cells that name none
    before = b""
    with folder.open(member) as file:
        while piece := file.read(PIECE):
            if not before and (other := ENCODING.search(piece[:200])) and other[1].lower() not in UTF_8:
                return set(signs)
            part = before + piece
            likely = {kind for kind in signs.keys() - found if any(sign in part for sign in GUARDS[kind])}
            found |= {kind for kind in likely if signs[kind].search(part)}
            before = piece[-64:]
    return found


class _Scan:
    """What expat meets of a sheet's cells; a row or cell that does not say its place comes after the one before."""

    def __init__(self, tells: _Tells) -> None:
        self.codes, self.notes = tells.codes, tells.notes
        self.no_values = ("",) if tells.is_reckoned else ("", "0")
        self.is_raised = self.is_noted = False
        self.marks: Marks = {}
        self.row = -1
        self.reference, self.after = "", 0  # the last address, and how many cells since had none
        self.style, self.kind, self.inside = "0", "n", ""
        self.formula: str | None = None
        self.value = ""

    def start(self, name: str, said: dict[str, str]) -> None:
        """An element begins, in a sheet where only the styles tell more."""
        if name in CELL:
            self.reference, self.after = (said["r"], 0) if "r" in said else (self.reference, self.after + 1)
            code = self.codes.get(said.get("s", "0"))
            if code is not None and said.get("t", "n") == "n":
                self._mark(code)
        elif name in ROW:
            self.row = int(said["r"]) - 1 if "r" in said else self.row + 1
            self.reference, self.after = "", 0

    def start_whole(self, name: str, said: dict[str, str]) -> None:
        """An element begins, where formulas and errors tell more too."""
        if name in CELL:
            self.style, self.kind = said.get("s", "0"), said.get("t", "n")
            self.formula, self.value, self.inside = None, "", ""
            self.is_raised = self.is_noted = False
            self.reference, self.after = (said["r"], 0) if "r" in said else (self.reference, self.after + 1)
        elif name in FORMULA:
            self.formula, self.inside = "", "f"
        elif name in VALUE:
            self.inside = "v"
        elif name in NOTE:
            self.is_raised = self.is_noted = True
        else:
            self.start(name, said)

    def text(self, text: str) -> None:
        """Characters of a value or a formula."""
        if self.inside == "v":
            self.value += noted(text) if self.is_raised else text
        elif self.inside == "f":
            self.formula += text[:LONGEST_FORMULA]

    def end(self, name: str) -> None:
        """An element ends."""
        if name in FORMULA or name in VALUE:
            self.inside = ""
        if name in RUN:
            self.is_raised = False
        if name not in CELL:
            return
        if self.kind == "e":
            self._mark(Cell(self.value or "#", Mark("error")))
        elif self.formula is not None and self.value in self.no_values and self.kind != "str":
            formula = f"={self.formula[:LONGEST_FORMULA]}"
            self._mark(Cell(formula, Mark("formula", formula)))
        elif self.is_noted or (self.kind == "s" and self.value in self.notes):
            self._mark(Cell(self.notes.get(self.value, self.value), Mark("note")))
        elif self.kind == "n" and self.style in self.codes:
            self._mark(self.codes[self.style])

    def _mark(self, mark: str | Cell) -> None:
        self.marks.setdefault(self.row, {})[_column(self.reference) + self.after] = mark


def _column(reference: str) -> int:
    """The column of an address: B14 is 1, none at all is before the first."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1
