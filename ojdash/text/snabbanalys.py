"""The words of Snabbanalys: the form, the path around it, and what a network does together."""

from __future__ import annotations

from ojdash.domain.analys import Analys, Item, Written, has_decision, measured_until
from ojdash.domain.answer import Answer
from ojdash.domain.form import Deviation, Form, Joint, Row
from ojdash.domain.places import BASKET, YEAR_QUESTIONS
from ojdash.text import changes, delning, group, jamfor, page, statuses, underlag, words
from ojdash.text import indikator as about
from ojdash.text.handbook import STEPS
from ojdash.text.over_tid import THREE
from ojdash.text.signed_in import vouched

NAME = "Snabbanalys"
QUESTION = "Vad vill ni ta vidare, och vem ska få veta det?"

# The form: its columns and their words, as on the printed form.
COLUMNS: dict[str, str] = {
    "angelaget": "Angeläget resultat",
    "tillforlitligt": "Tillförlitligt",
    "aktuellt": "Aktuellt",
    "aktiviteter": "Pågår aktiviteter, vilka?",
    "kommentarer": "Övriga kommentarer",
    "samlad": "Samlad analys",
}
SVAR: dict[str, str] = {"ja": "Ja", "nej": "Nej", "undersok": "Behöver undersökas"}
UNANSWERED, UNKNOWN = "ej besvarad", "okänt"
ADDED = "”Behöver undersökas” är vårt tillägg till blanketten."
NO_COMMENT = "kommunens kommentar saknas"
NO_VERDICT = "Svaren räknas inte ihop. Ett resultat som inte är tillförlitligt kan ändå visa på ett förbättringsområde."
YEAR_TITLE = "Jämför med tidigare år"

FIELDS: dict[str, str] = {
    **COLUMNS,
    "underlag": "Andra underlag än siffran",
    "grupp": "Grupp att jämföra med",
    "grupp_varfor": "Varför just den gruppen?",
    "svarade": "Så svarade vi och varför",
    "prioriterad": "Prioriterad för fördjupad analys",
    "prioriterad_varfor": "Skäl",
    "prioriterad_mottagare": "Mottagare (namngiven)",
    "mal": "Mål",
    "avvikelse": "Vad säger avvikelserna?",
    "orsaker": "Tänkbara orsaker",
    "slutsats": "Slutsats",
}
STEP_FIELDS: dict[str, str] = {
    "anteckning": "Anteckningar",
    "fraga": "Beslutsfråga",
    "beslutar": "Vem beslutar?",
    "datum": "Datum",
    "lage": "Utfall",
    "utfall": "Beslutet i ord",
    "klar": "Steget är klart",
}
BESLUT: dict[str, str] = {"beslutat": "Beslutat", "skjuts_upp": "Skjuts upp"}
ITEM_FIELDS: dict[str, dict[str, str]] = {
    "handelse": {
        "slag": "Slag",
        "datum": "Började",
        "indikator": "Gäller",
        "text": "Vad?",
    },
    "forslag": {
        "indikator": "Gäller",
        "text": "Förslag",
        "varfor": "Skäl",
        "ansvarig": "Ansvarig",
        "datum": "Klart till",
        "lage": "Läge",
        "uppfoljning": "Uppföljning",
    },
    "tolkning": {
        "indikator": "Fråga",
        "text": "Så läser vi frågan",
        "datum": "Överenskommet",
        "vilka": "Vilka är överens?",
    },
    "utvecklingsmal": {
        "text": "Mål",
        "kommuner": "Kommuner",
        "ursprung": "Ursprung",
        "indikatorer": "Indikatorer, om några",
        "lage": "Läge",
        "datum": "Till",
    },
    "utbyte": {
        "kommuner": "Två eller tre kommuner",
        "niva": "Nivå (medarbetare, funktion, chef)",
        "datum": "Datum",
        "verksamhet": "Verksamhet",
        "budget": "Budget",
        "kvalitet": "Kvalitet",
        "arbetsmiljo": "Arbetsmiljö",
    },
}
CHOICES: dict[str, dict[str, str]] = {
    "svar": SVAR,
    "janej": {"ja": "Ja", "nej": "Nej"},
    "beslut": BESLUT,
    "handelse": {"handelse": "Händelse", "aktivitet": "Aktivitet"},
    "forslag": {
        "forslag": "Förslag",
        "beslutat": "Beslutat",
        "pagar": "Pågår",
        "klart": "Klart",
        "avslutat": "Avslutat utan åtgärd",
    },
    "utfall": {"rutin": "Rutin", "kompetens": "Kompetens", "samverkan": "Samverkan", "data": "Data"},
    "ursprung": {"oj": "Ett resultat i Öppna jämförelser", "annat": "Annat"},
    "utvecklingsmal": {"planerat": "Planerat", "pagar": "Pågår", "uppnatt": "Uppnått", "avslutat": "Avslutat"},
}
ITEMS: dict[str, str] = {
    "handelse": "Händelser och aktiviteter",
    "forslag": "Förslag",
    "tolkning": "Gemensam tolkning",
    "utvecklingsmal": "Gemensamma utvecklingsmål",
    "utbyte": "Utbyte mellan två eller tre kommuner",
}
ADD: dict[str, str] = {
    "handelse": "Ny händelse eller aktivitet",
    "forslag": "Nytt förslag",
    "tolkning": "Ny gemensam tolkning",
    "utvecklingsmal": "Nytt gemensamt mål",
    "utbyte": "Nytt utbyte",
}
INDIKATOR, KOMMUN, WHOLE_FORM = "Indikator", "Kommun", "Hela blanketten"
EVERYTHING = "alla områden"
OWN_GROUP = "Analysens andra kommuner"
VERSIONS = "Versioner"
BESIDE = "Två har skrivit samtidigt, och ingen har valt än. Den andra texten:"
BESIDE_SHORT = "två texter, inget valt"
NOT_IN_FORM = "inte vald"
SUMMARY = "Det vi kom fram till"
FILL = "Fyll i"
PRIORITISED = "Prioriterad"
YES = "Ja"
NOTHING_WRITTEN = "inget skrivet"
UNANSWERED_CHOICE, UNKNOWN_CHOICE, UNDECIDED = "Inte besvarad", "Okänt", "Inte bestämt"
READINGS_READ = "Det ni kommer överens om visas i indikatorns faktaruta för den som har analysen öppen."
NO_ADDRESS = "Ingen adress gäller. Byt mot en ny för att öppna igen."
REMOVE, NOT_CHOSEN = "Ta bort", "Välj"

# The parts of the page beside the five steps.
TOGETHER, SHARING = "Tillsammans", "Delning"
PATH = "Stegen"
DONE, PUT_OFF = "klart", "skjuts upp"

# Step 1 and the choice of indikatorer.
ABOUT = "Om analysen"
OM: dict[str, str] = {
    "titel": delning.TITLE,
    "natverk": "Nätverk eller grupp",
    "mottagare": "Mottagare",
    "kommuner": "Kommuner",
    "omrade": "Område",
    "year": "År",
}
CHOOSE = "Välj indikatorer"
CHOOSE_READ = "En räcker. Lägg till fler när ni vill."
STANDING_OUT, LAST_YEAR, FREELY = "Sticker ut i år", "Från förra årets blankett", "Alla i området"
NONE_CHOSEN = "Inga indikatorer är valda än."
FORM = "Blanketten"
NEXT, BACK = "Nästa indikator", "Till blanketten"
PRIORITY = "Prioritering"
EVIDENCE = "Siffrorna säger"
BEFORE = "Hade börjat före mätningen"
AFTER = "Började efter mätningen och kan inte förklara värdet"
NO_EVENTS = "Inga daterade händelser är skrivna."
EVENTS_SHOWN = "Daterade händelser och aktiviteter visas också på tidsaxeln i År för år."
DEVIATIONS = "Avvikelser"
DEVIATION: dict[str, str] = {"tidigare": "Mot eget tidigare värde", "mal": "Mot målet"}
NO_DEVIATION: dict[str, str] = {
    "brott": "räknas inte ut: frågan är ändrad mellan åren",
    "saknas": "kan inte räknas ut: ett värde saknas",
    "fa_varden": "räknas inte ut: färre än fyra i gruppen har ett värde",
    "ja_nej": "räknas inte ut för ett ja eller nej",
    "kategori": "räknas inte ut för ett svarsalternativ",
    "inget_mal": "inget mål är satt",
}
FIRST_PRIORITISE = "Inga indikatorer är prioriterade än. Prioritera någon i steg 2; tills dess visas alla valda."
REVISED_TITLE = "Ändrat sedan analysen gjordes"
NEXT_YEAR = "Börja med nästa år"
LAST_YEAR_TITLE = "Förra årets beslut"

JOINT = "Kommunernas svar sida vid sida"
JOINT_READ = "Indikatorer där kommunerna bedömer olika står först. Ett tomt svar räknas inte som ett svar."
BASKET_TITLE = "Årets urval"
BASKET_READ = "Fyra till sex indikatorer till årets rapport, var och en med skäl och mottagare."
GOAL_NEEDS_NONE = "Ett mål behöver inte komma ur Öppna jämförelser."
EXCHANGE_READ = "Två eller tre kommuner hinner på djupet med varandra. Fyra blir ett möte för hela nätverket."
ANSWERED = "Så svarade vi och varför"
KORG: dict[str, str] = {"skal": "Skäl", "mottagare": "Mottagare"}


def title(answer: Answer) -> str:
    """The page's question, before an analys is open."""
    return delning.START_TITLE


def sentence(answer: Answer) -> str:
    """What the page is for."""
    return delning.START


def form_title(form: Form) -> str:
    """What is open, as a heading."""
    named = form.analys.text("om/titel")
    return named or f"Snabbanalys {form.kommun.namn} {form.question.year}"


def form_sentence(form: Form) -> str:
    """Whose form of which year, how far it has come, and for whom."""
    answered = sum(any(row.text(name) for name in COLUMNS) for row in form.rows)
    where = f", {form.omrade_title}" if form.omrade_title else ""
    chosen = words.counted(len(form.rows), "indikator är vald", "indikatorer är valda")
    for_whom = form.analys.text("om/mottagare")
    begun = words.counted(answered, "är påbörjad", "är påbörjade") if answered else "ingen är påbörjad"
    said = f"{form.kommun.namn} {form.question.year}{where}: {chosen}, {begun}."
    return f"{said} Mottagare: {for_whom}." if for_whom else said


def written_by(written: Written) -> str:
    """ "Enhetschef, Vetlanda kommun, 2024-05-03"."""
    who = written.author
    signed = ", ".join(filter(None, (who.role, who.organisation, vouched(who.verified))))
    return f"{signed}, {words.local(written.at):%Y-%m-%d}"


def opened_on(form: Form) -> str:
    """The edition and year the analys was made on, or that it was made on none yet."""
    year = form.question.year
    if not form.analys.text(f"ar/{year}/utgava"):
        return f"Inget är skrivet om {year} än. Värdena är från utgåvan {form.edition}."
    return f"Analysen är gjord på {year} års värden. Här visas utgåvan {form.edition}."


def evidence(row: Row) -> dict[str, list[str]]:
    """What the figures and the fact box say beside the three judged questions, in sentences."""
    if row.evidence is None:
        return {name: [f"Indikatorn {row.id} finns inte i utgåvan."] for name in ("angelaget", *_RELIABILITY)}
    answer = row.evidence.answer
    return {
        "angelaget": _said(about.sentence(answer), changes.sentence(answer.indikator, answer.change), _beside(answer)),
        "tillforlitligt": _reliability(row, answer),
        "aktuellt": _current(row, answer),
    }


_RELIABILITY = ("tillforlitligt", "aktuellt")


def _said(*sentences: str) -> list[str]:
    return [sentence for sentence in sentences if sentence]


def _beside(answer: Answer) -> str:
    said = jamfor.sentence(answer)
    return "" if answer.indikator.kind == "ja_nej" else said.removeprefix(jamfor.own_value(answer)).strip()


def _reliability(row: Row, answer: Answer) -> list[str]:
    own = answer.own
    missing = ""
    if own is not None and own.value is None:
        missing = (
            f"Värdet för {own.year} saknas: {underlag.missing(answer.indikator, own.missing, answer.rule).lower()}."
        )
    return _said(
        f"Källa: {answer.indikator.source}.",
        missing,
        *statuses.told(answer),
        about.certainty(answer),
        *page.breaks(answer.indikator, answer.years),
        f"Kända felkällor: {page.fact(answer.indikator, 'felkallor')}",
        *(reading(item) for item in row.evidence.readings),
        *walked(row),
    )


def _current(row: Row, answer: Answer) -> list[str]:
    own = answer.own
    if own is None:
        return _said(about.newer(answer))
    until = measured_until(answer.indikator, own.year)
    measured = f"Värdet gäller {own.year}. Det kan inte säga något om tiden efter {until.isoformat()}."
    after = [event(item) for item in row.evidence.after]
    since = f"Efter mätningen: {'; '.join(after)}." if after else "Inget som hänt efter mätningen är skrivet."
    return _said(measured, about.newer(answer), since)


def reading(item: Item) -> str:
    """An agreed reading of a question, with when and who agreed."""
    when = f" ({', '.join(part for part in (item.text('datum'), item.text('vilka')) if part)})"
    return f"Gemensam tolkning: {item.text('text')}{when if when != ' ()' else ''}"


def walked(row: Row) -> list[str]:
    """What the kommun said of its answer before it was submitted, and whether it was sure; nothing for nothing."""
    said = {name: written.value for name, written in row.evidence.walked.items()}
    found = [f"Vid enkätgenomgången: {said['svarar']}"] if "svarar" in said else []
    if "osaker" not in said:
        return found
    state = "har kontrollerats" if "kontrollerad" in said else "är inte kontrollerat än"
    who = f" Kontrolleras av: {said['ansvarig']}." if "ansvarig" in said else ""
    day = f" Senast: {said['senast']}." if "senast" in said else ""
    why = f": {said['varfor'].rstrip('.')}" if "varfor" in said else ""
    return [*found, f"Märkt vid enkätgenomgången{why}. Svaret {state}.{who}{day}"]


def event(item: Item) -> str:
    """ "2024-02-01 Aktivitet: Ny rutin"."""
    kind = CHOICES["handelse"].get(item.text("slag"), CHOICES["handelse"]["handelse"])
    return f"{item.text('datum')} {kind}: {item.text('text')}"


def deviation(row: Row, found: Deviation) -> str:
    """How far a value lies from something, with its sign, or why that is not said."""
    what = DEVIATION.get(found.kind) or f"Mot {group.median(row.evidence.answer.group)}"
    if found.why is not None:
        return f"{what}: {NO_DEVIATION[found.why]}."
    resting = f", {words.number(found.n)} har ett värde" if found.n else ""
    year = f" {found.base_year}" if found.base_year else ""
    base, own, difference = words.beside(row.indikator, found.value, found.base, 6 if found.kind == "mal" else 1)
    return f"{what}{year} ({base}{resting}{f', värdet {own}' if own else ''}): {difference}."


def revised(form: Form) -> list[str]:
    """Every value the newest edition has changed since, both said."""
    rows = {row.id: row.indikator for row in form.rows}
    return [page.revision(rows[one.indikator], one.namn, one.year, one.before, one.after) for one in form.revised]


def step_name(number: int) -> str:
    """ "2. Snabbanalys och prioritering av indikatorer"."""
    return f"{number}. {STEPS[number].title}"


def step_state(analys: Analys, year: int, step: int) -> str:
    """How far a step is: done, put off, or "" while it is open."""
    if analys.is_done(year, step):
        return DONE
    return PUT_OFF if analys.text(f"steg/{year}/{step}/lage") == "skjuts_upp" else ""


def decision_lacks(analys: Analys, year: int, step: int) -> str:
    """What a step lacks before it can be marked done."""
    if has_decision(analys, year, step):
        return ""
    return "Steget blir klart när beslutspunkten har vem, datum och utfall, eller skjuts upp."


def differences(joint: Joint) -> str:
    """How many of the three judgements the kommuner make differently."""
    if not joint.differences:
        return "Samma bedömning, eller för få svar."
    return f"{words.upper_first(words.counted(joint.differences, 'fråga', 'frågor'))} bedöms olika."


def basket(chosen: int) -> str:
    """How many are chosen, and a note where that is not four to six."""
    said = f"{words.upper_first(words.counted(chosen, 'indikator är vald', 'indikatorer är valda'))}."
    if chosen == 0 or chosen in BASKET:
        return said
    return f"{said} Fyra till sex brukar räcka för årets rapport; {chosen} går också."


def year_questions() -> dict[str, str]:
    """The fields of the three questions of the year comparison, with the questions."""
    return dict(zip(YEAR_QUESTIONS, THREE, strict=True))


def next_year(year: int) -> str:
    """Going on with the year after."""
    return f"{NEXT_YEAR} ({year + 1})"


def of_all(place: int, count: int) -> str:
    """ "Indikator 2 av 5."."""
    return f"Indikator {place} av {count}."


def target(row: Row) -> str:
    """What a target is given in."""
    unit = row.indikator.unit if row.indikator else ""
    return f"{FIELDS['mal']} ({unit})" if unit else FIELDS["mal"]


def basket_lacks(lacks: list[str]) -> str:
    """What a chosen indikator of the basket still lacks."""
    return f"Saknas än: {words.joined([name.lower() for name in lacks])}."
