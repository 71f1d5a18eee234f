"""How many answered, on real-shaped values: the numbers that the stand-in has, and those added to a copy of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ojdash import answers, catalogue
from ojdash.catalogue.antal_svar import antal_svar
from ojdash.domain.question import Question
from ojdash.sources import kolada
from ojdash.store import open_edition, publish
from ojdash.text import changes
from ojdash.text import indikator as page
from tests.sources.test_kolada_stub import QUICK, SHARED, every_row, stub

pytestmark = pytest.mark.skipif(
    not (SHARED / "stub.py").exists(), reason=f"the stand-in for Kolada is not here ({SHARED}/stub.py)"
)

HEMTJANST, SARSKILT, STOD = "U21468", "U23471", "U26421"
KPIS = [HEMTJANST, SARSKILT, STOD, "N31807"]  # the last one is a register's
NUMBERS = {HEMTJANST: "U23592", SARSKILT: "U23594", STOD: "U33963"}
YEARS = (2019, 2022)
KEY = ["kpi", "municipality", "period", "gender"]


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> tuple[Path, pd.DataFrame]:
    """A copy of the stand-in's data and the values in it; hemtjänst's numbers and flags, which it lacks, are added.

    A number is the kommun's own code, so that a mixed-up one shows; a fifth is withheld, with the flag of under 30.
    """
    folder = tmp_path_factory.mktemp("data")
    for name in ("kpi.json", "municipality.json", "municipality_groups.json"):
        (folder / name).symlink_to(SHARED / "data" / name)
    kept = pd.read_parquet(SHARED / "data" / "values.parquet", filters=[("kpi", "in", [*KPIS, *NUMBERS.values()])])
    own = kept[(kept["kpi"] == HEMTJANST) & (kept["gender"] == "T") & kept["period"].between(*YEARS)]
    number = own.assign(kpi="U23592", value=own["municipality"].astype(int).astype(float) + own["period"] - 2000)
    few = number["municipality"].astype(int) % 5 == 0
    number.loc[few, "value"] = np.nan
    flags = number.assign(kpi="N23590", value=few.astype(float))
    values = pd.concat([kept, number, flags], ignore_index=True)
    values.to_parquet(folder / "values.parquet")
    return folder, values


@pytest.fixture(scope="module")
def delivered(held, tmp_path_factory):
    """A delivery with numbers, and its rows."""
    folder = tmp_path_factory.mktemp("answered")
    with stub(folder / "log", data=held[0]) as url:
        run = kolada.plan(catalogue.load(), folder / "raw", kpis=KPIS, years=YEARS, url=url, antal_svar=antal_svar())
        delivery = kolada.read(run, patience=QUICK)
    return delivery, every_row(delivery)


def test_every_n_is_the_one_the_stand_in_holds_of_the_same_kommun_year_and_gender(held, delivered):
    """Against a join in pandas, written apart from the import."""
    rows = delivered[1]
    numbers = held[1].loc[held[1]["kpi"].isin(NUMBERS.values())].set_index(KEY)["value"]
    flags = held[1].loc[held[1]["kpi"] == "N23590"].set_index(["municipality", "period", "gender"])["value"]
    known = 0
    for row in rows.itertuples():
        key = row.kommun, row.year, row.gender
        wanted = numbers.get((NUMBERS.get(row.indikator), *key), np.nan)
        if row.indikator == HEMTJANST and flags.get(key, 0) == 1:
            wanted = 29.0
        if row.kommun == "0000":
            wanted = np.nan
        np.testing.assert_equal(row.n, wanted)
        known += not np.isnan(wanted)
    assert known > 1_500
    assert rows.loc[rows["gender"] != "T", "n"].isna().all() and (rows["gender"] != "T").sum() > 2_000
    assert rows.loc[rows["indikator"] == "N31807", "n"].isna().all()


def test_changes_that_could_not_be_tried_are_and_say_högst(delivered, tmp_path):
    delivery, rows = delivered
    publish(tmp_path, delivery)
    store = open_edition(tmp_path)
    assert store.indikator(HEMTJANST).antal_svar == "U23592" and store.indikator("N31807").antal_svar == ""
    both = rows[(rows["indikator"] == HEMTJANST) & (rows["gender"] == "T") & rows["n"].ge(30) & rows["value"].notna()]
    kommun = both.groupby("kommun")["year"].nunique().idxmax()
    answer = answers.answer(store, Question("indikator", kommun=kommun, indikator=HEMTJANST, gender="T"))
    assert answer.change.low is not None
    said = changes.sentence(answer.indikator, answer.change)
    assert f"högst {answer.own.n} svar" in said.replace("\u202f", "") and "minst så stor" in said
    assert "minst så stor" in page.certainty(answer)
    women = answers.answer(store, Question("indikator", kommun=kommun, indikator=HEMTJANST, gender="K"))
    assert women.own.n is None and women.change.low is None


def test_fewer_than_30_has_no_level(delivered, tmp_path):
    publish(tmp_path, delivered[0])
    values = open_edition(tmp_path).values(HEMTJANST, "T", 2022, kommuner_only=True)
    few = values[values["n"] == 29]
    assert len(few) > 20 and set(few["signal"].dropna()) == {"for_fa_svar"}
    assert {"hog", "lag", "mellan"} <= set(values.loc[values["n"] >= 30, "signal"])
