"""What a person points at in the grid of a table, and the profile that says so.

Whatever is pointed at is a line of the profile that could be written by hand; the table is then read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from ojdash.domain.table import Column, Grid
from ojdash.sources.settling import with_layout
from ojdash.sources.table import Profile

# `head`: the header ends at a row; `places`: the column says the kommun.
Action = Literal["head", "turned", "places", "role", "indikator", "n", "leave_out"]
ROLES = ("year", "gender", "regi", "indikator", "lan")
# Only one column can be each of these: another that is, is left out.
ALONE = ("year", "gender", "regi", "indikator")
# A column of these is something else only when another column takes its place.
FIXED = ("kommun", "kod", "empty")


class Pointed(NamedTuple):
    """One click: in which sheet, at which column (a label; "" for the sheet itself), and what it is to be."""

    sheet: str
    action: Action
    value: Any = ""
    column: str = ""


def offered(grid: Grid, column: Column, indikatorer: Sequence[str]) -> list[Pointed]:
    """What a column can be chosen to be, the likeliest first; nothing where it is what it is."""
    if column.role in FIXED or column not in grid.columns:
        return []

    def to(action: Action, value: str = "") -> Pointed:
        return Pointed(grid.sheet, action, value or (column.letter if action == "places" else ""), column.label)

    is_long = any(other.role == "indikator" for other in grid.columns)
    counted = dict.fromkeys((*column.near, *(other.indikator for other in grid.columns if other.indikator)))
    return [
        *(to("indikator", id) for id in column.near if id in indikatorer),
        to("leave_out"),
        to("places"),
        *(to("role", role) for role in ROLES),
        *(to("role", role) for role in ("value", "n") if is_long),
        *(to("n", id) for id in counted if id in indikatorer),
        *(to("indikator", id) for id in indikatorer if id not in column.near),
    ]


def is_now(grid: Grid, column: Column) -> Pointed | None:
    """What a column is, as one would point at it; None for what is not decided or not to choose."""
    if column.role in (*FIXED, "undecided"):
        return None
    if column.role in ("value", "n") and column.indikator:
        return Pointed(grid.sheet, "n" if column.role == "n" else "indikator", column.indikator, column.label)
    if column.role == "left_out":
        return Pointed(grid.sheet, "leave_out", "", column.label)
    return Pointed(grid.sheet, "role", column.role, column.label)


def pointed_at(profile: Profile, grid: Grid, pointed: Pointed) -> Profile:
    """The profile that says what was pointed at in a sheet's grid."""
    sheet, action, value, label = pointed
    if action == "head":
        return with_layout(profile, sheet, {"head": int(value)})
    if action == "places":
        return with_layout(_silent(profile, label), sheet, {"kommun": value})
    if action == "turned":  # rows and columns are others then
        layout = {key: said for key, said in profile.layouts.get(sheet, {}).items() if key not in ("head", "kommun")}
        return replace(profile, layouts=profile.layouts | {sheet: layout | {"turned": bool(value)}})
    said: dict[str, dict[str, Any]] = {
        "role": {"role": value},
        "indikator": {"indikator": value},
        "n": {"indikator": value, "n": True},
        "leave_out": {"leave_out": True},
    }
    others = [one.label for one in grid.columns if one.role == value and one.label != label and value in ALONE]
    left_out = {other: {"leave_out": True} for other in others} if action == "role" else {}
    return replace(profile, columns=profile.columns | {label: said[action]} | left_out)


def _silent(profile: Profile, label: str) -> Profile:
    return replace(profile, columns={name: said for name, said in profile.columns.items() if name != label})
