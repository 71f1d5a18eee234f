"""Step 2: choosing indikatorer, the form as a table, and one indikator at a time with the evidence beside."""

from __future__ import annotations

from html import escape

from ojdash import answers, links
from ojdash.domain.answer import whole
from ojdash.domain.form import Form, Row
from ojdash.domain.places import COLUMNS, JUDGED
from ojdash.domain.question import MOST_PEERS, PEERS
from ojdash.store import Store
from ojdash.text import enkat, oversikt, statuses, words
from ojdash.text import snabbanalys as text
from ojdash.text.rows import cell
from ojdash.ui.analys.controls import field
from ojdash.ui.analys.lists import items
from ojdash.ui.analys.path import asked, link


def table(form: Form) -> str:
    """The form: exactly its six columns, one row an indikator."""
    if not form.rows:
        return f'<p class="note">{text.NONE_CHOSEN}</p>'
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in text.COLUMNS.values())
    body = "".join(_line(form, row) for row in form.rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text.FORM}"><table class="form"><thead><tr>'
        f'<th scope="col">{text.INDIKATOR}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        f'<p class="quiet">{text.ADDED} {text.NO_VERDICT}</p>'
    )


def choices(form: Form, store: Store) -> str:
    """What can be chosen: what stands out, last year's form, or freely."""
    if not form.analys.may_write:
        return ""
    year, kommun = form.question.year, form.question.kommun
    asked_for = form.question.but(page="oversikt", analys=None, steg=None, indikator=None, utgava=None)
    settled, _ = answers.settle(store, asked_for)
    answer = answers.answer(store, settled)
    # What stands out stands out in this year: a year without values for an indikator says nothing of it.
    out = [row for row in oversikt.standing_out(answer) if whole(row.year) == year]
    why = {row.indikator: f"{cell(answer, row, 'value')}. {oversikt.why(answer, row)}" for row in out}
    before = [id for id in form.analys.chosen(year - 1, kommun) if id in store.ids]
    omrade = form.question.omrade
    shown = [one for one in store.by_omrade if omrade in (None, one)]
    free = [(text.FREELY if omrade else store.omraden[one], answers.ids(store, one)) for one in shown]
    parts = [(text.STANDING_OUT, list(why), True), (text.LAST_YEAR, before, True)]
    parts += [(name, ids, False) for name, ids in free]
    said = ""
    for heading, ids, is_open in parts:
        if ids:
            boxes = "".join(_choice(form, store, id, why.get(id, "") if is_open else "") for id in ids)
            opened = " open" if is_open and not form.rows else ""
            said += f"<details{opened}><summary>{escape(heading)} ({len(ids)})</summary>{boxes}</details>"
    return f'<section class="choose"><h3>{text.CHOOSE}</h3><p class="quiet">{text.CHOOSE_READ}</p>{said}</section>'


def judgements(form: Form, row: Row) -> str:
    """The six columns for one indikator, each judged question with its evidence beside it."""
    found = text.evidence(row)
    said = "".join(
        f'<div class="asked"><div class="evidence"><h4>{text.EVIDENCE}</h4>{_paragraphs(found[name])}</div>'
        f"{field(form.analys, _at(form, row, name), text.COLUMNS[name])}</div>"
        for name in JUDGED
    )
    rest = "".join(field(form.analys, _at(form, row, name), text.COLUMNS[name]) for name in COLUMNS[3:])
    return f'{said}{rest}<p class="quiet">{text.ADDED} {text.NO_VERDICT}</p>'


def year_questions(form: Form, row: Row) -> str:
    """The three questions of the year comparison, each with its own field and what the figures and dates say to it."""
    questions = text.year_questions()
    happened = _events(form, row)
    result = _paragraphs(text.evidence(row)["angelaget"][:2])
    groups = {kind: words.GROUP[kind] for kind in PEERS}
    others = "-".join(kod for kod in form.kommuner if kod != row.kommun)
    if 0 < len(form.kommuner) - 1 <= MOST_PEERS:
        groups[others] = text.OWN_GROUP
    group = field(form.analys, _at(form, row, "grupp"), text.FIELDS["grupp"], groups, refresh=True)
    why = field(form.analys, _at(form, row, "grupp_varfor"), text.FIELDS["grupp_varfor"])
    beside = _paragraphs(text.evidence(row)["angelaget"][2:])
    answer = {name: field(form.analys, _at(form, row, name), question) for name, question in questions.items()}
    return (
        f"<section><h3>{text.YEAR_TITLE}</h3>{answer['hant']}{happened}"
        f'{answer["resultat"]}<div class="evidence">{result}</div>'
        f'{answer["jamforelse"]}<div class="evidence">{beside}</div><div class="pairs">{group}{why}</div></section>'
    )


def beside_the_form(form: Form, row: Row) -> str:
    """Other sources, how the question was answered and why, and whether the indikator goes on."""
    said = "".join(field(form.analys, _at(form, row, name), text.FIELDS[name]) for name in ("underlag", "svarade"))
    if row.evidence and row.evidence.walked:
        to = link(form, enkat.link(form.question.year), page="enkat", indikator=row.id, steg="2")
        said += f'<p class="between">{to}</p>'
    chosen = field(form.analys, _at(form, row, "prioriterad"), text.FIELDS["prioriterad"], refresh=True)
    why = "".join(
        field(form.analys, _at(form, row, name), text.FIELDS[name])
        for name in ("prioriterad_varfor", "prioriterad_mottagare")
    )
    return f'<section>{said}</section><section><h3>{text.PRIORITY}</h3>{chosen}<div class="pairs">{why}</div></section>'


def between(form: Form, row: Row, onward: bool = True) -> str:
    """Which of the form's indikatorer it is, the way back to the whole, and on to the next."""
    ids = [one.id for one in form.rows]
    place = ids.index(row.id)
    said = [link(form, text.BACK, indikator=None)]
    if onward and place + 1 < len(ids):
        said.append(link(form, f"{text.NEXT}: {_heading(form.rows[place + 1])}", indikator=ids[place + 1]))
    return f'<p class="between">{text.of_all(place + 1, len(ids))} {" ".join(said)}</p>'


def deviations(form: Form, row: Row) -> str:
    """Step 3 for one indikator: deviations with their signs, the target, causes and conclusion."""
    found = row.evidence.deviations if row.evidence else ()
    said = "".join(f"<li>{escape(text.deviation(row, one))}</li>" for one in found)
    fields = "".join(
        field(form.analys, _at(form, row, name), text.FIELDS[name]) for name in ("avvikelse", "orsaker", "slutsats")
    )
    is_coded = row.indikator is None or row.indikator.is_coded  # no deviation is worked out from a Ja or a Nej
    target = "" if is_coded else field(form.analys, _at(form, row, "mal"), text.target(row), refresh=True)
    to = links.address(asked(form).but(steg="2", indikator=row.id))
    return (
        f'<section class="step"><h3><a data-ojdash="1" href="{escape(to)}">{escape(_heading(row))}</a></h3>'
        f'<div class="evidence"><h4>{text.DEVIATIONS}</h4><ul>{said}</ul></div>{target}{fields}</section>'
    )


def last_writer(row: Row) -> str:
    """Who wrote last in a row, and when; nothing where nobody wrote more than that it was chosen."""
    said = [written for name, written in row.written.items() if name != "vald"]
    if not said:
        return ""
    return f'<span class="by quiet">{escape(text.written_by(max(said, key=lambda one: one.number)))}</span>'


def _at(form: Form, row: Row, name: str) -> str:
    return f"rad/{form.question.year}/{row.kommun}/{row.id}/{name}"


def _heading(row: Row) -> str:
    return statuses.called(row)


def _choice(form: Form, store: Store, id: str, why: str) -> str:
    place = f"rad/{form.question.year}/{form.question.kommun}/{id}/vald"
    on = link(form, text.FILL, indikator=id) if form.analys.text(place) else ""
    said = f'<span class="quiet">{escape(why)}</span>' if why else ""
    return (
        f'<div class="choice">{field(form.analys, place, store.indikator(id).heading, refresh=True)}{said} {on}</div>'
    )


def _line(form: Form, row: Row) -> str:
    to = links.address(asked(form).but(indikator=row.id, steg="2"))
    head = f'<a data-ojdash="1" href="{escape(to)}">{escape(_heading(row))}</a>{last_writer(row)}'
    cells = "".join(f"<td>{cell_of(form, row, name)}</td>" for name in COLUMNS)
    return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def cell_of(form: Form, row: Row, name: str) -> str:
    """What stands in a column of a row, and that two texts stand where nobody has chosen."""
    said = row.text(name)
    both = f"rad/{form.question.year}/{row.kommun}/{row.id}/{name}" in form.analys.beside
    also = f' <span class="quiet">({text.BESIDE_SHORT})</span>' if both else ""
    if name in JUDGED:
        return (escape(text.SVAR[said]) if said else f'<span class="quiet">{text.UNANSWERED}</span>') + also
    if name == "samlad" and not any(row.text(other) for other in COLUMNS[3:]):
        return f'<span class="quiet">{text.NO_COMMENT}</span>{also}'
    return escape(said).replace("\n", "<br>") + also


def summary(form: Form) -> str:
    """What a reader came for: each row with words or a priority, its Samlad analys first; stacked, for a phone."""
    said = "".join(_concluded(form, row) for row in form.rows if row.text("samlad") or row.text("prioriterad"))
    return f"<section><h3>{text.SUMMARY}</h3>{said}</section>" if said else ""


def _concluded(form: Form, row: Row) -> str:
    first = f"<strong>{text.PRIORITISED}.</strong> " if row.text("prioriterad") else ""
    samlad = cell_of(form, row, "samlad") if row.text("samlad") else ""
    why = escape(row.text("prioriterad_varfor"))
    return (
        f"<div class='concluded'><h4>{link(form, _heading(row), indikator=row.id)}</h4>"
        f"<p>{first}{samlad}</p>{f'<p>{why}</p>' if why else ''}{last_writer(row)}</div>"
    )


def _paragraphs(said: list[str]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in said)


def _events(form: Form, row: Row) -> str:
    if row.evidence is None:
        return ""
    said = ""
    for heading, events in ((text.BEFORE, row.evidence.before), (text.AFTER, row.evidence.after)):
        if events:
            listed = "".join(f"<li>{escape(text.event(one))}</li>" for one in events)
            said += f"<h4>{heading}</h4><ul>{listed}</ul>"
    said = said or f"<p>{text.NO_EVENTS}</p>"
    return f'<div class="evidence">{said}<p>{text.EVENTS_SHOWN}</p></div>{_own_events(form, row)}'


def _own_events(form: Form, row: Row) -> str:
    mine = [one for one in (*row.evidence.before, *row.evidence.after) if one.text("indikator") == row.id]
    mine += [one for one in form.analys.items("handelse", indikator=row.id, kommun=row.kommun) if not one.text("datum")]
    return items(form, "handelse", mine, {"indikator": row.id, "kommun": row.kommun})
