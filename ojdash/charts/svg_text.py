"""The texts of a figure as SVG: lines, bold, and pieces of another colour, anchored as Plotly anchors them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from ojdash.charts.theme import JA, NEJ

LINE_SPACING = 1.3  # of a text's size, as Plotly has it
WIDE = 0.52  # a letter's usual width beside its height, for the ground behind a text
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_PIECE = re.compile(r'(<b>|</b>|<span style="color:#[0-9a-fA-F]{6}">|</span>|<br>)')
_TAG = re.compile(r"<[^>]*>")
# A sign stands for itself: typst sets all that it is written with in the letters that hold the sign.
_SIGN = re.compile(rf"([{JA}{NEJ}◆▲■])[ \u00a0]+")
SIGN_ROOM = 0.95  # of a text's size, from a sign to what follows


@dataclass(frozen=True, slots=True)
class Text:
    """A text at a place in px; `spoken` is escaped already and may hold <br>, <b> and a coloured <span>."""

    spoken: str
    x: float
    y: float
    font: Mapping[str, Any]
    across: str
    up: str
    align: str = "left"

    @property
    def lines(self) -> list[str]:
        """Its lines, one below the other."""
        return self.spoken.split("<br>")

    @property
    def height(self) -> float:
        """How high it is in px."""
        return self.font["size"] * LINE_SPACING * len(self.lines)

    @property
    def breadth(self) -> float:
        """About how wide it is in px."""
        return max(len(unescape(_TAG.sub("", line))) for line in self.lines) * self.font["size"] * WIDE

    @property
    def top(self) -> float:
        """Its upper edge in px."""
        return self.y - {"top": 0.0, "middle": self.height / 2, "bottom": self.height}[self.up]

    @property
    def left(self) -> float:
        """About its left edge in px."""
        return self.x - {"left": 0.0, "center": self.breadth / 2, "right": self.breadth}[self.across]


def said(text: Text, ground: str | None = None) -> str:
    """The text, on a ground of a colour where one is given."""
    size, behind = text.font["size"], ""
    if ground:
        behind = (
            f'<rect x="{text.left:.1f}" y="{text.top:.1f}" width="{text.breadth:.1f}" height="{text.height:.1f}" '
            f'fill="{ground}"/>'
        )
    weight = ' font-weight="bold"' if text.font.get("weight") == "bold" else ""
    first = text.top + size * (LINE_SPACING / 2 + 0.34)
    spoken, state = [], _State()
    for at, line in enumerate(text.lines):
        y, x = first + at * size * LINE_SPACING, text.x
        for place, part in enumerate(_SIGN.split(line) if text.across == "left" else [line]):
            if place % 2:
                spoken.append(f'<tspan x="{x:.1f}" y="{y:.1f}">{part} </tspan>')
                x += SIGN_ROOM * size
            elif part:
                spoken.append(f'<tspan x="{x:.1f}" y="{y:.1f}">{"".join(_pieces(part, state))}</tspan>')
                x += len(unescape(_TAG.sub("", part))) * size * WIDE
    look = f'text-anchor="{_ANCHORS[text.across]}" font-size="{size}" fill="{text.font["color"]}"{weight}'
    return f"{behind}<text {look}>{''.join(spoken)}</text>"


@dataclass(slots=True)
class _State:
    """What tags are open from one line to the next."""

    bold: bool = False
    colour: str = ""


def _pieces(line: str, state: _State) -> Iterator[str]:
    for piece in _PIECE.split(line):
        if piece in ("<b>", "</b>"):
            state.bold = piece == "<b>"
        elif piece.startswith("<span"):
            state.colour = piece.rpartition("color:")[2].removesuffix('">')
        elif piece == "</span>":
            state.colour = ""
        elif piece:
            weight = ' font-weight="bold"' if state.bold else ""
            colour = f' fill="{state.colour}"' if state.colour else ""
            yield f"<tspan{weight}{colour}>{escape(unescape(piece))}</tspan>"
