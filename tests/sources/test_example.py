"""The example edition: made up, whole, the same everywhere, and like the real thing in the ways that test a screen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ojdash import catalogue, store
from ojdash.domain.delivery import TIDY_COLUMNS, Delivery
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.missing import MISSING
from ojdash.domain.omrade import LIKNANDE, OVERGRIPANDE
from ojdash.sources import example as source

SURVEYS = ("AO-01", "LSS-25", "LSS-26", "U28525", "U21468")
REGISTERS = ("EB-11", "LSS-28", "N31807", "U21425")
WITHHELD = {"sekretess", "rojande"}


@pytest.fixture(scope="module")
def delivery(shipped: dict[str, Indikator]) -> Delivery:
    return source.read(shipped, catalogue.SHIPPED)


@pytest.fixture(scope="module")
def rows(delivery: Delivery) -> pd.DataFrame:
    return pd.concat([delivery.observations(omrade) for omrade in delivery.omraden], ignore_index=True)


@pytest.fixture(scope="module")
def local(rows: pd.DataFrame) -> pd.DataFrame:
    """Without Riket."""
    return rows[rows["kommun"] != RIKET]


def of(rows: pd.DataFrame, id: str, gender: str = "T") -> pd.DataFrame:
    return rows[(rows["indikator"] == id) & (rows["gender"] == gender)]


# --- what it is -------------------------------------------------------------------------------------------------------


def test_it_says_that_it_is_made_up(delivery: Delivery) -> None:
    assert delivery.source.simulated
    assert "påhittade" in delivery.source.terms


def test_every_indikator_of_the_catalogue_has_values(
    rows: pd.DataFrame, delivery: Delivery, shipped: dict[str, Indikator]
) -> None:
    assert delivery.indikatorer == tuple(shipped.values())
    assert set(rows.loc[rows["value"].notna(), "indikator"]) == set(shipped)
    assert tuple(rows.columns) == TIDY_COLUMNS
    assert not rows.duplicated(["indikator", "kommun", "year", "gender"]).any()


def test_genders_are_parted_where_the_definition_says_so(rows: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    genders = rows.groupby("indikator")["gender"].agg(lambda its: "".join(sorted(set(its))))
    assert genders.to_dict() == {id: "KMT" if i.gender_split else "T" for id, i in shipped.items()}


def test_an_indikator_is_the_same_whatever_else_the_catalogue_holds(
    rows: pd.DataFrame, shipped: dict[str, Indikator]
) -> None:
    alone = source.read({"AO-01": shipped["AO-01"]}, catalogue.SHIPPED).observations("aldreomsorg")
    among = rows[rows["indikator"] == "AO-01"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among)
    backwards = source.read(dict(reversed(shipped.items())), catalogue.SHIPPED).observations("vald")
    straight = rows[rows["indikator"].isin({i.id for i in shipped.values() if i.omrade == "vald"})]
    order = ["indikator", "gender", "year", "kommun"]
    pd.testing.assert_frame_equal(
        backwards.sort_values(order, ignore_index=True), straight.sort_values(order, ignore_index=True)
    )


def test_the_shipped_edition_is_what_the_source_makes_of_the_catalogue_today(
    example: store.Store, rows: pd.DataFrame, shipped: dict[str, Indikator]
) -> None:
    """But for figures of few persons, which no edition tells. If not: publish it anew, `python -m ojdash example`."""
    assert {id: example.indikator(id) for id in example.ids} == shipped
    local = rows[rows["kommun"] != RIKET]
    assert example.manifest["counts"]["rows"] == len(rows)
    kinds, made = example.manifest["counts"]["missing"], rows["missing"].value_counts().to_dict()
    assert all(kinds.get(kind) == made.get(kind) for kind in {*kinds, *made} - WITHHELD)
    assert example.kommuner.keys() == set(local["kommun"])
    order = ["indikator", "gender", "year", "kommun"]
    for omrade in ("missbruk", "vald", "hemloshet", "krisberedskap"):
        ids = example.by_omrade[omrade]
        found = example.tidy(ids).sort_values(order, ignore_index=True)
        expected = rows[rows["indikator"].isin(ids)].sort_values(order, ignore_index=True)
        for column in (*order, "status"):
            assert found[column].tolist() == expected[column].tolist()
        told = ~found["missing"].isin(WITHHELD)
        assert told.mean() > 0.8
        found, expected = found[told], expected[told]
        assert found["missing"].fillna("").tolist() == expected["missing"].fillna("").tolist()
        assert found["value"].to_numpy() == pytest.approx(expected["value"].to_numpy(), nan_ok=True, rel=1e-12)
        assert found["n"].fillna(-1).tolist() == expected["n"].fillna(-1).tolist()


def test_it_is_small_enough_to_ship(example: store.Store) -> None:
    assert sum(said["bytes"] for said in example.manifest["files"].values()) < 7_000_000


def test_two_publishings_give_the_same_bytes(tmp_path: Path, shipped: dict[str, Indikator]) -> None:
    few = {id: shipped[id] for id in ("AO-01", "LSS-01", "LSS-03", "EB-15", "MB-05", "N33812", "U28112")}
    ids = [store.publish(tmp_path / copy, source.read(few, catalogue.SHIPPED)).id for copy in ("one", "other")]
    contents = [
        {path.name: path.read_bytes() for path in (tmp_path / copy).rglob("*.parquet")} for copy in ("one", "other")
    ]
    assert ids[0] == ids[1]
    assert contents[0] == contents[1]


# --- values -----------------------------------------------------------------------------------------------------------


def test_values_keep_within_what_their_kind_can_be(rows: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    kind = rows["indikator"].map({id: i.kind for id, i in shipped.items()})
    local = rows["kommun"] != RIKET
    assert rows.loc[kind == "andel", "value"].dropna().between(0, 100).all()
    assert set(rows.loc[(kind == "ja_nej") & local, "value"].dropna()) == {0, 1}
    assert rows.loc[kind == "ja_nej", "value"].dropna().between(0, 1).all()
    assert (rows["value"].dropna() >= 0).all()
    for id, its in rows[(kind == "kategori") & local].groupby("indikator"):
        assert {str(int(code)) for code in its["value"].dropna()} == set(shipped[id].codes)


def test_values_are_rounded_as_the_publisher_shows_them(local: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    decimals = local["indikator"].map({id: i.decimals for id, i in shipped.items()}).to_numpy()
    values = local["value"].to_numpy()
    for places in range(3):
        its = values[decimals == places]
        assert np.array_equal(its, np.round(its, places), equal_nan=True)


def test_the_national_share_of_yes_follows_the_published_figures(
    rows: pd.DataFrame, shipped: dict[str, Indikator]
) -> None:
    riket = rows[(rows["kommun"] == RIKET) & (rows["gender"] == "T")].set_index(["indikator", "year"])["value"]
    published = [(i, year) for i in shipped.values() if i.kind == "ja_nej" for year in i.rikssiffror]
    compared = [(i, year) for i, year in published if (i.id, year) in riket.index]
    assert len(compared) > 50
    for definition, year in compared:
        expected = pytest.approx(definition.rikssiffror[year], abs=4)
        assert 100 * riket[definition.id, year] == expected, f"{definition.id} {year}"


def test_rikets_share_of_yes_is_the_share_of_those_who_answered(rows: pd.DataFrame, local: pd.DataFrame) -> None:
    riket = of(rows[rows["kommun"] == RIKET], "LSS-01").set_index("year")["value"]
    assert riket.to_dict() == pytest.approx(of(local, "LSS-01").groupby("year")["value"].mean().to_dict(), abs=5e-5)


def test_some_indikatorer_have_no_riket_and_categories_never_have(
    rows: pd.DataFrame, shipped: dict[str, Indikator]
) -> None:
    having = set(rows.loc[rows["kommun"] == RIKET, "indikator"])
    assert 5 <= len(set(shipped) - having) <= 40
    assert not [id for id in having if shipped[id].kind == "kategori"]


def test_years_hang_together_and_answers_seldom_flip(local: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    for id in ("LSS-01", "SP-04", "VR-01"):
        answers = of(local, id).pivot(index="kommun", columns="year", values="value")
        flips = answers.diff(axis=1).abs().stack().mean()
        assert 0.01 < flips < 0.12, id
    for id in ("EB-11", "AO-04", "LSS-28"):
        values = of(local, id).pivot(index="kommun", columns="year", values="value")
        assert values[2022].corr(values[2023], method="spearman") > 0.8, id


def test_a_share_with_known_n_is_so_many_of_them(local: pd.DataFrame) -> None:
    known = local[local["n"].notna()]
    count = known["value"] * known["n"] / 100
    assert ((count - count.round()).abs() <= 0.5 * known["n"] / 100 + 1e-9).all()
    ten = known[known["n"] == 10]
    assert len(ten) > 100
    assert set(ten["value"]) <= set(range(0, 101, 10))


def test_all_lies_between_women_and_men(local: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    split = local[local["gender"].isin(["T", "K", "M"]) & local["value"].notna()]
    wide = split.pivot(index=["indikator", "kommun", "year"], columns="gender", values="value").dropna()
    counted = wide.index.get_level_values("indikator").map(lambda id: shipped[id].unit == "personer")
    shares = wide[~counted]
    assert len(shares) > 50_000
    assert (shares["T"] >= shares[["K", "M"]].min(axis=1)).all()
    assert (shares["T"] <= shares[["K", "M"]].max(axis=1)).all()
    assert (wide.loc[counted, "T"] == wide.loc[counted, ["K", "M"]].sum(axis=1)).all()


@pytest.mark.parametrize("id", SURVEYS)
def test_surveys_tell_how_many_answered_and_large_kommuner_have_more(local: pd.DataFrame, id: str) -> None:
    its = of(local, id)
    assert (its["n"].notna() == its["value"].notna()).all()
    mean = its.groupby("kommun")["n"].mean()
    assert mean["0180"] > 20 * mean.median()


@pytest.mark.parametrize("id", REGISTERS)
def test_registers_and_costs_do_not_tell_how_many(local: pd.DataFrame, id: str) -> None:
    assert of(local, id)["n"].isna().all()


def test_few_answers_and_fewer_than_five_occur_and_the_latter_are_withheld(local: pd.DataFrame) -> None:
    known = local["n"].dropna()
    assert known.between(5, 29).sum() > 5000
    assert known.between(30, 99).sum() > 5000
    assert known.min() == 5
    assert (local["missing"] == "sekretess").sum() > 1000


def test_many_share_a_value_somewhere(local: pd.DataFrame) -> None:
    assert (of(local, "U28112").query("year == 2024")["value"] == 100).sum() > 20
    assert of(local, "AO-01").query("year == 2024")["value"].duplicated(keep=False).sum() > 200


# --- what is missing --------------------------------------------------------------------------------------------------


def test_every_kind_of_missing_occurs(local: pd.DataFrame) -> None:
    assert set(local["missing"].dropna()) == set(MISSING) - {"fanns_inte", "rojande"}  # which only publishing finds
    assert (local["missing"].notna() == local["value"].isna()).all()


def test_three_to_eight_in_a_hundred_do_not_answer_the_survey_to_the_kommuner(
    local: pd.DataFrame, shipped: dict[str, Indikator]
) -> None:
    asked = local[local["indikator"].isin({id for id, i in shipped.items() if "kommunenkät" in i.source})]
    assert 0.03 < (asked["missing"] == "ej_svarat").mean() < 0.08


def test_some_kommuner_seldom_answer_and_most_nearly_always(local: pd.DataFrame) -> None:
    silent = (of(local, "LSS-01")["missing"] == "ej_svarat").groupby(of(local, "LSS-01")["kommun"]).mean()
    assert 1 <= (silent > 0.4).sum() <= 20
    assert (silent < 0.2).sum() > 250


def test_some_questions_are_not_asked_every_year(local: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    years = {id: sorted(set(its)) for id, its in local.groupby("indikator")["year"]}
    gaps = [id for id, its in years.items() if len(its) < its[-1] - its[0] + 1]
    asked = [id for id, i in shipped.items() if i.kind == "ja_nej" and "kommunenkät" in i.source]
    assert set(gaps) <= set(asked)
    assert len(asked) / 5 < len(gaps) < len(asked) / 2


def test_years_keep_within_those_the_question_was_asked(local: pd.DataFrame, shipped: dict[str, Indikator]) -> None:
    for id, its in local.groupby("indikator")["year"]:
        assert max(shipped[id].since or 0, 2014) <= its.min(), id
        assert its.max() == min(shipped[id].until or 2025, 2025), id


# --- neighbours -------------------------------------------------------------------------------------------------------


def test_every_kommun_has_seven_neighbours_of_each_kind_but_one_that_lacks_a_list(delivery: Delivery) -> None:
    kinds = {OVERGRIPANDE, *LIKNANDE.values()}
    lists = {(one.kind, one.kommun): one for one in delivery.liknande}
    expected = {(kind, kommun.kod) for kind in kinds for kommun in delivery.kommuner} - {("lss", "0617")}
    assert set(lists) == expected
    for one in lists.values():
        assert len(set(one.members)) == 7
        assert one.kommun not in one.members
        assert list(one.members) == sorted(one.members)


def test_neighbours_are_of_the_same_kommungrupp_where_it_is_large_enough(delivery: Delivery) -> None:
    grupp = {kommun.kod: kommun.kommungrupp for kommun in delivery.kommuner}
    size = pd.Series(grupp).value_counts()
    for one in delivery.liknande:
        if size[grupp[one.kommun]] > 7:
            assert {grupp[kod] for kod in one.members} == {grupp[one.kommun]}


def test_the_kinds_of_neighbours_differ_somewhat(delivery: Delivery) -> None:
    lists = {(one.kind, one.kommun): set(one.members) for one in delivery.liknande}
    alike = [len(lists[OVERGRIPANDE, k.kod] & lists["ifo", k.kod]) for k in delivery.kommuner]
    assert 2 < np.mean(alike) < 6.9
