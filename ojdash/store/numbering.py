"""Numbering: the integers that stand for indikatorer in an edition's files.

A number is the area's block and the indikator's place within the area, so what happens in one area leaves the numbers,
and with them the files, of every other area as they are. Blocks come from the area's code alone, not from which areas
there are; only where two codes fall on the same block does the later one in the alphabet step aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

from ojdash.domain.errors import DataError
from ojdash.domain.indikator import Indikator
from ojdash.domain.omrade import OMRADEN
from ojdash.text import broken

PLACES = 1 << 16  # in a block
BLOCKS = 1 << 15  # so that every number fits in 32 bits with a sign
# Block 0 holds editions of format 3, which numbered all indikatorer from 0; the areas of ÖJ have the next, in order.
_FIRST_OTHER = 64


class Place(NamedTuple):
    """Where the values of an indikator lie: its number, its files ("" without any value), what they hold."""

    number: int
    id: str
    omrade: str
    file: str
    recent: str
    years: str
    genders: str


def numbers(definitions: Sequence[Indikator]) -> dict[str, int]:
    """Each id's number, of definitions sorted by area.

    Raises  DataError  an area has more indikatorer than there are places
    """
    block = blocks(one.omrade for one in definitions)
    placed: dict[str, int] = {}
    found = {}
    for one in definitions:
        place = placed[one.omrade] = placed.get(one.omrade, -1) + 1
        if place >= PLACES:
            raise DataError(broken.too_many(one.omrade, PLACES))
        found[one.id] = block[one.omrade] * PLACES + place
    return found


def blocks(omraden: Iterable[str]) -> dict[str, int]:
    """The block of each area."""
    known = {omrade: number for number, omrade in enumerate(OMRADEN, 1)}
    found: dict[str, int] = {}
    taken: set[int] = set()
    for omrade in sorted(set(omraden)):
        block = known.get(omrade) or _FIRST_OTHER + crc32(omrade.encode()) % (BLOCKS - _FIRST_OTHER)
        while block in taken:
            block = block + 1 if block + 1 < BLOCKS else _FIRST_OTHER
        taken.add(block)
        found[omrade] = block
    return found
