"""Whatever is answered about a table can be taken back, one thing at a time, and is then asked anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash.domain.table import Reading
from ojdash.sources import settling, table
from ojdash.sources.settling import Choice
from ojdash.sources.table import Profile
from ojdash.sources.taking_back import settled_things, taken_back
from ojdash.text import table_grid as text
from tests.sources.test_settling import NAMES, offered
from tests.sources.test_table import KNOWN, KOMMUNER, csv, xlsx


def read(path: Path, profile: Profile | None = None) -> Reading:
    """A table as it is read when nobody has said anything of it, or what a profile says."""
    return table.read(path, KOMMUNER, KNOWN, profile)


TABLES = {
    "column": "Kommun;År;A-1;Annat\nAle;2022;1;3",
    "beside": "Kommun;År;Antal svar A-1\nAle;2022;1",
    "unit": "Kommun;År;A-1;K-1 andel\nAle;2022;3;5",
    "share": "Kommun;År;A-1\nAle;2023;0,5\nLaxå;2023;0,25\nHabo;2023;1",
    "separator": "Kommun;År;K-1\nAle;2023;1.234\nLaxå;2023;1,5",
    "same": "Kommun;År;J-1;A-1;Andel nöjda\nAle;2022;Ja;1;2",
    "row": "Kommun;År;A-1\nAle;2023;1\nStorstaden;2023;2",
    "disagree": "Kommun;År;A-1\nLaxå;2023;2\n0114 Ale;2023;1",
    "cell": "Kommun;År;A-1\nAle;2023;1\nLaxå;2023;(X)",
    "sign": "Kommun;År;A-1\nAle;2023;1\nLaxå;2023;..",
    "tick": "Kommun;År;J-1\nAle;2023;X\nLaxå;2023;\nHabo;2023;X",
    "twice": "Kommun;År;A-1\nAle;2023;1\nAle;2023;2\nAle;2023;3",
    "year": "Kommun;År;A-1\nAle;i fjol;1\nLaxå;2023;2",
    "gender": "Kommun;År;Kön;A-1\nAle;2023;annat;1\nLaxå;2023;Kvinnor;2",
    "regi": "Kommun;År;Regi;A-1\nAle;2023;blandat;1\nLaxå;2023;Totalt;2",
    "indikator": "Kommun;År;Nyckeltal;Värde\nAle;2023;A-1;1\nAle;2023;Nöjda;2",
    "across": "År;Ale;Laxå;Habo\nA-1 2021;70;71;72\nA-1 2022;74;75;76",
    "regions": "Region;A-1 2022\nStockholm;80\nUppsala;70\nSödermanland;71\nÖstergötland;72\nJönköping;73",
    "empty": "Kommun;År;A-1\nAle;2023;1\n;2023;3",
}


@pytest.mark.parametrize("doubt", TABLES)
@pytest.mark.parametrize("which", [0, -1], ids=["first answer", "last answer"])
def test_an_answer_that_is_taken_back_is_asked_about_as_at_first(tmp_path: Path, doubt: str, which: int) -> None:
    path = csv(tmp_path, TABLES[doubt])
    first = read(path)
    assert first.unsettled, doubt
    answers = {one: offered(one, first)[which] for one in first.unsettled if offered(one, first)}
    assert answers
    profile = settling.settled(Profile(), first, answers)
    things = settled_things(profile)
    assert things
    assert read(path, profile).unsettled != first.unsettled
    for thing in things:
        said = text.settled(thing, KNOWN, NAMES)
        assert said[-1] not in ": " and "{" not in said and "None" not in said
        profile = taken_back(profile, thing)
    assert profile == Profile()
    assert read(path, profile).unsettled == first.unsettled


def test_one_thing_is_taken_back_and_the_others_stay(tmp_path: Path) -> None:
    path = csv(tmp_path, "Kommun;År;A-1;En;Två\nAle;2022;1;2;3")
    reading = read(path)
    profile = settling.settled(Profile(), reading, dict.fromkeys(reading.unsettled, settling.LEAVE_OUT))
    first, second = settled_things(profile)
    (doubt,) = read(path, taken_back(profile, first)).unsettled
    assert doubt.holds == "En"
    assert settled_things(taken_back(profile, first)) == [second]


def test_a_tick_that_is_answered_anew_without_empty_cells_leaves_them_missing(tmp_path: Path) -> None:
    path = csv(tmp_path, TABLES["tick"])
    reading = read(path)
    (doubt,) = reading.unsettled
    profile = settling.settled(Profile(), reading, {doubt: Choice("tick", "nej")})
    (sign,) = [thing for thing in settled_things(profile) if thing.about == "sign"]
    profile = settling.settled(taken_back(profile, sign), reading, {doubt: Choice("tick")})
    assert read(path, profile).rows["value"].isna().sum() == 1


def test_sheets_that_were_chosen_are_chosen_anew(tmp_path: Path) -> None:
    rows = [["Kommun", "Nöjda"], ["Ale", 1]]
    path = xlsx(tmp_path, ("2022", rows), ("Annat", [["Kommun", "X"], ["Ale", 2]]))
    first = read(path)
    profile = settling.with_sheets(Profile(), ["2022"])
    (thing,) = settled_things(profile)
    assert text.settled(thing, KNOWN, NAMES) == "Blad som läses: ”2022”"
    assert read(path, taken_back(profile, thing)).unsettled == first.unsettled


def test_a_sheet_that_was_said_to_be_another_is_asked_about_anew(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Svar", [["Kommun", "A-1 2023"], ["Ale", 1]]), ("Mer", [["Text"]]))
    profile = Profile(sheet="Resultat")
    (doubt,) = read(path, profile).unsettled
    mapped = settling.settled(profile, read(path, profile), {doubt: Choice("sheet", "Svar")})
    (thing,) = [one for one in settled_things(mapped) if one.about == "renamed"]
    assert text.settled(thing, KNOWN, NAMES) == "Bladet ”Resultat”: ”Svar”"
    assert read(path, taken_back(mapped, thing)).unsettled == (doubt,)


def test_the_year_of_the_file_and_of_the_profile_are_both_listed() -> None:
    things = settled_things(Profile(year=2022), 2023)
    assert [(thing.about, thing.answer) for thing in things] == [("said_year", 2023), ("year", 2022)]
    assert taken_back(Profile(year=2022), things[1]) == Profile()


def test_everything_of_a_profile_has_words(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        """
        [[column]]
        label = "Andel"
        indikator = "A-1"
        factor = 0.001
        decimal = ","
        year = 2023
        gender = "K"
        n = true
        [[column]]
        label = "När"
        role = "year"
        [[layout]]
        sheet = "Blad1"
        head = 3
        kommun = "B"
        turned = true
        regions = false
        [[row]]
        word = "Storstaden"
        kommun = "0180"
        [[cell]]
        at = "Blad1!C14"
        holds = "4,5"
        leave_out = true
        """,
        "utf-8",
    )
    assert [text.settled(thing, KNOWN, NAMES) for thing in settled_things(table.load(path))] == [
        "Blad ”Blad1”: rubriken slutar på rad 3",
        "Blad ”Blad1”: platserna står i kolumn B",
        "Blad ”Blad1”: vänd",
        "Blad ”Blad1”: raderna är kommuner",
        "Kolumn ”Andel”: antal svar till A-1 Andel nöjda, 2023, kvinnor, talen gånger 0,001, "
        "”,” skiljer heltal från decimaler",
        "Kolumn ”När”: år",
        "Platsen ”Storstaden”: Stockholm (0180)",
        "Blad1!C14: lämnas ut",
    ]
