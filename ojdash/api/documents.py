"""A saved analys' form over HTTP: JSON, the table, and the documents of a meeting. For whoever has an address of it."""

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
from ojdash.domain.errors import DataError, QuestionError, SavedError
from ojdash.domain.form import Form
from ojdash.store import data_folder
from ojdash.text import page, problems, snabbanalys

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS: dict[str, tuple[str, Callable[[Form], bytes | str]]] = {
    "json": ("application/json", form_as_json),
    "csv": ("text/csv; charset=utf-8", lambda form: "\ufeff" + form_as_csv(form)),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", export.form_excel),
    "docx": (f"{_OFFICE}.wordprocessingml.document", export.form_word),
    "pdf": ("application/pdf", export.form_pdf),
    "html": ("text/html; charset=utf-8", export.form_html),
}
_SHOWN = ("json", "html")  # in the browser; the others are files
KINDS = tuple(_KINDS)


async def form_over_http(request: Request, kind: str) -> Response:
    """One form as JSON or as a file. 404 an unknown address, 410 one that is closed, 400 a wrong question."""
    try:
        return await run_in_threadpool(_response, request, kind)
    except QuestionError as error:
        return _refusal(400, error, kind)
    except (SavedError, DataError) as error:
        return _refusal(status(error), error, kind, waiting(error))


def _response(request: Request, kind: str) -> Response:
    question = links.parse(f"snabbanalys?{urlencode(list(request.query_params.items()))}")
    if question.analys is None:
        raise QuestionError(problems.NO_ANALYS)
    data = data_folder()
    analys = saved.open_saved(data).read(question.analys, client(request))
    form = answers.checked_form(data, analys, question)
    media, made = _KINDS[kind]
    headers = dict(PRIVATE)
    if kind not in _SHOWN:
        name = f"snabbanalys-{form.question.kommun}-{form.question.year}.{kind}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(made(form), headers=headers, media_type=media)


def _refusal(code: int, error: Exception, kind: str, headers: dict[str, str] | None = None) -> Response:
    """In JSON; a person who opened the page to print gets a page."""
    headers = PRIVATE | (headers or {})
    if kind != "html":
        return JSONResponse({"error": str(error)}, code, headers=headers)
    said = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{page.NOT_WORKING}</title>'
        f"<h1>{snabbanalys.NAME}</h1><p>{escape(str(error))}</p></html>"
    )
    return Response(said, code, headers=headers, media_type="text/html; charset=utf-8")
