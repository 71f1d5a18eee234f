"""A cell as it is handed on: what it holds, and with a mark where the format, an error or a formula says more."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from ojdash.sources.workbook.formats import as_shown

Marked = Literal["share", "literal", "scaled", "words", "error", "formula", "note"]
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Mark(NamedTuple):
    """Why a cell is not just what is stored in it: its kind, and the format or formula."""

    kind: Marked
    code: str = ""


class Cell(NamedTuple):
    """A marked cell, as a person sees it."""

    holds: str | float
    mark: Mark


def noted(text: str) -> str:
    """Letters that are raised, lowered or struck out in a cell, so that 80 with a note 1 is not 801."""
    return text.translate(_RAISED) if text.isdecimal() else f"({text})" if text.strip() else text


@lru_cache(maxsize=100_000)
def formatted(value: float, code: str) -> float | Cell:
    """A number as it is shown by its format."""
    holds, kind = as_shown(value, code)
    return value if kind in ("plain", "date") else Cell(holds, Mark(kind, code))


def plain(cell: object) -> str | float:
    """A cell as a text or a number: dates as they are spelled by ISO 8601, true and false as answers."""
    if isinstance(cell, bool):
        return "Ja" if cell else "Nej"
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time | datetime.datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)
