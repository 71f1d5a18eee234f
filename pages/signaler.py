"""Signaler: kommun x indikator for an area, and what a signal does not say."""

from ojdash import charts, ui
from ojdash.text import jamfor
from ojdash.text import signaler as text

answer = ui.ask("signaler", "kommun", "omrade", "peers", "year", "gender")

ui.quiet(f"{text.READ}{text.wide(answer)}")
theme = ui.theme()
matrix = charts.matrix(answer, theme, ui.cell_link(answer))
ui.sheet(matrix, "matrix", charts.css(theme), picture_of=answer)
ui.quiet(text.chance(answer))
ui.quiet(text.far_ends(answer))
ui.note(jamfor.group_note(answer))
ui.discuss(text.QUESTION)
ui.folded(text.LEGEND, charts.legend(answer, theme), charts.css(theme))
ui.fact_boxes(answer, answer.indikatorer)
ui.foot(answer)
