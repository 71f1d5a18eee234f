"""What a choice does to the values of a table, counted and named."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.effect import Altered, Effect, effect
from tests.drawing import tidy

BEFORE = """
    AO    2022  2023
    1440  10    20
    1860  30    ..

    AO/K  2022
    1440  7
"""


def test_the_same_values_have_no_effect_in_any_order() -> None:
    rows = tidy(BEFORE)
    assert effect(rows, rows.iloc[::-1]) == Effect()


def test_what_is_changed_comes_first_then_what_is_added_and_removed() -> None:
    after = tidy("AO 2022 2023\n1440 30 20\n1860 30 45\n1880 5 _")
    assert effect(tidy(BEFORE), after) == Effect(
        changed=2,
        added=1,
        removed=1,
        first=(
            Altered("AO", "1440", 2022, "T", 10, 30),
            Altered("AO", "1860", 2023, "T", "sekretess", 45),
            Altered("AO", "1880", 2022, "T", None, 5),
            Altered("AO", "1440", 2022, "K", 7, None),
        ),
    )


def test_another_reason_for_a_missing_value_is_a_change() -> None:
    assert effect(tidy("AO 2023\n1440 .."), tidy("AO 2023\n1440 -")).first == (
        Altered("AO", "1440", 2023, "T", "sekretess", "ej_svarat"),
    )


def test_values_whose_year_is_asked_about_are_not_values_yet() -> None:
    asked = tidy("AO 2023\n1440 10").assign(year=0)
    assert effect(asked, tidy("AO 2023\n1440 10")) == Effect(
        added=1, first=(Altered("AO", "1440", 2023, "T", None, 10),)
    )


def test_only_the_first_are_named_and_all_are_counted() -> None:
    many = "AO 2023\n" + "\n".join(f"{kod} {kod % 7}" for kod in range(1401, 1460))
    found = effect(tidy("AO 2023\n"), tidy(many), most=3)
    assert (found.added, len(found.first)) == (59, 3)


_VALUES = st.dictionaries(
    st.tuples(st.sampled_from(["AO", "BO"]), st.sampled_from(["1440", "1860"]), st.sampled_from([2022, 2023])),
    st.sampled_from([1.0, 2.0, None]),
)


def _rows(values: dict) -> pd.DataFrame:
    rows = [(*key, "T", value, None if value else "okant", None, "") for key, value in values.items()]
    return pd.DataFrame(rows, columns=list(tidy("AO 2023\n1440 1").columns)).astype(
        {"value": float, "year": int, "missing": object}
    )


@given(_VALUES, _VALUES)
def test_the_counts_are_those_of_two_dictionaries(old: dict, new: dict) -> None:
    found = effect(_rows(old), _rows(new))
    assert found.added == len(new.keys() - old.keys())
    assert found.removed == len(old.keys() - new.keys())
    assert found.changed == sum(old[key] != new[key] for key in old.keys() & new.keys())
