"""Så räknar vi: every rule behind the figures and sentences, with formula, example and source.

No kommun is chosen here: the rules are those of the edition.
"""

from ojdash import ui
from ojdash.text import sa_raknar_vi as text

answer = ui.ask("sa_raknar_vi")

ui.method(text.sections(answer))
ui.header(text.RESTS_ON)
ui.note(text.RESTS_ON_READ)
ui.pairs(text.rests_on())
ui.discuss(text.QUESTION)
ui.foot(answer)
