"""A half-filled form: told field by field what is wrong, and without a fault the data set that filled it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.catalogue import Dataset
from ojdash.catalogue.drafting import (
    FACTS,
    Draft,
    Entry,
    Place,
    described,
    drafted,
    problems,
    proposed_area,
    proposed_id,
)
from ojdash.domain.indikator import ID, Indikator
from ojdash.domain.omrade import OMRADEN
from tests.catalogue.test_datasets import datasets
from tests.drawing import indikator

KNOWN = indikator("LSS-01", title="Uppföljning")
OTHER = indikator("N1", omrade="vald", title="Ett annat mått")


def entry(**said: Any) -> Entry:
    return Entry(Entry().values | {"id": "AME-1", "title": "I arbete"} | said)


def draft(*entries: Entry, **said: Any) -> Draft:
    return Draft(**({"titel": "AME", "omrade": "", "kod": "ame", "entries": list(entries or [entry()])} | said))


def wrong(of: Draft) -> dict[Place, str]:
    return problems(of, OMRADEN | {"skola": "Skola (inte ÖJ)"}, {"LSS-01": KNOWN}, {"N1": OTHER})


def as_a_form_can_say(one: Indikator) -> Indikator:
    """A drawn indikator without what no field of a form can hold or its kind has no use for."""
    lined = {name: " ".join(getattr(one, name).split()) for name in ("title", "short_title", "source", "source_url")}
    lined |= {name: getattr(one, name).strip() or "saknas" for name in FACTS}
    codes = {code: " ".join(word.split()) or "x" for code, word in one.codes.items()}
    unit, ja = one.unit.strip() or "procent", one.ja_betyder.strip() if one.kind == "ja_nej" else ""
    coded = {"unit": "", "decimals": 0} if one.is_coded else {"unit": unit}
    return replace(one, **lined | coded | {"codes": codes, "ja_betyder": ja, "title": lined["title"] or one.id})


@given(datasets(), st.booleans())
def test_a_form_filled_with_a_description_gives_the_same_description(drawn: Dataset, is_there: bool) -> None:
    dataset = replace(drawn, indikatorer={id: as_a_form_can_say(one) for id, one in drawn.indikatorer.items()})
    omraden = dict(OMRADEN) | ({dataset.omrade: "Eget"} if is_there else {})
    filled = drafted(dataset, omraden)
    assert described(filled) == dataset
    assert filled.is_begun
    told = problems(filled, omraden, (), {})
    assert {place.key for place in told} <= {"title"}  # two of the same title


def test_a_new_form_is_not_begun_and_lacks_what_a_description_needs() -> None:
    assert not Draft().is_begun
    assert [*wrong(Draft())] == [(None, "titel"), (None, "omrade"), (0, "title"), (0, "id")]


@pytest.mark.parametrize(
    ("of", "place", "sentence"),
    [
        (draft(titel=" "), (None, "titel"), "Skriv datamängdens titel"),
        (draft(omrade=None), (None, "omrade"), "Välj ett område"),
        (draft(omrade="skola", oj=True), (None, "omrade"), "Välj ett av dem"),
        (draft(kod=""), (None, "kod"), "till exempel ame"),
        (draft(kod="2ame"), (None, "kod"), "börjar med en bokstav"),
        (draft(kod="Ame"), (None, "kod"), "a–z"),
        (draft(kod="lss"), (None, "kod"), "området LSS"),
        (draft(kod="skola"), (None, "kod"), "området Skola (inte ÖJ)"),
        (draft(entry(title="  ")), (0, "title"), "Skriv indikatorns titel"),
        (draft(entry(id="")), (0, "id"), "till exempel AME-01"),
        (draft(entry(id="AME 1/å å")), (0, "id"), "Ta bort mellanslag, ”/” och ”å”."),
        (draft(entry(id="a" * 41)), (0, "id"), "Korta det."),
        (draft(entry(id="LSS-01")), (0, "id"), "Id:t finns redan i katalogen"),
        (draft(entry(id="N1")), (0, "id"), "som ”Ett annat mått”"),
        (draft(entry(), entry(title="Annat")), (1, "id"), "samma id"),
        (draft(entry(), entry(id="B", title="i arbete ")), (1, "title"), "samma titel"),
        (draft(entry(kind="antal", unit="")), (0, "unit"), "till exempel personer"),
        (draft(entry(kind="kategori")), (0, "codes"), "minst en kod"),
        (draft(entry(kind="kategori", codes="1 = Ja\n\nNej")), (0, "codes"), "Rad 2: "),
        (draft(entry(kind="kategori", codes="01 = Ja")), (0, "codes"), "Rad 1: "),
        (draft(entry(kind="kategori", codes="1 = Ja\n2 =")), (0, "codes"), "Rad 2: "),
        (draft(entry(kind="kategori", codes="1 = Ja\n1 = Nej")), (0, "codes"), "Koden 1 står två gånger"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(of: Draft, place: tuple[int | None, str], sentence: str) -> None:
    assert sentence in wrong(of)[Place(*place)]


@pytest.mark.parametrize(
    "of",
    [
        draft(),
        draft(omrade="lss", kod="", oj=True),
        draft(omrade="skola"),
        draft(entry(kind="ja_nej", unit="")),
        draft(entry(kind="kategori", codes="1 = Under 14 dagar = snabbt\n0 = Mer")),
        draft(entry(id="N1", title="Ett annat mått")),  # published under the same title
    ],
)
def test_nothing_is_wrong_with_what_can_be_described(of: Draft) -> None:
    assert wrong(of) == {}
    assert described(of).oj is of.oj


def test_what_a_kind_has_no_use_for_is_left_out() -> None:
    typed = {"unit": "procent", "decimals": 1, "codes": "1 = Under 14 dagar", "ja_betyder": "har en rutin"}
    by_kind = {kind: described(draft(entry(**typed, kind=kind))) for kind in ("andel", "ja_nej", "kategori")}
    read = {kind: dataset.indikatorer["AME-1"] for kind, dataset in by_kind.items()}
    assert [(one.unit, one.decimals, one.codes, one.ja_betyder) for one in read.values()] == [
        ("procent", 1, {}, ""),
        ("", 0, {}, "har en rutin"),
        ("", 0, {"1": "Under 14 dagar"}, ""),
    ]


@pytest.mark.parametrize(
    ("before", "after", "underlag"),
    [
        (indikator("AME-1", underlag="svar"), "dagar", "svar"),
        (indikator("AME-1", underlag="svar"), "ja_nej", "ja_nej"),  # the kommun's own answer, whatever it was before
        (indikator("AME-1", "ja_nej"), "andel", "okant"),
    ],
)
def test_what_it_rests_on_stays_where_the_chosen_kind_allows_it(before: Indikator, after: str, underlag: str) -> None:
    form = drafted(Dataset("lss", "AME", {"AME-1": before}), OMRADEN)
    form.entries[0].values["kind"] = after
    assert described(form).indikatorer["AME-1"].underlag == underlag


@pytest.mark.parametrize(
    ("title", "others", "proposal"),
    [
        ("Deltagare i arbete", [], "deltagare_i_arbete"),
        ("Väntetid till första möte", [], "vantetid_till_forsta_mote"),
        ("Deltagare som är i arbete sex månader efter insats", [], "deltagare_som_ar_i_arbete_sex"),
        ("I arbete", ["i_arbete"], "i_arbete_2"),
        ("I arbete", ["i_arbete", "i_arbete_2"], "i_arbete_3"),
        ("Å" * 50, [], "a" * 30),
        ("–", [], ""),
        ("", [""], ""),
    ],
)
def test_an_id_is_proposed_from_the_title(title: str, others: list[str], proposal: str) -> None:
    assert proposed_id(title, others) == proposal


@given(st.text(max_size=60), st.lists(st.sampled_from(["a", "a_2", "b"]), max_size=3))
def test_a_proposed_id_is_an_id_and_free(title: str, others: list[str]) -> None:
    id = proposed_id(title, others)
    assert id == "" or (ID.fullmatch(id) and id not in others)


@given(st.text(max_size=60))
def test_a_proposed_area_is_one_that_may_be_had(titel: str) -> None:
    code = proposed_area(titel)
    assert code == "" or Place(None, "kod") not in problems(draft(kod=code), {}, (), {})
