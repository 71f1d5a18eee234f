"""The pairs of a result and its number of answers, held against Kolada's own catalogue; and misspelt files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ojdash.catalogue import ANTAL_SVAR, SHIPPED, load, toml
from ojdash.catalogue.antal_svar import antal_svar
from ojdash.domain.delivery import AntalSvar
from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import Indikator

KOLADA = Path(__file__).parents[3] / "shared" / "kolada" / "data" / "kpi.json"
ENTRY = """
[[undersokning]]
antal_svar = "U23592"
namn = "Hemtjänst"
how = "Samma undersökning."
nyckeltal = ["U21468", "U21504"]
"""
# Kolada's titles that name a number of answers, and none of a share of those asked.
NUMBER = re.compile(r"\b(antal svar|svarande, antal|svar, antal)", re.IGNORECASE)
# What has the beginning of a paired title and another population: part of those who answered, or more than them.
OTHERS = re.compile(r"\b(kommunal|enskild) regi\b|anhöriga|svarsfrekvens|färre än 30| region, ", re.IGNORECASE)


def written(folder: Path, text: str) -> Path:
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / ANTAL_SVAR).write_text(text, "utf-8")
    return folder


def test_the_pairs_are_of_surveys_and_their_indikatorer_rest_on_answers(shipped: dict[str, Indikator]) -> None:
    pairs = antal_svar()
    assert len(pairs) == 458
    ours = {id: shipped[id] for id in pairs if id in shipped}
    assert len(ours) >= 30
    assert {one.underlag for one in ours.values()} == {"svar"}
    own = {id: one for id, one in shipped.items() if re.fullmatch(r"[NU]\d{5}", id) and one.underlag == "svar"}
    # Gruppbostad and servicebostad together have no number of their own.
    assert set(own) - set(pairs) == {"U28570"}


def test_no_number_is_a_result_and_every_pair_says_how_it_was_matched() -> None:
    pairs = antal_svar()
    numbers = {id for its in pairs.values() for id in (its.nyckeltal, its.farre_an_30)}
    assert numbers.isdisjoint(pairs)
    for entry in toml(SHIPPED / ANTAL_SVAR)["undersokning"]:
        assert re.match(r"Samma (undersökning|mätning)\b.*\.$", entry["how"]), entry["antal_svar"]
        assert entry["nyckeltal"] == sorted(entry["nyckeltal"])


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """Kolada's titles by id, with single spaces."""
    if not KOLADA.exists():
        pytest.skip(f"Kolada's catalogue is not here ({KOLADA})")
    listed = json.loads(KOLADA.read_text("utf-8"))["values"]
    return {kpi["id"]: " ".join(kpi["title"].split()) for kpi in listed}


def test_every_number_that_kolada_publishes_is_named(titles: dict[str, str]) -> None:
    numbers = {id for id, title in titles.items() if NUMBER.search(title)}
    assert numbers == {its.nyckeltal for its in antal_svar().values()}


def test_every_pair_is_of_one_survey_and_nobody_of_it_is_forgotten(titles: dict[str, str]) -> None:
    """A result's title begins as its number's does, up to the dash; Servicemätning and Insikt are few, and by hand."""
    pairs, by_hand = antal_svar(), {"N00675", "N00676", "U07551", "U07554"}
    for number in {its.nyckeltal for its in pairs.values()} - by_hand:
        begins = re.split(r",? (?:lägeskommun, )?(?:- )?(?:svarande, antal|antal svar)", titles[number], flags=re.I)[0]
        alike = {id for id, title in titles.items() if title.startswith(f"{begins.removesuffix(',')} - ")}
        wanted = {id for id in alike - {number} if not OTHERS.search(titles[id])}
        assert {id for id, its in pairs.items() if its.nyckeltal == number} == wanted, (number, begins)


def test_the_flags_of_fewer_than_30_are_those_of_the_same_survey(titles: dict[str, str]) -> None:
    flags = {(its.nyckeltal, its.farre_an_30) for its in antal_svar().values() if its.farre_an_30}
    assert flags == {("U23592", "N23590"), ("U23594", "N23591")}
    for number, flag in flags:
        assert titles[number].split(" - ")[0] == titles[flag].split(", ")[0]


def test_a_folders_own_file_is_read_instead_and_holds_no_indikatorer(tmp_path: Path) -> None:
    assert antal_svar(tmp_path) == antal_svar()
    folder = written(tmp_path, ENTRY)
    assert antal_svar(folder) == dict.fromkeys(["U21468", "U21504"], AntalSvar("U23592"))
    (folder / "catalogue" / "lss.toml").write_text('omrade = "lss"\n', "utf-8")
    assert load(folder / "catalogue") == {}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("antal_svar", "antalsvar", "Menade du antal_svar"),
        ("[[undersokning]]", "[[undersoknig]]", "undersokning"),
        ("[[undersokning]]", "[undersokning]", "undersokning"),
        ('how = "Samma undersökning."\n', "", "saknar how"),
        ('"Samma undersökning."', "3", "how"),
        ('"U23592"', "23592", "23592"),
        ('["U21468", "U21504"]', '"U21468"', "nyckeltal"),
        ('["U21468", "U21504"]', '["U21468", "U21468"]', "U21468"),
        ('["U21468", "U21504"]', "[]", "saknar nyckeltal"),
        ('["U21468", "U21504"]', '["U 21468"]', "U 21468"),
        ('how = "S', 'farre_an_30 = 1\nhow = "S', "1"),
    ],
)
def test_a_misspelt_file_says_where_and_what(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(words)) as error:
        antal_svar(written(tmp_path, ENTRY.replace(old, new)))
    assert ANTAL_SVAR in str(error.value)
