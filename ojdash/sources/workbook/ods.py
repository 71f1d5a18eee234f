"""An OpenDocument sheet: every cell says its type (percentage, float, date, error) and what is shown of it.

Read by the standard library's reader of XML: the value types are all that is needed, and readers that know them
(odfpy, odfdo) make objects of the whole document first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from ojdash.sources.workbook.cells import Cell, Mark, plain
from ojdash.sources.workbook.formats import positional, with_words
from ojdash.sources.workbook.wire import Head, Merge, Row, Sheet

OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
NUMBERS = ("float", "currency")
SHOWN = re.compile(r"(?P<before>[^\d]*?)(?P<number>[-+−–]?\d[\d\s.,'’\u00a0\u202f]*)(?P<after>[^\d]*)", re.DOTALL)
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
        for event, element in events:
            if event == "start":
                depth.append(element.tag)
                if element.tag == f"{TABLE}table" and depth[-2] == f"{OFFICE}spreadsheet":
                    head = Head(element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name") not in hidden)
                    merges: list[Merge] = []
                    yield Sheet(head, _rows(events, element, merges), merges)
                    depth.pop()
            else:
                depth.pop()
                properties = element.find(f"{STYLE}table-properties") if element.tag == f"{STYLE}style" else None
                if properties is not None and properties.get(f"{TABLE}display") == "false":
                    hidden.add(element.get(f"{STYLE}name"))


def _rows(events: Events, table: ElementTree.Element, merges: list[Merge]) -> Iterator[Row]:
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
    text = "\n".join(_text(line) for line in element.iterfind(f"{TEXT}p"))
    if element.get(f"{CALC}value-type") == "error":
        return Cell(text or "#", Mark("error"))
    if kind == "percentage":
        return Cell(f"{positional(round(float(element.get(f'{OFFICE}value')) * 100, 10))} %", Mark("share"))
    if kind in NUMBERS:
        return _number(float(element.get(f"{OFFICE}value")), text)
    if kind == "boolean":
        return plain(element.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return element.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "time":
        return element.get(f"{OFFICE}time-value", "")
    return element.get(f"{OFFICE}string-value", text)


def _number(value: float, text: str) -> float | Cell:
    """A number as its text shows it, with all its decimals: with the words around it, or only words where it is hidden.

    A dash for zero is zero. Fewer digits than the number has are thousands or millions.
    """
    shown = SHOWN.fullmatch(text.strip())
    if not shown:
        hidden = text.strip() and not (value == 0 and not PAINTED.sub("", text)) and not any(map(str.isdigit, text))
        return Cell(text.strip(), Mark("words")) if hidden else value
    before, after = (PAINTED.sub(" ", shown[side]).strip() for side in ("before", "after"))
    if before or after:
        return Cell(with_words(before, value, after), Mark("literal"))
    digits = sum(map(str.isdigit, shown["number"]))
    return (
        Cell(value, Mark("scaled", text)) if len(str(int(abs(value)))) > digits and "e" not in text.lower() else value
    )


def _text(element: ElementTree.Element) -> str:
    """The text of a line, its spaces and tabs written out, without notes."""
    if element.tag == f"{OFFICE}annotation":
        return ""
    own = " " * int(element.get(f"{TEXT}c", 1)) if element.tag == f"{TEXT}s" else _SIGNS.get(element.tag, "")
    return own + (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
