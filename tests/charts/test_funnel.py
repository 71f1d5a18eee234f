"""Jämför's funnel: every kommun once, limits as reckoned, own kommun and group named, drawn as on paper too."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pytest

from ojdash import answers, charts, links
from ojdash.charts.funnel import HIGH, _spread
from ojdash.domain.answer import Answer
from ojdash.domain.funnel import Z998
from ojdash.domain.question import Question
from ojdash.store import Store
from ojdash.text import file_names, jamfor, words
from ojdash.text import funnel as text
from ojdash.text import indikator as about
from ojdash.text.rows import cell


def asked(store: Store, **said: str | None) -> Answer:
    question = Question("jamfor", "0680", **{"indikator": "LSS-03", "peers": "lan", "figur": "tratt"} | said)
    return answers.answer(store, answers.checked(store, question))


@pytest.fixture(scope="module")
def answer(example: Store) -> Answer:
    return asked(example)


def points(drawn: charts.Chart) -> list[tuple[float, float]]:
    dots = [trace for trace in drawn.figure["data"] if trace["mode"] == "markers"]
    return [point for trace in dots for point in zip(trace["x"], trace["y"], strict=True)]


def test_its_files_lie_beside_those_of_the_other_figure(answer: Answer, example: Store) -> None:
    other = file_names.of_view(asked(example, figur=None))
    assert file_names.of_view(answer) == f"{other}-tratt"


def test_every_kommun_with_value_and_answers_is_one_dot_at_both(answer: Answer) -> None:
    rows = answer.everyone[answer.everyone["value"].notna() & answer.everyone["n"].notna()]
    found = sorted((round(10**x), y) for x, y in points(charts.compared(answer, charts.LIGHT)))
    assert found == sorted(zip(rows["n"].astype(int), rows["value"], strict=True))


def test_the_limits_drawn_are_those_reckoned(answer: Answer) -> None:
    low, high = (trace for trace in charts.compared(answer, charts.LIGHT).figure["data"][:2])
    n = np.rint(10 ** np.array(low["x"]))
    assert n[0] == 30
    for line, end in zip((low, high), answer.funnel.limits(n, Z998), strict=True):
        assert line["y"] == pytest.approx((100 * end).tolist())


def test_the_own_kommun_and_its_group_are_named_and_no_name_covers_another(answer: Answer) -> None:
    notes = charts.compared(answer, charts.LIGHT).figure["layout"]["annotations"]
    names = {note["text"]: note["y"] for note in notes if note.get("xshift") == 6}
    group = answer.everyone[answer.everyone["kommun"].isin(answer.group.members) & answer.everyone["n"].notna()]
    assert set(names) == {"<b>Jönköping</b>", *group.loc[group["value"].notna(), "namn"]}
    places = sorted(HIGH * y for y in names.values())
    assert min(np.diff(places)) >= 15.9
    assert places[0] >= 0 and places[-1] <= HIGH


@pytest.mark.parametrize("places", [[0, 0, 0], [300, 300, 300], [10, 12, 200, 201], []])
def test_names_are_moved_apart_within_the_plot_and_keep_their_order(places: list[float]) -> None:
    found = _spread(places, 16, HIGH)
    assert found == sorted(found) and len(found) == len(places)
    assert all(after - before >= 16 - 1e-9 for before, after in pairwise(found))
    assert all(0 <= place <= HIGH for place in found)


def test_of_all_kommuner_only_the_own_and_those_outside_are_named(example: Store) -> None:
    every = asked(example, peers="riket")
    drawn = charts.compared(every, charts.LIGHT)
    names = [n["text"] for n in drawn.figure["layout"]["annotations"] if n.get("xshift") == 6]
    assert "<b>Jönköping</b>" in names and len(names) <= 15
    assert any(text.NAMED in n["text"].replace("<br>", " ") for n in drawn.figure["layout"]["annotations"])


def test_the_figure_is_told_in_sentences_and_the_table_has_the_limits(answer: Answer) -> None:
    alt = charts.compared(answer, charts.LIGHT).alt
    assert re.search(r"Jönköping har \d+ procent med \d+ ärenden: (inom|över|under) gränserna\.", alt)
    assert re.search(r"kommun(er)? ligger över gränserna och .* under\.", alt)
    assert "limits" in jamfor.columns(answer)
    for row in answer.rows.itertuples():
        said = cell(answer, row, "limits")
        assert re.fullmatch(r"|prövas inte|\d+ till \d+: (inom|över|under)", said)


@pytest.mark.parametrize("theme", [charts.LIGHT, charts.DARK, charts.PAPER, charts.SEMINAR], ids=lambda one: one.name)
def test_it_is_drawn_in_every_theme_and_on_paper(answer: Answer, theme: charts.Theme) -> None:
    drawn = charts.figure_of(answer, theme)
    found = set(re.findall(r"#[0-9A-Fa-f]{6}", json.dumps(drawn.figure)))
    assert found and found <= theme.colours
    assert charts.svg(drawn).startswith("<svg")


def test_an_indikator_without_a_funnel_keeps_its_rows_and_says_why(example: Store) -> None:
    days = next(id for id in answers.ids(example, None) if example.indikator(id).kind == "dagar")
    answer = asked(example, indikator=days)
    rows = charts.compared(answer, charts.LIGHT)
    assert rows.figure == charts.beside(answer, charts.LIGHT).figure
    assert about.in_funnel(answer).startswith("Tratten visas inte")
    assert "limits" not in jamfor.columns(answer)


def test_what_often_follows_a_far_end_is_said_where_values_are_listed_and_not_of_answers(example: Store) -> None:
    assert jamfor.far_ends(asked(example)) == words.FAR_ENDS
    coded = next(id for id in answers.ids(example, None) if example.indikator(id).kind == "ja_nej")
    assert jamfor.far_ends(asked(example, indikator=coded)) == ""
    costs = next(id for id in answers.ids(example, None) if example.indikator(id).kind == "kronor")
    assert jamfor.far_ends(asked(example, indikator=costs)) == words.FAR_ENDS


def test_a_link_says_which_figure_and_an_old_one_means_rows() -> None:
    assert "&figur=tratt" in links.address(Question("jamfor", "0680", figur="tratt"))
    assert links.parse("jamfor?kommun=0680&figur=tratt").figur == "tratt"
    assert links.parse("jamfor?kommun=0680").figur is None
    assert links.read("jamfor", {"figur": "paj"})[1]
