"""Quality flags: each rule drawn by itself, a slow twin of them all, and published vectors of what they rest on."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ojdash.domain import quality
from ojdash.domain.indikator import Brott
from ojdash.domain.quality.of_kommun import score_z
from tests.domain import slow_quality
from tests.domain.slow_quality import Values
from tests.drawing import indikator

KOMMUNER = range(1001, 1041)  # 40
ANDEL, SURVEY = indikator("A"), indikator("E", source="Socialstyrelsens enkät")
KRONOR, DAGAR, ANTAL = indikator("K", "kronor"), indikator("D", "dagar"), indikator("N", "antal")
JA = indikator("J", "ja_nej")
NEW = Brott(2022, "Frågan är en annan.")


def level(kommun: int, year: int) -> float:
    """A value of its own for each kommun, between 30 and 69, that moves by a point or two."""
    return kommun - 971 + round(random.Random(10_000 * kommun + year).gauss(0, 0.5), 1)


def usual(years: range | list[int], n: float | None = None, gender: int = 0) -> Values:
    """Values without anything odd."""
    return {(0, gender, year, kommun): (level(kommun, year), n) for year in years for kommun in KOMMUNER}


def told(values: Values, definition=ANDEL) -> list[tuple[str, int, int]]:
    """Kind, year and kommun of each flag."""
    found = quality.flags(slow_quality.rows(values), {0: definition})
    return list(zip(found["kind"], found["year"], found["kommun"], strict=True))


def only(values: Values, definition=ANDEL):
    """The one flag there is."""
    found = quality.flags(slow_quality.rows(values), {0: definition})
    assert len(found) == 1, found
    return found.iloc[0]


@pytest.mark.parametrize("definition", [ANDEL, SURVEY, KRONOR, DAGAR, ANTAL])
def test_usual_values_give_no_flag(definition) -> None:
    assert told(usual(range(2015, 2026)), definition) == []


def test_no_values_give_no_flag_and_the_same_columns() -> None:
    found = quality.flags(slow_quality.rows(usual([2024])).iloc[:0], {})
    assert list(found.columns) == list(quality.FLAG_COLUMNS)
    assert found.empty


# --- one kommun's value -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "value", "flagged"),
    [
        *((ANDEL, 101, True), (ANDEL, -0.1, True), (ANDEL, 100, False), (DAGAR, -1, True), (ANTAL, -1, True)),
        *((KRONOR, -1, False), (indikator("Q", "antal", unit=""), -1, False)),  # costs may be negative; so may an index
    ],
)
def test_what_is_impossible_is_flagged(definition, value: float, flagged: bool) -> None:
    values = usual([2024]) | {(0, 0, 2024, 1001): (value, 50.0)}
    assert told(values, definition) == ([("utanfor", 2024, 1001)] if flagged else [])


def test_a_share_of_one_among_percents_is_flagged_with_and_without_a_year_before() -> None:
    low = {(0, 0, 2024, 1030): (0.59, None)}
    assert ("enhet", 2024, 1030) in told(usual([2023, 2024]) | low)
    narrow = {key: (60 + key[3] % 5, None) for key in usual([2024])}
    assert told(narrow | low) == [("enhet", 2024, 1030)]


def test_a_small_share_among_small_shares_is_no_other_unit() -> None:
    small = {key: (value / 50, n) for key, (value, n) in usual(range(2019, 2025)).items()}
    assert told(small) == []


def test_kronor_for_thousands_of_kronor_is_flagged() -> None:
    values = usual([2023, 2024]) | {(0, 0, 2024, 1010): (level(1010, 2024) * 1000, None)}
    assert {kind for kind, _, kommun in told(values, KRONOR) if kommun == 1010} == {"enhet", "hopp"}


@pytest.mark.parametrize(
    ("all_", "flagged"), [(56, True), (86.9, True), (87, False), (94, False), (101, False), (102, True)]
)
def test_all_must_lie_between_women_and_men(all_: float, flagged: bool) -> None:
    """U21463 in 2422, 2015, as published: women 100, men 88, all 56. Rounding may part them by one unit."""
    values = usual([2024]) | {
        (0, g, 2024, 1001): (v, None) for g, v in ((0, all_ if all_ <= 100 else 99), (1, 100), (2, 88))
    }
    if all_ > 100:  # the same above: 88-98 and one unit
        values |= {(0, 1, 2024, 1001): (98 if all_ == 101 else 97.5, None)}
    assert ("kon", 2024, 1001) in told(values) if flagged else ("kon", 2024, 1001) not in told(values)


def test_a_jump_with_known_answers_is_tried_with_a_score_z() -> None:
    values = usual([2023, 2024], n=200.0) | {(0, 0, 2024, 1001): (level(1001, 2023) + 20, 200.0)}
    flag = only(values)
    assert (flag["kind"], flag["kommun"], flag["from_year"], flag["sure_by"]) == ("hopp", 1001, 2023, "z")
    assert (flag["n"], flag["n_earlier"]) == (200, 200)
    assert flag["sure"] == pytest.approx(
        score_z(*map(np.array, ([flag["earlier"]], [200], [flag["value"]], [200])))[0], abs=1e-4
    )


def test_the_same_jump_of_few_answers_may_be_chance() -> None:
    values = usual([2023, 2024], n=30.0) | {(0, 0, 2024, 1001): (level(1001, 2023) + 20, 30.0)}
    assert told(values) == []


def test_a_large_sure_jump_of_few_points_is_not_told_of() -> None:
    values = usual([2023, 2024], n=9000.0) | {(0, 0, 2024, 1001): (level(1001, 2023) + 14, 9000.0)}
    assert told(values) == []


def test_a_jump_without_known_answers_is_tried_beside_the_others() -> None:
    values = usual(range(2020, 2025)) | {(0, 0, 2024, 1005): (90.0, None)}
    flag = only(values)
    assert (flag["kind"], flag["kommun"], flag["sure_by"]) == ("hopp", 1005, "mz")
    assert flag["low"] < level(1005, 2024) < flag["high"] < 90
    assert abs(flag["sure"]) > 3.5


def test_a_jump_is_told_once_and_not_again_when_it_goes_back() -> None:
    values = usual(range(2020, 2025)) | {(0, 0, 2023, 1005): (90.0, None)}
    assert told(values) == [("hopp", 2023, 1005)]


def test_a_kommun_that_always_moves_as_far_does_not_jump() -> None:
    restless = {(0, 0, year, 1005): (20.0 + 60 * (year % 2) + year % 3, None) for year in range(2016, 2026)}
    assert [one for one in told(usual(range(2016, 2026)) | restless) if one[1] > 2019] == []


@pytest.mark.parametrize("definition", [KRONOR, ANTAL, DAGAR])
def test_quantities_are_compared_as_ratios(definition) -> None:
    """A kommun ten times as large moves ten times as far, and is no more odd for that."""
    values = {key: (value * (100 if key[3] == 1001 else 1), n) for key, (value, n) in usual(range(2020, 2025)).items()}
    assert told(values, definition) == []


@pytest.mark.parametrize("definition", [ANDEL, SURVEY, KRONOR, JA])
def test_nothing_is_compared_over_a_declared_break(definition) -> None:
    parted = replace(definition, breaks=(NEW,))
    values = {key: (value if key[2] < 2022 else 99 - value, n) for key, (value, n) in usual(range(2016, 2026)).items()}
    if definition is JA:
        values = {key: (float(key[2] < 2022), n) for key, (_, n) in values.items()}
    assert told(values, parted) == [("brott", 2022, 0)]
    assert told(values, definition) != []


@pytest.mark.parametrize(
    ("value", "n", "flagged"), [(0, 7, True), (100, 9, True), (100, 10, False), (100, None, True), (99, 7, False)]
)
def test_exactly_all_or_nothing_of_few_or_unknown_answers_is_flagged(value, n, flagged: bool) -> None:
    assert told({(0, 0, 2024, 1001): (value, n)}) == ([("ytterst", 2024, 1001)] if flagged else [])


def test_the_same_value_four_times_in_a_survey_is_flagged_from_the_fourth() -> None:
    same = {(0, 0, year, 1005): (41.0, None) for year in range(2018, 2023)}
    assert told(usual(range(2018, 2023)) | same, SURVEY) == [("oforandrat", 2021, 1005), ("oforandrat", 2022, 1005)]
    assert told(usual(range(2018, 2023)) | same, ANDEL) == []  # a register may well stand still
    flag = quality.flags(slow_quality.rows(usual(range(2018, 2023)) | same), {0: SURVEY}).iloc[-1]
    assert (flag["from_year"], flag["sure"]) == (2018, 5)


def test_a_yes_that_became_a_no_is_told_of_every_kommun_and_a_no_that_became_a_yes_is_not() -> None:
    values = {(0, 0, year, kommun): (float((kommun + year) % 2), None) for year in (2023, 2024) for kommun in KOMMUNER}
    assert told(values, JA) == [("ja_till_nej", 2024, kommun) for kommun in KOMMUNER if kommun % 2 == 0]


def test_a_rule_that_strikes_more_than_a_tenth_becomes_one_flag_of_the_indikator() -> None:
    full = {(0, 0, 2024, kommun): (100.0, None) for kommun in KOMMUNER[:4]}
    assert told(usual([2024]) | full) == [("ytterst", 2024, kommun) for kommun in KOMMUNER[:4]]
    flag = only(usual([2024]) | full | {(0, 0, 2024, 1005): (100.0, None)})
    assert (flag["kommun"], flag["kommuner"], flag["n"]) == (quality.WHOLE, 5, 40)


# --- whole indikatorer ------------------------------------------------------------------------------------------------


def test_a_lost_order_is_asked_about() -> None:
    values = usual(range(2018, 2025))
    values |= {(0, 0, 2024, kommun): (30.0 + (kommun * 17) % 40, None) for kommun in KOMMUNER}
    found = quality.flags(slow_quality.rows(values), {0: ANDEL})
    flag = found[found["kind"] == "ordning"].iloc[0]
    assert (flag["year"], flag["from_year"], flag["kommuner"], flag["sure_by"]) == (2024, 2023, 40, "rho")
    assert flag["sure"] < 0.3 < 0.6 < flag["earlier"]


def test_a_level_that_moved_everywhere_is_asked_about() -> None:
    values = {key: (value + 12 * (key[2] == 2024), n) for key, (value, n) in usual(range(2017, 2025)).items()}
    flag = only(values)
    assert (flag["kind"], flag["year"], round(flag["value"])) == ("nivaskift", 2024, 12)
    assert flag["low"] <= flag["earlier"] <= flag["high"] < flag["value"]


def test_what_rises_as_much_every_year_is_no_moved_level() -> None:
    values = {key: (value * 1.08 ** (key[2] - 2015), n) for key, (value, n) in usual(range(2015, 2026)).items()}
    assert told(values, KRONOR) == []


def test_answers_that_moved_together_are_asked_about() -> None:
    """EB-01: 48, 37 and 70 percent of the kommuner answered Ja in 2021-2023, without any stated change."""
    share = {2021: 0.48, 2022: 0.37, 2023: 0.70}
    values = {
        (0, 0, year, kommun): (float((kommun * 7 % 40) < part * 40), None)
        for year, part in share.items()
        for kommun in KOMMUNER
    }
    found = quality.flags(slow_quality.rows(values), {0: JA})
    together = found[found["kind"] == "samtidigt"]
    assert list(together["year"]) == [2023]
    flag = together.iloc[0]
    assert (flag["high"], flag["low"], flag["sure_by"]) == (13, 0, "z")
    assert flag["sure"] == pytest.approx(13 / 13**0.5, abs=1e-4)


@pytest.mark.parametrize(
    ("kommuner", "flagged"),
    [([1001, 1005], [1001, 1005]), (KOMMUNER, [quality.WHOLE])],
    ids=["a few kommuner", "all kommuner"],
)
def test_a_year_that_has_not_come_is_asked_about(kommuner, flagged) -> None:
    ahead = {(0, 0, 2026, kommun): (level(kommun, 2026), None) for kommun in kommuner}
    found = quality.flags(slow_quality.rows(usual([2024, 2025]) | ahead), {0: ANDEL}, 2025)
    its = found[found["kind"] == "framtid"]
    assert its["kommun"].tolist() == flagged
    assert set(its["year"]) == {2026}
    assert quality.ask("framtid", False) == "kalla"
    later = quality.flags(slow_quality.rows(usual([2024, 2025]) | ahead), {0: ANDEL}, 2026)
    assert "framtid" not in set(later["kind"])


@pytest.mark.parametrize(("kommuner", "flagged"), [(31, True), (32, False), (40, False)])
def test_coverage_that_fell_is_asked_about(kommuner: int, flagged: bool) -> None:
    fewer = {key: said for key, said in usual([2023, 2024]).items() if key[2] == 2023 or key[3] < 1001 + kommuner}
    assert told(fewer) == ([("tackning", 2024, 0)] if flagged else [])


def test_answers_that_doubled_are_asked_about() -> None:
    """The LSS survey: 8 700 answers in 2016, 16 000 in 2017."""
    values = usual([2016], n=217.5) | usual([2017], n=400.0)
    flag = only(values)
    assert (flag["kind"], flag["value"], flag["earlier"]) == ("antal_svar", 16_000, 8_700)


# --- published vectors, and the slow twin -----------------------------------------------------------------------------


def test_the_score_z_is_that_of_the_published_pair() -> None:
    """56 of 70 and 48 of 80 (Newcombe 1998): pooled 104/150, z = 0.2 / sqrt(.6933*.3067*(1/70+1/80)) = 2.6502."""
    z = score_z(np.array([60.0]), np.array([80.0]), np.array([80.0]), np.array([70.0]))
    assert z[0] == pytest.approx(0.2 / (104 / 150 * 46 / 150 * (1 / 70 + 1 / 80)) ** 0.5)
    assert score_z(np.array([0.0]), np.array([9.0]), np.array([0.0]), np.array([9.0]))[0] == 0


odd_values = st.one_of(
    st.just(None),  # missing
    st.sampled_from([0.0, 100.0, 0.5, 101.0, -2.0, 41.0, 90.0, 5.0, 41_000.0]),
    st.floats(0, 100).map(lambda found: round(found, 1)),
)
definitions = st.builds(
    indikator,
    st.just("X"),
    st.sampled_from(["andel", "andel", "kronor", "dagar", "antal", "ja_nej"]),
    source=st.sampled_from(["SCB", "Socialstyrelsens enkät"]),
    breaks=st.sampled_from([(), (), (NEW,), (NEW, Brott(2024, "Igen."))]),
)


@settings(max_examples=60)
@given(
    definition=definitions,
    years=st.lists(st.integers(2014, 2025), min_size=2, max_size=9, unique=True),
    genders=st.sampled_from([(0,), (0,), (1, 2), (0, 1, 2)]),
    n=st.sampled_from([None, 8.0, 60.0, 500.0]),
    wander=st.sampled_from([0, 1, 6, 40]),
    odd=st.lists(st.tuples(st.integers(0, 8), st.sampled_from(KOMMUNER), odd_values), max_size=25),
    seed=st.integers(0, 10_000),
    last_year=st.sampled_from([9999, 2025, 2023, 2018]),
)
def test_the_slow_twin_agrees(definition, years, genders, n, wander, odd, seed, last_year) -> None:
    chance = np.random.default_rng(seed)
    years = sorted(years)
    values: Values = {}
    for gender in genders:
        for year in years:
            for kommun in KOMMUNER:
                value = level(kommun, year) + wander * round(chance.normal(), 1)
                if definition.kind == "ja_nej":
                    value = float(value > 50)
                values[0, gender, year, kommun] = value, n if chance.random() < 0.9 else None
    for place, kommun, value in odd:
        key = (0, genders[0], years[place % len(years)], kommun)
        if value is None:
            values.pop(key, None)
        elif definition.kind != "ja_nej":
            values[key] = value, n
    found = quality.flags(slow_quality.rows(values), {0: definition}, last_year)
    columns = [found[name].tolist() for name in ("kind", "indikator", "gender", "year", "kommun")]
    fast = list(zip(*columns, strict=True))
    assert Counter(fast) == Counter(slow_quality.flags(values, {0: definition}, last_year))


def test_flags_of_many_indikatorer_are_those_of_each() -> None:
    """One pass over an area gives what each indikator gives alone."""
    chance = np.random.default_rng(4)
    definitions = dict(enumerate([ANDEL, KRONOR, JA, SURVEY, DAGAR], 7 * 65_536))
    values: Values = {}
    for number, definition in definitions.items():
        for year in range(2016, 2025):
            for kommun in KOMMUNER:
                value = float(chance.integers(0, 2)) if definition is JA else float(chance.integers(1, 100))
                values[number, 0, year, kommun] = value, None
    together = quality.flags(slow_quality.rows(values), definitions)
    assert set(together["indikator"]) == set(definitions)
    for number, definition in definitions.items():
        alone = {key: said for key, said in values.items() if key[0] == number}
        expected = quality.flags(slow_quality.rows(alone), {number: definition})
        its = together[together["indikator"] == number].reset_index(drop=True)
        assert its.equals(expected)
