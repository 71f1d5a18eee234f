"""The words of the county report as slides: charts, comments in short, notes."""

from __future__ import annotations

from collections.abc import Iterable

from ojdash.domain.report import Finding, Report
from ojdash.text import charts as figures
from ojdash.text import page, report, statuses, words

CHART_OF_KOMMUNER = "Antal kommuner"
WHOLE_IN_NOTES = "Hela texten står i bildens anteckningar."


def chart_of_ja(finding: Finding) -> str:
    """The name of a chart of how many say Ja each year."""
    return f"Antal kommuner som svarar ja, av dem som svarat, till och med {finding.year}"


def chart_of_values(finding: Finding) -> str:
    """The name of a chart of values."""
    return f"{words.upper_first(finding.indikator.unit or page.COLUMNS['value'])} {finding.year}"


def lacking_label(namn: str) -> str:
    """A kommun's name where it has no value; why is said beside the chart."""
    return f"{namn} {report.NOTHING}"


def year_of_ja(finding: Finding, year: int, n: int) -> str:
    """A year of a chart of Ja, with how many answered, and that the question is a new one."""
    new = any(brott.year == year for brott in finding.indikator.breaks)
    return f"{year} (av {n} som svarat)" + (f", {figures.new_question(year)}" if new else "")


def span(finding: Finding, low: float, high: float) -> str:
    """An interval of values, with a decimal more than published where its ends would look alike."""
    published = finding.indikator.decimals
    decimals = next((finer for finer in range(published, published + 4) if high - low >= 10**-finer), published)
    return "–".join(words.number(end, decimals) for end in (low, high))


def comments(finding: Finding) -> list[str]:
    """Every comment whole, each under who wrote it."""
    return [line for found in finding.comments for line in (f"{report.comment(found)}:", found.written.value)]


def comments_in_short(finding: Finding, most: int, signs: int) -> tuple[list[str], bool]:
    """The comments in at most about `most` lines of so many signs, and whether they are whole."""
    if not finding.comments:
        return [report.NO_COMMENT], True
    lines: list[str] = []
    for found in finding.comments:
        by = report.comment(found)
        left = most - rows([*lines, by, WHOLE_IN_NOTES], signs)
        said = _first(found.written.value, left, signs)
        lines += [said, by] if said else []
        if said != found.written.value:
            return [*lines, WHOLE_IN_NOTES], False
    return lines, True


def rows(lines: Iterable[str], signs: int) -> int:
    """How many lines of so many signs texts take."""
    return sum(max(1, -(-len(line) // signs)) for one in lines for line in one.splitlines() or [""])


def _first(said: str, most: int, signs: int) -> str:
    """As much of a text as has room in so many lines."""
    if rows([said], signs) <= most:
        return said
    kept: list[str] = []
    for line in said.splitlines():
        left = most - rows(kept, signs)
        if left <= 0:
            break
        kept.append(line[: left * signs])
    return "\n".join(kept) + " …" if kept else ""


def who(whole: Report, finding: Finding) -> list[str]:
    """Who says Ja, who says Nej and who lacks a value; nothing where the kommuner are too many to name."""
    if not whole.names_everyone:
        return []
    if finding.indikator.kind != "ja_nej":
        return report.lacking(finding)
    said = {
        word: [statuses.marked(place.kommun.namn, place.status) for place in finding.places if place.value == code]
        for word, code in ((figures.JA, 1), (figures.NEJ, 0))
    }
    return [f"{word}: {words.joined(names)}." for word, names in said.items() if names] + report.lacking(finding)


def notes(whole: Report, finding: Finding) -> list[str]:
    """A slide's notes: FAKTA, every value, who lacks one, and where it is all from."""
    facts = [f"{head}: {page.fact(finding.indikator, name)}" for name, head in page.FACT_BOX.items()]
    values = [f"{place.kommun.namn}: {report.value(finding, place)}" for place in finding.places]
    shown = values if whole.names_everyone else [f"{head}: {said}" for head, said in report.spread(finding)]
    return [
        report.FAKTA,
        *facts,
        report.RESULTAT,
        *shown,
        *report.breaks(finding),
        *report.flags(finding),
        page.source(finding.answer),
    ]
