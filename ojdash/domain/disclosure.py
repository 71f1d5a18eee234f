"""What is withheld so that no published figure tells of fewer than five persons, nor two of them together.

A count of 1 to 4 persons is withheld, and a value that rests on so few answers; 0 is 0. Then a second figure is
withheld wherever the first could be worked out: T is K and M together, and Riket the sum of its kommuner where it is
one. Values are never rounded or perturbed, so whatever is published is as the source has it.

Source  the rule of statistics on persons, that what is withheld must not follow by subtraction: primary and secondary
        suppression as A. Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4, and the shape of
        opensafely-core/ehrql, measures/disclosure_control.py. The limit is `signal.Rule.fewest_answers`
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.question import GENDERS
from ojdash.domain.signal import RULE

_SUBJECT = ["indikator", "year", "kommun"]
_T, _K, _M = (GENDERS.index(gender) for gender in "TKM")


def disclosed(rows: pd.DataFrame, definitions: Mapping[int, Indikator], kommuner: set[int]) -> pd.DataFrame:
    """Rows with what must not be told left out, each with why; the same order.

    rows     indikator, a key of `definitions`; gender, the place in GENDERS; year; kommun as a number; value, NaN where
             missing; missing str or None; n Int32. Each key once
    missing  gains `sekretess`, of few persons, and `rojande`: with the figures beside it one of few persons, which may
             be this one or the other, could be worked out
    n        NA where it is 1 to 4, and of what is `rojande`
    """
    published = rows.copy()
    values, n = published["value"].to_numpy(copy=True), published["n"].to_numpy(dtype=float, na_value=np.nan)
    missing = published["missing"].to_numpy(dtype=object, copy=True)
    of_persons = [number for number, definition in definitions.items() if definition.counts_persons]
    quantities = [number for number, definition in definitions.items() if not definition.is_coded]
    persons, quantity = (published["indikator"].isin(numbers).to_numpy() for numbers in (of_persons, quantities))

    few = (n > 0) & (n < RULE.fewest_answers)
    has_value = ~np.isnan(values)
    hidden = has_value & ((n < RULE.fewest_answers) | (persons & (values > 0) & (values < RULE.fewest_answers)))
    missing[hidden] = "sekretess"
    was_hidden = np.isin(missing, ("sekretess", "rojande"))
    key = {name: published[name].to_numpy() for name in (*_SUBJECT, "gender")}
    table = pd.DataFrame({**key, "value": values, "n": n})
    table = table.assign(persons=persons, hidden=was_hidden, shown=has_value & ~hidden)
    second = _beside(table[quantity])
    table.loc[second, ["hidden", "shown"]] = True, False
    sums = _sums(table[persons], kommuner)
    table.loc[sums, ["hidden", "shown"]] = True, False
    second = np.concatenate([second, sums])

    missing[second] = "rojande"
    values[hidden] = values[second] = np.nan
    published["value"], published["missing"] = values, pd.Series(missing, index=published.index, dtype=object)
    gone = few.copy()
    gone[second] = True
    published.loc[gone, "n"] = pd.NA
    return published


def _beside(table: pd.DataFrame) -> np.ndarray:
    """The places of what is withheld since T, K and M of one kommun and year give each other away.

    Where T is shown and one of K and M is withheld, both are, under one name: which of them is of few persons, or that
    both are, would else follow from T. Where T alone is withheld, the smaller of K and M is.
    """
    subjects = table.loc[table["hidden"], _SUBJECT].drop_duplicates()
    split = table[table["gender"] != _T]
    subjects = subjects.merge(split[_SUBJECT].drop_duplicates(), on=_SUBJECT)
    if subjects.empty:
        return np.empty(0, dtype=int)
    its = table.assign(place=table.index).merge(subjects, on=_SUBJECT)
    wide = its.set_index([*_SUBJECT, "gender"])[["place", "value", "n", "persons", "hidden", "shown"]].unstack("gender")

    def of(name: str, gender: int, nothing: object) -> np.ndarray:
        column = (name, gender)
        return (wide[column] if column in wide else pd.Series(nothing, wide.index)).fillna(nothing).to_numpy()

    hidden, shown = ([of(name, gender, False).astype(bool) for gender in (_T, _K, _M)] for name in ("hidden", "shown"))
    persons = of("persons", _T, False).astype(bool)
    values, answers = ([of(name, gender, np.nan).astype(float) for gender in (_T, _K, _M)] for name in ("value", "n"))
    size = [np.where(persons, value, n) for value, n in zip(values, answers, strict=True)]
    # A share or a mean can be worked out only where it is known how many the two others rest on.
    can = [shown[gender] & ~np.isnan(size[gender]) for gender in (_T, _K, _M)]
    both = hidden[_K] & hidden[_M] & (persons | ~np.isnan(size[_K] + size[_M]))
    parts = can[_T] & ((hidden[_K] & can[_M]) | (hidden[_M] & can[_K]) | both)
    whole = hidden[_T] & can[_K] & can[_M]
    women_fewer = size[_K] <= size[_M]
    chosen = [
        of("place", gender, -1)[where]
        for gender, where in ((_K, parts | (whole & women_fewer)), (_M, parts | (whole & ~women_fewer)))
    ]
    return np.concatenate(chosen).astype(int)


def _sums(table: pd.DataFrame, kommuner: set[int]) -> np.ndarray:
    """The places of Riket's counts that would give away a kommun's by subtraction.

    Riket is a sum where what is left of it, less what is shown, may be those withheld. With one of K and M of Riket
    goes the other, and with T both.
    """
    # Of few persons itself, but a sum of as many kommuner: under the name of few each of these would be one person.
    national = table[(table["kommun"] == int(RIKET)) & (table["shown"] | (table["hidden"] & table["value"].notna()))]
    own = table[table["kommun"].isin(kommuner)]
    if national.empty or not own["hidden"].any():
        return np.empty(0, dtype=int)
    limit = RULE.fewest_answers - 1
    known = own["hidden"] & own["value"].notna()
    own = own.assign(
        rest=own["value"].where(own["shown"], 0),
        least=own["value"].where(known, 0),
        most=own["value"].where(known, limit).clip(lower=limit).where(own["hidden"], 0),
    )
    by = ["indikator", "year"]
    together = own.groupby([*by, "gender"])[["rest", "least", "most", "hidden"]].sum()
    riket = national.assign(place=national.index).merge(together.reset_index(), on=[*by, "gender"])
    left = riket["value"] - riket["rest"]
    is_sum = (riket["hidden_y"] > 0) & (riket["least"] <= left) & (left <= riket["most"])
    gone = riket.loc[is_sum, [*by, "gender"]].groupby(by)["gender"].agg(set)
    places = national.assign(place=national.index).merge(gone.rename("gone").reset_index(), on=by)
    chosen = [_T in gone or gender != _T for gender, gone in zip(places["gender"], places["gone"], strict=True)]
    return places.loc[chosen, "place"].to_numpy(dtype=int)
