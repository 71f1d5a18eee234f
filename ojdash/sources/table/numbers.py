"""Numbers as people write them, by the same rules in tables and in Egna siffror, and what a column leaves unclear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from ojdash.domain.kept import kept_by_text

NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?: \d{3})+)(?:[.,]\d+)?")
DOTTED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+|[-+]?\d{1,3}(?:\.\d{3}){2,}")
ENGLISH = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d+|[-+]?\d{1,3}(?:,\d{3}){2,}")
PLAIN = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
THOUSAND = re.compile(r"[-+]?[1-9]\d{0,2}([.,])\d{3}")  # 1.234 is a thousand to some
DECIMAL = re.compile(r"[-+]?\d+([.,])\d+")
UNITS = re.compile(r"(?:%|\bprocent|\bkr|\bkronor|\bdagar|\bst)$", re.IGNORECASE)
SAME = {"procent": "%", "kronor": "kr"}
# A share beside percents times 100 is within three times their middle: 0,72 beside 64 and 80. Of 1,630 published
# columns of percent 7 in 100 have a number that is so small, and are asked about once; with 10 it would be 11.
NEARER = 30


class Number(NamedTuple):
    """A number and the unit that stands behind it: %, kr, dagar, st or nothing."""

    value: float
    unit: str = ""


@kept_by_text("numbers in cells")
def number(text: str) -> Number | None:
    """A number spelled the Swedish way or with a point; None if it is no number."""
    plain = text.replace("−", "-").replace("–", "-")
    unit = UNITS.search(plain)
    bare = plain[: unit.start()].strip() if unit else plain
    if DOTTED.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif ENGLISH.fullmatch(bare):
        bare = bare.replace(",", "")
    elif not NUMBER.fullmatch(bare):
        return None
    said = unit[0].lower() if unit else ""
    return Number(float(bare.replace(" ", "").replace(",", ".")), SAME.get(said, said))


def unclear_separators(texts: Iterable[str], is_share: bool) -> list[str]:
    """The texts of a column that may be thousands or decimals: 212.345, or both 1.234 and 1,5; empty where it is clear.

    Where another number of the column has the same sign before one, two or four decimals it is the decimal sign.
    is_share  percent, where thousands can't be
    """
    decimals: dict[str, list[str]] = {",": [], ".": []}
    thousands: dict[str, list[str]] = {",": [], ".": []}
    grouped = False
    for text in texts:
        if split := THOUSAND.fullmatch(text):
            thousands[split[1]].append(text)
        elif split := DECIMAL.fullmatch(text):
            decimals[split[1]].append(text)
        else:
            grouped |= bool(DOTTED.fullmatch(text) or ENGLISH.fullmatch(text))
    both = any(thousands[sign] and (thousands[other] or decimals[other]) for sign, other in (".,", ",."))
    if both or (grouped and (thousands["."] or thousands[","])):
        return thousands["."] or thousands[","]
    return [] if is_share else [text for sign in ".," if not decimals[sign] for text in thousands[sign]]


def unclear_shares(values: Sequence[float]) -> list[float]:
    """The numbers of a column of percent that look like shares of 1: 0,72 where 72 is meant.

    So look those between 0 and 1 where no number is above 2 (one share may pass 1), and those beside percents that
    would be about as large times 100. Whole zeros and ones alone look like nothing.
    """
    shares = [value for value in values if 0 < value < 1]
    others = [value for value in values if value > 1]
    if not shares:
        return []
    if not others or max(others) <= 2:
        return shares
    middle = median(others)
    return [share for share in shares if share * NEARER < middle]
