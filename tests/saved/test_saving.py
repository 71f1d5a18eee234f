"""Writing in an analys: every version is kept, and nobody writes over anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash.domain.analys import Author, Written
from ojdash.domain.errors import PlaceError, ReadOnlyError, SavedError
from ojdash.domain.places import MOST_TEXT
from ojdash.saved import GoneError, MayNotError, Saved, transaction
from tests.saved.conftest import Clock

CHEF = Author("enhetschef", "Laxå kommun")
SAMORDNARE = Author("samordnare", "FoUrum")
SAMLAD = "rad/2024/0685/LSS-01/samlad"
ONE_EACH = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def test_a_new_analys_holds_its_first_fields(place: Saved) -> None:
    created = place.create(CHEF, {"om/titel": "LSS i länet", "om/year": "2024", "om/natverk": ""})
    analys = place.read(created.owner)
    assert analys.id == created.id
    assert analys.fields == {
        "om/titel": Written("om/titel", "LSS i länet", CHEF, "2026-03-10T11:00:00Z", 1, 1),
        "om/year": Written("om/year", "2024", CHEF, "2026-03-10T11:00:00Z", 1, 2),
    }
    assert (analys.created, analys.latest, analys.ends, dict(analys.beside)) == ("2026-03-10T11:00:00Z", 2, None, {})


def test_the_newest_version_is_read_and_the_older_ones_are_kept(place: Saved, clock: Clock) -> None:
    token = place.create(CHEF, {}).writer
    first = place.write(token, CHEF, SAMLAD, "Vi ligger lågt.", 0)
    clock.go(minutes=1)
    second = place.write(token, SAMORDNARE, SAMLAD, "Vi ligger lågt, som i fjol.", first.version)
    assert (first.version, first.number, second.version, second.number, second.other) == (1, 1, 2, 2, None)
    analys = place.read(token)
    assert analys.text(SAMLAD) == "Vi ligger lågt, som i fjol."
    assert analys.fields[SAMLAD].author == SAMORDNARE
    assert [(one.value, one.author, one.at) for one in place.versions(token, SAMLAD)] == [
        ("Vi ligger lågt.", CHEF, "2026-03-10T11:00:00Z"),
        ("Vi ligger lågt, som i fjol.", SAMORDNARE, "2026-03-10T11:01:00Z"),
    ]


def test_an_older_version_is_brought_back_by_writing_it_again(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    for base, value in enumerate(["ett", "två", "ett"]):
        place.write(token, CHEF, SAMLAD, value, base)
    assert [one.value for one in place.versions(token, SAMLAD)] == ["ett", "två", "ett"]
    assert place.read(token).text(SAMLAD) == "ett"


def test_what_was_taken_away_is_an_empty_version(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Ett.", 0)
    place.write(token, CHEF, SAMLAD, "", 1)
    analys = place.read(token)
    assert analys.fields[SAMLAD].value == ""
    assert analys.row(2024, "0685", "LSS-01") == {}
    assert [one.value for one in place.versions(token, SAMLAD)] == ["Ett.", ""]


def test_what_is_saved_is_there_when_the_database_is_opened_again(opened: Callable[[], Saved]) -> None:
    token = opened().create(CHEF, {"om/titel": "Kvar"}).reader
    assert opened().read(token).text("om/titel") == "Kvar"


# --- two people in the same field -------------------------------------------------------------------------------------


def test_different_fields_never_conflict(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    assert place.write(token, CHEF, SAMLAD, "Ett.", 0).other is None
    assert place.write(token, SAMORDNARE, SAMLAD.replace("0685", "0680"), "Två.", 0).other is None
    assert place.read(token).beside == {}


@pytest.mark.parametrize("second", [SAMORDNARE, CHEF], ids=["somebody else", "the same person in another tab"])
def test_the_same_field_written_by_two_keeps_both_texts(place: Saved, second: Author) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    kept = place.write(token, second, SAMLAD, "Samtidigt.", 0)
    assert kept.version == 2
    assert kept.other == place.read(token).fields[SAMLAD]
    analys = place.read(token)
    assert analys.text(SAMLAD) == "Först."
    assert [(one.value, one.author, one.version) for one in analys.beside[SAMLAD]] == [("Samtidigt.", second, 2)]


def test_the_same_words_written_by_two_are_kept_once(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    first = place.write(token, CHEF, SAMLAD, "Lika.", 0)
    assert place.write(token, SAMORDNARE, SAMLAD, "Lika.", 0) == first
    assert len(place.versions(token, SAMLAD)) == 1


def test_a_save_sent_again_after_a_lost_answer_is_kept_once(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    beside = place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    assert place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0) == beside
    assert len(place.versions(token, SAMLAD)) == 2


def test_a_text_beside_that_is_written_on_is_still_one_text(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    beside = place.write(token, SAMORDNARE, SAMLAD, "Samti", 0)
    again = place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", beside.version)
    assert again.other is not None
    assert [one.value for one in place.read(token).beside[SAMLAD]] == ["Samtidigt."]
    assert [one.value for one in place.versions(token, SAMLAD)] == ["Först.", "Samti", "Samtidigt."]


def test_choosing_ends_the_conflict_and_keeps_every_text(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    beside = place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    kept = place.choose(token, CHEF, SAMLAD, "Först.\n\nSamtidigt.", [beside.version])
    assert (kept.version, kept.number, kept.other) == (3, 3, None)
    analys = place.read(token)
    assert (analys.text(SAMLAD), dict(analys.beside)) == ("Först.\n\nSamtidigt.", {})
    assert [(one.value, one.beside, one.settled) for one in place.versions(token, SAMLAD)] == [
        ("Först.", False, False),
        ("Samtidigt.", True, True),
        ("Först.\n\nSamtidigt.", False, False),
    ]


def test_choosing_settles_only_the_texts_that_were_seen(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    seen = place.write(token, SAMORDNARE, SAMLAD, "Sedd.", 0)
    place.write(token, Author("chef", "Ale"), SAMLAD, "Inte sedd.", 0)
    place.choose(token, CHEF, SAMLAD, "Sedd.", [seen.version])
    assert [one.value for one in place.read(token).beside[SAMLAD]] == ["Inte sedd."]


def test_choosing_twice_is_no_error(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    beside = place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    place.choose(token, CHEF, SAMLAD, "Först.", [beside.version])
    place.choose(token, SAMORDNARE, SAMLAD, "Samtidigt.", [beside.version])
    analys = place.read(token)
    assert (analys.text(SAMLAD), dict(analys.beside)) == ("Samtidigt.", {})


@pytest.mark.parametrize("beside", [[1], [9], [2, 9]])
def test_choosing_between_texts_that_are_not_beside_is_refused(place: Saved, beside: list[int]) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, "Först.", 0)
    place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    with pytest.raises(PlaceError, match="Öppna sidan på nytt"):
        place.choose(token, CHEF, SAMLAD, "Ny.", beside)
    assert len(place.versions(token, SAMLAD)) == 2


# --- what others wrote since ------------------------------------------------------------------------------------------


def test_since_gives_what_was_written_after_a_number(place: Saved) -> None:
    token = place.create(CHEF, {"om/titel": "Ett"}).writer
    _, seen = place.since(token, 0)
    assert place.since(token, seen) == ((), 1)
    place.write(token, CHEF, SAMLAD, "Nytt.", 0)
    beside = place.write(token, SAMORDNARE, SAMLAD, "Samtidigt.", 0)
    fields, latest = place.since(token, seen)
    assert [(one.value, one.number, one.beside) for one in fields] == [("Nytt.", 2, False), ("Samtidigt.", 3, True)]
    assert latest == 3
    place.choose(token, CHEF, SAMLAD, "Båda.", [beside.version])
    assert [one.value for one in place.since(token, seen)[0]] == ["Nytt.", "Båda."]
    assert place.since(token, 99) == ((), 4)


# --- what may stand where ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place_", "value", "said"),
    [
        ("rad/2024/0685/LSS-01/finns_inte", "x", "Fältet finns inte"),
        ("../../etc/passwd", "x", "Fältet finns inte"),
        ("rad/2024/0685/LSS-01/angelaget", "kanske", "Ja, Nej eller"),
        (SAMLAD, "\x00", "tecken som inte kan sparas"),
        (SAMLAD, "\ud800", "tecken som inte kan sparas"),
        (SAMLAD, "x" * (MOST_TEXT + 1), "för lång"),
        ("om/titel", "två\nrader", "radbrytningen"),
        ("utbyte/abcdefgh/kommuner", "0680-0682-0685-0686", "två eller tre"),
        ("forslag/abcdefgh/datum", "2025-02-30", "datum som finns"),
    ],
)
def test_what_cannot_stand_in_a_field_is_refused_with_what_can(
    place: Saved, place_: str, value: str, said: str
) -> None:
    token = place.create(CHEF, {}).writer
    with pytest.raises(PlaceError, match=said):
        place.write(token, CHEF, place_, value, 0)
    with pytest.raises(PlaceError, match=said):
        place.choose(token, CHEF, place_, value, [])
    with pytest.raises(PlaceError, match=said):
        place.create(CHEF, {place_: value})
    assert place.read(token).latest == 0


@pytest.mark.parametrize(
    ("author", "said"),
    [
        (Author(""), "Skriv din roll"),
        (Author("  \n"), "Skriv din roll"),
        (Author("x" * 121), "högst 120 tecken"),
        (Author("chef", "x" * 121), "högst 120 tecken"),
        (Author("chef\x00"), "tecken som inte kan sparas"),
        (Author("chef", "Laxå\nkommun"), "tecken som inte kan sparas"),
    ],
)
def test_who_writes_must_be_said(place: Saved, author: Author, said: str) -> None:
    created = place.create(CHEF, {})
    for write in (
        lambda: place.write(created.writer, author, SAMLAD, "x", 0),
        lambda: place.choose(created.writer, author, SAMLAD, "x", []),
        lambda: place.create(author, {}),
        lambda: place.import_(place.export(created.owner), author),
    ):
        with pytest.raises(PlaceError, match=said):
            write()


def test_a_step_is_done_only_with_its_decision(place: Saved) -> None:
    token = place.create(CHEF, {}).writer
    with pytest.raises(PlaceError, match="inte bli klart utan beslut"):
        place.write(token, CHEF, "steg/2024/2/klar", "ja", 0)
    with pytest.raises(PlaceError, match="inte bli klart utan beslut"):
        place.create(CHEF, {"steg/2024/2/klar": "ja"})
    place.write(token, CHEF, "steg/2024/2/lage", "skjuts_upp", 0)
    place.write(token, CHEF, "steg/2024/2/klar", "ja", 0)
    assert place.read(token).is_done(2024, 2)
    place.write(token, CHEF, "steg/2024/2/klar", "", 1)
    assert not place.read(token).is_done(2024, 2)
    decided = {"lage": "beslutat", "utfall": "Vi går vidare.", "beslutar": "nämnden", "datum": "2025-04-01"}
    made = place.create(CHEF, {f"steg/2024/3/{name}": value for name, value in (*decided.items(), ("klar", "ja"))})
    assert place.read(made.reader).is_done(2024, 3)


def test_a_reader_may_not_write(place: Saved) -> None:
    token = place.create(CHEF, {}).reader
    with pytest.raises(MayNotError, match="läsas men inte ändras"):
        place.write(token, CHEF, SAMLAD, "x", 0)
    with pytest.raises(MayNotError, match="läsas men inte ändras"):
        place.choose(token, CHEF, SAMLAD, "x", [])


def test_on_a_site_that_only_shows_nothing_can_be_changed(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    created = place.create(CHEF, {"om/titel": "Kvar"})
    exported = place.export(created.owner)
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    for change in (
        lambda: place.create(CHEF, {}),
        lambda: place.write(created.writer, CHEF, SAMLAD, "x", 0),
        lambda: place.choose(created.writer, CHEF, SAMLAD, "x", []),
        lambda: place.renew(created.owner, "lasa"),
        lambda: place.end(created.owner, None),
        lambda: place.import_(exported, CHEF),
    ):
        with pytest.raises(ReadOnlyError, match="visar bara"):
            change()
    assert place.read(created.reader).text("om/titel") == "Kvar"
    assert place.export(created.writer) == exported
    place.withdraw(created.owner, "lasa")
    with pytest.raises(GoneError):
        place.read(created.reader)


def test_an_analys_does_not_grow_larger_than_its_file_may_be(place: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "MOST_SIZE", 2_000_000)
    token = place.create(CHEF, {}).writer
    text = "å" * 90_000
    with pytest.raises(SavedError, match="rymmer inte mer"):
        for base in range(50):
            place.write(token, CHEF, SAMLAD, f"{base} {text}", base)
    assert 1_500_000 < len(place.export(token)) < 2_001_000
    assert len(place.versions(token, SAMLAD)) == place.read(token).latest


# --- any text ---------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '=HYPERLINK("http://example.org";"klick")',
    "+1-1@SUM(A1:A9)|cmd|' /C calc'!A0",
    "'); DROP TABLE written; --",
    "%s %(value)s :value ? {0} \\ \\' \" ` $$ $1",
    "\u202egnälbmo\u202c \u2066isolerad\u2069 \u200f\u200e",
    "👩‍👩‍👧‍👦 🇸🇪 z̷̡͝a̵l̶g̸o̵ é vs é \ufeff\u00ad\u200b",
    "\r\n\t\x01\x1b[31m\x7f\x85\u2028\u2029",
    "x" * MOST_TEXT,
    "🦔" * MOST_TEXT,
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_hostile_text_is_kept_as_text(place: Saved, value: str) -> None:
    created = place.create(CHEF, {})
    place.write(created.writer, CHEF, SAMLAD, value, 0)
    assert place.read(created.reader).text(SAMLAD) == value
    assert place.read(place.import_(place.export(created.owner), CHEF).reader).text(SAMLAD) == value


@ONE_EACH
@given(value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
def test_any_text_comes_back_the_same(place: Saved, value: str) -> None:
    token = place.create(CHEF, {}).writer
    place.write(token, CHEF, SAMLAD, value, 0)
    assert place.read(token).text(SAMLAD) == value
    assert [one.value for one in place.versions(token, SAMLAD)] == ([value])


def test_editions_that_any_version_was_made_on_are_known(place: Saved) -> None:
    assert place.editions() == frozenset()
    token = place.create(CHEF, {"ar/2024/utgava": "kolada-1", "ar/2023/utgava": "kolada-2"}).writer
    place.write(token, CHEF, "ar/2024/utgava", "kolada-3", 1)
    place.write(token, CHEF, "ar/2023/utgava", "", 1)
    place.create(CHEF, {"om/titel": "kolada-4"})
    assert place.editions() == {"kolada-1", "kolada-2", "kolada-3"}
