"""Who visits: whom headers may speak of, and whom they may not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ojdash.api.routes import middleware
from ojdash.api.visitor import client
from tests import asking

ROOT = Path(__file__).parents[2]
HERE, PROXY, NEAR, STRANGER = "127.0.0.1", "10.0.0.5", "10.1.2.3", "203.0.113.9"
NAMED = "10.0.0.5, 10.1.0.0/16, 2001:db8:a::/48"


def seen(peer: str, *forwarded: str, proto: str = "") -> str:
    """Whose tries are counted, and by what scheme they came."""
    app = Starlette(
        routes=[Route("/", lambda request: PlainTextResponse(f"{client(request)} {request.url.scheme}"))],
        middleware=middleware(),
    )
    headers = [("X-Forwarded-For", one) for one in forwarded] + ([("X-Forwarded-Proto", proto)] if proto else [])
    return asking.request(app, "GET", "/", client=peer, headers=headers).text


@pytest.mark.parametrize(
    ("peer", "visitor"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("testclient", "testclient"),
    ],
)
def test_who_asks_is_counted_in_one_spelling(peer: str, visitor: str) -> None:
    assert seen(peer) == f"{visitor} http"


@pytest.mark.parametrize("said", ["", "0", "nej", "false", "av"])
@pytest.mark.parametrize("peer", [HERE, "::1", PROXY])
def test_without_a_named_proxy_no_header_counts(said: str, peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", said)
    assert seen(peer, STRANGER, proto="https") == f"{peer} http"


@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        (PROXY, ["192.0.2.1"], "192.0.2.1"),
        (f"::ffff:{PROXY}", ["192.0.2.1"], "192.0.2.1"),
        ("2001:db8:a::7", ["2001:db8::1"], "2001:db8::1"),
        # What stands to the left of the first stranger, anyone may have written.
        (PROXY, ["198.51.100.1, 192.0.2.1"], "192.0.2.1"),
        (PROXY, [f"198.51.100.1, 192.0.2.1, {NEAR}"], "192.0.2.1"),
        (PROXY, ["198.51.100.1", "192.0.2.1"], "192.0.2.1"),
        (PROXY, [f"{NEAR}, {NEAR}"], NEAR),
        # A stranger speaks for nobody.
        (STRANGER, ["192.0.2.1"], STRANGER),
        (STRANGER, [f"192.0.2.1, {PROXY}"], STRANGER),
        # In every spelling.
        (PROXY, ["192.0.2.1:4711"], "192.0.2.1"),
        (PROXY, ["[2001:db8::1]:4711"], "2001:db8::1"),
        (PROXY, ["[2001:db8::1]"], "2001:db8::1"),
        (PROXY, ["::ffff:192.0.2.1"], "192.0.2.1"),
        (PROXY, ["[::ffff:192.0.2.1]:4711"], "192.0.2.1"),
        # Nonsense: whoever handed it on.
        (PROXY, [""], PROXY),
        (PROXY, ["unknown"], PROXY),
        (PROXY, ["192.0.2.1:fel"], PROXY),
        (PROXY, ["192.0.2.999"], PROXY),
        (PROXY, [f"<b>, {NEAR}"], NEAR),
        (PROXY, ["192.0.2.1, "], PROXY),
        (PROXY, ["9" * 10_000], PROXY),
    ],
)
def test_behind_a_named_proxy_the_visitor_is_whom_it_saw(
    peer: str, forwarded: list[str], visitor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", NAMED)
    assert seen(peer, *forwarded).split()[0] == visitor


@pytest.mark.parametrize("peer", [HERE, "127.0.0.7", "::1", f"::ffff:{HERE}"])
@pytest.mark.parametrize("said", ["1", "ja"])
def test_yes_is_the_proxy_on_the_same_machine(said: str, peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", said)
    assert seen(peer, "192.0.2.1", proto="https") == "192.0.2.1 https"
    assert seen(PROXY, "192.0.2.1", proto="https") == f"{PROXY} http"


@pytest.mark.parametrize(
    ("peer", "proto", "scheme"),
    [
        (PROXY, "https", "https"),
        (PROXY, "http, HTTPS", "https"),
        (PROXY, "gopher", "http"),
        (STRANGER, "https", "http"),
    ],
)
def test_the_scheme_is_the_one_that_a_named_proxy_says(
    peer: str, proto: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", NAMED)
    assert seen(peer, proto=proto).split()[1] == scheme


LOADED = """
import uvicorn
config = uvicorn.Config("app:app")
config.load()
print(type(config.loaded_app).__module__, config.proxy_headers, config.forwarded_allow_ips)
"""


def test_the_server_itself_lets_no_header_say_who_asks() -> None:
    """As Streamlit's own configuration of uvicorn does: its defaults, which trust the machine itself."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OJDASH_")}
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert loaded.stdout.split()[0].startswith("streamlit")
    assert loaded.stdout.split()[1:] == ["True", "127.0.0.1,::1"]
