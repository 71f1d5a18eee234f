"""The words of signing in through the host's identity provider."""

from __future__ import annotations

from collections.abc import Sequence

SIGN_IN = "Logga in för att skriva"
SIGN_OUT = "Logga ut"
NEEDED = "Här måste du logga in för att skriva eller ändra något. Att läsa går utan inloggning."
NO_AUTHLIB = (
    "OJDASH_SIGN_IN är på, men Authlib är inte installerat. Installera det med: pip install -r requirements.txt"
)


def signed_in_as(name: str) -> str:
    """Who has signed in."""
    return f"Inloggad som {name}."


def no_provider(lacks: Sequence[str]) -> str:
    """A sign-in that is asked for and not set up."""
    return (
        f"OJDASH_SIGN_IN är på, men i .streamlit/secrets.toml saknas under [auth]: {', '.join(lacks)}. Fyll i dem, "
        f"eller "
        "slå av OJDASH_SIGN_IN."
    )


def vouched(name: str) -> str:
    """A name that the identity provider vouches for, beside the role."""
    return f"inloggad som {name}" if name else ""
