"""Översikt and Signaler on drawn editions: what stands out, and a row for every kommun and indikator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ojdash import answers, text
from ojdash.api.spelled import as_dict
from ojdash.domain.answer import ROWS
from ojdash.domain.indikator import Brott
from ojdash.domain.question import Question
from ojdash.store import Store
from ojdash.text import page as words_of_page
from ojdash.text.rows import cell
from tests.drawing import delivery, edition, indikator, many, tidy

DEFINITIONS = (
    indikator("AO", gender_split=True),
    indikator("JA", "ja_nej"),
    indikator("UPP"),
    indikator("BR", breaks=(Brott(2024, "Ny fråga."),)),
    indikator("SEN"),
    indikator("DAG", "dagar", omrade="vald", decimals=1),
    indikator("AVSTA", "ja_nej", omrade="vald"),
)
DRAWN = """
    AO      2021     2022     2023     2024
    0000    60       61       63       64
    1001    50       50       55       _
    1002    10       20       30       40

    AO/K    2023
    1001    52

    JA      2022     2023     2024
    1001    Nej      Ja       Ja
    1002    Ja       -        Nej

    UPP     2022     2023     2024
    1001    20/500   60/500   61/500
    1002    20/500   21/500   ..

    BR      2023     2024
    1001    20/500   90/500
    1002    20/500   .

    SEN     2024
    1002    1

    DAG     2022     2023     2024
    1001    3.4      3.5      -
    1002    3.4      -        -

    AVSTA   2021
    1001    Ja
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, *DEFINITIONS)


def ask(store: Store, page: str, kommun: str = "1001", **said: object) -> answers.Answer:
    return answers.answer(store, answers.checked(store, Question(page, kommun, **said)))


def by_id(answer: answers.Answer, *columns: str) -> dict:
    cells = answer.rows[list(columns)].astype(object)
    cells = cells.where(cells.notna(), None)
    return {id: tuple(row) for id, row in zip(answer.rows["indikator"], cells.itertuples(index=False), strict=True)}


# --- Översikt ---------------------------------------------------------------------------------------------------------


def test_oversikt_has_one_row_an_indikator_with_the_kommuns_own_newest_value(drawn: Store) -> None:
    assert by_id(ask(drawn, "oversikt"), "year", "value", "missing") == {
        "UPP": (2024, 61, None),
        "AO": (2023, 55, None),  # the others have 2024
        "BR": (2024, 90, None),
        "JA": (2024, 1, None),
        "DAG": (2023, 3.5, None),
        "AVSTA": (2021, 1, None),
        "SEN": (None, None, "okant"),  # others have a row that year
    }


def test_a_kommun_that_never_had_a_value_has_the_kind_of_its_newest_row(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2023 2024\n1001 . ..\n1002 1 2", DEFINITIONS[0])
    assert by_id(ask(store, "oversikt"), "missing") == {"AO": ("sekretess",)}


def test_secured_changes_and_flips_come_first_then_the_ends_then_the_rest(drawn: Store) -> None:
    rows = ask(drawn, "oversikt", year=2023).rows
    assert list(zip(rows["indikator"], rows["stands_out"], strict=True))[:2] == [("JA", 2), ("UPP", 2)]
    assert rows.loc[0, "flip"] == "nej_till_ja"
    assert rows.loc[1, "verdict"] == "okning"
    assert list(rows["stands_out"]) == sorted(rows["stands_out"], reverse=True)


def test_within_a_kind_the_newest_year_is_first_and_then_the_areas_own_order(drawn: Store) -> None:
    rows = ask(drawn, "oversikt").rows
    assert list(rows.loc[rows["stands_out"] == 0, "indikator"]) == ["JA", "UPP", "BR", "AO", "DAG", "AVSTA", "SEN"]


def test_high_and_low_signals_stand_out_but_less_than_a_secured_change(tmp_path: Path) -> None:
    spread = [float(value) for value in range(40)]
    rows = pd.concat([many("AO", 2024, spread), many("SEN", 2024, spread[::-1]), many("BR", 2024, spread)])
    moved = pd.concat([many("UPP", 2023, [50.0] * 40, 900.0), many("UPP", 2024, [60.0] * 40, 900.0)])
    rows.loc[(rows["indikator"] == "BR") & (rows["kommun"] == "1001"), "value"] = 20.5
    store = edition(tmp_path, pd.concat([rows, moved], ignore_index=True), *DEFINITIONS)
    answer = ask(store, "oversikt")
    assert list(zip(answer.rows["indikator"], answer.rows["stands_out"], strict=True)) == [
        *[("UPP", 2), ("AO", 1), ("SEN", 1), ("BR", 0)]
    ]
    assert by_id(answer, "signal") == {
        "UPP": ("ej_indelad",), "AO": ("lag",), "SEN": ("hog",), "BR": ("mellan",)
    }  # fmt: skip
    assert answer.counts == {
        "indikatorer": 4, "with_value": 4, "secured": 1, "alone": 0, "flips": 0, "unusual": 0, "counted": 0,
        "tested": 1, "standing_out": 3, "hog": 1, "lag": 1,
    }  # fmt: skip
    assert len(text.oversikt.standing_out(answer)) == 3


def test_a_change_that_is_secured_alone_but_not_in_its_list_is_told_so(tmp_path: Path) -> None:
    drawn = """
        AO      2023    2024
        1001    80/100  66/100
        UPP     2023    2024
        1001    80/500  80/500
        SEN     2023    2024
        1001    20/500  21/500
        DAG     2023    2024
        1001    20      40
    """
    store = edition(tmp_path, drawn, *DEFINITIONS)
    answer = ask(store, "oversikt")
    assert by_id(answer, "verdict", "in_list", "stands_out") == {
        "AO": ("minskning", False, 1),  # p is 0.026, and a third of 0.05 is less
        "UPP": ("ingen_sakerstalld", False, 0),
        "SEN": ("ingen_sakerstalld", False, 0),
        "DAG": ("kan_inte_provas", None, 0),
    }
    assert (answer.counts["secured"], answer.counts["alone"], answer.counts["tested"]) == (0, 1, 3)
    (row,) = text.oversikt.standing_out(answer)
    assert text.oversikt.why(answer, row) == (
        "Minskning sedan 2023: 14 procentenheter, säkerställd för sig, inte bland 3 prövade"
    )
    assert cell(answer, row, "change") == "≈ −14, säkerställd för sig"
    assert text.oversikt.chance(answer) == (
        "Vi har prövat 3 förändringar tillsammans. Ingen är säkerställd bland så många. "
        "En förändring är säkerställd för sig, men inte bland de 3."
    )
    assert [row["in_list"] for row in as_dict(answer)["rows"]] == [False, False, False, None]
    cells = ask(store, "signaler")
    told = cells.rows.set_index(["kommun", "indikator"])["in_list"]
    assert [told["1001", id] for id in ("AO", "UPP", "SEN")] == [False, False, False]  # as many are tried there
    assert text.signaler.chance(cells) == text.oversikt.chance(answer)
    alone = answers.answer(store, Question("indikator", "1001", indikator="AO")).change
    assert (alone.verdict, alone.in_list) == ("minskning", None)  # its own page keeps its own verdict


def test_no_difference_over_a_break(drawn: Store) -> None:
    moved = by_id(ask(drawn, "oversikt"), "from_year", "difference", "verdict", "stands_out")
    assert moved["BR"] == (2023, None, "brott", 0)
    assert moved["UPP"] == (2023, 1, "ingen_sakerstalld", 0)
    assert moved["SEN"] == (None, None, "saknas", 0)
    assert moved["AO"] == (2022, 5, "kan_inte_provas", 0)


COMPARED = [*ROWS, "ties", "kommuner", "from_year", "difference", "verdict", "flip", "stands_out"]


def plain(rows: pd.DataFrame) -> list[tuple]:
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows[COMPARED].itertuples(index=False)]


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
@pytest.mark.parametrize("kommun", ["1001", "1002"])
def test_a_pinned_oversikt_is_that_of_an_edition_without_the_later_years(
    drawn: Store, tmp_path: Path, kommun: str, year: int
) -> None:
    rows = tidy(DRAWN)
    twin = edition(tmp_path, rows[rows["year"] <= year].reset_index(drop=True), *DEFINITIONS)
    now, then = ask(drawn, "oversikt", kommun, year=year), ask(twin, "oversikt", kommun)
    known = now.rows["indikator"].isin(answers.ids(twin, None))
    assert plain(now.rows[known]) == plain(then.rows)
    assert set(now.rows.loc[~known, "missing"]) <= {"fanns_inte"}


def test_a_pinned_oversikt_of_the_example_is_what_the_series_say(example: Store) -> None:
    rows = ask(example, "oversikt", "0680", omrade="lss", year=2020).rows
    for row in rows.itertuples():  # slow twin, one series at a time
        series = example.series(row.indikator, "T", ["0680"])
        known = series[(series["year"] <= 2020) & series["value"].notna()]
        if known.empty:
            assert row.missing is not None
            assert np.isnan(row.value)
        else:
            assert (row.year, row.value) == (known["year"].iloc[-1], known["value"].iloc[-1])
            assert row.signal == known["signal"].iloc[-1]


def test_an_area_narrows_and_gender_keeps_what_is_published_for_it(drawn: Store) -> None:
    assert set(ask(drawn, "oversikt", omrade="vald").rows["indikator"]) == {"DAG", "AVSTA"}
    assert by_id(ask(drawn, "oversikt", gender="K"), "year", "value", "gender") == {"AO": (2023, 52, "K")}
    assert ask(drawn, "oversikt", gender="K").genders == ("T", "K")
    question, told = answers.settle(drawn, Question("oversikt", gender="M"))
    assert question.gender == "T"
    assert told == ["Inget i området redovisas för män (M). Det som finns: T (alla), K (kvinnor)."]


# --- Signaler ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("omrade", "gender"), [("lss", "T"), ("lss", "K"), ("vald", "T")])
@pytest.mark.parametrize("year", [None, 2022])
def test_signaler_has_a_row_for_every_kommun_of_the_group_and_every_indikator_of_the_area(
    drawn: Store, omrade: str, gender: str, year: int | None
) -> None:
    found = ask(drawn, "signaler", omrade=omrade, gender=gender, year=year, peers="riket")
    rows, there = found.rows, [id for id in drawn.by_omrade[omrade] if gender in drawn.genders(id)]
    wanted = [(kommun, id) for kommun in ("1001", "1002") for id in there]
    assert found.counts["left_out"] == len(drawn.by_omrade[omrade]) - len(there)
    assert list(zip(rows["kommun"], rows["indikator"], strict=True)) == wanted
    assert (rows["value"].notna() == rows["missing"].isna()).all()
    assert rows["year"].notna().all()


def test_an_indikators_year_is_the_own_kommuns_newest_for_all(drawn: Store) -> None:
    rows = ask(drawn, "signaler", omrade="lss").rows.set_index(["kommun", "indikator"])
    assert rows.loc["1001", "year"].to_dict() == {"AO": 2023, "JA": 2024, "UPP": 2024, "BR": 2024, "SEN": 2024}
    assert rows.loc["1002", "year"].to_dict() == rows.loc["1001", "year"].to_dict()
    assert rows.loc[("1002", "AO"), "value"] == 30
    assert rows["missing"].dropna().to_dict() == {
        ("1001", "SEN"): "okant",
        ("1002", "UPP"): "sekretess",
        ("1002", "BR"): "ej_tillamplig",
    }


def test_every_cell_is_the_value_of_its_year_and_none_is_shared_between_genders(drawn: Store) -> None:
    drawn_rows = tidy(DRAWN).set_index(["indikator", "kommun", "year", "gender"])["value"]
    for gender in "TK":
        for year in (None, 2021, 2022, 2023):
            for row in ask(drawn, "signaler", omrade="lss", gender=gender, year=year).rows.itertuples():
                expected = drawn_rows.get((row.indikator, row.kommun, row.year, gender), np.nan)
                assert row.value == expected or (np.isnan(row.value) and np.isnan(expected))


@pytest.mark.parametrize(("gender", "year"), [("T", None), ("K", None), ("T", 2022), ("T", 2023), ("T", 2021)])
def test_every_cell_knows_the_measurement_before_unless_a_break_parts_them(
    drawn: Store, gender: str, year: int | None
) -> None:
    """Slow twin: one value at a time from what was drawn."""
    drawn_rows = tidy(DRAWN).set_index(["indikator", "kommun", "year", "gender"])["value"]
    for row in ask(drawn, "signaler", omrade="lss", gender=gender, year=year).rows.itertuples():
        before = max((earlier for earlier in drawn.years(row.indikator) if earlier < row.year), default=None)
        broken = before and any(before < one.year <= row.year for one in drawn.indikator(row.indikator).breaks)
        before = None if broken else before
        assert (None if pd.isna(row.from_year) else row.from_year) == before
        was = drawn_rows.get((row.indikator, row.kommun, before, gender), np.nan)
        assert row.earlier == was or (np.isnan(row.earlier) and np.isnan(was))
        flips = {(0, 1): "nej_till_ja", (1, 0): "ja_till_nej"} if row.indikator == "JA" else {}
        assert (row.flip if isinstance(row.flip, str) else None) == flips.get((was, row.value))


def test_what_changed_since_the_measurement_before_is_counted_in_the_sentence(drawn: Store) -> None:
    found = ask(drawn, "signaler", omrade="lss", year=2023, peers="riket")
    assert found.rows.set_index(["kommun", "indikator"])["flip"].dropna().to_dict() == {("1001", "JA"): "nej_till_ja"}
    name = found.kommun.namn
    own = f"Ändrade ja- och nejsvar sedan mätningen före: 1 i {name}"
    assert text.sentence(found).endswith(f"{own} och 0 i de andra kommunerna.")
    same = ask(drawn, "signaler", omrade="lss", peers="riket")
    assert text.sentence(same).endswith("Inget ja- eller nejsvar som finns både nu och i mätningen före har ändrats.")
    assert "mätningen före" not in text.sentence(ask(drawn, "signaler", omrade="vald"))


def test_a_table_wider_than_a_common_screen_says_so(drawn: Store) -> None:
    found = ask(drawn, "signaler", omrade="lss", year=2023, peers="riket")
    assert text.signaler.wide(found) == ""
    many = replace(found, indikatorer={str(number): found.indikatorer["JA"] for number in range(7)})
    assert text.signaler.wide(many) == " Tabellen har 7 indikatorer; de som inte syns ligger åt höger."


def test_a_pinned_year_says_why_a_cell_is_empty(drawn: Store) -> None:
    rows = ask(drawn, "signaler", omrade="lss", year=2022).rows
    kinds = rows[rows["kommun"] == "1001"].set_index("indikator")["missing"].dropna().to_dict()
    assert kinds == {"BR": "fanns_inte", "SEN": "fanns_inte"}
    women = ask(drawn, "signaler", omrade="lss", gender="K").rows
    assert set(women["indikator"]) == {"AO"}


def test_the_own_kommun_is_first_and_the_others_in_the_swedish_order_of_names(tmp_path: Path) -> None:
    drawn = "AO 2024\n1880 1\n1860 2\n1862 3\n1885 4"
    rows = ask(edition(tmp_path, drawn, DEFINITIONS[0]), "signaler", "1885", omrade="lss").rows
    assert list(rows["namn"]) == ["Lindesberg", "Degerfors", "Laxå", "Örebro"]


def test_signaler_without_an_area_takes_the_first(drawn: Store) -> None:
    assert ask(drawn, "signaler").question.omrade == "lss"


# --- Om data ----------------------------------------------------------------------------------------------------------


def test_om_data_counts_indikatorer_by_area_and_year(drawn: Store) -> None:
    rows = ask(drawn, "om_data").rows
    found = {(row.omrade, row.year): row.indikatorer for row in rows.itertuples()}
    assert found == {
        ("lss", 2021): 1, ("lss", 2022): 3, ("lss", 2023): 4, ("lss", 2024): 5,
        ("vald", 2021): 1, ("vald", 2022): 1, ("vald", 2023): 1,
    }  # fmt: skip
    assert set(ask(drawn, "om_data", omrade="vald").rows["omrade"]) == {"vald"}


# --- what another edition says ----------------------------------------------------------------------------------------


def revised(before: answers.Answer, after: answers.Answer) -> list[tuple]:
    return [(one.kommun, one.indikator, one.year, one.before, one.after) for one in answers.revisions(before, after)]


@pytest.fixture
def newer(tmp_path: Path) -> Store:
    """The next publishing: values revised, published late, withdrawn, and a year more."""
    rows = tidy(DRAWN)
    key = rows["indikator"] + rows["kommun"] + rows["year"].astype(str) + rows["gender"]
    rows.loc[key == "UPP10012024T", "value"] = 62
    rows.loc[key == "DAG10012024T", ["value", "missing"]] = 9.0, None
    rows.loc[key == "JA10022024T", "value"] = 1
    rows = pd.concat([rows[key != "AO10012023T"], tidy("AO 2025\n1001 70\n1002 80")], ignore_index=True)
    return edition(tmp_path, rows, *DEFINITIONS)


@pytest.mark.parametrize(
    ("page", "said", "expected"),
    [
        ("jamfor", {"indikator": "UPP"}, [("1001", "UPP", 2024, 61, 62)]),
        ("jamfor", {"indikator": "AO", "year": 2023}, [("1001", "AO", 2023, 55, None)]),
        ("jamfor", {"indikator": "JA"}, [("1002", "JA", 2024, 0, 1)]),
        ("jamfor", {"indikator": "JA", "year": 2023}, []),
        ("over_tid", {"indikator": "UPP"}, [("1001", "UPP", 2024, 61, 62)]),
        ("indikator", {"indikator": "AO"}, [("1001", "AO", 2023, 55, None)]),  # a year more is no revision
        ("indikator", {"indikator": "DAG", "year": 2024}, [("1001", "DAG", 2024, None, 9)]),
        (
            "oversikt",
            {"year": 2024},
            [("1001", "UPP", 2024, 61, 62), ("1001", "AO", 2023, 55, None), ("1001", "DAG", 2024, None, 9)],
        ),
        ("oversikt", {"year": 2022}, []),
        ("signaler", {"omrade": "lss"}, [("1001", "UPP", 2024, 61, 62), ("1002", "JA", 2024, 0, 1)]),
        ("om_data", {}, []),
    ],
)
def test_what_the_newest_edition_says_otherwise_is_told_with_both_values(
    drawn: Store, newer: Store, page: str, said: dict, expected: list
) -> None:
    shown = ask(drawn, page, **said)
    same = shown.question.but(utgava=None)
    found = revised(shown, answers.answer(newer, answers.settle(newer, same)[0]))
    assert sorted(found, key=str) == sorted([*expected, *_earlier(page, said)], key=str)
    assert revised(shown, shown) == []


def _earlier(page: str, said: dict) -> list[tuple]:
    """Översikt falls back on the year before where a value was withdrawn; it stands there with that year."""
    return [("1001", "AO", 2022, None, 50)] if (page, said) == ("oversikt", {"year": 2024}) else []


def test_a_revision_is_said_with_both_values(drawn: Store) -> None:
    upp = replace(DEFINITIONS[2], short_title="Uppföljda beslut")
    said = words_of_page.revision(upp, "Vetlanda", 2024, 61, None)
    assert said == "Vetlanda, Uppföljda beslut 2024: 61 procent här, inget värde i den nyaste"


# --- indikatorer that no kommun can have ------------------------------------------------------------------------------


REGIONAL = """
    EGEN    2023     2024
    1001    50       55
    1002    10       30

    SAKNAS  2024
    1001    -
    1002    -

    REG     2023     2024
    0000    60       61
    0014    50       55

    RIKET   2024
    0000    7

    UTAN    2024
    0000    8
    1001    .
"""


@pytest.fixture(scope="module")
def regional(tmp_path_factory: pytest.TempPathFactory) -> Store:
    named = [indikator(id) for id in ("EGEN", "SAKNAS", "REG", "RIKET", "UTAN")]
    kommuner = delivery(REGIONAL, *named).kommuner[1:]  # 0014 is a region
    return edition(tmp_path_factory.mktemp("regional"), REGIONAL, *named, kommuner=kommuner)


def test_what_only_regions_or_the_nation_have_is_not_counted_among_a_kommuns(regional: Store) -> None:
    question = Question("oversikt", "1001", "lss")
    found = answers.answer(regional, answers.settle(regional, question)[0])
    assert set(found.rows["indikator"]) == {"EGEN", "SAKNAS"}
    assert "värden för 1 av 2 indikatorer" in text.sentence(found)
    for page in ("signaler", "lansrapport", "kvalitet"):
        found = answers.answer(regional, answers.settle(regional, question.but(page=page))[0])
        assert set(found.indikatorer) <= {"EGEN", "SAKNAS"}, page
        assert not {"REG", "RIKET", "UTAN"} & set(found.rows["indikator"])
        assert found.counts.get("absent", 0) + found.counts.get("left_out", 0) <= 1
    about = text.sentence(answers.answer(regional, Question("om_data", "1001")))
    assert "för 2 indikatorer och" in about and about.endswith("3 indikatorer till gäller bara regioner.")


def test_an_indikator_of_regions_is_still_answered_where_it_is_asked_for(regional: Store) -> None:
    question, told = answers.settle(regional, Question("indikator", "1001", indikator="REG"))
    found = answers.answer(regional, question)
    assert (told, found.indikator.id, found.own.missing) == ([], "REG", "ej_tillamplig")


def test_an_area_of_regions_alone_shows_them(tmp_path: Path) -> None:
    drawn = "REG 2024\n0014 50\n0000 51\n1001 ."
    kommuner = delivery(drawn, indikator("REG")).kommuner[1:]
    store = edition(tmp_path, drawn, indikator("REG"), kommuner=kommuner)
    found = answers.answer(store, answers.settle(store, Question("oversikt", "1001"))[0])
    assert set(found.rows["indikator"]) == {"REG"}
