"""An OpenDocument sheet: every cell says its type (percentage, float, date, error) and what is shown of it.

Read by the standard library's reader of XML: the value types are all that is needed, and readers that know them
(odfpy, odfdo) make objects of the whole document first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from ojdash.sources.workbook.cells import Cell, Mark, noted, plain
from ojdash.sources.workbook.formats import positional, with_words
from ojdash.sources.workbook.wire import Head, Merge, Row, Sheet

OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
NUMBERS = ("float", "currency")
SHOWN = re.compile(r"(?P<before>[^\d]*?)(?P<number>[-+−–]?\d[\d\s.,'’\u00a0\u202f]*)(?P<after>[^\d]*)", re.DOTALL)
OTHER_NOTATION = re.compile(r"[-−]?\d+(?:[.,]\d+)?[eE][+-]?\d+|[-−]?(?:\d+\s+)?\d+\s*/\s*\d+")  # 7.2E+01, 1 1/2
DIGITS = re.compile(r"\d+")
HIDDEN = ";;;"  # the format that shows nothing
PAINTED = re.compile(r"[\s()+−–-]+")
LONGEST_FORMULA = 60
MOST_COLUMNS = 16_384  # of any sheet


Events = Iterator[tuple[str, ElementTree.Element]]


def sheets(path: str) -> Iterator[Sheet]:
    """Every sheet.

    Raises  KeyError, ElementTree.ParseError  the document has no content, or a broken one
    """
    with zipfile.ZipFile(path) as folder, folder.open("content.xml") as file:
        events, hidden, depth = ElementTree.iterparse(file, ("start", "end")), set(), []
        raised: set[str | None] = set()  # styles of letters that are raised, lowered or struck out
        for event, element in events:
            if event == "start":
                depth.append(element.tag)
                if element.tag == f"{TABLE}table" and depth[-2] == f"{OFFICE}spreadsheet":
                    head = Head(element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name") not in hidden)
                    merges: list[Merge] = []
                    yield Sheet(head, _rows(events, element, merges, raised), merges)
                    depth.pop()
            else:
                depth.pop()
                properties = element.find(f"{STYLE}table-properties") if element.tag == f"{STYLE}style" else None
                if properties is not None and properties.get(f"{TABLE}display") == "false":
                    hidden.add(element.get(f"{STYLE}name"))
                letters = element.find(f"{STYLE}text-properties") if element.tag == f"{STYLE}style" else None
                if letters is not None and element.get(f"{STYLE}family") == "text" and _are_raised(letters):
                    raised.add(element.get(f"{STYLE}name"))


def _are_raised(letters: ElementTree.Element) -> bool:
    lines = (letters.get(f"{STYLE}text-line-through-{what}", "none") for what in ("style", "type"))
    return not letters.get(f"{STYLE}text-position", "0%").startswith("0%") or any(line != "none" for line in lines)


def _rows(events: Events, table: ElementTree.Element, merges: list[Merge], raised: set[str | None]) -> Iterator[Row]:
    """The rows of a table up to its last filled one; the events are read to the table's end."""
    row = empty = 0
    parents = [table]
    for event, element in events:
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if element is table:
            return
        if element.tag == f"{TEXT}span" and element.get(f"{TEXT}style-name") in raised:
            element.text = noted(element.text or "")
        if element.tag != f"{TABLE}table-row":
            continue
        cells = _cells(element, row + empty, merges)
        times = _times(element, "rows-repeated")
        if cells:
            for _ in range(empty):
                yield []
            for _ in range(times):
                yield cells
            row, empty = row + empty + times, 0
        else:
            empty += times
        element.clear()
        parents[-1].remove(element)


def _cells(row: ElementTree.Element, number: int, merges: list[Merge]) -> list[str | float | Cell]:
    """The cells of a row up to its last filled one; what is merged is added to `merges`."""
    cells: list[str | float | Cell] = []
    column = 0
    for element in row:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        down, across = (_times(element, f"{what}-spanned") for what in ("rows", "columns"))
        if down > 1 or across > 1:
            merges.append((number, column, number + down - 1, column + across - 1))
        times = min(_times(element, "columns-repeated"), MOST_COLUMNS - column)
        cell = _cell(element)
        if cell != "":
            cells += [""] * (column - len(cells)) + [cell] * times
        column += times
    return cells


def _times(element: ElementTree.Element, what: str) -> int:
    times = int(element.get(f"{TABLE}number-{what}", 1))
    if times < 1:
        raise ValueError(f"number-{what} = {times}")
    return times


def _cell(element: ElementTree.Element) -> str | float | Cell:
    kind, formula = element.get(f"{OFFICE}value-type"), element.get(f"{TABLE}formula")
    if kind is None and formula:
        return Cell(f"={formula[:LONGEST_FORMULA]}", Mark("formula", formula[:LONGEST_FORMULA]))
    if kind is None:
        return ""
    lines = [_text(line) for line in element.iterfind(f"{TEXT}p")]
    text = "\n".join(lines)
    if element.get(f"{CALC}value-type") == "error":
        return Cell(text or "#", Mark("error"))
    if kind in (*NUMBERS, "percentage"):
        value = float(element.get(f"{OFFICE}value"))
        value = round(value * 100, 10) if kind == "percentage" else value
        cell = _number(value, text) if lines else value
        return _share(cell) if kind == "percentage" else cell
    if kind == "boolean":
        return plain(element.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return element.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "time":
        return element.get(f"{OFFICE}time-value", "")
    return element.get(f"{OFFICE}string-value", text)


def _share(cell: float | Cell) -> Cell:
    """A number of percent, which its text says or not; what stands there instead of it stays."""
    if not isinstance(cell, Cell):
        return Cell(f"{positional(cell)} %", Mark("share"))
    return Cell(cell.holds, Mark("share")) if cell.mark.kind == "literal" else cell


def _number(value: float, text: str) -> float | Cell:
    """A number as its text shows it, with all its decimals: with the words around it, or what stands there instead.

    A dash for zero is zero. "<5" of a 3, and anything else that is not the number, is that text; "212 kr" of 212 345,
    which can be misread, is both. What shows the number times 100 with a percent sign is a share, as some programs say
    only by their format; what shows it divided by thousands is in thousands.
    """
    text = text.strip()
    if _is_just(text, value) or OTHER_NOTATION.fullmatch(text) or (value == 0 and text and not PAINTED.sub("", text)):
        return value
    shown = SHOWN.fullmatch(text)
    if not shown:
        return Cell(text or _both(value, HIDDEN), Mark("words"))
    before, after = (PAINTED.sub(" ", shown[side]).strip() for side in ("before", "after"))
    if _shows(shown["number"], value):
        return Cell(with_words(before, value, after), Mark("literal")) if before or after else value
    if "%" in before + after and _shows(shown["number"], value * 100):
        return Cell(with_words(before, round(value * 100, 10), after), Mark("share"))
    scaled = not before and not after and any(_shows(shown["number"], value / 1000**times) for times in (1, 2, 3))
    if scaled:
        return Cell(value, Mark("scaled", text))
    return Cell(text if before else _both(value, text), Mark("words"))


def _is_just(text: str, value: float) -> bool:
    """Whether a text is the number, rounded, and nothing else: as most are, so that they cost no more than this."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
    try:
        shown = float(bare)
    except ValueError:
        return False
    return abs(shown - value) <= 0.5 * 10.0 ** -len(bare.partition(".")[2]) + 1e-9 * abs(value)


def _both(value: float, text: str) -> str:
    """A number and what stands there instead of it, which is no value to anyone."""
    return f"{positional(value)} ({text})"


def _shows(text: str, value: float) -> bool:
    """Whether digits with points, commas and spaces are a number rounded: the last sign may be before its decimals."""
    groups = DIGITS.findall(text)
    whole = int("".join(groups))
    for decimals in (0, len(groups[-1]) if len(groups) > 1 else 0):
        if abs(whole / 10**decimals - abs(value)) <= 0.5 / 10**decimals + 1e-9 * abs(value):
            return True
    return False


def _text(element: ElementTree.Element) -> str:
    """The text of a line, its spaces and tabs written out, without notes."""
    if element.tag == f"{OFFICE}annotation":
        return ""
    own = " " * int(element.get(f"{TEXT}c", 1)) if element.tag == f"{TEXT}s" else _SIGNS.get(element.tag, "")
    return own + (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
