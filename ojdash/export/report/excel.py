"""The report as a workbook: every value wide and tidy, definitions, comments, and what is missing and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ojdash.domain.report import Finding, Place, Report
from ojdash.export.form.excel import Book, filled, shown
from ojdash.export.form.widths import MOST
from ojdash.export.separated import Number
from ojdash.text import changes, page, statuses, underlag, words
from ojdash.text import report as text
from ojdash.text import report_results as said_of
from ojdash.text import report_workbook as sheets

Found = str | float | Number | None
SENTENCES = 90  # signs of a column of sentences


def report_excel(report: Report) -> bytes:
    """The report as .xlsx. The same report gives the same bytes."""
    foot = text.foot(report)

    def fill(book: Book) -> None:
        parts = {
            "about": ((page.SOURCE, sheets.SAYS), about(report), SENTENCES),
            "wide": (_wide_heads(report), wide(report), MOST),
            "tidy": (tuple(sheets.TIDY.values()), tidy(report), MOST),
            "results": (tuple(sheets.RESULTS.values()), results(report), MOST),
            "facts": (tuple(sheets.DEFINITIONS.values()), facts(report), MOST),
            "comments": (sheets.COMMENT_HEADS, comments(report), SENTENCES),
            "missing": (sheets.MISSING_HEADS, kinds(), SENTENCES),
        }
        for name, (heads, rows, most) in parts.items():
            book.table(sheets.SHEETS[name], heads, list(rows), foot, most)

    return filled(text.title(report), datetime.fromisoformat(report.day), fill)


def about(report: Report) -> Iterator[tuple[Found, ...]]:
    """The cover, what the reader must know, sources and terms."""
    if report.answer.simulated:
        yield text.STATE, page.EXAMPLE_BAND
    yield text.PART_OF, text.title(report)
    yield from text.about(report)
    yield from ((text.SUMMARY, line) for line in text.summary(report))
    yield from ((text.HOW_TO_READ, line) for line in text.READ)
    yield from ((text.NOT_SHOWN, line) for line in text.CAVEATS)
    yield from ((text.ABOUT, line) for line in text.closing(report))
    for indikator, why, last in report.absent:
        reason, year = text.absent(why, last)
        yield text.ABSENT, f"{text.heading(indikator)}: {reason} ({year})"


def _wide_heads(report: Report) -> tuple[str, ...]:
    named = (f"{finding.indikator.label} ({finding.indikator.id})" for finding in report.findings)
    return (page.KOMMUN, sheets.TIDY["kommun"], *named)


def wide(report: Report) -> Iterator[tuple[Found, ...]]:
    """A row a kommun and a column an indikator: numbers, Ja and Nej, categories in words, signs of what is missing."""
    for at, kommun in enumerate(report.kommuner.values()):
        yield kommun.namn, kommun.kod, *(_plain(finding, finding.places[at]) for finding in report.findings)


def _plain(finding: Finding, place: Place) -> Found:
    in_doubt = place.status is not None and place.status.is_osaker
    if place.value is None or finding.indikator.is_coded or in_doubt:
        return text.short(finding, place)
    return Number(place.value, finding.indikator.decimals)


def tidy(report: Report) -> Iterator[tuple[Found, ...]]:
    """A row a kommun and indikator, with codes beside words."""
    answer = report.answer
    for finding in report.findings:
        indikator = finding.indikator
        for place in finding.places:
            moved = place.change
            known: dict[str, Found] = {
                "kommun": place.kommun.kod,
                "namn": place.kommun.namn,
                "lan": place.kommun.lan,
                "id": indikator.id,
                "indikator": indikator.heading,
                "year": finding.year,
                "value": place.value,
                "unit": indikator.unit or None,
                "shown": text.value(finding, place),
                "missing": place.missing,
                "missing_words": underlag.missing(indikator, place.missing, answer.rule) if place.missing else None,
                "n": place.n,
                "n_hogst": underlag.said_at_most(indikator, place.n),
                "signal": place.signal,
                "signal_words": text.level(finding, place) or None,
                "from_year": moved.from_year,
                "earlier": place.earlier,
                "difference": moved.difference,
                "low": moved.low,
                "high": moved.high,
                "counted": moved.counts.counted if moved.counts else None,
                "at_least": moved.counts.at_least if moved.counts else None,
                "verdict": moved.verdict,
                "in_list": sheets.IN_LIST[moved.in_list],
                "change": changes.sentence(indikator, moved),
                "status": statuses.LAGE[place.status.lage] if place.status else None,
                "status_av": statuses.said_by(place.status) if place.status else None,
                "edition": answer.edition,
                "origin": page.origin(finding.answer),
            }
            known |= shown(indikator, known)
            yield tuple(known[name] for name in sheets.TIDY)


def results(report: Report) -> Iterator[tuple[Found, ...]]:
    """A row an indikator: the group, the nation, and the result in words."""
    for finding in report.findings:
        group, before = finding.group, finding.before
        nation = finding.nation
        known: dict[str, Found] = {
            "id": finding.indikator.id,
            "indikator": finding.indikator.heading,
            "year": finding.year,
            "sentence": said_of.sentence(finding),
            "since": said_of.since(finding),
            "doubts": " ".join(text.doubts(finding)) or None,
            "flags": " ".join(text.flags(finding, len(finding.flags))) or None,
            "n": group.n,
            "lacking": group.everyone.lacking,
            "unconcerned": group.everyone.unconcerned,
            "kommuner": len(finding.places),
            "median": group.median,
            "ja": group.ja,
            "riket": finding.riket,
            "riket_ja": nation.ja if nation else None,
            "riket_n": nation.n if nation else None,
            "riket_lacking": nation.lacking if nation else None,
            "riket_unconcerned": nation.unconcerned if nation else None,
            "from_year": finding.from_year,
            "before_median": before.median if before else None,
            "before_ja": before.ja if before else None,
            "before_n": before.n if before else None,
        }
        known |= shown(finding.indikator, known)
        yield tuple(known[name] for name in sheets.RESULTS)


def facts(report: Report) -> Iterator[tuple[Found, ...]]:
    """Each definition: what it is, its codes, its breaks, and FAKTA."""
    for finding in report.findings:
        indikator = finding.indikator
        known: dict[str, Found] = {
            "id": indikator.id,
            "indikator": indikator.title + indikator.standing,
            "short": indikator.label,
            "kind": indikator.kind,
            "unit": indikator.unit or None,
            "codes": "; ".join(f"{code} = {word}" for code, word in indikator.codes.items()) or None,
            "direction": words.direction(indikator),
            "type": words.TYPE[indikator.type],
            "breaks": " ".join(text.breaks(finding)) or None,
            "source": indikator.source,
            "source_url": indikator.source_url or None,
            **{name: page.fact(indikator, name) for name in page.FACT_BOX},
        }
        yield tuple(known[name] for name in sheets.DEFINITIONS)


def comments(report: Report) -> Iterator[tuple[Found, ...]]:
    """Every comment, and the indikatorer that have none."""
    for finding in report.findings:
        for found in finding.comments:
            yield finding.indikator.id, finding.indikator.heading, found.written.value, text.comment(found)
        if not finding.comments:
            yield finding.indikator.id, finding.indikator.heading, text.NO_COMMENT, None


def kinds() -> Iterator[tuple[Found, ...]]:
    """Every kind of missing value: code, sign and words."""
    for kind, said in words.MISSING.items():
        yield kind, words.MISSING_SIGN[kind], said
