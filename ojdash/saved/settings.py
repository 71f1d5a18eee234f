"""What the environment says of where and whether people write."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ojdash import settings, store
from ojdash.domain.errors import ReadOnlyError, SavedError, SignInError
from ojdash.text import saved as text


def is_read_only() -> bool:
    """Whether this site only shows (OJDASH_READ_ONLY)."""
    return settings.READ_ONLY.value


def owners_erase() -> bool:
    """Whether who owns an analys may erase in it (OJDASH_ERASE=owner); else only who hosts may."""
    return settings.ERASE.value == "owner"


def keep_months() -> int:
    """How many months an analys is kept after it was last written in (OJDASH_KEEP_MONTHS); 0: for ever."""
    return settings.KEEP_MONTHS.value


def spelled(now: datetime) -> str:
    """A moment as it is kept."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check_writable() -> None:
    """Raises  ReadOnlyError  this site only shows"""
    if is_read_only():
        raise ReadOnlyError(text.READ_ONLY)


def check_signed_in(verified: str) -> None:
    """Raises  SignInError  writing needs a sign-in (OJDASH_SIGN_IN), and there is no name of one"""
    if settings.SIGN_IN.value and not verified:
        raise SignInError(text.NEEDS_SIGN_IN)


def database_folder(data: Path | None = None) -> Path:
    """Where SQLite's file lies, and what says which databases were made."""
    return (data or store.data_folder()) / "saved"


def database_url(data: Path | None = None) -> URL:
    """The database that OJDASH_DATABASE_URL names, else a file under the data folder.

    Raises  SavedError  it names none that can be used
    """
    said = settings.DATABASE_URL.value
    if not said:
        return URL.create("sqlite", database=str(database_folder(data) / "analyser.sqlite"))
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):
        raise SavedError(text.BAD_URL) from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise SavedError(text.BAD_URL)
