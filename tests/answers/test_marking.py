"""Statuses attached to answers: to those that show the value, to no shared one, and at little cost."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from ojdash import answers, saved
from ojdash.answers import marking
from ojdash.domain.errors import QuestionError
from ojdash.domain.question import Question
from ojdash.domain.status import Marks, Status
from ojdash.store import Store
from ojdash.text import statuses
from ojdash.ui import views as ui_views
from tests.drawing import edition, indikator

DRAWN = """
    AO      2023    2024
    0000    80      81
    1860    50      64
    1880    75      77
    1885    70      ..
    BR      2024
    1860    10
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    return edition(tmp_path, DRAWN, indikator("AO"), indikator("BR"))


@pytest.fixture
def book(store: Store) -> saved.Book:
    return saved.open_saved(store.folder.parents[1]).book


def say(book: saved.Book, kommun: str, year: int = 2024, lage: str = "osaker", id: str = "AO") -> Status:
    return book.set_here(Status(id, kommun, year, lage, "Anna", "Fel."))


def ask(store: Store, page: str, **asked: object) -> answers.Answer:
    question = Question(page, **({"kommun": "1860", "indikator": "AO", "peers": "1880-1885"} | asked))
    return answers.answer(store, answers.settle(store, question)[0])


def test_an_answer_that_shows_no_such_value_is_the_shared_one(store: Store, book: saved.Book) -> None:
    before = ask(store, "indikator", indikator="BR")
    say(book, "1860")
    assert ask(store, "indikator", indikator="BR") is before


def test_the_shared_answer_is_never_changed(store: Store, book: saved.Book) -> None:
    before = ask(store, "jamfor")
    rows = before.rows.copy()
    say(book, "1880")
    after = ask(store, "jamfor")
    assert after is not before
    assert before.rows.equals(rows) and not len(before.marks)
    assert dict(zip(after.rows["kommun"], after.rows["status"], strict=True))["1880"] == "osaker"


def held(reason: str) -> list[Status]:
    """The statuses in memory with a reason."""
    gc.collect()
    return [found for found in gc.get_objects() if isinstance(found, Status) and found.skal == reason]


def test_nothing_kept_holds_a_name_or_reason_that_was_erased(store: Store, book: saved.Book) -> None:
    token = book.new_coordinator("Anna")
    book.set(token, Status("AO", "1860", 2024, "osaker", "Anna", "Hemligast skäl."), 0)
    kept = ui_views._kept_body(ask(store, "indikator"), ("year", "value"))
    assert held("Hemligast skäl.") and "osäker" in kept
    book.erase("1", "SN 2026/17")
    assert ask(store, "indikator").marks.doubt("AO", "1860", 2024).namn == "Raderat namn"
    assert held("Hemligast skäl.") == []


@pytest.mark.parametrize(
    ("page", "kommun", "year", "shown"),
    [
        ("indikator", "1860", 2024, True),
        ("indikator", "1860", 2023, True),
        ("indikator", "1880", 2024, True),  # a dot of the figure
        ("indikator", "1880", 2023, False),
        ("indikator", "1885", 2024, False),  # no value, no dot
        ("over_tid", "1880", 2023, True),  # in the group's median of that year
        ("jamfor", "1885", 2024, True),
        ("jamfor", "1880", 2023, False),
        ("signaler", "1880", 2024, True),
        ("signaler", "1880", 2023, True),  # what the measurement before said
        ("signaler", "1880", 2022, False),
        ("oversikt", "1860", 2024, True),
        ("oversikt", "1860", 2023, True),  # what the change is counted from
        ("oversikt", "1880", 2024, False),
        ("om_data", "1880", 2023, True),
    ],
)
def test_an_answer_has_the_marks_of_the_values_it_shows(
    store: Store, book: saved.Book, page: str, kommun: str, year: int, shown: bool
) -> None:
    said = say(book, kommun, year)
    assert list(ask(store, page).marks) == ([said] if shown else [])


def test_a_groups_doubts_are_those_of_members_with_a_value(store: Store, book: saved.Book) -> None:
    for kommun in ("1860", "1880", "1885"):
        say(book, kommun)
    assert ask(store, "jamfor").doubts_in_group == 1


def test_a_status_is_the_same_for_women_and_men(store: Store, tmp_path: Path) -> None:
    both = edition(tmp_path / "both", "AO/T 2024\n1860 60\nAO/K 2024\n1860 70\nAO/M 2024\n1860 50", indikator("AO"))
    book = saved.open_saved(tmp_path / "both").book
    book.set_here(Status("AO", "1860", 2024, "osaker", "Anna", "Fel.", value=60.0))
    for gender in "TKM":
        answer = ask(both, "indikator", gender=gender)
        assert answer.rows["status"].tolist() == ["osaker"]
        assert "utgåvan visar" not in " ".join(statuses.told(answer))


def test_what_was_seen_is_the_editions_value_or_why_it_is_missing(store: Store) -> None:
    assert answers.seen(store, ("AO", "1860", 2024)) == (64, None, "T")
    assert answers.seen(store, ("AO", "1885", 2024)) == (None, "sekretess", "T")
    assert answers.seen(store, ("AO", "1860", 2031)) == (None, None, "T")
    with pytest.raises(QuestionError):
        answers.seen(store, ("XX", "1860", 2024))


def test_marks_cost_one_query_and_are_kept_while_nothing_is_said(
    store: Store, book: saved.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(book, "1860")
    first = answers.marks_of(store)
    asked = []
    monkeypatch.setattr("ojdash.saved.writing.newest", lambda *said: asked.append(said))
    assert answers.marks_of(store) is first
    assert asked == []


def test_a_database_that_cannot_be_read_is_told_and_not_waited_for_at_every_click(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def unreachable(*_: object) -> bool:
        tried.append(1)
        raise saved.UnknownError("Nej.")

    monkeypatch.setattr(marking, "_failed", {})
    monkeypatch.setattr(marking.saved, "is_begun", unreachable)
    for _ in range(3):
        assert answers.marks_of(store) == Marks(problem=statuses.UNREADABLE)
    assert len(tried) == 1
