"""Enkäten: the questionnaire walked through together before it is submitted, one question at a time.

The questions, what is new in them and all last answers are open to anyone; what is said of them is written in an
analys, saved field by field as it is typed (api/analyser.py), and becomes the minutes.
"""

from ojdash import ui
from ojdash.text import enkat as text

walk = ui.ask_walk()

ui.walk_path(walk)  # the steps of the seminar
ui.walk_part(walk)
ui.walk_start(walk)  # where no analys is open
ui.discuss(text.QUESTION)
ui.minutes(walk)
