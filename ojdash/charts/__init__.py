"""How an answer becomes a picture.

    position  Indikator: all kommuner as dots on one axis, the own one named
    years     År för år: values, and lines only between years that can be compared
    beside    Jämför: a row a kommun
    compared  Jämför: `beside`, or where it is asked for a funnel: values by how many answered, within limits
    group     Länsrapport: the same rows, none of them the own kommun's
    figure_of the one of these that an answer has on its own page
    svg       any of these as SVG, for papers
    matrix    Signaler: an HTML table, with its `legend` and `css`
    year_line  Läget: the dates of a year on twelve months, about today
    code      an address as a QR code
    enlarged  a figure for the seminar screen: drawn in the theme SEMINAR, then enlarged
    theme     "light" or "dark"; the only module with colours

Figures are dictionaries in Plotly's JSON: `Chart(figure, alt, height)`. Nothing here reads data
or decides what it means.
"""

from __future__ import annotations

from ojdash.charts.by_year import years
from ojdash.charts.code import code
from ojdash.charts.enlarged import enlarged
from ojdash.charts.figure import Chart
from ojdash.charts.group import group
from ojdash.charts.matrix import css, legend, level_key, matrix
from ojdash.charts.own_page import compared, figure_of
from ojdash.charts.rows import beside
from ojdash.charts.strip import position
from ojdash.charts.svg import svg
from ojdash.charts.theme import (
    DARK,
    ENLARGED,
    FONT,
    HALF_PAGE,
    LIGHT,
    PAPER,
    SEMINAR,
    SEMINAR_EVENTS,
    Theme,
    paper,
    theme,
)
from ojdash.charts.year_line import WIDE as YEAR_WIDE
from ojdash.charts.year_line import WINDOW as YEAR_WINDOW
from ojdash.charts.year_line import year_line

__all__ = [
    "DARK",
    "ENLARGED",
    "FONT",
    "HALF_PAGE",
    "LIGHT",
    "PAPER",
    "SEMINAR",
    "SEMINAR_EVENTS",
    "YEAR_WIDE",
    "YEAR_WINDOW",
    "Chart",
    "Theme",
    "beside",
    "code",
    "compared",
    "css",
    "enlarged",
    "figure_of",
    "group",
    "legend",
    "level_key",
    "matrix",
    "paper",
    "position",
    "svg",
    "theme",
    "year_line",
    "years",
]
