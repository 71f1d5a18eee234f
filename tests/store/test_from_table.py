"""A described data set becomes part of an edition, marked for what it is, and stays so in the updates after."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import store
from ojdash.commands import main
from ojdash.domain.indikator import Indikator
from ojdash.store import Store
from ojdash.text import tables
from tests.drawing import SIMULATED, edition, indikator

DESCRIBED = """titel = "Socialstyrelsens enkät 2025"
omrade = "lss"
oj = {oj}
[[indikator]]
id = "ENK-1"
title = "Har en plan för anhöriga"
kind = "ja_nej"
decimals = 0
direction = "hog"
source = "Socialstyrelsen, kommunenkät"
syfte = "Anhöriga ska få stöd."
ja_betyder = "har en plan för anhöriga"
"""
AO = indikator("AO", title="Nöjda brukare")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a small real edition."""
    edition(tmp_path / "data", "AO 2023\n0114 40\n0115 60", AO)
    return tmp_path / "data"


def described(folder: Path, text: str) -> Path:
    path = folder / "beskrivning.toml"
    path.write_text(text, "utf-8")
    return path


def table(folder: Path, text: str, name: str = "tabell.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def update(data: Path, file: Path, *arguments: object) -> int:
    return main(["update", "table", *map(str, [file, "--data", data, *arguments])])


def opened(data: Path) -> Store:
    return store.open_edition(data)


def definition(data: Path, id: str = "ENK-1") -> Indikator:
    return opened(data).indikator(id)


@pytest.mark.parametrize(("oj", "mark"), [("true", ""), ("false", " (inte ÖJ)")])
def test_what_is_described_in_an_area_of_oj_is_marked_by_what_it_is_and_never_its_area(
    tmp_path: Path, data: Path, oj: str, mark: str
) -> None:
    file = table(tmp_path, "Kommun;Har en plan för anhöriga 2025\n0114;Ja\n0115;Nej")
    assert update(data, file, "--dataset", described(tmp_path, DESCRIBED.format(oj=oj))) == 0
    assert definition(data).heading == f"Har en plan för anhöriga{mark}"
    assert opened(data).omraden == {"lss": "LSS"}
    assert store.source_of(opened(data), ["ENK-1"]).name == "Socialstyrelsens enkät 2025 (tabell.csv)"
    assert set(opened(data).ids) == {"AO", "ENK-1"}


def test_a_table_of_oj_may_have_what_the_catalogue_knows_beside_what_is_described(tmp_path: Path, data: Path) -> None:
    file = table(tmp_path, "Kommun;Nöjda brukare 2025;ENK-1 2025\n0114;41;Ja\n0115;61;Nej")
    own = described(tmp_path, DESCRIBED.format(oj="false"))
    assert update(data, file, "--dataset", own) == 2  # a data set outside ÖJ has only its own columns
    assert update(data, file, "--dataset", described(tmp_path, DESCRIBED.format(oj="true"))) == 0
    assert opened(data).years("AO") == (2023, 2025)
    assert opened(data).years("ENK-1") == (2025,)


@pytest.mark.parametrize(("oj", "omrade"), [("true", "lss"), ("false", "lss"), ("false", "ame")])
def test_a_description_is_kept_by_the_updates_after_and_needed_no_more(
    tmp_path: Path, data: Path, oj: str, omrade: str
) -> None:
    toml = DESCRIBED.format(oj=oj).replace('"lss"', f'"{omrade}"')
    first = table(tmp_path, "Kommun;ENK-1 2024\n0114;Ja\n0115;Nej")
    assert update(data, first, "--dataset", described(tmp_path, toml)) == 0
    before, titles = definition(data), opened(data).omraden
    assert before.syfte == "Anhöriga ska få stöd."
    edition(data, "AO 2024\n0114 41\n0115 61", AO, base=store.current(data))
    assert definition(data) == before
    assert update(data, table(tmp_path, "Kommun;Har en plan för anhöriga 2025\n0114;Nej\n0115;Nej", "n.csv")) == 0
    assert definition(data) == before
    assert opened(data).years("ENK-1") == (2024, 2025)
    assert opened(data).omraden == titles


def test_next_years_description_may_say_the_same_indikator_anew(tmp_path: Path, data: Path) -> None:
    for year, text in ((2024, DESCRIBED), (2025, DESCRIBED.replace("en plan", "en aktuell plan"))):
        file = table(tmp_path, f"Kommun;ENK-1 {year}\n0114;Ja\n0115;Nej")
        assert update(data, file, "--dataset", described(tmp_path, text.format(oj="true"))) == 0
    assert definition(data).title == "Har en aktuell plan för anhöriga"
    assert opened(data).years("ENK-1") == (2024, 2025)


def test_a_description_can_not_take_what_the_edition_calls_something_else(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = store.current(data)
    toml = DESCRIBED.format(oj="false").replace('"lss"', '"ame"').replace("ENK-1", "AO")
    file = table(tmp_path, "Kommun;AO 2025\n0114;Ja\n0115;Nej")
    assert update(data, file, "--dataset", described(tmp_path, toml)) == 1
    assert "id:t finns redan i utgåvan, som ”Nöjda brukare”" in capsys.readouterr().err
    assert store.current(data) == before


# --- beside the example -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_the_terminal_says_that_the_example_goes(
    tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    edition(data, "AO 2023\n0114 40\n0115 60", AO, indikator("AO-2"), source=SIMULATED)
    toml = described(tmp_path, DESCRIBED.format(oj="true"))
    file = table(tmp_path, "Kommun;ENK-1 2025\n0114;Ja\n0115;Nej")
    assert update(data, file, "--dataset", toml, *arguments) == 0
    assert tables.EXAMPLE_GOES in capsys.readouterr().out
    if not arguments:
        assert opened(data).ids == ("ENK-1",)


def test_nothing_is_said_of_an_example_beside_a_real_edition(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(data, table(tmp_path, "Kommun;AO 2025\n0114;40\n0115;50"), "--dry-run") == 0
    assert tables.EXAMPLE_GOES not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "decimals"), [("", 3), ("decimals = 1\n", 1)], ids=["by the values", "as the description says"]
)
def test_decimals_that_a_description_does_not_say_tell_the_values_apart(
    tmp_path: Path, data: Path, said: str, decimals: int
) -> None:
    own = 'titel = "AME"\nomrade = "ame"\n[[indikator]]\nid = "A-1"\ntitle = "Per invånare"\nkind = "antal"\n'
    own += f'unit = "per invånare"\n{said}'
    file = table(tmp_path, "Kommun;A-1 2025\n0114;0,0125\n0115;0,0731")
    assert update(data, file, "--dataset", described(tmp_path, own)) == 0
    assert definition(data, "A-1").decimals == decimals
