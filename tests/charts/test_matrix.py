"""The matrix of Signaler: read without colour, safe whatever names are, and the same number of cells in every row."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from ojdash.charts import DARK, LIGHT, css, legend, matrix
from ojdash.domain.missing import MISSING
from ojdash.domain.signal import RULE, SIGNALS
from ojdash.text import words
from ojdash.text.levels import level
from tests.charts.drawn import ANDEL, DAGAR, JA_NEJ, KATEGORI, KRONOR, LAN, OWN, signals

ALL = (ANDEL, DAGAR, KRONOR, JA_NEJ, KATEGORI)


class Table(HTMLParser):
    """The rows of a table: for every cell its tag, attributes (of the cell's link too) and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[dict]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append({"tag": tag, "text": "", **dict(attrs)})
        elif tag == "a":
            self.rows[-1][-1].update(dict(attrs))

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1]["text"] += data


def address(kommun: str, indikator: str) -> str:
    return f"?kommun={kommun}&indikator={indikator}"


def one_row(indikator, cells: list[dict]):
    """A matrix of one column, a kommun a cell."""
    base = {"indikator": indikator.id, "year": 2023, "gender": "T", "value": np.nan, "missing": None, "n": np.nan}
    rows = [
        {"kommun": OWN.kod if at == 0 else f"{at:04}", "namn": f"Kommun {at}", "signal": None, "percentile": np.nan}
        | base
        | cell
        for at, cell in enumerate(cells)
    ]
    return Table(matrix(signals(indikator, rows=pd.DataFrame(rows)), LIGHT, address)).rows[1:]


def test_every_row_has_a_cell_for_every_indikator():
    rows = Table(matrix(signals(*ALL), LIGHT, address)).rows
    assert {len(row) for row in rows} == {1 + len(ALL)}
    assert len(rows) == 1 + len(LAN)


def test_the_own_kommun_is_first_and_columns_keep_the_areas_order():
    rows = Table(matrix(signals(*ALL), LIGHT, address)).rows
    assert [cell["text"] for cell in rows[0][1:]] == [
        "Nöjda med hemtjänsten2023",
        "Väntetid till insats2023, dagar",
        "Kostnad för äldreomsorg2023, kronor per invånare 80 år och äldre",
        "Aktuell rutin för samordning2023",
        "Väntetid till nybesök2023",
    ]
    assert [row[0]["text"] for row in rows[1:3]] == ["Vetlanda", "Aneby"]
    assert rows[1][0]["scope"] == "row" and rows[0][1]["scope"] == "col"


def test_every_cell_links_to_its_question_and_says_a_sentence():
    rows = Table(matrix(signals(*ALL), LIGHT, address)).rows
    cell = rows[1][1]
    assert cell["href"] == "?kommun=0685&indikator=A1"
    assert cell["data-ojdash"] == "1"
    assert cell["aria-label"] == cell["title"]
    for row in rows[1:]:
        for cell in row[1:]:
            assert cell["aria-label"].startswith(row[0]["text"]) and cell["aria-label"].endswith(".")


def test_levels_are_read_without_colour():
    cells = [{"value": 70.0, "n": 200.0, "signal": signal} for signal in SIGNALS]
    texts = [row[1]["text"] for row in one_row(ANDEL, cells)]
    assert [text.replace(words.THIN, " ") for text in texts] == ["●70 %", "◑70 %", "○70 %", "–70 %", "70 %få svar"]
    labels = [row[1]["aria-label"] for row in one_row(ANDEL, cells)]
    assert all(level(RULE, signal) in label for signal, label in zip(SIGNALS, labels, strict=True))


def test_every_missing_kind_has_its_own_sign_and_hidden_words():
    rows = one_row(ANDEL, [{"missing": kind} for kind in MISSING])
    texts = [row[1]["text"] for row in rows]
    assert texts == [words.MISSING_SIGN[kind] + words.MISSING[kind] for kind in MISSING]
    assert len(set(texts)) == len(MISSING)
    assert {row[1]["class"] for row in rows} == {"oj-missing"}


def test_ja_and_nej_have_no_level():
    ja, nej = one_row(JA_NEJ, [{"value": 1.0}, {"value": 0.0}])
    assert (ja[1]["text"], nej[1]["text"]) == ("●Ja", "○Nej")
    assert ja[1]["class"] == nej[1]["class"] == "oj-answer"


def test_a_flipped_answer_shows_what_it_was_and_every_cell_says_the_measurement_before():
    now_ja, same, unknown = one_row(
        JA_NEJ,
        [
            {"value": 1.0, "from_year": 2022, "earlier": 0.0, "flip": "nej_till_ja"},
            {"value": 1.0, "from_year": 2022, "earlier": 1.0, "flip": None},
            {"value": 1.0, "from_year": None, "earlier": np.nan, "flip": None},
        ],
    )
    assert [row[1]["text"] for row in (now_ja, same, unknown)] == ["●Ja2022: Nej", "●Ja", "●Ja"]
    assert [row[1]["aria-label"].partition(" 2023: ")[2] for row in (now_ja, same, unknown)] == [
        *("Ja. Mätningen före, 2022: Nej.", "Ja. Mätningen före, 2022: Ja.", "Ja.")
    ]
    (share,) = one_row(ANDEL, [{"value": 70.0, "n": 200.0, "from_year": 2021, "earlier": 61.0, "flip": None}])
    assert "61" not in share[1]["text"]
    assert share[1]["aria-label"].endswith("Mätningen före, 2021: 61 %.".replace(" %", f"{words.THIN}%"))


@pytest.mark.parametrize(
    ("verdict", "counts", "said"),
    [
        ("okning", (None, None), "Upp 9 procentenheter sedan 2021. Säkerställd ökning."),
        ("ingen_sakerstalld", (None, None), "Upp 9 procentenheter sedan 2021. Det kan vara slump."),
        (
            "vanlig",
            (93, 3),
            "Upp 9 procentenheter sedan 2021. 3 av 93 av liknande storlek ändrades minst lika mycket.",
        ),
        ("ovanlig", (93, 0), "Upp 9 procentenheter sedan 2021. Ingen av 93 av liknande storlek ändrades så mycket."),
        ("kan_inte_provas", (None, None), "Upp 9 procentenheter sedan 2021."),
    ],
)
def test_every_cell_says_how_much_has_changed_and_how_sure_or_usual_that_is(verdict: str, counts: tuple, said: str):
    moved = {"difference": 9.0, "verdict": verdict, "counted": counts[0], "at_least": counts[1]}
    (share,) = one_row(ANDEL, [{"value": 70.0, "from_year": 2021, "earlier": 61.0, "flip": None} | moved])
    assert share[1]["aria-label"].endswith(f"%. {said}")


def test_values_on_few_answers_are_told():
    plain, unsure, few = one_row(
        ANDEL,
        [
            {"value": 70.0, "n": 100.0, "signal": "hog"},
            {"value": 70.0, "n": 99.0, "signal": "hog"},
            {"value": 70.0, "n": 29.0, "signal": "for_fa_svar"},
        ],
    )
    assert "30–99 svar" not in plain[1]["text"]
    assert "30–99 svar" in unsure[1]["text"] and "oj-unsure" in unsure[1]["class"]
    assert "få svar" in few[1]["text"] and few[1]["class"] == "oj-for_fa_svar"


def test_few_are_called_what_they_are():
    unsure, few = one_row(
        replace(ANDEL, underlag="arenden"),
        [{"value": 70.0, "n": 99.0, "signal": "hog"}, {"value": 70.0, "n": 29.0, "signal": "for_fa_svar"}],
    )
    assert "30–99 st" in unsure[1]["text"] and "30–99 ärenden: nivån" in unsure[1]["aria-label"]
    assert "få ärenden" in few[1]["text"] and "Få ärenden: värdet" in few[1]["aria-label"]


def test_hostile_names_are_only_text():
    hostile = "<script>alert(1)</script>\" onmouseover='x'"
    answer = signals(replace(ANDEL, title=hostile, short_title=hostile), JA_NEJ)
    answer = replace(answer, rows=answer.rows.assign(namn=hostile), omrade_title=hostile)
    html = matrix(answer, LIGHT, lambda kommun, indikator: '"><script>x</script>')
    table = Table(html)
    assert "script" not in table.tags
    assert not any(name.startswith("on") for row in table.rows for cell in row for name in cell)
    assert table.rows[1][0]["text"] == hostile


def test_the_example_is_told_only_when_it_is_one():
    assert words.EXAMPLE in matrix(signals(ANDEL), LIGHT, address)
    assert words.EXAMPLE not in matrix(signals(ANDEL, simulated=False), LIGHT, address)


def test_the_legend_tells_every_mark():
    html = legend(signals(*ALL), LIGHT)
    text = re.sub("<[^>]+>", "", html)
    for said in [*(level(RULE, signal) for signal in SIGNALS), *words.MISSING.values(), words.SIGNAL_SAYS_NOT]:
        assert said in text
    for glyph in [look.glyph for look in LIGHT.levels.values()] + [*words.MISSING_SIGN.values()]:
        assert f">{glyph}<" in html


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
def test_every_colour_is_the_themes(theme):
    spelled = css(theme) + re.sub(r"&#x?\w+;", "", matrix(signals(*ALL), theme, address) + legend(signals(*ALL), theme))
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", spelled)) <= theme.colours
    assert "rgb" not in spelled
    assert set(re.findall(r"font-size: (\d+)px", spelled)) <= {str(size) for size in range(13, 40)}


def test_every_class_has_a_style_and_the_style_fits_a_shadow_root():
    used = set(re.findall(r'class="?([^">]+)', matrix(signals(*ALL), LIGHT, address) + legend(signals(*ALL), LIGHT)))
    style = css(LIGHT)
    missing = {name for names in used for name in names.split() if f".{name}" not in style}
    assert missing <= {"oj-answer"}  # an answer has no level, and so no style of its own
    assert not re.search(r"(^|[ ,}])(html|body|:root)[ ,{]", style)
    assert style.count("{") == style.count("}")
    assert "@media print" in style and "position: sticky" in style and "height: 50px" in style
