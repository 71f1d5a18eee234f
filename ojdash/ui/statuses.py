"""The status of values on a page: what is said of one, the list of all that is said, and the form that says it."""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash import answers, links
from ojdash.domain.answer import Answer
from ojdash.domain.errors import SavedError
from ojdash.domain.question import PAGES, Question
from ojdash.domain.seminar import Mark, open_marks
from ojdash.domain.status import MOST_NAME, MOST_REASON, Key, Marks, Status, following
from ojdash.store import Store
from ojdash.text import coordinator as access
from ojdash.text import page, underlag, words
from ojdash.text import statuses as text
from ojdash.ui import plain
from ojdash.ui.coordinator import Writer, coordinator, must_sign_in, who_may
from ojdash.ui.elements import ask_to_sign_in, html, paragraph, sheet
from ojdash.ui.opened import opened, place


def statuses(answer: Answer) -> None:
    """Everything that is said of values, of the question's kommun, group and area; for a coordinator the form too."""
    store: Store = st.session_state["store"]
    plain.header(text.HEADING)
    paragraph(text.READ, "ojdash-quiet")
    writer = coordinator()
    marks = answers.marks_of(store)
    if marks.problem:
        paragraph(marks.problem, "ojdash-note")
        return
    if writer is not None:
        _form(answer, store, marks, writer)
    everyone = st.toggle(text.EVERYONE, key="statuses_everyone")
    _list(answer, store, marks, everyone)
    _who(writer)


def status_of(answer: Answer) -> None:
    """What is said of the own value that a page about one indikator shows, its history, and the way to change it."""
    own = answer.own
    status = answer.marks.of(answer.indikator.id, answer.kommun.kod, own.year) if own else None
    if must_sign_in():
        ask_to_sign_in("status")
    may_write = coordinator() is not None
    if status is None and not may_write:
        return
    if status is not None and not status.is_osaker:  # a doubt stands in the answer itself
        now = text.value_now(answer, status)
        paragraph(text.whole(answer.indikator, status, *now), "ojdash-note")
    history = _history(answer, [status.key])[status.key] if status is not None else ()
    link_text = text.CHANGE_HERE if may_write else text.MORE_HERE
    link = ""
    if "kvalitet" in PAGES:
        question = answer.question.but(page="kvalitet", omrade=answer.indikator.omrade, year=own.year if own else None)
        link = f'<p><a data-ojdash="1" href="{escape(links.address(question))}">{link_text}</a></p>'
    sheet(f"{_folded(history, answer)}{link}", "status")


def _list(answer: Answer, store: Store, marks: Marks, everyone: bool) -> None:
    whose = {answer.kommun.kod, *(answer.group.members if answer.group else ())}
    in_group = [
        status
        for status in marks
        if status.indikator in answer.indikatorer
        and status.kommun in store.kommuner
        and (everyone or status.kommun in whose)
    ]
    if not in_group:
        paragraph(text.NOTHING_MARKED, "ojdash-note")
        return
    in_group.sort(key=lambda status: status.at, reverse=True)
    in_group.sort(key=lambda status: (not status.is_osaker, status.kommun != answer.kommun.kod))
    listed = in_group[: text.MOST_LISTED]
    history = _history(answer, [status.key for status in listed] if len(listed) < 20 else [])
    items = "".join(_item(answer, store, status, history.get(status.key, (status,))) for status in listed)
    sheet(f'<ul class="lines">{items}</ul>', "statuses")
    if len(in_group) > len(listed):
        paragraph(text.more(len(in_group) - len(listed)), "ojdash-quiet")


def _item(answer: Answer, store: Store, one: Status, history: tuple[Status, ...]) -> str:
    indikator = answer.indikatorer[one.indikator]
    value, _, gender = answers.seen(store, one.key)
    to = Question("indikator", one.kommun, indikator.omrade, one.indikator, one.year, gender=gender)
    spelled = text.marked(words.value(indikator, value) or text.NO_VALUE, one)
    name = f"{store.kommuner[one.kommun].namn}: {indikator.heading}"
    return (
        f'<li><a data-ojdash="1" href="{escape(links.address(to))}"><span class="what">{escape(name)}</span>'
        f'<span class="value">{escape(spelled)} <span class="year">{one.year}</span></span>'
        f'<span class="quiet">{escape(text.whole(indikator, one, value, gender))}</span></a>'
        f"{_folded(history, answer)}</li>"
    )


def _history(answer: Answer, keys: list[Key]) -> dict[Key, tuple[Status, ...]]:
    try:
        return place().book.history(*keys)
    except SavedError:  # the newest is known already; what was said before can wait
        return {key: () for key in keys}


def _folded(history: tuple[Status, ...], answer: Answer) -> str:
    """What was said before, behind a heading; nothing where only one thing was ever said."""
    if len(history) < 2:
        return ""
    lines = "".join(f"<li>{escape(text.version(one, answer.indikatorer.get(one.indikator)))}</li>" for one in history)
    return f"<details><summary>{text.HISTORY} ({len(history)})</summary><ol>{lines}</ol></details>"


def _form(answer: Answer, store: Store, marks: Marks, writer: Writer) -> None:
    """Which value, picked or from a walk-through's uncertain answer; then what may be said next of it."""
    paragraph(access.you_are(writer.name), "ojdash-quiet")
    marked = _marked(answer, store, marks)
    key = (marked[1].id, marked[1].kommun, marked[0]) if marked else _picked(answer, store)
    if key is None:
        return
    id, _, _ = key
    before = marks.of(*key)
    value, missing, gender = answers.seen(store, key)
    indikator = answer.indikatorer[id]
    spelled = words.value(indikator, value) or (
        underlag.missing(indikator, missing, store.rule) if missing else text.NO_VALUE
    )
    paragraph(text.value_in(store.id, text.marked(spelled, before)), "ojdash-note")
    if before is not None:
        paragraph(text.said_by(before), "ojdash-quiet")
    state = st.session_state
    with st.form(f"status {key} {state.get('statuses_said', 0)}"):  # an empty one after each that was kept
        lage = st.radio(text.STATE, _usual_first(before), format_func=text.STATES.get)
        namn = st.text_input(text.NAME, writer.name.partition(",")[0], max_chars=MOST_NAME)
        if marked:
            paragraph(text.SEEN_BY_ALL, "ojdash-quiet")
        skal = st.text_area(text.REASON, text.reason(marked[1]) if marked else "", max_chars=MOST_REASON, height=90)
        sent = st.form_submit_button(text.SET)
    # What the form stood on when it was filled in: somebody else may have said something since.
    now = before.version if before else 0
    base, state[f"status_base {key}"] = state.get(f"status_base {key}", now), now
    if sent:
        said = Status(*key, lage, namn, skal, value=value, missing=missing, gender=gender, utgava=store.id)
        _say(writer, said, base)
    elif state.pop("status_kept", False):
        html(f'<div class="ojdash-told" role="status"><p>{text.KEPT}</p></div>')


def _marked(answer: Answer, store: Store, marks: Marks) -> tuple[int, Mark] | None:
    """The uncertain answer that is chosen among those of the analys that the visit has open; None without any."""
    asked: Question = st.session_state["question"]
    analys = opened()
    found = [
        (year, mark)
        for year, mark in (open_marks(analys) if analys else ())
        if mark.id in answer.indikatorer
        and mark.kommun in store.kommuner
        and not marks.doubt(mark.id, mark.kommun, year)
    ]
    if not found:
        return None
    here = [(mark.id, mark.kommun) == (asked.indikator, answer.kommun.kod) for _, mark in found]
    at = st.selectbox(
        text.FROM_WALK,
        range(-1, len(found)),
        index=here.index(True) + 1 if True in here else 0,
        format_func=lambda one: _called(answer, store, *found[one]) if one >= 0 else text.NO_MARK,
        key=f"status_mark {asked.indikator} {answer.kommun.kod} {len(found)}",
    )
    return found[at] if at >= 0 else None


def _called(answer: Answer, store: Store, year: int, mark: Mark) -> str:
    return text.from_walk(answer.indikatorer[mark.id].heading, store.kommuner[mark.kommun].namn, year)


def _picked(answer: Answer, store: Store) -> Key | None:
    """Indikator, kommun and year that are picked, first the question's."""
    asked: Question = st.session_state["question"]
    ids = list(answer.indikatorer)
    first, second, third = st.columns([3, 2, 1])
    id = first.selectbox(
        page.INDIKATOR,
        ids,
        index=ids.index(asked.indikator) if asked.indikator in ids else 0,
        format_func=lambda one: answer.indikatorer[one].heading,
        key=f"status_indikator {asked.indikator} {asked.omrade}",
    )
    codes = list(store.kommuner)
    kommun = second.selectbox(
        page.KOMMUN,
        codes,
        index=codes.index(answer.kommun.kod),
        format_func=lambda kod: store.kommuner[kod].namn,
        key=f"status_kommun {answer.kommun.kod}",
    )
    years = sorted(store.years(id), reverse=True)
    at = years.index(asked.year) if asked.year in years else 0
    year = third.selectbox(page.YEAR, years, index=at, key=f"status_year {id} {asked.year}")
    return None if year is None else (id, kommun, year)


def _usual_first(before: Status | None) -> tuple[str, ...]:
    """The states that may follow, first what one comes for: to mend what is in doubt, else to say that it is."""
    usual = ("rattad", "osaker")
    allowed = following(before.lage if before else None)
    return tuple(sorted(allowed, key=lambda lage: usual.index(lage) if lage in usual else len(usual)))


def _say(writer: Writer, said: Status, base: int) -> None:
    try:
        writer.set(said, base)
    except SavedError as error:
        plain.failure(answers.told(error))
        return
    st.session_state["status_kept"] = True
    st.session_state["statuses_said"] = st.session_state.get("statuses_said", 0) + 1
    st.rerun()


def _who(writer: Writer | None) -> None:
    if must_sign_in():
        ask_to_sign_in("statuses")
    elif writer is None:
        html(f'<details class="ojdash-details"><summary>{text.WHO}</summary><p>{escape(who_may())}</p></details>')
    if writer is not None:
        html(f'<p class="ojdash-quiet"><a href="api/samordnare/lamna" target="_self">{access.LEAVE}</a></p>')
