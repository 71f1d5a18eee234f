"""How an answer becomes a file."""

from ojdash.export.form import form_excel, form_html, form_pdf, form_word
from ojdash.export.laget import laget_excel, laget_html, laget_pdf, laget_word
from ojdash.export.meeting import meeting_html, meeting_pdf, meeting_word
from ojdash.export.minutes import minutes_excel, minutes_html, minutes_pdf, minutes_word
from ojdash.export.report import FORMATS, PROFILE_FORMATS, baskets_file, profile, profiles, report_file, report_name
from ojdash.export.separated import excel_of, safe
from ojdash.export.tables import csv, excel, excel_csv, table
from ojdash.export.view import view_document, view_pdf
from ojdash.export.writers import WRITERS, formats

__all__ = [
    "FORMATS",
    "PROFILE_FORMATS",
    "WRITERS",
    "baskets_file",
    "csv",
    "excel",
    "excel_csv",
    "excel_of",
    "form_excel",
    "form_html",
    "form_pdf",
    "form_word",
    "formats",
    "laget_excel",
    "laget_html",
    "laget_pdf",
    "laget_word",
    "meeting_html",
    "meeting_pdf",
    "meeting_word",
    "minutes_excel",
    "minutes_html",
    "minutes_pdf",
    "minutes_word",
    "profile",
    "profiles",
    "report_file",
    "report_name",
    "safe",
    "table",
    "view_document",
    "view_pdf",
]
