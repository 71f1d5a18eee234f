"""Writing in an analys over HTTP: one field at a time, what others wrote since, and the whole of it as one file.

JSON in and out. The address's token travels in the body and never in a path, where logs would keep it. Only
`application/json` is taken, which a form on another site can't send.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ojdash import answers, saved
from ojdash.api.spelled import verified_as_dict
from ojdash.api.threads import saving
from ojdash.api.visitor import client
from ojdash.domain.analys import Author, Written
from ojdash.domain.errors import (
    AccessError,
    DataError,
    PlaceError,
    ReadOnlyError,
    SavedError,
    SignInError,
    TooManyError,
)
from ojdash.store import current, data_folder
from ojdash.text import analyser as words

MOST_BODY = 1_000_000
MOST_BESIDE = 1_000
_MOST_NUMBER = 2**31
# What an address opens is for who has it: kept nowhere, and found by no search. See headers.py for the rest.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

# The first that an error is.
_STATUS: dict[type[Exception], int] = {
    saved.UnknownError: 404,
    saved.GoneError: 410,
    AccessError: 403,
    ReadOnlyError: 403,
    SignInError: 401,
    PlaceError: 422,
    TooManyError: 429,
    Exception: 503,
}

Said = Mapping[str, Any]
Answered = tuple[int, dict[str, Any]]
NameOf = Callable[[Mapping[str, str]], str]


class _MalformedError(Exception):
    """A request that can't be read; the message is a sentence."""


def routes(name_of: NameOf = lambda cookies: "") -> list[BaseRoute]:
    """The routes of writing. name_of: the name that a request's cookies prove, "" where they prove none."""
    return [
        Route("/api/analys/falt", _posted(_write, name_of), methods=["POST"]),
        Route("/api/analys/val", _posted(_choose, name_of), methods=["POST"]),
        Route("/api/analys/sedan", _posted(_since, name_of), methods=["POST"]),
        Route("/api/analys/versioner", _posted(_versions, name_of), methods=["POST"]),
        Route("/api/analysfil", export_file, methods=["GET"]),
    ]


async def export_file(request: Request) -> Response:
    """Every version of every field as one file, for who may write."""

    def export() -> Response:
        token = _text(request.query_params, "analys")
        content = saved.open_saved().export(token, client(request))
        name = f'attachment; filename="analys-{date.today().isoformat()}.json"'
        return Response(content, headers=PRIVATE | {"Content-Disposition": name}, media_type="application/json")

    return await _answered(request, export)


def _posted(work: Callable[[Said, str], Answered], name_of: NameOf) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request)
        except _MalformedError as error:
            return _json(400, {"error": str(error)})
        except ClientDisconnect:
            return _json(400, {"error": words.NOT_AN_OBJECT})  # nobody is there to read it

        def answered() -> Response:
            # Whatever the client says of a verified name is replaced by what its cookie proves.
            said = {**_object(body), "verified": name_of(request.cookies)}
            return _json(*work(said, client(request)))

        return await _answered(request, answered)

    return endpoint


async def _answered(request: Request, work: Callable[[], Response]) -> Response:
    try:
        return await saving(work)
    except _MalformedError as error:
        return _json(400, {"error": str(error)})
    except (SavedError, DataError) as error:
        return _json(status(error), {"error": answers.told(error)}, waiting(error))


def status(error: Exception) -> int:
    """The status that tells why an analys could not be opened or written in."""
    return next(status for kind, status in _STATUS.items() if isinstance(error, kind))


def waiting(error: Exception) -> dict[str, str]:
    """The header that says when to come back, of an error that passes with time."""
    return {"Retry-After": str(getattr(error, "wait", 60))} if isinstance(error, TooManyError) else {}


def _json(status: int, content: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    # A sentence may quote what was sent, and that may be half a character.
    spelled = json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    return Response(spelled, status, PRIVATE | dict(headers or {}), "application/json")


# --- what was sent ----------------------------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _MalformedError(words.NOT_JSON)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise _MalformedError(words.TOO_LARGE)
    return bytes(body)


def _object(body: bytes) -> Said:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise _MalformedError(words.NOT_AN_OBJECT) from None
    if not isinstance(said, dict):
        raise _MalformedError(words.NOT_AN_OBJECT)
    return said


def _text(said: Said, name: str, default: str | None = None) -> str:
    found = said.get(name, default)
    if not isinstance(found, str) or any(ord(sign) < 32 or "\ud800" <= sign <= "\udfff" for sign in found):
        raise _MalformedError(words.wrong_type(name, words.KINDS["text"]))
    return found


def _value(said: Said) -> str:
    if not isinstance(said.get("value"), str):
        raise _MalformedError(words.wrong_type("value", words.KINDS["text"]))
    return said["value"]  # whether it fits its place is for the place to say


def _is_number(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < _MOST_NUMBER


def _number(said: Said, name: str) -> int:
    if not _is_number(said.get(name)):
        raise _MalformedError(words.wrong_type(name, words.KINDS["number"]))
    return said[name]


def _numbers(said: Said, name: str) -> list[int]:
    found = said.get(name)
    if not isinstance(found, list) or len(found) > MOST_BESIDE or not all(map(_is_number, found)):
        raise _MalformedError(words.wrong_type(name, words.KINDS["numbers"]))
    return found


def _author(said: Said) -> Author:
    return Author(_text(said, "role", "").strip(), _text(said, "organisation", "").strip(), said["verified"])


# --- what is answered -------------------------------------------------------------------------------------------------


def _write(said: Said, client: str) -> Answered:
    token, place, base = _text(said, "analys"), _text(said, "place"), _number(said, "base")
    kept = saved.open_saved().write(token, _author(said), place, _value(said), base, client)
    if place.startswith("rad/") and place.endswith("/vald"):
        _begun(token, _author(said), place.split("/")[1], client)
    return _kept(kept)


def _begun(token: str, author: Author, year: str, client: str) -> None:
    """Remember which edition a year's form was begun on, and that it is the newest year worked on."""
    place, edition = saved.open_saved(), current(data_folder())
    analys = place.read(token, client)
    if edition and not analys.text(f"ar/{year}/utgava"):
        place.write(token, author, f"ar/{year}/utgava", edition, 0, client)
        if analys.year is None or int(year) > analys.year:
            before = analys.fields.get("om/year")
            place.write(token, author, "om/year", year, before.version if before else 0, client)


def _choose(said: Said, client: str) -> Answered:
    token, place, beside = _text(said, "analys"), _text(said, "place"), _numbers(said, "beside")
    return _kept(saved.open_saved().choose(token, _author(said), place, _value(said), beside, client))


def _kept(kept: saved.Kept) -> Answered:
    answer = {"version": kept.version, "number": kept.number, "at": kept.at}
    if kept.other is None:
        return 200, answer
    other = _spelled(kept.other)
    return 409, answer | {"other": {name: other[name] for name in ("value", "role", "organisation", "at", "version")}}


def _since(said: Said, client: str) -> Answered:
    token, after = _text(said, "analys"), _number(said, "after")
    written, latest = saved.open_saved().since(token, after, client)
    answer: dict[str, Any] = {"latest": latest, "fields": [{"place": one.place, **_spelled(one)} for one in written]}
    if said.get("beside") is True:
        # A page that was just opened: where texts already stand beside each other.
        beside = saved.open_saved().read(token, client).beside
        answer["beside"] = {place: [one.version for one in texts] for place, texts in beside.items()}
    return 200, answer


def _versions(said: Said, client: str) -> Answered:
    token, place = _text(said, "analys"), _text(said, "place")
    return 200, {"versions": [_spelled(version) for version in saved.open_saved().versions(token, place, client)]}


def _spelled(version: Written) -> dict[str, Any]:
    """A version; beside: it stands beside another text; settled: it did, and has been chosen between."""
    settled = getattr(version, "settled", False)
    spelled = {
        "value": version.value,
        "version": version.version,
        "number": version.number,
        "at": version.at,
        "role": version.author.role,
        "organisation": version.author.organisation,
        "beside": getattr(version, "beside", False) and not settled,
        "settled": settled,
    }
    return spelled | verified_as_dict(version.author.verified)
