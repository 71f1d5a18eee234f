"""Streamlit's channel: which messages our pages send, and how many pages run at once for one visitor.

Streamlit runs a page in a thread of its own as soon as it is asked for, and a part of a page too, however many there
are: fifty visits from one machine that asked for a page five times a second stopped the site, for all of them share
the one processor that Python has. Here a visitor has AT_ONCE of them; the rest wait, the first to come first.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.web.server import server_util

from ojdash.saved.limits import visitor

AT_ONCE = 2  # pages of one visitor, a network of many too: more would not be sooner done
PATIENCE = 20.0  # seconds of a run, many times what any page takes to come to its buttons
_KINDS = {"rerun_script", "app_heartbeat", "stop_script"}


def is_ours(message: bytes) -> bool:
    """Whether a message is of a kind that our pages send."""
    try:
        content = BackMsg.FromString(message)
    except DecodeError:
        return False
    is_file = content.backend_operation_request.HasField("deferred_file")  # one that is made when it is fetched
    return content.WhichOneof("type") in _KINDS or is_file


@dataclass(eq=False, slots=True)
class _Ticket:
    """A page that waits or runs; `called` when it is its turn, or when nobody wants it any more."""

    called: threading.Event = field(default_factory=threading.Event)
    runs: bool = False


@dataclass(slots=True)
class _Line:
    running: int = 0
    waiting: deque[_Ticket] = field(default_factory=deque)


class Runs:
    """Pages that run and wait, by visitor. Safe from many threads; each waits in its own.

    A page is known by its key until it ends: by that it leaves, when it is not wanted any more.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lock = threading.Lock()
        self._lines: dict[str, _Line] = {}
        self._tickets: dict[Any, tuple[str, _Ticket]] = {}

    @contextmanager
    def mine(self, who: str, key: object) -> Iterator[None]:
        """A turn, when it comes; at once for a page that leaves."""
        ticket = _Ticket()
        with self._lock:
            self._lines.setdefault(who, _Line()).waiting.append(ticket)
            self._tickets[key] = who, ticket
            self._call(who)
        try:
            ticket.called.wait()
            yield
        finally:
            with self._lock:
                del self._tickets[key]
                if ticket.runs:
                    self._lines[who].running -= 1
                    self._call(who)

    def leave(self, key: object) -> None:
        """A page that waits is not wanted any more; one that runs ends by itself."""
        with self._lock:
            who, ticket = self._tickets.get(key, ("", None))
            if ticket is not None and not ticket.called.is_set():
                self._lines[who].waiting.remove(ticket)
                ticket.called.set()

    @property
    def visitors(self) -> list[str]:
        """Whose pages run or wait."""
        with self._lock:
            return list(self._lines)

    def waiting(self, who: str) -> int:
        """How many pages of a visitor wait."""
        with self._lock:
            return len(self._lines[who].waiting) if who in self._lines else 0

    def _call(self, who: str) -> None:
        line = self._lines[who]
        while line.waiting and line.running < self._at_once:
            ticket = line.waiting.popleft()
            ticket.runs = True
            line.running += 1
            ticket.called.set()
        if not line.waiting and not line.running:
            del self._lines[who]


class Requests(ScriptRequests):
    """What is asked of a page: to run anew waits for the end of a run, unless the page itself asks (`st.rerun`).

    After PATIENCE it does not: what was pressed is long done, and whoever leaves a page that reads a file may go.
    """

    def __init__(self) -> None:
        super().__init__()
        self._by_the_page, self._patient_until = False, 0.0

    def request_rerun(self, new_data: RerunData) -> bool:
        """Ask for a run; see Streamlit's."""
        self._by_the_page |= get_script_run_ctx(suppress_warning=True) is not None
        return super().request_rerun(new_data)

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """What is done in the middle of a run, if anything."""
        waits = not self._by_the_page and time.monotonic() < self._patient_until
        return (
            None if waits and self._state == ScriptRequestType.RERUN else self._begun(super().on_scriptrunner_yield())
        )

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """What is done after a run."""
        return self._begun(super().on_scriptrunner_ready())

    def _begun(self, request: ScriptRequest | None) -> ScriptRequest | None:
        if request is not None:
            self._by_the_page, self._patient_until = False, time.monotonic() + PATIENCE
        return request


def in_turn(runner: type[Any] = ScriptRunner, who: Callable[[str], str] | None = None, at_once: int = AT_ONCE) -> None:
    """Let Streamlit's pages run in turn. who: the visitor of a visit, by Streamlit's own id of it."""
    runs, visitor_of = Runs(at_once), who or _visitor
    run, stop = runner._run_script_thread, runner.request_stop

    @wraps(run)
    def run_in_turn(self: Any) -> None:
        with runs.mine(visitor_of(self._session_id), id(self)):
            run(self)

    @wraps(stop)
    def stop_waiting(self: Any) -> None:
        stop(self)
        runs.leave(id(self))

    runner._run_script_thread, runner.request_stop = run_in_turn, stop_waiting
    script_runner.ScriptRequests = Requests


def asks_nobody() -> None:
    """Let Streamlit ask no other site which address this machine has.

    It does so, in the loop that all visitors share and for two seconds where no answer comes, each time that another
    site's page wants to open the channel: whether the address might be that site's. Hosts name such sites themselves.
    """
    server_util.net_util.get_external_ip = lambda: None


def _visitor(visit: str) -> str:
    client = st.runtime.get_instance().get_client(visit)
    return visitor(client.client_context.remote_ip or "") if client else visit
