"""Signing in: a name is what the server's own signature proves, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ojdash import saved
from ojdash.api.routes import middleware, routes
from ojdash.api.spelled import statuses_as_list
from ojdash.api.spelled_form import written_as_dict
from ojdash.domain.analys import Author, Written
from ojdash.domain.errors import SettingError, SignInError
from ojdash.domain.status import Status
from ojdash.text import statuses
from ojdash.ui import signed_in
from tests import asking

SECRET = "a secret of at least thirty-two characters"
ANNA = {"is_logged_in": True, "name": "Anna Berg", "email": "anna@exempel.se", "sub": "17"}
SAMLAD = "rad/2024/0685/LSS-01/samlad"


def cookie(said: object, secret: str = SECRET, name: str = "_streamlit_user") -> str:
    return create_signed_value(secret, name, json.dumps(said)).decode()


@pytest.fixture(autouse=True)
def signing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OJDASH_SIGN_IN", "1")
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(signed_in, "get_cookie_secret", lambda: SECRET)


@pytest.mark.parametrize(
    ("cookies", "name"),
    [
        ({"_streamlit_user": cookie(ANNA)}, "Anna Berg"),
        ({"_streamlit_user": cookie(ANNA | {"name": None})}, "anna@exempel.se"),
        ({"_streamlit_user": cookie(ANNA | {"name": "Anna\n\u202e  Berg" + "x" * 200})}, "Anna Berg" + "x" * 111),
        ({}, ""),
        ({"_streamlit_user": ""}, ""),
        ({"_streamlit_user": json.dumps(ANNA)}, ""),
        ({"_streamlit_user": cookie(ANNA, secret="another")}, ""),
        ({"_streamlit_user": cookie(ANNA, name="_streamlit_user_tokens")}, ""),
        ({"_streamlit_user": cookie(ANNA)[:-2] + "xx"}, ""),
        ({"_streamlit_user": cookie(ANNA | {"is_logged_in": False})}, ""),
        ({"_streamlit_user": cookie([1])}, ""),
        ({"_streamlit_user": cookie({})}, ""),
        ({"verified": "Anna Berg"}, ""),
    ],
)
def test_a_name_is_what_the_server_has_signed(cookies: dict[str, str], name: str) -> None:
    assert signed_in.name_of(cookies) == name


def test_without_a_secret_or_a_setting_nobody_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_in, "get_cookie_secret", lambda: "")
    assert signed_in.name_of({"_streamlit_user": cookie(ANNA)}) == ""
    monkeypatch.setattr(signed_in, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setenv("OJDASH_SIGN_IN", "0")
    assert signed_in.name_of({"_streamlit_user": cookie(ANNA)}) == ""


def post(path: str, cookies: dict[str, str], **said: object) -> httpx.Response:
    app = Starlette(routes=routes(signed_in.name_of), middleware=middleware())
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    return asking.request(app, "POST", path, json=said, headers=headers)


def test_what_is_written_over_http_carries_the_name_that_the_cookie_proves_and_no_other() -> None:
    place = saved.open_saved()
    made = place.create(Author("chef", verified="Bo Ek"), {})
    said = {"analys": made.writer, "place": SAMLAD, "value": "Ett.", "base": 0, "role": "chef"}
    for cookies in ({}, {"_streamlit_user": cookie(ANNA, secret="another")}):
        refused = post("/api/analys/falt", cookies, **said, verified="Anna Berg")
        assert (refused.status_code, "inloggad" in refused.json()["error"]) == (401, True)
    kept = post("/api/analys/falt", {"_streamlit_user": cookie(ANNA)}, **said, verified="Någon Annan")
    assert kept.status_code == 200
    assert place.read(made.reader).fields[SAMLAD].author == Author("chef", "", "Anna Berg")
    (version,) = post("/api/analys/versioner", {}, analys=made.reader, place=SAMLAD).json()["versions"]
    assert version["verified"] == "Anna Berg"  # reading stays open


def test_beginning_reading_in_and_coordinating_need_a_name_and_carry_it() -> None:
    place = saved.open_saved()
    made = place.create(Author("chef", verified="Anna Berg"), {"om/titel": "T"})
    assert place.read(made.reader).fields["om/titel"].author.verified == "Anna Berg"
    file, token = place.export(made.owner), place.book.new_coordinator("Samordnaren")
    doubt = Status("LSS-01", "0685", 2024, "osaker", "Samordnaren", "Fel.")
    for refused in (
        lambda: place.create(Author("chef"), {}),
        lambda: place.import_(file, Author("chef")),
        lambda: place.write(made.writer, Author("chef"), SAMLAD, "x", 0),
        lambda: place.choose(made.writer, Author("chef"), SAMLAD, "x", []),
        lambda: place.book.set(token, doubt, 0),
    ):
        with pytest.raises(SignInError, match="inloggad"):
            refused()
    place.book.set(token, doubt, 0, verified="Anna Berg")
    (version,) = json.loads(place.book.export())["versions"]
    assert (version["role"], version["verified"]) == ("Samordnaren", "Anna Berg")


def test_a_verified_name_stands_beside_what_it_says_in_sentences_and_in_json() -> None:
    place = saved.open_saved()
    token = place.book.new_coordinator("Samordnaren")
    kept = place.book.set(token, Status("LSS-01", "0685", 2024, "osaker", "Berit", "Fel."), 0, verified="Anna Berg")
    (status,) = place.book.marks()
    assert status == kept
    assert statuses.said_by(status).startswith("Markerad som osäker av Berit (inloggad som Anna Berg), ")
    (spelled,) = statuses_as_list(place.book.marks())
    assert (spelled["namn"], spelled["verified"]) == ("Berit", "Anna Berg")
    made = place.create(Author("chef", verified="Anna Berg"), {"om/titel": "T"})
    written = place.read(made.reader).fields["om/titel"]
    assert written_as_dict(written) == {
        "value": "T",
        "role": "chef",
        "organisation": "",
        "verified": "Anna Berg",
        "at": written.at,
    }


def test_what_nobody_signed_in_for_has_no_name() -> None:
    status = Status("AO", "0685", 2024, "osaker", "Berit", "Fel.")
    assert statuses.said_by(status) == "Markerad som osäker av Berit: Fel."
    assert "verified" not in written_as_dict(Written("om/titel", "T", Author("chef"), "2026-01-01T00:00:00Z", 1))


def test_an_owner_renews_withdraws_ends_and_erases_only_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_ERASE", "owner")
    place = saved.open_saved()
    made = place.create(Author("chef", verified="Anna Berg"), {"om/titel": "T"})
    acts = (
        lambda **who: place.renew(made.owner, "skriva", **who),
        lambda **who: place.withdraw(made.owner, "lasa", **who),
        lambda **who: place.end(made.owner, date(2099, 1, 1), **who),
        lambda **who: place.erase(made.owner, "om/titel", "Dnr 1", **who),
        lambda **who: place.delete(made.owner, "Dnr 1", **who),
    )
    for act in acts:
        with pytest.raises(SignInError, match="radera"):
            act()
    assert place.read(made.reader).text("om/titel") == "T"
    for act in acts:
        act(verified="Anna Berg")
    with pytest.raises(saved.UnknownError):
        place.read(made.owner)


def test_the_names_of_a_file_are_not_kept_as_verified() -> None:
    place = saved.open_saved()
    made = place.create(Author("chef", verified="Anna Berg"), {"om/titel": "T"})
    again = place.import_(place.export(made.owner), Author("chef", verified="Bo Ek"))
    assert place.read(again.reader).fields["om/titel"].author == Author("chef")


def test_a_sign_in_that_is_asked_for_and_not_set_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_in, "get_secrets_auth_section", lambda: {"client_id": "x"})
    with pytest.raises(SettingError, match=r"\[auth\]: redirect_uri, cookie_secret, client_secret"):
        signed_in.check()
    monkeypatch.setenv("OJDASH_SIGN_IN", "0")
    signed_in.check()
