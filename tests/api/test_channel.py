"""What a visit says over Streamlit's channel: only what is ours comes through, and no faster than may be."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send

from ojdash.api import channel
from ojdash.api.channel import Channel


async def _heard(frames: Sequence[Message], guarded: Channel, client: str) -> list[bytes]:
    """What the app behind hears of a visit's messages, until it ends."""
    heard: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["bytes"])

    pending = iter([*frames, {"type": "websocket.disconnect", "code": 1001}])

    async def receive() -> Message:
        return next(pending)

    async def send(message: Message) -> None:
        raise AssertionError(message)

    guarded.app = app
    await guarded({"type": "websocket", "client": (client, 1), "headers": []}, receive, send)
    return heard


def frame(content: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": content}


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError


def test_what_is_not_ours_is_dropped_and_the_visit_goes_on() -> None:
    guarded = Channel(_nothing, lambda message: message.startswith(b"our"))
    messages = [
        frame(b"our first"),
        frame(b"theirs"),
        {"type": "websocket.receive", "text": "text"},
        frame(b"our last"),
    ]
    assert asyncio.run(_heard(messages, guarded, "192.0.2.1")) == [b"our first", b"our last"]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each message waited; the clock stands still."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(channel, "AT_ONCE", 3)
    monkeypatch.setattr(channel, "A_SECOND", 2)
    monkeypatch.setattr(channel, "_clock", lambda: 100.0)
    monkeypatch.setattr(channel.asyncio, "sleep", sleep)
    return waited


def test_so_many_messages_come_at_once_and_those_after_them_wait(waits: list[float]) -> None:
    messages = [frame(b"a")] * 5
    assert len(asyncio.run(_heard(messages, Channel(_nothing, lambda message: True), "192.0.2.1"))) == 5
    assert waits == [0, 0, 0, 0.5, 1.0]


def test_what_is_not_ours_counts_too(waits: list[float]) -> None:
    assert asyncio.run(_heard([frame(b"a")] * 4, Channel(_nothing, lambda message: False), "192.0.2.1")) == []
    assert waits == [0, 0, 0, 0.5]


def test_the_visits_of_a_visitor_wait_for_each_other_and_for_nobody_else(waits: list[float]) -> None:
    guarded = Channel(_nothing, lambda message: True)
    for client in ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"):
        asyncio.run(_heard([frame(b"a")] * 2, guarded, client))
    assert waits == [0, 0, 0, 0.5, 0, 0]
