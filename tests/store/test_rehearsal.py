"""What publishing a table would do is what publishing it does; nothing of it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.commands import main
from ojdash.domain.effect import Altered
from ojdash.domain.errors import SourceError
from ojdash.domain.rehearsal import Counted, Outside, Rehearsal
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.store import open_edition
from ojdash.store.from_table import Ground, ground, publish_reading
from ojdash.store.rehearsal import rehearsal
from ojdash.text import rehearsal as text
from ojdash.text import tables
from tests.drawing import SIMULATED, edition, indikator, tidy
from tests.sources.test_table import csv

AO, DA, JA = indikator("AO"), indikator("DA", "dagar", decimals=1), indikator("JA", "ja_nej")
KOMMUNER = tuple(catalogue.kommuner())
DRAWN = """
    AO    2021  2022
    1440  10    20
    1860  30    40
    1880  50    60

    JA    2021  2022
    1440  Ja    Ja
    1860  Nej   Nej
"""
TABLE = """
    Kommun;AO 2022;AO 2023;DA 2023;JA 2022
    Ale;20;25;3,5;Nej
    Laxå;45;140;-2;Nej
    Örebro;;61;4;Ja
"""


@pytest.fixture
def on(tmp_path: Path) -> Ground:
    edition(tmp_path, DRAWN, AO, DA, JA, kommuner=KOMMUNER)
    return ground(tmp_path)


def read(on: Ground, drawn: str = TABLE, profile: table.Profile | None = None) -> Reading:
    return table.read(csv(on.data, drawn), on.kommuner, on.indikatorer, profile)


def every_file(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_values_are_counted_by_indikator_and_year_with_their_ends(on: Ground) -> None:
    assert rehearsal(on, read(on)).counts == (
        Counted("AO", 2022, 2, 1, 20, 45),
        Counted("AO", 2023, 3, 0, 25, 140),
        Counted("DA", 2023, 3, 0, -2, 4),
        Counted("JA", 2022, 3, 0, 0, 1),
    )


def test_the_changes_are_those_that_publishing_tells_of(on: Ground) -> None:
    found = rehearsal(on, read(on))
    # Ale 2022 stays, Laxå 2022 is another, Örebro 2022 goes; JA: Ale is another, Laxå stays, Örebro is new
    assert found.changes == {"added": 3 + 3 + 1, "revised": 1 + 1, "withdrawn": 1, "unchanged": 1 + 1}
    published = publish_reading(on, read(on))
    told = {name: times for name, times in published.changes.items() if name != "unchanged"}
    assert told == {name: found.changes[name] for name in told}


def test_what_changes_most_is_told_against_the_same_year_and_the_one_before(on: Ground) -> None:
    found = rehearsal(on, read(on))
    assert found.revised == (Altered("JA", "1440", 2022, "T", 1, 0), Altered("AO", "1860", 2022, "T", 40, 45))
    assert found.since[:2] == (
        Altered("AO", "1860", 2023, "T", 45, 140, 2022),
        Altered("AO", "1880", 2023, "T", 50, 61, 2021),  # 2022 is withdrawn
    )


def test_only_five_are_told_and_they_are_those_farthest_away(tmp_path: Path) -> None:
    koder = [kommun.kod for kommun in KOMMUNER[:30]]
    edition(tmp_path, "AO 2022\n" + "\n".join(f"{kod} 50" for kod in koder), AO, kommuner=KOMMUNER)
    on = ground(tmp_path)
    drawn = "\n".join(["Kommun;AO 2022", *(f"{kod};{50 + number}" for number, kod in enumerate(koder))])
    assert [one.after for one in rehearsal(on, read(on, drawn)).revised] == [79, 78, 77, 76, 75]


def test_values_that_cannot_be_are_each_told_the_nation_s_too(on: Ground) -> None:
    drawn = TABLE + "Riket;101;50;-1;0,5"
    assert rehearsal(on, read(on, drawn)).outside == (
        Outside("AO", "0000", 2022, "T", 101),
        Outside("AO", "1860", 2023, "T", 140),
        Outside("DA", "0000", 2023, "T", -1),
        Outside("DA", "1860", 2023, "T", -2),
    )


def test_the_flags_are_those_of_the_edition_that_is_then_published(on: Ground) -> None:
    found = rehearsal(on, read(on))
    publish_reading(on, read(on))
    new = open_edition(on.data)
    published = new.flags("lss", [kommun.kod for kommun in KOMMUNER])
    columns = ["kind", "indikator", "gender", "year", "kommun", "value", "earlier", "sure"]
    assert len(published) > 2
    pd.testing.assert_frame_equal(
        found.flags.sort_values(columns[:5]).reset_index(drop=True)[columns],
        published.sort_values(columns[:5]).reset_index(drop=True)[columns],
        check_dtype=False,
    )


def test_flags_of_values_that_the_table_says_nothing_of_are_not_told_again(tmp_path: Path) -> None:
    edition(tmp_path, "JA 2021 2022\n1440 Ja Nej\n1860 Nej Ja", JA, kommuner=KOMMUNER)
    on = ground(tmp_path)
    assert rehearsal(on, read(on, "Kommun;JA 2022\nLaxå;Ja\nHabo;Ja")).flags.empty


def test_few_answers_are_counted_as_they_are_published_without_a_value(on: Ground) -> None:
    profile = table.Profile(columns={"Svar": {"indikator": "AO", "n": True}})
    (counted,) = rehearsal(on, read(on, "Kommun;AO 2022;Svar\nAle;10;4\nLaxå;20;5\nHabo;90;3", profile)).counts
    assert (counted.values, counted.lacking, counted.lowest, counted.highest) == (1, 2, 20, 20)


def test_nothing_is_written(on: Ground) -> None:
    reading = read(on)
    before = every_file(on.data)
    rehearsal(on, reading)
    assert every_file(on.data) == before


def test_beside_the_example_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    edition(tmp_path, DRAWN, AO, DA, JA, kommuner=KOMMUNER, source=SIMULATED)
    on = replace(ground(tmp_path), indikatorer={"AO": AO})
    found = rehearsal(on, read(on, "Kommun;AO 2022\nAle;20\nLaxå;45"))
    assert (found.base, found.revised) == (None, ())
    assert text.changes(found) == text.NO_BASE


def test_what_is_unsettled_is_not_rehearsed(on: Ground) -> None:
    with pytest.raises(SourceError, match="inte bestämd"):
        rehearsal(on, read(on, "Kommun;AO 2022\nAle;20\nStorstaden;45"))


def test_the_dry_run_says_the_same_lines(on: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    found = rehearsal(on, read(on))
    assert main(["update", "table", str(on.data / "tabell.csv"), "--data", str(on.data), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("\n".join([*text.lines(found, on.names), tables.DRY]) + "\n")
    assert open_edition(on.data).id == found.base


def test_the_lines_are_plain_swedish(on: Ground) -> None:
    found = rehearsal(on, read(on))
    assert text.lines(found, on.names)[:9] == [
        "Innan du publicerar:",
        "  AO Titel AO, 2022: 2 värden, 1 utan värde, 20 till 45",
        "  AO Titel AO, 2023: 3 värden, 25 till 140",
        "  DA Titel DA, 2023: 3 värden, −2,0 till 4,0",
        "  JA Titel JA, 2022: 3 värden, Nej till Ja",
        f"  Mot utgåvan {found.base}: 7 nya värden, 2 ändrade, ett borttaget och 2 oförändrade.",
        "  Ändras mest mot utgåvan, samma år:",
        "    JA 2022: Ale Ja → Nej",
        "    AO 2022: Laxå 40 → 45",
    ]
    assert "    DA 2023: Laxå −2,0 dagar" in text.lines(found, on.names)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("Kommun;AO 2022\nAle;20\nLaxå;41", "Kvalitet skulle inte flagga något av värdena."),
        ("Kommun;AO 2022\nAle;20\nLaxå;141", "Kvalitet skulle inte flagga något mer."),
        ("Kommun;JA 2022\nAle;Nej\nLaxå;Nej", "Kvalitet skulle flagga en sak. "),
        ("Kommun;JA 2022;DA 2022\nAle;Nej;-1\nLaxå;Nej;2", "Kvalitet skulle flagga en sak till. "),
    ],
)
def test_what_kvalitet_would_ask_is_told_beside_what_cannot_be(on: Ground, drawn: str, said: str) -> None:
    assert any(sentence.startswith(said) for sentence in text.told(rehearsal(on, read(on, drawn)), on.names))


# --- a slow twin ------------------------------------------------------------------------------------------------------

IDS = ("AO", "DA")
_VALUES = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(["0000", "1440", "1860", "1880"]), st.sampled_from([2022, 2023])),
    st.one_of(st.integers(-2, 104), st.none()),
    min_size=1,
)


def rows_of(values: dict) -> pd.DataFrame:
    rows = [
        (*key, "T", np.nan if value is None else float(value), "okant" if value is None else None, np.nan, "")
        for key, value in values.items()
    ]
    return pd.DataFrame(rows, columns=list(tidy("AO 2023\n1440 1").columns)).astype({"missing": object})


def slowly(old: dict, new: dict) -> tuple[list[Counted], dict[str, int], list[Outside]]:
    """Counts, changes and what lies outside, value by value."""
    counts = []
    for id in dict.fromkeys(key[0] for key in new):
        for year in (2022, 2023):
            its = [value for (one, _, when), value in new.items() if (one, when) == (id, year)]
            known = [value for value in its if value is not None]
            if its:
                ends = (min(known), max(known)) if known else (None, None)
                counts.append(Counted(id, year, len(known), len(its) - len(known), *ends))
    changes = dict.fromkeys(("added", "revised", "withdrawn", "unchanged"), 0)
    for key, value in new.items():
        before = old.get(key)
        if value is None and before is not None:
            changes["withdrawn"] += 1
        elif value is not None and before is None:
            changes["added"] += 1
        elif value is not None:
            changes["unchanged" if value == before else "revised"] += 1
    outside = [
        Outside(id, kod, year, "T", float(value))
        for (id, kod, year), value in new.items()
        if value is not None and (value < 0 or (id == "AO" and value > 100))
    ]
    return counts, changes, outside


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return iter(tmp_path_factory.mktemp(f"data{number}") for number in range(10_000))


@given(_VALUES, _VALUES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counts_are_those_of_going_through_every_value(folders: Iterator[Path], old: dict, new: dict) -> None:
    data = next(folders)
    edition(data, rows_of(old), AO, DA, kommuner=KOMMUNER)
    on = replace(ground(data), indikatorer={one.id: one for one in (AO, DA)})
    found: Rehearsal = rehearsal(on, Reading("tabell.csv", (), rows_of(new)))
    counts, changes, outside = slowly(old, new)
    assert sorted(found.counts, key=lambda one: (one.indikator, one.year)) == sorted(
        counts, key=lambda one: (one.indikator, one.year)
    )
    assert found.changes == changes
    assert set(found.outside) == set(outside)
