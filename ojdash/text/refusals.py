"""Why an indikator is not taken in, or an edition not published: where, what, and what stands instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ojdash.domain.fall import MOST_FALL, Fall
from ojdash.domain.kommun import RIKET
from ojdash.text.words import GENDER, MISSING, counted, joined, number

NO_NUMBER = "inget tal"
TOO_LARGE = "ett orimligt stort tal"
NO_GENDER = "inget kön (T, K eller M)"
NO_VALUE = "en uppgift utan kön eller värde"
NO_YEAR = "inget år"
NO_KOMMUN = "ingen kommunkod"
NO_VALUES = "ingen lista med värden"
NO_MARK = "ingen läsbar markering"
_MOST = 3  # nyckeltal, areas and years named in a sentence
_LONGEST = 60


def shown(content: str) -> str:
    """What a publisher wrote, short and without signs that a terminal or a file can't hold."""
    safe = "".join(sign if sign.isprintable() else "\ufffd" for sign in content)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]} …"


def place(kommun: str, year: int | str, gender: str = "") -> str:
    """Whose value, of which year and gender."""
    named = GENDER[gender].lower() if gender in GENDER else f"kön ”{shown(gender)}”" if gender else ""
    whose = "Riket" if kommun == RIKET else f"kommun {shown(kommun)}"
    return ", ".join(part for part in (whose, shown(str(year)), named) if part)


def unreadable(where: str, content: str, is_what: str) -> str:
    """A value, or a part of what names it, that can't be read."""
    return f"{where}: ”{shown(content)}” är {is_what}"


def two_values(where: str, values: Sequence[tuple[float, str | None]]) -> str:
    """Two rows that say different things of the same kommun, year and gender: each a value, or why there is none."""
    return f"{where}: olika uppgifter, {joined([_uppgift(*value) for value in values])}"


def and_more(reason: str, more: int) -> str:
    """The first fault of an indikator, and how many more of its values have one."""
    return f"{reason}, och fel i {counted(more, 'värde', 'värden', 'ett')} till" if more else reason


def emptied(rows: int) -> str:
    """An indikator that had values and now has none."""
    return f"inga värden längre, bara {counted(rows, 'rad', 'rader')} utan värde" if rows else "inga värden längre"


def earlier_stay(reason: str) -> str:
    """The reason, and that the values of the edition before are still those that are published."""
    return f"{reason}; de tidigare värdena står kvar"


def nothing_left(refused: Mapping[str, str]) -> str:
    """A delivery of which nothing could be taken in."""
    of = counted(len(refused), "indikator", "indikatorer")
    first = "; ".join(f"{id}: {why}" for id, why in list(refused.items())[:_MOST])
    return f"Inget av det som levererades ({of}) gick att ta in. {first}. Den publicerade utgåvan är orörd."


def not_compared(edition: str) -> str:
    """An edition whose values could not be counted, so that nobody knows whether they became fewer."""
    return f"Värdena i utgåvan {edition} gick inte att räkna, så ingen vet om de blev färre."


def fell(fall: Fall, edition: str, titles: Mapping[str, str]) -> str:
    """What fell, in numbers, and how it is published all the same. titles: those of the areas, by code."""
    of = "i de indikatorer som skulle bytas ut" if fall.of == "delivered" else "i hela utgåvan"
    lost, share = fall.before - fall.after, 100 * (1 - fall.after / fall.before)
    parts = [
        f"Inget är publicerat. Av {counted(fall.before, 'värde', 'värden', 'ett')} {of} skulle "
        f"{number(lost)} försvinna ({number(share, 1)} procent), mot utgåvan {edition} som gäller nu. "
        f"Faller mer än {number(100 * MOST_FALL)} procent måste någon säga ja.",
        f"Mest faller {_fallen(fall.indikatorer, {})}.",
        f"Per område: {_fallen(fall.omraden, titles)}.",
        f"Per år: {_fallen(fall.years, {})}.",
        "Är det rätt, så kör samma kommando igen i terminalen med --accept-drop. Det som hämtats från Kolada ligger "
        "kvar: med --offline också hämtas det inte en gång till.",
    ]
    return " ".join(parts)


def _fallen(parts: Sequence[tuple[str, int, int]], titles: Mapping[str, str]) -> str:
    said = [f"{titles.get(name, name)} (från {number(before)} till {number(after)})" for name, before, after in parts]
    rest = len(said) - _MOST
    return ", ".join(said[:_MOST]) + (f" och {number(rest)} till" if rest > 0 else "")


def _uppgift(value: float, missing: str | None) -> str:
    if missing:
        return f"inget värde ({MISSING[missing].lower()})"
    return f"{value:.15g}".replace(".", ",").replace("-", "−")
