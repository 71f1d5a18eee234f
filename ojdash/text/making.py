"""The words of a file while it is made: what its link says, where in the queue it is, and why it was not made."""

from __future__ import annotations

from ojdash.domain.rounding import rounded

WORDS: dict[str, str] = {  # what a file's link says, by its data attribute
    "making": "Skriver",
    "stop": "Avbryt",
    "made": "Hämtad:",
    "stopped": "Avbrutet. Ingen fil sparades.",
    "lost": "Servern svarar inte. Försök igen.",
}
ENDED = "Filen blev inte klar, för programmet som gör den avslutades. Försök igen."
BROKEN = "Filen kunde inte göras, och felet är antecknat. Skriv till den som sköter tjänsten om det händer igen."


def queued(place: int) -> str:
    """Where in the queue a file is, after what it is; nothing when it is being made."""
    return f"väntar, plats {place} i kön" if place else ""


def full(seconds: int) -> str:
    """That nobody more can wait."""
    return f"Många hämtar filer just nu och kön är full. Försök igen om {seconds} sekunder."


def full_of_yours(seconds: int) -> str:
    """That a visitor, or all behind one address, have as many waiting as one may have."""
    return f"Från samma nätadress väntar redan många filer. Försök igen om {seconds} sekunder."


def busy(seconds: int) -> str:
    """That too many questions wait for their answers."""
    return f"Många frågar just nu. Försök igen om {seconds} sekunder."


def too_long(seconds: float) -> str:
    """That a file took more time than it may."""
    return (
        f"Filen blev inte klar inom {_time(seconds)} och avbröts. Välj färre kommuner, ett område eller ett annat "
        "format."
    )


def _time(seconds: float) -> str:
    whole = max(1, int(rounded(seconds, 0)))
    minutes, rest = divmod(whole, 60)
    if rest:
        return f"{whole} sekunder" if whole > 1 else "en sekund"
    return f"{minutes} minuter" if minutes > 1 else "en minut"
