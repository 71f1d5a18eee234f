"""Which databases were made, one a line in a file under the data folder.

A database that is empty tells nobody that it held something. This does: what is noted is never made anew.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

FILE = "databases.txt"


def name_of(url: URL) -> str:
    """What a database is noted as: its file, or its server and name, without user and password."""
    if url.get_backend_name() == "sqlite":
        return Path(url.database).name
    host, port = url.host or url.query.get("host", ""), url.port or url.query.get("port", "")
    return " ".join(f"postgresql {host}:{port}/{url.database}".split())


def is_noted(folder: Path, url: URL) -> bool:
    """Whether a database was made.

    Raises  OSError  the folder does not say
    """
    try:
        return name_of(url) in (folder / FILE).read_text("utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return False


def note(folder: Path, url: URL) -> None:
    """Note that a database was made.

    Raises  OSError  the folder can't be written
    """
    if not is_noted(folder, url):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(f"{name_of(url)}\n")
