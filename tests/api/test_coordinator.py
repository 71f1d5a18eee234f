"""A coordinator's address over HTTP: the cookie, what is refused, and what never leaves the server."""

from __future__ import annotations

import logging
import re
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from ojdash import saved
from ojdash.api import coordinator
from ojdash.api.routes import middleware, routes
from ojdash.saved import limits
from ojdash.text import coordinator as text
from tests import asking

NAME = "Anna Berg, FoUrum"


@pytest.fixture
def token(data: Path) -> str:
    return saved.open_saved(data).book.new_coordinator(NAME)


class Site:
    """Asks the routes as a browser does; it keeps no cookie and follows nothing."""

    def __init__(self, address: str = "http://testserver", under: str = "") -> None:
        self.app = Starlette(routes=[Mount(under, routes=routes())] if under else routes(), middleware=middleware())
        self.address = address

    def get(self, path: str, **said: object) -> httpx.Response:
        return self.request("GET", path, **said)

    def request(self, method: str, path: str, **said: object) -> httpx.Response:
        return asking.request(self.app, method, path, site=self.address, **said)


@pytest.fixture
def site(data: Path) -> Site:
    return Site()


OWN = {"Sec-Fetch-Site": "same-origin"}


def cookie(answer: httpx.Response) -> Morsel:
    (set_,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(coordinator.COOKIE)]
    return SimpleCookie(set_)[coordinator.COOKIE]


def press(site: Site, token: str, under: str = "", headers: dict[str, str] = OWN, **other: str) -> httpx.Response:
    """Open the address and press the button of its page. other: what the form says instead; `page` the cookie."""
    opened = site.get(f"{under}/api/samordnare?adress={token}", headers=headers)
    assert opened.status_code == 200
    assert coordinator.COOKIE not in str(opened.headers)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', opened.text))
    assert fields["adress"] == token
    kept = SimpleCookie(opened.headers["set-cookie"])[coordinator.PAGE_COOKIE]
    assert (kept["httponly"], kept["samesite"]) == (True, "strict")
    page = other.pop("page", kept.value)
    said = headers | ({"Cookie": f"{coordinator.PAGE_COOKIE}={page}"} if page else {})
    return site.request("POST", f"{under}/api/samordnare", data=fields | other, headers=said)


def test_opening_an_address_changes_nothing_and_says_whose_it_is(site: Site, token: str) -> None:
    answer = site.get(f"/api/samordnare?adress={token}")
    assert answer.status_code == 200
    assert text.join_read(NAME) in answer.text
    assert f"<button>{text.JOIN}</button>" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert coordinator.COOKIE not in str(answer.headers)


def test_the_button_makes_it_a_cookie_that_no_script_and_no_other_site_can_use(site: Site, token: str) -> None:
    answer = press(site, token)
    assert (answer.status_code, answer.headers["location"]) == (303, "../kvalitet")
    kept = cookie(answer)
    assert (kept.value, kept["httponly"], kept["samesite"], kept["path"]) == (token, True, "strict", "/")
    assert not kept["secure"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert token not in answer.text


@pytest.mark.parametrize(
    ("headers", "other"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Sec-Fetch-Site": "same-site"}, {}),
        ({"Sec-Fetch-Site": "none"}, {}),
        ({"Origin": "https://stranger.example"}, {}),
        ({"Origin": "null"}, {}),
        ({}, {}),
        (OWN, {"sida": "another"}),
        (OWN, {"sida": ""}),
        (OWN, {"page": ""}),
        (OWN, {"page": "another"}),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, {}),
    ],
)
def test_the_button_of_no_other_page_makes_one(
    site: Site, token: str, headers: dict[str, str], other: dict[str, str]
) -> None:
    answer = press(site, token, headers=headers, **other)
    assert answer.status_code == 403
    assert text.NOT_FROM_OUR_PAGE in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["http://testserver", "https://oj.exempel.se"])
def test_a_browser_that_only_names_the_origin_may_too(
    site: Site, token: str, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_ADDRESS", "https://oj.exempel.se/")
    assert press(site, token, headers={"Origin": origin}).status_code == 303


def test_a_body_of_any_size_is_a_sentence(site: Site, token: str) -> None:
    answer = site.request("POST", "/api/samordnare", content=b"adress=" + b"a" * 10_000, headers=OWN)
    assert answer.status_code == 400
    assert site.request("POST", "/api/samordnare", content=b"\xff=&&", headers=OWN).status_code == 403


def test_over_tls_the_cookie_is_for_tls_alone_also_behind_a_trusted_proxy(
    data: Path, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forwarded = OWN | {"X-Forwarded-Proto": "https"}
    assert cookie(press(Site("https://exempel.se"), token))["secure"]
    assert not cookie(press(Site(), token, headers=forwarded))["secure"]
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", "1")
    assert cookie(press(Site(), token, headers=forwarded))["secure"]


def test_under_a_path_of_its_own_the_cookie_is_for_that_path(data: Path, token: str) -> None:
    site = Site(under="/oj")
    assert cookie(press(site, token, "/oj"))["path"] == "/oj"
    assert cookie(site.get("/oj/api/samordnare/lamna"))["path"] == "/oj"


@pytest.mark.parametrize(
    ("adress", "status", "said"),
    [("", 400, "Adressen saknas"), ("a" * 26, 404, "inte en samordnares"), ("<b>", 404, "inte en samordnares")],
)
def test_a_wrong_address_is_a_sentence_and_no_cookie(
    site: Site, token: str, adress: str, status: int, said: str
) -> None:
    answer = site.get("/api/samordnare", params={"adress": adress})
    assert answer.status_code == status
    assert said in answer.text
    assert "set-cookie" not in answer.headers
    assert "<b>" not in answer.text


def test_where_nobody_has_written_a_guess_makes_no_database(site: Site, data: Path) -> None:
    assert site.get(f"/api/samordnare?adress={'a' * 26}").status_code == 404
    assert not (data / "saved").exists()


def test_a_withdrawn_address_says_so(site: Site, data: Path, token: str) -> None:
    saved.open_saved(data).book.withdraw(NAME)
    answer = site.get(f"/api/samordnare?adress={token}")
    assert answer.status_code == 410
    assert "dragits tillbaka" in answer.text
    assert "set-cookie" not in answer.headers


def test_many_guesses_are_told_to_wait_and_a_right_address_still_opens(site: Site, token: str) -> None:
    for _ in range(limits.GUESSES):
        assert site.get(f"/api/samordnare?adress={'a' * 26}").status_code == 404
    answer = site.get(f"/api/samordnare?adress={'a' * 26}")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert press(site, token).status_code == 303


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_takes_the_cookie_away_but_not_at_another_sites_wish(site: Site, token: str, method: str) -> None:
    answer = site.request(method, "/api/samordnare/lamna", headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.headers["location"]) == (303, "../../kvalitet")
    assert (cookie(answer).value, cookie(answer)["max-age"]) == ("", "0")
    elsewhere = site.request(method, "/api/samordnare/lamna", headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert "set-cookie" not in elsewhere.headers


def test_an_address_is_in_no_log(site: Site, token: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "ojdash")
    caplog.set_level(logging.DEBUG, "sqlalchemy")
    press(site, token)
    assert token not in "".join(record.getMessage() for record in caplog.records if record.name != "httpx")
