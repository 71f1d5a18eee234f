"""Which state may follow which, what may be said, and which values are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ojdash.domain.status import LAGEN, Marks, Status, cleaned, fault, following, may_follow

SAID = Status("LSS-01", "0685", 2024, "osaker", "Anna Berg", "Fel period.")


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        (None, {"inlamnad", "granskad", "osaker"}),
        ("inlamnad", {"inlamnad", "granskad", "osaker"}),
        ("granskad", {"inlamnad", "granskad", "osaker"}),
        ("osaker", {"osaker", "rattad"}),
        ("rattad", {"inlamnad", "granskad", "osaker"}),
    ],
)
def test_a_doubt_ends_only_as_mended_and_only_a_doubt_is_mended(before: str | None, allowed: set[str]) -> None:
    assert {lage for lage in LAGEN if may_follow(before, lage)} == allowed
    assert set(following(before)) == allowed


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kommun": "0000"}, "plats"),
        ({"kommun": "685"}, "plats"),
        ({"indikator": ""}, "plats"),
        ({"indikator": "a/b"}, "plats"),
        ({"indikator": "a" * 41}, "plats"),
        ({"year": 1899}, "plats"),
        ({"year": 2100}, "plats"),
        ({"lage": "klar"}, "lage"),
        ({"namn": ""}, "namn"),
        ({"namn": "\u00a0"}, "namn"),
        ({"namn": "a" * 81}, "langt_namn"),
        ({"namn": "A\x1b[31m"}, "tecken"),
        ({"skal": " "}, "skal"),
        ({"skal": "a" * 501}, "langt_skal"),
        ({"skal": "a\x00"}, "tecken"),
        ({"skal": "a\n"}, "tecken"),
        ({"skal": "a\ud800"}, "tecken"),
        ({"skal": "\u202efel"}, "tecken"),
        ({"skal": "\u2028fel"}, "tecken"),
    ],
)
def test_what_cannot_be_said_is_told_by_a_code(wrong: dict[str, object], code: str) -> None:
    assert fault(SAID) is None
    assert fault(replace(SAID, **wrong)) == code


@pytest.mark.parametrize("fine", [{"namn": "a" * 80}, {"skal": "å" * 500}, {"skal": "<b> =1+1 😀"}, {"year": 2099}])
def test_what_can_be_said(fine: dict[str, object]) -> None:
    assert fault(replace(SAID, **fine)) is None


def test_a_name_and_a_reason_are_one_line() -> None:
    assert cleaned("  Två tal\när\t omkastade. ") == "Två tal är omkastade."


def test_marks_are_asked_by_value() -> None:
    other = replace(SAID, kommun="0680", lage="granskad")
    marks = Marks({one.key: one for one in (SAID, other)})
    assert marks.of("LSS-01", "0685", 2024) is SAID
    assert marks.doubt("LSS-01", "0685", 2024) is SAID
    assert marks.of("LSS-01", "0680", 2024) is other
    assert marks.doubt("LSS-01", "0680", 2024) is None
    assert marks.of("LSS-01", "0685", None) is None
    assert marks.doubts == (SAID,)
    assert list(marks.only([other.key, ("X", "0685", 2024)])) == [other]
    assert len(marks) == 2
