"""The seminar screen's figures: large enough for the back row, and the code that a phone reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import segno

from ojdash import answers, charts, store
from ojdash.charts.theme import TRANSPARENT
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from tests.writing import analys

DRAWN = {"jamfor": charts.beside, "over_tid": charts.years, "indikator": charts.position}
LEAST = {(1200, 660): 20, (1800, 990): 30}  # px of the smallest letter in such a window
ROOM = 545  # px that a figure may be high at 1280x720, under a title and two lines
EVENTS = """
    handelse/hand0001/datum  2023-05-01
    handelse/hand0001/text   Ny rutin
    handelse/hand0001/slag   aktivitet
    handelse/hand0002/datum  2024-09-01
    handelse/hand0002/text   Omorganisation
    handelse/hand0002/slag   handelse
"""
EDITION = store.open_edition(store.SHIPPED)


def answer(page: str, indikator: str, **said: object) -> Answer:
    asked = Question(page, "0685", indikator=indikator, **said)
    return answers.answer(EDITION, answers.settle(EDITION, asked)[0])


def sizes(part: Any, name: str = "") -> Iterator[float]:
    """Every size of letters in a figure."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from sizes(value, key)
        if name in ("font", "tickfont", "textfont") and "size" in part:
            yield from part["size"] if isinstance(part["size"], list) else [part["size"]]
    elif isinstance(part, list):
        for one in part:
            yield from sizes(one, name)


@pytest.mark.parametrize("page", DRAWN)
@pytest.mark.parametrize("indikator", ["LSS-01", "U21468"])
@pytest.mark.parametrize("peers", ["lan", "riket"])
def test_every_letter_reaches_the_back_row_and_the_figure_fits(page: str, indikator: str, peers: str) -> None:
    found = answer(page, indikator, peers=peers)
    for least, by in charts.ENLARGED:
        drawn = charts.enlarged(DRAWN[page](found, charts.SEMINAR), by)
        assert min(sizes(drawn.figure)) >= LEAST[least]
        assert drawn.height / by * charts.ENLARGED[0][1] <= ROOM
        assert drawn.height == drawn.figure["layout"]["height"]


@pytest.mark.parametrize("indikator", ["LSS-01", "U21468"])
def test_years_with_events_fit_too(indikator: str) -> None:
    found = answer("over_tid", indikator)
    events = analys(EVENTS).events("0685", indikator)
    for least, by in charts.ENLARGED:
        drawn = charts.enlarged(charts.years(found, charts.SEMINAR_EVENTS, events), by)
        assert min(sizes(drawn.figure)) >= LEAST[least]
        assert drawn.height / by * charts.ENLARGED[0][1] <= ROOM


def test_a_row_without_an_answer_covers_no_mark_of_the_row_above() -> None:
    said = charts.beside(answer("jamfor", "LSS-01"), charts.SEMINAR).figure["layout"]["annotations"]
    assert [one["bgcolor"] for one in said if one.get("yref") == "y"] == [TRANSPARENT]


def test_enlarging_changes_no_value_and_no_word() -> None:
    plain = charts.beside(answer("jamfor", "U21468"), charts.SEMINAR)
    large = charts.enlarged(plain, 2)
    assert large.alt == plain.alt
    for one, other in zip(plain.figure["data"], large.figure["data"], strict=True):
        assert (one["x"], one["y"], one.get("hovertext")) == (other["x"], other["y"], other.get("hovertext"))
        assert other["marker"]["size"] == 2 * one["marker"]["size"]
        assert other["marker"]["line"]["width"] == 2 * one["marker"]["line"]["width"]
    before, after = plain.figure["layout"], large.figure["layout"]
    assert before["xaxis"]["range"] == after["xaxis"]["range"]
    assert {name: 2 * px for name, px in before["margin"].items() if name != "autoexpand"} == {
        name: px for name, px in after["margin"].items() if name != "autoexpand"
    }


def test_the_code_is_that_of_the_address() -> None:
    address = "https://oj.example.se/jamfor?year=2025&utgava=exempel-20260101-544681dc&kommun=0685&indikator=LSS-01"
    drawn = charts.code(address, charts.SEMINAR, "Öppna & läs")
    assert "<title>Öppna &amp; läs</title>" in drawn
    code = segno.make(address, error="m", boost_error=False, micro=False)
    rows = [list(row) for row in code.matrix]
    found = [[0] * len(rows) for _ in rows]
    x, y = 0.0, 0.0
    (path,) = re.findall(r'stroke="#111827" d="([^"]*)"', drawn)
    for kind, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        moved = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
        if kind == "M":
            x, y = moved
        elif kind == "m":
            x, y = x + moved[0], y + moved[1]
        else:
            for at in range(int(x), int(x + moved[0])):
                found[int(y) - 4][at - 4] = 1
            x += moved[0]
    assert found == rows


def test_an_address_too_long_for_a_camera_has_no_code() -> None:
    assert charts.code("https://oj.example.se/" + "a" * 2000, charts.SEMINAR, "x") == ""


def test_the_paper_is_the_light_theme() -> None:
    assert charts.SEMINAR.colours == charts.LIGHT.colours
    assert f"background: {charts.LIGHT.background} !important" in charts.paper(charts.SEMINAR)
