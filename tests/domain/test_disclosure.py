"""Nobody can count to fewer than five persons: the rule on drawn cells, and an attacker who reckons with them all."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ojdash.domain.disclosure import disclosed
from ojdash.domain.question import GENDERS
from tests.drawing import indikator

ANTAL, SHARE = indikator("ANTAL", "antal"), indikator("AO")
DEFINITIONS = {1: ANTAL, 2: SHARE, 3: indikator("JA", "ja_nej"), 4: indikator("PER", "antal", unit="barn per personal")}
KOMMUNER = {1440, 1860, 1880}
FEW, SECOND = "sekretess", "rojande"


def cells(**cell_of: object) -> pd.DataFrame:
    """Rows of one year. T=12, or of a place T_1440=12; a share is (value, n); a word is why a value is missing."""
    rows = []
    for name, value in cell_of.items():
        gender, _, place = name.partition("_")
        value, n = value if isinstance(value, tuple) else (value, np.nan)
        missing = value if isinstance(value, str) else None
        number = np.nan if missing else float(value)
        rows.append((1, GENDERS.index(gender), 2024, int(place or 1440), number, missing, n))
    rows = pd.DataFrame(rows, columns=["indikator", "gender", "year", "kommun", "value", "missing", "n"])
    return rows.astype({"n": "Int32", "missing": object})


def outcomes_of(rows: pd.DataFrame, indikator: int = 1) -> list[float | str]:
    published = disclosed(rows.assign(indikator=indikator), DEFINITIONS, KOMMUNER)
    return [
        value if missing is None or missing is np.nan else missing
        for value, missing in zip(published["value"], published["missing"], strict=True)
    ]


@pytest.mark.parametrize(
    ("count", "outcome"), [(0, 0), (1, FEW), (4, FEW), (5, 5), (12, 12), ("ej_svarat", "ej_svarat"), (FEW, FEW)]
)
def test_a_count_of_one_to_four_persons_is_withheld_and_0_is_0(count: object, outcome: object) -> None:
    assert outcomes_of(cells(T=count)) == [outcome]


def test_what_is_no_count_of_persons_is_as_it_is() -> None:
    assert outcomes_of(cells(T=3), indikator=4) == [3]  # per personal
    assert outcomes_of(cells(T=1), indikator=3) == [1]  # Ja
    assert outcomes_of(cells(T=3), indikator=2) == [3]  # percent, n unknown


@pytest.mark.parametrize(("n", "outcome"), [(4, FEW), (5, 60), (0, FEW), (np.nan, 60)])
def test_a_value_of_fewer_than_five_answers_is_withheld(n: float, outcome: object) -> None:
    published = disclosed(cells(T=(60, n)).assign(indikator=2), DEFINITIONS, KOMMUNER)
    assert outcomes_of(cells(T=(60, n)), indikator=2) == [outcome]
    assert published["n"].isna().item() == (not n >= 5 and n != 0)  # that nobody answered is no person's secret


@pytest.mark.parametrize(
    ("women", "men", "total", "outcomes"),
    [
        (3, 40, 43, (SECOND, SECOND, 43)),
        (4, 4, 8, (SECOND, SECOND, 8)),  # each "färre än 5" would be 4 and 4
        (1, 5, 6, (SECOND, SECOND, 6)),
        (0, 12, 12, (0, 12, 12)),
        (0, 3, 3, (0, FEW, FEW)),
        (1, 2, 3, (FEW, FEW, FEW)),
        (7, 12, 19, (7, 12, 19)),
        (FEW, 40, 43, (SECOND, SECOND, 43)),
        (FEW, FEW, 8, (SECOND, SECOND, 8)),
        (FEW, "ej_svarat", 43, (FEW, "ej_svarat", 43)),
        (7, 12, FEW, (SECOND, 12, FEW)),
        (12, 7, FEW, (12, SECOND, FEW)),
        (3, 40, "ej_svarat", (FEW, 40, "ej_svarat")),
    ],
)
def test_of_women_men_and_all_no_two_tell_the_third(women: object, men: object, total: object, outcomes: tuple) -> None:
    assert tuple(outcomes_of(cells(K=women, M=men, T=total))) == outcomes


def test_without_a_row_of_the_other_gender_nothing_follows() -> None:
    assert outcomes_of(cells(K=3, T=43)) == [FEW, 43]


@pytest.mark.parametrize(
    ("women", "men", "total", "outcomes", "n"),
    [
        ((50, 4), (60, 40), (59, 44), (SECOND, SECOND, 59), (None, None, 44)),
        ((FEW, np.nan), (60, 40), (59, 44), (SECOND, SECOND, 59), (None, None, 44)),
        ((50, 4), (60, 4), (55, 8), (SECOND, SECOND, 55), (None, None, 8)),
        ((FEW, np.nan), (60, np.nan), (59, 44), (FEW, 60, 59), (None, None, 44)),  # how many men is not known
        ((FEW, np.nan), (FEW, np.nan), (59, 44), (FEW, FEW, 59), (None, None, 44)),
        ((50, 20), (60, 40), (57, 60), (50, 60, 57), (20, 40, 60)),
        ((50, 20), (60, 40), (FEW, np.nan), (SECOND, 60, FEW), (None, 40, None)),
    ],
)
def test_shares_give_each_other_away_where_n_is_known(
    women: tuple, men: tuple, total: tuple, outcomes: tuple, n: tuple
) -> None:
    rows = cells(K=women, M=men, T=total)
    assert tuple(outcomes_of(rows, indikator=2)) == outcomes
    published_n = disclosed(rows.assign(indikator=2), DEFINITIONS, KOMMUNER)["n"]
    assert tuple(None if pd.isna(number) else number for number in published_n) == n


@pytest.mark.parametrize(
    ("counts", "riket", "outcome"),
    [
        ((3, 40, 50), 93, SECOND),  # 93 - 40 - 50
        ((1, 1, 50), 52, SECOND),  # two of at least one each: 1 and 1
        ((3, 40, 50), 31, 31),  # a mean
        ((3, 40, 50), 9000, 9000),  # of other kommuner too
        ((7, 40, 50), 97, 97),  # nobody is withheld
        ((FEW, 40, 50), 93, SECOND),
        ((FEW, 40, 50), 95, 95),  # five are left of it: no sum of these
        ((3, "ej_svarat", 50), 53, SECOND),  # nobody may be missing after all
        ((3, "ej_svarat", 50), 93, 93),
    ],
)
def test_a_sum_that_would_give_a_kommun_away_is_withheld(counts: tuple, riket: float, outcome: object) -> None:
    places = dict(zip(("T_1440", "T_1860", "T_1880"), counts, strict=True))
    assert outcomes_of(cells(**places, T_0=riket))[-1] == outcome


def test_with_one_gender_of_a_sum_goes_the_other_and_with_all_both() -> None:
    rows = cells(K_1440=3, M_1440=40, T_1440=43, K_0=3, M_0=40, T_0=43)
    assert outcomes_of(rows) == [SECOND, SECOND, 43, SECOND, SECOND, 43]
    rows = cells(K_1440=3, M_1440=0, T_1440=3, K_1860=20, M_1860=30, T_1860=50, K_0=23, M_0=30, T_0=53)
    assert outcomes_of(rows) == [FEW, 0, FEW, 20, 30, 50, SECOND, SECOND, SECOND]


def test_the_order_and_other_rows_are_as_they_were() -> None:
    rows = pd.concat([cells(K=3, M=40, T=43), cells(K_1860=7, M_1860=9, T_1860=16).assign(year=2023)])
    rows.index = [5, 3, 8, 1, 2, 9]
    published = disclosed(rows, DEFINITIONS, KOMMUNER)
    assert list(published.index) == list(rows.index)
    assert published["value"].tolist()[2:] == [43, 7, 9, 16]


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_what_is_withheld_once_stays_so_when_it_is_carried_over(counts: list[int]) -> None:
    once = disclosed(table(counts), DEFINITIONS, KOMMUNER)
    again = disclosed(once, DEFINITIONS, KOMMUNER)
    pd.testing.assert_frame_equal(once, again)


# --- an attacker who knows every published cell, every sum, and what the words say ------------------------------------


def table(counts: list[int]) -> pd.DataFrame:
    """Women and men of three kommuner, with all sums."""
    places = sorted(KOMMUNER)
    count_of = {f"{gender}_{kod}": counts[2 * at + g] for at, kod in enumerate(places) for g, gender in enumerate("KM")}
    count_of |= {f"T_{kod}": count_of[f"K_{kod}"] + count_of[f"M_{kod}"] for kod in places}
    return cells(
        **count_of, **{f"{gender}_0": sum(count_of[f"{gender}_{kod}"] for kod in places) for gender in GENDERS}
    )


def ranges(published: pd.DataFrame) -> dict[tuple[int, int], tuple[int, int]]:
    """The least and the most that each withheld cell can be, by linear programming over all the sums."""
    keys = list(zip(published["kommun"], published["gender"], strict=True))
    at = {key: place for place, key in enumerate(keys)}
    bounds = []
    for value, missing in zip(published["value"], published["missing"], strict=True):
        low, high = (1, 4) if missing == FEW else (0, None)
        bounds.append((low, high) if np.isnan(value) else (value, value))
    sums = []
    for kod in {kod for kod, _ in keys}:
        sums.append({at[kod, 0]: 1, at[kod, 1]: -1, at[kod, 2]: -1})
    for gender in (0, 1, 2):
        sums.append({at[kod, gender]: 1 if kod == 0 else -1 for kod, _ in {(k, 0) for k, _ in keys}})
    equal = np.zeros((len(sums), len(keys)))
    for row, terms in enumerate(sums):
        for column, factor in terms.items():
            equal[row, column] = factor
    out = {}
    for key in (key for key, value in zip(keys, published["value"], strict=True) if np.isnan(value)):
        cost = np.zeros(len(keys))
        cost[at[key]] = 1
        ends = [linprog(sign * cost, A_eq=equal, b_eq=np.zeros(len(sums)), bounds=bounds) for sign in (1, -1)]
        assert all(end.status in (0, 3) for end in ends)
        low, high = (sign * end.fun if end.status == 0 else np.inf for sign, end in zip((1, -1), ends, strict=True))
        out[key] = int(np.ceil(low - 1e-6)), int(np.floor(high + 1e-6)) if np.isfinite(high) else 10**6
    return out


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 30]), min_size=6, max_size=6))
@example([0, 0, 1, 1, 1, 1])
def test_no_withheld_count_of_few_can_be_reckoned(counts: list[int]) -> None:
    rows = table(counts)
    published = disclosed(rows, DEFINITIONS, KOMMUNER)
    true = dict(zip(zip(rows["kommun"], rows["gender"], strict=True), rows["value"], strict=True))
    values = published["value"].dropna()
    assert not values.between(1, 4).any()
    for key, (low, high) in ranges(published).items():
        assert low <= true[key] <= high
        assert low < high or not 1 <= true[key] <= 4


def test_the_attacker_would_succeed_without_the_second_cell() -> None:
    rows = table([3, 40, 9, 30, 7, 8])
    bare = rows.assign(
        value=rows["value"].where(~rows["value"].between(1, 4)),
        missing=np.where(rows["value"].between(1, 4), FEW, None),
    )
    assert ranges(bare) == {(1440, 1): (3, 3)}


def test_every_small_household_of_women_and_men() -> None:
    """Whole enumeration of one kommun, for an attacker who also knows this rule: more than one pair looks the same."""
    looks: dict[tuple, set[tuple[int, int]]] = {}
    for women, men in itertools.product(range(12), repeat=2):
        looks.setdefault(tuple(outcomes_of(cells(K=women, M=men, T=women + men))), set()).add((women, men))
    for pairs in looks.values():
        for place in (0, 1):
            seen = {pair[place] for pair in pairs}
            assert len(seen) > 1 or not seen & {1, 2, 3, 4}
