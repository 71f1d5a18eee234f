"""Streamlit's uploaders, each with the most it takes: a file is taken only where one is shown (api/uploads.py)."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ojdash.api.uploads import MEGABYTE, VISITS


def begin() -> None:
    """A page is about to run: what it shows is counted anew."""
    if visit := _visit():
        runtime = st.runtime.get_instance()
        sent = runtime.uploaded_file_mgr
        VISITS.files, VISITS.let_go = sent.file_storage, sent.remove_session_files
        VISITS.is_open = runtime.is_active_session
        VISITS.begin(visit)


def uploader(label: str, megabytes: int, **more: Any) -> Any:
    """A field for one file of so many megabytes at the most."""
    if visit := _visit():
        VISITS.show(visit, label, megabytes * MEGABYTE)
    return st.file_uploader(label, max_upload_size=megabytes, **more)


def _visit() -> str | None:
    """Streamlit's own id of the visit; None where no server runs."""
    return st.runtime.scriptrunner.get_script_run_ctx().session_id if st.runtime.exists() else None
