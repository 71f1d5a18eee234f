"""A file is taken where a field is shown, and as long as there is room; what a closed visit sent is let go."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette

from ojdash.api import uploads
from ojdash.api.uploads import KEPT_SECONDS, MEGABYTE, NAME, Field, Room, routes
from ojdash.text import uploads as text
from tests import asking


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class House(Room):
    """A room whose visits are opened and closed here; each shows a field."""

    def __init__(self, *visits: str) -> None:
        super().__init__(lambda visit: visit in self.open, Clock())
        self.open, self.places = set(visits), {visit: self.new(visit) for visit in visits}

    def new(self, visit: str) -> Field:
        return self.show(visit, 2, ("csv", "xlsx"))


@pytest.fixture
def house() -> House:
    return House("a", "b")


def ask(house: House, address: str, method: str = "PUT", **more: object) -> httpx.Response:
    return asking.request(Starlette(routes=routes(house)), method, f"/api/filer/{address}", **more)


def put(house: House, visit: str = "a", size: int = 1, name: str = "f.csv", **more: str) -> httpx.Response:
    headers = {NAME: quote(name)} | more
    return ask(house, house.places[visit].address, content=_parts(size), headers=headers)


async def _parts(size: int, then: Callable[[], None] = lambda: None) -> AsyncIterator[bytes]:
    for start in range(0, size, MEGABYTE // 4):
        yield b"a" * min(MEGABYTE // 4, size - start)
        then()


def test_a_file_that_is_sent_is_what_the_page_reads(house: House) -> None:
    assert put(house, size=MEGABYTE, name="Våra siffror, år 1.XLSX").status_code == 204
    file = house.places["a"].file
    assert (file.name, file.getvalue()) == ("Våra siffror, år 1.XLSX", b"a" * MEGABYTE)
    assert house.held() == MEGABYTE
    assert house.places["b"].file is None


@pytest.mark.parametrize("address", ["0" * 32, "a", "'", "%00", "x" * 4000], ids=lambda address: address[:4])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_is_taken_by_an_address_that_no_page_has(house: House, address: str, method: str) -> None:
    answer = ask(house, address, method, content=b"a", headers={NAME: "f.csv"})
    assert (answer.status_code, answer.text, house.held()) == (403, text.NO_FIELD, 0)


def test_a_field_that_is_shown_no_more_takes_nothing_and_lets_go(house: House) -> None:
    put(house)
    house.close(house.places["a"])
    assert house.held() == 0
    assert put(house).status_code == 403


def test_a_closed_visit_takes_nothing(house: House) -> None:
    house.open.remove("a")
    assert put(house).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_nothing_is_taken_from_another_site(house: House, site: str) -> None:
    assert put(house, **{"Sec-Fetch-Site": site}).status_code == 403
    assert put(house, **{"Sec-Fetch-Site": "same-origin"}).status_code == 204
    address = house.places["a"].address
    assert ask(house, address, "DELETE", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert house.places["a"].file is not None


@pytest.mark.parametrize("name", ["f.exe", "csv", "", "f.csv.", "f.csv\x00", "f. csv"])
def test_a_file_of_another_kind_is_told_and_takes_no_place(house: House, name: str) -> None:
    put(house, name="first.csv")
    answer = put(house, name=name)
    assert (answer.status_code, answer.text) == (415, text.other_kind(("csv", "xlsx")))
    assert house.places["a"].file.name == "first.csv"


def test_a_file_too_large_stops_on_its_way(house: House) -> None:
    answer = put(house, size=3 * MEGABYTE)
    assert (answer.status_code, answer.text, house.held()) == (413, text.too_large(2), 0)


def test_a_file_that_says_that_it_is_too_large_takes_no_place(house: House) -> None:
    put(house, name="first.csv")
    large = ask(house, house.places["a"].address, content=b"a" * (2 * MEGABYTE + 1), headers={NAME: "f.csv"})
    assert (large.status_code, house.places["a"].file.name) == (413, "first.csv")


def test_the_next_file_takes_the_place_of_the_one_before(house: House) -> None:
    for size in (MEGABYTE, 2 * MEGABYTE, 5):
        assert put(house, size=size).status_code == 204
        assert house.held() == size
    put(house, size=3 * MEGABYTE)
    assert (house.held(), house.places["a"].file) == (0, None)


def test_a_file_on_its_way_ends_where_the_next_begins_and_the_next_stays(house: House) -> None:
    field = house.places["a"]

    def next_file() -> None:
        field.let_go()
        field.content += b"next"

    answer = ask(house, field.address, content=_parts(MEGABYTE, next_file), headers={NAME: "f.csv"})
    assert (answer.status_code, bytes(field.content)) == (403, b"next")


def test_a_file_is_taken_away(house: House) -> None:
    put(house)
    assert ask(house, house.places["a"].address, "DELETE").status_code == 204
    assert (house.held(), house.places["a"].file) == (0, None)


def test_all_visits_share_a_room(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OF_ALL", 3 * MEGABYTE)
    answers = [put(house, visit, size=int(1.9 * MEGABYTE)) for visit in "ab"]
    assert [answer.status_code for answer in answers] == [204, 503]
    assert (answers[1].text, answers[1].headers["retry-after"]) == (text.FULL, "60")


def test_a_visitor_sends_few_files_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 0)
    answer = put(house)
    assert (answer.status_code, answer.text, answer.headers["retry-after"]) == (429, text.AT_ONCE, "60")


def test_a_refusal_comes_when_all_is_sent_and_does_not_wait_for_ever(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LINGER_SECONDS", 0.05)
    came = []

    async def never_ends() -> AsyncIterator[bytes]:
        while len(came) < 10_000:
            came.append(1)
            yield b"a" * 1000
            await asyncio.sleep(0.001)

    answer = ask(house, "0" * 32, content=never_ends(), headers={NAME: "f.csv"})
    assert (answer.status_code, len(came) > 1) == (403, True)


def test_whoever_hangs_up_leaves_nothing_behind(house: House) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"a" * 1000
        raise ConnectionError

    with pytest.raises(ConnectionError):
        ask(house, house.places["a"].address, content=broken(), headers={NAME: "f.csv"})
    assert (house.held(), house.places["a"].file) == (0, None)
    assert not house._senders


def test_what_a_closed_visit_sent_is_let_go(house: House) -> None:
    put(house)
    house.sweep()
    house.open.remove("a")
    for seconds, held in ((0, 1), (KEPT_SECONDS - 1, 1), (KEPT_SECONDS, 0)):
        house.clock.now = seconds
        house.sweep()
        assert house.held() == held


def test_a_visit_that_comes_back_keeps_what_it_sent(house: House) -> None:
    put(house)
    house.open.remove("a")
    house.sweep()
    house.open.add("a")
    house.clock.now = KEPT_SECONDS * 2
    house.sweep()
    house.open.remove("a")
    house.sweep()
    assert house.held() == 1


def test_what_is_known_of_closed_visits_does_not_grow() -> None:
    house = House()
    for number in range(1_000):
        house.new(str(number))
    gc.collect()
    assert len(house.fields) == 0
