"""How many values lack in a report counts those apart whom the question does not concern."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers
from ojdash.domain.question import Question
from ojdash.text import lansrapport as text
from tests.drawing import edition, indikator


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("80", "70", "60"), ""),
        (("80", "-", "60"), " 1 av 3 värden saknas."),
        (("80", "-", "."), " 1 av 2 värden saknas; i 1 fall gäller frågan inte kommunen."),
        (("80", "70", "."), " I 1 fall gäller frågan inte kommunen."),
        (("-", "-", "."), " Det finns inga värden: 2 värden saknas; i 1 fall gäller frågan inte kommunen."),
        ((".", ".", "."), " Det finns inga värden: i 3 fall gäller frågan inte kommunen."),
    ],
)
def test_the_unconcerned_are_counted_apart(tmp_path: Path, cells: tuple[str, ...], said: str) -> None:
    rows = [f"{kod} {cell}" for kod, cell in zip(("1860", "1862", "1880"), cells, strict=True)]
    store = edition(tmp_path, "\n".join(["A 2024", *rows, "1440 50"]), indikator("A"))
    answer = answers.answer(store, Question("lansrapport", "1860", "lss", year=2024))
    sentence = text.sentence(answer)
    assert sentence.startswith(f"En indikator för 3 kommuner 2024.{said}")
    assert said or sentence.endswith("2024.")
