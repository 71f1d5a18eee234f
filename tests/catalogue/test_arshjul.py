"""The national dates: the shipped file, a data folder's own, and what is told of a misspelt line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ojdash import catalogue
from ojdash.catalogue.arshjul import nationals
from ojdash.domain.errors import CatalogueError
from ojdash.domain.omrade import OMRADEN

ENTRY = '[[datum]]\nid = "a"\ntitel = "A"\nnar = "i juni"\nkalla = "källa"\n'
JUNE = 'fran = "06-01"\ntill = "06-30"\n'


def written(folder: Path, content: str) -> Path:
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "arshjul.toml").write_text(content, "utf-8")
    return folder


def test_the_shipped_dates_are_those_that_are_known_of_the_calendar() -> None:
    found = {one.id: one for one in nationals()}
    assert found["enkat_skickas"].vecka == 4
    assert (found["enkat_besvaras"].of(2026).last, found["aldre_besvaras"].of(2026).last) == (
        date(2026, 3, 31),
        date(2026, 5, 26),
    )
    assert found["resultat"].known == (date(2023, 6, 20), date(2024, 6, 18))
    assert found["resultat_barn_unga"].of(2023).first == date(2023, 10, 31)
    assert set(found["resultat"].omraden) | set(found["resultat_barn_unga"].omraden) == set(OMRADEN)
    assert {code for one in found.values() for code in one.omraden} <= set(OMRADEN)
    assert all(one.kalla for one in found.values())


def test_the_dates_are_no_indikatorer() -> None:
    assert (catalogue.SHIPPED / catalogue.ARSHJUL).exists()
    assert catalogue.load()


def test_a_data_folder_has_its_own_dates_or_the_shipped_ones(tmp_path: Path) -> None:
    assert nationals(tmp_path) == nationals()
    written(tmp_path, ENTRY + JUNE)
    assert [one.id for one in nationals(tmp_path)] == ["a"]
    assert catalogue.for_folder(tmp_path) == catalogue.load()  # dates alone are no catalogue of indikatorer


def test_a_file_without_dates_is_a_year_without_them(tmp_path: Path) -> None:
    assert nationals(written(tmp_path, "# inga\n")) == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[[datum", "är inte giltig TOML"),
        ("[datum]\nid = 1\n", r"\[\[datum\]\]"),
        ("datu = 1\n", "filen: okänd nyckel 'datu'. Menade du datum"),
        (ENTRY + JUNE + "veka = 4\n", r"post 1 \(a\): okänd nyckel 'veka'. Menade du vecka"),
        (ENTRY.replace("titel", "#") + JUNE, "saknar titel"),
        (ENTRY.replace('"A"', '" "') + JUNE, "saknar titel"),
        (ENTRY, "antingen vecka, eller både fran och till"),
        (ENTRY + JUNE + "vecka = 4\n", "antingen vecka, eller både fran och till"),
        (ENTRY + 'fran = "06-01"\n', "antingen vecka, eller både fran och till"),
        (ENTRY + "vecka = 53\n", "vecka: 53 är inte en vecka från 1 till 52"),
        (ENTRY + "vecka = true\n", "vecka: True är inte"),
        (ENTRY + JUNE.replace("06-30", "06-31"), "till: '06-31' är inte en månad och dag"),
        (ENTRY + JUNE.replace("06-01", "13-01"), "fran: '13-01'"),
        (ENTRY + JUNE.replace('"06-01"', "2026-06-01"), "fran: 2026-06-01 är inte en månad och dag"),
        (ENTRY + JUNE + 'omraden = "lss"\n', "omraden: 'lss' ser inte ut som"),
        (ENTRY + JUNE + 'kanda = ["2024-06-18"]\n', "kanda: .* ser inte ut som"),
        (ENTRY + JUNE + "kanda = [2024-06-18, 2024-06-25]\n", "kanda: två dagar i samma år"),
        (ENTRY + JUNE + ENTRY + JUNE, "a: id:t finns redan"),
    ],
)
def test_a_misspelt_line_is_named_with_the_file(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(CatalogueError, match=rf"arshjul.toml.*{told}"):
        nationals(written(tmp_path, content))
