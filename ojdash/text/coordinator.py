"""What is told about coordinators and their addresses: in the terminal, over HTTP and where someone may not write."""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS: dict[str, str] = {"number": "Nr", "name": "Namn", "created": "Skapad", "withdrawn": "Indragen"}
NOBODY = 'Ingen har en samordnares adress. Gör en med: python -m ojdash access new --name "Anna Berg, FoUrum"'
NO_NAME = 'Skriv vem adressen är till, till exempel --name "Anna Berg, FoUrum".'
LONG_NAME = "Namnet får vara högst 80 tecken på en rad, utan styrtecken."
NOT_A_COORDINATOR = (
    "Adressen är inte en samordnares. Se efter att hela adressen kom med, eller be den som sköter webbplatsen om en ny."
)
WITHDRAWN = "Samordnarens adress har dragits tillbaka. Be den som sköter webbplatsen om en ny."
NO_ADDRESS = "Adressen saknas. Öppna hela länken som du fick: /api/samordnare?adress= och 26 tecken."
NOT_FROM_ELSEWHERE = "Länken öppnades från en annan webbplats. Öppna Kvalitet här och välj Sluta vara samordnare där."
NOT_FROM_OUR_PAGE = "Sidan är för gammal, eller från en annan webbplats. Öppna adressen igen och tryck på knappen."
JOIN = "Skriv som samordnare i den här webbläsaren"
NAME = "Samordnare"
BACK = "Till Kvalitet"
WHO_MAY = (
    "Bara den som har en samordnares adress kan skriva här. Be den som sköter webbplatsen om en, och öppna den en gång "
    "i den här webbläsaren."
)
READ_ONLY = "Den här webbplatsen visar bara. Inget kan skrivas här, inte heller av samordnare."
LEAVE = "Sluta vara samordnare i den här webbläsaren"


def made(name: str, address: str) -> list[str]:
    """A new address, shown this once; it begins with "/" where the site's own is not known."""
    before = "Skriv webbplatsens namn framför, till exempel https://exempel.se. " if address.startswith("/") else ""
    return [
        f"Adress för {name}. Den visas bara nu; bara ett avtryck av den sparas.",
        f"  {address}",
        f"{before}Öppna länken en gång i webbläsaren.",
        "Den som har adressen kan skriva som samordnare. Dra in den med: python -m ojdash access withdraw",
    ]


def withdrawn(name: str, number: int) -> str:
    """An address that stopped to work."""
    return f"Adressen nr {number} ({name}) är indragen och fungerar inte längre."


def no_such(said: str, numbers: Sequence[int]) -> str:
    """No address in use by that name or number."""
    there = ", ".join(map(str, numbers)) or "inga"
    return f"Ingen adress i bruk heter eller har nummer ”{said}”. Nummer i bruk: {there}."


def several(said: str, numbers: Sequence[int]) -> str:
    """A name that several addresses have."""
    return f"Flera adresser i bruk heter ”{said}”: nummer {', '.join(map(str, numbers))}. Skriv numret."


def join_read(name: str) -> str:
    """What the button does, and whose address it is."""
    return (
        f"Adressen är till {name}. Trycker du på knappen kan den här webbläsaren sätta status på värden i det namnet, "
        "i ett år eller tills du slutar. Är du inte den personen: stäng sidan."
    )


def you_are(name: str) -> str:
    """Who is writing in this browser."""
    return f"Du skriver som samordnare: {name}."
