"""Which rules could not be tried on an indikator, and why."""

from __future__ import annotations

import pytest

from ojdash.domain.indikator import Brott
from ojdash.domain.quality import KINDS, WHY, untried
from ojdash.domain.signal import RULE
from tests.drawing import indikator

SURVEY = {"source": "Socialstyrelsens kommunenkät"}
LONG = {year: 290 for year in range(2018, 2025)}
MANY = {"source": "x", "breaks": (Brott(2024, "Ny fråga."),)}


@pytest.mark.parametrize(
    ("definition", "known", "genders", "expected"),
    [
        (indikator("A"), LONG, "TKM", {}),
        (indikator("A"), LONG, "T", {"kon": "kon"}),
        (indikator("A"), LONG, "TK", {"kon": "kon"}),
        (indikator("K", "kronor"), LONG, "T", {}),
        (
            indikator("K", "kronor"),
            {2024: 290},
            "T",
            dict.fromkeys(("enhet", "hopp", "ordning", "nivaskift", "tackning", "antal_svar"), "tidigare"),
        ),
        (
            indikator("A"),
            {2023: 290, 2024: 290},
            "TKM",
            {"ordning": "matningar", "nivaskift": "matningar"},
        ),
        (
            indikator("A"),
            {year: 19 for year in LONG},
            "TKM",
            dict.fromkeys(("ordning", "nivaskift", "tackning", "antal_svar"), "kommuner"),
        ),
        (indikator("J", "ja_nej", **SURVEY), LONG, "T", {}),
        (
            indikator("J", "ja_nej", **SURVEY),
            {2023: 290, 2024: 19},
            "T",
            {"samtidigt": "kommuner", "antal_svar": "kommuner"},
        ),
        (
            indikator("J", "ja_nej", breaks=(Brott(2024, "Ny fråga."),)),
            LONG,
            "T",
            dict.fromkeys(("ja_till_nej", "samtidigt", "tackning", "antal_svar"), "tidigare"),
        ),
        (
            indikator("A", breaks=(Brott(2023, "Ny fråga."),), **SURVEY),
            LONG,
            "TKM",
            {"oforandrat": "matningar"},
        ),
    ],
)
def test_a_rule_that_lacks_what_it_needs_is_named_with_why(definition, known, genders, expected) -> None:
    found = untried(definition, known, genders, 2024, RULE)
    assert found == expected
    assert set(found) <= set(KINDS)
    assert set(found.values()) <= set(WHY)


def test_an_earlier_year_is_tried_as_it_was_then() -> None:
    assert "hopp" not in untried(indikator("A"), LONG, "TKM", 2019, RULE)
    assert untried(indikator("A"), LONG, "TKM", 2018, RULE)["hopp"] == "tidigare"
