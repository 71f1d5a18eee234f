"""What is kept is bounded by bytes, and a cache keeps nothing alive that lives elsewhere."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from ojdash.domain import kept as module
from ojdash.domain.kept import Kept, Shared, kept, kept_by_text, size


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", {"tried": 20_000})


class Edition(Shared):
    pass


@dataclass(frozen=True, slots=True)
class Whole:
    rows: pd.DataFrame
    of: Edition | None = None


MANY = [f"kommun nummer {number}" for number in range(1_000)]


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("a" * 1_000, 1_000, 1_100),
        (b"a" * 1_000, 1_000, 1_100),
        (np.zeros(1_000), 8_000, 8_100),
        (pd.DataFrame({"value": np.zeros(1_000)}), 8_000, 8_500),
        (pd.DataFrame({"namn": pd.array(MANY, dtype=pd.StringDtype("python"))}), 60_000, 90_000),
        (pd.DataFrame({"namn": pd.Series(MANY, dtype=object)}), 60_000, 90_000),
        (np.array(MANY, dtype=object), 60_000, 90_000),
        (MANY, 60_000, 90_000),
        (dict.fromkeys(MANY, 1), 60_000, 140_000),
        ({"a": [MANY, MANY]}, 60_000, 90_000),  # each object once
        (Whole(pd.DataFrame({"value": np.zeros(1_000)})), 8_000, 8_600),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_size_is_what_the_value_holds(value: object, least: int, most: int) -> None:
    assert least <= size(value) <= most


def test_what_lives_elsewhere_is_not_counted() -> None:
    edition = Edition()
    edition.held = MANY
    rows = pd.DataFrame({"value": np.zeros(10)})
    assert size(Whole(rows, edition)) == size(Whole(rows))


def test_what_is_kept_stays_within_its_bytes_and_the_last_asked_stays() -> None:
    asked = []

    @kept("tried")
    def text(number: int) -> str:
        asked.append(number)
        return str(number) * 1_000

    for number in range(1_000, 2_000):
        text(number)
        text(1_000)
    assert asked == list(range(1_000, 2_000))
    text(1_999)
    text(1_001)
    assert asked[1_000:] == [1_001]


def test_a_key_counts_as_its_value_does() -> None:
    entries = Kept("tried")
    for number in range(100):
        entries.keep(f"{number}" * 1_000, 1)
    assert 10_000 < entries.bytes <= 20_000
    assert entries.get("0" * 1_000) is None


def test_what_is_larger_than_all_may_be_is_answered_and_not_kept() -> None:
    asked = []

    @kept("tried")
    def text(number: int) -> str:
        asked.append(number)
        return "a" * number

    assert [len(text(30_000)) for _ in range(2)] == [30_000] * 2
    assert asked == [30_000] * 2


def test_an_edition_that_nobody_else_holds_goes() -> None:
    @kept("tried")
    def text(edition: Edition) -> str:
        return "a"

    edition = Edition()
    assert text(edition) is text(edition)
    gone = weakref.ref(edition)
    del edition
    gc.collect()
    assert gone() is None
    assert text(Edition()) == "a"


def test_long_cells_are_not_kept() -> None:
    asked = []

    @kept_by_text("tried")
    def cell(text: str) -> str:
        asked.append(text)
        return text

    for text in ("a" * 40, "a" * 40, "b" * 41, "b" * 41):
        cell(text)
    assert asked == ["a" * 40, "b" * 41, "b" * 41]
