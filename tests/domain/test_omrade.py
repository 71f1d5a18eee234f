"""Areas, their codes, and the neighbours that suit them."""

from __future__ import annotations

import pytest

from ojdash.domain.omrade import LIKNANDE, OMRADEN, OVERGRIPANDE, ascii_code, liknande_kind


@pytest.mark.parametrize(
    ("omrade", "kind"),
    [("lss", "lss"), ("vald", "ifo"), ("barn_unga", "ifo"), ("krisberedskap", OVERGRIPANDE), ("nytt", OVERGRIPANDE)],
)
def test_each_area_has_its_neighbours_and_the_rest_the_overall_ones(omrade: str, kind: str) -> None:
    assert liknande_kind(omrade) == kind
    assert liknande_kind(None) == OVERGRIPANDE


def test_neighbours_are_named_for_areas_that_exist() -> None:
    assert set(LIKNANDE) <= set(OMRADEN)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Äldre och funktionshinder", "aldre_och_funktionshinder"),
        ("Våld i nära relationer", "vald_i_nara_relationer"),
        (" Barn & unga! ", "barn_unga"),
        ("", ""),
    ],
)
def test_a_title_becomes_a_code_in_ascii(title: str, code: str) -> None:
    assert ascii_code(title) == code


def test_every_code_is_ascii_and_fit_for_an_address() -> None:
    assert all(code == ascii_code(code) for code in OMRADEN)
