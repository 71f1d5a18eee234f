"""Who may open an analys: its three addresses, renewed, withdrawn, and past their last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ojdash.domain.analys import May
from ojdash.domain.errors import AccessError, SavedError
from ojdash.saved import addresses
from ojdash.saved.forms import FORM
from ojdash.saved.schema import address, analys, sealed
from ojdash.text import saved as text

MAY: tuple[May, ...] = ("aga", "skriva", "lasa")  # each may what those after it may


class UnknownError(AccessError):
    """An address that leads nowhere; that of a deleted analys too."""

    status = 404


class GoneError(AccessError):
    """An address that was withdrawn, or is past its last day."""

    status = 410


class MayNotError(AccessError):
    """An address that opens the analys and may not do this."""

    status = 403


@dataclass(frozen=True, slots=True)
class Access:
    """An analys as an address opens it. latest, size, form, arrived: see schema.analys; until: see schema.address."""

    id: str
    may: May
    hashed: bytes
    form: int
    created: str
    ends: date | None
    latest: int
    size: int
    arrived: str | None = None
    until: str | None = None

    def check_open(self, at: str) -> None:
        """Raises  GoneError  the address was lent, and its time is over at this moment"""
        if self.until is not None and self.until <= at:
            raise GoneError(text.CODE_ENDED)

    def check(self, may: May, today: date) -> None:
        """Raises  GoneError  past the last day, but for the owner's own affairs;  MayNotError"""
        if self.ends and today > self.ends and self.may != "aga":
            raise GoneError(text.ended(self.ends.isoformat()))
        if MAY.index(self.may) > MAY.index(may):
            raise MayNotError(text.MAY_NOT_OWN if may == "aga" else text.MAY_NOT_WRITE)


_OPENED = select(
    *(address.c.may, address.c.withdrawn, address.c.until, analys.c.id, analys.c.form),
    *(analys.c.created, analys.c.ends, analys.c.latest, analys.c.size, analys.c.arrived),
).join_from(address, analys)
_OPENED = _OPENED.where(address.c.hash == bindparam("hash"))


def opened(con: Connection, token: str) -> Access:
    """What a token opens. It is looked up by its hash, so the time it takes tells nothing of the tokens there are.

    Raises  UnknownError, GoneError, SavedError (saved by newer code)
    """
    hashed = addresses.hashed(token)
    found = con.execute(_OPENED, {"hash": hashed}).one_or_none() if hashed else None
    if found is None:
        raise UnknownError(text.UNKNOWN)
    if found.withdrawn is not None:
        raise GoneError(text.WITHDRAWN if found.until is None else text.CODE_ENDED)
    if found.form > FORM:
        raise SavedError(text.newer_form(found.form, FORM))
    ends = date.fromisoformat(found.ends) if found.ends else None
    size = (found.latest, found.size)
    return Access(found.id, found.may, hashed, found.form, found.created, ends, *size, found.arrived, found.until)


def make(con: Connection, id: str) -> dict[May, str]:
    """Three fresh tokens of a new analys, by what they allow."""
    tokens: dict[May, str] = {may: addresses.new() for may in MAY}
    con.execute(
        insert(address),
        [{"hash": addresses.hashed(token), "analys": id, "may": may} for may, token in tokens.items()],
    )
    _seal(con, tokens)
    return tokens


def lend(con: Connection, id: str, until: str) -> str:
    """A fresh token that reads, and stops to work by itself at a moment; nobody else can be shown it."""
    token = addresses.new()
    con.execute(insert(address).values(hash=addresses.hashed(token), analys=id, may="lasa", until=until))
    return token


def take_back(con: Connection, id: str, at: str) -> None:
    """What was lent of an analys stops to work."""
    lent = (address.c.analys == id, address.c.until.is_not(None), address.c.withdrawn.is_(None))
    con.execute(update(address).where(*lent).values(withdrawn=at))


def shared(con: Connection, found: Access, token: str) -> dict[May, str]:
    """The tokens that the holder of this one may know, by what they allow; those withdrawn are left out."""
    live = dict(con.execute(select(address.c.may, address.c.hash).where(address.c.analys == found.id, *_LIVE)).all())
    rows = con.execute(select(sealed.c.may, sealed.c.token, sealed.c.nonce).where(sealed.c.holder == found.hashed))
    read = {row.may: addresses.unseal(row.token, row.nonce, token, row.may) for row in rows}
    return {may: known for may, known in read.items() if addresses.hashed(known) == live.get(may)}


def renew(con: Connection, owner: Access, token: str, which: May, at: str) -> str:
    """A new address in place of the old one, which stops to work; sealed anew for those who may know it."""
    tokens: dict[May, str] = {"aga": token, **shared(con, owner, token)}
    _stop(con, owner.id, which, at)
    con.execute(delete(sealed).where(sealed.c.holder.in_(select(address.c.hash).where(address.c.analys == owner.id))))
    tokens[which] = addresses.new()
    con.execute(insert(address).values(hash=addresses.hashed(tokens[which]), analys=owner.id, may=which))
    _seal(con, tokens)
    return tokens[which]


def withdraw(con: Connection, owner: Access, which: May, at: str) -> None:
    """An address stops to work, and nobody can be shown it."""
    of_analys = select(address.c.hash).where(address.c.analys == owner.id)
    con.execute(delete(sealed).where(sealed.c.holder.in_(of_analys), sealed.c.may == which))
    con.execute(delete(sealed).where(sealed.c.holder.in_(of_analys.where(address.c.may == which))))
    _stop(con, owner.id, which, at)


_LIVE = (address.c.withdrawn.is_(None), address.c.until.is_(None))  # of the three; what is lent ends with its code


def _stop(con: Connection, id: str, which: May, at: str) -> None:
    con.execute(update(address).where(address.c.analys == id, address.c.may == which, *_LIVE).values(withdrawn=at))


def _seal(con: Connection, tokens: dict[May, str]) -> None:
    """Each token sealed for the tokens that may do more."""
    rows = []
    for holder, known in (("aga", "skriva"), ("aga", "lasa"), ("skriva", "lasa")):
        if holder in tokens and known in tokens:
            nonce, closed = addresses.seal(tokens[known], tokens[holder], known)
            rows.append({"holder": addresses.hashed(tokens[holder]), "may": known, "nonce": nonce, "token": closed})
    if rows:
        con.execute(insert(sealed), rows)
