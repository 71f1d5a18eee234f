"""What a number format means: is 0.72 shown as 72 %, is the percent sign of 72 % only painted on, is there a date?

The code is parsed as in a spreadsheet: sections by sign or condition, words in quotes or after a backslash, `_` and `*`
for space, brackets for colours, currencies and conditions (ECMA-376 part 1, 18.8.31).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Literal, NamedTuple

Kind = Literal["plain", "share", "literal", "scaled", "words", "date"]

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)(?:"|$)      # words
    | \\(?P<escaped>.)               # one sign
    | [_*].                          # a space as wide as a sign; a sign that fills the cell
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|Standard)
    | (?P<exponent>[eE][+-])
    | (?P<date>am/pm|a/p|[ymdhsbg]+)
    | (?P<digit>[0#?])
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARED = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]*)?")
_PAINTED = re.compile(r"[\s()+−–-]+")  # signs of a number, not words about it


class Shown(NamedTuple):
    """A number as it is shown: itself, or a text with all its decimals and the words around it."""

    cell: float | str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format.

    condition  what a number has to be; None where its place in the format says it
    before     the words before the number, and `after` those behind it, percent signs that count left out
    percents   signs that multiply by 100; `thousands` commas that divide by 1000
    digits     whether a number is shown at all; `date` whether it is one; `text` whether it has the sign of texts
    """

    condition: tuple[str, float] | None = None
    before: str = ""
    after: str = ""
    percents: int = 0
    thousands: int = 0
    digits: bool = False
    date: bool = False
    text: bool = False

    def holds(self, value: float) -> bool:
        """Whether the section's own condition holds for a number."""
        return self.condition is not None and _COMPARED[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format that numbers are shown by, in order: a last one with @ is of texts."""
    parts: list[list[re.Match]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    found = tuple(map(_section, parts))
    return found[:-1] if len(found) > 1 and found[-1].text else found


def _section(tokens: list[re.Match]) -> Section:
    condition, percents, thousands, digits, date = None, 0, 0, False, False
    words: tuple[list[str], list[str]] = ([], [])
    for number, token in enumerate(tokens):
        if token["quoted"] is not None or token["escaped"] is not None:
            words[digits].append(token["quoted"] if token["quoted"] is not None else token["escaped"])
        elif token["bracket"] is not None:
            bracket = token["bracket"]
            if found := _CONDITION.fullmatch(bracket):
                condition = found[1], float(found[2])
            elif found := _CURRENCY.fullmatch(bracket):
                words[digits].append(found[1])
            date = date or _ELAPSED.fullmatch(bracket) is not None
        elif token["general"] or token["digit"] or token["sign"] == "@":
            digits = True
        elif token["date"]:
            date = True
        elif token["sign"] == "%":
            percents += 1
        elif token["sign"] == ",":
            later = tokens[number + 1 :]
            thousands += digits and not any(one["digit"] for one in later[: _point(later)])
        elif token["sign"] and token["sign"] not in "./":
            words[digits].append(token["sign"])
    before, after = (" ".join("".join(one).split()) for one in words)
    text = any(token["sign"] == "@" for token in tokens)
    return Section(condition, before, after, percents, thousands, digits, date, text)


def _point(tokens: list[re.Match]) -> int:
    """How many tokens there are before the decimal point."""
    return next((number for number, token in enumerate(tokens) if token["sign"] == "."), len(tokens))


def section_of(code: str, value: float) -> Section:
    """The section that a number is shown by."""
    every = sections(code)
    if any(one.condition for one in every):
        held = next((one for one in every if one.holds(value)), None)
        return held or next((one for one in every if not one.condition), every[-1])
    place = 0 if value > 0 else 1 if value < 0 else 2
    return every[place] if len(every) > max(place, 1) or (place < len(every) and place < 2) else every[0]


def as_shown(value: float, code: str) -> Shown:
    """What a person sees where a number has a format, but with all its decimals.

    A share is shown as percent ("72.5 %"); words of the format stand around the number ("72 %", "<5", "212 tkr"), and
    alone where they hide it. Painted signs, brackets and spaces are no words; a zero that is shown as a dash is zero.
    Where what is shown can be misread as another number it is the number and the format, which is no value.
    """
    section = section_of(code, value)
    if section.date:
        return Shown(value, "date")
    before, after = (_PAINTED.sub(" ", words).strip() for words in (section.before, section.after))
    if not section.digits:
        words = " ".join(f"{section.before} {section.after}".split())
        if value == 0 and not _PAINTED.sub("", words) and words:
            return Shown(value, "plain")
        return Shown(words or f"{positional(value)} ({code})", "words")
    if _is_another(section, before + after):
        return Shown(f"{positional(value)} ({code})", "words")
    if section.percents:
        return Shown(with_words(before, round(value * 100, 10), f"% {after}"), "share")
    if before or after:
        return Shown(with_words(before, value, after), "literal")
    return Shown(value, "scaled" if section.thousands else "plain")


def _is_another(section: Section, words: str) -> bool:
    """Whether what is shown can be misread as another number: "212 kr" of 212 345, "72 123" of 72."""
    percents, thousands = section.percents, section.thousands
    return percents > 1 or bool(thousands and (percents or words)) or any(map(str.isdecimal, words))


@lru_cache(maxsize=4096)
def is_plain(code: str) -> bool:
    """Whether a format shows every number as it is, so that its cells need no second look."""
    return all(as_shown(value, code).kind == "plain" for value in _TRIED | _bounds(code))


_TRIED = {-1.0, 0.0, 1.0}


def _bounds(code: str) -> set[float]:
    """A number on each side of every condition, and on it."""
    bounds = {one.condition[1] for one in sections(code) if one.condition}
    return {bound + step for bound in bounds for step in (-1, 0, 1)}


def with_words(before: str, value: float, after: str) -> str:
    """A number with the words that a format puts around it: "<5", "ca 5", "72 %"."""
    return f"{before}{' ' if before[-1:].isalpha() else ''}{positional(value)} {after}".strip()


def positional(value: float) -> str:
    """A number with all its decimals and no exponent: 0.00001, 72, -1.5."""
    return format(Decimal(repr(value)) if value % 1 else Decimal(int(value)), "f")
