"""What is said of editions: whole phrases, counts that agree with their nouns, and values that are told apart."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ojdash.domain.edition import CHANGED, CHANGES, Differences, Moved, Redefined
from ojdash.text import editions as text
from tests.drawing import indikator

AO = indikator("AO", title="Nöjda")


def differences(*moved: Moved) -> Differences:
    return Differences("a-1", "b-2", moved, pd.DataFrame(columns=CHANGED), {"1860": "Laxå"})


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ([], "inga värden skiljer"),
        ([Moved(AO, added=1)], "ett nytt värde"),
        ([Moved(AO, added=2, revised=1, withdrawn=1)], "2 nya värden, ett ändrat, ett borttaget"),
        ([Moved(AO, revised=1), Moved(AO, revised=1199)], "1\u202f200 ändrade värden"),
        ([Moved(AO, withdrawn=2, only_in="before")], "2 borttagna värden och en indikator finns inte längre"),
        (
            [Moved(AO, redefined=(Redefined("unit", "procent", "andel"),)), Moved(AO, only_in="after")],
            "inga värden skiljer, en indikator har fått en ändrad definition och en indikator är ny",
        ),
        (
            [Moved(AO, only_in="after")] * 2 + [Moved(AO, 1, only_in="before")] * 3,
            "3 nya värden, 2 indikatorer är nya och 3 indikatorer finns inte längre",
        ),
    ],
)
def test_counts_agree_with_their_nouns(moved: list[Moved], said: str) -> None:
    assert text.sentence(differences(*moved)) == f"Mot utgåvan a-1: {said}."


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (Moved(AO, added=3), "3 nya värden"),
        (Moved(AO, revised=1, redefined=(Redefined("unit", "", "x"), Redefined("breaks", "", "x"))),
         "ett ändrat värde, definitionen ändrad (enhet och brott)"),
        (Moved(AO, added=1, only_in="after"), "ny indikator, ett nytt värde"),
        (Moved(AO, only_in="before"), "indikatorn finns inte längre"),
    ],
)  # fmt: skip
def test_what_happened_to_one_indikator(moved: Moved, said: str) -> None:
    assert text.moved(moved) == said


def row(before: float, after: float, **said: object) -> SimpleNamespace:
    known = {"kommun": "1860", "year": 2024, "gender": "T", "missing_before": None, "missing_after": None}
    return SimpleNamespace(before=before, after=after, **(known | said))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (row(64, 66), "Laxå 2024: 64 procent → 66 procent"),
        (row(64.2, 64.4), "Laxå 2024: 64,2 procent → 64,4 procent"),  # rounded as published they would be alike
        (row(64.0, 64.0001, gender="K"), "Laxå 2024, kvinnor: 64,0000 procent → 64,0001 procent"),
        (row(64, np.nan, missing_after="ej_svarat"), "Laxå 2024: 64 procent → inget värde (har inte svarat)"),
        (row(np.nan, 64, kommun="0014"), "0014 2024: inget värde → 64 procent"),
    ],
)  # fmt: skip
def test_a_value_is_told_with_both_ends(found: SimpleNamespace, said: str) -> None:
    assert text.changed(AO, {"1860": "Laxå"}, found) == said


def test_every_change_has_its_word() -> None:
    assert {*CHANGES, "redefined", "new", "gone"} == set(text.CHANGE)


def test_sizes_are_in_kb_and_mb() -> None:
    assert [text.size(bytes) for bytes in (0, 61_791, 999_499, 5_572_445)] == ["0 kB", "62 kB", "999 kB", "5,6 MB"]
