"""How long the server waits for who is slow: headers that never end, bodies that trickle, and too many connections.

uvicorn waits for ever, and has no setting for that. So `as_we_wait` gives its connections a clock and a count, and the
middleware Patience gives a clock to a request's body. Streamlit's channel pings its visitors every 20 s, and closes
where no answer comes.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import wraps
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from ojdash import settings
from ojdash.api.visitor import address
from ojdash.saved.limits import visitor
from ojdash.text import problems

HEADER_SECONDS = 10  # from a connection, or the first byte of a next request, until its headers are whole
BODY_SECONDS = 20  # for a body, and more for a large one:
SLOWEST = 20_000  # bytes a second
MOST_MESSAGE = 1_000_000  # bytes that come over Streamlit's channel at once; it holds a message until it is whole
MOST_OPEN = 400  # connections of one visitor: a network of many is one, and a page takes up to seven
_CLOSED = {"Connection": "close", "Cache-Control": "no-store"}
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Open:
    """The connections that are open, by visitor; those of a named proxy are not counted, for it serves them all."""

    def __init__(self) -> None:
        self._transports: dict[str, set[asyncio.Transport]] = {}
        self._made = 0

    def is_full(self, transport: asyncio.Transport) -> bool:
        """Count a connection; whether there are too many with it."""
        peer = (transport.get_extra_info("peername") or ("",))[0]
        found = address(peer)
        if found is not None and any(found in network for network in settings.TRUSTED_PROXY.value):
            return False
        self._made += 1
        if self._made % MOST_OPEN == 0:  # nobody's stay
            for who in list(self._transports):
                self._let_go(who)
        who = visitor(str(found or peer))
        if len(self._transports.get(who, ())) >= MOST_OPEN:
            self._let_go(who)
        if len(self._transports.get(who, ())) >= MOST_OPEN:
            return True
        self._transports.setdefault(who, set()).add(transport)
        return False

    def _let_go(self, who: str) -> None:
        self._transports[who] = {one for one in self._transports[who] if not one.is_closing()}
        if not self._transports[who]:
            del self._transports[who]


def as_we_wait(protocol: type[Any] = AutoHTTPProtocol) -> None:
    """Let uvicorn's connections end when no whole request comes, and be no more than MOST_OPEN of a visitor."""
    connections = Open()

    def after(name: str, then: Callable[[Any], None]) -> None:
        work = getattr(protocol, name)

        @wraps(work)
        def patient(self: Any, *args: Any) -> None:
            work(self, *args)
            then(self)

        setattr(protocol, name, patient)

    def made(connection: Any) -> None:
        connection.config.ws_max_size = MOST_MESSAGE
        _send_at_once(connection.transport)
        if connections.is_full(connection.transport):
            connection.transport.write(_FULL)
            connection.transport.close()
        else:
            wait(connection)

    def wait(connection: Any) -> None:
        """Start the clock where a request is awaited, and stop it where one is at work or the channel took over."""
        clock = getattr(connection, "ojdash_clock", None)
        is_at_work = connection.cycle is not None and not connection.cycle.response_complete
        is_handed_on = connection.transport.get_protocol() is not connection
        if connection.transport.is_closing() or is_at_work or is_handed_on:
            stop(connection)
        elif clock is None:
            connection.ojdash_clock = connection.loop.call_later(HEADER_SECONDS, end, connection)

    def stop(connection: Any) -> None:
        clock = getattr(connection, "ojdash_clock", None)
        if clock is not None:
            clock.cancel()
            connection.ojdash_clock = None

    def end(connection: Any) -> None:
        connection.ojdash_clock = None
        connection.transport.abort()

    after("connection_made", made)
    after("data_received", wait)
    after("connection_lost", stop)


def _send_at_once(transport: asyncio.Transport) -> None:
    """Let no part of an answer wait until the one before it is acknowledged, 40 ms where a connection is kept.

    asyncio does so itself only for sockets that were made with the protocol's number, and Streamlit's are not.
    """
    connected = transport.get_extra_info("socket")
    if connected is not None and connected.family in (socket.AF_INET, socket.AF_INET6):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class _SlowError(Exception):
    """The body did not come."""


class Patience:
    """ASGI middleware: a body comes within its time, or 408; one whose end is told in two ways is refused, 400.

    Of two ways a proxy may have chosen the other, and take for the body what is a request of its own here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the body on as it comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if {"content-length", "transfer-encoding"} <= set(Headers(scope=scope)):
            await PlainTextResponse(problems.TWO_ENDS, 400, _CLOSED)(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        start, arrived, is_whole, begun = loop.time(), 0, False, False

        async def patient() -> Message:
            nonlocal arrived, is_whole
            if is_whole or begun:
                return await receive()
            try:
                async with asyncio.timeout_at(start + BODY_SECONDS + arrived / SLOWEST):
                    message = await receive()
            except TimeoutError:
                raise _SlowError from None
            arrived += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, patient, sent)
        except _SlowError:
            await PlainTextResponse(problems.TOO_SLOW, 408, _CLOSED)(scope, receive, send)
