"""Which of the addresses that people and sources give may be followed: of the web and of e-mail, and no other."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NEVER = re.compile(r"[\s\x00-\x1f\x7f<>\"'\\`]")  # a browser would drop some of them, and read another address
_MAIL = re.compile(r"[^\s@:/?&#<>\"]+@[^\s@:/?&#<>\"]+")


def followed(spelled: str) -> str:
    """What a link to an address leads to, "" where there must be no link.

    http and https with a host and no name or password before it, mailto to one address, and an e-mail address alone.
    """
    address = spelled.strip()
    if _NEVER.search(address):
        return ""
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
    if parts.scheme == "mailto":
        return address if _MAIL.fullmatch(parts.path) and not (parts.query or parts.fragment) else ""
    is_web = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    return address if is_web else ""
