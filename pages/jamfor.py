"""Jämför: one kommun beside others on one indikator."""

import streamlit as st

from ojdash import charts, ui
from ojdash.text import changes
from ojdash.text import indikator as about
from ojdash.text import jamfor as text

answer = ui.ask("jamfor", "kommun", "omrade", "indikator", "peers", "year")
own = ui.own_beside(answer)
figure = charts.compared(answer, ui.theme(), own)

left, right = st.columns([5, 3], gap="medium")
with left:
    ui.chart(figure, answer, key="beside")
    ui.whole_axis(figure, answer)
    ui.note(text.with_own(answer))
    ui.note(about.in_funnel(answer))
    ui.quiet(text.far_ends(answer))
    ui.note(text.group_note(answer))
    ui.note(changes.sentence(answer.indikator, answer.change))
    ui.note(about.newer(answer))
    ui.discuss(text.QUESTION)
    ui.table(answer, *text.columns(answer), beside=own)
    ui.own_figures(answer)
    ui.quiet(text.members(answer))
with right:
    ui.pick_figure(answer)
    ui.pick_here("gender")
    ui.fact_box(answer)
ui.foot(answer)
