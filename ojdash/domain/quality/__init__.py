"""Quality flags: what in published values is odd enough to ask somebody about. Pure; worked out once, at publishing.

A flag is a question to check and not an error: a real change, a small kommun and a mistyped number look alike here.
Nothing is compared over a declared break. A rule that strikes more than a tenth of the kommuner in one year says
something of the indikator and nothing of each kommun, so those flags become one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ojdash.domain.indikator import Indikator
from ojdash.domain.quality import of_indikator, of_kommun
from ojdash.domain.quality.flag import ASK, FLAG_COLUMNS, KINDS, NO_YEAR, SURE_BY, WHOLE, ask, framed
from ojdash.domain.quality.measured import Measured, measured
from ojdash.domain.quality.tried import WHY, untried
from ojdash.domain.signal import RULE

__all__ = [
    "ASK",
    "FLAG_COLUMNS",
    "KINDS",
    "MOST_SHARE",
    "NO_YEAR",
    "SURE_BY",
    "WHOLE",
    "WHY",
    "ask",
    "flags",
    "outside",
    "untried",
]

ANY_YEAR = 9999
MOST_SHARE = 0.1  # of the kommuner with a value; chosen after counting (see the tests of quality)
_EACH_ITS_OWN = ("ja_till_nej",)  # an answer that changed is told of however many changed theirs


def flags(rows: pd.DataFrame, definitions: Mapping[int, Indikator], last_year: int = ANY_YEAR) -> pd.DataFrame:
    """Every flag of an area.

    rows     coded: indikator (a key of `definitions`), gender (0 T, 1 K, 2 M), year, kommun, value, n; NaN unknown;
             kommuner only, by indikator, gender, year and kommun, each key once
    last_year  the year it was when the values were fetched: a later one had not come. A mistyped year and a forecast
             look alike here, so the value stays, is flagged, and is never anybody's newest (`store.placing.newest`)
    Shape    one row a flag, by indikator, kind as in KINDS, gender, year, kommun
    Columns  FLAG_COLUMNS: kommun WHOLE for a whole indikator; from_year NO_YEAR without one; value and earlier in the
             indikator's unit (whole indikator: what `of_indikator` counts); low, high, what would not have been odd;
             kommuner, how many a whole one is about; sure_by one of SURE_BY, and `sure` its number
    Source   thresholds: `of_kommun`, `of_indikator`
    """
    m = measured(rows, definitions)
    if not len(m.value):
        return framed(0, {})
    moves = of_indikator.Moves(m)
    each = [
        of_kommun.ahead(m, last_year),
        of_kommun.outside(m),
        of_kommun.mixed_units(m),
        of_kommun.between_genders(m),
        of_kommun.jumps(m),
        of_kommun.from_yes_to_no(m),
        of_kommun.unchanged(m),
        of_kommun.all_or_nothing(m),
    ]
    whole = [
        of_indikator.order_lost(moves),
        of_indikator.level_moved(moves),
        of_indikator.together(moves),
        of_indikator.coverage(m),
        of_indikator.answers(moves),
        of_indikator.declared(m, definitions),
    ]
    found = pd.concat([*_gathered(pd.concat(each, ignore_index=True), m), *whole], ignore_index=True)
    order = found["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    keys = ["indikator", "order", "gender", "year", "kommun"]
    return found.assign(order=order).sort_values(keys, ignore_index=True).drop(columns="order")


def outside(rows: pd.DataFrame, definitions: Mapping[int, Indikator]) -> pd.DataFrame:
    """The values that their indikator can't have, each told: rows as of `flags`, but the nation's may be among them."""
    m = measured(rows, definitions)
    return of_kommun.outside(m) if len(m.value) else framed(0, {})


def _gathered(each: pd.DataFrame, m: Measured) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The flags of single kommuner, and one for each indikator, gender and year where they were too many."""
    cell = ["indikator", "gender", "year"]
    first = m.first_of_cell
    size = pd.DataFrame({name: getattr(m, name)[first] for name in cell})
    size["of"] = np.diff(np.append(first, len(m.value)))
    known = each[cell].merge(size, on=cell, how="left")["of"].to_numpy()
    times = each.groupby(["kind", *cell])["kommun"].transform("size").to_numpy()
    many = (times > MOST_SHARE * known) & (known >= RULE.fewest_kommuner) & ~each["kind"].isin(_EACH_ITS_OWN).to_numpy()
    gathered = each[many].assign(n=known[many], kommuner=times[many]).drop_duplicates(["kind", *cell])
    said = {name: gathered[name].to_numpy() for name in ("kind", *cell, "n", "kommuner")}
    return each[~many], framed(len(gathered), said | {"kommun": WHOLE})
