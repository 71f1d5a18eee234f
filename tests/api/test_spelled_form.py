"""The form as JSON and as a table: all that was written, with who and when, and never the address."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import answers, api
from ojdash.api.spelled_form import ROW_ORDER, TABLE
from ojdash.domain.analys import Analys, Author, Written
from ojdash.domain.form import Form
from ojdash.domain.indikator import Brott
from ojdash.domain.places import COLUMNS, ITEM_FIELDS, ROW_FIELDS, STEP_FIELDS
from ojdash.domain.question import Question
from ojdash.store import Store
from tests.drawing import SIMULATED, edition, indikator
from tests.writing import analys, fields

AO = indikator("AO", source="Socialstyrelsen, Öppna jämförelser, kommunenkät")
BR = indikator("BR", breaks=(Brott(2024, "Ny fråga."),))
DRAWN = """
    AO      2023     2024
    0000    60       61
    1860    50/900   72/900
    1862    _        60

    BR      2023     2024
    1860    10       60
    1862    20       -
"""
WRITTEN = """
    om/titel        LSS
    om/kommuner     1860-1862
    om/omrade       lss
    om/year         2024
    om/mottagare    Chefsnätverket
    2024 1860    vald   angelaget   tillforlitligt   samlad                 mal    prioriterad
    AO           ja     ja          nej              Visar på förbättring   75,5   ja
    BR           ja     _           _                _                      _      _
    rad/2024/1860/AO/prioriterad_varfor       Berör många
    rad/2024/1860/AO/prioriterad_mottagare    Nämnden
    steg/2024/2/lage                          skjuts_upp
    steg/2024/2/klar                          ja
    steg/2024/3/anteckning                    Bara en anteckning
    korg/2024/AO/vald                         ja
    korg/2024/AO/skal                         Skiljer sig i länet
    korg/2024/BORTA/vald                      ja
    handelse/aaaaaaaa/datum                   2024-01-10
    handelse/aaaaaaaa/text                    Ny lag
    handelse/bbbbbbbb/datum                   2024-06-01
    handelse/bbbbbbbb/slag                    aktivitet
    tolkning/cccccccc/indikator               AO
    tolkning/cccccccc/text                    Skriftlig rutin
    utvecklingsmal/dddddddd/text              Fler i arbete
    utbyte/eeeeeeee/kommuner                  1860-1862
    forslag/ffffffff/text                     Utbildning
    Kurator, Degerfors kommun:
    2024 1862    vald   angelaget   svarade
    AO           ja     nej         Vi tog inte med muntliga rutiner
"""
TOKEN = "abcdefghijklmnopqrstuvwx23"
WHO = {"role": "Enhetschef", "organisation": "Laxå kommun"}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, BR)


def form(store: Store, written: str | Analys = WRITTEN, kommun: str = "1860", **said: Any) -> Form:
    shown = analys(written, **said) if isinstance(written, str) else written
    return answers.form(store, shown, Question("snabbanalys", kommun, analys=TOKEN, steg="2"), store)


def test_it_says_what_was_asked_of_which_edition_and_analys(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn, may="aga", ends=date(2025, 6, 30), reading=TOKEN, writing=TOKEN[::-1]))
    assert list(said) == [
        *("question", "edition", "simulated", "source", "analys", "rows", "steps", "prioriterade", "basket"),
        *("readings", "goals", "exchanges", "events", "proposals", "joint", "beside", "statuses", "revised", "told"),
    ]
    assert said["question"] == {
        **{"page": "snabbanalys", "kommun": "1860", "omrade": "lss", "year": 2024},
        **{"utgava": drawn.id, "steg": "2"},
    }
    assert (said["edition"], said["simulated"], said["source"]) == (drawn.id, False, "Källa: En ritad källa")
    assert said["analys"] == {
        "titel": "LSS",
        "natverk": None,
        "mottagare": "Chefsnätverket",
        "kommuner": {"1862": "Degerfors", "1860": "Laxå"},
        "omrade": "lss",
        "omrade_title": "LSS",
        "year": 2024,
        "years": [2024],
        "utgava": None,
        "created": "2024-05-03T08:00:00Z",
        "ends": "2025-06-30",
        "may": "aga",
    }


def test_no_address_of_the_analys_is_in_it(drawn: Store) -> None:
    found = form(drawn, may="aga", reading=TOKEN, writing=TOKEN[::-1])
    for said in (api.form_as_json(found), api.form_as_csv(found)):
        assert TOKEN not in said
        assert TOKEN[::-1] not in said


def test_a_row_has_every_field_in_the_forms_order_with_who_and_when(drawn: Store) -> None:
    row = api.form_as_dict(form(drawn))["rows"][0]
    assert list(row) == ["kommun", "namn", "indikator", *ROW_ORDER, "status", "evidence"]
    assert ROW_ORDER[: len(COLUMNS)] == COLUMNS
    assert {*ROW_ORDER, "vald"} == set(ROW_FIELDS)
    assert (row["kommun"], row["namn"], row["indikator"]["title"]) == ("1860", "Laxå", "Titel AO")
    assert row["samlad"] == {"value": "Visar på förbättring"} | WHO | {"at": "2024-05-03T08:09:00Z"}
    assert row["tillforlitligt"]["value"] == "nej"
    assert (row["mal"]["value"], row["prioriterad"]["value"]) == ("75,5", "ja")


def test_what_nobody_answered_is_null_and_never_no(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn))
    assert {said["rows"][1][name] for name in ROW_ORDER} == {None}
    assert said["rows"][0]["aktuellt"] is None
    assert '"nej"' not in json.dumps([said["rows"][1], said["steps"][0]])


def test_an_emptied_field_is_null(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn, WRITTEN + "\n    rad/2024/1860/AO/samlad\n    korg/2024/AO/skal\n    om/titel"))
    assert said["rows"][0]["samlad"] is None
    assert said["basket"][0]["skal"] is None
    assert said["analys"]["titel"] is None


def test_the_evidence_is_that_of_the_figures(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn))["rows"][0]["evidence"]
    assert {name: said[name] for name in ("year", "value", "missing", "n", "riket", "revised")} == {
        **{"year": 2024, "value": 72, "missing": None, "n": 900, "riket": 61, "revised": None},
    }
    assert (said["change"]["verdict"], said["change"]["from"]) == ("okning", 2023)
    assert (said["group"]["kind"], said["group"]["members"], said["group"]["median"]) == ("lan", ["1862"], None)
    assert said["deviations"] == [
        {"kind": "tidigare", "base": 50, "base_year": 2023, "difference": 22, "why": None, "n": None},
        {"kind": "grupp", "base": None, "base_year": None, "difference": None, "why": "fa_varden", "n": 1},
        {"kind": "mal", "base": 75.5, "base_year": None, "difference": -3.5, "why": None, "n": None},
    ]
    assert [item["id"] for item in said["events_before"]] == ["aaaaaaaa"]
    assert [item["slag"]["value"] for item in said["events_after"]] == ["aktivitet"]
    assert [item["text"]["value"] for item in said["readings"]] == ["Skriftlig rutin"]


def test_over_a_break_there_is_no_difference(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn))["rows"][1]["evidence"]
    assert (said["deviations"][0]["difference"], said["deviations"][0]["why"]) == (None, "brott")
    assert said["change"]["difference"] is None
    assert said["deviations"][1] == {
        **{"kind": "grupp", "base": None, "base_year": None, "difference": None, "why": "saknas", "n": 0},
    }


def test_an_indikator_that_is_gone_has_its_id_and_no_evidence(drawn: Store) -> None:
    row = api.form_as_dict(form(drawn, WRITTEN.replace("    BR  ", "    GONE")))["rows"][1]
    assert (row["indikator"], row["evidence"]) == ({"id": "GONE", "title": None}, None)


def test_the_five_steps_each_with_its_decision_point(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn))["steps"]
    assert [(one["step"], one["done"]) for one in said] == [(1, False), (2, True), (3, False), (4, False), (5, False)]
    assert list(said[0]) == ["step", *STEP_FIELDS, "done"]
    assert (said[1]["lage"]["value"], said[1]["utfall"], said[2]["anteckning"]["value"]) == (
        *("skjuts_upp", None, "Bara en anteckning"),
    )


def test_what_a_network_does_together(drawn: Store) -> None:
    said = api.form_as_dict(form(drawn, kommun="1862"))
    first = said["prioriterade"]
    assert [(one["kommun"], one["indikator"]["id"], one["varfor"]["value"]) for one in first] == [
        ("1860", "AO", "Berör många"),
    ]
    assert first[0]["mottagare"]["value"] == "Nämnden"
    assert [(one["indikator"], one["skal"] and one["skal"]["value"]) for one in said["basket"]] == [
        ({"id": "AO", "title": "Titel AO"}, "Skiljer sig i länet"),
        ({"id": "BORTA", "title": None}, None),
    ]
    lists = {"readings": "tolkning", "goals": "utvecklingsmal", "exchanges": "utbyte"}
    for name, kind in (lists | {"events": "handelse", "proposals": "forslag"}).items():
        assert said[name], name
        assert all(list(item) == ["id", *ITEM_FIELDS[kind]] for item in said[name])
    line = said["joint"][0]
    assert (line["indikator"]["id"], line["differences"], line["differing"]["angelaget"]) == ("AO", 1, 2)
    assert [one["namn"] for one in line["rows"]] == ["Degerfors", "Laxå"]
    assert line["rows"][0]["svarade"]["role"] == "Kurator"
    assert line["rows"][1]["svarade"] is None


def test_texts_that_are_not_chosen_between_are_all_there(drawn: Store) -> None:
    beside = fields("Kurator, Ale kommun:\nrad/2024/1860/AO/samlad   En annan text")
    found = form(drawn, beside={place: (one,) for place, one in beside.items()})
    (said,) = api.form_as_dict(found)["beside"]
    assert (said["place"], said["value"], said["role"]) == ("rad/2024/1860/AO/samlad", "En annan text", "Kurator")


def test_no_verdict_is_in_it(drawn: Store) -> None:
    """The words beside the answers say nothing of whether a result is wanted."""
    assert not {"verdict", "summary", "score", "sentence"} & set(api.form_as_dict(form(drawn))["rows"][0])


def test_made_up_values_say_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = form(edition(tmp_path_factory.mktemp("simulated"), DRAWN, AO, BR, source=SIMULATED))
    said = api.form_as_dict(found)
    assert (said["simulated"], said["source"]) == (True, "Exempeldata – simulerade värden")
    assert "Exempeldata" in api.form_as_csv(found)


hostile = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


def said_of(store: Store, text: str) -> Form:
    shown = analys(WRITTEN)
    place = "rad/2024/1860/AO/kommentarer"
    return form(store, Analys("a", "lasa", shown.fields | {place: Written(place, text, Author(text, text), "x", 1)}))


@given(hostile)
def test_any_text_comes_back_from_json_as_it_was_written(drawn: Store, text: str) -> None:
    said = json.loads(api.form_as_json(said_of(drawn, text)))
    assert said["rows"][0]["kommentarer"] == {"value": text, "role": text, "organisation": text, "at": "x"}


@given(hostile)
def test_any_text_is_one_cell_of_the_table(drawn: Store, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(api.form_as_csv(said_of(drawn, text)), newline="")))
    assert [row["indikator"] for row in rows] == ["AO", "BR"]
    assert rows[0]["kommentarer"].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula_in_a_spreadsheet(drawn: Store, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(api.form_as_csv(said_of(drawn, text)), newline="")))
    assert rows[0]["kommentarer"] == f"'{text}"


def test_the_table_has_the_six_columns_one_row_an_indikator(drawn: Store) -> None:
    rows = list(csv.reader(io.StringIO(api.form_as_csv(form(drawn)))))
    assert tuple(rows[0]) == TABLE
    assert TABLE[5:11] == COLUMNS
    assert rows[1][:6] == ["1860", "Laxå", "2024", "AO", "Titel AO", "ja"]
    assert rows[2][3:11] == ["BR", "Titel BR", "", "", "", "", "", ""]


def test_a_hundred_thousand_signs_are_kept(drawn: Store) -> None:
    text = "å" * 100_000
    found = said_of(drawn, text)
    assert json.loads(api.form_as_json(found))["rows"][0]["kommentarer"]["value"] == text
    assert text in api.form_as_csv(found)
