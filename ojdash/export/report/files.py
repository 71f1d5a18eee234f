"""The report in each format, made of the same account."""

from __future__ import annotations

from collections.abc import Callable

from ojdash.domain.report import Report
from ojdash.export.form.pdf import as_pdf
from ojdash.export.form.print_view import as_html
from ojdash.export.form.word import as_word
from ojdash.export.report.content import report_document
from ojdash.export.report.excel import report_excel
from ojdash.export.report.slides import report_slides
from ojdash.text import file_names

FORMATS: dict[str, Callable[[Report], bytes]] = {
    "pdf": lambda report: as_pdf(report_document(report)),
    "docx": lambda report: as_word(report_document(report)),
    "pptx": report_slides,
    "xlsx": report_excel,
    "html": lambda report: as_html(report_document(report)).encode(),
}


def report_name(report: Report) -> str:
    """A file's name without its ending, in ASCII: what, of which year, of which gender, of whom."""
    return file_names.of_view(report.answer)


def report_file(report: Report, format: str) -> bytes:
    """The report as a file of a format of FORMATS. The same report gives the same bytes.

    Raises  ValueError  it has no cover: no report is made without a recipient
    """
    if report.cover is None:
        raise ValueError("a report needs a recipient")
    return FORMATS[format](report)
