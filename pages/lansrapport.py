"""Länsrapport: a county's results in an area and year, for a named recipient, on the page and as files."""

from ojdash import charts, ui
from ojdash.text import lansrapport as text

answer = ui.ask("lansrapport", "kommun", "omrade", "peers", "year", "gender")

ui.quiet(text.READ)
theme = ui.theme()
ui.sheet(charts.matrix(answer, theme, ui.cell_link(answer)), "report_matrix", charts.css(theme), picture_of=answer)
networks = ui.networks()
report = ui.report_of(answer, networks)
ui.report_files(report, networks)
ui.findings(report)
ui.comment_fields(report)
ui.discuss(text.QUESTION)
ui.foot(answer)
