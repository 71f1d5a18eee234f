"""What a flag is: a question to check, with the numbers behind it. Never an error, and never a verdict."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ojdash.domain.quality.measured import Measured
from ojdash.domain.rounding import rounded_all

# In the order they are told: first what can't be as it stands, then what is unlikely, last what is known and explained.
KINDS = (
    "framtid",  # a year that had not come when the values were fetched
    "utanfor",  # a share outside 0-100, fewer than none
    "enhet",  # a decimal among percents, kronor among thousands of kronor
    "kon",  # T outside K and M
    "hopp",  # a change larger than chance, or than the other kommuner's
    "ja_till_nej",  # the answer was Ja and is Nej
    "oforandrat",  # the same value in a survey, year after year
    "ytterst",  # exactly 0 or 100 percent of few answers, or of an unknown number
    "ordning",  # the kommuner's order has nothing to do with the year before
    "nivaskift",  # the median moved more than it used to
    "samtidigt",  # answers that moved together in the whole country
    "tackning",  # many more or fewer kommuner than the year before
    "antal_svar",  # many more or fewer answers than the year before
    "brott",  # a declared break
)
# Who can answer the question.
ASK = {
    **dict.fromkeys(("enhet", "kon", "hopp", "ja_till_nej", "oforandrat", "ytterst"), "kommun"),
    **dict.fromkeys(("framtid", "utanfor", "ordning", "nivaskift", "tackning", "antal_svar"), "kalla"),
    **dict.fromkeys(("samtidigt", "brott"), "samordnare"),
}
# What `sure` is: a score z, a modified z by MAD, Spearman's rho, a ratio; or a rule, where nothing is worked out.
SURE_BY = ("regel", "z", "mz", "rho", "kvot")
FLAG_COLUMNS = {
    **{"kind": "object", "indikator": "int64", "gender": "int64", "year": "int64", "kommun": "int64"},
    **{"from_year": "int64", "value": "float64", "earlier": "float64", "n": "float64", "n_earlier": "float64"},
    **{"low": "float64", "high": "float64", "kommuner": "int64", "sure_by": "object", "sure": "float64"},
}
DECIMALS = 4  # of what is worked out: machines differ in the last bits of logarithms
WHOLE = 0  # the kommun of a flag about a whole indikator
NO_YEAR = -1


def ask(kind: str, whole: bool) -> str:
    """Whom to ask about a flag: `kommun`, `kalla` (publisher or source) or `samordnare`."""
    return "kalla" if whole and ASK[kind] == "kommun" else ASK[kind]


def found(m: Measured, kind: str, places: np.ndarray, before: np.ndarray | None = None, **more: Any) -> pd.DataFrame:
    """Flags about the values at some places: FLAG_COLUMNS.

    before  the places of the values before, -1 where there is none
    more    the columns that `m` does not have
    """
    earlier = np.full(len(places), -1) if before is None else before
    there = earlier >= 0
    columns = {
        "kind": kind,
        **{name: getattr(m, name)[places] for name in ("indikator", "gender", "year", "kommun", "value", "n")},
        "from_year": np.where(there, m.year[earlier], NO_YEAR),
        "earlier": np.where(there, m.value[earlier], np.nan),
        "n_earlier": np.where(there, m.n[earlier], np.nan),
    }
    return framed(len(places), columns | more)


def framed(size: int, columns: dict[str, Any]) -> pd.DataFrame:
    """FLAG_COLUMNS of what is given; what is not is unknown, and sure by rule."""
    nothing = {"low": np.nan, "high": np.nan, "kommuner": 0, "sure_by": "regel", "sure": np.nan}
    nothing |= {"from_year": NO_YEAR, **dict.fromkeys(("value", "earlier", "n", "n_earlier"), np.nan)}
    flags = pd.DataFrame(nothing | columns, index=range(size), columns=list(FLAG_COLUMNS)).astype(FLAG_COLUMNS)
    worked_out = ["low", "high", "sure"]
    flags[worked_out] = rounded_all(flags[worked_out].to_numpy(), DECIMALS)
    return flags
