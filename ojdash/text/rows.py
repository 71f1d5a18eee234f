"""The cells of a table about an answer's rows: the same words on the screen and in the terminal."""

from __future__ import annotations

from typing import Any

from ojdash.domain.answer import Answer, number, whole
from ojdash.text import kvalitet, oversikt, words


def cell(answer: Answer, row: Any, name: str) -> str:
    """One cell of a row (a namedtuple of `answer.rows`), as a reader is to see it; a missing value says why."""
    indikator = answer.indikatorer.get(getattr(row, "indikator", None))
    found = getattr(row, name, None)
    if name == "value":
        known = number(found)
        return words.MISSING[row.missing or "okant"] if known is None else words.value(indikator, known)
    if name == "change":
        return words.change_short(indikator, oversikt.change(answer, row))
    if name == "indikator":
        return indikator.heading
    if name == "id":
        return row.indikator
    if name in ("said", "sure", "whom"):
        return getattr(kvalitet, name)(indikator, row)
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
    if name == "n":
        return "" if whole(found) is None else words.number(whole(found))
    if name in ("year", "indikatorer"):
        return "" if whole(found) is None else str(whole(found))
    return str(found)
