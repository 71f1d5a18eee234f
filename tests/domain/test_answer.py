"""Rows of an answer, one at a time."""

from __future__ import annotations

import pandas as pd
import pytest

from ojdash.domain.answer import each, number, whole

ROWS = pd.DataFrame(
    {
        "kommun": pd.array(["0680", None], dtype="str"),
        "year": pd.array([2024, None], dtype="Int16"),
        "value": [1.5, float("nan")],
        "missing": pd.Series([None, "sekretess"], dtype=object),
    }
)


@pytest.mark.parametrize("rows", [ROWS, ROWS.iloc[::-1], ROWS.iloc[:0]], ids=["two", "turned", "none"])
def test_each_row_says_what_itertuples_says(rows: pd.DataFrame) -> None:
    def plain(row: tuple) -> tuple:
        return tuple(None if pd.isna(cell) else cell for cell in row)

    assert list(map(plain, each(rows))) == list(map(plain, rows.itertuples(index=False)))


def test_a_row_is_read_by_the_names_of_its_columns() -> None:
    first, second = each(ROWS)
    assert (first.kommun, whole(first.year), number(first.value), first.missing) == ("0680", 2024, 1.5, None)
    assert (whole(second.year), number(second.value), second.missing) == (None, None, "sekretess")
