"""How an answer becomes a picture.

    position  Indikator: all kommuner as dots on one axis, the own one named
    years     År för år: values, and lines only between years that can be compared
    beside    Jämför: a row a kommun
    group     Länsrapport: the same rows, none of them the own kommun's
    svg       any of these as SVG, for papers
    matrix    Signaler: an HTML table, with its `legend` and `css`
    theme     "light" or "dark"; the only module with colours

Figures are dictionaries in Plotly's JSON: `Chart(figure, alt, height)`. Nothing here reads data
or decides what it means.
"""

from __future__ import annotations

from ojdash.charts.by_year import years
from ojdash.charts.figure import Chart
from ojdash.charts.group import group
from ojdash.charts.matrix import css, legend, matrix
from ojdash.charts.rows import beside
from ojdash.charts.strip import position
from ojdash.charts.svg import svg
from ojdash.charts.theme import DARK, LIGHT, Theme, theme

__all__ = [
    "DARK",
    "LIGHT",
    "Chart",
    "Theme",
    "beside",
    "css",
    "group",
    "legend",
    "matrix",
    "position",
    "svg",
    "theme",
    "years",
]
