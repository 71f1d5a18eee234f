"""Names of places over the whole register: every kommun's official name, and what is not a kommun."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import catalogue
from ojdash.sources import table
from ojdash.sources.table.places import Gazetteer
from tests.sources.fixtures.grids import KNOWN
from tests.sources.test_workbook import said

KOMMUNER = catalogue.kommuner()
GAZETTEER = Gazetteer(KOMMUNER)
STADER = (  # those that call themselves stad
    *(
        "Borås",
        "Göteborg",
        "Haparanda",
        "Helsingborg",
        "Landskrona",
        "Lidingö",
        "Malmö",
        "Mölndal",
        "Solna",
        "Stockholm",
    ),
    *("Sundbyberg", "Trollhättan", "Vaxholm", "Västerås"),
)
OWN_FORMS = {"Falun": "Falu kommun", "Gotland": "Region Gotland"}


def genitive(namn: str) -> str:
    """Gagnef is Gagnefs; Borås, and those that end in a vowel, most often stay as they are."""
    return namn if namn[-1] in "sxz" else f"{namn}s"


def forms(namn: str) -> list[str]:
    """The ways that a kommun is written in tables."""
    kommun = [f"{namn} kommun", f"{genitive(namn)} kommun", f"{namn}, kommun", f"Kommunen {namn}"]
    stad = [f"{namn} stad", f"{genitive(namn)} stad", f"{genitive(namn)} Stad"] if namn in STADER else []
    own = [OWN_FORMS[namn]] if namn in OWN_FORMS else []
    return [namn, *kommun, *stad, *own]


@pytest.mark.parametrize("spelled", [str, str.upper, str.lower])
def test_every_kommun_is_known_by_its_official_names(spelled) -> None:
    assert len(KOMMUNER) == 290
    wrong = {}
    for kommun in KOMMUNER:
        for form in map(spelled, forms(kommun.namn)):
            place = GAZETTEER.place(form)
            if (place.kind, place.kod, place.misspelt) != ("kommun", kommun.kod, False):
                wrong[form] = place
    assert wrong == {}


def test_every_official_name_is_known_beside_its_code() -> None:
    for kommun in KOMMUNER:
        for form in forms(kommun.namn):
            assert GAZETTEER.place(f"{kommun.kod} {form}").kod == kommun.kod, form
            assert GAZETTEER.place(f"{form} ({kommun.kod})").kod == kommun.kod, form


def test_every_official_name_with_a_footnote_is_unknown_with_the_kommun_as_the_likeliest() -> None:
    for kommun in KOMMUNER:
        for form in forms(kommun.namn):
            for note in (" 1)", "¹", " a)"):
                place = GAZETTEER.place(form + note)
                assert (place.kind, GAZETTEER.near(form + note)) == ("okand", (kommun.kod,)), form + note


def test_a_whole_table_of_official_names_is_290_kommuner(tmp_path: Path) -> None:
    for which in (1, 2, -1):
        path = tmp_path / f"{which}.csv"
        rows = [f"{forms(kommun.namn)[which]};{place}" for place, kommun in enumerate(KOMMUNER)]
        path.write_text("\n".join(["Kommun;A-1 2022", *rows]), "utf-8")
        reading = table.read(path, KOMMUNER, KNOWN)
        assert reading.settled
        expected = {("A-1", kommun.kod, 2022, "T"): float(place) for place, kommun in enumerate(KOMMUNER)}
        assert said(reading) == expected


# --- stadsdelar -------------------------------------------------------------------------------------------------------

DELAR = ["Bromma", "Rinkeby-Kista", "Södermalm"]


@pytest.mark.parametrize("dash", [" – ", " - ", ", ", ": ", "–", " / "])
@pytest.mark.parametrize("head", ["Kommun", "Kommun/stadsdel", "Område", "Stadsdelsområde", ""])
def test_rows_of_stadsdelar_first_in_a_table_are_told_as_such_and_are_no_head(
    tmp_path: Path, dash: str, head: str
) -> None:
    path = tmp_path / "tabell.csv"
    delar = [f"Stockholm{dash}{del_};{place}" for place, del_ in enumerate(DELAR, 1)]
    path.write_text("\n".join([f"{head};A-1 2022", *delar, "Stockholm;71", "Gagnef;72", "Mora;73"]), "utf-8")
    reading = table.read(path, KOMMUNER, KNOWN)
    assert (reading.unsettled, reading.header, reading.first) == ((), (1,), 2)
    assert reading.aside == {"stadsdel": len(DELAR)}
    assert sorted(said(reading).values()) == [71, 72, 73]


def test_rows_of_stadsdelar_without_any_head_are_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "A-1 2022.csv"
    path.write_text("Stockholm – Bromma;1\nGöteborg – Angered;2\nStockholm;71\nGagnef;72", "utf-8")
    reading = table.read(path, KOMMUNER, KNOWN)
    assert reading.first == 1
    assert reading.aside == {"stadsdel": 2}
