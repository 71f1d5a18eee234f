"""The import from Kolada against the project's stand-in for the API, over real sockets, with and without faults."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from ojdash.domain.errors import SourceError
from ojdash.domain.rounding import fitting
from ojdash.sources import kolada

SHARED = Path(__file__).parents[3] / "shared" / "kolada"
pytestmark = pytest.mark.skipif(
    not (SHARED / "stub.py").exists(), reason=f"the stand-in for Kolada is not here ({SHARED}/stub.py)"
)

QUICK = kolada.Patience(first_wait=0.01, longest_wait=0.05, jitter=0.01, read=1.5)

REGIONAL = ["U79029", "U79092", "U79133"]  # only regions have them
EMPTY = ["N30466", "U30426"]  # in the catalogue, without a row
CODED = ["U07342", "U07353", "U21359", "U23340"]
OTHERS = (
    "N30020 N30026 N30101 N30214 N31001 N31008 N31807 N31848 N31870 N31871 N31872 N31876 "
    "N31879 N31880 N31910 N33001 N33023 N33802 N35001 U31801 U31804 U21468 U23471 N28821"
)
KPIS = [*OTHERS.split(), *CODED, *REGIONAL, *EMPTY]


@contextmanager
def stub(log: Path, *options: str, data: Path = SHARED / "data") -> Iterator[str]:
    """The base of a running stand-in that writes each request to `log`."""
    arguments = [sys.executable, SHARED / "stub.py", "--data", data, "--log", log, *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().split()[-1] + "/v3"
        finally:
            process.terminate()


def requests(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def every_row(delivery) -> pd.DataFrame:
    return pd.concat([delivery.observations(omrade) for omrade in delivery.omraden], ignore_index=True)


def stop_after(number: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done == number:
            raise KeyboardInterrupt

    return progress


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> tuple:
    """A delivery without faults, its rows, and the requests it took."""
    folder = tmp_path_factory.mktemp("plain")
    with stub(folder / "log") as url:
        delivery = kolada.read(kolada.plan({}, folder / "raw", kpis=KPIS, url=url), patience=QUICK)
    return delivery, every_row(delivery), requests(folder / "log")


def test_the_delivery_says_what_the_stand_in_holds(plain):
    delivery, rows, _ = plain
    assert len(delivery.kommuner) == 290
    assert len(delivery.liknande) == 1449
    assert all(kommun.kommungrupp for kommun in delivery.kommuner)
    assert sorted(delivery.refused) == EMPTY
    assert all(reason.startswith("tomt svar") for reason in delivery.refused.values())
    assert len(delivery.indikatorer) + len(delivery.refused) == len(KPIS)
    found = rows[rows["indikator"].isin(REGIONAL)]
    assert {kommun[:2] for kommun in found["kommun"]} == {"00"}
    assert not rows.duplicated(["indikator", "kommun", "year", "gender"]).any()
    yes = rows[(rows["indikator"] == "U07353") & (rows["kommun"] != "0000")]
    assert set(yes["value"].dropna()) == {0.0, 1.0}


def test_every_value_is_the_one_the_stand_in_holds(plain):
    _, rows, _ = plain
    held = pd.read_parquet(SHARED / "data" / "values.parquet", filters=[("kpi", "in", KPIS)])
    held = held[(held["period"] >= 2012) & ~held["municipality"].str.startswith("G")]
    left = rows[~rows["indikator"].isin(CODED)].set_index(["indikator", "kommun", "year", "gender"])["value"]
    right = held[~held["kpi"].isin(CODED)].set_index(["kpi", "municipality", "period", "gender"])["value"]
    asked = right[right.index.isin(left.index)]
    pd.testing.assert_series_equal(
        left.sort_index(), asked.sort_index().astype("float64"), check_index_type=False, check_names=False
    )
    regions = right.index.get_level_values(1).str.startswith("00") & (right.index.get_level_values(1) != "0000")
    own = right.index.get_level_values(0).isin(REGIONAL)
    assert len(left) == (own | ~regions).sum()


def test_a_fifth_of_the_answers_spoilt_changes_no_row(plain, tmp_path):
    delivery, rows, _ = plain
    with stub(tmp_path / "log", "--faults", "7:0.2") as url:
        spoilt = kolada.read(kolada.plan({}, tmp_path / "raw", kpis=KPIS, url=url), patience=QUICK)
    faults = Counter(line["fault"] for line in requests(tmp_path / "log"))
    assert {"503", "429", "truncated", "html", "duplicate"} <= faults.keys()
    pd.testing.assert_frame_equal(every_row(spoilt), rows)
    assert (spoilt.indikatorer, spoilt.refused, spoilt.notes) == (
        delivery.indikatorer,
        delivery.refused,
        delivery.notes,
    )


def test_an_interrupted_run_resumed_asks_each_question_once_and_offline_none(plain, tmp_path):
    _, rows, whole = plain
    with stub(tmp_path / "log") as url:
        question = {"kpis": KPIS, "url": url}
        with pytest.raises(KeyboardInterrupt):
            kolada.read(kolada.plan({}, tmp_path / "raw", **question), stop_after(10), patience=QUICK)
        before = len(requests(tmp_path / "log"))
        resumed = kolada.read(kolada.plan({}, tmp_path / "raw", resume=True, **question), patience=QUICK)
        asked = [line["path"] for line in requests(tmp_path / "log")]
    assert 10 <= before < len(asked)
    assert sorted(asked) == sorted(line["path"] for line in whole)
    pd.testing.assert_frame_equal(every_row(resumed), rows)
    offline = kolada.read(kolada.plan({}, tmp_path / "raw", offline=True))  # the stand-in is gone
    pd.testing.assert_frame_equal(every_row(offline), rows)
    assert offline.source == resumed.source


def test_version_2_is_gone_and_the_message_says_so(tmp_path):
    with (
        stub(tmp_path / "log") as url,
        pytest.raises(SourceError, match=r"410.*--url https://api.kolada.se/v3"),
    ):
        kolada.read(kolada.plan({}, tmp_path / "raw", kpis=KPIS, url=url.replace("/v3", "/v2")), patience=QUICK)


def test_a_server_that_goes_away_ends_the_run_and_the_folder_stays(tmp_path):
    with stub(tmp_path / "log") as url:
        pass
    with pytest.raises(SourceError, match="--resume"):
        kolada.read(kolada.plan({}, tmp_path / "raw", kpis=KPIS, url=url), patience=QUICK)
    assert len(list((tmp_path / "raw").glob("*/run.json"))) == 1


def test_the_values_of_every_nyckeltal_are_told_apart_as_they_are_shown():
    values = pd.read_parquet(SHARED / "data" / "values.parquet").dropna()
    values = values[(values["gender"] == "T") & ~values["municipality"].str.startswith("00")]
    decimals = {}
    for id_, its in values.groupby("kpi")["value"]:
        decimals[id_] = fitting(its.to_numpy())
        there = its[its != 0]
        assert (there.round(decimals[id_]) == 0).mean() <= 0.05 or there.empty, id_
        newest = values[(values["kpi"] == id_) & (values["period"] == values.loc[its.index, "period"].max())]["value"]
        assert newest.round(decimals[id_]).nunique() >= min(newest.nunique(), 10) * 0.9, id_
    assert set(decimals.values()) >= {0, 1, 2}
    assert decimals["N30101"] == 0 and decimals["N31879"] == 2  # kronor per invånare; shares from 1 to 15 percent
