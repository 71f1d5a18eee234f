"""Flags about a whole indikator: years that may not be comparable although nobody said so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from ojdash.domain.indikator import Indikator
from ojdash.domain.quality.flag import WHOLE, framed
from ojdash.domain.quality.measured import KIND_CODE, Measured, starts
from ojdash.domain.signal import RULE

# Source of the limits: as in `of_kommun`; (d) and (f) are proposals there.
RHO_LOW, RHO_USUAL = 0.3, 0.6
MAD_TIMES, MAD_FACTOR = 3.0, 1.4826
LEAST_MOVE = 5.0  # percentage points, or percent: of so few earlier years MAD alone is too small; chosen here
FEWEST_EARLIER = 4  # year-to-year moves before one can be called unusual; chosen here
Z_TOGETHER, POINTS_TOGETHER = 3.090232306, 15.0
SHARE_OF_COVERAGE = 0.2


class Moves:
    """Each year of an indikator and gender beside the year before it, over the kommuner that have both.

    to, of  the cells of the later and the earlier year; pairs, how many kommuner have both
    steps   the later places of all pairs, and at each the number of its move
    """

    def __init__(self, m: Measured) -> None:
        self.m = m
        steps = m.stepped[m.main[m.stepped]]
        steps = steps[m.cell[m.before[steps]] == m.cell[steps] - 1]
        self.steps, self.last = steps, m.before[steps]
        first = starts(m.cell[steps]) if len(steps) else np.array([], dtype="int64")
        self.of_step = np.searchsorted(m.cell[steps][first], m.cell[steps])
        self.at = steps[first]  # one place of each later year
        self.before = m.before[self.at]
        self.pairs = np.bincount(self.of_step, minlength=len(first))
        self.enough = self.pairs >= RULE.fewest_kommuner
        self.series = m.series[self.at]

    def is_kind(self, *kinds: str) -> np.ndarray:
        """Whether a move is of an indikator of one of the kinds."""
        return np.isin(self.m.kind[self.at], [KIND_CODE[kind] for kind in kinds])

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sum over each move's pairs."""
        return np.bincount(self.of_step, weights=values, minlength=len(self.at))

    def flags(self, kind: str, chosen: np.ndarray, **columns: np.ndarray | str) -> pd.DataFrame:
        """Flags about some moves."""
        at, before = self.at[chosen], self.before[chosen]
        said = {name: getattr(self.m, name)[at] for name in ("indikator", "gender", "year")}
        said |= {"kind": kind, "kommun": WHOLE, "from_year": self.m.year[before], "kommuner": self.pairs[chosen]}
        return framed(len(at), said | columns)


def order_lost(moves: Moves) -> pd.DataFrame:
    """Spearman's rho between two years across kommuner below RHO_LOW, where the median of earlier ones is above."""
    m = moves.m
    ranks = [pd.Series(m.value[its]).groupby(moves.of_step).rank().to_numpy() for its in (moves.last, moves.steps)]
    away = [one - (moves.sums(one) / moves.pairs)[moves.of_step] for one in ranks]
    squares = np.sqrt(moves.sums(away[0] ** 2) * moves.sums(away[1] ** 2))
    rho = np.divide(moves.sums(away[0] * away[1]), squares, out=np.full(len(squares), np.nan), where=squares > 0)
    usable = moves.enough & ~moves.is_kind("ja_nej", "kategori") & ~np.isnan(rho)
    usual = _earlier(moves.series, rho, usable, _median)
    chosen = np.flatnonzero(usable & (rho < RHO_LOW) & (usual > RHO_USUAL))
    return moves.flags("ordning", chosen, value=rho[chosen], earlier=usual[chosen], sure_by="rho", sure=rho[chosen])


def level_moved(moves: Moves) -> pd.DataFrame:
    """The median of the kommuner's changes lies further from earlier years' than MAD_TIMES their spread.

    Shares in percentage points, all else in percent. Beside the earlier medians' own median and not beside 0: costs
    rise every year.
    """
    m = moves.m
    ratio = moves.is_kind("antal", "kronor", "dagar")[moves.of_step]
    earlier, later = m.value[moves.last], m.value[moves.steps]
    moved = later - earlier
    positive = ratio & (earlier > 0) & (later > 0)
    moved[ratio] = np.nan
    moved[positive] = 100 * np.log(later[positive] / earlier[positive])
    median = pd.Series(moved).groupby(moves.of_step).median().reindex(range(len(moves.at))).to_numpy()
    usable = moves.enough & ~moves.is_kind("ja_nej", "kategori") & ~np.isnan(median)
    usual = _earlier(moves.series, median, usable, _median)
    spread = _earlier(moves.series, median, usable, lambda known: _median(np.abs(known - _median(known))))
    reach = np.maximum(MAD_TIMES * MAD_FACTOR * spread, LEAST_MOVE)
    chosen = np.flatnonzero(usable & (np.abs(median - usual) > reach))
    return moves.flags(
        "nivaskift", chosen, value=median[chosen], earlier=usual[chosen],
        low=(usual - reach)[chosen], high=(usual + reach)[chosen],
    )  # fmt: skip


def together(moves: Moves) -> pd.DataFrame:
    """Many more went from Nej to Ja than back, or the other way: McNemar's z, and points of the share that says Ja."""
    m = moves.m
    earlier, later = m.value[moves.last], m.value[moves.steps]
    gained, lost = moves.sums((earlier == 0) & (later == 1)), moves.sums((earlier == 1) & (later == 0))
    z = np.divide(gained - lost, np.sqrt(gained + lost), out=np.zeros(len(gained)), where=gained + lost > 0)
    points = 100 * (gained - lost) / np.maximum(moves.pairs, 1)
    chosen = moves.is_kind("ja_nej") & moves.enough & (np.abs(z) > Z_TOGETHER) & (np.abs(points) >= POINTS_TOGETHER)
    chosen = np.flatnonzero(chosen)
    before, now = (100 * moves.sums(one == 1) / np.maximum(moves.pairs, 1) for one in (earlier, later))
    return moves.flags(
        "samtidigt", chosen, value=now[chosen], earlier=before[chosen], low=lost[chosen], high=gained[chosen],
        sure_by="z", sure=z[chosen],
    )  # fmt: skip


def coverage(m: Measured) -> pd.DataFrame:
    """How many kommuner have a value, beside the year before; no flag over a declared break."""
    first = m.first_of_cell
    count = np.diff(np.append(first, len(m.cell)))
    cell = np.flatnonzero(m.main[first])
    cell = cell[cell > 0]
    here, earlier = first[cell], first[cell - 1]
    cell = cell[(m.series[here] == m.series[earlier]) & (m.epoch[here] == m.epoch[earlier])]
    now, before = count[cell], count[cell - 1]
    odd = (np.abs(now / before - 1) > SHARE_OF_COVERAGE) & (np.maximum(now, before) >= RULE.fewest_kommuner)
    at, last = first[cell[odd]], first[cell[odd] - 1]
    said = {name: getattr(m, name)[at] for name in ("indikator", "gender", "year")}
    said |= {"kind": "tackning", "kommun": WHOLE, "from_year": m.year[last], "value": now[odd], "earlier": before[odd]}
    return framed(len(at), said | {"sure_by": "kvot", "sure": now[odd] / before[odd]})


def answers(moves: Moves) -> pd.DataFrame:
    """How many answered in the kommuner that have a known number both years, beside the year before."""
    m = moves.m
    known = ~np.isnan(m.n[moves.steps]) & ~np.isnan(m.n[moves.last])
    now, before = (moves.sums(np.where(known, m.n[its], 0)) for its in (moves.steps, moves.last))
    ratio = np.divide(now, before, out=np.ones(len(now)), where=before > 0)
    chosen = np.flatnonzero((np.abs(ratio - 1) > SHARE_OF_COVERAGE) & (moves.sums(known) >= RULE.fewest_kommuner))
    return moves.flags(
        "antal_svar", chosen, value=now[chosen], earlier=before[chosen], kommuner=moves.sums(known)[chosen],
        sure_by="kvot", sure=ratio[chosen],
    )  # fmt: skip


def declared(m: Measured, definitions: Mapping[int, Indikator]) -> pd.DataFrame:
    """The breaks that the definitions name, in the years from which values are measured anew."""
    first = m.first_of_cell
    first = first[m.main[first]]
    again = np.flatnonzero((m.series[first[1:]] == m.series[first[:-1]]) & (m.epoch[first[1:]] != m.epoch[first[:-1]]))
    at, last = first[again + 1], first[again]
    said = {name: getattr(m, name)[at] for name in ("indikator", "gender", "year")}
    return framed(len(at), said | {"kind": "brott", "kommun": WHOLE, "from_year": m.year[last]})


def _median(known: np.ndarray) -> float:
    """The median of a few known values; numpy's own looks for many things first, thousands of times."""
    in_order, half = np.sort(known), len(known) // 2
    return in_order[half] if len(known) % 2 else (in_order[half - 1] + in_order[half]) / 2


def _earlier(series: np.ndarray, values: np.ndarray, usable: np.ndarray, summary: Callable) -> np.ndarray:
    """A summary of the usable values before each one in its series; NaN with fewer than FEWEST_EARLIER."""
    out = np.full(len(values), np.nan)
    for its in np.split(np.arange(len(series)), starts(series)[1:]):
        known = its[usable[its]]
        for count, place in enumerate(known):
            if count >= FEWEST_EARLIER:
                out[place] = summary(values[known[:count]])
    return out
