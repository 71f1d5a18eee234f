"""År för år: the whole series, two years of it, and the three questions to talk about."""

import streamlit as st

from ojdash import charts, ui
from ojdash.text import over_tid as text

answer = ui.ask("over_tid", "kommun", "omrade", "indikator", "peers", "year")
own = ui.own_beside(answer)
figure = charts.years(answer, ui.theme(), ui.events(answer), own)

left, right = st.columns([5, 3], gap="medium")
with left:
    ui.chart(figure, answer, key="years")
    ui.whole_axis(figure, answer)
    ui.events_list(answer)
    ui.note(text.women_and_men(answer))
    ui.quiet(text.reading(answer))
    ui.discuss(text.QUESTION)
    ui.table(answer, "namn", "year", "value", "n", "signal", "percentile", beside=own)
    ui.own_figures(answer)
with right:
    ui.pick_here("from_year", "gender")
    ui.questions(text.THREE_TITLE, text.three(answer), text.THREE_FIRST)
    ui.fact_box(answer)
ui.foot(answer)
