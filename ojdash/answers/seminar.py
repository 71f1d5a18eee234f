"""The walk-through of a questionnaire: its questions, what is new, the last answers, and what was written of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ojdash.answers import forms
from ojdash.answers.elsewhere import elsewhere
from ojdash.answers.marking import marks_of
from ojdash.answers.settling import arrived, ids
from ojdash.answers.whose import called, shown_gender
from ojdash.domain import seminar
from ojdash.domain.analys import Analys, Written
from ojdash.domain.answer import each, number
from ojdash.domain.edition import redefined
from ojdash.domain.errors import DataError, QuestionError
from ojdash.domain.kommun import Kommun
from ojdash.domain.places import SIGNED_FIELDS
from ojdash.domain.question import Question
from ojdash.domain.seminar import Asked, Last, Signed, Walk
from ojdash.domain.status import Marks
from ojdash.store import Store, before, open_edition, source_of
from ojdash.text import problems

NOBODY = Analys("", "lasa", {})


def walk(
    store: Store,
    question: Question,
    analys: Analys | None = None,
    data: Path | None = None,
    values_of: Container[str] | None = None,
) -> Walk:
    """The walk-through of one area's questionnaire of one year.

    What of the question can't be is told and gets its default. Without a year: the newest that the analys has walked
    through, else the year after the area's newest value, which is the one about to be submitted.

    data       the data folder, where definitions are to be compared with those of an earlier edition
    values_of  the ids of the questions whose last answers are wanted, a query each; None: of every question
    """
    question, wrong, told = settled(store, question, analys)
    analys = analys or NOBODY
    year = question.year
    earlier = _earlier(data, store, analys, year) if data else None
    kommuner = _kommuner(store, analys, question.kommun)
    area = _questions(store, question.omrade)
    years = _years(store, area)
    said = seminar.written(analys, year)
    marks = marks_of(store)
    wanted = (lambda id: True) if values_of is None else values_of.__contains__
    found = [
        _asked(store, earlier, analys, said, id, year, years, marks, list(kommuner) if wanted(id) else None)
        for id in area
    ]
    dropped = tuple(one for one in found if any(new.kind == "utgatt" for new in one.news))
    asked = sorted((one for one in found if one not in dropped), key=lambda one: not one.news)
    every = [id for id in store.ids if store.indikator(id).omrade == question.omrade]
    return Walk(
        analys=analys,
        question=question,
        edition=store.id,
        source=source_of(store, area),
        kommun=store.kommuner[question.kommun],
        kommuner=kommuner,
        omrade_title=store.omraden.get(question.omrade, question.omrade),
        asked=tuple(asked),
        dropped=dropped,
        others=len(every) - len(area),
        earlier=earlier.id if earlier else "",
        told=tuple(dict.fromkeys([*wrong, *told, *filter(None, [marks.problem])])),
        signed=_signed(analys, question, found, list(kommuner)),
        problem=marks.problem,
    )


def checked_walk(data: Path, question: Question, analys: Analys | None = None) -> Walk:
    """The walk-through with every last answer, of the editions in a data folder, if the question is right as asked.

    Raises  QuestionError  with the first part that is not
    """
    store = open_edition(data, question.utgava)
    _, wrong, _ = settled(store, question, analys)
    if wrong:
        raise QuestionError(wrong[0])
    return walk(store, question, analys, data)


def settled(store: Store, question: Question, analys: Analys | None) -> tuple[Question, list[str], list[str]]:
    """The question with every part filled in, a sentence per part that was wrong, and what else is told."""
    analys = analys or NOBODY
    indikator = question.indikator
    if question.omrade is None and indikator in store.ids:
        question = question.but(omrade=store.indikator(indikator).omrade)
    # A year and an indikator of a walk-through need no values.
    asked, wrong, _ = forms.settled(store, analys, question.but(year=None, indikator=None))
    omrade = asked.omrade or next(iter(store.by_omrade))
    if indikator is not None and indikator not in _questions(store, omrade):
        wrong.append(problems.indikator(indikator, _questions(store, omrade)[:5]))
        indikator = None
    lacking = [kod for kod in analys.kommuner if kod not in store.kommuner]
    told = [problems.kommuner_left_out(lacking)] if lacking else []
    if elsewhere(store, asked.kommun) is not None:
        told.append(problems.written_without_values(store.kommuner[asked.kommun].namn))
    year = question.year or _walked(analys) or _newest(store, _questions(store, omrade)) + 1
    settled = {"kommun": asked.kommun, "omrade": omrade, "indikator": indikator, "year": year}
    return question.but(**settled), wrong, told


def years_to_walk(store: Store, walk: Walk) -> list[int]:
    """The years to choose among, newest first: the one about to be submitted, and those to go back to."""
    area = [one.id for one in (*walk.asked, *walk.dropped)]
    years = _years(store, area)
    return sorted({*years[1:], _newest(store, area) + 1, *walk.analys.years, walk.question.year}, reverse=True)


def _earlier(data: Path, store: Store, analys: Analys, year: int) -> Store | None:
    """The edition to compare definitions with: what the analys' year before was made on, else the one before."""
    named = [analys.text(f"ar/{one}/utgava") for one in reversed(analys.years) if one < year]
    for id in (*named, _before(data, store.id)):
        try:
            found = open_edition(data, id) if id and id != store.id else None
        except (QuestionError, DataError):
            continue  # pruned, or broken, which is told where it is shown
        if found is not None and found.simulated == store.simulated:
            return found
    return None


@lru_cache(maxsize=32)
def _before(data: Path, id: str) -> str | None:
    return before(data, id)


def _questions(store: Store, omrade: str) -> list[str]:
    """The area's questions that kommuner answer; all of it where none is known to be of the questionnaire."""
    every = [id for id in store.ids if store.indikator(id).omrade == omrade]
    return [id for id in every if seminar.is_asked(store.indikator(id))] or every or ids(store, omrade)


def _years(store: Store, area: Sequence[str]) -> list[int]:
    return sorted({year for id in area for year in store.years(id)})


def _newest(store: Store, area: Sequence[str]) -> int:
    """The last year with values, 0 without any."""
    return max(arrived(store, _years(store, area)), default=0)


def _walked(analys: Analys) -> int | None:
    """The newest year in which anything of a walk-through is written."""
    found = [
        int(place.split("/")[1]) for place, one in analys.fields.items() if place.startswith("enkat/") and one.value
    ]
    return max(found, default=None)


def _kommuner(store: Store, analys: Analys, kommun: str) -> Mapping[str, Kommun]:
    own, lan = set(analys.kommuner), store.kommuner[kommun].lan
    found = {kod: one for kod, one in store.kommuner.items() if (kod in own if own else one.lan == lan)}
    return found or {kommun: store.kommuner[kommun]}


def _asked(
    store: Store,
    earlier: Store | None,
    analys: Analys,
    said: Mapping[tuple[str, str], Mapping[str, Written]],
    id: str,
    year: int,
    area: Sequence[int],
    marks: Marks,
    kommuner: Sequence[str] | None,
) -> Asked:
    indikator = store.indikator(id)
    parts = redefined(earlier.indikator(id), indikator) if earlier is not None and id in earlier.ids else ()
    asked = [one for one in store.years(id) if one < year]
    return Asked(
        indikator=called(store, id),
        news=seminar.news(indikator, year, store.years(id), area, parts),
        year=asked[-1] if asked else None,
        last=() if kommuner is None else _last(store, id, year, kommuner, marks),
        written={kommun: fields for (kommun, of), fields in said.items() if of == id},
        readings=tuple(analys.readings(id)),
        gone=bool(analys.text(f"enkat/{year}/fraga/{id}/genomgangen")),
    )


def _last(store: Store, id: str, year: int, kommuner: Sequence[str], marks: Marks) -> tuple[Last, ...]:
    published = tuple(one for one in store.years(id) if one < year)
    if not published:
        return tuple(Last(kod, None, None, "fanns_inte") for kod in kommuner)
    rows = store.series(id, shown_gender(store, id), kommuner)
    rows = rows[rows["year"] < year]
    by = {
        (row.kommun, int(row.year)): (number(row.value), row.missing if isinstance(row.missing, str) else None)
        for row in each(rows)
    }
    absent = None, store.indikator(id).why_no_row(published[-1], published)
    found = [_last_of(kod, published, by, absent) for kod in kommuner]
    return tuple(
        replace(
            one,
            status=marks.of(id, one.kommun, one.year),
            earlier_status=marks.of(id, one.kommun, one.earlier[0]) if one.earlier else None,
        )
        for one in found
    )


def _last_of(kod: str, published: Sequence[int], by: Mapping, absent: tuple[None, str]) -> Last:
    newest = published[-1]
    value, missing = by.get((kod, newest), absent)
    known = [(one, by[kod, one][0]) for one in published[:-1] if by.get((kod, one), absent)[0] is not None]
    earlier = known[-1] if value is None and known else None
    return Last(kod, newest, value, None if value is not None else missing or "okant", earlier)


def _signed(analys: Analys, question: Question, found: Sequence[Asked], kommuner: Sequence[str]) -> tuple[Signed, ...]:
    open_ = [mark.kommun for one in found for mark in one.marks if not mark.is_done]
    at = f"enkat/{question.year}/godkand/{question.omrade}/"
    return tuple(
        Signed(
            kod,
            {name: analys.fields[f"{at}{kod}/{name}"] for name in SIGNED_FIELDS if analys.text(f"{at}{kod}/{name}")},
            open_.count(kod),
        )
        for kod in kommuner
    )
