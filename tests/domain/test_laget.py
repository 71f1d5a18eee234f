"""How far a network has come: what it says, what is not known, and what the analys knows beside."""

from __future__ import annotations

from datetime import date

import pytest

from ojdash.domain.laget import Hint, Stand, stands
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.places import LAGET, LAGET_ANSWERS
from tests.writing import analys

OF = {"LSS-01": "lss", "V-01": "vald"}
TODAY = date(2026, 11, 22)
KNOWN = """
    om/omrade       lss
    om/natverk      Chefsnätverk LSS
    om/kommuner     0680-0682-0685
    enkat/2025/mote/lss/motesdag            2025-01-15
    enkat/2026/mote/lss/motesdag            2026-01-14
    enkat/2027/mote/lss/motesdag            2027-01-13
    enkat/2026/godkand/lss/0680/godkand     ja
    enkat/2026/godkand/lss/0685/godkand     ja
    enkat/2026/godkand/lss/1860/godkand     ja
    enkat/2026/godkand/vald/0685/godkand    ja
    rapport/2024/LSS-01/kommentar           Äldre
    rapport/2025/LSS-01/kommentar           Ett ord
    rapport/2025/V-01/kommentar             Ett annat
    mote/moteaaaa/titel     Årets resultat
    mote/moteaaaa/datum     2026-09-15
    mote/motebbbb/titel     Kommer
    mote/motebbbb/datum     2026-12-08
    mote/motecccc/titel     Våld
    mote/motecccc/datum     2026-03-01
    mote/motecccc/omrade    vald
    mote/motecccc/natverk   Kvinnofridsnätverket
    utfall/utfallaa/mote    moteaaaa
    utfall/utfallaa/uppfoljning     Rutinen används
    utfall/utfallbb/mote    motecccc
    forslag/forslaga/indikator      LSS-01
    forslag/forslaga/uppfoljning    Klart
"""


def stand(drawn: str, omrade: str = "lss") -> Stand:
    found = {one.omrade: one for one in stands(analys(drawn), OMRADEN, TODAY, OF.get)}
    return found[omrade]


def test_there_are_nine_areas_and_eight_headings_of_which_the_last_has_two_answers() -> None:
    found = stands(analys("om/titel   x"), OMRADEN, TODAY, OF.get)
    assert [one.omrade for one in found] == list(OMRADEN)
    assert (len(found), len(LAGET), LAGET["kontakt"]) == (9, 8, ("skr", "socialstyrelsen"))
    assert all(tuple(one.said) == LAGET_ANSWERS for one in found)


@pytest.mark.parametrize(
    ("written", "svar"),
    [
        ("laget/lss/skr/svar   ja", "ja"),
        ("laget/lss/skr/svar   nej", "nej"),
        ("laget/lss/skr/ar   2025", ""),  # a year alone is no answer
        ("laget/lss/skr/svar   ja\n    laget/lss/skr/svar", ""),  # taken away
        ("laget/vald/skr/svar   ja", ""),
        ("laget/lss/socialstyrelsen/svar   nej", ""),
    ],
)
def test_what_nobody_has_said_is_not_known_and_never_a_no(written: str, svar: str) -> None:
    assert stand(f"om/titel   x\n    {written}").said["skr"].svar == svar


@pytest.mark.parametrize(
    ("omrade", "name", "hints"),
    [
        (
            "lss",
            "enkat",
            [
                Hint("genomgang", 2026, day="2026-01-14"),
                Hint("godkand", 2026, 2, 3),
            ],  # 2027's is to come; 1860 is not in the analys
        ),
        ("vald", "enkat", [Hint("godkand", 2026, 1, 3)]),
        ("lss", "kommentarer", [Hint("kommentarer", 2025, 1)]),
        ("lss", "chefsnatverk", [Hint("natverk", title="Chefsnätverk LSS")]),
        ("vald", "chefsnatverk", [Hint("natverk", title="Kvinnofridsnätverket")]),
        ("lss", "resultat", [Hint("mote", title="Årets resultat", day="2026-09-15")]),  # not the one to come
        ("vald", "resultat", [Hint("mote", title="Våld", day="2026-03-01")]),
        ("lss", "uppfoljning", [Hint("uppfoljt", count=2)]),
        ("vald", "uppfoljning", []),
        ("lss", "lansrapport", []),
        ("lss", "fou_ledare", []),
        ("krisberedskap", "enkat", []),
    ],
)
def test_what_the_analys_knows_stands_beside_and_answers_nothing(omrade: str, name: str, hints: list[Hint]) -> None:
    said = stand(KNOWN, omrade).said[name]
    assert list(said.hints) == hints
    assert said.svar == ""
