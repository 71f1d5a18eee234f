"""The form: what was written beside what the figures say, on the edition it was made on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import answers, store
from ojdash.domain.analys import Analys
from ojdash.domain.answer import Revision
from ojdash.domain.errors import QuestionError
from ojdash.domain.form import Form
from ojdash.domain.indikator import Brott
from ojdash.domain.places import COLUMNS, JUDGED, SVAR
from ojdash.domain.question import Question
from ojdash.store import Store
from tests.drawing import SIMULATED, edition, indikator
from tests.writing import analys, fields

AO = indikator("AO", source="Socialstyrelsen, Öppna jämförelser, kommunenkät")
BR = indikator("BR", breaks=(Brott(2024, "Ny fråga."),))
JA = indikator("JA", "ja_nej")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"})
DAG = indikator("DAG", "dagar", decimals=1, omrade="vald")
KON = indikator("KON", omrade="vald", gender_split=True)
EVERY = (AO, BR, JA, KAT, DAG, KON)

DRAWN = """
    AO      2022     2023     2024
    0000    60       61       63
    1860    50/900   _        72/900
    1862    40       50       60
    1880    _        70       80
    1440    10       20       30

    BR      2023     2024
    1860    10/200   60/200
    1862    20       30

    JA      2023     2024
    1860    Nej      Ja
    1862    Ja       Ja

    KAT     2023     2024
    1860    0        1
    1862    1        1

    DAG     2023     2024
    1860    12.4     ..
    1862    3        4

    KON/K   2023     2024
    1860    5        7
    1862    6        6
"""
WRITTEN = """
    om/titel        LSS i norra länet
    om/kommuner     1862-1860
    om/omrade       lss
    om/year         2024
    2024 1860    vald   angelaget   tillforlitligt   samlad                      mal
    KAT          ja     _           _                _                           _
    AO           ja     ja          nej              Visar på förbättring        75,5
    BR           ja     undersok    _                _                           _
    2024 1862    vald   angelaget   tillforlitligt   samlad                      mal
    AO           ja     nej         nej              Vi läser frågan strängare   _
    JA           ja     ja          _                _                           _
    2023 1860    vald   angelaget   tillforlitligt   samlad                      mal
    AO           ja     nej         _                _                           _
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def drawn(data: Path) -> Store:
    return edition(data, DRAWN, *EVERY)


def form(store: Store, written: str = WRITTEN, kommun: str | None = "1860", **said: object) -> Form:
    return answers.form(store, analys(written), Question("snabbanalys", kommun, **said))


# --- whose form, of which year ----------------------------------------------------------------------------------------


def test_rows_are_the_chosen_indikatorer_in_the_order_chosen_with_what_was_written(drawn: Store) -> None:
    found = form(drawn)
    assert [row.id for row in found.rows] == ["KAT", "AO", "BR"]
    assert {name: found.rows[1].text(name) for name in COLUMNS} == {
        "angelaget": "ja",
        "tillforlitligt": "nej",
        "aktuellt": "",
        "aktiviteter": "",
        "kommentarer": "",
        "samlad": "Visar på förbättring",
    }
    assert found.rows[1].indikator == AO
    assert (found.edition, found.source, found.simulated) == (drawn.id, drawn.source, False)
    assert found.told == ()


def test_the_question_comes_back_whole(drawn: Store) -> None:
    found = form(drawn)
    assert found.question == Question("snabbanalys", "1860", "lss", year=2024, utgava=drawn.id)
    assert (found.kommun.namn, found.omrade_title) == ("Laxå", "LSS")
    assert list(found.kommuner) == ["1862", "1860"]  # Degerfors before Laxå
    again = answers.form(drawn, found.analys, found.question)
    assert (again.question, again.told) == (found.question, ())


def test_without_a_kommun_the_first_of_the_analys_is_shown(drawn: Store) -> None:
    assert form(drawn, kommun=None).kommun.namn == "Degerfors"
    assert form(drawn, kommun=None).told == ()


@pytest.mark.parametrize(
    ("said", "told", "shown"),
    [
        ({"kommun": "1880"}, "Örebro (1880) är inte med i analysen. Degerfors visas i stället.", {"kommun": "1862"}),
        ({"kommun": "9999"}, "Kommunen ”9999” finns inte.", {"kommun": "1862"}),
        ({"year": 1999}, "Det finns inga uppgifter för 1999. År med uppgifter: 2022, 2023, 2024.", {"year": 2024}),
        ({"indikator": "NY"}, "Indikatorn ”NY” finns inte i den här utgåvan.", {"indikator": None}),
    ],
)
def test_a_bad_part_is_told_and_the_analys_own_is_shown(drawn: Store, said: dict, told: str, shown: dict) -> None:
    found = form(drawn, **said)
    assert len(found.told) == 1
    assert found.told[0].startswith(told)
    assert {name: getattr(found.question, name) for name in shown} == shown


def test_an_asked_area_counts_only_where_the_analys_has_none(drawn: Store) -> None:
    assert form(drawn, omrade="vald").question.omrade == "lss"
    without = WRITTEN + "\n    om/omrade"
    assert form(drawn, without, omrade="vald").omrade_title == "Våld i nära relationer"
    assert form(drawn, without).question.omrade is None
    found = form(drawn, without, omrade="halsa")
    assert found.question.omrade is None
    assert found.told[0].startswith("Området ”halsa” finns inte")


def test_an_area_never_hides_a_row(drawn: Store) -> None:
    assert [row.id for row in form(drawn, WRITTEN.replace("lss", "vald")).rows] == ["KAT", "AO", "BR"]


def test_an_earlier_year_has_its_own_form(drawn: Store) -> None:
    found = form(drawn, year=2023)
    assert [(row.id, row.text("angelaget")) for row in found.rows] == [("AO", "nej")]
    assert found.rows[0].evidence.answer.own.year == 2023


def test_an_analys_with_nothing_said_is_a_form_without_rows(drawn: Store) -> None:
    found = answers.form(drawn, Analys("a", "lasa", {}), Question("snabbanalys", "1880"))
    assert (found.kommun.kod, list(found.kommuner), found.question.year) == ("1880", ["1880"], 2024)
    assert (found.rows, found.joint, found.revised, found.told) == ((), (), (), ())


def test_kommuner_that_the_edition_lacks_are_left_out_and_told(drawn: Store) -> None:
    found = form(drawn, WRITTEN.replace("1862-1860", "9998-1862-1860-9999"), kommun="9998")
    assert list(found.kommuner) == ["1862", "1860"]
    assert found.kommun.kod == "1862"
    assert found.told == ("Kommuner i analysen som inte finns i utgåvan visas inte: 9998, 9999.",)


def test_an_indikator_that_the_edition_lacks_keeps_its_row_without_evidence_and_is_told(drawn: Store) -> None:
    found = form(drawn, WRITTEN.replace("    KAT  ", "    BORTA"), indikator="BORTA")
    assert [(row.id, row.indikator, row.evidence) for row in found.rows][:1] == [("BORTA", None, None)]
    assert found.rows[1].evidence is not None
    assert found.told == (f"Utgåvan {drawn.id} har inga uppgifter om BORTA. Det som skrivits om dem visas ändå.",)
    assert found.question.indikator == "BORTA"
    assert found.joint[-1].id == "BORTA"


def test_a_year_without_values_keeps_what_was_written_and_is_told(drawn: Store) -> None:
    found = form(drawn, WRITTEN.replace("2024", "2025"))
    assert found.question.year == 2025
    assert [row.id for row in found.rows] == ["KAT", "AO", "BR"]
    assert [row.evidence.answer.own.missing for row in found.rows] == ["ej_publicerad"] * 3
    assert {one.why for row in found.rows for one in row.evidence.deviations} <= {"saknas", "inget_mal"}
    assert found.told == (f"Utgåvan {drawn.id} har inga uppgifter för 2025. Det som skrivits visas ändå.",)


def test_without_evidence_asked_for_there_is_none(drawn: Store) -> None:
    found = answers.form(drawn, analys(WRITTEN), Question("snabbanalys", "1860"), evidence_of=())
    assert [row.evidence for row in found.rows] == [None] * 3
    assert [row.indikator for row in found.rows] == [KAT, AO, BR]


def test_every_indikator_that_is_named_anywhere_comes_with_its_definition(drawn: Store) -> None:
    found = form(drawn, WRITTEN + "\n    korg/2024/DAG/vald   ja\n    forslag/aaaaaaaa/indikator   BORTA")
    assert found.indikatorer == {"KAT": KAT, "AO": AO, "BR": BR, "JA": JA, "DAG": DAG}


# --- evidence ---------------------------------------------------------------------------------------------------------


def told_of(found: Form, id: str) -> list[tuple]:
    (row,) = [row for row in found.rows if row.id == id]
    return [
        (one.kind, one.value, one.base, one.base_year, one.difference, one.why, one.n)
        for one in row.evidence.deviations
    ]


def test_the_evidence_is_the_answer_of_ar_for_ar_that_the_page_shows(drawn: Store) -> None:
    (row,) = [row for row in form(drawn).rows if row.id == "AO"]
    asked = answers.checked(drawn, Question("over_tid", "1860", indikator="AO", year=2024))
    assert row.evidence.answer is answers.answer(drawn, asked)
    assert (row.evidence.answer.own.value, row.evidence.answer.group.kind) == (72, "lan")


def test_deviations_are_from_the_last_value_before_the_group_and_the_target(drawn: Store) -> None:
    assert told_of(form(drawn), "AO") == [
        ("tidigare", 72, 50, 2022, 22, None, None),  # 2023 has no value
        ("grupp", 72, None, None, None, "fa_varden", 2),  # 60 and 80 are too few for a median
        ("mal", 72, 75.5, None, -3.5, None, None),
    ]


def test_nothing_is_reckoned_over_a_break_or_for_codes_or_from_missing(drawn: Store) -> None:
    written = WRITTEN + "\n    2024 1860    vald   mal\n    DAG          ja     4\n    JA           ja     1"
    found = form(drawn, written)
    assert told_of(found, "BR")[0] == ("tidigare", 60, 10, 2023, None, "brott", None)
    assert told_of(found, "BR")[1] == ("grupp", 60, None, None, None, "fa_varden", 1)
    assert [one[4:6] for one in told_of(found, "KAT")] == [(None, "kategori")] * 2 + [(None, "inget_mal")]
    assert told_of(found, "JA") == [
        ("tidigare", 1, 0, 2023, None, "ja_nej", None),
        ("grupp", 1, None, None, None, "ja_nej", 1),
        ("mal", 1, 1, None, None, "ja_nej", None),
    ]
    assert [one[4:6] for one in told_of(found, "DAG")] == [(None, "saknas")] * 3


def test_the_group_is_the_one_the_row_names(drawn: Store) -> None:
    at = "\n    rad/2024/1860/AO/grupp   "
    found = form(drawn, f"{WRITTEN}{at}1440-1862")
    assert told_of(found, "AO")[1][2:] == (None, None, None, "fa_varden", 2)  # 30 and 60
    assert found.told == ()
    found = form(drawn, f"{WRITTEN}{at}1440-9999")
    assert told_of(found, "AO")[1][2:] == (None, None, None, "fa_varden", 1)
    assert found.told[0].startswith("Kommunen ”9999” finns inte.")
    assert form(drawn, f"{WRITTEN}{at}riket").rows[1].evidence.answer.group.kind == "riket"


def test_an_indikator_for_women_only_is_shown_for_women(drawn: Store) -> None:
    found = form(drawn, WRITTEN + "\n    2024 1860    vald\n    KON          ja")
    assert found.told == ()
    assert told_of(found, "KON")[0] == ("tidigare", 7, 5, 2023, 2, None, None)


EVENTS = """
    handelse/aaaaaaaa/datum       2024-03-31
    handelse/bbbbbbbb/datum       2024-04-01
    handelse/cccccccc/datum       2019-01-01
    handelse/cccccccc/indikator   AO
    handelse/dddddddd/datum       2025-01-01
    handelse/eeeeeeee/text        Utan datum
    handelse/ffffffff/datum       2020-01-01
    handelse/ffffffff/kommun      1862
    tolkning/gggggggg/indikator   AO
    tolkning/gggggggg/datum       2023-01-01
    tolkning/hhhhhhhh/indikator   AO
    tolkning/hhhhhhhh/datum       2024-01-01
"""


@pytest.mark.parametrize(("id", "before", "after"), [("AO", "ca", "bd"), ("BR", "ab", "d")])
def test_events_are_parted_by_when_the_year_was_measured(drawn: Store, id: str, before: str, after: str) -> None:
    found = answers.evidence(drawn, analys(WRITTEN + EVENTS), Question("snabbanalys", "1860"), id)
    assert "".join(item.id[0] for item in found.before) == before
    assert "".join(item.id[0] for item in found.after) == after


def test_agreed_readings_stand_by_their_question_the_newest_first(drawn: Store) -> None:
    found = form(drawn, WRITTEN + EVENTS)
    assert [[item.id[0] for item in row.evidence.readings] for row in found.rows] == [[], ["h", "g"], []]


def test_evidence_alone_is_what_the_form_has_beside_the_row(drawn: Store) -> None:
    found = form(drawn, WRITTEN + EVENTS)
    for row in found.rows:
        alone = answers.evidence(drawn, found.analys, Question("snabbanalys", "1860"), row.id)
        assert alone.answer is row.evidence.answer
        assert (alone.deviations, alone.revised) == (row.evidence.deviations, None)
        assert [item.id for item in alone.before] == [item.id for item in row.evidence.before]
    with pytest.raises(QuestionError, match="BORTA"):
        answers.evidence(drawn, found.analys, Question("snabbanalys", "1860"), "BORTA")


# --- editions ---------------------------------------------------------------------------------------------------------

LATER = DRAWN.replace("72/900", "70/900").replace("60/200", "..").replace("12.4     ..", "12.4     9.5")


def test_what_the_newest_edition_has_changed_is_told_and_what_is_the_same_is_not(tmp_path: Path) -> None:
    before = edition(tmp_path, DRAWN, *EVERY)
    after = edition(tmp_path, LATER, *EVERY)
    written = analys(WRITTEN + "\n    2024 1860    vald\n    DAG          ja\n    KON          ja")
    found = answers.form(before, written, Question("snabbanalys", "1860"), after)
    assert found.revised == (
        Revision("1860", "Laxå", "AO", 2024, 72, 70),
        Revision("1860", "Laxå", "BR", 2024, 60, None),
        Revision("1860", "Laxå", "DAG", 2024, None, 9.5),
    )
    assert [row.evidence.revised for row in found.rows] == [None, *found.revised, None]
    alone = answers.evidence(before, written, Question("snabbanalys", "1860"), "AO", after)
    assert alone.revised == found.revised[0]
    assert [one.indikator for one in answers.form(before, written, found.question, after, ()).revised] == [
        *("AO", "BR", "DAG")
    ]


def test_an_indikator_that_the_newest_edition_lacks_has_no_value_there(tmp_path: Path) -> None:
    before = edition(tmp_path, DRAWN, *EVERY)
    after = edition(tmp_path, "BR 2024\n1860 60/200\n1862 30", BR)
    found = answers.form(before, analys(WRITTEN), Question("snabbanalys", "1860"), after)
    assert [(one.indikator, one.before, one.after) for one in found.revised] == [("KAT", 1, None), ("AO", 72, None)]


def test_on_the_newest_edition_nothing_is_revised(drawn: Store) -> None:
    assert answers.form(drawn, analys(WRITTEN), Question("snabbanalys", "1860"), drawn).revised == ()


def test_made_up_and_real_values_are_never_compared(tmp_path: Path) -> None:
    before = edition(tmp_path, DRAWN, *EVERY, source=SIMULATED)
    after = edition(tmp_path, LATER, *EVERY)
    found = answers.form(before, analys(WRITTEN), Question("snabbanalys", "1860"), after)
    assert (found.revised, found.simulated) == ((), True)
    assert found.told == (
        "En av utgåvorna har simulerade värden, den andra riktiga. Därför sägs inte vad som ändrats sedan dess.",
    )
    alone = answers.evidence(before, analys(WRITTEN), Question("snabbanalys", "1860"), "AO", after)
    assert alone.revised is None


def test_a_form_is_opened_on_the_edition_its_year_was_made_on(tmp_path: Path) -> None:
    first = edition(tmp_path, DRAWN, *EVERY)
    newest = edition(tmp_path, LATER, *EVERY)
    written = analys(f"{WRITTEN}\n    ar/2024/utgava   {first.id}")
    asked = Question("snabbanalys", "1860")
    assert [one.id for one in answers.editions_of(tmp_path, written, asked)] == [first.id, newest.id]
    assert [one.id for one in answers.editions_of(tmp_path, written, asked.but(year=2023))] == [newest.id] * 2
    assert [one.id for one in answers.editions_of(tmp_path, written, asked.but(year=1999))] == [first.id, newest.id]
    pinned = asked.but(utgava=newest.id)
    assert [one.id for one in answers.editions_of(tmp_path, written, pinned)] == [newest.id] * 2
    with pytest.raises(QuestionError, match="borta-1"):
        answers.editions_of(tmp_path, written, asked.but(utgava="borta-1"))
    found = answers.checked_form(tmp_path, written, asked)
    assert (found.edition, found.told, len(found.revised)) == (first.id, (), 2)
    found = answers.checked_form(tmp_path, written, pinned)
    assert found.told[0].startswith(f"Analysen gjordes på utgåvan {first.id}. Här står värdena i utgåvan {newest.id}")


def test_an_edition_that_is_gone_is_told_and_the_newest_stands_in(drawn: Store, data: Path) -> None:
    written = analys(f"{WRITTEN}\n    ar/2024/utgava   ritad-20200101-00000000")
    found = answers.checked_form(data, written, Question("snabbanalys", "1860"))
    assert found.edition == store.current(data) == drawn.id
    assert found.told[0].startswith("Analysen gjordes på utgåvan ritad-20200101-00000000.")
    assert (found.revised, found.rows[1].evidence.answer.own.value) == ((), 72)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kommun": "1880"}, "är inte med i analysen"),
        ({"kommun": "9999"}, "finns inte"),
        ({"year": 1999}, "1999"),
        ({"indikator": "NY"}, "”NY”"),
    ],
)
def test_the_checked_form_is_refused_where_the_form_would_only_tell(
    drawn: Store, data: Path, said: dict, told: str
) -> None:
    with pytest.raises(QuestionError, match=told):
        answers.checked_form(data, analys(WRITTEN), Question("snabbanalys", "1860").but(**said))


# --- the joint table --------------------------------------------------------------------------------------------------


def test_every_indikator_any_kommun_chose_has_a_row_for_each(drawn: Store) -> None:
    found = form(drawn)
    assert [line.id for line in found.joint] == ["AO", "BR", "JA", "KAT"]
    assert [[row.kommun for row in line.rows] for line in found.joint] == [["1862", "1860"]] * 4
    assert [[row.text("angelaget") for row in line.rows] for line in found.joint] == [
        ["nej", "ja"],
        ["", "undersok"],
        ["ja", ""],
        ["", ""],
    ]
    assert [line.differences for line in found.joint] == [1, 0, 0, 0]
    assert dict(found.joint[0].differing) == {"angelaget": 2, "tillforlitligt": 1, "aktuellt": 0}
    assert found.joint[2].rows[1].written == {}


def test_the_joint_table_is_the_same_whoever_looks(drawn: Store) -> None:
    shown = [
        [(line.id, [row.written for row in line.rows]) for line in form(drawn, kommun=kod).joint]
        for kod in ("1860", "1862")
    ]
    assert shown[0] == shown[1]


def test_the_most_differing_stand_first_then_the_catalogues_order(drawn: Store) -> None:
    found = form(
        drawn,
        """
        om/kommuner   1860-1862-1880
        om/year       2024
        2024 1860    vald   angelaget   tillforlitligt   aktuellt
        DAG          ja     ja          ja               ja
        KAT          ja     ja          ja               ja
        BORTA        ja     ja          ja               ja
        AO           ja     ja          ja               ja
        BR           ja     ja          _                _
        JA           ja     ja          _                _
        2024 1862    vald   angelaget   tillforlitligt   aktuellt
        DAG          ja     nej         nej              ja
        KAT          ja     undersok    ja               _
        BORTA        ja     nej         ja               _
        AO           ja     ja          ja               ja
        JA           ja     nej         _                _
        2024 1880    vald   angelaget   tillforlitligt   aktuellt
        JA           ja     undersok    _                _
        """,
    )
    assert [(line.id, line.differences) for line in found.joint] == [
        *(("DAG", 2), ("JA", 1), ("KAT", 1), ("BORTA", 1), ("AO", 0), ("BR", 0)),
    ]
    assert found.joint[1].differing["angelaget"] == 3
    assert found.joint[3].indikator is None


judged = st.sampled_from(["_", *SVAR])


@given(st.lists(st.tuples(*[judged] * 3), min_size=2, max_size=4))
def test_unanswered_is_never_an_answer_and_undersok_is_one(drawn: Store, said: list[tuple[str, str, str]]) -> None:
    kommuner = ["1860", "1862", "1880", "1440"][: len(said)]
    lines = [f"om/kommuner   {'-'.join(kommuner)}", "om/year   2024"]
    for kommun, cells in zip(kommuner, said, strict=True):
        lines += [f"2024 {kommun}   vald   {'   '.join(JUDGED)}", f"AO   ja   {'   '.join(cells)}"]
    (line,) = answers.form(drawn, analys("\n".join(lines)), Question("snabbanalys"), evidence_of=()).joint
    expected = {name: len({cells[place] for cells in said} - {"_"}) for place, name in enumerate(JUDGED)}
    assert line.differing == expected
    assert line.differences == sum(count > 1 for count in expected.values())


# --- what is not in it ------------------------------------------------------------------------------------------------


def test_no_verdict_follows_from_the_answers(drawn: Store) -> None:
    """Every set of three answers leaves everything else as it was: nothing is worked out from them."""
    plain = form(drawn)
    said = replace(
        plain.analys, fields=plain.analys.fields | fields("2024 1860    angelaget   tillforlitligt\nAO    nej    ja")
    )
    other = answers.form(drawn, said, Question("snabbanalys", "1860"))
    assert [row.evidence.deviations for row in other.rows] == [row.evidence.deviations for row in plain.rows]
    assert (other.told, other.revised) == (plain.told, plain.revised)


def test_the_address_of_an_analys_is_no_part_of_an_answer_and_is_never_printed(drawn: Store) -> None:
    token = "abcdefghijklmnopqrstuvwx23"
    asked = answers.checked(drawn, Question("over_tid", "1860", indikator="AO", steg="3"))
    plain, carried = (answers.answer(drawn, asked.but(analys=its)) for its in (None, token))
    assert carried is plain
    assert (carried.question.analys, carried.question.steg) == (None, None)
    found = answers.form(drawn, analys(WRITTEN), Question("snabbanalys", "1860", analys=token))
    assert token not in repr(found.question)
    assert all(row.evidence.answer.question.analys is None for row in found.rows)


def test_the_page_itself_has_no_answer_without_an_analys(drawn: Store) -> None:
    with pytest.raises(QuestionError, match="Skriv med adressen"):
        answers.answer(drawn, answers.checked(drawn, Question("snabbanalys")))
