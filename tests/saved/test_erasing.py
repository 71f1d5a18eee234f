"""Erasing: the words are gone from everywhere, and what was erased, when, by whom and by which decision stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import URL, Engine, select

from ojdash.domain.analys import Author, Erasure
from ojdash.domain.errors import AccessError, PlaceError, SavedError
from ojdash.domain.status import Status
from ojdash.saved import GoneError, MayNotError, Saved, schema
from tests.saved.conftest import Clock

CHEF = Author("enhetschef", "Laxå kommun")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
OTHER = "rad/2024/0685/LSS-01/orsaker"
WORD = "hemligast"
REFERENCE = "SN 2026/17"
ANNA = "Anna Berg"
DOUBT = Status("LSS-01", "0685", 2024, "osaker", ANNA, f"{WORD} skäl")
AT = "2026-03-10T11:00:00Z"

pytestmark = pytest.mark.usefixtures("owners_erase")


def everything(engine: Engine) -> str:
    """Every live row of every table."""
    with engine.connect() as con:
        return "\n".join(str(row) for table in schema.metadata.sorted_tables for row in con.execute(select(table)))


def on_disk(url: URL) -> bytes:
    """Every byte of SQLite's files."""
    folder = Path(url.database).parent
    return b"".join(path.read_bytes() for path in folder.iterdir())


def written_twice_and_beside(place: Saved) -> tuple[str, str]:
    """The owner's and the writer's address of an analys whose field has earlier versions and texts beside."""
    made = place.create(CHEF, {"om/titel": "Kvar"})
    place.write(made.writer, CHEF, SAMLAD, f"{WORD} ett", 0)
    place.write(made.writer, CHEF, SAMLAD, f"{WORD} två", 1)
    beside = place.write(made.writer, CHEF, SAMLAD, f"{WORD} samtidigt", 1)
    place.choose(made.writer, CHEF, SAMLAD, f"{WORD} tre", [beside.version])
    place.write(made.writer, CHEF, SAMLAD, f"{WORD} öppet bredvid", 2)
    place.write(made.writer, CHEF, OTHER, "Kvar.", 0)
    return made.owner, made.writer


def test_an_erased_field_is_gone_from_every_way_of_reading_it(place: Saved, engine: Engine) -> None:
    owner, writer = written_twice_and_beside(place)
    assert WORD in everything(engine)
    erasure = place.erase(owner, SAMLAD, f" {REFERENCE}\n")
    assert erasure == Erasure(SAMLAD, 5, AT, "aga", REFERENCE, 8, 5)
    analys = place.read(writer)
    assert (analys.text(SAMLAD), analys.text(OTHER), analys.text("om/titel")) == ("", "Kvar.", "Kvar")
    assert (analys.beside, analys.erased, analys.latest) == ({}, (erasure,), 8)
    assert [(one.version, one.value, one.author.role) for one in place.versions(writer, SAMLAD)] == [(6, "", "Ägaren")]
    assert [one.value for one in place.since(writer, 0)[0]] == ["Kvar", "Kvar.", ""]
    assert WORD.encode() not in place.export(owner)
    assert WORD not in everything(engine)


def test_who_had_the_old_text_open_writes_beside_and_never_over_an_erasure(place: Saved) -> None:
    owner, writer = written_twice_and_beside(place)
    place.erase(owner, SAMLAD, REFERENCE)
    kept = place.write(writer, CHEF, SAMLAD, "Från en flik som var öppen.", 4)
    assert (kept.version, kept.other.value) == (7, "")
    assert place.read(writer).text(SAMLAD) == ""
    assert place.write(writer, CHEF, SAMLAD, "Nytt.", 6).other is None
    assert place.read(writer).text(SAMLAD) == "Nytt."


def test_a_field_is_erased_again_when_something_is_written_again(place: Saved) -> None:
    owner, writer = written_twice_and_beside(place)
    place.erase(owner, SAMLAD, REFERENCE)
    for nothing in (SAMLAD, "om/natverk"):
        with pytest.raises(PlaceError, match="ingen text att radera"):
            place.erase(owner, nothing, REFERENCE)
    place.write(writer, CHEF, SAMLAD, "Igen.", 6)
    place.erase(owner, SAMLAD, "SN 2026/18")
    assert [(one.versions, one.reference) for one in place.read(owner).erased] == [(5, REFERENCE), (2, "SN 2026/18")]
    assert [one.version for one in place.versions(writer, SAMLAD)] == [8]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_erased_words_are_in_no_byte_of_sqlites_files(place: Saved, url: URL) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    for count in range(40):  # of many sizes among others, so that pages are split and joined
        place.write(made.writer, CHEF, SAMLAD, f"{WORD}-{count} " * (1 + 37 * count % 300), count)
        for other in ("orsaker", "slutsats", "kommentarer"):
            place.write(made.writer, CHEF, SAMLAD.replace("samlad", other), f"x{count}" * (91 * count % 700), count)
    assert WORD.encode() in on_disk(url)
    place.erase(made.owner, SAMLAD, REFERENCE)
    assert WORD.encode() not in on_disk(url)
    assert b"x39" in on_disk(url)


def test_an_owner_may_not_erase_where_only_who_hosts_may(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, _ = written_twice_and_beside(place)
    for setting in ("administrator", ""):
        monkeypatch.setenv("OJDASH_ERASE", setting)
        for erase in (lambda: place.erase(owner, SAMLAD, REFERENCE), lambda: place.delete(owner, REFERENCE)):
            with pytest.raises(MayNotError, match="bara den som sköter webbplatsen"):
                erase()
    assert place.read(owner).text(SAMLAD) == f"{WORD} tre"
    assert place.hosting.erase(place.read(owner).id, SAMLAD, REFERENCE).by == "administrator"


def test_erasing_works_where_the_site_only_shows(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, writer = written_twice_and_beside(place)
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    place.erase(owner, SAMLAD, REFERENCE)
    assert place.read(owner).text(SAMLAD) == ""
    place.withdraw(owner, "skriva")
    with pytest.raises(GoneError):
        place.read(writer)
    place.delete(owner, REFERENCE)
    with pytest.raises(AccessError):
        place.read(owner)


@pytest.mark.parametrize("reference", ["", " \n ", "x" * 121, "a\x00b"])
def test_nothing_is_erased_without_the_reference_of_a_decision(place: Saved, reference: str) -> None:
    owner, _ = written_twice_and_beside(place)
    id = place.read(owner).id
    for erase in (
        lambda: place.erase(owner, SAMLAD, reference),
        lambda: place.delete(owner, reference),
        lambda: place.hosting.erase(id, SAMLAD, reference),
        lambda: place.hosting.delete(id, reference),
        lambda: place.book.erase("1", reference),
    ):
        with pytest.raises(PlaceError, match=r"beslut|Beslut"):
            erase()
    assert place.read(owner).text(SAMLAD) == f"{WORD} tre"


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_keeps_the_line_and_its_numbers(place: Saved) -> None:
    owner, writer = written_twice_and_beside(place)
    place.erase(owner, SAMLAD, REFERENCE)
    place.write(writer, CHEF, SAMLAD, "Nytt.", 6)
    made = place.import_(place.export(owner), CHEF)
    assert place.read(made.owner).erased == place.read(owner).erased
    assert place.versions(made.reader, SAMLAD) == place.versions(writer, SAMLAD)
    again = json.loads(place.export(made.owner)) | {"analys": ""}
    assert again == json.loads(place.export(owner)) | {"analys": ""}


def test_a_file_from_before_an_erasure_does_not_bring_the_words_back(place: Saved, engine: Engine) -> None:
    owner, _ = written_twice_and_beside(place)
    before = place.export(owner)
    erasure = place.erase(owner, SAMLAD, REFERENCE)
    place.delete(owner, REFERENCE)
    made = place.import_(before, CHEF)
    analys = place.read(made.owner)
    assert (analys.text(SAMLAD), analys.text(OTHER), analys.erased) == ("", "Kvar.", (erasure,))
    assert [(one.version, one.value) for one in place.versions(made.reader, SAMLAD)] == [(6, "")]
    assert WORD not in everything(engine)
    assert place.write(made.writer, CHEF, SAMLAD, "Nytt.", 6).other is None
    assert place.read(place.import_(place.export(made.owner), CHEF).owner).text(SAMLAD) == "Nytt."


@pytest.mark.parametrize(
    "change",
    [
        {"by": "kungen"},
        {"reference": ""},
        {"reference": "x" * 121},
        {"place": "finns/inte"},
        {"place": "samordnare/1"},
        {"at": "igår"},
        {"number": -1},
        {"upto": True},
        {"versions": "5"},
        {"mer": 1},
    ],
)
def test_a_file_whose_line_is_broken_is_refused(place: Saved, change: dict) -> None:
    owner, _ = written_twice_and_beside(place)
    place.erase(owner, SAMLAD, REFERENCE)
    said = json.loads(place.export(owner))
    said["erased"][0] |= change
    with pytest.raises(SavedError, match=r"går inte att läsa vid erased\[1\]"):
        place.import_(json.dumps(said).encode(), CHEF)


STEPS = st.lists(st.sampled_from(["write", "late", "erase"]), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_written_and_erased_the_file_opens_and_holds_what_is_left(place: Saved, steps: list[str]) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    files, left = [], ""
    for count, step in enumerate(steps):
        versions = place.versions(made.reader, SAMLAD)
        newest = max((one.version for one in versions if not one.beside), default=0)
        if step == "erase" and any(one.value for one in versions):
            place.erase(made.owner, SAMLAD, REFERENCE)
            left = ""
            for file in files:  # no earlier file brings anything back
                assert not any(one.value for one in place.versions(place.import_(file, CHEF).reader, SAMLAD))
        elif step == "write":
            place.write(made.writer, CHEF, SAMLAD, f"text {count}", newest)
            left = f"text {count}"
        elif step == "late" and newest > 1:
            place.write(made.writer, CHEF, SAMLAD, f"sen {count}", newest - 1)
        files.append(place.export(made.owner))
    assert place.read(made.reader).text(SAMLAD) == left
    copy = place.import_(place.export(made.owner), CHEF)
    assert place.versions(copy.reader, SAMLAD) == place.versions(made.reader, SAMLAD)
    assert place.read(copy.reader).erased == place.read(made.reader).erased


# --- a coordinator ----------------------------------------------------------------------------------------------------


def test_a_coordinators_name_and_reasons_are_erased_and_what_was_said_stays(place: Saved, engine: Engine) -> None:
    anna, bo = place.book.new_coordinator(ANNA), place.book.new_coordinator("Bo Ek")
    place.book.set(anna, DOUBT, 0)
    place.book.set(anna, replace(DOUBT, kommun="0682", namn="Någon annan"), 0)  # with her address, in another's name
    place.book.set(bo, replace(DOUBT, kommun="0680", namn="Bo Ek", skal="Räknat om."), 0)
    before = place.book.marks()
    who, erasure = place.book.erase(ANNA, REFERENCE)
    assert (who.number, erasure.place, erasure.versions, erasure.by) == (1, "samordnare/1", 2, "administrator")
    with pytest.raises(GoneError):
        place.book.open(anna)
    marks = place.book.marks()
    assert (marks.erasures, before.erasures) == (1, 0)
    doubt = marks.doubt("LSS-01", "0685", 2024)
    assert (doubt.namn, doubt.skal, doubt.lage, doubt.version) == ("Raderat namn", "Skälet är raderat.", "osaker", 1)
    assert (marks.doubt("LSS-01", "0682", 2024).by, marks.of("LSS-01", "0680", 2024).skal) == (
        "Raderat namn",
        "Räknat om.",
    )
    for word in (ANNA, WORD):
        assert word not in everything(engine)
        assert word.encode() not in place.book.export()
    assert [one.name for one in place.book.coordinators()] == ["Raderat namn", "Bo Ek"]
    with pytest.raises(AccessError):
        place.book.erase(ANNA, REFERENCE)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_an_erased_coordinator_is_in_no_byte_of_sqlites_files(place: Saved, url: URL) -> None:
    token = place.book.new_coordinator(ANNA)
    place.book.set(token, DOUBT, 0)
    assert WORD.encode() in on_disk(url)
    place.book.erase("1", REFERENCE)
    for word in (ANNA, WORD):
        assert word.encode() not in on_disk(url)


def test_another_process_sees_at_once_that_a_coordinator_was_erased(opened: Callable[[], Saved]) -> None:
    here, there = opened(), opened()
    here.book.set(here.book.new_coordinator(ANNA), DOUBT, 0)
    assert there.book.marks().doubt("LSS-01", "0685", 2024).namn == ANNA
    here.book.erase("1", REFERENCE)
    assert there.book.marks().doubt("LSS-01", "0685", 2024).namn == "Raderat namn"


def test_an_exported_book_keeps_the_line(place: Saved, opened: Callable[[], Saved], tmp_path: Path) -> None:
    place.book.set(place.book.new_coordinator(ANNA), DOUBT, 0)
    place.book.erase("1", REFERENCE)
    from ojdash.saved.database import Database

    elsewhere = Saved(Database(URL.create("sqlite", database=str(tmp_path / "annat" / "a.sqlite"))))
    assert elsewhere.book.import_(place.book.export()) == 1
    assert elsewhere.book.marks().erasures == 1
    elsewhere.close()


# --- whoever hosts ----------------------------------------------------------------------------------------------------


def test_whoever_hosts_sees_which_analyser_there_are_and_none_of_what_is_written(place: Saved, clock: Clock) -> None:
    place.book.set(place.book.new_coordinator(ANNA), DOUBT, 0)
    first = place.create(CHEF, {"om/titel": WORD, "om/kommuner": "0685-0682", "om/year": "2024"})
    clock.go(days=3)
    place.create(CHEF, {})
    clock.go(days=1)
    place.write(first.writer, CHEF, "om/year", "2025", 1)
    _, listed = place.hosting.analyser()
    assert (listed.id, listed.kommuner, listed.year) == (first.id, ("0685", "0682"), 2025)
    assert (listed.created, listed.written) == (AT, "2026-03-14T11:00:00Z")
    assert WORD not in str(place.hosting.analyser())
    assert [one.place for one in place.hosting.fields(first.id)] == ["om/kommuner", "om/titel", "om/year"]
    assert place.hosting.export(first.id) == (place.export(first.owner), 4)
    with pytest.raises(AccessError, match="analyser list"):
        place.hosting.export(schema.BOOK)


def test_an_analys_is_kept_some_months_after_it_was_last_written_or_taken_in(
    place: Saved, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = place.create(CHEF, {"om/titel": "Kvar"})
    assert (place.read(made.reader).keeps, place.hosting.due()) == (None, ())
    monkeypatch.setenv("OJDASH_KEEP_MONTHS", "24")
    assert str(place.read(made.reader).keeps) == "2028-03-10"
    file = place.export(made.owner)
    clock.go(days=731)  # 2028-03-10
    assert place.hosting.due() == ()
    clock.go(days=1)
    assert [one.id for one in place.hosting.due()] == [made.id]
    assert str(place.read(place.import_(file, CHEF).reader).keeps) == "2030-03-11"
    assert [one.id for one in place.hosting.due()] == [made.id]
    place.write(made.writer, CHEF, "om/titel", "Mer", 1)
    assert place.hosting.due() == ()
