"""The numbers of an edition reckoned again, by pandas over its Parquet files and exact decimals.

What is read from ojdash is only how an edition lies on the disk (the integers that stand for words).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ojdash.domain.indikator import Indikator
from ojdash.domain.question import GENDERS
from ojdash.store import layout

RIKET = "0000"
KOMMUNER = Path(__file__).parents[2] / "data" / "catalogue" / "kommuner.csv"
NUMBER = re.compile(r"(?<![\w.,])[−+]?\d{1,3}(?:[\u202f\u00a0]\d{3})+(?:,\d+)?|(?<![\w.,])[−+]?\d+(?:,\d+)?")


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def exact(value: float) -> Decimal:
    """The decimal number that a float is written as."""
    return Decimal(repr(float(value)))


def median(values: Iterable[Decimal]) -> Decimal | None:
    """Of the exact numbers."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True)
class Token:
    """A number as a reader meets it."""

    spelled: str
    number: Decimal

    @property
    def decimals(self) -> int:
        return len(self.spelled.partition(",")[2])


def tokens(text: str, *names: str) -> list[Token]:
    """The numbers of a Swedish text, less those in names (longest first) and in dates."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(r"\d{4}-\d{2}-\d{2}", " ", text)
    numbers = []
    for match in NUMBER.finditer(text):
        plain = re.sub(r"[\u202f\u00a0]", "", match.group()).replace(",", ".").replace("−", "-").replace("+", "")
        numbers.append(Token(match.group(), Decimal(plain)))
    return numbers


Cell = tuple[Decimal | None, str | None, int | None]  # value, why it is missing, how many answered


class Reckoning:
    """An edition's cells by indikator, gender and year, then by kommun; Riket's too."""

    def __init__(self, folder: Path, definitions: dict[str, Indikator]):
        self.definitions = definitions
        self.cells: dict[tuple[str, str, int], dict[str, Cell]] = {}
        listed = pd.read_parquet(folder / "indikatorer.parquet")
        id_of = dict(zip(listed["number"], listed["id"], strict=True))
        kinds = {code: kind for kind, code in layout.MISSING_CODE.items()}
        for path in sorted((folder / "observations").glob("*.parquet")):
            rows = pd.read_parquet(path)
            columns = (
                rows[name].tolist() for name in ("indikator", "gender", "year", "kommun", "value", "missing", "n")
            )
            for number, gender, year, kommun, value, why, n in zip(*columns, strict=True):
                view = self.cells.setdefault((id_of[number], GENDERS[gender], year), {})
                view[f"{kommun:04d}"] = (
                    None if pd.isna(value) else exact(value), kinds.get(why), None if pd.isna(n) else int(n)
                )  # fmt: skip

    def values(self, indikator: str, gender: str, year: int) -> dict[str, Decimal]:
        """Every published value of a year."""
        cells = self.cells.get((indikator, gender, year), {})
        return {kod: value for kod, (value, _, _) in cells.items() if value is not None}

    def answers(self, indikator: str, gender: str, year: int) -> dict[str, int]:
        """How many answered, where that is published."""
        return {kod: n for kod, (_, _, n) in self.cells.get((indikator, gender, year), {}).items() if n is not None}

    @cached_property
    def invanare(self) -> pd.Series:
        """How many live in each kommun."""
        listed = pd.read_csv(KOMMUNER, sep=";", dtype={"kod": str})
        return listed.set_index("kod")["invanare"].astype(float)

    def like_size(self, kommun: str) -> set[str]:
        """The third of the other kommuner whose number of invånare is nearest, by its logarithm."""
        others = self.invanare.drop(kommun)
        distance = (np.log(others) - np.log(self.invanare[kommun])).abs()
        return set(distance.sort_values(kind="stable").index[: len(others) // 3])

    def years(self, indikator: str, gender: str) -> list[int]:
        """The years with any cell."""
        return sorted(year for id, of, year in self.cells if (id, of) == (indikator, gender))

    def series(self, indikator: str, gender: str, kommun: str) -> dict[int, Decimal]:
        """A kommun's values by year."""
        cells = ((year, self.cells[indikator, gender, year].get(kommun)) for year in self.years(indikator, gender))
        return {year: cell[0] for year, cell in cells if cell and cell[0] is not None}


def interval(share: Decimal, n: int) -> tuple[Decimal, Decimal]:
    """Wilson's 95 % interval of percent, by statsmodels."""
    ends = proportion_confint(float(share) * n / 100, n, method="wilson")
    return tuple(exact(100 * end) for end in ends)


def interval_of_difference(before: Decimal, n_before: int, after: Decimal, n_after: int) -> tuple[Decimal, Decimal]:
    """Newcombe's 95 % interval in percentage points, by statsmodels."""
    ends = confint_proportions_2indep(
        float(after) * n_after / 100, n_after, float(before) * n_before / 100, n_before, method="newcomb"
    )
    return tuple(exact(100 * end) for end in ends)


def is_any_of(token: Token, facts: Iterable[Decimal], most: int) -> bool:
    """Whether a number is one of the facts, rounded to as many decimals as it is said with, and `most` are allowed."""
    return token.decimals <= most and any(
        rounded(fact, token.decimals) in (token.number, -token.number) for fact in facts
    )


def chosen(seed: int, *lists: Iterable) -> Iterable[tuple]:
    """Endless random choices, one of each list."""
    rng = random.Random(seed)
    lists = tuple(list(choices) for choices in lists)
    while True:
        yield tuple(rng.choice(choices) for choices in lists)
