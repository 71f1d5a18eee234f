"""What is told when what people wrote can't be kept, read or opened: where, what, and the move to make."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.places import MOST_LINE, MOST_TEXT

UNKNOWN = (
    "Adressen leder inte till någon analys. Se efter att hela adressen kom med, eller be den som delade analysen att "
    "skicka den igen."
)
WITHDRAWN = "Adressen har dragits tillbaka. Be den som äger analysen om en ny."
UNKNOWN_CODE = "Koden öppnar inget möte. Den gäller ett dygn. Se efter att den är rätt, eller be om en ny."
CODE_ENDED = (
    "Mötets kod gäller inte längre, och då öppnar inte heller den här adressen något. Be den som leder mötet om en ny "
    "kod, eller om läsadressen."
)
NO_CODE = "Läsadressen är indragen, och utan den visas ingen kod. Den som äger analysen kan byta mot en ny."
MAY_NOT_WRITE = (
    "Med den här adressen kan analysen läsas men inte ändras. Be den som äger den om adressen för att skriva."
)
MAY_NOT_EXPORT = "Med adressen för att läsa kan analysen inte sparas som fil. Be den som äger den om filen."
MAY_NOT_OWN = "Det här kan bara göras med ägarens adress."
OWNER_STAYS = (
    "Ägarens adress kan inte dras tillbaka, för då kan ingen ta bort analysen. Gör en ny ägaradress i stället."
)
READ_ONLY = "Den här webbplatsen visar bara. Inget kan skrivas eller ändras här."
INTERRUPTED = "Servern stoppades innan texten var sparad. Försök igen om en stund."
NO_ROLE = "Skriv din roll innan du skriver något, till exempel enhetschef. Namn behövs inte."
LONG_AUTHOR = "Roll och organisation får vara högst 120 tecken var."
AUTHOR_SIGNS = "Roll eller organisation innehåller ett tecken som inte kan sparas. Skriv om den."
NO_DECISION = (
    "Steget kan inte bli klart utan beslut. Skriv vad som beslutades, vem som beslutade och datum, eller välj att "
    "beslutet skjuts upp."
)
BAD_URL = (  # it may hold a password, and is not repeated
    "OJDASH_DATABASE_URL går inte att använda. Skriv den som postgresql+psycopg://användare@server/databas, eller "
    "ta bort den för SQLite i datamappen."
)
DATABASE = "Databasen"  # for whoever may not read where it lies
NO_SUCH_BESIDE = "Någon av texterna att välja mellan finns inte. Öppna sidan på nytt och välj igen."

NEEDS_SIGN_IN = (
    "Här måste du vara inloggad för att skriva, ändra adresser eller radera. Inget är sparat. Logga in i en annan flik "
    "och försök igen."
)
NO_REFERENCE = (
    "Skriv vilket beslut raderingen bygger på, till exempel ett diarienummer. Det blir kvar; texten som raderas blir "
    "det inte."
)
WRONG_REFERENCE = "Beslutets beteckning får vara högst 120 tecken på en rad, utan styrtecken."
NOTHING_TO_ERASE = "I det fältet finns ingen text att radera."
OWNERS_MAY_NOT_ERASE = (
    "Här får bara den som sköter webbplatsen radera. Be den om det, och skicka med analysens nummer och vilket fält "
    "det gäller. Inget raderades."
)
ERASER: dict[str, str] = {"aga": "Ägaren", "administrator": "Den som sköter webbplatsen"}
ERASED_NAME = "Raderat namn"
ERASED_REASON = "Skälet är raderat."

NOT_A_FILE = "Filen är inte en sparad analys. Välj en fil som är hämtad under Delning med ”Hämta allt som en fil”."

_PLACES = {
    "okand_plats": "Fältet finns inte i analysen. Öppna sidan på nytt.",
    "tecken": "Texten innehåller ett tecken som inte kan sparas. Ta bort det och försök igen.",
    "for_langt": (
        f"Texten är för lång. Ett textfält rymmer {MOST_TEXT // 1000} 000 tecken och en rad {MOST_LINE}. Korta den."
    ),
    "en_rad": "Fältet är en rad. Ta bort radbrytningen.",
    "fyra": "Ett utbyte är mellan två eller tre kommuner, så att alla hinner berätta. Välj två eller tre.",
    "svar": "Svaret kan vara Ja, Nej eller Behöver undersökas, eller lämnas tomt.",
    "janej": "Svaret kan vara Ja eller Nej, eller lämnas tomt: okänt.",
    "ja": "Fältet är antingen valt eller inte.",
    "datum": "Skriv ett datum som finns, till exempel 2025-03-31.",
    "tal": "Skriv ett tal, till exempel 75 eller 12,5.",
    "year": "Skriv ett årtal, till exempel 2025.",
    "kommun": "Välj en kommun ur listan.",
    "kommuner": "Välj en eller flera kommuner ur listan, var och en bara en gång.",
    "indikator": "Välj en indikator ur listan.",
    "indikatorer": "Välj indikatorer ur listan.",
    "omrade": "Välj ett område ur listan.",
    "utgava": "Välj en utgåva ur listan.",
    "peers": "Välj en grupp ur listan, eller högst 30 kommuner.",
    "beslut": "Beslutspunkten är beslutad eller uppskjuten, eller lämnas tom.",
    "handelse": "Välj om det är en händelse eller en aktivitet.",
    "forslag": "Välj ett läge för förslaget ur listan.",
    "ursprung": "Välj om målet kommer ur Öppna jämförelser eller från annat håll.",
    "utvecklingsmal": "Välj ett läge för målet ur listan.",
}


def place(code: str) -> str:
    """Why a value can't stand in a field; `code` is one of domain.places.fault."""
    return _PLACES[code]


def ended(day: str) -> str:
    """An address past its last day."""
    return f"Analysen kunde öppnas till och med {day}. Be den som äger den att flytta slutdatumet."


def large_file(most: int) -> str:
    """A file larger than the largest that is taken, in megabytes."""
    return f"Filen är för stor. En sparad analys är högst {most} MB."


def full_analys(most: int) -> str:
    """An analys that has grown as large as one file may be, in megabytes."""
    return (
        f"Analysen rymmer inte mer: alla texter och deras tidigare versioner är tillsammans {most} MB. Börja en ny "
        "analys för det som är kvar att skriva."
    )


def broken_file(where: str) -> str:
    """A file of ours with a part that can't be read; `where` names the part."""
    return f"Filen är en sparad analys men går inte att läsa vid {where}. Spara den som fil igen där den kommer ifrån."


def unknown_place(place: str) -> str:
    """A file of ours with a field that this code does not have."""
    return (
        f"Filen är en sparad analys, men fältet {place[:100]} finns inte här. Är den sparad med en nyare version: be "
        "den som sköter webbplatsen att uppdatera den."
    )


def newer_file(found: int, known: int) -> str:
    """A file of a form that this code doesn't know yet."""
    return (
        f"Filen är sparad med en nyare version (form {found}) än den här webbplatsen läser (form {known}). Be den som "
        "sköter webbplatsen att uppdatera den."
    )


def newer_form(found: int, known: int) -> str:
    """An analys that newer code has saved in the same database."""
    return (
        f"Analysen är sparad med en nyare version (form {found}) än den här servern läser (form {known}). Uppdatera "
        "servern."
    )


def guessed(seconds: int) -> str:
    """Too many unknown addresses from one visitor."""
    return f"Många adresser som inte finns har provats härifrån. Försök igen om {seconds} sekunder."


def wrote_much(seconds: int) -> str:
    """More saves than people make."""
    return f"Analysen tar inte emot så mycket på en gång. Försök igen om {_seconds(seconds)}."


def created_many(seconds: int) -> str:
    """More new analyser from one visitor than people make."""
    return f"Många nya analyser har gjorts härifrån den senaste timmen. Försök igen om {(seconds + 59) // 60} minuter."


def postgresql(database: str | None, host: str | None) -> str:
    """A PostgreSQL database by its name, without user and password."""
    return f"PostgreSQL-databasen {database or ''} på {host or 'den här datorn'}"


def full(where: str) -> str:
    """No room on the disk, or a disk that does not take what is written."""
    return f"{where}: disken är full eller tar inte emot. Inget ändrades. Frigör plats och försök igen."


def locked(where: str) -> str:
    """Somebody else held the database for too long."""
    return f"{where}: databasen är upptagen. Inget ändrades. Försök igen om en stund."


def not_writable(where: str) -> str:
    """A folder or file that can't be written."""
    return (
        f"{where}: går inte att skriva. Inget ändrades. Ge servern rätt att skriva där, eller välj en annan mapp med "
        "OJDASH_DATA."
    )


def broken(where: str) -> str:
    """A file that is not the database it was."""
    return f"{where}: är inte en hel databas. Lägg tillbaka filen från en kopia."


def emptied(where: str, notes: str) -> str:
    """A database that is empty or gone, though one was made; `notes` is the file that says so."""
    return (
        f"{where}: är tom eller saknas, men det har funnits en. Inget ändrades. Lägg tillbaka den från en kopia, eller "
        f"ta bort raden om den i {notes} för att börja om från början."
    )


def moved(where: str) -> str:
    """A file that was deleted, or changed for another, while the server had it open."""
    return (
        f"{where}: filen är borttagen eller utbytt sedan servern startade. Inget ändrades. Stoppa servern, lägg hela "
        "databasen på plats och starta servern igen."
    )


def lacks_tables(where: str, tables: Sequence[str]) -> str:
    """A database without some of the tables that it had."""
    return f"{where}: saknar {', '.join(tables)}. Inget ändrades. Lägg tillbaka hela databasen från en kopia."


def unreachable(where: str) -> str:
    """A server that does not answer, or lets nobody in."""
    return f"{where}: svarar inte. Inget ändrades. Se efter att den är igång och att OJDASH_DATABASE_URL stämmer."


def other(where: str, what: str) -> str:
    """Any other fault of a database, by its name."""
    return f"{where}: databasen gav ett fel ({what}). Inget ändrades. Försök igen, och se annars serverns logg."


def newer_database(where: str, found: str, known: str) -> str:
    """A database that newer code has migrated."""
    return (
        f"{where}: databasen är av en nyare version ({found}) än den här servern känner ({known}). Uppdatera servern, "
        "eller öppna en kopia från före uppdateringen."
    )


def _seconds(count: int) -> str:
    return "en sekund" if count == 1 else f"{count} sekunder"
