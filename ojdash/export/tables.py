"""An answer as a table in a file: CSV and Excel, with the same values and words as the screen."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import xlsxwriter

from ojdash import text
from ojdash.domain.answer import ROWS, Answer, each
from ojdash.text import page as words_of_page
from ojdash.text import statuses
from ojdash.text.rows import cell

# Excel refuses longer cells, and a fixed date makes the same answer the same bytes.
_LONGEST_CELL = 32_767
_EPOCH = pd.Timestamp("2000-01-01").to_pydatetime()


def table(answer: Answer) -> pd.DataFrame:
    """The rows of an answer with titles in place of nothing: ROWS, what the page adds, title, status, edition, source.

    status_av  who said what `status` says, when and why
    """
    rows = answer.rows.copy()
    of_flags = answer.question.page == "kvalitet"
    if of_flags or ("indikator" in rows and rows["indikator"].notna().any()):
        rows["titel"] = [answer.indikatorer[id].title + answer.indikatorer[id].standing for id in rows["indikator"]]
    else:
        rows = rows.drop(columns=ROWS, errors="ignore").assign(year=answer.rows["year"])
    if of_flags:
        said = {"flagga": "kind", "vad": "said", "hur_sakert": "sure", "vem": "whom"}
        for name, what in said.items():
            rows[name] = [cell(answer, row, what) for row in each(answer.rows)]
    if "status" in rows:
        rows["status_av"] = [statuses.of_row(answer, row) for row in each(rows)] if len(answer.marks) else ""
    rows["utgava"] = answer.edition
    rows["kalla"] = words_of_page.origin(answer)
    return rows


def csv(answer: Answer) -> str:
    """Comma-separated, decimal point, values unrounded; missing values are empty and say why in `missing`."""
    return table(answer).to_csv(index=False, lineterminator="\n")


def excel(answer: Answer, link: str) -> bytes:
    """A workbook: the values, and a sheet that says what they are, where from, and the address of the view."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": text.title(answer)[:250], "created": _EPOCH})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        values = book.add_worksheet(words_of_page.VALUES_SHEET)
        rows = table(answer)
        for place, name in enumerate(rows.columns):
            values.write_string(0, place, name, bold)
            values.set_column(place, place, 30 if name in ("titel", "kalla", "namn") else 12)
        for number, row in enumerate(rows.itertuples(index=False), 1):
            for place, found in enumerate(row):
                _write(values, number, place, found)
        values.freeze_panes(1, 0)
        about = book.add_worksheet(words_of_page.ABOUT_SHEET)
        about.set_column(0, 0, 28, bold)
        about.set_column(1, 1, 100, wrapped)
        for number, (name, said) in enumerate(about_lines(answer, link)):
            about.write_string(number, 0, name)
            about.write_string(number, 1, said[:_LONGEST_CELL])
    return out.getvalue()


def about_lines(answer: Answer, link: str) -> list[tuple[str, str]]:
    """What a table needs beside it: title, answer, source, address, and each definition's fact box."""
    lines = [
        (text.title(answer), text.sentence(answer)),
        (words_of_page.SHARE_LINK, link),
        (words_of_page.SOURCE, words_of_page.source(answer)),
    ]
    for indikator in answer.indikatorer.values() if answer.indikator or len(answer.indikatorer) <= 60 else ():
        lines.append((indikator.id, indikator.title + indikator.standing))
        lines += [(head, words_of_page.fact(indikator, name)) for name, head in words_of_page.FACT_BOX.items()]
        lines += [(words_of_page.BREAK, sentence) for sentence in words_of_page.breaks(indikator)]
    return lines


def _write(sheet: Any, row: int, place: int, cell: Any) -> None:
    if cell is None or cell is pd.NA or (isinstance(cell, float) and pd.isna(cell)):
        return
    if isinstance(cell, bool | str):
        sheet.write_string(row, place, str(cell)[:_LONGEST_CELL])
    else:
        sheet.write_number(row, place, float(cell))
