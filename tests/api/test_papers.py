"""Files over HTTP: a short queue before processes of their own, told in words; nothing that was written is kept."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio import to_thread
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette

from ojdash import answers, export, links, saved
from ojdash.api import papers, threads
from ojdash.api.routes import middleware, routes
from ojdash.domain.analys import Author
from ojdash.domain.errors import BusyError
from ojdash.domain.status import Marks, Status
from ojdash.making.order import Made
from ojdash.making.queue import Bounds, Queue
from ojdash.store import Store
from ojdash.text import making as text
from ojdash.text import statuses
from tests.asking import get
from tests.drawing import edition, indikator
from tests.making import work
from tests.making.test_queue import LONG, is_gone, order, started, until

DRAWN = """
    AO      2023     2024
    0000    70       72
    1860    60/500   72/500
    1880    50/50    54/50
"""
REPORT = "/api/lansrapport.html?kommun=1860&omrade=lss&year=2024&mottagare=N"
VIEW = "/api/jamfor.csv?kommun=1860&indikator=AO&year=2024"


@pytest.fixture
def drawn(data: Path) -> Store:
    return edition(data, DRAWN, indikator("AO"))


@pytest.fixture
def analys(data: Path, drawn: Store) -> saved.Created:
    fields = {"om/titel": "Nätverket", "om/kommuner": "1860-1880", "om/year": "2024", "ar/2024/utgava": drawn.id}
    fields |= {"rad/2024/1860/AO/vald": "ja", "rapport/2024/AO/kommentar": "Hemligt"}
    return saved.open_saved(data).create(Author("Chef"), fields)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Queue]]:
    """A queue by its bounds, in place of the site's own."""
    opened: list[Queue] = []

    def new(**bounds: float) -> Queue:
        opened.append(Queue(Bounds(**({"workers": 1, "places": 4, "seconds": LONG} | bounds)), papers._kept))
        monkeypatch.setattr(papers, "queue", lambda: opened[-1])
        return opened[-1]

    yield new
    for one in opened:
        one.close()


@pytest.fixture
def full(queue: Callable[..., Queue], tmp_path: Path) -> Queue:
    """A queue where one paper is made that waits for the file GO, and as many wait as can."""
    found = queue(places=1, come_back=7)
    folder = tmp_path / "work"
    folder.mkdir()
    found.ask(order(folder, work.waiting))
    started(folder)
    found.ask(order(folder, work.written, "x"))
    return found


class Asked:
    """Requests that wait for their answers while a test does other things."""

    def __init__(self, portal: Any) -> None:
        self.portal = portal
        self.app = Starlette(routes=routes(), middleware=middleware())

    def get(self, path: str, **headers: str) -> Any:
        """The future response."""

        async def response() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://site") as browser:
                return await browser.get(path, headers=headers)

        return self.portal.start_task_soon(response)

    def hanging_up(self, path: str) -> tuple[Any, Callable[[], None]]:
        """A request, until what is returned second is called."""
        gone = self.portal.call(asyncio.Event)
        page, _, query = path.partition("?")
        scope = {"type": "http", "method": "GET", "path": page, "query_string": query.encode(), "headers": []}
        scope |= {"client": ("127.0.0.1", 1), "scheme": "http", "server": ("site", 80)}
        sent = [{"type": "http.request", "body": b""}]

        async def receive() -> dict[str, Any]:
            if sent:
                return sent.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            pass

        return self.portal.start_task_soon(self.app, scope, receive, send), lambda: self.portal.call(gone.set)


@pytest.fixture
def asked() -> Iterator[Asked]:
    with start_blocking_portal() as portal:
        yield Asked(portal)


# --- the queue --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        REPORT,
        f"{REPORT}&profil=alla",
        VIEW,
        VIEW.replace("csv", "pdf"),
        "/api/arsrapport.html?year=2024&mottagare=N&analyser=READER",
        "/api/snabbanalys.docx?analys=READER",
        "/api/snabbanalys.html?analys=READER",
        "/api/enkat.csv?omrade=lss",
    ],
)
def test_past_the_last_place_a_sentence_says_when_to_come_back(full: Queue, analys: saved.Created, path: str) -> None:
    found = get(path.replace("READER", analys.reader))
    assert (found.status_code, found.headers["retry-after"]) == (503, "7")
    assert "no-store" in found.headers["cache-control"]
    assert text.full(7) in (found.text if "snabbanalys.html" in path else found.json()["error"])


def test_answers_in_json_wait_for_no_file(full: Queue, analys: saved.Created) -> None:
    for path in (VIEW.replace(".csv", ""), f"/api/snabbanalys?analys={analys.reader}"):
        assert get(path).status_code == 200


def test_a_wrong_question_is_told_before_the_queue(full: Queue, drawn: Store) -> None:
    assert get(REPORT.replace("2024", "1999")).status_code == 400
    assert get(REPORT.replace("&mottagare=N", "")).status_code == 400


def test_twenty_who_ask_the_same_wait_for_one_paper(
    queue: Callable[..., Queue], drawn: Store, asked: Asked, tmp_path: Path
) -> None:
    papers_here = queue(places=1)
    papers_here.ask(order(tmp_path, work.waiting))
    started(tmp_path)
    spelled = [REPORT, REPORT.replace("&omrade=lss", "") + "&omrade=lss", f"{REPORT}&peers=lan&utm_source=x"]
    waiting = [asked.get(spelled[number % 3]) for number in range(20)]
    until(lambda: sum(len(job.futures) for job in papers_here._waiting) == 20)
    (tmp_path / work.GO).touch()
    found = [one.result(LONG) for one in waiting]
    assert {one.status_code for one in found} == {200}
    assert len({one.content for one in found}) == 1


def test_a_page_is_told_its_place_in_the_queue_by_the_number_that_it_gave(
    full: Queue, drawn: Store, asked: Asked, tmp_path: Path
) -> None:
    full.bounds = Bounds(1, 4, LONG)
    numbers = ["0" * 32, "1" * 32]
    waiting = []
    for place, number in enumerate(numbers, 2):
        waiting.append(asked.get(f"{REPORT}{place}", **{papers.NUMBER: number}))
        until(lambda place=place: len(full._waiting) == place)
    told = [get(f"/api/{papers.QUEUE}/{number}").json() for number in numbers]
    assert told == [{"place": place, "said": text.queued(place)} for place in (2, 3)]
    assert "plats 3" in told[1]["said"]
    (tmp_path / "work" / work.GO).touch()
    assert [one.result(LONG).status_code for one in waiting] == [200, 200]
    assert get(f"/api/{papers.QUEUE}/{numbers[0]}").json() == {"place": None, "said": ""}
    assert papers._numbers == {}


def test_who_hangs_up_in_the_queue_leaves_it(full: Queue, drawn: Store, asked: Asked) -> None:
    full.bounds = Bounds(1, 4, LONG)
    answer, hang_up = asked.hanging_up(REPORT)
    until(lambda: len(full._waiting) == 2)
    hang_up()
    answer.result(LONG)
    assert len(full._waiting) == 1


def test_who_hangs_up_while_the_paper_is_made_ends_its_process(
    queue: Callable[..., Queue], drawn: Store, asked: Asked
) -> None:
    papers_here = queue()
    answer, hang_up = asked.hanging_up(REPORT)
    until(papers_here.processes)
    (number,) = papers_here.processes()
    hang_up()
    answer.result(LONG)
    until(lambda: is_gone(number))
    assert get(REPORT).status_code == 200


# --- runs that do not end well ----------------------------------------------------------------------------------------


def test_a_time_limit_is_told_and_the_next_paper_is_made(queue: Callable[..., Queue], drawn: Store) -> None:
    papers_here = queue(seconds=0)
    late = get(REPORT.replace("html", "pdf"))
    assert (late.status_code, late.json()["error"]) == (504, text.too_long(0))
    assert "retry-after" not in late.headers
    papers_here.bounds = Bounds(1, 4, LONG)
    assert get(REPORT.replace("html", "pdf")).content.startswith(b"%PDF")


def test_a_killed_process_is_told(queue: Callable[..., Queue], drawn: Store, asked: Asked) -> None:
    papers_here = queue()
    lost = asked.get(REPORT.replace("html", "pdf"))
    until(papers_here.processes)
    while not lost.done():  # also the one that takes an order that was not begun
        for number in papers_here.processes():
            os.kill(number, 9)
        time.sleep(0.01)
    found = lost.result()
    assert (found.status_code, found.json()["error"]) == (503, text.ENDED)
    assert int(found.headers["retry-after"]) > 0
    assert get(REPORT).status_code == 200


# --- what is kept -----------------------------------------------------------------------------------------------------


def kept(data: Path) -> set[Path]:
    return set((data / "papers").glob("*"))


@pytest.mark.parametrize("path", [REPORT, f"{REPORT}&profil=1880", VIEW, VIEW.replace("csv", "xlsx")])
def test_a_paper_of_figures_is_kept_and_given_without_a_process(
    queue: Callable[..., Queue], drawn: Store, data: Path, path: str
) -> None:
    papers_here = queue()
    first = get(path)
    papers_here.close()
    again = get(path)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["content-disposition"] == first.headers["content-disposition"]
    assert len(kept(data)) == 1
    assert get(path.replace("1860", "1880")).status_code == 503


@pytest.mark.parametrize(
    "path",
    [
        f"{REPORT}&analys=READER",
        f"{REPORT}&analyser=READER",
        "/api/arsrapport.html?year=2024&mottagare=N&analyser=READER",
        "/api/snabbanalys.html?analys=READER",
        "/api/enkat.csv?omrade=lss",
    ],
)
def test_what_people_wrote_is_kept_nowhere(
    queue: Callable[..., Queue], analys: saved.Created, data: Path, path: str
) -> None:
    papers_here = queue()
    path = path.replace("READER", analys.reader)
    assert get(path).status_code == 200
    assert kept(data) == set()
    papers_here.close()
    assert get(path).status_code == 503


def test_a_new_edition_and_a_changed_status_make_the_paper_anew(
    queue: Callable[..., Queue], drawn: Store, data: Path
) -> None:
    queue()
    seen = [get(REPORT).text]
    saved.open_saved(data).book.set_here(Status("AO", "1860", 2024, "osaker", "Anna", "Omkastade tal."))
    seen.append(get(REPORT).text)
    edition(data, DRAWN.replace("72/500", "98/500"), indikator("AO"))
    seen.append(get(REPORT).text)
    assert ["Omkastade tal." in said for said in seen] == [False, True, True]
    assert ["98 procent" in said.replace("\xa0", " ") for said in seen] == [False, False, True]
    assert len(kept(data)) == 3
    assert get(REPORT).text == seen[2]
    assert get(f"{REPORT}&utgava={drawn.id}").text == seen[1]


def test_what_was_erased_is_gone_from_what_was_kept(queue: Callable[..., Queue], drawn: Store, data: Path) -> None:
    queue()
    book = saved.open_saved(data).book
    token = book.new_coordinator("Anna")
    book.set(token, Status("AO", "1860", 2024, "osaker", "Anna", "Omkastade tal."), 0)
    assert "Omkastade tal." in get(REPORT).text
    book.erase("1", "SN 2026/17")
    assert "Omkastade tal." not in get(REPORT).text
    (only,) = kept(data)
    assert b"Omkastade" not in only.read_bytes()


def test_another_program_makes_the_paper_anew(drawn: Store, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ojdash.making import order as module

    key = export_key()
    monkeypatch.setattr(module, "version", lambda name: "another")
    module._program.cache_clear()
    try:
        assert export_key() != key
    finally:
        module._program.cache_clear()


def export_key() -> str:
    return papers.order(work.written, ("a",)).key


def test_a_paper_made_while_statuses_could_not_be_read_says_so_and_is_not_kept(
    queue: Callable[..., Queue], drawn: Store, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue()
    monkeypatch.setattr(answers, "marks_in", lambda data: Marks(problem=statuses.UNREADABLE))
    assert statuses.UNREADABLE in get(REPORT).text
    assert kept(data) == set()


@pytest.mark.parametrize("form", export.WRITERS)
def test_a_view_is_the_same_file_as_when_it_is_made_here(drawn: Store, form: str) -> None:
    asked = answers.checked(drawn, links.parse("jamfor?kommun=1860&indikator=AO&year=2024"))
    answer = answers.answer(drawn, asked)
    link = f"/{links.address(asked.but(utgava=drawn.id), pinned=True)}"
    expected = export.WRITERS[form].written(answer, link, answers.today())
    assert get(VIEW.replace("csv", form)).content == expected


# --- the server -------------------------------------------------------------------------------------------------------


def test_a_server_has_a_process_from_the_start_and_none_afterwards(drawn: Store) -> None:
    numbers: list[int] = []

    async def server() -> None:
        async with papers.lifespan(None):
            future = papers.queue().ask(papers.order(work_pid, ()))
            numbers.append(int((await asyncio.wrap_future(future)).content))

    with start_blocking_portal() as portal:
        portal.call(server)
    assert is_gone(numbers[0])


def work_pid(data: Path, analyser: object) -> Made:
    return Made("pid", str(os.getpid()).encode())


def test_nobody_who_asks_keeps_who_writes_waiting() -> None:
    go = threading.Event()

    async def others(portal_work: Callable[[Callable[[], object]], Awaitable[object]], many: int) -> list[Any]:
        return [asyncio.ensure_future(portal_work(go.wait)) for _ in range(many)]

    async def saved_meanwhile() -> str:
        waiting = await others(threads.answering, 20)
        waiting += await others(to_thread.run_sync, 60)
        waiting += await others(threads.reading, 20)
        await asyncio.sleep(0)
        try:
            return await asyncio.wait_for(threads.saving(lambda: "saved"), LONG)
        finally:
            go.set()
            await asyncio.gather(*waiting)

    with start_blocking_portal() as portal:
        assert portal.call(saved_meanwhile) == "saved"


@pytest.mark.parametrize(
    ("kind", "most"), [(threads.answering, threads.MOST_WAITING), (threads.reading, threads.MOST_READING)]
)
def test_past_a_number_of_questions_nobody_more_waits(kind: Callable, most: int) -> None:
    go = threading.Event()

    async def asked() -> None:
        waiting = [asyncio.ensure_future(kind(go.wait)) for _ in range(most + threads.ANSWERING)]
        for _ in range(10):
            await asyncio.sleep(0)
        try:
            with pytest.raises(BusyError, match=text.busy(threads.COME_BACK)):
                await kind(lambda: None)
        finally:
            for one in waiting:
                one.cancel()
            go.set()
            await asyncio.gather(*waiting, return_exceptions=True)

    with start_blocking_portal() as portal:
        portal.call(asked)


def test_a_busy_answer_says_when_to_come_back(drawn: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST_WAITING", 0)
    for path in (VIEW.replace(".csv", ""), "/api/utgavor.atom"):
        found = get(path)
        assert (found.status_code, found.headers["retry-after"]) == (503, str(threads.COME_BACK))
        assert json.loads(found.content)["error"] == text.busy(threads.COME_BACK)
