"""The words of beginning, opening and sharing an analys: who sees what, by which address."""

from __future__ import annotations

from datetime import date

from ojdash.domain.analys import Analys
from ojdash.text import words

# The start, before any analys is open.
START_TITLE = "Snabbanalys: frågorna, en indikator i taget"
START = (
    "Gå igenom årets resultat tillsammans. Siffrorna står bredvid frågorna, och det ni skriver sparas medan ni skriver."
)
NEW, OPEN_ONE = "Börja en ny analys", "Öppna en analys som finns"
NEW_READ = "Ni får tre adresser: en för att läsa, en för att skriva och en för ägaren. Inget konto behövs."
TITLE, KOMMUNER, YEAR = "Namn på analysen", "Kommuner (en räcker)", "År"
ROLE, ORGANISATION = "Din roll", "Din organisation"
ROLE_EXAMPLE, ORGANISATION_EXAMPLE = "till exempel enhetschef LSS", "till exempel Vetlanda kommun"
CREATE = "Skapa analysen"
ADDRESS, OPEN_IT = "Klistra in adressen ni fick, eller skriv mötets kod", "Öppna"
IMPORT, IMPORT_READ = "Läs in en fil", "En fil hämtad under Delning. Den blir en ny analys med nya adresser."
IMPORTED = "Filen som hämtades (json)"
NEEDS_ROLE = "Skriv din roll, till exempel enhetschef LSS. Den står vid det du skriver."
NEEDS_KOMMUN = "Välj minst en kommun."
NOT_AN_ADDRESS = (
    "Det där är ingen adress till en analys och ingen kod. Klistra in hela adressen eller de 26 tecknen efter analys=, "
    "eller skriv mötets kod, till exempel ACDE-3467."
)
READ_ONLY = "Här går det bara att läsa. Den som driver sidan har stängt av skrivning."
NO_PERSONS = (
    "Skriv inget om enskilda personer. I små verksamheter räcker det med en händelse och ett datum för att någon ska "
    "kännas igen."
)

# Which address is open.
ACCESS: dict[str, str] = {
    "lasa": "Läsadressen är öppen. Den som har den kan läsa allt här. Den som ska skriva öppnar skrivadressen.",
    "skriva": "Skrivadressen är öppen i den här fliken. Den som har den kan läsa och ändra allt här. Adressfältet "
    "visar läsadressen; skrivadressen står under Delning.",
    "aga": "Ägaradressen är öppen i den här fliken. Den kan byta och dra in adresser. Adressfältet visar "
    "läsadressen: spara ägaradressen från Delning, och dela inte den.",
}
BY_CODE = "Öppnad med mötets kod. Den som har adressen kan läsa allt här till"
ADDRESSES: dict[str, str] = {"lasa": "Läsadress", "skriva": "Skrivadress", "aga": "Ägaradress"}
ADDRESS_FOR: dict[str, str] = {
    "lasa": "För alla som ska läsa: nätverket, politiker, nästa års grupp.",
    "skriva": "För dem som fyller i.",
    "aga": "För den som ansvarar. Spara den: utan den kan ingen byta eller dra in adresser.",
}
WHO_SEES = "Vem ser vad?"
UNTIL = "Adresserna gäller till och med"
NO_END = "Adresserna gäller tills vidare."
RENEW, WITHDRAW = "Byt mot en ny", "Dra in"
WITHDRAWN = "Adressen är indragen. Den som hade den kommer inte längre in."
RENEWED = "Adressen är utbytt. Den gamla öppnar inget längre."
GONE = "Adressen visas bara för den som äger analysen."
END, END_SAVE, END_SAVED = "Sista dag", "Spara sista dag", "Sista dagen är sparad."
EXPORT = "Hämta allt som en fil"
EXPORT_READ = "Filen har alla versioner av allt som skrivits. Den kan läsas in här eller på en annan plats."
DELETED = "Analysen är raderad. Inget av den finns kvar."
CLOSE = "Stäng analysen"
NO_DOCUMENTS = "Dokument hämtas med läsadressen, och ingen läsadress gäller."
DOCUMENTS, PRINT = "Hämta blanketten", "Utskrift"
WRITTEN = "Det ni skriver"
KEPT = (
    "Det ni skriver sparas på servern som visar den här sidan, inte hos Kolada eller Socialstyrelsen. Den som har en "
    "adress kan läsa."
)


def access(analys: Analys) -> str:
    """Which address is open, who can see what, until when, and how long all of it is kept."""
    if analys.until is not None:
        return f"{BY_CODE} {words.local(analys.until):%Y-%m-%d kl. %H.%M}."
    until = f" {UNTIL} {analys.ends.isoformat()}." if analys.ends else ""
    keeps = f" {kept_until(analys.keeps)}" if analys.keeps else ""
    return ACCESS[analys.may] + until + keeps


def kept_until(day: date) -> str:
    """The day that an analys is kept until, told beforehand."""
    return f"Analysen sparas till och med {day.isoformat()} om inget mer skrivs. Hämta filen dessförinnan."


def default_title(omrade: str, year: int, today: date) -> str:
    """A name for a new analys."""
    return f"Snabbanalys {omrade} {year}, påbörjad {today.isoformat()}"


def shown_with(title: str) -> str:
    """That pages of figures show what was written in an analys too."""
    return f"Bredvid siffrorna visas händelser och tolkningar ur analysen {title}."
