"""Flags in an edition: worked out at publishing, kept in files of their own; and the numbers that all files share."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from ojdash import store
from ojdash.domain import quality
from ojdash.domain.errors import DataError
from ojdash.domain.omrade import OMRADEN
from ojdash.store import Store, numbering
from tests.drawing import delivery, edition, edition_of_before, indikator, many, tidy

AO, JA = indikator("AO"), indikator("JA", "ja_nej")
VALD = indikator("VALD", omrade="vald")
DRAWN = """
    AO      2023     2024
    0000    999      999
    1440    55/100   101/100
    1860    75/40    100/7
    1880    70/90    71/90

    JA      2023     2024
    1440    Ja       Nej
    1860    Nej      Ja

    VALD    2024
    1440    -3
    1860    12
"""


@pytest.fixture
def drawn(tmp_path: Path) -> Store:
    return edition(tmp_path, DRAWN, AO, JA, VALD)


def told(opened: Store, omrade: str, *kommuner: str, year: int | None = None) -> list[tuple]:
    flags = opened.flags(omrade, kommuner, year)
    return list(flags[["indikator", "kind", "kommun", "year"]].itertuples(index=False, name=None))


def test_flags_are_asked_for_by_area_kommun_and_year(drawn: Store) -> None:
    assert told(drawn, "lss", "1440", "1860") == [
        ("AO", "utanfor", "1440", 2024),
        ("AO", "hopp", "1440", 2024),  # 55 of 100 to 101 of 100
        ("AO", "ytterst", "1860", 2024),
        ("JA", "ja_till_nej", "1440", 2024),
    ]
    assert told(drawn, "lss", "1860") == [("AO", "ytterst", "1860", 2024)]
    assert told(drawn, "lss", "1440", year=2023) == []
    assert told(drawn, "vald", "1440", "1860") == [("VALD", "utanfor", "1440", 2024)]


def test_riket_and_regions_are_never_flagged(drawn: Store) -> None:
    assert told(drawn, "lss", "0000") == []


def test_a_flag_holds_the_numbers_behind_it(drawn: Store) -> None:
    jump = drawn.flags("lss", ["1440"]).query("kind == 'hopp'").iloc[0]
    assert (jump["gender"], jump["from_year"], jump["value"], jump["earlier"]) == ("T", 2023, 101, 55)
    assert (jump["n"], jump["n_earlier"], jump["sure_by"]) == (100, 100, "z")
    # 100 of 100 beside 55 of 100: pooled 0.775, z = 0.45 / sqrt(0.775 * 0.225 * 2/100)
    assert jump["sure"] == pytest.approx(0.45 / (0.775 * 0.225 * 0.02) ** 0.5, abs=1e-4)


def test_a_flag_about_a_whole_indikator_has_no_kommun_and_is_in_every_answer(tmp_path: Path) -> None:
    rows = pd.concat([many("AO", 2023, [50.0 + n / 10 for n in range(40)]), many("AO", 2024, [50.0] * 30)])
    opened = edition(tmp_path, rows, AO)
    (flag,) = opened.flags("lss", ["1001"], 2024).itertuples()
    assert (flag.kind, flag.kommun, flag.value, flag.earlier) == ("tackning", None, 30, 40)


def test_the_file_is_in_the_manifest_like_every_other_and_flags_are_counted_by_kind(drawn: Store) -> None:
    assert drawn.controlled
    assert {name for name in drawn.manifest["files"] if name.startswith("quality/")} == {
        "quality/lss.parquet",
        "quality/vald.parquet",
    }
    assert drawn.manifest["counts"]["flags"] == {"utanfor": 2, "hopp": 1, "ja_till_nej": 1, "ytterst": 1}
    assert store.checked(drawn.folder.parents[1]) == []
    (drawn.folder / "quality/lss.parquet").write_bytes(b"something else")
    with pytest.raises(DataError, match=r"quality/lss\.parquet: filen är 14 byte"):
        Store(drawn.folder).flags("lss", ["1440"])


def test_an_area_without_anything_odd_has_a_file_without_rows(tmp_path: Path) -> None:
    opened = edition(tmp_path, "AO 2024\n1440 50/100\n1860 60/100", AO)
    assert opened.controlled
    flags = opened.flags("lss", ["1440", "1860"])
    assert flags.empty
    assert list(flags.columns) == list(quality.FLAG_COLUMNS)


def test_values_that_are_carried_over_are_looked_at_too(tmp_path: Path) -> None:
    old = edition(tmp_path, DRAWN, AO, JA, VALD)
    new = edition(tmp_path, "VALD 2024\n1440 3\n1860 12", VALD, base=old.id)
    assert told(new, "lss", "1440") == told(old, "lss", "1440") != []
    assert told(new, "vald", "1440") == []


def test_nothing_is_flagged_that_has_few_answers_and_is_withheld(tmp_path: Path) -> None:
    assert told(edition(tmp_path, "AO 2024\n1440 100/4\n1860 100/5", AO), "lss", "1440", "1860") == [
        ("AO", "ytterst", "1860", 2024)
    ]


# --- editions of before -----------------------------------------------------------------------------------------------


@pytest.fixture
def before(tmp_path: Path) -> Store:
    """An edition as it was published before there were quality files."""
    return edition_of_before(tmp_path, DRAWN, AO, JA, VALD)


COUNTS = ["counted", "at_least"]


def uncounted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of an edition from before changes were counted, without the columns that it has nothing in."""
    assert rows[COUNTS].isna().all(axis=None)
    return rows.drop(columns=COUNTS)


def test_an_edition_of_before_is_read_as_it_is(before: Store, tmp_path: Path) -> None:
    now = edition(tmp_path / "now", DRAWN, AO, JA, VALD)
    assert (before.manifest["format"], now.manifest["format"]) == (3, 5)
    for id in ("AO", "JA", "VALD"):
        assert before.indikator(id) == now.indikator(id)
        assert uncounted(before.values(id, "T", 2024)).equals(now.values(id, "T", 2024).drop(columns=COUNTS))
    years = dict.fromkeys(("AO", "JA", "VALD"), (2024,))
    matrix = now.matrix(years, "T", ["1440", "1860"])
    assert uncounted(before.matrix(years, "T", ["1440", "1860"])).equals(matrix.drop(columns=COUNTS))
    assert uncounted(before.latest("1440", "T")).equals(now.latest("1440", "T").drop(columns=COUNTS))
    assert before.tidy(["AO", "VALD"]).equals(now.tidy(["AO", "VALD"]))
    assert before.coverage().equals(now.coverage())
    assert store.differences(before, now).moved == ()


def test_an_edition_of_before_has_no_flags_and_says_so(before: Store) -> None:
    assert not before.controlled
    assert before.flags("lss", ["1440"]).empty
    assert store.checked(before.folder.parents[1]) == []


def test_the_next_update_looks_at_what_it_carries_over_from_an_edition_of_before(before: Store, tmp_path: Path) -> None:
    new = edition(tmp_path, "VALD 2024\n1440 3\n1860 12", VALD, base=before.id)
    assert new.controlled
    assert ("AO", "ytterst", "1860", 2024) in told(new, "lss", "1860")


# --- numbers ----------------------------------------------------------------------------------------------------------


def sha_of(opened: Store, *areas: str) -> dict[str, str]:
    return {
        name: said["sha256"]
        for name, said in opened.manifest["files"].items()
        if any(f"/{area}" in name for area in areas)
    }


def test_a_new_indikator_leaves_the_files_of_other_areas_as_they_were(tmp_path: Path) -> None:
    first = indikator("AA", omrade="lss")
    old = edition(tmp_path, DRAWN, AO, JA, VALD)
    published = store.publish(
        tmp_path, delivery("AA 2024\n1440 5/50\n1860 6/50\n1880 -", first), old.id, order=["AA", "AO", "JA", "VALD"]
    )
    new = store.open_edition(tmp_path, published.id)
    assert new.ids == ("AA", "AO", "JA", "VALD")
    assert sha_of(old, "vald") == sha_of(new, "vald")
    assert {name.split("/")[0] for name in sha_of(new, "vald")} == {"observations", "recent", "national", "quality"}
    shared = {name for name in sha_of(new, "vald") if os.path.samefile(old.folder / name, new.folder / name)}
    assert shared == set(sha_of(new, "vald"))
    assert published.shared >= sum(new.manifest["files"][name]["bytes"] for name in shared)


def test_an_area_of_its_own_leaves_every_other_as_it_was(tmp_path: Path) -> None:
    """Data sets of one's own, and Kolada's operating areas, have codes that no list knows."""
    old = edition(tmp_path, DRAWN, AO, JA, VALD)
    new = edition(tmp_path, "AME 2024\n1440 5/50\n1860 6/50\n1880 -", indikator("AME", omrade="ame"), base=old.id)
    assert sha_of(old, "lss", "vald") == sha_of(new, "lss", "vald")
    assert list(new.values("AME", "T", 2024)["value"].dropna()) == [5, 6]
    assert list(new.latest("1440", "T")["indikator"]) == ["AO", "JA", "VALD", "AME"]


def test_numbers_come_from_the_area_and_the_place_within_it() -> None:
    definitions = [AO, JA, VALD, indikator("Z1", omrade="zoo"), indikator("Z2", omrade="zoo")]
    numbers = numbering.numbers(definitions)
    assert numbers["JA"] == numbers["AO"] + 1
    assert numbers["Z2"] == numbers["Z1"] + 1
    assert numbering.numbers([VALD])["VALD"] == numbers["VALD"]
    assert len({number // numbering.PLACES for number in numbers.values()}) == 3
    assert all(0 < number < 2**31 for number in numbers.values())


def test_every_area_of_oj_has_a_block_and_no_other_area_can_have_it() -> None:
    known = numbering.blocks(OMRADEN)
    assert known == {code: number for number, code in enumerate(OMRADEN, 1)}
    others = numbering.blocks([*OMRADEN, *(f"omrade_{n}" for n in range(200))])
    assert {code: others[code] for code in OMRADEN} == known
    assert len(set(others.values())) == len(others)
    assert max(others.values()) < numbering.BLOCKS


def test_two_areas_that_fall_on_one_block_get_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "crc32", lambda code: numbering.BLOCKS - 65)  # the last block there is
    found = numbering.blocks(["b", "a", "c", "lss"])
    assert found == {"a": numbering.BLOCKS - 1, "b": 64, "c": 65, "lss": 1}


def test_an_area_with_too_many_indikatorer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "PLACES", 2)
    with pytest.raises(DataError, match="Området lss har fler än 2 indikatorer"):
        numbering.numbers([AO, JA, indikator("C")])


def test_the_same_delivery_gives_the_same_bytes_whatever_was_published_before(tmp_path: Path) -> None:
    alone = edition(tmp_path / "alone", DRAWN, AO, JA, VALD)
    edition(tmp_path / "after", tidy("VALD 2024\n1440 7\n1860 8"), VALD)
    after = edition(tmp_path / "after", DRAWN, AO, JA, VALD)
    assert alone.id == after.id
    assert alone.manifest["files"] == after.manifest["files"]
