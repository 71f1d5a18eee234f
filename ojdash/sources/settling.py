"""What a person can answer to each doubt about a table, and the profile with the answer in it.

The terminal's user writes the same into the profile by hand; either way the table is then read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from ojdash.domain.missing import MISSING
from ojdash.domain.question import GENDERS
from ojdash.domain.table import Column, Reading, Unsettled
from ojdash.sources.table import Profile
from ojdash.sources.table.mapping import is_about_answers
from ojdash.sources.table.numbers import number
from ojdash.sources.table.places import FOOTNOTE
from ojdash.sources.table.telling import gender_of

What = Literal[
    *("sheet", "indikator", "kommun", "missing", "factor", "decimal", "year", "gender", "total", "keep", "keep_cell"),
    *("as_is", "leave_out", "tick", "n", "turned", "kommuner", "says_nothing", "number"),
]

FIRST_YEAR = 1990
# The fields of Profile that answer a word, by what is in doubt of it.
_WORDS = {"row": "rows", "disagree": "rows", "cell": "signs", "sign": "signs", "indikator": "indikatorer"}
_WORDS |= {"within": "rows", "year": "periods", "gender": "genders", "regi": "regi", "no_sheet": "renamed"}
_OF_A_COLUMN = ("column", "beside", "unit", "share", "scale", "separator", "again", "merged", "differs")
_OF_A_SHEET = ("across", "regions", "above")


class Choice(NamedTuple):
    """One answer: what is chosen, and which; `value` is "" for what is left out on purpose.

    Of keep_cell the value is the cell and what it holds.
    """

    what: What
    value: Any = ""


LEAVE_OUT = Choice("leave_out")


def choices(
    doubt: Unsettled, reading: Reading, indikatorer: Sequence[str], kommuner: Sequence[str], this_year: int
) -> list[Choice]:
    """The answers to a doubt, the likeliest first; none for what only the file can be mended for."""
    years = range(this_year + 1, FIRST_YEAR - 1, -1)
    if is_about_the_table(doubt):
        return _first([int(year) for year in doubt.holds.split(", ") if year], "year", years)
    if doubt.doubt == "no_sheet":
        return [*(Choice("sheet", name) for name in tables(reading)), LEAVE_OUT]
    if doubt.doubt == "same":
        return [Choice("keep", column.letter) for column in _same(doubt, reading)]
    if doubt.doubt == "twice":
        return [Choice("keep_cell", pair) for pair in zip(doubt.cells, doubt.near, strict=False)]
    if doubt.doubt == "across":
        return [Choice("turned", True), Choice("turned", False), *_others(reading)]
    if doubt.doubt == "above":
        gender = gender_of(doubt.holds)
        return [*([Choice("gender", gender)] if gender else []), Choice("says_nothing"), *_others(reading)]
    if doubt.doubt == "regions":
        return [Choice("kommuner"), *_others(reading)]
    if doubt.doubt in ("no_value", "sheet"):  # which sheets are read is chosen by `with_sheets`
        return []
    if not doubt.holds:
        return [LEAVE_OUT] if doubt.cells else []
    if doubt.doubt in ("column", "indikator"):
        return _first([id for id in doubt.near if id in indikatorer], "indikator", indikatorer, LEAVE_OUT)
    if doubt.doubt == "beside":
        likely = [Choice("indikator", doubt.near[0]), Choice("n", doubt.near[0])]
        likely = likely[::-1] if is_about_answers(doubt.words) else likely
        return [*likely, LEAVE_OUT, *(Choice("indikator", id) for id in indikatorer if id != doubt.near[0])]
    if doubt.doubt in ("row", "disagree"):
        return _first(doubt.near, "kommun", kommuner, LEAVE_OUT)
    more: dict[str, list[Choice]] = {
        "unit": [Choice("as_is")],
        "share": [Choice("factor", 100), Choice("factor", 1)],
        "scale": [Choice("factor", 1), Choice("factor", 0.001), Choice("factor", 0.000001)],
        "separator": [Choice("decimal", ","), Choice("decimal", ".")],
        "cell": [*_number(doubt.holds), *(Choice("missing", kind) for kind in MISSING)],
        "sign": _first(doubt.near, "missing", MISSING),
        "tick": [Choice("tick", "nej"), Choice("tick"), *_first(["sekretess"], "missing", MISSING)],
        "year": [Choice("year", year) for year in years],
        "gender": [Choice("gender", gender) for gender in GENDERS],
        "regi": [Choice("total", True)],
    }
    return [*more.get(doubt.doubt, []), LEAVE_OUT]


def _number(text: str) -> list[Choice]:
    """The number that a text is without its note."""
    figure = number(FOOTNOTE.sub("", text).strip())
    return [Choice("number", figure.value)] if figure and not figure.unit else []


def _others(reading: Reading) -> list[Choice]:
    """Leaving a sheet out, where there are others to read."""
    return [LEAVE_OUT] if len(reading.sheets) > 1 else []


def is_about_the_table(doubt: Unsettled) -> bool:
    """Whether it is the whole table that says no year. The answer is for this file, and no part of a profile."""
    return doubt.doubt == "year" and doubt.row is None and not doubt.cells


def tables(reading: Reading) -> list[str]:
    """The names of the sheets that can be read."""
    return [one.name for one in reading.sheets if one.kommuner]


def with_sheets(profile: Profile, names: Sequence[str]) -> Profile:
    """A profile that reads these sheets; what it said of other sheets is gone."""
    undecided = tuple(pair for pair in profile.undecided if pair[0] != "renamed")
    one = names[0] if len(names) == 1 else ""
    return replace(profile, sheet=one, sheets=() if one else tuple(names), renamed={}, undecided=undecided)


def settled(profile: Profile, reading: Reading, answers: Mapping[Unsettled, Choice]) -> Profile:
    """A profile with what was answered to a reading's doubts."""
    for doubt, choice in answers.items():
        if not is_about_the_table(doubt):
            profile = _with(profile, reading, doubt, choice)
    words = {doubt.holds for doubt in answers}
    return replace(profile, undecided=tuple(pair for pair in profile.undecided if pair[1] not in words))


def left_out(profile: Profile, reading: Reading) -> Profile:
    """A profile that leaves out every column that is not decided."""
    labels = [doubt.holds for doubt in reading.unsettled if doubt.doubt == "column"]
    return replace(profile, columns=profile.columns | {label: {"leave_out": True} for label in labels})


def _first(likely: Iterable[Any], what: What, every: Iterable[Any], *between: Choice) -> list[Choice]:
    likely = list(likely)
    return [
        *(Choice(what, one) for one in likely),
        *between,
        *(Choice(what, one) for one in every if one not in likely),
    ]


def _with(profile: Profile, reading: Reading, doubt: Unsettled, choice: Choice) -> Profile:
    what, value = choice
    if what == "keep":
        others = [column.label for column in _same(doubt, reading) if column.letter != value]
        return replace(profile, columns=profile.columns | {label: {"leave_out": True} for label in others})
    if what == "keep_cell":
        others = [pair for pair in zip(doubt.cells, doubt.near, strict=False) if pair != value]
        said = {_address(doubt, cell): {"holds": holds, "leave_out": True} for cell, holds in others}
        return replace(profile, cells=profile.cells | said)
    if doubt.doubt in _OF_A_SHEET:
        layouts = {"turned": {"turned": value}, "kommuner": {"regions": False}, "says_nothing": {"above": False}}
        layout = layouts.get(what, {"above": False, "gender": value} if what == "gender" else {"leave_out": True})
        return with_layout(profile, doubt.sheet, layout)
    if doubt.doubt == "tick" and what == "tick":
        return _ticked(profile, reading, doubt, value)
    if doubt.doubt in _OF_A_COLUMN:
        return replace(profile, columns=profile.columns | {doubt.holds: _column(profile, reading, doubt, choice)})
    if not doubt.holds:
        rows = {_address(doubt, cell): {"leave_out": True} for cell in doubt.cells}
        return replace(profile, cells=profile.cells | rows)
    name = "signs" if doubt.doubt == "tick" else _WORDS[doubt.doubt]
    word = doubt.holds.casefold() if name == "signs" else doubt.holds
    return replace(profile, **{name: getattr(profile, name) | {word: value}})


def with_layout(profile: Profile, sheet: str, layout: Mapping[str, Any]) -> Profile:
    """A profile that says more of how a sheet lies."""
    return replace(profile, layouts=profile.layouts | {sheet: profile.layouts.get(sheet, {}) | dict(layout)})


def _ticked(profile: Profile, reading: Reading, doubt: Unsettled, blank: str) -> Profile:
    """A profile in which a tick is Ja, and an empty cell of the columns that have it what `blank` says."""
    columns = {
        column.label: profile.columns.get(column.label, {}) | {"indikator": column.indikator, "blank": blank}
        for column in reading.columns
        if blank and column.indikator and any(_is_in(cell, column) for cell in doubt.cells)
    }
    return replace(profile, signs=profile.signs | {doubt.holds.casefold(): "ja"}, columns=profile.columns | columns)


def _is_in(cell: str, column: Column) -> bool:
    return cell.rpartition("!")[2].rstrip("0123456789") == column.letter


def _column(profile: Profile, reading: Reading, doubt: Unsettled, choice: Choice) -> dict[str, Any]:
    """What is said of a column, with the answer."""
    if choice.what == "leave_out":
        return {"leave_out": True}
    if choice.what in ("indikator", "n"):
        return {"indikator": choice.value} | ({"n": True} if choice.what == "n" else {})
    said = profile.columns.get(doubt.holds, {})
    column = next((one for one in reading.columns if one.label == doubt.holds), None)
    if column is not None and column.indikator:
        said = {"indikator": column.indikator} | said
    return said | ({choice.what: choice.value} if choice.what in ("factor", "decimal") else {})


def _same(doubt: Unsettled, reading: Reading) -> list[Column]:
    """The columns that hold the same indikator's values twice."""
    return [
        column
        for column in reading.columns
        if column.indikator in doubt.near and f"{column.letter} {column.label}" in doubt.holds
    ]


def _address(doubt: Unsettled, cell: str) -> str:
    return f"{doubt.sheet}!{cell}" if doubt.sheet and "!" not in cell else cell
