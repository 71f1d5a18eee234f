"""Editions beside each other: listed, compared (with a slow twin), checked, pruned, and their files shared."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash import store
from ojdash.domain.edition import CHANGES, Differences, redefined, spelled
from ojdash.domain.errors import DataError, QuestionError
from ojdash.domain.indikator import Brott, Indikator
from ojdash.store import Store, layout
from ojdash.text import editions as text
from tests.drawing import REAL, SIMULATED, delivery, edition, indikator, many

AO, JA = indikator("AO", gender_split=True), indikator("JA", "ja_nej")
DAGAR = indikator("DAG", "dagar", omrade="vald", decimals=1)
OLD = """
    AO      2023     2024
    0000    80       81
    1440    10       20
    1860    30       40
    1880    50       -

    AO/K    2024
    1440    11

    JA      2024
    1440    Ja
    1860    Nej

    DAG     2024
    1440    12.5
"""
NEW = """
    AO      2023     2024     2025
    0000    80       81       _
    1440    10       21       22
    1860    -        40       _
    1880    50       -        -

    AO/K    2024
    1440    12

    JA      2024
    1440    Ja
    1860    Ja

    DAG     2024
    1440    12.5
"""


def later(day: int) -> object:
    """The drawn source, fetched on a day of March."""
    return replace(REAL, fetched_at=f"2026-03-{day:02d}T10:00:00Z")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Store, Store]:
    """An edition, and one a day later."""
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    return old, edition(tmp_path, NEW, AO, JA, DAGAR, source=later(3))


def told(found: Differences) -> list[tuple]:
    """The values as tuples, None where nothing is."""
    rows = found.values.astype(object).where(found.values.notna(), None)
    return [tuple(row) for row in rows.itertuples(index=False)]


# --- what differs -----------------------------------------------------------------------------------------------------


def test_values_are_added_revised_or_withdrawn_with_both_values(two: tuple[Store, Store]) -> None:
    assert told(store.differences(*two)) == [
        *[("AO", "1440", 2024, "T", "revised", 20, 21, None, None)],
        *[("AO", "1440", 2024, "K", "revised", 11, 12, None, None)],
        *[("AO", "1860", 2023, "T", "withdrawn", 30, None, None, "ej_svarat")],
        *[("AO", "1440", 2025, "T", "added", None, 22, None, None)],
        *[("JA", "1860", 2024, "T", "revised", 0, 1, None, None)],
    ]
    assert store.differences(*two).counts == {
        **{"added": 1, "revised": 3, "withdrawn": 1},
        **{"redefined": 0, "new": 0, "gone": 0},
    }


def test_an_edition_does_not_differ_from_itself(two: tuple[Store, Store]) -> None:
    found = store.differences(two[0], two[0])
    assert (found.moved, len(found.values)) == ((), 0)
    assert list(found.values.columns) == list(store.differences(*two).values.columns)


def test_the_other_way_round_what_was_added_is_withdrawn(two: tuple[Store, Store]) -> None:
    opposite = {"added": "withdrawn", "withdrawn": "added", "revised": "revised"}
    there, back = (
        {row[:4]: (row[4], row[5], row[6]) for row in told(store.differences(*pair))} for pair in (two, two[::-1])
    )
    assert back == {key: (opposite[change], after, before) for key, (change, before, after) in there.items()}


def test_indikatorer_that_only_one_has_are_new_or_gone_with_all_their_values(tmp_path: Path) -> None:
    old = edition(tmp_path, "AO 2024\n1440 10", AO)
    new = edition(tmp_path, "JA 2024\n1440 Ja\n1860 -", JA, indikator("TOM"))
    found = store.differences(old, new)
    assert [(one.indikator.id, one.only_in, one.added, one.withdrawn) for one in found.moved] == [
        *[("JA", "after", 1, 0), ("TOM", "after", 0, 0), ("AO", "before", 0, 1)]
    ]
    assert (found.counts["new"], found.counts["gone"]) == (2, 1)


def test_an_indikator_is_followed_when_its_number_its_area_or_its_file_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    drawn = OLD.replace("12.5", "13.5") + "\nFORST 2024\n1440 1"
    monkeypatch.setattr(layout, "MOST_ROWS", 3)
    first = indikator("FORST")
    new = edition(tmp_path, drawn, first, replace(DAGAR, omrade="lss"), AO, JA)
    found = store.differences(old, new)
    assert [row[:7] for row in told(found)] == [
        *[("FORST", "1440", 2024, "T", "added", None, 1), ("DAG", "1440", 2024, "T", "revised", 12.5, 13.5)]
    ]
    assert {one.indikator.id: [part.part for part in one.redefined] for one in found.moved} == {
        **{"FORST": [], "DAG": ["omrade"]}
    }


def test_what_is_counted_when_published_is_what_differs_afterwards(tmp_path: Path) -> None:
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    published = store.publish(tmp_path, delivery(NEW, AO, JA, DAGAR), old.id, accept_drop=True)
    found = store.differences(old, store.open_edition(tmp_path, published.id))
    assert {name: found.counts[name] for name in CHANGES} == {name: published.changes[name] for name in CHANGES}


def test_a_list_may_be_capped_and_the_counts_are_still_of_all(two: tuple[Store, Store]) -> None:
    found = store.differences(*two, most=1)
    assert [(row[0], row[4]) for row in told(found)] == [("AO", "revised"), ("JA", "revised")]
    assert found.counts == store.differences(*two).counts


def test_one_area_of_the_differences(two: tuple[Store, Store]) -> None:
    found = store.differences(*two)
    assert told(found.only("lss")) == told(found.only(None)) == told(found)
    assert (found.only("vald").moved, told(found.only("vald"))) == ((), [])


def test_simulated_and_real_values_are_never_compared(tmp_path: Path) -> None:
    made_up, real = edition(tmp_path, OLD, AO, JA, DAGAR, source=SIMULATED), edition(tmp_path, OLD, AO, JA, DAGAR)
    for pair in ((made_up, real), (real, made_up)):
        with pytest.raises(QuestionError, match="jämförs aldrig"):
            store.differences(*pair)
    assert store.before(tmp_path, real.id) is None


def test_files_that_both_share_are_not_read(two: tuple[Store, Store]) -> None:
    for opened in two:
        (opened.folder / "observations/vald.parquet").unlink()
    assert store.differences(*two).counts["revised"] == 3


def test_a_damaged_file_is_named(two: tuple[Store, Store]) -> None:
    (two[0].folder / "observations/lss.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"observations/lss\.parquet"):
        store.differences(*two)


def slow_differences(before: Store, after: Store) -> dict[tuple, tuple]:
    """Every value that differs, by going through them one by one."""
    ends = []
    for opened in (before, after):
        rows = opened.tidy(opened.ids).dropna(subset="value")
        ends.append({(row.indikator, row.kommun, row.year, row.gender): row.value for row in rows.itertuples()})
    keys = ends[0].keys() | ends[1].keys()
    both = {key: tuple(end.get(key) for end in ends) for key in keys}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


cells = st.sampled_from([0.0, 0.1, 50.0, 100.0, np.nan])
keys = st.tuples(
    st.sampled_from(["AO", "DAG", "X"]), st.sampled_from(["0000", "1440", "1880"]), st.integers(2022, 2024)
)
tables = st.dictionaries(keys, cells, min_size=1, max_size=20)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables, tables)
def test_what_differs_is_what_the_slow_twin_finds(
    tmp_path_factory: pytest.TempPathFactory, one: dict, other: dict
) -> None:
    data, ends = tmp_path_factory.mktemp("data"), []
    for drawn in (one, other):
        rows = pd.concat([many(id, year, [value]).assign(kommun=kommun) for (id, kommun, year), value in drawn.items()])
        there = [d for d in (indikator("X", decimals=1), AO, DAGAR) if d.id in set(rows["indikator"])]
        ends.append(edition(data, rows, *there))
    found = store.differences(*ends)
    assert {row[:4]: row[5:7] for row in told(found)} == slow_differences(*ends)
    for row in told(found):
        assert row[4] == ("added" if row[5] is None else "withdrawn" if row[6] is None else "revised")


# --- what is redefined ------------------------------------------------------------------------------------------------

OTHER: dict[str, object] = {
    **{"id": "B", "title": "Annan titel", "omrade": "vald", "kind": "antal", "decimals": 1, "short_title": "Kort"},
    **{"unit": "personer", "direction": "hog", "type": "process", "gender_split": True, "oj": False},
    **{"source": "Kolada", "source_url": "https://x", "codes": {"1": "Ja"}, "breaks": (Brott(2023, "Ny fråga."),)},
    **{"ja_betyder": "har", "rikssiffror": {2023: 1.5}, "since": 2015, "until": 2024, "syfte": "S"},
    **{"teknisk_beskrivning": "T", "datakalla": "D", "felkallor": "F", "visar_inte": "V"},
    **{"underlag": "personer", "antal_svar": "U00001"},
}


@pytest.mark.parametrize("part", [one.name for one in fields(Indikator)])
def test_every_part_of_a_definition_that_changes_is_told_by_its_name(part: str) -> None:
    old = indikator("A")
    (found,) = redefined(old, replace(old, **{part: OTHER[part]}))
    assert found.part == part
    assert found.before != found.after
    assert text.PARTS[part] in text.redefinition(found)


def test_parts_are_told_as_one_line() -> None:
    assert spelled((Brott(2020, "Ny fråga."), Brott(2023, "Nytt urval."))) == "2020: Ny fråga.; 2023: Nytt urval."
    assert spelled({"2": "Nej", "1": "Ja"}) == "1 = Ja; 2 = Nej"
    assert (spelled(None), spelled(()), spelled(True), spelled(2015)) == ("", "", "ja", "2015")


def test_a_definition_alone_may_differ(tmp_path: Path) -> None:
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    new = edition(tmp_path, OLD, replace(AO, title="Ny titel", unit="andel"), JA, DAGAR)
    (one,) = store.differences(old, new).moved
    assert [(part.part, part.before, part.after) for part in one.redefined] == [
        *[("title", "Titel AO", "Ny titel"), ("unit", "procent", "andel")]
    ]
    assert one.values == 0


# --- the list ---------------------------------------------------------------------------------------------------------


def test_editions_are_listed_as_they_were_fetched_with_what_is_in_them(two: tuple[Store, Store]) -> None:
    data = two[0].folder.parents[1]
    found = store.listed(data)
    assert [(one.id, one.current, one.source) for one in found] == [
        *[(two[0].id, False, two[0].source), (two[1].id, True, two[1].source)]
    ]
    assert found[0].counts == two[0].manifest["counts"]
    files = [path for path in two[0].folder.rglob("*.parquet")]
    assert found[0].size == sum(path.stat().st_size for path in files)
    assert (store.before(data, two[1].id), store.before(data, two[0].id)) == (two[0].id, None)
    assert store.before(data, "finns-inte") is None


def test_an_edition_that_can_not_be_opened_is_listed_with_why(two: tuple[Store, Store]) -> None:
    data = two[0].folder.parents[1]
    (two[0].folder / layout.MANIFEST).write_text("{")
    first, second = store.listed(data)
    assert (first.id, first.source) == (two[0].id, None)
    assert "manifestet går inte att läsa" in first.problem
    assert second.problem == ""
    assert store.before(data, two[1].id) is None


def test_nothing_published_is_an_empty_list(tmp_path: Path) -> None:
    assert store.listed(tmp_path) == []


def test_opened_apart_is_opened_anew_and_an_unknown_id_is_told(two: tuple[Store, Store]) -> None:
    data = two[0].folder.parents[1]
    assert store.open_apart(data, two[0].id) is not store.open_apart(data, two[0].id)
    with pytest.raises(QuestionError, match=two[1].id):
        store.open_apart(data, "../..")


# --- the check --------------------------------------------------------------------------------------------------------


def test_whole_editions_are_found_whole(two: tuple[Store, Store], example: Store) -> None:
    read = []
    assert store.checked(two[0].folder.parents[1], step=read.append) == []
    assert sorted(read) == sorted(one.id for one in two)
    assert store.checked(store.SHIPPED) == []


def one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "kind", "file"),
    [
        (lambda folder: (folder / "kommuner.parquet").unlink(), "missing", "kommuner.parquet"),
        (lambda folder: (folder / "kommun/14.parquet").write_bytes(b"PAR1"), "size", "kommun/14.parquet"),
        (lambda folder: one_byte(folder / "national/lss.parquet"), "content", "national/lss.parquet"),
        (lambda folder: (folder / "recent/ny.parquet").write_bytes(b""), "extra", "recent/ny.parquet"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest", "manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "manifest", "manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text('{"files": 1}'), "manifest", "manifest.json"),
    ],
)
def test_each_thing_that_is_wrong_is_named(two: tuple[Store, Store], harm: object, kind: str, file: str) -> None:
    harm(two[1].folder)
    data = two[0].folder.parents[1]
    mine = [one for one in store.checked(data) if one.edition == two[1].id]
    assert [(one.kind, one.file) for one in mine] == [(kind, file)]
    assert str(two[1].folder / file) in mine[0].said
    assert store.checked(data, two[1].id) == mine


def test_a_manifest_that_was_changed_with_its_file_does_not_fit_the_id(two: tuple[Store, Store]) -> None:
    path = two[0].folder / layout.MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    del manifest["files"]["national/lss.parquet"]
    path.write_text(json.dumps(manifest), "utf-8")
    assert [one.kind for one in store.checked(two[0].folder.parents[1], two[0].id)] == ["manifest", "extra"]


def test_current_that_names_nothing_is_wrong(two: tuple[Store, Store]) -> None:
    data = two[0].folder.parents[1]
    for said in ("finns-inte", ""):
        (data / "editions/current").write_text(said)
        assert [one.kind for one in store.checked(data)] == ["current"]
    shutil.rmtree(data / "editions")
    with pytest.raises(DataError, match="här är inget publicerat"):
        store.checked(data)


def test_an_unknown_edition_is_a_question_error(two: tuple[Store, Store]) -> None:
    with pytest.raises(QuestionError, match=two[0].id):
        store.checked(two[0].folder.parents[1], "../..")


def test_a_damaged_shared_file_is_wrong_in_every_edition_that_has_it(two: tuple[Store, Store]) -> None:
    one_byte(two[1].folder / "observations/vald.parquet")
    found = store.checked(two[0].folder.parents[1])
    assert {(one.edition, one.file, one.kind) for one in found} == {
        (opened.id, "observations/vald.parquet", "content") for opened in two
    }


# --- sharing ----------------------------------------------------------------------------------------------------------


def shared_between(one: Store, other: Store) -> set[str]:
    names = one.manifest["files"].keys() & other.manifest["files"].keys()
    return {name for name in names if os.path.samefile(one.folder / name, other.folder / name)}


def test_files_that_did_not_change_are_one_file_on_the_disk(tmp_path: Path) -> None:
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    published = store.publish(tmp_path, delivery("AO 2024\n1440 99\n1860 1\n1880 2", AO), old.id, accept_drop=True)
    new = store.open_edition(tmp_path, published.id)
    listed = [opened.manifest["files"] for opened in (old, new)]
    same = {name for name, said in listed[0].items() if listed[1][name]["sha256"] == said["sha256"]}
    assert shared_between(old, new) == same >= {"observations/vald.parquet", "recent/vald.parquet"}
    assert published.shared == sum(listed[1][name]["bytes"] for name in same)
    assert store.checked(tmp_path) == []
    own = {one.id: one.own for one in store.listed(tmp_path)}
    manifest = (new.folder / layout.MANIFEST).stat().st_size
    assert own[new.id] == sum(said["bytes"] for name, said in listed[1].items() if name not in same) + manifest


def test_where_no_links_can_be_made_each_edition_has_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*said: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    published = store.publish(tmp_path, delivery(NEW, AO, JA, DAGAR, source=later(3)), old.id, accept_drop=True)
    assert published.shared == 0
    assert shared_between(old, store.open_edition(tmp_path, published.id)) == set()
    assert store.checked(tmp_path) == []


def test_a_damaged_file_is_never_shared(tmp_path: Path) -> None:
    old = edition(tmp_path, OLD, AO, JA, DAGAR)
    one_byte(old.folder / "national/vald.parquet")
    new = edition(tmp_path, NEW, AO, JA, DAGAR, source=later(3))
    assert store.checked(tmp_path, new.id) == []
    assert "national/vald.parquet" not in shared_between(old, new)


def test_shared_or_not_an_edition_has_the_same_id_and_bytes(tmp_path: Path) -> None:
    edition(tmp_path / "one", OLD, AO, JA, DAGAR)
    beside = edition(tmp_path / "one", NEW, AO, JA, DAGAR)
    alone = edition(tmp_path / "other", NEW, AO, JA, DAGAR)
    assert beside.id == alone.id
    assert beside.manifest == alone.manifest


# --- pruning ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def five(tmp_path: Path) -> list[str]:
    """The ids of five editions, the oldest first; the newest is current."""
    drawn = [OLD.replace("12.5", f"{day}.5") for day in range(1, 6)]
    return [edition(tmp_path, one, AO, JA, DAGAR, source=later(day)).id for day, one in enumerate(drawn, 1)]


@pytest.mark.parametrize(
    ("keep", "needed", "gone"),
    [
        (0, set(), [0, 1, 2, 3]),
        (2, set(), [0, 1]),
        (4, set(), []),
        (99, set(), []),
        (0, {1, 3}, [0, 2]),
        (2, {0}, [1]),
        (0, {0, 1, 2, 3, 4}, []),
    ],
)
def test_old_editions_go_and_the_current_and_the_needed_stay(
    tmp_path: Path, five: list[str], keep: int, needed: set[int], gone: list[int]
) -> None:
    named = {five[place] for place in needed}
    assert [one.id for one in store.prunable(tmp_path, keep, named)] == [five[place] for place in gone]
    assert store.editions(tmp_path) == sorted(five)
    assert [one.id for one in store.prune(tmp_path, keep, named)[0]] == [five[place] for place in gone]
    assert store.editions(tmp_path) == sorted(id for place, id in enumerate(five) if place not in gone)
    assert store.checked(tmp_path) == []


def test_an_older_edition_that_is_current_again_stays(tmp_path: Path, five: list[str]) -> None:
    store.make_current(tmp_path, five[0])
    assert [one.id for one in store.prune(tmp_path, 1)[0]] == five[1:4]
    assert len(store.open_edition(tmp_path).tidy(["DAG"])) == 1


def on_the_disk(data: Path) -> int:
    files = {path.stat().st_ino: path.stat().st_size for path in data.rglob("*") if path.is_file()}
    return sum(files.values())


@pytest.mark.parametrize("keep", [0, 2, 3])
def test_shared_files_go_with_the_last_edition_that_has_them(tmp_path: Path, five: list[str], keep: int) -> None:
    before = on_the_disk(tmp_path)
    expected = store.freed(tmp_path, store.prunable(tmp_path, keep))
    _, freed = store.prune(tmp_path, keep)
    assert freed == expected == before - on_the_disk(tmp_path) > 0
    for id in store.editions(tmp_path):
        opened = store.open_edition(tmp_path, id)
        assert len(opened.tidy(opened.ids)) == opened.manifest["counts"]["rows"]


def test_an_edition_that_can_not_be_opened_is_left_to_a_person(tmp_path: Path, five: list[str]) -> None:
    (tmp_path / "editions" / five[0] / layout.MANIFEST).write_text("{")
    assert [one.id for one in store.prune(tmp_path, 0)[0]] == five[1:4]


def test_what_an_interrupted_run_left_is_swept_away(tmp_path: Path, five: list[str]) -> None:
    for left in (layout.DRAFT, f"{layout.GONE}{five[0]}"):
        (tmp_path / "editions" / left / "national").mkdir(parents=True)
    store.prune(tmp_path, 9)
    assert {path.name for path in (tmp_path / "editions").iterdir()} == {*five, layout.CURRENT, ".lock"}
