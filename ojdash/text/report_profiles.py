"""The words of a kommun's page, taken from the county report."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.kommun import Kommun
from ojdash.domain.report import Finding, Place, Report
from ojdash.text import charts as figures
from ojdash.text import gender, kvalitet, lansrapport, page, report, statuses, words
from ojdash.text import group as whose

PROFILES = "Kommunernas sidor"
NO_OWN_COMMENT = "Kommunens kommentar saknas."
DOUBTS, FLAGS = report.QUALITY_HEADS[-1], report.QUALITY_HEADS[-2]
MOST_FLAGS = 5
PROFILE_READ = (
    "En rad är en indikator. Medianen är av alla kommuner i rapporten, den egna inräknad; inom parentes står medianen "
    "för de övriga. Av färre än fyra värden räknas ingen median. Fakta om varje indikator finns i länsrapporten. Ett "
    f"värde säger inget om varför det är som det är. {words.FAR_ENDS}"
)


def pack_title(whole: Report) -> str:
    """The title of the file with every kommun's page."""
    return f"{PROFILES}: {lansrapport.title(whole.answer)}"


def profile_title(whole: Report, kommun: Kommun) -> str:
    """The title of a kommun's page."""
    return gender.added(f"{kommun.namn}: {whole.answer.omrade_title} {whole.year}", whole.answer.question.gender)


def profile_heads(whole: Report) -> tuple[str, ...]:
    """The heads of a kommun's page."""
    group = words.upper_first(whose.everyone(whole.answer.group, short=True))
    return (page.INDIKATOR, page.COLUMNS["value"], page.COLUMNS["signal"], group, figures.RIKET, report.CHANGE)


def profile_row(finding: Finding, place: Place) -> tuple[str, ...]:
    """One indikator of a kommun's page."""
    spelled = report.moved(finding, place)
    since = f" ({finding.from_year})" if finding.from_year and place.change.verdict not in ("saknas", "brott") else ""
    known = (
        finding.indikator.label,
        report.value(finding, place),
        report.level(finding, place),
        in_group(finding, place),
        in_riket(finding),
    )
    return (*known, spelled + since)


def in_group(finding: Finding, place: Place) -> str:
    """The group in a cell: its median and that of the others, or who answers Ja; "" of too few for either."""
    counted, others = finding.group.everyone, finding.without(place)
    if counted.ja is not None:
        return whose.yes_of(counted) + whose.not_answering(counted) if counted.n else ""
    if counted.median is None:
        return ""
    median = words.median(finding.indikator, counted.median, short=True)
    if others.median is None:
        return median
    without = words.median(finding.indikator, others.median, short=True)
    return f"{median} (övriga {words.number(others.kommuner)}: {without})"


def in_riket(finding: Finding) -> str:
    """The nation in a cell."""
    if finding.nation is not None:
        return whose.yes_of(finding.nation) + whose.not_answering(finding.nation) if finding.nation.n else ""
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
