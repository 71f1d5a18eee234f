"""The words of a kommun's page, taken from the county report."""

from __future__ import annotations

from ojdash.domain.kommun import Kommun
from ojdash.domain.report import Finding, Place, Report
from ojdash.text import charts as figures
from ojdash.text import lansrapport, page, report, words

PROFILES = "Kommunernas sidor"
PROFILE_READ = (
    "En rad är en indikator. Gruppen är alla kommuner i rapporten, den egna inräknad. Fakta om varje indikator finns i "
    "länsrapporten. Ett värde säger inget om varför det är som det är."
)


def pack_title(whole: Report) -> str:
    """The title of the file with every kommun's page."""
    return f"{PROFILES}: {lansrapport.title(whole.answer)}"


def profile_title(whole: Report, kommun: Kommun) -> str:
    """The title of a kommun's page."""
    return f"{kommun.namn}: {whole.answer.omrade_title} {whole.year}"


def profile_heads(whole: Report) -> tuple[str, ...]:
    """The heads of a kommun's page."""
    group = figures.GROUP_SHORT["lan"] if whole.answer.group.kind == "lan" else "Gruppen"
    return (page.INDIKATOR, page.COLUMNS["value"], page.COLUMNS["signal"], group, figures.RIKET, report.CHANGE)


def profile_row(finding: Finding, place: Place) -> tuple[str, ...]:
    """One indikator of a kommun's page."""
    spelled = report.moved(finding, place)
    since = f" ({finding.from_year})" if finding.from_year and place.change.verdict not in ("saknas", "brott") else ""
    known = (
        finding.indikator.label,
        report.value(finding, place),
        report.level(place),
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
    decimals = words.finer(finding.indikator, group.median)
    return words.value(finding.indikator, round(group.median, decimals), short=True, decimals=decimals)


def in_riket(finding: Finding) -> str:
    """The nation in a cell."""
    if finding.riket_ja is not None:
        return figures.yes_of(*finding.riket_ja) if finding.riket_ja[1] else ""
    return "" if finding.riket is None else words.value(finding.indikator, finding.riket, short=True)
