"""Streamlit's channel: the messages that our pages send, and that a visitor's pages run a few at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.web.server import server_util

from ojdash.ui.channel import Runs, asks_nobody, in_turn, is_ours

WAIT = 20  # seconds, for what takes none


def spelled(fill: Callable[[BackMsg], object]) -> bytes:
    said = BackMsg()
    fill(said)
    return said.SerializeToString()


OURS = {
    "a page": lambda said: setattr(said.rerun_script, "page_name", "jamfor"),
    "a sign of life": lambda said: setattr(said, "app_heartbeat", True),
    "a file that is made when it is fetched": lambda said: said.backend_operation_request.deferred_file.SetInParent(),
    "a stop": lambda said: setattr(said, "stop_script", True),
}
NOT_OURS = {
    "where the code comes from": lambda said: setattr(said, "load_git_info", True),
    "everybody's caches": lambda said: setattr(said, "clear_cache", True),
    "the end of the server": lambda said: setattr(said, "debug_shutdown_runtime", True),
    "files in the app's folder": lambda said: said.backend_operation_request.install_skills.SetInParent(),
    "a file's address": lambda said: said.file_urls_request.file_names.append("a.csv"),
    "addresses of half a million files": lambda said: said.file_urls_request.file_names.extend([""] * 500_000),
    "nothing": lambda said: None,
}


@pytest.mark.parametrize("fill", OURS.values(), ids=OURS)
def test_what_our_pages_send_comes_through(fill: Callable[[BackMsg], object]) -> None:
    assert is_ours(spelled(fill))


@pytest.mark.parametrize("fill", NOT_OURS.values(), ids=NOT_OURS)
def test_what_no_page_of_ours_sends_does_not(fill: Callable[[BackMsg], object]) -> None:
    assert not is_ours(spelled(fill))


def test_what_is_no_message_does_not() -> None:
    assert not is_ours(b"\xff\xff\xff")


class Page(threading.Thread):
    """A page that runs until it is told to end."""

    def __init__(self, runs: Runs, who: str) -> None:
        super().__init__(daemon=True)
        self.runs, self.who = runs, who
        self.begun, self.ending = threading.Event(), threading.Event()

    def run(self) -> None:
        with self.runs.mine(self.who, self):
            self.begun.set()
            assert self.ending.wait(WAIT)

    def end(self) -> None:
        self.ending.set()
        self.join(WAIT)
        assert not self.is_alive()


def begun(runs: Runs, who: str) -> Page:
    page = Page(runs, who)
    page.start()
    assert page.begun.wait(WAIT)
    return page


def waiting(runs: Runs, who: str, place: int) -> Page:
    page = Page(runs, who)
    page.start()
    while runs.waiting(who) < place:
        time.sleep(0.01)
    assert not page.begun.is_set()
    return page


def test_a_visitor_has_so_many_pages_at_once_and_the_first_to_come_is_the_next() -> None:
    runs = Runs(2)
    first, second = begun(runs, "a"), begun(runs, "a")
    third, fourth = waiting(runs, "a", 1), waiting(runs, "a", 2)
    second.end()
    assert third.begun.wait(WAIT)
    assert not fourth.begun.is_set()
    first.end()
    assert fourth.begun.wait(WAIT)
    third.end()
    fourth.end()
    assert not runs.visitors


def test_another_visitor_waits_for_none_of_them() -> None:
    runs = Runs(1)
    pages = [begun(runs, "a"), begun(runs, "b")]
    late = waiting(runs, "a", 1)
    for page in (*pages, late):
        page.end()
    assert not runs.visitors


def test_a_page_that_nobody_wants_any_more_leaves_its_place_and_takes_no_turn() -> None:
    runs = Runs(1)
    first, gone, last = begun(runs, "a"), waiting(runs, "a", 1), waiting(runs, "a", 2)
    runs.leave(gone)
    assert gone.begun.wait(WAIT)  # to see that it ends
    assert not last.begun.is_set()
    gone.end()
    assert not last.begun.is_set()
    runs.leave(first)  # it runs, and ends by itself
    first.end()
    assert last.begun.wait(WAIT)
    last.end()
    assert not runs.visitors


def test_streamlit_runs_pages_by_what_is_put_in_turn() -> None:
    """What is wrapped is Streamlit's own and may change with it."""
    runner = type("Runner", (ScriptRunner,), {})
    begun, ended, order = threading.Event(), threading.Event(), []

    def run(self: ScriptRunner) -> None:
        order.append(self._session_id)
        begun.set()
        ended.wait(WAIT)

    runner._run_script_thread = run
    runner.request_stop = lambda self: None
    in_turn(runner, lambda visit: "a", at_once=1)
    pages = [runner.__new__(runner) for _ in range(3)]
    for number, page in enumerate(pages):
        page._session_id = str(number)
    threads = [threading.Thread(target=page._run_script_thread) for page in pages]
    threads[0].start()
    assert begun.wait(WAIT)
    threads[1].start()
    pages[1].request_stop()
    ended.set()
    threads[2].start()
    for thread in threads:
        thread.join(WAIT)
    assert sorted(order) == ["0", "1", "2"]


def test_no_other_site_is_asked_whether_a_page_of_another_site_may_open_the_channel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("requests.get", lambda address, **more: asked.append(address))
    net = server_util.net_util
    monkeypatch.setattr(net, "_external_ip", None)
    monkeypatch.setattr(net, "get_external_ip", net.get_external_ip)  # laid back afterwards
    asks_nobody()
    assert not server_util.is_url_from_allowed_origins("http://stranger.example")
    assert asked == []
