"""How wide the columns of a sheet are and how high its rows: what stands in them has room, and long texts are wrapped.

LibreOffice does not reckon the heights of rows that a file leaves out, and Excel only for fonts that it has; so every
row says its own, with room for a font that is wider than the one asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

FONT, SIZE = "Arial", 10  # LibreOffice has one of the same breadth wherever it runs
LEAST, MOST = 7, 40  # signs
BOLD = 1.1  # a bold sign beside one that is not
WIDER = 1.1  # a sign of a fallback font (DejaVu Sans) beside the width that workbooks count in, which Arial is below
ROOM = 1.5  # for the edges of a cell
LINE, HIGHEST = 13.0, 409.0  # points: a line of SIZE, and the highest row that Excel has


def widths(heads: Sequence[str], rows: Iterable[Sequence[str]], most: int = MOST) -> list[int]:
    """As workbooks count: the longest word of each column on a line, and texts up to `most` signs whole."""
    needed = [max(LEAST, longest_word(head) * BOLD * WIDER) for head in heads]
    for row in rows:
        for at, cell in enumerate(row):
            if cell:
                needed[at] = max(needed[at], min(max(map(len, cell.split("\n"))) * WIDER, most))
    return [ceil(width + ROOM) for width in needed]


def longest_word(text: str) -> int:
    """How many signs the longest word has."""
    return max(map(len, text.split()), default=0)


def lines(text: str, width: float) -> int:
    """How many lines a text takes at most in a column of a width."""
    most = max(1, int((width - ROOM) / WIDER))
    return sum(_wrapped(part, most) for part in text.split("\n"))


def height(most_lines: int) -> float:
    """How high a row of so many lines is, in points."""
    return min(HIGHEST, LINE * most_lines + 3)


def _wrapped(line: str, most: int) -> int:
    if len(line) <= most:
        return 1
    taken, left = 1, most
    for word in line.split(" "):
        if len(word) > left and left < most:
            taken, left = taken + 1, most
        if len(word) > most:  # broken where it must be
            more = -(-len(word) // most)
            taken, left = taken + more - 1, more * most - len(word)
        else:
            left -= len(word)
        left -= 1
    return taken
