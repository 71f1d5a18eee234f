"""What whoever hosts is told in the terminal about analyser: their list, and what was ended, exported and erased."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from ojdash.domain.analys import Erasure
from ojdash.text.words import counted, local, number

COLUMNS: dict[str, str] = {
    "id": "Nummer",
    "kommuner": "Kommuner",
    "year": "År",
    "created": "Skapad",
    "written": "Senast skriven",
    "ends": "Sista dag",
    "keeps": "Sparas till",
    "size": "Storlek",
}
FIELDS: dict[str, str] = {"place": "Fält", "versions": "Versioner", "at": "Senast skrivet"}
ERASED: dict[str, str] = {
    "place": "Vad",
    "versions": "Versioner",
    "at": "När",
    "by": "Vem",
    "reference": "Beslut",
}
NONE = "Det finns ingen analys."
NO_FIELDS = "Analysen har inget fält med text."
NONE_ERASED = "Inget är raderat."
NONE_DUE = "Ingen analys är äldre än den tid som OJDASH_KEEP_MONTHS anger."
NO_KEEP = "OJDASH_KEEP_MONTHS är inte satt, så ingen analys ska avslutas eller raderas av ålder."
ID_OR_DUE = "Skriv en analys nummer, eller --due för alla som är äldre än OJDASH_KEEP_MONTHS. Inte båda."
NEEDS_FOLDER = "Skriv mappen där filerna ska läggas innan något tas bort: --to MAPP."
NO_DATE = "Sista dagen skrivs som 2026-06-30."
SURE = "Inget är ändrat. Lägg till --yes för att göra det."
WHOLE = "hela analysen"
_BY: dict[str, str] = {"aga": "ägaren", "administrator": "den som sköter webbplatsen"}


def no_such(id: str) -> str:
    """No analys of that id."""
    return f"Det finns ingen analys med nummer ”{id[:40]}”. Se numren med: python -m ojdash analyser list"


def written_since(id: str) -> str:
    """An analys that was written in after it was exported."""
    return f"I analysen {id} skrevs något medan filen gjordes. Den är inte raderad. Kör kommandot igen."


def at(moment: str) -> str:
    """When something was, by a Swedish clock, as the pages have it."""
    return f"{local(moment):%Y-%m-%d kl. %H.%M}"


def listed(row: Mapping[str, Any]) -> list[str]:
    """A line of the list, in the order of COLUMNS."""
    kommuner = row["kommuner"]
    named = ", ".join(kommuner[:6]) + (f" + {len(kommuner) - 6}" if len(kommuner) > 6 else "")
    days = [at(row["created"])[:10], at(row["written"])[:10], *(str(row[name] or "") for name in ("ends", "keeps"))]
    return [row["id"], named, str(row["year"] or ""), *days, f"{number(max(1, row['size'] // 1000))} kB"]


def erased_line(erasure: Erasure) -> list[str]:
    """A line of what was erased, in the order of ERASED."""
    place, by = erasure.place or WHOLE, _BY[erasure.by]
    return [place, number(erasure.versions), at(erasure.at), by, erasure.reference]


def exported(id: str, path: str) -> str:
    """A file that was written."""
    return f"Analysen {id} ligger i {path}."


def ended(id: str, ends: date | None) -> str:
    """A last day that was set or taken away."""
    return f"Analysen {id} kan öppnas till och med {ends}." if ends else f"Analysen {id} har ingen sista dag längre."


def will_erase(id: str, place: str) -> str:
    """What would be erased, before it is."""
    what = f"Fältet {place} i analysen {id}, med alla tidigare versioner," if place else f"Hela analysen {id}"
    return f"{what} raderas för gott. Det går inte att ångra."


def not_there(places: Collection[str]) -> str:
    """A field without words, and those that have some."""
    there = ", ".join(sorted(places)[:20]) or "inget"
    return f"I det fältet finns ingen text att radera. Fält med text: {there}."


def will_erase_coordinator(name: str, number: int) -> str:
    """Whose name and reasons would be erased, before they are."""
    return (
        f"Namnet {name} (nr {number}) och de skäl som står med det namnet raderas för gott. Det som sagts om värdena "
        "står kvar. Adressen slutar fungera."
    )


def erased(id: str, erasure: Erasure) -> list[str]:
    """What was erased."""
    count = counted(erasure.versions, "version", "versioner", "en")
    what = f"Fältet {erasure.place} i analysen {id} är raderat" if erasure.place else f"Analysen {id} är raderad"
    return [
        f"{what} ({count}). Beslut: {erasure.reference}.",
        "Kopior som tagits tidigare har texten kvar: säkerhetskopior, hämtade filer och dokument. Se docs/gallring.md.",
    ]


def erased_coordinator(number: int, erasure: Erasure) -> list[str]:
    """A coordinator's name and reasons that were erased."""
    count = counted(erasure.versions, "anteckning", "anteckningar", "en")
    return [
        f"Namnet på samordnare nr {number} är raderat, och skälen i {count}. Beslut: {erasure.reference}.",
        "Kopior som tagits tidigare har namnet kvar: säkerhetskopior, hämtade filer och dokument. Se docs/gallring.md.",
    ]


def due(ids: Sequence[str]) -> str:
    """Which analyser are kept no longer."""
    return f"Äldre än OJDASH_KEEP_MONTHS: {', '.join(ids)}."
