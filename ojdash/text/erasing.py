"""The words of erasing what was written, and what each field is called there."""

from __future__ import annotations

from collections.abc import Mapping

from ojdash.domain.analys import Erasure
from ojdash.text import enkat, laget, lansrapport, mote, page
from ojdash.text import form_document as paper
from ojdash.text import snabbanalys as screen
from ojdash.text.saved import ERASER
from ojdash.text.words import counted

TITLE = "Radera det som är skrivet"
READ = (
    "Här raderar du ett fält med alla tidigare versioner, eller hela analysen. Det går inte att ångra. I en myndighet "
    "är det gallring, som kräver ett beslut."
)
WHAT, WHOLE = "Vad ska raderas?", "Hela analysen"
CHOOSE = "Välj ett fält, eller hela analysen"
REFERENCE = "Beslut som raderingen bygger på"
REFERENCE_HINT = "Till exempel ett diarienummer. Det blir kvar, så skriv inget om någon person."
REFERENCE_EXAMPLE = "till exempel SN 2026/17"
ERASE = "Radera för gott"
SURE_FIELD, SURE_WHOLE = "Ja, radera fältet", "Ja, radera hela analysen"
ERASED = "Fältet är raderat med alla tidigare versioner."
ERASED_BEFORE = "Raderat"
ERASED_READ = "Det som raderats finns inte kvar. Här står bara att det är gjort."
WHOLE_GOES = (
    "Allt som skrivits i analysen försvinner för alla, med alla versioner. Alla adresser slutar fungera. Hämta filen "
    "först om den ska bevaras."
)
COPIES = "Filer och dokument som redan är hämtade, och säkerhetskopior, har texten kvar."
_LONGEST = 60


def who_may(id: str) -> str:
    """Who erases where an owner may not: whom to ask, and by which number."""
    return (
        "Text raderas av den som sköter webbplatsen, efter beslut. Skriv dit och ange analysens nummer, "
        f"{id}, och vilket fält det gäller. En text som bara ska bort från sidan kan du tömma själv, men då finns "
        "de tidigare versionerna kvar."
    )


def field_goes(name: str, versions: int) -> str:
    """What will go with a field."""
    count = counted(versions, "version", "versioner", "en")
    return (
        f"Texten i fältet {name} försvinner för alla. Det gäller {count}: den som visas, de tidigare och de som står "
        "bredvid."
    )


def erasure(said: Erasure, name: str) -> str:
    """A line of what was erased."""
    count = counted(said.versions, "version", "versioner", "en")
    return f"{said.at[:10]}: {name or WHOLE} ({count}). {ERASER[said.by]}. Beslut: {said.reference}."


_PARTS: dict[str, str] = {
    "om": screen.ABOUT,
    "ar": screen.ABOUT,
    "rad": screen.FORM,
    "steg": screen.PATH,
    "korg": screen.BASKET_TITLE,
    "rapport": lansrapport.NAME,
    "enkat": enkat.NAME,
    "laget": laget.NAME,
    "mote": mote.NAME,
    "vy": mote.VIEW,
    "utfall": mote.OUTCOMES,
    "overlamning": mote.HANDOVER,
    "dag": laget.OWN_DATES,
    **screen.ITEMS,
}
_FIELDS: dict[str, Mapping[str, str]] = {
    "om": screen.OM,
    "ar": {"utgava": paper.EDITION},
    "rad": paper.row_fields(),
    "steg": screen.STEP_FIELDS,
    "korg": screen.KORG | {"vald": paper.CHOSEN},
    "rapport": {"kommentar": lansrapport.COMMENT},
    "enkat": enkat.FIELDS,
    "laget": laget.FIELDS,
    "mote": mote.FIELDS | {"utgava": paper.EDITION},
    "vy": mote.VIEW_FIELDS | {"lank": mote.LINK, "mote": mote.MEETING, "ordning": "Ordning"},
    "utfall": mote.OUTCOME_FIELDS | {"mote": mote.MEETING},
    "overlamning": mote.HANDOVER_FIELDS | {"mote": mote.MEETING},
    "dag": laget.DATE_FIELDS,
    **screen.ITEM_FIELDS,
}
_ANYWHERE = {"borttagen": "Borttagen", "kommun": page.KOMMUN}
_ANSWERS: dict[str, str] = {**laget.HEADINGS, **laget.ANSWERS}


def field_name(place: str, called: Mapping[str, str], newest: str = "") -> str:
    """A field by the words of its page: "Blanketten, 2024, Vetlanda, Väntetid, Samlad analys".

    called  kommuner, areas and indikatorer by their codes
    newest  what stands in it, of which the beginning is shown
    """
    head, *middle, last = place.split("/")
    parts = [_PARTS[head]]
    for part in middle:
        if head == "steg" and len(part) == 1:
            parts.append(screen.step_name(int(part)))
        elif part in called or part in _ANSWERS:
            parts.append(called.get(part) or _ANSWERS[part])
        elif part.isdigit():
            parts.append(part)
    parts.append(_FIELDS[head].get(last) or _ANYWHERE[last])
    opening = " ".join(newest.split())
    shown = f": ”{opening[:_LONGEST].rstrip()}{'…' if len(opening) > _LONGEST else ''}”" if opening else ""
    return ", ".join(parts) + shown
