"""What people wrote: analyser, every version of their fields, and their addresses; in SQLite or PostgreSQL."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from sqlalchemy import URL

from ojdash.saved import noted
from ojdash.saved.access import GoneError, MayNotError, UnknownError
from ojdash.saved.addresses import stand_in
from ojdash.saved.analyser import Created, Saved
from ojdash.saved.book import BehindError, Book, Coordinator
from ojdash.saved.codes import Opened, is_code
from ojdash.saved.database import Database
from ojdash.saved.files import MOST_FILE
from ojdash.saved.hosting import Field, Hosting, Listed
from ojdash.saved.settings import database_folder, database_url, is_read_only, owners_erase
from ojdash.saved.turns import MOST_WAITING
from ojdash.saved.writing import Kept, Version

__all__ = [
    "MOST_FILE",
    "MOST_WAITING",
    "BehindError",
    "Book",
    "Coordinator",
    "Created",
    "Field",
    "GoneError",
    "Hosting",
    "Kept",
    "Listed",
    "MayNotError",
    "Opened",
    "Saved",
    "UnknownError",
    "Version",
    "is_begun",
    "is_code",
    "is_read_only",
    "named_editions",
    "open_saved",
    "owners_erase",
    "stand_in",
]

_shared: dict[tuple[int, str], Saved] = {}
_opening = threading.Lock()


def open_saved(data: Path | None = None) -> Saved:
    """What people wrote: in the database that OJDASH_DATABASE_URL names, else in SQLite under the data folder.

    Made and migrated the first time, then shared by all who open the same in this process.

    Raises  SavedError  it can't be reached or made, is newer than the code, or has lost what it held
    """
    url = database_url(data)
    key = _key(url)
    with _opening:
        if key not in _shared:
            _shared[key] = Saved(Database(url, database_folder(data)))
        return _shared[key]


def named_editions(data: Path) -> frozenset[str]:
    """The ids of the editions that analyser were made on; none where nobody has written, and nothing is made then.

    Raises  SavedError  it can't be asked
    """
    return open_saved(data).editions() if is_begun(data) else frozenset()


def is_begun(data: Path) -> bool:
    """Whether there may be anything written at all; to ask makes nothing.

    Raises  SavedError  OJDASH_DATABASE_URL names no database
    """
    url = database_url(data)
    if url.get_backend_name() != "sqlite" or _key(url) in _shared:  # whose folder may be gone since
        return True
    try:
        return Path(url.database).exists() or noted.is_noted(Path(url.database).parent, url)
    except OSError:  # to open it says why
        return True


def _key(url: URL) -> tuple[int, str]:
    return os.getpid(), url.render_as_string(hide_password=False)
