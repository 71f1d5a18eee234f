"""The dashboard in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from ojdash import store
from ojdash.text import PAGES, files, page
from tests.browser.reading import Reader, serious_faults

Open = Callable[..., Reader]

ASKED = "kommun=1440&omrade=lss&indikator=LSS-03"
ADDRESSES = {
    "oversikt": "?kommun=1440",
    "indikator": f"indikator?{ASKED}",
    "over_tid": f"over_tid?{ASKED}&peers=lan",
    "jamfor": f"jamfor?{ASKED}&peers=lan",
    "signaler": "signaler?kommun=1440&omrade=lss&peers=1401-1480",
    "kvalitet": "kvalitet?kommun=1440&omrade=lss&peers=lan",
    "om_data": "om_data",
}
FIGURES = {
    "oversikt": "ul.lines",
    "indikator": ".ojdash-plot svg",
    "over_tid": ".ojdash-plot svg",
    "jamfor": ".ojdash-plot svg",
    "signaler": ".oj-matrix",
    "kvalitet": "ul.flags",
    "om_data": ".ojdash-table",
}
SCREEN = {"width": 1280, "height": 720}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
BAND = 60  # px at the foot of the screen that the example band may cover
START_ALE = "Hur står det till i Ale?"
LSS_03 = "Beslut om bostad med särskild service uppföljda inom ett år"

# Serious by axe-core, and Streamlit's own: rule, and how its selector begins or what it holds.
STREAMLITS_OWN: tuple[tuple[str, str], ...] = ()

every_page = pytest.mark.parametrize("name", ADDRESSES)


# --- opening ---------------------------------------------------------------------------------------------------------


@every_page
def test_a_page_opens_without_an_error_and_asks_no_other_host(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name])  # the fixture looks at console and requests
    assert shown.title
    assert shown.sentence
    expect(shown.page.locator(FIGURES[name]).first).to_be_visible()


@every_page
def test_a_page_is_in_swedish_and_named_in_the_menu(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name])
    assert shown.page.evaluate("document.documentElement.lang") == "sv"
    current = shown.page.locator('[aria-current="page"]')
    expect(current).to_have_text(PAGES[name].NAME)


def test_every_page_has_a_title_of_its_own_in_the_tab(resting: Open) -> None:
    titles = [resting(address).page.title() for address in ADDRESSES.values()]
    assert len(set(titles)) == len(titles), titles


@every_page
def test_a_page_says_that_the_example_is_made_up(resting: Open, name: str) -> None:
    band = resting(ADDRESSES[name]).page.locator(".ojdash-band")
    expect(band).to_be_in_viewport()
    expect(band).to_contain_text("Exempeldata – simulerade värden")


def test_the_menu_leads_to_every_page(reader: Open) -> None:
    shown = reader("?kommun=1440")
    for name in ("indikator", "over_tid", "jamfor", "signaler", "om_data", "oversikt"):
        shown.follow(shown.page.get_by_role("link", name=PAGES[name].NAME, exact=True).first)
        expect(shown.page.locator('[aria-current="page"]')).to_have_text(PAGES[name].NAME)


@pytest.mark.parametrize(
    ("old", "new"),
    [("oversikt", "?kommun=0685&gender=T"), ("oversikt?kommun=1440&omrade=vald", "?kommun=1440&omrade=vald&gender=T")],
)
def test_the_start_pages_own_name_opens_it_with_the_view_of_the_query(reader: Open, old: str, new: str) -> None:
    shown = reader(old)
    assert shown.address == new
    assert shown.title.startswith("Hur står det till i ")


def test_a_page_that_does_not_fit_the_address_is_told_and_not_an_error(reader: Open) -> None:
    shown = reader("jamfor?kommun=9999&omrade=xx&indikator=NIX&year=1950&peers=foo&utgava=nix&foo=1")
    told = shown.page.locator(".ojdash-told").all_inner_texts()
    assert len(told) == 6
    assert shown.title == "Vetlanda jämfört med Jönköpings län"


# --- sharing and moving ----------------------------------------------------------------------------------------------


@every_page
def test_a_shared_link_opens_the_same_view_in_a_clean_browser(resting: Open, reader: Open, name: str) -> None:
    mine = resting(ADDRESSES[name])
    seen = mine.view
    link = mine.share()
    assert link.startswith(mine.site)
    assert parse_qs(link.partition("?")[2])["utgava"] == [store.current(store.SHIPPED)]
    theirs = reader(link.removeprefix(mine.site), clean=True).view
    assert theirs | {"address": ""} == seen | {"address": ""}


def test_the_link_and_the_text_are_copied_and_said_to_be(reader: Open) -> None:
    shown = reader(ADDRESSES["jamfor"], permissions=["clipboard-read", "clipboard-write"])
    link = shown.share()
    title = f"{shown.title}: {shown.page.locator('.ojdash-note').first.inner_text()}"
    for name, copied in ((page.COPY_LINK, link), (page.COPY_TEXT, f"{title}\n{shown.sentence}\n{link}")):
        shown.page.get_by_role("button", name=name).click()
        expect(shown.page.get_by_role("status").filter(has_text=page.COPIED)).to_have_count(1)
        assert shown.page.evaluate("navigator.clipboard.readText()") == copied


def test_back_and_forward_follow_the_choices(reader: Open) -> None:
    shown = reader(ADDRESSES["jamfor"])
    first = shown.view
    shown.choose("Kommun", "Vetlanda")
    second = shown.titled("Vetlanda jämfört med Jönköpings län").view
    shown.choose("Jämför med", "Alla kommuner")
    third = shown.titled("Vetlanda jämfört med alla kommuner").view
    for step, seen in ((shown.back, second), (shown.back, first), (shown.forward, second), (shown.forward, third)):
        step()
        assert shown.titled(seen["title"]).view == seen


def test_back_and_forward_follow_the_menu_one_page_at_a_time(reader: Open) -> None:
    shown = reader("?kommun=1440")
    seen = [(shown.title, shown.address)]
    for name in ("jamfor", "signaler", "om_data"):
        shown.follow(shown.page.get_by_role("link", name=PAGES[name].NAME, exact=True).first)
        seen.append((shown.title, shown.address))
    for step, (title, address) in [(shown.back, one) for one in seen[-2::-1]] + [
        (shown.forward, one) for one in seen[1:]
    ]:
        step()
        shown.titled(title)
        assert shown.address == address


def test_back_after_a_line_of_oversikt_shows_the_same_oversikt(reader: Open) -> None:
    shown = reader("?kommun=1440")
    seen = shown.title, shown.sentence, shown.address
    shown.follow(shown.page.locator("ul.lines a").nth(2))
    shown.back()
    shown.titled(START_ALE)
    assert (shown.title, shown.sentence, shown.address) == seen


def test_back_after_a_cell_of_signaler_shows_the_same_kommun(reader: Open) -> None:
    shown = reader(ADDRESSES["signaler"])
    seen = shown.title, shown.sentence, shown.address
    shown.follow(shown.page.locator(".oj-matrix tbody tr").nth(1).locator("a").nth(2))
    shown.back()
    shown.titled(seen[0])
    assert (shown.title, shown.sentence, shown.address) == seen


def test_back_leaves_the_site_after_the_pages_seen(reader: Open) -> None:
    shown = reader("?kommun=1440")
    shown.page.goto("about:blank")
    shown.to("jamfor?kommun=1440")
    for _ in range(3):  # the address as opened, and as spelled in full
        if shown.page.evaluate("location.href") == "about:blank":
            break
        shown.back()
        shown.page.wait_for_load_state()
        shown.page.wait_for_timeout(300)
    assert shown.page.evaluate("location.href") == "about:blank"


def test_a_line_of_oversikt_leads_to_its_indikator_for_the_same_kommun(reader: Open) -> None:
    shown = reader("?kommun=1440")
    line = shown.page.locator("ul.lines a").first
    what, where = line.locator(".what").inner_text(), line.get_attribute("href")
    shown.follow(line)
    assert shown.title == what
    assert shown.address == where
    expect(shown.page.get_by_role("combobox", name="Kommun", exact=True)).to_have_value("Ale")


def test_a_cell_of_signaler_leads_to_that_indikator_for_that_kommun(reader: Open) -> None:
    shown = reader(ADDRESSES["signaler"])
    cell = shown.page.locator(".oj-matrix tbody tr").nth(1).locator("a").nth(2)
    where = cell.get_attribute("href")
    assert "kommun=1480" in where
    shown.follow(cell)
    assert shown.title == LSS_03
    assert shown.address == where


def test_the_menu_leads_on_with_the_question_kept(reader: Open) -> None:
    shown = reader(ADDRESSES["indikator"])
    shown.follow(shown.page.locator("nav a").filter(has_text="År för år"))
    assert shown.title == "Ale år för år"
    assert shown.address.startswith(f"over_tid?{ASKED}")


def test_a_link_can_be_opened_in_a_tab_of_its_own(reader: Open) -> None:
    shown = reader("?kommun=1440")
    line = shown.page.locator("ul.lines a").first
    what = line.locator(".what").inner_text()
    with shown.page.context.expect_page() as opened:
        line.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h1")).to_have_text(what)
    assert shown.title == START_ALE


def test_two_readers_do_not_disturb_each_other(reader: Open) -> None:
    one, other = reader(ADDRESSES["jamfor"]), reader("jamfor?kommun=0685&omrade=vald")
    seen = other.view
    one.choose("Kommun", "Stockholm")
    one.titled("Stockholm jämfört med Stockholms län")
    assert other.view == seen


# --- the screen ------------------------------------------------------------------------------------------------------


@every_page
def test_title_sentence_and_figure_are_within_the_first_screen(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name])
    for selector in ("h1", ".ojdash-answer"):
        box = shown.page.locator(selector).bounding_box()
        assert box["y"] > 0
        assert box["y"] + box["height"] < SCREEN["height"] - BAND
    figure = shown.page.locator(FIGURES[name]).first.bounding_box()
    assert figure["y"] + min(figure["height"], 200) < SCREEN["height"] - BAND
    assert figure["x"] + figure["width"] <= SCREEN["width"]


@every_page
def test_nothing_is_wider_than_a_phone_and_sentence_and_figure_come_first(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name], **PHONE)
    for selector in ("html", ".stMain"):
        over = shown.page.locator(selector).evaluate("(one) => one.scrollWidth - one.clientWidth")
        assert over <= 0, f"{selector} is {over} px too wide"
    wide = shown.page.evaluate(
        """() => window.deep().filter((one) => window.seen(one) && !one.closest('.oj-matrix, .ojdash-table, svg')
          && one.closest('.stMainBlockContainer, .ojdash-sheet, .ojdash-chart')
          && one.getBoundingClientRect().right > innerWidth + 1).map(window.named)"""
    )
    assert wide == []
    places = [
        shown.page.locator(selector).first.bounding_box()["y"] for selector in ("h1", ".ojdash-answer", FIGURES[name])
    ]
    assert places == sorted(places)
    assert places[-1] < 844 - 2 * BAND
    facts = shown.page.locator(".ojdash-facts")
    if facts.count():
        assert facts.first.bounding_box()["y"] > places[-1]


@every_page
def test_targets_are_large_enough_for_a_thumb(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name], **PHONE)
    shown.unfold()
    small = shown.page.evaluate(
        """() => window.deep().filter((one) => window.seen(one) && one.matches('a[href], button, summary')
          && (one.getRootNode() instanceof ShadowRoot || one.closest('.stHtml, .ojdash-chart'))
          && one.getBoundingClientRect().height < 44)
          .map((one) => `${window.named(one)} ${one.getBoundingClientRect().height} px`)"""
    )
    assert small == []


def test_kommun_and_area_are_chosen_on_a_phone(reader: Open) -> None:
    shown = reader("", **PHONE)
    shown.page.get_by_test_id("stExpandSidebarButton").click()
    shown.choose("Kommun", "Ale")
    expect(shown.page.locator("h1")).to_have_text(START_ALE)
    shown.choose("Område", "LSS")
    expect(shown.page.locator("h1")).to_have_text(f"{START_ALE} – LSS")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_scrolls_on_a_phone_is_not_read_through_the_words_that_stay(reader: Open, scheme: str) -> None:
    shown = reader(ADDRESSES["jamfor"], color_scheme=scheme, **PHONE)
    ground = "(one) => getComputedStyle(one).backgroundColor"
    behind, page = (shown.page.locator(name).evaluate(ground) for name in (".stAppHeader", ".stApp"))
    assert behind == page != "rgba(0, 0, 0, 0)"


def test_the_first_column_of_the_matrix_stays_when_it_scrolls(resting: Open) -> None:
    shown = resting(ADDRESSES["signaler"], **PHONE)
    matrix = shown.page.locator(".oj-matrix")
    name = matrix.locator("tbody th").first
    before = name.bounding_box()["x"]
    assert matrix.evaluate("(one) => { one.scrollLeft = 400; return one.scrollLeft; }") == 400
    assert name.bounding_box()["x"] == pytest.approx(before, abs=3)


@every_page
def test_print_has_the_page_and_no_controls(resting: Open, name: str) -> None:
    shown = resting(ADDRESSES[name])
    shown.page.emulate_media(media="print")
    expect(shown.page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(shown.page.get_by_test_id("stHeader")).to_be_hidden()
    expect(shown.page.locator("details.share")).to_be_hidden()
    expect(shown.page.locator("h1")).to_be_visible()
    expect(shown.page.locator(".ojdash-answer")).to_be_visible()
    expect(shown.page.locator(FIGURES[name]).first).to_be_visible()


# --- keyboard and assistive technology -------------------------------------------------------------------------------


@every_page
def test_tab_reaches_every_control(resting: Open, name: str) -> None:
    stops, unreached = resting(ADDRESSES[name]).unreached()
    assert stops > 8
    assert unreached == []


def test_the_keyboard_alone_chooses_a_kommun_and_copies_the_link(reader: Open) -> None:
    shown = reader(ADDRESSES["jamfor"], permissions=["clipboard-read", "clipboard-write"])
    keyboard = shown.page.keyboard
    _tab_to(
        shown, "(one) => one.getAttribute('role') === 'combobox' && one.getAttribute('aria-label')?.includes('Kommun')"
    )
    keyboard.type("Vetlanda")
    expect(shown.page.get_by_role("option", name="Vetlanda", exact=True)).to_be_visible()
    keyboard.press("Enter")
    shown.titled("Vetlanda jämfört med Jönköpings län")
    _tab_to(shown, "(one) => one.matches('summary') && one.textContent.includes('Dela')")
    keyboard.press("Enter")
    _tab_to(shown, f"(one) => one.textContent.includes('{page.COPY_LINK}') && one.matches('button')")
    keyboard.press("Enter")
    expect(shown.page.get_by_role("status").filter(has_text=page.COPIED)).to_have_count(1)
    assert "kommun=0685" in shown.page.evaluate("navigator.clipboard.readText()")


def _tab_to(shown: Reader, wanted: str) -> None:
    for _ in range(120):
        shown.page.keyboard.press("Tab")
        if shown.page.evaluate(f"() => ({wanted})(window.active())"):
            return
    raise AssertionError(f"Tab never came to {wanted}")


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_that_is_ours(resting: Open, name: str, scheme: str) -> None:
    shown = resting(ADDRESSES[name], color_scheme=scheme)
    shown.unfold()
    assert _ours(serious_faults(shown.page)) == []


@pytest.mark.parametrize("name", ["oversikt", "kvalitet", "jamfor", "signaler"])
def test_axe_finds_no_serious_fault_that_is_ours_on_a_phone(resting: Open, name: str) -> None:
    assert _ours(serious_faults(resting(ADDRESSES[name], **PHONE).page)) == []


def test_the_dark_theme_is_dark(resting: Open) -> None:
    shown = resting(ADDRESSES["jamfor"], color_scheme="dark")
    ground = shown.page.locator(".stApp").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(14, 17, 23)"
    text = shown.page.locator(".ojdash-plot text").first.evaluate("(one) => getComputedStyle(one).fill")
    assert min(map(int, text.removeprefix("rgb(").removesuffix(")").split(","))) > 150


def test_axe_finds_no_serious_fault_where_an_analys_is_begun_in_the_dark(opened: Callable[..., Page]) -> None:
    page = opened("snabbanalys", color_scheme="dark")
    expect(page.locator("[data-testid^=stBaseButton-primary]")).to_be_visible()
    assert serious_faults(page) == []


def _ours(faults: list[str]) -> list[str]:
    return [
        fault
        for fault in faults
        if not any(fault.startswith(f"{rule}: ") and place in fault for rule, place in STREAMLITS_OWN)
    ]


# --- files -----------------------------------------------------------------------------------------------------------


@every_page
def test_csv_and_excel_of_the_view_are_downloaded(resting: Open, name: str, tmp_path: Path) -> None:
    shown = resting(ADDRESSES[name])
    csv = shown.download(shown.page.get_by_role("link", name=files.NAMES["csv"], exact=True))
    assert csv.suggested_filename.endswith(".csv")
    csv.save_as(tmp_path / "view.csv")
    lines = (tmp_path / "view.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) > 2
    assert any("Exempeldata" in line for line in lines)
    excel = shown.download(shown.page.get_by_role("link", name="Excel", exact=True))
    assert excel.suggested_filename.endswith(".xlsx")
    excel.save_as(tmp_path / "view.xlsx")
    book = load_workbook(tmp_path / "view.xlsx", read_only=True)
    assert book.sheetnames
    book.close()


@pytest.mark.parametrize("name", ["indikator", "over_tid", "jamfor"])
def test_the_figure_is_downloaded_as_a_png(resting: Open, name: str, tmp_path: Path) -> None:
    shown = resting(ADDRESSES[name])
    picture = shown.download(shown.page.get_by_role("button", name=page.PICTURE))
    assert picture.suggested_filename.endswith(".png")
    picture.save_as(tmp_path / "view.png")
    content = (tmp_path / "view.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20], "big") == 2400
    csv = shown.page.get_by_role("link", name=files.NAMES["csv"], exact=True)
    assert shown.download(csv).suggested_filename == picture.suggested_filename.replace(".png", ".csv")


_PENNED = """() => { window.penned = []; const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (said, x, y) {
    const size = parseFloat(/([0-9.]+)px/.exec(this.font)[1]);
    window.penned.push({ said, foot: y + size, end: x + this.measureText(said).width,
      high: this.canvas.height / this.getTransform().d, wide: this.canvas.width / this.getTransform().a });
    return draw.apply(this, arguments); }; }"""


@pytest.mark.parametrize("letters", ["its own", "a fallback's"])
@pytest.mark.parametrize("name", ["jamfor", "signaler", "oversikt"])
def test_a_picture_is_whole_in_any_letters(
    browser: Browser, site: str, name: str, letters: str, tmp_path: Path
) -> None:
    """Title, year, gender, source, edition and address are drawn within it, and its edge is blank all around."""
    window = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
    if letters != "its own":
        window.route("**/*.woff2", lambda route: route.abort())
    shown = Reader(window.new_page(), site).to(ADDRESSES[name])
    shown.page.evaluate(_PENNED)
    shown.download(shown.page.get_by_role("button", name=page.PICTURE).first).save_as(tmp_path / "view.png")
    penned = [one for one in shown.page.evaluate("window.penned") if one["high"] > 100]
    title = shown.page.locator("h1").inner_text()
    window.close()
    said = "".join(one["said"] for one in penned).replace(" ", "")
    for part in (title, "År:", "Kön:Alla", "Exempeldata–simuleradevärden", "Utgåvaexempel-", f"Länk:{site}", "utgava="):
        assert part.replace(" ", "") in said
    assert [one for one in penned if one["foot"] > one["high"] or one["end"] > one["wide"]] == []
    with Image.open(tmp_path / "view.png") as picture:
        drawn = picture.convert("RGB")
    ground = drawn.getpixel((0, 0))
    edge = ImageChops.difference(drawn, Image.new("RGB", drawn.size, ground)).getbbox()
    assert edge[0] >= 20 and edge[1] >= 20
    assert drawn.width - edge[2] >= 20 and drawn.height - edge[3] >= 20
