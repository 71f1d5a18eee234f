"""Whom a number is of: the group named with and without the own kommun, its median, and who answers a Ja/Nej."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.domain.group import Group, Tally
from ojdash.domain.indikator import Indikator
from ojdash.text import words

_GENITIVE = {"lan": "länets", "kommungrupp": "kommungruppens", "riket": "rikets"}
_KIND = {"liknande": ("liknande", "liknande"), "valda": ("vald", "valda")}
_KINDS_OF_ONE = {"liknande": "den liknande kommunen", "valda": "den valda kommunen"}


def others(group: Group, short: bool = False) -> str:
    """Those that a median of one kommun's page is of: "länets övriga 12 kommuner", "de 7 liknande kommunerna".

    short  without the word for kommuner: "länets övriga 12". In a county report it is everyone
    """
    if not group.leaves_out:
        return everyone(group, short=short)
    count = len(group.members)
    if group.kind in _GENITIVE:
        whose = _GENITIVE[group.kind]
        if count == 1:
            return f"{whose} andra kommun"
        return f"{whose} övriga {words.number(count)}" + ("" if short else " kommuner")
    if count == 1:
        return _KINDS_OF_ONE[group.kind]
    return f"de {words.number(count)} {_KIND[group.kind][1]}" + ("" if short else " kommunerna")


def everyone(group: Group, own: str = "", short: bool = False) -> str:
    """All that are counted, the own kommun too: "länets 13 kommuner", "de 8 kommunerna (Vetlanda och 7 liknande)"."""
    count, kommuner = group.kommuner, "" if short else " kommuner"
    number = words.number(count)
    if group.kind in _GENITIVE:
        return f"{_GENITIVE[group.kind]} enda kommun" if count == 1 else f"{_GENITIVE[group.kind]} {number}{kommuner}"
    if count == 1 or not group.leaves_out:
        return "gruppens enda kommun" if count == 1 else f"gruppens {number}{kommuner}"
    if short:
        return f"de {number}"
    beside = _KIND[group.kind][count > 2]
    return f"de {number} kommunerna" + (f" ({own} och {words.number(count - 1)} {beside})" if own else "")


def median(group: Group, with_own: bool = False) -> str:
    """A median's name: "medianen för länets övriga 12", "medianen för länets 13"."""
    return f"medianen för {everyone(group, short=True) if with_own else others(group, short=True)}"


def values(indikator: Indikator, values_by_namn: Sequence[tuple[str, float]]) -> str:
    """Values that are too few for a median, each with its kommun: "Eksjö 70, Habo 72, Nässjö 80 procent"."""
    last_namn, last = values_by_namn[-1]
    first = [f"{namn} {words.number(value, indikator.decimals)}" for namn, value in values_by_namn[:-1]]
    return ", ".join([*first, f"{last_namn} {words.value(indikator, last)}"])


def few(
    indikator: Indikator, whose: str, kommuner: int, values_by_namn: Sequence[tuple[str, float]], withheld: int = 0
) -> str:
    """What is said in a median's place: "Av länets övriga 12 kommuner har 3 ett värde: Eksjö 70, ... procent".

    withheld  numbers of persons: how many more have one that is not told
    """
    listed = values(indikator, values_by_namn)
    if kommuner == len(values_by_namn):
        return f"{words.upper_first(whose)}: {listed}."
    hidden = f" {not_told(withheld)}." if withheld else ""
    return f"Av {whose} har {'en' if len(values_by_namn) == 1 else len(values_by_namn)} ett värde: {listed}.{hidden}"


def with_value(tally: Tally) -> str:
    """How many a median rests on, where some have no value: " (9 har ett värde, 2 visas inte)"."""
    hidden = f", {not_told(tally.withheld)}" if tally.withheld else ""
    return f" ({words.number(tally.n)} har ett värde{hidden})" if tally.n < tally.kommuner else ""


def not_told(withheld: int) -> str:
    """How many have a value that is not told."""
    return f"{words.number(withheld)} visas inte"


def answers(indikator: Indikator, tally: Tally) -> str:
    """Who answers a Ja/Nej: "4 av de 4 som svarat har en aktuell rutin; 6 saknar svar; 3 berörs inte"."""
    if not tally.n:
        answer = "ingen har svarat"
    elif tally.n == 1:
        answer = f"bara en har svarat: {'ja' if tally.ja else 'nej'}"
    else:
        answer = f"{yes_of(tally)} {indikator.ja_betyder or 'säger ja'}"
    return answer + not_answering(tally)


def yes_of(tally: Tally) -> str:
    """How many of those who answered: "4 av de 6 som svarat"."""
    if tally.n == 1:
        return f"{tally.ja} av 1 som svarat"
    ja = words.number(tally.ja) if tally.ja else "ingen"
    return f"{ja} av de {words.number(tally.n)} som svarat"


def not_answering(tally: Tally, lacks: str = "saknar svar") -> str:
    """Who is not counted: "; 6 saknar svar; 3 berörs inte", or ""."""
    parts = [(tally.lacking, lacks), (tally.unconcerned, "berörs inte")]
    return "".join(f"; {words.number(count)} {reason}" for count, reason in parts if count)
