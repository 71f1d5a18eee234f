"""A coordinator's address over HTTP: opened once, it becomes a cookie that no script reads, and the browser may write.

The cookie is the token itself, which is asked of the database at each use; no page, link or log of ours holds it.
"""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, saved
from ojdash.api.analyser import PRIVATE, status, waiting
from ojdash.api.visitor import client
from ojdash.domain.errors import DataError, SavedError
from ojdash.store import data_folder
from ojdash.text import coordinator as text

COOKIE = "ojdash_samordnare"
PATH, LEAVE = "/api/samordnare", "/api/samordnare/lamna"
_A_YEAR = 365 * 24 * 3600


def routes() -> list[BaseRoute]:
    """The routes of coordinators."""
    return [
        Route(PATH, come, methods=["GET"]),
        Route(LEAVE, leave, methods=["GET", "POST"]),
    ]


async def come(request: Request) -> Response:
    """Take in an address. 404 one that is unknown, 410 one that is withdrawn, 429 too many tries, 400 none."""
    token = request.query_params.get("adress", "").strip()
    if not token:
        return _page(400, PATH, text.NO_ADDRESS)
    try:
        await run_in_threadpool(lambda: _known(token, client(request)))
    except (SavedError, DataError) as error:
        return _page(status(error), PATH, answers.told(error), waiting(error))
    answer = _onward(PATH)
    answer.set_cookie(COOKIE, token, max_age=_A_YEAR, **_kept(request, PATH))
    return answer


async def leave(request: Request) -> Response:
    """Forget the address in this browser; not at another site's wish."""
    if request.headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
        return _page(403, LEAVE, text.NOT_FROM_ELSEWHERE)
    answer = _onward(LEAVE)
    answer.delete_cookie(COOKIE, **_kept(request, LEAVE))
    return answer


def _known(token: str, client: str) -> None:
    data = data_folder()
    if not saved.is_begun(data):
        raise saved.UnknownError(text.NOT_A_COORDINATOR)
    saved.open_saved(data).book.open(token, client)


def _onward(here: str) -> Response:
    """To the page of quality."""
    return RedirectResponse(_next(here), 303, headers=PRIVATE)


def _next(here: str) -> str:
    """The page of quality as seen from here: also right under a path of its own behind a proxy."""
    return "../" * (here.count("/") - 1) + "kvalitet"


def _kept(request: Request, here: str) -> dict[str, object]:
    """How the cookie is kept: for this site only, for no script, and over TLS alone where the visitor has it."""
    path = request.url.path.removesuffix(here) or "/"
    return {"path": path, "secure": request.url.scheme == "https", "httponly": True, "samesite": "strict"}


def _page(code: int, here: str, said: str, headers: dict[str, str] | None = None) -> Response:
    """A sentence, for a person who opened a link."""
    content = (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{text.NAME}</title><h1>{text.NAME}</h1><p>{escape(said)}</p>"
        f'<p><a href="{_next(here)}">{text.BACK}</a></p></html>'
    )
    return HTMLResponse(content, code, headers=PRIVATE | (headers or {}))
