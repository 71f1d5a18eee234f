"""A meeting: the order of its run when people move views at once, what it lacks, and what is left from before."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.analys import Analys
from ojdash.domain.meeting import Meeting, View, between, earlier_outcomes, gaps, meetings, run
from ojdash.domain.question import Question
from tests.writing import analys

WRITTEN = """
    mote/moteaaaa/titel       Årets resultat
    mote/moteaaaa/natverk     Chefsnätverk LSS
    mote/moteaaaa/mottagare   Socialcheferna
    mote/moteaaaa/datum       2025-11-20
    mote/motebbbb/titel       Förra
    mote/motebbbb/datum       2024-11-20
    vy/vyaaaaaa/mote          moteaaaa
    vy/vyaaaaaa/lank          jamfor?kommun=0685
    vy/vyaaaaaa/ordning       t
    vy/vybbbbbb/mote          moteaaaa
    vy/vybbbbbb/lank          oversikt?kommun=0685
    vy/vybbbbbb/ordning       g
    vy/vycccccc/mote          motebbbb
    vy/vycccccc/lank          oversikt?kommun=0685
    vy/vycccccc/ordning       a
    utfall/utfallaa/mote      motebbbb
    utfall/utfallaa/text      Klart sedan länge
    utfall/utfallaa/klar      ja
    utfall/utfallbb/mote      motebbbb
    utfall/utfallbb/text      Kvar att göra
    utfall/utfallcc/mote      moteaaaa
    utfall/utfallcc/text      Nytt
"""
keys = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8).filter(lambda key: key[-1] != "a")


def shown(screens: int = 1, **asked: object) -> Meeting:
    written = analys(WRITTEN)
    items = run(written, "moteaaaa")
    views = tuple(View(item, Question(), screens=screens) for item in items)
    return Meeting(written, Question("mote", **asked), meetings(written)[0], meetings(written), views)


def order(written: Analys) -> list[str]:
    return [item.id for item in run(written, "moteaaaa")]


@given(keys, keys, keys)
def test_a_key_lies_between_its_neighbours_whatever_it_ends_in(one: str, other: str, tail: str) -> None:
    low, high = sorted([one, other])
    if low == high:
        return
    assert low < between(low, high, tail) < high
    assert between("", low, tail) < low
    assert between(high, "", tail) > high


def test_a_view_can_be_moved_first_a_hundred_times_and_last_too() -> None:
    first = last = "n"
    for _ in range(100):
        before, first = first, between("", first, "xyz")
        assert first < before
        after, last = last, between(last, "", "xyz")
        assert last > after
    assert max(len(first), len(last)) < 200


def test_two_keys_for_the_same_place_at_once_are_not_the_same() -> None:
    one, other = between("b", "c", "mine"), between("b", "c", "your")
    assert one != other
    assert all("b" < key < "c" for key in (one, other))
    assert "b" < min(one, other) < between(*sorted([one, other])) < max(one, other) < "c"


def test_every_place_of_a_run_has_a_key_and_equal_keys_do_no_harm() -> None:
    found = gaps(["b", "m", "m", "t"])
    assert len(found) == 5
    assert found[0] < "b" < found[1] < "m" < found[3] < "t" < found[4]


def test_the_run_is_in_order_and_only_of_its_own_meeting() -> None:
    assert order(analys(WRITTEN)) == ["vybbbbbb", "vyaaaaaa"]
    assert order(analys(f"{WRITTEN}\n    vy/vybbbbbb/ordning   x")) == ["vyaaaaaa", "vybbbbbb"]
    assert order(analys(f"{WRITTEN}\n    vy/vybbbbbb/borttagen   ja")) == ["vyaaaaaa"]


def test_forty_views_stay_in_the_order_they_were_put() -> None:
    key, drawn = "", ""
    for n in range(40):
        key = between(key, "", "abcb")
        drawn += f"\n vy/view{n:04d}/mote  moteaaaa\n vy/view{n:04d}/lank  oversikt\n vy/view{n:04d}/ordning  {key}"
    found = order(analys(drawn))
    assert found == [f"view{n:04d}" for n in range(40)]
    assert all(one < other for one, other in pairwise(found))


def test_the_newest_meeting_is_first_and_what_is_not_done_from_before_comes_first() -> None:
    written = analys(WRITTEN)
    newest, before = meetings(written)
    assert (newest.id, before.id) == ("moteaaaa", "motebbbb")
    assert [item.id for item in earlier_outcomes(written, newest)] == ["utfallbb", "utfallaa"]
    assert earlier_outcomes(written, before) == ()


@pytest.mark.parametrize("name", ["titel", "natverk", "mottagare", "datum"])
def test_a_meeting_says_what_it_lacks(name: str) -> None:
    assert shown().lacks == ()
    written = analys(f"{WRITTEN}\n    mote/moteaaaa/{name}")
    item = next(one for one in meetings(written) if one.id == "moteaaaa")
    assert Meeting(written, Question("mote"), item, (item,)).lacks == (name,)


@pytest.mark.parametrize(
    ("vy", "at"),
    [(None, None), ("vybbbbbb", 0), ("vybbbbbb-2", 1), ("vyaaaaaa", 2), ("vyaaaaaa-9", 3), ("vyaaaaaa-0", 2),
     ("vyxxxxxx", None)],
)  # fmt: skip
def test_a_screen_is_named_by_its_view_and_number(vy: str | None, at: int | None) -> None:
    assert shown(screens=2, vy=vy).at == at
