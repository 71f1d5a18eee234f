"""One published edition, asked in SQL, against slow twins in pandas; and what is told when it is damaged."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from ojdash import store
from ojdash.domain.errors import DataError, OjdashError, QuestionError
from ojdash.domain.missing import MISSING
from ojdash.domain.signal import positions
from ojdash.store import Store, layout
from tests.drawing import SIMULATED, edition, indikator, many

AO = indikator("AO", gender_split=True, title="Nöjda med hemtjänsten")
JA = indikator("JA", "ja_nej")
DRAWN = """
    AO      2021     2022     2023     2024
    0000    79       80       81       82
    1440    50/100   55/100   -        64/100
    1860    70/40    -        75/40    ..
    1880    .        .        .        .

    AO/K    2021     2022     2023     2024
    1440    52/50    _        60/40    _

    JA      2023     2024
    0000    0.5      0.667
    1440    Ja       Ja
    1860    Nej      dragen
    1880    _        Nej
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA)


@pytest.fixture
def copy(drawn: Store, tmp_path: Path) -> Store:
    """The drawn edition in a folder of its own, to be damaged."""
    shutil.copytree(drawn.folder.parents[1], tmp_path, dirs_exist_ok=True)
    return store.open_edition(tmp_path)


# --- the newest -------------------------------------------------------------------------------------------------------


def test_a_kommuns_newest_year_is_its_own_and_not_the_nations(drawn: Store) -> None:
    found = drawn.latest("1860", "T").set_index("indikator")
    assert found.loc["AO", ["year", "value", "n", "earlier_year", "earlier_value", "earlier_n"]].tolist() == [
        *(2023, 75, 40),
        *(2021, 70, 40),  # not 2022: it did not answer then
    ]
    assert found.loc["AO", ["newest", "newest_missing"]].tolist() == [2024, "sekretess"]
    assert found.loc["JA", ["year", "newest", "newest_missing"]].tolist() == [2023, 2024, "dragen"]


def test_with_a_single_value_there_is_no_earlier_one(drawn: Store) -> None:
    for kommun in ("1860", "1880"):  # the rows before theirs are another indikator's and another kommun's
        found = drawn.latest(kommun, "T").set_index("indikator").loc["JA"]
        assert found["value"] == 0
        assert found[["earlier_year", "earlier_value", "earlier_n"]].isna().all()


def test_a_kommun_that_never_had_a_value_is_listed_with_why(drawn: Store) -> None:
    found = drawn.latest("1880", "T").set_index("indikator").loc["AO"]
    assert pd.isna(found["year"])
    assert pd.isna(found["value"])
    assert (found["newest"], found["newest_missing"]) == (2024, "ej_tillamplig")


def test_where_the_newest_year_is_its_own_nothing_is_missing(drawn: Store) -> None:
    found = drawn.latest("1440", "T").set_index("indikator").loc["AO"]
    assert (found["year"], found["newest"], found["newest_missing"]) == (2024, 2024, None)


def slow_latest(rows: pd.DataFrame, kommun: str, gender: str) -> dict[str, tuple]:
    """Newest and earlier by going through the rows one by one."""
    out = {}
    for id, its in rows[(rows["kommun"] == kommun) & (rows["gender"] == gender)].groupby("indikator"):
        known = [(row.year, row.value) for row in its.sort_values("year").itertuples() if not np.isnan(row.value)]
        out[id] = (*(known[-1] if known else (None, None)), *(known[-2] if len(known) > 1 else (None, None)))
    return out


@pytest.mark.parametrize("gender", ["T", "K"])
@pytest.mark.parametrize("kommun", ["0114", "0180", "0617", "1860", "2583"])
def test_the_newest_of_the_example_are_those_of_the_slow_twin(example: Store, kommun: str, gender: str) -> None:
    expected = slow_latest(tidy_of(example), kommun, gender)
    columns = ["year", "value", "earlier_year", "earlier_value"]
    found = example.latest(kommun, gender).set_index("indikator")[columns].astype(object)
    assert {id: tuple(None if pd.isna(cell) else cell for cell in row) for id, *row in found.itertuples()} == expected


_TIDY: dict[str, pd.DataFrame] = {}


def tidy_of(opened: Store) -> pd.DataFrame:
    """Every row of an edition, read once."""
    if opened.id not in _TIDY:
        _TIDY[opened.id] = opened.tidy(opened.ids)
    return _TIDY[opened.id]


# --- places and quartiles ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["AO-01", "LSS-03", "EB-11", "U28112", "N33812", "U28525"])
def test_places_in_the_example_are_those_of_the_pure_function(example: Store, id: str) -> None:
    for year in example.years(id):
        found = example.values(id, "T", year)
        found = found[found["kommun"] != "0000"]
        n = found["n"].to_numpy(dtype=float, na_value=np.nan)
        expected = positions(found["value"].to_numpy(), example.indikator(id).decimals, n)
        assert list(found["signal"]) == list(expected.signal)
        assert found["percentile"].to_numpy() == pytest.approx(expected.percentile, nan_ok=True)
        assert list(found["ties"]) == list(expected.ties)
        assert set(found["kommuner"]) == {expected.kommuner}


@pytest.mark.parametrize("id", ["AO-01", "LSS-03", "EB-11", "LSS-01", "MB-05"])
@pytest.mark.parametrize("gender", ["T", "K"])
def test_national_figures_are_those_of_numpy(example: Store, id: str, gender: str) -> None:
    national = example.national(id, gender).set_index("year")
    for year, row in national.iterrows():
        values = example.values(id, gender, year)
        values = values[(values["kommun"] != "0000") & values["value"].notna()]
        known = values["value"]
        assert row["kommuner"] == len(known)
        if example.indikator(id).kind == "ja_nej":
            assert row["ja"] == sum(known == 1)
        if example.indikator(id).is_coded:
            assert row[["lowest", "q1", "median", "q3", "highest"]].isna().all()
        else:
            placed = known[~(values["n"] < 30).fillna(False).to_numpy(bool)]
            assert row[["lowest", "median", "highest"]].tolist() == pytest.approx(np.quantile(known, [0, 0.5, 1]))
            assert row[["q1", "q3"]].tolist() == pytest.approx(np.quantile(placed, [0.25, 0.75], method="linear"))
    assert bool(len(national)) is (gender in example.genders(id))


def test_quartiles_are_of_type_7(tmp_path: Path) -> None:
    opened = edition(tmp_path, many("AO", 2024, [float(value) for value in range(1, 11)]), AO)
    assert opened.national("AO", "T")[["q1", "median", "q3"]].iloc[0].tolist() == [3.25, 5.5, 7.75]


# --- the same rows, asked in several ways -----------------------------------------------------------------------------


def test_series_are_the_values_of_every_year(drawn: Store) -> None:
    series = drawn.series("AO", "T", ["1860", "1440"])
    values = pd.concat([drawn.values("AO", "T", year) for year in drawn.years("AO")])
    values = values[values["kommun"].isin(["1440", "1860"])].sort_values(["kommun", "year"], ignore_index=True)
    pd.testing.assert_frame_equal(series, values)


def test_a_matrix_takes_each_indikator_in_its_own_year(drawn: Store) -> None:
    found = drawn.matrix({"JA": [2023], "AO": [2022]}, "T", ["1440", "1860"])
    assert found[["indikator", "kommun", "year"]].to_numpy().tolist() == [
        *(["AO", "1440", 2022], ["AO", "1860", 2022]),
        *(["JA", "1440", 2023], ["JA", "1860", 2023]),
    ]
    assert found["value"].tolist()[:1] == [55]
    assert found["missing"].tolist() == [None, "ej_svarat", None, None]


def test_a_matrix_takes_several_years_of_an_indikator_in_their_order(drawn: Store) -> None:
    found = drawn.matrix({"AO": (2023, 2021), "JA": (2024,)}, "T", ["1440"])
    assert found[["indikator", "year"]].to_numpy().tolist() == [["AO", 2021], ["AO", 2023], ["JA", 2024]]
    assert drawn.matrix({"AO": ()}, "T", ["1440"]).empty


def test_a_matrix_of_the_example_over_several_areas_is_what_values_gives(example: Store) -> None:
    years = {"AO-01": 2023, "LSS-01": 2022, "EB-11": 2025, "VR-01": 2024}
    kommuner = ["0180", "0617", "1860"]
    found = example.matrix({id: [year] for id, year in years.items()}, "T", kommuner).set_index(
        ["indikator", "kommun"]
    )["value"]
    for id, year in years.items():
        values = example.values(id, "T", year).set_index("kommun")["value"]
        assert found[id].to_dict() == pytest.approx(values[values.index.isin(kommuner)].to_dict(), nan_ok=True)


def test_history_ends_with_the_year_asked(drawn: Store) -> None:
    found = drawn.history("1440", "T", ["AO"], 2022)
    assert found[["indikator", "year", "value"]].to_numpy().tolist() == [["AO", 2021, 50], ["AO", 2022, 55]]


def test_earlier_values_end_with_each_indikators_own_year_and_lack_what_is_unknown(example: Store) -> None:
    ids = [id for its in example.by_omrade.values() for id in its[:2]]
    until, kommuner = {id: example.years(id)[-1] - place % 3 for place, id in enumerate(ids)}, ["1440", "1860"]
    found = example.earlier(until, "T", kommuner)
    alone = [
        example.series(id, "T", kommuner).query("year <= @last").assign(indikator=id) for id, last in until.items()
    ]
    expected = (
        pd.concat(alone).dropna(subset="value")[list(found.columns)].astype({"indikator": found["indikator"].dtype})
    )
    by = ["indikator", "kommun", "year"]
    pd.testing.assert_frame_equal(
        *(rows.sort_values(by, ignore_index=True) for rows in (found, expected)), check_dtype=False
    )
    assert (
        found.groupby("indikator", sort=False)[["kommun", "year"]]
        .apply(lambda its: its.equals(its.sort_values(by[1:])))
        .all()
    )
    assert example.earlier({}, "T", kommuner).empty


def test_coverage_counts_kommuner_with_a_value(drawn: Store) -> None:
    found = drawn.coverage()
    assert {(row.indikator, row.year): row.kommuner for row in found.itertuples()} == {
        **{("AO", 2021): 2, ("AO", 2022): 1, ("AO", 2023): 1, ("AO", 2024): 1},
        **{("JA", 2023): 2, ("JA", 2024): 2},
    }


@pytest.mark.parametrize("back", [0, 1, 2])
def test_a_matrix_of_recent_years_and_one_of_any_year_are_what_values_gives(example: Store, back: int) -> None:
    ids = [id for its in example.by_omrade.values() for id in its[:3]]
    years = {id: example.years(id)[max(-len(example.years(id)), -1 - back)] for id in ids}
    kommuner = ["1860", "1440", "0000", "2584"]
    found = example.matrix({id: [year] for id, year in years.items()}, "T", kommuner)
    alone = [example.values(id, "T", year).assign(indikator=id) for id, year in years.items()]
    alone = pd.concat([rows[rows["kommun"].isin(kommuner)] for rows in alone], ignore_index=True)
    alone = alone.astype({"indikator": found["indikator"].dtype})
    pd.testing.assert_frame_equal(found, alone[found.columns])


def test_values_of_kommuner_only_leave_out_riket_and_regions(drawn: Store) -> None:
    every, own = drawn.values("AO", "T", 2024), drawn.values("AO", "T", 2024, kommuner_only=True)
    assert set(every["kommun"]) - set(own["kommun"]) == set(every["kommun"]) - set(drawn.kommuner) != set()
    pd.testing.assert_frame_equal(own, every[every["kommun"].isin(drawn.kommuner)].reset_index(drop=True))


def test_what_there_is_to_ask_for(drawn: Store) -> None:
    assert drawn.ids == ("AO", "JA")
    assert drawn.years("AO") == (2021, 2022, 2023, 2024)
    assert (drawn.genders("AO"), drawn.genders("JA")) == (("T", "K"), ("T",))
    assert drawn.by_omrade == {"lss": ("AO", "JA")}
    assert not drawn.simulated


def test_a_year_or_a_kommun_without_rows_gives_the_same_columns_and_no_rows(drawn: Store) -> None:
    some, none = drawn.values("AO", "T", 2024), drawn.values("AO", "T", 1999)
    assert list(none.columns) == list(some.columns)
    assert none.empty
    assert drawn.series("AO", "T", []).empty
    assert drawn.history("1440", "T", [], 2024).empty
    assert drawn.matrix({}, "T", ["1440"]).empty


def test_an_indikator_is_found_by_a_piece_of_its_title(drawn: Store) -> None:
    assert drawn.near("HEMTJÄNST") == ["AO"]
    assert drawn.near("finns inte") == ["AO", "JA"]


ASKED = ("indikator", "years", "genders")


@pytest.mark.parametrize("ask", ASKED)
def test_an_unknown_indikator_is_a_question_error_with_the_nearest(drawn: Store, ask: str) -> None:
    with pytest.raises(QuestionError, match=r"”AO-99” finns inte i utgåvan ritad-.*Närliggande: AO"):
        getattr(drawn, ask)("AO-99")


def test_values_of_an_unknown_indikator_are_a_question_error(drawn: Store) -> None:
    for ask in (
        lambda: drawn.values("X", "T", 2024),
        lambda: drawn.series("X", "T", ["1440"]),
        lambda: drawn.national("X", "T"),
        lambda: drawn.matrix({"X": [2024]}, "T", ["1440"]),
        lambda: drawn.history("1440", "T", ["X"], 2024),
        lambda: drawn.tidy(["X"]),
    ):
        with pytest.raises(QuestionError, match="”X” finns inte i utgåvan"):
            ask()


# --- opening ----------------------------------------------------------------------------------------------------------


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"här är inget publicerat. Kör `python -m ojdash update"):
        store.open_edition(tmp_path)


@pytest.mark.parametrize("id", ["finns-inte", "../..", "", "ritad/../x", ".draft"])
def test_an_unknown_edition_is_a_question_error_with_those_there_are(drawn: Store, id: str) -> None:
    with pytest.raises(QuestionError, match=drawn.id):
        store.open_edition(drawn.folder.parents[1], id)


def test_an_edition_is_opened_once_and_shared(drawn: Store) -> None:
    data = drawn.folder.parents[1]
    assert store.open_edition(data) is store.open_edition(data, drawn.id)


def test_an_older_edition_can_still_be_opened(tmp_path: Path) -> None:
    old = edition(tmp_path, DRAWN, AO, JA)
    new = edition(tmp_path, "AO 2025\n1440 10", AO)
    assert store.editions(tmp_path) == sorted([old.id, new.id])
    assert store.open_edition(tmp_path).id == new.id
    assert store.open_edition(tmp_path, old.id).years("AO") == (2021, 2022, 2023, 2024)


def test_simulated_values_say_so(tmp_path: Path) -> None:
    assert edition(tmp_path, DRAWN, AO, JA, source=SIMULATED).simulated


# --- damage: named, never a traceback, never a wrong number -----------------------------------------------------------


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def one_byte_wrong(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


PARQUET = [
    ("observations/lss.parquet", lambda opened: opened.values("AO", "T", 2024)),
    ("recent/lss.parquet", lambda opened: opened.matrix({"AO": [2024]}, "T", ["1440"])),
    ("national/lss.parquet", lambda opened: opened.national("AO", "T")),
    ("kommun/14.parquet", lambda opened: opened.latest("1440", "T")),
    ("kommuner.parquet", lambda opened: opened.kommuner),
    ("indikatorer.parquet", lambda opened: opened.ids),
    ("liknande.parquet", lambda opened: opened.liknande),
]


@pytest.mark.parametrize(("name", "ask"), PARQUET, ids=[name for name, _ in PARQUET])
@pytest.mark.parametrize("harm", [Path.unlink, half, one_byte_wrong, emptied])
def test_a_damaged_file_is_named_with_the_move_to_make(copy: Store, name: str, ask: object, harm: object) -> None:
    harm(copy.folder / name)
    with pytest.raises(DataError) as told:
        ask(Store(copy.folder))
    assert str(copy.folder / name) in str(told.value)
    assert "Lägg tillbaka filen" in str(told.value)
    assert isinstance(told.value, OjdashError)


@pytest.mark.parametrize("harm", [Path.unlink, half, emptied])
def test_a_file_damaged_while_the_edition_is_open_gives_an_error_or_the_right_answer(copy: Store, harm: object) -> None:
    right = copy.values("AO", "T", 2024)
    harm(copy.folder / "observations/lss.parquet")
    try:
        pd.testing.assert_frame_equal(copy.values("AO", "T", 2024), right)
    except DataError as told:
        assert "lss.parquet" in str(told)


@pytest.mark.parametrize(
    "content", [b"", b'{"format": 1, "id": ', b"null", b"[]", b"{}", b"\xff\xfe", b'{"id": "x", "source": {"kind": 1}}']
)
def test_a_half_written_manifest_is_named(copy: Store, content: bytes) -> None:
    (copy.folder / layout.MANIFEST).write_bytes(content)
    with pytest.raises(DataError, match=r"manifest.json: manifestet går inte att läsa"):
        Store(copy.folder)


def test_a_manifest_of_another_format_is_named(copy: Store) -> None:
    path = copy.folder / layout.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"format": 99}), "utf-8")
    with pytest.raises(DataError, match=rf"manifest.json: formatet 99 är inte {layout.FORMAT}"):
        Store(copy.folder)


def test_current_that_names_nothing_whole_is_told_so(copy: Store) -> None:
    data = copy.folder.parents[1]
    shutil.rmtree(copy.folder)
    (data / "editions" / "current").write_text("borta-20260101-00000000\n", "utf-8")
    with pytest.raises(DataError, match=r"borta-20260101-00000000/manifest.json: utgåvan saknar manifest"):
        store.open_edition(data)


# --- the shipped example, and speed that does not depend on the machine -----------------------------------------------


def test_a_value_query_opens_exactly_one_file(example: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Store(example.folder)
    asked = []
    ask = opened._ask

    def listen(sql: str, **parameters: object) -> pd.DataFrame:
        asked.append(parameters.get("files") or [parameters["file"]])
        return ask(sql, **parameters)

    opened.ids  # noqa: B018  the index is read once
    monkeypatch.setattr(opened, "_ask", listen)
    opened.values("AO-01", "T", 2024)
    opened.series("AO-01", "T", ["1860", "1880"])
    opened.latest("1860", "T")
    assert [len(files) for files in asked] == [1, 1, 1]
    assert asked[0] == asked[1] == [str(example.folder / "observations/aldreomsorg.parquet")]


def test_row_groups_times_columns_stay_under_500_in_every_file(example: Store) -> None:
    for path in sorted(
        path for kind in ("observations", "recent") for path in (example.folder / kind).glob("*.parquet")
    ):
        with duckdb.connect() as con:
            [(pieces,)] = con.execute("SELECT count(*) FROM parquet_metadata($file)", {"file": str(path)}).fetchall()
        assert pieces < 500, f"{path.name}: {pieces} pieces"


def test_the_largest_file_there_can_be_has_under_500_pieces() -> None:
    assert layout.MOST_ROWS / layout.ROW_GROUP * len(layout.OBSERVATIONS) < 500


def test_every_kind_of_missing_that_a_row_can_have_occurs_in_the_example(example: Store) -> None:
    assert set(example.manifest["counts"]["missing"]) == set(MISSING) - {"fanns_inte"}  # that is no row at all


def test_sixteen_threads_at_a_time_get_the_right_answers(example: Store) -> None:
    ids = [id for id in example.ids if example.years(id)][::8]
    questions = [(id, example.years(id)[-1]) for id in ids] * 3
    alone = {question: Store(example.folder).values(question[0], "T", question[1]) for question in questions[:8]}
    opened = Store(example.folder)
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda question: opened.values(question[0], "T", question[1]), questions))
    for question, answer in zip(questions, answers, strict=True):
        assert answer["year"].unique().tolist() == [question[1]]
        rows = tidy_of(example)
        asked = (rows["indikator"] == question[0]) & (rows["year"] == question[1]) & (rows["gender"] == "T")
        assert answer["value"].to_numpy() == pytest.approx(rows.loc[asked, "value"].to_numpy(), nan_ok=True)
        if question in alone:
            pd.testing.assert_frame_equal(answer, alone[question])
