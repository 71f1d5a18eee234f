"""Documents reopened by another program than wrote them, as texts and tables."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html.parser import HTMLParser

import openpyxl
import page as checker
import pypdf
from lxml import etree

from ojdash.text import snabbanalys as screen

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
COLUMNS = [
    *("Indikator", "Angeläget resultat", "Tillförlitligt", "Aktuellt"),
    *("Pågår aktiviteter, vilka?", "Övriga kommentarer", "Samlad analys"),
]
JOINT = ["Kommun", "Angeläget resultat", "Tillförlitligt", "Aktuellt", "Samlad analys"]
STEPS = ["Steg", "Läge", "Beslutsfråga", "Vem beslutar?", "Datum", "Utfall", "Anteckningar", "Skrivet av"]
EVENTS = ["Började", "Slag", "Gäller", "Vad?", "Skrivet av"]
# What a page of a PDF may begin with, repeated.
HEADS = [
    *(COLUMNS, STEPS, EVENTS, ["Fråga", "Siffrorna säger", "Kommunens svar"]),
    *([*JOINT, "Så svarade vi och varför", "Skrivet av"], [*JOINT, "Skrivet av"]),
    *([*names.values(), "Skrivet av"] for names in screen.ITEM_FIELDS.values()),
]


class Page(HTMLParser):
    """The texts of a page by element, its tables as cells, and every element and attribute it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said, self.tables, self.named, self.tags, self.attributes = [], [], [], [], []
        self.in_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "table":
            self.tables.append([])
            self.named.append(dict(attrs).get("aria-label"))
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self.in_cell:
            self.tables[-1][-1][-1] += data


def word_xml(content: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        return etree.fromstring(read.read(part))


def word_text(found: etree._Element) -> str:
    """The text of a part of a Word document, with its line breaks and tabs."""
    signs = {f"{{{WORD['w']}}}br": "\n", f"{{{WORD['w']}}}tab": "\t", f"{{{WORD['w']}}}p": "\n"}
    return "".join(one.text or "" if one.tag.endswith("}t") else signs.get(one.tag, "") for one in found.iter())


def word_table(content: bytes) -> list[list[str]]:
    """The first table with a repeated head, as cells."""
    return next(iter(word_tables(content).values()))


def word_tables(content: bytes) -> dict[str, list[list[str]]]:
    """Every table with a repeated head, as cells, by its caption."""
    found = {}
    for table in word_xml(content).iterfind(".//w:tbl", WORD):
        if table.find(".//w:tblHeader", WORD) is not None:
            rows = [[word_cell(cell) for cell in row.findall("w:tc", WORD)] for row in table.findall("w:tr", WORD)]
            found[table.find(".//w:tblCaption", WORD).get(f"{{{WORD['w']}}}val")] = rows
    return found


def word_cell(cell: etree._Element) -> str:
    return "\n".join(word_text(paragraph).strip("\n") for paragraph in cell.findall("w:p", WORD))


def sheets(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def pdf_text(content: bytes) -> str:
    """The text of the pages one after another, without the foot of each and the table's head that it repeats."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    first, *rest = [re.sub(r"Snabbanalys:[^:]*Sida[0-9]+av[0-9]+", "", squeezed(page)) for page in pages]
    heads = [squeezed("".join(head)) for head in HEADS]
    repeated = (next((head for head in heads if page.startswith(head)), "") for page in rest)
    return "".join([first, *(page.removeprefix(head) for page, head in zip(rest, repeated, strict=True))])


def pdf_faults(content: bytes) -> list[str]:
    """What breaks PDF/UA-1 (ISO 14289-1), by a checker held to veraPDF's own corpus."""
    found = checker.validate_pdf_bytes(content, profile="ua1", limits=checker.SafetyLimits.unlimited())
    return [f"{failure.rule_id}: {failure.message}" for failure in found.failures]


def squeezed(text: str) -> str:
    """A text without what the breaking of lines adds or takes away, and letters in the form they are compared in."""
    return unicodedata.normalize("NFKC", re.sub(r"[\s\u200b\u00ad\u2010-]", "", text))


def said(content: bytes | str) -> str:
    """Everything a document says, squeezed, whatever kind it is."""
    if isinstance(content, str):
        return squeezed("".join(Page(content).said))
    if content.startswith(b"%PDF"):
        return squeezed(pdf_text(content))
    if b"xl/workbook.xml" in content:
        return squeezed("".join(str(cell or "") for rows in sheets(content).values() for row in rows for cell in row))
    return squeezed(word_text(word_xml(content)))
