"""The areas (omraden) of Öppna jämförelser in social services, and which neighbours suit each."""

from __future__ import annotations

import re
import unicodedata

OMRADEN: dict[str, str] = {
    "lss": "LSS",
    "socialpsykiatri": "Socialpsykiatri",
    "ekonomiskt_bistand": "Ekonomiskt bistånd",
    "barn_unga": "Barn och unga",
    "missbruk": "Missbruk och beroende",
    "vald": "Våld i nära relationer",
    "hemloshet": "Hemlöshet",
    "aldreomsorg": "Äldreomsorg",
    "krisberedskap": "Krisberedskap",
}

OVERGRIPANDE = "overgripande"

# Kolada publishes "Liknande kommuner" for these parts of social services; the rest use the overall ones.
LIKNANDE: dict[str, str] = {
    "lss": "lss",
    "aldreomsorg": "aldreomsorg",
    "ekonomiskt_bistand": "ekonomiskt_bistand",
    "barn_unga": "ifo",
    "missbruk": "ifo",
    "vald": "ifo",
    "hemloshet": "ifo",
}


def liknande_kind(omrade: str | None) -> str:
    """Which "Liknande kommuner" list belongs to an area: `lss aldreomsorg ekonomiskt_bistand ifo overgripande`."""
    return LIKNANDE.get(omrade or "", OVERGRIPANDE)


def ascii_code(title: str) -> str:
    """A title as a code in ASCII: `Äldre och funktionshinder` -> `aldre_och_funktionshinder`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
