"""Answers about many indikatorer: Översikt and Signaler."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ojdash.answers.counting import counts, steps
from ojdash.answers.one import change_columns, fetched, group, named
from ojdash.answers.settling import arrived, concerning
from ojdash.domain.answer import Answer, each, number, whole
from ojdash.domain.change import Change, change, is_unchanged
from ojdash.domain.indikator import Indikator
from ojdash.domain.question import Question
from ojdash.domain.report import EVERYONE_NAMED
from ojdash.domain.several import in_list
from ojdash.store import Store, source_of


def oversikt(store: Store, question: Question) -> Answer:
    """What stands out for one kommun.

    rows  one per indikator of the area (or of all areas) that the gender is published for: its newest value, not later
          than the asked year; with `from_year` and the `change_columns` (the steps only where it is
          unusual), `kommuner`, `newest` and `newest_missing`, and `stands_out`: 2 for a change that holds among all of
          them, a Ja/Nej flip or an unusual change, 1 for one that is secured alone and for a high or low signal, else
          0. Most first, then newest, then as listed
    """
    ids = [id for id in concerning(store, question.omrade) if question.gender in store.genders(id)]
    newest_year = max(arrived(store, {year for id in ids for year in store.years(id)}), default=None)
    if question.year is None or newest_year is None or newest_year <= question.year <= store.source.year:
        latest = store.latest(question.kommun, question.gender)
    else:
        latest = _latest_until(store, question, ids)
    until = question.year or newest_year
    at = {id: place for place, id in enumerate(latest["indikator"])}
    places = [at.get(id, -1) for id in ids]
    lines = _lines(store, question, ids, places, each(latest.reindex(places)))
    lines.sort(key=lambda line: (-line.stands_out, -(whole(line.row.year) or 0)))
    changes = [line.change for line in lines]
    rows = named(
        store,
        latest.reindex([line.at for line in lines]).reset_index(drop=True),
        kommun=question.kommun,
        indikator=[line.id for line in lines],
        gender=question.gender,
        missing=[_why(store, line, until) for line in lines],
        from_year=[c.from_year for c in changes],
        **change_columns(changes),
        in_list=[c.in_list for c in changes],
        stands_out=[line.stands_out for line in lines],
    )
    tested = [c for c in changes if c.low is not None]
    indikatorer = {id: store.indikator(id) for id in ids}
    settled = question.but(year=until)
    return Answer(
        question=settled,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, ids),
        kommun=store.kommuner[question.kommun],
        rows=rows,
        indikatorer=indikatorer,
        omrade_title=store.omraden.get(question.omrade or "", ""),
        fetched=fetched(store, ids),
        years=tuple(sorted({year for id in ids for year in store.years(id)})),
        genders=tuple(g for g in "TKM" if any(g in store.genders(id) for id in concerning(store, question.omrade))),
        counts={
            "indikatorer": len(lines),
            "with_value": sum(number(line.row.value) is not None for line in lines),
            "secured": sum(c.holds for c in changes),
            "alone": sum(c.is_alone for c in changes),
            "flips": sum(c.flip is not None for c in changes),
            "unusual": sum(c.verdict == "ovanlig" for c in changes),
            "counted": sum(_is_counted(indikatorer[line.id], line.change) for line in lines),
            "tested": len(tested),
            "standing_out": sum(line.stands_out > 0 for line in lines),
            "hog": sum(line.row.signal == "hog" for line in lines),
            "lag": sum(line.row.signal == "lag" for line in lines),
        },
    )


def signaler(store: Store, question: Question) -> Answer:
    """Kommun x indikator for an area.

    rows  every kommun of the group, the own first and the others in the Swedish order of names, times every indikator
          of the area that is published for the gender, in the area's order. An indikator's year is the asked one,
          else the own kommun's newest. With `from_year` and `earlier` of the measurement before that year, and the
          `change_columns` since then, and `in_list`: whether it holds among all; NaN and None over a break. Of
          more than EVERYONE_NAMED kommuner only the own one has steps
    """
    omrade = question.omrade or next(iter(store.by_omrade))
    question = question.but(omrade=omrade)
    beside = group(store, question)
    ids = [id for id in concerning(store, omrade) if question.gender in store.genders(id)]
    latest = store.latest(question.kommun, question.gender)
    newest = {id: own for id, *own in zip(*(latest[name] for name in ("indikator", "year", "newest")), strict=True)}
    last = {id: arrived(store, store.years(id))[-1] for id in ids}
    years = {
        id: question.year or next((whole(y) for y in newest.get(id, ()) if whole(y) is not None), last[id])
        for id in ids
    }
    codes = [question.kommun, *beside.members]
    before = {id: _measured_before(store, id, years[id]) for id in ids}
    years_asked = {id: [year for year in (before[id], years[id]) if year is not None] for id in ids}
    matrix = store.matrix(years_asked, question.gender, codes)
    keys = zip(matrix["kommun"], matrix["indikator"], matrix["year"], strict=True)
    at = {key: place for place, key in enumerate(keys)}
    cells = [(kod, id) for kod in codes for id in ids]
    now, earlier = ([at.get((kod, id, of[id]), -1) for kod, id in cells] for of in (years, before))
    values = np.append(matrix["value"].to_numpy(float), np.nan)
    absence = {id: store.indikator(id).why_no_row(years[id], store.years(id)) for id in ids}
    why = matrix["missing"].where(matrix["value"].isna(), None).tolist()
    missing = [why[place] if place >= 0 else absence[id] for place, (_, id) in zip(now, cells, strict=True)]
    signal = [*matrix["signal"].tolist(), None]
    from_year = [before[id] for _, id in cells]
    definitions = {id: store.indikator(id) for id in ids}
    n = [*matrix["n"].to_numpy(float, na_value=np.nan).tolist(), np.nan]
    every = values.tolist()  # plain floats: told apart one at a time, numpy's own are slow
    # A kommun's value of the measurement before is its own value before, which the published counts are of.
    spans = {id: (before[id], years[id]) for id in ids}
    its_row = each(matrix[["counted", "at_least"]])
    measured = zip(matrix["indikator"].tolist(), matrix["kommun"].tolist(), its_row, strict=True)
    counted = [*counts(store, question.gender, spans, list(measured)), None]
    quantities = {id: year for id, year in before.items() if year is not None and not definitions[id].is_coded}
    told_of = codes if len(codes) <= EVERYONE_NAMED else [question.kommun]
    moves = steps(store, question.gender, quantities, told_of)
    changes = [
        change(
            definitions[id], before[id], years[id], every[then], every[at], n[then], n[at], counted[at],
            moves.get((id, kod)),
        )
        for (kod, id), then, at in zip(cells, earlier, now, strict=True)
    ]  # fmt: skip
    changes = in_list(changes)
    rows = matrix.reindex(now).reset_index(drop=True)
    rows = rows.assign(
        kommun=[kod for kod, _ in cells],
        indikator=[id for _, id in cells],
        year=[years[id] for _, id in cells],
        missing=pd.Series(missing, dtype=object),
        signal=pd.Series([signal[place] for place in now], dtype=object),
        earlier=values[earlier],
    )
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, ids),
        kommun=store.kommuner[question.kommun],
        rows=named(
            store,
            rows,
            gender=question.gender,
            from_year=from_year,
            **change_columns(changes),
            in_list=[moved.in_list for moved in changes],
        ),
        indikatorer=definitions,
        omrade_title=store.omraden.get(omrade, ""),
        fetched=fetched(store, ids),
        group=beside,
        years=tuple(sorted({year for id in ids for year in store.years(id)})),
        genders=tuple(g for g in "TKM" if any(g in store.genders(id) for id in concerning(store, omrade))),
        counts={
            "years": years,
            "left_out": len(concerning(store, omrade)) - len(ids),
            "tested": sum(moved.low is not None for moved in changes),
            "secured": sum(moved.holds for moved in changes),
            "alone": sum(moved.is_alone for moved in changes),
        },
    )


def _measured_before(store: Store, id: str, year: int) -> int | None:
    """The measurement before a year; None without one, and over a break, where the two can't be compared."""
    before = max((earlier for earlier in store.years(id) if earlier < year), default=None)
    return None if before is None or store.indikator(id).break_between(before, year) else before


def _latest_until(store: Store, question: Question, ids: list[str]) -> pd.DataFrame:
    """As `store.latest`, from the rows up to the asked year."""
    rows = store.history(question.kommun, question.gender, ids, question.year)
    place = pd.factorize(rows["indikator"])[0]
    final, known = _last_of_each(place), np.flatnonzero(rows["value"].notna())
    last, before = np.full((2, len(final)), -1)
    ends = _last_of_each(place[known])
    last[place[known[ends]]] = known[ends]
    earlier = ends[(ends > 0) & (place[known[ends - 1]] == place[known[ends]])]
    before[place[known[earlier]]] = known[earlier - 1]
    latest, then = (rows.reindex(at).reset_index(drop=True) for at in (last, before))
    newest = rows.take(final).reset_index(drop=True)
    return latest.drop(columns="missing").assign(
        indikator=newest["indikator"],
        **{f"earlier_{name}": then[name] for name in ("year", "value", "n")},
        newest=newest["year"],
        newest_missing=newest["missing"],
    )


def _last_of_each(sorted_codes: np.ndarray) -> np.ndarray:
    """Where each run of equal codes ends."""
    return np.flatnonzero(np.diff(sorted_codes, append=-1))


class _Line(NamedTuple):
    """An indikator of Översikt: where its row lies among the kommun's latest (-1: it has none), and what is said."""

    id: str
    at: int
    row: Any
    change: Change
    stands_out: int


def _lines(store: Store, question: Question, ids: list[str], places: list[int], rows: list[Any]) -> list[_Line]:
    spans = {id: (whole(row.earlier_year), whole(row.year)) for id, row in zip(ids, rows, strict=True)}
    of = [(id, question.kommun, row) for id, row in zip(ids, rows, strict=True)]
    alone = [
        change(
            store.indikator(id), *spans[id], number(row.earlier_value), number(row.value), number(row.earlier_n),
            number(row.n), counted,
        )
        for (id, _, row), counted in zip(of, counts(store, question.gender, spans, of), strict=True)
    ]  # fmt: skip
    unusual = {id: moved.from_year for id, moved in zip(ids, alone, strict=True) if moved.verdict == "ovanlig"}
    moves = steps(store, question.gender, unusual, [question.kommun])
    alone = [replace(moved, steps=moves.get((id, question.kommun))) for id, moved in zip(ids, alone, strict=True)]
    return [
        _Line(id, at, row, moved, _stands_out(row, moved))
        for id, at, row, moved in zip(ids, places, rows, in_list(alone), strict=True)
    ]


def _stands_out(row: Any, moved: Change) -> int:
    if moved.holds or moved.flip is not None or moved.verdict == "ovanlig":
        return 2
    return int(moved.is_alone or row.signal in ("hog", "lag"))


def _is_counted(indikator: Indikator, moved: Change) -> bool:
    """Whether a change is held against enough others; what looks like none is no change that could stand out."""
    return moved.verdict in ("ovanlig", "vanlig") and not is_unchanged(indikator, moved)


def _why(store: Store, line: _Line, until: int) -> str | None:
    row = line.row
    if number(row.value) is not None:
        return None
    if isinstance(row.newest_missing, str):
        return row.newest_missing
    years = store.years(line.id)
    newest = whole(row.newest) or max([year for year in years if year <= until], default=until)
    return store.indikator(line.id).why_no_row(newest, years)
