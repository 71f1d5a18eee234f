"""A coordinator's address over HTTP: taken in by a button, it becomes a cookie that no script reads.

The cookie is the token itself, which is asked of the database at each use; no page, link or log of ours holds it.
"""

from __future__ import annotations

import hmac
import secrets
from html import escape
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, saved, settings
from ojdash.api import plain
from ojdash.api.analyser import PRIVATE, status, waiting
from ojdash.api.front import BEFORE
from ojdash.api.threads import saving
from ojdash.api.visitor import client
from ojdash.domain.errors import DataError, SavedError
from ojdash.store import data_folder
from ojdash.text import coordinator as text

COOKIE = "ojdash_samordnare"
PATH, LEAVE = "/api/samordnare", "/api/samordnare/lamna"
PAGE_COOKIE = "ojdash_sida"  # that the button was on a page that this browser was given
_A_YEAR, _AN_HOUR = 365 * 24 * 3600, 3600
_MOST_BODY = 2_000


def routes() -> list[BaseRoute]:
    """The routes of coordinators."""
    return [
        Route(PATH, come, methods=["GET"]),
        Route(PATH, join, methods=["POST"]),
        Route(LEAVE, leave, methods=["GET", "POST"]),
    ]


async def come(request: Request) -> Response:
    """A page with a button, for whom an address is: opening a link, from wherever it comes, changes nothing.

    404 an address that is unknown, 410 one that is withdrawn, 429 too many tries, 400 none.
    """
    token = request.query_params.get("adress", "").strip()
    if not token:
        return _page(400, PATH, text.NO_ADDRESS)
    try:
        who = await saving(lambda: _known(token, client(request)))
    except (SavedError, DataError) as error:
        return _page(status(error), PATH, answers.told(error), waiting(error))
    page = secrets.token_urlsafe(16)
    fields = {"adress": token, "sida": page}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
    button = f'<form method="post" action="samordnare">{hidden}<button>{text.JOIN}</button></form>'
    answer = _page(200, PATH, text.join_read(who.name), {"Referrer-Policy": "strict-origin"}, button)
    answer.set_cookie(PAGE_COOKIE, page, max_age=_AN_HOUR, **_kept(request, PATH))
    return answer


async def join(request: Request) -> Response:
    """Take in an address, from the button of our own page alone: 403 from anywhere else."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BODY:
            return _page(400, PATH, text.NO_ADDRESS)
    said = dict(parse_qsl(body.decode("utf-8", "replace")))
    page = request.cookies.get(PAGE_COOKIE, "")
    if not (_is_our_own(request) and page and hmac.compare_digest(page.encode(), said.get("sida", "").encode())):
        return _page(403, PATH, text.NOT_FROM_OUR_PAGE)
    token = said.get("adress", "").strip()
    try:
        await saving(lambda: _known(token, client(request)))
    except (SavedError, DataError) as error:
        return _page(status(error), PATH, answers.told(error), waiting(error))
    answer = _onward(PATH)
    answer.set_cookie(COOKIE, token, max_age=_A_YEAR, **_kept(request, PATH))
    answer.delete_cookie(PAGE_COOKIE, **_kept(request, PATH))
    return answer


def _is_our_own(request: Request) -> bool:
    """Whether a page of this site asks, as the browser says; one too old to say it names the page's origin."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    ours = {request.headers.get("host", ""), urlsplit(settings.ADDRESS.value).netloc} - {""}
    return origin.scheme in ("http", "https") and origin.netloc in ours


async def leave(request: Request) -> Response:
    """Forget the address in this browser; not at another site's wish."""
    if request.headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
        return _page(403, LEAVE, text.NOT_FROM_ELSEWHERE)
    answer = _onward(LEAVE)
    answer.delete_cookie(COOKIE, **_kept(request, LEAVE))
    return answer


def _known(token: str, client: str) -> saved.Coordinator:
    data = data_folder()
    if not saved.is_begun(data):
        raise saved.UnknownError(text.NOT_A_COORDINATOR)
    return saved.open_saved(data).book.open(token, client)


def _onward(here: str) -> Response:
    """To the page of quality."""
    return RedirectResponse(_next(here), 303, headers=PRIVATE)


def _next(here: str) -> str:
    """The page of quality as seen from here: also right under a path of its own behind a proxy."""
    return _root(here) + "kvalitet"


def _root(here: str) -> str:
    return "../" * (here.count("/") - 1)


def _kept(request: Request, here: str) -> dict[str, object]:
    """How the cookie is kept: for this site only, for no script, and over TLS alone where the visitor has it."""
    path = request.url.path.removesuffix(here) or "/"
    return {"path": path, "secure": request.url.scheme == "https", "httponly": True, "samesite": "strict"}


def _page(code: int, here: str, sentence: str, headers: dict[str, str] | None = None, button: str = "") -> Response:
    """A sentence, for a person who opened a link; the link itself leaves the address bar."""
    content = (
        plain.head(text.NAME, f'<script src="{_root(here)}assets/{BEFORE}"></script>')
        + f"<h1>{text.NAME}</h1><p>{escape(sentence)}</p>{button}"
        f'<p><a href="{_next(here)}">{text.BACK}</a></p></html>'
    )
    return HTMLResponse(content, code, headers=PRIVATE | (headers or {}))
