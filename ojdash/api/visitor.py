"""Who visits: the machine that asks, or the one that a proxy named by whoever hosts (OJDASH_TRUSTED_PROXY) asks for.

Each proxy adds whom it saw at the end of X-Forwarded-For. So the header counts only when the machine that asks is a
named proxy, and is read from the right, past named proxies, to the first other; what stands to the left of that one
anyone may have written. Where it is nonsense, whoever handed it on is the visitor.

Streamlit starts uvicorn with uvicorn's own defaults, by which the loopback (FORWARDED_ALLOW_IPS) is a proxy: it puts
what X-Forwarded-For says in the place of the peer before any app sees the request, so a stranger behind a proxy or
tunnel on the same machine that hands the header on would say who they are. `as_they_ask` switches that off; then the
peer here is the one of the socket, for HTTP and for Streamlit's channel alike, and `st.context.ip_address` is whom
this module found.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

import uvicorn.config
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from ojdash import settings
from ojdash.settings.kinds import Network

NAMELESS = "-"  # whoever comes without an address is one visitor, and limited as one
HERE = "127.0.0.1"
_LONGEST = 100
_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+")
_SCHEMES = {"http": {"http": "http", "https": "https"}, "websocket": {"http": "ws", "https": "wss"}}


def as_they_ask() -> None:
    """Let uvicorn hand on the peer and the scheme of the socket, whatever headers say; before it loads the app."""
    uvicorn.config.ProxyHeadersMiddleware = lambda app, trusted_hosts: app


def client(request: HTTPConnection) -> str:
    """Whose tries are counted."""
    return request.client.host[:_LONGEST] if request.client else NAMELESS


def visitor(peer: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """Who visits: an address in its shortest spelling, or the peer as it is where that is none.

    forwarded  X-Forwarded-For, several headers of it joined by commas
    """
    ip = address(peer)
    if ip is None:
        return peer
    for hop in reversed(forwarded.split(",")):
        if not _is_named(ip, proxies):
            break
        before = address(hop)
        if before is None:
            break
        ip = before
    return str(ip)


def address(spelled: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address of "ip", "ip:port", "[ip]" or "[ip]:port"; an IPv4 seen over IPv6 is that IPv4. None for nonsense."""
    spelled = spelled.strip()
    with_port = _WITH_PORT.fullmatch(spelled)
    try:
        ip = ipaddress.ip_address((with_port[1] or with_port[2] if with_port else spelled).partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def _is_named(ip: ipaddress.IPv4Address | ipaddress.IPv6Address, proxies: Sequence[Network]) -> bool:
    return any(ip in network for network in proxies)


class Visitor:
    """ASGI middleware: every request and channel comes from its visitor, by the scheme that the visitor used."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request as the visitor's own."""
        if scope["type"] in _SCHEMES and scope.get("client"):
            scope = scope | _as_visited(scope)
        await self.app(scope, receive, send)


def _as_visited(scope: Scope) -> dict[str, object]:
    peer, port = scope["client"]
    proxies, headers = settings.TRUSTED_PROXY.value, Headers(scope=scope)
    seen: dict[str, object] = {"client": (visitor(peer, ",".join(headers.getlist("x-forwarded-for")), proxies), port)}
    asking = address(peer)
    if asking is not None and _is_named(asking, proxies):
        scheme = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if scheme in _SCHEMES[scope["type"]]:
            seen["scheme"] = _SCHEMES[scope["type"]][scheme]
    return seen
