"""The year line: a mark at every date, words with room on a phone, past and next told apart, the same as SVG."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import plotly.graph_objects as go
import pytest

from ojdash.charts import DARK, LIGHT, SEMINAR, YEAR_WIDE, Chart, Theme, enlarged, svg, year_line
from ojdash.charts.year_line import PHONE, SIDE
from ojdash.domain.arshjul import KINDS, Arshjul, Moment
from ojdash.domain.omrade import OMRADEN
from ojdash.text import arshjul as text

HOSTILE = '<img src=x onerror="alert(1)"> =1+1 \u202eomvänt 😀 & ' + "mycket långt " * 20


def moment(first: str, last: str = "", kind: str = "egen", titel: str = "Ett datum") -> Moment:
    return Moment(
        kind, first, titel, date.fromisoformat(first), date.fromisoformat(last or first), step=2, of_year=2025
    )


MOMENTS = (
    moment("2025-12-20", "2026-01-10"),
    moment("2026-01-01"),
    moment("2026-01-25", "2026-03-31", "nationell", "Enkäterna besvaras"),
    moment("2026-02-28", kind="enkat"),
    moment("2026-06-20", kind="mote", titel="Årets resultat"),
    moment("2026-10-01", kind="beslut"),
    moment("2026-12-08", titel="Nästa"),
    moment("2026-12-31", kind="nationell"),
)


def wheel(moments: tuple[Moment, ...] = MOMENTS, today: str = "2026-11-22", year: int = 2026) -> Arshjul:
    about = date.fromisoformat(today)
    found = {state: [one for one in moments if one.state(about) == state] for state in text.STATES}
    return Arshjul(
        year, about, moments, tuple(found["varit"]), tuple(found["pagar"]), tuple(found["kommer"]), None, OMRADEN
    )


CASES = {
    "year": wheel(),
    "empty": wheel(()),
    "hostile": wheel((moment("2026-05-05", titel=HOSTILE), moment("2026-05-06", kind="mote", titel=HOSTILE))),
    "another year": wheel(today="2024-02-29"),
    "leap day": wheel((moment("2024-02-29"),), "2024-02-29", 2024),
    "many": wheel(tuple(moment(f"2026-{month:02d}-{day:02d}") for month in range(1, 13) for day in (1, 9, 17, 25))),
}
every = pytest.mark.parametrize("case", CASES)
rooms = pytest.mark.parametrize("room", [PHONE, YEAR_WIDE])


def notes(chart: Chart) -> list[dict]:
    return chart.figure["layout"]["annotations"]


def signs(note: dict) -> int:
    """How long the longest line of a note is."""
    return max(len(unescape(line)) for line in re.sub("</?b>", "", note["text"]).split("<br>"))


@every
@rooms
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_is_plain_json_in_the_themes_colours_that_plotly_accepts(case: str, room: int, theme: Theme) -> None:
    chart = year_line(CASES[case], theme, room)
    kept = json.loads(json.dumps(chart.figure, allow_nan=False))
    assert kept == chart.figure
    go.Figure(kept)
    found = set(re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\([^)]*\)", json.dumps(chart.figure)))
    assert found <= theme.colours
    assert kept["layout"]["height"] == chart.height


@every
@rooms
def test_every_date_has_one_mark_and_its_words(case: str, room: int) -> None:
    chart = year_line(CASES[case], LIGHT, room)
    assert len(chart.figure["data"]) == len(CASES[case].moments)
    for one in CASES[case].moments:
        assert text.line(CASES[case], one) in chart.alt


@every
@rooms
def test_the_svg_of_papers_draws_the_same(case: str, room: int) -> None:
    drawn = svg(year_line(CASES[case], LIGHT, room), room + 2 * SIDE)
    assert "<img" not in drawn
    assert drawn.count("<text") == len(notes(year_line(CASES[case], LIGHT, room))) + 12


@every
def test_no_words_are_outside_a_phone_of_320_px(case: str) -> None:
    chart = year_line(CASES[case], LIGHT)
    plot = 320 - 2 * SIDE
    for one in notes(chart):
        if one["xref"] != "x":
            continue
        wide = signs(one) * 6.2
        left = {"left": one["x"] * plot, "center": one["x"] * plot - wide / 2, "right": one["x"] * plot - wide}
        assert left[one["xanchor"]] >= -SIDE - 1
        assert left[one["xanchor"]] + wide <= plot + SIDE + 1


@rooms
def test_no_two_dates_of_a_row_lie_on_each_other(room: int) -> None:
    chart = year_line(CASES["many"], LIGHT, room)
    taken: dict[float, float] = {}
    for one in notes(chart):
        if one["xref"] == "x" and one["yref"] == "y":
            wide = signs(one) * 7.4
            left = one["x"] * room - {"left": 0, "center": wide / 2, "right": wide}[one["xanchor"]]
            assert left >= taken.get(one["y"], -room)
            taken[one["y"]] = left + wide
    rows = {one["y"][0] for one in chart.figure["data"]}
    assert len(rows) == len(taken)


def test_a_wide_window_has_more_of_them_in_a_row() -> None:
    assert year_line(CASES["many"], LIGHT, YEAR_WIDE).height < year_line(CASES["many"], LIGHT).height


def test_past_is_pale_and_the_next_in_bold() -> None:
    colours = {
        str(one.get("hovertext", one.get("text"))): one.get("marker", one.get("line"))["color"]
        for one in year_line(wheel(), LIGHT).figure["data"]
    }
    assert {LIGHT.peers if "sedan" in said else LIGHT.ink for said in colours} == set(colours.values())
    assert all((colour == LIGHT.peers) is ("sedan" in said) for said, colour in colours.items())
    bold = [one["text"] for one in notes(year_line(wheel(), LIGHT)) if one["text"].startswith("<b>")]
    assert bold == ["<b>Nästa</b>", "<b>I dag, 22 november</b>"]


def test_what_goes_on_is_before_what_comes() -> None:
    found = year_line(wheel(today="2026-02-01"), LIGHT)
    assert next(one["text"] for one in notes(found) if one["text"].startswith("<b>")) == "<b>Enkäterna besvaras</b>"


def test_today_stands_only_in_its_own_year() -> None:
    def lines(found: Arshjul) -> int:
        return len(year_line(found, LIGHT).figure["layout"]["shapes"])

    assert lines(wheel()) == lines(wheel(today="2025-12-31")) + 1


@pytest.mark.parametrize(
    ("day", "year", "at"),
    [("2026-01-01", 2026, 0.5 / 365), ("2026-12-31", 2026, 364.5 / 365), ("2024-12-31", 2024, 365.5 / 366)],
)
def test_the_first_and_the_last_day_of_a_year_are_in_it(day: str, year: int, at: float) -> None:
    (trace,) = year_line(wheel((moment(day),), day, year), LIGHT).figure["data"]
    assert trace["x"][0] == pytest.approx(at, abs=0.002)
    assert 0 <= trace["x"][0] <= 1


def test_a_period_that_began_the_year_before_begins_at_its_edge() -> None:
    trace = year_line(wheel(), LIGHT).figure["data"][0]
    assert min(trace["x"]) == 0


def test_what_is_national_is_hollow_and_each_kind_has_a_shape() -> None:
    data = year_line(wheel(), LIGHT).figure["data"]
    period = next(trace for trace in data if "fillcolor" in trace and trace["x"][0] > 0)
    assert period["fillcolor"] == LIGHT.background
    symbols = {trace["marker"]["symbol"] for trace in data if "marker" in trace}
    assert symbols == {"circle", "circle-open", "diamond", "triangle-up", "square"}
    assert len(symbols) == len(KINDS)
    (key,) = [one["text"] for one in notes(year_line(wheel(), LIGHT, YEAR_WIDE)) if one.get("name") == "note"]
    assert all(words in key for words in text.KINDS.values())


@rooms
def test_a_quotation_mark_stands_as_itself_and_a_tag_as_text(room: int) -> None:
    for last in ("2026-05-05", "2026-06-05"):
        shown = wheel((moment("2026-05-05", last, titel='"Vi" & <b>ni</b>'),))
        figure = json.dumps(year_line(shown, LIGHT, room).figure["data"] + notes(year_line(shown, LIGHT, room)))
        assert "&quot;" not in figure
        assert figure.count(json.dumps('"Vi" &amp; &lt;b&gt;ni&lt;/b&gt;')[1:-1]) == 2  # its words, and on hovering


def test_it_can_be_enlarged_for_a_seminar() -> None:
    plain = year_line(wheel(), SEMINAR, YEAR_WIDE)
    large = enlarged(plain, 1.54)
    assert large.height == pytest.approx(plain.height * 1.54, abs=2)
    assert large.alt == plain.alt
