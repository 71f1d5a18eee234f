"""How many answered, from the nyckeltal that tell it: n of the rows that are results of the same survey.

An n is of one kommun, year and gender, and serves that one alone. Where the number is withheld for being under 30, the
nyckeltal that says so gives 29, the most it can be. What Kolada does not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from ojdash.domain.delivery import AntalSvar
from ojdash.domain.signal import RULE
from ojdash.sources.kolada.pages import Chunk, Pages, in_chunks
from ojdash.sources.kolada.rows import KEY, Tally, nothing, tidy
from ojdash.sources.kolada.runs import Run

MOST = 20_000_000  # more than there are people in Sweden


def of_run(run: Run, kpis: Iterable[str]) -> dict[str, AntalSvar]:
    """Where the number of answers is, of those of a run's nyckeltal that have one."""
    return {id_: run.antal_svar[id_] for id_ in kpis if id_ in run.antal_svar}


def chunks(wanted: dict[str, AntalSvar], areas: list[dict[str, Any]], years: list[int]) -> list[Chunk]:
    """The questions for the numbers: kommuner only, for no other area has one that is counted as theirs is."""
    ids = sorted({id_ for its in wanted.values() for id_ in (its.nyckeltal, its.farre_an_30) if id_})
    places = [area["id"] for area in areas if area["type"] == "K"]
    first, last = years
    return [
        Chunk(kpis, kommuner, span)
        for kpis in in_chunks(ids)
        for kommuner in in_chunks(places)
        for span in in_chunks(list(range(first, last + 1)))
    ]


class Answered:
    """The numbers of a run, by nyckeltal, kommun, year and gender.

    refused  the nyckeltal that can't be used, and why: a question that was refused, or values that can't be read
    """

    def __init__(
        self, wanted: dict[str, AntalSvar], asked: list[Chunk], pages: Pages, step: Callable[[], None]
    ) -> None:
        self._wanted = wanted
        tally = Tally()
        self.refused: dict[str, str] = {}
        frames = []
        for chunk in asked:
            rows, statuses = pages.data(chunk)
            self.refused |= {id_: f"HTTP {status}" for id_, status in statuses.items()}
            frames.append(tidy(rows, chunk, {}, tally))
            step()
        self.refused |= tally.unreadable
        numbers = pd.concat(frames, ignore_index=True) if frames else nothing()
        numbers = numbers[~numbers["indikator"].isin(self.refused)]
        whole = numbers["value"].between(0, MOST) & (numbers["value"] % 1 == 0)
        self._n: pd.Series = numbers[whole].set_index(KEY)["value"]

    def of(self, id_: str) -> str:
        """The nyckeltal that tells an indikator's n, "" where there is none."""
        return self._wanted[id_].nyckeltal if id_ in self._wanted else ""

    def lacking(self) -> list[str]:
        """The numbers that were asked for and of which there is none at all."""
        there = set(self._n.index.get_level_values("indikator").unique())
        return sorted({its.nyckeltal for its in self._wanted.values()} - there - self.refused.keys())

    def with_n(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Tidy rows with n where Kolada tells it; those that have one keep it."""
        if not self._wanted or not len(rows):
            return rows
        n = self._looked_up(rows, {id_: its.nyckeltal for id_, its in self._wanted.items()})
        few = self._looked_up(rows, {id_: its.farre_an_30 for id_, its in self._wanted.items()}) == 1
        n = np.where(few, np.fmin(n, RULE.fewest_for_signal - 1), n)
        return rows.assign(n=rows["n"].where(rows["n"].notna(), n))

    def _looked_up(self, rows: pd.DataFrame, whose: dict[str, str]) -> np.ndarray:
        """The value of the nyckeltal `whose` names, of each row's own kommun, year and gender; NaN without one."""
        at = pd.MultiIndex.from_arrays(
            [rows["indikator"].map(whose).fillna(""), *(rows[name] for name in KEY[1:])], names=KEY
        )
        return self._n.reindex(at).to_numpy(dtype="float64")
