"""What a person can answer to each doubt about a table, and the profile with the answer in it.

The terminal's user writes the same into the profile by hand; either way the table is then read anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from ojdash.domain.missing import MISSING
from ojdash.domain.table import Column, Reading, Unsettled
from ojdash.sources.table import Profile

What = Literal["sheet", "indikator", "kommun", "missing", "factor", "year", "keep", "as_is", "leave_out"]

FIRST_YEAR = 1990


class Choice(NamedTuple):
    """One answer: what is chosen, and which; `value` is "" for what is left out on purpose."""

    what: What
    value: Any = ""


LEAVE_OUT = Choice("leave_out")


def choices(
    doubt: Unsettled, reading: Reading, indikatorer: Sequence[str], kommuner: Sequence[str], this_year: int
) -> list[Choice]:
    """The answers to a doubt, the likeliest first; none for what only the file can be mended for."""
    near = doubt.near
    if doubt.doubt == "sheet":
        return [Choice("sheet", name) for name in near]
    if doubt.doubt in ("column", "indikator") and doubt.holds:
        likely = [id for id in near if id in indikatorer]
        return [
            *(Choice("indikator", id) for id in likely),
            LEAVE_OUT,
            *(Choice("indikator", id) for id in indikatorer if id not in likely),
        ]
    if doubt.doubt == "unit":
        return [Choice("as_is"), LEAVE_OUT]
    if doubt.doubt == "share":
        return [Choice("factor", 100), Choice("factor", 1), LEAVE_OUT]
    if doubt.doubt == "same":
        return [Choice("keep", column.letter) for column in _same(doubt, reading)]
    if doubt.doubt == "row" and doubt.holds:
        return [
            *(Choice("kommun", kod) for kod in near),
            LEAVE_OUT,
            *(Choice("kommun", kod) for kod in kommuner if kod not in near),
        ]
    if doubt.doubt in ("disagree", "regi") and doubt.holds:
        return [LEAVE_OUT]
    if doubt.doubt == "cell" and doubt.holds:
        return [*(Choice("missing", kind) for kind in MISSING), LEAVE_OUT]
    if doubt.doubt == "separator":
        return [LEAVE_OUT]
    if doubt.doubt == "year" and doubt.row is None:
        named = [int(year) for year in doubt.holds.split(", ") if year]
        rest = range(this_year + 1, FIRST_YEAR - 1, -1)
        return [Choice("year", year) for year in [*named, *(year for year in rest if year not in named)]]
    return []


def settled(profile: Profile, reading: Reading, answers: Mapping[Unsettled, Choice]) -> Profile:
    """A profile with what was answered to a reading's doubts."""
    for doubt, choice in answers.items():
        profile = _with(profile, reading, doubt, choice)
    words = {doubt.holds for doubt in answers}
    return replace(profile, undecided=tuple(pair for pair in profile.undecided if pair[1] not in words))


def left_out(profile: Profile, reading: Reading) -> Profile:
    """A profile that leaves out every column that is not decided."""
    labels = [doubt.holds for doubt in reading.unsettled if doubt.doubt == "column"]
    return replace(profile, columns=profile.columns | {label: {"leave_out": True} for label in labels})


def _with(profile: Profile, reading: Reading, doubt: Unsettled, choice: Choice) -> Profile:
    what, value = choice
    if what == "sheet":
        return replace(profile, sheet=value)
    if what == "year":
        return replace(profile, year=value)
    if what == "keep":
        others = [column.label for column in _same(doubt, reading) if column.letter != value]
        return replace(profile, columns=profile.columns | {label: {"leave_out": True} for label in others})
    if doubt.doubt in ("column", "unit", "share", "separator"):
        said = profile.columns.get(doubt.holds, {})
        column = next((one for one in reading.columns if one.label == doubt.holds), None)
        if what == "indikator":
            said = said | {"indikator": value}
        elif what == "leave_out":
            said = {"leave_out": True}
        elif column is not None and column.indikator:
            said = {"indikator": column.indikator} | said | ({"factor": value} if what == "factor" else {})
        elif what == "factor":
            said = said | {"factor": value}
        return replace(profile, columns=profile.columns | {doubt.holds: said})
    if doubt.doubt == "indikator":
        return replace(profile, indikatorer=profile.indikatorer | {doubt.holds: value})
    if doubt.doubt == "cell":
        return replace(profile, signs=profile.signs | {doubt.holds.casefold(): value})
    return replace(profile, rows=profile.rows | {doubt.holds: value})


def _same(doubt: Unsettled, reading: Reading) -> list[Column]:
    """The columns that hold the same indikator's values twice."""
    return [
        column
        for column in reading.columns
        if column.indikator in doubt.near and f"{column.letter} {column.label}" in doubt.holds
    ]
