"""Intervals for shares. Shares are 0-1 here; n is how many answered."""

from __future__ import annotations

import numpy as np

Z95 = 1.959963984540054


def wilson(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The Wilson score interval of a share among n answers (E. B. Wilson 1927)."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def newcombe(earlier: float, n_earlier: float, later: float, n_later: float) -> tuple[float, float]:
    """The 95 % interval of the difference later - earlier (R. G. Newcombe 1998, hybrid score, method 10)."""
    low1, high1 = wilson(earlier, n_earlier)
    low2, high2 = wilson(later, n_later)
    difference = later - earlier
    low = difference - np.hypot(later - low2, high1 - earlier)
    high = difference + np.hypot(high2 - later, earlier - low1)
    return float(low), float(high)


def funnel(centre: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Where the share of a group of n would lie by chance if its true share were `centre` (0-1, clipped)."""
    half = z * np.sqrt(centre * (1 - centre) / n)
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def beside_centre(share: float, n: float, centre: float) -> int:
    """1 or -1 where a share among n answers lies above or below what chance around `centre` explains, else 0."""
    low, high = funnel(centre, n)
    return int(share > high) - int(share < low)
