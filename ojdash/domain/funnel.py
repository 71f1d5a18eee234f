"""Whether a share differs from a centre by more than chance and the usual differences between kommuner explain.

Limits that only know chance put almost every large kommun outside, for kommuner do differ. So the spread between
kommuner is worked out first (τ²), and added to that of chance.

Source  D. J. Spiegelhalter 2005, Funnel plots for comparing institutional performance; τ² by the moments of
        DerSimonian and Laird from scores winsorised at 10 %, as R's FunnelPlotR does.
Tried   290 kommuner of 5-2,000 answers, centre 50-95 %. By chance alone the limits of 99.8 % (95 %) held 99.7-99.8
        (95.2-95.6) of the next shares. Where kommuner really differ winsorising makes τ² small, about half the true
        spread, so that large ones do not hide each other: with a spread of 5 percentage points the limits held 94-96
        (82-86). So whoever lies outside differs by more than chance; that no other does is not said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ojdash.domain.signal import Rule
from ojdash.domain.uncertainty import Z95

Z998 = 3.090232306167813
WINSORISED = 0.1  # of the scores, at either end
EXACT_BELOW = 50  # answers: the wider of these limits and the exact ones


@dataclass(frozen=True, slots=True)
class Funnel:
    """Limits around a centre, by how many answered.

    centre    a share, between 0 and 1
    tau2      the variance between kommuner beyond chance; 0 where chance explains all
    kommuner  how many the variance rests on
    rule      of the edition: shares of fewer answers than it says are not tried
    """

    centre: float
    tau2: float
    kommuner: int
    rule: Rule

    def limits(self, n: np.ndarray | float, z: float = Z998) -> tuple[np.ndarray, np.ndarray]:
        """The lower and upper limit of a share among n answers, 0-1; NaN of few answers or n unknown."""
        n = np.atleast_1d(np.asarray(n, dtype=float))
        n = np.where(n >= self.rule.fewest_for_signal, n, np.nan)
        low, high = normal_limits(self.centre, n, self.tau2, z)
        few = n < EXACT_BELOW
        if few.any():
            tail = _tail(z)
            low[few] = np.minimum(low[few], exact_limit(self.centre, n[few], tail))
            high[few] = np.maximum(high[few], exact_limit(self.centre, n[few], 1 - tail))
        return np.clip(low, 0, 1), np.clip(high, 0, 1)

    def beside(self, share: float, n: float | None, z: float = Z998) -> int | None:
        """1 or -1 where a share lies above or below the limits, 0 within; None for too few answers."""
        if n is None or not n >= self.rule.fewest_for_signal:
            return None
        low, high = (float(end[0]) for end in self.limits(n, z))
        return int(share > high) - int(share < low)


def funnel(shares: np.ndarray, n: np.ndarray, rule: Rule, centre: float | None = None) -> Funnel | None:
    """The funnel of one indikator, gender and year; None for too few kommuner (`Rule`), or a centre of none or all.

    shares  0-1, NaN where missing;  n  how many answered, NaN where unknown: those without both are left out
    rule    of the edition
    centre  what is compared with, a published share of all; else all answers together
    """
    shares, n = np.asarray(shares, dtype=float), np.asarray(n, dtype=float)
    known = (n > 0) & (shares >= 0) & (shares <= 1)
    shares, n = shares[known], n[known]
    if len(shares) < rule.fewest_kommuner:
        return None
    together = float((shares * n).sum() / n.sum())
    if not 0 < together < 1 or (centre is not None and not 0 < centre < 1):
        return None
    return Funnel(together if centre is None else centre, between(shares, n, together), len(shares), rule)


def normal_limits(centre: float, n: np.ndarray, tau2: float, z: float) -> tuple[np.ndarray, np.ndarray]:
    """The limits of a normal distribution around a centre, by chance among n answers and by τ²; they may leave 0-1."""
    half = z * np.sqrt(centre * (1 - centre) / n + tau2)
    return centre - half, centre + half


def between(shares: np.ndarray, n: np.ndarray, centre: float, winsorised: float = WINSORISED) -> float:
    """τ²: the variance of the true shares between kommuner, beyond what chance gives around `centre`."""
    variance = centre * (1 - centre) / n
    scores = (shares - centre) / np.sqrt(variance)
    scores = np.clip(scores, *np.quantile(scores, [winsorised, 1 - winsorised]))
    weights, many = 1 / variance, len(scores)
    freedom = weights.sum() - (weights**2).sum() / weights.sum()
    return float(max(0.0, ((scores**2).sum() - (many - 1)) / freedom))


def exact_limit(centre: float, n: np.ndarray, probability: float) -> np.ndarray:
    """The share that so great a part of binomial counts lie below, interpolated between counts (Spiegelhalter 2005).

    May be somewhat below 0, where no answer of n is likelier than the probability.
    """
    from scipy.special import bdtr, bdtrik

    n = n.astype(int)
    count = np.ceil(bdtrik(probability, n, centre))
    one_less = np.maximum(count - 1, 0)
    count = np.where(bdtr(one_less, n, centre) >= probability, one_less, count)
    to, before = bdtr(count, n, centre), np.where(count > 0, bdtr(np.maximum(count - 1, 0), n, centre), 0.0)
    return (count - (to - probability) / (to - before)) / n


def _tail(z: float) -> float:
    return {Z95: 0.025, Z998: 0.001}[z]
