"""Every field that a person or a source fills, from the types that hold them: a new field is here by itself."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

from ojdash import domain, settings
from ojdash.domain.analys import Author, Erasure
from ojdash.domain.arshjul import National
from ojdash.domain.delivery import Delivery, Source
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.own import Own, Unread
from ojdash.domain.places import CHOICES, PLACES
from ojdash.domain.report import Cover
from ojdash.domain.status import Status
from ojdash.links import PARAMETERS

# What holds words of others. Every other type of the domain only passes these on, or holds codes and words of ours.
HOLDS = (Indikator, Brott, Kommun, Source, Delivery, National, Status, Author, Erasure, Cover, Own, Unread)
PASSES_ON = {
    *("Written", "Item", "Code", "Analys", "Value", "Answer", "Revision", "Moment", "Arshjul", "Change", "Liknande"),
    *("AntalSvar", "Edition", "Redefined", "Differences", "Wrong", "Altered", "Fall", "Deviation", "Evidence", "Row"),
    *("Joint", "Form", "Group", "IndikatorOf", "Hint", "Said", "Stand", "Laget", "View", "Meeting", "OwnValue"),
    *("Question", "Counted", "Outside", "Rehearsal", "Place", "Comment", "Finding", "Report", "Chosen", "Basket"),
    *("YearReport", "News", "Last", "Mark", "Asked", "Signed", "Walk", "Marks"),
    # A table while it is read in: tests/pages/test_tables_in.py and tests/sources/test_table_hostile.py.
    *("Column", "Unsettled", "Settled", "Part", "GridRow", "Grid", "Seen", "Reading"),
}
# Fields of HOLDS that are codes, days or signs of ours, and what keeps a text out of each.
CODES = {
    **dict.fromkeys(("Indikator.id", "Indikator.omrade", "Indikator.antal_svar"), "catalogue: ids and codes"),
    **dict.fromkeys(("Kommun.kod", "Kommun.kommungrupp"), "four digits; a code of KOMMUNGRUPPER, else unknown"),
    **dict.fromkeys(("Source.kind", "Source.fetched_at"), "our own word; a moment of our own clock"),
    **dict.fromkeys(("Delivery.kept", "Delivery.observations"), "ids; numbers and kinds of missing"),
    **dict.fromkeys(("National.id", "National.omraden"), "never shown; codes"),
    **dict.fromkeys(("Status.indikator", "Status.kommun", "Status.lage"), "domain.status.fault"),
    **dict.fromkeys(("Status.at", "Status.missing", "Status.gender", "Status.utgava"), "filled in by us"),
    **dict.fromkeys(("Erasure.place", "Erasure.at"), "a place that is there; our own clock"),
    **dict.fromkeys(("Cover.datum", "Cover.lage"), "Cover.__post_init__"),
    "Unread.cell": "an address of a cell, spelled by us",
}
_WRITTEN = ("text", "rad")  # the kinds of places that take any words


def held() -> set[str]:
    """The names of all fields that take words: `Indikator.title`, `rad/<year>/...`, `OJDASH_HOST`, `adress.kommun`."""
    typed = {f"{kind.__name__}.{name}" for kind in HOLDS for name in _texts(kind)}
    written = {place for place, kind in PLACES.items() if kind in _WRITTEN}
    return (
        (typed - set(CODES))
        | written
        | settings_held()
        | {f"adress.{name}" for name in PARAMETERS}
        | {"Coordinator.name"}
    )


def settings_held() -> set[str]:
    """The settings of words that a visitor may see."""
    return {setting.name for setting in settings.SETTINGS if setting.kind.name == "text"} - NEVER_SHOWN


# Settings that only the machine reads.
NEVER_SHOWN = {"OJDASH_DATA", "OJDASH_DATABASE_URL", "OJDASH_CONTACT"}


def unclassified() -> set[str]:
    """Types of the domain with words in them that are neither in HOLDS nor in PASSES_ON, and kinds of places."""
    known = {kind.__name__ for kind in HOLDS} | PASSES_ON
    with_words = {kind.__name__ for kind in _types() if any(_texts(kind)) and not kind.__name__.startswith("_")}
    coded = {*CHOICES, *_WRITTEN, "datum", "tal", "year", "kommun", "kommuner", "utbyte", "item", "lank", "ordning"}
    coded |= {"indikator", "indikatorer", "omrade", "utgava", "peers"}
    return (with_words - known) | (set(PLACES.values()) - coded)


def _types() -> Iterator[type]:
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        here = import_module(module.name)
        yield from (kind for kind in vars(here).values() if isinstance(kind, type) and is_dataclass(kind))


def _texts(kind: type) -> Iterator[str]:
    return (field.name for field in fields(kind) if "str" in str(field.type))
