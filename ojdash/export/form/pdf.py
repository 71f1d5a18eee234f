"""A document as a PDF: tagged (PDF/UA-1), Swedish, A4, in the letters of the screen."""

from __future__ import annotations

import json
import marshal
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ojdash.charts.theme import LIGHT
from ojdash.domain.form import Form
from ojdash.export.form import typeset
from ojdash.export.form.blocks import Block, Document, Figure, Lines, Table
from ojdash.export.form.content import document
from ojdash.text import form_document as paper
from ojdash.text import page

_TEMPLATE = Path(__file__).with_name("form.typ")
_PICTURES = Path(__file__).with_name("pictures.typ")
_LONGEST_WORD = 24
_BREAK, _PIECE = "\u200b", 6


class UnsetError(RuntimeError):
    """Typst could not set the pages; what it said."""


def form_pdf(form: Form) -> bytes:
    """The form as .pdf. The same form gives the same bytes."""
    return as_pdf(document(form))


def as_pdf(said: Document) -> bytes:
    """A document as .pdf."""
    data = {
        "title": said.title,
        "author": page.SITE,
        "band": said.band,
        "about": _as_data(said.about),
        "told": [asdict(told) for told in said.told],
        "blocks": _blocks(said),
        "foot": said.foot,
        "contents": said.contents,
        "upright": said.upright,
        "dense": said.dense,
        "page": paper.PAGE,
        "of": paper.OF,
    }
    note = {"text": paper.FONT_LACKS, "quiet": True}
    noted = data | {"told": [*data["told"], note]}
    figures = [block.svg for block in said.blocks if isinstance(block, Figure)]
    lacks = any(_UNDRAWN.search(text.replace("\t", "")) for text in (*_texts(data), *figures))
    try:
        return _compiled(said, _mapped(noted if lacks else data, _drawable), _coded(figures, _UNDRAWN))
    except UnsetError:  # typst ends at some rare signs
        return _compiled(said, _mapped(noted, _plain), _coded(figures, _NOT_PLAIN))


def _compiled(said: Document, data: Any, figures: Sequence[str]) -> bytes:
    look = {"ink": LIGHT.ink, "muted": LIGHT.muted, "head": LIGHT.backgrounds[1], "line": LIGHT.peers}
    inputs = {"said": json.dumps(data), "look": json.dumps(look), "figures": json.dumps(figures)}
    (made,) = _typeset(_TEMPLATE, inputs, format="pdf", pdf_standards="ua-1", timestamp=int(said.moment.timestamp()))
    return made


def pictures(figures: Sequence[Figure], ppi: int = 144) -> list[bytes]:
    """Each figure as PNG, drawn by the same program that draws the pages, all at once."""
    if not figures:
        return []
    inputs = {"figures": json.dumps(_coded([one.svg for one in figures], _UNDRAWN)), "ground": LIGHT.background}
    return _typeset(_PICTURES, inputs, format="png", ppi=ppi)


def _typeset(template: Path, inputs: dict[str, str], **options: object) -> list[bytes]:
    """The files that `typeset` makes in a process of its own. Raises UnsetError where it could not."""
    asked = marshal.dumps({"template": str(template), "inputs": inputs} | options)
    done = subprocess.run([sys.executable, "-I", typeset.__file__], input=asked, capture_output=True, check=False)
    if done.returncode:
        raise UnsetError(done.stderr.decode("utf-8", "replace")[-2000:])
    return marshal.loads(done.stdout)


def _blocks(said: Document) -> list[dict[str, Any]]:
    """The blocks; a figure by its number, as it is drawn as it is and is none of the texts."""
    blocks, number = [], 0
    for block in said.blocks:
        if isinstance(block, Figure):
            blocks.append({"kind": "figure", "alt": block.alt, "number": number, "width": block.width})
            number += 1
        else:
            blocks.append(_as_data(block))
    return blocks


def _as_data(block: Block) -> dict[str, Any]:
    data = asdict(block) | {"kind": type(block).__name__.lower()}
    if isinstance(block, Table):
        return data | {"whole": block.whole, "kept": block.kept}
    return data | {"whole": block.whole} if isinstance(block, Lines) else data


# What the fonts can draw (tried sign by sign): Latin, Greek, Cyrillic, Hebrew, Arabic and Persian letters,
# punctuation, marks and arrows. A sign outside would break PDF/UA, which forbids the empty box of an unknown sign.
_UNDRAWN = re.compile(
    "[^\n\x20-\x7e\xa0-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u05d0-\u05ea\u05ef-\u05f4"
    "\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u0669\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u1e00-\u1eff\u2000-\u2040\u2044-\u2052\u2054-\u2064\u2066-\u206f\u2070\u2071\u2074-\u208e\u20a0-\u20c0"
    "\u2100-\u211e\u2122\u2126-\u2151\u2153-\u2184\u2190-\u23ff\u2460-\u262f\ufb00-\ufb06\ufe00-\ufe0f]"
)
_NOT_PLAIN = re.compile("[^\n\x20-\x7e\xa1-\xac\xae-\u017f\u2010-\u2015\u2018-\u201d\u2026\u2190-\u2193\u2212\u202f]")
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_LETTERS = re.compile(r"\w+")


def _drawable(text: str) -> str:
    return _drawn(text, _UNDRAWN)


def _plain(text: str) -> str:
    return _drawn(text, _NOT_PLAIN)


def _drawn(text: str, lacking: re.Pattern[str]) -> str:
    """A text that the fonts can draw: a sign they lack stands as its code, and a word too long for a line may break."""
    (text,) = _coded([text.replace("\t", "    ")], lacking)
    return _LONG_WORD.sub(lambda word: _breakable(word.group()), text)


def _coded(texts: Sequence[str], lacking: re.Pattern[str]) -> list[str]:
    """Texts, or figures as SVG, where each sign that the fonts lack stands as its code."""
    return [lacking.sub(lambda sign: f"[U+{ord(sign.group()):04X}]", text) for text in texts]


def _breakable(word: str) -> str:
    """A word that may be broken anywhere, but for one of letters that is short enough to be hyphenated."""
    if _LETTERS.fullmatch(word) and len(word) < 2 * _LONGEST_WORD:
        return word
    return _BREAK.join(word[place : place + _PIECE] for place in range(0, len(word), _PIECE))


def _mapped(data: Any, said: Callable[[str], str]) -> Any:
    """The same data with every text made drawable."""
    if isinstance(data, str):
        return said(data)
    if isinstance(data, dict):
        return {name: _mapped(found, said) for name, found in data.items()}
    if isinstance(data, list | tuple):
        return [_mapped(found, said) for found in data]
    return data


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for found in data.values() if isinstance(data, dict) else data:
            yield from _texts(found)
