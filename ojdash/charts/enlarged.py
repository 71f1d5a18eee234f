"""A figure enlarged whole: letters, marks, lines and room alike. The frame, which is as wide as its place, is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ojdash.charts.figure import Chart

# What is measured in px: by name wherever it stands, and by name within what it stands in.
_PX = frozenset(
    ("height", "xshift", "yshift", "borderpad", "thickness", "ticklen", "tickwidth", "gridwidth", "size", "width")
)
_EDGES = frozenset(("l", "r", "t", "b", "pad"))


def enlarged(drawn: Chart, by: float) -> Chart:
    """The same figure with everything that is measured in px made larger; where a mark lies does not change."""
    figure = _larger(drawn.figure, by)
    return replace(drawn, figure=figure, height=figure["layout"]["height"])


def _larger(part: Any, by: float, within: str = "") -> Any:
    if isinstance(part, Mapping):
        return {name: _measure(name, value, by, within) for name, value in part.items()}
    if isinstance(part, list):
        return [_larger(one, by, within) for one in part]
    return part


def _measure(name: str, value: Any, by: float, within: str) -> Any:
    if name in _PX or (within == "margin" and name in _EDGES):
        return _times(value, by)
    return _larger(value, by, name)


def _times(value: Any, by: float) -> Any:
    if isinstance(value, list):
        return [_times(one, by) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * by, 2)
    return value
