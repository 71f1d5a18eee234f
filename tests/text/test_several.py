"""What is said of several changes tried together."""

from __future__ import annotations

import pytest

from ojdash.text import several


@pytest.mark.parametrize(
    ("tested", "secured", "alone", "sentence"),
    [
        (0, 0, 0, ""),
        (1, 1, 0, "En förändring är prövad."),
        (38, 0, 0, "Vi har prövat 38 förändringar tillsammans. Ingen är säkerställd bland så många."),
        (
            *(38, 12, 2),
            "Vi har prövat 38 förändringar tillsammans. Av de 12 säkerställda är i genomsnitt högst 5 procent slump. "
            "2 förändringar är säkerställda för sig, men inte bland de 38.",
        ),
        (
            *(1200, 1, 0),
            "Vi har prövat 1 200 förändringar tillsammans. En är säkerställd. Av det som sådana listor kallar "
            "säkerställt är i genomsnitt högst 5 procent slump.",
        ),
    ],
)
def test_how_many_are_tried_together_is_said_and_how_much_may_be_chance(
    tested: int, secured: int, alone: int, sentence: str
) -> None:
    assert several.together(tested, secured, alone).replace("\u202f", " ") == sentence


def test_that_more_may_be_chance_is_said_where_n_is_the_most_that_can_have_answered() -> None:
    sentence = several.together(38, 12, 0, at_most=True)
    assert sentence.endswith("slump. Där antalet svar är det högsta möjliga kan mer vara slump.")
    assert several.together(38, 0, 0, at_most=True) == several.together(38, 0, 0)
