"""Who is slow is not waited for: uvicorn as `streamlit run` starts it, asked over sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from ojdash.api import patience
from ojdash.api.patience import Patience, as_we_wait

WAIT = 10  # seconds, for what takes less than one


async def _size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _channel(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(str(len(await websocket.receive_bytes())))


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a server listens that waits half a second for headers and for a body."""
    monkeypatch.setattr(patience, "HEADER_SECONDS", 0.5)
    monkeypatch.setattr(patience, "BODY_SECONDS", 0.5)
    monkeypatch.setattr(patience, "MOST_OPEN", 5)
    protocol = type("Patient", (AutoHTTPProtocol,), {})
    as_we_wait(protocol)
    routes = [Route("/", _size, methods=["GET", "POST"]), WebSocketRoute("/", _channel)]
    app = Starlette(routes=routes, middleware=[Middleware(Patience)])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, http=protocol, log_level="critical", timeout_keep_alive=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=WAIT)


def rest(connection: socket.socket) -> bytes:
    """What comes until the server closes; raises TimeoutError where it does not."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", b"G", b"GET / HTTP/1.1\r\nHost: a\r\nX-A: "], ids=["none", "a sign", "headers"])
def test_headers_that_never_end_end_the_connection(port: int, begun: bytes) -> None:
    with connected(port) as slow:
        slow.sendall(begun)
        assert rest(slow) == b""


def test_headers_that_trickle_end_the_connection(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError):
            for _ in range(WAIT * 10):
                slow.sendall(b"X-A: b\r\n")
                time.sleep(0.1)


def test_a_next_request_that_never_ends_ends_the_connection(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert slow.recv(1_000).startswith(b"HTTP/1.1 200")
        slow.sendall(b"GET / HT")
        rest(slow)


@pytest.mark.parametrize("framing", [b"Content-Length: 9", b"Transfer-Encoding: chunked"])
def test_a_body_that_never_comes_is_answered_408(port: int, framing: bytes) -> None:
    with connected(port) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n" + framing + b"\r\n\r\n")
        assert rest(slow).startswith(b"HTTP/1.1 408")


def test_a_body_that_trickles_is_answered_408(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(4):
            slow.sendall(b"a")
            time.sleep(0.1)
        assert rest(slow).startswith(b"HTTP/1.1 408")


def test_a_body_whose_end_is_told_in_two_ways_is_refused_and_nothing_after_it_is_read(port: int) -> None:
    framing = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with connected(port) as two:
        two.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n" + framing + b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        answer = rest(two)
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_large_body_has_longer(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SLOWEST", 1_000)
    with connected(port) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\nConnection: close\r\n\r\n")
        for _ in range(8):
            slow.sendall(b"a" * 1_000)
            time.sleep(0.1)
        answer = rest(slow)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"8000")


def test_one_visitor_has_so_many_connections_and_gets_new_ones_when_they_end(port: int) -> None:
    with ExitStack() as held:
        many = [held.enter_context(connected(port)) for _ in range(6)]
        assert rest(many[-1]).startswith(b"HTTP/1.1 503")
        for slow in many[:-1]:
            assert rest(slow) == b""
    with connected(port) as next_visit:
        next_visit.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert rest(next_visit).startswith(b"HTTP/1.1 200")


def test_the_connections_of_a_named_proxy_are_not_counted(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", "1")
    with ExitStack() as held:
        many = [held.enter_context(connected(port)) for _ in range(6)]
        many[-1].sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert rest(many[-1]).startswith(b"HTTP/1.1 200")


def test_a_message_of_the_channel_is_no_larger_than_may_be_and_is_not_held_meanwhile(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "MOST_MESSAGE", 1_000)
    with connect(f"ws://127.0.0.1:{port}/") as visit:
        visit.send(b"a" * 1_000)
        assert visit.recv(timeout=WAIT) == "1000"
    with connect(f"ws://127.0.0.1:{port}/") as visit, pytest.raises(ConnectionClosedError, match="1009"):
        visit.send([b"a" * 600, b"a" * 600])
        visit.recv(timeout=WAIT)


def test_no_part_of_an_answer_waits_for_the_one_before_it_to_be_acknowledged() -> None:
    class Connection:
        """One of uvicorn's, as far as it matters here."""

        config, loop, cycle = SimpleNamespace(), Mock(), None

        def connection_made(self, transport: Mock) -> None:
            self.transport = transport

        def data_received(self, received: bytes) -> None: ...

        def connection_lost(self, error: Exception | None) -> None: ...

    as_we_wait(Connection)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with connected(listening.getsockname()[1]), listening.accept()[0] as accepted:
            known = {"socket": accepted, "peername": ("192.0.2.1", 1)}
            Connection().connection_made(Mock(get_extra_info=known.get))
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
