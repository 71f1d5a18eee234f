"""Ask an app of ours as a client does over HTTP, without a server."""

from __future__ import annotations

from functools import partial

import httpx
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ojdash.api.routes import middleware, routes


def request(app: ASGIApp, method: str, path: str, **how: object) -> httpx.Response:
    """The app's response; `how` as `answered` takes it."""
    # The browser's tests leave a loop running in this thread, so another one's asks.
    with start_blocking_portal() as portal:
        return portal.call(partial(answered, app, method, path, **how))


async def answered(
    app: ASGIApp,
    method: str,
    path: str,
    *,
    site: str = "http://testserver",
    client: str = "127.0.0.1",
    raises: bool = True,
    **more: object,
) -> httpx.Response:
    """The app's response, in a loop that runs.

    An error in it is raised, or answered as a server would where `raises` is false.

    site    where it is asked
    client  the address that asks
    more    as httpx takes it
    """
    transport = httpx.ASGITransport(app, client=(client, 1), raise_app_exceptions=raises)
    async with httpx.AsyncClient(transport=transport, base_url=site) as browser:
        return await browser.request(method, path, **more)


def app() -> Starlette:
    """The dashboard's own addresses, with all that is put before them."""
    return Starlette(routes=routes(), middleware=middleware())


def get(path: str, **more: object) -> httpx.Response:
    """What the dashboard's own addresses answer."""
    return request(app(), "GET", path, **more)
