"""The status of a value: what a coordinator says of it, and which state may follow which.

A value is one indikator's, of one kommun and year, for all genders. What was ever said is kept; the newest holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import bidirectional, category

from ojdash.domain.kept import Shared
from ojdash.domain.kommun import RIKET

# Handed in, looked through, in doubt, mended. Only `osaker` follows a value wherever it is shown.
LAGEN = ("inlamnad", "granskad", "osaker", "rattad")
UNKNOWN = "okand"  # in place of a state in a file for programs, where none could be read
MOST_NAME, MOST_REASON = 80, 500

Key = tuple[str, str, int]  # indikator, kommun, year

_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of one value.

    namn, skal   who says it, and why
    at           when (ISO 8601, UTC)
    value        what the edition `utgava` had at that place when it was said; None where it had none (`missing`: why)
    gender       whose value that was
    by           whose address it was said with, where that is another name; "" in the terminal
    verified     the name that the host's identity provider vouches for, "" where nobody has signed in
    version      counts what was ever said of the value, from 1
    """

    indikator: str
    kommun: str
    year: int
    lage: str
    namn: str
    skal: str
    at: str = ""
    value: float | None = None
    missing: str | None = None
    gender: str = "T"
    utgava: str = ""
    by: str = ""
    version: int = 0
    verified: str = ""

    @property
    def key(self) -> Key:
        """Which value it is about."""
        return self.indikator, self.kommun, self.year

    @property
    def is_osaker(self) -> bool:
        """Whether the value is in doubt."""
        return self.lage == "osaker"


@dataclass(frozen=True, slots=True)
class Marks(Shared):
    """The newest status of every value that has one.

    problem   why they could not be read (a Swedish sentence); then nothing is known of any value
    erasures  how often names and reasons were erased: what was kept before the last time may hold them
    """

    found: Mapping[Key, Status] = field(default_factory=dict)
    problem: str = ""
    erasures: int = 0

    def of(self, indikator: str, kommun: str, year: int | None) -> Status | None:
        """What is said of a value, or None."""
        return self.found.get((indikator, kommun, year)) if year is not None else None

    def doubt(self, indikator: str, kommun: str, year: int | None) -> Status | None:
        """What is said of a value that is in doubt, or None."""
        said = self.of(indikator, kommun, year)
        return said if said is not None and said.is_osaker else None

    @property
    def doubts(self) -> tuple[Status, ...]:
        """Those in doubt, the newest said first."""
        return tuple(sorted((one for one in self if one.is_osaker), key=_newest_first, reverse=True))

    def only(self, keep: Iterable[Key]) -> Marks:
        """Those of some values."""
        return Marks({key: self.found[key] for key in keep if key in self.found}, self.problem, self.erasures)

    def __hash__(self) -> int:
        return hash((len(self.found), self.problem))  # little work, for marks are the key of kept answers

    def __iter__(self) -> Iterator[Status]:
        return iter(self.found.values())

    def __len__(self) -> int:
        return len(self.found)


def _newest_first(status: Status) -> tuple[str, Key]:
    return status.at, status.key


def may_follow(before: str | None, after: str) -> bool:
    """Whether a state may follow another (None: nothing was said).

    A doubt ends in one way only, as mended: also a mark that was a mistake, whose reason then says so. And only what
    was in doubt can be mended.
    """
    if after == "rattad":
        return before == "osaker"
    return before != "osaker" or after == "osaker"


def following(before: str | None) -> tuple[str, ...]:
    """The states that may follow."""
    return tuple(lage for lage in LAGEN if may_follow(before, lage))


def cleaned(said: str) -> str:
    """A name or reason as one line."""
    return " ".join(said.split())


def fault(status: Status) -> str | None:
    """Why something can't be said of a value, as a code, or None when it can.

    plats (no kommun, year or indikator of that spelling), lage, namn, skal (lacking), langt_namn, langt_skal, tecken
    """
    if not _fits(status.key):
        return "plats"
    if status.lage not in LAGEN:
        return "lage"
    for name, most in (("namn", MOST_NAME), ("skal", MOST_REASON)):
        said = getattr(status, name)
        if not said.strip():
            return name
        if len(said) > most:
            return f"langt_{name}"
        if not all(map(_is_seen, said)):
            return "tecken"
    return None


def _fits(key: Key) -> bool:
    indikator, kommun, year = key
    return bool(
        re.fullmatch(r"[A-Za-z0-9_-]{1,40}", indikator)
        and re.fullmatch(r"[0-9]{4}", kommun)
        and kommun != RIKET
        and 1900 <= year < 2100
    )


def _is_seen(sign: str) -> bool:
    """Neither a control sign, nor half a character, nor one that turns the order of what follows it."""
    return category(sign) not in ("Cc", "Cs", "Zl", "Zp") and bidirectional(sign) not in _TURNS
