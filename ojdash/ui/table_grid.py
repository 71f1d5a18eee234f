"""A table as it was read, drawn sheet by sheet: what its rows and columns are, and clicks that say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from ojdash.domain.effect import Effect
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.table import Column, Grid, GridRow, Reading
from ojdash.sources.pointing import Pointed, is_now, offered
from ojdash.sources.table.numbers import number
from ojdash.text import table_grid as text
from ojdash.ui.elements import asset, html
from ojdash.ui.views import quiet, told

MOST_OFFERED = 1_000  # indikatorer in a picker

_draw = st.components.v2.component(
    "ojdash_grid", html='<div class="ojdash-grid"></div>', css=asset("grid.css"), js=asset("grid.js")
)


def grids(
    reading: Reading,
    effect: Effect | None,
    indikatorer: Mapping[str, Indikator],
    ids: Sequence[str],
    kommuner: Mapping[str, Kommun],
) -> tuple[Grid, Pointed] | None:
    """The sheets as they were read; what was clicked or chosen in one of them, in the run right after it.

    effect  what the choice before did to the values
    ids     the indikatorer that a column can be chosen to be
    """
    if not reading.grids:
        return None
    html(f'<p class="ojdash-note"><strong>{text.HEADING}</strong></p>')
    if effect:
        told(text.effect(effect, indikatorer, kommuner))
    ids = list(ids)[:MOST_OFFERED]
    quiet(text.READ)
    drawn = "".join(_sheet(grid, indikatorer, ids, number == 0) for number, grid in enumerate(reading.grids))
    every = "".join(_option(f"indikator:{id}", text.choice("indikator", id, indikatorer)) for id in ids)
    drawn += f'<template><optgroup label="{text.INDIKATORER}">{every}</optgroup></template>'
    click = _draw(key="tabell_rutnat", data={"html": drawn}, height="content", on_pointed_change=lambda: None).pointed
    return _pointed(click, reading.grids, ids) if click else _menus(reading.grids, indikatorer, ids)


def _pointed(click: Mapping[str, Any], every: Sequence[Grid], ids: Sequence[str]) -> tuple[Grid, Pointed] | None:
    """What a click says, if it is one that the grid offers."""
    grid = next((one for one in every if one.sheet == click.get("sheet")), None)
    if grid is None:
        return None
    wanted = Pointed(grid.sheet, click.get("action"), click.get("value"), click.get("column") or "")
    own = [*_of_the_sheet(grid)]
    own += [choice for column in grid.columns for choice in offered(grid, column, ids)]
    return (grid, wanted) if wanted in own else None


def _of_the_sheet(grid: Grid) -> list[Pointed]:
    """What can be said of a whole sheet: where its header ends, and that it is turned."""
    heads = [Pointed(grid.sheet, "head", place) for place in (0, *(row.place + 1 for row in grid.rows))]
    return [Pointed(grid.sheet, "turned", int(not grid.turned)), *heads]


# --- the same with menus ----------------------------------------------------------------------------------------------


def _menus(
    every: Sequence[Grid], indikatorer: Mapping[str, Indikator], ids: Sequence[str]
) -> tuple[Grid, Pointed] | None:
    """The same choices in ordinary menus, for whoever does not use the grid."""
    with st.expander(text.WITH_MENUS):
        grid = every[0]
        if len(every) > 1:
            grid = st.selectbox(text.SHEET, every, format_func=text.caption, key="tabell_rutnat_blad")
        heads = {choice.value: choice for choice in _of_the_sheet(grid) if choice.action == "head"}
        names = {row.place + 1: row.name for row in grid.rows} | {0: text.NO_HEAD}
        key = hash((grid.sheet, grid.head, grid.turned, grid.columns))
        head = st.selectbox(
            text.HEAD_ENDS, list(heads), list(heads).index(grid.head), names.__getitem__, key=f"tabell_rubrik_{key}"
        )
        columns = [column for column in grid.columns if offered(grid, column, ids)]
        column = st.selectbox(
            text.COLUMN, columns, None, text.column_name, key=f"tabell_kolumn_{key}", placeholder=text.COLUMN
        )
        choices = offered(grid, column, ids) if column else []
        chosen = st.selectbox(
            text.READS_AS,
            choices,
            None,
            lambda one: text.choice(one.action, one.value, indikatorer),
            key=f"tabell_roll_{key}_{column.letter if column else ''}",
            placeholder=text.READS_AS,
        )
        again = st.button(text.READ_AGAIN, key="tabell_las_om")
        turn = st.button(text.TURN_BACK if grid.turned else text.TURN, key="tabell_vand")
    if turn:
        return grid, Pointed(grid.sheet, "turned", int(not grid.turned))
    if again and head != grid.head:
        return grid, heads[head]
    return (grid, chosen) if again and chosen else None


# --- the HTML ---------------------------------------------------------------------------------------------------------


def _sheet(grid: Grid, indikatorer: Mapping[str, Indikator], ids: Sequence[str], opened: bool) -> str:
    name = escape(text.caption(grid))
    heads = "".join(_head(grid, column, indikatorer, ids) for column in grid.columns)
    more = f'<th scope="col">{text.beside(grid.beside)}</th>' if grid.beside else ""
    width = len(grid.columns) + bool(grid.beside)
    rows = "".join(_skipped(row.skipped, width) + _row(grid, row) for row in grid.rows) + _skipped(grid.below, width)
    turn = text.TURN_BACK if grid.turned else text.TURN
    return (
        f'<details data-sheet="{escape(grid.sheet)}"{" open" if opened else ""}><summary>{name}</summary>'
        f'<div class="tools">{_button("turned", int(not grid.turned), turn)}'
        f"{_button('head', 0, text.NO_HEAD, pressed=not grid.head)}</div>"
        f'<div class="box" tabindex="0" role="region" aria-label="{name}"><table><thead><tr>'
        f'<th class="row" scope="col">{text.ROW}</th>{heads}{more}</tr></thead><tbody>{rows}</tbody></table></div>'
        "</details>"
    )


def _button(action: str, value: int, name: str, shown: str = "", pressed: bool | None = None) -> str:
    is_pressed = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    label = f' aria-label="{escape(name)}" title="{escape(name)}"' if shown else ""
    return (
        f'<button type="button" data-action="{action}" data-value="{value}"'
        f"{is_pressed}{label}>{escape(shown or name)}</button>"
    )


def _head(grid: Grid, column: Column, indikatorer: Mapping[str, Indikator], ids: Sequence[str]) -> str:
    """A column's head: what it is, to be chosen, and what its own head says of year and gender."""
    asked = grid.asked.get(column.place)
    said = [text.of_column(column, indikatorer), text.flag(asked) if asked else ""]
    of = "".join(f'<span class="of">{escape(one)}</span>' for one in said if one)
    choices = [one for one in offered(grid, column, ids) if one.action != "indikator"] if grid.columns else []
    return (
        f'<th scope="col" class="{_class_of(column)}{" asked" if asked or column.role == "undecided" else ""}">'
        f'<span class="letter">{escape(column.letter)}</span>'
        f"{_select(grid, column, choices, indikatorer, ids) if choices else escape(text.role(column))}"
        f"{of}</th>"
    )


def _class_of(column: Column) -> str:
    return "places" if column.role == "kommun" else ""


def _select(
    grid: Grid, column: Column, choices: list[Pointed], indikatorer: Mapping[str, Indikator], ids: Sequence[str]
) -> str:
    """The list of a column: what it is now first; the indikatorer come when the list is opened."""
    now = is_now(grid, column)
    value = f"{now.action}:{now.value}" if now else ""
    name = escape(text.READ_AS.format(column=column.letter))
    likely = [Pointed(grid.sheet, "indikator", id, column.label) for id in column.near if id in ids]
    others = "".join(
        _option(f"{one.action}:{one.value}", text.choice(one.action, one.value, indikatorer))
        for one in (*likely, *choices)
        if one != now
    )
    return (
        f'<select aria-label="{name}" data-column="{escape(column.label)}" data-now="{escape(value)}">'
        f'<option value="{escape(value)}" selected>{escape(text.role(column))}</option>{others}</select>'
    )


def _option(value: str, name: str) -> str:
    return f'<option value="{escape(value)}">{escape(name)}</option>'


def _skipped(rows: int, width: int) -> str:
    said = text.skipped(rows)
    return f'<tr class="more"><th class="row"></th><td colspan="{width}">{said}</td></tr>' if said else ""


def _row(grid: Grid, row: GridRow) -> str:
    is_head = grid.head == row.place + 1
    name = (text.IS_HEAD if is_head else text.HEAD_HERE).format(row=row.name)
    why = text.row(row)
    why = f'<span class="why">{escape(why)}</span>' if why else ""
    cells = "".join(_cell(grid, row, column, cell) for column, cell in zip(grid.columns, row.cells, strict=True))
    more = "<td></td>" if grid.beside else ""
    return (
        f'<tr class="{row.part}{" last" if is_head else ""}"><th class="row" scope="row">'
        f"{_button('head', row.place + 1, name, row.name, pressed=is_head)}{why}</th>{cells}{more}</tr>"
    )


def _cell(grid: Grid, row: GridRow, column: Column, cell: str) -> str:
    why = grid.flags.get((row.place, column.place), "")
    classes = [_class_of(column)]
    classes += ["flag" if why in text.FLAGS else "mark"] if why else []
    classes += ["out"] if column.role == "left_out" and row.part == "data" else []
    classes += ["number"] if row.part == "data" and number(cell) is not None else []
    said = f'<span class="why">{escape(text.flag(why))}</span>' if why else ""
    return f'<td class="{" ".join(classes)}">{escape(cell)}{said}</td>'
