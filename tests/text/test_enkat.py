"""The words of Enkäten: that nothing is submitted on it, and to whom it is instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers
from ojdash.domain.question import Question
from ojdash.text import enkat as text
from tests.drawing import edition, indikator
from tests.writing import analys

SURVEY = "Socialstyrelsens kommunenkät"
OWN = "Nätverkets egen kommunenkät"


@pytest.mark.parametrize(
    ("of_oj", "sentence", "other"),
    [
        ((True,), text.NOT_A_CHANNEL, text.NOT_A_CHANNEL_OF_OWN),
        ((False,), text.NOT_A_CHANNEL_OF_OWN, text.NOT_A_CHANNEL),
        ((False, True), text.NOT_A_CHANNEL, text.NOT_A_CHANNEL_OF_OWN),
    ],
)
def test_no_answer_is_submitted_here_and_the_form_of_oj_is_named_for_oj_only(
    tmp_path: Path, of_oj: tuple[bool, ...], sentence: str, other: str
) -> None:
    asked = [indikator(f"Q-{n}", "ja_nej", oj=oj, source=SURVEY if oj else OWN) for n, oj in enumerate(of_oj)]
    drawn = "\n\n".join(f"{one.id} 2024\n1860 Ja\n1880 Nej" for one in asked)
    store = edition(tmp_path, drawn, *asked)
    walk = answers.walk(store, Question("enkat", "1860", omrade="lss", year=2025), analys("om/kommuner    1860-1880"))
    assert text.not_a_channel(walk) == sentence
    assert "Här lämnas inga svar." in sentence
    table = text.walk_table(walk)
    assert sentence in table and other not in table
    assert ("(inte ÖJ)" in table) is (False in of_oj)
