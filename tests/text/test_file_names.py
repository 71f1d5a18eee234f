"""What a file of a view is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash import answers
from ojdash.domain.question import Question
from ojdash.store import Store
from ojdash.text import file_names
from tests.drawing import edition, indikator

DRAWN = """
    AO      2024
    1860    80
    1862    60
    1880    20

    AO/M    2024
    1860    81
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, indikator("AO", gender_split=True))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (Question("jamfor", "1860", indikator="AO"), "jamfor-AO-2024-laxa-orebro-lan"),
        (Question("jamfor", "1860", indikator="AO", gender="M"), "jamfor-AO-2024-man-laxa-orebro-lan"),
        (Question("jamfor", "1860", indikator="AO", peers="1880-1862"), "jamfor-AO-2024-laxa-degerfors-orebro"),
        (Question("jamfor", "1860", indikator="AO", figur="tratt"), "jamfor-AO-2024-laxa-orebro-lan"),  # has no funnel
        (Question("over_tid", "1860", indikator="AO", peers="riket"), "over_tid-AO-2024-laxa-riket"),
        (Question("indikator", "1880", indikator="AO", peers="riket"), "indikator-AO-2024-orebro"),
        (Question("oversikt", "1860"), "oversikt-2024-laxa"),
        (Question("signaler", "1860", "lss", gender="M", year=2024), "signaler-lss-2024-man-laxa-orebro-lan"),
        (Question("signaler", "1860", "lss", peers="liknande"), "signaler-lss-laxa-liknande"),
        (Question("kvalitet", "1860", "lss", gender="M", peers="kommungrupp"), "kvalitet-lss-laxa-kommungruppen"),
        (Question("lansrapport", "1860", "lss", gender="M"), "lansrapport-lss-2024-man-orebro-lan"),
        (Question("om_data", "1860", "lss", gender="M"), "om_data-lss"),
    ],
    ids=lambda question: question.page if isinstance(question, Question) else "",
)
def test_a_view_is_called_by_what_its_answer_depends_on(drawn: Store, question: Question, name: str) -> None:
    assert file_names.of_view(answers.answer(drawn, answers.checked(drawn, question))) == name


def test_more_of_ones_own_choice_than_a_name_holds_are_counted(tmp_path: Path) -> None:
    koder = [str(1001 + place) for place in range(5)]
    store = edition(tmp_path, "AO 2024\n" + "\n".join(f"{kod} 5" for kod in koder), indikator("AO"))
    question = answers.checked(store, Question("jamfor", "1001", indikator="AO", peers="-".join(koder[1:])))
    assert file_names.of_view(answers.answer(store, question)) == "jamfor-AO-2024-kommun-1001-4-kommuner"


@pytest.mark.parametrize(
    ("name", "ascii"), [("Jönköpings län", "jonkopings-lan"), ("Håbo", "habo"), ("=Upplands  Väsby'", "upplands-vasby")]
)
def test_a_name_is_spelled_in_ascii(name: str, ascii: str) -> None:
    assert file_names.plain(name) == ascii
