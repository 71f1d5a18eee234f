"""The grid of a table in a real browser: clicks and keys have the file read again, and a line says what it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from ojdash import saved
from ojdash.text import table_grid as text
from ojdash.text import table_page
from tests.browser.reading import Reader, become_coordinator, serious_faults
from tests.browser.serving import serving
from tests.browser.test_bringing import bring
from tests.browser.test_browser import LSS_03, PHONE
from tests.drawing import edition, indikator
from tests.sources.test_table import xlsx

Coordinator = Callable[..., Reader]
ROWS = [
    ["Kommun", "LSS-03 2025", "Annat 2025"],
    ["Ort", "Inte svar", "x"],
    ["Ale", 77, 12],
    ["Laxå", 40, 13],
]


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A site of its own, and a coordinator's token."""
    folder = tmp_path_factory.mktemp("data")
    edition(folder, "LSS-03 2024 2025\n1440 10 20\n1860 30 40", indikator("LSS-03", title=LSS_03))
    place = saved.open_saved(folder)
    token = place.book.new_coordinator("Anna Berg, FoUrum")
    place.close()
    with serving("app.py", folder / "log.txt", {"OJDASH_DATA": str(folder)}) as address:
        yield address, token
    assert "Traceback" not in (folder / "log.txt").read_text()


@pytest.fixture
def coordinator(browser: Browser, site: tuple[str, str]) -> Iterator[Coordinator]:
    """A coordinator's browser on Om data; nothing may be written to its console."""
    readers: list[Reader] = []
    address, token = site

    def opened(**said: Any) -> Reader:
        said = {"viewport": {"width": 1280, "height": 720}, "locale": "sv-SE"} | said
        page = browser.new_context(**said).new_page()
        become_coordinator(page, address, token)
        readers.append(Reader(page, address, alone=True).to("om_data"))
        return readers[-1]

    yield opened
    errors = [error for one in readers for error in one.errors]
    for one in readers:
        one.close()
    assert errors == []


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return xlsx(tmp_path, ("Resultat", ROWS), name="resultat.xlsx")


def effect(shown: Reader, said: str) -> None:
    expect(shown.page.locator(".ojdash-told").filter(has_text=said)).to_be_visible()
    shown.still()


def role(shown: Reader, column: str) -> Locator:
    return shown.page.get_by_label(text.READ_AS.format(column=column), exact=True)


def test_another_head_row_is_clicked_and_a_line_says_what_it_does(coordinator: Coordinator, table: Path) -> None:
    shown = coordinator()
    bring(shown.page, table)
    grid = shown.page.get_by_role("table")
    expect(shown.page.get_by_role("button", name=text.IS_HEAD.format(row=2))).to_be_visible()
    shown.page.get_by_role("button", name=text.HEAD_HERE.format(row=1), exact=True).click()
    effect(shown, "2 värden kommer till. LSS-03 2025: Ale inget värde → 77; LSS-03 2025: Laxå inget värde → 40.")
    expect(shown.page.get_by_role("button", name=text.IS_HEAD.format(row=1))).to_be_focused()
    expect(grid.get_by_text(text.APART["row"]).first).to_be_visible()


def test_a_column_s_role_is_chosen_in_its_list(coordinator: Coordinator, table: Path) -> None:
    shown = coordinator()
    bring(shown.page, table)
    shown.page.get_by_role("button", name=text.HEAD_HERE.format(row=1), exact=True).click()
    effect(shown, "2 värden kommer till.")
    role(shown, "C").select_option(label=text.choice("leave_out", "", {}))
    effect(shown, "Valet ändrar inga värden.")
    role(shown, "B").focus()  # the indikatorer come when somebody does
    role(shown, "C").focus()
    role(shown, "C").select_option(value="indikator:LSS-03")
    effect(shown, "2 värden försvinner.")  # two columns hold the same now, and which is asked
    shown.page.get_by_text(re.compile(rf"^{text.SETTLED} \(")).click()
    thing = shown.page.get_by_text(re.compile(r"^\d+\. Kolumn ”Annat ÅÅÅÅ”: värden av LSS-03"))
    number = thing.inner_text().split(".")[0]
    shown.page.get_by_role("button", name=f"{text.CHANGE} {number}", exact=True).click()
    effect(shown, "2 värden kommer till.")


def test_the_arrow_keys_pass_choices_and_enter_chooses(coordinator: Coordinator, table: Path) -> None:
    shown = coordinator()
    bring(shown.page, table)
    shown.page.get_by_role("button", name=text.HEAD_HERE.format(row=1), exact=True).focus()
    shown.page.keyboard.press("Enter")
    effect(shown, "2 värden kommer till.")
    picker = role(shown, "B")
    picker.focus()
    shown.page.keyboard.press("ArrowDown")
    shown.still()
    expect(shown.page.locator(".ojdash-told").filter(has_text="2 värden kommer till.")).to_be_visible()
    shown.page.keyboard.press("Enter")
    effect(shown, "2 värden försvinner.")
    expect(role(shown, "B")).to_be_focused()


@pytest.mark.parametrize("said", [{}, PHONE, {"color_scheme": "dark"}], ids=["screen", "phone", "dark"])
def test_the_grid_has_no_fault_and_only_its_own_box_scrolls(
    coordinator: Coordinator, tmp_path: Path, said: dict
) -> None:
    wide = [[*row, *([f"Text {number}" for number in range(12)] if not at else [])] for at, row in enumerate(ROWS)]
    shown = coordinator(**said)
    bring(shown.page, xlsx(tmp_path, ("Resultat", [*wide, ["Ale", "(X)", 3]]), name="resultat.xlsx"))
    expect(shown.page.get_by_text(table_page.UNDERSTOOD)).to_be_visible()
    shown.still()
    faults = [fault for fault in serious_faults(shown.page) if "ojdash-pairs" not in fault]
    assert faults == []
    wider = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    assert shown.page.evaluate(wider) <= 0
    box = shown.page.locator(".ojdash-grid .box")
    assert box.evaluate("(one) => { one.scrollLeft = 400; return one.scrollLeft; }") > 0
    first = shown.page.locator(".ojdash-grid tbody th.row").first
    assert first.evaluate("(one) => one.getBoundingClientRect().left") < box.evaluate(
        "(one) => one.getBoundingClientRect().left + 5"
    )
