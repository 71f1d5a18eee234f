"""A kommun without any value in an edition: every page's answer says so, and names kommuner that have one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ojdash import answers, catalogue, links, text
from ojdash.domain.kommun import Kommun
from ojdash.domain.question import PAGES, WRITTEN, Question
from ojdash.store import Store
from ojdash.text import problems
from tests.drawing import edition, indikator

AO = indikator("AO")
JA = indikator("JA", "ja_nej", omrade="vald")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"}, omrade="vald")
FIGURES = [page for page in PAGES if page not in (*WRITTEN, "sa_raknar_vi")]
DALARNA = "Välj en annan kommun, till exempel Vansbro, Malung-Sälen eller Gagnef."
NOBODY = "Ingen annan kommun har det heller. Sidan Om data visar vilka utgåvor som finns."
# An edition as drawn, and what is said to a kommun without any value in it.
DRAWN = {
    "three kommuner of a county": ("AO 2023 2024\n2021 40 41\n2023 42 43\n2026 44 45", DALARNA),
    "one year, a kommun": ("AO 2024\n2021 40/100", "Välj en annan kommun, till exempel Vansbro."),
    "only women": ("AO/K 2024\n2021 40", "Välj en annan kommun, till exempel Vansbro."),
    "only Ja and Nej": ("JA 2024\n2021 Ja\n2023 -", "Välj en annan kommun, till exempel Vansbro."),
    "only answers in words": ("KAT 2024\n2021 1", "Välj en annan kommun, till exempel Vansbro."),
    "Riket alone": ("AO 2023 2024\n0000 40 41", NOBODY),
    "every value withheld": ("AO 2023 2024\n2021 .. ..\n2023 - ..", NOBODY),
}
ASKED = ["", "&peers=riket", "&peers=liknande", "&peers=kommungrupp", "&peers=0115", "&peers=0115-2021"]


@pytest.fixture(scope="module")
def kommuner() -> tuple[Kommun, ...]:
    """All of them, as a table's edition has."""
    return tuple(catalogue.kommuner(Path("nowhere")))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, kommuner: tuple[Kommun, ...]) -> Callable[[str], Store]:
    """The edition of a name in DRAWN."""
    made: dict[str, Store] = {}

    def open_(name: str) -> Store:
        if name not in made:
            made[name] = edition(tmp_path_factory.mktemp("data"), DRAWN[name][0], AO, JA, KAT, kommuner=kommuner)
        return made[name]

    return open_


@pytest.mark.parametrize(
    "kommun", ["0114", "0980", "2029"], ids=["no row in the county", "alone in it", "rows of others"]
)
@pytest.mark.parametrize("page", FIGURES)
@pytest.mark.parametrize("name", DRAWN)
def test_every_page_says_that_there_are_no_values_and_where_there_are(
    opened: Callable[[str], Store], kommuner: tuple[Kommun, ...], name: str, page: str, kommun: str
) -> None:
    store = opened(name)
    first = f"{store.kommuner[kommun].namn} har inga värden i den här utgåvan. {DRAWN[name][1]}"
    for peers in ASKED:
        question, _ = answers.settle(store, links.parse(f"{page}?kommun={kommun}{peers}"))
        said = text.sentence(answers.answer(store, question))
        assert said.startswith(first)
        assert said.count("har inga värden") == 1


@pytest.mark.parametrize("page", FIGURES)
def test_a_kommun_with_a_value_in_another_area_or_year_is_not_said_to_have_none(
    tmp_path: Path, kommuner: tuple[Kommun, ...], page: str
) -> None:
    store = edition(
        tmp_path, "AO 2022 2024\n2021 40 _\n2023 _ 1\n0114 _ 2\nJA 2024\n2026 Ja", AO, JA, kommuner=kommuner
    )
    for kommun in ("2021", "2026"):
        found = answers.answer(store, answers.settle(store, Question(page, kommun, "lss", year=2024))[0])
        assert found.elsewhere is None
        assert "i den här utgåvan" not in text.sentence(found)


def test_whoever_has_not_chosen_gets_a_kommun_that_has_values(opened: Callable[[str], Store]) -> None:
    assert answers.settle(opened("three kommuner of a county"), Question())[0].kommun == "2021"
    assert answers.settle(opened("Riket alone"), Question())[0].kommun == "0685"


def test_a_walk_through_goes_on_without_a_value(opened: Callable[[str], Store]) -> None:
    for name in DRAWN:
        store = opened(name)
        assert problems.written_without_values("Upplands Väsby") in answers.walk(store, Question("enkat", "0114")).told
    assert answers.walk(opened("only women"), Question("enkat", "2021")).told == ()


def test_the_edition_says_how_many_kommuner_have_a_value(opened: Callable[[str], Store]) -> None:
    store = opened("three kommuner of a county")
    said = text.sentence(answers.answer(store, answers.checked(store, Question("om_data", "2021"))))
    assert said == f"Utgåvan {store.id} har 6 värden för 3 indikatorer och 3 av 290 kommuner, 2023–2024."


def test_a_county_report_without_a_value_says_so(opened: Callable[[str], Store]) -> None:
    store = opened("three kommuner of a county")
    report = answers.county_report(store, answers.checked(store, Question("lansrapport", "0114", "lss")))
    assert text.lansrapport.sentence(report.answer) == (
        "En indikator för 26 kommuner 2024. Det finns inga värden: 26 värden saknas. "
        "Välj andra kommuner, ett annat område eller ett annat år."
    )
