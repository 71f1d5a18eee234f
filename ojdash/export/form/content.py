"""What the document of a form says, in order: the form itself first, then the evidence and all that was written."""

from __future__ import annotations

from datetime import UTC, datetime

from ojdash.domain.analys import COLUMNS, EXCHANGE_NOTES, JUDGED, STEPS, Item
from ojdash.domain.form import Form, Row
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Heading, Lines, Said, Table, cell, quiet
from ojdash.text import form_document as paper
from ojdash.text import handbook, jamfor, over_tid, page, words
from ojdash.text import indikator as about_indikator
from ojdash.text import snabbanalys as screen

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FEW = 30  # members of a group that are named
DEEPER = ("underlag", "mal", "avvikelse", "orsaker", "slutsats")
PRIORITY = ("prioriterad", "prioriterad_varfor", "prioriterad_mottagare")
_WIDTHS = {
    "handelse": (3, 3, 5, 10, 4),
    "forslag": (5, 8, 6, 4, 3, 3, 6, 4),
    "tolkning": (6, 10, 4, 6, 4),
    "utvecklingsmal": (9, 5, 4, 6, 3, 3, 4),
}


def document(form: Form) -> Document:
    """The form as a document."""
    blocks: list[Block] = [Heading(1, screen.FORM), *_form(form)]
    if form.rows:
        blocks.append(Heading(1, paper.EVIDENCE_TITLE))
    for row in form.rows:
        blocks += _indikator(form, row)
    blocks += [*_steps(form), *_basket(form), *_items(form), *_exchanges(form), *_beside(form), *_revised(form)]
    blocks += _about(form)
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
    beside = any(place.startswith("rad/") for place in _beside_places(form))
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
    before, after = ([screen.event(item) for item in items] for items in (row.evidence.before, row.evidence.after))
    said = []
    if before:
        said += [Said(f"{screen.BEFORE}:"), *map(Said, before)]
    if after:
        said += [Said(f"{screen.AFTER}:"), *map(Said, after)]
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


def _steps(form: Form) -> list[Block]:
    analys, year = form.analys, form.question.year
    rows = []
    for step in STEPS:
        found = {name: analys.fields.get(f"steg/{year}/{step}/{name}") for name in screen.STEP_FIELDS}
        text = {name: one.value if one else "" for name, one in found.items()}
        question = cell(text["fraga"]) or quiet(handbook.STEPS[step].decision)
        outcome = cell(screen.BESLUT.get(text["lage"], ""), text["utfall"])
        cells = (question, cell(text["beslutar"]), cell(text["datum"]), outcome, cell(text["anteckning"]))
        state = cell(words.upper_first(screen.step_state(analys, year, step)))
        who = quiet(*paper.writers(one for one in found.values() if one and one.value))
        nothing = quiet(paper.EMPTY_TEXT)
        rows.append((cell(screen.step_name(step)), state, *(one or nothing for one in cells), who or nothing))
    fields = screen.STEP_FIELDS
    named = (fields["fraga"], fields["beslutar"], fields["datum"], fields["lage"], fields["anteckning"])
    head = (paper.STEP, paper.STATE, *named, paper.WRITTEN_BY)
    return [Heading(1, screen.PATH), Table(screen.PATH, head, tuple(rows), (5, 3, 6, 4, 3, 6, 7, 5))]


def _basket(form: Form) -> list[Block]:
    analys, year = form.analys, form.question.year
    chosen = analys.basket(year)
    if not chosen:
        return []
    called = paper.names(form)
    rows = []
    for id in chosen:
        found = {name: analys.fields.get(f"korg/{year}/{id}/{name}") for name in ("vald", *screen.KORG)}
        known = {name: one for name, one in found.items() if one and one.value}
        texts = [cell(known[name].value) if name in known else quiet(paper.EMPTY_TEXT) for name in screen.KORG]
        rows.append((cell(called.get(id, id)), *texts, quiet(*paper.writers(known.values()))))
    head = (page.INDIKATOR, *screen.KORG.values(), paper.WRITTEN_BY)
    said = Lines(cell(screen.basket(len(chosen))))
    return [Heading(1, screen.BASKET_TITLE), said, Table(screen.BASKET_TITLE, head, tuple(rows), (8, 8, 5, 6))]


def concerns(form: Form, item: Item) -> bool:
    """Whether an item is this kommun's, or everybody's."""
    kod = form.kommun.kod
    return item.text("kommun") in ("", kod) and (not item.text("kommuner") or kod in item.text("kommuner").split("-"))


def _items(form: Form) -> list[Block]:
    called, blocks = paper.names(form), []
    for kind, widths in _WIDTHS.items():
        fields = screen.ITEM_FIELDS[kind]
        items = [item for item in form.analys.items(kind) if concerns(form, item)]
        if items:
            rows = tuple(_item(form, item, fields, called) for item in items)
            head = (*fields.values(), paper.WRITTEN_BY)
            blocks += [Heading(1, screen.ITEMS[kind]), Table(screen.ITEMS[kind], head, rows, widths)]
    return blocks


def _item(form: Form, item: Item, fields: dict[str, str], called: dict[str, str]) -> tuple[Cell, ...]:
    nothing = quiet(paper.EMPTY_TEXT)
    cells = [cell(paper.shown(form, f"{item.kind}/{item.id}/{n}", item.text(n), called)) or nothing for n in fields]
    return (*cells, quiet(*paper.writers(one for one in item.fields.values() if one.value)))


def _exchanges(form: Form) -> list[Block]:
    fields, blocks = screen.ITEM_FIELDS["utbyte"], []
    for item in form.analys.items("utbyte"):
        if concerns(form, item):
            names = [name for name in ("niva", *EXCHANGE_NOTES) if item.text(name)]
            facts = [(fields[name], cell(item.text(name))) for name in names]
            who = (paper.WRITTEN_BY, quiet(*paper.writers(one for one in item.fields.values() if one.value)))
            blocks += [Heading(2, paper.exchange(form, item)), Facts((*facts, who))]
    return [Heading(1, screen.ITEMS["utbyte"]), *blocks] if blocks else []


def _beside_places(form: Form) -> list[str]:
    return [place for place in form.analys.beside if form.analys.beside[place] and belongs(form, place)]


def belongs(form: Form, place: str) -> bool:
    """Whether a place is of this kommun's form and year, or shared by all of them."""
    first, *parts = place.split("/")
    if first in ("rad", "ar", "steg", "korg"):
        return parts[0] == str(form.question.year) and (first != "rad" or parts[1] == form.kommun.kod)
    if first == "om":
        return True
    item = next((item for item in form.analys.items(first) if item.id == parts[0]), None)
    return item is not None and concerns(form, item)


def _beside(form: Form) -> list[Block]:
    called, rows = paper.names(form), []
    for place in _beside_places(form):
        _, what, field = paper.named(form, place, called)
        for one in form.analys.beside[place]:
            text = cell(paper.shown(form, place, one.value, called)) or quiet(paper.EMPTY_TEXT)
            rows.append((cell(", ".join(part for part in (what, field) if part)), text, cell(screen.written_by(one))))
    if not rows:
        return []
    table = Table(paper.BESIDE_TITLE, paper.BESIDE_HEADS, tuple(rows), (6, 12, 5))
    return [Heading(1, paper.BESIDE_TITLE), Lines(quiet(paper.BESIDE_READ)), table]


def _revised(form: Form) -> list[Block]:
    said = screen.revised(form)
    return [Heading(1, screen.REVISED_TITLE), Lines(cell(*said), listed=True)] if said else []


def _about(form: Form) -> list[Block]:
    return [Heading(1, paper.ABOUT_TITLE), Lines(cell(*paper.closing(form)), listed=True)]
