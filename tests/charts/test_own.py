"""Own figures in a figure: crosses, words, and the published marks as they were."""

from __future__ import annotations

import pytest

from ojdash import charts
from ojdash.domain.own import Own, OwnValue, beside, period
from ojdash.store import Store
from ojdash.text import own as text
from tests.drawing import edition, indikator, many
from tests.pages.visiting import answer_to

THEMES = [charts.theme("light"), charts.theme("dark")]
AO = indikator("AO")
DAGAR = indikator("D", "dagar")
JA = indikator("JA", "ja_nej")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "fort"})
DRAWN = (
    "AO 2022 2023 2024\n0000 20 20 20\n1440 10 20 30\n1860 30 40 50\n1880 5 5 5\n\nD 2023 2024\n1440 2 3\n1860 4 5\n\n"
)
DRAWN += "JA 2022 2023 2024\n1440 Ja Nej Ja\n1860 Ja Ja Ja\n\nKAT 2023 2024\n1440 1 0\n1860 0 0"


@pytest.fixture
def store(tmp_path) -> Store:
    return edition(tmp_path, DRAWN, AO, DAGAR, JA, KAT)


def drawn(store: Store, address: str, theme: charts.Theme, *brought: tuple[str, str, float]) -> charts.Chart:
    answer = answer_to(address, store)
    own = beside(Own(tuple(OwnValue(kod, period(when), value) for kod, when, value in brought)), answer)
    if answer.question.page == "over_tid":
        return charts.years(answer, theme, (), own)
    return (charts.position if answer.question.page == "indikator" else charts.beside)(answer, theme, own)


def crosses(chart: charts.Chart) -> list[tuple]:
    return [
        (x, y) for trace in chart.figure["data"] if trace.get("name") == "own"
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]  # fmt: skip


def said(chart: charts.Chart) -> str:
    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]
    return " ".join([*texts, *(str(one) for trace in chart.figure["data"] for one in trace.get("text", []))])


BROUGHT = [("1440", "2023", 60.0), ("1440", "2026", 90.0), ("1440", "2024-03", 70.0), ("1860", "2024", 44.0)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_over_years_every_own_value_stands_at_its_own_date_within_the_axes(store: Store, theme) -> None:
    chart = drawn(store, "over_tid?kommun=1440&indikator=AO", theme, *BROUGHT)
    found = crosses(chart)
    assert [y for _, y in found] == [60, 70, 90]
    assert found[0][0] == 2023
    assert 2023 < found[1][0] < 2025
    assert found[2][0] == 2026
    (low, high), (first, last) = chart.figure["layout"]["yaxis"]["range"], chart.figure["layout"]["xaxis"]["range"]
    assert all(low <= y <= high and first <= x <= last for x, y in found)
    assert {2025, 2026} <= set(chart.figure["layout"]["xaxis"]["tickvals"])


@pytest.mark.parametrize(
    "address",
    [
        "over_tid?kommun=1440&indikator=AO",
        "over_tid?kommun=1440&indikator=JA",
        "over_tid?kommun=1440&indikator=KAT",
        "indikator?kommun=1440&indikator=AO&year=2024",
        "indikator?kommun=1440&indikator=JA",
        "jamfor?kommun=1440&indikator=AO&year=2024&peers=riket",
        "jamfor?kommun=1440&indikator=D&year=2024&peers=riket",
        "jamfor?kommun=1440&indikator=JA&year=2024&peers=riket",
        "jamfor?kommun=1440&indikator=KAT&year=2024&peers=riket",
    ],
)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_own_figures_are_marked_in_shape_and_words_and_in_no_others_colour(store: Store, theme, address: str) -> None:
    chart = drawn(store, address, theme, ("1440", "2024", 1.0))
    (trace,) = [one for one in chart.figure["data"] if one.get("name") == "own"]
    assert trace["marker"]["symbol"] == "cross"
    assert all(text.MARK in hover for hover in trace["hovertext"])
    assert "egna siffror" in said(chart)
    assert f"{text.HEADING}, inte publicerade: Ale, {text.MARK}" in chart.alt
    plain = drawn(store, address, theme)
    assert not any(one.get("marker", {}).get("symbol") == "cross" for one in plain.figure["data"])
    assert "egna" not in said(plain).lower()
    colours = {colour for colour in (*trace["marker"]["color"], *trace["marker"]["line"]["color"])}
    assert colours <= theme.colours


def test_an_own_value_moves_no_published_mark(store: Store) -> None:
    for address in ("over_tid?kommun=1440&indikator=AO", "jamfor?kommun=1440&indikator=AO&year=2024&peers=riket"):
        before = drawn(store, address, THEMES[0]).figure["data"]
        after = drawn(store, address, THEMES[0], *BROUGHT).figure["data"]
        assert [one for one in after if one.get("name") != "own"] == before


def test_a_value_above_all_others_widens_the_axis(store: Store) -> None:
    chart = drawn(store, "jamfor?kommun=1440&indikator=D&year=2024&peers=riket", THEMES[0], ("1440", "2024", 400.0))
    low, high = chart.figure["layout"]["xaxis"]["range"]
    assert low <= 400 <= high


def test_each_row_of_jamfor_gets_the_cross_of_its_own_kommun(store: Store) -> None:
    address = "jamfor?kommun=1440&indikator=AO&year=2024&peers=riket"
    chart = drawn(store, address, THEMES[0], *BROUGHT, ("1440", "2024", 12.0))
    names = chart.figure["layout"]["yaxis"]["ticktext"]
    assert {(names[y], x) for x, y in crosses(chart)} == {("<b>Ale</b>", 12), ("Laxå", 44)}


def test_nej_is_an_open_cross_and_ja_a_filled_one(store: Store) -> None:
    chart = drawn(store, "over_tid?kommun=1440&indikator=JA", THEMES[0], ("1440", "2023", 1.0), ("1440", "2024", 0.0))
    (trace,) = [one for one in chart.figure["data"] if one.get("name") == "own"]
    assert trace["marker"]["color"] == [THEMES[0].ink, THEMES[0].background]
    assert text.FIGURE_JA[:20] in said(chart)


def test_where_a_kommun_has_no_row_of_its_own_the_own_figures_are_told_in_words(tmp_path) -> None:
    store = edition(tmp_path, many("JA", 2024, [float(n % 2) for n in range(60)]), JA)
    chart = drawn(store, "jamfor?kommun=1001&indikator=JA&year=2024&peers=riket", THEMES[0], ("1002", "2024", 1.0))
    assert crosses(chart) == []
    assert "Kommun 1002, egna siffror: Ja (2024)" in said(chart).replace("<br>", " ")
