"""Whose values are shown: the words for women and for men, said wherever their values are and nowhere else."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache

from ojdash.domain.indikator import Indikator, IndikatorOf
from ojdash.text.words import GENDER, upper_first

ALL = "T"
WORD: dict[str, str] = {code: word.lower() for code, word in GENDER.items()}  # "kvinnor", within a sentence
IN_FILE_NAMES: dict[str, str] = {"K": "kvinnor", "M": "man"}


def whose(code: str) -> str:
    """ "kvinnor" or "män"; "" for all."""
    return "" if code == ALL else WORD[code]


def named(phrase: str, code: str) -> bool:
    """Whether a text already says whose values they are: it ends with the word, or has it and not the other one."""
    other = "M" if code == "K" else "K"
    if phrase.endswith((f", {WORD[code]}", f"– {WORD[code]}")):
        return True
    return bool(_word(WORD[code]).search(phrase)) and not _word(WORD[other]).search(phrase)


def added(name: str, code: str) -> str:
    """A title or a name with whose values they are: "Vetlanda, kvinnor". Unchanged for all, and where it says so."""
    if code == ALL or named(name, code):
        return name
    return f"{name}{' –' if name.endswith('?') else ','} {WORD[code]}"


def opening(code: str) -> str:
    """The sentence before those about many indikatorer, with the space after it; "" for all."""
    return "" if code == ALL else f"Gäller {WORD[code]}. "


def hovered(sentence: str, indikator: Indikator) -> str:
    """What hovering says, with whose value it is: "Vetlanda, kvinnor: 72 procent 2023."."""
    name, colon, rest = sentence.partition(":")
    return f"{name}, {indikator.whose}{colon}{rest}" if indikator.whose and colon else sentence


def at_the_head(code: str) -> str:
    """The word as a heading of its own; "" for all."""
    return upper_first(whose(code))


def of(indikator: Indikator, code: str) -> Indikator:
    """The indikator as it is called where the values are those of one gender; the same object for all."""
    if code == ALL:
        return indikator
    after = "" if named(indikator.title, code) else f", {WORD[code]}"
    parts = {part.name: getattr(indikator, part.name) for part in fields(Indikator)}
    return IndikatorOf(**parts, whose=WORD[code], after_title=after)


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{word}\b", re.IGNORECASE)
