"""A figure as SVG says what its dictionary says: the same values at the same places, labels, order and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import groupby

import pytest
from lxml import etree

from ojdash.charts import DARK, LIGHT, Chart, Theme, svg, svg_text
from ojdash.charts.svg import ticks
from ojdash.charts.theme import JA
from tests.charts.test_figures import CASES

NS = "{http://www.w3.org/2000/svg}"


def figure(name: str, theme: Theme = LIGHT) -> Chart:
    draw, answer = CASES[name]
    return draw(answer, theme)


def parsed(chart: Chart, width: int = 640) -> etree._Element:
    return etree.fromstring(svg(chart, width))


def said(chart: Chart) -> Iterator[str]:
    """Every piece of text of a figure's dictionary, without its tags."""
    layout = chart.figure["layout"]
    for one in layout["annotations"]:
        yield from one["text"].split("<br>")
    for trace in chart.figure["data"]:
        if trace["mode"] == "text":
            for text in trace["text"]:
                yield from text.split("<br>")
    for name, axis in layout.items():
        if name[1:5] == "axis" and axis.get("visible") is not False:
            for _, label in ticks(axis):
                yield from str(label).split("<br>")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", text))).strip()


@pytest.fixture(params=CASES)
def chart(request: pytest.FixtureRequest) -> Chart:
    return figure(request.param)


def test_every_text_is_there_and_no_other(chart: Chart) -> None:
    lines = []
    for text in parsed(chart).iter(f"{NS}text"):  # what stands at one height is one line, its sign apart or not
        parts = groupby((one for one in text if one.get("x")), key=lambda one: one.get("y"))
        lines += [plain("".join("".join(one.itertext()) for one in line)) for _, line in parts]
    assert sorted(filter(None, lines)) == sorted(filter(None, map(plain, said(chart))))


def test_every_point_is_a_mark(chart: Chart) -> None:
    expected = 0
    for trace in chart.figure["data"]:
        if trace["mode"] == "markers":
            expected += sum(x is not None and y is not None for x, y in zip(trace["x"], trace["y"], strict=True))
    assert len([one for one in parsed(chart).iter(f"{NS}circle", f"{NS}polygon")]) == expected


def test_marks_lie_where_their_values_are_on_a_linear_axis(chart: Chart) -> None:
    layout = chart.figure["layout"]
    margin = layout["margin"]
    wide = 640 - margin["l"] - margin["r"]
    first, last = layout["xaxis"]["range"]
    places = iter([float(one.get("cx")) for one in parsed(chart).iter(f"{NS}circle")])
    for trace in chart.figure["data"]:
        if trace["mode"] == "markers":
            for x in trace["x"]:
                assert next(places) == pytest.approx(margin["l"] + (x - first) / (last - first) * wide, abs=0.01)


def test_higher_values_lie_higher(chart: Chart) -> None:
    if chart.figure["layout"]["yaxis"]["range"][0] > chart.figure["layout"]["yaxis"]["range"][1]:
        pytest.skip("rows, the first at the top")
    for trace in chart.figure["data"]:
        if trace["mode"] == "markers" and len(set(trace["y"])) > 1 and "yaxis" not in trace:
            alone = Chart({"data": [trace], "layout": chart.figure["layout"]}, "", chart.height)
            heights = [-float(one.get("cy")) for one in parsed(alone).iter(f"{NS}circle")]
            by_value = sorted(zip(trace["y"], heights, strict=True))
            assert [height for _, height in by_value] == sorted(heights)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda one: one.name)
@pytest.mark.parametrize("name", CASES)
def test_only_the_themes_colours_are_used(name: str, theme: Theme) -> None:
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", svg(figure(name, theme)))) <= theme.colours


def test_nothing_asks_for_anything_or_runs(chart: Chart) -> None:
    found = parsed(chart)
    tags = {one.tag.removeprefix(NS) for one in found.iter()}
    assert tags <= {"svg", "text", "tspan", "line", "polyline", "circle", "rect", "polygon"}
    names = {name for one in found.iter() for name in one.attrib}
    assert not any(name.startswith("on") or "href" in name for name in names)


def test_it_is_said_in_words_and_has_its_height(chart: Chart) -> None:
    found = parsed(chart, 400)
    assert found.get("aria-label") == chart.alt
    assert found.get("viewBox") == f"0 0 400 {chart.height}"


def test_the_same_figure_is_the_same_text(chart: Chart) -> None:
    assert svg(chart) == svg(chart)


@pytest.mark.parametrize(
    "change",
    [{"mode": "lines+markers"}, {"type": "bar"}, {"marker": {"symbol": "star", "size": 4, "color": LIGHT.ink}}],
)
def test_what_can_not_be_drawn_is_an_error_and_never_left_out(change: dict) -> None:
    chart = figure("beside andel")
    first = chart.figure["data"][0] | change
    with pytest.raises(ValueError, match="drawn"):
        svg(replace(chart, figure=chart.figure | {"data": [first]}))


@pytest.mark.parametrize(
    ("range_", "nticks", "labels"),
    [
        ([0, 100], 6, ["0", "20", "40", "60", "80", "100"]),
        ([0, 9], 6, ["0", "2", "4", "6", "8"]),
        ([4.9, 5.7], 6, ["5,0", "5,2", "5,4", "5,6"]),
        ([0, 12_000], 4, ["0", "5 000", "10 000"]),
    ],
)
def test_an_axis_without_ticks_of_its_own_gets_round_ones(range_: list, nticks: int, labels: list[str]) -> None:
    assert [label.replace("\u202f", " ") for _, label in ticks({"range": range_, "nticks": nticks})] == labels


def test_hostile_names_stay_text() -> None:
    chart = figure("beside andel")
    layout = chart.figure["layout"]
    note = layout["annotations"][0] | {"text": "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <b>fet</b>"}
    found = parsed(replace(chart, figure=chart.figure | {"layout": layout | {"annotations": [note]}}))
    assert "<script>alert(1)</script> & fet" in "".join(found.itertext())


def test_a_sign_first_in_a_line_stands_apart_from_its_words_and_every_word_is_kept() -> None:
    text = svg_text.Text(f"{JA} <b>Ja: 9 kommuner</b>", 10.0, 20.0, {"size": 10, "color": "#111827"}, "left", "middle")
    found = etree.fromstring(svg_text.said(text))
    assert [(one.get("x"), "".join(one.itertext())) for one in found] == [
        ("10.0", f"{JA} "),
        ("19.5", "Ja: 9 kommuner"),
    ]
    centred = etree.fromstring(svg_text.said(replace(text, across="center")))
    assert ["".join(one.itertext()) for one in centred] == [f"{JA} Ja: 9 kommuner"]
