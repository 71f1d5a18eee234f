"""A change without a number of answers is told alike on every page, as published and as reckoned."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ojdash import answers, api, catalogue, charts
from ojdash.answers.counting import reckoned
from ojdash.answers.one import change_columns
from ojdash.charts.theme import LIGHT
from ojdash.domain.answer import Answer, each
from ojdash.domain.change import Change
from ojdash.domain.counting import Counts, Steps
from ojdash.domain.indikator import Brott
from ojdash.domain.question import Question
from ojdash.domain.report import Finding
from ojdash.store import Store, queries
from ojdash.text import changes, oversikt, report_results, rows
from tests.drawing import edition, edition_of_before, indikator, many

KODER = sorted(catalogue.invanare())
OWN = "0685"
DAGAR = indikator("DAG", "dagar", title="Väntetid")


def drawn(*of_years: tuple[int, float, float]) -> pd.DataFrame:
    """Everyone's values: a year, the own kommun's value, and how far apart the others' are."""
    rng = np.random.default_rng(7)
    parts = []
    for year, own, spread in of_years:
        rows = many("DAG", year, list(np.round(50 + spread * rng.normal(size=290))))
        parts.append(rows.assign(kommun=KODER, value=rows["value"].where([kod != OWN for kod in KODER], own)))
    return pd.concat(parts, ignore_index=True)


# Its own steps are 2 and 3, and then it moves 40, as none of the others did.
VALUES = drawn((2021, 50, 1), (2022, 52, 1), (2023, 49, 1), (2024, 89, 1))


@pytest.fixture(scope="module")
def leapt(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("leapt"), VALUES, DAGAR)


def ask(store: Store, page: str, **said: object) -> Answer:
    question = Question(page, OWN, omrade="lss", **said)
    return answers.answer(store, answers.checked(store, question))


@pytest.mark.parametrize("page", ["indikator", "over_tid", "jamfor"])
def test_a_page_of_one_indikator_has_the_counts_and_the_kommuns_own_steps(leapt: Store, page: str) -> None:
    moved = ask(leapt, page, indikator="DAG").change
    assert (moved.verdict, moved.counts, moved.steps) == ("ovanlig", Counts(96, 0), Steps(2, 3, 2021, 2))


def test_two_years_that_somebody_chose_are_reckoned_from_the_same_values(leapt: Store) -> None:
    chosen = ask(leapt, "over_tid", indikator="DAG", from_year=2022, year=2024).change
    assert (chosen.difference, chosen.verdict, chosen.counts) == (37, "ovanlig", Counts(96, 0))
    assert chosen.steps is None  # one step before


def test_what_is_reckoned_is_what_was_published(example: Store) -> None:
    ids = [id for its in example.by_omrade.values() for id in its if not example.indikator(id).is_coded][::9]
    for id in ids:
        gender = example.genders(id)[-1]
        year = example.years(id)[-1]
        before = example.series(id, gender, KODER[::23]).query("year < @year").dropna(subset="value")
        rows = example.values(id, gender, year).dropna(subset="counted")
        for row in rows[rows["kommun"].isin(KODER[::23])].itertuples():
            from_year = int(before.loc[before["kommun"] == row.kommun, "year"].max())
            found = reckoned(example, gender, {id: (from_year, year)}, [row.kommun])
            assert found == {(id, row.kommun): Counts(row.counted, row.at_least)}


def test_an_unusual_change_stands_out_on_oversikt_and_is_told_in_its_sentence(leapt: Store) -> None:
    answer = ask(leapt, "oversikt")
    row = each(answer.rows)[0]
    assert (row.verdict, row.stands_out, row.counted, row.at_least) == ("ovanlig", 2, 96, 0)
    assert (answer.counts["unusual"], answer.counts["counted"], answer.counts["secured"]) == (1, 1, 0)
    assert "en ovanligt stor förändring" in oversikt.sentence(answer)
    assert oversikt.why(answer, row) == (
        "Ovanligt stor ökning sedan 2023: 40 dagar. Ingen av 96 kommuner av liknande storlek ändrades så mycket. "
        "Mellan 2021 och 2023 rörde sig värdet 2 till 3 per mätning."
    )
    assert rows.cell(answer, row, "change") == "+40, ovanlig; 0 av 96; förut 2 till 3"
    assert changes.READ_BEFORE in oversikt.chance(answer)
    assert "En förändring är räknad mot kommuner av liknande storlek" in oversikt.chance(answer).capitalize()


def test_an_earlier_year_of_oversikt_has_its_own_counts(leapt: Store) -> None:
    row = each(ask(leapt, "oversikt", year=2023).rows)[0]
    moved = ask(leapt, "indikator", indikator="DAG", year=2023).change
    assert (row.year, row.verdict, row.counted, row.at_least) == (
        *(2023, "vanlig"), *(moved.counts.counted, moved.counts.at_least)
    )  # fmt: skip


def test_what_hovers_over_a_cell_of_signaler_tells_the_counts(leapt: Store) -> None:
    answer = ask(leapt, "signaler", peers="lan")
    shown = charts.matrix(answer, LIGHT, lambda kommun, id: "#")
    assert (
        "Mätningen före, 2023: 49. Upp 40 dagar sedan 2023. Ingen av 96 av liknande storlek ändrades så mycket. "
        "Mellan 2021 och 2023 rörde sig värdet 2 till 3 per mätning." in shown
    )
    others = {row.kommun: steps_of(row) for row in each(answer.rows) if row.kommun != OWN}
    for kod, its in others.items():
        assert its == answers.answer(leapt, Question("indikator", kod, indikator="DAG", year=2024)).change.steps
    told = {row.kommun: row.counted for row in each(answer.rows)}
    assert len(told) == 13 and set(told.values()) == {96}


def test_among_all_kommuner_only_the_own_ones_changes_hover(leapt: Store) -> None:
    shown = charts.matrix(ask(leapt, "signaler", peers="riket"), LIGHT, lambda kommun, id: "#")
    assert shown.count("av liknande storlek") == 2  # the title and the name of one cell


def test_the_report_counts_each_kommun(leapt: Store) -> None:
    finding = of_lan(leapt)
    assert {place.kommun.kod for place in finding.places if place.change.verdict == "ovanlig"} >= {OWN}
    assert all(place.change.counts.counted == 96 for place in finding.places)
    moved = [place for place in finding.places if place.change.difference]
    assert len(moved) == 10  # the values of the other three are what they were
    assert "10 förändringar är räknade mot kommuner av liknande storlek" in report_results.since(finding)


def test_what_looks_unchanged_is_no_change_that_is_counted(tmp_path: Path) -> None:
    """Half of the county's kommuner have the value they had, one of them but for what is not shown."""
    lan = [kod for kod in KODER if kod[:2] == OWN[:2]]
    rows = drawn((2023, 50, 9), (2024, 50.3, 9))
    still = (rows["year"] == 2024) & rows["kommun"].isin(lan[:6])
    rows.loc[still, "value"] = rows.loc[(rows["year"] == 2023) & rows["kommun"].isin(lan[:6]), "value"].to_numpy()
    store = edition(tmp_path, rows, DAGAR)
    answer = ask(store, "oversikt")
    assert (each(answer.rows)[0].verdict, answer.counts["counted"]) == ("vanlig", 0)
    assert "räknad" not in oversikt.chance(answer)
    moved = {kod: np.ptp(rows.loc[rows["kommun"] == kod, "value"]) >= 0.5 for kod in lan}
    assert 3 < sum(moved.values()) < 7
    said = report_results.since(of_lan(store))
    assert f"{sum(moved.values())} förändringar är räknade mot kommuner av liknande storlek" in said
    assert report_results.since(of_lan(store, lan[:6])).endswith("Inget värde har ändrats, avrundat som här.")


@pytest.mark.parametrize(
    ("kommuner", "said"),
    [
        (
            None,
            "10 förändringar är räknade mot 15 kommuner av liknande storlek. De är för få för att säga om det är "
            "ovanligt.",
        ),
        (
            [OWN],
            "En förändring är räknad: ingen av 15 kommuner av liknande storlek ändrades så mycket, uppåt eller nedåt. "
            "De är för få för att säga om det är ovanligt.",
        ),
    ],
)
def test_a_report_counts_among_few_and_says_that_they_are_few(
    tmp_path: Path, kommuner: list[str] | None, said: str
) -> None:
    lan = [kod for kod in KODER if kod[:2] == OWN[:2]]
    has = [*lan, *[kod for kod in KODER if kod not in lan][:33]]
    store = edition(tmp_path, VALUES[VALUES["kommun"].isin(has)], indikator("DAG", "dagar", underlag="svar"))
    assert report_results.since(of_lan(store, kommuner)).endswith(said)


def test_those_counted_among_few_are_told_beside_those_counted_among_enough() -> None:
    def told(*counts: Counts) -> str:
        moved = [Change(2023, 2024, 1, its.verdict, counts=its) for its in counts]
        places = [SimpleNamespace(change=each, kommun=None) for each in moved]
        return report_results._told(SimpleNamespace(indikator=DAGAR, places=places))

    enough = "En förändring är räknad mot kommuner av liknande storlek, och den är ovanligt stor."
    few = "De är för få för att säga om det är ovanligt."
    assert told(Counts(30, 1), Counts(29, 4)) == (
        f"{enough} En till är räknad: 4 av 29 kommuner av liknande storlek ändrades minst lika mycket, uppåt eller "
        f"nedåt. {few}"
    )
    assert told(Counts(30, 1), Counts(29, 4), Counts(12, 0)) == (
        f"{enough} 2 till är räknade mot 12 till 29 kommuner av liknande storlek. {few}"
    )


def of_lan(store: Store, kommuner: list[str] | None = None) -> Finding:
    """The only indikator of a report on the own kommun's county, or on some kommuner."""
    question = answers.checked(store, Question("lansrapport", OWN, omrade="lss", peers="lan"))
    (finding,) = answers.county_report(store, question, kommuner=kommuner).findings
    return finding


def test_json_has_the_counts_beside_the_verdict(leapt: Store) -> None:
    found = json.loads(api.as_json(ask(leapt, "indikator", indikator="DAG")))["change"]
    assert (found["verdict"], found["counted"], found["at_least"]) == ("ovanlig", 96, 0)
    assert found["steps"] == {"least": 2, "most": 3, "since": 2021, "number": 2}
    rows = json.loads(api.as_json(ask(leapt, "oversikt")))["rows"]
    assert (rows[0]["counted"], rows[0]["at_least"], rows[0]["verdict"]) == (96, 0, "ovanlig")
    assert rows[0]["steps"] == found["steps"]


PAGES = {"oversikt": {}, "signaler": {"peers": "lan"}, "lansrapport": {"peers": "lan"}}


@pytest.mark.parametrize("page", PAGES)
def test_the_steps_of_many_are_asked_for_once_and_those_of_a_report_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    both = pd.concat([VALUES, VALUES.assign(indikator="DAG2")], ignore_index=True)
    store = edition(tmp_path, both, DAGAR, indikator("DAG2", "dagar"))
    asked = questions_to(store, monkeypatch)
    answer = ask(store, page, **PAGES[page])
    assert asked.count(queries.EARLIER) == (page != "lansrapport")
    own = [steps_of(row) for row in each(answer.rows) if row.kommun == OWN]
    assert own == [Steps(2, 3, 2021, 2)] * 2


def test_where_nothing_is_unusual_oversikt_asks_for_no_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = edition(tmp_path, VALUES[VALUES["year"] < 2024], DAGAR)
    asked = questions_to(store, monkeypatch)
    assert each(ask(store, "oversikt").rows)[0].verdict == "vanlig"
    assert queries.EARLIER not in asked


@pytest.mark.parametrize("format", [3, 4])
@pytest.mark.parametrize("page", PAGES)
def test_an_edition_of_before_is_reckoned_as_it_would_be_published_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, format: int
) -> None:
    """Counted among the third nearest by the catalogue's invanare, which are those that are published."""
    broken = indikator("BR", "dagar", breaks=(Brott(2024, "Ny fråga."),))
    definitions = DAGAR, indikator("DAG2", "dagar"), broken, indikator("JN", "ja_nej")
    lacking = VALUES["kommun"].isin(KODER[::7]) & (VALUES["year"] == 2023)
    parts = [VALUES, VALUES[~lacking].assign(indikator="DAG2"), VALUES.assign(indikator="BR")]
    parts += [VALUES.assign(indikator="JN", value=(VALUES["value"] > 50).astype(float))]
    drawn = pd.concat(parts, ignore_index=True)
    before = edition_of_before(tmp_path / "before", drawn, *definitions, format=format)
    today = edition(tmp_path / "today", drawn, *definitions)
    asked = questions_to(before, monkeypatch)
    found, expected = (ask(store, page, **PAGES[page]) for store in (before, today))
    columns = ["indikator", "kommun", "verdict", *change_columns([])]
    pd.testing.assert_frame_equal(found.rows[columns], expected.rows[columns])
    assert found.rows["counted"].notna().any()
    assert asked.count(queries.MATRIX) == {"oversikt": 1, "signaler": 2, "lansrapport": 2}[page]
    if page == "oversikt":
        assert oversikt.sentence(found) == oversikt.sentence(expected)


@pytest.mark.parametrize("format", [3, 4])
def test_an_edition_of_before_says_what_is_reckoned_in_words(tmp_path: Path, format: int) -> None:
    store = edition_of_before(tmp_path, VALUES, DAGAR, format=format)
    assert ask(store, "indikator", indikator="DAG").change.counts == Counts(96, 0)
    assert "en ovanligt stor förändring" in oversikt.sentence(ask(store, "oversikt"))
    shown = charts.matrix(ask(store, "signaler", peers="lan"), LIGHT, lambda *_: "#")
    assert "Ingen av 96 av liknande storlek ändrades så mycket. Mellan 2021 och 2023 rörde sig" in shown
    assert "förändringar är räknade mot kommuner av liknande storlek" in report_results.since(of_lan(store))


def steps_of(row: object) -> Steps | None:
    return changes.of_row(row).steps


def questions_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SQL that is asked of a store from now on."""
    asked, ask_it = [], store._ask
    monkeypatch.setattr(store, "_ask", lambda sql, **said: asked.append(sql) or ask_it(sql, **said))
    return asked
