"""The fields for files, each with the most it takes; what is sent to them goes over plain HTTP (api/uploads.py)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from ojdash.api.uploads import NAME, ROOM, Field, File
from ojdash.text import uploads as text
from ojdash.ui.elements import asset

_MOST_FIELDS = 8  # of a visit: one that is run anew before its end shows those of several pages
_draw = st.components.v2.component(
    "ojdash_file", html='<div class="ojdash-file"></div>', css=asset("file.css"), js=asset("file.js")
)


@contextmanager
def fields_of_page() -> Iterator[None]:
    """While a page runs, its fields are shown; the others go when it has run to its end."""
    fields = _fields()
    for field in fields.values():
        field.shown = False
    try:
        yield
    finally:
        if not isinstance(sys.exception(), RerunException):
            for key in [key for key, field in fields.items() if not field.shown]:
                ROOM.close(fields.pop(key))


def uploader(label: str, megabytes: int, types: Sequence[str], key: str) -> File | None:
    """A field for one file of so many megabytes at the most, and what was sent to it."""
    fields = _fields()
    if key not in fields:
        fields[key] = ROOM.show(_visit(), megabytes, tuple(types))
    while len(fields) > _MOST_FIELDS:
        ROOM.close(fields.pop(next(iter(fields))))
    field = fields[key]
    field.shown = True
    file = field.file
    words = {"label": label, "words": text.WORDS, "large": text.too_large(megabytes), "other": text.other_kind(types)}
    sent = {"name": file.name, "size": len(file.content)} if file else None
    place = {"address": field.address, "header": NAME, "megabytes": megabytes, "types": list(types), "sent": sent}
    _draw(key=f"fil_{field.address}", data=words | place)
    return file


def sent(key: str) -> File | None:
    """What was sent to a field that was shown."""
    field = _fields().get(key)
    return field.file if field else None


def _fields() -> dict[str, Field]:
    """The visit's fields by key, those shown longest first."""
    return st.session_state.setdefault("filer", {})


def _visit() -> str:
    """Streamlit's own id of the visit."""
    ROOM.is_open = st.runtime.get_instance().is_active_session
    return st.runtime.scriptrunner.get_script_run_ctx().session_id
