"""What a person has settled about a table, and the profile without one of it, so that it is asked anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ojdash.domain.table import About, Settled
from ojdash.sources.table import Profile

# The fields of Profile that hold one answer to a word each.
_WORDS: dict[About, str] = {
    "indikator": "indikatorer",
    "row": "rows",
    "sign": "signs",
    "period": "periods",
    "gender": "genders",
    "regi": "regi",
    "renamed": "renamed",
}
_TICKED = ("ja", "nej")


def settled_things(profile: Profile, year: int | None = None) -> list[Settled]:
    """Everything that is settled, how the sheets lie first.

    year  what was said with the file, and is no part of a profile
    """
    things = [Settled("said_year", "", year)] if year is not None else []
    things += [Settled("year", "", profile.year)] if profile.year is not None else []
    sheets = profile.sheets or ((profile.sheet,) if profile.sheet else ())
    things += [Settled("sheets", "", sheets)] if sheets else []
    things += [Settled("renamed", word, sheet) for word, sheet in profile.renamed.items()]
    things += [Settled("layout", sheet, said[key], key) for sheet, said in profile.layouts.items() for key in said]
    things += [Settled("column", label, dict(said)) for label, said in profile.columns.items() if said]
    for about, name in _WORDS.items():
        if about != "renamed":
            things += [Settled(about, word, answer) for word, answer in getattr(profile, name).items()]
    things += [Settled("cell", address, dict(said)) for address, said in profile.cells.items() if _is_answered(said)]
    return things


def taken_back(profile: Profile, thing: Settled) -> Profile:
    """The profile without it; the year that was said with the file is not its to take back."""
    if thing.about == "year":
        return replace(profile, year=None)
    if thing.about == "sheets":
        return replace(profile, sheet="", sheets=(), renamed={})
    if thing.about == "layout":
        layout = _without(profile.layouts[thing.holds], thing.key)
        layouts = profile.layouts | {thing.holds: layout}
        return replace(profile, layouts=layouts if layout else _without(profile.layouts, thing.holds))
    if thing.about == "column":
        return replace(profile, columns=_without(profile.columns, thing.holds))
    if thing.about == "cell":
        return replace(profile, cells=_without(profile.cells, thing.holds))
    if thing.about == "said_year":
        return profile
    name = _WORDS[thing.about]
    profile = replace(profile, **{name: _without(getattr(profile, name), thing.holds)})
    return _unticked(profile) if thing.about == "sign" and thing.answer in _TICKED else profile


def _unticked(profile: Profile) -> Profile:
    """Without what empty cells of columns of ticks answer: that was a part of the answer to the tick."""
    return replace(profile, columns={label: _without(said, "blank") for label, said in profile.columns.items()})


def _without(said: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != key}


def _is_answered(said: dict[str, Any]) -> bool:
    return bool(said.get("leave_out") or said.get("kommun"))
