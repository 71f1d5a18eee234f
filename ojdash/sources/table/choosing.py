"""Which sheets of a workbook are read as one table, and what each sheet's name and titles say of year and gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ojdash.domain.errors import SourceError
from ojdash.domain.table import Column
from ojdash.sources.table.heads import YEAR, Found, find, years_in
from ojdash.sources.table.mapping import GENDER_WORDS, THIS_YEAR, Titles, columns
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Book
from ojdash.text import tables as words


def sheet_name(name: str) -> str:
    """A sheet's name for comparing: the same next year."""
    return YEAR.sub(THIS_YEAR, name).strip().casefold()


def chosen(
    book: Book, gazetteer: Gazetteer, titles: Titles, profile: Profile
) -> tuple[list[Found], list[str], list[str]]:
    """The tables to read, the sheets with kommuner that are not, and, if it has to be asked, those that could be meant.

    Every visible sheet with a column that is known is read; of a workbook without any, sheets with the same header.
    Hidden sheets are read only if the profile names them.
    """
    wanted = profile.sheets or ((profile.sheet,) if profile.sheet else ())
    if wanted:
        found = _named(book, gazetteer, wanted)
        read, alike = [one.sheet.name for one in found], {sheet_name(one.sheet.name) for one in found}
        every = [sheet.name for sheet in book.sheets if sheet.visible and sheet_name(sheet.name) in alike]
        return found, [name for name in every if name not in read], []
    tables = [found for sheet in book.sheets if sheet.visible and (found := find(sheet, gazetteer))]
    if not tables:
        raise SourceError(words.no_kommun(book.file, ", ".join(sheet.name for sheet in book.sheets[:5] if sheet.name)))
    if len(tables) == 1:
        return tables, [], []
    mapped = [columns(found, titles, profile, gazetteer) for found in tables]
    known = [found for found, its in zip(tables, mapped, strict=True) if _is_known(its)]
    if not known and len({tuple(column.label for column in its) for its in mapped}) == 1 and _differ(tables):
        known = tables
    if not known:
        return [], [], [found.sheet.name for found in tables]
    return known, [found.sheet.name for found in tables if found not in known], []


def _named(book: Book, gazetteer: Gazetteer, wanted: Sequence[str]) -> list[Found]:
    """The sheets that a profile names, first those whose names are exactly that, else but for the year."""
    out = []
    for name in wanted:
        its = [sheet for sheet in book.sheets if sheet.name.strip() == name.strip()]
        its = its or [sheet for sheet in book.sheets if sheet_name(sheet.name) == sheet_name(name)]
        if not its:
            raise SourceError(words.no_sheet(book.file, name, [sheet.name for sheet in book.sheets]))
        for sheet in its:
            if any(found.sheet is sheet for found in out):
                continue
            found = find(sheet, gazetteer)
            if found is None:
                raise SourceError(words.no_kommun(book.file, sheet.name))
            out.append(found)
    return out


def _is_known(mapped: Sequence[Column]) -> bool:
    return any(column.why in ("id", "title", "profile") or (column.role == "indikator") for column in mapped)


def _differ(tables: Sequence[Found]) -> bool:
    """Whether the sheets' names say different years or genders."""
    said = [(years_in(found.sheet.name), gender_in(found.sheet.name)) for found in tables]
    return len(set(said)) == len(said) and all(year or gender for year, gender in said)


def gender_in(name: str) -> str | None:
    """The one gender that a sheet's name says."""
    found = {GENDER_WORDS[word] for word in re.findall(r"[a-zåäö]{2,}", name.casefold()) if word in GENDER_WORDS}
    return found.pop() if len(found) == 1 else None


def says(tables: Sequence[Found], profile: Profile, year: int | None) -> list[dict[str, Any]]:
    """Of each table the year and gender of what does not say them, and where the year is from.

    Of several sheets their own names and titles go first, for they tell them apart, and what was said is of those that
    say nothing. Of one alone what was said goes first: a title may tell when it was printed. `titled` is the year of a
    title that is then not heeded.
    """
    out = []
    for found in tables:
        named, titled = years_in(found.sheet.name), found.title_years
        if len(tables) > 1 and len(named) == 1:
            own, where = named[0], "sheet"
        elif len(tables) > 1 and len(titled) == 1:
            own, where = titled[0], "title"
        elif year is not None:
            own, where = year, "said"
        elif profile.year is not None:
            own, where = profile.year, "profile"
        elif len(titled) == 1:
            own, where = titled[0], "title"
        else:
            own, where = None, ""
        against = titled[0] if where in ("said", "profile") and len(titled) == 1 and titled[0] != own else None
        out.append({"year": own, "years_from": where, "titled": against, "gender": gender_in(found.sheet.name)})
    return out
