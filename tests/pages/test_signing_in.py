"""Where writing needs a sign-in, every page with something to write says so with the button, and reading stays open."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from ojdash import saved, store
from ojdash.domain.analys import Author
from ojdash.domain.question import LAGET_PARTS
from ojdash.text import delning, signed_in
from ojdash.ui import signed_in as signing
from tests.drawing import delivery
from tests.pages.test_statuses import DEFINITIONS, DRAWN, OTHER, OWN
from tests.pages.visiting import Visit

NAME = "Anna Berg"
CHEF = Author("enhetschef")
FIGURES = f"kommun={OWN}&omrade=lss&indikator=AO&peers={OTHER}"
WRITING = {
    "Snabbanalys": f"snabbanalys?kommun={OWN}&year=2024&steg=2&indikator=AO",
    "Delning of Snabbanalys": f"snabbanalys?kommun={OWN}&year=2024&steg=delning",
    "Enkät": f"enkat?kommun={OWN}&omrade=lss",
    "a question of Enkät": f"enkat?kommun={OWN}&omrade=lss&steg=2&indikator=AO",
    "Delning of Enkät": f"enkat?kommun={OWN}&omrade=lss&steg=delning",
    "Möte": "mote?steg=forbered",
    "Delning of Möte": "mote?steg=delning",
    "Läget": f"laget?steg={LAGET_PARTS[0]}",
    "Länsrapport": f"lansrapport?kommun={OWN}&omrade=lss&peers={OTHER}&year=2024",
    "a page of figures": f"jamfor?{FIGURES}",
}
BEGINNING = ("snabbanalys", "enkat", "mote", "laget")
COORDINATING = (f"kvalitet?{FIGURES}", f"indikator?{FIGURES}", "om_data")


@pytest.fixture
def made(data: Path, monkeypatch: pytest.MonkeyPatch) -> saved.Created:
    """An analys made before the site asked for a sign-in, and a browser that is a coordinator's."""
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY", "OJDASH_SIGN_IN"):
        monkeypatch.delenv(name, raising=False)
    edition = store.publish(data, delivery(DRAWN, *DEFINITIONS)).id
    fields = {"om/titel": "T", "om/kommuner": OWN, "om/omrade": "lss", "om/year": "2024", "ar/2024/utgava": edition}
    place = saved.open_saved(data)
    created = place.create(CHEF, fields)
    token = place.book.new_coordinator(NAME)
    monkeypatch.setattr(import_module("ojdash.ui.coordinator"), "_token", lambda: token)
    return created


def asks(visit: Visit) -> bool:
    """Whether a page says that one must sign in, beside a button for it."""
    assert not visit.at.exception
    buttons = [button.key for button in visit.at.button if button.label == signed_in.SIGN_IN]
    beside = [key for key in buttons if key != "foot_sign_in"]
    assert bool(beside) == (signed_in.NEEDED in visit.html)
    return bool(beside)


def every(made: saved.Created) -> list[str]:
    return [
        *(f"{address}&analys={made.owner}" for address in WRITING.values()),
        *BEGINNING,
        *COORDINATING,
    ]


def test_every_page_with_something_to_write_says_that_one_must_sign_in(
    made: saved.Created, opened: Callable[[str], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [address for address in every(made) if asks(opened(address))] == []
    monkeypatch.setenv("OJDASH_SIGN_IN", "1")
    assert [address for address in every(made) if not asks(opened(address))] == []
    monkeypatch.setattr(signing, "name", lambda: NAME)
    assert [address for address in every(made) if asks(opened(address))] == []


def test_who_only_reads_is_not_asked(
    made: saved.Created, opened: Callable[[str], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_SIGN_IN", "1")
    read = [f"{address}&analys={made.reader}" for address in WRITING.values()]
    assert [address for address in read if asks(opened(address))] == []


def test_an_owner_changes_addresses_only_when_signed_in(
    made: saved.Created, opened: Callable[[str], Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_SIGN_IN", "1")
    here = f"{WRITING['Delning of Snabbanalys']}&analys={made.owner}"
    acts = (delning.RENEW, delning.WITHDRAW, delning.END_SAVE)

    def offered(visit: Visit) -> set[str]:
        return {button.label for button in visit.at.button if button.label in acts}

    assert offered(opened(here)) == set()
    monkeypatch.setattr(signing, "name", lambda: NAME)
    visit = opened(here)
    assert offered(visit) == set(acts)
    next(button for button in visit.at.button if button.key == "withdraw_lasa").click().run()
    assert visit.told == [delning.WITHDRAWN]
