"""Så räknar vi in the app: every rule is there, and every page of figures leads to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ojdash.text import MENU, PAGES, page, sa_raknar_vi
from tests.pages.visiting import Visit, answer_to, plain

Opened = Callable[[str], Visit]


def test_the_page_shows_every_rule_its_formula_and_its_example(opened: Opened) -> None:
    visit = opened("sa_raknar_vi")
    answer = answer_to("sa_raknar_vi")
    headings = visit.headers
    assert headings == [*(section.heading for section in sa_raknar_vi.sections(answer)), sa_raknar_vi.RESTS_ON]
    page_text = plain(visit.html)
    for section in sa_raknar_vi.sections(answer):
        for sentence in (*section.sentences, *section.formula.split("\n"), section.example, section.source):
            assert sentence in page_text
    assert not visit.at.exception


@pytest.mark.parametrize("name", ["oversikt", "indikator", "over_tid", "jamfor", "signaler", "kvalitet", "om_data"])
def test_every_page_of_figures_leads_to_it_with_the_question_kept(opened: Opened, name: str) -> None:
    foot = opened(f"{name}?kommun=0680").component("foot")["html"]
    assert 'href="sa_raknar_vi' in foot and page.METHOD in foot


def test_om_data_leads_to_it_where_the_rule_stands(opened: Opened) -> None:
    assert 'href="sa_raknar_vi' in opened("om_data").component("method")["html"]


def test_it_is_no_view_to_choose_in_the_menu(opened: Opened) -> None:
    assert set(PAGES) - set(MENU) == {"sa_raknar_vi"}
    assert "sa_raknar_vi" not in opened("oversikt").component("menu")["html"]
    assert 'href="sa_raknar_vi' not in opened("sa_raknar_vi").component("foot")["html"]


def test_a_pinned_edition_is_quoted(opened: Opened) -> None:
    edition = answer_to("sa_raknar_vi").edition
    visit = opened(f"sa_raknar_vi?utgava={edition}")
    assert edition in visit.sentence
    assert visit.address == {"utgava": edition}
