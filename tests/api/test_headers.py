"""What every answer carries, whatever its status and method; what is closed; and that no asker spells our address."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from ojdash.api.headers import EVERY
from ojdash.api.routes import middleware, routes
from ojdash.domain.question import EMBEDDED, PAGES
from ojdash.text import uploads
from tests import asking
from tests.drawing import edition, indikator

STRANGER = "stranger.example"
ASKED = "kommun=0680&indikator=AO&year=2024"


async def _page(request: Request) -> Response:
    return HTMLResponse('<html lang="en"><head></head></html>')


async def _breaks(request: Request) -> Response:
    raise ValueError("/srv/hemligt/fil")


def _streamlits() -> list[Route]:
    """Streamlit's own addresses, as far as they matter here."""
    script = Response("let a = 1;" * 1000, media_type="text/javascript")
    return [
        Route("/_stcore/health", PlainTextResponse("ok")),
        Route("/_stcore/metrics", PlainTextResponse("memory 1")),
        Route("/_stcore/agent/openapi.json", PlainTextResponse("{}")),
        Route("/static/a.js", script),
        Route("/breaks", _breaks),
        *(Route(f"/{page}", _page) for page in PAGES if page != "oversikt"),
        Route("/", _page),
    ]


def ask(method: str, path: str, **more: object) -> httpx.Response:
    app = Starlette(routes=[*routes(), *_streamlits()], middleware=middleware())
    return asking.request(app, method, path, raises=False, **more)


def policy(response: httpx.Response) -> dict[str, str]:
    """The rules of an answer, by name."""
    rules = (rule.strip().partition(" ") for rule in response.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in rules}


@pytest.fixture
def data(data: Path) -> Path:
    edition(data, "AO 2023 2024\n0680 40 50\n0685 60 70", indikator("AO"))
    return data


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/jamfor", 200),
        ("HEAD", f"/api/jamfor?{ASKED}", 200),
        ("GET", f"/api/jamfor?{ASKED}", 200),
        ("GET", f"/api/jamfor.xlsx?{ASKED}", 200),
        ("GET", "/api/utgavor.atom", 200),
        ("GET", "/static/a.js", 200),
        ("GET", "/assets/before.js", 200),
        ("GET", "/oversikt?kommun=0680", 307),
        ("GET", "/api/jamfor?kommun=xx", 400),
        ("GET", "/finns/inte", 404),
        ("GET", "/m/ACDE-3467", 404),
        ("GET", "/_stcore/metrics", 404),
        ("POST", "/api/jamfor", 405),
        ("OPTIONS", "/api/analys/falt", 405),
        ("POST", "/api/analys/falt", 400),
        ("GET", "/breaks", 500),
    ],
)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_every_answer_carries_the_headers(data: Path, method: str, path: str, status: int, encoding: str) -> None:
    for _ in range(2):  # the second time from what is kept
        answer = ask(method, path, headers={"Accept-Encoding": encoding})
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in EVERY} == EVERY
        assert policy(answer)["default-src"] == "'none'"
        assert policy(answer)["frame-ancestors"] == "'none'"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "strict-transport-security" not in answer.headers


def test_what_has_not_changed_carries_them_too(data: Path) -> None:
    key = ask("GET", f"/api/jamfor?{ASKED}").headers["etag"]
    answer = ask("GET", f"/api/jamfor?{ASKED}", headers={"If-None-Match": key})
    assert answer.status_code == 304
    assert {name: answer.headers.get(name) for name in EVERY} == EVERY


def test_over_tls_the_browser_is_told_to_stay_there(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "max-age=31536000"
    assert ask("GET", "/", site="https://oj.example").headers["strict-transport-security"] == told
    assert ask("GET", "/breaks", site="https://oj.example").headers["strict-transport-security"] == told
    forwarded = {"X-Forwarded-Proto": "https"}
    assert "strict-transport-security" not in ask("GET", "/", headers=forwarded).headers
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", "1")
    assert ask("GET", "/", headers=forwarded).headers["strict-transport-security"] == told


def test_no_script_of_a_page_is_inline_evaluated_or_of_another_site(data: Path) -> None:
    assert policy(ask("GET", "/jamfor"))["script-src"] == "'self' blob:"
    assert policy(ask("GET", "/jamfor"))["connect-src"] == "'self'"
    rest = policy(ask("GET", "/api/jamfor"))
    assert "script-src" not in rest and "connect-src" not in rest


@pytest.mark.parametrize("page", PAGES)
def test_only_pages_of_figures_are_shown_in_the_frame_of_a_site_that_may(
    page: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/" if page == "oversikt" else f"/{page}"
    assert policy(ask("GET", path))["frame-ancestors"] == "'none'"
    monkeypatch.setenv("OJDASH_EMBEDDED_BY", "https://www.exempel.se https://*.exempel.se")
    answer = ask("GET", path)
    if page in EMBEDDED:
        assert policy(answer)["frame-ancestors"] == "https://www.exempel.se https://*.exempel.se"
        assert "x-frame-options" not in answer.headers
    else:
        assert policy(answer)["frame-ancestors"] == "'none'"
    # What is written is open beside the figures: it is shown in nobody's frame.
    assert policy(ask("GET", f"{path}?analys={'a' * 26}"))["frame-ancestors"] == "'none'"
    assert policy(ask("GET", f"/api/{page}"))["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    "path",
    [
        "metrics",
        "metrics/",
        "%6detrics",
        "/metrics",
        "script-health-check",
        "agent/interact",
        "agent/openapi.json",
        "agent",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
def test_streamlits_own_that_tell_of_the_inside_are_closed(data: Path, method: str, path: str) -> None:
    answer = ask(method, f"/_stcore/{path}")
    assert answer.status_code == 404
    assert "memory" not in answer.text
    assert ask("GET", "/_stcore/health").text == "ok"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ["upload_file/a/1", "upload_file", "/upload_file/a/1", "upload%5Ffile/a/1"])
def test_streamlits_own_way_for_files_takes_none(data: Path, method: str, path: str) -> None:
    answer = ask(method, f"/_stcore/{path}")
    assert (answer.status_code, answer.text) == (403, uploads.NO_FIELD)


def test_an_error_in_our_own_code_tells_nothing_of_the_inside(data: Path) -> None:
    assert "hemligt" not in ask("GET", "/breaks").text
    assert "Försök igen" in ask("GET", "/breaks").text


@pytest.mark.parametrize("address", ["", "https://oj.exempel.se/"])
def test_the_host_header_comes_into_nothing_that_is_made(
    data: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_ADDRESS", address)
    made = {
        path: ask("GET", path, site=f"http://{STRANGER}", headers={"X-Forwarded-Host": STRANGER}).content
        for path in (
            f"/api/jamfor.xlsx?{ASKED}",
            f"/api/jamfor.pdf?{ASKED}",
            f"/api/jamfor?{ASKED}",
            "/api/utgavor.atom",
        )
    }
    book = zipfile.ZipFile(io.BytesIO(made[f"/api/jamfor.xlsx?{ASKED}"]))
    strings = book.read("xl/sharedStrings.xml").decode()
    assert STRANGER not in strings
    assert f">{address or '/'}jamfor?" in strings
    feed = made["/api/utgavor.atom"].decode()
    assert f'href="{address or "../"}om_data' in feed
    assert not [path for path, content in made.items() if STRANGER.encode() in content]
    elsewhere = {path: ask("GET", path, site="http://other.example").content for path in made}
    assert elsewhere == made


def test_a_redirect_within_the_site_does_not_repeat_the_host_header(data: Path) -> None:
    answer = ask("GET", f"/api/jamfor/?{ASKED}", site=f"http://{STRANGER}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/api/jamfor?{ASKED}"
