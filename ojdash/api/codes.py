"""A meeting's code over HTTP: `/m/ABCD-2345`, short enough to read aloud, leads to the meeting, until the code ends.

`/m` alone leads to where the code is typed.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, links, saved
from ojdash.api import plain
from ojdash.api.analyser import PRIVATE, status, waiting
from ojdash.api.visitor import client
from ojdash.domain.errors import DataError, SavedError
from ojdash.domain.question import Question
from ojdash.saved import UnknownError
from ojdash.store import data_folder
from ojdash.text import mote as text
from ojdash.text import saved as said_by_saved

PATH = "/m"
# Who waits for a turn (saved.turns) does so in threads of their own, and not in those that pages and saving share.
_WAITING = ThreadPoolExecutor(saved.MOST_WAITING + 20, "code")


def routes() -> list[BaseRoute]:
    """The routes of codes."""
    return [Route(PATH, typed, methods=["GET"]), Route(f"{PATH}/{{code}}", come, methods=["GET"])]


async def typed(request: Request) -> Response:
    """To where a code is typed."""
    return RedirectResponse("mote", 303, headers=PRIVATE)


async def come(request: Request) -> Response:
    """To the meeting. 404 a code that opens nothing, 410 one whose address is withdrawn, 429 too many tries."""
    try:
        code, asking = request.path_params["code"], client(request)
        found = await asyncio.get_running_loop().run_in_executor(_WAITING, _opened, code, asking)
    except (SavedError, DataError) as error:
        return _page(status(error), answers.told(error), waiting(error))
    asked = Question("mote", mote=found.mote, steg="forbered", analys=found.token)
    return RedirectResponse(f"../{links.address(asked)}", 303, headers=PRIVATE)


def _opened(code: str, client: str) -> saved.Opened:
    data = data_folder()
    if not saved.is_begun(data):
        raise UnknownError(said_by_saved.UNKNOWN_CODE)
    return saved.open_saved(data).by_code(code, client)


def _page(code: int, sentence: str, headers: dict[str, str]) -> Response:
    """A sentence, for a person who typed a code."""
    content = (
        f"{plain.head(text.CODE)}<h1>{text.CODE}</h1><p>{escape(sentence)}</p>"
        f'<p><a href="../mote">{text.TYPE_CODE}</a></p></html>'
    )
    return HTMLResponse(content, code, headers=PRIVATE | headers)
