"""The words of the funnel: values by how many answered, within limits around riket."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain import rounding
from ojdash.domain.answer import Answer
from ojdash.domain.funnel import Funnel
from ojdash.domain.indikator import Indikator
from ojdash.text import underlag, words

PICK = "Figur"
FIGURES: dict[str, str] = {"rader": "En rad per kommun", "tratt": "Tratt: värde och antal svar"}
TOGETHER = "Alla tillsammans"
LIMITS = "Gränser (99,8 procent)"
BESIDE = {1: "över", -1: "under", 0: "inom", None: "prövas inte"}
READ = (
    "En punkt är en kommun. Utanför de heldragna linjerna är skillnaden mot mitten större än slumpen brukar ge (99,8 "
    "procent), också när hänsyn tas till att kommuner skiljer sig åt. De streckade linjerna är 95 procent."
)
NAMED = "Namn: kommunen och de i gruppen som ligger utanför gränserna."


def read(indikator: Indikator) -> str:
    """How the figure is read; limits made of the most that can have answered are too narrow, which is said."""
    return f"{READ} {underlag.at_least(indikator)}".strip()


def heading_of_limits(indikator: Indikator) -> str:
    """The heading of the table's column of limits."""
    return underlag.limits(indikator, LIMITS)


def why_not(answer: Answer) -> str:
    """Why a funnel that is asked for is not drawn; "" where it is."""
    if answer.funnel is not None:
        return ""
    least = words.counted(answer.rule.fewest_kommuner, "kommun", "kommuner")
    return f"Tratten visas inte: den kräver en andel där antalet svar är känt för minst {least}."


def axis(indikator: Indikator) -> str:
    """What lies across: how many answered, in steps that grow."""
    return f"{words.lower_first(underlag.heading_of_numbers(indikator))}, i växande steg"


def ends(low: float, high: float) -> str:
    """Said of an axis of shares that does not go from 0 to 100."""
    return "" if (low, high) == (0, 100) else f"axeln visar {words.number(low)}–{words.number(high)}"


def few(answer: Answer) -> str:
    """What lies left of the dotted line."""
    least = f"färre än {answer.rule.fewest_for_signal} {underlag.counted(answer.indikator)}"
    return f"Till vänster om den prickade linjen är det {least}. De prövas inte."


def point(name: str, indikator: Indikator, value: float, n: int, year: int, beside: int | None) -> str:
    """What hovering over a kommun says."""
    said = f"{name}: {words.value(indikator, value)} {year}, {underlag.answers(indikator, n)}"
    return f"{said}; {placed(beside)}."


def placed(beside: int | None) -> str:
    """Where a value lies: "över gränserna"."""
    if beside is None:
        return BESIDE[None]
    return f"{BESIDE[beside]} gränserna"


def alt(
    answer: Answer, centre: tuple[str, float], own: tuple[float, int, int | None] | None, outside: Sequence[int],
    named: Sequence[str],
) -> str:  # fmt: skip
    """The funnel in sentences: how many, the centre, the own kommun, how many lie outside, and whom of the group."""
    indikator, name = answer.indikator, answer.kommun.namn
    said = [
        f"{indikator.label} {answer.question.year}: {words.counted(len(outside), 'kommun', 'kommuner')} som punkter, "
        f"efter värde och antal {underlag.counted(indikator)}.",
        f"{centre[0]} har {words.value(indikator, centre[1])}.",
    ]
    if own is None:
        said.append(f"{name} är inte med: värde eller antal saknas.")
    else:
        value, n, beside = own
        rests = underlag.answers(indikator, n)
        said.append(f"{name} har {words.value(indikator, value)} med {rests}: {placed(beside)}.")
    said += filter(None, [underlag.at_least(indikator)])
    above, below = (words.counted(outside.count(way), "kommun", "kommuner") for way in (1, -1))
    said.append(f"{words.upper_first(above)} ligger över gränserna och {below} under.")
    if named:
        said.append(f"I gruppen utanför gränserna: {words.joined(named)}.")
    return " ".join(said)


def limits(funnel: Funnel, indikator: Indikator, n: int | None, value: float | None) -> str:
    """The cell of a table: the limits at so many answers, and where the value lies."""
    if n is None or value is None:
        return ""
    if funnel.rule.few(n):
        return BESIDE[None]
    ends = [100 * float(end[0]) for end in funnel.limits(n)]
    decimals = rounding.telling(value, *ends, indikator.decimals)
    low, high = (words.number(end, decimals) for end in ends)
    finer = "" if decimals == indikator.decimals else f" ({words.number(value, decimals)})"
    return f"{low} till {high}: {BESIDE[funnel.beside(value / 100, n)]}{finer}"
