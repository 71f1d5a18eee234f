"""Lists that grow: events, proposals, readings, goals, exchanges; and an empty one to write the next in."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from ojdash.domain.analys import Analys, Item
from ojdash.domain.form import Form
from ojdash.text import snabbanalys as text
from ojdash.ui.analys.controls import field

# How the codes of a field that may hold several are joined (domain.places.PLACES).
_JOINED = {"kommuner": "-", "indikatorer": " "}


def items(form: Form, kind: str, shown: Sequence[Item], first: Mapping[str, str] | None = None) -> str:
    """The items as controls, then one that is made by writing in it; `first` is then written with it and not shown."""
    return listing(form.analys, kind, shown, first or {}, _options(form))


def listing(
    analys: Analys,
    kind: str,
    shown: Sequence[Item],
    first: Mapping[str, str],
    options: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, str] | None = None,
    add: str | None = None,
) -> str:
    """As `items`. options: the values and words of the fields that are chosen among, by field.

    labels, add  what the fields and a new one are called; None for the kinds of Snabbanalys, "" for no new one
    """
    labels = labels or text.ITEM_FIELDS[kind]
    add = text.ADD[kind] if add is None else add
    listed = "".join(_item(analys, kind, one.id, True, first, options, labels) for one in shown)
    said = f'<ul class="items">{listed}</ul>' if listed else ""
    if not analys.may_write or not add:
        return said
    id = _fresh(analys, kind)
    with_it = {f"{kind}/{id}/{name}": value for name, value in first.items()}
    opened = f'<details class="new" data-first="{escape(json.dumps(with_it))}"><summary>{add}</summary>'
    return f'{said}{opened}<ul class="items">{_item(analys, kind, id, False, first, options, labels)}</ul></details>'


def _item(
    analys: Analys,
    kind: str,
    id: str,
    is_there: bool,
    first: Mapping[str, str],
    options: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, str],
) -> str:
    fields = "".join(
        field(
            analys,
            f"{kind}/{id}/{name}",
            label,
            options.get(name),
            refresh=kind == "dag" or name in ("datum", "kommuner", "klar", "vy"),
            several=_JOINED.get(name, ""),
        )
        for name, label in labels.items()
        if name not in first
    )
    if is_there and analys.may_write:
        fields += field(analys, f"{kind}/{id}/borttagen", text.REMOVE, refresh=True)
    return f'<li class="item {kind}">{fields}</li>'


def _options(form: Form) -> dict[str, Mapping[str, str]]:
    indikatorer = {one.id: one.indikator.heading if one.indikator else one.id for one in (*form.joint, *form.rows)}
    kommuner = {kod: kommun.namn for kod, kommun in form.kommuner.items()}
    return {"indikator": indikatorer, "indikatorer": indikatorer, "kommuner": kommuner}


def _fresh(analys: Analys, kind: str) -> str:
    """The id of the item that will be written next: this visit's own, and the same until it is written."""
    kept = st.session_state.setdefault("next_items", {})
    key = analys.id, kind
    if key not in kept or any(place.startswith(f"{kind}/{kept[key]}/") for place in analys.fields):
        kept[key] = secrets.token_hex(6)
    return kept[key]
