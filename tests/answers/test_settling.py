"""Settling: what was left out gets its default, and each part that can't be is told in a sentence of its own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash import answers
from ojdash.domain.errors import QuestionError
from ojdash.domain.question import GENDERS, PAGES, PEERS, STEG, WRITTEN, Question
from ojdash.store import Store
from tests.drawing import edition, indikator

AO = indikator("AO", gender_split=True)
DAG = indikator("DAG", "dagar", omrade="vald")
TOM = indikator("TOM", omrade="hemloshet")
TOKEN = "abcdefghijklmnopqrstuvwx23"
DRAWN = "AO 2022 2023\n0680 1 2\n0685 3 4\nAO/K 2023\n0680 5\nDAG 2021 2022\n0685 1 2"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, DAG, TOM)


def test_a_question_with_nothing_said_is_settled_without_a_word(drawn: Store) -> None:
    for page in PAGES:
        question, told = answers.settle(drawn, Question(page))
        assert told == []
        assert (question.kommun, question.peers, question.gender) == ("0685", "lan", "T")
        if page in ("indikator", "over_tid", "jamfor"):
            assert (question.indikator, question.omrade) == ("AO", "lss")


def test_signaler_is_about_one_area_the_first_unless_said(drawn: Store) -> None:
    assert answers.settle(drawn, Question("signaler"))[0].omrade == "lss"
    assert answers.settle(drawn, Question("oversikt"))[0].omrade is None
    (told,) = answers.settle(drawn, Question("signaler", year=2021))[1]  # vald has 2021, lss has not
    assert told.endswith("År med uppgifter: 2022, 2023.")


def test_the_area_is_the_indikators_own(drawn: Store) -> None:
    assert answers.checked(drawn, Question("jamfor", "0680", "lss", "DAG")).omrade == "vald"


@pytest.mark.parametrize(
    ("said", "told", "stands"),
    [
        ({"kommun": "9999"}, "Kommunen ”9999” finns inte. Skriv en fyrsiffrig kommunkod, till exempel 06", "0685"),
        ({"omrade": "halsa"}, "Området ”halsa” finns inte i den här utgåvan. Områden: lss, vald.", None),
        ({"omrade": "hemloshet"}, "Området ”hemloshet” finns inte i den här utgåvan. Områden: lss, vald.", None),
        ({"year": 1999}, "Det finns inga uppgifter för 1999. År med uppgifter: 2021, 2022, 2023.", None),
        ({"peers": "0680-9999"}, "Kommunen ”9999” finns inte.", "0680"),
        ({"peers": "9999"}, "Kommunen ”9999” finns inte.", "lan"),
        ({"peers": "0685"}, "En kommun kan inte jämföras med bara sig själv.", "lan"),
    ],
)
def test_a_bad_part_is_told_and_gets_its_default(drawn: Store, said: dict, told: str, stands: str | None) -> None:
    asked = Question("oversikt", "0685").but(**said)
    question, sentences = answers.settle(drawn, asked)
    assert len(sentences) == 1
    assert sentences[0].startswith(told)
    assert getattr(question, next(iter(said))) == stands
    with pytest.raises(QuestionError, match=told[:20]):
        answers.checked(drawn, asked)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"indikator": "AOO"}, "Indikatorn ”AOO” finns inte i den här utgåvan. Närliggande: AO"),
        ({"indikator": "DAG", "year": 2023}, "Det finns inga uppgifter för 2023. År med uppgifter: 2021, 2022."),
        ({"indikator": "DAG", "from_year": 2023}, "Det finns inga uppgifter för 2023. År med uppgifter: 2021, 2022."),
        ({"indikator": "AO", "gender": "M"}, "Indikatorn redovisas inte för män (M). Det som finns: T (alla), K"),
    ],
)
def test_a_bad_part_about_one_indikator_is_told(drawn: Store, said: dict, told: str) -> None:
    question, sentences = answers.settle(drawn, Question("over_tid", "0685").but(**said))
    assert [sentence[: len(told)] for sentence in sentences] == [told]
    assert answers.settle(drawn, question) == (question, [])


def test_each_bad_part_has_its_own_sentence(drawn: Store) -> None:
    asked = Question("over_tid", "9999", "x", "y", 1901, 1902, "8888-7777", "M")
    assert len(answers.settle(drawn, asked)[1]) == 8


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, None),
        ({"indikator": "DAG", "omrade": "lss", "gender": "M", "steg": "3"}, None),
        ({"indikator": "TOM"}, None),  # without values, and still to be written about
        ({"indikator": "AOO"}, "Indikatorn ”AOO” finns inte i den här utgåvan. Närliggande: AO"),
        ({"omrade": "halsa"}, "Området ”halsa” finns inte i den här utgåvan. Områden: lss, vald."),
        ({"year": 1999}, "Det finns inga uppgifter för 1999. År med uppgifter: 2021, 2022, 2023."),
        ({"kommun": "9999"}, "Kommunen ”9999” finns inte."),
    ],
)
def test_snabbanalys_is_about_any_indikator_or_none(drawn: Store, said: dict, told: str | None) -> None:
    asked = Question("snabbanalys", "0680", analys=TOKEN).but(**said)
    question, sentences = answers.settle(drawn, asked)
    if told is None:
        assert (question, sentences) == (asked, [])
    else:
        assert [sentence[: len(told)] for sentence in sentences] == [told]
        assert getattr(question, next(iter(said))) == ("0685" if "kommun" in said else None)
        assert question.analys == TOKEN
        with pytest.raises(QuestionError) as refused:
            answers.checked(drawn, asked)
        assert TOKEN not in str(refused.value)


def test_the_own_kommun_among_chosen_ones_is_left_out_without_a_word(drawn: Store) -> None:
    assert answers.settle(drawn, Question("jamfor", "0685", peers="0680-0685"))[0].peers == "0680"


def test_an_unknown_kommun_is_answered_with_those_alike(example: Store) -> None:
    _, (told,) = answers.settle(example, Question(kommun="0681"))
    assert "0680 Jönköping" in told


codes = st.sampled_from(["0680", "0685", "0000", "9999"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Question,
        page=st.sampled_from(PAGES),
        kommun=st.none() | codes,
        omrade=st.sampled_from([None, "lss", "vald", "hemloshet", "x"]),
        indikator=st.sampled_from([None, "AO", "DAG", "TOM", "", "x", "%", "'"]),
        year=st.none() | st.integers(2019, 2025),
        from_year=st.none() | st.integers(2019, 2025),
        peers=st.sampled_from(PEERS) | st.lists(codes, min_size=1, unique=True).map("-".join),
        gender=st.sampled_from(GENDERS),
        steg=st.none() | st.sampled_from(STEG),
        analys=st.sampled_from([None, TOKEN]),
    )
)
def test_any_question_is_settled_once_and_for_all_and_has_an_answer(drawn: Store, question: Question) -> None:
    settled, told = answers.settle(drawn, question)
    assert answers.settle(drawn, settled) == (settled, [])
    assert bool(told) == (answers.settle(drawn, question)[1] != [])
    assert (settled.steg, settled.analys) == (question.steg, question.analys)
    if question.page in WRITTEN:  # what people wrote has no answer; it is read with `answers.form` or `answers.walk`
        with pytest.raises(QuestionError, match="Skriv med adressen"):
            answers.answer(drawn, settled)
    else:
        assert answers.answer(drawn, settled).edition == drawn.id
