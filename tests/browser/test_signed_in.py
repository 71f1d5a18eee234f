"""Signing in with a real browser and a provider of the test's own: reading is open, and writing has the name."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, expect

from ojdash import saved, store
from ojdash.domain.analys import Author
from ojdash.text import signed_in as text
from tests.browser.provider import CLIENT, NAME, provider
from tests.browser.serving import serving
from tests.browser.test_about import is_named

ROOT = Path(__file__).parents[2]
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of at least thirty-two characters"
client_id = "{client}"
client_secret = "secret"
server_metadata_url = "{site}/.well-known/openid-configuration"
"""


def test_who_has_signed_in_writes_and_the_text_carries_the_verified_name(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "editions").symlink_to(ROOT / "data" / "editions", target_is_directory=True)
    monkeypatch.delenv("OJDASH_DATABASE_URL", raising=False)
    monkeypatch.delenv("OJDASH_SIGN_IN", raising=False)
    place = saved.open_saved(tmp_path)
    first = {"om/kommuner": "0685", "om/year": "2024", "ar/2024/utgava": store.current(tmp_path)}
    made = place.create(Author("Enhetschef"), first)
    with provider() as site:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text(SECRETS.format(site=site, client=CLIENT))
        told = {"OJDASH_DATA": str(tmp_path), "OJDASH_SIGN_IN": "1", "HOME": str(tmp_path)}
        with serving("app.py", tmp_path / "log.txt", told) as address:
            page = browser.new_context().new_page()
            page.set_default_timeout(40_000)
            answers: list[Response] = []
            page.on(
                "response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None
            )
            page.goto(f"{address}snabbanalys?analys={made.writer}&kommun=0685&year=2024&steg=1")
            expect(page.get_by_text(text.NEEDED)).to_be_visible(timeout=40_000)
            expect(page.locator("textarea")).to_have_count(0)
            page.get_by_role("button", name=text.SIGN_IN).first.click()
            expect(page.get_by_text(text.signed_in_as(NAME))).to_be_visible(timeout=40_000)
            said = [line for answer in answers for line in answer.header_values("set-cookie")]
            cookies = {line.partition("=")[0] for line in said}
            assert {"_streamlit_user", "_streamlit_session"} <= cookies
            assert {name for name in cookies if not is_named(name)} == set()
            page.goto(f"{address}snabbanalys?analys={made.writer}&kommun=0685&year=2024&steg=1")
            page.locator("[data-who=role]").first.fill("Enhetschef")
            with page.expect_response("**/api/analys/falt") as kept:
                page.locator("textarea").first.fill("Skrivet av en inloggad.")
            assert kept.value.status == 200
            page.context.close()
    written = [one for one in place.read(made.reader) if one.value == "Skrivet av en inloggad."]
    assert [one.author for one in written] == [Author("Enhetschef", "", NAME)]
