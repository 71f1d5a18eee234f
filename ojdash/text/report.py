"""The words of the county report: its headings, what each indikator's result says, and what it does not show."""

from __future__ import annotations

from collections import Counter

from ojdash.domain.indikator import Indikator
from ojdash.domain.report import Comment, Finding, Place, Report
from ojdash.text import (
    changes,
    gender,
    kvalitet,
    lansrapport,
    levels,
    om_data,
    page,
    several,
    statuses,
    underlag,
    words,
)
from ojdash.text import group as whom
from ojdash.text.marked import unmarked
from ojdash.text.report_results import sentence
from ojdash.text.snabbanalys import written_by

FAKTA, RESULTAT, KOMMENTAR = "FAKTA", "RESULTAT", "KOMMENTAR"
NO_COMMENT = "Ingen kommentar än."
CONTENTS = "Innehåll"
HOW_TO_READ = "Så läser du rapporten"
SUMMARY = "Sammanfattande bild"
MATRIX = "Alla kommuner och indikatorer"
INDIKATORER = "Indikatorerna"
ABSENT = "Indikatorer som inte mättes"
ABSENT_HEADS = ("Indikator", "Varför", "Senast mätt")
QUALITY = "Tillförlitliga uppgifter?"
QUALITY_HEADS = ("Indikator", "Värde saknas", "Få svar", "Ändrad fråga", "Flaggor", "Osäkra värden")
MOST_FLAGS = 5
NOT_SHOWN = "Det här visar rapporten inte"
NO_QUALITY = "Inga värden saknas eller är flaggade, inga bygger på få svar och ingen fråga har ändrats."
ABOUT = "Utgåva och källor"
ANNEX = "Bilaga: alla värden"
SPREAD_HEADS = ("Mått", "Värde")
CHANGE = "Förändring"
RECIPIENT, SENDER, DAY, STATE, KOMMUNER = "Mottagare", "Avsändare", "Datum", "Läge", "Kommuner"
STATES: dict[str, str] = {"utkast": "Utkast", "publicerad": "Publicerad"}
DRAFT = "Utkast. Innehållet kan ändras innan rapporten lämnas."
NOBODY_SAID = "inte angiven"
NOTHING = "–"
PART_OF = "Del"

READ_FIGURES = (
    "Varje indikator har tre delar. FAKTA säger vad indikatorn är till för och hur den mäts. RESULTAT visar siffrorna "
    "som de är publicerade, och vad som räknats fram av dem. KOMMENTAR är vad någon har skrivit, med namn på rollen "
    "och datum. Siffror och kommentarer hålls isär: det som inte har en avsändare är ingen analys.",
    "Indikatorerna står i områdets egen ordning och tabellernas kommuner i namnordning. I figurerna ligger kommunerna "
    "efter värde, för att lika värden ska synas intill varandra. Inget i rapporten är en rangordning, och inget läggs "
    f"ihop till ett betyg. {words.FAR_ENDS}",
)
READ = (
    *READ_FIGURES,
    f"Nivå i riket säger var värdet ligger bland alla kommuner i landet. {words.SIGNAL_SAYS_NOT}",
    changes.MARKS,
)
CAVEATS = (
    "Öppna jämförelser är ett av flera underlag. Siffrorna visar var kommunerna skiljer sig åt, inte varför.",
    "Resultaten behöver kompletteras med annat: egna uppföljningar, samtal med brukare och personal, granskningar.",
    "Ett visst värde säger inget om det enskilda fallet, varken åt det ena eller det andra hållet.",
    "Kostnad och kvalitet läggs aldrig ihop. En hög eller låg kostnad är inte i sig önskvärd.",
    "Ett värde som saknas är inte noll och inte nej.",
)


def title(report: Report) -> str:
    """The document's title."""
    return f"{lansrapport.NAME if report.answer.group.kind == 'lan' else 'Rapport'}: {lansrapport.title(report.answer)}"


def about(report: Report) -> list[tuple[str, str]]:
    """What stands on the cover."""
    cover, answer = report.cover, report.answer
    whose = gender.at_the_head(answer.question.gender)
    said = [
        (RECIPIENT, cover.mottagare),
        (SENDER, cover.avsandare or NOBODY_SAID),
        (DAY, report.day),
        (STATE, STATES[cover.lage]),
    ]
    names = [kommun.namn for kommun in report.kommuner.values()]
    shown = (
        words.joined(names)
        if report.names_everyone
        else f"{words.counted(len(names), 'kommun', 'kommuner')}, se bilagan"
    )
    return [
        *said,
        (page.OMRADE, answer.omrade_title),
        *([(page.GENDER, whose)] if whose else []),
        (page.YEAR, str(report.year)),
        (KOMMUNER, shown),
        (om_data.EDITION, answer.edition),
        (page.SOURCE, page.origin(answer).removeprefix(f"{page.SOURCE}: ")),
    ]


def foot(report: Report) -> str:
    """The foot of every page."""
    return f"{title(report)} · {STATES[report.cover.lage]} {report.day} · {page.origin(report.answer)}"


def heading(indikator: Indikator) -> str:
    """The indikator's heading with its id, by which a reader finds it in other files."""
    return f"{indikator.heading} ({indikator.id})"


def summary(report: Report) -> list[str]:
    """The report in a few sentences: how much, of which kind, how many levels and secured changes."""
    said = [lansrapport.sentence(report.answer)]
    types = Counter(finding.indikator.type for finding in report.findings)
    structure, process = types["struktur"], types["process"]
    if structure + process:
        said.append(
            f"{_of(structure + process, report)} gäller struktur eller process: vad som finns på plats och hur arbetet "
            "görs. Sådana säger lite om den hjälp människor får."
        )
    secured = [finding.indikator.label for finding in report.findings if any(p.change.holds for p in finding.places)]
    if secured:
        said.append(f"Säkerställda förändringar i någon kommun: {'; '.join(secured)}.")
    if tested := report.changes:
        holds, alone = (sum(getattr(moved, name) for moved in tested) for name in ("holds", "is_alone"))
        at_most = any(underlag.is_at_most(finding.indikator) for finding in report.findings)
        said.append(several.together(len(tested), holds, alone, at_most))
    unusual = [f.indikator.label for f in report.findings if any(p.change.verdict == "ovanlig" for p in f.places)]
    if unusual:
        said.append(f"Ovanligt stora förändringar i någon kommun: {'; '.join(unusual)}.")
    commented = sum(bool(finding.comments) for finding in report.findings)
    said.append(f"{_of(commented, report)} har en kommentar." if commented else "Ingen indikator har en kommentar än.")
    return said


def _of(part: int, report: Report) -> str:
    return words.out_of(part, len(report.findings), "indikator", "indikatorer")


def lacking(finding: Finding) -> list[str]:
    """Who lacks a value, one sentence a kind of missing."""
    rule = finding.answer.rule
    return [
        f"{underlag.missing(finding.indikator, kind, rule)}: {words.joined([kommun.namn for kommun in kommuner])}."
        for kind, kommuner in finding.lacking.items()
    ]


def breaks(finding: Finding) -> list[str]:
    """The breaks among the published years."""
    return page.breaks(finding.indikator, finding.answer.years)


def value(finding: Finding, place: Place) -> str:
    """A place's value in a table: the value, or its kind of missing in words."""
    if place.value is None:
        return statuses.marked(underlag.missing(finding.indikator, place.missing, finding.answer.rule), place.status)
    spelled = words.value(finding.indikator, place.value, decimals=_decimals(finding, place, place.value))
    return statuses.marked(spelled, place.status)


def _decimals(finding: Finding, place: Place, found: float) -> int:
    """The decimals of an end of a place's change: more than published where the change beside it needs them."""
    return words.least(finding.indikator, found, changes.decimals(finding.indikator, place.change))


def short(finding: Finding, place: Place) -> str:
    """A place's value in the matrix: the value without its unit, or the sign of what is missing."""
    lacks = place.value is None
    said = words.MISSING_SIGN[place.missing] if lacks else words.value(finding.indikator, place.value, short=True)
    return statuses.marked(said, place.status)


def level(finding: Finding, place: Place) -> str:
    """A place's level among all kommuner, "" where none is worked out."""
    if place.signal is None:
        return ""
    unsure = f" ({levels.in_cell(finding.answer.rule, finding.indikator)})" if place.unsure else ""
    return f"{words.SIGNAL_SHORT[place.signal]}{unsure}"


def earlier(finding: Finding, place: Place) -> str:
    """A place's value of the year before; nothing over a break."""
    if finding.broken is not None or place.earlier is None:
        return NOTHING
    spelled = words.value(finding.indikator, place.earlier, True, _decimals(finding, place, place.earlier))
    return statuses.marked(spelled, place.earlier_status)


def moved(finding: Finding, place: Place) -> str:
    """A place's change."""
    return changes.short(finding.indikator, place.change)


def answers(finding: Finding, place: Place) -> str:
    """How many answered."""
    return underlag.n_alone(finding.indikator, place.n) if place.n is not None else NOTHING


def spread(finding: Finding) -> list[tuple[str, str]]:
    """The group in a few numbers, where it is too large for a row each."""
    indikator, group = finding.indikator, finding.group
    said = [("Kommuner med värde", f"{group.n} av {len(finding.places)}")]
    if indikator.kind == "ja_nej":
        said = [("Kommuner som svarat", f"{group.n} av {len(finding.places)}"), ("Svarar ja", str(group.ja))]
    elif indikator.kind == "kategori":
        said += [(words.value(indikator, code), str(times)) for code, times in sorted(Counter(finding.known).items())]
    elif group.median is not None:
        ends = ("Lägst", finding.known[0]), ("Högst", finding.known[-1])
        said += [(name, words.value(indikator, found)) for name, found in ends]
        median = words.median(indikator, group.median)
        said.insert(2, (words.upper_first(whom.median(group)), median))
    rule = finding.answer.rule
    lacking = ((underlag.missing(indikator, kind, rule), str(len(who))) for kind, who in finding.lacking.items())
    return [*said, *lacking]


def comment(found: Comment) -> str:
    """Who wrote a comment, when, and of what."""
    whose = found.kommun.namn if found.kommun else "Hela gruppen"
    return " · ".join(part for part in (whose, written_by(found.written), found.natverk) if part)


def few(finding: Finding) -> str:
    """The kommuner whose value rests on few answers."""
    least = [place.kommun.namn for place in finding.places if place.signal == "for_fa_svar"]
    unsure = [place.kommun.namn for place in finding.places if place.unsure]
    spans = zip(_spans(finding), (least, unsure), strict=True)
    return " ".join(f"{span}: {words.joined(names)}." for span, names in spans if names)


def absent(why: str, last: int | None) -> tuple[str, str]:
    """Why an indikator is not in the report, and the newest year before that it has values in."""
    return words.MISSING[why], str(last) if last else NOTHING


def doubts(finding: Finding) -> list[str]:
    """What is said of each value in doubt, and what the median rests on."""
    return statuses.told(finding.answer, len(finding.answer.marks.doubts))


def flags(finding: Finding, most: int = MOST_FLAGS) -> list[str]:
    """What the control at publishing found: at most so many, and how many more."""
    said = [kvalitet.flag_line(finding.indikator, namn, row) for namn, row in finding.flags[:most]]
    more = len(finding.flags) - len(said)
    return [*said, *([f"Och {words.number(more)} till, se {kvalitet.NAME}."] if more else [])]


def flag_count(finding: Finding) -> str:
    """How many flags there are."""
    return words.number(len(finding.flags)) if finding.flags else ""


def matrix_read(report: Report) -> list[str]:
    """How the matrix is read: each sign of a missing value in it."""
    kinds = dict.fromkeys(kind for finding in report.findings for kind in finding.lacking)
    signs = [f"”{words.MISSING_SIGN[kind]}” {words.MISSING[kind].lower()}" for kind in kinds]
    units = "Andra enheter än procent står hos varje indikator."
    return [units, *([f"Där värde saknas betyder {'; '.join(signs)}."] if signs else [])]


def figure_alt(finding: Finding) -> str:
    """The figure in sentences."""
    told = (sentence(finding), *lacking(finding), statuses.in_figure(finding.answer))
    return " ".join([f"{finding.indikator.label} {finding.year}.", *(one for one in told if one)])


def closing(report: Report) -> list[str]:
    """Edition, sources, terms, and how levels and changes are worked out."""
    answer = report.answer
    sources = dict.fromkeys(finding.indikator.source for finding in report.findings if finding.indikator.source)
    return [
        page.source(answer),
        *([f"Indikatorernas källor: {'; '.join(sources)}."] if sources else []),
        unmarked(om_data.terms(answer)),
        unmarked(levels.rule_in_sentences(answer.rule)),
        unmarked(om_data.CHANGES),
        *(
            [f"Kommentarerna är från: {words.joined([name for name in report.natverk if name])}."]
            if any(report.natverk)
            else []
        ),
    ]


def lacking_counts(finding: Finding) -> list[str]:
    """How many lack a value, one sentence a kind of missing."""
    return [
        f"{underlag.missing(finding.indikator, kind, finding.answer.rule)}: {len(kommuner)}."
        for kind, kommuner in finding.lacking.items()
    ]


def few_counts(finding: Finding) -> str:
    """How many values rest on few answers."""
    least = sum(place.signal == "for_fa_svar" for place in finding.places)
    unsure = sum(place.unsure for place in finding.places)
    return " ".join(f"{span}: {count}." for span, count in zip(_spans(finding), (least, unsure), strict=True) if count)


def _spans(finding: Finding) -> tuple[str, str]:
    """How many answers are few, and how many uncertain."""
    rule = finding.answer.rule
    return f"Färre än {rule.fewest_for_signal}", levels.between(rule, finding.indikator)
