"""Editions drawn as tables, published by the production writer.

    AO      2022     2023     2024
    0000    80       81       82
    1860    50/100   ..       64/100
    1880    -        75/40    _

A line that starts with something else than a kommun code heads a block: an indikator's id, a gender after a slash
(`AO/K`, T without), and years. A cell is a value, `value/n`, `Ja` or `Nej`, a kind of missing in full or by its sign
(`-` ej_svarat, `.` ej_tillamplig, `..` sekretess), or `_` for no row at all.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ojdash.domain.delivery import TIDY_COLUMNS, Delivery, Liknande, Source
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET, Kommun
from ojdash.domain.missing import MISSING
from ojdash.domain.omrade import OMRADEN
from ojdash.store import Store, drafting, layout, open_edition, publish, publishing
from ojdash.store.drafting import Draft

REAL = Source("ritad", "En ritad källa", "https://example.org", "2026-03-02T10:00:00Z", "Får användas fritt.")
SIMULATED = replace(REAL, kind="exempel", simulated=True)
NAMES = {
    "0180": "Stockholm",
    "1440": "Ale",
    "1860": "Laxå",
    "1862": "Degerfors",
    "1880": "Örebro",
    "1885": "Lindesberg",
}
_SIGNS = {"-": "ej_svarat", ".": "ej_tillamplig", "..": "sekretess"}
_ANSWERS = {"Ja": 1.0, "Nej": 0.0}


def indikator(id: str, kind: str = "andel", **said: Any) -> Indikator:
    """A definition with as little said as possible: LSS, no decimals, a unit that suits the kind."""
    units = {"andel": "procent", "dagar": "dagar", "antal": "personer", "kronor": "kronor per invånare"}
    said = {"title": f"Titel {id}", "omrade": "lss", "decimals": 0, "unit": units.get(kind, "")} | said
    return Indikator(id=id, kind=kind, **said)


def tidy(drawn: str) -> pd.DataFrame:
    """The tidy rows of a drawn table."""
    rows: list[tuple] = []
    for line in filter(str.strip, drawn.splitlines()):
        first, *cells = line.split()
        if not re.fullmatch(r"[0-9]{4}", first):
            id, _, gender = first.partition("/")
            years = [int(year) for year in cells]
            continue
        for year, cell in zip(years, cells, strict=True):
            if cell != "_":
                rows.append((id, first, year, gender or "T", *_read(cell), ""))
    return pd.DataFrame(rows, columns=list(TIDY_COLUMNS)).astype({"value": float, "n": float, "missing": object})


def delivery(drawn: str | pd.DataFrame, *indikatorer: Indikator, **said: Any) -> Delivery:
    """A delivery of a drawn table (or of tidy rows), real unless `source` says otherwise."""
    rows = tidy(drawn) if isinstance(drawn, str) else drawn
    area = {definition.id: definition.omrade for definition in indikatorer}
    koder = sorted(set(rows["kommun"]) - {RIKET})
    present = {definition.omrade for definition in indikatorer}
    said = {
        "source": REAL,
        "kommuner": tuple(Kommun(kod, NAMES.get(kod, f"Kommun {kod}"), "B4") for kod in koder),
        "liknande": (),
        "omraden": {code: title for code, title in OMRADEN.items() if code in present},
        "observations": lambda omrade: rows[rows["indikator"].map(area).eq(omrade).to_numpy()],
    } | said
    return Delivery(indikatorer=indikatorer, **said)


def edition(
    data: Path, drawn: str | pd.DataFrame, *indikatorer: Indikator, base: str | None = None, **said: Any
) -> Store:
    """The drawn table published under `data` and opened."""
    return open_edition(data, publish(data, delivery(drawn, *indikatorer, **said), base, accept_drop=True).id)


def edition_of_before(data: Path, drawn: str | pd.DataFrame, *indikatorer: Indikator, format: int = 3) -> Store:
    """The drawn table as an earlier format had it.

    Before 5 no changes were counted, no rule was named and counts of few persons were shown; 3 had numbers from 0
    across all areas, no quality files, no flags counted.
    """
    write, content = Draft._write, publishing.content_of

    def written(draft: Draft, con: object, frame: pd.DataFrame, name: str) -> None:
        if not (format == 3 and name.startswith("quality/")):
            write(draft, con, frame.drop(columns=["counted", "at_least", "invanare"], errors="ignore"), name)

    with pytest.MonkeyPatch.context() as then:
        then.setattr(layout, "FORMAT", format)
        then.setattr(Draft, "_write", written)
        then.setattr(drafting, "withheld", lambda rows, *_: rows)
        then.setattr(publishing, "content_of", lambda files, stayed, rule: content(files, stayed, None))
        if format == 3:
            then.setattr(drafting, "numbers", lambda definitions: {one.id: n for n, one in enumerate(definitions)})
        published = publish(data, delivery(drawn, *indikatorer))
    manifest = data / "editions" / published.id / layout.MANIFEST
    said = json.loads(manifest.read_text("utf-8"))
    del said["rule"]
    if format == 3:
        del said["counts"]["flags"]
    manifest.write_text(json.dumps(said), "utf-8")
    return open_edition(data, published.id)


def liknande(kommun: str, *members: str, kind: str = "overgripande", year: int = 2025) -> Liknande:
    """One list of neighbours."""
    return Liknande(kind, kommun, members, year)


def many(id: str, year: int, values: list[float], n: list[float] | float = np.nan) -> pd.DataFrame:
    """Tidy rows of one indikator and year, too many to draw: kommuner 1001, 1002 and on."""
    answers = n if isinstance(n, list) else [n] * len(values)
    rows = [
        (id, str(1001 + place), year, "T", value, "okant" if np.isnan(value) else None, n, "")
        for place, (value, n) in enumerate(zip(values, answers, strict=True))
    ]
    return pd.DataFrame(rows, columns=list(TIDY_COLUMNS)).astype({"value": float, "n": float, "missing": object})


def _read(cell: str) -> tuple[float, str | None, float]:
    missing = _SIGNS.get(cell, cell)
    if missing in MISSING:
        return np.nan, missing, np.nan
    value, _, n = cell.partition("/")
    return _ANSWERS[value] if value in _ANSWERS else float(value), None, float(n) if n else np.nan
