"""A meeting's papers: its minutes, filled from what was shown, agreed and decided, and the hand-over to a board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ojdash import links
from ojdash.charts import HALF_PAGE, figure_of, svg
from ojdash.domain.analys import Item
from ojdash.domain.meeting import Meeting, View
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Figure, Heading, Lines, cell, quiet
from ojdash.export.form.content import moment
from ojdash.export.form.listed import signed
from ojdash.export.form.parts import agreed, part, texts_beside
from ojdash.export.form.pdf import as_pdf
from ojdash.export.form.print_view import as_html
from ojdash.export.form.word import as_word
from ojdash.export.report.content import FIGURE
from ojdash.text import form_document as paper
from ojdash.text import mote as text
from ojdash.text import page, readings
from ojdash.text import snabbanalys as screen
from ojdash.text.charts import event

_SAID = ("anteckning", "enats", "beslut")
_WORDS = ("resultat", "tillforlitlighet", "forslag", "beslut")
_WHO = ("mottagare", "avsandare", "datum")
_OUTCOME = ("text", "ansvarig", "datum", "uppfoljning")


def meeting_word(meeting: Meeting) -> bytes:
    """The paper of the part that is asked for as .docx. The same meeting gives the same bytes."""
    return as_word(document(meeting))


def meeting_pdf(meeting: Meeting) -> bytes:
    """The same as .pdf, tagged."""
    return as_pdf(document(meeting))


def meeting_html(meeting: Meeting) -> str:
    """The same as one page to print or read."""
    return as_html(document(meeting))


def document(meeting: Meeting) -> Document:
    """The hand-over where that part is asked for, else the minutes."""
    return handover(meeting) if meeting.question.steg == "overlamna" else minutes(meeting)


def minutes(meeting: Meeting) -> Document:
    """When and who, what was left from before, what was shown and said, what came out of it and what was decided."""
    title = text.minutes_title(meeting)
    return Document(
        title=title,
        band=page.EXAMPLE_BAND if meeting.simulated else "",
        about=Facts(tuple((name, cell(said)) for name, said in text.about(meeting))),
        told=cell(text.lacks(meeting)),
        blocks=(
            *_outcomes(text.EARLIER, meeting.earlier, ""),
            *_shown(meeting),
            *_said(meeting),
            *(agreed(meeting.readings, "") if meeting.readings else ()),
            *_outcomes(text.OUTCOMES, meeting.outcomes, text.NO_OUTCOMES),
            *_basket(meeting),
            *_decided(meeting),
            *_notes(meeting),
            *_beside(meeting),
            *_closing(meeting),
        ),
        foot=text.foot(meeting, title),
        moment=moment(meeting),
    )


def handover(meeting: Meeting) -> Document:
    """One part for each proposal: the officials' words first, then what the figures say."""
    title = text.handover_title(meeting)
    blocks: list[Block] = []
    for item in meeting.handovers:
        blocks += _handed(meeting, item)
    return Document(
        title=title,
        band=page.EXAMPLE_BAND if meeting.simulated else "",
        about=Facts(((text.FIELDS["natverk"], cell(meeting.text("natverk")) or quiet(screen.NOTHING_WRITTEN)),)),
        told=cell(text.lacks(meeting)),
        blocks=(*(blocks or [Lines(quiet(text.NO_HANDOVER))]), *_closing(meeting)),
        foot=text.foot(meeting, title),
        moment=moment(meeting),
        upright=True,
    )


def _handed(meeting: Meeting, item: Item) -> list[Block]:
    view = meeting.view(item.text("vy"))
    fields = text.HANDOVER_FIELDS
    named = " – ".join(part for part in (text.view_about(view), text.view_title(view)) if part) if view else ""
    blocks: list[Block] = [Heading(1, named or text.HANDOVER, new_page=item is not meeting.handovers[0])]
    blocks.append(Facts(tuple((fields[n], cell(item.text(n)) or quiet(screen.NOTHING_WRITTEN)) for n in _WHO)))
    for name in _WORDS:
        blocks += [Heading(2, fields[name]), Lines(cell(item.text(name).strip()) or quiet(text.NO_COMMENT))]
    if view is not None:
        blocks += _figures(view)
    return [*blocks, Lines(_by(item, fields))]


def _figures(view: View) -> Iterator[Block]:
    """What the figures say, after the words: in a sentence, as the figure of the page, and where they are from."""
    found = view.answer
    yield Heading(2, text.FIGURE_SAYS)
    yield Lines(cell(text.view_sentence(view), *view.told) or quiet(paper.EMPTY_TEXT))
    drawn = figure_of(found, HALF_PAGE, view.events) if found else None
    if drawn:
        yield Figure(svg(drawn, FIGURE), drawn.alt, FIGURE, drawn.height)
    events = [f"{number}. {event(item)}" for number, item in readings.numbered(view.events)] if drawn else []
    source = page.source(found) if found else ""
    yield Lines(quiet(*events, "" if drawn else text.NO_FIGURE, source, _link(view)))


def _shown(meeting: Meeting) -> list[Block]:
    rows = tuple(
        (
            cell(f"{number}. {text.view_title(view)}", text.view_about(view)),
            cell(text.view_sentence(view), *view.told) or quiet(paper.EMPTY_TEXT),
            cell(view.item.text("fraga")) or quiet(paper.EMPTY_TEXT),
            cell(view.item.text("visad")) or quiet(text.NOT_SHOWN),
        )
        for number, view in enumerate(meeting.views, 1)
    )
    head = (text.VIEW, text.ANSWER, text.VIEW_FIELDS["fraga"], text.VIEW_FIELDS["visad"])
    return part(text.SHOWN_VIEWS, head, rows, (7, 9, 8, 4), text.NONE_SHOWN)


def _said(meeting: Meeting) -> list[Block]:
    blocks: list[Block] = []
    for number, view in enumerate(meeting.views, 1):
        said = [(name, view.item.text(name).strip()) for name in _SAID]
        if not any(what for _, what in said):
            continue
        title = f"{number}. {text.view_named(view)}"
        rows = tuple((text.VIEW_FIELDS[name], cell(what)) for name, what in said if what)
        written = signed({name: view.item.fields.get(name) for name in _SAID}, text.VIEW_FIELDS)
        blocks += [Heading(2, title), Facts(rows), Lines(written)]
    return [Heading(1, text.PER_VIEW), *blocks] if blocks else []


def _outcomes(title: str, items: Sequence[Item], none: str) -> list[Block]:
    if not items and not none:
        return []
    fields = text.OUTCOME_FIELDS
    rows = tuple(
        (
            cell(screen.CHOICES["utfall"].get(item.text("slag"), "")) or quiet(paper.EMPTY_TEXT),
            *(cell(item.text(name)) or quiet(paper.EMPTY_TEXT) for name in _OUTCOME),
            cell(text.outcome_state(item)),
            _by(item, fields),
        )
        for item in items
    )
    head = (fields["slag"], *(fields[name] for name in _OUTCOME), text.STATE, paper.WRITTEN_BY)
    return part(title, head, rows, (4, 9, 5, 4, 7, 4, 6), none)


def _by(item: Item, called: Mapping[str, str]) -> Cell:
    return signed({name: item.fields.get(name) for name in called}, called)


def _basket(meeting: Meeting) -> list[Block]:
    at = f"korg/{meeting.year}/"
    rows = tuple(
        (
            cell(title),
            *(cell(meeting.analys.text(f"{at}{id}/{name}")) or quiet(paper.EMPTY_TEXT) for name in screen.KORG),
        )
        for id, title in meeting.titles.items()
    )
    title = f"{screen.BASKET_TITLE} {meeting.year or ''}".strip()
    return part(title, (page.INDIKATOR, *screen.KORG.values()), rows, (8, 9, 7), text.BASKET_EMPTY)


def _decided(meeting: Meeting) -> list[Block]:
    rows = tuple((screen.step_name(step), cell(said)) for step, said in meeting.decided)
    return [Heading(1, text.DECISIONS), Facts(rows)] if rows else []


def _notes(meeting: Meeting) -> list[Block]:
    said = meeting.text("anteckning").strip()
    return [Heading(1, text.FIELDS["anteckning"]), Lines(cell(said))] if said else []


def _beside(meeting: Meeting) -> list[Block]:
    """Texts of the meeting that were written over each other and are not chosen between."""
    items = [meeting.item, *(view.item for view in meeting.views), *meeting.outcomes, *meeting.handovers]
    starts = tuple(f"{item.kind}/{item.id}/" for item in items if item)
    called = {**text.FIELDS, **text.VIEW_FIELDS, **text.OUTCOME_FIELDS, **text.HANDOVER_FIELDS}
    return texts_beside(
        (called.get(place.split("/")[-1], ""), one)
        for place, texts in meeting.analys.beside.items()
        if place.startswith(starts)
        for one in texts
    )


def _closing(meeting: Meeting) -> list[Block]:
    said = cell(*text.sources(meeting), paper.TEXT_IS_THEIRS, paper.PERSONAL)
    return [Heading(1, paper.ABOUT_TITLE), Lines(said, listed=True)]


def _link(view: View) -> str:
    return f"{text.LINK}: {links.address(view.question, pinned=True)}" if view.question else ""
