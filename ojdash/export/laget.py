"""Läget as papers: the matrix with its notes, and the year with its dates, in four formats."""

from __future__ import annotations

from ojdash.charts import LIGHT, svg, year_line
from ojdash.domain.arshjul import Moment
from ojdash.domain.laget import Laget, Said, Stand
from ojdash.domain.places import LAGET, LAGET_FIELDS
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Figure, Heading, Lines, Table, cell, quiet
from ojdash.export.form.content import moment
from ojdash.export.form.excel import Book, filled
from ojdash.export.form.listed import signed
from ojdash.export.form.pdf import as_pdf
from ojdash.export.form.print_view import as_html
from ojdash.export.form.word import as_word
from ojdash.text import arshjul
from ojdash.text import form_document as paper
from ojdash.text import laget as text
from ojdash.text import snabbanalys as screen

WIDE = 1000  # px of the figure: across a page that lies
HIGHEST = 560  # px that one page has for it, below its heading


def laget_word(laget: Laget) -> bytes:
    """Läget as .docx. The same answers, dates and day give the same bytes."""
    return as_word(document(laget))


def laget_pdf(laget: Laget) -> bytes:
    """The same as .pdf, tagged."""
    return as_pdf(document(laget))


def laget_html(laget: Laget) -> str:
    """The same as one page to print or read."""
    return as_html(document(laget))


def laget_excel(laget: Laget) -> bytes:
    """A sheet with a row an answer, and one with a row a date of the year."""
    said = document(laget)

    def fill(book: Book) -> None:
        heads = (text.OMRADE, text.HEADING, *text.FIELDS.values(), paper.WRITTEN_BY)
        sheet = book.sheet(text.SHEETS["status"], heads, (24, 36, 10, 8, 60, 36), said.foot)
        answers = [(stand, one) for stand in laget.stands for one in stand.said.values()]
        for line, (stand, one) in enumerate(answers, 1):
            found = (cell(stand.titel), cell(text.heading(one.name)), *_fields(one), _by(one))
            for column, each in enumerate(found):
                book.cell(sheet, line, column, each, "text" if column else "name")
        sheet = book.sheet(text.SHEETS["dates"], _DATES, (34, 44, 22, 12, 60), said.foot)
        for line, row in enumerate(_date_rows(laget), 1):
            for column, each in enumerate(row):
                book.cell(sheet, line, column, each, "text" if column else "name")

    return filled(said.title, said.moment, fill)


def document(laget: Laget) -> Document:
    """The matrix first, then every note, then the year in a figure and in words."""
    title = text.document_title(laget)
    return Document(
        title=title,
        band="",
        about=Facts(tuple((name, cell(said)) for name, said in text.about(laget))),
        told=(),
        blocks=(*_matrix(laget), *_notes(laget), *_year(laget), *_beside(laget), *_closing()),
        foot=f"{title} · {arshjul.days(laget.wheel.today, laget.wheel.today)}",
        moment=moment(laget),
    )


def _matrix(laget: Laget) -> list[Block]:
    counts = laget.counts
    rows = tuple((cell(stand.titel), *(_answers(stand, names) for names in LAGET.values())) for stand in laget.stands)
    said = text.counted(counts["ja"], counts["nej"], counts[""])
    return [
        Lines((*cell(said), *quiet(text.READ))),
        Table(text.START_TITLE, (text.OMRADE, *text.HEADINGS.values()), rows, (8, 6, 6, 5, 7, 7, 6, 6, 10)),
    ]


def _answers(stand: Stand, names: tuple[str, ...]) -> Cell:
    return tuple(said for name in names for said in _answer(stand.said[name]))


def _answer(said: Said) -> Cell:
    of = f"{text.ANSWERS[said.name]}: " if said.name in text.ANSWERS else ""
    beside = f" ({screen.BESIDE_SHORT})" if said.is_open else ""
    spoken = f"{of}{text.GLYPHS[said.svar]} {text.svar(said)}{beside}"
    return cell(spoken) if said.svar else quiet(spoken)


def _notes(laget: Laget) -> list[Block]:
    rows = tuple(
        (cell(stand.titel), cell(text.heading(said.name)), cell(said.text("anteckning")), _by(said))
        for stand in laget.stands
        for said in stand.said.values()
        if said.text("anteckning").strip()
    )
    head = (text.OMRADE, text.HEADING, text.FIELDS["anteckning"], paper.WRITTEN_BY)
    table = Table(text.NOTES, head, rows, (5, 7, 14, 7)) if rows else Lines(quiet(text.NO_NOTES))
    return [Heading(1, text.NOTES), table]


def _year(laget: Laget) -> list[Block]:
    wheel = laget.wheel
    drawn = year_line(wheel, LIGHT, WIDE)
    blocks: list[Block] = [
        Heading(1, arshjul.title(wheel), new_page=True),
        Lines((*cell(arshjul.sentence(wheel)), *quiet(text.NATIONAL_READ))),
        Figure(svg(drawn, WIDE), drawn.alt, WIDE, drawn.height)
        if drawn.height <= HIGHEST
        else Lines(quiet(text.TOO_MANY)),
    ]
    return [*blocks, Table(text.DATES, _DATES, tuple(_date_rows(laget)), (7, 10, 5, 4, 9))] if wheel.moments else blocks


_DATES = (arshjul.WHEN, arshjul.WHAT, arshjul.KIND, arshjul.STATE, arshjul.SOURCE)


def _date_rows(laget: Laget) -> list[tuple[Cell, ...]]:
    return [_date(laget, one) for one in laget.wheel.moments]


def _date(laget: Laget, one: Moment) -> tuple[Cell, ...]:
    said = (
        arshjul.when(one),
        arshjul.named(laget.wheel, one),
        arshjul.KINDS[one.kind],
        arshjul.STATES[one.state(laget.wheel.today)],
        one.kalla or one.anteckning,
    )
    return tuple(cell(each) or quiet(paper.EMPTY_TEXT) for each in said)


def _beside(laget: Laget) -> list[Block]:
    """Texts that were written over each other and are not chosen between."""
    rows = tuple(
        (
            cell(text.place(laget, place)),
            cell(text.SVAR.get(one.value, one.value)) or quiet(paper.EMPTY_TEXT),
            quiet(screen.written_by(one)),
        )
        for place, texts in laget.analys.beside.items()
        if place.startswith(("laget/", "dag/"))
        for one in texts
    )
    if not rows:
        return []
    table = Table(paper.BESIDE_TITLE, paper.BESIDE_HEADS, rows, (6, 12, 5))
    return [Heading(1, paper.BESIDE_TITLE), Lines(quiet(paper.BESIDE_READ)), table]


def _closing() -> list[Block]:
    return [Heading(1, paper.ABOUT_TITLE), Lines(cell(paper.TEXT_IS_THEIRS, paper.PERSONAL), listed=True)]


def _fields(said: Said) -> list[Cell]:
    svar = cell(text.SVAR[said.svar]) if said.svar else quiet(text.UNKNOWN)
    return [svar, *(cell(said.text(name)) for name in LAGET_FIELDS[1:])]


def _by(said: Said) -> Cell:
    return signed({name: said.written.get(name) for name in LAGET_FIELDS}, text.FIELDS)
