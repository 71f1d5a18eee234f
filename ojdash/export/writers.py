"""The table of writers: the files that an answer about figures can be, whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ojdash.domain.answer import Answer
from ojdash.domain.question import WRITTEN
from ojdash.export.tables import csv, excel, excel_csv
from ojdash.export.view import view_pdf


@dataclass(frozen=True, slots=True)
class Writer:
    """How an answer is written.

    media    its media type
    written  its bytes, of the answer, its whole address with year and edition, and the day it is taken out
    """

    media: str
    written: Callable[[Answer, str, date], bytes]


# By ending, in the order that a page offers them.
WRITERS: dict[str, Writer] = {
    "pdf": Writer("application/pdf", view_pdf),
    "xlsx": Writer(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda answer, link, day: excel(answer, link),
    ),
    "excel.csv": Writer("text/csv; charset=utf-8", lambda answer, link, day: excel_csv(answer).encode()),
    "csv": Writer("text/csv; charset=utf-8", lambda answer, link, day: csv(answer).encode()),
}


def formats(page: str) -> tuple[str, ...]:
    """The endings that a page's answer has; none where people write or nothing is counted.

    A county report has writers of its own.
    """
    if page in (*WRITTEN, "sa_raknar_vi"):
        return ()
    return tuple(kind for kind in WRITERS if page != "lansrapport" or kind != "pdf")
