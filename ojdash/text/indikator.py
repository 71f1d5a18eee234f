"""The words of Indikator: everything about one."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.domain.funnel import Funnel
from ojdash.domain.indikator import Indikator
from ojdash.domain.uncertainty import wilson
from ojdash.text import funnel, jamfor, levels, underlag, words

NAME = "Indikator"
QUESTION = "Stämmer siffran med er egen bild av verksamheten? Vad skulle ni behöva veta mer?"


_BEYOND = "skillnaden mot riket är större än slumpen brukar ge, också när hänsyn tas till att kommuner skiljer sig åt."
_BESIDE_RIKET = {
    1: f"Kommunens värde är högre, och {_BEYOND}",
    -1: f"Kommunens värde är lägre, och {_BEYOND}",
    0: "Skillnaden mot riket ryms inom slump och vanliga skillnader mellan kommuner.",
}
_ONLY_CHANCE = "Skillnaden mot riket kan vara slump."


def title(answer: Answer) -> str:
    """The page's question."""
    return answer.indikator.heading


def sentence(answer: Answer) -> str:
    """Result, position and change."""
    indikator, own = answer.indikator, answer.own
    if own is None:
        return "Det finns inga värden för den här indikatorn i utgåvan."
    if indikator.kind == "ja_nej" and answer.group.members:
        return jamfor.ja_nej(answer)
    said = jamfor.own_value(answer)
    if own.value is None:
        return said
    return f"{said} {position(answer)}".strip()


def position(answer: Answer) -> str:
    """The signal in words, with ties said."""
    indikator, own = answer.indikator, answer.own
    if own is None or own.signal is None:
        return ""
    if own.signal == "for_fa_svar":
        return underlag.reliability(indikator, own.n, answer.rule)
    tie = f" Delar värdet med {words.counted(own.ties, 'kommun', 'kommuner')} vid gränsen." if own.ties else ""
    level = levels.undivided(answer) if own.signal == "ej_indelad" else levels.level(answer.rule, own.signal)
    return f"{level} ({levels.placed_among(answer)}).{tie}"


def riket(answer: Answer) -> str:
    """Riket's value, or that it is not published."""
    if answer.riket is None:
        return "Riket: inget värde är publicerat."
    own, said = answer.own, f"Riket: {words.value(answer.indikator, answer.riket)}."
    tried = answer.funnel is not None and answer.funnel.centre == answer.riket / 100
    if not tried or own.value is None or own.n is None or own.value == answer.riket or not 0 <= own.value <= 100:
        return said
    return f"{said} {beside_riket(answer.indikator, answer.funnel, own.value, own.n)}"


def in_funnel(answer: Answer) -> str:
    """Beside a funnel that is asked for: riket, or why none is drawn."""
    if answer.question.figur is None:
        return ""
    return funnel.why_not(answer) or riket(answer)


def beside_riket(indikator: Indikator, funnel: Funnel, value: float, n: int) -> str:
    """Whether a difference from riket is more than chance; too few answers are not tried."""
    beside = funnel.beside(value / 100, n)
    if beside is None:
        return underlag.few(indikator, underlag.n_alone(indikator, n), "skillnaden mot riket prövas inte")
    said = _ONLY_CHANCE if not beside and not funnel.tau2 else _BESIDE_RIKET[beside]
    return f"{said} {underlag.at_least(indikator)}".strip()


def newer(answer: Answer) -> str:
    """A later year that others have a value for."""
    if answer.newer is None:
        return ""
    year, missing = answer.newer
    lacking = underlag.missing(answer.indikator, missing, answer.rule)
    return f"Andra kommuner har värden för {year}. {answer.kommun.namn}: {lacking.lower()}."


def certainty(answer: Answer) -> str:
    """How many answered, and the interval where it can be worked out."""
    indikator, own = answer.indikator, answer.own
    if own is None or own.value is None or indikator.is_coded:
        return ""
    said = underlag.reliability(indikator, own.n, answer.rule)
    if indikator.kind != "andel" or own.n is None or not 0 <= own.value <= 100:
        return said
    low, high = (words.number(100 * end, indikator.decimals) for end in wilson(own.value / 100, own.n))
    interval = f"{said} Osäkerhet: {low} till {high} procent."
    return f"{interval} {underlag.at_least(indikator)}".strip()


def level_says_not(answer: Answer) -> str:
    """What a level does not say, where one is shown."""
    signal = answer.own.signal if answer.own is not None else None
    far = f" {words.FAR_ENDS}" if signal in ("hog", "lag") else ""
    return f"{words.SIGNAL_SAYS_NOT}{far}" if signal else ""
