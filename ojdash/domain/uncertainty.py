"""Intervals for shares. Shares are 0-1 here; n is how many answered."""

from __future__ import annotations

import numpy as np

Z95 = 1.959963984540054

# A share, a number of answers or a z; of many at once, arrays of one length.
Numbers = float | np.ndarray


def wilson(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The Wilson score interval of a share among n answers (E. B. Wilson 1927)."""
    low, high = wilson_ends(share, n, z)
    return float(low), float(high)


def newcombe(earlier: float, n_earlier: float, later: float, n_later: float) -> tuple[float, float]:
    """The 95 % interval of the difference later - earlier (R. G. Newcombe 1998, hybrid score, method 10)."""
    low, high = newcombe_ends(earlier, n_earlier, later, n_later)
    return float(low), float(high)


def wilson_ends(share: Numbers, n: Numbers, z: Numbers = Z95) -> tuple[np.ndarray, np.ndarray]:
    """As `wilson`, of many."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def newcombe_ends(
    earlier: Numbers, n_earlier: Numbers, later: Numbers, n_later: Numbers, z: Numbers = Z95
) -> tuple[np.ndarray, np.ndarray]:
    """As `newcombe`, of many and at any level."""
    low1, high1 = wilson_ends(earlier, n_earlier, z)
    low2, high2 = wilson_ends(later, n_later, z)
    difference = later - earlier
    low = difference - np.hypot(later - low2, high1 - earlier)
    high = difference + np.hypot(high2 - later, earlier - low1)
    return low, high


def expected_next(share: float, centre: float, spread: float, n: float) -> float:
    """What a share among n answers is expected to be the next year, though nothing changes (F. Galton 1886).

    centre, spread  of the true shares of all, as mean and standard deviation
    """
    real = spread * spread
    return centre + real / (real + (centre * (1 - centre) - real) / n) * (share - centre)
