"""The real front door with one page of its own: a form of a few fields. `streamlit run` serves it for test_writing."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ojdash.api.routes import middleware, routes

app = st.App(Path(__file__).parent / "form_page.py", routes=routes(), middleware=middleware())
