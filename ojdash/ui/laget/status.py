"""Hur långt har vi kommit? The matrix of areas and headings, and one area's answers to fill in."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from ojdash import links
from ojdash.domain.laget import Laget, Said, Stand
from ojdash.domain.places import LAGET, LAGET_FIELDS
from ojdash.text import laget as text
from ojdash.text import snabbanalys as screen
from ojdash.ui.analys.controls import field
from ojdash.ui.analys.parts import write
from ojdash.ui.elements import asset


def matrix(shown: Laget) -> None:
    """Every area by every heading: ja, nej or not known, with year; each area a link to its answers."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in text.HEADINGS.values())
    rows = "".join(_row(shown, stand) for stand in shown.stands)
    # There is nothing to write in it; what others write is heard all the same.
    table = replace(shown, analys=replace(shown.analys, closed=True))
    write(
        table,
        f'<style>{asset("laget.css")}</style><div class="laget"><p class="quiet">{text.READ}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text.START_TITLE}"><table class="form stand">'
        f'<thead><tr><th scope="col">{text.OMRADE}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{_notes(shown)}</div>",
        "status",
    )


def _notes(shown: Laget) -> str:
    """Every note in one place, folded; nothing for none."""
    said = [(stand, one) for stand in shown.stands for one in stand.said.values() if one.text("anteckning").strip()]
    if not said:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(stand.titel)}, {escape(text.heading(one.name))}</th>'
        f"<td>{escape(one.text('anteckning')).replace(chr(10), '<br>')}</td>"
        f"<td>{escape(screen.written_by(one.written['anteckning']))}</td></tr>"
        for stand, one in said
    )
    return (
        f"<details><summary>{text.NOTES} ({len(said)})</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text.NOTES}"><table class="form"><tbody>{rows}'
        "</tbody></table></div></details>"
    )


def area(shown: Laget) -> None:
    """One area: each answer with year and note, and what the analys itself knows beside it."""
    stand = shown.shown
    said = "".join(_answer(shown, stand, one) for one in stand.said.values())
    around = _around(shown, stand)
    write(
        shown,
        f'<style>{asset("laget.css")}</style><div class="laget">{around}<p class="quiet">{text.READ} {text.HINT_READ}'
        f"</p>{said}{around}</div>",
        "area",
    )


def _row(shown: Laget, stand: Stand) -> str:
    cells = "".join(f"<td>{''.join(_cell(stand.said[name]) for name in names)}</td>" for names in LAGET.values())
    what = text.EDIT if shown.analys.may_write else text.SHOW
    name = f'<a data-ojdash="1" href="{_to(shown, stand)}" aria-label="{what}: {escape(stand.titel)}">'
    head = f'<th scope="row">{name}{escape(stand.titel)}</a></th>'
    return f'<tr data-key="{escape(stand.omrade)}">{head}{cells}</tr>'


def _cell(said: Said) -> str:
    """An answer: its sign and words, that there is a note, and that the analys knows something of what is unknown."""
    of = f'<span class="of">{text.ANSWERS[said.name]}</span> ' if said.name in text.ANSWERS else ""
    look = "svar" if said.svar else "svar quiet"
    beside = [screen.BESIDE_SHORT] if said.is_open else []
    beside += [text.HAS_NOTE] if said.text("anteckning").strip() else []
    beside += [text.KNOWS_MORE] if said.hints and not said.svar else []
    more = "".join(f'<span class="beside quiet">{one}</span>' for one in beside)
    return (
        f'<div>{of}<span class="{look}"><span aria-hidden="true">{text.GLYPHS[said.svar]}</span> '
        f"{escape(text.svar(said))}</span>{more}</div>"
    )


def _answer(shown: Laget, stand: Stand, said: Said) -> str:
    at = f"laget/{stand.omrade}/{said.name}/"
    name = text.heading(said.name)
    labels = {**text.FIELDS, "svar": name}
    fields = "".join(field(shown.analys, at + one, labels[one], refresh=one == "svar") for one in LAGET_FIELDS)
    known = text.hints(said)
    note = f'<p class="hint">{escape(known)}</p>' if known else ""
    return (
        f'<div class="item stand" data-key="{said.name}" role="group" aria-label="{escape(name)}">{fields}{note}</div>'
    )


def _around(shown: Laget, stand: Stand) -> str:
    """The ways to the areas beside and to all of them."""
    at = shown.stands.index(stand)
    before = shown.stands[at - 1] if at else None
    after = shown.stands[at + 1] if at + 1 < len(shown.stands) else None
    back = escape(links.address(shown.question.but(steg="status")))
    said = f'<a data-ojdash="1" href="{back}">{text.BACK}</a>'
    for name, one in ((text.PREVIOUS_AREA, before), (text.NEXT_AREA, after)):
        if one:
            said += f'<a data-ojdash="1" href="{_to(shown, one)}">{name}: {escape(one.titel)}</a>'
    return f'<p class="between">{said}</p>'


def _to(shown: Laget, stand: Stand) -> str:
    return escape(links.address(shown.question.but(steg="omrade", omrade=stand.omrade)))
