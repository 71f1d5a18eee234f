"""Every colour, glyph, dash and text size of a figure: one light theme and one dark.

The signal palette is three steps of Crameri's "devon": one blue-violet hue, told apart in grey, on a washed-out
projector and by colour-blind readers (tests/charts/test_theme.py holds it to that). Nothing else has a hue but the
accent and the three named comparisons, and no colour says which value is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

TRANSPARENT = "rgba(0,0,0,0)"
FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "DejaVu Sans", Arial, sans-serif'

JA, NEJ = "●", "○"


@dataclass(frozen=True, slots=True)
class Level:
    """How a signal looks in a cell: glyph, fill, and the text on it."""

    glyph: str
    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Outlined:
    """How a cell without a level looks: a dashed line around, no fill of its own."""

    glyph: str
    fill: str
    text: str
    line: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One of the up to three named kommuner: colour, dash and marker (and its glyph), any one of them enough."""

    colour: str
    dash: str
    symbol: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme.

    backgrounds  what figures and cells lie on: the page, and its sidebar or other surface
    ink          the own kommun, and text
    muted        smaller text, and lines that must be seen; at least 4.5:1
    peers        other kommuner; at least 3:1
    grid, band   decoration: light lines, and the middle half of all kommuner
    riket        Riket's thin dash-dot line
    accent       links and what is chosen
    outline      around every tile and marker of a level; at least 3:1
    levels       lag, mellan, hog
    size, small  text in px; nothing is smaller
    plot         px, how high a plot over years is
    row          px that a kommun's row takes where there is room
    rows, room   how many kommuner get a row each, and the px that those rows share at most
    note         signs in a line of a note
    heap         px from one row of a heap to the next
    """

    name: str
    backgrounds: tuple[str, str]
    ink: str
    muted: str
    peers: str
    grid: str
    band: str
    riket: str
    accent: str
    outline: str
    lag: Level
    mellan: Level
    hog: Level
    ej_indelad: Outlined
    for_fa_svar: Outlined
    missing: Outlined
    comparisons: tuple[Comparison, Comparison, Comparison]
    size: int = 14
    small: int = 13
    plot: int = 280
    row: int = 26
    rows: int = 35
    room: int = 35 * 26
    note: int = 48
    heap: int = 13

    @property
    def background(self) -> str:
        """What a figure lies on."""
        return self.backgrounds[0]

    @property
    def levels(self) -> dict[str, Level]:
        """The three levels by signal, lowest first."""
        return {"lag": self.lag, "mellan": self.mellan, "hog": self.hog}

    @property
    def colours(self) -> frozenset[str]:
        """Every colour of the theme."""
        return frozenset(text for text in _texts(self) if text.startswith("#")) | {TRANSPARENT}


LIGHT = Theme(
    name="light",
    backgrounds=("#FFFFFF", "#F0F2F6"),
    ink="#111827",
    muted="#5F6673",
    peers="#8A909B",
    grid="#E5E7EB",
    band="#E5E7EB",
    riket="#111827",
    accent="#245193",
    outline="#2B3245",
    lag=Level("○", "#D5D1F6", "#111111"),
    mellan=Level("◑", "#6583D2", "#111111"),
    hog=Level("●", "#2B2558", "#FFFFFF"),
    ej_indelad=Outlined("–", "#FFFFFF", "#111827", "#5F6673"),
    for_fa_svar=Outlined("", "#FFFFFF", "#111827", "#5F6673"),
    missing=Outlined("", "#F0F2F6", "#5F6673", "#F0F2F6"),
    comparisons=(
        Comparison("#245193", "solid", "circle", "●"),
        Comparison("#B963D0", "dash", "square", "■"),
        Comparison("#92680C", "dot", "diamond", "◆"),
    ),
)

# On a page of A4 whose upper half is words.
HALF_PAGE = replace(LIGHT, name="half_page", plot=220, rows=13, room=200, note=78)

# On paper a figure of a county stands on one page with FAKTA, and of 13 kommuner with its table and comment too.
PAPER = replace(LIGHT, name="paper", row=18, room=480, note=78, heap=12)

# On the seminar screen a figure is drawn as here and then enlarged whole (charts/enlarged.py), letters, marks and lines
# alike: 1.54 times, so that 13 px are 20. Heights are kept so that it fits below title and answer in 720 px.
SEMINAR = replace(LIGHT, name="seminar", plot=200, rows=13, room=190, note=82, heap=12)
SEMINAR_EVENTS = replace(SEMINAR, plot=158)  # with a lane of events under the years
# The least window in CSS px, and how much a figure is enlarged in it.
ENLARGED: tuple[tuple[tuple[int, int], float], ...] = (((1200, 660), 1.54), ((1800, 990), 2.31))

# The order of fills is turned: on a dark page the highest stands out most.
DARK = Theme(
    name="dark",
    backgrounds=("#0E1117", "#262730"),
    ink="#F3F4F6",
    muted="#A9B1BF",
    peers="#868D9A",
    grid="#2A303B",
    band="#2A303B",
    riket="#F3F4F6",
    accent="#8FB3F0",
    outline="#C7CFDD",
    lag=Level("○", "#4474BE", "#FFFFFF"),
    mellan=Level("◑", "#A5A4EB", "#111111"),
    hog=Level("●", "#F5F4FD", "#111111"),
    ej_indelad=Outlined("–", "#0E1117", "#F3F4F6", "#A9B1BF"),
    for_fa_svar=Outlined("", "#0E1117", "#F3F4F6", "#A9B1BF"),
    missing=Outlined("", "#262730", "#A9B1BF", "#262730"),
    comparisons=(
        Comparison("#A9C6F7", "solid", "circle", "●"),
        Comparison("#9C46B8", "dash", "square", "■"),
        Comparison("#E0B84C", "dot", "diamond", "◆"),
    ),
)


def theme(name: str) -> Theme:
    """The theme called "light" or "dark"; seminar, print and exports always take the light one."""
    return {"light": LIGHT, "dark": DARK}[name]


def paper(theme: Theme) -> str:
    """The style of a page that is light whatever the machine says: the site's own variables, and the ground."""
    return (
        f":root, .stApp, .ojdash-sheet, .ojdash-chart {{ --st-text-color: {theme.ink}; --st-link-color: {theme.accent};"
        f" --st-primary-color: {theme.accent}; --st-background-color: {theme.background}; color-scheme: light;"
        f" color: {theme.ink}; }} .stApp, .stMain {{ background: {theme.background} !important; }}"
        f" .stApp :is(h1, h2, p, strong, button, a) {{ color: {theme.ink} !important; }}"
        f" .ojdash-sheet a {{ color: {theme.ink}; }}"
        f" .ojdash-band {{ background: {theme.background}; color: {theme.ink}; }}"
    )


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
    elif isinstance(part, tuple):
        for member in part:
            yield from _texts(member)
