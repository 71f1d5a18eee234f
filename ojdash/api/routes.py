"""Plain HTTP beside the dashboard: `/api/<page>` as JSON and files, writing, and the start page's own name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, export, links
from ojdash.api import about, analyser, codes, coordinator, documents, papers, reports, uploads
from ojdash.api.channel import Channel
from ojdash.api.feed import PATH, feed_over_http
from ojdash.api.front import BEFORE, PLOTLY, Front, asset, before
from ojdash.api.headers import Guarded
from ojdash.api.patience import Patience
from ojdash.api.spelled import as_json
from ojdash.api.threads import answering
from ojdash.api.visitor import Visitor
from ojdash.domain.analys import Analys
from ojdash.domain.errors import BusyError, DataError, QuestionError, UnfinishedError
from ojdash.domain.question import PAGES, WRITTEN, Question
from ojdash.making.order import Made, Order
from ojdash.store import Store, data_folder, open_edition
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
        *papers.routes(),
        *uploads.routes(),
        Route(PATH, feed_over_http, methods=["GET", "HEAD"]),
        Route("/api/{page}", answer_over_http, methods=["GET", "HEAD"]),
        Route("/oversikt", start_page, methods=["GET", "HEAD"]),
        Route(f"/assets/{PLOTLY}", asset, methods=["GET", "HEAD"]),
        Route(f"/assets/{BEFORE}", before, methods=["GET", "HEAD"]),
    ]


def middleware(is_ours: Callable[[bytes], bool] = lambda message: True) -> list[Middleware]:
    """What `app.py` puts before everything. is_ours: see Channel."""
    http = [Middleware(Guarded), Middleware(Patience), Middleware(Front)]
    return [Middleware(Visitor), Middleware(Channel, is_ours=is_ours), *http]


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
    if page not in PAGES or form not in ("json", *export.formats(page)) or page in WRITTEN:
        return _refusal(404, problems.no_such_address(PAGES))
    try:
        if form == "json":
            return await answering(lambda: _json(request, page))
        made = await papers.paper(request, lambda: _order(request, page, form))
    except papers.HungUpError:
        return papers.NOBODY
    except QuestionError as error:
        return _refusal(400, answers.told(error))
    except DataError as error:
        return _refusal(503, answers.told(error))
    except (BusyError, UnfinishedError) as error:
        status, headers = papers.refusal(error)
        return _refusal(status, answers.told(error), headers)
    named = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return _kept(request, made.content, export.WRITERS[form].media, named)


def _json(request: Request, page: str) -> Response:
    store, question = _asked(request, page)
    return _kept(request, as_json(answers.answer(store, question)).encode(), "application/json")


def _order(request: Request, page: str, form: str) -> Order:
    store, question = _asked(request, page)
    return papers.order(view_made, (store.id, question, form, links.whole(""), answers.today()))


def _asked(request: Request, page: str) -> tuple[Store, Question]:
    question = links.parse(f"{page}?{urlencode(list(request.query_params.items()))}")
    store = open_edition(data_folder(), question.utgava)
    return store, answers.checked(store, question).but(analys=None)


def view_made(
    data: Path, analyser: Sequence[Analys], edition: str, question: Question, form: str, site: str, day: date
) -> Made:
    """A view of figures as a file.

    form  one of export.WRITERS;  site  what its link begins with;  day  when it is taken out
    """
    store = open_edition(data, edition)
    answer = answers.answer(store, question)
    pinned = links.address(answer.question.but(utgava=store.id), pinned=True)
    return Made(f"{file_names.of_view(answer)}.{form}", export.WRITERS[form].written(answer, f"{site}{pinned}", day))


def _kept(request: Request, content: bytes, media: str, more: Mapping[str, str] | None = None) -> Response:
    """An answer that may be kept for a while; nothing but its key for who has it already."""
    key = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {
        "ETag": key,
        "Cache-Control": _KEPT,
        "Access-Control-Allow-Origin": "*",
    }
    if key in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers | dict(more or {}), media_type=media)


def _refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": message}, status, headers={"Cache-Control": "no-store"} | dict(headers or {}))
