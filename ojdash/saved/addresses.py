"""The addresses of an analys: 16 random bytes each, hashed in the database and sealed for those who may know them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

BYTES = 16
_SPELLED = re.compile(r"[a-z2-7]{26}")


def new() -> str:
    """A fresh token, 26 characters a-z and 2-7."""
    return spelled(secrets.token_bytes(BYTES))


def hashed(token: str) -> bytes | None:
    """What the database knows of a token, or None where it can't be one."""
    found = _read(token)
    return None if found is None else hashlib.sha256(found).digest()


def seal(token: str, holder: str, purpose: str) -> tuple[bytes, bytes]:
    """A fresh nonce, and a token as only the holder's token can read it; purpose: what the token allows."""
    nonce = secrets.token_bytes(BYTES)
    return nonce, _mixed(read(token), holder, purpose, nonce)


def unseal(sealed: bytes, nonce: bytes, holder: str, purpose: str) -> str:
    """The token that was sealed for the holder; of another holder or purpose, nonsense."""
    return spelled(_mixed(sealed, holder, purpose, nonce))


def _mixed(token: bytes, holder: str, purpose: str, nonce: bytes) -> bytes:
    mask = hmac.digest(read(holder), purpose.encode() + nonce, "sha256")
    return bytes(one ^ other for one, other in zip(token, mask[:BYTES], strict=True))


def stand_in(token: str) -> str:
    """What an address bar may hold instead of a token: it opens nothing, and the token can't be read of it."""
    return spelled(hashlib.sha256(b"ojdash: stand-in" + read(token)).digest()[:BYTES])


def spelled(token: bytes) -> str:
    """A token's 26 characters."""
    return base64.b32encode(token).decode().rstrip("=").lower()


def read(token: str) -> bytes:
    """The bytes of a token that is one."""
    return base64.b32decode(token.upper() + "======")


def _read(token: object) -> bytes | None:
    """The bytes of a token; one spelling each, so the last character's spare bits are nought."""
    if not isinstance(token, str) or not _SPELLED.fullmatch(token):
        return None
    found = read(token)
    return found if spelled(found) == token else None
