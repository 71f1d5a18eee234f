"""Kvalitet for a coordinator: saying something of a value, and what a page does where one may not."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from ojdash import saved, store
from ojdash.domain.status import Status
from ojdash.text import coordinator as access
from ojdash.text import statuses as text
from tests.drawing import delivery
from tests.pages.test_statuses import DEFINITIONS, DRAWN, OTHER, OWN
from tests.pages.visiting import Visit

ANNA = "Anna Berg, FoUrum"
HERE = f"kvalitet?kommun={OWN}&omrade=lss&peers={OTHER}"


@pytest.fixture
def book(data: Path, monkeypatch: pytest.MonkeyPatch) -> saved.Book:
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    store.publish(data, delivery(DRAWN, *DEFINITIONS))
    return saved.open_saved(data).book


@pytest.fixture
def let_in(book: saved.Book, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Let this browser be a coordinator's."""

    def be(name: str) -> str:
        token = book.new_coordinator(name)
        monkeypatch.setattr(import_module("ojdash.ui.coordinator"), "_token", lambda: token)
        return token

    return be


def send(shown: Visit, skal: str, lage: str | None = None, namn: str | None = None) -> Visit:
    """Fill in the form and send it."""
    if lage is not None:
        shown.at.radio[0].set_value(lage)
    if namn is not None:
        shown.at.text_input[0].set_value(namn)
    shown.at.text_area[0].set_value(skal)
    shown.at.button[0].click().run()
    assert not shown.at.exception
    return shown


def test_who_is_no_coordinator_reads_the_list_and_how_one_becomes_one(
    book: saved.Book, opened: Callable[[str], Visit]
) -> None:
    book.set_here(Status("AO", OWN, 2024, "osaker", "Anna Berg", "Fel."))
    shown = opened(HERE)
    assert not shown.at.text_area
    assert "Markerad som osäker av Anna Berg" in shown.component("statuses")["html"]
    assert access.WHO_MAY in shown.html


def test_a_coordinator_says_what_is_in_doubt_and_every_view_has_it(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit]
) -> None:
    token = let_in(ANNA)
    shown = opened(f"{HERE}&indikator=AO")
    assert shown.at.radio[0].options[0].startswith("Osäker")
    assert shown.at.text_input[0].value == "Anna Berg"
    assert token not in shown.html + "".join(part.proto.json for part in shown.at.get("bidi_component"))
    send(shown, "Två tal är omkastade.")
    assert text.KEPT in shown.html
    said = book.marks().of("AO", OWN, 2024)
    assert (said.lage, said.namn, said.skal, said.value, said.by) == (
        "osaker",
        "Anna Berg",
        "Två tal är omkastade.",
        64,
        ANNA,
    )
    assert "64 procent ‡ osäker" in opened(f"indikator?kommun={OWN}&indikator=AO").sentence


def test_what_is_in_doubt_can_be_mended_and_its_history_stays(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit]
) -> None:
    let_in(ANNA)
    shown = send(opened(f"{HERE}&indikator=AO"), "Två tal är omkastade.")
    assert [option.partition(":")[0] for option in shown.at.radio[0].options] == ["Rättad", "Osäker"]
    send(shown, "Nytt värde lämnat.")
    listed = shown.component("statuses")["html"]
    assert "Rättad av Anna Berg" in listed and "Historik (2)" in listed
    assert text.SIGN not in opened(f"indikator?kommun={OWN}&indikator=AO").sentence


@pytest.mark.parametrize(("namn", "skal"), [(" ", "Fel."), ("Anna", " ")])
def test_without_a_name_or_a_reason_nothing_is_said(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit], namn: str, skal: str
) -> None:
    let_in(ANNA)
    shown = send(opened(f"{HERE}&indikator=AO"), skal, namn=namn)
    assert text.FAULT["namn" if namn == " " else "skal"] in shown.html
    assert len(book.marks()) == 0


def test_one_who_is_withdrawn_while_the_form_is_open_says_nothing(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit]
) -> None:
    let_in(ANNA)
    shown = opened(f"{HERE}&indikator=AO")
    book.withdraw(ANNA)
    shown.at.text_area[0].set_value("Fel.")
    shown.at.button[0].click().run()
    assert not shown.errors
    assert len(book.marks()) == 0
    assert not shown.at.text_area


def test_of_two_at_once_the_second_is_told_and_nothing_of_the_first_is_lost(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit]
) -> None:
    let_in(ANNA)
    first, second = opened(f"{HERE}&indikator=AO"), opened(f"{HERE}&indikator=AO")
    send(first, "Först.")
    send(second, "Sedan.")
    assert "Någon annan har ändrat statusen under tiden: Markerad som osäker av Anna Berg" in second.html
    assert second.at.text_area[0].value == "Sedan."
    assert [one.skal for one in book.history()["AO", OWN, 2024]] == ["Först."]


def test_a_site_that_only_shows_has_no_form(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(ANNA)
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = opened(HERE)
    assert not shown.at.text_area
    assert access.READ_ONLY in shown.html


def test_the_list_is_of_the_kommun_and_its_group_unless_all_are_asked_for(
    book: saved.Book, opened: Callable[[str], Visit]
) -> None:
    for kommun in (OWN, OTHER):
        book.set_here(Status("AO", kommun, 2024, "granskad", "Anna Berg", "Genomgånget."))
    shown = opened(f"kvalitet?kommun={OWN}&omrade=lss&peers=liknande")
    assert "Örebro: " not in shown.component("statuses")["html"]
    shown.at.toggle[0].set_value(True).run()
    assert "Örebro: " in shown.component("statuses")["html"]


def test_from_indikator_a_coordinator_is_led_to_the_form(
    book: saved.Book, let_in: Callable[[str], str], opened: Callable[[str], Visit]
) -> None:
    let_in(ANNA)
    link = opened(f"indikator?kommun={OWN}&indikator=JN").component("status")["html"]
    assert text.CHANGE_HERE in link
    assert f"kvalitet?kommun={OWN}" in link
