"""A figure as SVG, for papers: the same dictionary that Plotly draws in the browser, drawn here without one.

A server has no browser, and one for each report would need more memory than the rest of the house. Only what our own
figures use is known; anything else is a ValueError, so that a figure never comes out with a part lacking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

from ojdash.charts.figure import Chart
from ojdash.charts.svg_text import Text, said
from ojdash.charts.theme import FONT, TRANSPARENT
from ojdash.domain import rounding

WIDTH = 640
_DASHES = {"solid": "", "dash": "9 6", "dot": "2 4", "dashdot": "9 4 2 4"}
_AROUND = {"diamond": "0,-{r} {r},0 0,{r} -{r},0", "triangle-up": "0,-{r} {r},{r} -{r},{r}"}
_ANCHORS = {
    "middle right": ("left", "middle"),
    "middle center": ("center", "middle"),
    "top center": ("center", "bottom"),
}
_SYMBOLS = ("circle", "square", *_AROUND)


def svg(drawn: Chart, width: int = WIDTH) -> str:
    """The figure as one SVG element of its own height, with the figure in sentences as its description.

    Raises  ValueError  the figure has a trace, symbol or dash that is not one of ours
    """
    figure = _Figure(drawn, width)
    body = "".join(figure.parts())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {drawn.height}" width="{width}" '
        f'height="{drawn.height}" role="img" aria-label="{escape(drawn.alt)}" font-family="{escape(FONT)}">{body}</svg>'
    )


class _Figure:
    """A figure being drawn: its layout, and where values lie in px."""

    def __init__(self, drawn: Chart, width: int) -> None:
        self.data, self.layout = drawn.figure["data"], drawn.figure["layout"]
        margin = self.layout["margin"]
        self.left, self.top = margin["l"], margin["t"]
        self.wide = width - margin["l"] - margin["r"]
        self.high = drawn.height - margin["t"] - margin["b"]
        self.font = self.layout["font"]

    def parts(self) -> Iterator[str]:
        """Everything, what lies behind first."""
        shapes = self.layout["shapes"]
        yield from (self.shape(shape) for shape in shapes if shape.get("layer") == "below")
        for name in self.layout:
            if name.startswith(("xaxis", "yaxis")):
                yield from self.axis(name)
        for trace in self.data:
            yield from self.trace(trace)
        yield from (self.shape(shape) for shape in shapes if shape.get("layer") != "below")
        yield from (self.annotation(found) for found in self.layout["annotations"])

    # --- places ---------------------------------------------------------------------------------------------------

    def x(self, value: float, ref: str = "x") -> float:
        """A value's place across, in px."""
        if ref == "paper":
            return self.left + value * self.wide
        first, last = self.layout[_axis(ref)]["range"]
        return self.left + (value - first) / (last - first) * self.wide

    def y(self, value: float, ref: str = "y") -> float:
        """A value's place down, in px."""
        if ref == "paper":
            return self.top + (1 - value) * self.high
        found = self.layout[_axis(ref)]
        (first, last), (foot, head) = found["range"], found.get("domain", (0, 1))
        share = foot + (value - first) / (last - first) * (head - foot)
        return self.top + (1 - share) * self.high

    # --- axes -----------------------------------------------------------------------------------------------------

    def axis(self, name: str) -> Iterator[str]:
        """Grid lines, ticks and their labels."""
        found = self.layout[name]
        if found.get("visible") is False:
            return
        across = name.startswith("x")
        ref = name[0] + name[5:]
        top, foot = self._ends(found)
        font = self.font | found.get("tickfont", {})
        for at, label in ticks(found):
            place = self.x(at, ref) if across else self.y(at, ref)
            if found["showgrid"]:
                line = (place, top, place, foot) if across else (self.left, place, self.left + self.wide, place)
                yield _line(*line, found["gridcolor"], found["gridwidth"])
            length = found["ticklen"] if found["ticks"] else 0
            if length and across:
                yield _line(place, foot, place, foot + length, found["tickcolor"], 1)
            if not across:
                yield said(Text(label, self.left - 3, place, font, "right", "middle"))
            elif found.get("side") == "top":
                yield said(Text(label, place, top - 3, font, "center", "bottom"))
            else:
                yield said(Text(label, place, foot + length + 3, font, "center", "top"))

    def _ends(self, found: Mapping[str, Any]) -> tuple[float, float]:
        """The head and foot of what an axis across crosses: the plot, or the part of it that it is anchored to."""
        anchor = found.get("anchor")
        domain = self.layout[_axis(anchor)].get("domain", (0, 1)) if anchor and anchor[0] == "y" else (0, 1)
        return self.top, self.top + (1 - domain[0]) * self.high

    # --- traces ---------------------------------------------------------------------------------------------------

    def trace(self, trace: Mapping[str, Any]) -> Iterator[str]:
        """Markers with their whiskers, lines and bands, or texts."""
        draw = {"markers": self._markers, "lines": self._lines, "text": self._texts}.get(trace["mode"])
        if trace["type"] != "scatter" or draw is None:
            raise ValueError(f"{trace['type']} {trace['mode']} can't be drawn")
        yield from draw(trace, self._points(trace))

    def _points(self, trace: Mapping[str, Any]) -> list[tuple[float, float] | None]:
        ref = trace.get("yaxis", "y")
        return [
            None if x is None or y is None else (self.x(x), self.y(y, ref))
            for x, y in zip(trace["x"], trace["y"], strict=True)
        ]

    def _markers(self, trace: Mapping[str, Any], points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
        marker = trace["marker"]
        line = marker.get("line", {})
        for name in ("error_x", "error_y"):
            if name in trace:
                yield from self._whiskers(trace, name)
        for at, point in enumerate(points):
            if point is None:
                continue
            colour, size = _of(marker["color"], at), _of(marker["size"], at)
            symbol, open, _ = _of(marker.get("symbol", "circle"), at).partition("-open")
            edge = colour if open else _of(line.get("color", colour), at)
            yield _mark(symbol, *point, size / 2, "none" if open else colour, edge, _of(line.get("width", 0), at))

    def _whiskers(self, trace: Mapping[str, Any], name: str) -> Iterator[str]:
        found, ref = trace[name], trace.get("yaxis", "y")
        for x, y, more, less in zip(trace["x"], trace["y"], found["array"], found["arrayminus"], strict=True):
            if more is None or less is None:
                continue
            if name == "error_x":
                low, high, at = self.x(x - less), self.x(x + more), self.y(y, ref)
                ends = [(low, at, high, at), *((end, at - 3, end, at + 3) for end in (low, high))]
            else:
                low, high, at = self.y(y - less, ref), self.y(y + more, ref), self.x(x)
                ends = [(at, low, at, high), *((at - 3, end, at + 3, end) for end in (low, high))]
            yield from (_line(*end, found["color"], found["thickness"]) for end in ends)

    def _lines(self, trace: Mapping[str, Any], points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
        line, fill = trace["line"], trace.get("fillcolor", "none") if trace.get("fill") == "toself" else "none"
        run: list[str] = []
        for point in [*points, None]:
            if point is not None:
                run.append(f"{_px(point[0])},{_px(point[1])}")
            elif run:
                stroke = _stroke(line["color"], line.get("width", 2), line.get("dash", "solid"))
                yield f'<polyline points="{" ".join(run)}" fill="{fill}"{stroke}/>'
                run = []

    def _texts(self, trace: Mapping[str, Any], points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
        font = self.font | trace["textfont"]
        for at, point in enumerate(points):
            if point is None:
                continue
            own = {name: _of(value, at) for name, value in font.items()}
            yield said(Text(trace["text"][at], *point, own, *_ANCHORS[trace.get("textposition", "middle center")]))

    # --- what lies over -------------------------------------------------------------------------------------------

    def shape(self, shape: Mapping[str, Any]) -> str:
        """A line or a rectangle."""
        x0, x1 = (self.x(shape[name], shape["xref"]) for name in ("x0", "x1"))
        y0, y1 = (self.y(shape[name], shape["yref"]) for name in ("y0", "y1"))
        if shape["type"] == "line":
            line = shape["line"]
            return _line(x0, y0, x1, y1, line["color"], line["width"], line.get("dash", "solid"))
        if shape["type"] != "rect":
            raise ValueError(f"shape {shape['type']} can't be drawn")
        (left, right), (top, foot) = sorted((x0, x1)), sorted((y0, y1))
        return (
            f'<rect x="{_px(left)}" y="{_px(top)}" width="{_px(right - left)}" height="{_px(foot - top)}" '
            f'fill="{shape["fillcolor"]}"/>'
        )

    def annotation(self, found: Mapping[str, Any]) -> str:
        """A piece of text at its place, on its ground where it has one."""
        x = self.x(found["x"], found["xref"]) + found.get("xshift", 0)
        y = self.y(found["y"], found["yref"]) - found.get("yshift", 0)
        ground = found.get("bgcolor", TRANSPARENT)
        font = self.font | found["font"]
        text = Text(found["text"], x, y, font, found["xanchor"], found["yanchor"], found.get("align", "left"))
        return said(text, None if ground == TRANSPARENT else ground)


def ticks(axis: Mapping[str, Any]) -> list[tuple[float, str]]:
    """Where an axis has ticks, and what stands at each: those it names, or round numbers as Plotly chooses them."""
    first, last = sorted(axis["range"])
    if "tickvals" in axis:
        values = axis["tickvals"]
        labels = axis.get("ticktext") or [_number(value) for value in values]
        return [(at, label) for at, label in zip(values, labels, strict=True) if first <= at <= last]
    step = _step((last - first) / axis.get("nticks", 6))
    decimals = max(0, -floor(log10(step)))
    every = range(ceil(first / step), floor(last / step) + 1)
    return [(at * step, _number(at * step, decimals)) for at in every]


def _step(least: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is no less."""
    power = 10 ** floor(log10(least))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))


def _number(value: float, decimals: int | None = None) -> str:
    spelled = f"{value:g}" if decimals is None else rounding.spelled(value, decimals)
    return spelled.replace(",", " ").replace(".", ",")


def _axis(ref: str) -> str:
    return f"{ref[0]}axis{ref[1:]}"


def _of(found: Any, at: int) -> Any:
    """One mark's own, where each has its own."""
    return found[at] if isinstance(found, list) else found


def _px(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _stroke(colour: str, width: float, dash: str = "solid") -> str:
    if dash not in _DASHES:
        raise ValueError(f"dash {dash} can't be drawn")
    if not width:
        return ""
    dashes = f' stroke-dasharray="{_DASHES[dash]}"' if _DASHES[dash] else ""
    return f' stroke="{colour}" stroke-width="{_px(width)}"{dashes}'


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float, dash: str = "solid") -> str:
    ends = f'x1="{_px(x0)}" y1="{_px(y0)}" x2="{_px(x1)}" y2="{_px(y1)}"'
    return f"<line {ends}{_stroke(colour, width, dash)}/>"


def _mark(symbol: str, x: float, y: float, r: float, fill: str, colour: str, width: float) -> str:
    look = f'fill="{fill}"{_stroke(colour, width)}'
    if symbol not in _SYMBOLS:
        raise ValueError(f"symbol {symbol} can't be drawn")
    if symbol == "circle":
        return f'<circle cx="{_px(x)}" cy="{_px(y)}" r="{_px(r)}" {look}/>'
    if symbol == "square":
        return f'<rect x="{_px(x - r)}" y="{_px(y - r)}" width="{_px(2 * r)}" height="{_px(2 * r)}" {look}/>'
    around = _AROUND[symbol].format(r=_px(r))
    return f'<polygon points="{around}" transform="translate({_px(x)} {_px(y)})" {look}/>'
