"""The real catalogue whole, and misspelt ones."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ojdash import catalogue
from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import SAKNAS, Indikator
from ojdash.domain.omrade import OMRADEN

ENTRY = """
[[indikator]]
id = "A-01"
title = "Beslut som följs upp"
kind = "andel"
unit = "procent"
decimals = 0
"""
FACT_BOX = ("syfte", "teknisk_beskrivning", "datakalla", "felkallor", "visar_inte")
OUR_WORDS = ("short_title", "ja_betyder", *FACT_BOX)
VERDICTS = re.compile(
    r"\b(bäst|bästa|sämst|sämsta|bra|dålig|dåligt|dåliga|bättre|sämre|grön|grönt|röd|rött|topp|botten|vinnare|klarar|"
    r"underkänd|underkänt)\b",
    re.IGNORECASE,
)
VERBS = {
    *("har", "följer", "gör", "erbjuder", "använder", "genomför", "upprättar", "kan", "håller", "bedriver", "ger"),
    *("ingår", "deltar", "informerar", "samverkar", "arbetar", "prövar", "mäter"),
}
LISTED = Path(__file__).parents[3] / "shared" / "indicators.csv"


def written(folder: Path, text: str = ENTRY, omrade: str = "lss", file: str = "lss.toml") -> Path:
    (folder / file).write_text(f'omrade = "{omrade}"\n{text}', "utf-8")
    return folder


def own_texts(indikator: Indikator) -> list[str]:
    return [*(getattr(indikator, name) for name in OUR_WORDS), *(brott.reason for brott in indikator.breaks)]


# --- the real one -----------------------------------------------------------------------------------------------------


def test_every_indikator_of_the_field_study_is_in_the_catalogue(shipped: dict[str, Indikator]) -> None:
    listed = [id for id in shipped if re.fullmatch(r"[A-Z]{2,3}-[0-9]{2}", id)]
    assert len(listed) >= 80
    if LISTED.exists():
        with LISTED.open(encoding="utf-8", newline="") as file:
            assert {row["id"] for row in csv.DictReader(file)} <= set(shipped)


def test_at_least_sixty_indikatorer_are_koladas_own(shipped: dict[str, Indikator]) -> None:
    assert len([id for id in shipped if re.fullmatch(r"[NU][0-9]{5}", id)]) >= 60


def test_every_area_has_indikatorer_in_the_order_of_the_areas(shipped: dict[str, Indikator]) -> None:
    assert list(dict.fromkeys(indikator.omrade for indikator in shipped.values())) == list(OMRADEN)


def test_every_fact_box_text_is_a_sentence_or_says_that_it_is_lacking(shipped: dict[str, Indikator]) -> None:
    for indikator in shipped.values():
        for name in FACT_BOX:
            text = getattr(indikator, name)
            assert text == SAKNAS or re.fullmatch(r"\S.*[.!?]", text), f"{indikator.id} {name}: {text!r}"


def test_every_indikator_says_what_its_values_rest_on(shipped: dict[str, Indikator]) -> None:
    assert [indikator.id for indikator in shipped.values() if indikator.underlag == "okant"] == []


def test_what_it_rests_on_agrees_with_its_kind_and_its_source(shipped: dict[str, Indikator]) -> None:
    for indikator in shipped.values():
        asked = indikator.title.startswith(("Brukarbedömning", "Brukarundersökning"))
        units = indikator.title.startswith("Enhetsundersökning")
        assert (indikator.underlag == "svar") == asked, indikator.id
        assert (indikator.underlag == "enheter") == units, indikator.id
        assert (indikator.underlag == "kostnad") == (indikator.kind == "kronor"), indikator.id
        if indikator.kind == "dagar":
            assert indikator.underlag == "arenden", indikator.id
        if "invånare" in indikator.unit and indikator.kind == "antal":
            assert indikator.underlag == "totalrakning", indikator.id


def test_our_own_texts_judge_nobody(shipped: dict[str, Indikator]) -> None:
    found = {i.id: [text for text in own_texts(i) if VERDICTS.search(text)] for i in shipped.values()}
    assert {id: texts for id, texts in found.items() if texts} == {}


def test_the_verdict_words_are_found_where_they_are_whole_words() -> None:
    assert VERDICTS.search("Det är bra.")
    assert not VERDICTS.search("De bedrivs bredvid topparna och klarare.")


def test_short_titles_fit_a_matrix_head(shipped: dict[str, Indikator]) -> None:
    assert [i.id for i in shipped.values() if not 0 < len(i.short_title) <= 34] == []


def test_what_a_yes_means_makes_a_sentence_after_the_kommuns_name(shipped: dict[str, Indikator]) -> None:
    for indikator in shipped.values():
        if indikator.kind == "ja_nej":
            assert indikator.ja_betyder.split()[0] in VERBS, f"{indikator.id}: {indikator.ja_betyder!r}"
            assert not indikator.ja_betyder.endswith("."), f"{indikator.id}: {indikator.ja_betyder!r}"
        else:
            assert indikator.ja_betyder == "", indikator.id


def test_every_break_says_why(shipped: dict[str, Indikator]) -> None:
    assert [(i.id, b) for i in shipped.values() for b in i.breaks if not re.fullmatch(r"\S.*\.", b.reason)] == []


def test_quantities_have_a_unit_and_coded_answers_none(shipped: dict[str, Indikator]) -> None:
    assert [i.id for i in shipped.values() if bool(i.unit) is i.is_coded] == []


def test_national_figures_in_percent_lie_between_0_and_100(shipped: dict[str, Indikator]) -> None:
    percents = [i for i in shipped.values() if i.kind in ("ja_nej", "andel", "kategori")]
    assert [i.id for i in percents if not all(0 <= figure <= 100 for figure in i.rikssiffror.values())] == []


def test_every_indikator_names_its_source_and_where_to_read_it(shipped: dict[str, Indikator]) -> None:
    assert [i.id for i in shipped.values() if not i.source] == []
    without_a_page = ["EK-01"]  # the county's own collection
    assert [i.id for i in shipped.values() if not i.source_url.startswith("https://")] == without_a_page


# --- misspelt ones ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('titel = "Uppföljning"', ["post 1 (A-01)", "'titel'", "Menade du title?", "Det som finns:", "ja_betyder"]),
        ('omrade = "vald"', ["post 1 (A-01)", "'omrade'", "Det som finns:"]),
        ("short_title = 5", ["short_title", "5", "text"]),
        ('gender_split = "ja"', ["gender_split", "'ja'", "true eller false"]),
        ("oj = 1", ["oj", "true eller false"]),
        ('since = "2015"', ["since", "'2015'", "ett heltal"]),
        ('direction = "upp"', ["direction", "'upp'", "hog, lag, ingen, okand"]),
        ('type = "kvalitet"', ["type", "'kvalitet'", "struktur"]),
        ('codes = "Ja"', ["A-01", "codes"]),
        ('codes = ["Ja", "Nej"]', ["A-01", "codes"]),
        ("rikssiffror = 40", ["A-01", "rikssiffror"]),
        ("rikssiffror = { i_fjol = 40 }", ["A-01", "rikssiffror", "i_fjol"]),
        ('rikssiffror = { 2024 = "fyrtio" }', ["A-01", "rikssiffror", "fyrtio"]),
        ("breaks = 2020", ["A-01", "breaks"]),
        ("breaks = [2020]", ["A-01", "breaks"]),
        ("breaks = [{ year = 2020 }]", ["A-01", "breaks", "reason"]),
        ('breaks = [{ year = "i fjol", reason = "Ny fråga." }]', ["A-01", "breaks", "i fjol"]),
        ('breaks = [{ year = 2020, reason = "Ny.", skal = "Ny." }]', ["A-01", "breaks", "skal", "reason"]),
    ],
)
def test_a_misspelt_line_is_named_with_file_entry_key_and_what_is_allowed(
    tmp_path: Path, line: str, words: list[str]
) -> None:
    with pytest.raises(CatalogueError) as told:
        catalogue.load(written(tmp_path, ENTRY + line))
    assert [word for word in ["lss.toml", *words] if word not in str(told.value)] == []


@pytest.mark.parametrize("key", ["id", "title", "kind", "decimals"])
def test_a_lacking_key_is_named(tmp_path: Path, key: str) -> None:
    text = "\n".join(line for line in ENTRY.splitlines() if not line.startswith(key))
    with pytest.raises(CatalogueError, match=rf"lss.toml, post 1 .*: saknar {key}"):
        catalogue.load(written(tmp_path, text))


def test_an_unknown_key_of_the_file_itself_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"lss.toml, filen: okänd nyckel 'indikatorer'. Menade du indikator"):
        catalogue.load(written(tmp_path, ENTRY.replace("[[indikator]]", "[[indikatorer]]")))


def test_single_brackets_are_told_from_double_ones(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"lss.toml.*\[\[indikator\]\]"):
        catalogue.load(written(tmp_path, ENTRY.replace("[[indikator]]", "[indikator]")))


def test_an_unknown_area_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"lss.toml: omrade = 'lsss' är inte något av lss, socialpsykiatri"):
        catalogue.load(written(tmp_path, omrade="lsss"))


@pytest.mark.parametrize("text", [ENTRY + 'title = "två gånger"', ENTRY + "source = 'öppen", "[[indikator"])
def test_broken_toml_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogueError, match=r"lss.toml: är inte giltig TOML .*(line|end of document)"):
        catalogue.load(written(tmp_path, text))


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "lss.toml").write_bytes('omrade = "lss" # ä'.encode("latin-1"))
    with pytest.raises(CatalogueError, match=r"lss.toml"):
        catalogue.load(tmp_path)


def test_an_id_used_twice_is_named_with_both_files(tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(CatalogueError, match=r"vald.toml, A-01: id:t finns redan, i lss.toml"):
        catalogue.load(written(tmp_path, omrade="vald", file="vald.toml"))


def test_a_folder_without_a_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=str(tmp_path)):
        catalogue.load(tmp_path)


# --- how it is read ---------------------------------------------------------------------------------------------------


def test_entries_keep_the_order_of_the_file_and_areas_their_own(tmp_path: Path) -> None:
    written(tmp_path, ENTRY.replace("A-01", "V-01"), "vald", "vald.toml")
    written(tmp_path, ENTRY.replace("A-01", "L-02") + ENTRY.replace("A-01", "L-01"))
    assert list(catalogue.load(tmp_path)) == ["L-02", "L-01", "V-01"]


def test_what_toml_spells_in_its_own_way_is_read_as_the_definition_wants_it(tmp_path: Path) -> None:
    more = 'rikssiffror = { 2023 = 40 }\nbreaks = [{ year = 2020, reason = "Ny fråga." }]\n'
    indikator = catalogue.load(written(tmp_path, ENTRY + more))["A-01"]
    assert indikator.rikssiffror == {2023: 40.0}
    assert indikator.breaks[0].year == 2020
    assert indikator.omrade == "lss"


def test_a_data_folder_has_its_own_catalogue_or_the_shipped_one(tmp_path: Path) -> None:
    assert catalogue.for_folder(tmp_path) == catalogue.load()
    (tmp_path / "catalogue").mkdir()
    written(tmp_path / "catalogue")
    assert list(catalogue.for_folder(tmp_path)) == ["A-01"]
