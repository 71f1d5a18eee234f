"""The front door: the dashboard, and plain HTTP beside it. `streamlit run app.py` serves both."""

from pathlib import Path

import streamlit as st

from ojdash.api.routes import middleware, routes
from ojdash.domain import several

several.ready()  # before the first visitor, who would wait for it
app = st.App(Path(__file__).parent / "ojdash" / "ui" / "main.py", routes=routes(), middleware=middleware())
