"""A file is taken where an uploader is shown, and as long as there is room; what a closed visit sent is let go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ojdash.api import uploads
from ojdash.api.uploads import KEPT_SECONDS, MEGABYTE, Uploads, Visits
from tests import asking


@dataclass
class File:
    data: bytes


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Held(Visits):
    """Visits as Streamlit holds them: every open one takes whatever is sent to it."""

    def __init__(self, *open_visits: str) -> None:
        self.files, self.open = defaultdict(dict), set(open_visits)
        super().__init__(self.files, self.files.pop, lambda visit: visit in self.open, Clock())

    async def put(self, request: Request) -> Response:
        content = await request.body()
        self.files[request.path_params["visit"]][request.path_params["file"]] = File(content)
        return Response(status_code=204)


def put(visits: Held, visit: str = "a", size: int = 1, file: str = "1", **more: object) -> httpx.Response:
    app = Starlette(
        routes=[Route("/_stcore/upload_file/{visit}/{file}", visits.put, methods=["PUT", "DELETE"])],
        middleware=[Middleware(Uploads, visits=visits)],
    )
    return asking.request(app, "PUT", f"/_stcore/upload_file/{visit}/{file}", content=_parts(size), **more)


async def _parts(size: int) -> Iterator[bytes]:
    for start in range(0, size, MEGABYTE // 4):
        yield b"a" * min(MEGABYTE // 4, size - start)


@pytest.fixture
def visits() -> Held:
    held = Held("a", "b")
    held.begin("a")
    held.show("a", "Fil", 2 * MEGABYTE)
    return held


def test_a_file_is_taken_where_an_uploader_is_shown(visits: Held) -> None:
    assert put(visits, size=MEGABYTE).status_code == 204
    assert visits.sent("a") == visits.sent() == MEGABYTE


@pytest.mark.parametrize("visit", ["b", "c", "x" * 36], ids=["shows none", "is not there", "made up"])
def test_no_file_is_taken_where_no_uploader_is_shown(visits: Held, visit: str) -> None:
    answer = put(visits, visit)
    assert (answer.status_code, visits.sent()) == (403, 0)
    assert answer.text.endswith(".")


def test_a_page_that_runs_again_still_takes_the_file_and_the_next_page_without_a_field_does_not(visits: Held) -> None:
    visits.begin("a")
    assert put(visits).status_code == 204
    visits.begin("a")
    assert put(visits).status_code == 403


def test_a_closed_visit_takes_nothing(visits: Held) -> None:
    visits.open.remove("a")
    assert put(visits).status_code == 403


def test_one_file_too_large_stops_on_its_way(visits: Held) -> None:
    assert put(visits, size=3 * MEGABYTE).status_code == 413
    assert visits.sent() == 0


def test_many_files_of_a_visit_are_counted_together(visits: Held) -> None:
    statuses = [put(visits, size=MEGABYTE, file=str(number)).status_code for number in range(4)]
    assert statuses == [204, 204, 413, 413]
    assert visits.sent() == 2 * MEGABYTE


def test_a_field_that_is_drawn_again_takes_no_more_and_another_field_does(visits: Held) -> None:
    for _ in range(5):
        visits.show("a", "Fil", 2 * MEGABYTE)
    assert visits.most("a") == 2 * MEGABYTE
    visits.show("a", "Profil", MEGABYTE)
    assert visits.most("a") == 3 * MEGABYTE


def test_all_visits_share_a_room(visits: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OF_ALL", 3 * MEGABYTE)
    visits.show("b", "Fil", 2 * MEGABYTE)
    statuses = [put(visits, visit, size=int(1.9 * MEGABYTE)).status_code for visit in "ab"]
    assert statuses == [204, 503]


def test_a_visitor_sends_few_files_at_once(visits: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 0)
    answer = put(visits)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


def test_what_a_closed_visit_sent_is_let_go(visits: Held) -> None:
    put(visits)
    visits.sweep()
    visits.open.remove("a")
    for seconds, held in ((0, 1), (KEPT_SECONDS - 1, 1), (KEPT_SECONDS, 0)):
        visits.clock.now = seconds
        visits.sweep()
        assert visits.sent() == held


def test_a_visit_that_comes_back_keeps_what_it_sent(visits: Held) -> None:
    put(visits)
    visits.open.remove("a")
    visits.sweep()
    visits.open.add("a")
    visits.clock.now = KEPT_SECONDS * 2
    visits.sweep()
    visits.open.remove("a")
    visits.sweep()
    assert visits.sent() == 1


def test_what_is_known_of_closed_visits_does_not_grow() -> None:
    visits = Held()
    for number in range(1_000):
        visits.begin(str(number))
    assert len(visits._shown) == 1
