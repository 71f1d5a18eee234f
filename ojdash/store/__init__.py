"""That values lie in Parquet and are asked for in SQL; editions, and their publishing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ojdash import settings
from ojdash.domain.errors import DataError, QuestionError
from ojdash.store.concerning import of_kommuner
from ojdash.store.differing import differences
from ojdash.store.edition import Store
from ojdash.store.layout import MANIFEST
from ojdash.store.listing import before, listed
from ojdash.store.manifest import edition_folder, read_current
from ojdash.store.origins import source_of
from ojdash.store.pruning import freed, prunable, prune
from ojdash.store.publishing import Published, alone, make_current, publish
from ojdash.store.whole import checked
from ojdash.text import broken, problems

__all__ = [
    "Published",
    "Store",
    "alone",
    "before",
    "checked",
    "current",
    "data_folder",
    "differences",
    "editions",
    "freed",
    "listed",
    "make_current",
    "of_kommuner",
    "open_apart",
    "open_edition",
    "prunable",
    "prune",
    "publish",
    "source_of",
]

SHIPPED = Path(__file__).parents[2] / "data"


def data_folder(chosen: str | None = None) -> Path:
    """The data folder: the chosen one or OJDASH_DATA, made if it is not there; else the shipped one."""
    named = chosen or settings.DATA.value
    if not named:
        return SHIPPED
    data = Path(named)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(broken.no_folder(data, broken.why_not(error))) from error
    return data


def current(data: Path) -> str | None:
    """The id of the edition that is current in a data folder, or None where nothing is published."""
    return read_current(data)


def editions(data: Path) -> list[str]:
    """The ids of the whole editions in a data folder, in order of name."""
    return sorted(path.parent.name for path in (data / "editions").glob(f"[!.]*/{MANIFEST}"))


def open_edition(data: Path, id: str | None = None) -> Store:
    """The edition of an id, or the current one; opened once and shared.

    Raises  QuestionError  no edition has that id;  DataError  nothing is published, or `current` names nothing whole
    """
    wanted = id or read_current(data)
    if wanted is None:
        raise DataError(broken.nothing_published(data / "editions", data), broken.NOTHING_YET)
    if id is not None:
        _check_known(data, id)
    return _opened(data, wanted)


def open_apart(data: Path, id: str) -> Store:
    """The edition of an id, for one who asks it once: it is not kept, and takes no kept one's room.

    Raises  QuestionError  no edition has that id;  DataError  it is not whole
    """
    _check_known(data, id)
    return Store(edition_folder(data, id))


@lru_cache(maxsize=8)
def _opened(data: Path, id: str) -> Store:
    return Store(edition_folder(data, id))


def _check_known(data: Path, id: str) -> None:
    if not (re.fullmatch(r"[a-z0-9-]+", id) and edition_folder(data, id).is_dir()):
        raise QuestionError(problems.utgava(id, editions(data)))
