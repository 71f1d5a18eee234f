"""What the browser fetches before it shows anything: made Swedish, compressed once, and kept.

Streamlit sends its scripts uncompressed, 5 MB for a first visit. They never change while the process lives, so each is
compressed at its first request and kept; a proxy that compresses makes this needless, and harmless. A path has one
spelling here, so that a file is kept once: any other is not found.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ojdash.api.threads import compressing
from ojdash.domain.kept import Kept
from ojdash.text import page, problems

ASSETS = Path(__file__).parents[1] / "ui" / "assets"
PLOTLY = "plotly-basic-4.1.1.min.js"

_COMPRESSIBLE = ("javascript", "css", "html", "json", "svg", "csv")
_SMALL = 1_000
_ODD_SIGNS = re.compile(r"[\\\x00-\x1f\x7f]")
_FOR_EVER = "public, max-age=31536000, immutable"
BEFORE = "before.js"
_SCRIPTS = f'<script src="assets/{BEFORE}"></script><script async src="assets/{PLOTLY}" data-ojdash-plotly></script>'
# What is put in the place of Streamlit's own; its only inline script is one that we forbid (headers.py) and need not.
_SWEDISH = {
    b'<html lang="en">': b'<html lang="sv">',
    b"</head>": (_SCRIPTS + "</head>").encode(),
    b"<script>\n      window.prerenderReady = false\n    </script>": b"",
    b'<link rel="service-desc" href="./_stcore/agent/openapi.json" />': b"",
    b"You need to enable JavaScript to run this app.": page.NEEDS_JAVASCRIPT.encode(),
}


async def asset(request: Request) -> Response:
    """The figures' library; its name holds its version, so it may be kept for ever."""
    return FileResponse(ASSETS / PLOTLY, headers={"Cache-Control": _FOR_EVER})


async def before(request: Request) -> Response:
    """What a page does before Streamlit begins."""
    return FileResponse(ASSETS / BEFORE, headers={"Cache-Control": "no-cache"})


class Front:
    """ASGI middleware: Swedish start page, and scripts and styles compressed once.

    Whole answers to GET are compressed for who takes it, and those of static files kept; Streamlit's own channel
    passes through.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept = Kept("scripts and styles")  # status, headers and body by path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, else let the app answer and keep it."""
        if scope["type"] == "http" and not is_plainly_spelled(scope["path"]):
            await PlainTextResponse(problems.NOT_HERE, 404)(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] != "GET" or "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        zipped = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if zipped and (whole := self.kept.get(path)):
            await _send_whole(send, *whole)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app(scope | {"headers": plain}, receive, _Whole(send, path, self.kept if zipped else None).send)


def is_plainly_spelled(path: str) -> bool:
    """Whether a path, with its signs unescaped, names each folder once: no //, no dots for a folder, no \\."""
    parts = path.removesuffix("/").split("/")[1:]
    return all(part not in ("", ".", "..") and not _ODD_SIGNS.search(part) for part in parts)


class _Whole:
    """Holds an answer back until it is whole, if it is one to change or compress; else passes every message on.

    `kept` None means that the asker takes nothing compressed: then only the start page is changed.
    """

    def __init__(self, send: Send, path: str, kept: Kept | None) -> None:
        self.forward, self.path, self.kept = send, path, kept
        self.start: Message | None = None
        self.body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            kind = headers.get("content-type", "")
            wanted = message["status"] == 200 and any(
                word in kind for word in (_COMPRESSIBLE if self.kept is not None else ("html",))
            )
            if wanted and "content-encoding" not in headers and not self.path.startswith("/_stcore"):
                self.start = message
                return
        if self.start is None:
            await self.forward(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = bytes(self.body)
        headers = MutableHeaders(raw=list(self.start["headers"]))
        if "html" in headers["content-type"] and not self.path.startswith("/api/"):
            for english, swedish in _SWEDISH.items():
                body = body.replace(english, swedish, 1)
        # Only scripts and styles: Streamlit answers any name under /static with its start page.
        lasts = self.path.startswith(("/static/", "/assets/")) and "html" not in headers["content-type"]
        if len(body) > _SMALL and self.kept is not None:
            # Off the loop that all visitors share; hard only for what is kept.
            body = await compressing(partial(gzip.compress, body, 9 if lasts else 4, mtime=0))
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        if lasts and self.kept is not None:
            self.kept.keep(self.path, (200, headers.raw, body))
        await _send_whole(self.forward, 200, headers.raw, body)


async def _send_whole(send: Callable[[Message], Awaitable[None]], status: int, headers: list, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
