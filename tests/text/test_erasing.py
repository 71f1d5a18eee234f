"""What is called what where text is erased."""

from __future__ import annotations

import re

import pytest

from ojdash.domain.analys import Erasure
from ojdash.domain.places import PLACES
from ojdash.text import erasing, hosting

PARTS = {"year": "2024", "kommun": "0685", "indikator": "LSS-01", "step": "2", "item": "abcdefgh", "omrade": "lss"}
CALLED = {"0685": "Vetlanda", "LSS-01": "Väntetid", "lss": "LSS"}


@pytest.mark.parametrize("pattern", PLACES)
def test_every_field_has_a_name_of_words(pattern: str) -> None:
    place = re.sub(r"<(\w+)>", lambda part: PARTS.get(part.group(1), "skr"), pattern)
    name = erasing.field_name(place, CALLED)
    assert re.fullmatch(r"[A-ZÅÄÖÖ][^/_<>]+", name)
    assert place.rpartition("/")[2] not in name.split(", ")


def test_a_field_is_told_apart_by_year_kommun_question_and_how_its_text_begins() -> None:
    name = erasing.field_name("rad/2024/0685/LSS-01/samlad", CALLED, f"Vi ligger\n{'lågt ' * 40}")
    assert name == (
        "Blanketten, 2024, Vetlanda, Väntetid, Samlad analys: ”Vi ligger lågt lågt lågt lågt lågt lågt lågt lågt "
        "lågt lågt…”"
    )


def test_a_line_of_what_was_erased_says_when_what_who_and_by_which_decision() -> None:
    said = Erasure("", 5, "2026-03-10T11:00:00Z", "administrator", "SN 2026/17")
    assert erasing.erasure(said, "") == (
        "2026-03-10: Hela analysen (5 versioner). Den som sköter webbplatsen. Beslut: SN 2026/17."
    )


def test_whoever_hosts_reads_the_swedish_clock_as_the_pages_do() -> None:
    erasure = Erasure("om/titel", 1, "2026-06-30T22:30:00+00:00", "aga", "SN 2026/17")
    assert hosting.erased_line(erasure)[2] == "2026-07-01 kl. 00.30"
    days = {"created": "2026-06-30T22:30:00+00:00", "written": "2026-12-31T23:30:00+00:00", "ends": None, "keeps": None}
    line = hosting.listed({"id": "1", "kommuner": [], "year": 2026, "size": 0} | days)
    assert line[3:5] == ["2026-07-01", "2027-01-01"]
