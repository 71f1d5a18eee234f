"""Om data: edition, what it changed, sources, coverage, terms, glossary, and the same answers over HTTP."""

from ojdash import ui
from ojdash.text import delning, editions, glossary, levels
from ojdash.text import om_data as text

answer = ui.ask("om_data", "omrade")

ui.table_in()
ui.header(text.EDITION)
ui.pairs(text.edition(answer))
ui.header(editions.CHANGED)
ui.changes(answer)
ui.header(editions.HEADING)
ui.quiet(editions.READ)
ui.editions(answer)
ui.who_reads_tables_in()
ui.header(text.COVERAGE)
ui.quiet(text.COVERAGE_READ)
ui.grid(*text.coverage(answer))
ui.header(text.MISSING)
ui.pairs(text.missing(answer))
ui.header(text.COLOURS)
ui.marked(levels.rule_in_sentences(answer.rule))
ui.marked(text.CHANGES)
ui.method_link(answer)
ui.header(text.TERMS)
ui.marked(text.terms(answer))
ui.header(delning.WRITTEN)
ui.note(delning.KEPT)
ui.header(text.GLOSSARY)
ui.pairs(glossary.GLOSSARY)
ui.discuss(text.QUESTION)
ui.folded_pairs(text.TECHNICIANS, text.HTTP_READ, text.http(answer))
ui.foot(answer)
