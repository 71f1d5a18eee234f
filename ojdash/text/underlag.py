"""What a value rests on, in words: how many answered, why chance is not tried, and why a value is missing."""

from __future__ import annotations

from ojdash.domain.indikator import Indikator
from ojdash.domain.signal import Rule
from ojdash.text.words import MISSING, number, upper_first

# Why a change can't be tried, where n is not known.
UNTRIED: dict[str, str] = {
    "svar": "Vi kan inte säga om det är slump, för källan anger inte hur många som svarat.",
    "enheter": "Vi kan inte säga om det är slump, för källan anger inte hur många enheter som svarat.",
    "personer": "Alla som måttet gäller är räknade, så slump prövas inte.",
    "arenden": "Alla ärenden som måttet gäller är räknade, så slump prövas inte.",
    "totalrakning": "Alla är räknade, så slump prövas inte.",
    "kostnad": "Hela kostnaden är räknad, så slump prövas inte.",
    "ja_nej": "Svaret är kommunens eget, så slump prövas inte.",
    "kategori": "Svaret är kommunens eget, så slump prövas inte.",
    "okant": "Vi kan inte säga om det är slump, för det är inte känt hur många värdet bygger på.",
}
ONLY_SHARES = "Slump prövas bara för andelar."

# What a value rests on, where n is not known.
RESTS_ON: dict[str, str] = {
    "svar": "Antal svar är inte publicerat.",
    "enheter": "Hur många enheter som svarat är inte publicerat.",
    "personer": "Alla som måttet gäller är räknade.",
    "arenden": "Alla ärenden som måttet gäller är räknade.",
    "totalrakning": "Alla är räknade.",
    "kostnad": "Hela kostnaden är räknad.",
    "ja_nej": "Kommunens eget svar.",
    "kategori": "Kommunens eget svar.",
    "okant": "Hur många värdet bygger på är inte känt.",
}

# What n counts.
COUNTED: dict[str, str] = {
    "enheter": "enheter",
    "personer": "personer",
    "arenden": "ärenden",
    "totalrakning": "personer",
}
ANSWERS = "svar"
AT_MOST = "högst "
# Every heading that a column of n has in our own files, which may come back as somebody's table.
HEADINGS_OF_NUMBERS = tuple(
    f"Antal {what}{most}"
    for what in dict.fromkeys([ANSWERS, *COUNTED.values()])
    for most in ("", f", {AT_MOST.strip()}")
)
AT_MOST_TOLD = "Högst så många: antalet gäller hela enkäten och en del kan ha hoppat över frågan."
IS_AT_MOST = "Antal svar är det högsta möjliga"
AT_LEAST_SHORT = "minst så osäkert"
AT_LEAST = "Osäkerheten är minst så stor, för antalet gäller hela enkäten och en del kan ha hoppat över frågan."

_HIDDEN: dict[str, str] = {
    "svar": "för få svar",
    "enheter": "för få enheter",
    "personer": "för få personer",
    "arenden": "för få ärenden",
    "totalrakning": "för få personer",
}
_FEW_PERSONS = "Visas inte (för få personer)"
_LACKING = "Uppgift har inte lämnats"
_NOT_ITS = "Gäller inte kommunen"
_IN_PART = "En del av uppgifterna saknas"
# Those that nobody in the kommun answers a question for.
_REGISTERS = ("personer", "arenden", "totalrakning", "kostnad")


def missing(indikator: Indikator | None, kind: str | None, rule: Rule | None) -> str:
    """Why a value is missing, in words that are true of what the indikator rests on; of None what is true of any.

    rule  of the edition whose value is missing, which says how few are few; None where editions are compared
    """
    kind = kind or "okant"
    underlag = indikator.underlag if indikator else "okant"
    if kind == "sekretess" and indikator and indikator.counts_persons:
        return f"Visas inte (färre än {rule.fewest_answers} personer)" if rule else _FEW_PERSONS
    if kind == "sekretess" and underlag in _HIDDEN:
        return f"Visas inte ({_HIDDEN[underlag]})"
    if kind == "ej_svarat" and underlag in ("svar", *_REGISTERS):
        return _LACKING
    if kind == "ej_tillamplig" and underlag in ("svar", *_REGISTERS):
        return _NOT_ITS
    if kind == "delvis_bortfall" and underlag in ("svar", *_REGISTERS):
        return _IN_PART
    return MISSING[kind]


def untried(indikator: Indikator) -> str:
    """Why a change can't be told from chance, as a sentence."""
    if indikator.kind != "andel" and indikator.underlag in ("svar", "enheter", "okant"):
        return ONLY_SHARES
    return UNTRIED[indikator.underlag]


def counted(indikator: Indikator) -> str:
    """What n counts: "svar", "enheter"."""
    return COUNTED.get(indikator.underlag, ANSWERS)


def is_counted(indikator: Indikator) -> bool:
    """Whether somebody answered, or may have, so that it matters how many."""
    return indikator.underlag in ("svar", "enheter", "okant")


def heading(indikator: Indikator) -> str:
    """The heading of a column of n: "Antal svar", "Antal enheter"."""
    return f"Antal {counted(indikator)}"


def is_at_most(indikator: Indikator) -> bool:
    """Whether n is the most that can have answered: read from a number of its own, of all who answered the survey."""
    return bool(indikator.antal_svar)


def said_at_most(indikator: Indikator, n: float | None) -> str | None:
    """The cell beside an n in a table of many indikatorer: "ja", "nej", or None where n is not known."""
    return None if n is None else "ja" if is_at_most(indikator) else "nej"


def heading_of_numbers(indikator: Indikator) -> str:
    """The heading of a column of n as numbers alone: "Antal svar, högst" where n is the most that can have answered."""
    return f"{heading(indikator)}, {AT_MOST.strip()}" if is_at_most(indikator) else heading(indikator)


def unknown(indikator: Indikator) -> str:
    """That n is not known, within a sentence."""
    if indikator.underlag == "svar" or indikator.underlag in COUNTED:
        return f"antalet {counted(indikator)} är okänt"
    return "hur många värdet bygger på är okänt"


def answers(indikator: Indikator, n: float) -> str:
    """How many a value rests on: "120 svar", "12 enheter", "högst 120 svar"."""
    return f"{n_alone(indikator, n)} {counted(indikator)}"


def n_alone(indikator: Indikator, n: float) -> str:
    """n without what it counts, in a column of its own: "120", "högst 120"."""
    return f"{AT_MOST}{number(n)}" if is_at_most(indikator) else number(n)


def at_least(indikator: Indikator) -> str:
    """That an interval is too narrow where n is the most that can have answered; else ""."""
    return AT_LEAST if is_at_most(indikator) else ""


def limits(indikator: Indikator, ends: str) -> str:
    """An interval, or limits, in few words, and that they are too narrow where n is the most that can have answered."""
    return f"{ends}, {AT_LEAST_SHORT}" if is_at_most(indikator) else ends


def few(indikator: Indikator, rests: str, so: str) -> str:
    """That what rests on few answers says little: "Få svar (högst 29), så skillnaden kan vara slump."."""
    return f"Få {counted(indikator)} ({rests}), så {so}."


def reliability(indikator: Indikator, n: int | None, rule: Rule) -> str:
    """What the number of answers means for a value."""
    if n is None:
        return RESTS_ON[indikator.underlag]
    if rule.few(n):
        return (
            f"Få {counted(indikator)} ({n_alone(indikator, n)}). Värdet kan ändras mycket av slump; ingen nivå visas."
        )
    if rule.unsure(n):
        return f"Osäkert underlag ({answers(indikator, n)})."
    return f"{upper_first(answers(indikator, n))}."
