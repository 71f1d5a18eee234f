"""What a choice about a table does to its values: those that came, went, or became others."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

KEY = ["indikator", "year", "gender", "kommun"]
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Altered:
    """One value before and after: a number, a kind of missing, or None where it is not among the values.

    from_year  the year of the one before, where that is another
    """

    indikator: str
    kommun: str
    year: int
    gender: str
    before: float | str | None
    after: float | str | None
    from_year: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many values are changed, added and removed; the first of them, those that are changed first."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    first: tuple[Altered, ...] = ()


def effect(before: pd.DataFrame, after: pd.DataFrame, most: int = MOST_NAMED) -> Effect:
    """How the values after differ from those before.

    before, after  tidy rows, each key once; a value whose year is still asked about (0) is none
    """
    old, new = (rows.loc[rows["year"] > 0, [*KEY, "value", "missing"]] for rows in (before, after))
    both = old.merge(new, on=KEY, how="outer", suffixes=("_old", "_new"), indicator="where")
    came, went = both["where"] == "right_only", both["where"] == "left_only"
    same_value = (both["value_old"] == both["value_new"]) | (both["value_old"].isna() & both["value_new"].isna())
    same_missing = both["missing_old"].fillna("") == both["missing_new"].fillna("")
    changed = ~came & ~went & ~(same_value & same_missing)
    named = pd.concat([both[changed], both[came], both[went]]).head(most)
    return Effect(
        changed=int(changed.sum()),
        added=int(came.sum()),
        removed=int(went.sum()),
        first=tuple(
            Altered(
                row.indikator,
                row.kommun,
                int(row.year),
                row.gender,
                None if row.where == "right_only" else _held(row.value_old, row.missing_old),
                None if row.where == "left_only" else _held(row.value_new, row.missing_new),
            )
            for row in named.itertuples()
        ),
    )


def _held(value: float, missing: object) -> float | str:
    return float(value) if pd.notna(value) else str(missing) if pd.notna(missing) else "okant"
