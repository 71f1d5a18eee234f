"""Dated events under the axis of years: to the left of a measurement or to the right of it, and never as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from ojdash.charts import DARK, LIGHT, years
from ojdash.charts.events import outside, place
from ojdash.domain.analys import Author, Item, Written, measured_until
from ojdash.text import charts as text
from ojdash.text import readings
from ojdash.ui import written
from tests.charts.drawn import ANDEL, JA_NEJ, KATEGORI, about_one, with_breaks

ASKED = replace(ANDEL, source="Socialstyrelsens kommunenkät")  # answered from January to March
CHEF = Author("Enhetschef", "Vetlanda")
HOSTILE = (
    '<a href="javascript:alert(1)">klicka</a> <b>fet</b> &lt;img src=x onerror=alert(1)&gt; https://example.org '
    "<script>alert(1)</script> \u202eomvänt\x07 " + "x" * 100_000
)
SERIES = {2020: (64, 150), 2021: "ej_svarat", 2022: (69, 160), 2023: (72, 150)}
ANSWERS = {2020: (0, None), 2021: "delvis_bortfall", 2022: (1, None), 2023: (1, None)}
CATEGORIES = {2020: (0, None), 2021: (3, None), 2022: (1, None), 2023: (1, None)}


def item(at: int, kind: str, who: Author = CHEF, **fields: str) -> Item:
    id = f"nummer{at:04d}"
    return Item(
        kind,
        id,
        {
            name: Written(f"{kind}/{id}/{name}", value, who, "2024-05-02T08:30:00Z", 1, at)
            for name, value in fields.items()
        },
    )


def events(*drawn: str) -> list[Item]:
    """Events from lines: "2022-05-01 aktivitet Ny rutin"."""
    return [
        item(at, "handelse", **dict(zip(("datum", "slag", "text"), line.split(" ", 2), strict=True)))
        for at, line in enumerate(drawn, start=1)
    ]


FEW = events("2022-05-01 aktivitet Ny rutin", "2021-11-20 handelse Ny enhetschef", "2023-09-01 handelse Omorganisation")
MANY = events(
    *(
        f"{date(2020, 1, 3) + timedelta(days=33 * at)} {('handelse', 'aktivitet')[at % 2]} Text {at}."
        for at in range(40)
    )
)
FAR = events("1999-01-01 handelse Långt före", "2022-05-01 handelse Mitt i", "2031-01-01 aktivitet Långt efter")
CASES = {
    "few": (about_one("over_tid", with_breaks(ASKED, 2022), SERIES), FEW),
    "whole years": (about_one("over_tid", ANDEL, SERIES), FEW),
    "many": (about_one("over_tid", ASKED, SERIES), MANY),
    "two years": (about_one("over_tid", ASKED, {2022: (64, 150), 2023: (72, 150)}), FEW),
    "one year": (about_one("over_tid", ASKED, {2023: (72, 150)}), FEW),
    "far": (about_one("over_tid", ASKED, SERIES), FAR),
    "ja_nej": (about_one("over_tid", with_breaks(JA_NEJ, 2022), ANSWERS), FEW),
    "kategori": (about_one("over_tid", KATEGORI, CATEGORIES), FEW),
    "hostile": (about_one("over_tid", ASKED, SERIES), events(f"2022-05-01 aktivitet {HOSTILE}")),
    "one day": (about_one("over_tid", ASKED, SERIES), events(*(f"2022-05-01 handelse Nr {at}" for at in range(40)))),
}
every_case = pytest.mark.parametrize("case", CASES)


def draw(case, theme=LIGHT):
    answer, found = CASES[case]
    return years(answer, theme, found)


def lane(chart, mode="markers"):
    """The traces of a mode in the lane of events."""
    return [trace for trace in chart.figure["data"] if trace.get("yaxis") == "y3" and trace["mode"] == mode]


def marks(chart):
    """Where the marks are, by what hovering says of them."""
    return {
        said: x
        for trace in lane(chart)
        for x, hover in zip(trace["x"], trace["hovertext"], strict=True)
        for said in [hover]
    }


# --- where a day lies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indikator", "day", "x"),
    [
        (ASKED, "2023-03-31", 2023),  # the last day of the questionnaire stands at its dot
        (ASKED, "2023-04-01", 2023 + 1 / 366),  # 366 days: to 2024-03-31 there is a leap day
        (ASKED, "2023-01-01", 2022 + 276 / 365),
        (ASKED, "2022-12-31", 2022 + 275 / 365),
        (ASKED, "2023-12-31", 2023 + 275 / 366),
        (ANDEL, "2023-12-31", 2023),  # a value of the whole year tells of its last day
        (ANDEL, "2024-01-01", 2023 + 1 / 366),
        (ANDEL, "2023-01-01", 2022 + 1 / 365),
        (ANDEL, "2023-07-02", 2022 + 183 / 365),
    ],
)
def test_a_day_lies_between_the_measurements_around_it(indikator, day, x):
    assert place(date.fromisoformat(day), indikator) == pytest.approx(x)


@pytest.mark.parametrize("indikator", [ASKED, ANDEL], ids=["questionnaire", "whole year"])
@pytest.mark.parametrize("clear", [0, 0.2, 0.35])
def test_left_of_a_dot_may_explain_it_and_right_of_it_may_not(indikator, clear):
    before = None
    for day in (date(2021, 1, 1) + timedelta(days=at) for at in range(1200)):
        x = place(day, indikator, clear)
        for year in range(2020, 2026):
            assert (x <= year) == (day <= measured_until(indikator, year))
            assert x <= year or x > year + clear
        assert before is None or x > before
        before = x


@pytest.mark.parametrize("case", ["few", "many", "two years", "ja_nej", "kategori"])
def test_the_day_after_a_measurement_is_seen_to_the_right_of_its_dot(case):
    answer, _ = CASES[case]
    after = measured_until(answer.indikator, 2022) + timedelta(days=1)
    chart = years(answer, LIGHT, events(f"{after} handelse Dagen efter"))
    layout = chart.figure["layout"]
    first, last = layout["xaxis"]["range"]
    px = (358 - layout["margin"]["l"] - layout["margin"]["r"]) / (last - first)
    (x,) = marks(chart).values()
    assert 5 < (x - 2022) * px < 0.6 * px


# --- what is drawn ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@every_case
def test_figures_with_events_are_plain_json_in_the_themes_colours(case, theme):
    chart = draw(case, theme)
    spelled = json.dumps(chart.figure, allow_nan=False)
    assert json.loads(spelled) == chart.figure
    go.Figure(chart.figure)
    found = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", spelled)) | set(re.findall(r"rgba?\([^)]*\)", spelled))
    assert found <= theme.colours
    assert chart.figure["layout"]["height"] == chart.height
    assert min(float(size) for size in re.findall(r'"size": ([0-9.]+)', json.dumps(chart.figure["layout"]))) >= 13
    assert all(trace["textfont"]["size"] >= 13 for trace in lane(chart, "text"))


@every_case
def test_without_events_the_figure_is_as_it_was(case):
    answer, found = CASES[case]
    without = years(answer, LIGHT)
    assert (without.figure, without.alt, without.height) == (
        years(answer, LIGHT, []).figure,
        years(answer, LIGHT, ()).alt,
        years(answer, LIGHT, []).height,
    )
    assert "y3" not in json.dumps(without.figure) and text.EVENT_KEY not in json.dumps(without.figure)
    assert not any(word in without.alt for word in ("händelse", "aktivitet"))
    years(answer, LIGHT, found)  # which must not write into what it was given
    assert years(answer, LIGHT).figure == without.figure


@every_case
def test_events_move_nothing_in_the_plot(case):
    before, after = years(CASES[case][0], LIGHT), draw(case)
    assert after.figure["data"][: len(before.figure["data"])] == before.figure["data"]
    old, new = before.figure["layout"], after.figure["layout"]
    px = [layout["height"] - layout["margin"]["t"] - layout["margin"]["b"] for layout in (old, new)]
    for name in [name for name in old if name.startswith("yaxis")]:
        (low, high), (lowered, raised) = old[name].get("domain", (0, 1)), new[name]["domain"]
        assert (raised - lowered) * px[1] == pytest.approx((high - low) * px[0])  # the same height
        assert (1 - raised) * px[1] == pytest.approx((1 - high) * px[0])  # as far from the top
    lanes = new["yaxis3"]["domain"]
    assert lanes[0] == 0 and lanes[1] == pytest.approx(min(new[n]["domain"][0] for n in old if n.startswith("yaxis")))
    notes = [[note for note in layout["annotations"] if note.get("name") != "note"] for layout in (old, new)]
    for was, now in zip(*notes, strict=True):
        assert was | {"y": 0} == now | {"y": 0}
        if was["yref"] == "paper":
            assert (1 - now["y"]) * px[1] == pytest.approx((1 - was["y"]) * px[0])


@every_case
def test_every_event_of_the_years_is_drawn_on_the_axis_and_no_other(case):
    answer, found = CASES[case]
    chart = draw(case)
    first, last = chart.figure["layout"]["xaxis"]["range"]
    drawn = [x for trace in lane(chart) for x in trace["x"]]
    assert all(first < x < last for x in drawn)
    shown = {item.text("datum") + item.text("slag") for item in found if item.id not in outside(answer, found)}
    assert len(drawn) == len(shown)


def test_events_outside_the_years_are_told_and_not_drawn():
    answer, found = CASES["far"]
    assert list(marks(draw("far"))) == ["2022-05-01 Händelse: Mitt i."]
    assert outside(answer, found) == {found[0].id, found[2].id}
    assert draw("far").alt.endswith("Utanför åren i figuren ligger 2 händelser och aktiviteter.")
    alone = years(answer, LIGHT, [found[0]])
    assert alone.figure == years(answer, LIGHT).figure
    assert alone.alt.endswith("Utanför åren i figuren ligger en händelse eller aktivitet.")
    lines = readings.events_before(found, answer.indikator, 2023, outside(answer, found))
    assert [readings.OUTSIDE in line for _, line in lines] == [True, False]


@pytest.mark.parametrize("day", ["1901-01-01", "9999-12-31"])
def test_no_date_that_can_be_written_breaks_the_figure(day):
    answer, _ = CASES["few"]
    assert years(answer, LIGHT, events(f"{day} handelse Text")).figure == years(answer, LIGHT).figure


def test_an_event_since_the_last_measurement_makes_room_for_itself():
    old, new = (years(CASES["few"][0], LIGHT, found).figure["layout"]["xaxis"] for found in ((), FEW))
    assert max(marks(draw("few")).values()) > 2023.4 > old["range"][1] - 0.1
    assert new["range"][1] > old["range"][1] and new["range"][0] == old["range"][0]
    assert new["ticktext"] == old["ticktext"]


def test_kinds_are_told_apart_by_shape_and_never_by_colour():
    traces = lane(draw("few"))
    assert [trace["marker"]["symbol"] for trace in traces] == ["triangle-up", "square-open"]
    assert len({trace["marker"]["color"] for trace in traces}) == 1
    assert len({y for trace in traces for y in trace["y"]}) == 2
    note = next(note for note in draw("few").figure["layout"]["annotations"] if note.get("name") == "note")
    assert note["text"].endswith(text.EVENT_KEY) and "▲" in text.EVENT_KEY and "□" in text.EVENT_KEY


def test_hovering_says_day_kind_and_text():
    assert {said.replace("<br>", " ") for said in marks(draw("few"))} == {
        "2021-11-20 Händelse: Ny enhetschef.",
        "2022-05-01 Aktivitet: Ny rutin.",
        "2023-09-01 Händelse: Omorganisation.",
    }
    (said,) = marks(draw("one day"))
    assert said.count("<br>") == 4 and said.endswith("Och 36 till, se listan.")


@every_case
def test_numbers_cover_every_event_once_and_do_not_lie_on_each_other(case):
    chart = draw(case)
    (numbers,) = lane(chart, "text")
    answer, found = CASES[case]
    covered = [
        number for label in numbers["text"] for number in range(int(label.split("–")[0]), int(label.split("–")[-1]) + 1)
    ]
    away = outside(answer, found)
    assert covered == [number for number, item in readings.numbered(found) if item.id not in away]
    layout = chart.figure["layout"]
    first, last = layout["xaxis"]["range"]
    px = (358 - layout["margin"]["l"] - layout["margin"]["r"]) / (last - first)
    ends = [
        ((x * px) - 3.7 * len(n), (x * px) + 3.7 * len(n)) for x, n in zip(numbers["x"], numbers["text"], strict=True)
    ]
    assert all(ends[at][1] < ends[at + 1][0] for at in range(len(ends) - 1))


def test_alt_says_how_many_and_which():
    assert draw("few").alt.endswith(
        "Under axeln står 3 händelser och aktiviteter. 1: 2021-11-20 Händelse: Ny enhetschef. "
        "2: 2022-05-01 Aktivitet: Ny rutin. 3: 2023-09-01 Händelse: Omorganisation."
    )
    assert draw("many").alt.count(" Text ") == 40


def test_a_figure_without_values_has_no_events():
    answer = about_one("over_tid", ASKED, {2022: "ej_svarat", 2023: "sekretess"}, riket=False)
    gone = answer.national.assign(kommuner=0, **dict.fromkeys(("lowest", "q1", "median", "q3", "highest"), None))
    empty = replace(answer, national=gone.astype(float), group_years=answer.group_years.iloc[:0])
    assert years(empty, LIGHT, FEW).figure == years(empty, LIGHT).figure
    assert years(replace(empty, years=()), LIGHT, FEW).figure["data"] == []


# --- what people write is text and nothing else -----------------------------------------------------------------------


def test_hostile_text_makes_no_tag_and_no_link_in_a_figure():
    (said,) = marks(draw("hostile"))
    assert set(re.findall("<[^>]*>", said)) == {"<br>"}
    assert said.startswith('2022-05-01 Aktivitet: &lt;a<br>href="javascript:alert(1)"&gt;klicka&lt;/a&gt;')
    assert "&amp;lt;img" in said  # what was written as an entity is shown as it was written
    assert len(said) < 250 and "\u202e" not in said
    assert max(len(line) for line in said.replace("&lt;", "<").replace("&gt;", ">").split("<br>")) <= 50
    assert len(draw("hostile").alt) < 600
    assert "alert" not in json.dumps(draw("hostile").figure["layout"])


def test_hostile_text_is_escaped_in_the_list_and_in_the_fact_box():
    answer, found = CASES["hostile"]
    who = Author("<b>Chef</b>", "\u202eVetlanda")
    agreed = [item(1, "tolkning", who, text=HOSTILE, datum="2024-03-01", vilka='"><script>')]
    for html in (written.events_list(answer, found), written.agreed_readings(agreed)):
        tags = set(re.findall(r"</?(\w+)", html))
        assert tags <= {"h2", "div", "p", "strong", "ol", "li", "br", "dl", "dt", "dd", "details", "summary"}
        assert "&lt;script&gt;" in html and "x" * 100_000 in html  # all of it can be read
        assert "\u202e" not in html and "\x07" not in html
        assert "<details" in html
    assert "&lt;b&gt;Chef&lt;/b&gt;, Vetlanda" in html and "&quot;&gt;&lt;script&gt;" in html


# --- the list under the figure, and the agreed readings ---------------------------------------------------------------


def test_the_list_keeps_before_and_after_the_measurement_apart():
    before = readings.events_before(FEW, ASKED, 2022)
    after = readings.events_after(FEW, ASKED, 2022)
    assert before == [(1, "2021-11-20 Händelse: Ny enhetschef (Enhetschef, Vetlanda)")]
    assert after == [
        (2, "2022-05-01 Aktivitet: Ny rutin (Enhetschef, Vetlanda)"),
        (3, "2023-09-01 Händelse: Omorganisation (Enhetschef, Vetlanda)"),
    ]
    whole_year = readings.events_before(FEW, ANDEL, 2022)  # May 2022 is within what the year's value tells of
    assert [number for number, _ in whole_year] == [1, 2]


@pytest.mark.parametrize(("indikator", "day"), [(ASKED, "2022-03-31"), (ANDEL, "2022-12-31")])
def test_those_after_are_introduced_as_no_explanation(indikator, day):
    said = readings.after(indikator, 2022)
    assert day in said and "efter mätningen" in said and "Kan inte förklara värdet för 2022." in said
    assert day in readings.before(indikator, 2022) and "inte" not in readings.before(indikator, 2022)


def test_the_list_as_html():
    answer, found = CASES["few"]
    html = written.events_list(answer, found)
    before, after = html.split(readings.after(answer.indikator, 2023))
    assert re.findall(r'<li value="(\d)">', before) == ["1", "2"] and re.findall(r'<li value="(\d)">', after) == ["3"]
    assert readings.before(answer.indikator, 2023) in before
    assert readings.after(answer.indikator, 2023) not in written.events_list(answer, found[:2])
    assert written.events_list(answer, []) == written.agreed_readings([]) == ""


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"slag": "aktivitet", "text": " Ny rutin\nför alla "}, "2024-02-01 Aktivitet: Ny rutin\nför alla (Chef)"),
        ({"slag": "handelse"}, "2024-02-01 Händelse: utan text (Chef)"),
        ({"text": "Utan slag"}, "2024-02-01 Händelse: Utan slag (Chef)"),
    ],
)
def test_a_line_says_day_kind_text_and_who(fields, line):
    event = item(1, "handelse", Author("Chef"), datum="2024-02-01", **fields)
    assert readings.events_before([event], ASKED, 2024) == [(1, line)]


def test_an_event_without_a_date_is_neither_before_nor_after():
    undated = [item(1, "handelse", text="Ny chef", datum="")]
    assert readings.events_before(undated, ASKED, 2024) == readings.events_after(undated, ASKED, 2024) == []
    assert years(CASES["few"][0], LIGHT, undated).figure == years(CASES["few"][0], LIGHT).figure


def test_agreed_readings_say_when_who_agreed_and_who_wrote():
    whole = item(1, "tolkning", text="Samtliga är alla.\nÄven nya.", datum="2024-03-01", vilka="Vetlanda och Eksjö.")
    bare = item(2, "tolkning", Author("", ""), text="Bara text")
    empty = item(3, "tolkning", text=" ", datum="2024-03-01")
    assert readings.readings([whole, bare, empty]) == [
        (
            "Samtliga är alla.\nÄven nya.",
            "2024-03-01. Överens: Vetlanda och Eksjö. Skrivet av: Enhetschef, Vetlanda.",
        ),
        ("Bara text", ""),
    ]
    html = written.agreed_readings([whole, bare])
    assert f"<dt>{readings.READINGS}</dt>" in html and "Samtliga är alla.<br>Även nya." in html
    assert html.count("<dd") == 2 and html.count("<p") == 1


@pytest.mark.parametrize(
    ("said", "most", "short"),
    [
        ("kort", 10, "kort"),
        ("två  ord\noch flera till", 12, "två ord och…"),
        ("x" * 50, 10, "xxxxxxxxx…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_shortened_between_words(said, most, short):
    assert text.shortened(said, most) == short and len(short) <= most
