"""What people wrote over HTTP: JSON, the table, and the documents of a meeting. For whoever has an address of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, export, links, saved
from ojdash.api import papers, plain
from ojdash.api.analyser import PRIVATE, client, status, waiting
from ojdash.api.spelled_form import form_as_csv, form_as_json
from ojdash.api.spelled_laget import laget_as_csv, laget_as_json
from ojdash.api.spelled_meeting import meeting_as_json
from ojdash.api.spelled_walk import walk_as_csv, walk_as_json
from ojdash.api.threads import answering
from ojdash.domain.analys import Analys
from ojdash.domain.errors import (
    BusyError,
    CatalogueError,
    DataError,
    OjdashError,
    QuestionError,
    SavedError,
    UnfinishedError,
)
from ojdash.domain.form import Form
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting
from ojdash.domain.question import Question
from ojdash.domain.seminar import Walk
from ojdash.making.order import Made, Order
from ojdash.store import current, data_folder
from ojdash.text import PAGES, problems
from ojdash.text import page as words

_OFFICE = "application/vnd.openxmlformats-officedocument"
_EXCEL = f"{_OFFICE}.spreadsheetml.sheet"
_WORD, _PDF = f"{_OFFICE}.wordprocessingml.document", "application/pdf"
_JSON, _CSV, _HTML = "application/json", "text/csv; charset=utf-8", "text/html; charset=utf-8"
_FORM: dict[str, tuple[str, Callable[[Form], bytes | str]]] = {
    "json": (_JSON, form_as_json),
    "csv": (_CSV, lambda form: "\ufeff" + form_as_csv(form)),
    "excel.csv": (_CSV, lambda form: export.excel_of(form_as_csv(form))),
    "xlsx": (_EXCEL, export.form_excel),
    "docx": (_WORD, export.form_word),
    "pdf": (_PDF, export.form_pdf),
    "html": (_HTML, export.form_html),
}
_WALK: dict[str, tuple[str, Callable[[Walk], bytes | str]]] = {
    "json": (_JSON, walk_as_json),
    "csv": (_CSV, lambda walk: "\ufeff" + walk_as_csv(walk)),
    "excel.csv": (_CSV, lambda walk: export.excel_of(walk_as_csv(walk))),
    "xlsx": (_EXCEL, export.minutes_excel),
    "docx": (_WORD, export.minutes_word),
    "pdf": (_PDF, export.minutes_pdf),
    "html": (_HTML, export.minutes_html),
}
_MEETING: dict[str, tuple[str, Callable[[Meeting], bytes | str]]] = {
    "json": (_JSON, meeting_as_json),
    "docx": (_WORD, export.meeting_word),
    "pdf": (_PDF, export.meeting_pdf),
    "html": (_HTML, export.meeting_html),
}
_LAGET: dict[str, tuple[str, Callable[[Laget], bytes | str]]] = {
    "json": (_JSON, laget_as_json),
    "csv": (_CSV, lambda laget: "\ufeff" + laget_as_csv(laget)),
    "excel.csv": (_CSV, lambda laget: export.excel_of(laget_as_csv(laget))),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", export.laget_excel),
    "docx": (_WORD, export.laget_word),
    "pdf": (_PDF, export.laget_pdf),
    "html": (_HTML, export.laget_html),
}
_SHOWN = ("json", "html")  # in the browser; the others are files
# Without an analys too: questions, last answers and national dates are public.
_OPEN: dict[str, tuple[str, ...]] = {"enkat": ("json", "csv"), "laget": ("json",)}
_WRITERS: dict[str, dict[str, tuple[str, Callable[[Any], bytes | str]]]] = {
    "snabbanalys": _FORM,
    "enkat": _WALK,
    "mote": _MEETING,
    "laget": _LAGET,
}
KINDS: dict[str, tuple[str, ...]] = {page: tuple(writers) for page, writers in _WRITERS.items()}


async def written_over_http(request: Request, page: str, kind: str) -> Response:
    """What people wrote as JSON or as a file.

    404 an unknown address, 410 a closed one, 400 a wrong question; 503 and 504 as of `papers`
    """
    try:
        if kind == "json":
            made = await answering(lambda: document_made(*_asked(request, page, kind)))
        else:
            made = await papers.paper(request, lambda: _order(request, page, kind))
    except papers.HungUpError:
        return papers.NOBODY
    except QuestionError as error:
        return _refusal(400, error, page, kind)
    except (SavedError, DataError, CatalogueError) as error:
        return _refusal(status(error), error, page, kind, waiting(error))
    except (BusyError, UnfinishedError) as error:
        code, headers = papers.refusal(error)
        return _refusal(code, error, page, kind, headers)
    headers = dict(PRIVATE)
    if kind not in _SHOWN:
        headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return Response(made.content, headers=headers, media_type=_WRITERS[page][kind][0])


def _order(request: Request, page: str, kind: str) -> Order:
    data, analyser, *values = _asked(request, page, kind)
    # What is reckoned may be of several editions, also without an analys: it is kept nowhere.
    return replace(papers.order(document_made, tuple(values), analyser, current(data)), generation=None)


def _asked(request: Request, page: str, kind: str) -> tuple[Path, tuple[Analys, ...], str, str, Question, date]:
    """What `document_made` takes."""
    question = links.parse(f"{page}?{urlencode(list(request.query_params.items()))}")
    data, analyser = data_folder(), ()
    if question.analys is not None:
        analyser = (saved.open_saved(data).read(question.analys, client(request)),)
    elif kind not in _OPEN.get(page, ()):
        raise QuestionError(problems.NO_ANALYS)
    return data, analyser, page, kind, question, answers.today()


def document_made(data: Path, analyser: Sequence[Analys], page: str, kind: str, question: Question, day: date) -> Made:
    """What people wrote in an analys, or what is there without one, as a file of a kind of KINDS.

    Raises  QuestionError  it can't be shown as asked
    """
    analys = next(iter(analyser), None)
    if page == "enkat":
        document = answers.checked_walk(data, question, analys)
        of = f"{document.question.omrade}-{document.question.year}"
    elif page == "laget":
        document = answers.checked_laget(data, question, analys, day)
        of = str(document.wheel.year)
    elif page == "mote":
        document = answers.checked_meeting(data, question, analys)
        of = document.text("datum")
    else:
        document = answers.checked_form(data, analys, question)
        of = f"{document.question.kommun}-{document.question.year}"
    content = _WRITERS[page][kind][1](document)
    return Made(f"{page}-{of}.{kind}", content.encode() if isinstance(content, str) else content)


def _refusal(code: int, error: OjdashError, page: str, kind: str, headers: dict[str, str] | None = None) -> Response:
    """In JSON; a person who opened the page to print gets a page."""
    headers = PRIVATE | (headers or {})
    if kind != "html":
        return JSONResponse({"error": answers.told(error)}, code, headers=headers)
    content = f"{plain.head(words.NOT_WORKING)}<h1>{PAGES[page].NAME}</h1><p>{escape(answers.told(error))}</p></html>"
    return Response(content, code, headers=headers, media_type="text/html; charset=utf-8")
