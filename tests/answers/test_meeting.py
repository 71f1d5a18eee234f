"""A meeting's views: each asked on the edition it pins, and what can't be shown said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers, store
from ojdash.domain.errors import QuestionError
from ojdash.domain.meeting import MOST_COLUMNS, Meeting
from ojdash.domain.question import Question
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


def meeting(*links: str, steg: str | None = None, **asked: object) -> Meeting:
    drawn = MEETING
    for n, link in enumerate(links):
        at = f"vy/view{n:04d}"
        drawn += f"\n {at}/mote  moteaaaa\n {at}/ordning  {chr(98 + n // 20)}{chr(98 + n % 20)}\n {at}/lank  {link}"
    return answers.meeting(store.SHIPPED, analys(drawn), Question("mote", steg=steg, **asked))


def test_each_view_is_answered_as_its_own_page_answers_it() -> None:
    link = f"jamfor?kommun=0685&indikator=LSS-01&utgava={EDITION}"
    (view,) = meeting(link).views
    edition = store.open_edition(store.SHIPPED, EDITION)
    asked = Question("jamfor", "0685", indikator="LSS-01")
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


def test_a_view_of_what_people_wrote_has_no_figures() -> None:
    (view,) = meeting("snabbanalys?kommun=0685&steg=2").views
    assert view.answer is None
    assert text.view_title(view) == "Snabbanalys"


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
    assert found.told == (text.NO_SUCH,)
    assert found.id == "moteaaaa"
    with pytest.raises(QuestionError, match="finns inte"):
        answers.checked_meeting(store.SHIPPED, Question("mote", mote="moteborta"), analys(MEETING))
    with pytest.raises(QuestionError, match="inget möte"):
        answers.checked_meeting(store.SHIPPED, Question("mote"), analys("om/titel   x"))


def test_an_analys_without_meetings_has_its_first_part(tmp_path: Path) -> None:
    found = answers.meeting(store.SHIPPED, analys("om/titel   x"), Question("mote", steg="tillsammans"))
    assert (found.item, found.question.steg, found.views) == (None, "forbered", ())
