"""The words of Kvalitet: what is worth checking, how sure that is, and whom to ask."""

from __future__ import annotations

from typing import Any

from ojdash.domain.answer import Answer, number, whole
from ojdash.domain.indikator import Indikator
from ojdash.domain.quality import KINDS
from ojdash.text import jamfor, page, underlag, words

NAME = "Kvalitet"
QUESTION = "Vilken uppgift vill ni kontrollera innan den används, vem frågar vem, och till när?"
OWN = "Att kontrollera"
OTHERS = "Kommunerna i gruppen"
WHOLE = "Hela indikatorer"
WHOLE_READ = (
    "Det här gäller frågan eller måttet, i alla kommuner, och är inget som den egna kommunen kan svara på ensam."
)
COUNTS = "Antal flaggor"
RULES = "Så hittas de"
NOT_ERROR = (
    "En flagga är en fråga att kontrollera och inte ett fel. En verklig förändring, en liten kommun och en felskriven "
    "siffra ser likadana ut här."
)
WHY = "Varför uppgifterna först"
CHAIN = (
    ("Fel uppgift", "fel slutsats", "fel prioritering", "fel satsning", "kostnad utan resultat"),
    ("Rätt uppgift", "rätt slutsats", "rätt prioritering", "rätt satsning", "resultat för dem det gäller"),
)
CHAIN_READ = "Varje steg bygger på det före. Därför kontrolleras uppgiften innan den förklaras."
ALL_CLEAR = "Ingen av reglerna slår till på kommunens egna uppgifter här. Det är inget bevis för att de stämmer."

KIND: dict[str, str] = {
    "framtid": "År som inte har varit",
    "utanfor": "Utanför det möjliga",
    "enhet": "Kan ha fel enhet",
    "kon": "Alla stämmer inte med kvinnor och män",
    "hopp": "Oväntat hopp",
    "ja_till_nej": "Från ja till nej",
    "oforandrat": "Samma värde flera år",
    "ytterst": "Exakt 0 eller 100 procent",
    "ordning": "Kommunernas ordning är en annan",
    "nivaskift": "Hela nivån flyttade sig",
    "samtidigt": "Många ändrade svar samtidigt",
    "tackning": "Antal kommuner ändrades",
    "antal_svar": "Antal svar ändrades",
    "brott": "Ändrad fråga",
}
RULE: dict[str, str] = {
    "framtid": "Värdet gäller ett senare år än det då värdena hämtades. Det visas aldrig som det senaste.",
    "utanfor": "En andel under 0 eller över 100 procent, eller ett antal under noll.",
    "enhet": "En andel på högst 1 där den var minst 20 procent, eller kronor som skiljer tusen gånger.",
    "kon": "Värdet för alla ligger mer än 1 enhet utanför värdena för kvinnor och män.",
    "hopp": (
        "Med känt antal svar: minst 15 procentenheter, och mer än slumpen ger 2 gånger på 1 000. Annars: förändringen "
        "avviker mer än 3,5 robusta standardmått från de andra kommunernas och är ovanlig för kommunen själv. Ett "
        "värde som går tillbaka till där det var flaggas inte."
    ),
    "ja_till_nej": "Svaret var ja vid mätningen före och är nej nu.",
    "oforandrat": "Exakt samma värde i minst fyra mätningar i rad, i en enkät eller undersökning.",
    "ytterst": "Exakt 0 eller 100 procent av färre än 10 svar, eller av ett okänt antal.",
    "ordning": "Kommunernas ordning liknade året före de flesta år (Spearman över 0,6) men inte nu (under 0,3).",
    "nivaskift": "Kommunernas medianförändring ligger mer än 3 robusta mått och minst 5 enheter från det vanliga.",
    "samtidigt": "Andelen ja ändrades minst 15 procentenheter, och mer än slumpen ger 2 gånger på 1 000.",
    "tackning": "Minst 20 procent fler eller färre kommuner har ett värde än vid mätningen före.",
    "antal_svar": "Minst 20 procent fler eller färre svar än vid mätningen före.",
    "brott": "Källan har angett att frågan ändrades.",
}
MANY_SAID: dict[str, str] = {
    "framtid": "har ett värde för ett år som inte hade kommit när det hämtades,",
    "utanfor": "har ett värde utanför det möjliga",
    "enhet": "har ett värde som kan ha fel enhet",
    "kon": "har ett värde för alla som inte stämmer med kvinnor och män",
    "hopp": "har ett oväntat hopp",
    "oforandrat": "har haft samma värde i minst fyra mätningar",
    "ytterst": "har exakt 0 eller 100 procent av få eller okänt antal svar",
}
UNTRIED = "Regler som inte kunde prövas på alla indikatorer"
UNTRIED_READ = "Att inget är flaggat säger inget där. Det gäller det valda året, annars varje indikators senaste."
NO_UNTRIED = "Alla regler kunde prövas på alla indikatorer i området."
WHY_NOT: dict[str, str] = {
    "tidigare": "inget tidigare värde att jämföra med: första mätningen, eller frågan är ändrad",
    "kon": "det finns inga värden för kvinnor och män",
    "kommuner": "färre än {kommuner} kommuner har ett värde",
    "matningar": "för få mätningar",
}
GATHERED = "Där fler än var tionde kommun träffas av en regel blir det en flagga för hela indikatorn."


def title(answer: Answer) -> str:
    """The page's question."""
    return f"Vad är värt att kontrollera i {answer.kommun.namn}? – {answer.omrade_title}"


def sentence(answer: Answer) -> str:
    """How many flags, whose; or that the edition was published without quality control."""
    if not answer.counts["controlled"]:
        return (
            f"Utgåvan {answer.edition} publicerades utan kvalitetskontroll, så här finns inga flaggor att visa. "
            "Nästa uppdatering ger en utgåva med kontroll."
        )
    own, whole_ones = (int((answer.rows["whose"] == whose).sum()) for whose in ("egen", "indikatorn"))
    what = words.counted(own, "flagga", "flaggor") if own else "ingen flagga"
    checked = words.counted(answer.counts["checked"], "indikator", "indikatorer")
    said = f"Reglerna ger {what} för {answer.kommun.namn}"
    rest = f" {words.upper_first(words.counted(whole_ones, 'flagga', 'flaggor'))} gäller hela indikatorer."
    return f"{said}, av {checked} i området.{rest if whole_ones else ''} En flagga är en fråga, inte ett fel."


def said(indikator: Indikator, row: Any) -> str:
    """What is odd: one sentence with the numbers. `row` has domain.quality.FLAG_COLUMNS, kommun None when whole."""
    if not isinstance(row.kommun, str):
        return _said_of_whole(indikator, row)
    now, before = _value(indikator, row.value), _value(indikator, row.earlier)
    year, from_year = whole(row.year), whole(row.from_year)
    if row.kind == "framtid":
        return f"{now} för {year}{_whom(row)}, ett år som inte hade kommit när värdet hämtades."
    if row.kind == "utanfor":
        limit = "ligger utanför 0–100" if indikator.kind == "andel" else "är färre än noll"
        return f"{now} {year}{_whom(row)} {limit}."
    if row.kind == "enhet":
        meant = "en andel av 1 i stället för procent" if indikator.kind == "andel" else "fel på tusental"
        beside = f", mot {before} {from_year}" if before else ", långt under de andra kommunernas"
        return f"{now} {year}{_whom(row)}{beside}: kan vara {meant}."
    if row.kind == "kon":
        ends = f"{words.number(row.low, indikator.decimals)}–{_value(indikator, row.high)}"
        return f"Alla {now} {year}, men kvinnor och män {ends}."
    if row.kind == "hopp":
        return f"{now} {year}{_of(indikator, row.n)}, mot {before} {from_year}{_of(indikator, row.n_earlier)}."
    if row.kind == "ja_till_nej":
        return f"Svaret var ja {from_year} och är nej {year}."
    if row.kind == "oforandrat":
        return f"{now} i {words.counted(whole(row.sure), 'mätning', 'mätningar')} i rad, {from_year} till {year}."
    resting = _of(indikator, row.n) or f", och {underlag.unknown(indikator)}"
    return f"Exakt {now} {year}{resting}."


def sure(indikator: Indikator, row: Any) -> str:
    """How sure it is that this is odd: a number with its limit, or the rule."""
    if row.sure_by == "z":
        how = underlag.limits(indikator, f"z {_signed(row.sure)}, gräns 3,1")
        return f"Så stor skillnad ger slumpen färre än 2 gånger på 1 000 ({how})."
    if row.sure_by == "mz":
        finer = indikator.decimals + 1  # a value just outside is not to look as if it lay on the border
        low, high = words.number(row.low, finer), words.value(indikator, row.high, decimals=finer)
        return f"Väntat {low}–{high}, efter de andras förändring (avvikelse {_signed(row.sure)}, gräns 3,5)."
    if row.sure_by == "rho":
        return "Säkert som räkning; orsaken är okänd."
    if row.sure_by == "kvot":
        percent = words.number(100 * abs(row.sure - 1))
        return f"{percent} procent {'fler' if row.sure > 1 else 'färre'}, gräns 20 procent."
    return f"Regel: {_lower_first(RULE[row.kind])}"


def whom(indikator: Indikator, row: Any) -> str:
    """Whom to ask."""
    if row.ask == "kommun":
        return f"Fråga den i {row.namn} som lämnade uppgiften."
    if row.ask == "kalla":
        return f"Fråga källan: {indikator.source.rstrip('.') or 'den som publicerar'}."
    return "Ta upp det i nätverket, med den som samordnar ÖJ i länet."


def counts(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of a table of how many of each kind."""
    heads = [COUNTS, answer.kommun.namn, OTHERS, WHOLE]
    kinds = answer.counts["by_kind"]
    rows = [[KIND[kind], *(words.number(times) for times in kinds[kind].values())] for kind in KINDS if kind in kinds]
    return heads, rows


def rules(answer: Answer) -> dict[str, str]:
    """Each kind and its rule."""
    return {KIND[kind]: RULE[kind] for kind in KINDS}


def untried(answer: Answer) -> dict[str, str]:
    """Each kind that could not be tried on some of the area's indikatorer: on how many, and why."""
    said: dict[str, list[str]] = {}
    for (kind, why), times in answer.counts["untried"].items():
        of = words.out_of(times, answer.counts["checked"], "indikator", "indikatorer")
        said.setdefault(KIND[kind], []).append(f"{of}: {WHY_NOT[why].format(kommuner=answer.rule.fewest_kommuner)}.")
    return {kind: " ".join(lines) for kind, lines in said.items()}


def in_group(answer: Answer) -> str:
    """What the group's flags are of."""
    its = answer.rows[answer.rows["whose"] == "gruppen"]
    flags, kommuner = len(its), its["kommun"].nunique()
    if not flags:
        return f"{words.upper_first(jamfor.group(answer))}: inga flaggor på andra kommuners uppgifter."
    of = words.counted(len(answer.group.members), "kommun", "kommuner")
    what = words.counted(flags, "flagga", "flaggor")
    return f"{words.upper_first(jamfor.group(answer))}: {what} i {kommuner} av {of}."


def other_flags(sentence: str) -> str:
    """What the newest edition says to the same, where it is something else."""
    return f"Flaggorna är andra i den nyaste utgåvan. Där står: {sentence}"


def rest_in_file(count: int) -> str:
    """How many kommuner are not listed."""
    return f"{words.upper_first(words.counted(count, 'kommun', 'kommuner'))} till står i filen under Hämta."


def flag_line(indikator: Indikator, namn: str | None, row: Any) -> str:
    """One flag in one line, for the terminal."""
    of = f"{namn}, " if namn else ""
    return f"{KIND[row.kind]}: {of}{indikator.id} {indikator.label}. {said(indikator, row)}"


def _said_of_whole(indikator: Indikator, row: Any) -> str:
    year, from_year, pairs = whole(row.year), whole(row.from_year), whole(row.kommuner)
    if row.kind in MANY_SAID:
        return f"{words.out_of(pairs, whole(row.n), 'kommun', 'kommuner')} {MANY_SAID[row.kind]} {year}{_whom(row)}."
    now, before = number(row.value), number(row.earlier)
    if row.kind == "ordning":
        return (
            f"Kommunernas ordning {year} liknar inte den {from_year}: Spearman {words.number(now, 2)}, tidigare oftast "
            f"{words.number(before, 2)} ({pairs} kommuner)."
        )
    if row.kind == "nivaskift":
        unit = "procentenheter" if indikator.kind == "andel" else "procent"
        return (
            f"Medianen av kommunernas förändring {from_year} till {year} är {_signed(now)} {unit}; tidigare oftast "
            f"{_signed(before)} ({pairs} kommuner)."
        )
    if row.kind == "samtidigt":
        return (
            f"{words.number(now)} procent av de kommuner som svarat svarar ja {year}, mot {words.number(before)} "
            f"procent {from_year}: {whole(row.high)} gick från nej till ja och {whole(row.low)} från ja till nej."
        )
    if row.kind == "tackning":
        known = words.upper_first(words.counted(int(now), "kommun", "kommuner"))
        return f"{known} har ett värde {year}, mot {words.number(before)} {from_year}."
    if row.kind == "antal_svar":
        now = words.upper_first(underlag.answers(indikator, int(now)))
        return f"{now} {year}, mot {underlag.n_alone(indikator, before)} {from_year}, i samma {pairs} kommuner."
    broken = indikator.break_between(from_year, year)
    return next(line for line in page.breaks(indikator) if str(broken.year) in line)


def _value(indikator: Indikator, found: Any) -> str:
    known = number(found)
    if known is None:
        return ""
    # A share of one would be rounded to a whole percent, and the oddness with it.
    finer = indikator.kind == "andel" and 0 < abs(known) < 1
    return words.value(indikator, known, decimals=max(indikator.decimals, 2) if finer else None)


def _whom(row: Any) -> str:
    return "" if row.gender == "T" else f" för {words.GENDER[row.gender].lower()}"


def _of(indikator: Indikator, n: Any) -> str:
    return "" if whole(n) is None else f" (av {underlag.answers(indikator, whole(n))})"


def _signed(found: float) -> str:
    return ("+" if found > 0 else "") + words.number(found, 1)


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
