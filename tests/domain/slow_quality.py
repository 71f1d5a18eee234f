"""A slow twin of the quality flags: each rule as it is said, one value at a time, with scipy's and statsmodels' tests.

Values lie in a dict by indikator (its number), gender (0 T, 1 K, 2 M), year and kommun: (value, n), n None unknown.
"""

from __future__ import annotations

import math
import statistics
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pandas as pd
from scipy.stats import median_abs_deviation, spearmanr
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportions_ztest

from ojdash.domain.indikator import Indikator

Values = dict[tuple[int, int, int, int], tuple[float, float | None]]
Flag = tuple[str, int, int, int, int]  # kind, indikator, gender, year, kommun (0 for a whole indikator)
COUNTS = ("dagar", "antal")
SURVEYS = ("enkät", "undersökning", "insamling")


def rows(values: Values) -> pd.DataFrame:
    """The values as the coded rows that `quality.flags` takes."""
    listed = [(*key, value, math.nan if n is None else n) for key, (value, n) in sorted(values.items())]
    return pd.DataFrame(listed, columns=["indikator", "gender", "year", "kommun", "value", "n"]).astype({"n": float})


def flags(values: Values, definitions: Mapping[int, Indikator], last_year: int = 9999) -> set[Flag]:
    """Every flag."""
    found: set[Flag] = set()
    for number, definition in definitions.items():
        its = {key[1:]: said for key, said in values.items() if key[0] == number}
        if its:
            found |= {(kind, number, *rest) for kind, *rest in _of(its, definition, last_year)}
    return found


def _of(its: dict, definition: Indikator, last_year: int) -> set[tuple]:
    main = min(gender for gender, _, _ in its)
    each = [
        *(("framtid", *key) for key in its if key[1] > last_year),
        *_impossible(its, definition),
        *_of_main({k[1:]: v for k, v in its.items() if k[0] == main}, definition, main),
    ]
    return _gathered(each, its) | set(_of_all({k[1:]: v for k, v in its.items() if k[0] == main}, definition, main))


def _gathered(each: list[tuple], its: dict) -> set[tuple]:
    times = Counter((kind, gender, year) for kind, gender, year, _ in each)
    size = Counter((gender, year) for gender, year, _ in its)
    out = set()
    for kind, gender, year, kommun in each:
        of = size[gender, year]
        many = of >= 20 and times[kind, gender, year] * 10 > of and kind != "ja_till_nej"
        out.add((kind, gender, year, 0 if many else kommun))
    return out


def before(its: dict, definition: Indikator, year: int, kommun: int) -> int | None:
    """The kommun's year before, if it can be compared with: at most three years back and no break between."""
    earlier = [one for one, kod in its if kod == kommun and one < year]
    if not earlier or year - max(earlier) > 3 or definition.break_between(max(earlier), year):
        return None
    return max(earlier)


def _impossible(its: dict, definition: Indikator) -> Iterator[tuple]:
    for (gender, year, kommun), (value, _) in its.items():
        if definition.kind == "andel" and not 0 <= value <= 100:
            yield "utanfor", gender, year, kommun
        if definition.kind in COUNTS and definition.unit and value < 0:
            yield "utanfor", gender, year, kommun
        mine = {key[1:]: said for key, said in its.items() if key[0] == gender}
        last = before(mine, definition, year, kommun)
        if definition.kind == "andel" and 0 < value <= 1:
            if last is None:
                everyone = [said[0] for key, said in mine.items() if key[0] == year]
                quarter, most = (pd.Series(everyone).quantile(q) for q in (0.25, 0.75))
                low, high = quarter - 1.5 * (most - quarter), most + 1.5 * (most - quarter)
                if value < low and low <= 100 * value <= high:
                    yield "enhet", gender, year, kommun
            elif mine[last, kommun][0] >= 20 and 1 / 200 < value / mine[last, kommun][0] < 1 / 50:
                yield "enhet", gender, year, kommun
        if definition.kind == "kronor" and last is not None and mine[last, kommun][0] != 0:
            ratio = value / mine[last, kommun][0]
            if 500 < ratio < 2000 or 1 / 2000 < ratio < 1 / 500:
                yield "enhet", gender, year, kommun
        sides = [its.get((side, year, kommun)) for side in (1, 2)]
        if definition.kind in ("andel", "dagar") and gender == 0 and None not in sides:
            low, high = sorted(side[0] for side in sides)
            if value < low - 1 - 1e-9 or value > high + 1 + 1e-9:
                yield "kon", gender, year, kommun


def _of_main(its: dict, definition: Indikator, gender: int) -> Iterator[tuple]:
    told: set[tuple[int, int]] = set()
    for (year, kommun), (value, n) in sorted(its.items()):
        last = before(its, definition, year, kommun)
        if definition.kind == "andel" and value in (0, 100) and (n is None or n < 10):
            yield "ytterst", gender, year, kommun
        if definition.kind == "ja_nej" and last is not None and its[last, kommun][0] == 1 and value == 0:
            yield "ja_till_nej", gender, year, kommun
        if any(word in definition.source.lower() for word in SURVEYS) and not definition.is_coded:
            same, at = 1, year
            while (earlier := before(its, definition, at, kommun)) is not None and its[earlier, kommun][0] == value:
                same, at = same + 1, earlier
            few = definition.kind in COUNTS and definition.unit and value < 10
            if same >= 4 and value not in (0, 100) and not few:
                yield "oforandrat", gender, year, kommun
        if last is not None and not definition.is_coded and _is_odd(its, definition, last, year, kommun):
            told.add((year, kommun))
    for year, kommun in sorted(told):
        last = before(its, definition, year, kommun)
        first = before(its, definition, last, kommun)
        value, earlier = its[year, kommun][0], its[last, kommun][0]
        back = first is not None and abs(value - its[first, kommun][0]) < abs(value - earlier) / 2
        if not (back and (last, kommun) in told):
            yield "hopp", gender, year, kommun


def _has_n(its: dict, definition: Indikator, *keys: tuple[int, int]) -> bool:
    return definition.kind == "andel" and all((its[key][1] or 0) > 0 for key in keys)


def _move(its: dict, definition: Indikator, last: int | None, year: int, kommun: int) -> float | None:
    """How far a value without known answers moved: points, or the logarithm of the ratio."""
    if last is None or _has_n(its, definition, (last, kommun), (year, kommun)):
        return None
    value, earlier = its[year, kommun][0], its[last, kommun][0]
    if definition.kind == "andel":
        return value - earlier
    return math.log(value / earlier) if value > 0 and earlier > 0 else None


def _is_odd(its: dict, definition: Indikator, last: int, year: int, kommun: int) -> bool:
    (value, n), (earlier, n_earlier) = its[year, kommun], its[last, kommun]
    if _has_n(its, definition, (last, kommun), (year, kommun)):
        share = [min(max(one / 100, 0), 1) for one in (value, earlier)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # both 0 or both 100
            z = proportions_ztest([share[0] * n, share[1] * n_earlier], [n, n_earlier])[0]
        return abs(value - earlier) >= 15 and abs(z) > 3.090232306
    moved = _move(its, definition, last, year, kommun)
    others = [
        _move(its, definition, last, year, kod)
        for one, kod in its
        if one == year and before(its, definition, year, kod) == last
    ]
    others = [one for one in others if one is not None]
    if moved is None or len(others) < 20 or abs(moved) < (15 if definition.kind == "andel" else math.log(1.15)):
        return False
    away = abs(moved - statistics.median(others))
    spread = median_abs_deviation(others) / 0.6745
    spread = spread or 1.253314 * statistics.mean(abs(one - statistics.median(others)) for one in others)
    if spread == 0 or not away / spread > 3.5:
        return False
    own, at = [], last
    for _ in range(10):
        earlier_year = before(its, definition, at, kommun)
        if earlier_year is None:
            break
        own.append(_move(its, definition, earlier_year, at, kommun))
        at = earlier_year
    own = [abs(one) for one in own if one is not None]
    return len(own) < 3 or abs(moved) > 3 * statistics.median(own)


def _of_all(its: dict, definition: Indikator, gender: int) -> Iterator[tuple]:
    years = sorted({year for year, _ in its})
    rhos: list[float] = []
    medians: list[float] = []
    for earlier, year in pairwise(years):
        if definition.break_between(earlier, year):
            yield "brott", gender, year, 0
            continue
        count = [sum(one == when for one, _ in its) for when in (earlier, year)]
        if max(count) >= 20 and abs(count[1] / count[0] - 1) > 0.2:
            yield "tackning", gender, year, 0
        both = [kod for one, kod in its if one == year and before(its, definition, year, kod) == earlier]
        pairs = [(its[earlier, kod], its[year, kod]) for kod in both]
        with_n = [(a[1], b[1]) for a, b in pairs if a[1] is not None and b[1] is not None]
        answers = [sum(one[side] for one in with_n) for side in (0, 1)]
        if len(with_n) >= 20 and answers[0] and abs(answers[1] / answers[0] - 1) > 0.2:
            yield "antal_svar", gender, year, 0
        if len(pairs) < 20:
            continue
        if definition.kind == "ja_nej":
            lost, gained = (sum((a[0], b[0]) == way for a, b in pairs) for way in ((1, 0), (0, 1)))
            z = (
                math.sqrt(mcnemar([[0, lost], [gained, 0]], exact=False, correction=False).statistic)
                if lost + gained
                else 0
            )
            if z > 3.090232306 and abs(gained - lost) / len(pairs) >= 0.15:
                yield "samtidigt", gender, year, 0
        if definition.is_coded:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # all the same
            rho = spearmanr([a[0] for a, _ in pairs], [b[0] for _, b in pairs]).statistic
        if not math.isnan(rho):
            if len(rhos) >= 4 and rho < 0.3 and statistics.median(rhos) > 0.6:
                yield "ordning", gender, year, 0
            rhos.append(rho)
        share = definition.kind == "andel"
        moves = [
            b[0] - a[0] if share else 100 * math.log(b[0] / a[0]) for a, b in pairs if share or (a[0] > 0 and b[0] > 0)
        ]
        if moves:
            median = statistics.median(moves)
            if len(medians) >= 4:
                reach = max(3 * 1.4826 * median_abs_deviation(medians), 5)
                if abs(median - statistics.median(medians)) > reach:
                    yield "nivaskift", gender, year, 0
            medians.append(median)
