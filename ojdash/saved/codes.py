"""The code of a meeting: eight signs to read aloud, which open the analys for a day, by an address that ends with it.

What a code opens is an address of its own, which only reads and stops to work when the code does: nobody who came by a
code is left with the permanent reader's address.

A code is short, so it could be guessed where an address can't. What stands against that: it only reads; it lives for a
day and only while the meeting wants it; few can be tried (limits.py); and of a leaked database each try costs the work
of scrypt, 50 ms and 16 MB. It is sealed for the reader's address, so that any reader's screen can show it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from ojdash.domain.analys import Code
from ojdash.saved import access, addresses, settings
from ojdash.saved.schema import code

# No signs that look alike: neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, G and 6, nor U and V.
SIGNS = "23456789ACDEFHJKMNPRTVWXY"
LENGTH = 8
LIVES = timedelta(days=1)
_MOST_KNOWN = 1_000
_SALT = b"ojdash: the code of a meeting"
_WORK = {"n": 2**14, "r": 8, "p": 1}
_BETWEEN = re.compile(r"[\s\-–.]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens: the token of an address of its own, and the id of the meeting."""

    token: str
    mote: str


class Known:
    """The codes that this process has begun or opened lately, worked out: they cost nothing and wait for nobody."""

    def __init__(self) -> None:
        self._worked: dict[str, tuple[bytes, bytes]] = {}

    def __contains__(self, kept: str) -> bool:
        return kept in self._worked

    def worked(self, kept: str) -> tuple[bytes, bytes]:
        """What scrypt makes of a code: known, or worked out now."""
        return self._worked.get(kept) or _worked(kept)

    def keep(self, kept: str, worked: tuple[bytes, bytes]) -> None:
        """Remember a right one."""
        if len(self._worked) >= _MOST_KNOWN:
            self._worked.clear()
        self._worked[kept] = worked


def spelled(said: str) -> str | None:
    """A code as it is kept, from how anyone writes it ("abcd 2345"); None where it can't be one."""
    found = _BETWEEN.sub("", said).upper()
    return found if len(found) == LENGTH and set(found) <= set(SIGNS) else None


def is_code(said: str) -> bool:
    """Whether it may be a code that anyone wrote."""
    return spelled(said) is not None


def shown(kept: str) -> str:
    """A code as it is read aloud: "ABCD-2345"."""
    return f"{kept[:4]}-{kept[4:]}"


def begin(con: Connection, id: str, mote: str, reading: str, now: datetime, codes: Known) -> str:
    """A fresh code of an analys, in place of the one it had; those of all others that have ended are taken away."""
    at, ends = settings.spelled(now), settings.spelled(now + LIVES)
    con.execute(delete(code).where(code.c.ends <= at))
    end(con, id, at)
    token = access.lend(con, id, ends)
    fresh = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    found, key = codes.worked(fresh)
    codes.keep(fresh, (found, key))
    nonce = secrets.token_bytes(addresses.BYTES)
    con.execute(
        insert(code).values(
            hash=found,
            analys=id,
            mote=mote,
            ends=ends,
            nonce=nonce,
            token=_mixed(addresses.read(token), key, nonce),
            code=_mixed(fresh.encode(), addresses.read(reading), nonce),
        )
    )
    return shown(fresh)


def end(con: Connection, id: str, at: str) -> None:
    """The code of an analys stops to work, and so does the address that it opened."""
    access.take_back(con, id, at)
    con.execute(delete(code).where(code.c.analys == id))


def opened(con: Connection, worked: tuple[bytes, bytes], now: datetime) -> Opened | None:
    """What a code opens, from what scrypt made of it; None where it opens nothing or has ended."""
    found, key = worked
    alive = (code.c.hash == found, code.c.ends > settings.spelled(now))
    row = con.execute(select(code).where(*alive)).one_or_none()
    return None if row is None else Opened(addresses.spelled(_mixed(row.token, key, row.nonce)), row.mote)


def known(con: Connection, id: str, reading: str | None, now: datetime) -> Code | None:
    """The code that is open, for who may read; None where none is."""
    alive = (code.c.analys == id, code.c.ends > settings.spelled(now))
    row = con.execute(select(code).where(*alive)).one_or_none() if reading else None
    if row is None:
        return None
    return Code(shown(_mixed(row.code, addresses.read(reading), row.nonce).decode()), row.mote, row.ends)


def _worked(kept: str) -> tuple[bytes, bytes]:
    """What the database knows of a code, and the key to what it opens."""
    made = hashlib.scrypt(kept.encode(), salt=_SALT, dklen=48, **_WORK)
    return made[:32], made[32:]


def _mixed(said: bytes, key: bytes, nonce: bytes) -> bytes:
    mask = hmac.digest(key, nonce, "sha256")
    return bytes(one ^ other for one, other in zip(said, mask[: len(said)], strict=True))
