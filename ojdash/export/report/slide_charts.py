"""The native charts of slides: what can be edited in PowerPoint. Never bars of 0 and 100 for answers of Ja and Nej."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from ojdash.charts import LIGHT
from ojdash.domain.answer import number
from ojdash.domain.report import Finding, Report
from ojdash.domain.rounding import rounded
from ojdash.text import report as text
from ojdash.text import report_slides as words_of
from ojdash.text import statuses, words

STEPS = 10  # intervals of many kommuner's values
PT = 11
LESS_PT = {18: 9, 26: 7}  # letters where there are more rows than so many
THOUSANDS = 10_000
MOST_YEARS = 7


def place_chart(slide: Any, report: Report, finding: Finding, where: tuple[int, ...]) -> None:
    """The indikator's chart: a bar a kommun; many as how many lie in each interval; answers as how many say each.

    None where nobody has a value to count: the sentence beside says that.
    """
    name, rows, lying, decimals = chart_rows(report, finding)
    if not rows:
        return
    data = CategoryChartData(number_format=f"#,##0.{'0' * decimals}" if decimals else "#,##0")
    data.categories = [label for label, _ in rows]
    data.add_series(name, [value for _, value in rows])
    kind = XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED
    shape = slide.shapes.add_chart(kind, *where, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", text.figure_alt(finding))
    _look(shape.chart, name, lying, _pt(len(rows) if lying else 0))
    _scale(shape.chart.value_axis, report, finding)


def _pt(rows: int) -> int:
    return min([PT, *(pt for most, pt in LESS_PT.items() if rows > most)])


def chart_rows(report: Report, finding: Finding) -> tuple[str, list[tuple[str, float | None]], bool, int]:
    """The series' name, its categories and values, whether its bars lie, and decimals."""
    indikator = finding.indikator
    if indikator.kind == "ja_nej":
        return words_of.chart_of_ja(finding), _ja_by_year(finding), False, 0
    if indikator.kind == "kategori":
        codes = sorted(map(float, indikator.codes))
        rows = [(words.value(indikator, code), float(finding.known.count(code))) for code in codes]
        return words_of.CHART_OF_KOMMUNER, rows, False, 0
    if not report.names_everyone:
        return words_of.CHART_OF_KOMMUNER, _intervals(finding), False, 0
    columns = (finding.answer.rows[name].tolist() for name in ("kommun", "namn", "value"))
    said = {place.kommun.kod: place.status for place in finding.places}
    rows = []
    for kod, namn, value in zip(*columns, strict=True):
        value, namn = number(value), statuses.marked(namn, said[kod])
        label = namn if value is not None else words_of.lacking_label(namn)
        rows.append((label, None if value is None else rounded(value, indikator.decimals)))
    return words_of.chart_of_values(finding), rows, True, indikator.decimals


def _ja_by_year(finding: Finding) -> list[tuple[str, float | None]]:
    """How many of the group say Ja each year up to the report's; years that can't be compared say so."""
    years = finding.answer.group_years
    rows = []
    for year, ja, n in zip(*(years[name].tolist() for name in ("year", "ja", "n")), strict=True):
        if year <= finding.year and n:
            rows.append((words_of.year_of_ja(finding, int(year), int(n)), float(ja)))
    return rows[-MOST_YEARS:]


def _intervals(finding: Finding) -> list[tuple[str, float | None]]:
    if not finding.known:
        return []
    low, high = finding.known[0], finding.known[-1]
    step = (high - low) / STEPS or 1.0
    counts = [0] * STEPS
    for value in finding.known:
        counts[min(int((value - low) / step), STEPS - 1)] += 1
    ends = [low + at * step for at in range(STEPS + 1)]
    spans = (words_of.span(finding, first, last) for first, last in pairwise(ends))
    return list(zip(spans, map(float, counts), strict=True))


def _scale(axis: Any, report: Report, finding: Finding) -> None:
    """Axes from 0: shares to 100, counts of kommuner in whole numbers, thousands apart."""
    axis.minimum_scale = 0
    if finding.known and finding.known[-1] >= THOUSANDS:
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    if finding.indikator.kind == "andel" and report.names_everyone:
        axis.maximum_scale = max(100, *finding.known) if finding.known else 100
    elif finding.indikator.kind == "ja_nej":
        axis.maximum_scale, axis.major_unit = len(finding.places), max(1, -(-len(finding.places) // 5))


def _look(chart: Any, name: str, lying: bool, pt: int) -> None:
    ink, muted, bar, grid = (
        RGBColor.from_string(colour.removeprefix("#")) for colour in (LIGHT.ink, LIGHT.muted, LIGHT.peers, LIGHT.grid)
    )
    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = name
    title = chart.chart_title.text_frame.paragraphs[0].runs[0].font
    title.size, title.bold, title.color.rgb = Pt(PT + 1), True, ink
    chart.font.size, chart.font.color.rgb = Pt(pt), ink
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.data_labels.font.size, plot.data_labels.font.color.rgb = Pt(pt), ink
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = bar
    chart.value_axis.major_gridlines.format.line.color.rgb = grid
    chart.value_axis.tick_labels.font.color.rgb = muted
    chart.value_axis.format.line.fill.background()
    chart.category_axis.format.line.color.rgb = grid
    chart.category_axis.reverse_order = lying
    skip = chart.category_axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # every name stands there
    chart.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
