"""What an edition is in a list, how two of them differ, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal

import pandas as pd

from ojdash.domain.delivery import Source
from ojdash.domain.indikator import Brott, Indikator

# What becomes of a value between two editions; the order is that in which they are told.
CHANGES = ("revised", "withdrawn", "added")
CHANGED = ["indikator", "kommun", "year", "gender", "change", "before", "after", "missing_before", "missing_after"]

Fault = Literal["manifest", "missing", "size", "content", "extra", "current"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as a list shows it.

    current   whether it is the one that is shown
    size      bytes of its files; own: of those that no other edition shares
    refused   what could not be taken in when it was published, and why, by the indikator's id
    problem   why it can't be opened, else ""; the other parts are then empty
    """

    id: str
    current: bool
    source: Source | None = None
    counts: dict[str, Any] = field(default_factory=dict)
    size: int = 0
    own: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Redefined:
    """One part of a definition that two editions spell differently; both spelled, "" for nothing."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How one indikator differs between two editions.

    added, revised, withdrawn   how many values
    only_in   "after" for a new indikator, "before" for one that is gone, None for one that both have
    """

    indikator: Indikator
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    redefined: tuple[Redefined, ...] = ()
    only_in: Literal["before", "after"] | None = None

    @property
    def values(self) -> int:
        """How many values differ."""
        return self.added + self.revised + self.withdrawn


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """How the edition `after` differs from `before`.

    moved    the indikatorer that differ, in the order of the newer edition, then those that are gone
    values   CHANGED, one row a value, by indikator, change (as in CHANGES), year (newest first), gender and kommun;
             before and after are floats, NaN where there is none, and missing_before and missing_after say why (None:
             no row at all); before is NaN too of what `after` withholds; at most as many an indikator as were asked for
    names    kommun code to name
    """

    before: str
    after: str
    moved: tuple[Moved, ...]
    values: pd.DataFrame
    names: dict[str, str]

    @property
    def counts(self) -> dict[str, int]:
        """How many values are added, revised and withdrawn, and how many definitions redefined, new and gone."""
        return {
            **{change: sum(getattr(moved, change) for moved in self.moved) for change in CHANGES},
            "redefined": sum(bool(moved.redefined) for moved in self.moved),
            "new": sum(moved.only_in == "after" for moved in self.moved),
            "gone": sum(moved.only_in == "before" for moved in self.moved),
        }

    def only(self, omrade: str | None) -> Differences:
        """The differences of one area; all of them for None."""
        if omrade is None:
            return self
        moved = tuple(difference for difference in self.moved if difference.indikator.omrade == omrade)
        values = self.values[self.values["indikator"].isin({difference.indikator.id for difference in moved})]
        return Differences(self.before, self.after, moved, values, self.names)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is not as it was published: which edition, which file, and what.

    kind   manifest (can't be read, or is another's), missing, size, content (the sha256), extra, current (names none)
    said   the sentence, with the whole path
    """

    edition: str
    file: str
    kind: Fault
    said: str


def redefined(before: Indikator, after: Indikator) -> tuple[Redefined, ...]:
    """The parts of a definition that differ, in the order of `Indikator`."""
    pairs = [(part.name, getattr(before, part.name), getattr(after, part.name)) for part in fields(Indikator)]
    return tuple(Redefined(name, spelled(old), spelled(new)) for name, old, new in pairs if old != new)


def spelled(part: Any) -> str:
    """A part of a definition as one line: breaks and codes are joined, nothing is ""."""
    if part is None:
        return ""
    if isinstance(part, dict):
        return "; ".join(f"{key} = {value}" for key, value in sorted(part.items()))
    if isinstance(part, Sequence) and not isinstance(part, str):
        return "; ".join(f"{one.year}: {one.reason}" if isinstance(one, Brott) else str(one) for one in part)
    return ("ja" if part else "nej") if isinstance(part, bool) else str(part)
