"""Indikator, År för år and Jämför on drawn editions: whom a kommun is set beside, and which value is whose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median

import pandas as pd
import pytest

from ojdash import answers, text
from ojdash.domain.indikator import Brott
from ojdash.domain.kommun import Kommun, swedish_order
from ojdash.domain.omrade import liknande_kind
from ojdash.domain.question import PEERS, Question
from ojdash.store import Store
from tests.drawing import delivery, edition, indikator, liknande, tidy

AO = indikator("AO", gender_split=True)
JA = indikator("JA", "ja_nej", ja_betyder="har en aktuell rutin")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"})
BROTT = indikator("BR", breaks=(Brott(2023, "Ny fråga."),))
FINE = indikator("FIN", "dagar", decimals=2, omrade="vald")
TOM = indikator("TOM")

DRAWN = """
    AO      2020     2021     2023     2024
    0000    60       61       63       64
    1440    10/100   20/100   30/100   40/100
    1860    50/900   50/900   80/900   _
    1862    _        50       45       45
    1880    _        70       45       75
    1885    _        ..       _        45
    0180    _        90       90       -

    AO/K    2023     2024
    1860    81/400   82/400
    1880    40       41

    JA      2023     2024
    0000    0.5      0.6
    1860    Nej      Ja
    1862    Ja       Nej
    1880    Ja       Ja
    1885    Ja       -
    0180    Ja       Ja

    KAT     2024
    1860    1
    1862    1
    1880    0

    BR      2021     2022     2023     2024
    1860    10/200   20/200   60/200   61/200
    1862    10       _        _        30

    FIN     2024
    1860    3.141592653589793
    1880    2.718281828459045
"""
NEIGHBOURS = (
    liknande("1860", "1885", "1880", "9999", kind="lss"),
    liknande("1860", "1862", "1885", kind="lss", year=2020),
    liknande("1860", "0180", year=2024),
    liknande("1862", "1440", year=2024),
)
GRUPPER = {"1860": "C6", "1862": "C6", "0180": "A1", "1440": "C6", "1880": "B3", "1885": None}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    definitions = (AO, JA, KAT, BROTT, FINE, TOM)
    plain = delivery(DRAWN, *definitions).kommuner
    kommuner = tuple(Kommun(kommun.kod, kommun.namn, GRUPPER[kommun.kod]) for kommun in plain)
    return edition(tmp_path_factory.mktemp("data"), DRAWN, *definitions, liknande=NEIGHBOURS, kommuner=kommuner)


def ask(store: Store, page: str, kommun: str = "1860", id: str = "AO", **said: object) -> answers.Answer:
    return answers.answer(store, answers.checked(store, Question(page, kommun, indikator=id, **said)))


# --- the group --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kommun", "peers", "names"),
    [
        ("1860", "lan", ["Degerfors", "Lindesberg", "Örebro"]),  # ö after z, so after l
        ("1880", "lan", ["Degerfors", "Laxå", "Lindesberg"]),
        ("0180", "lan", []),
        ("1860", "kommungrupp", ["Ale", "Degerfors"]),
        ("1885", "kommungrupp", []),  # a kommun without kommungrupp is not of one kind with another such
        ("1860", "riket", ["Ale", "Degerfors", "Lindesberg", "Stockholm", "Örebro"]),
        ("1860", "liknande", ["Lindesberg", "Örebro"]),  # 9999 is not in the edition
        ("1862", "liknande", ["Ale"]),  # no list for LSS: the overall one
        ("1880", "liknande", []),
        ("1860", "1880-0180", ["Stockholm", "Örebro"]),
        ("1860", "1860-0180", ["Stockholm"]),  # oneself does not count
    ],
)
def test_each_kind_of_peers_names_its_members_by_swedish_order(
    drawn: Store, kommun: str, peers: str, names: list[str]
) -> None:
    answer = ask(drawn, "jamfor", kommun, peers=peers)
    assert [drawn.kommuner[kod].namn for kod in answer.group.members] == names
    assert set(answer.rows["kommun"]) == {kommun, *answer.group.members}
    assert len(answer.rows) == len(names) + 1
    assert answers.group_members(drawn, answer.question) == list(answer.group.members)


@pytest.mark.parametrize("id", ["AO", "JA", "KAT"])
@pytest.mark.parametrize("peers", [*PEERS, "1880-1440-1862"])
def test_the_median_is_of_the_members_alone(drawn: Store, id: str, peers: str) -> None:
    rows = tidy(DRAWN)
    for kommun in ("1860", "1880", "1440"):
        for year in drawn.years(id):
            answer = ask(drawn, "jamfor", kommun, id, peers=peers, year=year)
            its = rows[(rows["indikator"] == id) & (rows["gender"] == "T") & (rows["year"] == year)]
            values = [  # slow twin: straight from what was drawn
                value
                for kod, value in zip(its["kommun"], its["value"], strict=True)
                if kod in answer.group.members and kod != kommun and value == value
            ]
            coded = id in ("JA", "KAT")
            assert kommun not in answer.group.members
            assert answer.group.n == len(values)
            assert answer.group.median == (None if coded or len(values) < 4 else median(values))
            assert answer.group.ja == (values.count(1) if id == "JA" else None)


def test_the_members_are_listed_without_the_own_kommun(drawn: Store) -> None:
    said = text.jamfor.members(ask(drawn, "jamfor"))
    assert said == "I gruppen (3 utöver Laxå): Degerfors, Lindesberg och Örebro."


def test_a_lacking_list_of_liknande_gives_the_overall_one_and_says_so(drawn: Store) -> None:
    own, other = ask(drawn, "jamfor", peers="liknande"), ask(drawn, "jamfor", "1862", peers="liknande")
    assert (own.group.liknande, own.group.year, own.group.instead_of) == ("lss", 2025, None)
    assert (other.group.liknande, other.group.year, other.group.instead_of) == ("overgripande", 2024, "lss")
    assert text.jamfor.group_note(other) == (
        "Listan Liknande kommuner, LSS, saknas för Degerfors. Den övergripande listan, 2024, visas i stället."
    )
    assert text.jamfor.group_note(own).startswith("Listan gäller LSS, 2025,")
    assert text.jamfor.group(other) == "liknande kommuner (övergripande, 2024)"


def test_the_list_is_that_of_the_measured_year_or_the_nearest_which_is_said(drawn: Store) -> None:
    said = "Listan gäller LSS, {}, och är gjord av RKA (Kolada)."
    for year, of, members, nearest in [
        (2020, 2020, ("1862", "1885"), ""),
        (2021, 2020, ("1862", "1885"), " Det finns ingen lista för 2021; den här är närmast."),
        (2024, 2025, ("1885", "1880"), " Det finns ingen lista för 2024; den här är närmast."),
        (None, 2025, ("1885", "1880"), " Det finns ingen lista för 2023; den här är närmast."),  # newest: 2023
    ]:
        for page in ("jamfor", "over_tid"):
            answer = ask(drawn, page, year=year, peers="liknande")
            assert (answer.group.members, answer.group.year) == (members, of)
            assert text.jamfor.group_note(answer) == said.format(of) + nearest
            assert text.jamfor.group(answer) == f"liknande kommuner (LSS, {of})"


def test_the_groups_years_are_of_the_members_of_that_list(drawn: Store) -> None:
    answer = ask(drawn, "over_tid", year=2020, peers="liknande")
    values = drawn.series("AO", "T", ["1862", "1885"]).dropna(subset="value")
    wanted = values.groupby("year")["value"].size()
    found = answer.group_years[answer.group_years["n"] > 0]
    assert dict(zip(found["year"], found["n"], strict=True)) == dict(wanted)


def test_no_list_at_all_is_told_and_names_no_year(drawn: Store) -> None:
    answer = ask(drawn, "jamfor", "1880", peers="liknande")
    assert text.title(answer) == "Örebro jämfört med liknande kommuner"
    assert "ingen lista" in text.jamfor.group_note(answer)
    assert text.sentence(answer) == "Örebro: 75 procent (2024). Det finns ingen annan kommun i gruppen att jämföra med."


def test_the_list_of_liknande_is_the_areas(example: Store) -> None:
    for omrade, its in example.by_omrade.items():
        group = answers.answer(example, Question("jamfor", "0680", omrade, its[0], peers="liknande")).group
        assert (group.liknande, group.instead_of) == (liknande_kind(omrade), None)
    gnosjo = ask(example, "jamfor", "0617", example.by_omrade["lss"][0], peers="liknande")
    assert (gnosjo.group.liknande, gnosjo.group.instead_of) == ("overgripande", "lss")
    assert "saknas för Gnosjö" in text.jamfor.group_note(gnosjo)


# --- rows of Jämför ---------------------------------------------------------------------------------------------------


def test_rows_are_highest_first_ties_in_swedish_order_and_missing_last_with_their_kind(drawn: Store) -> None:
    rows = ask(drawn, "jamfor", "1862", peers="riket", year=2024).rows
    assert list(zip(rows["namn"], rows["value"].fillna(-1), rows["missing"], strict=True)) == [
        ("Örebro", 75, None),
        ("Degerfors", 45, None),
        ("Lindesberg", 45, None),
        ("Ale", 40, None),
        ("Laxå", -1, "okant"),  # others have a row that year, Laxå none
        ("Stockholm", -1, "ej_svarat"),
    ]
    assert set(rows["year"]) == {2024}
    assert set(rows["gender"]) == {"T"}


def test_ties_stand_in_the_swedish_order_of_names_in_the_whole_country(example: Store) -> None:
    for id in example.by_omrade["lss"][:6]:
        rows = ask(example, "jamfor", "0680", id, peers="riket").rows
        known = rows[rows["value"].notna()]
        shown = list(zip(-known["value"], map(swedish_order, known["namn"]), strict=True))
        assert shown == sorted(shown)
        missing = rows[rows["value"].isna()]
        assert list(missing.index) == list(range(len(known), len(rows)))
        assert missing["missing"].notna().all()
        assert known["missing"].isna().all()


def test_values_are_unrounded(drawn: Store) -> None:
    answer = ask(drawn, "jamfor", id="FIN")
    assert answer.own.value == 3.141592653589793
    assert text.jamfor.few(answer) == "Av länets övriga 3 kommuner har en ett värde: Örebro 2,72 dagar."


def test_gender_is_a_question_of_its_own(drawn: Store) -> None:
    women = ask(drawn, "jamfor", gender="K")
    assert women.own.value == 82
    assert women.group.n == 1
    assert text.jamfor.few(women).endswith("har en ett värde: Örebro 41 procent.")
    assert women.genders == ("T", "K")
    assert women.riket is None
    assert ask(drawn, "jamfor", gender="T", year=2023).own.value == 80


# --- the year ---------------------------------------------------------------------------------------------------------


def test_the_newest_year_is_the_kommuns_own_and_a_later_one_of_others_is_told(drawn: Store) -> None:
    laxa, stockholm, ale = (ask(drawn, "indikator", kod) for kod in ("1860", "0180", "1440"))
    assert (laxa.question.year, laxa.own.value, laxa.newer) == (2023, 80, (2024, "okant"))
    assert (stockholm.question.year, stockholm.own.value, stockholm.newer) == (2023, 90, (2024, "ej_svarat"))
    assert (ale.question.year, ale.own.value, ale.newer) == (2024, 40, None)
    assert laxa.riket == 63  # Riket of the same year
    assert text.indikator.newer(stockholm) == "Andra kommuner har värden för 2024. Stockholm: har inte svarat."


def test_a_pinned_year_is_shown_even_where_the_kommun_has_no_value(drawn: Store) -> None:
    answer = ask(drawn, "jamfor", year=2024)
    assert (answer.own.value, answer.own.missing, answer.question.year) == (None, "okant", 2024)
    assert text.sentence(answer) == (
        "Laxå: saknas, källan säger inte varför (2024). "
        "Länets övriga 3 kommuner: Degerfors 45, Lindesberg 45, Örebro 75 procent."
    )
    assert ask(drawn, "jamfor", "0180", year=2024, peers="riket").own.missing == "ej_svarat"
    assert ask(drawn, "jamfor", "1885", year=2021).own.missing == "sekretess"


def test_a_kommun_without_any_value_is_asked_in_the_nations_newest_year(drawn: Store) -> None:
    answer = ask(drawn, "jamfor", "1440", "JA")
    assert (answer.question.year, answer.own.missing) == (2024, "okant")


@pytest.mark.parametrize(
    ("year", "kind"), [(2019, "fanns_inte"), (2022, "ej_insamlad"), (2025, "ej_publicerad"), (2024, "okant")]
)
def test_the_absence_of_a_row_has_its_kind(drawn: Store, year: int, kind: str) -> None:
    answer = answers.answer(drawn, Question("jamfor", "1860", "lss", "AO", year))  # as an address of tomorrow may ask
    assert (answer.own.value, answer.own.missing) == (None, kind)
    assert set(answer.rows.loc[answer.rows["value"].isna(), "missing"]) == {kind}


def test_an_indikator_without_rows_is_nothing_to_show(drawn: Store) -> None:
    answer = ask(drawn, "indikator", id="TOM")
    assert answer.is_empty
    assert answer.own is None
    assert text.sentence(answer) == "Det finns inga värden för den här indikatorn i utgåvan."


# --- change -----------------------------------------------------------------------------------------------------------


def change_of(answer: answers.Answer) -> tuple:
    moved = answer.change
    return moved.from_year, moved.to_year, moved.difference, moved.verdict


@pytest.mark.parametrize(
    ("kommun", "id", "said", "expected"),
    [
        ("1860", "AO", {}, (2021, 2023, 30, "okning")),  # 2022 was not asked: from 2021
        ("1860", "AO", {"year": 2021}, (2020, 2021, 0, "ingen_sakerstalld")),
        ("1860", "AO", {"from_year": 2020}, (2020, 2023, 30, "okning")),
        ("1860", "AO", {"year": 2021, "from_year": 2023}, (2021, 2023, 30, "okning")),  # either order
        ("1862", "AO", {}, (2023, 2024, 0, "kan_inte_provas")),
        ("1880", "AO", {"year": 2023}, (2021, 2023, -25, "kan_inte_provas")),  # n is unknown
        ("1885", "AO", {"from_year": 2021}, (2021, 2024, None, "saknas")),
        ("1860", "AO", {"year": 2020}, (None, 2020, None, "saknas")),
        ("1860", "BR", {}, (2023, 2024, 1, "ingen_sakerstalld")),
        ("1860", "BR", {"year": 2023}, (2022, 2023, None, "brott")),
        ("1862", "BR", {}, (2021, 2024, None, "brott")),
        ("1860", "KAT", {}, (None, 2024, None, "saknas")),
    ],
)
def test_the_change_is_to_the_year_before_that_has_a_value(
    drawn: Store, kommun: str, id: str, said: dict, expected: tuple
) -> None:
    assert change_of(ask(drawn, "over_tid", kommun, id, **said)) == expected


@pytest.mark.parametrize(("kommun", "flip"), [("1860", "nej_till_ja"), ("1862", "ja_till_nej"), ("1880", None)])
def test_a_changed_answer_is_a_flip(drawn: Store, kommun: str, flip: str | None) -> None:
    moved = ask(drawn, "indikator", kommun, "JA").change
    assert (moved.flip, moved.verdict) == (flip, "kan_inte_provas")


def test_the_year_compared_with_is_settled_in_the_question(drawn: Store) -> None:
    assert ask(drawn, "over_tid").question.from_year == 2021


# --- the series -------------------------------------------------------------------------------------------------------


def test_over_tid_shows_every_year_of_the_kommun_then_of_riket(drawn: Store) -> None:
    rows = ask(drawn, "over_tid").rows
    assert list(zip(rows["namn"], rows["year"], rows["value"], strict=True)) == [
        *[("Laxå", 2020, 50), ("Laxå", 2021, 50), ("Laxå", 2023, 80)],
        *[("Riket", 2020, 60), ("Riket", 2021, 61), ("Riket", 2023, 63), ("Riket", 2024, 64)],
    ]


def test_indikator_shows_the_own_years_only(drawn: Store) -> None:
    assert list(ask(drawn, "indikator", "1885").rows["missing"]) == ["sekretess", None]


def test_the_groups_years_are_medians_or_shares_of_ja_of_the_members(drawn: Store) -> None:
    years = ask(drawn, "over_tid").group_years
    assert years["year"].tolist() == [2021, 2023, 2024]
    assert years["n"].tolist() == [2, 2, 3]
    assert years["value"].isna().all()  # of fewer than four
    every = ask(drawn, "over_tid", peers="riket").group_years.set_index("year")["value"]
    assert every.dropna().to_dict() == {2021: median([20, 50, 70, 90]), 2023: median([30, 45, 45, 90])} | {
        2024: median([40, 45, 75, 45])
    }
    ja = ask(drawn, "over_tid", id="JA").group_years
    assert ja.iloc[:, :6].values.tolist() == [[2023, 100, 3, 3, 0, 0], [2024, 50, 2, 1, 0, 1]]
    assert ask(drawn, "over_tid", id="KAT").group_years.empty


# --- Ja/Nej in words --------------------------------------------------------------------------------------------------


def test_ja_nej_is_counted_with_the_own_kommun_and_never_a_median(drawn: Store) -> None:
    answer = ask(drawn, "jamfor", id="JA")
    assert (answer.group.median, answer.group.ja, answer.group.n) == (None, 1, 2)
    assert text.sentence(answer) == (
        "Länets 4 kommuner: 2 av de 3 som svarat har en aktuell rutin; 1 saknar svar. Laxå: ja (2024)."
    )
    everyone = ask(drawn, "jamfor", "1880", "JA", year=2023, peers="0180-1885")
    assert text.sentence(everyone) == (
        "De 3 kommunerna (Örebro och 2 valda): 3 av de 3 som svarat har en aktuell rutin. Örebro: ja (2023)."
    )


def test_a_kommun_alone_in_its_lan_is_not_counted(drawn: Store) -> None:
    assert text.sentence(ask(drawn, "indikator", "0180", "JA")) == "Stockholm: Ja (2024)."


def test_no_answer_at_all_is_not_a_no(tmp_path: Path) -> None:
    store = edition(tmp_path, "JA 2023 2024\n1860 Ja -\n1862 - -\n0180 _ Ja", JA)
    said = text.sentence(ask(store, "jamfor", "1860", "JA", year=2024))
    assert said == "Länets 2 kommuner: ingen har svarat; 2 saknar svar. Laxå: har inte svarat (2024)."


# --- shared, and apart ------------------------------------------------------------------------------------------------


def test_an_equal_question_has_the_same_answer_and_what_does_not_apply_is_no_part_of_it(drawn: Store) -> None:
    first = ask(drawn, "jamfor")
    assert ask(drawn, "jamfor") is first
    assert ask(drawn, "jamfor", from_year=2020) is first
    assert ask(drawn, "jamfor", year=2021) is not first
    assert answers.answer(drawn, first.question.but(utgava=drawn.id)).rows.equals(first.rows)


def test_two_editions_never_share_an_answer(drawn: Store, tmp_path: Path) -> None:
    other = edition(tmp_path, DRAWN.replace("80/900", "81/900"), AO, JA, KAT, BROTT, FINE)
    assert ask(other, "jamfor", year=2023).own.value == 81
    assert ask(drawn, "jamfor", year=2023).own.value == 80
    assert ask(other, "jamfor").edition == other.id != drawn.id


def test_a_definition_is_the_editions_own(tmp_path: Path) -> None:
    before = edition(tmp_path, "AO 2024\n1860 50", AO)
    after = edition(tmp_path, "AO 2024\n1860 50", replace(AO, title="Ny titel"))
    assert (ask(before, "indikator").indikator.title, ask(after, "indikator").indikator.title) == (AO.title, "Ny titel")


def test_everyone_is_every_kommun_and_neither_riket_nor_a_region(tmp_path: Path) -> None:
    drawn = "AO 2024\n0000 40\n1440 10\n1860 20\n0014 30"
    kommuner = delivery(drawn, AO).kommuner[1:]
    answer = ask(edition(tmp_path, drawn, AO, kommuner=kommuner), "jamfor", peers="riket")
    assert set(answer.everyone["kommun"]) == {"1440", "1860"}
    assert isinstance(answer.everyone, pd.DataFrame)
    assert answer.group.members == ("1440",)
