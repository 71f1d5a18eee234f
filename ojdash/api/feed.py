"""The feed (Atom, RFC 4287) of what each edition added, revised, withdrew, defined anew or could not take in."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as xml

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, links, settings
from ojdash.api.threads import answering
from ojdash.domain.edition import Edition
from ojdash.domain.errors import BusyError, DataError
from ojdash.domain.question import Question
from ojdash.store import current, data_folder, listed
from ojdash.text import broken, page
from ojdash.text import editions as text

PATH = "/api/utgavor.atom"
MOST_ENTRIES = 20
MOST_INDIKATORER = 100
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def feed_over_http(request: Request) -> Response:
    """The feed, newest edition first; 503 with a sentence where nothing is published."""
    try:
        content = await answering(lambda: feed(data_folder(), settings.ADDRESS.value))
    except DataError as error:
        return JSONResponse({"error": answers.told(error)}, 503, headers={"Cache-Control": "no-store"})
    except BusyError as error:
        headers = {"Cache-Control": "no-store", "Retry-After": str(error.wait)}
        return JSONResponse({"error": answers.told(error)}, 503, headers=headers)
    key = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {
        "ETag": key,
        "Cache-Control": "public, max-age=60, must-revalidate",
        "Access-Control-Allow-Origin": "*",
    }
    if key in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/atom+xml")


def feed(data: Path, site: str) -> bytes:
    """The feed of a data folder as XML in UTF-8.

    site    the address of the site, which every link begins with; it ends in /. Without one links are relative
    Raises  DataError  nothing is published that can be read
    """
    editions = [edition for edition in listed(data) if edition.source]
    if current(data) is None or not editions:
        raise DataError(broken.nothing_published(data / "editions", data), broken.NOTHING_YET)
    own = f"{site}{PATH[1:]}"
    site = site or "../"  # as seen from the feed
    root = xml.Element("feed", {"xmlns": _ATOM, _LANG: "sv"})
    _add(root, "id", _urn(own.partition("://")[2] or own))
    _add(root, "title", text.FEED_TITLE)
    _add(root, "updated", max(_moment(edition) for edition in editions))
    _add(_add(root, "author"), "name", page.SITE)
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{site}{PATH[1:]}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{site}om_data")
    for edition in reversed(editions[-MOST_ENTRIES:]):
        _entry(root, data, edition, site)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: xml.Element, data: Path, edition: Edition, site: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _urn(f"ojdash:utgava:{edition.id}"))
    _add(entry, "title", text.entry_title(edition))
    _add(entry, "updated", _moment(edition))
    pinned = links.address(Question(page="om_data", utgava=edition.id), pinned=True)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{site}{pinned}")
    try:
        found = answers.changes(data, edition.id)
    except DataError as error:
        _add(entry, "summary", answers.told(error))
        return
    summary = text.sentence(found) if found else text.first_edition(edition)
    if edition.refused:
        summary = f"{summary} {text.not_taken_in(edition.refused)}"
    _add(entry, "summary", summary)
    lines = [text.refusal(id, why) for id, why in edition.refused.items()]
    lines += [text.moved_line(moved) for moved in found.moved] if found else []
    if lines:
        _add(entry, "content", _listed(lines), type="html")


def _listed(every: list[str]) -> str:
    """What could not be taken in and what happened to each indikator, as HTML; XML escapes it once more."""
    lines = xml.Element("ul")
    for line in every[:MOST_INDIKATORER]:
        _add(lines, "li", line)
    if len(every) > MOST_INDIKATORER:
        _add(lines, "li", text.more(len(every) - MOST_INDIKATORER))
    return xml.tostring(lines, encoding="unicode", method="html")


def _add(parent: xml.Element, name: str, said: str = "", **attributes: str) -> xml.Element:
    """A new last child; signs that XML can't hold are left out."""
    child = xml.SubElement(parent, name, attributes)
    child.text = _NOT_IN_XML.sub("", said) or None
    return child


def _moment(edition: Edition) -> str:
    """When an edition was fetched, as RFC 3339 wants it: a day alone is its first second."""
    said = edition.source.fetched_at
    return said if "T" in said else f"{said}T00:00:00Z"


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn
