"""The figure of a county report: every kommun of a group, none of them the own one."""

from __future__ import annotations

from dataclasses import replace

from ojdash.charts.figure import Chart
from ojdash.charts.rows import beside
from ojdash.charts.theme import Theme
from ojdash.domain.report import Finding
from ojdash.text import report as text


def group(finding: Finding, theme: Theme) -> Chart:
    """Jämför's figure of the group: a row a kommun where there is room for it, else dots without rows."""
    return replace(beside(finding.answer, theme), alt=text.figure_alt(finding))
