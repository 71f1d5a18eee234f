"""Any table: an Excel, OpenDocument or csv file with a row a kommun, wide or long.

`read` finds the table and gives a `domain.table.Reading`; `delivery` makes a settled one a `Delivery`.

    opening  what kind of file it is, whether it is safe, its sheets as cells (`sources.workbook` reads workbooks)
    sheets   a sheet as columns of words; `separated` reads a csv
    laid     how each sheet lies: turned, with its header where a person says
    heads    where the table lies in a sheet; `choosing` which sheets are read
    places   what a cell says of a kommun; `years` which year a text names
    mapping  which column is which indikator
    cells    what a cell says of a value; `numbers` how numbers are written
    rows     what every row is about; `values` the tidy rows: what could not be placed is named
    profile  what people have settled, kept as TOML; `addresses` single cells and rows
    grid     the sheets as they were read, to be looked at
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS, Delivery, Liknande, Source
from ojdash.domain.errors import SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET, Kommun
from ojdash.domain.table import Part, Reading, Unsettled
from ojdash.sources.table.addresses import addressed
from ojdash.sources.table.choosing import chosen, says, seen, sheet_name
from ojdash.sources.table.grid import grids
from ojdash.sources.table.laid import laid, of_regions, of_texts
from ojdash.sources.table.mapping import Titles, columns, in_doubt, parted
from ojdash.sources.table.opening import open_book
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile, grown, load, spelled
from ojdash.sources.table.rows import Context, Keys, Tally, keys
from ojdash.sources.table.values import together, values
from ojdash.text import tables as words

__all__ = ["Profile", "delivery", "grown", "load", "read", "spelled"]

OF_A_COLUMN = ("column", "beside", "unit", "share", "separator", "scale", "same", "again", "merged", "differs")
# The doubt that a word of a profile's table answers.
ANSWERED = {"column": "column", "row": "row", "sign": "cell", "indikator": "indikator"} | {
    "period": "year",
    "gender": "gender",
    "regi": "regi",
}


def read(
    path: Path,
    kommuner: Iterable[Kommun],
    indikatorer: Mapping[str, Indikator],
    profile: Profile | None = None,
    year: int | None = None,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read a table as far as it is certain.

    indikatorer  those that a column may be; only an id or an exact title is taken for one of them
    year         the year of values that don't say it; goes before the profile's
    step         told now and then how much of how much of the file is read
    Raises       SourceError  a file that can't be opened, or with no kommun in any sheet
    """
    book = open_book(path, step)
    profile = profile or Profile()
    gazetteer, titles = Gazetteer(kommuner), Titles(indikatorer)
    every, sideways = laid(book.sheets, gazetteer, profile)
    which = chosen(book, every, gazetteer, titles, profile, tuple(doubt.sheet for doubt in sideways))
    tables = which.tables
    doubts = which.doubts or tuple(doubt for doubt in sideways if doubt.sheet not in which.unread)
    doubts = doubts or tuple(map(of_regions, (found for found in tables if found.regions)))
    if doubts:
        rows = pd.DataFrame(columns=list(TIDY_COLUMNS))
        looks = tuple(seen(every, (), gazetteer, titles, profile))
        to_look_at = grids(every, {}, doubts, gazetteer, titles, profile)
        return Reading(book.file, (), rows, doubts, sheets=looks, notes=book.notes, grids=to_look_at)
    koder, tally, contexts, read_values = (*gazetteer.kommuner, RIKET), Tally(), [], []
    about: dict[str, tuple[Context, Keys]] = {}
    told = says(tables, profile, year)
    for number, found in enumerate(tables):
        mapped = columns(found, titles, profile, gazetteer, path.stem)
        own = parted(mapped, tally.unsettled, found)
        tally.unsettled += in_doubt(found, own, profile, titles) + of_texts(found, profile, titles)
        context = Context(
            file=book.file,
            number=number,
            found=found,
            columns=own,
            titles=titles,
            profile=profile,
            gazetteer=gazetteer,
            addressed=addressed(found.sheet, profile.cells),
            koder=koder,
            ids=tuple(indikatorer),
            **told[number],
            tally=tally,
        )
        row_keys = keys(context)
        read_values += values(context, row_keys)
        contexts.append(context)
        about[context.sheet] = context, row_keys
    rows = together(read_values, contexts, tally)
    to_look_at = grids(every, about, tally.unsettled, gazetteer, titles, profile)
    tally.unsettled = _once(tally.unsettled)
    tally.unsettled += [
        Unsettled(ANSWERED[table], tables[0].sheet.name, word)
        for table, word in profile.undecided
        if table in ANSWERED and not any(doubt.holds == word for doubt in tally.unsettled)
    ]
    if not len(rows) and not tally.unsettled:
        tally.unsettled.append(Unsettled("no_value", tables[0].sheet.name, ""))
    parts = tuple(_part(context) for context in contexts)
    reading = Reading(
        file=book.file,
        parts=parts,
        rows=rows,
        unsettled=tuple(tally.unsettled),
        years_from=", ".join(sorted(tally.years)),
        against=tuple((sheet, *years) for sheet, years in tally.against.items()),
        misspelt=tuple(tally.misspelt),
        aside={what: times for what, times in tally.aside.items() if times},
        signs=dict(tally.signs),
        equal=tally.equal,
        blank=tuple(dict.fromkeys(tally.blank)),
        left_out=tuple(pair for context in contexts for pair in context.addressed.used),
        moved=tuple(pair for context in contexts for pair in context.addressed.moved),
        unread=which.unread,
        sheets=tuple(seen(every, tables, gazetteer, titles, profile)),
        publisher=profile.publisher or next((found.publisher for found in tables if found.publisher), ""),
        notes=book.notes,
        grids=to_look_at,
    )
    return replace(reading, changed=_changed(profile, reading, which.renamed))


def _part(context: Context) -> Part:
    found = context.found
    heads = tuple(row + 1 for row in found.heads)
    return Part(found.sheet.name, heads, found.first + 1, found.last + 1, context.columns)


def _once(doubts: list[Unsettled]) -> list[Unsettled]:
    """A column that is in doubt in several sheets is asked about once, and so is a sign in several columns.

    Cells of another sheet than the first say which.
    """
    seen: dict[object, Unsettled] = {}
    for number, doubt in enumerate(doubts):
        of_column = doubt.doubt in OF_A_COLUMN
        key = (doubt.doubt, doubt.holds) if of_column or doubt.doubt in ("sign", "tick") else number
        first = seen.setdefault(key, doubt)
        if first is not doubt and not of_column:
            where = "" if doubt.sheet == first.sheet else f"{doubt.sheet}!"
            cells = (*first.cells, *(f"{where}{cell}" for cell in doubt.cells))
            seen[key] = replace(first, cells=cells, more=first.more + doubt.more)
    return list(seen.values())


def delivery(
    reading: Reading,
    kommuner: tuple[Kommun, ...],
    liknande: tuple[Liknande, ...],
    indikatorer: Mapping[str, Indikator],
    omraden: Mapping[str, str],
    earlier: pd.DataFrame | None = None,
    publisher: str = "",
) -> Delivery:
    """A settled reading as what is published.

    earlier    tidy rows of the same indikatorer as published before; those of keys that the table lacks are kept
    publisher  who to name if neither the table nor its profile does
    """
    if not reading.settled:
        raise SourceError(words.still_unsettled(reading.file, len(reading.unsettled)))
    rows, kept = reading.rows, pd.Series(dtype=str)
    if earlier is not None and len(earlier):
        old = earlier[~_keys(earlier, rows, earlier).isin(_keys(rows, rows, earlier))]
        kept = old["indikator"]
        rows = pd.concat([rows, old[list(TIDY_COLUMNS)].astype(rows.dtypes.to_dict())], ignore_index=True)
    ids = rows["indikator"].unique()
    delivered = tuple(indikatorer[id] for id in ids)
    area = {one.id: one.omrade for one in delivered}
    place, different = pd.factorize(rows["indikator"])
    owner = np.array([area[id] for id in different], dtype=object)[place]
    named = reading.publisher or publisher
    return Delivery(
        source=Source(
            kind="tabell",
            name=f"{named} ({reading.file})" if named else reading.file,
            address=reading.file,
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            terms=words.terms(named),
        ),
        kommuner=kommuner,
        liknande=liknande,
        indikatorer=delivered,
        omraden={one.omrade: omraden.get(one.omrade, one.omrade) for one in delivered},
        observations=lambda omrade: rows[owner == omrade],
        kept=tuple(kept.unique()),
        notes=words.notes(reading, len(kept)),
    )


def _keys(frame: pd.DataFrame, *every: pd.DataFrame) -> pd.Series:
    """One number for what a row is about, the same in all the frames."""
    out = frame["year"].astype("int64").to_numpy()
    for name in ("indikator", "kommun", "gender"):
        known = pd.Index(pd.concat([one[name] for one in every]).unique())
        out = out * len(known) + known.get_indexer(frame[name])
    return pd.Series(out, index=frame.index)


def _changed(profile: Profile, reading: Reading, renamed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """How the table differs from the profile, and from the file that it was last used for."""
    before = profile.shape
    sheets = [("sheet", f"{was} → {now}") for was, now in renamed]
    if not before:
        return tuple(sheets)
    labels = list(dict.fromkeys(column.label for column in reading.columns if column.role != "empty"))
    changed = [("gone", label) for label in before.get("labels", []) if label not in labels]
    changed += [("new", label) for label in labels if label not in before.get("labels", [])]
    changed += sheets
    if not sheets and sheet_name(before.get("sheet", "")) != sheet_name(reading.sheet):
        changed.append(("sheet", f"{before.get('sheet', '')} → {reading.sheet}"))
    header = max(reading.header, default=0)
    if before.get("header", header) != header:
        changed.append(("header", f"{before['header']} → {header}"))
    kommuner = int(reading.rows["kommun"].nunique())
    if before.get("kommuner", kommuner) != kommuner:
        changed.append(("kommuner", f"{before['kommuner']} → {kommuner}"))
    return tuple(changed)
