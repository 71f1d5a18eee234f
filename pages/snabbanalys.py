"""Snabbanalys: the questions of the quick analysis, one indikator at a time, and what a network does with the answers.

What is written is saved field by field as it is typed, by the browser, over HTTP (api/analyser.py); this page shows it.
"""

from ojdash import ui
from ojdash.text import snabbanalys as text

form = ui.ask_form()  # where none is open, the start is shown and the page ends here

ui.revised_since(form)
ui.path_of(form)  # the five steps, what the network does together, and who can see what
ui.part(form)
ui.discuss(text.QUESTION)
ui.documents(form)
