"""What is told about a part of a question that can't be answered: what was asked, and what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ojdash.domain.kommun import Kommun
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.question import AXES, FIGURES, GENDERS, MOST_PEERS, PEERS, STEG
from ojdash.text.words import GENDER, joined

ONLY_ITSELF = "En kommun kan inte jämföras med bara sig själv. Länet visas i stället."

NOT_HERE = "Här finns inget."
TOO_SLOW = "Det dröjde för länge innan allt kom fram. Försök igen."
TWO_ENDS = "Begäran säger på två sätt hur lång den är. Skicka den på ett sätt."
BROKEN = "Något gick fel på servern. Försök igen om en stund, eller skriv till den som sköter tjänsten."
NO_ANALYS = (
    "Frågan gäller en sparad analys. Skriv med adressen till den: snabbanalys?analys= och de 26 tecknen ur läsadressen."
)
NO_RECIPIENT = "Skriv vem rapporten är till (--recipient, mottagare=). Utan mottagare görs ingen rapport."
BASKETS_NEED = (
    "Årsrapporten görs av nätverkens urval för ett år: skriv --year (year=), och --analys (analyser=) med en adress "
    "per nätverk."
)
NEVER_COMPARED = (
    "En av utgåvorna har simulerade värden, den andra riktiga. Därför sägs inte vad som ändrats sedan dess."
)

# What a part of an address may be.
ALLOWED: dict[str, str] = {
    "kommun": "en kommuns fyra siffror, till exempel 0685 (0000 är Riket, inte en kommun)",
    "omrade": ", ".join(OMRADEN),
    "indikator": "en indikators id med A–Z, 0–9, - och _, till exempel U21468 (Om data säger vad som finns)",
    "year": "ett årtal från 1900 till 2099",
    "from": "ett årtal från 1900 till 2099",
    "peers": f"{', '.join(PEERS)} eller 1–{MOST_PEERS} kommunkoder med bindestreck emellan",
    "gender": ", ".join(GENDERS),
    "utgava": "en utgåvas id med a–z, 0–9 och - (Om data säger vilken som är nyast)",
    "figur": ", ".join(FIGURES),
    "axel": ", ".join(AXES),
    "steg": ", ".join(STEG),
    "mote": "ett mötes id",
    "vy": "en vys id",
    "analys": "de 26 tecknen ur adressen till analysen, a–z och 2–7",
}


def kommun(code: str, kommuner: Mapping[str, Kommun]) -> str:
    """An unknown kommun code, with the nearest."""
    near = sorted(kommuner, key=lambda kod: abs(int(kod) - int(code))) if code.isdecimal() else list(kommuner)
    named = ", ".join(f"{kod} {kommuner[kod].namn}" for kod in near[:3])
    return f"Kommunen ”{code}” finns inte. Skriv en fyrsiffrig kommunkod, till exempel {named}."


def omrade(code: str, omraden: Sequence[str]) -> str:
    """An unknown area, or one without any value."""
    return f"Området ”{code}” finns inte i den här utgåvan. Områden: {', '.join(omraden)}."


def lan(code: str, codes: Sequence[str]) -> str:
    """An unknown county, or one without a kommun in the edition."""
    return f"Länet ”{code}” finns inte i den här utgåvan. Län: {', '.join(codes)}."


def day(said: str) -> str:
    """What is no day."""
    return f"”{said}” är inget datum. Skriv ÅÅÅÅ-MM-DD."


def state(said: str, states: Sequence[str]) -> str:
    """What is no state of a report."""
    return f"”{said}” är inget läge. Lägen: {', '.join(states)}."


def no_profile(kind: str, kinds: Sequence[str]) -> str:
    """A format that a kommun's page does not have."""
    return f"En kommuns sida finns inte som {kind}. Den finns som {', '.join(kinds)}."


def no_values(omrade: str) -> str:
    """An area that nobody has a value in."""
    return f"Området {omrade} har inga värden i den här utgåvan."


def kommun_without_values(namn: str, others: Sequence[str]) -> str:
    """A kommun that the edition has no value of, of any indikator; others: names of some that have one."""
    said = f"{namn} har inga värden i den här utgåvan."
    if not others:
        return f"{said} Ingen annan kommun har det heller. Sidan Om data visar vilka utgåvor som finns."
    return f"{said} Välj en annan kommun, till exempel {joined(others, 'eller')}."


def written_without_values(namn: str) -> str:
    """A kommun that writes without any value beside."""
    return f"{namn} har inga värden i den här utgåvan. Det går att skriva ändå."


def indikator(code: str, near: Sequence[str]) -> str:
    """An unknown indikator."""
    return f"Indikatorn ”{code}” finns inte i den här utgåvan. Närliggande: {', '.join(near)}."


def gender(code: str, genders: Sequence[str]) -> str:
    """A gender that is not published for the indikator."""
    there = ", ".join(f"{g} ({GENDER[g].lower()})" for g in genders)
    return f"Indikatorn redovisas inte för {GENDER[code].lower()} ({code}). Det som finns: {there}."


def gender_of_omrade(code: str, genders: Sequence[str]) -> str:
    """A gender that no indikator of an area is published for."""
    there = ", ".join(f"{g} ({GENDER[g].lower()})" for g in genders)
    return f"Inget i området redovisas för {GENDER[code].lower()} ({code}). Det som finns: {there}."


def year(asked: int, years: Sequence[int]) -> str:
    """A year without any data."""
    return f"Det finns inga uppgifter för {asked}. År med uppgifter: {', '.join(map(str, years)) or 'inga'}."


def wheel_year(asked: int, years: Sequence[int]) -> str:
    """A year that the year wheel does not show."""
    return f"Årshjulet visar inte {asked}. Det visar åren {years[0]}–{years[-1]}."


def utgava(code: str, editions: Sequence[str]) -> str:
    """An unknown edition."""
    return f"Utgåvan ”{code}” finns inte här. Utgåvor: {', '.join(editions) or 'inga'}."


def simulated_and_real(one: str, other: str) -> str:
    """Two editions that are never compared."""
    return f"Simulerade och riktiga värden jämförs aldrig: en av {one} och {other} är påhittad. Välj två av samma slag."


def spelling(field: str, text: str, allowed: str) -> str:
    """A part of an address that can't be read at all; that of an analys is not repeated, as it may be nearly right."""
    return f"{field}={'…' if field == 'analys' else text} går inte att läsa. Tillåtet: {allowed}."


def no_such_address(pages: Sequence[str]) -> str:
    """An address under /api/ that leads nowhere."""
    return f"Det finns: {', '.join(f'/api/{page}' for page in pages)}, och samma med .csv eller .xlsx."


def not_in_analys(code: str, namn: str, shown: str) -> str:
    """A kommun that is not one of an analys' own."""
    return f"{namn or 'Kommunen'} ({code}) är inte med i analysen. {shown} visas i stället."


def kommuner_left_out(codes: Sequence[str]) -> str:
    """Kommuner of an analys that the edition does not know."""
    return f"Kommuner i analysen som inte finns i utgåvan visas inte: {', '.join(codes)}."


def indikatorer_without_values(ids: Sequence[str], utgava: str) -> str:
    """Indikatorer of a form that the edition does not have."""
    return f"Utgåvan {utgava} har inga uppgifter om {', '.join(ids)}. Det som skrivits om dem visas ändå."


def year_without_values(year: int, utgava: str) -> str:
    """A year that was worked on, of which the edition has nothing."""
    return f"Utgåvan {utgava} har inga uppgifter för {year}. Det som skrivits visas ändå."


def other_edition(made_on: str, shown: str) -> str:
    """A form that is shown with other values than it was made on."""
    return f"Analysen gjordes på utgåvan {made_on}. Här står värdena i utgåvan {shown}, så siffror kan skilja sig."


def too_many_analyser(most: int) -> str:
    """More analyser than one report takes."""
    return f"En rapport tar med högst {most} analyser. Dela upp den."
