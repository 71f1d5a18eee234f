"""What people wrote over HTTP: JSON, the table, and the documents of a meeting. For whoever has an address of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, export, links, saved
from ojdash.api.analyser import PRIVATE, client, status, waiting
from ojdash.api.spelled_form import form_as_csv, form_as_json
from ojdash.api.spelled_laget import laget_as_csv, laget_as_json
from ojdash.api.spelled_meeting import meeting_as_json
from ojdash.api.spelled_walk import walk_as_csv, walk_as_json
from ojdash.domain.errors import CatalogueError, DataError, OjdashError, QuestionError, SavedError
from ojdash.domain.form import Form
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting
from ojdash.domain.seminar import Walk
from ojdash.store import data_folder
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
KINDS: dict[str, tuple[str, ...]] = {
    "snabbanalys": tuple(_FORM),
    "enkat": tuple(_WALK),
    "mote": tuple(_MEETING),
    "laget": tuple(_LAGET),
}


async def written_over_http(request: Request, page: str, kind: str) -> Response:
    """What people wrote as JSON or as a file. 404 an unknown address, 410 a closed one, 400 a wrong question."""
    try:
        return await run_in_threadpool(_response, request, page, kind)
    except QuestionError as error:
        return _refusal(400, error, page, kind)
    except (SavedError, DataError, CatalogueError) as error:
        return _refusal(status(error), error, page, kind, waiting(error))


def _response(request: Request, page: str, kind: str) -> Response:
    question = links.parse(f"{page}?{urlencode(list(request.query_params.items()))}")
    data, analys = data_folder(), None
    if question.analys is not None:
        analys = saved.open_saved(data).read(question.analys, client(request))
    elif kind not in _OPEN.get(page, ()):
        raise QuestionError(problems.NO_ANALYS)
    if page == "enkat":
        shown, (media, made) = answers.checked_walk(data, question, analys), _WALK[kind]
        of = f"{shown.question.omrade}-{shown.question.year}"
    elif page == "laget":
        shown, (media, made) = answers.checked_laget(data, question, analys, answers.today()), _LAGET[kind]
        of = str(shown.wheel.year)
    elif page == "mote":
        shown, (media, made) = answers.checked_meeting(data, question, analys), _MEETING[kind]
        of = shown.text("datum")
    else:
        shown, (media, made) = answers.checked_form(data, analys, question), _FORM[kind]
        of = f"{shown.question.kommun}-{shown.question.year}"
    headers = dict(PRIVATE)
    if kind not in _SHOWN:
        headers["Content-Disposition"] = f'attachment; filename="{page}-{of}.{kind}"'
    return Response(made(shown), headers=headers, media_type=media)


def _refusal(code: int, error: OjdashError, page: str, kind: str, headers: dict[str, str] | None = None) -> Response:
    """In JSON; a person who opened the page to print gets a page."""
    headers = PRIVATE | (headers or {})
    if kind != "html":
        return JSONResponse({"error": answers.told(error)}, code, headers=headers)
    said = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{words.NOT_WORKING}</title>'
        f"<h1>{PAGES[page].NAME}</h1><p>{escape(answers.told(error))}</p></html>"
    )
    return Response(said, code, headers=headers, media_type="text/html; charset=utf-8")
