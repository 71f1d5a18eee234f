"""The result of an indikator in the county report, in sentences: the group, the nation, and the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ojdash.domain.change import is_unchanged
from ojdash.domain.counting import Counts
from ojdash.domain.indikator import Indikator
from ojdash.domain.report import Finding
from ojdash.text import changes, several, underlag, words
from ojdash.text import group as whose

MOST_NAMED = 8  # kommuner
NOBODY_BOTH = "Ingen har ett värde båda åren, så ingen förändring räknas."
NOTHING_MOVED = "Inget värde har ändrats, avrundat som här."


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
    if indikator.kind == "kategori":
        common, times = _most_common(indikator, known)
        return f"Vanligaste svaret är {common}: {_of_kommuner(times, len(known))}."
    if group.median is None:
        named = [(place.kommun.namn, place.value) for place in finding.places if place.value is not None]
        return whose.few(indikator, _whom(finding), everyone, named, group.everyone.withheld)
    low, high = words.number(known[0], indikator.decimals), words.value(indikator, known[-1])
    spread = f"alla har {high}" if known[0] == known[-1] else f"från {low} till {high}"
    median = words.median(indikator, group.median)
    return f"Medianen för {_whom(finding)} är {median}, {spread}{whose.with_value(group.everyone)}."


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
    return f"{words.upper_first(_whom(finding))}: {whose.answers(finding.indikator, finding.group.everyone)}."


def _whom(finding: Finding) -> str:
    return whose.everyone(finding.group)


def _lacking(finding: Finding) -> str:
    """Who has no value; a Ja/Nej has said it already."""
    counted = finding.group.everyone
    if finding.indikator.kind == "ja_nej" or not counted.n or counted.kommuner == 1:
        return ""
    said = whose.not_answering(counted, "saknar värde").removeprefix("; ")
    return f"{said}." if said else ""


def _riket(finding: Finding) -> str:
    """The nation beside the group; nothing where the group is all kommuner and their answers are said already."""
    if finding.nation is not None and finding.group.kind == "riket":
        return ""
    if finding.nation is not None:
        if not finding.nation.n:
            return ""
        said = len(finding.places) > 1 and finding.known  # the group's sentence has told what is counted
        yes = "" if said else f" {finding.indikator.ja_betyder or 'säger ja'}"
        return f"I riket: {whose.yes_of(finding.nation)}{yes}{whose.not_answering(finding.nation)}."
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
        said = f"{year}: {whose.yes_of(before.everyone)} svarade ja{whose.not_answering(before.everyone)}."
        moved = [
            f"{words.counted(flips[flip], 'kommun', 'kommuner')} från {way}"
            for flip, way in (("nej_till_ja", "nej till ja"), ("ja_till_nej", "ja till nej"))
            if flips[flip]
        ]
        if not moved and all(place.change.difference is None for place in finding.places):
            return f"{said} {NOBODY_BOTH}"
        return f"{said} Ändrat svar: {words.joined(moved)}." if moved else f"{said} Ingen har ändrat sitt svar."
    earlier = [place.earlier for place in finding.places if place.earlier is not None]
    if finding.indikator.kind == "kategori" and earlier:
        common, times = _most_common(finding.indikator, earlier)
        return f"{year}: vanligaste svaret var {common}: {_of_kommuner(times, len(earlier))}."
    if before.median is None:
        known = [(place.kommun.namn, place.earlier) for place in finding.places if place.earlier is not None]
        return f"{year}: {whose.values(finding.indikator, known)}. {_told(finding)}"
    was = words.median(finding.indikator, before.median)
    return f"{year}: medianen var {was}{whose.with_value(before.everyone)}. {_told(finding)}"


def _told(finding: Finding) -> str:
    """How many of the changes are secured, and how many of those that are counted are unusual."""
    known = [place.change for place in finding.places if place.change.difference is not None]
    if not known:
        return NOBODY_BOTH
    tested = any(moved.low is not None for moved in known)
    if not tested and all(is_unchanged(finding.indikator, moved) for moved in known):
        return NOTHING_MOVED
    counted = [moved for moved in known if changes.is_counted(finding.indikator, moved)]
    few = [moved.counts for moved in counted if moved.counts.verdict == "kan_inte_provas"]
    unusual = sum(moved.verdict == "ovanlig" for moved in counted)
    said = [_tried(finding)] if tested or not counted else []
    said += [_counted(unusual, len(counted) - len(few))] if len(counted) > len(few) else []
    said += [_few(few, more=len(counted) > len(few))] if few else []
    return " ".join(said)


def _counted(unusual: int, counted: int) -> str:
    if counted == 1:
        large = "den är ovanligt stor" if unusual else "den är inte ovanligt stor"
        return f"En förändring är räknad mot kommuner av liknande storlek, och {large}."
    of = words.counted(counted, "förändring är räknad", "förändringar är räknade")
    which = f"{words.number(unusual)} av dem är" if unusual else "ingen av dem är"
    large = "ovanligt stora" if unusual > 1 else "ovanligt stor"
    return f"{words.upper_first(of)} mot kommuner av liknande storlek, {which} {large}."


def _few(few: Sequence[Counts], more: bool) -> str:
    """The changes that are counted among too few to be called unusual or not; more: others are told before."""
    if len(few) == 1:
        opening = "En till" if more else "En förändring"
        return f"{opening} är räknad: {words.lower_first(changes.counts(few[0]))}"
    least, most = min(its.counted for its in few), max(its.counted for its in few)
    among = words.counted(most, "kommun", "kommuner")
    among = among if least == most else f"{words.number(least)} till {among}"
    opening = f"{words.number(len(few))} till" if more else words.counted(len(few), "förändring", "förändringar")
    return f"{words.upper_first(opening)} är räknade mot {among} av liknande storlek. {changes.TOO_FEW}"


def _tried(finding: Finding) -> str:
    """How many of the kommuner's changes are secured among all that the report tests, and how many only alone."""
    tested = [place.change for place in finding.places if place.change.low is not None]
    if not tested:
        return underlag.untried(finding.indikator)
    alone = [place.kommun.namn for place in finding.places if place.change.is_alone]
    held = Counter(moved.verdict for moved in tested if moved.holds)
    said = [_secured(held["okning"], held["minskning"], len(tested))]
    if alone:
        named = words.joined(alone) if len(alone) <= MOST_NAMED else words.counted(len(alone), "kommun", "kommuner")
        said.append(f"{words.upper_first(several.not_among(tested[0].tested))} i rapporten: {named}.")
    return " ".join(filter(None, (*said, underlag.at_least(finding.indikator))))


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
