"""The words of the form on Om data where a data set or an indikator is described."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.text import editions
from ojdash.text.words import counted, joined, upper_first

HEADING = "Beskriv en egen datamängd eller indikator"
READ_ABOUT = (
    "Behövs bara när tabellen har något som inte finns här: en egen uppföljning, eller en indikator ur Öppna "
    "jämförelser som Kolada saknar. Kolumnerna i tabellen ska ha indikatorns titel eller id. Hämta beskrivningen när "
    "den är klar: nästa år fyller den fälten."
)
FILE = "Förra årets beskrivning (toml), om den finns: den fyller fälten"
TITEL = "Datamängdens titel"
STANDING = "Öppna jämförelser eller eget"
OJ: dict[bool, str] = {
    False: "Eget: märks ”inte ÖJ” överallt",
    True: "Öppna jämförelser: indikatorn är ÖJ, men finns inte i Kolada",
}
OMRADE = "Datamängdens område"
OWN_AREA = "Ett eget område, med datamängdens titel"
KOD = "Områdets kod i adressen"
CHOOSE = "Välj"
TITLE = "Indikatorns titel"
ID = "Id, i adressen och i tabellens rubriker"
BY_VALUES = "Efter värdena, så att de kan skiljas åt"
CODES = "Koder: en rad för varje svar, kod = svar"
CODES_EXAMPLE = "1 = Under 14 dagar\n0 = 14 dagar eller mer"
JA_BETYDER = "Vad ett ja betyder, med verbet först"
JA_EXAMPLE = "har en aktuell rutin"
MORE = "Mer om indikatorn (kan lämnas tomt)"
ADD = "Lägg till en indikator"
REMOVE = "Ta bort indikator"
GET = "Hämta beskrivningen (toml)"
EMPTY = "Töm beskrivningen"
NOT_FINISHED = "Beskrivningen är inte klar. Se vad som står vid fälten, eller töm den. Tabellen är inte läst."
KIND: dict[str, str] = {
    "andel": "Andel i procent",
    "ja_nej": "Ja eller nej",
    "antal": "Antal, eller antal per invånare",
    "kronor": "Kronor",
    "dagar": "Dagar",
    "kategori": "Svar med koder (kategori)",
}
# What stands as unit until another is written.
UNITS: dict[str, str] = {"andel": "procent", "kronor": "kronor per invånare", "dagar": "dagar"}
DIRECTION: dict[str, str] = {
    "hog": "Högt värde, eller ja, är önskvärt enligt källan",
    "lag": "Lågt värde, eller nej, är önskvärt enligt källan",
    "ingen": "Ingen önskvärd riktning",
    "okand": "Inte känd",
}

LABELS = editions.PARTS  # the same as where the edition tells that a definition has changed

NO_TITEL = "Skriv datamängdens titel."
NO_AREA = "Välj ett område."
AREA_OF_OJ = "Det som är ÖJ hör till ett område i Öppna jämförelser. Välj ett av dem."
NO_AREA_CODE = "Skriv områdets kod, till exempel ame."
AREA_CODE = "Koden får bara ha a–z, 0–9 och _, högst 41 tecken, och börjar med en bokstav. Till exempel ame."
NO_TITLE = "Skriv indikatorns titel, som den står i tabellens rubrik."
NO_ID = "Skriv ett id, till exempel AME-01."
SAME_ID = "Två indikatorer har samma id. Ge den ena ett annat."
SAME_TITLE = "Två indikatorer har samma titel. Ge den ena en annan, så att tabellens kolumner kan skiljas åt."
NO_UNIT = "Skriv enheten, till exempel personer."
NO_CODES = "Skriv minst en kod, till exempel 1 = Under 14 dagar."


def indikator(number: int, title: str) -> str:
    """Which indikator of the form it is."""
    return f"Indikator {number}{f': {title}' if title else ''}"


def kept(keys: Sequence[str]) -> str:
    """What follows along without a field of its own."""
    return f"Följer med som det står i filen: {joined([LABELS[key].lower() for key in keys])}."


def read_with(title: str, count: int) -> str:
    """That the table is read with what is described."""
    return f"Tabellen läses med beskrivningen ”{title}”: {counted(count, 'indikator', 'indikatorer', 'en')}."


def not_yet(count: int) -> str:
    """That the form has fields to mend or fill in."""
    return f"Beskrivningen är inte klar än: {counted(count, 'fält', 'fält', 'ett')} att fylla i eller rätta."


def area_there(title: str) -> str:
    """A code that an area has already."""
    return f"Koden hör till området {title}. Välj det i listan, eller skriv en annan kod."


def id_signs(signs: Sequence[str]) -> str:
    """An id with signs that an address can't have, or too many."""
    wrong = joined([f"”{sign}”" if sign.strip() else "mellanslag" for sign in signs])
    remedy = f"Ta bort {wrong}" if wrong else "Korta det"
    return f"Ett id får bara ha a–z, A–Z, 0–9, - och _, högst 40 tecken. {remedy}."


def code_line(number: int) -> str:
    """A line of codes that can't be read."""
    return f"Rad {number}: skriv ett heltal, ett likhetstecken och svaret, till exempel 1 = Under 14 dagar."


def code_twice(code: str) -> str:
    """A code that stands for two answers."""
    return f"Koden {code} står två gånger. Ge det ena svaret en annan kod."


def sentence(problem: str) -> str:
    """What is told of an entry in a file, beside its field."""
    return upper_first(problem)
