"""The words of Läget: how far the network has come in each area, and its year."""

from __future__ import annotations

from datetime import date

from ojdash.domain.analys import Item
from ojdash.domain.answer import Answer
from ojdash.domain.laget import Hint, Laget, Said
from ojdash.domain.places import LAGET
from ojdash.text import arshjul, delning, page, words
from ojdash.text import snabbanalys as screen

NAME = "Läget"
QUESTION = "Vad är nästa steg, i vilket område och till när?"
START_TITLE = "Hur långt har vi kommit?"
START = "Årets datum och hur långt nätverket har kommit, område för område."
TO_BEGIN = (
    "Svaren och nätverkets egna datum ligger i nätverkets analys. Börja en nedan, eller öppna den ni har. De "
    "nationella datumen ser alla."
)
PARTS: dict[str, str] = {"status": START_TITLE, "arshjul": "Årshjulet", "delning": screen.SHARING}
PATH = "Delarna"

# The matrix: the headings of the printed table, with the second "Gemensam genomgång" told apart from the first.
HEADINGS: dict[str, str] = {
    "enkat": "Gemensam genomgång (av enkät)",
    "lansrapport": "Länsrapport",
    "fou_ledare": "Finns FoU-ledare",
    "kommentarer": "FoU-kommentarer på länsrapport",
    "chefsnatverk": "Finns chefsnätverk",
    "resultat": "Gemensam genomgång (av resultat)",
    "uppfoljning": "Gemensam uppföljning",
    "kontakt": "Etablerad kontakt SKR/Socialstyrelsen",
}
ANSWERS: dict[str, str] = {"skr": "SKR", "socialstyrelsen": "Socialstyrelsen"}
SVAR = {"ja": screen.SVAR["ja"], "nej": screen.SVAR["nej"]}
UNKNOWN = screen.UNKNOWN
GLYPHS: dict[str, str] = {"ja": "●", "nej": "○", "": "–"}
FIELDS: dict[str, str] = {"svar": "Svar", "ar": "År", "anteckning": "Anteckning"}
READ = "Ett tomt svar är okänt, aldrig nej. Den sista rubriken har två svar, ett för SKR och ett för Socialstyrelsen."
HAS_NOTE, KNOWS_MORE = "anteckning", "analysen vet något"
HINT_READ = "Det analysen själv vet står bredvid svaret. Det är ingen del av svaret."
KNOWS = "Analysen vet"
EDIT, SHOW = "Fyll i", "Läs"
BACK, NEXT_AREA, PREVIOUS_AREA = "Till alla områden", "Nästa område", "Föregående område"
OMRADE, HEADING = page.OMRADE, "Rubrik"
REMOVED = screen.REMOVE

# The year.
OWN_DATES = "Nätverkets egna datum"
OWN_READ = (
    "Möten, planering och annat med datum. Möten som förbereds under Mötet, mötesdagar för enkätgenomgångar och "
    "beslutspunkter med datum står i årshjulet av sig själva."
)
ADD_DATE = "Nytt datum"
DATE_FIELDS: dict[str, str] = {
    "titel": "Vad?",
    "datum": "Dag",
    "till": "Till och med, om flera dagar",
    "varje_ar": "Varje år",
    "omrade": page.OMRADE,
    "anteckning": "Anteckning",
}
NATIONAL_READ = "Nationella datum är preliminära och kan flyttas. Det som är bestämt i år står hos Socialstyrelsen."
ALL_AREAS, ONLY_AREA = "Visa alla områden", "Här visas bara det som rör"
GET = "Hämta läget"
FILE_READ = (
    "Allt som skrivits kan hämtas och läsas in som en fil under Delning. De nationella datumen står i filen "
    "arshjul.toml, som den som driver sidan kan ändra."
)
TOO_MANY = "Årets datum är för många för en figur på en sida. De står i tabellen."
NOTES, DATES = "Anteckningar", "Datum"
NO_NOTES = "Inga anteckningar är skrivna."
SHEETS = {"status": "Läget", "dates": "Datum"}


def title(answer: Answer) -> str:
    """The page's name."""
    return START_TITLE


def sentence(answer: Answer) -> str:
    """What the page is for."""
    return START


def heading(name: str) -> str:
    """What an answer is called: its heading, and which of two where it has two."""
    of = next(head for head, names in LAGET.items() if name in names)
    return f"{HEADINGS[of]}: {ANSWERS[name]}" if name in ANSWERS else HEADINGS[of]


def laget_title(shown: Laget) -> str:
    """The part that is shown, as a heading."""
    if shown.shown:
        return f"{START_TITLE} {shown.shown.titel}"
    return arshjul.title(shown.wheel) if shown.question.steg == "arshjul" else START_TITLE


def laget_sentence(shown: Laget) -> str:
    """How many answers are ja, nej and not known; of the year, what comes next."""
    if shown.shown:
        every = [said.svar for said in shown.shown.said.values()]
        return counted(every.count("ja"), every.count("nej"), every.count(""))
    if shown.question.steg == "arshjul":
        return arshjul.sentence(shown.wheel)
    counts = shown.counts
    return f"{counted(counts['ja'], counts['nej'], counts[''])} {arshjul.sentence(shown.wheel)}"


def counted(ja: int, nej: int, unknown: int) -> str:
    """ "24 svar är ja, 3 är nej och 54 är okända."."""
    if not ja and not nej:
        return "Inget svar är ifyllt än."
    known = f"{ja or 'Inget'} svar är ja, {nej or 'inget'} är nej"
    return f"{known} och {unknown or 'inget'} är {'okända' if unknown > 1 else 'okänt'}."


def svar(said: Said) -> str:
    """An answer in words, with its year where one is written: "Ja, 2025", "Nej", "okänt"."""
    return ", ".join(part for part in (SVAR.get(said.svar, UNKNOWN), said.text("ar")) if part)


def hint(found: Hint) -> str:
    """What the analys itself knows, in a sentence without its full stop."""
    if found.kind == "godkand":
        return f"{words.out_of(found.count, found.of, 'kommun', 'kommuner')} har godkänt sina svar {found.year}"
    if found.kind == "genomgang":
        return f"mötesdagen för enkäten {found.year} är {found.day}"
    if found.kind == "kommentarer":
        what = words.counted(found.count, "kommentar är skriven", "kommentarer är skrivna")
        return f"{what} om resultaten {found.year}"
    if found.kind == "mote":
        return f"{f'mötet ”{found.title}”' if found.title else 'ett möte'} är satt till {found.day}"
    if found.kind == "natverk":
        return f"nätverket är ”{found.title}”"
    of = words.counted(found.count, "utfall eller förslag", "utfall och förslag", "ett")
    return f"uppföljning är skriven för {of}"


def hints(said: Said) -> str:
    """All that the analys knows beside an answer, in one sentence; "" for nothing."""
    return f"{KNOWS}: {'; '.join(map(hint, said.hints))}." if said.hints else ""


def place(shown: Laget, at: str) -> str:
    """What a place of the page is called: "LSS, Länsrapport: Svar", "Planering: Dag"."""
    kind, id, *rest = at.split("/")
    if kind == "laget":
        return f"{shown.omraden.get(id, id)}, {heading(rest[0])}: {FIELDS[rest[1]]}"
    item = next((item for item in shown.analys.items("dag") if item.id == id), None)
    return f"{own_date(item) if item else arshjul.NO_NAME}: {DATE_FIELDS.get(rest[0], REMOVED)}"


def own_date(item: Item) -> str:
    """A date of the network's own in a line: its day, its name, and that it comes back every year."""
    named = " ".join(item.text("titel").split()) or arshjul.NO_NAME
    yearly = f" ({DATE_FIELDS['varje_ar'].lower()})" if item.text("varje_ar") else ""
    return " ".join(part for part in (item.text("datum"), f"{named}{yearly}") if part)


def default_title(omrade: str, year: int, today: date) -> str:
    """A name for a new analys that begins with this page."""
    return delning.default_title(omrade, year, today).replace(screen.NAME, NAME)


def part_state(shown: Laget, part: str) -> str:
    """How far a part is."""
    if part == "status":
        known = shown.counts["ja"] + shown.counts["nej"]
        return f"{known} svar" if known else ""
    return ""


def document_title(shown: Laget) -> str:
    """The document's title."""
    return f"{START_TITLE} {shown.analys.text('om/natverk')}".strip()


def about(shown: Laget) -> list[tuple[str, str]]:
    """What stands at the head of the document."""
    analys = shown.analys
    named = [(screen.OM[name], analys.text(f"om/{name}")) for name in ("titel", "natverk", "mottagare")]
    return [
        ("Dag", arshjul.days(shown.wheel.today, shown.wheel.today)),
        *((name, said) for name, said in named if said),
    ]
