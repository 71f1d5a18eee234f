"""The counts of changes as published: those of pandas over the shipped example, and of editions drawn by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ojdash import catalogue
from ojdash.domain.indikator import Brott
from ojdash.store import Store
from tests.drawing import edition, edition_of_before, indikator, many

KODER = sorted(catalogue.invanare())
SOME = KODER[::12]
AO = indikator("AO", "dagar")


def slow(store: Store, id: str, gender: str) -> pd.DataFrame:
    """Some kommuner's counts of one indikator and gender, one change at a time, by pandas."""
    definition = store.indikator(id)
    rows = store.tidy([id]).query("gender == @gender and kommun != '0000'").dropna(subset="value")
    table = rows.pivot(index="kommun", columns="year", values="value")
    size_of = pd.Series(catalogue.invanare())
    found = []
    for kommun, values in table[table.index.isin(SOME)].iterrows():
        years = values.dropna().index
        apart = (np.log(size_of) - np.log(size_of[kommun])).abs().round(12).drop(kommun)
        near = apart.sort_index().sort_values(kind="stable").index[: len(apart) // 3]
        for then, now in pairwise(years):
            if definition.break_between(then, now):
                continue
            moved = ((table[now] - table[then]).abs().round(10) * 10**definition.decimals + 0.5 + 1e-9) // 1
            others = moved.reindex(near).dropna()
            found.append((kommun, now, len(others), int((others >= moved[kommun]).sum())))
    return pd.DataFrame(found, columns=["kommun", "year", "counted", "at_least"])


@pytest.mark.parametrize("kind", ["andel", "dagar", "antal", "kronor"])
def test_the_examples_counts_are_those_of_pandas(example: Store, kind: str) -> None:
    ids = [id for its in example.by_omrade.values() for id in its if example.indikator(id).kind == kind]
    for id in ids[:: max(1, len(ids) // 2)][:2]:
        gender = example.genders(id)[-1]
        rows = pd.concat([example.values(id, gender, year, kommuner_only=True) for year in example.years(id)])
        assert rows["counted"].max() > 30
        rows = rows[rows["kommun"].isin(SOME)].dropna(subset="counted")[["kommun", "year", "counted", "at_least"]]
        rows = rows.sort_values(["kommun", "year"])
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), slow(example, id, gender), check_dtype=False)


def test_no_code_is_counted(example: Store) -> None:
    coded = [id for its in example.by_omrade.values() for id in its if example.indikator(id).is_coded][:3]
    assert all(example.values(id, "T", example.years(id)[-1])["counted"].isna().all() for id in coded)


def drawn(*years: tuple[int, list[float]]) -> pd.DataFrame:
    """Tidy rows of the first kommuner there are, a list of values a year."""
    rows = pd.concat([many("AO", year, values) for year, values in years], ignore_index=True)
    return rows.assign(kommun=[KODER[int(kod) - 1001] for kod in rows["kommun"]])


def counts(store: Store, year: int) -> dict[str, tuple]:
    rows = store.values("AO", "T", year)
    return {row.kommun: (row.counted, row.at_least) for row in rows.itertuples() if not pd.isna(row.counted)}


def test_everyone_is_counted_from_its_own_value_before_to_the_same_year(tmp_path: Path) -> None:
    later = [10.0 + place for place in range(13)]  # changes of 0 to 12
    rows = drawn((2021, [10.0] * 13), (2022, [np.nan] + [10.0] * 12), (2023, later))
    found = counts(edition(tmp_path, rows, AO), 2023)
    assert found[KODER[0]][0] == 4  # a third of twelve; from 2021, in which all have a value
    assert set(found) == set(KODER[:13])
    assert found[KODER[12]] == (4, 0)
    assert all(counted in (3, 4) for counted, _ in found.values())  # the first one has no value in 2022


def test_nothing_is_counted_over_a_break(tmp_path: Path) -> None:
    rows = drawn((2022, [10.0] * 13), (2023, [12.0] * 13), (2024, [12.0] * 13))
    broken = indikator("AO", "dagar", breaks=(Brott(2023, "Ny fråga."),))
    found = edition(tmp_path, rows, broken)
    assert (counts(found, 2022), counts(found, 2023)) == ({}, {})
    assert counts(found, 2024) == dict.fromkeys(KODER[:13], (4, 4))


def test_an_area_whose_invanare_nobody_knows_has_no_counts(tmp_path: Path) -> None:
    rows = pd.concat([many("AO", year, [1.0, 2.0, 3.0]) for year in (2023, 2024)], ignore_index=True)
    found = edition(tmp_path, rows, AO)
    assert counts(found, 2024) == {}
    assert len(found.like_size.koder) == 0


def test_what_newest_and_recent_have_is_what_the_observations_have(example: Store) -> None:
    latest = example.latest("0685", "T").dropna(subset="counted")
    assert len(latest) > 50
    for row in latest.iloc[::10].itertuples():
        of_year = example.values(row.indikator, "T", int(row.year)).set_index("kommun").loc["0685"]
        assert (of_year["counted"], of_year["at_least"]) == (row.counted, row.at_least)
        within = example.matrix({row.indikator: [int(row.year)]}, "T", ["0685"]).iloc[0]
        assert (within["counted"], within["at_least"]) == (row.counted, row.at_least)


@pytest.mark.parametrize("format", [3, 4])
def test_an_edition_of_before_has_no_counts_and_is_read(tmp_path: Path, format: int) -> None:
    rows = drawn((2022, [10.0] * 13), (2023, [12.0] * 13))
    before = edition_of_before(tmp_path, rows, AO, format=format)
    assert before.manifest["format"] == format
    assert counts(before, 2023) == {}
    assert before.latest(KODER[0], "T")["counted"].isna().all()
    assert len(before.like_size.koder) == 13  # of the catalogue
    other = drawn((2024, [1.0] * 13)).assign(indikator="BO")
    carried = edition(tmp_path, other, indikator("BO"), base=before.id)
    assert counts(carried, 2023) == dict.fromkeys(KODER[:13], (4, 4))  # counted anew
