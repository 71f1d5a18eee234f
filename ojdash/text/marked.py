"""Sentences of ours with a word made strong. What is filled in, and everything else a reader sees, is never markup."""

from __future__ import annotations

import re

_STRONG = re.compile(r"\*\*(.+?)\*\*")


class Strong(str):
    """Words that are set strong."""

    __slots__ = ()


Marked = tuple[str, ...]  # in order; those of type Strong are strong


def marked(spelled: str, **values: str) -> Marked:
    """A sentence of ours, strong between `**`; values are filled in afterwards and stand as they are written."""
    parts = _STRONG.split(spelled)  # every second one is strong
    return tuple(
        (Strong if number % 2 else str)(part.format(**values) if values else part)
        for number, part in enumerate(parts)
        if part
    )


def unmarked(sentence: Marked) -> str:
    """The same words without anything strong."""
    return "".join(sentence)
