"""The addresses of an analys: what each opens, and what a leaked database gives away (nothing)."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, inspect, select

from ojdash.domain.analys import Author
from ojdash.domain.errors import AccessError
from ojdash.saved import GoneError, MayNotError, Saved, UnknownError, addresses, schema
from tests.saved.conftest import Clock

CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"


def rows(engine: Engine) -> dict[str, list[tuple]]:
    """Everything in the database."""
    with engine.connect() as con:
        return {
            table.name: [tuple(row) for row in con.execute(select(table))] for table in schema.metadata.tables.values()
        }


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_a_token_is_sixteen_random_bytes_in_twentysix_characters(place: Saved) -> None:
    created = place.create(CHEF, {})
    tokens = {created.owner, created.writer, created.reader}
    assert len(tokens) == 3
    assert all(re.fullmatch("[a-z2-7]{26}", token) for token in tokens)


@pytest.mark.parametrize(
    "token", ["", "a" * 25, "a" * 27, "A" * 26, "1" * 26, "a" * 25 + "b", "å" * 26, "a" * 26 + "\n"]
)
def test_what_is_no_token_opens_nothing(place: Saved, token: str) -> None:
    assert addresses.hashed(token) is None
    with pytest.raises(UnknownError, match="leder inte till någon analys"):
        place.read(token)


def test_a_token_has_one_spelling() -> None:
    assert addresses.hashed("a" * 26) == hashlib.sha256(bytes(16)).digest()
    assert [sign for sign in "abcdefghijklmnopqrstuvwxyz234567" if addresses.hashed("a" * 25 + sign)] == list(
        "aeimquy4"
    )


def test_a_sealed_token_is_read_only_by_its_holder_and_for_its_purpose() -> None:
    token, holder, other = (addresses.new() for _ in range(3))
    nonce, closed = addresses.seal(token, holder, "lasa")
    assert addresses.unseal(closed, nonce, holder, "lasa") == token
    assert addresses.unseal(closed, nonce, other, "lasa") != token
    assert addresses.unseal(closed, nonce, holder, "skriva") != token
    assert addresses.seal(token, holder, "lasa") != (nonce, closed)


def test_the_database_holds_no_token(place: Saved, engine: Engine) -> None:
    created = place.create(CHEF, {"om/titel": "x"})
    place.renew(created.owner, "skriva")
    found = repr(rows(engine))
    for token in (created.owner, created.writer, created.reader):
        raw = addresses.read(token)
        assert token not in found
        assert repr(raw)[2:-1] not in found
        assert addresses.hashed(token) in [row[0] for row in rows(engine)["address"]]


# --- what each may ----------------------------------------------------------------------------------------------------


def test_each_address_says_what_it_may_and_shows_those_that_may_less(place: Saved) -> None:
    made = place.create(CHEF, {})
    owner, writer, reader = (place.read(token) for token in (made.owner, made.writer, made.reader))
    assert [analys.may for analys in (owner, writer, reader)] == ["aga", "skriva", "lasa"]
    assert (owner.writing, owner.reading) == (made.writer, made.reader)
    assert (writer.writing, writer.reading) == (None, made.reader)
    assert (reader.writing, reader.reading) == (None, None)


@pytest.mark.usefixtures("owners_erase")
def test_only_the_owner_may_share_end_and_delete(place: Saved) -> None:
    made = place.create(CHEF, {})
    for token in (made.writer, made.reader):
        for own in (
            lambda token=token: place.renew(token, "lasa"),
            lambda token=token: place.withdraw(token, "lasa"),
            lambda token=token: place.end(token, None),
            lambda token=token: place.delete(token, "SN 2026/1"),
        ):
            with pytest.raises(MayNotError, match="bara göras med ägarens adress"):
                own()
    with pytest.raises(MayNotError, match="inte sparas som fil"):
        place.export(made.reader)


@pytest.mark.parametrize("which", ["lasa", "skriva", "aga"])
def test_a_renewed_address_works_and_the_old_one_does_not(place: Saved, which: str) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    old = {"aga": made.owner, "skriva": made.writer, "lasa": made.reader}
    new = old | {which: place.renew(made.owner, which)}
    assert new[which] not in old.values()
    with pytest.raises(GoneError, match="dragits tillbaka"):
        place.read(old[which])
    assert [place.read(token).text("om/titel") for token in new.values()] == ["Kvar"] * 3
    owner, writer = place.read(new["aga"]), place.read(new["skriva"])
    assert (owner.writing, owner.reading, writer.reading) == (new["skriva"], new["lasa"], new["lasa"])


@pytest.mark.parametrize("which", ["lasa", "skriva"])
def test_a_withdrawn_address_opens_nothing_and_is_shown_to_nobody(place: Saved, which: str) -> None:
    made = place.create(CHEF, {})
    gone = {"skriva": made.writer, "lasa": made.reader}[which]
    place.withdraw(made.owner, which)
    with pytest.raises(GoneError, match="dragits tillbaka"):
        place.read(gone)
    with pytest.raises(AccessError, match="dragits tillbaka"):
        place.write(gone, CHEF, SAMLAD, "x", 0)
    owner = place.read(made.owner)
    assert (owner.writing is None, owner.reading is None) == (which == "skriva", which == "lasa")
    place.withdraw(made.owner, which)  # once more is no error
    again = place.renew(made.owner, which)
    assert place.read(again).may == which
    owner = place.read(made.owner)
    assert None not in (owner.writing, owner.reading)


def test_a_withdrawn_writer_stops_in_the_middle_of_writing(place: Saved) -> None:
    made = place.create(CHEF, {})
    place.write(made.writer, CHEF, SAMLAD, "Först.", 0)
    place.withdraw(made.owner, "skriva")
    with pytest.raises(GoneError):
        place.write(made.writer, CHEF, SAMLAD, "Sedan.", 1)
    assert place.read(made.owner).text(SAMLAD) == "Först."


def test_the_owners_address_can_be_renewed_but_not_withdrawn(place: Saved) -> None:
    made = place.create(CHEF, {})
    with pytest.raises(MayNotError, match="kan ingen ta bort analysen"):
        place.withdraw(made.owner, "aga")
    assert place.read(made.owner).may == "aga"


# --- the last day -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "works"),
    [
        (datetime(2026, 6, 29, 22, 0, tzinfo=UTC), True),  # 30 June, 00:00 in Sweden
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), True),  # 30 June, 23:59
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), False),  # 1 July, 00:00
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), False),
    ],
)
def test_an_address_works_through_the_whole_last_day_in_sweden(
    place: Saved, clock: Clock, now: datetime, works: bool
) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"}, ends=date(2026, 6, 30))
    assert place.read(made.reader).ends == date(2026, 6, 30)
    clock.time = now
    reads = (
        lambda: place.read(made.reader),
        lambda: place.since(made.reader, 0),
        lambda: place.versions(made.reader, SAMLAD),
        lambda: place.export(made.writer),
        lambda: place.write(made.writer, CHEF, SAMLAD, "x", 0),
    )
    for read in reads:
        if works:
            read()
        else:
            with pytest.raises(GoneError, match="till och med 2026-06-30"):
                read()


def test_the_owner_moves_the_last_day_even_after_it(place: Saved, clock: Clock) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"}, ends=date(2026, 3, 10))
    clock.go(days=2)
    assert place.read(made.owner).text("om/titel") == "Kvar"
    assert b"Kvar" in place.export(made.owner)
    place.end(made.owner, date(2026, 3, 12))
    assert place.read(made.reader).text("om/titel") == "Kvar"
    place.end(made.owner, None)
    clock.go(days=1000)
    assert place.read(made.reader).ends is None


# --- for good ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("owners_erase")
def test_a_deleted_analys_leaves_no_row_but_the_line_that_it_was(place: Saved, engine: Engine) -> None:
    kept = place.create(CHEF, {"om/titel": "Kvar"})
    before = rows(engine)
    made = place.create(CHEF, {"om/titel": "Bort"})
    place.write(made.writer, CHEF, SAMLAD, "Ett.", 0)
    beside = place.write(made.writer, CHEF, SAMLAD, "Två.", 0)
    place.choose(made.writer, CHEF, SAMLAD, "Tre.", [beside.version])
    place.renew(made.owner, "lasa")
    erasure = place.delete(made.owner, "SN 2026/1")
    assert (erasure.place, erasure.versions, erasure.by, erasure.reference) == ("", 4, "aga", "SN 2026/1")
    after = rows(engine)
    assert [row[:2] for row in after.pop("erased")] == [(made.id, 5)]
    assert after | {"erased": []} == before
    with engine.connect() as con:
        assert set(inspect(con).get_table_names()) == {*schema.metadata.tables, "alembic_version"}
    for token in (made.owner, made.writer, made.reader):
        with pytest.raises(UnknownError):
            place.read(token)
    with pytest.raises(UnknownError):
        place.write(made.writer, CHEF, SAMLAD, "x", 0)
    assert place.read(kept.reader).text("om/titel") == "Kvar"


@pytest.mark.usefixtures("owners_erase")
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_deleted_text_is_not_left_in_sqlites_files(place: Saved, url: URL) -> None:
    made = place.create(CHEF, {"om/titel": "hemligast"})
    place.write(made.writer, CHEF, SAMLAD, "hemligast " * 5_000, 0)
    files = [path for path in Path(url.database).parent.iterdir() if path.name != ".lock"]
    assert any(b"hemligast" in path.read_bytes() for path in files)
    place.delete(made.owner, "SN 2026/1")
    assert not any(b"hemligast" in path.read_bytes() for path in files)
