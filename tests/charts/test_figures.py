"""What figures hold: only what Plotly can draw, only the theme's colours, no line where there is nothing to compare."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from ojdash import charts
from ojdash.charts import DARK, LIGHT, beside, position, years
from ojdash.charts.figure import scale, shares
from ojdash.charts.year_axis import apart
from ojdash.text import words
from tests.charts.drawn import ANDEL, DAGAR, JA_NEJ, KATEGORI, KRONOR, OWN, about_one, everyone, ordered, with_breaks

SERIES = {
    2017: (70, 80),
    2018: (74, 120),
    2019: (71, 95),
    2020: "ej_svarat",
    2021: (64, 28),
    2022: (69, 160),
    2023: (72, 150),
}
ANSWERS = {2019: (0, None), 2020: (1, None), 2021: "ej_svarat", 2022: "delvis_bortfall", 2023: (1, None)}
CATEGORIES = {2020: (0, None), 2021: "ej_tillamplig", 2022: (3, None), 2023: (2, None)}


def _all_missing(indikator, page):
    table = everyone(indikator, 13)
    table[["value", "n"]] = np.nan
    table["missing"] = "ej_svarat"
    answer = about_one(page, indikator, {2022: "ej_svarat", 2023: "sekretess"}, all_kommuner=table, riket=False)
    gone = answer.national.assign(kommuner=0, ja=np.nan, **dict.fromkeys(("q1", "median", "q3"), np.nan))
    return replace(answer, national=gone, group_years=answer.group_years.iloc[:0] if page == "over_tid" else None)


def _many(indikator, kind="riket", how_many=290):
    return about_one("jamfor", indikator, rows=ordered(everyone(indikator).iloc[:how_many]), kind=kind)


CASES = {
    "position andel": (position, about_one("indikator", ANDEL)),
    "position without n": (position, about_one("indikator", ANDEL, all_kommuner=everyone(ANDEL, n=False))),
    "position dagar": (position, about_one("indikator", DAGAR)),
    "position kronor": (position, about_one("indikator", KRONOR)),
    "position ja_nej": (position, about_one("indikator", JA_NEJ, ANSWERS)),
    "position kategori": (position, about_one("indikator", KATEGORI, CATEGORIES)),
    "position one kommun": (position, about_one("indikator", ANDEL, all_kommuner=everyone(ANDEL, 1))),
    "position own missing": (position, about_one("indikator", ANDEL, {2023: "ej_svarat"})),
    "position all missing": (position, _all_missing(ANDEL, "indikator")),
    "years andel": (years, about_one("over_tid", with_breaks(ANDEL, 2021), SERIES)),
    "years without n": (years, about_one("over_tid", ANDEL, {2021: (64, None), 2022: (69, None), 2023: (72, None)})),
    "years one year": (years, about_one("over_tid", ANDEL, {2023: (72, 150)})),
    "years kronor": (years, about_one("over_tid", KRONOR, {y: (200_000 + y % 5, None) for y in range(2005, 2024)})),
    "years ja_nej": (years, about_one("over_tid", with_breaks(JA_NEJ, 2020), ANSWERS)),
    "years kategori": (years, about_one("over_tid", KATEGORI, CATEGORIES)),
    "years own missing": (years, about_one("over_tid", ANDEL, {2022: "ej_svarat", 2023: "dragen"})),
    "years all missing": (years, _all_missing(ANDEL, "over_tid")),
    "years ja_nej all missing": (years, _all_missing(JA_NEJ, "over_tid")),
    "beside andel": (beside, about_one("jamfor", ANDEL)),
    "beside without n": (beside, about_one("jamfor", ANDEL, all_kommuner=everyone(ANDEL, n=False))),
    "beside one kommun": (beside, about_one("jamfor", ANDEL, all_kommuner=everyone(ANDEL, 1))),
    "beside all missing": (beside, _all_missing(ANDEL, "jamfor")),
    "beside ja_nej": (beside, about_one("jamfor", JA_NEJ)),
    "beside ja_nej all missing": (beside, _all_missing(JA_NEJ, "jamfor")),
    "beside kategori": (beside, about_one("jamfor", KATEGORI)),
    "beside 290": (beside, _many(ANDEL)),
    "beside 60": (beside, _many(ANDEL, "kommungrupp", 60)),
    "beside ja_nej 290": (beside, _many(JA_NEJ)),
    "beside kategori 290": (beside, _many(KATEGORI)),
}
every_case = pytest.mark.parametrize("case", CASES)
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)


def draw(case, theme=LIGHT):
    how, answer = CASES[case]
    return how(answer, theme)


def lines(figure, width):
    """The traces of lines of a width, as runs of (year, value)."""
    runs = []
    for trace in figure["data"]:
        if trace["mode"] == "lines" and trace["line"].get("width") == width:
            run = []
            for x, y in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
                if x is None or y is None:
                    runs += [run] if run else []
                    run = []
                else:
                    run.append((x, y))
    return runs


def said(figure):
    """All text drawn in a figure."""
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    for name, axis in figure["layout"].items():
        if "axis" in name:
            texts += axis.get("ticktext", [])
    return texts + [str(word) for trace in figure["data"] for word in trace.get("text", [])]


@both_themes
@every_case
def test_figures_are_plain_json_that_plotly_accepts(case, theme):
    chart = draw(case, theme)
    kept = json.loads(json.dumps(chart.figure, allow_nan=False))
    assert kept == chart.figure
    go.Figure(kept)  # Plotly's own check of every name and value
    assert {trace["type"] for trace in kept["data"]} <= {"scatter"}
    assert kept["layout"]["height"] == chart.height
    assert kept["layout"]["separators"] == ", "


@both_themes
@every_case
def test_every_colour_is_the_themes(case, theme):
    spelled = json.dumps(draw(case, theme).figure)
    found = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", re.sub(r"&#x?\d+;", "", spelled))) | set(
        re.findall(r"rgba?\([^)]*\)", spelled)
    )
    assert found and found <= theme.colours


@every_case
def test_the_own_kommun_is_named_and_the_example_is_told(case):
    chart = draw(case)
    if "all missing" not in case or "beside" in case:
        assert any(OWN.namn in text for text in said(chart.figure))
    assert any(words.EXAMPLE in text for text in said(chart.figure))
    how, answer = CASES[case]
    real = how(replace(answer, source=replace(answer.source, simulated=False)), LIGHT)
    assert not any(words.EXAMPLE in text for text in said(real.figure))


@every_case
def test_alt_is_whole_sentences(case):
    alt = draw(case).alt
    assert alt.endswith(".") and len(alt) > 10
    assert not re.search(r"\b(None|nan)\b", alt)


@every_case
def test_no_text_is_smaller_than_13_px(case):
    spelled = json.dumps(draw(case).figure["layout"])
    assert min(float(size) for size in re.findall(r'"size": ([0-9.]+)', spelled)) >= 13


@every_case
def test_hover_says_whole_sentences(case):
    for trace in draw(case).figure["data"]:
        assert trace["hoverinfo"] in ("text", "skip")
        if trace["hoverinfo"] == "text":
            assert len(trace["hovertext"]) == len(trace["x"]) == len(trace["y"])
            assert all(sentence.endswith(".") for sentence in trace["hovertext"])


@every_case
def test_years_are_whole_numbers(case):
    axis = draw(case).figure["layout"]["xaxis"]
    if CASES[case][0] is years and axis.get("tickvals"):
        assert axis["tickformat"] == "d"
        assert all(isinstance(year, int) for year in axis["tickvals"])
        assert axis["ticktext"][-1] == str(max(CASES[case][1].years))


def test_hovering_says_value_year_and_interval():
    figure = years(about_one("over_tid", ANDEL, {2023: (72, 150)}), LIGHT).figure
    assert figure["data"][-1]["hovertext"] == ["Vetlanda: 72 procent 2023, 64 till 79."]


def test_no_line_is_drawn_over_a_break_or_a_missing_year():
    figure = draw("years andel").figure
    own = lines(figure, 3)
    assert own == [[(2017, 70), (2018, 74), (2019, 71)], [(2021, 64), (2022, 69), (2023, 72)]]
    for width in (1.2, 1.5):  # Riket and the group's median have every year, and still stop at the break
        runs = lines(figure, width)
        assert [run[0][0] for run in runs] == [2017, 2021]
    bands = [trace for trace in figure["data"] if trace.get("name") == "band"]
    assert len(bands) == 2
    assert max(bands[0]["x"]) < 2020.5 < min(bands[1]["x"])


@pytest.mark.parametrize("at", [2018, 2020, 2023])
def test_every_break_parts_the_line_wherever_it_is(at):
    full = {year: (70 + year % 3, 200) for year in range(2017, 2024)}
    runs = lines(years(about_one("over_tid", with_breaks(ANDEL, at), full), LIGHT).figure, 3)
    for run in runs:
        assert all(later - earlier == 1 and not earlier < at <= later for (earlier, _), (later, _) in pairwise(run))
    assert sum(map(len, runs)) == 7


def test_a_year_that_nobody_was_asked_is_a_gap_too():
    figure = years(about_one("over_tid", ANDEL, {2018: (70, 200), 2019: (71, 200), 2021: (72, 200)}), LIGHT).figure
    assert lines(figure, 3) == [[(2018, 70), (2019, 71)], [(2021, 72)]]
    assert words.MISSING_SIGN["ej_insamlad"] in said(figure)


def test_a_question_asked_every_other_year_keeps_its_line():
    figure = years(about_one("over_tid", ANDEL, {2019: (70, 200), 2021: (71, 200), 2023: (72, 200)}), LIGHT).figure
    assert lines(figure, 3) == [[(2019, 70), (2021, 71), (2023, 72)]]


def test_a_break_is_noted():
    texts = said(draw("years andel").figure)
    assert "ny fråga 2021" in texts
    assert "Ny fråga 2021" in draw("years andel").alt


def test_notes_of_breaks_do_not_lie_on_each_other():
    full = {year: (10, None) for year in range(2012, 2024)}
    figure = years(about_one("over_tid", with_breaks(DAGAR, 2020, 2021), full), LIGHT).figure
    notes = [note for note in figure["layout"]["annotations"] if note["text"].startswith("ny fråga")]
    assert abs(notes[0]["yshift"] - notes[1]["yshift"]) >= LIGHT.small
    assert max(note["yshift"] for note in notes) + LIGHT.small < figure["layout"]["margin"]["t"]


def test_every_line_has_its_label_inside_the_figure():
    figure = draw("years andel").figure
    low, high = figure["layout"]["yaxis"]["range"]
    ends = [note for note in figure["layout"]["annotations"] if note.get("x") == 1 and note.get("yref") == "y"]
    assert len(ends) == 4
    assert all(low <= note["y"] <= high for note in ends)  # outside, Plotly would hide them


def test_uncertain_values_are_hollow_and_whiskers_need_n():
    dots = draw("years andel").figure["data"][-2]
    hollow = [colour == LIGHT.background for colour in dots["marker"]["color"]]
    assert hollow == [True, False, True, True, False, False]
    assert all(end > 0 for end in dots["error_y"]["array"])
    assert not any("error_y" in trace for trace in draw("years without n").figure["data"])
    assert not any("error_x" in trace for trace in draw("beside without n").figure["data"])


def test_the_chosen_years_have_larger_dots():
    dots = draw("years andel").figure["data"][-2]
    size = dict(zip(dots["x"], dots["marker"]["size"], strict=True))
    assert {year for year, px in size.items() if px == max(size.values())} == {2022, 2023}


def test_missing_years_stand_with_their_sign_at_the_foot():
    figure = draw("years andel").figure
    foot = figure["data"][-1]
    assert (foot["x"], foot["text"]) == ([2020], [words.MISSING_SIGN["ej_svarat"]])
    assert foot["y"][0] < min(figure["layout"]["yaxis"]["tickvals"])


def test_named_kommuner_are_told_apart_without_colour():
    answer = about_one("over_tid", ANDEL, SERIES)
    others = answer.rows.assign(kommun="0680", namn="Jönköping", value=answer.rows["value"] - 5)
    more = answer.rows.assign(kommun="0682", namn="Nässjö", value=answer.rows["value"] + 5)
    figure = years(replace(answer, rows=pd.concat([answer.rows, others, more])), LIGHT).figure
    drawn = [trace for trace in figure["data"] if trace["mode"] == "lines" and trace["line"].get("width") == 2]
    assert [trace["line"]["dash"] for trace in drawn] == ["solid", "dash"]
    labels = [re.sub("<[^>]+>", "", text) for text in said(figure)]
    assert {"● Jönköping", "■ Nässjö"} <= set(labels)


@pytest.mark.parametrize(
    ("values", "spanned"),
    [
        ([88, 94], (80, 100)),
        ([83, 87.5], (80, 90)),
        ([71.2, 100], (70, 100)),
        ([90, 90], (90, 100)),
        ([100, 100], (90, 100)),
        ([0, 0], (0, 10)),
        ([3, 4.5], (0, 5)),
        ([1, 1.9], (0, 2)),
        ([12, 28], (10, 30)),
        ([15, 100], (0, 100)),
        ([0, 100], (0, 100)),
        ([95, 101], (90, 110)),  # a publisher's mistake is drawn
        ([-3, 4], (-10, 10)),
    ],
)
def test_an_axis_of_shares_spans_what_is_drawn_to_whole_tens_and_says_so(values, spanned):
    low, high, told = scale(ANDEL, values)
    assert (low, high) == spanned
    assert told == ("" if spanned == (0, 100) else f"axeln visar {low:.0f}–{high:.0f}".replace("-", "−"))
    assert scale(ANDEL, values, whole=True) == (min(0, *values), max(100, *values), "")
    ticks = shares(ANDEL, low, high)["tickvals"]
    assert 3 <= len(ticks) <= 8 and {low, high} <= set(ticks)
    assert len({round(later - earlier, 1) for earlier, later in pairwise(ticks)}) == 1


@pytest.mark.parametrize(
    ("values", "spanned"),
    [
        ([4, 12], (0, 12.48)),
        ([7.0, 12.0], (7, 13)),
        ([7251.5, 8892], (7200, 8900)),
        ([300, 300], (300, 400)),
        ([0, 0], (0, 1)),
        ([], (0, 1)),
        ([0.83, 0.83], (0.8, 0.9)),
    ],
)
def test_an_axis_of_quantities_begins_at_0_unless_all_are_far_from_it_and_then_says_so(values, spanned):
    low, high, told = scale(DAGAR, values)
    assert (low, high) == pytest.approx(spanned)
    assert told == (
        ""
        if low == 0
        else f"axeln visar {low:g}–{high:g}".replace(".", ",").replace("7200–8900", "7\u202f200–8\u202f900")
    )
    assert scale(DAGAR, values, whole=True)[0] == 0


@pytest.mark.parametrize(
    ("decimals", "low", "high", "ticks"),
    [(0, 0, 2.08, [0, 1, 2]), (0, 0, 1, [0, 1]), (1, 0.8, 0.9, [0.8, 0.9]), (1, 0, 0.31, [0, 0.1, 0.2, 0.3])],
)
def test_an_axis_of_quantities_has_no_tick_between_two_that_can_be_published(decimals, low, high, ticks):
    assert shares(replace(DAGAR, decimals=decimals), low, high)["tickvals"] == ticks
    assert "tickvals" not in shares(DAGAR, 0, 40)


@pytest.mark.parametrize("case", ["position andel", "years andel", "beside andel", "position kronor"])
def test_the_whole_axis_is_had_by_asking_and_nothing_else_changes(case):
    how, answer = CASES[case]
    asked = how(replace(answer, question=answer.question.but(axel="hel")), LIGHT)
    cut = draw(case)
    name = "yaxis" if case.startswith("years") else "xaxis"
    assert cut.is_cut and not asked.is_cut
    assert any("axeln visar" in text.replace("<br>", " ") for text in said(cut.figure))
    assert not any("axeln visar" in text.replace("<br>", " ") for text in said(asked.figure))
    assert asked.figure["layout"][name]["range"][0] <= 0 < cut.figure["layout"][name]["range"][0]
    assert asked.alt == cut.alt


@pytest.mark.parametrize("case", ["position andel", "years andel", "beside andel"])
def test_nothing_drawn_lies_outside_the_axis(case):
    figure, of = draw(case).figure, "y" if case.startswith("years") else "x"
    low, high = figure["layout"][f"{of}axis"]["range"]
    for trace in figure["data"]:
        drawn = [value for value in trace[of] if value is not None]
        if whiskers := trace.get(f"error_{of}"):
            drawn += [value + (end or 0) for value, end in zip(trace[of], whiskers["array"], strict=True)]
            drawn += [value - (end or 0) for value, end in zip(trace[of], whiskers["arrayminus"], strict=True)]
        assert all(low <= value <= high for value in drawn)


def test_every_kommun_with_a_value_is_a_dot_at_its_value():
    _, answer = CASES["position andel"]
    dots = sorted(x for trace in draw("position andel").figure["data"] for x in trace["x"])
    assert dots == sorted(answer.everyone["value"].dropna())


def test_rows_keep_the_answers_order_and_the_own_name_is_bold():
    how, answer = CASES["beside andel"]
    axis = how(answer, LIGHT).figure["layout"]["yaxis"]
    names = [name.removeprefix("<b>").removesuffix("</b>") for name in axis["ticktext"]]
    assert names == answer.rows["namn"].tolist()
    assert "<b>Vetlanda</b>" in axis["ticktext"]
    assert axis["range"][0] > axis["range"][1]  # the first row is at the top


def test_ja_nej_is_never_drawn_as_0_and_100():
    figure = draw("beside ja_nej").figure
    texts = said(figure)
    assert sum("Ja" in text.split() or text == "<b>Ja</b>" for text in texts) > 0
    values = {x for trace in figure["data"] if trace["mode"] == "markers" for x in trace["x"]}
    assert values == {0}
    assert figure["layout"]["xaxis"]["visible"] is False
    _, answer = CASES["beside ja_nej"]
    shown = [word for trace in figure["data"] for word in trace.get("text", [])]
    assert [re.sub("</?b>", "", word) for word in shown] == [
        "Ja" if value == 1 else "Nej" for value in answer.rows["value"].dropna()
    ]


def test_missing_kommuner_are_listed_last_with_sign_and_words():
    figure = draw("beside andel").figure
    lacking = {note["y"]: note["text"] for note in figure["layout"]["annotations"] if note.get("yref") == "y"}
    assert lacking[11] == "-  Har inte svarat"
    assert lacking[12] == "..  Visas inte (sekretess)"


def test_heaps_of_many_answers_have_a_dot_for_every_kommun():
    figure = draw("beside ja_nej 290").figure
    assert sum(len(trace["x"]) for trace in figure["data"]) == 290
    places = [place for trace in figure["data"] for place in zip(trace["x"], trace["y"], strict=True)]
    assert len(set(places)) == 290


def test_hostile_names_are_only_text():
    answer = about_one("jamfor", ANDEL)
    rows = answer.rows.assign(namn="<a href='javascript:x'>k</a>")
    hostile = replace(answer, rows=rows, kommun=replace(OWN, namn="<img src=x>"))
    spelled = json.dumps(beside(hostile, LIGHT).figure)
    assert "<a " not in spelled and "<img" not in spelled


def test_quotation_marks_of_a_name_are_told_as_themselves():
    answer = about_one("jamfor", ANDEL)
    figure = beside(replace(answer, rows=answer.rows.assign(namn="\"Ett\" & 'två' <tre>")), LIGHT).figure
    ticks = figure["layout"]["yaxis"]["ticktext"]
    assert any("\"Ett\" &amp; 'två' &lt;tre&gt;" in name for name in ticks)
    assert "&quot;" not in json.dumps(figure)


def test_words_of_a_figure_are_escaped_in_one_way():
    own_way = {"lettering.py", "matrix.py", "svg.py", "svg_text.py"}  # the last three write HTML and SVG
    assert {path.name for path in Path(charts.__file__).parent.glob("*.py") if "escape" in _imported(path)} == own_way


def _imported(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_labels_are_moved_apart_and_no_further():
    assert apart([0, 100], [20, 20], -10, 200) == [0, 100]
    assert apart([50, 50], [20, 20], 0, 200) == [40, 60]
    assert apart([190, 195, 10], [20, 20, 20], 0, 200) == [170, 190, 10]
    moved = apart([5, 5, 5, 5], [20] * 4, 0, 200)
    assert all(later - earlier >= 20 for earlier, later in pairwise(moved)) and min(moved) == 10


def test_figures_work_from_320_px():
    for case in CASES:
        margin = draw(case).figure["layout"]["margin"]
        assert 320 - margin["l"] - margin["r"] >= 140, case


@pytest.mark.parametrize(("page", "how"), [("indikator", position), ("over_tid", years), ("jamfor", beside)])
def test_low_shares_end_their_axis_early_and_say_so(page, how):
    low = everyone(ANDEL, n=False).assign(value=lambda table: table["value"] / 20)
    answer = about_one(page, ANDEL, {2022: (3.0, None), 2023: (3.5, None)}, all_kommuner=low)
    answer = replace(answer, national=answer.national.assign(lowest=0.0, q1=2.0, median=3.0, q3=4.0, highest=5.0))
    group = replace(answer.group, others=replace(answer.group.others, median=3.2))
    answer = replace(
        answer, riket=3.1, group=group, group_years=pd.DataFrame({"year": [2023], "value": [3.2], "n": 12})
    )
    answer = replace(answer, national=answer.national.assign(riket=3.1))
    figure = how(answer, LIGHT).figure
    assert any("axeln visar 0–5" in text.replace("<br>", " ") for text in said(figure))
    axis = figure["layout"]["yaxis" if how is years else "xaxis"]
    assert axis["tickvals"] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("page", "how"), [("indikator", position), ("over_tid", years), ("jamfor", beside)])
def test_riket_is_not_drawn_where_it_is_no_such_value_as_a_kommuns(page, how):
    answer = about_one(page, DAGAR)
    total = replace(answer, riket=21_420.0, national=answer.national.assign(riket=21_420.0))
    chart = how(total, LIGHT)
    axis = chart.figure["layout"]["yaxis" if how is years else "xaxis"]
    assert max(axis["range"]) < 1000
    assert not any("Riket" in text for text in [*said(chart.figure), chart.alt])


@pytest.mark.parametrize(
    ("kind", "whose"), [("riket", "Rikets övriga 12"), ("kommungrupp", "Kommungruppens övriga 12")]
)
def test_beside_a_group_the_median_is_the_groups_alone(kind: str, whose: str):
    answer = about_one("jamfor", ANDEL, kind=kind, rows=ordered(everyone(ANDEL)))  # too many for a row each
    group = replace(answer.group, others=replace(answer.group.others, median=61.0))
    answer = replace(answer, group=group, national=answer.national.assign(median=33.0))
    medians = [text for text in said(beside(answer, LIGHT).figure) if "median" in text.lower()]
    assert medians == [f"{whose}: median 61"]
