"""An analys as one file, taken in elsewhere; and the forms that files and databases were saved in before."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from ojdash.domain.analys import Analys, Author
from ojdash.domain.errors import SavedError
from ojdash.domain.places import PLACES
from ojdash.saved import Saved, access, files, forms, schema
from tests.saved.conftest import Clock

CHEF = Author("enhetschef", "Laxå kommun")
SAMORDNARE = Author("samordnare", "FoUrum")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
FORMS = Path(__file__).parent / "forms"
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


def content(analys: Analys) -> tuple:
    """What is written in an analys."""
    return dict(analys.fields), dict(analys.beside), analys.latest, analys.created


def used(place: Saved, clock: Clock) -> str:
    """The owner's token of an analys with versions, a text beside and one that was chosen."""
    made = place.create(CHEF, {"om/titel": "LSS", "om/kommuner": "0685"})
    clock.go(minutes=1)
    place.write(made.writer, CHEF, SAMLAD, "Först.", 0)
    clock.go(minutes=1)
    beside = place.write(made.writer, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    clock.go(minutes=1)
    place.choose(made.writer, CHEF, SAMLAD, "Båda.", [beside.version])
    place.write(made.writer, SAMORDNARE, SAMLAD, "Igen.", 0)
    return made.owner


# --- there and back ---------------------------------------------------------------------------------------------------


def test_an_exported_analys_is_the_same_where_it_is_imported(place: Saved, clock: Clock) -> None:
    owner = used(place, clock)
    clock.go(days=3)
    made = place.import_(place.export(owner), SAMORDNARE)
    before, after = place.read(owner), place.read(made.owner)
    assert content(after) == content(before)
    assert place.versions(made.reader, SAMLAD) == place.versions(owner, SAMLAD)
    assert after.id != before.id
    assert place.write(made.writer, CHEF, SAMLAD, "Vidare.", 3).number == before.latest + 1
    assert place.read(owner).text(SAMLAD) == "Båda."


def test_the_file_holds_no_address(place: Saved, clock: Clock, engine: Engine) -> None:
    owner = used(place, clock)
    analys = place.read(owner)
    exported = place.export(owner)
    with engine.connect() as con:
        hashes = con.scalars(select(schema.address.c.hash)).all()
    for secret in (owner, analys.reading, analys.writing, *(one.hex() for one in hashes)):
        assert secret.encode() not in exported


def test_a_file_that_an_editor_saved_with_a_mark_and_other_spaces_opens(place: Saved, clock: Clock) -> None:
    owner = used(place, clock)
    said = json.loads(place.export(owner))
    random.Random(7).shuffle(said["versions"])
    made = place.import_(b"\xef\xbb\xbf" + json.dumps(said, indent=2).encode(), CHEF)
    assert content(place.read(made.owner)) == content(place.read(owner))


TEXT = st.text(SIGNS, max_size=40)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)
AUTHORS = st.builds(Author, LINE.filter(str.strip), LINE)
WRITINGS = st.lists(
    st.tuples(
        AUTHORS, st.sampled_from([SAMLAD, "tolkning/abcdefgh/text", "korg/2024/LSS-01/skal"]), TEXT, st.integers(0, 3)
    ),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(writings=WRITINGS)
def test_whatever_was_written_survives_export_and_import(place: Saved, clock: Clock, writings: list) -> None:
    made = place.create(CHEF, {})
    for author, at, value, base in writings:
        place.write(made.writer, author, at, value, base)
        clock.go(seconds=7)
    again = place.import_(place.export(made.writer), CHEF)
    assert content(place.read(again.owner)) == content(place.read(made.owner))
    for at in {at for _, at, _, _ in writings}:
        assert place.versions(again.reader, at) == place.versions(made.reader, at)
    assert [line for line in place.export(again.owner).splitlines()[1:]] == place.export(made.owner).splitlines()[1:]


# --- nonsense ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"\x00\xff",
        b"null",
        b"[]",
        b"{}",
        b"PK\x03\x04",
        b"<html>",
        b'{"ojdash": "annat"}',
        b"[" * 100_000,
        b"1" * 9_999,
    ],
    ids=lambda nonsense: ascii(nonsense[:12]),
)
def test_what_is_no_file_of_ours_is_refused(place: Saved, nonsense: bytes) -> None:
    with pytest.raises(SavedError, match="inte en sparad analys"):
        place.import_(nonsense, CHEF)


def test_a_too_large_file_is_refused(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILE", 3_000_000)
    with pytest.raises(SavedError, match=r"för stor\. En sparad analys är högst 3 MB"):
        place.import_(b" " * 3_000_001, CHEF)


def test_a_file_of_a_newer_form_is_refused(place: Saved) -> None:
    with pytest.raises(SavedError, match=f"form {forms.FORM + 1}.*form {forms.FORM}"):
        place.import_(json.dumps({"ojdash": "analys", "form": forms.FORM + 1}).encode(), CHEF)


FIRST = {
    **{"place": SAMLAD, "version": 1, "number": 1, "value": "x", "role": "chef", "organisation": ""},
    **{"at": "2026-03-10T11:00:00Z", "base": 0, "beside": False, "settled_by": None},
}
SECOND = FIRST | {"version": 2, "number": 2, "beside": True}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"form": "1"}, "form"),
        ({"form": True}, "form"),
        ({"form": 0}, "form"),
        ({"created": "i går"}, "created"),
        ({"created": None}, "created"),
        ({"created": "2026-02-30T11:00:00Z"}, "created"),
        ({"versions": None}, "versions"),
        ({"versions": {}}, "versions"),
        ({"versions": [None]}, r"versions\[1\].\*"),
        ({"versions": [FIRST | {"mer": 1}]}, r"versions\[1\].\*"),
        ({"versions": [{name: FIRST[name] for name in FIRST if name != "at"}]}, r"versions\[1\].\*"),
        ({"versions": [FIRST | {"value": "\x00"}]}, r"versions\[1\].value"),
        ({"versions": [FIRST | {"value": "\ud800"}]}, r"versions\[1\].value"),
        ({"versions": [FIRST | {"value": None}]}, r"versions\[1\].value"),
        ({"versions": [FIRST | {"role": " "}]}, r"versions\[1\].role"),
        ({"versions": [FIRST | {"role": "x" * 121}]}, r"versions\[1\].role"),
        ({"versions": [FIRST | {"organisation": "\x00"}]}, r"versions\[1\].organisation"),
        ({"versions": [FIRST | {"at": "2026-03-10"}]}, r"versions\[1\].at"),
        ({"versions": [FIRST | {"at": "2026-13-10T11:00:00Z"}]}, r"versions\[1\].at"),
        ({"versions": [FIRST | {"number": 0}]}, r"versions\[1\].number"),
        ({"versions": [FIRST | {"number": 2**70}]}, r"versions\[1\].number"),
        ({"versions": [FIRST | {"number": 1.0}]}, r"versions\[1\].number"),
        ({"versions": [FIRST | {"number": True}]}, r"versions\[1\].number"),
        ({"versions": [FIRST | {"base": -1}]}, r"versions\[1\].base"),
        ({"versions": [FIRST | {"beside": 0}]}, r"versions\[1\].beside"),
        ({"versions": [FIRST, FIRST]}, "number"),
        ({"versions": [FIRST, FIRST | {"number": 2}]}, "version"),
        ({"versions": [FIRST | {"version": 2}]}, "version"),
        ({"versions": [FIRST | {"beside": True}]}, "version"),
        ({"versions": [FIRST, SECOND | {"settled_by": 3}]}, "settled_by"),
        ({"versions": [FIRST, SECOND | {"settled_by": 1}]}, "settled_by"),
        ({"versions": [FIRST | {"settled_by": 2}, SECOND]}, "settled_by"),
    ],
)
def test_a_broken_file_is_refused_with_where_it_is_broken(
    place: Saved, engine: Engine, changed: dict[str, Any], where: str
) -> None:
    said = {"ojdash": "analys", "form": 1, "created": "2026-03-10T11:00:00Z", "versions": [FIRST, SECOND]}
    place.import_(json.dumps(said).encode(), CHEF)
    with pytest.raises(SavedError, match=rf"vid (\S+ )?{where}\."):
        place.import_(json.dumps(said | changed).encode(), CHEF)
    with engine.connect() as con:
        assert len(con.execute(select(schema.analys)).all()) == 1


# --- forms ------------------------------------------------------------------------------------------------------------


def test_there_is_a_step_and_a_sample_for_every_form() -> None:
    assert len(forms.NEXT) == forms.FORM - 1
    assert sorted(path.name for path in FORMS.iterdir()) == [f"form{form}.json" for form in range(1, forms.FORM + 1)]


@pytest.mark.parametrize("form", range(1, forms.FORM + 1))
def test_a_file_of_every_earlier_form_opens(place: Saved, form: int) -> None:
    made = place.import_((FORMS / f"form{form}.json").read_bytes(), CHEF)
    analys = place.read(made.owner)
    assert analys.text("om/titel") == "Snabbanalys LSS 2024"
    assert analys.text(SAMLAD) == "Resultatet visar ändå på ett förbättringsområde.\n\nVi följer inte upp alla beslut."
    assert analys.row(2024, "0685", "LSS-01")["angelaget"].author == Author("enhetschef", "Vetlanda kommun")
    assert [one.value for one in analys.beside["rad/2024/0685/LSS-01/aktiviteter"]] == ["Ny rutin från mars."]
    assert analys.is_done(2024, 2)
    assert len(place.versions(made.reader, SAMLAD)) == 3


def test_the_newest_form_has_the_places_of_every_page_where_people_write(place: Saved) -> None:
    """A new kind of place is a new form with a sample: code that does not know it then says that it is older."""
    content = (FORMS / f"form{forms.FORM}.json").read_bytes()
    named = {version["place"].partition("/")[0] for version in json.loads(content)["versions"]}
    assert {one.partition("/")[0] for one in PLACES} - named == set()
    analys = place.read(place.import_(content, CHEF).reader)
    assert analys.text("enkat/2026/0685/LSS-01/svarar") == "Bara hållna möten räknas."
    assert analys.text("rapport/2024/LSS-01/kommentar") == "Rutinen är på plats."
    assert analys.text("vy/vyaaaaaa/mote") == "moteaaaa"


def test_a_place_that_this_code_lacks_says_that_newer_code_may_have_it(place: Saved) -> None:
    content = (FORMS / "form2.json").read_text("utf-8").replace("rapport/2024", "framtid/2024")
    with pytest.raises(SavedError, match=r"framtid/2024/LSS-01/kommentar finns inte här.*nyare version"):
        place.import_(content.encode(), CHEF)


def renamed(versions: forms.Versions) -> forms.Versions:
    """A step of the tests: the field that was called slutsats is samlad."""
    return [one | {"place": one["place"].replace("slutsats", "samlad")} for one in versions]


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code whose form is one newer."""
    for module in (forms, access):
        monkeypatch.setattr(module, "FORM", forms.FORM + 1 if module is forms else access.FORM + 1)
    monkeypatch.setattr(forms, "NEXT", [*forms.NEXT, renamed])


def test_an_analys_of_an_older_form_is_mended_when_it_is_opened(
    place: Saved, engine: Engine, request: pytest.FixtureRequest
) -> None:
    made = place.create(CHEF, {"om/titel": "Äldre"})
    old = SAMLAD.replace("samlad", "slutsats")
    place.write(made.writer, CHEF, old, "Ett.", 0)
    beside = place.write(made.writer, SAMORDNARE, old, "Två.", 0)
    place.choose(made.writer, CHEF, old, "Tre.", [beside.version])
    exported, versions = place.export(made.owner), place.versions(made.reader, old)
    request.getfixturevalue("newer")
    analys = place.read(made.reader)
    assert (analys.text(SAMLAD), analys.text(old), analys.latest) == ("Tre.", "", 4)
    assert [one.value for one in place.versions(made.reader, SAMLAD)] == [one.value for one in versions]
    assert [one.settled for one in place.versions(made.reader, SAMLAD)] == [False, True, False]
    assert place.read(place.import_(exported, CHEF).reader).text(SAMLAD) == "Tre."
    assert json.loads(place.export(made.owner))["form"] == forms.FORM
    with engine.connect() as con:
        assert set(con.scalars(select(schema.analys.c.form))) == {forms.FORM}


def test_an_analys_saved_by_newer_code_is_not_touched(place: Saved, engine: Engine) -> None:
    made = place.create(CHEF, {})
    with engine.begin() as con:
        con.execute(update(schema.analys).values(form=forms.FORM + 1))
    for use in (lambda: place.read(made.reader), lambda: place.write(made.writer, CHEF, SAMLAD, "x", 0)):
        with pytest.raises(SavedError, match="nyare version"):
            use()
