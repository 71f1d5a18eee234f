"""The papers of a meeting, reopened by another program than wrote them and compared with what was said."""

from __future__ import annotations

import io
import json
import zipfile

import pypdf
import pytest

from ojdash import answers, api, export, store
from ojdash.domain.meeting import Meeting
from ojdash.domain.question import Question
from ojdash.text import mote as text
from tests.export.reopened import said, squeezed
from tests.writing import analys

HOSTILE = '=1+1 <script>alert(1)</script> & "citat" \u202eomvänt'
WRITTEN = f"""
    om/year                        2025
    FoU-ledare, FoUrum:
    mote/moteaaaa/titel            Årets resultat
    mote/moteaaaa/natverk          Chefsnätverk LSS
    mote/moteaaaa/mottagare        Socialcheferna
    mote/moteaaaa/datum            2025-11-20
    mote/moteaaaa/narvarande       Enhetschefer, FoU-ledare
    mote/motebbbb/datum            2024-11-20
    vy/vyaaaaaa/mote               moteaaaa
    vy/vyaaaaaa/lank               jamfor?kommun=0685&indikator=LSS-01
    vy/vyaaaaaa/ordning            b
    vy/vyaaaaaa/fraga              Vad gör ni åt det?
    vy/vyaaaaaa/enats              Vi läser frågan lika
    vy/vyaaaaaa/beslut             {HOSTILE}
    vy/vyaaaaaa/visad              2025-11-20
    vy/vybbbbbb/mote               moteaaaa
    vy/vybbbbbb/lank               oversikt?kommun=0685&omrade=lss
    vy/vybbbbbb/ordning            c
    utfall/utfallaa/mote           motebbbb
    utfall/utfallaa/text           Kvar från förra mötet
    utfall/utfallbb/mote           moteaaaa
    utfall/utfallbb/slag           kompetens
    utfall/utfallbb/text           Utbildning i uppföljning
    utfall/utfallbb/ansvarig       Enhetschef
    utfall/utfallbb/datum          2026-05-01
    tolkning/tolkaaaa/indikator    LSS-01
    tolkning/tolkaaaa/text         Samtliga är vartenda beslut
    tolkning/tolkaaaa/datum        2025-11-20
    tolkning/tolkaaaa/vilka        Alla tretton
    tolkning/tolkbbbb/indikator    LSS-13
    tolkning/tolkbbbb/text         Om en fråga som inte visades
    korg/2025/LSS-01/vald          ja
    korg/2025/LSS-01/skal          Angeläget för alla
    steg/2025/4/utfall             Nätverket inför rutinen
    overlamning/handaaaa/mote      moteaaaa
    overlamning/handaaaa/vy        vyaaaaaa
    overlamning/handaaaa/resultat  Två av tretton följer upp
    overlamning/handaaaa/forslag   En gemensam rutin
    overlamning/handaaaa/beslut    Inför rutinen
    overlamning/handaaaa/mottagare  Socialnämnden
"""
# What the minutes and the hand-over must hold, in order.
MINUTES = [
    *("2025-11-20", "Chefsnätverk LSS", "Socialcheferna", "Enhetschefer, FoU-ledare", "Kvar från förra mötet"),
    *(
        "Vetlanda jämfört med Jönköpings län",
        "Länets 13 kommuner: 2 av de 12 som svarat följer upp",
        "Vad gör ni åt det?",
    ),
    *("Vi läser frågan lika", "=1+1 <script>alert(1)</script>"),
    *("Samtliga är vartenda beslut", "2025-11-20", "Alla tretton", "Kompetens", "Utbildning i uppföljning"),
    *("Angeläget för alla", "Nätverket inför rutinen"),
]
HANDOVER = [
    *("Socialnämnden", "Två av tretton följer upp", "En gemensam rutin", "Inför rutinen"),
    *(text.FIGURE_SAYS, "Länets 13 kommuner: 2 av de 12 som svarat följer upp"),
]


def meeting(steg: str = "efter", more: str = "") -> Meeting:
    return answers.meeting(store.SHIPPED, analys(WRITTEN + more), Question("mote", mote="moteaaaa", steg=steg))


def in_order(found: str, wanted: list[str]) -> None:
    at = 0
    for one in map(squeezed, wanted):
        assert one in found[at:], one
        at = found.index(one, at)


@pytest.mark.parametrize(("steg", "wanted"), [("efter", MINUTES), ("overlamna", HANDOVER)])
def test_every_paper_holds_everything_in_order(steg: str, wanted: list[str]) -> None:
    found = meeting(steg)
    for make in (export.meeting_word, export.meeting_pdf, export.meeting_html):
        in_order(said(make(found)), wanted)


def test_the_readings_of_questions_that_were_not_shown_are_left_out() -> None:
    assert [item.id for _, item in meeting().readings] == ["tolkaaaa"]
    assert "Om en fråga som inte visades" not in said(export.meeting_word(meeting()))


def test_a_hand_over_is_a_page_a_proposal_with_the_figure_under_the_words() -> None:
    """The figure is that of the view's own page, in every format; what has none says so."""
    more = "".join(
        f"""
        vy/{vy}/mote  moteaaaa
        vy/{vy}/ordning  {vy[-1]}
        vy/{vy}/lank  {link}
        overlamning/{hand}/mote  moteaaaa
        overlamning/{hand}/vy  {vy}
        overlamning/{hand}/resultat  {"Det här vet vi. " * 10}
        """
        for vy, hand, link in (
            ("vycccccc", "handbbbb", "jamfor?kommun=0685&indikator=LSS-03"),
            ("vydddddd", "handcccc", "over_tid?kommun=0685&indikator=LSS-01"),
            ("vyeeeeee", "handdddd", "signaler?kommun=0685&omrade=lss"),
        )
    )
    event = "handelse/hand0001/datum  2024-03-01\n handelse/hand0001/text  Ny rutin för uppföljning\n"
    found = meeting("overlamna", f"{more}\n {event}")
    made = export.meeting_pdf(found)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == len(found.handovers) == 4
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    for at, names in ((0, ["Gislaved", "Vaggeryd"]), (1, ["Riket", "Habo"]), (2, ["Ny rutin för uppföljning"])):
        said_at = pages[at].index(text.FIGURE_SAYS)
        assert all(name in pages[at][said_at:] for name in names), at
    assert text.NO_FIGURE in pages[3].replace("\n", " ")
    html = export.meeting_html(found)
    assert html.count("<svg") == 3
    assert html.index("Det här vet vi.") < html.index("<svg", html.index("Det här vet vi."))
    word = zipfile.ZipFile(io.BytesIO(export.meeting_word(found)))
    assert len([name for name in word.namelist() if name.startswith("word/media/")]) == 3


def test_the_page_to_print_holds_nonsense_as_text() -> None:
    made = export.meeting_html(meeting())
    assert "<script>alert" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


def test_the_same_meeting_gives_the_same_bytes() -> None:
    for make in (export.meeting_word, export.meeting_pdf, export.meeting_html):
        assert make(meeting()) == make(meeting())


@pytest.mark.parametrize("make", [export.meeting_word, export.meeting_pdf, export.meeting_html])
def test_fifty_thousand_characters_are_all_there(make) -> None:
    long = "räksmörgås " * 4_545 + "😀"
    made = make(meeting(more=f"\n    vy/vyaaaaaa/anteckning   {long}"))
    assert said(made).count("räksmörgås") == 4_545


def test_json_says_the_run_and_never_an_address() -> None:
    spelled = json.loads(api.meeting_as_json(meeting()))
    assert [view["id"] for view in spelled["views"]] == ["vyaaaaaa", "vybbbbbb"]
    assert spelled["views"][0]["enats"] == {
        "value": "Vi läser frågan lika", "role": "FoU-ledare", "organisation": "FoUrum",
        "at": spelled["views"][0]["enats"]["at"],
    }  # fmt: skip
    assert spelled["mottagare"]["value"] == "Socialcheferna"
    assert [one["text"]["value"] for one in spelled["earlier"]] == ["Kvar från förra mötet"]
    assert [one["text"]["value"] for one in spelled["readings"]] == ["Samtliga är vartenda beslut"]
    assert "analys=" not in api.meeting_as_json(meeting())


def test_a_meeting_without_anything_says_what_it_lacks() -> None:
    for steg, wanted in (("efter", [text.NONE_SHOWN, text.NO_OUTCOMES]), ("overlamna", [text.NO_HANDOVER])):
        found = answers.meeting(store.SHIPPED, analys("mote/moteaaaa/titel   x"), Question("mote", steg=steg))
        lacks = "Mötet saknar: nätverk, mottagare (namngiven), datum."
        in_order(said(export.meeting_word(found)), [lacks, *wanted])
