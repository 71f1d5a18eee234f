"""The order of a run of views when several move at once, and the editions that views pin."""

from __future__ import annotations

from collections.abc import Callable

from ojdash.domain.analys import Author
from ojdash.domain.meeting import between, gaps, run
from ojdash.saved import Saved
from tests.saved.test_together import at_once

ONE, OTHER = Author("FoU-ledare"), Author("Enhetschef")


def made(place: Saved, count: int) -> tuple[str, list[str]]:
    token, key = place.create(ONE, {}).writer, ""
    for n in range(count):
        key = between(key, "", "bcde")
        for name, value in {"mote": "moteaaaa", "ordning": key, "lank": "oversikt"}.items():
            place.write(token, ONE, f"vy/view{n:04d}/{name}", value, 0)
    return token, [item.text("ordning") for item in run(place.read(token), "moteaaaa")]


def order(place: Saved, token: str) -> list[str]:
    return [item.id[-1] for item in run(place.read(token), "moteaaaa")]


def test_two_who_move_different_views_at_once_both_get_their_way(place: Saved) -> None:
    token, keys = made(place, 5)
    places = gaps(keys, "mine"), gaps(keys, "your")  # both saw the same run
    at_once(
        [
            lambda: place.write(token, ONE, "vy/view0004/ordning", places[0][0], 1),
            lambda: place.write(token, OTHER, "vy/view0000/ordning", places[1][3], 1),
        ]
    )
    assert order(place, token) == ["4", "1", "2", "0", "3"]


def test_two_who_move_two_views_to_the_same_place_lose_neither(place: Saved) -> None:
    token, keys = made(place, 4)
    place.write(token, ONE, "vy/view0003/ordning", gaps(keys, "mine")[0], 1)
    place.write(token, OTHER, "vy/view0002/ordning", gaps(keys, "your")[0], 1)
    assert set(order(place, token)[:2]) == {"2", "3"}
    assert order(place, token)[2:] == ["0", "1"]


def test_two_who_move_the_same_view_leave_nothing_to_choose_between(place: Saved) -> None:
    token, keys = made(place, 3)
    place.write(token, ONE, "vy/view0000/ordning", gaps(keys, "mine")[2], 1)
    kept = place.write(token, OTHER, "vy/view0000/ordning", gaps(keys, "your")[3], 1)
    assert kept.other is None
    assert order(place, token) == ["1", "2", "0"]
    assert place.read(token).beside == {}
    assert len(place.versions(token, "vy/view0000/ordning")) == 3  # every place it has had is kept


def test_two_questions_at_one_view_are_kept_beside_as_ever(place: Saved) -> None:
    token, _ = made(place, 1)
    place.write(token, ONE, "vy/view0000/fraga", "Vad gör ni?", 0)
    assert place.write(token, OTHER, "vy/view0000/fraga", "Varför?", 0).other.value == "Vad gör ni?"


def test_editions_that_a_meeting_or_its_views_pin_are_known(opened: Callable[[], Saved]) -> None:
    place = opened()
    token = place.create(ONE, {"mote/moteaaaa/utgava": "kolada-1"}).writer
    place.write(token, ONE, "vy/viewaaaa/lank", "jamfor?year=2024&utgava=kolada-2&kommun=0685", 0)
    place.write(token, ONE, "vy/viewbbbb/lank", "oversikt", 0)
    assert place.editions() == {"kolada-1", "kolada-2"}
