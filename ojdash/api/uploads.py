"""The files that visitors send: only to a field that their page shows, bounded for the field, the visit and all.

PUT /api/filer/<address> sends the file in the body, its name in the header X-Filnamn; DELETE takes it away. The address
is 128 random bits that only the field's own page has. A field holds one file: the next takes its place when it begins
to come. Bytes are counted as they come, and lie in memory; on the disk a file is only while it is read (sources).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash.api.visitor import client
from ojdash.text import uploads as text

MEGABYTE = 2**20
MOST_OF_ALL = 300 * MEGABYTE
MOST_AT_ONCE = 4  # files on their way from one visitor
KEPT_SECONDS = 120  # after a visit was closed: its network may come back
LINGER_SECONDS = 10  # for the rest of what is refused: a browser reads no answer before it has sent all
NAME = "X-Filnamn"
_LONGEST_NAME = 200


@dataclass(slots=True, eq=False)
class File:
    """A file that has come whole."""

    name: str
    content: bytearray

    def getvalue(self) -> bytes:
        """Its bytes."""
        return bytes(self.content)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Field:
    """A place for one file on the page of a visit.

    megabytes  the most it takes
    types      how the file's name may end
    content    what is here, or is on its way
    file       what is here; None until it is whole
    shown      whether the page that ran last shows it
    """

    visit: str
    megabytes: int
    types: tuple[str, ...]
    address: str = field(default_factory=lambda: secrets.token_hex(16))
    content: bytearray = field(default_factory=bytearray)
    file: File | None = None
    shown: bool = True

    def let_go(self) -> None:
        """Hold nothing; what is on its way is refused at its next bytes."""
        self.content.clear()
        self.content, self.file = bytearray(), None


class _RefusedError(Exception):
    """A file that is not taken: status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(slots=True)
class Room:
    """The fields that visits show, by address, and what was sent to them. A field is here as long as its visit has it.

    is_open  whether a visit is there
    """

    is_open: Callable[[str], bool] = lambda visit: False
    clock: Callable[[], float] = time.monotonic
    fields: WeakValueDictionary[str, Field] = field(default_factory=WeakValueDictionary)
    _closed: dict[str, float] = field(default_factory=dict)
    _senders: Counter[str] = field(default_factory=Counter)  # files on their way, by visitor
    _sweeping: asyncio.Task | None = None

    def show(self, visit: str, megabytes: int, types: tuple[str, ...]) -> Field:
        """A new field on a visit's page."""
        place = Field(visit, megabytes, types)
        self.fields[place.address] = place
        return place

    def close(self, gone: Field) -> None:
        """A field that no page shows takes nothing more."""
        self.fields.pop(gone.address, None)
        gone.let_go()

    def held(self) -> int:
        """Bytes that are held of all files, those on their way too."""
        return sum(len(place.content) for place in self._every())

    def sweep(self) -> None:
        """Let go of what was sent by those who closed their visit a while ago."""
        now, holding = self.clock(), [place for place in self._every() if place.content]
        visits = {place.visit for place in holding}
        self._closed = {visit: self._closed.get(visit, now) for visit in visits if not self.is_open(visit)}
        for place in holding:
            if now - self._closed.get(place.visit, now) >= KEPT_SECONDS:
                self.close(place)

    async def answer(self, request: Request) -> Response:
        """Take a file, or take it away: 204, or the sentence that says why not."""
        parts = request.stream()
        try:
            place = self._asked(request)
            if request.method == "DELETE":
                place.let_go()
            else:
                await self._take(place, request, parts)
        except _RefusedError as refused:
            with suppress(TimeoutError, ClientDisconnect):
                async with asyncio.timeout(LINGER_SECONDS):
                    async for _ in parts:
                        pass
            headers = {"Connection": "close", "Cache-Control": "no-store"}
            headers |= {"Retry-After": "60"} if refused.status in (429, 503) else {}
            return PlainTextResponse(refused.sentence, refused.status, headers)
        except ClientDisconnect:
            pass  # nobody is there to read it
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    def _asked(self, request: Request) -> Field:
        place = self.fields.get(request.path_params["address"])
        # Another site can't ask for a PUT or DELETE here; browsers say so besides.
        from_here = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        if place is None or not from_here or not self.is_open(place.visit):
            raise _RefusedError(403, text.NO_FIELD)
        return place

    async def _take(self, place: Field, request: Request, parts: AsyncIterator[bytes]) -> None:
        name, sender = unquote(request.headers.get(NAME, ""))[-_LONGEST_NAME:], client(request)
        if not name.lower().endswith(tuple(f".{kind}" for kind in place.types)):
            raise _RefusedError(415, text.other_kind(place.types))
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > place.megabytes * MEGABYTE:
            raise _RefusedError(413, text.too_large(place.megabytes))
        if self._senders[sender] >= MOST_AT_ONCE:
            raise _RefusedError(429, text.AT_ONCE)
        place.let_go()
        content = place.content
        self._senders[sender] += 1
        try:
            async for part in parts:
                self._check(place, content, len(part))
                content += part
            self._check(place, content, 0)
            place.file = File(name, content)
        finally:
            self._senders[sender] -= 1
            if not self._senders[sender]:
                del self._senders[sender]
            if place.file is None and place.content is content:
                place.let_go()
            if self._sweeping is None or self._sweeping.done():
                self._sweeping = asyncio.create_task(self._sweep())

    def _check(self, place: Field, content: bytearray, more: int) -> None:
        if place.content is not content or not self.is_open(place.visit):
            raise _RefusedError(403, text.NO_FIELD)
        if len(content) + more > place.megabytes * MEGABYTE:
            raise _RefusedError(413, text.too_large(place.megabytes))
        if self.held() + more > MOST_OF_ALL:
            raise _RefusedError(503, text.FULL)

    async def _sweep(self) -> None:
        while self.held():
            await asyncio.sleep(KEPT_SECONDS / 4)
            self.sweep()

    def _every(self) -> list[Field]:
        return [place for reference in self.fields.valuerefs() if (place := reference())]


ROOM = Room()


def routes(room: Room = ROOM) -> list[BaseRoute]:
    """The route of sending a file."""
    return [Route("/api/filer/{address}", room.answer, methods=["PUT", "DELETE"])]
