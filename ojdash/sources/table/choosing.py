"""Which sheets of a workbook are read as one table, and what each sheet's name and titles say of year and gender."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ojdash.domain.errors import SourceError
from ojdash.domain.table import Column, Seen, Unsettled
from ojdash.sources.table.heads import Found
from ojdash.sources.table.mapping import GENDER_WORDS, THIS_YEAR, Titles, columns
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Book, Sheet
from ojdash.sources.table.years import same_next_year, years_in
from ojdash.text import tables as words


def sheet_name(name: str) -> str:
    """A sheet's name for comparing: the same next year."""
    return same_next_year(name, THIS_YEAR).strip().casefold()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheets of a workbook that are read, and what is said of the others.

    tables   the tables to read; none while it has to be asked which
    unread   sheets with kommuner that are not read
    doubts   what has to be asked about the sheets themselves
    renamed  (the name in the profile, the sheet that the profile says it is now)
    """

    tables: list[Found]
    unread: tuple[str, ...] = ()
    doubts: tuple[Unsettled, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


Looked = list[tuple[Sheet, Found | None]]  # every sheet, and the table in it


def chosen(
    book: Book, every: Looked, gazetteer: Gazetteer, titles: Titles, profile: Profile, sideways: Sequence[str] = ()
) -> Chosen:
    """The tables to read; none of sheets that lie `sideways`, which may become tables when they are turned.

    Every visible sheet with a column that is known is read; of a workbook without any, sheets with the same header.
    Hidden sheets are read only if the profile names them.
    """
    wanted = profile.sheets or ((profile.sheet,) if profile.sheet else ())
    wanted = [name for name in wanted if profile.renamed.get(name) != ""]
    tables = [found for sheet, found in every if sheet.visible and found]
    if wanted:
        return _named(every, wanted, profile.renamed)
    tables = [found for found in tables if found.sheet.name not in sideways]
    tables = [found for found in tables if not found.regions] or tables
    if not tables and sideways:
        return Chosen([])
    if not tables:
        raise SourceError(words.no_kommun(book.file, ", ".join(sheet.name for sheet in book.sheets[:5] if sheet.name)))
    if len(tables) == 1:
        return Chosen(tables)
    mapped = [columns(found, titles, profile, gazetteer) for found in tables]
    known = [found for found, its in zip(tables, mapped, strict=True) if _is_known(its)]
    if not known and len({tuple(column.label for column in its) for its in mapped}) == 1 and _differ(tables):
        known = tables
    if not known:
        return Chosen([], doubts=(Unsettled("sheet", "", "", near=tuple(found.sheet.name for found in tables)),))
    return Chosen(known, tuple(found.sheet.name for found in tables if found not in known))


def _named(every: Looked, wanted: Sequence[str], renamed: Mapping[str, str]) -> Chosen:
    """The sheets that a profile names, or says that they are now; those that the file lacks are asked about."""
    out: list[Found] = []
    lacking, now = [], []
    for name in wanted:
        its = _called(every, name)
        if not its and name in renamed:
            its = _called(every, renamed[name])
            now += [(name, found.sheet.name) for found in its]
        if not its:
            lacking.append(name)
        out += [found for found in its if found not in out]
    if lacking:
        near = tuple(found.sheet.name for _, found in every if found and found not in out)
        return Chosen([], doubts=tuple(Unsettled("no_sheet", "", name, near=near) for name in lacking))
    alike = {sheet_name(found.sheet.name) for found in out}
    alike = [sheet.name for sheet, _ in every if sheet.visible and sheet_name(sheet.name) in alike]
    read = {found.sheet.name for found in out}
    return Chosen(out, tuple(name for name in alike if name not in read), renamed=tuple(now))


def _called(every: Looked, name: str) -> list[Found]:
    """The tables of the sheets called exactly so, else so but for the year."""
    exact = [found for sheet, found in every if found and sheet.name.strip() == name.strip()]
    return exact or [found for sheet, found in every if found and sheet_name(sheet.name) == sheet_name(name)]


def seen(every: Looked, read: Sequence[Found], gazetteer: Gazetteer, titles: Titles, profile: Profile) -> list[Seen]:
    """What each sheet of a workbook looks like; nothing of a file with one."""
    if len(every) < 2:
        return []
    out = []
    for sheet, found in every:
        its = columns(found, titles, profile, gazetteer) if found else ()
        labels = [column.label for column in its if column.role not in ("empty", "kommun", "kod")]
        known = sum(column.role in ("value", "indikator") for column in its)
        is_read = any(found is one for one in read)
        kommuner = found.kommuner if found else 0
        out.append(Seen(sheet.name, sheet.height, kommuner, tuple(labels), known, is_read, sheet.visible))
    return out


def _is_known(mapped: Sequence[Column]) -> bool:
    return any(column.why in ("id", "title", "profile") or (column.role == "indikator") for column in mapped)


def _differ(tables: Sequence[Found]) -> bool:
    """Whether the sheets' names say different years or genders."""
    said = [(years_in(found.sheet.name).sure, gender_in(found.sheet.name)) for found in tables]
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
    layouts = {sheet_name(name): layout for name, layout in profile.layouts.items()}
    for found in tables:
        layout = layouts.get(sheet_name(found.sheet.name), {})
        named, titled = years_in(found.sheet.name).sure, () if found.title_years.doubtful else found.title_years.sure
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
        out.append(
            {
                "year": own,
                "years_from": where,
                "titled": against,
                "gender": layout.get("gender") or gender_in(found.sheet.name),
            }
        )
    return out
