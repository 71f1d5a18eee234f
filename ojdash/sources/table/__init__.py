"""Any table: an Excel, OpenDocument or csv file with a row a kommun, wide or long.

`read` finds the table and gives a `domain.table.Reading`; `delivery` makes a settled one a `Delivery`.

    opening  what kind of file it is, whether it is safe, its sheets as cells (`apart` opens workbooks under ceilings)
    heads    where the table lies in a sheet
    places   what a cell says of a kommun
    mapping  which column is which indikator
    cells    what a cell says of a value
    rows     the tidy rows, and every row and cell that could not be placed
    profile  what people have settled, kept as TOML
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from ojdash.domain.delivery import TIDY_COLUMNS, Delivery, Liknande, Source
from ojdash.domain.errors import SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.table import Column, Reading, Unsettled
from ojdash.sources.table.heads import YEAR, Found, find
from ojdash.sources.table.mapping import THIS_YEAR, Titles, columns, plain
from ojdash.sources.table.opening import Book, open_book
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile, grown, load, spelled
from ojdash.sources.table.rows import Context, Tally, tidy, without_places
from ojdash.text import tables as words

__all__ = ["Profile", "delivery", "grown", "load", "read", "spelled"]


def read(
    path: Path,
    kommuner: Iterable[Kommun],
    indikatorer: Mapping[str, Indikator],
    profile: Profile | None = None,
    year: int | None = None,
) -> Reading:
    """Read a table as far as it is certain.

    indikatorer  those that a column may be; only an id or an exact title is taken for one of them
    year         the year of values that don't say it; goes before the profile's
    Raises       SourceError  a file that can't be opened, or with no kommun in any sheet
    """
    book = open_book(path)
    profile = profile or Profile()
    gazetteer, titles = Gazetteer(kommuner), Titles(indikatorer)
    found, others = _chosen(book, gazetteer, titles, profile)
    if others:
        doubt = Unsettled("sheet", "", "", near=tuple(others))
        return Reading(book.file, "", (), 0, 0, (), pd.DataFrame(columns=list(TIDY_COLUMNS)), (doubt,))
    read_columns = _parted(columns(found, titles, profile, gazetteer, path.stem), tally := Tally(), found)
    tally.unsettled += _columns_in_doubt(found, read_columns, profile, titles)
    own, years_from = _year(found, profile, year)
    rows = tidy(Context(book.file, found, read_columns, titles, profile, gazetteer, own, years_from, tally))
    tally.unsettled += [
        Unsettled(
            {"column": "column", "row": "row", "sign": "cell", "indikator": "indikator"}[table], found.sheet.name, word
        )
        for table, word in profile.undecided
        if not any(doubt.holds == word for doubt in tally.unsettled)
    ]
    if not len(rows) and not tally.unsettled:
        tally.unsettled.append(Unsettled("no_value", found.sheet.name, ""))
    return Reading(
        file=book.file,
        sheet=found.sheet.name,
        header=tuple(row + 1 for row in found.heads),
        first=found.first + 1,
        last=found.last + 1,
        columns=read_columns,
        rows=without_places(rows),
        unsettled=tuple(tally.unsettled),
        years_from=", ".join(sorted(tally.years)),
        misspelt=tuple(tally.misspelt),
        aside=dict(tally.aside),
        signs=dict(tally.signs),
        equal=tally.equal,
        blank=tuple(tally.blank),
        changed=_changed(profile, found, read_columns, rows),
        publisher=profile.publisher or found.publisher,
        notes=book.notes,
    )


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
    rows, kept = reading.rows, 0
    if earlier is not None and len(earlier):
        key = ["indikator", "kommun", "year", "gender"]
        known = pd.MultiIndex.from_frame(rows[key].astype({"year": "int64"}))
        old = earlier[~pd.MultiIndex.from_frame(earlier[key].astype({"year": "int64"})).isin(known)]
        kept = len(old)
        rows = pd.concat([rows, old[list(TIDY_COLUMNS)].astype(rows.dtypes.to_dict())], ignore_index=True)
    ids = rows["indikator"].unique()
    delivered = tuple(indikatorer[id] for id in ids)
    area = {one.id: one.omrade for one in delivered}
    owner = rows["indikator"].map(area).to_numpy()
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
        notes=words.notes(reading, kept),
    )


def _chosen(book: Book, gazetteer: Gazetteer, titles: Titles, profile: Profile) -> tuple[Found, list[str]]:
    """The table to read; or the names of the sheets that could be meant. Hidden sheets are read only if named."""
    if profile.sheet:
        wanted = _sheet_name(profile.sheet)
        named = [sheet for sheet in book.sheets if _sheet_name(sheet.name) == wanted]
        if not named:
            raise SourceError(words.no_sheet(book.file, profile.sheet, [sheet.name for sheet in book.sheets]))
        found = find(named[0], gazetteer)
        if found is None:
            raise SourceError(words.no_kommun(book.file, named[0].name))
        return found, []
    tables = [found for sheet in book.sheets if sheet.visible and (found := find(sheet, gazetteer))]
    if not tables:
        raise SourceError(words.no_kommun(book.file, ", ".join(sheet.name for sheet in book.sheets[:5] if sheet.name)))
    if len(tables) > 1:
        known = [
            found
            for found in tables
            if any(column.why in ("id", "title") for column in columns(found, titles, profile, gazetteer))
        ]
        if len(known) != 1:
            return tables[0], [found.sheet.name for found in known or tables]
        tables = known
    return tables[0], []


def _sheet_name(name: str) -> str:
    return YEAR.sub(THIS_YEAR, name).strip().casefold()


def _year(found: Found, profile: Profile, year: int | None) -> tuple[int | None, str]:
    if year is not None:
        return year, "said"
    if profile.year is not None:
        return profile.year, "profile"
    return (found.title_years[0], "title") if len(found.title_years) == 1 else (None, "")


def _parted(read: tuple[Column, ...], tally: Tally, found: Found) -> tuple[Column, ...]:
    """The columns, with those that would hold the same values twice named and not read."""
    same: dict[tuple, list[Column]] = {}
    for column in read:
        if column.role in ("value", "n") and column.indikator:
            same.setdefault((column.role, column.indikator, column.year, column.gender or "T"), []).append(column)
    out = list(read)
    for (_, id, *_), its in same.items():
        if len(its) > 1:
            labels = ", ".join(f"{column.letter} {column.label}" for column in its)
            tally.unsettled.append(Unsettled("same", found.sheet.name, labels, None, (), (id,)))
            for column in its:
                out[column.place] = replace(column, role="undecided")
    return tuple(out)


def _columns_in_doubt(found: Found, read: tuple[Column, ...], profile: Profile, titles: Titles) -> list[Unsettled]:
    """The columns that wait for an answer, and a table none of whose columns is anything."""
    doubts = []
    for column in read:
        if column.role == "value" and column.why == "id" and _other_unit(column, titles.indikatorer[column.indikator]):
            unit = titles.indikatorer[column.indikator].unit or titles.indikatorer[column.indikator].kind
            doubts.append(Unsettled("unit", found.sheet.name, column.label, None, (column.letter,), (unit,)))
        if column.role == "undecided" and not column.indikator:
            wrong = profile.columns.get(column.label, {}).get("indikator", "")
            where = (column.letter, *([wrong] if wrong else []))
            doubts.append(Unsettled("column", found.sheet.name, column.label, None, where, column.near))
    if not doubts and not any(column.role == "value" for column in read):
        doubts.append(Unsettled("no_value", found.sheet.name, ""))
    return doubts


def _other_unit(column: Column, indikator: Indikator) -> bool:
    """Whether a header ends in a unit that the indikator's values can't be in."""
    head = column.levels[-1].casefold() if column.levels else ""
    if plain(head) in (plain(indikator.title), plain(indikator.heading)):
        return False
    share = re.search(r"(%|\bprocent|\bandel)\W*$", head) is not None
    count = re.search(r"\bantal( \w+)?\W*$", head) is not None
    return (share and indikator.kind not in ("andel", "ja_nej")) or (count and indikator.kind not in ("antal", "dagar"))


def _changed(
    profile: Profile, found: Found, read: tuple[Column, ...], rows: pd.DataFrame
) -> tuple[tuple[str, str], ...]:
    """How the table differs from the file that the profile was last used for."""
    before = profile.shape
    if not before:
        return ()
    labels = [column.label for column in read if column.role != "empty"]
    changed = [("gone", label) for label in before.get("labels", []) if label not in labels]
    changed += [("new", label) for label in labels if label not in before.get("labels", [])]
    if _sheet_name(before.get("sheet", "")) != _sheet_name(found.sheet.name):
        changed.append(("sheet", f"{before.get('sheet', '')} → {found.sheet.name}"))
    header = max(found.heads, default=-1) + 1
    if before.get("header", header) != header:
        changed.append(("header", f"{before['header']} → {header}"))
    kommuner = int(rows["kommun"].nunique())
    if before.get("kommuner", kommuner) != kommuner:
        changed.append(("kommuner", f"{before['kommuner']} → {kommuner}"))
    return tuple(changed)
