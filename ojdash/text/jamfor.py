"""The words of Jämför: one kommun beside others."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.domain.rounding import Compared
from ojdash.text import apart, gender, statuses, underlag, words

NAME = "Jämför"
QUESTION = "Vad skiljer er från dem i gruppen som har ett annat värde, och vem av dem vill ni fråga hur de gör?"


def columns(answer: Answer) -> tuple[str, ...]:
    """What the table under the figure holds."""
    limits = ("limits",) if answer.question.figur and answer.funnel is not None else ()
    return ("namn", "year", "value", "n", *limits, "signal", "percentile")


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
        same = answer.rows[(answer.rows["value"] == own.value) & (answer.rows["kommun"] != answer.kommun.kod)]
        alike = "" if own.value is None else f" Samma svar har {len(same)} av {answer.group.n} i {group(answer)}."
        return own_value(answer) + alike
    others = "övriga kommuner" if answer.group.kind == "riket" else group(answer)  # as the figure says of the same
    spelled = words.value(indikator, answer.group.median, decimals=median_decimals(answer))
    median = f"{words.upper_first(others)}: medianen är {spelled}"
    resting = words.counted(answer.group.n, "kommun", "kommuner")
    if own.value is None:
        return f"{own_value(answer)} {median} ({resting} med värde)."
    held = beside_median(answer)
    if held.difference == 0:
        beside = "samma som kommunens"
    else:
        size = words.difference(indikator, held.difference, held.decimals)
        beside = f"{size} {words.more_or_less(indikator, held.difference)} för kommunen"
    return (
        f"{own_value(answer, held.decimals)} {median} ({resting} med värde), {beside}. {apart.sentence(answer)}".strip()
    )


def beside_median(answer: Answer) -> Compared | None:
    """The own value held against the group's median, with the decimals that both are said with; None if one lacks."""
    own, median = answer.own, answer.group.median if answer.group else None
    if own is None or own.value is None or median is None:
        return None
    return words.against(answer.indikator, own.value, median)


def median_decimals(answer: Answer) -> int:
    """The decimals of the group's median of the asked year, the same in sentence and figure."""
    held, median = beside_median(answer), answer.group.median
    return words.least(answer.indikator, median, held.decimals) if held else words.finer(answer.indikator, median)


def own_decimals(answer: Answer) -> int:
    """The decimals of the own value beside the group's median."""
    held = beside_median(answer)
    return words.least(answer.indikator, held.value, held.decimals) if held else answer.indikator.decimals


def ja_nej(answer: Answer) -> str:
    """ "Av länets 13 kommuner har 9 en aktuell rutin. Vetlanda: nej." The own kommun is one of those counted."""
    beside, own = answer.group, answer.own
    known = beside.n + (own.value is not None)
    ja = (beside.ja or 0) + (own.value == 1)
    everyone = len(beside.members) + 1
    if not known:
        return f"{own_value(answer)} {_nobody(answer)} har ett svar för {own.year}."
    verb, _, rest = (answer.indikator.ja_betyder or "svarar ja").partition(" ")
    rest = f" {rest}" if rest else ""
    whom = _whose(answer, everyone)
    if ja == everyone and everyone > 1:
        said = f"Alla {whom} {verb}{rest}."
    elif ja == 0:
        whom = whom if known == everyone else f"de {known} kommuner som har svarat"
        said = f"Ingen av {whom} {verb}{rest}." if known > 1 else "Bara en kommun har svarat, och svaret är nej."
    else:
        said = f"Av {whom} {verb} {ja}{rest}."
    lacking = everyone - known
    lacks = f" {words.upper_first(words.counted(lacking, 'kommun', 'kommuner'))} saknar svar." if lacking else ""
    return f"{said}{lacks} {_own_ja_nej(answer)}"


def _nobody(answer: Answer) -> str:
    """ "Ingen i Örebro län", "Ingen av de 2 valda kommunerna"."""
    beside = answer.group
    if beside.kind == "riket":
        return "Ingen annan kommun"
    if beside.kind in ("lan", "kommungrupp"):
        return f"Ingen i {group(answer)}"
    if len(beside.members) == 1:
        return "Ingen annan kommun i gruppen"
    return f"Ingen av de {len(beside.members)} {'liknande' if beside.kind == 'liknande' else 'valda'} kommunerna"


def _whose(answer: Answer, everyone: int) -> str:
    kind, kommuner = answer.group.kind, words.counted(everyone, "kommun", "kommuner", "enda")
    if kind == "lan":
        return f"länets {kommuner}"
    if kind == "riket":
        return f"rikets {kommuner}"
    if kind == "kommungrupp":
        return f"kommungruppens {kommuner}"
    others = "liknande" if kind == "liknande" else "valda" if everyone > 2 else "vald"
    return f"de {everyone} kommunerna ({answer.kommun.namn} och {everyone - 1} {others})"


def _own_ja_nej(answer: Answer) -> str:
    return f"{whose(answer)}: {_own(answer, words.value(answer.indikator, answer.own.value).lower())}."


def own_value(answer: Answer, decimals: int | None = None) -> str:
    """ "Vetlanda: 72 procent (2023)." or why it is missing; marked where it is in doubt."""
    indikator, found = answer.indikator, answer.own.value
    if decimals is not None:
        decimals = words.least(indikator, found, decimals)
    return f"{whose(answer)}: {_own(answer, words.value(indikator, found, decimals=decimals))}."


def whose(answer: Answer) -> str:
    """Whose value is told: "Vetlanda", or "Vetlanda, kvinnor"."""
    return gender.added(answer.kommun.namn, answer.question.gender)


def _own(answer: Answer, spelled: str) -> str:
    own = answer.own
    if own.value is None:
        spelled = underlag.missing(answer.indikator, own.missing).lower()
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
        made = "simulerad för exempeldata" if answer.simulated else "gjord av RKA (Kolada)"
        return f"Listan gäller {words.LIKNANDE[beside.liknande]}, {beside.year}, och är {made}.{_nearest(answer)}"
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
    if answer.indikator.is_coded:
        return f"I gruppen ({len(names)} utöver {answer.kommun.namn}): {listed}."
    return f"I gruppen ({len(names)}, {answer.kommun.namn} är inte med i medianen): {listed}."
