"""The words of levels, medians and columns name what is counted, and how many of it there are."""

from __future__ import annotations

from pathlib import Path

from ojdash import answers
from ojdash.charts import LIGHT, figure_of
from ojdash.domain.question import Question
from ojdash.text import jamfor, levels, underlag
from tests.drawing import edition, indikator, many


def test_a_hollow_dot_counts_what_the_indikator_counts(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2024\n1860 64/50", indikator("AO", underlag="arenden"))
    answer = answers.answer(store, answers.checked(store, Question("indikator", "1860", "lss", indikator="AO")))
    assert levels.hollow(answer) == "Ihålig punkt: färre än 100 ärenden, osäkrare värde."


def test_a_median_with_the_own_kommun_says_how_many_have_a_value_too(tmp_path: Path) -> None:
    drawn = "AO 2024\n1860 64\n1862 62\n1880 70\n1885 90\n1814 _\nRUT 2024\n1814 Ja\n"
    store = edition(tmp_path, drawn, indikator("AO"), indikator("RUT", "ja_nej"))
    question = Question("jamfor", "1860", "lss", indikator="AO", year=2024)
    sentence = jamfor.with_own(answers.answer(store, answers.checked(store, question)))
    assert sentence == ("Med Laxå är medianen för länets 5 kommuner 67 procent (4 har ett värde).")


def test_a_files_column_of_n_is_headed_by_what_it_counts_and_by_at_most() -> None:
    assert underlag.heading_of_numbers(indikator("AO", underlag="svar", antal_svar="U1")) == "Antal svar, högst"
    assert underlag.heading_of_numbers(indikator("AO", underlag="arenden")) == "Antal ärenden"


def test_a_median_of_all_outside_the_middle_half_is_explained_in_the_figures_words(tmp_path: Path) -> None:
    values = [*(10.0 + i for i in range(15)), *(60.0 + i for i in range(25))]
    drawn = many("AO", 2024, values, [25.0] * 15 + [40.0] * 25)
    store = edition(tmp_path, drawn, indikator("AO", underlag="svar"))
    question = Question("indikator", "1030", "lss", indikator="AO", year=2024)
    alt = figure_of(answers.answer(store, answers.checked(store, question)), LIGHT).alt
    assert (
        "Mellersta hälften ligger mellan 66 och 78, medianen för alla kommuner är 64,5. "
        "Kommuner med färre än 30 svar räknas inte in i den mellersta hälften." in alt
    )
