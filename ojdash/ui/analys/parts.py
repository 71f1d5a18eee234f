"""The views of an open analys: the five steps, Tillsammans and Delning, each put together from its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from ojdash import charts, links
from ojdash.domain.form import Form, Row
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting
from ojdash.domain.places import MEETING_ITEMS
from ojdash.domain.seminar import Walk
from ojdash.store import data_folder, open_edition
from ojdash.text import delning, statuses
from ojdash.text import snabbanalys as text
from ojdash.ui import opened, plain
from ojdash.ui.analys import fill, path, sharing, together
from ojdash.ui.analys.controls import field, who
from ojdash.ui.analys.lists import items
from ojdash.ui.elements import asset, chart, file_rows, form, sheet, theme
from ojdash.ui.views import fact_box, note, quiet


def part(shown: Form) -> None:
    """The view that the question names."""
    _PARTS.get(shown.question.steg, _analyse)(shown)


def write(shown: Form | Walk | Meeting | Laget, html: str, key: str, first: bool = True) -> None:
    """HTML with controls, saved as one types. first: who writes is asked at its top, else it is in the HTML already."""
    token = opened.strongest(shown.question.analys)
    style = f"<style>{asset('analys.css')}</style>"
    asked = who(st.session_state.get("author")) if first and shown.analys.may_write else ""
    may_write = shown.analys.may_write
    data = {
        "analys": token,
        "id": shown.analys.id,
        "latest": shown.analys.latest,
        "may_write": may_write,
        "words": {} if may_write else {"read_only": ""},  # the page has said it
        # What others write where nothing is drawn yet: a reader's page holds no fields, a writer's no new items.
        "watch": [f"{kind}/" for kind in (*text.ITEMS, *MEETING_ITEMS, "enkat", "laget", "dag")] if may_write else [""],
    }
    form(f'{style}<div class="analys">{asked}{html}</div>', key, data)


def _prepare(shown: Form) -> None:
    about = "".join(
        field(shown.analys, f"om/{name}", text.OM[name], refresh=True) for name in ("titel", "natverk", "mottagare")
    )
    store = st.session_state["store"]
    kommuner = {kod: kommun.namn for kod, kommun in store.kommuner.items()}
    chosen = field(shown.analys, "om/omrade", text.OM["omrade"], store.omraden, refresh=True)
    chosen += field(shown.analys, "om/kommuner", text.OM["kommuner"], kommuner, refresh=True, several="-")
    write(
        shown,
        path.introduction(shown, 1)
        + f"<section><h3>{text.ABOUT}</h3>{about}{chosen}</section>"
        + _last_years(shown)
        + path.decision(shown, 1),
        "step",
    )


def _analyse(shown: Form) -> None:
    row = next((row for row in shown.rows if row.id == shown.question.indikator), None)
    if row is not None:
        _one(shown, row)
        return
    write(
        shown,
        ("" if shown.analys.may_write else fill.summary(shown))
        + path.introduction(shown, 2)
        + fill.table(shown)
        + fill.choices(shown, st.session_state["store"])
        + path.decision(shown, 2),
        "step",
    )


def _one(shown: Form, row: Row) -> None:
    """One indikator: the questions with the evidence beside, the figure and the fact box at their side."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        plain.header(statuses.called(row))
        said = fill.judgements(shown, row) + fill.year_questions(shown, row) + fill.beside_the_form(shown, row)
        write(shown, fill.between(shown, row, onward=False) + said + fill.between(shown, row), "one")
    with right:
        if row.evidence is None:
            return
        answer = row.evidence.answer
        chart(charts.position(answer, theme()), answer, key="position")
        chart(charts.years(answer, theme(), shown.analys.events(row.kommun, row.id)), answer, key="years")
        fact_box(answer)


def _deepen(shown: Form) -> None:
    prioritised = [row for row in shown.rows if row.text("prioriterad")]
    if not prioritised:
        note(text.FIRST_PRIORITISE)
    said = "".join(fill.deviations(shown, row) for row in prioritised or shown.rows)
    write(shown, path.introduction(shown, 3) + said + path.decision(shown, 3), "step")


def _propose(shown: Form) -> None:
    proposals = _own(shown, "forslag")
    listed = items(shown, "forslag", proposals, {"kommun": shown.question.kommun})
    write(shown, path.introduction(shown, 4) + f"<section>{listed}</section>" + path.decision(shown, 4), "step")


def _follow_up(shown: Form) -> None:
    events = items(shown, "handelse", _own(shown, "handelse"), {"kommun": shown.question.kommun})
    proposals = items(shown, "forslag", _own(shown, "forslag"), {"kommun": shown.question.kommun})
    write(
        shown,
        path.introduction(shown, 5)
        + f"<section><h3>{text.ITEMS['forslag']}</h3>{proposals}</section>"
        + f"<section><h3>{text.ITEMS['handelse']}</h3><p class='quiet'>{text.EVENTS_SHOWN}</p>{events}</section>"
        + path.decision(shown, 5)
        + _next_year(shown),
        "step",
    )


def _together(shown: Form) -> None:
    write(
        shown,
        together.joint(shown)
        + together.basket(shown)
        + together.readings(shown)
        + together.goals(shown)
        + together.exchanges(shown),
        "step",
    )


def _share(shown: Form) -> None:
    sharing.sharing(shown, opened.strongest(shown.question.analys))


def _own(shown: Form, kind: str) -> list:
    return [one for one in shown.analys.items(kind) if one.text("kommun") in ("", shown.question.kommun)]


def _last_years(shown: Form) -> str:
    """What was decided the year before, where the analys has that year too."""
    year = shown.question.year - 1
    said = [
        (text.step_name(step), shown.analys.text(f"steg/{year}/{step}/utfall"))
        for step in range(1, 6)
        if shown.analys.text(f"steg/{year}/{step}/utfall")
    ]
    return together.listed(text.LAST_YEAR_TITLE, said)


def _next_year(shown: Form) -> str:
    """The way on to the year after, where the newest edition has values for it."""
    year, newest = shown.question.year + 1, open_edition(data_folder())
    if not shown.analys.may_write or not any(year in newest.years(id) for id in newest.ids):
        return ""
    return f"<section>{path.link(shown, text.next_year(year), year=year, steg='2', indikator=None)}</section>"


_PARTS: dict[str, Callable[[Form], None]] = {
    "1": _prepare,
    "2": _analyse,
    "3": _deepen,
    "4": _propose,
    "5": _follow_up,
    "tillsammans": _together,
    "delning": _share,
}


def documents(shown: Form) -> None:
    """The form as files and as a page to print."""
    quiet(text.opened_on(shown))
    files(shown, delning.DOCUMENTS, _DOCUMENTS)


def files(
    shown: Form | Walk | Meeting | Laget, name: str, kinds: Mapping[str, tuple[str, str]], steg: str | None = None
) -> None:
    """Documents to fetch, by the reader's address: a document's address is easily passed on.

    kinds  by ending: what it is called, and how its link opens
    steg   the part of the page that they are of, where it has several
    """
    reading = opened.fitting("figures", shown.question.analys)
    if reading is None:
        quiet(delning.NO_DOCUMENTS)
        return
    query = escape(links.address(shown.question.but(analys=reading, steg=steg, indikator=None)).partition("?")[2])
    page = shown.question.page
    each = "".join(f'<a href="api/{page}.{kind}?{query}"{how}>{called}</a>' for kind, (called, how) in kinds.items())
    sheet(file_rows(f'<div class="row">{name}: {each}</div>'), "documents")


_DOCUMENTS = {
    "docx": ("Word", " download"),
    "pdf": ("PDF", " download"),
    "xlsx": ("Excel", " download"),
    "html": (delning.PRINT, ' target="_blank" rel="noopener"'),
}
