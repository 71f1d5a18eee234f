"""A meeting's run of views: each link asked on the edition it pins."""

from __future__ import annotations

from pathlib import Path

from ojdash import links
from ojdash.answers.asking import answer
from ojdash.answers.forms import form
from ojdash.answers.laget import laget, today
from ojdash.answers.seminar import walk
from ojdash.answers.settling import settle
from ojdash.answers.telling import told as told_of
from ojdash.answers.whose import called
from ojdash.domain import meeting as run
from ojdash.domain.analys import Analys, Item
from ojdash.domain.errors import DataError, OjdashError, QuestionError
from ojdash.domain.form import Form
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting, View
from ojdash.domain.question import MEETING_PARTS, WRITTEN, Question
from ojdash.domain.seminar import Walk
from ojdash.store import Store, open_edition
from ojdash.text import mote as text


def meeting(data: Path, analys: Analys, question: Question) -> Meeting:
    """The meeting that a question names, else the newest of the analys; its views with their answers."""
    every = run.meetings(analys)
    item = next((one for one in every if one.id == question.mote), None)
    told: tuple[str, ...] = ()
    if question.mote and item is None:
        gone = any(one.id == question.mote for one in analys.removed("mote"))
        told = ((text.REMOVED_ONE if gone else text.NO_SUCH) + (f" {text.NEWEST_HERE}" if every else ""),)
    item = item or (every[0] if every else None)
    steg = question.steg if question.steg in (*MEETING_PARTS, "delning") else MEETING_PARTS[0]
    asked = question.but(mote=item.id if item else None, steg=steg, vy=question.vy if steg == "visa" else None)
    if item is None:
        return Meeting(analys, asked, None, every, told=told)
    newest = open_edition(data)
    year = int(item.text("year") or analys.year or 0)
    views = tuple(_view(one, analys, data) for one in run.run(analys, item.id))
    return Meeting(
        analys=analys,
        question=asked,
        item=item,
        edition=newest.id,
        titles={id: called(newest, id).heading if id in newest.ids else id for id in analys.basket(year)},
        every=every,
        views=views,
        readings=tuple((heading, one) for id, heading in run.about(views).items() for one in analys.readings(id)),
        outcomes=run.outcomes(analys, item.id),
        earlier=run.earlier_outcomes(analys, item),
        handovers=tuple(analys.items("overlamning", mote=item.id)),
        told=told,
    )


def checked_meeting(data: Path, question: Question, analys: Analys) -> Meeting:
    """The meeting, if there is one as asked.

    Raises  QuestionError  the analys has no such meeting, or none
    """
    found = meeting(data, analys, question)
    if found.item is None or found.told:
        raise QuestionError(found.told[0] if found.told else text.NO_MEETING)
    return found


def _view(item: Item, analys: Analys, data: Path) -> View:
    try:
        question = links.parse(item.text("lank")).but(analys=None)
    except QuestionError as error:
        return View(item, None, told=(told_of(error),))
    told: list[str] = []
    try:
        store = open_edition(data, question.utgava)
    except QuestionError as error:
        told.append(told_of(error))
        try:
            store = open_edition(data)
        except DataError as broken:
            return View(item, question, told=(*told, told_of(broken)))
    except DataError as error:
        return View(item, question, told=(told_of(error),))
    try:
        if question.page in WRITTEN:
            written = _written(data, store, analys, question)
            told += written.told
            return View(item, question, None, written, tuple(told), run.screens_of(written))
        settled, wrong = settle(store, question)
        found = answer(store, settled)
    except OjdashError as error:
        return View(item, question, told=(*told, told_of(error)))
    pinned = question.but(utgava=found.edition)
    events = analys.events(found.kommun.kod, found.indikator.id) if question.page == "over_tid" else []
    screens = run.screens_of(found) + bool(events)  # what happened is told on a screen of its own
    return View(item, pinned, found, None, (*told, *wrong), screens, tuple(events))


def _written(data: Path, store: Store, analys: Analys, question: Question) -> Form | Walk | Laget:
    """What the analys of the meeting says where the view is of what people write."""
    wanted = {question.indikator} - {None}
    if question.page == "laget":
        return laget(store, data, question, analys, today())
    if question.page == "enkat":
        return walk(store, question, analys, data, wanted)
    return form(store, analys, question, evidence_of=wanted)
