"""The report as slides: an indikator each, a chart that can be edited, the comment beside it, FAKTA in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Mm, Pt

from ojdash.charts import LIGHT
from ojdash.domain.report import Finding, Report
from ojdash.export.form.blocks import clean
from ojdash.export.form.zipped import timeless
from ojdash.export.report.slide_charts import place_chart
from ojdash.text import page
from ojdash.text import report as text
from ojdash.text import report_results as results
from ojdash.text import report_slides as words_of

WIDE, HIGH, EDGE = 338.667, 190.5, 14  # mm
TITLE, BODY, SMALL = 24, 14, 12  # pt
MM, WIDEST = 0.3528, 0.53  # a point in mm; a letter's usual width beside its height, in wide letters
HIGH_OF_TEXT, MOST_TOLD = 140, 90  # mm
TITLE_ONLY = 5  # the layout of python-pptx' own template


def report_slides(report: Report) -> bytes:
    """The report as .pptx. The same report gives the same bytes."""
    file = Presentation()
    file.slide_width, file.slide_height = Mm(WIDE), Mm(HIGH)
    moment = datetime.fromisoformat(report.day).replace(tzinfo=UTC)
    _settle(file.core_properties, report, moment)
    _cover(file, report)
    _lines(file, report, text.SUMMARY, [*text.summary(report), *text.READ_FIGURES])
    for finding in report.findings:
        _indikator(file, report, finding)
    _lines(file, report, text.NOT_SHOWN, text.CAVEATS)
    _lines(file, report, text.ABOUT, text.closing(report)[:3])
    out = io.BytesIO()
    file.save(out)
    return timeless(out.getvalue(), moment)


def _settle(properties: Any, report: Report, moment: datetime) -> None:
    properties.title, properties.author, properties.last_modified_by = text.title(report)[:255], page.SITE, page.SITE
    properties.language, properties.revision = "sv-SE", 1
    properties.created = properties.modified = moment.replace(tzinfo=None)


def _slide(file: Any, report: Report, title: str, size: int = TITLE) -> Any:
    """A slide with its title, and the report's foot."""
    slide = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Mm(EDGE), Mm(8), Mm(WIDE - 2 * EDGE), Mm(24)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(shape.text_frame, [title], size, bold=True)
    shape.text_frame.paragraphs[0].alignment = 1
    _box(slide, [text.foot(report)], (EDGE, HIGH - 12, WIDE - 2 * EDGE, 8), 10, LIGHT.muted)
    return slide


def _cover(file: Any, report: Report) -> None:
    slide = _slide(file, report, text.title(report), 34)
    lines = [f"{name}: {said}" for name, said in text.about(report)]
    band = [page.EXAMPLE_BAND] if report.answer.simulated else []
    _box(slide, [*band, *lines], (EDGE, 40, WIDE - 2 * EDGE, 120), BODY)


def _lines(file: Any, report: Report, title: str, lines: Iterable[str]) -> None:
    slide = _slide(file, report, title)
    _box(slide, list(lines), (EDGE, 36, WIDE - 2 * EDGE, 130), BODY)


def _indikator(file: Any, report: Report, finding: Finding) -> None:
    heading = text.heading(finding.indikator)
    slide = _slide(file, report, heading, TITLE if len(heading) < 60 else 18)
    half = (WIDE - 3 * EDGE) * 0.6
    right, beside = 2 * EDGE + half, (WIDE - 3 * EDGE) * 0.4
    place_chart(slide, report, finding, (Mm(EDGE), Mm(34), Mm(half), Mm(140)))
    frame = _box(slide, [text.RESULTAT], (right, 34, beside, HIGH_OF_TEXT), SMALL, bold=True)
    told, size = _told(report, finding, beside)
    _write(frame, told, size)
    _write(frame, [text.KOMMENTAR], SMALL, bold=True)
    left = HIGH_OF_TEXT - _high([text.RESULTAT, text.KOMMENTAR], SMALL, beside) - _high(told, size, beside)
    said, whole = words_of.comments_in_short(finding, int(left / _line(SMALL)), _signs(SMALL, beside))
    _write(frame, said, SMALL)
    notes = [*words_of.notes(report, finding), *([] if whole else words_of.comments(finding))]
    _write(slide.notes_slide.notes_text_frame, notes, SMALL)


def _told(report: Report, finding: Finding, wide: float) -> tuple[list[str], int]:
    """The result beside a chart and its size, with room left for a comment: smaller, or without who, if need be."""
    result, doubts = [results.sentence(finding), results.since(finding)], text.doubts(finding)
    whole = [*result, *words_of.who(report, finding), *doubts]
    for told, size in ((whole, BODY), (whole, SMALL), ([*result, *doubts], SMALL)):
        if _high(told, size, wide) <= MOST_TOLD:
            return told, size
    return result, SMALL


def _high(lines: Iterable[str], size: int, wide: float) -> float:
    """About how high lines stand, in mm, in letters as wide as any program has."""
    return _line(size) * words_of.rows(lines, _signs(size, wide))


def _line(size: int) -> float:
    return size * MM * 1.45  # with its share of what stands between paragraphs


def _signs(size: int, wide: float) -> int:
    return int(wide / (size * MM * WIDEST))


def _box(
    slide: Any, lines: list[str], where: tuple[float, ...], size: int, colour: str = LIGHT.ink, bold: bool = False
) -> Any:
    """A frame of text at a place in mm."""
    left, top, wide, high = map(Mm, where)
    frame = slide.shapes.add_textbox(left, top, wide, high).text_frame
    frame.word_wrap = True
    _write(frame, lines, size, colour, bold)
    return frame


def _write(frame: Any, lines: list[str], size: int, colour: str = LIGHT.ink, bold: bool = False) -> None:
    """Lines as paragraphs after those there are; what people wrote keeps its own line breaks."""
    for line in (line for one in lines for line in clean(one).split("\n")):
        last = frame.paragraphs[-1]
        paragraph = frame.add_paragraph() if last.runs else last
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold or None
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        paragraph.space_after = Pt(size / 3)
