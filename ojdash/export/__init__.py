"""How an answer becomes a file."""

from ojdash.export.form import form_excel, form_html, form_pdf, form_word
from ojdash.export.minutes import minutes_html, minutes_pdf, minutes_word
from ojdash.export.tables import csv, excel, table

__all__ = [
    "csv",
    "excel",
    "form_excel",
    "form_html",
    "form_pdf",
    "form_word",
    "minutes_html",
    "minutes_pdf",
    "minutes_word",
    "table",
]
