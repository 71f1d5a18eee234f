"""Om data: a table is seen as it was read, clicks and menus have it read again, and what was chosen can be changed."""

from __future__ import annotations

import pytest

from ojdash.domain.table import Grid
from ojdash.sources.pointing import Pointed
from ojdash.store import Store, current
from ojdash.text import rehearsal as before
from ojdash.text import table_grid as text
from ojdash.text import table_page
from ojdash.ui import table_grid
from tests.pages.test_tables_in import (
    AO,
    ASKS,
    SURE,
    Opened,
    Writer,
    answer,
    bring,
    buttons,
    press,
    published,
    shown,
    writer,
)
from tests.pages.visiting import Visit

__all__ = ["published", "writer"]  # fixtures


def drawn(visit: Visit) -> str:
    return visit.component("tabell_rutnat")["html"]


def menu(visit: Visit, label: str, said: str) -> None:
    (picker,) = [one for one in visit.at.main.selectbox if one.label == label]
    picker.set_value(next(option for option in picker.options if said in option))
    visit.at.run()
    assert visit.errors == []


def test_the_table_is_drawn_with_its_reading(opened: Opened, writer: Writer) -> None:
    html = drawn(bring(opened("om_data"), ASKS.encode()))
    assert "värden av AO-9" in html
    assert f'<span class="why">{text.APART["row"]}</span>' in html
    assert f'okej<span class="why">{text.FLAGS["cell"]}</span>' in html
    assert "Nöjda &lt;b&gt;gäster" in html and "<b>gäster" not in html
    assert 'aria-label="Rubriken slutar här, på rad 1"' in html


def test_a_column_is_chosen_by_menus_and_a_line_says_what_it_does(
    opened: Opened, writer: Writer, published: Store
) -> None:
    visit = bring(opened("om_data"), "Kommun;År;Annat\nAle;2023;25\nLaxå;2023;41".encode())
    menu(visit, text.COLUMN, "Annat")
    menu(visit, text.READS_AS, "Nöjda brukare")
    press(visit, text.READ_AGAIN)
    assert visit.told[-1] == (
        "2 värden kommer till. AO-9 2023: Ale inget värde → 25; AO-9 2023: Laxå inget värde → 41."
    )
    assert table_page.SETTLED in visit.paragraphs("ojdash-note")


def test_another_head_row_is_chosen_by_a_menu(opened: Opened, writer: Writer) -> None:
    visit = bring(opened("om_data"), "Kommun;AO-9 2022\nOrt;Inte svar\nAle;10\nLaxå;20".encode())
    menu(visit, text.HEAD_ENDS, "1")
    press(visit, text.READ_AGAIN)
    assert visit.told[-1].startswith("2 värden kommer till. AO-9 2022: Ale inget värde → 10")


def test_a_table_on_its_side_is_turned_by_a_button_and_turned_back_by_what_is_settled(
    opened: Opened, writer: Writer
) -> None:
    visit = bring(opened("om_data"), "År;Ale;Laxå;Örebro\nAO-9 2022;10;20;30\nAO-9 2023;11;21;31".encode())
    assert text.APART["across"] in drawn(visit)
    press(visit, text.TURN)
    assert visit.told[-1].startswith("6 värden kommer till.")
    assert table_page.SETTLED in visit.paragraphs("ojdash-note")
    assert "1. Tabellen: vänd" in visit.paragraphs("ojdash-note")
    press(visit, f"{text.CHANGE} 1")
    assert visit.told[-1].startswith("6 värden försvinner.")
    assert table_page.PUBLISH not in buttons(visit)


def test_a_choice_that_makes_the_table_unreadable_is_told_and_the_reading_before_stays(
    opened: Opened, writer: Writer
) -> None:
    visit = bring(opened("om_data"), SURE)
    menu(visit, text.HEAD_ENDS, "3")
    press(visit, text.READ_AGAIN)
    assert visit.told
    assert visit.at.session_state["tabell"] is not None


def test_every_answer_is_listed_and_one_is_changed(opened: Opened, writer: Writer) -> None:
    visit = bring(opened("om_data"), ASKS.encode())
    answer(visit, table_page.LEAVE_OUT, "Örebro", "har inte svarat")
    assert visit.paragraphs("ojdash-note").count("1. Kolumn ”Nöjda <b>gäster</b>”: lämnas ut") == 1
    listed = [said for said in visit.paragraphs("ojdash-note") if said[:2] in ("2.", "3.")]
    assert listed == ["2. Platsen ”Storstaden”: Örebro (1880)", "3. Tecknet ”okej”: har inte svarat"]
    press(visit, f"{text.CHANGE} 2")
    assert "”Storstaden” är ingen kommun." in shown(visit)


def test_the_year_that_was_chosen_is_changed_too(opened: Opened, writer: Writer) -> None:
    visit = answer(bring(opened("om_data"), b"Kommun;AO-9\nAle;25"), "2023")
    assert table_page.SETTLED in visit.paragraphs("ojdash-note")
    press(visit, f"{text.CHANGE} 1")
    assert "tabellen säger inte vilket år värdena gäller" in shown(visit)


def test_before_publishing_one_sees_counts_changes_and_what_cannot_be(
    opened: Opened, writer: Writer, data, published: Store
) -> None:
    visit = bring(opened("om_data"), "Kommun;AO-9 2023;AO-9 2024\nAle;25;140\nLaxå;40;41".encode())
    said = shown(visit)
    for line in (
        before.HEADING,
        "AO-9 Titel AO-9" if not AO.title else "AO-9 Nöjda brukare",
        f"Mot utgåvan {published.id}: 2 nya värden, ett ändrat, 0 borttagna och ett oförändrat.",
        "AO-9 2023: Ale 20 → 25",
        "AO-9 2024: Ale 25 (2023) → 140",
        "Ett värde ligger utanför det möjliga",
    ):
        assert line in said
    assert current(data) == published.id


@pytest.mark.parametrize(
    "click",
    [
        {"sheet": "Annat", "action": "head", "value": 1},
        {"sheet": "", "action": "head", "value": 99},
        {"sheet": "", "action": "role", "value": "år; drop", "column": "B"},
        {"sheet": "", "action": "indikator", "value": "FINNS-EJ", "column": "AO-9 ÅÅÅÅ"},
        {"sheet": "", "action": None, "value": {"x": 1}},
        {},
    ],
)
def test_a_click_that_the_grid_does_not_offer_does_nothing(opened: Opened, writer: Writer, click: dict) -> None:
    grids = bring(opened("om_data"), SURE).at.session_state["tabell"].reading.grids
    assert table_grid._pointed(click, grids, ["AO-9", "JA-9"]) is None


def test_a_click_that_it_offers_is_what_was_pointed_at(opened: Opened, writer: Writer) -> None:
    grids: tuple[Grid, ...] = bring(opened("om_data"), SURE).at.session_state["tabell"].reading.grids
    click = {"sheet": "", "action": "leave_out", "value": "", "column": "AO-9 ÅÅÅÅ"}
    assert table_grid._pointed(click, grids, ["AO-9", "JA-9"]) == (
        grids[0],
        Pointed("", "leave_out", "", "AO-9 ÅÅÅÅ"),
    )
