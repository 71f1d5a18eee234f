"""Kolada: the open API of RKA, version 3.

`plan` settles what is asked for and where it is kept; `read` asks, keeps every page, and gives a `Delivery`.

    runs      what a run is, and its folder of pages
    client    HTTP: patience, retries, refusals
    pages     one page after another, kept or asked for
    lists     kommuner, "Liknande kommuner" and definitions from Kolada's catalogue
    rows      data rows as tidy rows
    answered  how many answered, from nyckeltal of their own
    report    refusals and notes in words
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import httpx
import pandas as pd

from ojdash.domain.delivery import Delivery, Source
from ojdash.domain.errors import SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.omrade import OMRADEN
from ojdash.sources.kolada import lists, report
from ojdash.sources.kolada.answered import Answered, of_run
from ojdash.sources.kolada.answered import chunks as number_chunks
from ojdash.sources.kolada.client import ORDINARY, Client, Patience
from ojdash.sources.kolada.pages import Chunk, Pages, in_chunks
from ojdash.sources.kolada.rows import Tally, nothing, tidy
from ojdash.sources.kolada.runs import BASE, YEARS, Run, bases, is_kolada, plan
from ojdash.text import refusals

__all__ = ["BASE", "YEARS", "Patience", "Run", "bases", "is_kolada", "plan", "read"]

TERMS = (
    "Koladas data får användas fritt och utan avtal. Ange källan: ”Källa: Kolada”. Det som räknas fram ur värdena, "
    "som rangordning, medelvärden och färger, är egen bearbetning och får inte märkas med Kolada som källa."
)


def read(
    run: Run,
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    patience: Patience = ORDINARY,
    transport: httpx.BaseTransport | None = None,
) -> Delivery:
    """Ask for what is not kept yet, and hand everything over.

    progress   told after each question for data: how many of how many
    transport  stands in for the network, in tests
    Raises     SourceError  answers still broken after all attempts, the API gone, a page lacking offline, or nothing
                            at all that could be delivered; the run's folder stays, for --resume
    """
    client = None if run.offline else Client(run.origin, patience, transport)
    try:
        return _read(run, Pages(run, client), progress)
    finally:
        if client:
            client.close()


def _read(run: Run, pages: Pages, progress: Callable[[int, int], None]) -> Delivery:
    kpis = _kpis(run, pages)
    listed = pages.listing("/municipality?per_page=5000")
    areas = lists.with_codes(listed)
    groups = pages.listing("/municipality_groups?per_page=5000")
    kommuner = lists.kommuner(areas, groups)
    if not kommuner:
        raise SourceError(
            f"{run.url}/municipality: not one municipality (type K). Is this the API's base? Name it with --url."
        )

    definitions = {id_: run.catalogue.get(id_) or lists.indikator(kpi) for id_, kpi in kpis.items()}
    chunks = _chunks(run, kpis, areas)
    numbers = of_run(run, kpis)
    asked_n = number_chunks(numbers, areas, run.selection["years"])
    tally = Tally()
    failed: dict[str, int] = {}
    steps = count(len(chunks) + 1)
    every = len(chunks) + len(asked_n)
    progress(0, every)
    for done, chunk in enumerate(chunks, 1):
        if not failed.keys() >= set(chunk.kpis):
            rows, statuses = pages.data(chunk)
            failed |= statuses
            tidy(rows, chunk, definitions, tally)
        progress(done, every)
    answered = Answered(numbers, asked_n, pages, lambda: progress(next(steps), every))

    asked = set(kpis) | {id_ for ids in run.chosen.values() for id_ in ids}
    refused = report.refused(sorted(asked), kpis, failed, tally, run.selection["years"])
    delivered = _delivered(run, definitions, refused, tally, answered)
    if not delivered:
        raise SourceError(f"{run.url}: {refusals.nothing_left(refused)}")
    if not run.offline:
        run.save(complete=True)

    titles = {definitions[id_].omrade: lists.omrade_title(kpi) for id_, kpi in kpis.items()} | OMRADEN
    return Delivery(
        source=Source("kolada", "Kolada", run.url, run.fetched_at, TERMS),
        kommuner=kommuner,
        liknande=lists.liknande(groups, {kommun.namn: kommun.kod for kommun in kommuner}),
        indikatorer=delivered,
        omraden={indikator.omrade: titles[indikator.omrade] for indikator in delivered},
        observations=lambda omrade: _observations(run, chunks, failed, delivered, answered, omrade),
        refused=refused,
        notes=(
            *report.notes(kpis, run.catalogue, kommuner, refused, tally, len(listed) - len(areas)),
            *report.without_n(answered.refused, answered.lacking(), run.selection["years"]),
        ),
    )


def _kpis(run: Run, pages: Pages) -> dict[str, dict[str, Any]]:
    """Kolada's own entries of the nyckeltal asked for, by id, sorted; those it does not know are not there."""
    if run.selection["every"]:
        rows = pages.listing("/kpi?per_page=5000")
    else:
        wanted = {id_ for ids in run.chosen.values() for id_ in ids}
        rows = [row for ids in in_chunks(list(wanted)) for row in pages.listing(f"/kpi/{','.join(ids)}")]
        rows = [row for row in rows if row["id"] in wanted]
    return {row["id"]: row for row in sorted(rows, key=lambda row: row["id"])}


def _chunks(run: Run, kpis: dict[str, dict[str, Any]], areas: list[dict[str, Any]]) -> list[Chunk]:
    """The questions for data, area by area, always the same for the same run: their addresses are the pages' names."""
    omrade_of = {id_: omrade for omrade, ids in run.chosen.items() if omrade for id_ in ids}
    first, last = run.selection["years"]
    own = {kind: {area["id"] for area in areas if area["type"] == kind} | {RIKET} for kind in ("K", "L")}
    groups: dict[tuple[str, str], list[str]] = {}
    for id_, kpi in kpis.items():
        kind = "L" if kpi.get("municipality_type") == "L" else "K"
        omrade = omrade_of.get(id_) or lists.indikator(kpi).omrade
        groups.setdefault((omrade, kind), []).append(id_)
    return [
        Chunk(ids, places, years)
        for (_, kind), group in sorted(groups.items())
        for ids in in_chunks(group)
        for places in in_chunks(list(own[kind]))
        for years in in_chunks(list(range(first, last + 1)))
    ]


def _delivered(
    run: Run, definitions: dict[str, Indikator], refused: dict[str, str], tally: Tally, answered: Answered
) -> tuple[Indikator, ...]:
    """The definitions that have rows: area by area, as the catalogue lists them; others by id, decimals by values."""
    places = {id_: place for place, id_ in enumerate(run.catalogue)}
    found = []
    for id_, definition in definitions.items():
        if id_ in refused:
            continue
        if id_ not in run.catalogue and not definition.is_coded:
            definition = replace(definition, decimals=tally.decimals(id_))
        number = answered.of(id_)
        found.append(replace(definition, antal_svar=number) if number else definition)
    areas = list(OMRADEN)

    def order(indikator: Indikator) -> tuple:
        omrade = indikator.omrade
        area = areas.index(omrade) if omrade in areas else len(areas)
        return area, omrade, places.get(indikator.id, len(places)), indikator.id

    return tuple(sorted(found, key=order))


def _observations(
    run: Run,
    chunks: list[Chunk],
    failed: dict[str, int],
    delivered: tuple[Indikator, ...],
    answered: Answered,
    omrade: str,
) -> pd.DataFrame:
    """An area's tidy rows from its kept pages, each read once, by indikator, kommun, year and gender."""
    own = {indikator.id: indikator for indikator in delivered if indikator.omrade == omrade}
    pages = Pages(run, None)
    frames = []
    for chunk in chunks:
        if own.keys().isdisjoint(chunk.kpis) or failed.keys() >= set(chunk.kpis):
            continue
        frame = tidy(pages.data(chunk)[0], chunk, own, Tally())
        frames.append(answered.with_n(frame[frame["indikator"].isin(own)]))
    rows = pd.concat(frames, ignore_index=True) if frames else nothing()
    return rows.sort_values(["indikator", "kommun", "year", "gender"], ignore_index=True, kind="stable")
