"""What a document consists of, whichever program writes it: headings, lines, facts and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# What XML 1.0 can't hold; everything else that people write is kept.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# About how much a landscape page of A4 holds in the letters of a table.
SIGNS_A_LINE, LINES_A_PAGE = 150, 36


def clean(text: str) -> str:
    """A text without the control characters that XML 1.0 forbids, every line break as one sign."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph: plain text, never markup. quiet: smaller and paler, for what nobody wrote and for notes."""

    text: str
    quiet: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


Cell = tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `new_page`: what it heads begins on a page of its own."""

    level: int
    text: str
    new_page: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs; as a list with marks where `listed`."""

    said: Cell
    listed: bool = False

    @property
    def whole(self) -> bool:
        """Whether they may be kept from being cut by a page's end."""
        return sum(_lines(said.text, SIGNS_A_LINE) for said in self.said) <= LINES_A_PAGE / 4


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what stands for each."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that is repeated on each page; the first cell of a row is its head.

    name    what it holds, for a reader who can't see it
    widths  how wide each column is beside the others
    kept    it stands on one page; only for what is sure to have room there
    """

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    kept: bool = False

    @property
    def whole(self) -> tuple[bool, ...]:
        """For each row, whether it may be kept from being cut by a page's end: about half a page at most."""
        per_line = [SIGNS_A_LINE * width / sum(self.widths) for width in self.widths]
        return tuple(
            max(sum(_lines(said.text, most) for said in found) for found, most in zip(row, per_line, strict=True))
            <= LINES_A_PAGE / 2
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG, `wide` and `high` px, and the same in sentences for a reader who can't see it."""

    svg: str
    alt: str
    wide: int
    high: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", clean(self.alt))

    @property
    def width(self) -> float:
        """How wide it is on paper, in mm: text of 13 px has 9 points."""
        return self.wide / 4


Block = Heading | Lines | Facts | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A form or a report ready to be written.

    band    what must be seen first, such as that the values are made up; "" for nothing
    told    what the reader must be told
    blocks  the rest, in order
    foot    stands at the foot of every page
    moment  when it was last written in: the same form gives the same bytes
    contents  the heading of a table of contents, "" for none
    upright   pages stand upright and do not lie
    dense     tables with as little room between rows as can be read
    """

    title: str
    band: str
    about: Facts
    told: Cell
    blocks: tuple[Block, ...]
    foot: str
    moment: datetime
    contents: str = ""
    upright: bool = False
    dense: bool = False


def cell(*texts: str, quiet: bool = False) -> Cell:
    """A cell of the texts that are not empty."""
    return tuple(Said(text, quiet) for text in texts if text)


def quiet(*texts: str) -> Cell:
    """A cell of what nobody wrote."""
    return cell(*texts, quiet=True)


def _lines(text: str, most: float) -> float:
    return sum(1 + len(line) // most for line in text.split("\n"))


def texts(block: Block) -> Iterable[str]:
    """Every text of a block, in order."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Lines):
        yield from (said.text for said in block.said)
    elif isinstance(block, Facts):
        for name, found in block.rows:
            yield name
            yield from (said.text for said in found)
    elif isinstance(block, Figure):
        yield block.alt
    else:
        yield from block.head
        for row in block.rows:
            yield from (said.text for found in row for said in found)
