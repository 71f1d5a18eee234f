"""Asking Kolada over HTTP: patience with a server in trouble, none with a wrong question."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import stamina

from ojdash import settings
from ojdash.domain.errors import SourceError

RESUME = "What was received is kept; continue with the same command (python -m ojdash update kolada ...) and --resume."
Page = TypeVar("Page")

# The terminal has its own progress line; each retry on stderr besides would only break it.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and how often to ask.

    pause          between two requests to a host that is not this machine
    longest_asked  the longest Retry-After that is waited out; longer ones end the run
    """

    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0
    jitter: float = 1.0
    longest_asked: float = 300.0
    connect: float = 10.0
    read: float = 60.0
    pause: float = 0.34


ORDINARY = Patience()


class Refused(Exception):
    """The server found the question itself wrong (a 4xx): asking again is no use."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Broken(Exception):
    """An answer that can't be used although the question may be right; asking again may help."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Client:
    """One connection to one host; `address` is always a path with its query."""

    def __init__(
        self, origin: str, patience: Patience = ORDINARY, transport: httpx.BaseTransport | None = None
    ) -> None:
        local = is_loopback(origin)
        self._origin = origin
        self._patience = patience
        self._pause = 0.0 if local else patience.pause
        self._next = 0.0
        self._http = httpx.Client(
            timeout=httpx.Timeout(patience.read, connect=patience.connect),
            headers={"User-Agent": user_agent(), "Accept": "application/json"},
            limits=httpx.Limits(max_connections=1),
            trust_env=not local,
            transport=transport,
        )

    def close(self) -> None:
        self._http.close()

    def get(self, address: str, check: Callable[[bytes], Page]) -> tuple[bytes, Page]:
        """An answer's body as received, and what `check` makes of it (ValueError: the answer is not whole).

        Retried   429 (waiting as long as Retry-After says), 5xx, broken connections and timeouts, failed checks
        Raises    Refused      any other 4xx
                  SourceError  410; a redirect; answers still broken after all attempts
        """
        patience = self._patience
        try:
            for attempt in stamina.retry_context(
                on=self._wait,
                attempts=patience.attempts,
                timeout=None,
                wait_initial=patience.first_wait,
                wait_max=patience.longest_wait,
                wait_jitter=patience.jitter,
            ):
                with attempt:
                    return self._ask(address, check)
        except Broken as error:
            if error.wait is not None and error.wait > patience.longest_asked:
                raise SourceError(
                    f"{self._origin}{address}: the server asks us to wait {error.wait:.0f} s. Wait that long. {RESUME}"
                ) from error
            raise SourceError(
                f"{self._origin}{address}: {error}, {patience.attempts} times in a row. {RESUME}"
            ) from error
        raise AssertionError("a retry context either returns or raises")

    def _wait(self, error: Exception) -> bool | float:
        if not isinstance(error, Broken):
            return False
        if error.wait is None:
            return True
        return error.wait if error.wait <= self._patience.longest_asked else False

    def _ask(self, address: str, check: Callable[[bytes], Page]) -> tuple[bytes, Page]:
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause
        try:
            response = self._http.get(self._origin + address)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Broken(f"no whole answer ({type(error).__name__}: {error})") from error
        status = response.status_code
        if status == 410:
            raise SourceError(
                f"{self._origin}{address}: HTTP 410, this version of Kolada's API is switched off. Use version 3 "
                "(--url https://api.kolada.se/v3), or a newer ojdash if that is what was asked."
            )
        if status == 429 or status >= 500:
            raise Broken(f"HTTP {status}", retry_after(response.headers.get("Retry-After")))
        if 400 <= status < 500:
            raise Refused(status)
        if status != 200:
            where = response.headers.get("Location", "")
            raise SourceError(
                f"{self._origin}{address}: HTTP {status} {where}. If the API has moved, name its address with --url."
            )
        try:
            return response.content, check(response.content)
        except ValueError as error:
            raise Broken(f"HTTP 200 with an answer that is not Kolada's ({error})") from error


def user_agent() -> str:
    """Who asks, in which version, and where to complain; run from a folder, the version is that of pyproject.toml."""
    try:
        number = version("ojdash")
    except PackageNotFoundError:
        project = Path(__file__).parents[3] / "pyproject.toml"
        found = re.search(r'^version = "(.+)"$', project.read_text("utf-8"), re.M) if project.exists() else None
        number = found[1] if found else "0"
    contact = settings.CONTACT.value
    return f"ojdash/{number} (+{contact})" if contact else f"ojdash/{number}"


def is_loopback(origin: str) -> bool:
    """Whether an address is on this machine: such a host needs neither rest nor a proxy."""
    host = urlsplit(origin).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def retry_after(header: str | None) -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date; None if there is none to be read."""
    if header is None:
        return None
    try:
        if header.strip().isdigit():
            return float(header)
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
