"""A page whose runs take their turns as the dashboard's do. `streamlit run` serves it for test_turns."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ojdash.ui import channel

channel.in_turn()
app = st.App(Path(__file__).parent / "turn_page.py")
