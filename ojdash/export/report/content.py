"""What the county report says, in order, whichever program writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from ojdash.charts import PAPER, group, svg
from ojdash.domain.report import Finding, Report
from ojdash.export.form.blocks import Block, Document, Facts, Figure, Heading, Lines, Table, cell, quiet
from ojdash.text import gender, page, underlag
from ojdash.text import report as text
from ojdash.text import report_results as results

COLUMNS = 6  # indikatorer side by side in the matrix
LONG_VALUE = 26  # signs of a value that need a wider column
KEPT = 20  # rows that stand on one page together
FIGURE = 520  # px: as wide on paper its smallest text is 9 points


def report_document(report: Report) -> Document:
    """The report as a document."""
    draft = (text.DRAFT,) if report.cover.lage == "utkast" else ()
    return Document(
        title=text.title(report),
        band=page.EXAMPLE_BAND if report.answer.simulated else "",
        about=Facts(tuple((name, cell(said)) for name, said in text.about(report))),
        told=cell(*draft),
        blocks=tuple(of_whom(report, _blocks(report))),
        foot=text.foot(report),
        moment=datetime.fromisoformat(report.day).replace(tzinfo=UTC),
        contents=text.CONTENTS,
        upright=True,
    )


def of_whom(report: Report, blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose tables each say whose values they hold."""
    code = report.answer.question.gender
    for block in blocks:
        yield replace(block, name=gender.added(block.name, code)) if isinstance(block, Table) else block


def _blocks(report: Report) -> Iterator[Block]:
    yield Heading(1, text.HOW_TO_READ, new_page=True)
    yield Lines(cell(*text.READ))
    yield Heading(1, text.SUMMARY)
    yield Lines(cell(*text.summary(report)))
    if report.names_everyone:
        yield from matrix(report, text.MATRIX, 2)
    yield Heading(1, text.INDIKATORER, new_page=True)
    for place, finding in enumerate(report.findings):
        yield from finding_blocks(report, finding, new_page=place > 0)
    yield from _absent(report)
    yield from _quality(report)
    yield Heading(1, text.NOT_SHOWN)
    yield Lines(cell(*text.CAVEATS), listed=True)
    yield Heading(1, text.ABOUT)
    yield Lines(cell(*text.closing(report)), listed=True)
    if not report.names_everyone:
        yield from matrix(report, text.ANNEX, 1)


def matrix(report: Report, title: str, level: int) -> Iterator[Block]:
    """Every kommun by every indikator, as many tables as the page's breadth needs."""
    yield Heading(level, title, new_page=level == 1)
    yield Lines(quiet(*text.matrix_read(report)))
    for first in range(0, len(report.findings), COLUMNS):
        some = report.findings[first : first + COLUMNS]
        head = (page.KOMMUN, *(finding.indikator.label for finding in some))
        rows = []
        for at, kommun in enumerate(report.kommuner.values()):
            values = (cell(text.short(finding, finding.places[at])) for finding in some)
            rows.append((cell(kommun.namn), *values))
        name = f"{title}: {', '.join(finding.indikator.id for finding in some)}"
        yield Table(name, head, tuple(rows), (7, *(6 for _ in some)), kept=len(rows) <= KEPT)


def finding_blocks(report: Report, finding: Finding, new_page: bool = False) -> Iterator[Block]:
    """One indikator: FAKTA, RESULTAT and KOMMENTAR, each under its own heading."""
    indikator = finding.indikator
    yield Heading(2, text.heading(indikator), new_page)
    yield Heading(3, text.FAKTA)
    yield Facts(tuple((head, cell(page.fact(indikator, name))) for name, head in page.FACT_BOX.items()))
    yield Lines(quiet(page.facts_in_short(indikator)))
    yield Heading(3, text.RESULTAT)
    yield Lines(cell(results.sentence(finding), results.since(finding)))
    drawn = group(finding, PAPER)
    yield Figure(svg(drawn, FIGURE), drawn.alt, FIGURE, drawn.height)
    yield _table(report, finding)
    if told := text.doubts(finding):
        yield Lines(cell(*told))
    if notes := [*text.breaks(finding), *text.flags(finding)]:
        yield Lines(quiet(*notes))
    yield Heading(3, text.KOMMENTAR)
    yield from comment_blocks(finding)


def _table(report: Report, finding: Finding) -> Table:
    name = f"{text.RESULTAT}: {text.heading(finding.indikator)}"
    if not report.names_everyone:
        rows = tuple((cell(head), cell(said)) for head, said in text.spread(finding))
        return Table(name, text.SPREAD_HEADS, rows, (3, 2))
    told = finding.from_year is not None and finding.broken is None
    coded = finding.indikator.is_coded
    heads = [page.KOMMUN, f"{page.COLUMNS['value']} {finding.year}"]
    heads += [] if coded else [underlag.heading(finding.indikator), page.COLUMNS["signal"]]
    heads += [str(finding.from_year), text.CHANGE] if told else []
    rows = []
    for place in finding.places:
        cells = [place.kommun.namn, text.value(finding, place)]
        cells += [] if coded else [text.answers(finding, place), text.level(finding, place)]
        cells += [text.earlier(finding, place), text.moved(finding, place)] if told else []
        rows.append(tuple(cell(said) or quiet(text.NOTHING) for said in cells))
    longest = max((len(text.value(finding, place)) for place in finding.places if place.value is not None), default=0)
    widths = (5, 9 if longest > LONG_VALUE else 7, *(() if coded else (3, 6)), *((3, 6) if told else ()))
    return Table(name, tuple(heads), tuple(rows), widths, kept=len(rows) <= KEPT)


def comment_blocks(finding: Finding) -> Iterator[Block]:
    """Every comment, signed, or that there is none."""
    if not finding.comments:
        yield Lines(quiet(text.NO_COMMENT))
    for found in finding.comments:
        yield Lines((*cell(found.written.value), *quiet(text.comment(found))))


def _absent(report: Report) -> Iterator[Block]:
    if report.absent:
        rows = tuple(
            (cell(text.heading(indikator)), *(cell(said) for said in text.absent(why, last)))
            for indikator, why, last in report.absent
        )
        yield Heading(1, text.ABSENT)
        yield Table(text.ABSENT, text.ABSENT_HEADS, rows, (10, 5, 3))


def _quality(report: Report) -> Iterator[Block]:
    """What is missing, rests on few answers or changed its question, an indikator a row."""
    yield Heading(1, text.QUALITY)
    rows = []
    for finding in report.findings:
        told = text.breaks(finding)
        lacking = text.lacking(finding) if report.names_everyone else text.lacking_counts(finding)
        few = text.few(finding) if report.names_everyone else text.few_counts(finding)
        flags, doubts = text.flag_count(finding), text.doubts(finding)
        if told or lacking or few or flags or doubts:
            cells = ((finding.indikator.label,), lacking, (few,), told, (flags,), doubts)
            rows.append(tuple(cell(*said) or quiet(text.NOTHING) for said in cells))
    if rows:
        yield Table(text.QUALITY, text.QUALITY_HEADS, tuple(rows), (6, 6, 5, 5, 3, 5))
    else:
        yield Lines(cell(text.NO_QUALITY))
