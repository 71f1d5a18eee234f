"""Läget: how far the network has come in each area, and its year of national dates and its own.

The national dates are open to anyone; answers and own dates are written in an analys, saved field by field as they are
typed (api/analyser.py). Past and next are those of today.
"""

from ojdash import ui
from ojdash.text import laget as text

laget = ui.ask_laget()

ui.laget_path(laget)  # how far, the year, sharing
ui.laget_part(laget)
ui.laget_start(laget)  # where no analys is open
ui.discuss(text.QUESTION)
ui.laget_documents(laget)
