"""The minutes of a walk-through as Word, PDF, Excel and HTML: one account, with the building blocks of the form."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.places import ASKED_FIELDS, SIGNED_FIELDS
from ojdash.domain.seminar import Asked, Mark, Signed, Walk
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Heading, Lines, Table, cell, quiet
from ojdash.export.form.content import moment
from ojdash.export.form.listed import signed
from ojdash.export.form.parts import agreed, part, texts_beside
from ojdash.export.form.pdf import as_pdf
from ojdash.export.form.print_view import as_html
from ojdash.export.form.word import as_word
from ojdash.export.form.workbook import as_excel
from ojdash.text import enkat as screen
from ojdash.text import form_document as paper
from ojdash.text import minutes as text
from ojdash.text import page


def minutes_word(walk: Walk) -> bytes:
    """The minutes as .docx. The same walk-through gives the same bytes."""
    return as_word(document(walk))


def minutes_pdf(walk: Walk) -> bytes:
    """The minutes as .pdf, tagged (PDF/UA-1). The same walk-through gives the same bytes."""
    return as_pdf(document(walk))


def minutes_excel(walk: Walk) -> bytes:
    """The minutes as .xlsx, a sheet a part. The same walk-through gives the same bytes."""
    return as_excel(document(walk))


def minutes_html(walk: Walk) -> str:
    """The minutes as one page to print or read."""
    return as_html(document(walk))


def document(walk: Walk) -> Document:
    """The minutes: when and who, what was gone through, read, said, left uncertain and signed off."""
    return Document(
        title=text.title(walk),
        band=page.EXAMPLE_BAND if walk.simulated else "",
        about=Facts(tuple((name, cell(said)) for name, said in text.about(walk))),
        told=cell(*walk.told),
        blocks=(
            *_walked(walk),
            *_readings(walk),
            *_notes(walk),
            *_marks(walk),
            *_signed(walk),
            *_others(walk),
            *_beside(walk),
            Heading(1, paper.ABOUT_TITLE),
            Lines(cell(*text.closing(walk)), listed=True),
        ),
        foot=text.foot(walk),
        moment=moment(walk),
    )


def _walked(walk: Walk) -> list[Block]:
    gone = [one for one in walk.asked if one.gone]
    blocks: list[Block] = [Heading(1, text.WALKED), Lines(cell(screen.progress(walk)))]
    if gone:
        blocks.append(_questions(walk, text.WALKED, gone))
    else:
        blocks.append(Lines(quiet(text.NONE_WALKED)))
    left = [one.indikator.heading for one in walk.asked if not one.gone]
    return [*blocks, Heading(2, text.NOT_WALKED), Lines(quiet(*left), listed=True)] if left and gone else blocks


def _questions(walk: Walk, name: str, listed: Sequence[Asked]) -> Table:
    rows = tuple(
        (
            cell(one.indikator.heading),
            cell(*screen.news(one, walk.earlier)) or quiet(paper.EMPTY_TEXT),
            cell(screen.last_in_short(one)),
        )
        for one in listed
    )
    return Table(name, (text.QUESTION, text.NEWS, text.LAST), rows, (9, 10, 6))


def _readings(walk: Walk) -> list[Block]:
    found = ((one.indikator.heading, item) for one in (*walk.asked, *walk.dropped) for item in one.readings)
    return agreed(found, text.NO_READINGS)


def _notes(walk: Walk) -> list[Block]:
    blocks: list[Block] = []
    for one in (*walk.asked, *walk.dropped):
        last = {found.kommun: screen.tile(one, found) for found in one.last}
        rows = tuple(
            (
                cell(walk.kommuner[kod].namn),
                cell(last.get(kod, "")) or quiet(paper.EMPTY_TEXT),
                cell(one.said(kod, "svarar")),
                signed({"svarar": one.written[kod]["svarar"]}, screen.FIELDS),
            )
            for kod in walk.kommuner
            if one.said(kod, "svarar")
        )
        if rows:
            head = (page.KOMMUN, f"{screen.ANSWER} {one.year or ''}".strip(), screen.NOTE, paper.WRITTEN_BY)
            title = one.indikator.heading
            blocks += [Heading(2, title), Table(title, head, rows, (5, 5, 13, 6))]
            doubts = screen.doubts(walk, one)
            blocks += [Lines(quiet(*doubts))] if doubts else []
    return [Heading(1, screen.SIDE_BY_SIDE), *(blocks or [Lines(quiet(text.NO_NOTES))])]


def _marks(walk: Walk) -> list[Block]:
    titles = {one.id: one.indikator.heading for one in (*walk.asked, *walk.dropped)}
    fields = ("varfor", "ansvarig", "senast")
    rows = tuple(
        (
            cell(walk.kommuner[mark.kommun].namn),
            cell(titles[mark.id]),
            *(cell(mark.text(name)) or quiet(paper.EMPTY_TEXT) for name in fields),
            cell(text.state(mark)),
            _by(mark, ASKED_FIELDS[1:]),
        )
        for mark in walk.marks
    )
    head = (page.KOMMUN, text.QUESTION, *(screen.FIELDS[name] for name in fields), text.STATE, paper.WRITTEN_BY)
    return part(screen.MARKS, head, rows, (4, 8, 7, 5, 4, 4, 6), screen.NO_MARKS)


def _signed(walk: Walk) -> list[Block]:
    rows = tuple(
        (
            cell(walk.kommuner[one.kommun].namn),
            cell(text.signed(one)) if one.text("godkand") else quiet(text.signed(one)),
            *(cell(one.text(name)) or quiet(paper.EMPTY_TEXT) for name in SIGNED_FIELDS[1:]),
            cell(str(one.open)),
            _by(one, SIGNED_FIELDS),
        )
        for one in walk.signed
    )
    head = (page.KOMMUN, *(screen.FIELDS[name] for name in SIGNED_FIELDS), text.OPEN, paper.WRITTEN_BY)
    return part(screen.SIGNED, head, rows, (5, 6, 6, 4, 4, 7), "")


def _by(of: Mark | Signed, names: Sequence[str]) -> Cell:
    return signed({name: of.written.get(name) for name in names}, screen.FIELDS)


def _others(walk: Walk) -> list[Block]:
    said = walk.meeting("anteckning")
    return [Heading(1, screen.FIELDS["anteckning"]), Lines(cell(said))] if said else []


def _beside(walk: Walk) -> list[Block]:
    """Texts of the walk-through that were written over each other and are not chosen between."""
    items = tuple(f"tolkning/{item.id}/" for one in (*walk.asked, *walk.dropped) for item in one.readings)
    starts = (f"enkat/{walk.question.year}/", *items)
    return texts_beside(
        (text.named(walk, one), one)
        for place, texts in walk.analys.beside.items()
        if place.startswith(starts)
        for one in texts
    )
