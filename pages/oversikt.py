"""Översikt: what stands out for one kommun, each line a link on."""

from ojdash import ui
from ojdash.text import oversikt as text

answer = ui.ask("oversikt", "kommun", "omrade", "year", "gender")

ui.before_submission(answer)  # quality first
ui.header(text.STANDS_OUT)
standing_out = text.standing_out(answer)
if not standing_out:
    ui.note(text.NOTHING)
ui.lines(answer, standing_out, key="standing_out")
ui.quiet(text.more(answer))
ui.quiet(text.chance(answer))
ui.discuss(text.QUESTION)
ui.table(answer, "indikator", "year", "value", "change", "signal", "n")
ui.fact_boxes(answer, [row.indikator for row in standing_out])
ui.foot(answer)
