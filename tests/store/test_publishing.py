"""A delivery becomes an edition, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash import store
from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.errors import DataError
from ojdash.domain.indikator import Brott
from ojdash.domain.kommun import Kommun
from ojdash.domain.missing import MISSING
from ojdash.domain.signal import positions
from ojdash.store import layout, publishing
from ojdash.store.drafting import Draft
from tests.drawing import REAL, SIMULATED, delivery, edition, indikator, liknande, many, tidy

AO, JA = indikator("AO", gender_split=True), indikator("JA", "ja_nej")
DAYS = indikator("DAG", "dagar", omrade="vald", decimals=1)
DRAWN = """
    AO      2022     2023     2024
    0000    80       81       82
    1440    50/100   delvis_bortfall  64/100
    1860    -        75/40    _
    1880    .        okant    100/12

    AO/K    2022     2023     2024
    1440    52/50    _        60/40
    1860    ..       ej_insamlad  ej_publicerad

    JA      2023     2024
    0000    0.5      0.667
    1440    Ja       Ja
    1860    Nej      dragen
    1880    -        Nej

    DAG     2024
    1440    12.5
    1860    0
"""


def sorted_tidy(rows: pd.DataFrame) -> list[tuple]:
    """Rows as comparable tuples, in one order, None where nothing is."""
    ordered = rows[list(TIDY_COLUMNS)].sort_values(["indikator", "gender", "year", "kommun"])
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in ordered.itertuples(index=False)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what goes in comes out -------------------------------------------------------------------------------------------


def test_rows_come_back_as_they_were_delivered(tmp_path: Path) -> None:
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS)
    assert sorted_tidy(opened.tidy(opened.ids)) == sorted_tidy(tidy(DRAWN))


cells = st.builds(
    lambda value, n, missing, status: (np.nan, missing, np.nan, status) if missing else (value, None, n, status),
    st.integers(0, 1000).map(lambda tenths: tenths / 10),
    st.integers(5, 9000).map(float) | st.just(np.nan),
    st.none() | st.sampled_from(MISSING),
    st.sampled_from(["", "-", ".", "..", "Preliminär", "Ändrad å ä ö"]),
)
keys = st.tuples(
    st.sampled_from(["AO", "DAG"]),
    st.sampled_from(["0000", "0114", "1880", "2584"]),
    st.integers(1998, 2026),
    st.sampled_from("TKM"),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(keys, cells, min_size=1, max_size=30))
def test_any_rows_come_back_as_they_were_delivered(tmp_path_factory: pytest.TempPathFactory, drawn: dict) -> None:
    rows = pd.DataFrame([(*key, *cell) for key, cell in drawn.items()], columns=list(TIDY_COLUMNS))
    rows = rows.astype({"value": float, "n": float, "missing": object})
    opened = edition(tmp_path_factory.mktemp("data"), rows, AO, DAYS)
    assert sorted_tidy(opened.tidy(opened.ids)) == sorted_tidy(rows)


def test_definitions_come_back_as_they_were_delivered(tmp_path: Path) -> None:
    full = replace(
        AO, breaks=(Brott(2021, "Ny fråga."),), rikssiffror={2022: 40.5}, codes={"1": "Å", "2": "Ö"}, since=2014
    )
    assert edition(tmp_path, DRAWN, full, JA, DAYS).indikator("AO") == full


def test_a_definition_without_rows_is_published_too(tmp_path: Path) -> None:
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS, indikator("TOM"))
    assert "TOM" in opened.ids
    assert opened.manifest["counts"]["carried_over"] == 0
    assert opened.years("TOM") == opened.genders("TOM") == ()
    assert "TOM" not in opened.by_omrade["lss"]
    assert list(opened.values("TOM", "T", 2024).columns) == list(opened.values("AO", "T", 2024).columns)
    assert opened.values("TOM", "T", 2024).empty
    assert opened.national("TOM", "T").empty
    assert opened.tidy(["TOM"]).empty


# --- what is worked out when published --------------------------------------------------------------------------------


def test_signals_and_percentiles_are_those_of_the_one_pure_function(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    values = [*np.round(random.normal(60, 15, 80), 0).clip(0, 100), np.nan, np.nan]
    n = [float(answers) for answers in random.integers(5, 300, len(values))]
    opened = edition(tmp_path, many("AO", 2024, values, n), AO)
    found, expected = opened.values("AO", "T", 2024), positions(np.array(values), 0, np.array(n))
    assert list(found["signal"]) == list(expected.signal)
    assert found["percentile"].to_numpy() == pytest.approx(expected.percentile, nan_ok=True)
    assert list(found["ties"]) == list(expected.ties)
    assert set(found["kommuner"]) == {expected.kommuner} == {sum(answers >= 30 for answers in n[:80])}


def test_riket_and_regions_have_values_but_no_place_among_kommuner(tmp_path: Path) -> None:
    drawn = "AO 2024\n0000 40\n1440 10\n1860 20\n0014 30"
    kommuner = delivery(drawn, AO).kommuner[1:]  # all but the region 0014
    found = edition(tmp_path, drawn, AO, kommuner=kommuner).values("AO", "T", 2024).set_index("kommun")
    assert found["percentile"].dropna().to_dict() == {"1440": 25, "1860": 75}
    assert found["value"].to_dict() == {"0000": 40, "0014": 30, "1440": 10, "1860": 20}
    assert set(found["kommuner"]) == {2}


def test_answers_in_codes_have_no_signal_and_no_percentile(tmp_path: Path) -> None:
    rows = many("JA", 2024, [0.0, 1.0] * 15)
    found = edition(tmp_path, rows, JA).values("JA", "T", 2024)
    assert found["signal"].isna().all()
    assert found["percentile"].isna().all()
    assert set(found["kommuner"]) == {30}


def test_fewer_than_five_answers_are_withheld_and_the_value_is_nowhere(tmp_path: Path) -> None:
    opened = edition(tmp_path, "AO 2024\n1440 75/4\n1860 80/5\n1880 33/1", AO)
    found = opened.values("AO", "T", 2024).set_index("kommun")
    assert found["missing"].to_dict() == {"1440": "sekretess", "1860": None, "1880": "sekretess"}
    assert found["value"].dropna().to_dict() == {"1860": 80}
    assert opened.national("AO", "T")["lowest"].item() == 80
    assert pd.isna(opened.latest("1440", "T")["value"].item())


def test_a_blank_that_nobody_explains_is_unknown_and_never_zero(tmp_path: Path) -> None:
    rows = tidy("AO 2024\n1440 10\n1860 20").assign(value=[10.0, np.nan])
    assert list(edition(tmp_path, rows, AO).values("AO", "T", 2024)["missing"]) == [None, "okant"]


def test_the_manifest_counts_rows_and_missing_values_by_kind(tmp_path: Path) -> None:
    counts = edition(tmp_path, DRAWN, AO, JA, DAYS).manifest["counts"]
    assert counts["rows"] == len(tidy(DRAWN))
    assert counts["missing"] == tidy(DRAWN)["missing"].value_counts().to_dict()
    assert (counts["indikatorer"], counts["kommuner"]) == (3, 3)


def test_files_are_split_between_indikatorer_and_never_inside_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MOST_ROWS", 25)
    ids = ["A", "B", "C", "D"]
    sizes = dict(zip(ids, [10, 10, 40, 10], strict=True))
    rows = pd.concat([many(id, 2024, [float(v) for v in range(size)]) for id, size in sizes.items()])
    opened = edition(tmp_path, rows, *(indikator(id) for id in ids))
    listed = {name: said["rows"] for name, said in opened.manifest["files"].items() if "observations" in name}
    assert listed == {  # 10 + 10, then 40 that are too many but one indikator, then 10
        "observations/lss.parquet": 10 + 10,
        "observations/lss-2.parquet": 40,
        "observations/lss-3.parquet": 10,
    }
    assert {id: len(opened.values(id, "T", 2024)) for id in ids} == sizes
    assert len(opened.matrix(dict.fromkeys(ids, (2024,)), "T", ["1001"])) == 4
    assert sorted_tidy(opened.tidy(ids)) == sorted_tidy(rows)


def test_kommuner_come_back_in_swedish_order_with_or_without_a_kommungrupp(tmp_path: Path) -> None:
    kommuner = (Kommun("1880", "Örebro"), Kommun("1440", "Ale"), Kommun("1765", "Årjäng"))
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS, kommuner=kommuner)
    assert list(opened.kommuner.values()) == [kommuner[1], kommuner[2], kommuner[0]]


# --- refused ----------------------------------------------------------------------------------------------------------


def refused(tmp_path: Path, rows: pd.DataFrame) -> str:
    """What a bad delivery is told, after a good one; the good one must still be current, whole and alone."""
    good = edition(tmp_path, DRAWN, AO, JA, DAYS)
    before = files(tmp_path)
    with pytest.raises(DataError) as told:
        store.publish(tmp_path, delivery(rows, AO, kommuner=()))
    assert files(tmp_path) == before
    assert store.current(tmp_path) == good.id
    return str(told.value)


def test_two_different_values_for_one_place_are_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, tidy("AO 2024\n1440 10\n1440 11"))
    assert "AO: kommun 1440, 2024, alla: olika uppgifter, 10 och 11" in told


def test_the_same_row_twice_is_one_row(tmp_path: Path) -> None:
    assert len(edition(tmp_path, tidy("AO 2024\n1440 10\n1440 10\n1860 -\n1860 -"), AO).tidy(["AO"])) == 2


@pytest.mark.parametrize(
    ("column", "word"), [("indikator", "AX"), ("gender", "X"), ("kommun", "Laxå"), ("missing", "bortfall")]
)
def test_an_unknown_word_is_refused(tmp_path: Path, column: str, word: str) -> None:
    rows = tidy("AO 2024\n1440 10\n1860 -")
    rows.loc[1, column] = word
    told = edition_refused(tmp_path, rows)
    assert word in told


def edition_refused(tmp_path: Path, rows: pd.DataFrame) -> str:
    said = delivery("AO 2024\n1440 10", AO, observations=lambda omrade: rows)
    with pytest.raises(DataError) as told:
        store.publish(tmp_path, said)
    assert store.current(tmp_path) is None
    return str(told.value)


def test_a_delivery_without_rows_is_refused(tmp_path: Path) -> None:
    assert "inga rader" in refused(tmp_path, tidy("AO 2024"))


# --- whole or not at all ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "step"),
    [
        (Draft, "write_omrade"),
        (Draft, "write_rest"),
        (publishing, "described"),
        (publishing, "force_to_disk"),
        (publishing, "make_current"),
    ],
)
def test_a_crash_on_the_way_leaves_the_old_edition_current_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, step: str
) -> None:
    old = edition(tmp_path, DRAWN, AO, JA, DAYS)
    calls = []

    def crash(*said: object) -> None:
        calls.append(said)
        raise OSError("No space left on device")

    monkeypatch.setattr(where, step, crash)
    with pytest.raises(OSError, match="No space left"):
        store.publish(tmp_path, delivery("AO 2025\n1440 10", AO), accept_drop=True)
    assert calls
    assert store.current(tmp_path) == old.id
    assert not (tmp_path / "editions" / ".draft").exists()
    assert len(old.tidy(old.ids)) == len(tidy(DRAWN))


def test_current_is_named_only_when_everything_else_lies_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition(tmp_path, DRAWN, AO, JA, DAYS)
    seen = []

    def look(data: Path, id: str) -> None:
        seen.append((id, store.current(data) != id, id in store.editions(data)))

    monkeypatch.setattr(publishing, "make_current", look)
    new = store.publish(tmp_path, delivery("AO 2025\n1440 10", AO), accept_drop=True).id
    assert seen == [(new, True, True)]


def test_a_draft_left_by_a_crash_is_swept_away_and_never_an_edition(tmp_path: Path) -> None:
    draft = tmp_path / "editions" / ".draft"
    draft.mkdir(parents=True)
    (draft / "manifest.json").write_text("{}")
    assert store.editions(tmp_path) == []
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS)
    assert store.editions(tmp_path) == [opened.id]
    assert not draft.exists()


def test_the_same_delivery_gives_the_same_id_and_the_same_bytes(tmp_path: Path) -> None:
    one = edition(tmp_path / "one", DRAWN, AO, JA, DAYS)
    other = edition(tmp_path / "other", tidy(DRAWN)[::-1], AO, JA, DAYS)
    assert one.id == other.id
    assert files(one.folder) == files(other.folder)


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    edition(tmp_path, DRAWN, AO, JA, DAYS)
    before = files(tmp_path)
    edition(tmp_path, DRAWN, AO, JA, DAYS)
    assert files(tmp_path) == before


@pytest.mark.parametrize("harm", ["observations/lss.parquet", "manifest.json"])
def test_publishing_the_same_again_mends_a_damaged_edition(tmp_path: Path, harm: str) -> None:
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS)
    before = files(tmp_path)
    path = opened.folder / harm
    path.write_bytes(path.read_bytes()[:-40])
    store.publish(tmp_path, delivery(DRAWN, AO, JA, DAYS))
    assert files(tmp_path) == before


def test_the_id_names_kind_day_and_content(tmp_path: Path) -> None:
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS)
    listed = opened.manifest["files"]
    said = "".join(f"{name}{listed[name]['sha256']}" for name in sorted(listed))
    said += "".join(f"{name}{limit}" for name, limit in sorted(opened.manifest["rule"].items()))
    digest = hashlib.sha256(said.encode()).hexdigest()
    assert opened.id == f"ritad-20260302-{digest[:8]}"
    assert edition(tmp_path, DRAWN.replace("12.5", "12.6"), AO, JA, DAYS).id != opened.id


def test_every_file_is_listed_with_its_size_and_digest(tmp_path: Path) -> None:
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS)
    there = {name: content for name, content in files(opened.folder).items() if name != "manifest.json"}
    listed = json.loads((opened.folder / "manifest.json").read_text("utf-8"))["files"]
    assert {name: (said["bytes"], said["sha256"]) for name, said in listed.items()} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in there.items()
    }


def test_a_second_update_at_the_same_time_is_told_so(tmp_path: Path) -> None:
    told = pytest.raises(DataError, match="en annan uppdatering")
    with store.alone(tmp_path), told, store.alone(tmp_path):
        pass
    with store.alone(tmp_path):
        pass


# --- what the edition before had --------------------------------------------------------------------------------------


def test_indikatorer_not_delivered_are_carried_over_from_the_edition_before(tmp_path: Path) -> None:
    old = edition(tmp_path, DRAWN, AO, JA, DAYS)
    opened = edition(tmp_path, "AO 2024\n1440 99/100", AO, base=old.id, kommuner=tuple(old.kommuner.values()))
    assert set(opened.ids) == {"AO", "JA", "DAG"}
    assert sorted_tidy(opened.tidy(["JA", "DAG"])) == sorted_tidy(old.tidy(["JA", "DAG"]))
    assert opened.tidy(["AO"])["value"].tolist() == [99]  # delivered anew: nothing of the old one stays
    assert opened.manifest["counts"]["carried_over"] == 2
    assert opened.manifest["carried_from"] == old.id
    assert opened.omraden == {"lss": "LSS", "vald": "Våld i nära relationer"}
    assert opened.indikator("DAG") == DAYS


def test_what_changed_is_counted_against_the_edition_before(tmp_path: Path) -> None:
    old = edition(tmp_path, "AO 2023 2024\n1440 10 20\n1860 30 40\n1880 50 -", AO)
    new = delivery("AO 2023 2024 2025\n1440 10 21 22\n1860 - 40 -\n1880 50 - -", AO)
    changes = store.publish(tmp_path, new, old.id, accept_drop=True).changes
    assert changes == {
        "unchanged": 3,  # 10, 40, 50
        "revised": 1,  # 20 became 21
        "withdrawn": 1,  # 30
        "added": 1,  # 22
    }


def test_with_nothing_before_every_value_is_new(tmp_path: Path) -> None:
    published = store.publish(tmp_path, delivery("AO 2024\n1440 10\n1860 -", AO))
    assert published.manifest["carried_from"] is None


@pytest.mark.parametrize(("before", "after"), [(SIMULATED, REAL), (REAL, SIMULATED), (SIMULATED, SIMULATED)])
def test_simulated_values_never_meet_real_ones(tmp_path: Path, before: object, after: object) -> None:
    old = edition(tmp_path, DRAWN, AO, JA, DAYS, source=before)
    opened = edition(tmp_path, "AO 2024\n1440 99", AO, base=old.id, source=after)
    assert opened.ids == ("AO",)
    assert opened.manifest["carried_from"] is None
    assert len(opened.tidy(opened.ids)) == 1


def test_a_carried_indikator_without_values_stays_and_stays_empty(tmp_path: Path) -> None:
    old = edition(tmp_path, "AO 2024\n1440 10", AO, indikator("TOM"))
    opened = edition(tmp_path, "JA 2024\n1440 Ja", JA, base=old.id)
    assert set(opened.ids) == {"AO", "JA", "TOM"}
    assert opened.years("TOM") == ()
    assert opened.tidy(["AO"])["value"].tolist() == [10]


def test_neighbours_are_those_of_the_delivery(tmp_path: Path) -> None:
    lists = (liknande("1440", "1860", "1880"), liknande("1440", "1880", kind="lss", year=2024))
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS, liknande=lists)
    assert opened.liknande.of("1440", "lss") == lists[1]
    assert opened.liknande.of("1440", "ifo") == lists[0]
    assert opened.liknande.of("1860", "lss") is None


@pytest.mark.parametrize(
    ("year", "of"),
    [(2019, 2020), (2020, 2020), (2021, 2020), (2022, 2022), (2023, 2022), (2024, 2025), (2026, 2025), (None, 2025)],
)
def test_a_measurement_has_the_list_of_its_year_or_the_nearest(tmp_path: Path, year: int | None, of: int) -> None:
    lists = tuple(
        liknande("1440", kod, kind="lss", year=y) for kod, y in (("1880", 2020), ("1860", 2022), ("1880", 2025))
    )
    found = edition(tmp_path, DRAWN, AO, JA, DAYS, liknande=lists).liknande.of("1440", "lss", year)
    assert found in lists and found.year == of


def test_lists_of_earlier_years_stay_when_a_publisher_keeps_but_the_newest(tmp_path: Path) -> None:
    before, after = liknande("1440", "1860", year=2024), liknande("1440", "1880", year=2025)
    old = edition(tmp_path, DRAWN, AO, JA, DAYS, liknande=(before,))
    new = edition(tmp_path, "AO 2024\n1440 99", AO, base=old.id, liknande=(after,))
    assert new.liknande.every == (before, after)
    again = replace(after, members=("1860",))
    assert edition(tmp_path, "AO 2024\n1440 98", AO, base=new.id, liknande=(again,)).liknande.every == (before, again)


def test_an_edition_with_one_list_of_each_kind_is_read_as_before(tmp_path: Path) -> None:
    one = liknande("1440", "1860", "1880", kind="lss", year=2024)
    opened = edition(tmp_path, DRAWN, AO, JA, DAYS, liknande=(one,))
    assert {opened.liknande.of("1440", "lss", year) for year in (None, 2011, 2024, 2030)} == {one}
