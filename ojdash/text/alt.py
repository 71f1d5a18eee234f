"""Each figure in sentences, for who can't see it."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.answer import Answer, each
from ojdash.domain.group import Tally
from ojdash.domain.indikator import Indikator
from ojdash.domain.signal import Rule
from ojdash.text import group as whose
from ojdash.text import underlag
from ojdash.text.charts import NOTHING, group_count, middle
from ojdash.text.words import counted, genitive, joined, lower_first, number, upper_first, value

MOST_TIED = 6  # kommuner of one value that are named


def position_alt(
    name: str,
    indikator: Indikator,
    rule: Rule,
    year: int,
    kommuner: int,
    own: float | None,
    why: str | None,
    quarters: tuple[float, float, float] | None,
    riket: float | None,
    median: tuple[str, str] | None,
    left_out: str = "",
) -> str:
    """The strip of dots in sentences; `median` is whose, and how it is said; `left_out` who is no part of the half."""
    sentences = [f"{indikator.label} {year}: {counted(kommuner, 'kommun', 'kommuner')} som punkter på en axel."]
    sentences.append(_own(name, indikator, own, why, rule))
    if quarters:
        low, half, high = (middle(indikator, end) for end in quarters)
        sentences.append(f"Mellersta hälften ligger mellan {low} och {high}, medianen för alla kommuner är {half}.")
        sentences += [left_out] if left_out else []
    if median:
        sentences.append(f"{median[0]} är {median[1]}.")
    if riket is not None:
        sentences.append(f"Riket har {value(indikator, riket)}.")
    return " ".join(sentences)


def years_alt(
    name: str,
    indikator: Indikator,
    rule: Rule,
    values: Sequence[tuple[int, float | None, str | None]],
    breaks: Sequence[int],
    others: Sequence[str] = (),
) -> str:
    """The years in sentences, every value of the own kommun with its year."""
    sentences = [
        f"{year} {lower_first(underlag.missing(indikator, why, rule)) if own is None else value(indikator, own)}"
        for year, own, why in values
    ]
    sentence = (
        f"{indikator.label} år för år. {name}: {'; '.join(sentences)}."
        if sentences
        else f"{indikator.label}: {NOTHING}"
    )
    for year in breaks:
        sentence += f" Ny fråga {year}: åren före och efter kan inte jämföras."
    return " ".join([sentence, *others])


def line_alt(name: str, year: int, words: str) -> str:
    """A line beside the own one: "Riket 2023: 76 procent."."""
    return f"{name} {year}: {words}."


def few_years(answer: Answer) -> list[str]:
    """What stands in a median's place in the years when fewer than four of the group have a value."""
    group, table = answer.group, answer.group_years
    if group is None or table is None or "few" not in table:
        return []
    sentences = []
    for row in each(table):
        if few := [(namn, value) for _, namn, value, _ in row.few]:
            sentences.append(
                f"{int(row.year)}: {whose.few(answer.indikator, whose.others(group), len(group.members), few)}"
            )
    return sentences


def beside_alt(
    name: str,
    indikator: Indikator,
    rule: Rule,
    year: int,
    rows: Sequence[tuple[str, float | None, str | None]],
    own: float | None,
    why: str | None,
    median: tuple[str, str] | None,
    riket: float | None,
    tally: Tally | None = None,
) -> str:
    """The rows in sentences: how many, the ends, the own one, the median (whose, how it is said), who is missing."""
    known = [(namn, measured) for namn, measured, _ in rows if measured is not None]
    lacking = [namn for namn, measured, why in rows if measured is None and why != "ej_tillamplig"]
    unconcerned = [namn for namn, measured, why in rows if measured is None and why == "ej_tillamplig"]
    sentences = [f"{indikator.label} {year}: {counted(len(rows), 'kommun', 'kommuner')}, en rad var."]
    if indikator.kind == "ja_nej" and tally is not None:
        sentences.append(f"{upper_first(whose.answers(indikator, tally))}.")
    elif indikator.kind != "kategori" and len(known) > 1:
        sentences += _ends(indikator, known)
    sentences.append(_own(name, indikator, own, why, rule))
    if median:
        sentences.append(f"{median[0]} är {median[1]}.")
    if riket is not None and not indikator.is_coded:
        sentences.append(f"Riket har {value(indikator, riket)}.")
    if lacking:
        sentences.append(f"Värde saknas för {joined(lacking)}.")
    if unconcerned:
        sentences.append(f"{joined(unconcerned)} berörs inte.")
    return " ".join(sentences)


def heaps_alt(
    name: str,
    indikator: Indikator,
    rule: Rule,
    year: int,
    heaps: Sequence[tuple[str, int]],
    own: float | None,
    why: str | None,
) -> str:
    """The heaps of dots in sentences."""
    counts = "; ".join(group_count(word, kommuner) for word, kommuner in heaps)
    return f"{indikator.label} {year}. {counts}. {_own(name, indikator, own, why, rule)}"


def _ends(indikator: Indikator, known: Sequence[tuple[str, float]]) -> list[str]:
    """Who has the highest and the lowest value as it is shown: every one of them, or how many; highest first."""
    by_value: dict[str, list[str]] = {}
    for namn, measured in known:
        by_value.setdefault(value(indikator, measured), []).append(namn)
    (highest, high), *_, (lowest, low) = [*by_value.items()] * 2
    if highest == lowest:
        return [f"Alla {number(len(known))} med värde har {highest}."]
    return [f"Högst {_whose(high)}, {highest}.", f"Lägst {_whose(low)}, {lowest}."]


def _whose(names: Sequence[str]) -> str:
    return joined(names) if len(names) <= MOST_TIED else counted(len(names), "kommun", "kommuner")


def _own(name: str, indikator: Indikator, own: float | None, why: str | None, rule: Rule) -> str:
    if own is None:
        return f"{genitive(name)} värde saknas: {lower_first(underlag.missing(indikator, why, rule))}."
    if indikator.is_coded:
        return f"{name} svarar {lower_first(value(indikator, own))}."
    return f"{name} har {value(indikator, own)}."
