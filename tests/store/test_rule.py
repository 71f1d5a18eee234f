"""An edition names the rule of its signals, and everything said of them quotes it from there."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from ojdash import answers, charts, store, text
from ojdash.api.spelled import as_dict
from ojdash.charts import LIGHT
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.domain.signal import RULE, RULES
from ojdash.store import Store, layout, open_edition
from ojdash.text import indikator as about
from ojdash.text import levels, over_tid, oversikt
from ojdash.text.marked import unmarked
from tests.drawing import edition, edition_of_before, indikator, many

AO = indikator("AO")
# 20 kommuner of 100 answers and 10 of 10, whose values are the highest.
VALUES = [float(value) for value in range(30)]
N = [100.0] * 20 + [10.0] * 10


@pytest.fixture
def drawn(tmp_path: Path) -> Store:
    return edition(tmp_path, many("AO", 2024, VALUES, N), AO)


def ask(of: Store, page: str = "indikator", kommun: str = "1020") -> Answer:
    question, told = answers.settle(of, Question(page, kommun, omrade="lss", indikator="AO"))
    assert told == []
    return answers.answer(of, question)


def limited(of: Store, **limits: int) -> Store:
    """The edition as if published with other limits."""
    manifest = of.folder / layout.MANIFEST
    said = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(said | {"rule": said["rule"] | limits}), "utf-8")
    return Store(of.folder)


def test_an_edition_names_its_rule_and_one_of_before_has_the_first(drawn: Store, tmp_path: Path) -> None:
    assert drawn.manifest["rule"] == asdict(RULE)
    assert drawn.rule == RULE
    before = edition_of_before(tmp_path / "before", "AO 2024\n1440 5/100\n1860 7/10", AO)
    assert "rule" not in before.manifest
    assert before.rule == RULES[1]
    assert store.checked(tmp_path / "before") == []
    assert store.checked(tmp_path) == []


def test_the_rule_is_part_of_an_editions_id(drawn: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.publishing, "RULE", replace(RULE, fewest_for_plain=90))
    other = edition(tmp_path / "other", many("AO", 2024, VALUES, N), AO)
    assert other.manifest["files"] == drawn.manifest["files"]
    assert other.id != drawn.id


def test_those_of_few_answers_are_shown_and_not_placed(drawn: Store) -> None:
    rows = ask(drawn).everyone.set_index("kommun")
    assert (rows["signal"] == "hog").sum() == (rows["signal"] == "lag").sum() == 5
    assert rows.loc["1020", ["value", "signal", "kommuner"]].tolist() == [19, "hog", 20]
    assert rows.loc["1030", ["value", "signal", "kommuner"]].tolist() == [29, "for_fa_svar", 20]
    assert np.isnan(rows.loc["1030", "percentile"])
    nation = ask(drawn).national.iloc[0]
    placed = np.arange(20)
    assert (nation["q1"], nation["q3"]) == (np.quantile(placed, 0.25), np.quantile(placed, 0.75))
    assert (nation["lowest"], nation["median"], nation["highest"], nation["kommuner"]) == (0, 14.5, 29, 30)


def test_a_position_says_among_how_many_and_how_many_are_left_out(drawn: Store) -> None:
    assert about.position(ask(drawn)) == (
        "Bland de 25 procent med högst värde (30 kommuner har ett värde; 10 med färre än 30 svar räknas inte in)."
    )
    told = levels.not_in_band(ask(drawn))
    assert told == "Kommuner med färre än 30 svar räknas inte in i den mellersta hälften."
    notes = charts.position(ask(drawn), LIGHT).figure["layout"]["annotations"]
    assert any(told in str(note["text"]).replace("<br>", " ") for note in notes)


def test_without_anyone_left_out_nothing_is_said_of_it(tmp_path: Path) -> None:
    everyone = ask(edition(tmp_path, many("AO", 2024, VALUES, 100.0), AO), kommun="1030")
    assert about.position(everyone) == "Bland de 25 procent med högst värde (30 kommuner har ett värde)."
    assert levels.not_in_band(everyone) == ""


def test_words_quote_the_limits_of_the_edition_they_are_about(drawn: Store) -> None:
    other = limited(drawn, fewest_for_signal=40, fewest_for_plain=200, fewest_kommuner=15, fewest_distinct=3)
    said = unmarked(levels.rule_in_sentences(other.rule))
    assert all(limit in said for limit in ("färre än 40 har svarat", "färre än 15 kommuner", "färre än 3 olika"))
    shown = ask(other)
    assert "10 med färre än 40 svar räknas inte in" in about.sentence(shown)
    assert about.certainty(shown).startswith("Osäkert underlag (100 svar).")
    assert "färre än 200 svar" in over_tid.reading(ask(other, "over_tid"))
    legend = charts.legend(ask(other, "signaler"), LIGHT)
    assert "40–199 svar" in legend
    assert "40–199 svar" in charts.matrix(ask(other, "signaler"), LIGHT, lambda *_: "")
    assert as_dict(shown)["rule"]["fewest_for_signal"] == 40


def test_a_quarter_is_the_editions(drawn: Store) -> None:
    other = limited(drawn, parts=5)
    assert "bland de 20 procent högsta" in text.sentence(ask(other, "oversikt"))
    assert "20 procent" in oversikt.more(ask(other, "oversikt"))
    assert "20 procent" in text.sentence(ask(other, "signaler"))


def test_what_is_said_of_an_edition_of_before_is_its_own_rule() -> None:
    before, now = (unmarked(levels.rule_in_sentences(RULES[version])) for version in (1, 2))
    assert "räknas ändå med bland de andras" in before and "räknas ändå" not in now
    assert "(Regelns version 1.)" in before and "(Regelns version 2.)" in now


def test_words_that_do_not_ask_the_edition_are_true_of_every_rule() -> None:
    assert len({rule.fewest_answers for rule in RULES.values()}) == 1  # what is withheld has one set of words
    assert len({rule.fewest_kommuner for rule in RULES.values()}) == 1  # so has the control at publishing


def test_an_edition_that_is_read_again_has_the_same_rule(drawn: Store, tmp_path: Path) -> None:
    assert open_edition(tmp_path, drawn.id).rule == drawn.rule
