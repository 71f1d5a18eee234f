"""Mötet in a real browser: keys and a presenter's remote, all within the window, a phone held upright, and dragging."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from ojdash.text import delning
from ojdash.text import mote as text
from tests.browser.conftest import SLOWEST
from tests.browser.reading import quiet, serious_faults
from tests.browser.test_snabbanalys import PHONE, SAVED, SCREEN, address_of, write_as

VIEWS = (
    "jamfor?kommun=0685&indikator=U21468",
    "over_tid?kommun=0685&indikator=LSS-01",
    "indikator?kommun=0685&indikator=U21468",
    "jamfor?kommun=0685&indikator=LSS-01&peers=riket",
    "signaler?kommun=0685&omrade=lss",
    "signaler?kommun=1480&omrade=krisberedskap",
    "lansrapport?kommun=0685&omrade=krisberedskap&peers=lan",
    "oversikt?kommun=0685&omrade=lss",
    "kvalitet?kommun=0685&omrade=lss",
    "enkat?kommun=0685&omrade=lss",
    "enkat?kommun=0685&omrade=lss&indikator=LSS-01",
    "snabbanalys?kommun=0685&steg=2",
    "snabbanalys?kommun=0685&steg=tillsammans",
    "laget?steg=status",
    "laget?steg=omrade&omrade=lss",
    "laget?steg=arshjul&year=2026",
    "om_data",
)
TITLES = ("Vetlanda jämfört med Jönköpings län", "Vetlanda år för år")
# Every text that is seen: how small the smallest is, how far down the lowest reaches, and what must be scrolled.
_SEEN = """() => {
  const deep = (root = document) => [...root.querySelectorAll('*')].flatMap(
    (one) => one.shadowRoot ? [one, ...deep(one.shadowRoot)] : [one]);
  const seen = deep().filter((one) => { const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && one.checkVisibility({ visibilityProperty: true })
      && !one.matches('style, script, title') && !one.closest('.oj-unseen')
      && [...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim()); });
  const band = document.querySelector('.ojdash-band');
  const main = document.querySelector('[data-testid=stMain]');
  return {
    least: Math.min(...seen.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    lowest: Math.max(...seen.filter((one) => one !== band).map((one) => one.getBoundingClientRect().bottom)),
    foot: band.getBoundingClientRect().top,
    scrolls: main.scrollHeight - main.clientHeight,
    ground: getComputedStyle(document.querySelector('.stApp')).backgroundColor,
  };
}"""


def push(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="module")
def addresses(browser: Browser, site: str) -> tuple[str, str]:
    """The writer's and the reader's address of a meeting with a view of each kind, made as a coordinator makes it."""
    context = browser.new_context(**SCREEN)
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(f"{site}mote?kommun=0685&omrade=lss")
    page.get_by_label(delning.ROLE, exact=True).locator("visible=true").fill("FoU-ledare")
    push(page, delning.CREATE)
    expect(page.get_by_role("heading", name=delning.WHO_SEES)).to_be_visible()
    page.get_by_role("link", name=text.PARTS["forbered"]).click()
    page.get_by_label(text.FIELDS["titel"], exact=True).fill("Årets resultat")
    page.get_by_label(text.FIELDS["natverk"], exact=True).fill("Chefsnätverk LSS")
    page.get_by_label(text.FIELDS["mottagare"], exact=True).fill("Socialcheferna")
    push(page, text.CREATE)
    expect(page.locator("h1")).to_have_text("Årets resultat")
    for number, view in enumerate(VIEWS):
        page.get_by_label(text.PASTE, exact=True).fill(view)
        push(page, text.PASTE)
        expect(page.locator("li.view")).to_have_count(number + 1)
    page.get_by_role("link", name=text.PARTS["delning"]).click()
    found = address_of(page, "skriva"), address_of(page, "lasa")
    context.close()
    return found


def at(page: Page, title: str, where: str) -> None:
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("nav.keys")).to_contain_text(where)


def screens(page: Page) -> int:
    return int(re.search(r"av (\d+)", page.locator("nav.keys").inner_text()).group(1))


def shown(page: Page) -> None:
    """Wait until a screen stands still, its figure painted."""
    quiet(page)
    page.wait_for_function("() => [...document.querySelectorAll('.ojdash-chart')].every((one) => one.dataset.painted)")


def test_keys_and_a_presenters_remote_lead_through_the_run_and_out(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(addresses[0])
    page.get_by_role("link", name=text.SHOW, exact=True).first.click()
    expect(page.locator("nav.keys")).to_be_visible()
    page.keyboard.press("PageDown")
    at(page, TITLES[0], "1 av ")
    page.keyboard.press("ArrowRight")
    at(page, TITLES[1], "2 av ")
    page.keyboard.press("PageUp")
    at(page, TITLES[0], "1 av ")
    page.keyboard.press("Space")
    at(page, TITLES[1], "2 av ")
    page.keyboard.press("ArrowLeft")
    at(page, TITLES[0], "1 av ")
    expect(page.locator("nav.pages")).to_have_count(0)
    assert addresses[0].partition("analys=")[2] not in page.url  # a projector shows its address bar
    assert addresses[1].partition("analys=")[2] in page.url
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=text.PER_VIEW)).to_be_visible()


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 720, 20), (1920, 1080, 30)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_fits_the_window_is_read_from_the_back_and_is_light(
    opened: Callable[..., Page], addresses: tuple[str, str], width: int, height: int, least: int, scheme: str
) -> None:
    page = opened(addresses[1], viewport={"width": width, "height": height}, color_scheme=scheme)
    page.get_by_role("link", name=text.SHOW, exact=True).first.click()
    expect(page.locator("nav.keys")).to_be_visible()
    shown(page)
    assert page.evaluate(_SEEN)["least"] >= least
    page.keyboard.press("PageDown")
    at(page, TITLES[0], "1 av ")
    for number in range(1, screens(page) + 1):
        expect(page.locator("nav.keys")).to_contain_text(f"{number} av ")
        shown(page)
        page.wait_for_function(f"() => ({_SEEN})().least >= {least}")
        found = page.evaluate(_SEEN)
        assert found["scrolls"] <= 0, number
        assert found["lowest"] <= found["foot"] + 1, number
        assert found["ground"] == "rgb(255, 255, 255)"
        expect(page.locator(".scan svg")).to_be_visible()
        page.keyboard.press("PageDown")


def test_on_a_phone_held_upright_the_steps_are_within_reach_of_the_thumb(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(addresses[1], **PHONE)
    page.get_by_role("link", name=text.SHOW, exact=True).first.click()
    page.get_by_role("link", name=text.NEXT, exact=True).click()
    at(page, TITLES[0], "1 av ")
    shown(page)
    for name in (text.NEXT, text.PREVIOUS):
        box = page.get_by_role("link", name=name, exact=True).bounding_box()
        assert box["height"] >= 44
        assert box["y"] > 844 * 0.75
        assert box["y"] + box["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".scan svg")).to_be_hidden()  # the phone is in the hand already


def test_at_200_percent_everything_is_reached_by_scrolling_down_only(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(addresses[1], viewport={"width": 640, "height": 360}, device_scale_factor=2)
    page.get_by_role("link", name=text.SHOW, exact=True).first.click()
    page.get_by_role("link", name=text.NEXT, exact=True).click()
    at(page, TITLES[0], "1 av ")
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(page.get_by_role("link", name=text.NEXT, exact=True)).to_be_in_viewport()
    page.locator(".asked").scroll_into_view_if_needed()
    expect(page.locator(".asked")).to_be_in_viewport()


def test_a_code_read_aloud_opens_the_meeting_on_a_phone_that_has_never_been_here(
    opened: Callable[..., Page], addresses: tuple[str, str], site: str
) -> None:
    page = opened(addresses[0])
    page.get_by_text(text.CODE, exact=True).click()
    push(page, text.CODE_ON)
    code = page.locator(".signs").inner_text()
    page.get_by_role("link", name=text.SHOW, exact=True).first.click()
    expect(page.locator("nav.keys")).to_be_visible()  # the code stands on the page that is left too
    expect(page.locator(".signs")).to_have_text(code)
    shown(page)
    found = page.evaluate(_SEEN)
    assert found["lowest"] <= found["foot"] + 1
    phone = opened(f"{site}m/{code.lower().replace('-', '')}", **PHONE)
    expect(phone.locator("h1")).to_have_text("Årets resultat")
    assert addresses[1].partition("analys=")[2] not in phone.url  # an address of its own, which ends with the code
    typed = opened(f"{site}m", **PHONE)
    field = typed.get_by_label(delning.ADDRESS, exact=True)
    expect(field).to_be_in_viewport()  # before what begins an analys, without scrolling
    field.fill(code)
    push(typed, delning.OPEN_IT)
    expect(typed.locator("h1")).to_have_text("Årets resultat")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=text.PARTS["forbered"]).click()
    push(page, text.CODE_OFF)
    expect(page.get_by_role("button", name=text.CODE_ON, exact=True)).to_be_visible()


@pytest.mark.parametrize("view", range(len(VIEWS)))
def test_every_view_is_as_wide_as_a_phone_held_upright(
    opened: Callable[..., Page], addresses: tuple[str, str], view: int
) -> None:
    page = opened(addresses[1], **PHONE)
    link = page.locator("li.view").nth(view).get_by_role("link", name=text.SHOW, exact=True)
    page.goto(page.url.rpartition("/")[0] + "/" + link.get_attribute("href"))
    expect(page.locator("nav.keys")).to_be_visible()
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    least = page.evaluate(_SEEN)["least"]
    assert least >= 12


def test_the_run_is_put_in_order_by_keys_and_by_dragging(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(addresses[0], viewport={"width": 1280, "height": 1600})
    write_as(page, "FoU-ledare")
    heads = page.locator("li.view h3")
    first, second = (re.sub(r"^\d+\. ", "", heads.nth(n).inner_text()) for n in (0, 1))
    button = page.locator("li.view").first.get_by_role("button", name=f"{text.DOWN}: ")
    button.focus()
    page.keyboard.press("Enter")
    expect(heads.first).to_have_text(f"1. {second}")
    expect(heads.nth(1)).to_have_text(f"2. {first}")
    page.locator("li.view .grip").nth(1).drag_to(page.locator("li.view .grip").first, target_position={"x": 5, "y": 2})
    expect(heads.first).to_have_text(f"1. {first}")
    expect(page.locator("li.view")).to_have_count(len(VIEWS))


def test_what_one_writes_is_saved_and_a_colleague_sees_a_view_that_was_added(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(f"{addresses[0]}".replace("steg=forbered", "steg=efter"))
    write_as(page, "FoU-ledare")
    page.locator("details.view summary").first.click()
    page.locator('.field[data-place$="/enats"] textarea').first.fill("Vi läser frågan lika")
    expect(page.locator('.field[data-place$="/enats"] .state').first).to_contain_text(SAVED)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Word", exact=True).click()
    assert io.BytesIO(coming.value.path().read_bytes()).read(2) == b"PK"


def test_a_question_of_any_length_leaves_the_steps_within_the_window(
    opened: Callable[..., Page], addresses: tuple[str, str]
) -> None:
    page = opened(addresses[0])
    write_as(page, "FoU-ledare")
    page.locator("details.asks summary").first.click()
    asked = page.locator('.field[data-place$="/fraga"]').first
    before = asked.get_by_role("textbox").input_value()
    asked.get_by_role("textbox").fill("Vad skiljer er från dem i gruppen? " * 1_000)
    expect(asked.locator(".state")).to_contain_text(SAVED)
    screen = opened(addresses[1])
    screen.get_by_role("link", name=text.SHOW, exact=True).first.click()
    expect(screen.locator("nav.keys")).to_be_visible()
    screen.keyboard.press("PageDown")
    at(screen, TITLES[0], "1 av ")
    shown(screen)
    steps = screen.locator("nav.keys").bounding_box()
    assert steps["y"] + steps["height"] <= screen.evaluate(_SEEN)["foot"]
    assert screen.evaluate(_SEEN)["scrolls"] <= 0
    asked.get_by_role("textbox").fill(before)
    expect(asked.locator(".state")).to_contain_text(SAVED)


@pytest.mark.parametrize("steg", ["forbered", "visa", "efter", "overlamna"])
def test_axe_finds_nothing_serious(opened: Callable[..., Page], addresses: tuple[str, str], steg: str) -> None:
    page = opened(addresses[1].replace("steg=forbered", f"steg={steg}"))
    quiet(page)
    assert serious_faults(page) == []
