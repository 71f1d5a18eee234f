"""The cells of a table about an answer's rows: the same words on the screen and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ojdash.domain.answer import Answer, number, whole
from ojdash.domain.status import Status
from ojdash.text import changes, funnel, kvalitet, page, statuses, underlag, words


def columns_of(answer: Answer, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table: n only of what has answers to count or a known n; statuses where any is said."""
    if answer.indikator and not underlag.is_counted(answer.indikator) and not answer.rows["n"].notna().any():
        columns = [name for name in columns if name != "n"]
    said = "status" in answer.rows and answer.rows["status"].notna().any()
    return (*columns, "status") if said else tuple(columns)


def heading(answer: Answer, name: str) -> str:
    """A column's heading; of n what it counts, of limits how sure they are."""
    if name == "limits":
        return funnel.heading_of_limits(answer.indikator)
    return underlag.heading(answer.indikator) if name == "n" and answer.indikator else page.COLUMNS[name]


def cell(answer: Answer, row: Any, name: str) -> str:
    """One cell of a row (a namedtuple of `answer.rows`), as a reader is to see it; a missing value says why."""
    indikator = answer.indikatorer.get(getattr(row, "indikator", None))
    found = getattr(row, name, None)
    if name == "value":
        known = number(found)
        spelled = (
            underlag.missing(indikator, row.missing, answer.rule) if known is None else words.value(indikator, known)
        )
        return statuses.marked(spelled, _doubt(answer, row, "year"))
    if name == "status":
        return statuses.LAGE.get(found, "")
    if name == "change":
        moved = changes.short(indikator, changes.of_row(row, answer.counts.get("tested")))
        return f"{moved} {statuses.SIGN}" if _doubt(answer, row, "from_year") else moved
    if name == "indikator":
        return indikator.heading
    if name == "id":
        return row.indikator
    if name in ("said", "sure", "whom"):
        said = getattr(kvalitet, name)(indikator, row)
        return statuses.marked(said, _doubt(answer, row, "year")) if name == "said" else said
    if name == "kind":
        return kvalitet.KIND[found]
    if name == "namn":
        return found if isinstance(found, str) else kvalitet.WHOLE
    if name == "omrade":
        return answer.counts["omraden"].get(found, found)
    if name == "signal":
        return words.SIGNAL_SHORT.get(found, "")
    if name == "percentile":
        return "" if number(found) is None else words.number(number(found))
    if name == "limits":
        return funnel.limits(answer.funnel, indikator, whole(row.n), number(row.value))
    if name == "n":
        return "" if whole(found) is None else underlag.n_alone(indikator, whole(found))
    if name in ("year", "indikatorer"):
        return "" if whole(found) is None else str(whole(found))
    return str(found)


def _doubt(answer: Answer, row: Any, of: str) -> Status | None:
    if not len(answer.marks):
        return None
    return answer.marks.doubt(row.indikator, row.kommun, whole(getattr(row, of)))
