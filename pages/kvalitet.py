"""Kvalitet: what is worth checking before the figures are used, how sure that is, and whom to ask."""

from ojdash import ui
from ojdash.text import kvalitet as text

answer = ui.ask("kvalitet", "kommun", "omrade", "peers", "year")

if answer.counts["controlled"]:
    ui.header(text.OWN)
    ui.own_flags(answer)
    ui.quiet(text.NOT_ERROR)
    ui.untried(answer)
    ui.header(text.OTHERS)
    ui.quiet(text.in_group(answer))
    ui.group_flags(answer)
    ui.header(text.WHOLE)
    ui.quiet(text.WHOLE_READ)
    ui.whole_flags(answer)
    ui.grid(*text.counts(answer))
ui.statuses(answer)
ui.header(text.WHY)
ui.chain()
ui.quiet(text.CHAIN_READ)
ui.discuss(text.QUESTION)
ui.rules(answer)
ui.foot(answer)
