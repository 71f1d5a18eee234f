"""What the network does together: the joint table, the year's basket, agreed readings, goals, exchanges."""

from __future__ import annotations

from ojdash.domain.form import Form, Joint, Row
from ojdash.domain.places import JUDGED
from ojdash.export.form.blocks import Block, Cell, Heading, Lines, Table, cell, quiet
from ojdash.export.form.listed import exchanges, listed, signed
from ojdash.text import form_document as paper
from ojdash.text import page, statuses
from ojdash.text import snabbanalys as screen

# What the joint table shows of each kommun's row.
JOINT_FIELDS = (*JUDGED, "samlad", "svarade")
_WIDTHS = {"samlad": 10, "svarade": 8}


def together(form: Form, beside: bool) -> list[Block]:
    """Everything of the network's own, under one heading; nothing where it has written nothing.

    beside  whether a text of the joint table stands among those that are not chosen between
    """
    blocks = [*_joint(form, beside), *_basket(form), *listed(form, "tolkning", 2), *listed(form, "utvecklingsmal", 2)]
    blocks += exchanges(form, 2)
    return [Heading(1, screen.TOGETHER), *blocks] if blocks else []


def joint(form: Form) -> tuple[Joint, ...]:
    """The lines of the joint table, differences in judgement first; one kommun alone has none."""
    return form.joint if len(form.kommuner) > 1 else ()


def joint_heads(form: Form) -> tuple[str, ...]:
    """The heads of a line of the joint table; how the kommuner answered and why, where any has written that."""
    return (page.KOMMUN, *(screen.FIELDS[name] for name in _shown(form)), paper.WRITTEN_BY)


def joint_rows(form: Form, one: Joint) -> list[tuple[Cell, ...]]:
    """Each kommun's judgements and words about one indikator. Unanswered is never Nej."""
    return [_row(form, row) for row in one.rows]


def joint_widths(form: Form) -> tuple[int, ...]:
    """How wide the columns of `joint_heads` are beside each other."""
    return (5, *(_WIDTHS.get(name, 4) for name in _shown(form)), 6)


def basket(form: Form) -> Table | None:
    """The year's basket with reason and recipient, None where nothing is chosen."""
    analys, year = form.analys, form.question.year
    called, fields, rows = paper.names(form), {"vald": paper.CHOSEN, **screen.KORG}, []
    for id in analys.basket(year):
        found = {name: analys.fields.get(f"korg/{year}/{id}/{name}") for name in fields}
        texts = [analys.text(f"korg/{year}/{id}/{name}") for name in screen.KORG]
        said = (cell(text) or quiet(paper.EMPTY_TEXT) for text in texts)
        rows.append((cell(statuses.in_basket(form, id, called.get(id, id))), *said, signed(found, fields)))
    head = (page.INDIKATOR, *screen.KORG.values(), paper.WRITTEN_BY)
    return Table(screen.BASKET_TITLE, head, tuple(rows), (8, 8, 5, 6)) if rows else None


def _joint(form: Form, beside: bool) -> list[Block]:
    blocks: list[Block] = []
    for one in joint(form):
        title = paper.indikator(one)
        blocks += [Heading(3, title), Lines(quiet(screen.differences(one)))]
        name = f"{screen.JOINT}: {title}"
        blocks.append(Table(name, joint_heads(form), tuple(joint_rows(form, one)), joint_widths(form)))
    if not blocks:
        return []
    notes = [screen.JOINT_READ, *([paper.BESIDE_NOTE] if beside else [])]
    return [Heading(2, screen.JOINT), Lines(quiet(*notes)), *blocks]


def _shown(form: Form) -> tuple[str, ...]:
    answered = any(row.text("svarade") for one in form.joint for row in one.rows)
    return JOINT_FIELDS if answered else JOINT_FIELDS[:-1]


def _row(form: Form, row: Row) -> tuple[Cell, ...]:
    names, cells = _shown(form), []
    for name in names:
        said, nothing = row.text(name), screen.NOTHING_WRITTEN
        if not row.text("vald"):
            nothing = screen.NOT_IN_FORM
        elif name in JUDGED:
            said, nothing = screen.SVAR.get(said, ""), screen.UNANSWERED
        cells.append(cell(said) or quiet(nothing))
    written = {name: row.written.get(name) for name in names}
    return (cell(statuses.kommun_of(form, row)), *cells, signed(written, screen.FIELDS))


def _basket(form: Form) -> list[Block]:
    found = basket(form)
    if found is None:
        return []
    return [Heading(2, screen.BASKET_TITLE), Lines(cell(screen.basket(len(found.rows)))), found]
