"""An analys is fields at places: which places there are, what may stand there, and what it all adds up to."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain import places
from ojdash.domain.analys import Analys, Author, Item, Written, has_decision, may_explain, measured_until
from ojdash.domain.places import (
    ASKED_FIELDS,
    CHOICES,
    COLUMNS,
    DAG_FIELDS,
    ITEM_FIELDS,
    JUDGED,
    LAGET_FIELDS,
    MEETING_FIELDS,
    MEETING_ITEMS,
    MOST_LINE,
    MOST_TEXT,
    PLACES,
    ROW_FIELDS,
    SIGNED_FIELDS,
    STEP_FIELDS,
    fault,
    kind_of,
)
from tests.drawing import indikator
from tests.writing import analys, fields

PARTS = {
    "<year>": "2024",
    "<kommun>": "0685",
    "<indikator>": "LSS-01",
    "<step>": "2",
    "<item>": "abcd2345",
    "<omrade>": "lss",
    "<answer>": "skr",
}
TRIED = {place: re.sub(r"<\w+>", lambda part: PARTS[part.group()], place) for place in PLACES}
# By kind: what may stand there, and what may not.
KINDS: dict[str, tuple[list[str], list[str]]] = {
    "text": (["x", "två\nrader", "=1+1", "<b>", "😀", " "], []),
    "rad": (["Chefsnätverket LSS", "=1+1"], ["två\nrader", "rad\r", "\u2028", "a\x0bb"]),
    "ja": (["ja"], ["nej", "Ja", "1", " "]),
    "janej": (["ja", "nej"], ["undersok", "JA", "okänt", "ja "]),
    "svar": (["ja", "nej", "undersok"], ["kanske", "JA", "ja "]),
    "datum": (["2024-02-29", "1999-12-31"], ["2023-02-29", "2024-2-1", "20240201", "1900-01-01", "i maj"]),
    "tal": (["0", "-3", "12,5", "12.50", "100"], ["12,", ",5", "1 000", "1e3", "nan", "٣", "1,2,3", "75 %", "+1"]),
    "year": (["2024", "1999"], ["1899", "2100", "24", "2024 "]),
    "kommun": (["0685"], ["0000", "685", "Vetlanda", "٠٦٨٥", "0685\n"]),
    "kommuner": (["0685", "0685-0680"], ["0000", "0685-0685", "0685-", "0685,0680", "0685-0000"]),
    "utbyte": (["0685", "0685-0680", "0685-0680-0682"], ["0685-0680-0682-0684", "0685-0685", "0685-0000"]),
    "indikator": (["LSS-01", "U21468", "a_b"], ["två ord", "é", "A" * 41, "../x"]),
    "indikatorer": (["LSS-01", "LSS-01 U21468"], ["LSS-01  U21468", " LSS-01", "LSS-01,U21468"]),
    "omrade": (["lss", "ovrigt_2"], ["LSS", "Våld", "lss "]),
    "utgava": (["kolada-20260301-abcdef01"], ["../x", "Kolada", "a b"]),
    "peers": (["lan", "riket", "0680", "0680-0682"], ["grannar", "0680-0680", "-"]),
    "beslut": (["beslutat", "skjuts_upp"], ["ja", "skjuts upp"]),
    "handelse": (["handelse", "aktivitet"], ["annat"]),
    "forslag": (["forslag", "beslutat", "pagar", "klart", "avslutat"], ["nytt"]),
    "utfall": (["rutin", "kompetens", "samverkan", "data"], ["Rutin", "annat"]),
    "item": (["abcd2345"], ["abc", "ABCD2345", "abcd-2345"]),
    "ordning": (["n", "nabcd"], ["N", "1", "a b", "a" * 201]),
    "lank": (
        ["jamfor?kommun=0685&utgava=u-1", "oversikt", "signaler?peers=0680-0682"],
        ["mote?vy=abcd2345", "annat?kommun=0685", "http://x.se/jamfor?a=b", "jamfor?<b>", "jamfor?a=b c",
         "snabbanalys?analys=" + "a" * 26],
    ),
    "ursprung": (["oj", "annat"], ["ÖJ"]),
    "utvecklingsmal": (["planerat", "pagar", "uppnatt", "avslutat"], ["klart"]),
}  # fmt: skip
AO = indikator("AO", source="Socialstyrelsen, Öppna jämförelser, kommunenkät")
REG = indikator("REG", source="Socialstyrelsen, register över ekonomiskt bistånd")


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_known_and_takes_what_its_kind_takes(place: str) -> None:
    assert kind_of(TRIED[place]) == PLACES[place]
    good, bad = KINDS[PLACES[place]]
    assert [fault(TRIED[place], value) for value in good] == [None] * len(good)
    assert fault(TRIED[place], "") is None  # an empty value takes away
    for value in bad:
        assert fault(TRIED[place], value) is not None, value


def test_every_kind_is_tried_and_every_choice_is_a_kind() -> None:
    assert set(KINDS) == set(PLACES.values())
    assert {kind: tuple(KINDS[kind][0]) for kind in CHOICES} == CHOICES


@pytest.mark.parametrize(
    "place",
    [
        *("", "/", "om", "om/", "om/annat", "om/titel/", "/om/titel", "OM/titel", "om/titel\n"),
        *("rad/2024/0685/LSS-01/annat", "rad/2024/0000/LSS-01/samlad", "rad/24/0685/LSS-01/samlad"),
        *("rad/2024/0685/samlad", "rad/2024/0685/../samlad", "rad/2024/0685/A/x/samlad", "rad/<year>/0685/A/samlad"),
        *("steg/2024/6/klar", "steg/2024/0/klar", "steg/2024/klar", "korg/2024/0685/LSS-01/vald"),
        *("handelse/abc/text", "handelse/ABCD2345/text", "handelse/abcd2345/varfor", "tolkning/abcd2345/slag"),
        *("enkat/2026/0685/svarar", "enkat/2026/0000/LSS-01/svarar", "enkat/2026/mote/LSS/motesdag"),
        *("om/" + "x" * 100_000, "rad/٢٠٢٤/0685/LSS-01/samlad"),
    ],
)  # fmt: skip
def test_there_is_no_other_place(place: str) -> None:
    assert kind_of(place) is None
    assert fault(place, "x") == "okand_plats"
    assert fault(place, "") == "okand_plats"


def slow_kind(place: str) -> str | None:
    """The slow twin: every place there is, one after the other."""
    for known, kind in PLACES.items():
        pattern = "/".join(places._PARTS.get(part, re.escape(part)) for part in known.split("/"))
        if re.fullmatch(pattern, place):
            return kind
    return None


@given(st.lists(st.sampled_from([*PARTS.values(), *{part for place in PLACES for part in place.split("/")}, "", "x"])))
def test_a_place_is_known_exactly_when_one_of_the_list_fits(parts: list[str]) -> None:
    place = "/".join(parts)
    assert kind_of(place) == slow_kind(place)


@given(st.text(), st.text())
def test_any_place_and_value_are_judged_and_nothing_raises(place: str, value: str) -> None:
    for known in (place, "om/titel", "om/year", "om/kommuner", "rad/2024/0685/A/samlad", "rad/2024/0685/A/mal"):
        found = fault(known, value)
        there = (None, "tecken", "for_langt", "en_rad", "kommuner", "fyra", kind_of(known))
        assert found in (there if kind_of(known) else ("okand_plats",))


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("rad/2024/0685/A/samlad", "å" * MOST_TEXT, None),
        ("rad/2024/0685/A/samlad", "å" * (MOST_TEXT + 1), "for_langt"),
        ("om/titel", "å" * MOST_LINE, None),
        ("om/titel", "å" * (MOST_LINE + 1), "for_langt"),
        ("om/titel", "en\ntvå", "en_rad"),
        ("om/kommuner", "-".join(str(code) for code in range(1001, 1301)), None),
        ("om/kommuner", "-".join(str(code) for code in range(1001, 1302)), "kommuner"),
        ("om/kommuner", "1" * 5_000, "for_langt"),
        ("rad/2024/0685/A/samlad", "a\x00b", "tecken"),
        ("rad/2024/0685/A/samlad", "a\ud800b", "tecken"),
        ("utbyte/abcd2345/kommuner", "0685-0680-0682-0684", "fyra"),
        ("utbyte/abcd2345/kommuner", "0685-0685", "kommuner"),
        ("rad/2024/0685/A/angelaget", "kanske", "svar"),
    ],
)
def test_a_fault_says_which_it_is(place: str, value: str, expected: str | None) -> None:
    assert fault(place, value) == expected


def test_the_form_has_the_columns_of_the_printed_form_in_its_order() -> None:
    assert COLUMNS == ("angelaget", "tillforlitligt", "aktuellt", "aktiviteter", "kommentarer", "samlad")
    assert [PLACES[f"rad/<year>/<kommun>/<indikator>/{name}"] for name in COLUMNS] == ["svar"] * 3 + ["text"] * 3
    assert COLUMNS[:3] == JUDGED


def test_the_lists_of_fields_are_those_of_the_places() -> None:
    said = {f"rad/<year>/<kommun>/<indikator>/{name}" for name in ROW_FIELDS}
    said |= {f"steg/<year>/<step>/{name}" for name in STEP_FIELDS}
    said |= {f"enkat/<year>/<kommun>/<indikator>/{name}" for name in ASKED_FIELDS}
    said |= {f"enkat/<year>/mote/<omrade>/{name}" for name in MEETING_FIELDS}
    said |= {f"enkat/<year>/godkand/<omrade>/<kommun>/{name}" for name in SIGNED_FIELDS}
    said |= {"enkat/<year>/fraga/<indikator>/genomgangen"}
    said |= {f"{item}/<item>/{name}" for item, names in ITEM_FIELDS.items() for name in (*names, "borttagen")}
    said |= {f"{item}/<item>/{name}" for item, names in MEETING_ITEMS.items() for name in (*names, "borttagen")}
    said |= {f"dag/<item>/{name}" for name in (*DAG_FIELDS, "borttagen")}
    said |= {f"laget/<omrade>/<answer>/{name}" for name in LAGET_FIELDS}
    assert {place for place in PLACES if not place.startswith(("om/", "ar/", "korg/", "rapport/"))} == said


# --- what is written --------------------------------------------------------------------------------------------------


def test_what_was_never_written_is_empty_and_nothing_is_chosen() -> None:
    empty = Analys("a", "lasa", {})
    assert (empty.text("om/titel"), empty.kommuner, empty.year, empty.years) == ("", (), None, ())
    assert (empty.chosen(2024, "0685"), empty.basket(2024), empty.items("forslag"), empty.rows(2024)) == (
        (),
        (),
        [],
        {},
    )
    assert empty.events("0685", "AO") == empty.readings("AO") == []
    assert list(empty) == []


@pytest.mark.parametrize(("may", "expected"), [("lasa", False), ("skriva", True), ("aga", True)])
def test_who_may_write(may: str, expected: bool) -> None:
    assert analys("", may).may_write is expected


def test_rows_hold_what_stands_there_by_kommun_and_indikator() -> None:
    found = analys(
        """
        2024 0685    vald   angelaget   samlad
        AO           ja     nej         Mer tid
        BR           ja     _           _
        2024 0680    vald
        AO           ja
        2023 0685    vald
        KAT          ja
        rad/2024/0685/AO/samlad
        rad/2024/0685/BR/vald
        """
    )
    assert {key: {name: one.value for name, one in row.items()} for key, row in found.rows(2024).items()} == {
        ("0685", "AO"): {"vald": "ja", "angelaget": "nej"},  # the taken away text is no text
        ("0680", "AO"): {"vald": "ja"},
    }
    assert found.row(2024, "0685", "AO") == found.rows(2024)["0685", "AO"]
    assert found.row(2024, "0685", "BR") == {}
    assert found.chosen(2024, "0685") == ("AO",)
    assert found.years == (2023, 2024)


def test_indikatorer_stand_in_the_order_they_were_chosen() -> None:
    found = analys(
        """
        2024 0685    vald
        BR           ja
        AO           ja
        KAT          ja
        korg/2024/KAT/vald   ja
        korg/2024/AO/vald    ja
        korg/2024/BR/vald    ja
        korg/2024/BR/vald
        """
    )
    assert found.chosen(2024, "0685") == ("BR", "AO", "KAT")
    assert found.basket(2024) == ("KAT", "AO")


def test_a_kommun_whose_code_starts_alike_is_another() -> None:
    found = analys("2024 0685    vald\nAO           ja\nAO-2         ja")
    assert found.row(2024, "0685", "AO") == {"vald": found.fields["rad/2024/0685/AO/vald"]}
    assert found.chosen(2024, "068") == ()


@pytest.mark.parametrize("line", ["ar/2022/utgava  x-1", "steg/2022/3/utfall  Ja", "korg/2022/AO/vald  ja"])
def test_a_year_in_which_anything_was_written_was_worked_on(line: str) -> None:
    assert analys(f"om/year  2024\n{line}").years == (2022, 2024)
    assert analys(f"om/year  2024\n{line}\n{line.split()[0]}").years == (2024,)


def test_every_indikator_that_anything_is_written_about_is_named_once() -> None:
    found = analys(
        """
        2024 0685    vald
        AO           ja
        om/titel                        LSS
        korg/2024/BR/vald               ja
        handelse/aaaaaaaa/indikator     KAT
        utvecklingsmal/bbbbbbbb/indikatorer   AO TOM
        forslag/cccccccc/indikator
        """
    )
    assert found.named() == ("AO", "BR", "KAT", "TOM")


# --- items ------------------------------------------------------------------------------------------------------------

ITEMS = """
    tolkning/bbbbbbbb/indikator   AO
    tolkning/bbbbbbbb/text        Rutinen ska vara skriftlig.
    tolkning/bbbbbbbb/datum       2023-05-01
    tolkning/aaaaaaaa/indikator   AO
    tolkning/aaaaaaaa/text        Rutinen ska vara beslutad.
    tolkning/aaaaaaaa/datum       2024-05-01
    tolkning/cccccccc/indikator   BR
    tolkning/cccccccc/datum       2024-05-01
    tolkning/dddddddd/indikator   AO
    tolkning/dddddddd/borttagen   ja
    tolkning/eeeeeeee/indikator   AO
    tolkning/eeeeeeee/indikator
    tolkning/ffffffff/indikator   AO
    tolkning/ffffffff/text        Också den dagen.
    tolkning/ffffffff/datum       2024-05-01
    tolkning/gggggggg/indikator   AO
    tolkning/gggggggg/text        Utan datum.
"""


def test_items_are_in_the_order_they_were_begun_without_those_taken_away_or_emptied() -> None:
    found = analys(ITEMS)
    assert [item.id[0] for item in found.items("tolkning")] == ["b", "a", "c", "f", "g"]
    assert [item.id[0] for item in found.items("tolkning", indikator="BR")] == ["c"]
    assert found.items("tolkning")[0].text("vilka") == ""
    assert found.items("forslag") == []


def test_typing_in_an_item_does_not_move_it() -> None:
    found = analys(ITEMS + "\n    tolkning/bbbbbbbb/text    En annan text.")
    assert [item.id[0] for item in found.items("tolkning")] == ["b", "a", "c", "f", "g"]


def test_readings_are_the_newest_first_also_within_a_day_and_undated_last() -> None:
    assert [item.id[0] for item in analys(ITEMS).readings("AO")] == ["f", "a", "b", "g"]


EVENTS = """
    handelse/aaaaaaaa/datum       2024-04-01
    handelse/aaaaaaaa/text        Ny chef
    handelse/aaaaaaaa/kommun      0685
    handelse/bbbbbbbb/datum       2024-03-31
    handelse/bbbbbbbb/text        Ny lag
    handelse/cccccccc/datum       2023-01-01
    handelse/cccccccc/kommun      0680
    handelse/dddddddd/datum       2022-01-01
    handelse/dddddddd/kommun      0685
    handelse/dddddddd/indikator   AO
    handelse/eeeeeeee/kommun      0685
    handelse/eeeeeeee/text        Utan datum
    handelse/ffffffff/datum       2021-01-01
    handelse/ffffffff/borttagen   ja
"""


@pytest.mark.parametrize(
    ("kommun", "id", "expected"),
    [("0685", "AO", "dba"), ("0685", "BR", "ba"), ("0680", "AO", "cb"), ("0682", "AO", "b")],
)
def test_an_event_concerns_all_it_does_not_leave_out_and_comes_by_date(kommun: str, id: str, expected: str) -> None:
    assert "".join(item.id[0] for item in analys(EVENTS).events(kommun, id)) == expected


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "year", "expected"),
    [
        (AO, 2024, date(2024, 3, 31)),
        (REG, 2024, date(2024, 12, 31)),
        (indikator("X"), 2023, date(2023, 12, 31)),
        (indikator("X", source="Kolada (RKA), ursprung Socialstyrelsens Kommunenkät ÖJ"), 2023, date(2023, 3, 31)),
    ],
)
def test_a_questionnaire_is_answered_in_spring_and_other_measures_cover_the_year(
    definition: object, year: int, expected: date
) -> None:
    assert measured_until(definition, year) == expected


@pytest.mark.parametrize(
    ("began", "explains_survey", "explains_register"),
    [
        ("2019-01-01", True, True),
        ("2024-03-31", True, True),
        ("2024-04-01", False, True),
        ("2024-12-31", False, True),
        ("2025-01-01", False, False),
        ("", False, False),
        ("i våras", False, False),
    ],
)
def test_what_began_after_the_measurement_never_explains_it(
    began: str, explains_survey: bool, explains_register: bool
) -> None:
    written = {"datum": Written("handelse/aaaaaaaa/datum", began, Author("Chef"), "2024-05-03T08:00:00Z", 1)}
    event = Item("handelse", "aaaaaaaa", written if began else {})
    assert (may_explain(event, AO, 2024), may_explain(event, REG, 2024)) == (explains_survey, explains_register)


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(1990, 2050))
def test_an_event_that_may_explain_a_year_may_explain_every_later_one(began: date, year: int) -> None:
    at = f"handelse/aaaaaaaa/datum  {began.isoformat()}"
    (event,) = analys(at).items("handelse")
    if may_explain(event, AO, year):
        assert may_explain(event, AO, year + 1)
        assert may_explain(event, REG, year)


# --- steps ------------------------------------------------------------------------------------------------------------

DECIDED = {
    "lage": "beslutat",
    "utfall": "Vi går vidare med två.",
    "beslutar": "Förvaltningschef",
    "datum": "2024-05-20",
}


def step(**said: str) -> Analys:
    return analys("\n".join(f"steg/2024/2/{name}  {value}" for name, value in said.items()))


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ({}, False),
        (DECIDED, True),
        ({"lage": "skjuts_upp"}, True),
        *((DECIDED | {name: ""}, False) for name in DECIDED),
        ({name: said for name, said in DECIDED.items() if name != "lage"}, False),
        (DECIDED | {"lage": "skjuts_upp", "utfall": ""}, True),
    ],
)
def test_a_step_is_done_only_with_a_decision_or_put_off(said: dict[str, str], decided: bool) -> None:
    assert has_decision(step(**said), 2024, 2) is decided
    assert step(**said).is_done(2024, 2) is False
    marked = step(**said, klar="ja")
    assert marked.is_done(2024, 2) is decided
    assert not marked.is_done(2023, 2)
    assert not marked.is_done(2024, 3)


def test_a_blank_outcome_is_none() -> None:
    blank = Written("steg/2024/2/utfall", " \n", Author("Chef"), "2024-05-03T08:00:00Z", 2)
    found = Analys("a", "aga", step(**DECIDED).fields | {"steg/2024/2/utfall": blank})
    assert not has_decision(found, 2024, 2)


def test_what_is_drawn_has_its_author_and_its_turn() -> None:
    found = fields("om/titel  A\nKurator, Ale kommun:\nom/titel  B\nChef:\nom/natverk  C")
    assert [(one.author, one.version, one.number) for one in found.values()] == [
        (Author("Kurator", "Ale kommun"), 2, 2),
        (Author("Chef", ""), 1, 3),
    ]
