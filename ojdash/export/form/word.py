"""A document as a Word file: real headings and tables, A4, Swedish."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ojdash.charts.theme import LIGHT
from ojdash.domain.form import Form
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Figure, Heading, Lines, Table
from ojdash.export.form.content import document
from ojdash.export.form.pdf import pictures
from ojdash.export.form.word_contents import TOC, contents, mark, picture
from ojdash.export.form.zipped import timeless
from ojdash.text import form_document as paper
from ojdash.text import page

FONT = "Calibri"
LONG, SHORT, MARGIN = 297, 210, 15
BODY, SMALL = 10, 9
ROOM, LESS_ROOM = "40", "6"  # above and below the text of a cell, in twentieths of a point; on upright pages
NAMES, SHORT_NAMES = 55, 40  # mm that the names of facts take; on upright pages


def form_word(form: Form) -> bytes:
    """The form as .docx. The same form gives the same bytes."""
    return as_word(document(form))


def as_word(said: Document) -> bytes:
    """A document as .docx."""
    file = new_document()
    _settle(file, said)
    file.add_paragraph(said.title, style="Title")
    if said.band:
        _shade(file.add_paragraph(said.band, style="Band")._p.get_or_add_pPr())
    _facts(file, said.about)
    for told in said.told:
        file.add_paragraph(told.text)
    if said.contents:
        contents(file, said)
    drawn = iter(pictures([block for block in said.blocks if isinstance(block, Figure)]))
    for number, (block, after) in enumerate(pairwise([*said.blocks, None])):
        if isinstance(block, Figure):
            picture(file, block, next(drawn), number)
        elif isinstance(block, Heading):
            heading = file.add_heading(block.text, block.level)
            heading.paragraph_format.page_break_before = block.new_page or None
            if said.contents:
                mark(heading, number)
        else:
            _write(file, block, isinstance(after, Table | Figure))
    out = io.BytesIO()
    file.save(out)
    return timeless(out.getvalue(), said.moment)


def _write(file: Any, block: Block, leads: bool) -> None:
    """A block; lines that lead to a table or a figure stay on its page, and a text on that of who wrote it."""
    if isinstance(block, Lines):
        for said, after in pairwise([*block.said, None]):
            style = "List Bullet" if block.listed else "Quiet" if said.quiet else None
            kept = leads or (block.whole and after is not None and after.quiet)
            file.add_paragraph(said.text, style=style).paragraph_format.keep_with_next = kept or None
    elif isinstance(block, Facts):
        _facts(file, block)
    else:
        _table(file, block)


def _table(file: Any, block: Table) -> None:
    across, shared = _across(file), sum(block.widths)
    widths = [Mm(across * width / shared) for width in block.widths]
    table = file.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    _describe(table, block.name)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for place, (cell, head) in enumerate(zip(table.rows[0].cells, block.head, strict=True)):
        _fill(cell, (), head)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell.width = widths[place]
        _shade(cell._tc.get_or_add_tcPr())
    for row, whole in zip(block.rows, block.whole, strict=True):
        added = table.add_row()
        if whole:
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, found) in enumerate(zip(added.cells, row, strict=True)):
            _fill(cell, found, bold=place == 0)
            if block.kept and row is not block.rows[-1]:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
            cell.width = widths[place]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _gap(file)


def _facts(file: Any, block: Facts) -> None:
    if not block.rows:
        return
    table = file.add_table(rows=0, cols=2)
    table.autofit = False
    wide = SHORT_NAMES if _is_upright(file) else NAMES
    names, texts = Mm(wide), Mm(_across(file) - wide)
    for name, found in block.rows:
        first, second = table.add_row().cells
        first.width, second.width = names, texts
        _fill(first, (), name)
        _fill(second, found)
    table.columns[0].width, table.columns[1].width = names, texts
    _gap(file)


def _gap(file: Any) -> None:
    """Some room after a table: without a paragraph between them Word makes two tables one."""
    gap = file.add_paragraph(style="Quiet").paragraph_format
    if _is_upright(file):
        gap.line_spacing, gap.space_after = Pt(5), Pt(0)


def _fill(cell: Any, found: Cell, head: str = "", bold: bool = False) -> None:
    """One paragraph a text; a text's own line breaks stay within it."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = "Cell"  # by its id, as finding a style by name for every paragraph takes most of the time
    if head:
        paragraph.add_run(head).bold = True
    for place, said in enumerate(found):
        paragraph = cell.add_paragraph() if place else paragraph
        paragraph._p.style = "Quiet" if said.quiet else "Cell"
        paragraph.add_run(said.text).bold = bold or None


def _across(file: Any) -> int:
    """How wide the page's text is, in mm."""
    return round(file.sections[0].page_width.mm) - 2 * MARGIN


def _is_upright(file: Any) -> bool:
    return file.sections[0].orientation == WD_ORIENT.PORTRAIT


def _settle(file: Any, said: Document) -> None:
    """Language, page, styles, foot and properties."""
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = said.title[:255], page.SITE, page.SITE
    properties.language, properties.comments, properties.revision = "sv-SE", "", 1
    properties.created = properties.modified = said.moment.replace(tzinfo=None)
    section = file.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if said.upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(SHORT), Mm(LONG)) if said.upright else (Mm(LONG), Mm(SHORT))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    ink, muted = (RGBColor.from_string(colour.removeprefix("#")) for colour in (LIGHT.ink, LIGHT.muted))
    styles = file.styles
    for name in ("Cell", "Quiet", "Band", *(TOC if said.contents else ())):
        styles.add_style(name, 1).base_style = styles["Normal"]
    sizes = {"Normal": BODY, "Cell": SMALL, "Quiet": SMALL, "Band": BODY, "Title": 22}
    sizes |= {"Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "List Bullet": BODY}
    sizes |= dict.fromkeys(TOC, BODY) | {"TOC Heading": 16} if said.contents else {}
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        _faces(style)
        style.font.color.rgb = muted if name == "Quiet" else ink
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        style.paragraph_format.space_after = Pt(2 if name in ("Cell", "Quiet") else 4)
        if name.startswith("Heading"):
            style.font.bold, style.paragraph_format.keep_with_next = True, True
            style.paragraph_format.space_before = Pt(size * (0.6 if said.upright else 1))
        if name in TOC:
            style.paragraph_format.space_after = Pt(1)
        if name == "Quiet" and said.upright:
            style.paragraph_format.space_after = Pt(0)
    styles["Band"].font.bold = True
    styles["Cell"].paragraph_format.space_after = Pt(0 if said.upright else 2)
    _calm(styles["Table Grid"].element.find(qn("w:tblPr")), LESS_ROOM if said.upright else ROOM)
    for properties_of in styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for language in properties_of.findall(qn("w:lang")):
            properties_of.remove(language)
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(name), "sv-SE")
        properties_of.append(language)
    _foot(section.footer.paragraphs[0], said.foot)


def _calm(properties: Any, room: str) -> None:
    """Tables with thin, pale lines and some room above and below what stands in a cell."""
    for line in properties.find(qn("w:tblBorders")):
        line.set(qn("w:color"), LIGHT.peers.removeprefix("#"))
    margins = properties.find(qn("w:tblCellMar"))
    for side in ("w:top", "w:bottom"):
        margins.find(qn(side)).set(qn("w:w"), room)


def _faces(style: Any) -> None:
    """The same face for every script, in place of the template's theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _foot(paragraph: Any, foot: str) -> None:
    paragraph.style = "Quiet"
    paragraph.add_run(f"{foot} · {paper.PAGE}")
    _field(paragraph, "PAGE")
    paragraph.add_run(paper.OF)
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def _describe(table: Any, name: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), name[:250])
    table._tbl.tblPr.append(caption)


def _shade(properties: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", LIGHT.backgrounds[1].removeprefix("#"))):
        shade.set(qn(name), value)
    properties.append(shade)
