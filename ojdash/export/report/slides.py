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
from ojdash.text import report_slides as words_of

WIDE, HIGH, EDGE = 338.667, 190.5, 14  # mm
TITLE, BODY, SMALL = 24, 14, 12  # pt
TITLE_ONLY = 5  # the layout of python-pptx' own template
MOST_ON_SLIDE = 700  # characters of comments


def report_slides(report: Report) -> bytes:
    """The report as .pptx. The same report gives the same bytes."""
    file = Presentation()
    file.slide_width, file.slide_height = Mm(WIDE), Mm(HIGH)
    moment = datetime.fromisoformat(report.day).replace(tzinfo=UTC)
    _settle(file.core_properties, report, moment)
    _cover(file, report)
    _lines(file, report, text.SUMMARY, [*text.summary(report), *text.READ])
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
    _box(
        slide,
        [text.sentence(finding), text.since(finding), *words_of.who(report, finding), *text.doubts(finding)],
        (right, 34, beside, 62),
        BODY,
    )
    said, whole = words_of.comments_in_short(finding, MOST_ON_SLIDE)
    _box(slide, [text.KOMMENTAR, *said], (right, 100, beside, 74), SMALL)
    _write(
        slide.notes_slide.notes_text_frame,
        [*words_of.notes(report, finding), *([] if whole else words_of.comments(finding))],
        12,
    )


def _box(slide: Any, lines: list[str], where: tuple[float, ...], size: int, colour: str = LIGHT.ink) -> None:
    left, top, wide, high = map(Mm, where)
    frame = slide.shapes.add_textbox(left, top, wide, high).text_frame
    frame.word_wrap = True
    _write(frame, lines, size, colour)


def _write(frame: Any, lines: list[str], size: int, colour: str = LIGHT.ink, bold: bool = False) -> None:
    """Lines as paragraphs; what people wrote keeps its own line breaks."""
    said = [line for one in lines for line in clean(one).split("\n")]
    for place, line in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold or None
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        paragraph.space_after = Pt(size / 3)
