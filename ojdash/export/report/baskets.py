"""The year's report of all networks' baskets as a document: in words, with figures and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ojdash.charts import PAPER, group, svg
from ojdash.domain.report import Chosen, YearReport
from ojdash.export.form.blocks import Block, Document, Facts, Figure, Heading, Lines, cell, quiet
from ojdash.export.report.content import FIGURE, comment_blocks
from ojdash.export.report.profiles import PROFILE_FORMATS
from ojdash.text import page
from ojdash.text import report as text
from ojdash.text import report_baskets as words
from ojdash.text import report_results as results


def baskets_file(found: YearReport, format: str) -> bytes:
    """The year's report as a file of a format of PROFILE_FORMATS. The same baskets give the same bytes."""
    return PROFILE_FORMATS[format](_document(found))


def _document(found: YearReport) -> Document:
    draft = (text.DRAFT,) if found.cover.lage == "utkast" else ()
    return Document(
        title=words.title(found),
        band=page.EXAMPLE_BAND if found.answer is not None and found.answer.simulated else "",
        about=Facts(tuple((name, cell(said)) for name, said in words.about(found))),
        told=cell(*draft, words.READ),
        blocks=tuple(_blocks(found)),
        foot=words.foot(found),
        moment=datetime.fromisoformat(found.day).replace(tzinfo=UTC),
        contents=text.CONTENTS,
        upright=True,
    )


def _blocks(found: YearReport) -> Iterator[Block]:
    for basket in found.baskets:
        yield Heading(1, words.network(basket), new_page=True)
        yield Lines(cell(*words.in_short(basket)))
        for place, chosen in enumerate(basket.chosen):
            yield from _chosen(chosen, new_page=place > 0)
    yield Heading(1, text.NOT_SHOWN, new_page=True)
    yield Lines(cell(*text.CAVEATS), listed=True)
    if found.answer is not None:
        yield Heading(1, text.ABOUT)
        yield Lines(cell(page.source(found.answer)))


def _chosen(chosen: Chosen, new_page: bool) -> Iterator[Block]:
    finding = chosen.finding
    yield Heading(2, text.heading(finding.indikator) if finding else chosen.id, new_page)
    yield Facts(tuple((name, cell(said)) for name, said in words.chosen(chosen)))
    if finding is None:
        yield Lines(quiet(words.NO_VALUE))
        return
    yield Heading(3, text.RESULTAT)
    yield Lines(cell(results.sentence(finding), results.since(finding), *text.doubts(finding)))
    drawn = group(finding, PAPER)
    yield Figure(svg(drawn, FIGURE), drawn.alt, FIGURE, drawn.height)
    notes = [page.fact(finding.indikator, "felkallor"), *text.breaks(finding), *text.flags(finding), text.few(finding)]
    yield Lines(quiet(*notes))
    yield Heading(3, text.KOMMENTAR)
    yield from comment_blocks(finding)
