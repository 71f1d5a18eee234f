"""What the document of a form says, in order: the form itself first, then the evidence and all that was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from ojdash.domain.form import Form, Row
from ojdash.domain.places import COLUMNS, ITEM_FIELDS, JUDGED, STEPS
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Heading, Lines, Said, Table, cell, quiet
from ojdash.export.form.listed import by, concerns, listed, signed
from ojdash.export.form.together import JOINT_FIELDS, joint, together
from ojdash.text import form_document as paper
from ojdash.text import handbook, jamfor, over_tid, page, words
from ojdash.text import indikator as about_indikator
from ojdash.text import snabbanalys as screen

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FEW = 30  # members of a group that are named
DEEPER = ("underlag", "mal", "avvikelse", "orsaker", "slutsats")
PRIORITY = ("prioriterad", "prioriterad_varfor", "prioriterad_mottagare")


def document(form: Form) -> Document:
    """The form as a document."""
    blocks: list[Block] = [Heading(1, screen.FORM), *_form(form)]
    beside = _beside_places(form)
    if form.rows:
        blocks.append(Heading(1, paper.EVIDENCE_TITLE))
    for row in form.rows:
        blocks += _indikator(form, row)
    blocks += [Heading(1, screen.PATH), steps(form), *listed(form, "forslag", 1), *listed(form, "handelse", 1)]
    side_by_side = any(place.startswith("rad/") and place.split("/")[-1] in JOINT_FIELDS for place in beside)
    blocks += [*together(form, side_by_side), *_beside(form), *_revised(form), *_about(form)]
    return Document(
        title=paper.title(form),
        band=page.EXAMPLE_BAND if form.simulated else "",
        about=Facts(tuple((name, cell(said)) for name, said in paper.about(form))),
        told=cell(*form.told),
        blocks=tuple(blocks),
        foot=paper.foot(form),
        moment=moment(form),
    )


def moment(form: Form) -> datetime:
    """When the analys was last written in, in UTC."""
    try:
        last = max((datetime.fromisoformat(written.at) for written in form.analys), default=EPOCH)
        return max(last.astimezone(UTC).replace(microsecond=0), EPOCH)
    except (TypeError, ValueError):  # an imported file may hold times without a zone
        return EPOCH


def heads() -> tuple[str, ...]:
    """The heads of the form: the indikator, then the form's six columns in its order."""
    return (page.INDIKATOR, *(screen.COLUMNS[name] for name in COLUMNS))


def form_rows(form: Form) -> list[tuple[Cell, ...]]:
    """The form's rows, each cell as it stands on the screen."""
    return [(cell(paper.indikator(row)), *(form_cell(row, name) for name in COLUMNS)) for row in form.rows]


def form_cell(row: Row, name: str) -> Cell:
    """One cell: what was written, or in words that nothing was. Unanswered is never Nej."""
    found = row.text(name)
    if name in JUDGED:
        return cell(screen.SVAR[found]) if found in screen.SVAR else quiet(screen.UNANSWERED)
    if found:
        return cell(found)
    speechless = name == "samlad" and not any(row.text(other) for other in COLUMNS if other not in JUDGED)
    return quiet(screen.NO_COMMENT if speechless else paper.EMPTY_TEXT)


def form_notes(form: Form) -> list[str]:
    """What a reader of the form must know: the added answer where it is used, and that nothing is added up."""
    added = any(row.text(name) == "undersok" for row in form.rows for name in JUDGED)
    own = f"rad/{form.question.year}/{form.kommun.kod}/"
    beside = any(place.startswith(own) for place in _beside_places(form))
    return [*([screen.ADDED] if added else []), screen.NO_VERDICT, *([paper.BESIDE_NOTE] if beside else [])]


def _form(form: Form) -> list[Block]:
    if not form.rows:
        return [Lines(cell(paper.NO_ROWS))]
    return [Table(screen.FORM, heads(), tuple(form_rows(form)), (8, 5, 5, 5, 8, 8, 9)), Lines(quiet(*form_notes(form)))]


def _indikator(form: Form, row: Row) -> list[Block]:
    blocks: list[Block] = [Heading(2, paper.indikator(row))]
    if row.indikator:
        blocks.append(Lines(quiet(page.facts_in_short(row.indikator))))
    blocks.append(
        Table(
            paper.indikator(row),
            (paper.QUESTION, screen.EVIDENCE, paper.ANSWER),
            tuple(question_rows(row)),
            (5, 12, 11),
        )
    )
    if row.evidence is not None:
        deviations = [screen.deviation(row, found) for found in row.evidence.deviations]
        blocks += [Heading(3, screen.DEVIATIONS), Lines(cell(*deviations), listed=True)] if deviations else []
    blocks += _fields(form, row, paper.DEEPER, DEEPER)
    blocks += _fields(form, row, screen.PRIORITY, PRIORITY)
    if row.indikator:
        blocks += [Heading(3, paper.NOT_SHOWN_TITLE), Lines(cell(page.fact(row.indikator, "visar_inte")))]
    fields = paper.row_fields()
    written = [(fields[name], row.written[name]) for name in fields if name in row.written and name != "vald"]
    blocks += [Heading(3, paper.WRITTEN_BY), Lines(quiet(*paper.who(written)))] if written else []
    return blocks


def _fields(form: Form, row: Row, title: str, names: tuple[str, ...]) -> list[Block]:
    known = [(screen.FIELDS[name], cell(_value(form, row, name))) for name in names if row.text(name)]
    return [Heading(3, title), Facts(tuple(known))] if known else []


def _value(form: Form, row: Row, name: str) -> str:
    found = paper.shown(form, row.written[name].place, row.text(name), {})
    return f"{found} {row.indikator.unit}".strip() if name == "mal" and row.indikator else found


def question_rows(row: Row) -> list[tuple[Cell, ...]]:
    """Each question, what the figures say to it, and what the kommun answers."""
    judged = screen.evidence(row)
    rows = [(cell(screen.COLUMNS[name]), cell(*judged[name]), form_cell(row, name)) for name in JUDGED]
    figures = {"hant": _happened(row), "resultat": _result(row), "jamforelse": _beside_others(row)}
    for name, question in screen.year_questions().items():
        answer = [row.text(name)]
        if name == "jamforelse" and row.text("grupp_varfor"):
            answer.append(f"{screen.FIELDS['grupp_varfor']} {row.text('grupp_varfor')}")
        rows.append((cell(question), figures[name], cell(*answer) or quiet(paper.EMPTY_TEXT)))
    answered = cell(row.text("svarade")) or quiet(paper.EMPTY_TEXT)
    return [*rows, (cell(screen.FIELDS["svarade"]), quiet(paper.EMPTY_TEXT), answered)]


def _happened(row: Row) -> Cell:
    if row.evidence is None:
        return quiet(paper.EMPTY_TEXT)
    said: list[Said] = []
    for head, events in ((screen.BEFORE, row.evidence.before), (screen.AFTER, row.evidence.after)):
        if events:
            said.append(Said(f"{head}:"))
        for event in events:
            said += [Said(screen.event(event)), *by(event)]
    return tuple(said) or quiet(screen.NO_EVENTS)


def _result(row: Row) -> Cell:
    if row.evidence is None:
        return quiet(paper.EMPTY_TEXT)
    answer = row.evidence.answer
    return cell(over_tid.sentence(answer), over_tid.women_and_men(answer))


def _beside_others(row: Row) -> Cell:
    chosen = f"{screen.FIELDS['grupp']}: {paper.group(row)}."
    if row.evidence is None:
        return cell(chosen)
    answer = row.evidence.answer
    members = paper.members(answer) if len(answer.group.members) <= FEW else ""
    riket = about_indikator.riket(answer) if answer.own is not None else ""
    return cell(chosen, jamfor.sentence(answer), riket, jamfor.group_note(answer), members)


def steps(form: Form) -> Table:
    """The five steps: how far each is, its decision point and notes. What is not decided says so."""
    analys, year, fields = form.analys, form.question.year, screen.STEP_FIELDS
    nothing, rows = quiet(paper.EMPTY_TEXT), []
    for step in STEPS:
        found = {name: analys.fields.get(f"steg/{year}/{step}/{name}") for name in fields}
        text = {name: one.value if one else "" for name, one in found.items()}
        question = cell(text["fraga"]) or quiet(handbook.STEPS[step].decision)
        cells = (cell(text["beslutar"]), cell(text["datum"]), _outcome(form, step), cell(text["anteckning"]))
        state = cell(words.upper_first(screen.step_state(analys, year, step)))
        said = (one or nothing for one in (state, question, *cells))
        rows.append((cell(screen.step_name(step)), *said, signed(found, fields)))
    named = (fields["fraga"], fields["beslutar"], fields["datum"], fields["lage"], fields["anteckning"])
    head = (paper.STEP, paper.STATE, *named, paper.WRITTEN_BY)
    return Table(screen.PATH, head, tuple(rows), (6, 3, 6, 4, 4, 7, 6, 6))


def _outcome(form: Form, step: int) -> Cell:
    analys, at = form.analys, f"steg/{form.question.year}/{step}"
    settled, said = analys.text(f"{at}/lage"), cell(analys.text(f"{at}/utfall"))
    if settled not in screen.BESLUT:
        return (*quiet(screen.UNDECIDED), *said)
    return (*cell(screen.BESLUT[settled]), *said, *quiet(screen.decision_lacks(analys, form.question.year, step)))


def belonging(form: Form) -> Callable[[str], bool]:
    """What tells of a place whether it is of this kommun's form and year, shown in the joint table, or everybody's."""
    kod, year = form.kommun.kod, str(form.question.year)
    items = {f"{kind}/{item.id}" for kind in ITEM_FIELDS for item in form.analys.items(kind) if concerns(form, item)}
    side_by_side = {(row.kommun, one.id) for one in joint(form) for row in one.rows}

    def belongs(place: str) -> bool:
        first, *parts = place.split("/")
        if first == "rad":
            beside = parts[3] in JOINT_FIELDS and (parts[1], parts[2]) in side_by_side
            return parts[0] == year and (parts[1] == kod or beside)
        if first in ("ar", "steg", "korg", "rapport"):
            return parts[0] == year
        return first == "om" or f"{first}/{parts[0]}" in items

    return belongs


def _beside_places(form: Form) -> list[str]:
    belongs = belonging(form)
    return [place for place, found in form.analys.beside.items() if found and belongs(place)]


def _beside(form: Form) -> list[Block]:
    called, rows = paper.names(form), []
    for place in _beside_places(form):
        part, what, field = paper.named(form, place, called)
        said = ", ".join(one for one in (part if part != screen.FORM else "", what, field) if one)
        for one in form.analys.beside[place]:
            text = cell(paper.shown(form, place, one.value, called)) or quiet(paper.EMPTY_TEXT)
            rows.append((cell(said), text, quiet(screen.written_by(one))))
    if not rows:
        return []
    table = Table(paper.BESIDE_TITLE, paper.BESIDE_HEADS, tuple(rows), (6, 12, 5))
    return [Heading(1, paper.BESIDE_TITLE), Lines(quiet(paper.BESIDE_READ)), table]


def _revised(form: Form) -> list[Block]:
    said = screen.revised(form)
    return [Heading(1, screen.REVISED_TITLE), Lines(cell(*said), listed=True)] if said else []


def _about(form: Form) -> list[Block]:
    return [Heading(1, paper.ABOUT_TITLE), Lines(cell(*paper.closing(form)), listed=True)]
