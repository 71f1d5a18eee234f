"""The words of a kommun's page, taken from the county report."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.kommun import Kommun
from ojdash.domain.report import Finding, Place, Report
from ojdash.text import charts as figures
from ojdash.text import gender, kvalitet, lansrapport, page, report, statuses, words

PROFILES = "Kommunernas sidor"
NO_OWN_COMMENT = "Kommunens kommentar saknas."
LAN = "Länet"
DOUBTS, FLAGS = report.QUALITY_HEADS[-1], report.QUALITY_HEADS[-2]
MOST_FLAGS = 5
PROFILE_READ = (
    "En rad är en indikator. Gruppen är alla kommuner i rapporten, den egna inräknad. Fakta om varje indikator finns i "
    "länsrapporten. Ett värde säger inget om varför det är som det är."
)


def pack_title(whole: Report) -> str:
    """The title of the file with every kommun's page."""
    return f"{PROFILES}: {lansrapport.title(whole.answer)}"


def profile_title(whole: Report, kommun: Kommun) -> str:
    """The title of a kommun's page."""
    return gender.added(f"{kommun.namn}: {whole.answer.omrade_title} {whole.year}", whole.answer.question.gender)


def profile_heads(whole: Report) -> tuple[str, ...]:
    """The heads of a kommun's page."""
    group = LAN if whole.answer.group.kind == "lan" else "Gruppen"
    return (page.INDIKATOR, page.COLUMNS["value"], page.COLUMNS["signal"], group, figures.RIKET, report.CHANGE)


def profile_row(finding: Finding, place: Place) -> tuple[str, ...]:
    """One indikator of a kommun's page."""
    spelled = report.moved(finding, place)
    since = f" ({finding.from_year})" if finding.from_year and place.change.verdict not in ("saknas", "brott") else ""
    known = (
        finding.indikator.label,
        report.value(finding, place),
        report.level(finding, place),
        in_group(finding),
        in_riket(finding),
    )
    return (*known, spelled + since)


def in_group(finding: Finding) -> str:
    """The group in a cell: its median, or how many say Ja."""
    group = finding.group
    if group.ja is not None:
        return figures.yes_of(group.ja, group.n) if group.n else ""
    if group.median is None:
        return ""
    return words.median(finding.indikator, group.median, short=True)


def in_riket(finding: Finding) -> str:
    """The nation in a cell."""
    if finding.riket_ja is not None:
        return figures.yes_of(*finding.riket_ja) if finding.riket_ja[1] else ""
    return "" if finding.riket is None else words.value(finding.indikator, finding.riket, short=True)


def profile_comments(finding: Finding, place: Place) -> list[tuple[str, str]]:
    """What was written of the kommun's own result, and by whom."""
    own = (found for found in finding.comments if found.kommun == place.kommun)
    return [(f"{finding.indikator.label}: {found.written.value}", report.comment(found)) for found in own]


def profile_doubts(finding: Finding, place: Place) -> list[str]:
    """What is said of the kommun's values in doubt, in both years."""
    asked = ((finding.year, place.status, place.value), (finding.from_year, place.earlier_status, place.earlier))
    whose = finding.answer.question.gender
    return [
        f"{finding.indikator.label}. "
        + statuses.of_value(place.kommun.namn, year, statuses.whole(finding.indikator, status, value, whose))
        for year, status, value in asked
        if year is not None and status is not None and status.is_osaker
    ]


def profile_flags(found: Sequence[tuple[Finding, Place]]) -> list[str]:
    """What the control at publishing found in the kommun's values: at most so many, and how many more."""
    said = [
        kvalitet.flag_line(finding.indikator, namn, row)
        for finding, place in found
        for namn, row in finding.flags
        if namn == place.kommun.namn
    ]
    more = len(said) - MOST_FLAGS
    return said[:MOST_FLAGS] + ([f"Och {words.number(more)} till, se {kvalitet.NAME}."] if more > 0 else [])
