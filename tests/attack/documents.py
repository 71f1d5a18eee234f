"""What is live in a file that should only hold text: formulas, links, fields, tags. By the file's kind."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as xml

from tests.attack.hostile import OWN_LINK, RAN, STRANGER

# What our own documents link to is never the stranger's, but for a source's own address, which is told as a link.
_EVALUATED = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9\u202f .,]*")
_LEADS_ON = re.compile(rf"{STRANGER}|javascript:|{RAN}", re.IGNORECASE)


def live(form: str, content: bytes) -> list[str]:
    """What is live in a file of a form: json, csv, excel.csv, html, svg, atom, xlsx, docx, pptx or pdf."""
    return list(_LIVE[form](content))


def _json(content: bytes) -> Iterator[str]:
    json.loads(content)
    yield from ()


def _csv(content: bytes) -> Iterator[str]:
    for line in _lines(content):
        for cell in line:
            if cell.startswith(_EVALUATED) and not _NUMBER.fullmatch(cell):
                yield f"a cell begins with {cell[:30]!r}"


def _lines(content: bytes) -> Iterator[list[str]]:
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    return csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ",")


class _Tags(HTMLParser):
    """Tags that load, lead on or run."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.words: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes of the stranger's, and tags that text should never become."""
        self._script = tag == "script"
        for name, value in attrs:
            if (_LEADS_ON.search(value or "") and name in _LOADING and value != OWN_LINK) or name.startswith("on"):
                self.live.append(f"<{tag} {name}={(value or '')[:60]!r}>")
        if tag == "iframe":
            self.live.append("<iframe>")

    def handle_data(self, words: str) -> None:
        """What is read, and a script's own words."""
        self.words.append(words)
        if self._script and _LEADS_ON.search(words):
            self.live.append(f"<script> {words[:60]!r}")

    def handle_endtag(self, tag: str) -> None:
        """Out of the script."""
        self._script = False


_LOADING = {"href", "src", "action", "xlink:href", "style", "srcset", "data", "formaction", "poster", "background"}


def _html(content: bytes) -> Iterator[str]:
    yield from _tags(content).live


def _tags(content: bytes) -> _Tags:
    tags = _Tags()
    tags.feed(content.decode())
    tags.close()
    return tags


def _xml(content: bytes) -> Iterator[str]:
    for node in xml.fromstring(content).iter():
        for name, value in node.attrib.items():
            if _LEADS_ON.search(value) and name.rpartition("}")[2] in _LOADING and value != OWN_LINK:
                yield f"<{node.tag} {name}={value[:60]!r}>"
        if node.get("type") == "html":
            yield from _html((node.text or "").encode())


def _office(content: bytes) -> Iterator[str]:
    """Relations to elsewhere, fields of Word, formulas of Excel."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            for node in xml.fromstring(package.read(part)).iter():
                tag, told = node.tag.rpartition("}")[2], node.text or ""
                target = node.get("Target", "")
                if tag == "Relationship" and _LEADS_ON.search(target) and target != OWN_LINK:
                    yield f"{part}: a relation to {target[:60]!r}"
                if tag in ("instrText", "fldSimple") and _LEADS_ON.search(f"{told}{node.attrib}"):
                    yield f"{part}: a field {told[:60]!r}"
                if part.startswith("xl/worksheets/") and tag == "f":
                    yield f"{part}: a formula {told[:60]!r}"


def _pdf(content: bytes) -> Iterator[str]:
    streams = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            streams.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            continue
    for stream in streams:
        for led in re.findall(rb"/URI\s*\((.*?)\)", stream):
            if _LEADS_ON.search(led.decode("latin-1")) and led.decode("latin-1") != OWN_LINK:
                yield f"a link to {led[:60]!r}"
        for word in (b"/JavaScript", b"/Launch", b"/SubmitForm"):
            if word in stream and stream is not content:
                yield f"{word.decode()} in the paper"


def words(form: str, content: bytes) -> str:
    """The text of a file as a reader sees it, a space between its parts; of a pdf, which holds signs drawn, nothing."""
    if form == "pdf":
        return ""
    if form in ("xlsx", "docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.namelist() if part.endswith(".xml") and not part.startswith("docProps/")]
            nodes = [node for part in parts for node in xml.fromstring(package.read(part)).iter()]
        return " ".join(_said(node) for node in nodes if node.text)
    if form == "json":
        return " ".join(_strings(json.loads(content)))
    if form.endswith("csv"):
        return " ".join(cell for line in _lines(content) for cell in line)
    if form == "html":
        return " ".join(_tags(content).words)
    nodes = [node for node in xml.fromstring(content).iter() if node.text]
    return " ".join(words("html", node.text.encode()) if node.get("type") == "html" else node.text for node in nodes)


def _said(node: xml.Element) -> str:
    """A node's own text; in the head and foot of a sheet a doubled & is one."""
    return node.text.replace("&&", "&") if node.tag.endswith(("Header", "Footer")) else node.text


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from (name, *_strings(value))
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)


_LIVE: dict[str, Callable[[bytes], Iterator[str]]] = {
    **{"json": _json, "csv": _csv, "excel.csv": _csv, "html": _html, "svg": _xml, "atom": _xml, "pdf": _pdf},
    **dict.fromkeys(("xlsx", "docx", "pptx"), _office),
}
