"""What people bring, in a real browser: own figures for one visit, and a coordinator's table for everyone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash import saved, store
from ojdash.store import current, open_edition
from ojdash.text import own as own_text
from ojdash.text import page as words_of_page
from ojdash.text import table_page as text
from tests.browser.reading import Reader, become_coordinator, open_picker, serious_faults
from tests.browser.serving import serving
from tests.browser.test_browser import LSS_03, PHONE
from tests.drawing import edition, indikator
from tests.sources.test_table import xlsx

Open = Callable[..., Reader]
ASKED = "kommun=1440&omrade=lss&indikator=LSS-03"
SLOWEST = 60.0  # seconds for a publishing to end


# --- Egna siffror -----------------------------------------------------------------------------------------------------


def paste(shown: Reader, said: str) -> None:
    shown.still()  # the dark theme is known after a first run, and what is pasted before the second may be lost
    shown.page.get_by_text(own_text.HEADING, exact=True).click()
    shown.page.get_by_label(own_text.PASTE).fill(said)
    shown.page.get_by_role("button", name=own_text.SHOW).click()
    expect(shown.page.get_by_role("button", name=own_text.REMOVE)).to_be_visible()
    shown.still()


def figure(shown: Reader) -> str:
    return shown.page.locator(".ojdash-plot").first.get_attribute("aria-label") or ""


def test_pasted_figures_are_drawn_listed_and_seen_in_no_other_browser(reader: Open) -> None:
    shown = reader(f"over_tid?{ASKED}", clean=True)
    address = shown.address
    paste(shown, "År\tAndel\n2024\t73,25\nkv 1 2025\t81 %")
    expect(shown.page.locator(".ojdash-plot")).to_have_attribute("aria-label", re.compile(r"73,3 procent \(2024\)"))
    expect(shown.page.locator(".ojdash-plot").get_by_text(own_text.MARK, exact=True)).to_be_visible()
    shown.unfold()
    expect(shown.page.locator("td", has_text=f"73,3 procent, {own_text.MARK}")).to_be_visible()
    assert shown.address == address
    shown.follow(shown.page.get_by_role("link", name="Jämför", exact=True))
    shown.follow(shown.page.get_by_role("link", name="År för år", exact=True))
    assert "kvartal 1 2025" in figure(shown)
    other = reader(f"over_tid?{ASKED}", clean=True)
    assert own_text.MARK not in figure(other)
    assert other.page.get_by_text("73,3").count() == 0
    shown.page.reload()
    shown.still()
    assert own_text.MARK not in figure(shown)


def test_a_file_is_chosen_by_a_button_in_swedish_and_its_figures_can_be_taken_away(
    reader: Open, tmp_path: Path
) -> None:
    path = xlsx(tmp_path, ("Blad1", [["Kommun", "År", "Andel"], ["Ale", 2025, 66]]), name="siffror.xlsx")
    shown = reader(f"jamfor?{ASKED}", clean=True)
    shown.page.get_by_text(own_text.HEADING, exact=True).click()
    button = shown.page.locator('[data-testid="stFileUploaderDropzone"] button').first
    said = "(one) => getComputedStyle(one.querySelector('p'), '::after').content"
    assert button.evaluate(said) == f'"{words_of_page.CHOOSE_FILE}"'
    shown.page.locator('input[type="file"]').set_input_files(path)
    expect(shown.page.get_by_text("siffror.xlsx")).to_be_visible()
    shown.page.get_by_role("button", name=own_text.SHOW).click()
    expect(shown.page.get_by_text("Ett värde inläst ur siffror.xlsx: Ale, 2025.")).to_be_visible()
    shown.still()
    assert "Ale, egna siffror: 66 procent (2025)." in figure(shown)
    shown.page.get_by_role("button", name=own_text.REMOVE).click()
    expect(shown.page.get_by_role("button", name=own_text.REMOVE)).not_to_be_attached()
    shown.still()
    assert own_text.MARK not in figure(shown)


@pytest.mark.parametrize("said", [{}, PHONE, {"color_scheme": "dark"}], ids=["screen", "phone", "dark"])
def test_the_open_part_has_no_fault_and_is_not_wider_than_the_screen(reader: Open, said: dict) -> None:
    shown = reader(f"over_tid?{ASKED}", clean=True, **said)
    paste(shown, "2024;73,25\n20x5;1")
    assert serious_faults(shown.page) == []
    wide = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    assert shown.page.evaluate(wide) <= 0


def test_the_part_is_opened_and_filled_in_by_keyboard(reader: Open) -> None:
    shown = reader(f"over_tid?{ASKED}", clean=True)
    shown.page.locator("summary", has_text=own_text.HEADING).focus()
    shown.page.keyboard.press("Enter")
    expect(shown.page.get_by_label(own_text.PASTE)).to_be_visible()
    part = shown.page.get_by_test_id("stExpander").filter(has_text=own_text.HEADING)
    expect(part.locator('[data-testid="stExpanderDetails"][inert]')).not_to_be_attached()
    stops, unreached = shown.unreached()
    assert stops > 8
    assert unreached == []


# --- a table ----------------------------------------------------------------------------------------------------------


DRAWN = "LSS-03 2024 2025\n1440 10 20\n1860 30 40"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    edition(tmp_path, DRAWN, indikator("LSS-03", title=LSS_03))
    return tmp_path


@pytest.fixture
def coordinator(browser: Browser, folder: Path) -> Iterator[Reader]:
    """A coordinator's browser on a site of its own, her address opened."""
    place = saved.open_saved(folder)
    token = place.book.new_coordinator("Anna Berg, FoUrum")
    with serving("app.py", folder / "log.txt", {"OJDASH_DATA": str(folder)}) as site:
        page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE").new_page()
        become_coordinator(page, site, token)
        shown = Reader(page, site, alone=True).to("om_data")
        yield shown
        shown.close()
        log = (folder / "log.txt").read_text()
        assert "Traceback" not in log
        assert token not in log
    place.close()


def bring(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').first.set_input_files(path)
    expect(page.get_by_text(path.name)).to_be_visible()
    page.get_by_role("button", name=text.READ).click()


def choose(page: Page, number: int, option: str) -> None:
    open_picker(page.get_by_role("combobox", name=f"{text.CHOOSE} {number}", exact=True))
    page.get_by_role("option", name=option).first.click()


def published_since(folder: Path, before: str) -> str:
    """The edition that came after one, once it is there."""
    until = time.monotonic() + SLOWEST
    while current(folder) == before and time.monotonic() < until:
        time.sleep(0.05)
    return current(folder) or ""


def test_a_table_is_uploaded_settled_published_and_seen_by_everyone(
    coordinator: Reader, folder: Path, browser: Browser, tmp_path: Path
) -> None:
    before = current(folder)
    rows = [["Kommun", "År", "LSS-03", "Nöjda gäster"], ["Ale", 2025, 77, 1], ["Okänd by", 2025, 5, 2]]
    page = coordinator.page
    bring(page, xlsx(tmp_path, ("Blad1", rows), name="resultat.xlsx"))
    expect(page.get_by_text(text.UNDERSTOOD)).to_be_visible()
    expect(page.get_by_role("button", name=text.PUBLISH, exact=True)).not_to_be_attached()
    choose(page, 1, text.LEAVE_OUT)
    choose(page, 2, text.LEAVE_OUT)
    page.get_by_role("button", name=text.AGAIN).click()
    expect(page.get_by_text(text.SETTLED)).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name=text.GET_PROFILE).click()
    assert coming.value.suggested_filename == "resultat.toml"
    assert current(folder) == before
    page.get_by_role("button", name=text.PUBLISH, exact=True).click()
    expect(page.get_by_role("link", name=text.SEE_NEW)).to_be_visible()
    assert current(folder) != before
    page.get_by_role("link", name=text.SEE_NEW).click()
    page.wait_for_url(f"**utgava={current(folder)}**")
    everyone = Reader(browser.new_context(locale="sv-SE").new_page(), coordinator.site, alone=True)
    everyone.to("indikator?kommun=1440&omrade=lss&indikator=LSS-03")
    assert everyone.sentence.startswith("Ale: 77 procent (2025).")
    everyone.close()


def test_a_tab_closed_after_the_click_leaves_a_whole_edition(coordinator: Reader, folder: Path, tmp_path: Path) -> None:
    before = current(folder)
    page = coordinator.page
    bring(page, xlsx(tmp_path, ("Blad1", [["Kommun", "År", "LSS-03"], ["Ale", 2025, 78]]), name="resultat.xlsx"))
    expect(page.get_by_text(text.SETTLED)).to_be_visible()
    page.get_by_role("button", name=text.PUBLISH, exact=True).click()
    expect(page.get_by_text(re.compile(r"^Publicerar\.|är publicerad")).first).to_be_visible()
    page.close()
    assert published_since(folder, before or "") != before
    assert open_edition(folder).tidy(["LSS-03"])["value"].max() == 78
    assert store.checked(folder) == []


def test_a_bomb_a_picture_and_half_a_file_get_their_sentences_at_the_browsers_door(
    coordinator: Reader, folder: Path, tmp_path: Path
) -> None:
    before = current(folder)
    whole = xlsx(tmp_path, ("Blad1", [["Kommun", "År", "LSS-03"], ["Ale", 2025, 78]])).read_bytes()
    for name, content, said in (
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n" + b"x" * 500, "slaget PNG"),
        ("halv.xlsx", whole[: len(whole) // 2], "avklippt eller skadad"),
        ("bred.csv", b"Kommun;" + b"x;" * 10_000 + b"\nAle;1", "högst 5"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        bring(coordinator.page, path)
        expect(coordinator.page.locator(".ojdash-told").filter(has_text=f"{name}")).to_contain_text(said)
        coordinator.to("om_data")
    assert current(folder) == before
    assert coordinator.errors == []
