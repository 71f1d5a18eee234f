"""What long Word documents need: a table of contents whose lines lead to their headings, and pictures."""

from __future__ import annotations

import io
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from ojdash.export.form.blocks import Document, Figure, Heading
from ojdash.text import form_document as paper

LISTED = 2  # levels of headings
TOC = ("toc 1", "toc 2")  # the styles of their lines


def contents(file: Any, said: Document) -> None:
    """The headings as a field that Word can make anew with page numbers; until then its lines lead to them."""
    file.add_paragraph(said.contents, style="TOC Heading").paragraph_format.page_break_before = True
    file.add_paragraph(paper.CONTENTS_PAGES, style="Quiet")
    lines = [
        (number, block)
        for number, block in enumerate(said.blocks)
        if isinstance(block, Heading) and block.level <= LISTED
    ]
    for place, (number, block) in enumerate(lines):
        paragraph = file.add_paragraph(style=TOC[block.level - 1])
        if place == 0:
            for part in _begun(f'TOC \\o "1-{LISTED}" \\h \\z \\u'):
                paragraph._p.append(part)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        run = paragraph.add_run(block.text)
        link.append(run._r)
        paragraph._p.append(link)
        if place == len(lines) - 1:
            paragraph._p.append(_char("end"))


def mark(heading: Any, number: int) -> None:
    """A bookmark around a heading, for the line of contents that leads to it."""
    for kind, first in (("w:bookmarkStart", True), ("w:bookmarkEnd", False)):
        found = OxmlElement(kind)
        found.set(qn("w:id"), str(number))
        if first:
            found.set(qn("w:name"), _name(number))
            heading._p.insert(1 if heading._p.pPr is not None else 0, found)
        else:
            heading._p.append(found)


def picture(file: Any, figure: Figure, png: bytes, number: int) -> None:
    """A picture with what it shows in words."""
    shape = file.add_picture(io.BytesIO(png), width=Mm(figure.width))
    properties = shape._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("name", _name(number))


def _begun(code: str) -> list[Any]:
    instruction = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    instruction.append(text)
    return [_char("begin"), instruction, _char("separate")]


def _char(kind: str) -> Any:
    run, char = OxmlElement("w:r"), OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    run.append(char)
    return run


def _name(number: int) -> str:
    return f"del{number}"
