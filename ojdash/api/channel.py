"""What a visit may say over Streamlit's channel: only what our pages say, no faster than a person does.

A message is worked on in the loop that all visitors share, and its kind decides how much: one alone that asked for the
addresses of half a million files stopped the site for 18 s. What is of another kind is dropped before Streamlit sees
it; how large a message may be stands in patience.py.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ojdash.api.visitor import client
from ojdash.saved.limits import MOST_VISITORS, visitor

# Messages of a visitor, who may be a network of many; what is past it waits, and with it whoever sends.
AT_ONCE, A_SECOND = 100, 20
_clock = time.monotonic


class Channel:
    """ASGI middleware: a visit's messages, one at a time. is_ours: whether a message is one of those our pages send."""

    def __init__(self, app: ASGIApp, is_ours: Callable[[bytes], bool]) -> None:
        self.app, self.is_ours = app, is_ours
        self._full: dict[str, float] = {}  # when a visitor may send AT_ONCE again

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what is ours."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        who = visitor(client(HTTPConnection(scope)))

        async def paced() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                await asyncio.sleep(self._wait(who))
                if self.is_ours(message.get("bytes") or b""):
                    return message

        await self.app(scope, paced, send)

    def _wait(self, who: str) -> float:
        """Count a message; the seconds until it may be worked on."""
        now = _clock()
        full = max(now, self._full.pop(who, now)) + 1 / A_SECOND
        self._full[who] = full
        if len(self._full) > MOST_VISITORS:
            del self._full[next(iter(self._full))]
        return max(0.0, full - now - AT_ONCE / A_SECOND)
