"""What a run has to say for itself, in Swedish: what was refused and why, and what was odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.sources.kolada.lists import plain
from ojdash.sources.kolada.rows import Tally


def refused(
    asked: Iterable[str],
    kpis: Mapping[str, dict[str, Any]],
    failed: Mapping[str, int],
    tally: Tally,
    years: list[int],
) -> dict[str, str]:
    """Why an indikator that was asked for is not delivered.

    kpis    Kolada's entries of those it knows
    failed  the status of a question that was refused
    tally   how many rows each has, and what could not be read
    """
    span = f"{years[0]}–{years[1]}"
    rows, unreadable = tally.rows, tally.unreadable
    reasons = {}
    for id_ in asked:
        if id_ not in kpis:
            reasons[id_] = "nyckeltalet är okänt för Kolada"
        elif id_ in failed:
            halved = ", också när den delats" if failed[id_] == 422 else ""
            reasons[id_] = f"Kolada avvisade frågan (HTTP {failed[id_]}){halved}"
        elif id_ in unreadable:
            reasons[id_] = unreadable[id_]
        elif not rows.get(id_) and kpis[id_].get("publ_period"):
            reasons[id_] = f"tomt svar från Kolada för {span} fast nyckeltalet är publicerat"
        elif not rows.get(id_):
            reasons[id_] = f"avslutat nyckeltal utan värden {span}"
    return reasons


def notes(
    kpis: Mapping[str, dict[str, Any]],
    catalogue: Mapping[str, Indikator],
    kommuner: Iterable[Kommun],
    refused: Mapping[str, str],
    tally: Tally,
    codeless: int = 0,
) -> tuple[str, ...]:
    """Lines for the report, in a fixed order. codeless: how many areas were left out for their code."""
    lines = []
    for id_, kpi in kpis.items():
        if id_ in catalogue and plain(catalogue[id_].title) != plain(kpi["title"]):
            lines.append(f"{id_}: katalogens titel ”{catalogue[id_].title}” är i Kolada ”{plain(kpi['title'])}”.")
    for status, times in sorted(tally.statuses.items()):
        lines.append(f"Okänd status ”{status}” på {_times(times, 'rad', 'rader')}; den har sparats som den är.")
    for id_, times in sorted(tally.outside_codes.items()):
        lines.append(f"{id_}: {_times(times, 'värde', 'värden')} utanför nyckeltalets koder har lämnats tomma.")
    if tally.strings:
        lines.append(f"{_times(tally.strings, 'värde', 'värden')} kom som text och har lästs som tal.")
    if tally.strays:
        lines.append(f"{_times(tally.strays, 'rad', 'rader')} gällde något annat än det som efterfrågades.")
    if tally.nameless:
        lines.append(f"{_times(tally.nameless, 'rad', 'rader')} utan nyckeltal gick inte att läsa.")
    if codeless:
        lines.append(f"{_times(codeless, 'område', 'områden')} i Kolada har en kod som inte är fyra siffror.")
    empty = [id_ for id_ in kpis if id_ not in refused and not tally.values.get(id_)]
    if empty:
        lines.append(f"Rader men inga värden: {', '.join(empty)}.")
    lost = sum(kommun.kommungrupp is None for kommun in kommuner)
    if lost:
        lines.append(f"{_times(lost, 'kommun', 'kommuner')} saknar kommungrupp i Kolada.")
    return tuple(lines)


def without_n(refused: Mapping[str, str], lacking: Iterable[str], years: list[int]) -> tuple[str, ...]:
    """Lines on the numbers of answers that could not be had."""
    lines = [f"{id_}: antalet svar gick inte att läsa ({why})." for id_, why in sorted(refused.items())]
    ids = ", ".join(lacking)
    if ids:
        lines.append(f"Antal svar saknas i Kolada för {years[0]}–{years[1]}: {ids}.")
    return tuple(lines)


def _times(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
