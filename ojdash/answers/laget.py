"""Läget: how far a network says that it has come in each area, and its year, seen from a day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ojdash.answers.seminar import NOBODY
from ojdash.catalogue.arshjul import nationals
from ojdash.domain import laget as standing
from ojdash.domain.analys import Analys
from ojdash.domain.arshjul import arshjul
from ojdash.domain.errors import QuestionError
from ojdash.domain.laget import Laget
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.question import LAGET_PARTS, Question
from ojdash.store import Store, open_edition
from ojdash.text import problems

YEARS_BACK, YEARS_ON = 10, 2  # from today's year, that the wheel can show


def today() -> date:
    """The day on a Swedish clock."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def laget(store: Store, data: Path, question: Question, analys: Analys | None, day: date) -> Laget:
    """The stand of every area and the year wheel, about a day. What of the question can't be is told.

    Without a part: the matrix where an analys is open, else the year. The nine areas are always there; others are those
    of the edition and any that the analys says something of.
    """
    analys = analys or NOBODY
    omraden = _omraden(store, analys)
    question, told = settled(question, analys, omraden, day)
    area = {id: code for code, its in store.by_omrade.items() for id in its}
    shown = question.omrade if question.steg == "arshjul" else None
    return Laget(
        analys=analys,
        question=question,
        stands=standing.stands(analys, omraden, day, area.get),
        wheel=arshjul(nationals(data), analys, question.year or day.year, day, shown, omraden),
        told=tuple(told),
        omraden=omraden,
    )


def checked_laget(data: Path, question: Question, analys: Analys | None, day: date) -> Laget:
    """As `laget`, if the question is right as asked.

    Raises  QuestionError  with the first part that is not
    """
    found = laget(open_edition(data), data, question, analys, day)
    if found.told:
        raise QuestionError(found.told[0])
    return found


def settled(question: Question, analys: Analys, omraden: dict[str, str], day: date) -> tuple[Question, list[str]]:
    """The question with its part filled in, and a sentence for each part that could not be."""
    told = []
    if question.omrade is not None and question.omrade not in omraden:
        told.append(problems.omrade(question.omrade, list(omraden)))
        question = question.but(omrade=None)
    years = wheel_years(day)
    if question.year is not None and question.year not in years:
        told.append(problems.wheel_year(question.year, years))
        question = question.but(year=None)
    first = LAGET_PARTS[0] if analys.id else "arshjul"
    open_parts = (*LAGET_PARTS, "delning") if analys.id else ("arshjul",)
    steg = question.steg if question.steg in open_parts else first
    if steg == "omrade" and question.omrade is None:
        steg = first
    return question.but(steg=steg), told


def wheel_years(day: date) -> list[int]:
    """The years that the wheel can show."""
    return list(range(day.year - YEARS_BACK, day.year + YEARS_ON + 1))


def _omraden(store: Store, analys: Analys) -> dict[str, str]:
    written = [place.split("/")[1] for place, one in analys.fields.items() if place.startswith("laget/") and one.value]
    others = dict(store.omraden) | {code: store.omraden.get(code, code) for code in written if code not in OMRADEN}
    return OMRADEN | {code: titel for code, titel in others.items() if code not in OMRADEN}
