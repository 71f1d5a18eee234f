"""The front door: the dashboard, and plain HTTP beside it. `streamlit run app.py` serves both."""

import sys
from pathlib import Path

import streamlit as st
import streamlit.logger

from ojdash import settings
from ojdash.api import logs, patience, visitor
from ojdash.api.papers import lifespan
from ojdash.api.routes import middleware, routes
from ojdash.domain import several
from ojdash.domain.errors import SettingError
from ojdash.ui import channel, signed_in

try:
    settings.check()
    signed_in.check()
except SettingError as error:
    sys.exit(str(error))
logs.begin()
if settings.LOG.value == "json":
    streamlit.logger.setup_formatter = logs.to_stderr  # which it asks for each of its loggers, and the server's
    streamlit.logger.update_formatter()
visitor.as_they_ask()
patience.as_we_wait()
channel.in_turn()
channel.asks_nobody()
several.ready()  # before the first visitor, who would wait for it
ENTRY = Path(__file__).parent / "ojdash" / "ui" / "main.py"
app = st.App(ENTRY, routes=routes(signed_in.name_of), middleware=middleware(channel.is_ours), lifespan=lifespan)
