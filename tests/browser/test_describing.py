"""A coordinator describes a data set in a real browser, takes the description home and reads a table with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash import saved
from ojdash.store import current, open_edition
from ojdash.text import describing as text
from ojdash.text import table_page, tables
from tests.browser.reading import Reader, become_coordinator, serious_faults
from tests.browser.serving import serving
from tests.browser.test_browser import LSS_03, PHONE
from tests.drawing import SIMULATED, edition, indikator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    edition(tmp_path, "LSS-03 2024 2025\n1440 10 20\n1860 30 40", indikator("LSS-03", title=LSS_03), source=SIMULATED)
    return tmp_path


@pytest.fixture
def coordinator(browser: Browser, folder: Path) -> Iterator[Reader]:
    """A coordinator's browser on a site of its own, her address opened and the form unfolded."""
    place = saved.open_saved(folder)
    token = place.book.new_coordinator("Anna Berg, FoUrum")
    with serving("app.py", folder / "log.txt", {"OJDASH_DATA": str(folder)}) as site:
        page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE").new_page()
        become_coordinator(page, site, token)
        shown = Reader(page, site, alone=True).to("om_data")
        page.get_by_text(text.HEADING, exact=True).click()
        expect(page.get_by_label(text.TITEL)).to_be_visible()
        yield shown
        shown.close()
        assert "Traceback" not in (folder / "log.txt").read_text()
    place.close()


def fill(page: Page, label: str, value: str, number: int = 0) -> None:
    field = page.get_by_label(label, exact=True).nth(number)
    field.fill(value)
    field.blur()


def test_what_is_typed_is_described_taken_home_and_read_even_where_one_clicks_straight_on(
    coordinator: Reader, folder: Path, tmp_path: Path
) -> None:
    page, before = coordinator.page, current(folder)
    fill(page, text.TITEL, "Enkät")
    page.get_by_text(text.OJ[True]).click()
    expect(page.get_by_role("radio", name=text.OJ[True])).to_be_checked()
    coordinator.still()
    coordinator.choose(text.OMRADE, "LSS")
    fill(page, text.TITLE, "Till arbete")
    expect(page.get_by_label(text.ID, exact=True)).to_have_value("till_arbete")
    page.get_by_label(text.LABELS["syfte"], exact=True).fill("Hur många som får arbete.")
    with page.expect_download() as coming:
        page.get_by_role("button", name=text.GET).click()
    assert coming.value.suggested_filename == "enkat.toml"
    file = tmp_path / "tabell.csv"
    file.write_text("Kommun;Till arbete 2025\nAle;40\nLaxå;50", "utf-8")
    page.locator('input[type="file"]').first.set_input_files(file)
    expect(page.get_by_text("tabell.csv")).to_be_visible()
    page.get_by_label(text.LABELS["syfte"], exact=True).fill("Hur många deltagare som får arbete.")
    page.get_by_role("button", name=table_page.READ, exact=True).click()
    expect(page.locator(".ojdash-told").filter(has_text=tables.EXAMPLE_GOES)).to_be_visible()
    assert current(folder) == before
    page.get_by_role("button", name=table_page.PUBLISH, exact=True).click()
    expect(page.get_by_role("link", name=table_page.SEE_NEW)).to_be_visible()
    definition = open_edition(folder).indikator("till_arbete")
    assert (definition.oj, definition.omrade) == (True, "lss")
    assert definition.syfte == "Hur många deltagare som får arbete."


@pytest.mark.parametrize("said", [{}, PHONE], ids=["desk", "phone"])
def test_the_form_with_its_faults_can_be_read_by_everyone(coordinator: Reader, said: dict) -> None:
    page = coordinator.page
    page.set_viewport_size(said.get("viewport", {"width": 1280, "height": 720}))
    fill(page, text.ID, "AME 1")
    page.get_by_role("button", name=text.ADD).click()
    expect(page.get_by_label(text.TITLE, exact=True)).to_have_count(2)
    page.get_by_role("button", name=text.GET).click()
    expect(page.locator(".ojdash-told").filter(has_text=text.NO_TITLE)).to_have_count(2)
    expect(page.locator(".ojdash-told").filter(has_text=text.id_signs([" "]))).to_be_visible()
    assert serious_faults(page) == []
    wide = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    assert page.evaluate(wide) <= 0
