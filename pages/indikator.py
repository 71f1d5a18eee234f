"""Indikator: everything about one, for one kommun."""

import streamlit as st

from ojdash import charts, ui
from ojdash.text import changes, over_tid
from ojdash.text import indikator as text

answer = ui.ask("indikator", "kommun", "omrade", "indikator", "year", "gender")
own = ui.own_beside(answer)
figure = charts.position(answer, ui.theme(), own)

left, right = st.columns([5, 3], gap="medium")
with left:
    ui.note(changes.sentence(answer.indikator, answer.change))
    ui.chart(figure, answer, key="position")
    ui.whole_axis(figure, answer)
    ui.status_of(answer)
    ui.note(text.riket(answer))
    ui.note(text.certainty(answer))
    ui.note(over_tid.women_and_men(answer))
    ui.note(text.newer(answer))
    ui.discuss(text.QUESTION)
    ui.table(answer, "year", "value", "n", "signal", "percentile", beside=own)
    ui.own_figures(answer)
    ui.quiet(text.level_says_not(answer))
with right:
    ui.fact_box(answer)
ui.foot(answer)
