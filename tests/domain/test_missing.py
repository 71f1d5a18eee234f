"""Why a value is missing, when there is a row and when there is none."""

from __future__ import annotations

import pytest

from ojdash.domain.missing import MISSING, SIGNS, why_no_row


@pytest.mark.parametrize(
    ("year", "published", "kind"),
    [
        (2014, (2015, 2017), "fanns_inte"),
        (2016, (2015, 2017), "ej_insamlad"),
        (2017, (2015, 2017), "okant"),
        (2018, (2015, 2017), "ej_publicerad"),
        (2018, (), "fanns_inte"),
    ],
)
def test_no_row_is_explained_by_the_years_in_which_others_have_one(year: int, published: tuple, kind: str) -> None:
    assert why_no_row(year, published) == kind
    assert kind in MISSING


def test_the_publishers_signs_stand_for_kinds_of_missing() -> None:
    assert set(SIGNS) <= set(MISSING)
    assert set(SIGNS.values()) == {"-", ".", ".."}


def test_the_order_of_the_kinds_is_that_of_the_numbers_on_disk_and_only_grows() -> None:
    on_disk = "ej_svarat delvis_bortfall ej_tillamplig sekretess ej_insamlad ej_publicerad dragen fanns_inte okant"
    assert " ".join(MISSING) == f"{on_disk} rojande"
