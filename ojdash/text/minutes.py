"""The words of the minutes of a walk-through that its page does not already have."""

from __future__ import annotations

from ojdash.domain.analys import Written
from ojdash.domain.seminar import Mark, Signed, Walk
from ojdash.text import enkat, form_document, page, words
from ojdash.text import snabbanalys as screen

WALKED, NOT_WALKED = "Frågor som gåtts igenom", "Frågor som inte gåtts igenom"
NONE_WALKED = "Ingen fråga är märkt som genomgången."
NEWS, LAST = "Ändrat", "Senaste svaren"
QUESTION, STATE, OPEN = "Fråga", "Läge", "Svar som inte är kontrollerade"
NO_READINGS = "Ingen gemensam tolkning är skriven."
NO_NOTES = "Ingen kommun har skrivit hur den svarar."
SIGNED, NOT_SIGNED = "Ja", "inte godkänt"


def title(walk: Walk) -> str:
    """The document's title."""
    return f"{enkat.MINUTES}: {enkat.START_TITLE.lower()} {walk.omrade_title} {walk.question.year}"


def foot(walk: Walk) -> str:
    """What stands at the foot of every page, before its number."""
    band = f" · {words.EXAMPLE}" if walk.simulated else ""
    return f"{title(walk)} · Utgåva {walk.edition}{band}"


def about(walk: Walk) -> list[tuple[str, str]]:
    """What stands at the head: when, who was there, of what; what nobody has written says so."""
    analys = walk.analys
    return [
        (enkat.FIELDS["motesdag"], walk.meeting("motesdag") or screen.NOTHING_WRITTEN),
        (enkat.FIELDS["narvarande"], walk.meeting("narvarande") or screen.NOTHING_WRITTEN),
        (page.OMRADE, walk.omrade_title),
        (page.YEAR, str(walk.question.year)),
        (screen.OM["kommuner"], words.joined([kommun.namn for kommun in walk.kommuner.values()])),
        *((screen.OM[name], said) for name in ("titel", "natverk") if (said := analys.text(f"om/{name}"))),
    ]


def state(mark: Mark) -> str:
    """Whether an uncertain answer has been checked; how late it is depends on the day, and is said on the page."""
    return enkat.DONE if mark.is_done else enkat.OPEN_


def signed(one: Signed) -> str:
    """Whether a kommun's answers are approved; one that lacks by whom or when says so."""
    if not one.text("godkand"):
        return NOT_SIGNED
    return f"{SIGNED}. {screen.basket_lacks([enkat.FIELDS[name] for name in one.lacks])}" if one.lacks else SIGNED


def named(walk: Walk, one: Written) -> str:
    """What a place of the walk-through is called: whose, which question, which field."""
    parts = one.place.split("/")
    titles = {asked.id: asked.indikator.heading for asked in (*walk.asked, *walk.dropped)}
    kommuner = {kod: kommun.namn for kod, kommun in walk.kommuner.items()}
    known = [titles.get(part) or kommuner.get(part, "") for part in parts[1:-1]]
    last = enkat.FIELDS.get(parts[-1]) or screen.ITEM_FIELDS["tolkning"].get(parts[-1], "")
    return ", ".join(part for part in (*known, last) if part)


def closing(walk: Walk) -> list[str]:
    """What ends the minutes: that no answer is submitted here, the edition, the source, and whose the texts are."""
    origin = page.origin(walk)
    theirs = (form_document.TEXT_IS_THEIRS, form_document.PERSONAL)
    return [enkat.not_a_channel(walk), enkat.compared(walk), f"{origin}.", *theirs]
