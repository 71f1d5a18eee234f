"""The controls of a saved analys as HTML: one field at its place, with what stands there and who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ojdash.domain.analys import Analys, Author, Written
from ojdash.domain.places import CHOICES, kind_of
from ojdash.text import delning
from ojdash.text import snabbanalys as text

_INPUTS = {"rad": "text", "datum": "date", "tal": "text"}
# What an empty choice among answers is called: in words that never read as a no.
_EMPTY = {"svar": text.UNANSWERED_CHOICE, "janej": text.UNKNOWN_CHOICE, "beslut": text.UNDECIDED}
_NOTHING = {"svar": text.UNANSWERED, "janej": text.UNKNOWN}


def field(
    analys: Analys,
    place: str,
    label: str,
    options: Mapping[str, str] | None = None,
    hint: str = "",
    refresh: bool = False,
    several: str = "",
) -> str:
    """One field: a control for who may write, else the words.

    options  values and their words, where one of them is chosen; `several` joins the chosen where many may be
    refresh  the page is run again when it is saved, for what it changes elsewhere
    """
    written = analys.fields.get(place)
    said = written.value if written else ""
    options = options or _options(place)
    if not analys.may_write:
        shown = _shown(said, options, several, _NOTHING.get(kind_of(place), text.NOTHING_WRITTEN))
        also = "".join(
            f'<p class="said">{_shown(one.value, options, several, text.NOTHING_WRITTEN)}</p>{_by(one)}'
            for one in analys.beside.get(place, ())
        )
        also = f'<p class="hint">{text.BESIDE}</p>{also}' if also else ""
        by = _by(written)
        return (
            f'<div class="field read"><p class="label">{escape(label)}</p><p class="said">{shown}</p>{by}{also}</div>'
        )
    control = _control(place, said, label, options, several)
    attributes = f'data-place="{escape(place)}" data-version="{written.version if written else 0}"'
    if refresh:
        attributes += ' data-refresh="1"'
    if several:
        attributes += f' data-join="{escape(several)}"'
    help_text = f'<p class="hint">{escape(hint)}</p>' if hint else ""
    versions = f'<button type="button" class="plain" data-versions="1">{text.VERSIONS}</button>'
    return (
        f'<div class="field" {attributes}>{control}{help_text}'
        f'<div class="below"><span class="state" role="status"></span>{_by(written)}{versions}</div></div>'
    )


def _options(place: str) -> Mapping[str, str] | None:
    kind = kind_of(place)
    return text.CHOICES.get(kind) if kind in CHOICES else None


def _control(place: str, said: str, label: str, options: Mapping[str, str] | None, several: str) -> str:
    kind = kind_of(place)
    name = escape(place)
    if several and options is not None:
        chosen = said.split(several)
        boxes = "".join(
            f'<label class="choice"><input type="checkbox" value="{escape(value)}"{_mark(value in chosen, "checked")}> '
            f"{escape(word)}</label>"
            for value, word in options.items()
        )
        few = escape(", ".join(options[value] for value in chosen if value in options))
        return (
            f'<details class="several"><summary>{escape(label)}: <span class="chosen">{few or text.NOT_CHOSEN}</span>'
            f'</summary><fieldset><legend class="unseen">{escape(label)}</legend>{boxes}</fieldset></details>'
        )
    if kind == "ja":
        checked = _mark(said == "ja", "checked")
        return f'<label class="choice"><input type="checkbox" value="ja"{checked}> {escape(label)}</label>'
    if kind in _EMPTY:
        answers = {**options, "": _EMPTY[kind]}
        radios = "".join(
            f'<label class="choice"><input type="radio" name="{name}" value="{value}"'
            f"{_mark(value == said, 'checked')}> {escape(word)}</label>"
            for value, word in answers.items()
        )
        return f"<fieldset><legend>{escape(label)}</legend>{radios}</fieldset>"
    if options is not None:
        known = {"": text.NOT_CHOSEN, **options}
        if said and said not in known:
            known[said] = said
        chosen = "".join(
            f'<option value="{escape(value)}"{_mark(value == said, "selected")}>{escape(word)}</option>'
            for value, word in known.items()
        )
        return f'<label><span class="label">{escape(label)}</span><select>{chosen}</select></label>'
    if kind == "text":
        return (
            f'<label><span class="label">{escape(label)}</span><textarea rows="2">\n{escape(said)}</textarea></label>'
        )
    return (
        f'<label><span class="label">{escape(label)}</span>'
        f'<input type="{_INPUTS.get(kind, "text")}" value="{escape(said)}"></label>'
    )


def _mark(there: bool, name: str) -> str:
    return f" {name}" if there else ""


def _shown(said: str, options: Mapping[str, str] | None, several: str, nothing: str) -> str:
    if not said:
        return f'<span class="quiet">{nothing}</span>'
    if options is None:
        return escape(text.YES if said == "ja" else said).replace("\n", "<br>")
    parts = said.split(several) if several else [said]
    return escape(", ".join(options.get(part, part) for part in parts))


def _by(written: Written | None) -> str:
    if written is None or not written.value:
        return '<span class="by"></span>'
    return f'<span class="by">{escape(text.written_by(written))}</span>'


def who(author: Author | None) -> str:
    """Who writes: remembered by the browser, and asked for before the first word unless it is known already."""
    role = f' data-said="{escape(author.role)}"' if author else ""
    organisation = f' data-said="{escape(author.organisation)}"' if author else ""
    return (
        f'<section class="who"><label><span class="label">{delning.ROLE}</span>'
        f'<input data-who="role"{role} placeholder="{delning.ROLE_EXAMPLE}"></label>'
        f'<label><span class="label">{delning.ORGANISATION}</span>'
        f'<input data-who="organisation"{organisation} placeholder="{delning.ORGANISATION_EXAMPLE}"></label>'
        f'<p data-why role="status"></p></section>'
    )
