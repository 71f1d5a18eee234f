"""The words of Jämför: one kommun beside others."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.domain.rounding import Compared
from ojdash.text import apart, gender, statuses, underlag, words
from ojdash.text import group as whom

NAME = "Jämför"
QUESTION = "Vad skiljer er från dem i gruppen som har ett annat värde, och vem av dem vill ni fråga hur de gör?"


def columns(answer: Answer) -> tuple[str, ...]:
    """What the table under the figure holds."""
    limits = ("limits",) if answer.question.figur and answer.funnel is not None else ()
    return ("namn", "year", "value", "n", *limits, "signal", "percentile")


def far_ends(answer: Answer) -> str:
    """What often follows a value at an end, where kommuner are listed by value, the highest first; else ""."""
    listed = not answer.indikator.is_coded and answer.rows["value"].count() > 1
    return words.FAR_ENDS if listed else ""


def title(answer: Answer) -> str:
    """The page's question."""
    return f"{answer.kommun.namn} jämfört med {group(answer)}"


def group(answer: Answer) -> str:
    """The group within a sentence: "Jönköpings län", "liknande kommuner (LSS, 2024)"."""
    beside = answer.group
    if beside.kind == "lan":
        return beside.name
    if beside.kind == "kommungrupp":
        return f"kommungruppen {beside.name}" if beside.name else "sin kommungrupp"
    if beside.kind == "liknande" and beside.members:
        return f"liknande kommuner ({words.LIKNANDE[beside.liknande]}, {beside.year})"
    if beside.kind == "liknande":
        return "liknande kommuner"
    if beside.kind == "riket":
        return "alla kommuner"
    return words.counted(len(beside.members), "vald kommun", "valda kommuner")


def sentence(answer: Answer) -> str:
    """The answer in one or two sentences."""
    indikator, own = answer.indikator, answer.own
    if own is None:
        return "Det finns inga värden för den här indikatorn i utgåvan."
    if not answer.group.members:
        return f"{own_value(answer)} Det finns ingen annan kommun i gruppen att jämföra med."
    if indikator.kind == "ja_nej":
        return ja_nej(answer)
    if answer.group.n == 0:
        return f"{own_value(answer)} {_nobody(answer)} har ett värde för {own.year}."
    if indikator.kind == "kategori":
        return f"{own_value(answer)}{_alike(answer)}"
    if answer.group.median is None:
        sure = f" {apart.sentence(answer)}".rstrip() if len(answer.group.members) == 1 else ""
        return f"{own_value(answer)} {few(answer)}{sure}"
    return _held_against_median(answer)


def _held_against_median(answer: Answer) -> str:
    """ "Det är 6 procentenheter mer än medianen för länets övriga 12 kommuner, 88 procent (11 har ett värde)."."""
    indikator, beside = answer.indikator, answer.group
    spelled = words.value(indikator, beside.median, decimals=median_decimals(answer))
    resting = whom.with_value(beside.others)
    name = f"medianen för {whom.others(beside)}"
    pair = beside_median(answer)
    if pair is None:
        return f"{own_value(answer)} {words.upper_first(name)} är {spelled}{resting}."
    own = own_value(answer, pair.decimals)
    sure = apart.sentence(answer, median_decimals(answer))
    if pair.difference == 0:
        return f"{own} Det är samma som {name}{resting}. {sure}".strip()
    size = words.difference(indikator, pair.difference, pair.step)
    direction = f"{words.more_or_less(indikator, pair.difference)} än"
    if size.startswith(words.LESS_THAN):  # "mindre än 0,1 mindre än" would be hard to read
        direction = "över" if pair.difference > 0 else "under"
    return f"{own} Det är {size} {direction} {name}, {spelled}{resting}. {sure}".strip()


def beside_median(answer: Answer) -> Compared | None:
    """The own value held against the group's median, with the decimals that both are said with; None if one lacks."""
    own, median = answer.own, answer.group.median if answer.group else None
    if own is None or own.value is None or median is None:
        return None
    return words.against(answer.indikator, own.value, median)


def median_decimals(answer: Answer) -> int:
    """The decimals of the group's median of the asked year, the same in sentence and figure."""
    pair, median = beside_median(answer), answer.group.median
    return words.least(answer.indikator, median, pair.decimals) if pair else words.finer(answer.indikator, median)


def own_decimals(answer: Answer) -> int:
    """The decimals of the own value beside the group's median."""
    pair = beside_median(answer)
    return words.least(answer.indikator, pair.value, pair.decimals) if pair else answer.indikator.decimals


def with_own(answer: Answer) -> str:
    """The other median, which a county report has: "Med Vetlanda är medianen för länets 13 kommuner 90 procent."."""
    beside, own = answer.group, answer.own
    if beside.median_with_own is None or own is None or own.value is None:
        return ""  # without a value of the own kommun the two are the same
    spelled = words.median(answer.indikator, beside.median_with_own)
    resting = whom.with_value(beside.everyone)
    return f"Med {answer.kommun.namn} är medianen för {whom.everyone(beside)} {spelled}{resting}."


def few(answer: Answer) -> str:
    """The members' values one by one, where they are too few for a median."""
    everyone = answer.everyone[answer.everyone["value"].notna()]
    named = zip(everyone["namn"], everyone["value"], strict=True)
    with_value = dict(zip(everyone["kommun"], named, strict=True))
    known = [with_value[kod] for kod in answer.group.members if kod in with_value]
    members = len(answer.group.members)
    return whom.few(answer.indikator, whom.others(answer.group), members, known, answer.group.others.withheld)


def _alike(answer: Answer) -> str:
    """How many of the others give the own kommun's answer."""
    if answer.own.value is None:
        return ""
    everyone = answer.everyone[answer.everyone["value"] == answer.own.value]
    same = everyone["kommun"].isin(answer.group.members).sum()
    beside = answer.group
    of = f"{same} av de {beside.n} som svarat" if beside.n > 1 else f"{same} av den enda som svarat"
    return f" Samma svar har {of} av {whom.others(beside)}{whom.not_answering(beside.others)}."


def ja_nej(answer: Answer) -> str:
    """ "Länets 13 kommuner: 9 av de 12 som svarat har en aktuell rutin; 1 saknar svar. Vetlanda: nej (2025)."

    The own kommun is one of those counted.
    """
    beside = answer.group
    counted = f"{words.upper_first(whom.everyone(beside, answer.kommun.namn))}: "
    return f"{counted}{whom.answers(answer.indikator, beside.everyone)}. {_own_ja_nej(answer)}"


def _nobody(answer: Answer) -> str:
    """ "Ingen av länets övriga 12 kommuner", "Ingen annan kommun i gruppen"."""
    beside = answer.group
    if len(beside.members) == 1:
        return "Ingen annan kommun i gruppen"
    return f"Ingen av {whom.others(beside)}"


def _own_ja_nej(answer: Answer) -> str:
    return f"{whose(answer)}: {_own(answer, words.value(answer.indikator, answer.own.value).lower())}."


def own_value(answer: Answer, decimals: int | None = None) -> str:
    """ "Vetlanda: 72 procent (2023)." or why it is missing; marked where it is in doubt."""
    indikator, value = answer.indikator, answer.own.value
    if decimals is not None:
        decimals = words.least(indikator, value, decimals)
    return f"{whose(answer)}: {_own(answer, words.value(indikator, value, decimals=decimals))}."


def whose(answer: Answer) -> str:
    """Whose value is told: "Vetlanda", or "Vetlanda, kvinnor"."""
    return gender.added(answer.kommun.namn, answer.question.gender)


def _own(answer: Answer, spelled: str) -> str:
    own = answer.own
    if own.value is None:
        spelled = underlag.missing(answer.indikator, own.missing, answer.rule).lower()
    doubt = answer.marks.doubt(answer.indikator.id, answer.kommun.kod, own.year)
    return f"{statuses.marked(spelled, doubt)} ({own.year})"


def group_note(answer: Answer) -> str:
    """What a reader must know of the group: who made it, when, and what stands in for a list that is lacking."""
    beside = answer.group
    if beside.kind == "liknande" and not beside.members:
        return "Det finns ingen lista över liknande kommuner för den här kommunen i utgåvan. Välj en annan grupp."
    if beside.kind == "liknande" and beside.instead_of:
        return (
            f"Listan Liknande kommuner, {words.LIKNANDE[beside.instead_of]}, saknas för {answer.kommun.namn}. "
            f"Den övergripande listan, {beside.year}, visas i stället.{_nearest(answer)}"
        )
    if beside.kind == "liknande":
        maker = "simulerad för exempeldata" if answer.simulated else "gjord av RKA (Kolada)"
        return f"Listan gäller {words.LIKNANDE[beside.liknande]}, {beside.year}, och är {maker}.{_nearest(answer)}"
    if beside.kind == "kommungrupp":
        return "Kommungrupperna är Sveriges Kommuner och Regioners indelning från 2023."
    return ""


def _nearest(answer: Answer) -> str:
    """That the list is of another year than the measurement, where it is."""
    year = answer.own.year if answer.own else answer.question.year
    if year is None or year == answer.group.year:
        return ""
    return f" Det finns ingen lista för {year}; den här är närmast."


def members(answer: Answer) -> str:
    """The members, listed by name."""
    names_of = dict(zip(answer.rows["kommun"], answer.rows["namn"], strict=True))
    names = [names_of[kod] for kod in answer.group.members]
    if not names:
        return ""
    listed = words.joined(names)
    return f"I gruppen ({len(names)} utöver {answer.kommun.namn}): {listed}."
