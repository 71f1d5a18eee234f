"""Tables as text with separators: plain CSV for programs (RFC 4180), and CSV that a Swedish Excel opens as a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ojdash.domain.rounding import spelled

# A text that begins so would be run as a formula by a spreadsheet (OWASP, "CSV injection").
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠].", re.DOTALL)
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
BOM = "\ufeff"
SEPARATOR = "sep=;"  # said on the first line, so that Excel needs no import dialogue wherever it is set to


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the decimals it is shown with; None where it stands as it is."""

    value: float
    decimals: int | None = 0


Cell = str | Number | None


def plain(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180: commas, CRLF, decimal point, numbers unrounded; no cell is a formula."""
    return _written(heads, ([_unrounded(cell) for cell in row] for row in rows), ",")


def for_excel(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """For Excel in Swedish: a byte order mark, `sep=;`, semicolons, decimal comma, numbers as they are shown."""
    return f"{BOM}{SEPARATOR}\r\n" + _written(heads, ([_as_shown(cell) for cell in row] for row in rows), ";")


def excel_of(content: str) -> str:
    """A plain CSV as one for Excel in Swedish."""
    heads, *rows = csv.reader(io.StringIO(content, newline=""))
    return for_excel(heads, ([_comma(cell) for cell in row] for row in rows))


def _comma(cell: str) -> str:
    return cell.replace(".", ",") if _DECIMAL.fullmatch(cell) else cell


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it, as one types it in Excel."""
    return f"'{text}" if _FORMULA.match(text) else text


def _written(heads: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue()


def _unrounded(cell: Cell) -> str:
    if isinstance(cell, Number):
        return repr(cell.value)
    return safe(cell) if cell else ""


def _as_shown(cell: Cell) -> str:
    if isinstance(cell, Number):
        whole = cell.decimals is None
        return repr(cell.value) if whole else spelled(cell.value, cell.decimals).replace(",", "").replace(".", ",")
    return safe(cell) if cell else ""
