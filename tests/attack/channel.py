"""Streamlit's channel: messages that no page sends, more of them than a person does, and visits that are left."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from ojdash.api.patience import MOST_MESSAGE
from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.kill import CHEF
from tests.attack.site import MOST_SECONDS, Site, data_folder, served
from tests.attack.visit import asked, opened, visiting

VISITS, ROUNDS = 60, 5
PAUSE = 0.2  # between two messages of each
PAGE = ("jamfor", "kommun=0680&omrade=lss&indikator=LSS-03")
FILES = 400_000  # whose addresses one message asks for
TOO_LARGE = 1009
LEFT = 300  # visits that are opened and left
CROWD = "127.0.6.1"
MOST_GROWTH_MB = 120  # Streamlit holds 128 visits for two minutes after they were left
MOST_PAGE, MOST_SAVE = 5, 1  # seconds, in the crowd


def run(seconds: float) -> Iterator[Figure]:
    """The figures of the channel."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_folder(Path(folder) / "data")
        with served(data) as site:
            token = site.saved().create(CHEF, {}).writer
            yield from _unasked(site)
            yield from _crowd(site, token, seconds)
        with served(data) as site:
            yield from _left(site)


def _unasked(site: Site) -> Iterator[Figure]:
    """One message of each kind that no page of ours sends, and one that is too large."""
    files, cleared, ended = BackMsg(), BackMsg(), BackMsg()
    files.file_urls_request.file_names.extend([""] * FILES)
    cleared.clear_cache, ended.debug_shutdown_runtime = True, True
    longest, before = 0.0, site.megabytes
    with opened(site) as channel:
        for message in (files, cleared, ended):
            channel.send(message.SerializeToString())
            longest = max(longest, _took(lambda: site.ask("/_stcore/health")))
    with opened(site) as channel:
        channel.send(b"a" * (MOST_MESSAGE + 1))
        try:
            channel.recv(timeout=MOST_SECONDS)
            is_closed = False
        except ConnectionClosed as closed:
            is_closed = closed.rcvd is not None and closed.rcvd.code == TOO_LARGE
    begun = time.monotonic()
    stranger = site.ask(
        "/_stcore/stream",
        headers={
            "Origin": "http://stranger.invalid", "Connection": "Upgrade", "Upgrade": "websocket",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
        },
    ).status  # fmt: skip
    yield most("an answer beside a message that asks for very much", longest, 2, "s")
    yield most("growth of the server by it", site.megabytes - before, 50, "MB")
    yield none_of("too large a message that is taken", [] if is_closed else [f"{MOST_MESSAGE + 1} bytes"])
    yield none_of("a channel opened from another site's page", [] if stranger == 403 else [str(stranger)])
    yield most("until it was refused", time.monotonic() - begun, 1, "s")


def _crowd(site: Site, token: str, seconds: float) -> Iterator[Figure]:
    """Visits from one address that ask for a page without a pause; another address beside them."""
    idle = [_page(site) for _ in range(ROUNDS)], [_save(site, token, f"idle{number:04d}") for number in range(ROUNDS)]
    ended, sent, cut = threading.Event(), [], []

    def ask() -> None:
        try:
            with opened(site, CROWD) as channel:
                number = 0
                while not ended.wait(PAUSE):
                    number += 1
                    channel.send(asked(site, PAGE[0], f"kommun={('0680', '0685')[number % 2]}"))
                    sent.append(number)
        except (OSError, ConnectionClosed) as error:
            cut.append(str(error))

    crowd = [threading.Thread(target=ask) for _ in range(VISITS)]
    for visit in crowd:
        visit.start()
    time.sleep(min(8, seconds))
    pages = [_page(site) for _ in range(ROUNDS)]
    saves = [_save(site, token, f"crowd{number:03d}") for number in range(ROUNDS)]
    ended.set()
    for visit in crowd:
        visit.join()
    yield least(f"messages of {len(crowd)} visits from one address", len(sent), VISITS)
    yield told("a page, middle, idle and beside them", f"{median(idle[0]):.2f} and {median(pages):.2f} s")
    yield told("a save, middle, idle and beside them", f"{median(idle[1]):.3f} and {median(saves):.3f} s")
    yield most("that page", median(pages), MOST_PAGE, "s")
    yield most("that save", median(saves), MOST_SAVE, "s")
    yield told("visits of the crowd that were cut off", str(len(cut)))


def _left(site: Site) -> Iterator[Figure]:
    """Visits that are opened and left at once."""
    for _ in range(10):
        _page(site)
    before = site.megabytes
    for _ in range(LEFT // 20):
        with ExitStack() as stack:
            for _ in range(20):
                channel = stack.enter_context(opened(site))
                channel.send(asked(site, *PAGE))
    time.sleep(3)
    yield told(
        "memory before and after visits that were left", f"{before:.0f} and {site.megabytes:.0f} MB, {LEFT} visits"
    )
    yield most("growth of the server by them", site.megabytes - before, MOST_GROWTH_MB, "MB")
    yield none_of("a page after them that is not 200", [] if site.ask("/").status == 200 else ["/"])


def _page(site: Site) -> float:
    def visit() -> None:
        with visiting(site, *PAGE):
            pass

    return _took(visit)


def _save(site: Site, token: str, name: str) -> float:
    said = {"analys": token, "place": f"tolkning/{name}/text", "value": name, "base": 0, "role": "chef"}
    headers = {"Content-Type": "application/json"}
    statuses: list[int] = []
    took = _took(
        lambda: statuses.append(site.ask("/api/analys/falt", "POST", json.dumps(said).encode(), headers).status)
    )
    if statuses != [200]:
        raise RuntimeError(f"a save was answered {statuses}")
    return took


def _took(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun
