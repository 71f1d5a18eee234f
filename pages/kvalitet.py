"""Kvalitet: what is worth checking before the figures are used, how sure that is, and whom to ask."""

import streamlit as st

from ojdash import ui
from ojdash.text import kvalitet as text

answer = ui.ask("kvalitet", "kommun", "omrade", "peers", "year")

if answer.counts["controlled"]:
    st.header(text.OWN, anchor=False)
    ui.own_flags(answer)
    ui.quiet(text.NOT_ERROR)
    ui.untried(answer)
    st.header(text.OTHERS, anchor=False)
    ui.quiet(text.in_group(answer))
    ui.group_flags(answer)
    st.header(text.WHOLE, anchor=False)
    ui.quiet(text.WHOLE_READ)
    ui.whole_flags(answer)
    ui.grid(*text.counts(answer))
ui.statuses(answer)
st.header(text.WHY, anchor=False)
ui.chain()
ui.quiet(text.CHAIN_READ)
ui.discuss(text.QUESTION)
ui.rules(answer)
ui.foot(answer)
