"""A figure in sentences names everyone of equal shown values, and tells those who lack a value from the unconcerned."""

from __future__ import annotations

import pytest

from ojdash import answers, charts
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE
from ojdash.text import alt as alternative
from tests.drawing import edition, indikator

ANDEL = indikator("A", "andel")
NAMES = "ABCDEFGH"


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([80, 70, 60], "Högst A, 80 procent. Lägst C, 60 procent."),
        ([80.4, 80, 79.6, 60], "Högst A, B och C, 80 procent. Lägst D, 60 procent."),  # equal as they are shown
        ([80, 60, 60.2], "Högst A, 80 procent. Lägst B och C, 60 procent."),
        ([100] * 7 + [60], "Högst 7 kommuner, 100 procent. Lägst H, 60 procent."),
        ([80, 80, 80], "Alla 3 med värde har 80 procent."),
    ],
)
def test_ties_at_an_end_are_all_named_or_counted(values: list[float], ends: str) -> None:
    rows = [(NAMES[place], value, None) for place, value in enumerate(values)]
    alt = alternative.beside_alt("A", ANDEL, RULE, 2024, rows, values[0], None, None, None)
    assert f"en rad var. {ends} A har" in alt


def test_the_unconcerned_lack_no_value() -> None:
    rows = [("A", 80, None), ("B", 70, None), ("C", None, "ej_svarat"), ("D", None, "ej_tillamplig")]
    alt = alternative.beside_alt("A", ANDEL, RULE, 2024, rows, 80, None, None, None)
    assert alt.endswith("Värde saknas för C. D berörs inte.")


def test_the_figures_own_alt_names_the_tied(tmp_path) -> None:
    store = edition(tmp_path, "A 2024\n1440 70\n1860 80\n1862 80\n1880 90", ANDEL)
    answer = answers.answer(store, Question("jamfor", "1880", "lss", "A", peers="riket", year=2024))
    assert "Högst Örebro, 90 procent. Lägst Ale, 70 procent." in charts.figure_of(answer, charts.LIGHT).alt
