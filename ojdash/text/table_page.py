"""The words of reading a table on Om data: the fields, what to choose for each doubt, and how it went."""

from __future__ import annotations

from collections.abc import Mapping

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.table import Reading, Seen, Unsettled
from ojdash.text import tables
from ojdash.text.words import GENDER, MISSING, counted, number, upper_first

HEADING = "Läs in en tabell"
READ_ABOUT = (
    "En fil med en rad per kommun: xlsx, xls, ods eller csv. Först visas hur den läses. Inget publiceras innan allt är "
    "bestämt och du väljer Publicera. Filen finns i serverns minne tills den är publicerad, du väljer en annan eller "
    "fliken stängs. Medan den läses ligger den också i en tillfällig mapp, som sedan tas bort. Det som sparas är "
    "värdena och filens namn."
)
FILE = "Tabell: xlsx, xls, ods eller csv"
PROFILE = "Förra årets profil (toml), om den finns"
MORE = "Profil och år"
YEAR = "År, om tabellen inte säger det"
BY_TABLE = "Som i tabellen"
READ = "Läs filen"
CHOOSE_FILE = "Välj en tabell först."
ANOTHER = "Läs en annan fil"
UNDERSTOOD = "Så här läses filen"
TO_SETTLE = "Att bestämma"
CHOOSE = "Välj"
LEAVE_OUT = "Lämna ut med avsikt"
ALL_COLUMNS = "Lämna ut alla kolumner som inte är bestämda"
AGAIN = "Läs igen med valen"
NOT_AMONG_THEM = (
    "Finns indikatorn inte bland valen? Välj Läs en annan fil, beskriv den under ”Beskriv en egen datamängd eller "
    "indikator” och läs filen igen."
)
ONLY_IN_FILE = "Rätta det i filen och läs in den igen."
SHEETS = "Bladen i arbetsboken"
SHEETS_READ = "Blad som läses"
READ_SHEETS = "Läs de valda bladen"
CHOOSE_SHEETS = "Välj vilka blad som ska läsas, ovan."
SETTLED = "Allt är bestämt. Inget är publicerat än."
GET_PROFILE = "Hämta profilen (toml)"
PROFILE_READ = "Profilen är allt som bestämts om filen. Ta med den nästa år, så går nästa fil rakt igenom."
PUBLISH = "Publicera"
ACCEPT_DROP = "Det är rätt att värdena blir färre"
PUBLISHING = "Publicerar. Sidan kan stängas: publiceringen görs klart ändå, eller inte alls."
CLOSED = "Du är inte längre samordnare i den här webbläsaren. Inget har publicerats."
MOVED = "En annan utgåva har publicerats medan du bestämde. Filen är läst mot den nya: se efter och publicera igen."
BUSY = "En annan uppdatering pågår. Vänta tills den är klar och försök igen. Inget har publicerats."
UNEXPECTED = (
    "Något oväntat hände. Inget har publicerats. Läs filen igen; händer det igen, använd kommandot i terminalen."
)
SEE_NEW = "Visa den nya utgåvan"
SEE_QUALITY = "Vad som bör kontrolleras (Kvalitet)"
MOST_LABELS = 6  # columns of a sheet that are named
_CHOICES: dict[str, str] = {
    "leave_out": LEAVE_OUT,
    "as_is": "Ja, värdena är i indikatorns enhet",
    "keep": "Ta in kolumn {value}, lämna ut de andra",
    "keep_cell": "Ta in ”{value[1]}” i cell {value[0]}, lämna ut de andra",
    "decimal": "”{value}” skiljer heltal från decimaler",
    "total": "Raden gäller alla utförare tillsammans",
    "tick": "Kryss är Ja, tom cell: svar saknas",
    "turned": "Vänd tabellen: kommunerna blir rader",
    "kommuner": "Raderna är kommuner",
    "says_nothing": "Det ändrar inte vad värdena är",
    "sheet": "Det är bladet ”{value}” nu",
    "year": "{value}",
}
_FACTORS = {
    100: "Räkna om till procent: 0,72 blir 72",
    1: "Talen gäller som de står i cellen",
    0.001: "Dela med tusen",
    0.000001: "Dela med en miljon",
}


def choice(what: str, value: object, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]) -> str:
    """An answer to a doubt, in a picker."""
    if what == "indikator":
        return f"{indikatorer[str(value)].heading} ({value})"
    if what == "kommun":
        return f"{kommuner[str(value)].namn} ({value})" if value in kommuner else str(value)
    if what == "missing":
        return f"Värdet saknas: {MISSING[str(value)].lower()}"
    if what == "gender":
        return GENDER[str(value)]
    if what == "factor":
        return _FACTORS[value]
    if what == "number":
        return f"Värdet är {f'{value:.15g}'.replace('.', ',')}"
    if what == "n":
        return f"Antal svar till {indikatorer[str(value)].heading} ({value})"
    if what == "tick" and value:
        return "Kryss är Ja, tom cell är Nej"
    if what == "turned" and not value:
        return "Läs tabellen som den ligger"
    return _CHOICES[what].format(value=value)


def doubt(reading: Reading, one: Unsettled, kommuner: dict[str, Kommun], indikatorer: Mapping[str, Indikator]) -> str:
    """One thing to settle: where it stands and what is not certain."""
    return tables.unsettled(reading.file, one, kommuner, indikatorer, how=False)


def sheet(one: Seen) -> str:
    """What a sheet looks like: its kommuner, its columns and how many of them are known."""
    hidden = "" if one.visible else ", dolt"
    if not one.kommuner:
        return f"{one.name}{hidden}: inga kommuner, så bladet kan inte läsas"
    more = len(one.labels) - MOST_LABELS
    labels = ", ".join(f"”{label}”" for label in one.labels[:MOST_LABELS]) + (
        f" och {number(more)} till" if more > 0 else ""
    )
    sure = counted(one.known, "känd kolumn", "kända kolumner", "en") if one.known else "ingen känd kolumn"
    rows, kommuner = counted(one.rows, "rad", "rader", "en"), counted(one.kommuner, "rad", "rader", "en")
    return f"{one.name}{hidden}: {rows}, {kommuner} med kommun, {sure} ({labels or 'inga andra kolumner'})"


def to_settle(count: int, shown: int) -> str:
    """How much is left to settle, and how much of it is shown at a time."""
    first = f" De första {number(shown)} visas." if shown < count else ""
    return f"{upper_first(counted(count, 'sak', 'saker', 'en'))} måste bestämmas innan något kan publiceras.{first}"


def profile_name(file: str) -> str:
    """What the profile is called on the visitor's machine."""
    return f"{file.rpartition('.')[0] or file}.toml"
