"""What people bring, in a real browser: own figures for one visit, and a coordinator's table for everyone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ojdash import saved, store
from ojdash.store import current, open_edition
from ojdash.text import own as own_text
from ojdash.text import table_page as text
from ojdash.text import uploads
from ojdash.text.uploads import WORDS
from tests.browser.reading import Reader, become_coordinator, open_picker, serious_faults
from tests.browser.serving import serving
from tests.browser.test_browser import LSS_03, PHONE
from tests.drawing import edition, indikator
from tests.sources.test_table import xlsx

Open = Callable[..., Reader]
OWN_TYPES = ("xlsx", "xlsm", "xls", "ods", "csv", "txt")
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
    button = shown.page.get_by_role("button", name=f"{WORDS['choose']} {own_text.CHOOSE_FILE}", exact=True)
    assert button.bounding_box()["height"] >= 44
    with shown.page.expect_file_chooser() as choosing:
        button.press("Enter")
    choosing.value.set_files(path)
    expect(shown.page.get_by_text("siffror.xlsx")).to_be_visible()
    shown.page.get_by_role("button", name=own_text.SHOW).click()
    expect(shown.page.get_by_text("Ett värde inläst ur siffror.xlsx: Ale, 2025.")).to_be_visible()
    shown.still()
    assert "Ale, egna siffror: 66 procent (2025)." in figure(shown)
    shown.page.get_by_role("button", name=own_text.REMOVE).click()
    expect(shown.page.get_by_role("button", name=own_text.REMOVE)).not_to_be_attached()
    shown.still()
    assert own_text.MARK not in figure(shown)


def file_field(shown: Reader) -> Locator:
    """The field for a file of Egna siffror, in its own words."""
    shown.still()
    shown.page.get_by_text(own_text.HEADING, exact=True).click()
    field = shown.page.get_by_role("group", name=own_text.CHOOSE_FILE)
    expect(field).to_be_visible()
    return field


def test_a_file_is_dropped_taken_away_and_sent_again(reader: Open) -> None:
    shown = reader(f"jamfor?{ASKED}", clean=True)
    field = file_field(shown)
    drop = """(one) => { const moved = new DataTransfer(); moved.items.add(new File(['2025;66'], 'släppt.csv'));
      one.dispatchEvent(new DragEvent('drop', { dataTransfer: moved, bubbles: true, cancelable: true })); }"""
    for _ in range(2):
        field.evaluate(drop)
        expect(field.get_by_role("status")).to_have_text("släppt.csv, 1 kB")
        field.get_by_role("button", name=WORDS["remove"]).focus()
        shown.page.keyboard.press("Enter")
        expect(field.get_by_role("status")).to_have_text(WORDS["removed"])
        expect(field.get_by_role("button", name=WORDS["choose"])).to_be_focused()
    shown.page.get_by_role("button", name=own_text.SHOW).click()
    expect(shown.page.get_by_text(own_text.NOTHING)).to_be_visible()


def test_a_refused_file_is_told_in_our_own_words(reader: Open) -> None:
    shown = reader(f"jamfor?{ASKED}", clean=True)
    field, chooser = file_field(shown), shown.page.locator('input[type="file"]')
    files = {name: {"name": name, "mimeType": "", "buffer": b"2025;66"} for name in ("bild.png", "siffror.csv")}

    def refused(sentence: str, name: str = "siffror.csv") -> None:
        chooser.set_input_files(files[name])
        expect(field.get_by_role("alert")).to_have_text(sentence)
        expect(field.get_by_role("status")).to_be_empty()

    def answered(status: int, body: str, kind: str = "text/plain; charset=utf-8") -> None:
        answer = {"status": status, "body": body, "content_type": kind}
        shown.page.route("**/api/filer/*", lambda route: route.fulfill(**answer))

    refused(uploads.other_kind(OWN_TYPES), "bild.png")
    for status, sentence in ((503, uploads.FULL), (429, uploads.AT_ONCE), (403, uploads.NO_FIELD)):
        answered(status, sentence)
        refused(sentence)
    answered(413, "<p>nginx", "text/html")
    refused(WORDS["lost"])
    shown.page.route("**/api/filer/*", lambda route: route.abort())
    refused(WORDS["lost"])
    shown.page.unroute_all()
    chooser.set_input_files(files["siffror.csv"])
    expect(field.get_by_role("status")).to_have_text("siffror.csv, 1 kB")
    expect(field.get_by_role("alert")).to_be_empty()
    shown.still()
    assert all("/api/filer/" in error for error in shown.errors)  # the browser's own lines about what was refused
    shown.errors.clear()


def test_a_file_on_its_way_is_told_and_can_be_stopped(reader: Open) -> None:
    shown = reader(f"jamfor?{ASKED}", clean=True)
    field = file_field(shown)
    waiting = []
    shown.page.route("**/api/filer/*", lambda route: waiting.append(route))
    content = {"name": "siffror.csv", "mimeType": "", "buffer": b"2025;66"}
    shown.page.locator('input[type="file"]').set_input_files(content)
    expect(field.get_by_role("progressbar", name=WORDS["sending"].format(name="siffror.csv"))).to_be_visible()
    assert serious_faults(shown.page) == []
    field.get_by_role("button", name=WORDS["stop"]).click()
    expect(field.get_by_role("status")).to_have_text(WORDS["stopped"])
    expect(field.get_by_role("progressbar")).not_to_be_attached()
    shown.page.unroute_all()


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
