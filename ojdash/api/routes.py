"""Plain HTTP beside the dashboard: `/api/<page>` as JSON and files, writing, and the start page's own name."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, export, links
from ojdash.api import about, analyser, codes, coordinator, documents, reports
from ojdash.api.feed import PATH, feed_over_http
from ojdash.api.front import BEFORE, PLOTLY, Front, asset, before
from ojdash.api.headers import Guarded
from ojdash.api.patience import Patience
from ojdash.api.spelled import as_json
from ojdash.api.uploads import Uploads
from ojdash.api.visitor import Visitor
from ojdash.domain.errors import DataError, QuestionError
from ojdash.domain.question import PAGES
from ojdash.store import data_folder, open_edition
from ojdash.text import file_names, problems

# The values of a pinned edition never change; what is said of them may within minutes, as the newest edition may.
_KEPT = "public, max-age=60, must-revalidate"


def routes(name_of: analyser.NameOf = lambda cookies: "") -> list[BaseRoute]:
    """The routes that `app.py` mounts. name_of: see analyser.routes."""
    return [
        *about.routes(),
        *analyser.routes(name_of),
        *coordinator.routes(),
        *codes.routes(),
        Route(PATH, feed_over_http, methods=["GET", "HEAD"]),
        Route("/api/{page}", answer_over_http, methods=["GET", "HEAD"]),
        Route("/oversikt", start_page, methods=["GET", "HEAD"]),
        Route(f"/assets/{PLOTLY}", asset, methods=["GET", "HEAD"]),
        Route(f"/assets/{BEFORE}", before, methods=["GET", "HEAD"]),
    ]


def middleware() -> list[Middleware]:
    """What `app.py` puts before everything."""
    return [Middleware(Visitor), Middleware(Guarded), Middleware(Patience), Middleware(Front), Middleware(Uploads)]


async def start_page(request: Request) -> Response:
    """`/oversikt` is the start page, which Streamlit serves at `/` only."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./", 307)


async def answer_over_http(request: Request) -> Response:
    """One answer. 400 with the same message as the terminal for a wrong question, 503 for broken data."""
    page, _, form = request.path_params["page"].partition(".")
    form = form or "json"
    if form in documents.KINDS.get(page, ()):
        return await documents.written_over_http(request, page, form)
    if reports.is_report(request, page, form):
        return await reports.report_over_http(request, page, form)
    if page not in PAGES or form not in ("json", *export.formats(page)) or page in ("enkat", "mote", "laget"):
        return _refusal(404, problems.no_such_address(PAGES))
    try:
        return await run_in_threadpool(_response, request, page, form)
    except QuestionError as error:
        return _refusal(400, answers.told(error))
    except DataError as error:
        return _refusal(503, answers.told(error))


def _response(request: Request, page: str, form: str) -> Response:
    question = links.parse(f"{page}?{urlencode(list(request.query_params.items()))}")
    store = open_edition(data_folder(), question.utgava)
    answer = answers.answer(store, answers.checked(store, question))
    if form == "json":
        media, content = "application/json", as_json(answer).encode()
    else:
        writer = export.WRITERS[form]
        pinned = links.address(answer.question.but(utgava=store.id), pinned=True)
        media, content = writer.media, writer.written(answer, links.whole(pinned), answers.today())
    key = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {
        "ETag": key,
        "Cache-Control": _KEPT,
        "Access-Control-Allow-Origin": "*",
    }
    if key in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if form != "json":
        headers["Content-Disposition"] = f'attachment; filename="{file_names.of_view(answer)}.{form}"'
    return Response(content, headers=headers, media_type=media)


def _refusal(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status, headers={"Cache-Control": "no-store"})
