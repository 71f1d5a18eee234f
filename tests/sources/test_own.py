"""Own figures read from what is pasted and from files: every cell is a value, nothing, or named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.domain.errors import SourceError
from ojdash.domain.own import Own
from ojdash.sources import own as source
from ojdash.sources.table.places import Gazetteer
from ojdash.text import own as text
from tests.drawing import indikator
from tests.sources.test_table import xlsx

KOMMUNER = catalogue.kommuner()
PLACES = Gazetteer(KOMMUNER)
ANDEL, JA, KRONOR = indikator("A"), indikator("J", "ja_nej"), indikator("K", "kronor")
KAT = indikator("C", "kategori", codes={"0": "sent", "1": "fort"})


def pasted(said: str, of=ANDEL) -> Own:
    return source.pasted(said, of, "1440", PLACES)


def values(own: Own) -> list[tuple[str, str, float]]:
    return [(one.kommun, text.time(one.period), one.value) for one in own.values]


def unread(own: Own) -> list[tuple]:
    return [(one.why, one.row, one.cell, one.holds) for one in own.unread]


# --- shapes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\t", ";", ","])
@pytest.mark.parametrize("head", ["", "År{}Värde\n"])
def test_a_year_and_a_value_are_the_own_kommuns(sign: str, head: str) -> None:
    own = pasted(head.format(sign) + f"2023{sign}71\n2024{sign}74.5")
    assert values(own) == [("1440", "2023", 71), ("1440", "2024", 74.5)]
    assert own.unread == ()


def test_decimal_commas_percent_signs_and_thin_spaces_are_read() -> None:
    own = pasted("2023\t71,5\n2024\t74 %\n2025\t74.5\n2022\t\n2021\t..")
    assert [one[2] for one in values(own)] == [71.5, 74, 74.5]
    assert own.blank == 2
    thousands = source.pasted("2023\t1\u00a0234,5\n2024\t12\u202f345", KRONOR, "1440", PLACES)
    assert [one.value for one in thousands.values] == [1234.5, 12345]


@pytest.mark.parametrize("head", ["", "Kommun\tVärde\n", "\tAndel nöjda\n"])
def test_kommuner_and_values_without_a_year_are_of_the_page_s_year_and_say_so(head: str) -> None:
    own = source.pasted(head + "Örebro\t71,5\nLaxå\t..\nHåbo\t60\nHabbbo\t1", ANDEL, "1440", PLACES, 2024)
    assert values(own) == [("0305", "2024", 60), ("1880", "2024", 71.5)]
    assert (own.year, own.blank, [one.why for one in own.unread]) == (2024, 1, ["kommun"])
    assert "Inget år stod med. Sidans år är taget: 2024." in text.read(own, {one.kod: one for one in KOMMUNER})


def test_a_year_that_does_stand_goes_before_the_page_s() -> None:
    own = source.pasted("Kommun\tAndel nöjda 2022\nÖrebro\t71,5", ANDEL, "1440", PLACES, 2024)
    assert (values(own), own.year) == ([("1880", "2022", 71.5)], None)
    own = source.pasted("Kommun\tÅr\tAndel\nÖrebro\t2023\t71,5", ANDEL, "1440", PLACES, 2024)
    assert (values(own), own.year) == ([("1880", "2023", 71.5)], None)
    own = source.pasted("Kommun\t2023\nÖrebro\t71,5", ANDEL, "1440", PLACES, 2024)
    assert (values(own), own.year) == ([("1880", "2023", 71.5)], None)


@pytest.mark.parametrize("said", ["Örebro\t71,5\t60\nLaxå\t1\t2", "71,5\n60", "Kommun\tAndel 2021-2022\nÖrebro\t1"])
def test_what_may_be_anything_is_not_given_the_page_s_year(said: str) -> None:
    own = source.pasted(said, ANDEL, "1440", PLACES, 2024)
    assert (own.values, [one.why for one in own.unread]) == ((), ["alone"])


def test_kommuner_stand_in_a_column_by_name_by_code_or_both() -> None:
    own = pasted("Kommun;År;Andel\nÖrebro;2024;1\n0680 Jönköping;2024;2\nhåbo kommun;2024;3\nLerrum;2024;4")
    assert values(own) == [("0305", "2024", 3), ("0680", "2024", 2), ("1441", "2024", 4), ("1880", "2024", 1)]
    assert own.misspelt == ((5, "Lerrum", "1441"),)
    assert values(pasted("Kod;År;Andel\n0680;2024;1\n1440;2024;2")) == [("0680", "2024", 1), ("1440", "2024", 2)]


def test_own_series_by_month_kvartal_and_date_keep_their_dates() -> None:
    own = pasted("2024-01\t10\nkv 2 2024\t20\n2024-08-31\t30")
    assert values(own) == [("1440", "januari 2024", 10), ("1440", "kvartal 2 2024", 20), ("1440", "2024-08-31", 30)]


def test_years_in_the_first_row_are_read_too() -> None:
    assert values(pasted("\t2023\t2024\nAle\t1\t2\nLaxå\t3\t")) == [
        ("1440", "2023", 1), ("1440", "2024", 2), ("1860", "2023", 3),
    ]  # fmt: skip
    assert values(pasted("2023\t2024\t2025\n71\t72\t73")) == [
        ("1440", "2023", 71), ("1440", "2024", 72), ("1440", "2025", 73),
    ]  # fmt: skip


def test_ja_nej_and_categories_are_read_in_words() -> None:
    assert values(pasted("2023;Ja\n2024;NEJ\n2025;j", JA)) == [
        ("1440", "2023", 1), ("1440", "2024", 0), ("1440", "2025", 1),
    ]  # fmt: skip
    assert values(pasted("2023;Fort\n2024;sent", KAT)) == [("1440", "2023", 1), ("1440", "2024", 0)]


# --- what can't be read -----------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_named_by_row_and_cell_and_the_rest_is_shown() -> None:
    own = pasted("Kommun;År;Andel\nAle;2024;71\nAle;tjugofem;72\nNågonstans;2024;3\nRiket;2024;4\nAle;2023;många")
    assert values(own) == [("1440", "2024", 71)]
    assert unread(own) == [
        ("period", 3, "B3", "tjugofem"),
        ("kommun", 4, "A4", "Någonstans"),
        ("other_place", 5, "A5", "Riket"),
        ("value", 6, "C6", "många"),
    ]


def test_two_values_for_the_same_time_are_both_left_out_and_equal_ones_count_once() -> None:
    own = pasted("2023;1\n2023;2\n2024;3\n2024;3")
    assert values(own) == [("1440", "2024", 3)]
    assert unread(own) == [("twice", 2, "B1, B2", "2")]


@pytest.mark.parametrize(
    ("said", "of", "why"),
    [
        ("2023;112", ANDEL, "outside"),
        ("2023;-1", ANDEL, "outside"),
        ("2023;1.234", KRONOR, "thousands"),
        ("2023;0,71\n2024;0,74", ANDEL, "share"),
        ("2023,71,5\n2024,74,5", ANDEL, "columns"),
        ("2023;71;72", ANDEL, "columns"),
        ("71\n72", ANDEL, "alone"),
        ("hej", ANDEL, "alone"),
        ("2023;2", JA, "value"),
        ("2023;71 %", KRONOR, "value"),
    ],
)
def test_what_may_mean_two_things_is_asked_about_and_not_guessed(said: str, of, why: str) -> None:
    own = pasted(said, of)
    assert own.values == ()
    assert [one.why for one in own.unread] == [why]


def test_every_reason_has_words_that_say_where() -> None:
    own = pasted("Kommun;År;Andel\nAle;2024;71\nAle;tjugofem;72\nNågonstans;2024;3\nAle;2023;112")
    said = text.unread(own, ANDEL)
    assert said[0].startswith("Rad 3, cell B3: ”tjugofem” är inget år")
    assert all("{" not in line for line in said)
    assert text.read(own, PLACES.kommuner) == ["Ett värde inläst: Ale, 2024."]


def test_more_than_a_figure_can_hold_is_refused() -> None:
    with pytest.raises(SourceError, match="högst 1\u202f000 visas"):
        pasted("\n".join(f"{kommun.namn};{year};1" for kommun in KOMMUNER for year in range(2015, 2020)))
    with pytest.raises(SourceError, match="tecken läses"):
        pasted("2023;1\n" * 100_000)


@given(st.text(alphabet='0123456789-,.;\t\n "%ÅåJa/kv', max_size=200))
def test_anything_may_be_pasted(said: str) -> None:
    try:
        own = pasted(said)
    except SourceError:
        return
    assert all(0 <= one.value <= 100 for one in own.values)


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_workbook_is_read_like_what_is_pasted_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MEMORY", tmp_path / "minne")
    (tmp_path / "minne").mkdir()
    rows = [["Kommun", "Period", "Andel"], ["Ale", "2024-01", 71.5], ["Ale", 2023, "abc"]]
    content = xlsx(tmp_path, ("Blad1", rows)).read_bytes()
    own = source.from_file("mina siffror.xlsx", content, ANDEL, "1440", PLACES)
    assert values(own) == [("1440", "januari 2024", 71.5)]
    assert unread(own) == [("value", 3, "C3", "abc")]
    assert own.file == "mina siffror.xlsx"
    assert list((tmp_path / "minne").iterdir()) == []


def test_a_name_with_a_path_in_it_stays_inside_the_folder() -> None:
    for name in ("../../etc/passwd.csv", "..\\..\\x.csv", "/etc/x.csv", "..", ""):
        with source.kept(name, b"2023;1") as path:
            assert path.parent.name.startswith("ojdash-")
            assert path.read_bytes() == b"2023;1"
        assert not path.exists()


def test_figures_in_two_sheets_are_asked_about(tmp_path: Path) -> None:
    rows = [["År", "Värde"], [2023, 71]]
    content = xlsx(tmp_path, ("Ett", rows), ("Två", rows)).read_bytes()
    with pytest.raises(SourceError, match=r"flera blad har siffror \(Ett, Två\)"):
        source.from_file("a.xlsx", content, ANDEL, "1440", PLACES)


def test_a_hostile_file_gets_its_own_sentence(tmp_path: Path) -> None:
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/workbook.xml", b"0" * 50_000_000)
    for name, content, said in (
        ("bild.xlsx", b"\x89PNG\r\n" + b"x" * 100, "slaget PNG"),
        ("bomb.xlsx", bomb.read_bytes(), "zip-bomb"),
        ("halv.xlsx", bomb.read_bytes()[:2000], "avklippt"),
        ("tom.csv", b"", "filen är tom"),
    ):
        with pytest.raises(SourceError, match=said) as error:
            source.from_file(name, content, ANDEL, "1440", PLACES)
        assert str(error.value).startswith(name)
