"""What is withheld lies in no file of an edition, and is told with words that are true."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ojdash import answers, text
from ojdash.api.spelled import as_json
from ojdash.domain.question import Question
from ojdash.store import Store, differences
from ojdash.text import editions, underlag
from tests.drawing import edition, edition_of_before, indikator

ANTAL = indikator("ANTAL", "antal", underlag="personer")
DRAWN = """
    ANTAL    2023    2024
    0000     167     174
    1440     43      46
    1860     3       16
    1880     121     112

    ANTAL/K  2023    2024
    1440     3       3
    1860     3       7
    1880     60      52

    ANTAL/M  2023    2024
    1440     40      43
    1860     0       9
    1880     61      60
"""


@pytest.fixture
def drawn(tmp_path: Path) -> Store:
    return edition(tmp_path, DRAWN, ANTAL)


def test_women_and_men_go_together_and_so_does_a_sum(drawn: Store) -> None:
    shown = {gender: drawn.values("ANTAL", gender, 2023).set_index("kommun")["missing"].to_dict() for gender in "TKM"}
    assert shown["T"] == {"0000": "rojande", "1440": None, "1860": "sekretess", "1880": None}
    assert shown["K"] == {"1440": "rojande", "1860": "sekretess", "1880": None}
    assert shown["M"] == {"1440": "rojande", "1860": None, "1880": None}
    assert drawn.values("ANTAL", "T", 2024)["missing"].tolist() == [None] * 4
    assert drawn.manifest["counts"]["missing"] == {"sekretess": 2, "rojande": 5}


def test_no_file_of_the_edition_has_a_count_of_few_persons(drawn: Store) -> None:
    looked = 0
    for path in drawn.folder.rglob("*.parquet"):
        with duckdb.connect() as con:
            rows = con.execute("SELECT * FROM read_parquet($file)", {"file": str(path)}).df()
        for name in {"value", "earlier_value", "earlier", "riket", "lowest", "q1", "median", "q3", "highest"} & {*rows}:
            assert not rows[name].between(1, 4).any(), (path.name, name)
            looked += 1
    assert looked > 8


def test_json_and_sentences_say_why(drawn: Store) -> None:
    question, _ = answers.settle(drawn, Question("jamfor", "1440", indikator="ANTAL", year=2023, gender="K"))
    answer = answers.answer(drawn, question)
    assert "inte ska kunna räknas ut" in text.sentence(answer)
    assert '"missing": "rojande"' in as_json(answer)
    assert underlag.missing(ANTAL, "sekretess", answer.rule) == "Visas inte (färre än 5 personer)"
    assert underlag.missing(ANTAL, "rojande", answer.rule) == (
        "Visas inte, för att ett annat värde inte ska kunna räknas ut"
    )


def test_what_changed_since_an_edition_of_before_does_not_tell_what_is_withheld_now(tmp_path: Path) -> None:
    before = edition_of_before(tmp_path, DRAWN, ANTAL, format=4)
    after = edition(tmp_path, DRAWN, ANTAL)
    values = differences(before, after).values
    assert set(values["change"]) == {"withdrawn"}
    assert values["before"].isna().all()
    said = {editions.changed(ANTAL, {}, row) for row in values.itertuples()}
    assert "1860 2023: ett värde som inte längre visas → inget värde (visas inte (för få personer))" in said


def test_what_an_edition_of_before_showed_is_withheld_when_it_is_carried_over(tmp_path: Path) -> None:
    before = edition_of_before(tmp_path, "ANTAL 2023\n1440 43\n1860 3", ANTAL, format=4)
    assert before.values("ANTAL", "T", 2023)["value"].tolist() == [43, 3]
    now = edition(tmp_path, "AO 2023\n1440 43\n1860 3", indikator("AO"), base=before.id)
    assert now.values("ANTAL", "T", 2023)["missing"].tolist() == [None, "sekretess"]
