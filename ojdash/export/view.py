"""A view as a paper: title, answer, figure, table, notes, definitions, source and address, as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from math import ceil

from ojdash import text
from ojdash.charts import LIGHT, PAPER, figure_of, level_key, svg
from ojdash.charts.theme import JA, NEJ
from ojdash.domain.answer import Answer, each, number
from ojdash.export.beside import beside
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Figure, Heading, Lines, Table, cell, quiet
from ojdash.export.form.pdf import as_pdf
from ojdash.text import charts as figures
from ojdash.text import files, jamfor, page, rows, statuses, terminal, words

FIGURE = 680  # px: as wide on paper its smallest text is 9 points
COLUMNS = 6  # indikatorer side by side in the matrix
KEPT = 20  # rows that stand on one page together
SIGNS = 105  # that a line of a table has room for
PADDING = 3  # signs that the room around a cell's text takes


def view_pdf(answer: Answer, link: str, day: date) -> bytes:
    """The view as .pdf: tagged, upright A4. The same answer, address and day give the same bytes."""
    return as_pdf(view_document(answer, link, day))


def view_document(answer: Answer, link: str, day: date) -> Document:
    """The view as a document.

    link  its whole address, year and edition pinned
    day   when it is taken out
    """
    title = text.whole_title(answer)
    return Document(
        title=title,
        band=page.EXAMPLE_BAND if answer.simulated else "",
        about=Facts(()),
        told=(),
        blocks=tuple(_blocks(answer, link, day)),
        foot=files.foot(title, answer, day),
        moment=datetime.combine(day, time(), UTC),
        upright=True,
    )


def _blocks(answer: Answer, link: str, day: date) -> Iterator[Block]:
    yield Lines((*cell(text.sentence(answer)), *quiet(files.of_view(answer))))
    drawn = figure_of(answer, PAPER)
    if drawn is not None:
        yield Figure(svg(drawn, FIGURE), drawn.alt, FIGURE, drawn.height)
    yield from _tables(answer)
    yield Heading(1, files.NOTES)
    discuss = f"{page.DISCUSS}. {text.PAGES[answer.question.page].QUESTION}"
    yield Lines(cell(*files.notes(answer), discuss))
    if answer.indikator is not None:
        yield Heading(1, page.FACTS)
        yield Lines(quiet(page.facts_in_short(answer.indikator)))
        yield Facts(tuple((name, cell(sentence)) for name, sentence in files.facts(answer.indikator)))
    yield Heading(1, files.ABOUT)
    yield Facts(tuple((name, cell(sentence)) for name, sentence in files.about(answer, link, day)))


def _tables(answer: Answer) -> Iterator[Block]:
    if answer.question.page == "signaler":
        yield from _matrix(answer)
        return
    of_page = answer.question.page
    columns = rows.columns_of(answer, jamfor.columns(answer) if of_page == "jamfor" else terminal.COLUMNS[of_page])
    more = [row_beside.cells(answer) for row_beside in beside(answer)]
    if more and "namn" not in columns:
        columns = ("namn", *columns)
    lines = [tuple(rows.cell(answer, row, name) for name in columns) for row in each(answer.rows)]
    lines += [tuple(known.get(name, "") for name in columns) for known in more]
    if lines:
        yield Heading(1, files.VALUES)
        yield _table(files.VALUES, tuple(rows.heading(answer, name) for name in columns), lines)


def _table(name: str, head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Table:
    spelled = tuple(tuple(cell(word) or quiet("–") for word in row) for row in lines)
    return Table(name, head, spelled, _widths(head, lines), kept=len(lines) <= KEPT)


def _widths(head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """How wide columns are beside each other: the longest words have room on a line, long texts share the rest."""
    columns = list(zip(head, *lines, strict=True))
    least = [max(len(word) for sentence in column for word in sentence.split() or [""]) + PADDING for column in columns]
    whole = [max(map(len, column)) + PADDING for column in columns]
    more = [full - needed for full, needed in zip(whole, least, strict=True)]
    share = min(1.0, max(0, SIGNS - sum(least)) / (sum(more) or 1))
    return tuple(ceil(needed + share * left) for needed, left in zip(least, more, strict=True))


def _matrix(answer: Answer) -> Iterator[Block]:
    """Kommun by indikator, as many tables as the page's breadth needs; level and value in each cell."""
    columns = [(id, answer.counts["years"][id]) for id in answer.indikatorer]
    lines: dict[str, dict[str, Cell]] = {}
    for row in each(answer.rows):
        lines.setdefault(row.kommun, {"namn": cell(row.namn)})[row.indikator] = _level(answer, row)
    yield Heading(1, files.VALUES)
    yield Lines(quiet(level_key(LIGHT)))
    for first in range(0, len(columns), COLUMNS):
        some = columns[first : first + COLUMNS]
        head = (page.KOMMUN, *(f"{answer.indikatorer[id].label} ({year})" for id, year in some))
        body = tuple((line["namn"], *(line[id] for id, _ in some)) for line in lines.values())
        name = f"{files.VALUES}: {', '.join(id for id, _ in some)}"
        yield Table(name, head, body, (7, *(6 for _ in some)), kept=len(body) <= KEPT)


def _level(answer: Answer, row: object) -> Cell:
    """A cell of the matrix: glyph and value, or the sign and the words of what is missing."""
    indikator, value = answer.indikatorer[row.indikator], number(row.value)
    doubt = answer.marks.doubt(row.indikator, row.kommun, int(row.year))
    if value is None:
        return quiet(statuses.marked(figures.missing(indikator, row.missing or "okant", answer.rule), doubt))
    spelled = words.value(indikator, value, short=True)
    glyph = {1.0: JA, 0.0: NEJ}.get(value, "") if indikator.kind == "ja_nej" else ""
    if row.signal in LIGHT.levels:
        glyph = LIGHT.levels[row.signal].glyph
    few = (figures.few(indikator),) if row.signal == "for_fa_svar" else ()
    return (*cell(statuses.marked(f"{glyph} {spelled}".strip(), doubt)), *quiet(*few))
