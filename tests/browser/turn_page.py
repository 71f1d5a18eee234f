"""Counts presses; a visit by `?slow=FILE` runs for as long as the file is there."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st

slow = st.query_params.get("slow")
st.write(f"Körs: {'länge' if slow else 'kort'}")
sign = st.empty()
while slow and Path(slow).exists():
    time.sleep(0.05)
    sign.write("…")  # where Streamlit would let go of a run for a newer one
pressed = st.session_state.setdefault("pressed", 0) + st.button("Tryck")
st.session_state["pressed"] = pressed
name = st.text_input("Namn")
st.write(f"Tryckt: {pressed}, namn: {name}")
