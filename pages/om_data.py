"""Om data: edition, what it changed, sources, coverage, terms, glossary, and the same answers over HTTP."""

import streamlit as st

from ojdash import ui
from ojdash.text import delning, editions, glossary, levels
from ojdash.text import om_data as text

answer = ui.ask("om_data", "omrade")

ui.table_in()
st.header(text.EDITION, anchor=False)
ui.pairs(text.edition(answer))
st.header(editions.CHANGED, anchor=False)
ui.changes(answer)
st.header(editions.HEADING, anchor=False)
ui.quiet(editions.READ)
ui.editions(answer)
ui.who_reads_tables_in()
st.header(text.COVERAGE, anchor=False)
ui.quiet(text.COVERAGE_READ)
ui.grid(*text.coverage(answer))
st.header(text.MISSING, anchor=False)
ui.pairs(text.missing(answer))
st.header(text.COLOURS, anchor=False)
st.markdown(levels.rule_in_sentences(answer.rule))
st.markdown(text.CHANGES)
ui.method_link(answer)
st.header(text.TERMS, anchor=False)
st.markdown(text.terms(answer))
st.header(delning.WRITTEN, anchor=False)
ui.note(delning.KEPT)
st.header(text.GLOSSARY, anchor=False)
ui.pairs(glossary.GLOSSARY)
ui.discuss(text.QUESTION)
ui.folded_pairs(text.TECHNICIANS, text.HTTP_READ, text.http(answer))
ui.foot(answer)
