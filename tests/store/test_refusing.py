"""What of a delivery can't be published is refused and keeps its earlier values; far fewer values are asked about."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ojdash import answers, links, store
from ojdash.domain import quality
from ojdash.domain.errors import DataError, FallError
from ojdash.store import layout
from tests.drawing import REAL, SIMULATED, delivery, edition, indikator, many

AO, BO, DAYS = indikator("AO"), indikator("BO"), indikator("DAG", "dagar", omrade="vald")
AT = "kommun 1440,"
BASE = """
    AO      2023     2024
    1440    10       11
    1860    20       21

    BO      2024
    1440    5
    1860    -

    DAG     2024
    1440    12
"""
LATER = replace(REAL, fetched_at="2026-03-09T10:00:00Z")


def values(opened: store.Store, id: str) -> dict[tuple[str, int], float]:
    rows = opened.tidy([id]).dropna(subset=["value"])
    return {(row.kommun, row.year): row.value for row in rows.itertuples()}


@pytest.mark.parametrize(
    ("drawn", "reason"),
    [
        ("AO 2024\n1440 10\n1440 11", "kommun 1440, 2024, alla: olika uppgifter, 10 och 11"),
        ("AO 2024\n1440 10\n1440 -", "kommun 1440, 2024, alla: olika uppgifter, 10 och inget värde (har inte svarat)"),
        (
            "AO 2023 2024\n1440 1 2\n1440 3 4",
            "kommun 1440, 2023, alla: olika uppgifter, 1 och 3, och fel i ett värde till",
        ),
        ("AO 2024\n1440 -\n1860 ..", "inga värden längre, bara 2 rader utan värde"),
        ("AO 2024\n1440 50/3", "inga värden längre, bara en rad utan värde"),  # withheld: fewer than five answers
        ("AO 2024", "inga värden längre"),
    ],
)
def test_an_indikator_that_can_not_be_published_keeps_its_earlier_values_and_the_rest_goes_on(
    tmp_path: Path, drawn: str, reason: str
) -> None:
    base = edition(tmp_path, BASE, AO, BO, DAYS)
    new = delivery(f"{drawn}\nBO 2024\n1440 6\n1860 7\nDAG 2024\n1440 13", AO, BO, DAYS, source=LATER)
    published = store.publish(tmp_path, new, base.id)
    opened = store.open_edition(tmp_path)
    assert published.stayed == ("AO",)
    assert opened.manifest["refused"] == {"AO": f"{reason}; de tidigare värdena står kvar"}
    assert values(opened, "AO") == values(base, "AO")
    assert values(opened, "BO") == {("1440", 2024): 6, ("1860", 2024): 7}
    assert values(opened, "DAG") == {("1440", 2024): 13}
    assert opened.fetched_at("AO") == REAL.fetched_at
    assert opened.fetched_at("BO") == LATER.fetched_at
    assert store.checked(tmp_path) == []


def test_without_earlier_values_nothing_stays(tmp_path: Path) -> None:
    base = edition(tmp_path, BASE, AO, BO, DAYS)
    twice = delivery("NY 2024\n1440 1\n1440 2\nBO 2024\n1440 6", indikator("NY"), BO, source=LATER)
    published = store.publish(tmp_path, twice, base.id)
    assert published.stayed == ()
    assert published.manifest["refused"] == {"NY": "kommun 1440, 2024, alla: olika uppgifter, 1 och 2"}
    assert "NY" not in store.open_edition(tmp_path).ids


def test_what_the_source_refused_keeps_its_earlier_values_too(tmp_path: Path) -> None:
    base = edition(tmp_path, BASE, AO, BO, indikator("TOM"))
    said = delivery("BO 2024\n1440 6", BO, source=LATER, refused={"AO": "tomt svar", "TOM": "tomt svar", "NY": "okänd"})
    published = store.publish(tmp_path, said, base.id)
    assert published.stayed == ("AO",)  # TOM had no values to keep
    assert published.manifest["refused"] == {
        "AO": "tomt svar; de tidigare värdena står kvar",
        "TOM": "tomt svar",
        "NY": "okänd",
    }


def test_when_nothing_can_be_taken_in_nothing_is_published(tmp_path: Path) -> None:
    base = edition(tmp_path, BASE, AO, BO, DAYS)
    with pytest.raises(DataError, match=r"gick att ta in\. AO: inga värden längre"):
        store.publish(tmp_path, delivery("AO 2024\n1440 -", AO, source=LATER), base.id)
    assert store.current(tmp_path) == base.id
    assert store.editions(tmp_path) == [base.id]


def test_the_same_values_with_something_refused_the_same_day_are_an_edition_of_their_own(tmp_path: Path) -> None:
    base = edition(tmp_path, BASE, AO, BO, DAYS)
    same = {"source": replace(REAL, fetched_at="2026-03-02T18:00:00Z")}
    said = delivery("BO 2024\n1440 5\n1860 -\nDAG 2024\n1440 12", BO, DAYS, refused={"AO": "tomt svar"}, **same)
    published = store.publish(tmp_path, said, base.id)
    assert published.id != base.id
    assert [one.refused for one in store.listed(tmp_path)] == [{}, published.manifest["refused"]]
    assert store.checked(tmp_path) == []
    manifest = tmp_path / "editions" / published.id / layout.MANIFEST
    forged = json.loads(manifest.read_text("utf-8"))
    forged["stayed"] = {}
    manifest.write_text(json.dumps(forged), "utf-8")
    assert [wrong.kind for wrong in store.checked(tmp_path)] == ["manifest"]


# --- far fewer values -------------------------------------------------------------------------------------------------


def level(count: int, known: int, id: str = "AO", year: int = 2024) -> pd.DataFrame:
    """Rows of so many kommuner, of which the first have a value."""
    return many(id, year, [float(place) for place in range(known)] + [float("nan")] * (count - known))


@pytest.mark.parametrize(("known", "asked"), [(100, False), (90, False), (89, True), (1, True)])
def test_more_than_a_tenth_fewer_values_are_published_only_when_asked_for(
    tmp_path: Path, known: int, asked: bool
) -> None:
    base = edition(tmp_path, pd.concat([level(100, 100), level(100, 100, "DAG")]), AO, DAYS)
    new = delivery(level(100, known), AO, source=LATER)
    if asked:
        with pytest.raises(FallError) as told:
            store.publish(tmp_path, new, base.id)
        assert store.current(tmp_path) == base.id
        for words in (f"AO (från 100 till {known})", "2024 (från", "LSS (från", base.id, "--accept-drop"):
            assert words in str(told.value)
    published = store.publish(tmp_path, new, base.id, accept_drop=asked)
    assert len(values(store.open_edition(tmp_path, published.id), "AO")) == known


def test_an_edition_that_loses_what_nobody_delivered_is_asked_about_too(tmp_path: Path) -> None:
    edition(tmp_path, pd.concat([level(100, 100), level(100, 100, "DAG")]), AO, DAYS)
    with pytest.raises(FallError, match="i hela utgåvan skulle 100 försvinna"):
        store.publish(tmp_path, delivery(level(100, 100), AO, source=LATER))  # nothing is carried over


@pytest.mark.parametrize(("before", "after"), [(SIMULATED, LATER), (REAL, SIMULATED), (SIMULATED, SIMULATED)])
def test_simulated_values_are_never_compared(tmp_path: Path, before: object, after: object) -> None:
    base = edition(tmp_path, level(100, 100), AO, source=before)
    assert store.publish(tmp_path, delivery(level(100, 1), AO, source=after), base.id).id


def test_a_damaged_edition_is_not_compared_and_that_is_noted(tmp_path: Path) -> None:
    base = edition(tmp_path, level(100, 100), AO)
    (base.folder / "observations" / "lss.parquet").unlink()
    published = store.publish(tmp_path, delivery(level(100, 1), AO, source=LATER))
    assert [base.id in note for note in published.manifest["notes"]] == [True]


# --- years that have not come -----------------------------------------------------------------------------------------

AHEAD = "AO 2025 2026 2031\n1440 10 11 90\n1860 20 - 91\n1880 _ _ 92\n0000 15 16 95"


@pytest.fixture
def ahead(tmp_path: Path) -> store.Store:
    """Fetched in 2026, with values of 2031."""
    return edition(tmp_path, AHEAD, AO)


def test_a_year_after_the_servers_own_is_flagged_and_never_the_newest(ahead: store.Store) -> None:
    flags = ahead.flags("lss", ["1440", "1860", "1880"])
    assert [(flag.kind, flag.kommun, flag.year) for flag in flags.itertuples()] == [
        ("framtid", kommun, 2031) for kommun in ("1440", "1860", "1880")
    ]
    assert ahead.latest("1440", "T")[["year", "newest"]].values.tolist() == [[2026, 2026]]
    assert ahead.latest("1860", "T")[["year", "newest"]].values.tolist() == [[2025, 2026]]
    assert ahead.latest("1880", "T").empty
    assert ahead.manifest["counts"]["flags"] == {"framtid": 3}


@pytest.mark.parametrize("page", ["indikator", "jamfor", "over_tid", "oversikt", "signaler"])
def test_no_page_takes_such_a_year_for_the_newest_but_shows_it_when_asked(ahead: store.Store, page: str) -> None:
    for kommun, year, newest in [("1440", "", 2026), ("1860", "", 2025), ("1440", "&year=2031", 2031)]:
        question = links.parse(f"{page}?kommun={kommun}&indikator=AO&omrade=lss&peers=riket{year}")
        answer = answers.answer(ahead, answers.checked(ahead, question))
        assert answer.newer is None or answer.newer[0] == 2026
        own = answer.rows[answer.rows["kommun"] == kommun]
        if page in ("oversikt", "signaler"):
            assert own["year"].tolist() == [newest]
        else:
            assert answer.question.year == newest


def test_values_of_next_year_are_not_ahead_once_it_has_come(tmp_path: Path) -> None:
    come = edition(tmp_path, AHEAD, AO, source=replace(REAL, fetched_at="2031-01-01T00:00:00Z"))
    assert come.latest("1440", "T")["year"].tolist() == [2031]
    assert "framtid" not in come.manifest["counts"]["flags"]


def test_the_numbers_of_flags_already_published_stay() -> None:
    assert layout.FLAG_KINDS[:13] == (
        *("utanfor", "enhet", "kon", "hopp", "ja_till_nej", "oforandrat", "ytterst", "ordning", "nivaskift"),
        *("samtidigt", "tackning", "antal_svar", "brott"),
    )
    assert sorted(layout.FLAG_KINDS) == sorted(quality.KINDS)
