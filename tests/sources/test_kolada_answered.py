"""How many answered, from the nyckeltal that tell it: of the same kommun, year and gender, and only what is known."""

from __future__ import annotations

import json

import httpx
import numpy as np
import pytest

from ojdash.domain.delivery import AntalSvar
from ojdash.sources import kolada
from ojdash.sources.kolada import lists
from tests.sources.test_kolada import AREAS, QUICK, URL, Api, cell, every_row, kpi, row

HOME = "Brukarbedömning hemtjänst äldreomsorg"
RESULT = kpi("U00001", f"{HOME} - helhetssyn, andel (%)")
NUMBER = kpi("U00009", f"{HOME} - svarande, antal")
FEW = kpi("N00009", f"{HOME}, färre än 30 svarande ( Ja=1, Nej=0)")
PAIRS = {"U00001": AntalSvar("U00009", "N00009")}


def read(api, folder, *kpis, pairs=PAIRS, progress=lambda done, total: None, **said):
    run = kolada.plan({}, folder, url=URL, kpis=kpis or ["U00001"], antal_svar=pairs, **said)
    return kolada.read(run, progress, patience=QUICK, transport=httpx.MockTransport(api))


def n_of(delivery, indikator="U00001"):
    """n by kommun, year and gender, None where it is not known."""
    rows = every_row(delivery)
    its = rows[rows["indikator"] == indikator]
    keys = zip(its["kommun"], its["year"], its["gender"], strict=True)
    return dict(zip(keys, its["n"].astype(object).where(its["n"].notna(), None), strict=True))


def test_n_is_that_of_the_same_kommun_and_year(tmp_path):
    values = [row("U00001", kommun, year, cell(80)) for kommun in ("1860", "1880") for year in (2022, 2023)]
    numbers = [row("U00009", "1860", 2022, cell(120)), row("U00009", "1880", 2023, cell(64))]
    found = n_of(read(Api([RESULT, NUMBER], [*values, *numbers]), tmp_path))
    assert found == {
        ("1860", 2022, "T"): 120,
        ("1860", 2023, "T"): None,
        ("1880", 2022, "T"): None,
        ("1880", 2023, "T"): 64,
    }


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ([cell(120)], {"T": 120, "K": None, "M": None}),  # the number of all serves neither women nor men
        ([cell(120), cell(80, "K")], {"T": 120, "K": 80, "M": None}),
        ([cell(80, "K"), cell(40, "M")], {"T": None, "K": 80, "M": 40}),  # nor are they added up
    ],
)
def test_the_number_of_all_never_serves_one_gender(tmp_path, published, told):
    value = row("U00001", "1860", 2022, cell(80), cell(82, "K"), cell(77, "M"))
    found = n_of(read(Api([RESULT, NUMBER], [value, row("U00009", "1860", 2022, *published)]), tmp_path))
    assert {gender: found["1860", 2022, gender] for gender in "TKM"} == told


@pytest.mark.parametrize(
    ("number", "flag", "n"),
    [
        (cell(120), None, 120),
        (cell(0), None, 0),
        (cell(None, status=".."), None, None),
        (cell(None), None, None),
        (cell(12.5), None, None),  # no number of answers
        (cell(-4), None, None),
        (cell(90, deleted=True), None, None),
        (cell(None), cell(1), 29),  # fewer than 30, and no more is known
        (cell(None), cell(0), None),
        (cell(None), cell(None), None),
        (cell(12), cell(1), 12),
        (cell(30), cell(0), 30),
        (cell(31), cell(1), 29),  # the two disagree: the smaller
        (None, cell(1), 29),
        (None, None, None),
    ],
)
def test_n_is_known_only_where_it_is_told(tmp_path, number, flag, n):
    rows = [row("U00001", "1860", 2022, cell(80))]
    rows += [row(id_, "1860", 2022, told) for id_, told in (("U00009", number), ("N00009", flag)) if told]
    assert n_of(read(Api([RESULT, NUMBER, FEW], rows), tmp_path)) == {("1860", 2022, "T"): n}


def test_riket_has_no_n(tmp_path):
    rows = [row("U00001", kommun, 2022, cell(80)) for kommun in ("0000", "1860")]
    rows += [row("U00009", kommun, 2022, cell(120)) for kommun in ("0000", "1860")]
    assert n_of(read(Api([RESULT, NUMBER], rows), tmp_path)) == {("0000", 2022, "T"): None, ("1860", 2022, "T"): 120}


def test_one_that_no_number_belongs_to_is_asked_for_as_before(tmp_path):
    api, plain = (Api([RESULT, NUMBER], [row("U00001", "1860", 2022, cell(80))]) for _ in range(2))
    assert n_of(read(api, tmp_path / "a", pairs={"U00002": PAIRS["U00001"]})) == {("1860", 2022, "T"): None}
    read(plain, tmp_path / "b", pairs={})
    assert api.asked == plain.asked


def test_the_definition_names_where_n_comes_from_and_that_it_rests_on_answers(tmp_path):
    other = kpi("U00002", "Kostnad, kr/inv")
    rows = [row(id_, "1860", 2022, cell(80)) for id_ in ("U00001", "U00002", "U00009")]
    found = {one.id: one for one in read(Api([RESULT, NUMBER, other], rows), tmp_path, "U00001", "U00002").indikatorer}
    assert (found["U00001"].antal_svar, found["U00001"].underlag) == ("U00009", "svar")
    assert (found["U00002"].antal_svar, found["U00002"].underlag) == ("", "kostnad")
    assert list(found) == ["U00001", "U00002"]  # the number is no indikator unless it was chosen


def test_the_number_can_be_an_indikator_of_its_own(tmp_path):
    rows = [row("U00001", "1860", 2022, cell(80)), row("U00009", "1860", 2022, cell(120))]
    delivery = read(Api([RESULT, NUMBER], rows), tmp_path, "U00001", "U00009")
    assert [one.id for one in delivery.indikatorer] == ["U00001", "U00009"]
    assert n_of(delivery) == {("1860", 2022, "T"): 120}
    own = every_row(delivery).query("indikator == 'U00009'")
    assert own["value"].tolist() == [120] and np.isnan(own["n"]).all()


def test_numbers_that_are_lacking_or_unreadable_cost_n_and_nothing_else(tmp_path):
    value = row("U00001", "1860", 2022, cell(80))
    silent = read(Api([RESULT, NUMBER], [value]), tmp_path / "a", years=(2020, 2022))
    assert "Antal svar saknas i Kolada för 2020–2022: U00009." in silent.notes
    api = Api([RESULT, NUMBER], [value, row("U00009", "1860", 2022, cell("många"))])
    broken = read(api, tmp_path / "b")
    assert any(note.startswith("U00009: antalet svar gick inte att läsa") for note in broken.notes)
    refusing = Api([RESULT, NUMBER], [value, row("U00009", "1860", 2022, cell(90))])
    refusing.refuse = lambda ids: 404 if "U00009" in ids[0] else None
    refused = read(refusing, tmp_path / "c")
    assert "U00009: antalet svar gick inte att läsa (HTTP 404)." in refused.notes
    for delivery in (silent, broken, refused):
        assert n_of(delivery) == {("1860", 2022, "T"): None} and delivery.refused == {}


def test_progress_counts_the_questions_for_numbers_too(tmp_path):
    seen = []
    api = Api([RESULT, NUMBER], [row("U00001", "1860", 2022, cell(80))])
    read(api, tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)] and len(api.asked_for_data) == 2


def test_offline_takes_the_numbers_that_were_asked_for_and_an_older_run_has_none(tmp_path):
    rows = [row("U00001", "1860", 2022, cell(80)), row("U00009", "1860", 2022, cell(120))]
    read(Api([RESULT, NUMBER], rows), tmp_path)
    (kept,) = tmp_path.glob("*/run.json")
    assert n_of(kolada.read(kolada.plan({}, tmp_path, offline=True))) == {("1860", 2022, "T"): 120}
    content = json.loads(kept.read_text("utf-8"))
    del content["antal_svar"]  # as it was written before numbers were asked for
    kept.write_text(json.dumps(content), "utf-8")
    assert n_of(kolada.read(kolada.plan({}, tmp_path, offline=True))) == {("1860", 2022, "T"): None}


def test_no_segment_asks_for_more_than_25_of_the_numbers(tmp_path):
    kpis = [kpi(f"U{number:05}", HOME) for number in range(1, 31)]
    pairs = {one["id"]: AntalSvar(f"U9{number:04}", f"N9{number:04}") for number, one in enumerate(kpis)}
    api = Api(kpis, [row(one["id"], "1860", 2022, cell(80)) for one in kpis], areas=AREAS)
    read(api, tmp_path, *(one["id"] for one in kpis), pairs=pairs)
    asked = [path.split("/")[4].split(",") for path in api.asked_for_data]
    assert max(map(len, asked)) == 25
    numbers = [id_ for ids in asked for id_ in ids if id_[1] == "9"]
    assert len(numbers) == len(set(numbers)) == 60


@pytest.mark.parametrize(
    ("title", "kind", "underlag"),
    [
        ("Brukarbedömning gruppbostad LSS - Brukaren trivs alltid hemma, lägeskommun, andel (%)", "andel", "svar"),
        ("Brukarbedömning hemtjänst äldreomsorg - bemötande, förtroende och trygghet, medelvärde", "antal", "svar"),
        ("Medborgarundersökningen - Förskolan fungerar bra i kommunen, andel (%)", "andel", "svar"),
        ("Medborgarundersökningen - Antal svar", "antal", "okant"),
        ("Brukarbedömning hemtjänst äldreomsorg - svarande, antal", "antal", "okant"),
        ("Brukarbedömning HVB, svarsfrekvens, andel (%)", "andel", "okant"),
        ("Brukarbedömning hemtjänst äldreomsorg, färre än 30 svarande ( Ja=1, Nej=0)", "ja_nej", "ja_nej"),
        ("Enhetsundersökning LSS - Enheterna har aktuella genomförandeplaner, andel (%)", "andel", "enheter"),
        ("Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare", "kronor", "kostnad"),
        ("Invånare 0-64 år med boendestöd, andel (%)", "andel", "okant"),
    ],
)
def test_what_the_values_rest_on_is_said_only_where_the_title_is_sure(title, kind, underlag):
    assert lists.underlag(title, kind) == underlag
    assert lists.indikator(kpi("U00001", title)).underlag == underlag
