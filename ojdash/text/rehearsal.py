"""The words before a table is published: how many values, what changes most, what can't be, what Kvalitet would ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ojdash.domain.kommun import Kommun
from ojdash.domain.quality import KINDS
from ojdash.domain.rehearsal import Counted, Rehearsal
from ojdash.text import kvalitet
from ojdash.text.table_grid import altered, held
from ojdash.text.words import GENDER, counted, joined, number, upper_first, value

HEADING = "Innan du publicerar"
HEADS = ["Indikator", "År", "Värden", "Utan värde", "Lägst", "Högst"]
REVISED = "Ändras mest mot utgåvan, samma år:"
SINCE = "Nya värden som skiljer mest från kommunens förra:"
NO_BASE = "Det finns ingen utgåva med riktiga värden att jämföra med."
NOTHING_OUTSIDE = "Inget värde ligger utanför det möjliga."
NO_FLAGS = "Kvalitet skulle inte flagga något av värdena."
NO_MORE_FLAGS = "Kvalitet skulle inte flagga något mer."
MOST_ROWS = 100
MOST_OUTSIDE = 20
MOST_FLAGS = 10


def rows(found: Rehearsal) -> list[list[str]]:
    """HEADS of every indikator and year, at most MOST_ROWS."""
    return [_row(found, one) for one in found.counts[:MOST_ROWS]]


def more_rows(found: Rehearsal) -> str:
    """How many rows of that table are left."""
    more = len(found.counts) - MOST_ROWS
    return f"Och {counted(more, 'rad', 'rader', 'en')} till." if more > 0 else ""


def _row(found: Rehearsal, one: Counted) -> list[str]:
    indikator = found.definitions[one.indikator]
    ends = held(indikator, one.lowest, one.highest) if one.values else ["–", "–"]
    name = f"{one.indikator} {indikator.label}"
    return [name, str(one.year), number(one.values), number(one.lacking), *ends]


def told(found: Rehearsal, kommuner: Mapping[str, Kommun]) -> dict[str, list[str]]:
    """What is to be known beside the table: each sentence, and the lines under it."""
    out: dict[str, list[str]] = {changes(found): []}
    for sentence, values in ((REVISED, found.revised), (SINCE, found.since)):
        if values:
            out[sentence] = [altered(one, found.definitions, kommuner) for one in values]
    out |= _outside(found, kommuner)
    return out | _flags(found, kommuner)


def changes(found: Rehearsal) -> str:
    """How many values are new, others and the same against the edition."""
    if found.base is None:
        return NO_BASE
    said = [
        counted(found.changes["added"], "nytt värde", "nya värden", "ett"),
        counted(found.changes["revised"], "ändrat", "ändrade", "ett"),
        counted(found.changes["withdrawn"], "borttaget", "borttagna", "ett"),
        counted(found.changes["unchanged"], "oförändrat", "oförändrade", "ett"),
    ]
    return f"Mot utgåvan {found.base}: {joined(said)}."


def _outside(found: Rehearsal, kommuner: Mapping[str, Kommun]) -> dict[str, list[str]]:
    if not found.outside:
        return {NOTHING_OUTSIDE: []}
    lines = []
    for one in found.outside[:MOST_OUTSIDE]:
        indikator = found.definitions[one.indikator]
        gender = "" if one.gender == "T" else f" {GENDER[one.gender].lower()}"
        place = kommuner[one.kommun].namn if one.kommun in kommuner else "riket"
        lines.append(f"{one.indikator} {one.year}{gender}: {place} {value(indikator, one.value)}")
    lines += _rest(len(found.outside) - MOST_OUTSIDE)
    times = counted(len(found.outside), "värde", "värden", "ett")
    return {
        f"{upper_first(times)} ligger utanför det möjliga, som en andel över 100 eller ett antal under noll:": lines
    }


def _flags(found: Rehearsal, kommuner: Mapping[str, Kommun]) -> dict[str, list[str]]:
    """What Kvalitet would ask about, but for what lies outside what can be."""
    flags = found.flags[found.flags["kind"] != "utanfor"]
    if flags.empty:
        return {NO_MORE_FLAGS if found.outside else NO_FLAGS: []}
    order = flags.assign(place=flags["kind"].map(KINDS.index), size=-flags["sure"].abs())
    order = order.sort_values(["place", "size"], kind="stable")
    lines = [_flag(found, row, kommuner) for row in order.head(MOST_FLAGS).itertuples()]
    lines += _rest(len(flags) - MOST_FLAGS)
    times = counted(len(flags), "sak", "saker", "en")
    times += " till" if found.outside else ""
    return {f"Kvalitet skulle flagga {times}. En flagga är en fråga att kontrollera och inte ett fel:": lines}


def _flag(found: Rehearsal, row: Any, kommuner: Mapping[str, Kommun]) -> str:
    namn = kommuner[row.kommun].namn if isinstance(row.kommun, str) else None
    return kvalitet.flag_line(found.definitions[row.indikator], namn, row)


def _rest(more: int) -> list[str]:
    return [f"och {number(more)} till"] if more > 0 else []


def lines(found: Rehearsal, kommuner: Mapping[str, Kommun]) -> list[str]:
    """All of it, line by line, for the terminal."""
    out = [f"{HEADING}:"]
    for name, year, values, lacking, lowest, highest in rows(found):
        ends = "" if lowest == "–" else f", {lowest} till {highest}"
        out.append(f"  {name}, {year}: {_values(values, lacking)}{ends}")
    out += [f"  {said}" for said in [more_rows(found)] if said]
    for sentence, its in told(found, kommuner).items():
        out += [f"  {sentence}", *(f"    {line}" for line in its)]
    return out


def _values(values: str, lacking: str) -> str:
    said = f"{values} {'värde' if values == '1' else 'värden'}"
    return said if lacking == "0" else f"{said}, {lacking} utan värde"
