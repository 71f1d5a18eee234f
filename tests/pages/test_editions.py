"""Om data: the editions there are, and what the one shown changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from ojdash import store
from ojdash.store import Store
from ojdash.text import broken
from ojdash.text import editions as text
from ojdash.ui import published
from tests.drawing import REAL, edition, indikator, many
from tests.pages.visiting import Visit, plain

Opened = Callable[[str], Visit]
AO, VALD = indikator("AO", title="Nöjda <b>brukare</b>"), indikator("VALD", omrade="vald")


def at(day: int) -> object:
    return replace(REAL, fetched_at=f"2026-03-{day:02d}T10:00:00Z")


@pytest.fixture
def three(data: Path) -> list[Store]:
    """Three editions: the second revises a value of each area, the third withdraws one and defines AO anew."""
    drawn = "AO 2023 2024\n1440 10 20\n1860 30 40\n\nVALD 2024\n1440 {}\n1860 6"
    return [
        edition(data, drawn.format(5), AO, VALD, source=at(1)),
        edition(data, drawn.format(7).replace("10 20", "10 21.25"), AO, VALD, source=at(2)),
        edition(data, drawn.format("-").replace("10 20", "10 21.25"), replace(AO, unit="andel"), VALD, source=at(3)),
    ]


def shown(visit: Visit) -> str:
    assert visit.errors == []
    return unescape(plain(visit.html.replace("</li>", "\n")))


def test_the_newest_edition_is_set_beside_the_one_before(opened: Opened, three: list[Store]) -> None:
    page = shown(opened("om_data"))
    assert f"Mot utgåvan {three[1].id}: ett borttaget värde och en indikator har fått en ändrad definition." in page
    assert "Ale 2024: 7 procent → inget värde (har inte svarat)" in page
    assert "Enhet: ”procent” blev ”andel”" in page


def test_a_pinned_edition_is_set_beside_the_one_before_it(opened: Opened, three: list[Store]) -> None:
    page = shown(opened(f"om_data?utgava={three[1].id}"))
    assert f"Mot utgåvan {three[0].id}: 2 ändrade värden." in page
    assert "Per indikator (2)" in page
    assert "Ale 2024: 20 procent → 21 procent" in page


def test_of_one_area_only_that_areas_changes_are_told(opened: Opened, three: list[Store]) -> None:
    page = shown(opened(f"om_data?utgava={three[1].id}&omrade=vald"))
    assert "ett ändrat värde." in page
    assert "(AO)" not in page


def test_the_first_edition_has_none_before_it(opened: Opened, three: list[Store]) -> None:
    assert text.FIRST in shown(opened(f"om_data?utgava={three[0].id}"))


def test_every_edition_is_a_link_that_pins_it_and_the_feed_is_there(opened: Opened, three: list[Store]) -> None:
    sheet = opened("om_data").component("editions")["html"]
    places = [sheet.index(f'href="om_data?utgava={one.id}"') for one in three[::-1]]
    assert places == sorted(places)
    assert sheet.count(text.CURRENT) == 1
    assert 'href="api/utgavor.atom"' in sheet


def test_what_titles_hold_is_never_html(opened: Opened, three: list[Store]) -> None:
    assert "<b>brukare</b>" not in opened("om_data").html


def test_long_lists_end_with_how_many_more_there_are(
    opened: Opened, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "_MOST_EDITIONS", 1)
    monkeypatch.setattr(published, "_MOST_INDIKATORER", 1)
    for day, values in enumerate(([1.0] * 100, [2.0] * 100), 1):
        rows = many("AO", 2024, values), many("VALD", 2024, values)
        edition(data, pd.concat(rows), AO, VALD, source=at(day))
    visit = opened("om_data")
    assert "Mot utgåvan" in shown(visit)
    assert f"{100 - published._MOST_VALUES} till" in shown(visit)
    assert visit.html.count("100 ändrade värden</summary>") == 1
    assert '<p class="ojdash-quiet">1 till</p>' in visit.html
    assert "<li>1 till</li>" in visit.component("editions")["html"]


def test_an_edition_before_that_is_damaged_is_told_and_the_page_stands(
    opened: Opened, data: Path, three: list[Store]
) -> None:
    (three[1].folder / "observations" / "vald.parquet").unlink()
    visit = opened("om_data")
    assert broken.NOT_PUBLIC in shown(visit)
    (three[0].folder / "manifest.json").write_text("{")
    assert text.UNREADABLE in opened("om_data").component("editions")["html"]


def test_a_reader_whose_edition_was_removed_is_shown_the_newest(opened: Opened, data: Path, three: list[Store]) -> None:
    visit = opened(f"om_data?utgava={three[0].id}")
    store.prune(data, 0)
    visit.to(f"jamfor?kommun=1440&indikator=AO&utgava={three[0].id}")
    assert visit.errors == []
    assert any("finns inte här" in said for said in visit.told)
