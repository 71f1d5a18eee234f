"""What visitors send to Streamlit's uploaders: only where one is shown, bounded for a visit and for all of them.

Streamlit itself takes any number of files for any visit that is open, whatever its page shows, and keeps what a closed
one sent until somebody else closes a visit. Bytes are counted as they come, so what is on its way counts too.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ojdash.api.visitor import client
from ojdash.text import problems

MEGABYTE = 2**20
MOST_OF_ALL = 300 * MEGABYTE
MOST_AT_ONCE = 4  # files on their way from one visitor
FRAMING = 16_384  # bytes around a file
KEPT_SECONDS = 120  # after a visit was closed: its network may come back
_NONE: tuple[dict[str, int], int] = ({}, 0)
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")


@dataclass(slots=True)
class Visits:
    """Which visits show uploaders, and what they sent: visit to file's id to a file with `data`, as Streamlit holds it.

    let_go   lets go of all that a visit sent
    is_open  whether a visit is there
    """

    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    let_go: Callable[[str], None] = lambda visit: None
    is_open: Callable[[str], bool] = lambda visit: False
    clock: Callable[[], float] = time.monotonic
    _shown: dict[str, tuple[dict[str, int], int]] = field(default_factory=dict)  # bytes by field, and those before
    _closed: dict[str, float] = field(default_factory=dict)

    def begin(self, visit: str) -> None:
        """A page of a visit is about to run."""
        for gone in [known for known in list(self._shown) if known != visit and not self.is_open(known)]:
            self._shown.pop(gone, None)
        self._shown[visit] = ({}, sum(self._shown.get(visit, _NONE)[0].values()))
        self.sweep()

    def show(self, visit: str, name: str, most: int) -> None:
        """The page shows a field that takes so many bytes; a part of a page that runs alone shows it anew."""
        self._shown.setdefault(visit, ({}, 0))[0][name] = most

    def most(self, visit: str) -> int:
        """How many bytes a visit may send: as its page asks for, or did a moment ago, when it is running again."""
        now, before = self._shown.get(visit, _NONE)
        return max(sum(list(now.values())), before) if self.is_open(visit) else 0

    def sent(self, visit: str | None = None) -> int:
        """Bytes that are held of what a visit sent, or all did."""
        of = [self.files.get(visit, {})] if visit else list(self.files.values())
        return sum(len(file.data) for files in of for file in list(files.values()))

    def sweep(self) -> None:
        """Let go of what was sent by those who closed their visit a while ago."""
        now = self.clock()
        for visit in list(self.files):
            if self.is_open(visit):
                self._closed.pop(visit, None)
            elif now - self._closed.setdefault(visit, now) >= KEPT_SECONDS:
                self.let_go(visit)
                self._closed.pop(visit)


VISITS = Visits()


class _RefusedError(Exception):
    """A file that is not taken: status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class Uploads:
    """ASGI middleware: a file is taken where an uploader is shown, and as long as there is room."""

    def __init__(self, app: ASGIApp, visits: Visits = VISITS) -> None:
        self.app, self.visits = app, visits
        self._coming: Counter[str] = Counter()  # bytes on their way, by visit
        self._senders: Counter[str] = Counter()  # files on their way, by visitor
        self._sweeping: asyncio.Task | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no file, and a file that there is room for."""
        found = _UPLOAD.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        visit, sender, coming, begun = found[1], client(Request(scope)), 0, False

        async def counted() -> Message:
            nonlocal coming
            message = await receive()
            arrived = len(message.get("body", b""))
            coming += arrived
            self._coming[visit] += arrived
            self._check(visit)
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        self._senders[sender] += 1
        try:
            if self._senders[sender] > MOST_AT_ONCE:
                raise _RefusedError(429, problems.UPLOADS_AT_ONCE)
            self._check(visit)
            await self.app(scope, counted, sent)
        except _RefusedError as refused:
            if not begun:
                headers = {"Connection": "close", "Cache-Control": "no-store"}
                headers |= {"Retry-After": "60"} if refused.status in (429, 503) else {}
                await PlainTextResponse(refused.sentence, refused.status, headers)(scope, receive, send)
        finally:
            for counter, key, number in ((self._senders, sender, 1), (self._coming, visit, coming)):
                counter[key] -= number
                if counter[key] <= 0:
                    del counter[key]
            if self._sweeping is None or self._sweeping.done():
                self._sweeping = asyncio.create_task(self._sweep())

    def _check(self, visit: str) -> None:
        most = self.visits.most(visit)
        if not most:
            raise _RefusedError(403, problems.NO_UPLOADER)
        if self.visits.sent(visit) + self._coming[visit] > most + FRAMING:
            raise _RefusedError(413, problems.UPLOAD_TOO_LARGE)
        if self.visits.sent() + self._coming.total() > MOST_OF_ALL:
            raise _RefusedError(503, problems.UPLOADS_FULL)

    async def _sweep(self) -> None:
        while self.visits.files:
            await asyncio.sleep(KEPT_SECONDS / 4)
            self.visits.sweep()
