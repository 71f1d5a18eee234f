"""The words around every page: pickers, notices, fact box, sources, share, tables, states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ojdash.domain.answer import Answer
from ojdash.domain.indikator import SAKNAS, Indikator
from ojdash.text import funnel, words

SITE = "ojdash"
KOMMUN = "Kommun"
OMRADE = "Område"
ALL_OMRADEN = "Alla områden"
INDIKATOR = "Indikator"
YEAR = "År"
NEWEST = "Senaste"
FROM_YEAR = "Jämför med år"
BEFORE = "Mätningen före"
PEERS = "Jämför med"
CHOOSE_HERE = "Välj kommun och område"
CHOOSE = "Välj kommuner (högst 30)"
CHOOSE_PLACEHOLDER = "Skriv ett namn"
GENDER = "Kön"

FACTS = "Fakta"
FACTS_OF_ALL = "Fakta om indikatorerna"
PAGES = "Sidor"
FACT_BOX: dict[str, str] = {
    "syfte": "Syfte med indikatorn",
    "teknisk_beskrivning": "Teknisk beskrivning",
    "datakalla": "Datakälla",
    "felkallor": "Felkällor",
    "visar_inte": "Det här visar inte",
}
MISSING_TEXT = "Uppgift saknas."
NOT_OJ = "Inte ÖJ"
DISCUSS = "Att prata om"
TABLE = "Visa tabellen"
GET = "Hämta"
PICTURE = "Bild (PNG)"
SHARE = "Dela"
SHARE_TEXT = "Text till e-post eller Teams"
COPY_LINK = "Kopiera länken"
COPY_TEXT = "Kopiera texten"
COPIED = "Kopierat."
MAIL = "Öppna i e-post"
MOST_REVISIONS = 5
EMPTY = "Här finns inget att visa. Välj ett annat område, en annan indikator eller ett annat år i menyn."
NOT_WORKING = "Sidan kunde inte visas"
TELL = "Skriv till den som sköter tjänsten och skicka med meningen ovan. Inga data har ändrats."
NEEDS_JAVASCRIPT = "Sidan behöver JavaScript."
VALUES_SHEET, ABOUT_SHEET = "Värden", "Om värdena"
SOURCE = "Källa"
FOR_EXAMPLE = "Exempel"
METHOD = "Så räknar vi: reglerna bakom siffrorna"
BREAK = "Brott"
UNEXPECTED = "Något oväntat hände. Ladda om sidan. Händer det igen: skriv till den som sköter tjänsten."

COLUMNS: dict[str, str] = {
    "namn": "Kommun",
    "indikator": "Indikator",
    "year": "År",
    "value": "Värde",
    "n": "Antal svar",
    "signal": "Nivå i riket",
    "percentile": "Percentil",
    "limits": funnel.LIMITS,
    "change": "Förändring",
    "status": "Status",
    "omrade": "Område",
    "kind": "Flagga",
    "said": "Vad",
    "sure": "Hur säkert",
    "whom": "Vem som vet",
    "id": "Id",
    "indikatorer": "Indikatorer med värde",
}

EXAMPLE_BAND = f"{words.EXAMPLE}. De visar hur tjänsten fungerar och säger inget om någon kommun."


def fact(indikator: Indikator, name: str) -> str:
    """One text of the fact box, or that it is lacking."""
    found = getattr(indikator, name)
    return MISSING_TEXT if found in ("", SAKNAS) else found


def facts_in_short(indikator: Indikator) -> str:
    """Type, direction and standing, in one line of sentences."""
    standing = "" if indikator.oj else f" {NOT_OJ}."
    whose = f" Värdena gäller {indikator.whose}." if indikator.whose else ""
    return f"{words.TYPE[indikator.type]}. {words.direction(indikator)}{standing}{whose}"


def breaks(indikator: Indikator, years: Sequence[int] | None = None) -> list[str]:
    """One sentence a break; with `years`, only the breaks that part some of them."""
    first = min(years, default=0) if years is not None else 0
    return [
        f"Frågan ändrades {brott.year}. {brott.reason.rstrip('.')}. Åren före och efter kan inte jämföras."
        for brott in indikator.breaks
        if brott.year > first
    ]


def origin(answer: Answer) -> str:
    """Where the published values are from, in short; made-up ones say so."""
    return words.EXAMPLE if answer.simulated else f"Källa: {answer.source.name}"


def source(answer: Answer) -> str:
    """The published values' source, and apart from it whose work the medians and levels are."""
    if answer.simulated:
        return f"{words.EXAMPLE}. Medianer och nivåer är egen bearbetning av dem. Utgåva {answer.edition}."
    origin = answer.indikator.source.rpartition("ursprung ")[2] if answer.indikator else ""
    origin = f" Ursprung: {origin}." if origin else ""
    name = answer.source.name
    numbered = answer.indikator and answer.indikator.antal_svar and "n" in answer.rows
    if numbered and answer.rows["n"].notna().any():  # the number of all is not women's or men's
        origin += f" Antal svar: nyckeltal {answer.indikator.antal_svar}."
    return (
        f"Värden: Källa: {name}.{origin} Medianer, nivåer och förändringar: Egen bearbetning av data från {name}. "
        f"Utgåva {answer.edition}, hämtad {fetched(answer)}."
    )


def fetched(answer: Answer) -> str:
    """The day the values were fetched, or the first and the last: an update carries over what it does not fetch."""
    first, last = answer.fetched
    return first if first == last else f"{first} till {last}"


def share_read(has_year: bool) -> str:
    """What the link holds."""
    return f"Länken låser {'år och utgåva' if has_year else 'utgåvan'}, så att den som öppnar ser samma siffror."


def share_text(title: str, sentence: str, link: str) -> str:
    """What goes into an e-mail."""
    return f"{title}\n{sentence}\n{link}"


def older_edition(shown: str, newest: str) -> str:
    """The note on a link that pins another edition."""
    return f"Länken visar utgåvan {shown}. Den nyaste är {newest}."


def unchanged() -> str:
    """The newest edition says the same."""
    return "Värdena på den här sidan är desamma i den nyaste utgåvan."


def others_changed(sentence: str) -> str:
    """What is listed is the same, what it is set beside is not."""
    return f"Värdena i tabellen är desamma, men andra kommuners värden eller senare år är ändrade. Där står: {sentence}"


def revised(count: int) -> str:
    """How many values the newest edition has changed."""
    what = words.counted(count, "värde", "värden", "ett")
    return f"{words.upper_first(what)} på den här sidan har ändrats sedan dess:"


def revision(indikator: Indikator, namn: str, year: int, before: float | None, after: float | None) -> str:
    """One changed value, both said."""
    here = words.value(indikator, before) or "inget värde"
    now = words.value(indikator, after) or "inget värde"
    return f"{namn}, {indikator.label} {year}: {here} här, {now} i den nyaste"


def printed(link: str, today: date) -> str:
    """The foot of a printout: the address and the day."""
    return f"{link} · utskriven {today.isoformat()}"
