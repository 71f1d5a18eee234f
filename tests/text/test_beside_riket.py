"""What is said of a difference from riket, and when nothing is."""

from __future__ import annotations

import pytest

from ojdash import answers
from ojdash.domain.funnel import Funnel
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE
from ojdash.store import Store
from ojdash.text import funnel
from ojdash.text import indikator as text
from tests.drawing import indikator

CHANCE, REAL = Funnel(0.8, 0, 290, RULE), Funnel(0.8, 0.0025, 290, RULE)


@pytest.mark.parametrize(
    ("limits", "value", "n", "words"),
    [
        (CHANCE, 90, 1000, "Kommunens värde är högre, och skillnaden mot riket är större än slumpen brukar ge, "),
        (CHANCE, 70, 1000, "Kommunens värde är lägre, och skillnaden mot riket är större än slumpen brukar ge, "),
        (CHANCE, 83, 1000, "Skillnaden mot riket kan vara slump."),  # outside 95 %, within 99.8
        (REAL, 90, 1000, "Skillnaden mot riket ryms inom slump och vanliga skillnader mellan kommuner."),
        (REAL, 97, 1000, "Kommunens värde är högre, och skillnaden mot riket är större än slumpen brukar ge, "),
        (CHANCE, 0, 29, "Få svar (29), så skillnaden mot riket prövas inte."),
    ],
)
def test_a_difference_from_riket_is_said_with_its_certainty(limits: Funnel, value: float, n: int, words: str) -> None:
    assert text.beside_riket(indikator("AO", "andel"), limits, value, n).startswith(words)


@pytest.mark.parametrize(
    ("value", "cell"), [(90, "76 till 84: över"), (84.2, "76,1 till 83,9: över (84,2)"), (83.8, "76 till 84: inom")]
)
def test_the_limits_of_a_table_are_so_fine_that_they_show_where_the_value_lies(value: float, cell: str) -> None:
    assert funnel.limits(CHANCE, indikator("AO", "andel"), 1000, value) == cell


def test_the_example_is_tried_against_riket_with_the_spread_between_its_kommuner(example: Store) -> None:
    found = answers.answer(example, answers.checked(example, Question("indikator", "0680", indikator="LSS-03")))
    assert found.funnel.centre == found.riket / 100
    assert found.funnel.kommuner == (found.everyone["n"].notna() & found.everyone["value"].notna()).sum()
    assert found.funnel.tau2 > 0
    assert "killnaden mot riket" in text.riket(found)


@pytest.mark.parametrize("kind", ["ja_nej", "dagar", "kronor", "kategori"])
def test_only_shares_are_tried_against_riket(example: Store, kind: str) -> None:
    id = next(id for id in answers.ids(example, None) if example.indikator(id).kind == kind)
    found = answers.answer(example, answers.checked(example, Question("indikator", "0680", indikator=id)))
    assert found.funnel is None
    assert "killnaden mot riket" not in text.riket(found)
