"""How a sheet lies: its kommuner under or beside each other, its header where a person says that it is."""

from __future__ import annotations

from collections.abc import Iterable

from ojdash.domain.table import Unsettled
from ojdash.sources.table.cells import clean
from ojdash.sources.table.choosing import Looked, gender_in, sheet_name
from ojdash.sources.table.heads import Found, across, find
from ojdash.sources.table.mapping import Titles
from ojdash.sources.table.places import Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Sheet, turn
from ojdash.sources.table.telling import says_another_measure

MOST_TURNED = 200_000  # cells of a sheet that is turned
MOST_EXAMPLES = 3


def laid(sheets: Iterable[Sheet], gazetteer: Gazetteer, profile: Profile) -> tuple[Looked, list[Unsettled]]:
    """Every sheet as it is read, with the table in it; and which of them lie on their side, if nobody has said so."""
    layouts = {sheet_name(name): layout for name, layout in profile.layouts.items()}
    every, sideways = [], []
    for sheet in sheets:
        layout = layouts.get(sheet_name(sheet.name), {})
        beside = across(sheet, gazetteer) if sheet.height * sheet.width <= MOST_TURNED else None
        if layout.get("turned") and sheet.height * sheet.width <= MOST_TURNED:
            sheet = turn(sheet, beside[0] if beside else 0)
        elif beside and layout.get("turned") is None and sheet.visible and not layout.get("leave_out"):
            sideways.append(_sideways(sheet, *beside, gazetteer))
        every.append((sheet, None if layout.get("leave_out") else find(sheet, gazetteer, layout)))
    return every, sideways


def _sideways(sheet: Sheet, row: int, count: int, gazetteer: Gazetteer) -> Unsettled:
    cells = [clean(cell) for cell in sheet.row(row) if isinstance(cell, str)]
    names = [cell for cell in cells if gazetteer.place(cell).kind == "kommun"]
    return Unsettled("across", sheet.name, ", ".join(names[:MOST_EXAMPLES]), row + 1, more=count)


def of_texts(found: Found, profile: Profile, titles: Titles) -> list[Unsettled]:
    """The questions about texts above a table, or its sheet's name, that may make its values something else."""
    layout = {sheet_name(name): layout for name, layout in profile.layouts.items()}.get(
        sheet_name(found.sheet.name), {}
    )
    if layout.get("above") is False:
        return []
    texts = [text for text in found.titles if says_another_measure(text) and not titles.sure(text)]
    texts = [text for text in texts if text != found.sheet.name or not gender_in(text)]
    return [Unsettled("above", found.sheet.name, " · ".join(texts))] if texts else []


def of_regions(found: Found) -> Unsettled:
    """The question about a table whose places are mostly regions."""
    column = found.sheet.columns[found.kommun].of(slice(found.first, None))
    names = [clean(str(column.different[place])) for place in column.used()[:MOST_EXAMPLES]]
    name = found.sheet.column_name(found.kommun)
    return Unsettled("regions", found.sheet.name, ", ".join(names), None, (name,))
