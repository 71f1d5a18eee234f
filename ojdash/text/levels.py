"""The words of levels. Every limit is that of the edition's own rule: a link to an old one never tells of it anew."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.domain.signal import Rule
from ojdash.text import underlag, words
from ojdash.text.marked import Marked, marked


def level(rule: Rule, signal: str | None, counted: str = underlag.ANSWERS) -> str:
    """A signal in words; "" without one. `counted` is what n counts."""
    ends = f"Bland de {rule.percent} procent med"
    return {
        "hog": f"{ends} högst värde",
        "mellan": f"I mitten: varken bland de {rule.percent} procent högsta eller lägsta",
        "lag": f"{ends} lägst värde",
        "ej_indelad": "Ingen indelning: för många kommuner har samma värde, eller för få har ett värde",
        "for_fa_svar": f"Få {counted}: värdet kan ändras mycket av slump, ingen nivå visas",
    }.get(signal or "", "")


def undivided(answer: Answer) -> str:
    """Why no level is shown, of one indikator and year, where it is known how many take part."""
    if answer.own.kommuner < answer.rule.fewest_kommuner:
        return "Ingen indelning: för få kommuner har ett värde"
    return "Ingen indelning: för många kommuner har samma värde"


def left_out(answer: Answer) -> int:
    """How many kommuner have a value in an answer about one indikator, but of too few answers to be placed."""
    if answer.rule.few_take_part or answer.everyone is None or answer.everyone.empty or answer.indikator.is_coded:
        return 0
    known = answer.everyone[answer.everyone["value"].notna()]
    return sum(map(answer.rule.few, known["n"]))


def placed_among(answer: Answer) -> str:
    """Among how many a value is placed: "289 kommuner har ett värde; 83 med färre än 30 svar räknas inte in"."""
    left = left_out(answer)
    having = f"{words.counted(answer.own.kommuner + left, 'kommun', 'kommuner')} har ett värde"
    return f"{having}; {left} med {_few(answer)} räknas inte in" if left else having


def uncertain(rule: Rule, indikator: Indikator | None = None) -> str:
    """How many make a level uncertain: "30–99 svar"; without an indikator in general."""
    return f"{between(rule, indikator)} {underlag.counted(indikator) if indikator else underlag.ANSWERS}"


def in_cell(rule: Rule, indikator: Indikator) -> str:
    """The same where it must stay on one line beside a value: "30–99 svar", "30–99 st" of what has a longer name."""
    counted = underlag.counted(indikator)
    return f"{between(rule, indikator)} {counted if counted == underlag.ANSWERS else 'st'}"


def between(rule: Rule, indikator: Indikator | None = None) -> str:
    """The numbers that make a level uncertain: "30–99"; "högst 99" where fewer than n may have answered."""
    most = rule.fewest_for_plain - 1
    if indikator and underlag.is_at_most(indikator):
        return underlag.n_alone(indikator, most)
    return f"{rule.fewest_for_signal}–{most}"


def legend_uncertain(rule: Rule, indikator: Indikator | None = None) -> str:
    """What an uncertain level means."""
    return f"{uncertain(rule, indikator)}: nivån kan ändras av slump"


def hollow(answer: Answer) -> str:
    """What a hollow dot means."""
    counted = underlag.counted(answer.indikator)
    return f"Ihålig punkt: färre än {answer.rule.fewest_for_plain} {counted}, osäkrare värde."


def not_in_band(answer: Answer) -> str:
    """That kommuner of few answers are no part of the middle half; "" where none is left out."""
    if not left_out(answer):
        return ""
    return f"Kommuner med {_few(answer)} räknas inte in i den mellersta hälften."


def rule_in_sentences(rule: Rule) -> Marked:
    """The rule in sentences."""
    few = f"färre än {rule.fewest_for_signal} har svarat i kommunen"
    taking_part = (
        "Värdet räknas ändå med bland de andras."
        if rule.few_take_part
        else "Då räknas värdet inte heller med när de andra delas in."
    )
    return marked(
        "En nivå säger var ett värde ligger bland alla kommuner samma år. "
        f"**Högt**: högst {rule.percent} procent av kommunerna har ett lika högt eller högre värde. "
        f"**Lågt**: högst {rule.percent} procent har ett lika lågt eller lägre. Annars **i mitten**. "
        f"Lika värden får alltid samma nivå. Ingen nivå visas när färre än {rule.fewest_kommuner} kommuner räknas med, "
        f"när mer än hälften har samma värde eller när det finns färre än {rule.fewest_distinct} olika. "
        f"Ingen nivå visas heller när {few}. {taking_part} "
        f"Ja och nej får aldrig någon nivå. (Regelns version {rule.version}.)"
    )


def _few(answer: Answer) -> str:
    """How many are few: "färre än 30 svar"."""
    return f"färre än {answer.rule.fewest_for_signal} {underlag.counted(answer.indikator)}"
