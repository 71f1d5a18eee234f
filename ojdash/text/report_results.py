"""The result of an indikator in the county report, in sentences: the group, the nation, and the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ojdash.domain.indikator import Indikator
from ojdash.domain.report import Finding
from ojdash.text import charts as figures
from ojdash.text import lansrapport, several, underlag, words

MOST_NAMED = 8  # kommuner


def sentence(finding: Finding) -> str:
    """The result of one indikator in words: the group, how many lack a value, the nation."""
    return " ".join(part for part in (_group(finding), _lacking(finding), _riket(finding)) if part)


def _group(finding: Finding) -> str:
    indikator, group, known = finding.indikator, finding.group, finding.known
    everyone = len(finding.places)
    if everyone == 1:
        return _alone(finding)
    if not known:
        return f"Ingen av {_whom(finding)} har ett värde {finding.year}."
    if indikator.kind == "ja_nej":
        return _ja_nej(finding)
    whom = words.counted(len(known), "kommun", "kommuner")
    if indikator.kind == "kategori":
        common, times = _most_common(indikator, known)
        return f"Vanligaste svaret är {common}: {_of_kommuner(times, len(known))}."
    low, high = words.number(known[0], indikator.decimals), words.value(indikator, known[-1])
    if len(known) == 1:
        return f"En av {words.counted(everyone, 'kommun', 'kommuner')} har ett värde: {high}."
    median = words.median(indikator, group.median)
    spread = f"alla har {high}" if known[0] == known[-1] else f"från {low} till {high}"
    return f"Medianen i {_place(finding)} är {median}, {spread} ({whom} med värde)."


def _most_common(indikator: Indikator, codes: Sequence[float]) -> tuple[str, int]:
    """The answer that most give, or those that as many give, in words, and how many."""
    counts = Counter(codes).most_common()
    most = counts[0][1]
    return words.joined([words.value(indikator, code).lower() for code, times in counts if times == most]), most


def _of_kommuner(part: int, whole: int) -> str:
    return words.out_of(part, whole, "kommun", "kommuner")


def _alone(finding: Finding) -> str:
    place = finding.places[0]
    if place.value is None:
        return f"{place.kommun.namn} har inget värde {finding.year}."
    return f"{place.kommun.namn}: {words.value(finding.indikator, place.value)} ({finding.year})."


def _ja_nej(finding: Finding) -> str:
    group, everyone = finding.group, len(finding.places)
    verb, _, rest = (finding.indikator.ja_betyder or "svarar ja").partition(" ")
    rest = f" {rest}" if rest else ""
    whom = _whom(finding) if group.n == everyone else f"de {group.n} kommuner som har svarat"
    if group.n == 1:
        return f"En kommun har svarat, och svaret är {'ja' if group.ja else 'nej'}."
    if group.ja == group.n:
        return f"Alla {whom.removeprefix('de ')} {verb}{rest}." if group.n == everyone else f"Alla {whom} {verb}{rest}."
    if group.ja == 0:
        return f"Ingen av {whom} {verb}{rest}."
    return f"Av {whom} {verb} {group.ja}{rest}."


def _whom(finding: Finding) -> str:
    everyone = words.counted(len(finding.places), "kommun", "kommuner")
    kind = finding.group.kind
    return f"länets {everyone}" if kind == "lan" else f"rikets {everyone}" if kind == "riket" else f"de {everyone}na"


def _place(finding: Finding) -> str:
    return lansrapport.group(finding.answer) if finding.group.kind in ("lan", "riket") else "gruppen"


def _lacking(finding: Finding) -> str:
    lacking = len(finding.places) - len(finding.known)
    if not lacking or not finding.known or len(finding.places) == 1:
        return ""
    return f"{words.upper_first(words.counted(lacking, 'kommun', 'kommuner'))} saknar värde."


def _riket(finding: Finding) -> str:
    """The nation beside the group; nothing where the group is all kommuner and their answers are said already."""
    if finding.riket_ja is not None and finding.group.kind == "riket":
        return ""
    if finding.riket_ja is not None:
        ja, answers = finding.riket_ja
        return f"I riket: {_of_kommuner(ja, answers)}." if answers else ""
    return "" if finding.riket is None else f"Riket: {words.value(finding.indikator, finding.riket)}."


def since(finding: Finding) -> str:
    """The group against its year before, or why that can't be said."""
    before, year = finding.before, finding.from_year
    if before is None:
        return "Det finns inget tidigare år att jämföra med."
    if finding.broken is not None:
        reason = finding.broken.reason.rstrip(".")
        return f"Frågan ändrades {finding.broken.year}: {reason}. Åren {year} och {finding.year} kan inte jämföras."
    if finding.indikator.kind == "ja_nej":
        flips = Counter(place.change.flip for place in finding.places)
        said = f"{year}: {figures.yes_of(before.ja, before.n)} svarade ja."
        moved = [
            f"{words.counted(flips[flip], 'kommun', 'kommuner')} från {way}"
            for flip, way in (("nej_till_ja", "nej till ja"), ("ja_till_nej", "ja till nej"))
            if flips[flip]
        ]
        return f"{said} Ändrat svar: {words.joined(moved)}." if moved else f"{said} Ingen har ändrat sitt svar."
    earlier = [place.earlier for place in finding.places if place.earlier is not None]
    if finding.indikator.kind == "kategori" and earlier:
        common, times = _most_common(finding.indikator, earlier)
        return f"{year}: vanligaste svaret var {common}: {_of_kommuner(times, len(earlier))}."
    if before.median is None:
        return ""
    was = words.median(finding.indikator, before.median)
    known = words.counted(before.n, "kommun", "kommuner")
    return f"{year}: medianen var {was} ({known} med värde). {_told(finding)}"


def _told(finding: Finding) -> str:
    """How many of the changes are secured, and how many of those that are counted are unusual."""
    verdicts = Counter(place.change.verdict for place in finding.places)
    counted = verdicts["ovanlig"] + verdicts["vanlig"]
    tested = any(place.change.low is not None for place in finding.places)
    said = [_tried(finding)] if tested or not counted else []
    return " ".join(said + ([_counted(verdicts["ovanlig"], counted)] if counted else []))


def _counted(unusual: int, counted: int) -> str:
    of = words.counted(counted, "förändring är räknad", "förändringar är räknade")
    which = f"{words.number(unusual)} av dem är" if unusual else "ingen av dem är"
    large = "ovanligt stora" if unusual > 1 else "ovanligt stor"
    return f"{words.upper_first(of)} mot kommuner av liknande storlek, {which} {large}."


def _tried(finding: Finding) -> str:
    """How many of the kommuner's changes are secured among all that the report tests, and how many only alone."""
    tested = [place.change for place in finding.places if place.change.low is not None]
    if not tested:
        return underlag.untried(finding.indikator)
    alone = [place.kommun.namn for place in finding.places if place.change.is_alone]
    held = Counter(moved.verdict for moved in tested if moved.holds)
    said = _secured(held["okning"], held["minskning"], len(tested))
    if not alone:
        return said
    named = words.joined(alone) if len(alone) <= MOST_NAMED else words.counted(len(alone), "kommun", "kommuner")
    return f"{said} {words.upper_first(several.not_among(tested[0].tested))} i rapporten: {named}."


def _secured(up: int, down: int, tried: int) -> str:
    if not up + down:
        return (
            f"Ingen av {tried} förändringar som kan prövas är säkerställd."
            if tried > 1
            else "En förändring kan prövas, och den är inte säkerställd."
        )
    secured = [
        *([words.counted(up, "säkerställd ökning", "säkerställda ökningar")] if up else []),
        *([words.counted(down, "säkerställd minskning", "säkerställda minskningar")] if down else []),
    ]
    of = words.counted(tried, "förändring", "förändringar")
    return f"Av {of} som kan prövas är {' och '.join(secured)}."
