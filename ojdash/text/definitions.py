"""What is told about a file of definitions or dates that can't be read: where, what, and the move to make."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

THE_FILE = "filen"
CODE = "en kod av a-z, 0-9 och _, till exempel ame"
BRACKETS = "varje post börjar med en rad [[{name}]], med dubbla hakparenteser. Rätta raden."
WEEK_OR_DAYS = "skriv antingen vecka, eller både fran och till."
TWO_DAYS = "kanda: två dagar i samma år. Behåll en, eller ge den andra en egen post."
WEEK = "en vecka från 1 till 52"
DAY = 'en månad och dag som "06-30"'
ID = "ett id av a-z, A-Z, 0-9, - och _, högst 40 tecken, till exempel AME-01"
OJ_OF_ALL = "oj = true eller oj = false står överst i filen, före posterna, och gäller alla. Ta bort raden här."
IN_CATALOGUE = (
    "id:t finns redan i katalogen. Är det samma indikator behöver den ingen beskrivning: ta bort den här. Är det en "
    "annan: ge den ett annat id."
)
_KINDS = {"str": "text", "bool": "true eller false", "int": "ett heltal"}


def entry(number: int, id: object) -> str:
    """Which entry of a file is meant."""
    return f"post {number} ({id if id is not None else 'utan id'})"


def at(path: Path, *where: str, said: str) -> str:
    """A sentence about a place in a file."""
    return f"{', '.join([str(path), *where])}: {said}"


def no_files(folder: Path) -> str:
    """A catalogue folder without a catalogue."""
    return f"{folder}: här finns ingen katalogfil (*.toml). Lägg tillbaka data/catalogue från kodförrådet."


def not_toml(path: Path, why: object) -> str:
    """A file that is not TOML, or not UTF-8."""
    return f"{path}: är inte giltig TOML ({why}). Rätta raden, eller lägg tillbaka filen."


def too_deep(path: Path) -> str:
    """A file of TOML within TOML without end."""
    return f"{path}: har för många nivåer inuti varandra. Rätta filen, eller lägg tillbaka den."


def not_opened(path: Path, why: str | None) -> str:
    """A file that the system does not give out."""
    return f"{path}: går inte att öppna ({why}). Kontrollera sökvägen."


def unknown_key(key: str, near: str | None, allowed: Iterable[str]) -> str:
    """A key that is not one of those allowed, and the nearest."""
    hint = f" Menade du {near}?" if near else ""
    return f"okänd nyckel {key!r}.{hint} Det som finns: {', '.join(sorted(allowed))}."


def lacks(names: Iterable[str]) -> str:
    """Keys that must be there."""
    return f"saknar {', '.join(names)}. Lägg till det."


def no_entries(names: Iterable[str]) -> str:
    """A data set without an indikator."""
    return f"här finns ingen [[indikator]]. Lägg till en med {', '.join(names)}."


def twice(other: str = "") -> str:
    """An id that two entries have."""
    return f"id:t finns redan{f', i {other}' if other else ''}. Ge en av dem ett annat id."


def published_as(title: str) -> str:
    """An id that the edition has for another indikator of another area."""
    return f"id:t finns redan i utgåvan, som ”{title}”. Ge den här indikatorn ett annat id."


def not_one_of(name: str, value: object, allowed: Iterable[str]) -> str:
    """A word that is not one of those there are."""
    return f"{name} = {value!r} är inte något av {', '.join(allowed)}."


def is_not(value: object, wanted: str) -> str:
    """A value that is not what stands there."""
    return f"{value} är inte {wanted}."


def is_not_like(value: object, shape: str) -> str:
    """A value of another shape."""
    return f"{value} ser inte ut som {shape}."


def kind(wanted: type[Any]) -> str:
    """What a key holds, in words."""
    return _KINDS.get(wanted.__name__, wanted.__name__)
