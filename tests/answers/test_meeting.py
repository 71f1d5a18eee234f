"""A meeting's views: each asked on the edition it pins, and what can't be shown said in words."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import pytest

from ojdash import answers, store
from ojdash.domain.errors import QuestionError
from ojdash.domain.meeting import MOST_COLUMNS, Meeting, kommun_pages
from ojdash.domain.question import PAGES, Question
from ojdash.text import mote as text
from tests.writing import analys

EDITION = store.current(store.SHIPPED)
MEETING = """
    om/year                   2025
    mote/moteaaaa/titel       Årets resultat
    mote/moteaaaa/datum       2025-11-20
    korg/2025/LSS-01/vald     ja
    korg/2025/BORTA/vald      ja
    steg/2025/4/utfall        Vi inför rutinen
"""


def meeting(*links: str, steg: str | None = None, written: str = "", **asked: object) -> Meeting:
    drawn = MEETING + written
    for n, link in enumerate(links):
        at = f"vy/view{n:04d}"
        drawn += f"\n {at}/mote  moteaaaa\n {at}/ordning  {chr(98 + n // 20)}{chr(98 + n % 20)}\n {at}/lank  {link}"
    return answers.meeting(store.SHIPPED, analys(drawn), Question("mote", steg=steg, **asked))


def test_each_view_is_answered_as_its_own_page_answers_it() -> None:
    link = f"jamfor?kommun=0685&indikator=LSS-01&utgava={EDITION}"
    (view,) = meeting(link).views
    edition = store.open_edition(store.SHIPPED, EDITION)
    asked = Question("jamfor", "0685", indikator="LSS-01", utgava=EDITION)
    assert view.answer is answers.answer(edition, answers.settle(edition, asked)[0])
    assert view.question.utgava == EDITION
    assert text.view_title(view) == "Vetlanda jämfört med Jönköpings län"
    assert view.told == ()


def test_an_edition_that_is_gone_is_told_and_the_newest_shown() -> None:
    (view,) = meeting("jamfor?kommun=0685&indikator=LSS-01&utgava=exempel-20010101-aaaaaaaa").views
    assert "exempel-20010101-aaaaaaaa" in view.told[0]
    assert view.question.utgava == view.answer.edition == EDITION


def test_what_a_link_asks_wrongly_is_told_and_the_rest_is_shown() -> None:
    wrong, unread = meeting("jamfor?kommun=9999&indikator=LSS-01", "jamfor?kommun=vetlanda").views
    assert "9999" in " ".join(wrong.told)
    assert wrong.answer is not None
    assert (unread.question, unread.answer) == (None, None)
    assert text.view_title(unread) == text.NOT_A_VIEW


@pytest.mark.parametrize("page", [page for page in PAGES if page != "mote"])
def test_every_page_can_be_a_view(page: str) -> None:
    (view,) = meeting(f"{page}?kommun=0685&omrade=lss").views
    assert (view.answer or view.written) is not None
    assert text.view_title(view)
    assert text.view_sentence(view)
    assert "?" in text.first_question(view.question)
    assert not view.told


@pytest.mark.parametrize(
    ("link", "title", "screens"),
    [
        ("snabbanalys?kommun=0685&steg=2", "Snabbanalys Vetlanda 2025", 2),
        ("snabbanalys?kommun=0685&steg=2&indikator=LSS-03", "Snabbanalys: Beslut om bostad med", 1),
        ("snabbanalys?kommun=0685&steg=tillsammans", "Snabbanalys: kommunernas svar sida vid sida", 1),
        ("enkat?kommun=0685&omrade=lss", "Enkätgenomgång: LSS 2026", 3),
        ("enkat?kommun=0685&omrade=lss&indikator=LSS-03", "Beslut om bostad med särskild service", 1),
    ],
)
def test_a_view_of_what_people_write_shows_what_the_meetings_own_analys_says(
    link: str, title: str, screens: int
) -> None:
    rows = "".join(f"\n rad/2025/0685/{id}/vald  ja" for id in ("LSS-01", "LSS-03", "LSS-08"))
    (view,) = meeting(link, written=rows).views
    assert text.view_title(view).startswith(title)
    assert view.screens == screens
    assert view.answer is None
    assert view.written.analys.chosen(2025, "0685") == ("LSS-01", "LSS-03", "LSS-08")


def test_what_happened_is_told_on_a_screen_of_its_own() -> None:
    event = "\n handelse/hand0001/datum  2024-03-01\n handelse/hand0001/text  Ny rutin"
    links = ("over_tid?kommun=0685&indikator=LSS-01", "jamfor?kommun=0685&indikator=LSS-01")
    years, beside = meeting(*links, written=event).views
    assert ([one.text("text") for one in years.events], years.screens) == (["Ny rutin"], 2)
    assert (beside.events, beside.screens) == ((), 1)
    assert [view.screens for view in meeting(*links).views] == [1, 1]


def test_a_group_that_is_large_is_paged_and_one_that_is_too_large_shows_the_own_kommun() -> None:
    large, whole = meeting(*(f"signaler?kommun=1480&omrade=hemloshet{peers}" for peers in ("", "&peers=riket"))).views
    pages = kommun_pages(large.answer)
    assert [len(page) for page in pages] == [13, 13, 13, 10]
    assert pages[0][0] == "1480"
    assert len({kod for page in pages for kod in page}) == 49
    columns = ceil(large.answer.rows["indikator"].nunique() / MOST_COLUMNS)
    assert large.screens == columns * 4
    assert (kommun_pages(whole.answer), whole.screens) == ([["1480"]], columns)


def test_a_wide_matrix_fills_several_screens() -> None:
    found = meeting("signaler?kommun=0685&omrade=lss", "oversikt?kommun=0685")
    wide, one = found.views
    columns = wide.answer.rows["indikator"].nunique()
    assert (wide.screens - 1) * MOST_COLUMNS < columns <= wide.screens * MOST_COLUMNS
    assert len(found.screens) == wide.screens + 1
    assert one.screens == 1


def test_a_meeting_of_forty_views_is_whole() -> None:
    found = meeting(*[f"over_tid?kommun={kod}&indikator=LSS-01" for kod in ("0685", "0680") * 20])
    assert len(found.views) == 40
    assert {view.answer.kommun.kod for view in found.views} == {"0680", "0685"}


def test_the_basket_and_the_decisions_of_the_year_come_along() -> None:
    found = meeting()
    assert found.titles["LSS-01"].startswith("Uppföljning av beslut")
    assert found.titles["BORTA"] == "BORTA"
    assert found.decided == ((4, "Vi inför rutinen"),)


def test_an_unknown_meeting_is_told_and_the_newest_shown() -> None:
    found = meeting(mote="moteborta")
    assert found.told == (f"{text.NO_SUCH} {text.NEWEST_HERE}",)
    assert found.id == "moteaaaa"
    with pytest.raises(QuestionError, match="finns inte"):
        answers.checked_meeting(store.SHIPPED, Question("mote", mote="moteborta"), analys(MEETING))
    with pytest.raises(QuestionError, match="inget möte"):
        answers.checked_meeting(store.SHIPPED, Question("mote"), analys("om/titel   x"))


def test_an_analys_without_meetings_has_its_first_part(tmp_path: Path) -> None:
    found = answers.meeting(store.SHIPPED, analys("om/titel   x"), Question("mote", steg="tillsammans"))
    assert (found.item, found.question.steg, found.views) == (None, "forbered", ())
