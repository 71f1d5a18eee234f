"""The words of Om data: edition, sources, coverage, terms, glossary, and how to ask over HTTP."""

from __future__ import annotations

from ojdash.domain.answer import Answer, each
from ojdash.domain.change import VERDICTS
from ojdash.domain.missing import MISSING as MISSING_KINDS
from ojdash.domain.signal import SIGNALS
from ojdash.text import page, several, words
from ojdash.text.marked import Marked, marked

NAME = "Om data"
QUESTION = "Räcker det här underlaget för det ni vill besluta?"

EDITION = "Utgåva"
COVERAGE = "Vad som finns, per område och år"
COVERAGE_READ = "Siffran är antalet indikatorer med minst ett värde det året."
MISSING = "Värden som saknas"
TERMS = "Villkor och källor"
GLOSSARY = "Ordlista"
COLOURS = "Så räknas nivåerna"
TECHNICIANS = "För tekniker: samma svar över HTTP och i terminalen"

CHANGES = marked(
    "En förändring är **säkerställd** när skillnaden är större än slumpen brukar ge (95 procents intervall, Newcombe). "
    "Det kan bara prövas för andelar där antalet svar är känt. Över en ändrad fråga räknas ingen skillnad. I en lista "
    "prövas alla dess förändringar tillsammans, så att av dem som kallas säkerställda är i genomsnitt "
    f"{several.MOST_CHANCE} slump (Benjamini och Hochberg)."
)
TERMS_KOLADA = marked(
    "Värden som publicerats: **Källa: Kolada**. Medianer, nivåer, percentiler och förändringar har räknats här: "
    "**Egen bearbetning av data från Kolada**. Tjänsten är inte ett samarbete med RKA eller Socialstyrelsen."
)
TERMS_TABLE = (
    "Värden som publicerats: **Källa: {name}**. Indikatorer som har en annan källa har den under sina värden. "
    "Medianer, nivåer, percentiler och förändringar har räknats här: **Egen bearbetning**. "
)
TERMS_EXAMPLE = marked(
    "Alla värden är påhittade för att visa hur tjänsten fungerar. De säger inget om någon kommun. Den som sköter "
    "webbplatsen kan hämta riktiga värden från Kolada."
)
HTTP_READ = (
    "Varje vy är en fråga. Byt sidans namn mot /api/ och sidan för att få svaret som JSON, eller lägg till .csv "
    "eller .xlsx. Svaret bär ETag och Cache-Control efter utgåva. En fråga som inte går att besvara ger status "
    "400 och en mening om vad som är tillåtet. Okända parametrar hoppas över."
)
_COMMANDS = {
    "python -m ojdash update kolada": "hämtar värden från Kolada och publicerar en utgåva",
    "python -m ojdash update table FIL": "läser in en tabell",
    "python -m ojdash editions list": "alla utgåvor, och varför en inte går att läsa",
    "python -m ojdash status list": "vad samordnare har sagt om värden",
    'python -m ojdash access new --name "Namn, organisation"': "gör en samordnares adress",
}
_FIELDS_OF_JSON = {
    "question": "frågan, med alla val ifyllda",
    "edition, simulated, source": "utgåvans id, om värdena är påhittade, och källan",
    "sentence": "svaret i en mening, som på sidan",
    "indikator": "definitionen: id, title, omrade, kind, unit, decimals, direction, type, underlag (vad värdet bygger "
    "på), antal_svar (nyckeltalet som n är läst ur; då är n högst så många som svarat), codes, breaks, source",
    "indikatorer": "samma för varje indikator, på sidor om många (Översikt, Signaler, Om data)",
    "group": "name, kind, members (utan den egna kommunen); av dem median (av minst fyra värden), n (har värde), ja "
    "(svarar ja), lacking (saknar värde), unconcerned (berörs inte); median_with_own, n_with_own, ja_with_own (med den "
    "egna kommunen)",
    "change": "from, to, difference, low, high (95 procents intervall), counted och at_least (så många av liknande "
    "storlek räknas, och så många av dem ändrades minst lika mycket), steps (egna steg före) och verdict: "
    + ", ".join(VERDICTS),
    "rows": "kommun, namn, indikator, year, gender, value (avrundas inte), missing, n, signal, percentile, status",
    "statuses": "vad samordnare sagt om värdena: indikator, kommun, year, lage, namn, skal, at, value, missing, utgava",
    "rule": "regeln för utgåvans nivåer: version och gränser; den står i utgåvans manifest",
    "rows, fler": "ties, kommuner (så många räknas med när nivån bestäms); på Översikt from_year, difference, verdict, "
    "flip, in_list (om förändringen är säkerställd bland alla som raderna prövar), counted, at_least, newest; på "
    "Signaler detsamma och earlier; på Om data omrade",
    "missing": ", ".join(MISSING_KINDS),
    "signal": ", ".join(SIGNALS),
}


def title(answer: Answer) -> str:
    """The page's question."""
    return "Vad bygger siffrorna på?"


def sentence(answer: Answer) -> str:
    """What the edition holds."""
    counts = answer.counts
    years = dict.fromkeys((answer.years[0], answer.years[-1])) if answer.years else ()
    span = f", {'–'.join(map(str, years))}" if years else ""
    one_and_many = ("påhittat värde", "påhittade värden") if answer.simulated else ("värde", "värden")
    values = counts["rows"] - sum(counts["missing"].values())
    having, every = counts["with_values"], counts["kommuner"]
    whom = (
        words.counted(every, "kommun", "kommuner")
        if having == every
        else words.out_of(having, every, "kommun", "kommuner")
    )
    of_regions = counts["of_regions"]
    others = words.upper_first(words.counted(of_regions, "indikator till gäller", "indikatorer till gäller"))
    return (
        f"Utgåvan {answer.edition} har {words.counted(values, *one_and_many, 'ett')} för "
        f"{words.counted(counts['indikatorer'] - of_regions, 'indikator', 'indikatorer')} och {whom}{span}."
        f"{f' {others} bara regioner.' if of_regions else ''}"
    )


def edition(answer: Answer) -> dict[str, str]:
    """The edition's facts."""
    counts = answer.counts
    facts = {
        "Utgåva": answer.edition,
        "Källa": words.EXAMPLE
        if answer.simulated
        else ", ".join(dict.fromkeys((answer.source.name, answer.source.address))),
        "Hämtad": page.fetched(answer),
        "Indikatorer": words.number(counts["indikatorer"]),
        "Kommuner": words.number(counts["kommuner"]),
        "Rader": words.number(counts["rows"]),
    }
    if len(answer.marks):
        facts["Markerade som osäkra"] = words.counted(len(answer.marks.doubts), "värde", "värden", "ett")
    if counts["carried_over"]:
        facts["Från utgåvan före"] = words.counted(counts["carried_over"], "indikator", "indikatorer")
    for id, why in counts["refused"].items():
        facts[f"Togs inte in: {id}"] = why
    for number, note in enumerate(counts["notes"], 1):
        facts[f"Anmärkning {number}"] = note
    return facts


def coverage(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the coverage table: one row an area, one column a year, how many indikatorer have a value."""
    rows = answer.rows
    cells = {(row.omrade, int(row.year)): int(row.indikatorer) for row in each(rows)}
    areas = dict.fromkeys(rows["omrade"])
    heads = ["Område", *(str(year) for year in answer.years)]
    titles = answer.counts["omraden"]
    return heads, [
        [titles.get(omrade, omrade), *(str(cells.get((omrade, year), "–")) for year in answer.years)]
        for omrade in areas
    ]


def missing(answer: Answer) -> dict[str, str]:
    """Every kind of missing value: its sign, and how many rows of the edition have it."""
    rows_by_kind = answer.counts["missing"]
    return {
        f"{words.MISSING[kind]}: {words.MISSING_SIGN[kind]}": words.counted(rows_by_kind.get(kind, 0), "rad", "rader")
        for kind in words.MISSING
    }


def terms(answer: Answer) -> Marked:
    """The terms of the edition's source."""
    if answer.simulated:
        return TERMS_EXAMPLE
    is_table = answer.source.kind == "tabell"
    own = marked(TERMS_TABLE, name=answer.source.name) if is_table else (*TERMS_KOLADA, " ")
    return (*own, answer.source.terms)


def http(answer: Answer) -> dict[str, str]:
    """Examples, the parts of the JSON, and the commands of whoever keeps the site."""
    example = "jamfor?kommun=0680&indikator=U21468&peers=lan"
    return {
        f"GET /api/{example}": "JSON",
        "GET /api/jamfor.csv?…": "samma rader för program: RFC 4180, UTF-8, decimalpunkt, koder och ord, värden "
        "oavrundade; kolumnen rad skiljer kommun, riket, median, kvartil och grupp åt",
        "GET /api/jamfor.excel.csv?… och /api/jamfor.xlsx?…": "samma rader i ord, för Excel: sep=;, semikolon och "
        "decimalkomma, eller en arbetsbok",
        "GET /api/jamfor.pdf?…": "vyn som den visas: svar, figur, tabell, fakta, källa och länk på A4",
        f'python -m ojdash ask "{example}" --format json': "samma svar i terminalen",
        **_FIELDS_OF_JSON,
        "GET /api/utgavor.atom": "ett flöde (Atom) med vad varje utgåva har lagt till, ändrat och tagit bort",
        "GET /api/enkat?kommun=0685&omrade=lss": "enkätens frågor, vad som är ändrat och senaste svar; med analys=… "
        "också minnesanteckningarna (.docx, .pdf, .html)",
        "GET /api/snabbanalys?analys=…": "en sparad analys som JSON, för den som har en adress till den",
        "GET /api/snabbanalys.docx?analys=…": "samma som Word; även .pdf, .xlsx, .csv och .html (utskrift)",
        **_COMMANDS,
    }
