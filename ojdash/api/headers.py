"""What every answer carries, pages, files and errors alike, so that nobody is tricked; and what is not answered at all.

Tried in Chromium on every page. Streamlit's front end does not let these be tighter:

    style-src 'unsafe-inline'   it writes its styles into the page as it runs, and so do Plotly and our own sheets
    script-src blob:            our figures and forms are components, whose scripts it imports from blobs that it makes
    img-src data:               icons of its own, and a figure that is saved as a picture
    font-src data:              a few letters of its own
    frame-ancestors             holds for a whole document, and a visit stays one document whatever page it goes to:
                                so a page in a frame opens its links in a new tab (ui/assets/before.js)

Scripts are never inline and never evaluated: Streamlit's only inline script is taken away (front.py), and its reader of
messages, which asks for WebAssembly, does without. What uvicorn
itself answers to bytes that are no request carries nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ojdash import settings
from ojdash.domain.question import EMBEDDED
from ojdash.text import problems, uploads

EVERY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # an address may hold what opens an analys: it is told to no other site
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "gamepad"),
            *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone"),
            *("midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb"),
            "xr-spatial-tracking",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}
_OF_PAGES = {
    "default-src": "'none'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# Everything else: what is made to be read alone, without a script, and files.
_OF_THE_REST = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_REST = re.compile(r"/(api|m|media|_stcore)(/|$)")
_FORM = re.compile(r"/api/samordnare$")  # what its link holds leaves the address bar (ui/assets/before.js)
# Streamlit's own that tell of the inside, or do what no page of ours does; _stcore/health stays.
_CLOSED = re.compile(r"/_stcore/+(metrics|script-health-check|agent)(/|$)")
_UPLOADS = re.compile(r"/_stcore/+upload_file(/|$)")  # files come another way (uploads.py)


class Guarded:
    """ASGI middleware: the headers on every answer, that of an error in our own code too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers; nothing of what is closed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = headers(scope)
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                kept = MutableHeaders(raw=list(message["headers"]))
                for name, value in said.items():
                    kept.setdefault(name, value)
                if "location" in kept:
                    kept["location"] = _within(kept["location"], Headers(scope=scope).get("host", ""))
                message = message | {"headers": kept.raw}
            await send(message)

        if _CLOSED.search(scope["path"]):
            await PlainTextResponse(problems.NOT_HERE, 404)(scope, receive, guarded)
            return
        if _UPLOADS.search(scope["path"]):
            await PlainTextResponse(uploads.NO_FIELD, 403, {"Connection": "close"})(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except Exception:
            if not begun:  # Starlette's own answer comes from outside all middleware, and would carry nothing
                await PlainTextResponse(problems.BROKEN, 500)(scope, receive, guarded)
            raise


def headers(scope: Scope) -> Mapping[str, str]:
    """The headers of an answer to a request."""
    rest = _OF_THE_REST | ({"script-src": "'self'"} if _FORM.search(scope["path"]) else {})
    by = settings.EMBEDDED_BY.value if _may_be_embedded(scope) else ()
    rules = (rest if _REST.match(scope["path"]) else _OF_PAGES) | {"frame-ancestors": " ".join(by) or "'none'"}
    said = EVERY | {"Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in rules.items())}
    said |= {} if by else {"X-Frame-Options": "DENY"}
    return said | (OVER_TLS if scope["scheme"] == "https" else {})


def _may_be_embedded(scope: Scope) -> bool:
    """Whether it is a page of figures alone: nothing that was written is open in it."""
    page = scope["path"].rpartition("/")[2] or "oversikt"
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return page in EMBEDDED and not _REST.match(scope["path"]) and "analys" not in dict(asked)


def _within(location: str, host: str) -> str:
    """A redirect within the site, without the Host header that the asker spelled: Starlette's own hold it."""
    parts = urlsplit(location)
    return urlunsplit(("", "", *parts[2:])) if parts.netloc and parts.netloc == host else location
