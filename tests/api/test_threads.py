"""No route does its work in threads that all share: neither ours, nor a coordinator's, nor compressing."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ojdash import saved
from ojdash.api import coordinator, routes, threads
from ojdash.api.front import Front
from tests import asking

LONG = 30  # seconds, for a slow machine


def test_no_route_of_ours_is_run_in_the_servers_threads() -> None:
    endpoints = [route.endpoint for route in routes.routes() if isinstance(route, Route)]
    assert endpoints and [endpoint for endpoint in endpoints if not inspect.iscoroutinefunction(endpoint)] == []


def with_full_threads(full: Callable[..., Awaitable[Any]], work: Callable[[], Awaitable[Any]]) -> Any:
    """What work gives while sixty others hold threads of a kind."""
    go = threading.Event()

    async def meanwhile() -> Any:
        others = [asyncio.ensure_future(full(go.wait)) for _ in range(60)]
        await asyncio.sleep(0)
        try:
            return await asyncio.wait_for(work(), LONG)
        finally:
            go.set()
            await asyncio.gather(*others)

    with start_blocking_portal() as portal:
        return portal.call(meanwhile)


FILLED = {"the server's own": to_thread.run_sync, "answers": threads.answering, "saving": threads.saving}


@pytest.mark.parametrize("others", ["the server's own", "answers"])
def test_a_coordinators_address_opens_while_others_fill_their_threads(data: Path, others: str) -> None:
    token = saved.open_saved(data).book.new_coordinator("Samordnaren")
    app = Starlette(routes=coordinator.routes())
    asked = f"{coordinator.PATH}?adress={token}"
    answered = with_full_threads(FILLED[others], partial(asking.answered, app, "GET", asked))
    assert answered.status_code == 200


@pytest.mark.parametrize("others", FILLED)
def test_a_script_is_compressed_while_others_fill_their_threads(others: str) -> None:
    async def script(request: object) -> PlainTextResponse:
        return PlainTextResponse("let a = 1;\n" * 1000, media_type="text/javascript")

    app = Front(Starlette(routes=[Route("/static/a.js", script)]))
    asked = partial(asking.answered, app, "GET", "/static/a.js", headers={"Accept-Encoding": "gzip"})
    answered = with_full_threads(FILLED[others], asked)
    assert answered.headers["content-encoding"] == "gzip"
