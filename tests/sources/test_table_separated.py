"""Csv: the fast reader reads what the careful one reads, whatever the quotes, line ends and lengths of lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ojdash.domain.errors import SourceError
from ojdash.sources.table import separated
from ojdash.sources.table.separated import Most, careful, read_csv, regular, widest
from ojdash.sources.table.sheets import Words

MOST = Most(5_000, 8_000_000, 1_500_000)
PIECES = [
    *("a", "å", "1,5", ";", ";", "\n", "\r\n", "\r", '"', '""', " ", "\x0b", "\x85", "\u2028", "\t", "#", "\\", "NA"),
    *('";"', '"\n', '\n"', "'", "", "\ufeff", "nan", "01"),
]


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks of a few rows, so that every text crosses some, and only semicolons."""
    patch = pytest.MonkeyPatch()
    patch.setattr(separated, "BLOCK", 3)
    patch.setattr(separated, "CAREFUL", 3)
    patch.setattr(separated, "DELIMITERS", (";",))
    yield
    patch.undo()


def cells(columns: tuple[Words, ...]) -> list[list]:
    return [[column[row] for column in columns] for row in range(len(columns[0]))] if columns else []


def slow(content: bytes) -> list[list] | None:
    """What the careful reader alone reads; None where a quote is wrong."""
    try:
        return cells(separated._together("t.csv", careful("t.csv", content, ";"), MOST, lambda rows: None))
    except SourceError:
        return None


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join))
@example('a;b\n"";x\n1')
@example('"a;\n""b"\r\n\n;;;\n')
@example("a\n" * 3 + "a;b;c")
@example("\r;")
@example("a;true\n01;2\n1;TRUE\n1.0;2\n")
@example("ord;a\nord;1\n")
@settings(max_examples=400)
def test_both_readers_read_the_same(text: str) -> None:
    content = text.lstrip("\ufeff").encode()
    if not content:
        return
    expected = slow(content)
    if expected is None:
        with pytest.raises(SourceError, match="citattecken"):
            read_csv("t.csv", content, MOST, lambda done, total: None)
    else:
        assert cells(read_csv("t.csv", content, MOST, lambda done, total: None)) == expected


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ('"a";"b"', True),
        ('"a ""b""";"c;d\n"', True),
        ('"";""', True),
        ('a "b" c;d', False),
        ('"a"b;c', False),
        ('"a;b', False),
        ('a"";b', False),
    ],
)
def test_quotes_are_regular_where_they_hold_whole_fields(text: str, agreed: bool) -> None:
    assert regular(text.encode(), ";") is agreed


def test_the_widest_line_is_found_wherever_it_stands_and_quotes_hold_their_separators() -> None:
    for text, width in (("a;b\n" * 400 + "a;b;c", 3), ('a;"b;c;d"\n', 2), ("a", 1), ('"a\n;;;"', 1), ("a;\r;;\rb", 3)):
        assert widest("t.csv", text.encode(), ";", MOST) == width


def test_reading_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    read_csv("t.csv", b"a;b\n" * 10, MOST, lambda done, total: told.append((done, total)))
    assert told[0] == (1, 10)
    assert told[-1] == (10, 10)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (Most(1, 100, 100), "2 kolumner"),
        (Most(5, 3, 100), "4 celler, och högst 3"),
        (Most(5, 100, 2), "mer än 2 olika ord"),
    ],
)
def test_what_is_too_much_is_refused_by_the_reader(most: Most, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_csv("t.csv", b"a;b\nc;d", most, lambda done, total: None)


def test_a_line_break_within_a_cell_is_no_new_row() -> None:
    for text in ('Ale;"4\n5"\nLaxa;6', "Ale;4\x0b5\nLaxa;6", "Ale;4\u20285\nLaxa;6"):
        assert len(read_csv("t.csv", text.encode(), MOST, lambda done, total: None)[0]) == 2
