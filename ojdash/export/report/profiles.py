"""A page a kommun: its row of every finding, beside the group and the nation; alone, or every kommun's in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from ojdash.domain.kommun import Kommun
from ojdash.domain.report import Finding, Place, Report
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Heading, Lines, Table, cell, quiet
from ojdash.export.form.pdf import as_pdf
from ojdash.export.form.print_view import as_html
from ojdash.export.form.word import as_word
from ojdash.export.report.content import of_whom
from ojdash.text import changes, page
from ojdash.text import report as text
from ojdash.text import report_profiles as words

PROFILE_FORMATS: dict[str, Callable[[Document], bytes]] = {
    "pdf": as_pdf,
    "docx": as_word,
    "html": lambda said: as_html(said).encode(),
}


def profile(report: Report, kommun: str, format: str) -> bytes:
    """One kommun's page as a file. The same report gives the same bytes.

    Raises  ValueError  the report has no cover;  KeyError  the kommun is not in it
    """
    found = report.kommuner[kommun]
    title = words.profile_title(report, found)
    return PROFILE_FORMATS[format](_document(report, title, tuple(_page(report, found)), ""))


def profiles(report: Report, format: str) -> bytes:
    """Every kommun's page in one file, in the order of names, with contents."""
    blocks = tuple(block for kommun in report.kommuner.values() for block in _headed(report, kommun))
    return PROFILE_FORMATS[format](_document(report, words.pack_title(report), blocks, text.CONTENTS))


def _document(report: Report, title: str, blocks: tuple[Block, ...], contents: str) -> Document:
    if report.cover is None:
        raise ValueError("a report needs a recipient")
    wanted = (text.RECIPIENT, text.SENDER, text.DAY, text.STATE)
    told = "  ·  ".join(f"{name}: {said}" for name, said in text.about(report) if name in wanted)
    return Document(
        title=title,
        band=page.EXAMPLE_BAND if report.answer.simulated else "",
        about=Facts(()),
        told=cell(told),
        blocks=tuple(of_whom(report, blocks)),
        foot=text.foot(report),
        moment=datetime.fromisoformat(report.day).replace(tzinfo=UTC),
        contents=contents,
        upright=True,
        dense=True,
    )


def _headed(report: Report, kommun: Kommun) -> Iterator[Block]:
    yield Heading(1, words.profile_title(report, kommun), new_page=True)
    yield from _page(report, kommun)


def _page(report: Report, kommun: Kommun) -> Iterator[Block]:
    rows = []
    for finding, place in report.of(kommun.kod):
        rows.append(tuple(cell(said) or quiet(text.NOTHING) for said in words.profile_row(finding, place)))
    name = words.profile_title(report, kommun)
    yield Table(name, words.profile_heads(report), tuple(rows), (14, 8, 7, 5, 6, 8))
    yield Facts(tuple(_said(report.of(kommun.kod), report.answer.marks.problem)))
    yield Lines(quiet(words.PROFILE_READ, changes.MARKS, page.source(report.answer)))


def _said(found: Sequence[tuple[Finding, Place]], problem: str) -> Iterator[tuple[str, Cell]]:
    """What the kommun has written, which of its values are in doubt, and what there is to ask about.

    problem  why it can't be read which are in doubt, or ""
    """
    written = [one for finding, place in found for one in words.profile_comments(finding, place)]
    comments = tuple(said for told, by in written for said in (*cell(told), *quiet(by)))
    yield text.KOMMENTAR, comments or quiet(words.NO_OWN_COMMENT)
    doubts = (
        [problem] if problem else [told for finding, place in found for told in words.profile_doubts(finding, place)]
    )
    for head, told in ((words.DOUBTS, doubts), (words.FLAGS, words.profile_flags(found))):
        if told:
            yield head, cell(*told)
