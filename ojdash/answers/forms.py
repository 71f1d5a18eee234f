"""The form of a saved analys: what was written, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ojdash.answers.asking import answer as answer_to
from ojdash.answers.elsewhere import elsewhere, first_kommun
from ojdash.answers.marking import marks_of
from ojdash.answers.settling import arrived, settle
from ojdash.answers.whose import called, shown_gender
from ojdash.domain import seminar
from ojdash.domain.analys import Analys, Written, may_explain
from ojdash.domain.answer import Answer, Revision, number
from ojdash.domain.deviation import from_earlier, from_group, from_target
from ojdash.domain.errors import QuestionError
from ojdash.domain.form import Deviation, Evidence, Form, Joint, Row
from ojdash.domain.kommun import Kommun
from ojdash.domain.places import JUDGED
from ojdash.domain.question import Question
from ojdash.domain.status import Marks
from ojdash.store import Store, open_edition, source_of
from ojdash.text import problems, statuses

Rows = Mapping[tuple[str, str], Mapping[str, Written]]


def form(
    store: Store,
    analys: Analys,
    question: Question,
    newest: Store | None = None,
    evidence_of: Container[str] | None = None,
) -> Form:
    """A kommun's form of a year, and the joint table of all the analys' kommuner.

    What of the question can't be is told and gets the analys' own; nothing that was written is left out for lack of
    values. An analys without kommuner, or with unknown ones only, is shown for the question's kommun.

    store   the edition that the values are from (`editions_of` opens the one the year was analysed on)
    newest  the newest edition, where `revised` is wanted
    evidence_of  the ids of the rows whose evidence is wanted, an answer each; None: of every row
    """
    question, wrong, told = settled(store, analys, question)
    if newest is not None and newest.simulated != store.simulated:
        told.append(problems.NEVER_COMPARED)
    year, kommun = question.year, question.kommun
    if elsewhere(store, kommun) is not None:
        told.append(problems.written_without_values(store.kommuner[kommun].namn))
    chosen = analys.chosen(year, kommun)
    unknown = [id for id in chosen if id not in store.ids]
    if unknown:
        told.append(problems.indikatorer_without_values(unknown, store.id))
    written = analys.rows(year)
    changed = _revised(store, newest, kommun, year, chosen)
    # Events and readings are looked for once a row, among the few fields that are not of rows.
    aside = {place: one for place, one in analys.fields.items() if not place.startswith("rad/")}
    items = replace(analys, fields=aside)
    kommuner = _kommuner(store, analys) or {kommun: store.kommuner[kommun]}
    named = dict.fromkeys([*chosen, *analys.named()])
    marks = marks_of(store).only((id, kod, year) for id in named for kod in kommuner)
    rows = []
    for id in chosen:
        row = _row(store, written, year, marks, kommun, id)
        found = None
        if row.indikator is not None and (evidence_of is None or id in evidence_of):
            found, problem = _evidence(store, items, question, row, changed.get(id))
            told += problem
        rows.append(replace(row, evidence=found))
    told += statuses.of_form(marks, kommuner, {id: called(store, id) for id in named if id in store.ids})
    return Form(
        analys=analys,
        question=question,
        edition=store.id,
        source=source_of(store, [id for id in chosen if id in store.ids]),
        kommun=store.kommuner[kommun],
        kommuner=kommuner,
        omrade_title=store.omraden.get(question.omrade or "", ""),
        rows=tuple(rows),
        joint=_joint(store, list(kommuner), written, year, marks),
        revised=tuple(changed.values()),
        told=tuple(dict.fromkeys([*wrong, *told])),
        indikatorer={id: called(store, id) for id in analys.named() if id in store.ids},
        marks=marks,
    )


def checked_form(data: Path, analys: Analys, question: Question) -> Form:
    """The form with evidence, of the editions in a data folder, if the question is right as asked.

    Raises  QuestionError  with the first part that is not
    """
    store, newest = editions_of(data, analys, question)
    _, wrong, _ = settled(store, analys, question)
    if wrong:
        raise QuestionError(wrong[0])
    return form(store, analys, question, newest)


def editions_of(data: Path, analys: Analys, question: Question) -> tuple[Store, Store]:
    """The edition to take a form's values from, and the newest.

    The one that the question names, else the one that its year was analysed on, else (gone, or none yet) the newest.

    Raises  QuestionError  the question names an edition that is not there
    """
    newest = open_edition(data)
    if question.utgava is not None:
        return open_edition(data, question.utgava), newest
    year = settled(newest, analys, question)[0].year
    try:
        return open_edition(data, analys.text(f"ar/{year}/utgava") or None), newest
    except QuestionError:
        return newest, newest


def evidence(store: Store, analys: Analys, question: Question, id: str, newest: Store | None = None) -> Evidence:
    """What the figures and the network say of one indikator, to the kommun and year of the question's form.

    Raises  QuestionError  the edition has no such indikator
    """
    question, _, _ = settled(store, analys, question)
    store.indikator(id)
    row = _row(store, analys.rows(question.year), question.year, marks_of(store), question.kommun, id)
    changed = _revised(store, newest, question.kommun, question.year, [id])
    return _evidence(store, analys, question, row, changed.get(id))[0]


def deviations(answer: Answer, target: str = "") -> tuple[Deviation, ...]:
    """How far the own value of an answer of År för år lies from its earlier one, the group's median and a target.

    The earlier one is of the newest year before that has a value; one over a break is never passed by for an older.
    """
    own, moved = answer.own, answer.change
    value = own.value if own else None
    year, before = (own.year if own else None), (moved.from_year if moved else None)
    series = zip(answer.rows["kommun"], answer.rows["year"], answer.rows["value"], strict=True)
    own_years = {int(at): number(found) for kommun, at, found in series if kommun == answer.kommun.kod}
    earlier = own_years.get(before)
    group = answer.group
    return (
        from_earlier(answer.indikator, year, value, before, earlier),
        from_group(answer.indikator, value, group.median if group else None, group.n if group else None),
        from_target(answer.indikator, value, target),
    )


def settled(store: Store, analys: Analys, question: Question) -> tuple[Question, list[str], list[str]]:
    """The question of a form with every part filled in, a sentence per part that was wrong, and what else is told."""
    wrong: list[str] = []
    told: list[str] = []
    kommun = _kommun(store, analys, question.kommun, wrong)
    lacking = [kod for kod in analys.kommuner if kod not in store.kommuner]
    if lacking:
        told.append(problems.kommuner_left_out(lacking))
    years = {year for id in store.ids for year in store.years(id)}
    year = question.year
    if year is not None and year not in years | set(analys.years):
        wrong.append(problems.year(year, sorted(years)))
        year = None
    year = year or analys.year or max(arrived(store, years), default=None) or max(analys.years, default=None)
    if year is not None and year not in years:
        told.append(problems.year_without_values(year, store.id))
    omrade = analys.text("om/omrade") or question.omrade
    if omrade is not None and omrade not in store.omraden:
        sentence = problems.omrade(omrade, list(store.by_omrade))
        (told if analys.text("om/omrade") else wrong).append(sentence)
        omrade = None
    indikator = question.indikator
    if indikator is not None and indikator not in store.ids and indikator not in analys.chosen(year, kommun):
        wrong.append(problems.indikator(indikator, store.near(indikator)))
        indikator = None
    made_on = analys.text(f"ar/{year}/utgava")
    if made_on not in ("", store.id):
        told.append(problems.other_edition(made_on, store.id))
    asked = {"kommun": kommun, "year": year, "omrade": omrade, "indikator": indikator, "utgava": store.id}
    return question.but(**asked), wrong, told


def _kommuner(store: Store, analys: Analys) -> dict[str, Kommun]:
    own = set(analys.kommuner)
    return {kod: kommun for kod, kommun in store.kommuner.items() if kod in own}


def _kommun(store: Store, analys: Analys, asked: str | None, wrong: list[str]) -> str:
    """The kommun asked for if it is one of the analys', else its first; any kommun where the analys has none."""
    known = [kod for kod in analys.kommuner if kod in store.kommuner]
    if asked in known or (not known and asked in store.kommuner):
        return asked
    shown = known[0] if known else first_kommun(store)
    if asked is not None and asked in store.kommuner:
        wrong.append(problems.not_in_analys(asked, store.kommuner[asked].namn, store.kommuner[shown].namn))
    elif asked is not None and asked not in analys.kommuner:  # of one that the edition lacks, it is told anyhow
        wrong.append(problems.kommun(asked, store.kommuner))
    return shown


def _row(store: Store, written: Rows, year: int | None, marks: Marks, kommun: str, id: str) -> Row:
    indikator = called(store, id) if id in store.ids else None
    return Row(kommun, id, indikator, written.get((kommun, id), {}), status=marks.of(id, kommun, year))


def _evidence(
    store: Store, analys: Analys, question: Question, row: Row, revised: Revision | None
) -> tuple[Evidence, list[str]]:
    whose = shown_gender(store, row.id)
    asked = Question("over_tid", row.kommun, None, row.id, peers=row.text("grupp") or "lan", gender=whose)
    asked, told = settle(store, asked)
    # The year is the form's, also where nobody has a value: then the answer says why it is missing.
    answer = answer_to(store, asked.but(year=question.year))
    events = analys.events(row.kommun, row.id)
    before = [event for event in events if may_explain(event, row.indikator, question.year)]
    found = Evidence(
        answer=answer,
        deviations=deviations(answer, row.text("mal")),
        before=tuple(before),
        after=tuple(event for event in events if event not in before),
        readings=tuple(analys.readings(row.id)),
        revised=revised,
        walked=seminar.written(analys, question.year).get((row.kommun, row.id), {}),
    )
    return found, told


def _revised(store: Store, newest: Store | None, kommun: str, year: int, ids: Sequence[str]) -> dict[str, Revision]:
    """What the newest edition has changed of the own values of a year, by indikator, in the order given."""
    if newest is None or newest.id == store.id or newest.simulated != store.simulated:
        return {}
    known = [id for id in ids if id in store.ids]
    gender = {id: shown_gender(store, id) for id in known}
    before, after = (_values(edition, kommun, year, gender) for edition in (store, newest))
    return {
        id: Revision(kommun, store.kommuner[kommun].namn, id, year, before.get(id), after.get(id))
        for id in known
        if before.get(id) != after.get(id)
    }


def _values(store: Store, kommun: str, year: int, gender: Mapping[str, str]) -> dict[str, float | None]:
    found = {}
    for one in dict.fromkeys(gender.values()):
        asked = {id: (year,) for id, its in gender.items() if its == one and id in store.ids}
        rows = store.matrix(asked, one, [kommun])
        found |= {id: number(value) for id, value in zip(rows["indikator"], rows["value"], strict=True)}
    return found


def _joint(store: Store, kommuner: Sequence[str], written: Rows, year: int | None, marks: Marks) -> tuple[Joint, ...]:
    """One line an indikator that any kommun chose: the most differing first, then as the catalogue has them."""
    order = {id: place for place, id in enumerate(store.ids)}
    ids = sorted({id for (kommun, id), fields in written.items() if kommun in kommuner and "vald" in fields})
    lines = [_line([_row(store, written, year, marks, kommun, id) for kommun in kommuner]) for id in ids]
    return tuple(sorted(lines, key=lambda line: (-line.differences, order.get(line.id, len(order)))))


def _line(rows: Sequence[Row]) -> Joint:
    differing = {name: len({row.text(name) for row in rows} - {""}) for name in JUDGED}
    return Joint(rows[0].id, rows[0].indikator, tuple(rows), differing)
