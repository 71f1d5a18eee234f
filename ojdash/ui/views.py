"""What every page has: heading and answer, fact box, table, source, files, share, and the notices above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import quote

import streamlit as st

from ojdash import answers, export, links, text
from ojdash.charts import Chart
from ojdash.domain.answer import Answer, each, whole
from ojdash.domain.errors import DataError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kept import kept
from ojdash.domain.own import OwnValue
from ojdash.domain.question import ABOUT, Question
from ojdash.domain.web_address import followed
from ojdash.export.beside import Beside
from ojdash.export.beside import beside as rows_beside
from ojdash.store import Store, current, data_folder, open_edition
from ojdash.text import changes, gender, page, statuses
from ojdash.text import charts as axis
from ojdash.text import files as file_words
from ojdash.text import own as own_text
from ojdash.text.rows import cell, columns_of, heading
from ojdash.text.sa_raknar_vi import Section
from ojdash.ui import plain
from ojdash.ui.address import moved, whole_link
from ojdash.ui.elements import file_rows, html, paragraph, sheet
from ojdash.ui.opened import fitting, opened
from ojdash.ui.own import brought
from ojdash.ui.written import agreed_readings


def head(answer: Answer, store: Store) -> None:
    """Title and answer; above them what the reader must be told."""
    if answer.simulated:
        band()
    for notice in [*st.session_state["told"], *_older_edition(answer, store)]:
        told(notice)
    plain.tab(text.title(answer))
    plain.title(text.title(answer))
    if answer.indikator is not None and answer.question.page != "indikator":
        paragraph(answer.indikator.heading, "ojdash-note")
    doubts = statuses.shown(answer)
    paragraph(text.sentence(answer).removesuffix(doubts).rstrip(), "ojdash-answer")
    if doubts:
        _doubts(answer, doubts)


def _doubts(answer: Answer, sentence: str) -> None:
    """Which values a view of many has in doubt, each a link to everything about it."""
    sentence = escape(sentence)
    for status in statuses.in_view(answer)[: statuses.MOST_NAMED]:
        to = answer.question.but(page="indikator", kommun=status.kommun, indikator=status.indikator, year=status.year)
        name = escape(statuses.called_value(answer, status))
        sentence = sentence.replace(name, f'<a data-ojdash="1" href="{escape(links.address(to))}">{name}</a>', 1)
    sheet(f"<p>{sentence}</p>", key="doubts")


def band() -> None:
    """That the values are made up: it stays."""
    html(f'<div class="ojdash-band" role="note">{page.EXAMPLE_BAND}</div>')


def told(notice: str) -> None:
    """A notice. Never as Markdown: it may quote what stood in the address, and a link can be made by anyone."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in notice.split("\n"))
    html(f'<div class="ojdash-told" role="status">{lines}</div>')


def note(sentence: str) -> None:
    """A sentence beside the answer."""
    paragraph(sentence, "ojdash-note")


def quiet(sentence: str) -> None:
    """A sentence for who wants to know more."""
    paragraph(sentence, "ojdash-quiet")


def discuss(question: str) -> None:
    """The question that a view ends in."""
    html(f'<div class="ojdash-discuss" role="note"><strong>{page.DISCUSS}.</strong> {escape(question)}</div>')


def menu(question: Question) -> None:
    """The pages, each a link with the question kept: one step in the history, and Back leads back."""
    state = st.session_state
    if question.page == "oversikt":
        state["all_omraden"] = question.omrade is None
    items = []
    for name, words_of_page in text.MENU.items():
        to = moved(question, name).but(analys=fitting(name, question.analys))
        if name == "oversikt" and state.get("all_omraden"):
            to = to.but(omrade=None)  # an indikator has an area; whoever came from all of them goes back to all
        here = ' aria-current="page"' if name == question.page else ""
        items.append(f'<a data-ojdash="1" href="{escape(links.address(to))}"{here}>{words_of_page.NAME}</a>')
    sheet(f'<nav class="pages" aria-label="{page.PAGES}">{"".join(items)}</nav>', key="menu")


def whole_axis(drawn: Chart, answer: Answer) -> None:
    """Under a figure whose axis spans what is drawn: the way to the whole axis; under a whole one the way back."""
    question = answer.question
    is_funnel = question.figur is not None and answer.funnel is not None
    if not drawn.is_cut and (question.axel is None or is_funnel or answer.indikator.is_coded):
        return
    said, axel = (axis.whole_axis(answer.indikator), "hel") if drawn.is_cut else (axis.SPANNING, None)
    to = escape(links.address(st.session_state["question"].but(axel=axel)))
    sheet(f'<div class="row screen"><a data-ojdash="1" href="{to}">{said}</a></div>', key="whole_axis")


def fact_box(answer: Answer) -> None:
    """The four headings and what the indikator does not show."""
    html(
        f'<section class="ojdash-facts" aria-label="{page.FACTS}"><h2>{page.FACTS}</h2>'
        f"{_facts(answer, answer.indikator)}</section>"
    )


def fact_boxes(answer: Answer, ids: Iterable[str]) -> None:
    """The fact box of each indikator in a view of many, folded."""
    boxes = "".join(
        f'<details class="ojdash-details ojdash-facts"><summary>{escape(indikator.heading)}</summary>'
        f"{_facts(answer, indikator)}</details>"
        for indikator in (answer.indikatorer[id] for id in ids)
    )
    if boxes:
        html(f'<details class="ojdash-details"><summary>{page.FACTS_OF_ALL}</summary>{boxes}</details>')


def _facts(answer: Answer, indikator: Indikator) -> str:
    facts = "".join(
        f"<dt>{head}</dt><dd>{escape(page.fact(indikator, name))}</dd>" for name, head in page.FACT_BOX.items()
    )
    broken = "".join(
        f"<p class='ojdash-quiet'><strong>{escape(line)}</strong></p>" for line in page.breaks(indikator, answer.years)
    )
    source = escape(indikator.source)
    if to := followed(indikator.source_url):
        source = f'<a href="{escape(to)}" rel="noopener">{source}</a>'
    in_short = escape(page.facts_in_short(indikator))
    analys = opened()
    agreed = agreed_readings(analys.readings(indikator.id)) if analys else ""
    return f'{broken}<p class="ojdash-quiet">{in_short}</p><dl>{facts}</dl>{agreed}<p class="ojdash-quiet">{source}</p>'


def table(answer: Answer, *columns: str, beside: Sequence[OwnValue] = ()) -> None:
    """The table behind the figure, closed until asked for; `beside` are the visit's own figures, the last rows."""
    columns = columns_of(answer, columns)
    heads = "".join(f'<th scope="col" class="{_align(name)}">{heading(answer, name)}</th>' for name in columns)
    body = (_kept_body if len(answer.rows) <= _MOST_ROWS_KEPT else _body)(answer, columns)
    body += "".join(_beside_row(answer, row_beside, columns) for row_beside in rows_beside(answer))
    body += "".join(_own_row(answer, own_value, columns) for own_value in beside)
    count = f"{len(answer.rows)}{own_text.rows(len(beside))}"
    name = gender.added(page.TABLE, answer.question.gender)
    html(
        f'<details class="ojdash-details"><summary>{name} ({count})</summary>'
        f'<div class="ojdash-table" tabindex="0" role="region" aria-label="{name}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def lines(answer: Answer, rows: Iterable[Any], key: str) -> None:
    """One line an indikator (named tuples of the answer's rows), each a link to everything about it."""
    items = "".join(_line(answer, row) for row in rows)
    sheet(f'<ul class="lines">{items}</ul>', key, picture_of=answer)


def questions(heading: str, answered_questions: list[tuple[str, str]], first: str) -> None:
    """Questions to talk about, each with what the figures say to it."""
    items = "".join(f"<dt>{escape(question)}</dt><dd>{escape(answer)}</dd>" for question, answer in answered_questions)
    html(
        f'<section class="ojdash-facts" aria-label="{escape(heading)}"><h2>{escape(heading)}</h2>'
        f"<dl>{items}</dl><p class='ojdash-quiet'>{escape(first)}</p></section>"
    )


def folded_pairs(heading: str, read: str, meanings: dict[str, str]) -> None:
    """Pairs that few look for, closed until asked for."""
    html(
        f'<details class="ojdash-details"><summary>{escape(heading)}</summary>'
        f'<p class="ojdash-quiet">{escape(read)}</p>{_pairs(meanings)}</details>'
    )


def pairs(meanings: dict[str, str]) -> None:
    """Words and what they mean, one pair a line."""
    html(_pairs(meanings))


def _pairs(meanings: dict[str, str]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in meanings.items()
    )
    return f'<div class="ojdash-table ojdash-pairs"><table><tbody>{rows}</tbody></table></div>'


def grid(heads: list[str], rows: list[list[str]]) -> None:
    """A plain table: the first column names the row, the others are numbers."""
    top = "".join(
        f'<th scope="col" class="{"number" if n else ""}">{escape(head)}</th>' for n, head in enumerate(heads)
    )
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f'<td class="number">{escape(c)}</td>' for c in rest)
        for first, *rest in rows
    )
    html(
        f'<div class="ojdash-table" tabindex="0" role="region" aria-label="{escape(heads[0])}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded(heading: str, content: str, css: str) -> None:
    """A part that is read once: open at first sight of the heading."""
    sheet(f"<details open><summary><strong>{escape(heading)}</strong></summary>{content}</details>", "folded", css)


def foot(answer: Answer) -> None:
    """Source, the files, and the link that shows this very view next year."""
    quiet(page.source(answer))
    pinned = answer.question.but(utgava=answer.edition)
    method = "" if pinned.page == "sa_raknar_vi" else _method_link(answer.question)
    here = links.address(pinned, pinned=True)
    link = whole_link(pinned)
    html(f'<p class="ojdash-print">{escape(page.printed(link, date.today()))}</p>')
    files = "".join(
        f'<a href="api/{pinned.page}.{kind}?{escape(here.partition("?")[2])}" download>{file_words.NAMES[kind]}</a>'
        for kind in export.formats(pinned.page)
    )
    got = file_rows(f'<div class="row">{page.GET}: {files}</div>') if files else ""
    mail_text = page.share_text(text.whole_title(answer), text.sentence(answer), link)
    mail = f"mailto:?subject={quote(text.whole_title(answer))}&body={quote(mail_text)}"
    sheet(
        f'<div class="screen">{method}{got}'
        f'<details class="share"><summary><strong>{page.SHARE}</strong></summary>'
        f"<p>{page.share_read(pinned.year is not None)}</p>"
        f"{f'<p>{own_text.NOT_IN_FILES}</p>' if brought(answer) else ''}"
        f"<pre>{escape(link)}</pre>{copy_button(link, page.COPY_LINK)} "
        f"<p>{page.SHARE_TEXT}</p><pre>{escape(mail_text)}</pre>{copy_button(mail_text, page.COPY_TEXT)} "
        f'<a href="{escape(mail)}">{page.MAIL}</a></details></div>',
        key="foot",
    )


def method(sections: Sequence[Section]) -> None:
    """Every rule under a heading of its own: what it says, its formula, an example, its source."""
    for section in sections:
        plain.header(section.heading)
        notes = "".join(f'<p class="ojdash-note">{escape(line)}</p>' for line in section.sentences)
        formula = f'<pre class="ojdash-formula">{escape(section.formula)}</pre>' if section.formula else ""
        example = f'<p class="ojdash-note"><strong>{page.FOR_EXAMPLE}:</strong> {escape(section.example)}</p>'
        source = f'<p class="ojdash-quiet">{page.SOURCE}: {escape(section.source)}</p>' if section.source else ""
        html(f"{notes}{formula}{example if section.example else ''}{source}")


def method_link(answer: Answer) -> None:
    """The way to how everything is reckoned, where its words stand."""
    sheet(_method_link(answer.question), key="method")


def _method_link(question: Question) -> str:
    to = escape(links.address(moved(question, "sa_raknar_vi")))
    return f'<div class="row"><a data-ojdash="1" href="{to}">{page.METHOD}</a></div>'


def copy_button(copied: str, name: str) -> str:
    """A button that copies a text."""
    return f'<button type="button" data-copy="{escape(copied)}" data-copied="{page.COPIED}">{name}</button>'


def _older_edition(answer: Answer, store: Store) -> list[str]:
    """What is told of a pinned edition that is not the newest: which it is, and what the newest says to the same."""
    newest = current(data_folder())
    if newest is None or store.id == newest:
        return []
    sentences = [page.older_edition(store.id, newest)]
    try:
        newer = open_edition(data_folder())
        if newer.simulated == store.simulated:
            sentences += _compared(answer, newer)
    except DataError:
        pass  # what is shown is whole; that the newest can't be read is told where it is shown
    return ["\n".join(sentences)]


def _compared(answer: Answer, newer: Store) -> list[str]:
    question, problems = answers.settle(newer, answer.question.but(utgava=None))
    if problems or answer.question.page in ABOUT:
        return problems[:1]
    now = answers.answer(newer, question)
    if answer.question.page == "kvalitet":
        return [] if answers.is_same(answer, now) else [text.kvalitet.other_flags(text.sentence(now))]
    changed = answers.revisions(answer, now)
    if not changed:
        same = answers.is_same(answer, now)
        return [page.unchanged() if same else page.others_changed(text.sentence(now))]
    return [page.revised(len(changed))] + [
        page.revision(
            answer.indikatorer[revision.indikator], revision.namn, revision.year, revision.before, revision.after
        )
        for revision in changed[: page.MOST_REVISIONS]
    ]


def _align(name: str) -> str:
    return "number" if name in ("value", "n", "percentile", "change") else ""


def _body(answer: Answer, columns: tuple[str, ...]) -> str:
    own = answer.kommun.kod if answer.rows["kommun"].nunique() > 1 else None
    starts = [(name, f'<td class="{_align(name)}">') for name in columns]
    lines = []
    for row in each(answer.rows):
        cells = "".join(f"{start}{escape(cell(answer, row, name))}</td>" for name, start in starts)
        is_own = ' class="own"' if row.kommun == own else ""
        lines.append(f"<tr{is_own}>{cells}</tr>")
    return "".join(lines)


# An answer's table is the same for every visitor, and takes longer to spell than the rest of its page.
_kept_body = answers.keeps_words(kept("rows of tables")(_body))
_MOST_ROWS_KEPT = 400  # some 100 kB


def _beside_row(answer: Answer, row_beside: Beside, columns: tuple[str, ...]) -> str:
    """A median, riket or who answers, as the figure and the files have it."""
    cell_of = row_beside.cells(answer)
    cell_of |= {} if "namn" in columns else {columns[0]: f"{row_beside.called} {row_beside.year}"}
    cells = "".join(f'<td class="{_align(name)}">{escape(cell_of.get(name, ""))}</td>' for name in columns)
    return f"<tr>{cells}</tr>"


def _own_row(answer: Answer, own_value: OwnValue, columns: tuple[str, ...]) -> str:
    named = dict(zip(answer.rows["kommun"], answer.rows["namn"], strict=True)) | {answer.kommun.kod: answer.kommun.namn}
    cells_of = ((name, own_text.cell(name, named[own_value.kommun], answer, own_value)) for name in columns)
    cells = "".join(f'<td class="{_align(name)}">{escape(spelled)}</td>' for name, spelled in cells_of)
    return f"<tr>{cells}</tr>"


def _line(answer: Answer, row: object) -> str:
    indikator = answer.indikatorer[row.indikator]
    pinned = answer.question.year is not None and answer.question.year < answer.years[-1]
    year = whole(row.year) if pinned else None
    to = answer.question.but(page="indikator", indikator=indikator.id, omrade=indikator.omrade, year=year)
    value, year = cell(answer, row, "value"), whole(row.year)
    moved = text.oversikt.why(answer, row) or changes.short(indikator, changes.of_row(row, answer.counts.get("tested")))
    return (
        f'<li><a data-ojdash="1" href="{escape(links.address(to))}">'
        f'<span class="what">{escape(indikator.heading)}</span>'
        f'<span class="value">{escape(value)} <span class="year">{year or ""}</span></span>'
        f'<span class="quiet">{escape(moved)}</span></a></li>'
    )
