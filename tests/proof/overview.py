"""What a kommun's overview counts, reckoned again: levels, changes tried together, changes counted, answers changed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from scipy.optimize import brentq
from statsmodels.stats.proportion import confint_proportions_2indep

from ojdash.domain.indikator import Indikator
from tests.proof.facts import FEWEST_PLACED, View
from tests.proof.reckoning import Reckoning, rounded

FALSE_DISCOVERIES = 0.05
FEWEST_COUNTED, UNUSUAL = 30, 20


def counts(reckoning: Reckoning, ids: list[str], kommun: str, gender: str) -> Counter[str]:
    """Of some indikatorer: with_value, hog, lag, flips, counted, unusual, tested, secured, alone."""
    counted: Counter[str] = Counter()
    tested = []
    for id in ids:
        indikator, series = reckoning.definitions[id], reckoning.series(id, gender, kommun)
        if not series:
            continue
        later = max(series)
        view = View(reckoning, indikator, gender, later, kommun, frozenset())
        counted["with_value"] += 1
        counted[level(view)] += 1
        earlier = max((year for year in series if year < later), default=None)
        if earlier is None or any(earlier < brott.year <= later for brott in indikator.breaks):
            continue
        moved = _moved(view, earlier, later)
        if isinstance(moved, str):
            counted[moved] += 1
            counted["counted"] += moved in ("unusual", "usual")
        elif moved is not None:
            tested.append(moved)
    secured = sum(_discoveries(tested))
    alone = sum(p < FALSE_DISCOVERIES for p in tested)
    return counted + Counter(tested=len(tested), secured=secured, alone=alone - secured)


def level(view: View) -> str:
    """hog, lag, or another word: at most a quarter of those placed have as high (low) a value, as shown."""
    indikator, n = view.indikator, view.n(view.year)
    placed = [rounded(value, indikator.decimals) for value in view.placed.values()]
    if indikator.is_coded or (n is not None and n < FEWEST_PLACED):
        return "none"
    if len(placed) < 20 or len(set(placed)) < 4 or 2 * max(Counter(placed).values()) > len(placed):
        return "none"
    own = rounded(view.own, indikator.decimals)
    if 4 * sum(value >= own for value in placed) <= len(placed):
        return "hog"
    return "lag" if 4 * sum(value <= own for value in placed) <= len(placed) else "mellan"


def _moved(view: View, earlier: int, later: int) -> str | float | None:
    """flips, unusual, usual or counts for nothing, as what looks unchanged; the p-value of a change that is tried."""
    before, after, indikator = view.series[earlier], view.series[later], view.indikator
    if indikator.kind == "ja_nej":
        return "flips" if before != after else None
    if indikator.is_coded:
        return None
    n_before, n_after = view.n(earlier), view.n(later)
    if _is_share(indikator, before, after) and n_before and n_after:
        return p_value(before, n_before, after, n_after)
    counted, at_least = view.counted(earlier, later)
    if counted < FEWEST_COUNTED or rounded(abs(after - before), indikator.decimals) == 0:
        return None
    return "unusual" if UNUSUAL * at_least <= counted else "usual"


def _is_share(indikator: Indikator, *values: Decimal) -> bool:
    return indikator.kind == "andel" and all(0 <= value <= 100 for value in values)


def p_value(before: Decimal, n_before: int, after: Decimal, n_after: int) -> float:
    """The level at which Newcombe's interval, by statsmodels, just holds 0."""
    if before == after:
        return 1.0
    pairs = [(float(before), n_before), (float(after), n_after)]
    (low, n_low), (high, n_high) = sorted(pairs)

    def end(alpha: float) -> float:
        return confint_proportions_2indep(
            high * n_high / 100, n_high, low * n_low / 100, n_low, method="newcomb", alpha=alpha
        )[0]

    if end(1e-15) > 0:
        return 0.0
    return brentq(end, 1e-15, 1 - 1e-12)


def _discoveries(p: list[float]) -> list[bool]:
    """Benjamini and Hochberg's step up."""
    ordered = sorted(p)
    last = max((k for k, value in enumerate(ordered, 1) if value <= FALSE_DISCOVERIES * k / len(p)), default=0)
    return [value <= ordered[last - 1] and last > 0 and value < FALSE_DISCOVERIES for value in p]
