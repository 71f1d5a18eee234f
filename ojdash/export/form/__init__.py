"""A filled-in form as a document: one account of what it says, written as Word, PDF, Excel and HTML."""

from ojdash.export.form.excel import form_excel
from ojdash.export.form.pdf import form_pdf
from ojdash.export.form.print_view import form_html
from ojdash.export.form.word import form_word

__all__ = ["form_excel", "form_html", "form_pdf", "form_word"]
