"""Analyses drawn as tables, holding only what can be written.

    om/kommuner     1860-1880
    Enhetschef, Laxå kommun:
    2024 1860    vald   angelaget   samlad
    AO           ja     nej         Vi behöver mer tid
    BR           ja     _           _

A line that starts with a year and a kommun heads a block of the form's rows: an indikator, then a field a column; two
spaces or more stand between cells, and `_` is a field nobody wrote in. A line with a place in front is that field. One
that ends with a colon says who wrote what follows. Each field is written a minute after the one before it.
"""

from __future__ import annotations

import re
from typing import Any

from ojdash.domain.analys import Analys, Author, Written
from ojdash.domain.places import fault

WRITER = Author("Enhetschef", "Laxå kommun")


def fields(drawn: str) -> dict[str, Written]:
    """What a drawn table says, by place; a place written twice has its newest version. Numbers count from 1."""
    found: dict[str, Written] = {}
    author, number = WRITER, 0
    for line in filter(None, map(str.strip, drawn.splitlines())):
        first, *cells = re.split(r"\s{2,}", line)
        if line.endswith(":") and not cells:
            author = Author(*line[:-1].split(", ", 1))
            continue
        if re.fullmatch(r"[0-9]{4} [0-9]{4}", first):
            year, kommun = first.split()
            names = cells
            continue
        if "/" in first:
            said = {first: cells[0] if cells else ""}
        else:
            said = {f"rad/{year}/{kommun}/{first}/{name}": cell for name, cell in zip(names, cells, strict=True)}
        for place, value in said.items():
            if value != "_":
                assert fault(place, value) is None, f"{place} = {value}: {fault(place, value)}"
                number += 1
                version = found[place].version + 1 if place in found else 1
                at = f"2024-05-03T{8 + number // 60:02d}:{number % 60:02d}:00Z"
                found[place] = Written(place, value, author, at, version, number)
    return found


def analys(drawn: str, may: str = "skriva", **said: Any) -> Analys:
    """The analys of a drawn table."""
    written = fields(drawn)
    latest = max((one.number for one in written.values()), default=0)
    return Analys("a1", may, written, latest=latest, **{"created": "2024-05-03T08:00:00Z"} | said)
