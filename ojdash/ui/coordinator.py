"""Whether this browser is a coordinator's: by the cookie that the address set, asked of the database each time."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from ojdash import saved
from ojdash.api.coordinator import COOKIE
from ojdash.domain.errors import SavedError
from ojdash.domain.status import Status
from ojdash.store import data_folder
from ojdash.text import coordinator as text
from ojdash.text import signed_in as signing
from ojdash.ui import signed_in
from ojdash.ui.opened import client, place


@dataclass(frozen=True, slots=True)
class Writer:
    """A coordinator in this browser. The token is shown nowhere, and asked of the database at every use."""

    name: str
    _token: str = field(repr=False)

    def check(self) -> None:
        """That the address still works, asked right before something is written.

        Raises  SavedError  it was withdrawn, the site only shows, or the database can't be asked
        """
        if saved.is_read_only():
            raise SavedError(text.READ_ONLY)
        if signed_in.is_needed():
            raise SavedError(signing.NEEDED)
        place().book.open(self._token, client())

    def set(self, status: Status, base: int) -> Status:
        """Say something of a value, on top of version `base` of what was said.

        Raises  SavedError  see saved.Book.set
        """
        return place().book.set(self._token, status, base, client(), signed_in.name())


def coordinator() -> Writer | None:
    """The coordinator whose browser this is, or None: no cookie, one that is withdrawn, or a site that only shows."""
    token = _token()
    if not token or saved.is_read_only() or signed_in.is_needed():
        return None
    try:
        if not saved.is_begun(data_folder()):
            return None
        return Writer(place().book.open(token, client()).name, token)
    except SavedError:
        return None


def must_sign_in() -> bool:
    """Whether this browser is to be a coordinator's, if only its visitor signs in."""
    return bool(_token()) and signed_in.is_needed() and not saved.is_read_only()


def who_may() -> str:
    """What is said where this browser may not write."""
    if saved.is_read_only():
        return text.READ_ONLY
    return f"{text.WHO_MAY} {signing.NEEDED}" if signed_in.is_needed() else text.WHO_MAY


def _token() -> str:
    return st.context.cookies.get(COOKIE, "")
