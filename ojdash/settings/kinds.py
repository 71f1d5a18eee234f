"""The kinds of settings: how each is read from what the environment says."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from ojdash.text import settings as told

T = TypeVar("T")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_ON, _OFF = set(told.ON), {*told.OFF, ""}
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"'\\]")
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?")
_LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind: its name in the table, how it is read, and in words what it may be.

    read  raises ValueError where the text can't be one
    """

    name: str
    read: Callable[[str], T]
    may_be: str = ""


def _boolean(spelled: str) -> bool:
    word = spelled.lower()
    if word not in _ON | _OFF:
        raise ValueError(spelled)
    return word in _ON


def _addresses(spelled: str) -> tuple[Network, ...]:
    word = spelled.lower()
    if word in _OFF:
        return ()
    named = _LOOPBACK if word in _ON else re.split(r"[\s,]+", spelled.strip(" ,"))
    return tuple(ipaddress.ip_network(name, strict=False) for name in named)


def _site(spelled: str) -> str:
    if not spelled:
        return ""
    parts = urlsplit(spelled)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError(spelled)
    if _NOT_IN_ADDRESS.search(spelled) or parts.port == 0:
        raise ValueError(spelled)
    return spelled.rstrip("/") + "/"


def _sites(spelled: str) -> tuple[str, ...]:
    named = tuple(spelled.split())
    if not all(_ORIGIN.fullmatch(name) for name in named):
        raise ValueError(spelled)
    return named


TEXT: Kind[str] = Kind("text", str)
BOOLEAN: Kind[bool] = Kind("boolean", _boolean, told.BOOLEAN)
# Machines and networks; "yes" is the machine itself, by either of its addresses.
ADDRESSES: Kind[tuple[Network, ...]] = Kind("addresses", _addresses, told.ADDRESSES)

# The site's own address, which ends in /; and other sites by their origins, as a Content-Security-Policy names them.
SITE: Kind[str] = Kind("address", _site, told.ADDRESS)
SITES: Kind[tuple[str, ...]] = Kind("sites", _sites, told.SITES)


def number(least: int, most: int | None = None) -> Kind[int]:
    """Whole numbers between two, the ends too."""

    def read(spelled: str) -> int:
        whole = int(spelled)
        if whole < least or (most is not None and whole > most):
            raise ValueError(spelled)
        return whole

    return Kind("number", read, told.number(least, most))


def choice(*choices: str) -> Kind[str]:
    """One of a few words, in small or capital letters."""

    def read(spelled: str) -> str:
        if spelled.lower() not in choices:
            raise ValueError(spelled)
        return spelled.lower()

    return Kind("choice", read, told.choice(choices))
