"""Who has signed in through the host's identity provider: by Streamlit's own sign-in and the cookie that it signs.

Streamlit takes the sign-in from `.streamlit/secrets.toml` ([auth]); OJDASH_SIGN_IN says that writing needs it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section, is_authlib_installed
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ojdash import settings
from ojdash.domain.analys import Author
from ojdash.domain.errors import SettingError
from ojdash.text import signed_in as text

_MOST_NAME = 120
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


def check() -> None:
    """That writing can be signed in for, where a setting says that it must be.

    Raises  SettingError  Streamlit has no sign-in to use
    """
    if settings.SIGN_IN.value:
        section = get_secrets_auth_section()
        lacks = [name for name in _NEEDED if not section.get(name)]
        if lacks:
            raise SettingError(text.no_provider(lacks))
        if not is_authlib_installed():
            raise SettingError(text.NO_AUTHLIB)


def is_needed() -> bool:
    """Whether this visit must sign in before it may write."""
    return settings.SIGN_IN.value and not name()


def name() -> str:
    """The name that this visit has signed in by, "" where it has not, or where nobody can."""
    return _called(st.user.to_dict()) if settings.SIGN_IN.value else ""


def author(role: str, organisation: str = "") -> Author:
    """Who writes in this visit."""
    return Author(role, organisation, name())


def name_of(cookies: Mapping[str, str]) -> str:
    """The name that a request has signed in by: what Streamlit's cookie says, if the server has signed it.

    "" where there is no such cookie, it is forged, changed or too old, or where nobody can sign in.
    """
    if not settings.SIGN_IN.value:
        return ""
    secret = get_cookie_secret()

    def signed(cookie: str) -> bytes | None:
        return decode_signed_value(secret, cookie, cookies[cookie]) if secret and cookie in cookies else None

    try:
        said = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"null")
    except (ValueError, RecursionError):
        return ""
    return _called(said) if isinstance(said, dict) else ""


def _called(said: Mapping[str, Any]) -> str:
    """The name among what a provider says of somebody, else the e-mail address; as one line."""
    if not said.get("is_logged_in"):
        return ""
    called = next((said[part] for part in ("name", "email", "sub") if isinstance(said.get(part), str)), "")
    return " ".join("".join(sign for sign in called if sign.isprintable()).split())[:_MOST_NAME]


def bar() -> None:
    """Sign in, or out, where the site has a sign-in; nothing else."""
    if not settings.SIGN_IN.value:
        return
    if name():
        st.button(text.SIGN_OUT, on_click=st.logout, type="tertiary", key="foot_sign_out")
    else:
        st.button(text.SIGN_IN, on_click=st.login, type="tertiary", key="foot_sign_in")
