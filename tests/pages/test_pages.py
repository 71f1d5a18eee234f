"""Every page and state, as the entry script runs them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest

from ojdash import answers, links, store, text
from ojdash.export.beside import beside
from ojdash.text import broken, file_names, problems, words
from ojdash.text import page as words_of_page
from tests.drawing import SIMULATED, delivery, edition, indikator
from tests.pages.visiting import Visit, answer_to, plain

PAGES = ("oversikt", "indikator", "over_tid", "jamfor", "signaler", "om_data")
ABOUT_ONE = ("indikator", "over_tid", "jamfor")
OLDER = """
    AO      2022     2023     2024
    0000    80       81       82
    1860    50/100   60/100   64/100
    1880    70/40    75/40    77/40
"""
NEWER = OLDER.replace("64/100", "68/100")


Opened = Callable[[str], Visit]


# --- what every page has ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_its_question_as_title_and_its_answer_as_sentence(opened: Opened, page: str) -> None:
    shown = opened(page)
    answer = answer_to(page)
    assert not shown.errors
    assert shown.told == []
    assert shown.title == text.title(answer)
    assert shown.sentence == text.sentence(answer)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kommun", ["0114", "0980", "2583"])
def test_a_page_answers_for_the_kommun_that_is_asked(opened: Opened, page: str, kommun: str) -> None:
    shown = opened(f"{page}?kommun={kommun}&omrade=lss")
    answer = answer_to(f"{page}?kommun={kommun}&omrade=lss")
    assert not shown.errors
    assert (shown.title, shown.sentence) == (text.title(answer), text.sentence(answer))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_made_from_the_example_says_so(opened: Opened, page: str) -> None:
    shown = opened(page)
    assert "Exempeldata – simulerade värden" in shown.html
    assert any(sentence.startswith("Exempeldata – simulerade värden.") for sentence in shown.paragraphs("ojdash-quiet"))


@pytest.mark.parametrize("page", PAGES)
def test_the_address_spells_the_question_that_is_shown(opened: Opened, page: str) -> None:
    shown = opened(page)
    answer = answer_to(page)
    spelled = links.parameters(answer.question.but(year=None, from_year=None, utgava=None))
    assert shown.address == spelled


@pytest.mark.parametrize("page", [page for page in PAGES if page != "om_data"])
def test_own_kommun_and_area_are_the_first_two_of_at_most_five_pickers(opened: Opened, page: str) -> None:
    shown = opened(page)
    assert shown.labels[:2] == [words_of_page.KOMMUN, words_of_page.OMRADE]
    assert len(shown.at.sidebar.selectbox) <= 5


@pytest.mark.parametrize("page", PAGES)
def test_the_files_are_those_of_the_view_with_its_edition(opened: Opened, page: str) -> None:
    shown = opened(f"{page}?kommun=1440&omrade=lss")
    answer = answer_to(f"{page}?kommun=1440&omrade=lss")
    foot = shown.component("foot")["html"].replace("&amp;", "&")
    pinned = links.address(answer.question.but(utgava=answer.edition), pinned=True).partition("?")[2]
    for form in ("csv", "xlsx"):
        assert f'href="api/{page}.{form}?{pinned}"' in foot


@pytest.mark.parametrize("page", PAGES)
def test_the_share_link_pins_year_and_edition_and_opens_the_same_view(opened: Opened, page: str) -> None:
    shown = opened(f"{page}?kommun=1440&omrade=lss")
    link = _shared(shown)[0]
    asked = parse_qs(link.partition("?")[2])
    assert asked["utgava"] == [store.current(store.SHIPPED)]
    if page not in ("signaler", "om_data"):  # Signaler shows every indikator's own newest year, which the edition pins
        assert next(iter(asked)) == "year"
    again = opened(link.lstrip("/"))
    assert not again.errors
    assert again.told == []
    assert (again.title, again.sentence) == (shown.title, shown.sentence)
    for key in shown.components:
        if key in ("position", "years", "beside"):
            assert again.component(key)["alt"] == shown.component(key)["alt"]
        elif key == "matrix":
            assert plain(again.component(key)["html"]) == plain(shown.component(key)["html"])


@pytest.mark.parametrize("page", PAGES)
def test_the_text_to_share_has_title_sentence_and_link_and_names_the_indikator(opened: Opened, page: str) -> None:
    shown = opened(page)
    link, said = _shared(shown)
    title, *rest = said.splitlines()
    assert rest == [shown.sentence, link]
    assert title.startswith(shown.title)
    if page in ABOUT_ONE:
        assert title.endswith(answer_to(page).indikator.heading)
    else:
        assert title == shown.title


@pytest.mark.parametrize(("page", "held"), [("signaler", "utgåvan"), ("signaler?year=2024", "år och utgåva")])
def test_it_is_said_what_the_link_holds(opened: Opened, page: str, held: str) -> None:
    assert f"<p>Länken låser {held}, så att" in opened(page).component("foot")["html"]


@pytest.mark.parametrize("page", ABOUT_ONE)
def test_a_figure_has_a_description_a_table_and_the_fact_box_beside_it(opened: Opened, page: str) -> None:
    shown = opened(page)
    (figure,) = [shown.component(key) for key in shown.components if key in ("position", "years", "beside")]
    answer = answer_to(page)
    assert answer.kommun.namn in figure["alt"]
    assert figure["picture"] == words_of_page.PICTURE
    assert words_of_page.source(answer) in figure["said"]["below"]
    assert figure["said"]["title"] == text.whole_title(answer)
    assert text.sentence(answer) in figure["said"]["above"]
    assert figure["file"] == file_names.of_view(answer)
    assert f"{words_of_page.TABLE} ({len(answer.rows)})" in shown.html
    assert shown.html.count("<tr") == len(answer.rows) + len(beside(answer)) + 1
    for heading in words_of_page.FACT_BOX.values():
        assert f"<dt>{heading}</dt>" in shown.html


def test_the_matrix_has_a_cell_that_links_on_for_every_kommun_and_indikator(opened: Opened) -> None:
    shown = opened("signaler?kommun=1440&omrade=lss&peers=kommungrupp")
    answer = answer_to("signaler?kommun=1440&omrade=lss&peers=kommungrupp")
    matrix = shown.component("matrix")["html"]
    assert matrix.count('data-ojdash="1"') == len(answer.rows)
    assert matrix.count('<a class="oj-') == len(answer.rows)


def test_oversikt_links_every_line_that_stands_out_to_its_indikator(opened: Opened) -> None:
    shown = opened("oversikt?kommun=1440")
    lines = shown.component("standing_out")["html"].replace("&amp;", "&")
    rows = text.oversikt.standing_out(answer_to("oversikt?kommun=1440"))
    assert 0 < len(rows) <= text.oversikt.MOST
    for row in rows:
        assert f"kommun=1440&omrade={_omrade(row.indikator)}&indikator={row.indikator}&" in lines


# --- the pickers -----------------------------------------------------------------------------------------------------


def test_every_picker_shows_what_is_asked(opened: Opened) -> None:
    shown = opened(
        "over_tid?kommun=1440&omrade=ekonomiskt_bistand&indikator=EB-15&year=2022&from=2019&peers=riket&gender=K"
    )
    assert not shown.errors
    assert shown.told == []
    assert {label: shown.chosen(label) for label in shown.labels} == {
        "Kommun": "Ale",
        "Område": "Ekonomiskt bistånd",
        "Indikator": answer_to("indikator?indikator=EB-15").indikator.heading,
        "År": "2022",
        "Jämför med år": "2019",
        "Jämför med": "Alla kommuner",
        "Kön": "Kvinnor",
    }


@pytest.mark.parametrize(
    ("address", "label", "value", "parameters"),
    [
        ("oversikt?kommun=0685", "Kommun", "1440", {"kommun": "1440"}),
        ("oversikt?kommun=0685", "Område", "vald", {"omrade": "vald"}),
        ("oversikt?kommun=0685&omrade=vald", "Område", "alla", {"kommun": "0685"}),
        ("oversikt?kommun=0685", "År", 2019, {"year": "2019"}),
        ("oversikt?kommun=0685", "Kön", "K", {"gender": "K"}),
        ("indikator?omrade=lss", "Indikator", "LSS-03", {"indikator": "LSS-03"}),
        ("indikator?omrade=lss", "Område", "vald", {"omrade": "vald"}),
        ("indikator?indikator=LSS-03", "År", 2021, {"year": "2021"}),
        ("over_tid?indikator=LSS-03", "Jämför med år", 2019, {"from": "2019"}),
        ("over_tid?indikator=LSS-27", "Kön", "M", {"gender": "M"}),
        ("jamfor?indikator=LSS-03", "Jämför med", "kommungrupp", {"peers": "kommungrupp"}),
        ("jamfor?indikator=LSS-03", "Jämför med", "riket", {"peers": "riket"}),
        ("signaler?omrade=lss", "Jämför med", "liknande", {"peers": "liknande"}),
        ("signaler?omrade=lss", "Område", "aldreomsorg", {"omrade": "aldreomsorg"}),
        ("om_data", "Område", "lss", {"omrade": "lss"}),
    ],
)
def test_a_choice_changes_the_address_and_the_sentence(
    opened: Opened, address: str, label: str, value: object, parameters: dict[str, str]
) -> None:
    shown = opened(address).choose(label, value)
    assert not shown.errors
    assert shown.told == []
    assert parameters.items() <= shown.address.items()
    answer = answer_to(f"{shown.page}?{_query(shown.address)}")
    assert (shown.title, shown.sentence) == (text.title(answer), text.sentence(answer))
    assert shown.picker(label).value == value


def test_a_choice_back_to_the_newest_year_leaves_the_year_out(opened: Opened) -> None:
    shown = opened("jamfor?indikator=LSS-03&year=2019")
    assert shown.address["year"] == "2019"
    assert "year" not in shown.choose("År", 0).address


def test_another_indikator_keeps_kommun_and_peers_and_drops_the_years(opened: Opened) -> None:
    shown = opened("over_tid?kommun=1440&indikator=LSS-03&year=2022&from=2019&peers=riket")
    shown.choose("Indikator", "LSS-04")
    assert shown.told == []
    assert shown.address == {
        "kommun": "1440",
        "omrade": "lss",
        "indikator": "LSS-04",
        "peers": "riket",
        "gender": "T",
    }


def test_own_choice_of_peers_starts_from_the_group_shown_and_can_be_changed_and_emptied(opened: Opened) -> None:
    shown = opened("jamfor?kommun=0685&indikator=LSS-03&peers=lan").choose("Jämför med", "valda")
    assert shown.address["peers"] == "-".join(answer_to("jamfor?kommun=0685&peers=lan").group.members[:3])
    shown.choose(words_of_page.CHOOSE, ["0180"])
    assert shown.address["peers"] == "0180"
    assert shown.title == "Vetlanda jämfört med en vald kommun"
    shown.choose(words_of_page.CHOOSE, ["0180", "1480"])
    assert shown.title == "Vetlanda jämfört med 2 valda kommuner"
    shown.choose(words_of_page.CHOOSE, [])
    assert shown.address["peers"] == "lan"
    assert not shown.errors


@pytest.mark.parametrize("page", ["over_tid", "jamfor", "signaler"])
def test_one_peer_of_own_choice_is_enough(opened: Opened, page: str) -> None:
    address = f"{page}?kommun=0685&omrade=lss&indikator=LSS-03&peers=1440"
    shown = opened(address)
    assert not shown.errors
    assert shown.told == []
    assert shown.sentence == text.sentence(answer_to(address))
    assert shown.chosen("Jämför med") == "Eget val"
    assert shown.picker(words_of_page.CHOOSE).value == ["1440"]


def test_gender_is_asked_only_where_more_than_one_is_published(opened: Opened) -> None:
    assert words_of_page.GENDER not in opened("jamfor?indikator=LSS-03").labels
    assert words_of_page.GENDER in opened("jamfor?indikator=LSS-27").labels


# --- moving on -------------------------------------------------------------------------------------------------------


def test_another_page_keeps_what_applies(opened: Opened) -> None:
    shown = opened("jamfor?kommun=1440&omrade=lss&indikator=LSS-27&year=2022&peers=riket&gender=K")
    shown.to("over_tid")
    assert shown.address == {
        "kommun": "1440",
        "omrade": "lss",
        "indikator": "LSS-27",
        "year": "2022",
        "peers": "riket",
        "gender": "K",
    }
    shown.to("oversikt")
    assert shown.address == {"kommun": "1440", "omrade": "lss", "year": "2022", "gender": "K"}
    shown.to("om_data").to("jamfor")
    assert shown.address == {
        "kommun": "1440",
        "omrade": "lss",
        "indikator": "LSS-27",
        "year": "2022",
        "peers": "riket",
        "gender": "K",
    }
    assert not shown.errors


def test_an_address_opened_later_wins_over_what_was_chosen(opened: Opened) -> None:
    shown = opened("jamfor?kommun=1440&indikator=LSS-03&peers=riket").choose("Kommun", "0180")
    shown.to("jamfor?kommun=0685&indikator=LSS-04&peers=lan")
    assert shown.title == "Vetlanda jämfört med Jönköpings län"
    assert shown.chosen("Kommun") == "Vetlanda"


# --- what a reader is told -------------------------------------------------------------------------------------------


def _example() -> store.Store:
    return store.open_edition(store.SHIPPED)


@pytest.mark.parametrize(
    ("address", "told", "instead"),
    [
        ("jamfor?kommun=9999", lambda s: problems.kommun("9999", s.kommuner), {"kommun": "0685"}),
        (
            "jamfor?kommun=Laxå",
            lambda _: (
                "kommun=Laxå går inte att läsa. Tillåtet: en kommuns fyra siffror, till exempel 0685 "
                "(0000 är Riket, inte en kommun)."
            ),
            {"kommun": "0685"},
        ),
        ("oversikt?omrade=finns_inte", lambda s: problems.omrade("finns_inte", s.omraden), {"kommun": "0685"}),
        ("jamfor?indikator=NIX", lambda s: problems.indikator("NIX", s.near("NIX")), {"indikator": "LSS-01"}),
        ("jamfor?indikator=LSS-03&year=1950", lambda s: problems.year(1950, s.years("LSS-03")), {}),
        ("over_tid?indikator=LSS-03&from=1950", lambda s: problems.year(1950, s.years("LSS-03")), {}),
        ("jamfor?year=i+fjol", lambda _: "year=i fjol går inte att läsa. Tillåtet: ett årtal från 1900 till 2099.", {}),
        ("signaler?omrade=lss&year=1950", lambda s: problems.year(1950, _years(s, "lss")), {}),
        (
            "jamfor?peers=grannar",
            lambda _: (
                "peers=grannar går inte att läsa. Tillåtet: lan, liknande, kommungrupp, riket eller 1–30 kommunkoder "
                "med bindestreck emellan."
            ),
            {"peers": "lan"},
        ),
        ("jamfor?peers=9999-1440", lambda s: problems.kommun("9999", s.kommuner), {"peers": "1440"}),
        ("jamfor?indikator=LSS-03&gender=K", lambda _: problems.gender("K", ["T"]), {"gender": "T"}),
        ("jamfor?gender=X", lambda _: "gender=X går inte att läsa. Tillåtet: T, K, M.", {"gender": "T"}),
        ("jamfor?utgava=nix", lambda s: problems.utgava("nix", store.editions(store.SHIPPED)), {}),
    ],
)
def test_a_bad_part_is_told_in_swedish_and_gets_its_default(
    opened: Opened, address: str, told: Callable[[store.Store], str], instead: dict[str, str]
) -> None:
    shown = opened(address)
    assert not shown.errors
    assert shown.told == [told(_example())]
    assert instead.items() <= shown.address.items()
    bad = address.partition("?")[2].split("&")[-1].partition("=")[0]
    assert shown.address.get(bad) == instead.get(bad)


def test_an_address_that_is_wrong_all_through_shows_the_page_with_its_defaults(opened: Opened) -> None:
    shown = opened(
        "jamfor?kommun=9999&omrade=xx&indikator=NIX&year=1950&from=abc&peers=foo&gender=X&utgava=nix&foo=1&kommun2=%00"
    )
    assert not shown.errors
    assert len(shown.told) == 8
    assert shown.address == {
        "kommun": "0685",
        "omrade": "lss",
        "indikator": "LSS-01",
        "peers": "lan",
        "gender": "T",
    }
    assert shown.sentence == text.sentence(answer_to("jamfor"))


def test_what_was_told_is_gone_after_a_choice(opened: Opened) -> None:
    shown = opened("jamfor?kommun=9999")
    assert len(shown.told) == 1
    assert shown.choose("Kommun", "1440").told == []


def test_unknown_parameters_are_ignored(opened: Opened) -> None:
    shown = opened("jamfor?kommun=1440&utm_source=brev&sida=2&embed=true")
    assert not shown.errors
    assert shown.told == []
    assert shown.address["kommun"] == "1440"


# --- states ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ABOUT_ONE)
@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("ja_nej", "indikator=LSS-01"),
        ("andel", "indikator=LSS-03"),
        ("dagar", "indikator=LSS-27&gender=K"),
        ("kronor", "indikator=LSS-28"),
        ("antal", "indikator=N28804"),
        ("kategori", "indikator=EB-07"),
        ("andel", "indikator=U21468"),
    ],
)
def test_a_page_about_one_shows_every_kind_of_indikator(opened: Opened, page: str, kind: str, asked: str) -> None:
    address = f"{page}?kommun=1440&{asked}&peers=riket"
    shown, answer = opened(address), answer_to(address)
    assert answer.indikator.kind == kind
    assert not shown.errors
    assert shown.sentence == text.sentence(answer)


@pytest.mark.parametrize("omrade", [*_example().by_omrade])
def test_signaler_and_oversikt_show_every_area(opened: Opened, omrade: str) -> None:
    for page in ("signaler", "oversikt"):
        shown = opened(f"{page}?kommun=1440&omrade={omrade}&peers=liknande")
        assert not shown.errors
        assert shown.sentence == text.sentence(answer_to(f"{page}?kommun=1440&omrade={omrade}&peers=liknande"))


@pytest.mark.parametrize("page", ABOUT_ONE)
def test_a_missing_own_value_is_said_with_its_kind(opened: Opened, page: str) -> None:
    address = f"{page}?kommun=0684&indikator=LSS-01&year=2025"
    own = answer_to(address).own
    assert own.value is None
    shown = opened(address)
    assert not shown.errors
    assert words.MISSING[own.missing].lower() in shown.sentence.lower()


@pytest.mark.parametrize("page", ["indikator", "jamfor"])
def test_a_kommun_without_a_value_for_the_newest_year_gets_its_own_newest_and_is_told(
    opened: Opened, page: str
) -> None:
    shown = opened(f"{page}?kommun=0684&indikator=LSS-01")
    answer = answer_to(f"{page}?kommun=0684&indikator=LSS-01")
    assert answer.own.value is not None
    assert answer.newer is not None
    assert any(said.startswith("Andra kommuner har värden för 2025.") for said in shown.paragraphs("ojdash-note"))


def test_a_gender_without_any_value_of_an_indikator_is_not_an_error(opened: Opened) -> None:
    shown = opened("signaler?kommun=1440&omrade=lss&gender=K")
    assert not shown.errors
    assert shown.chosen("Kön") == "Kvinnor"


def test_lacking_neighbours_of_an_area_are_replaced_by_the_overall_list_and_said(opened: Opened) -> None:
    shown = opened("jamfor?kommun=0617&omrade=lss&peers=liknande")
    assert not shown.errors
    assert (
        "Listan Liknande kommuner, LSS, saknas för Gnosjö. Den övergripande listan, 2025, visas i stället."
        in shown.paragraphs("ojdash-note")
    )
    assert "övergripande" in shown.title


def test_a_kommun_without_any_row_is_told_why_it_has_no_value(opened: Opened, data: Path) -> None:
    drawn = """
        AO      2024
        1860    64
        BO      2024
        1880    70
    """
    edition(data, drawn, indikator("AO"), indikator("BO"))
    shown = opened("indikator?kommun=1880&indikator=AO")
    assert not shown.errors
    assert "Örebro: saknas, källan säger inte varför (2024)." in shown.html


def test_nothing_to_show_says_so_and_what_to_choose_instead(opened: Opened, data: Path) -> None:
    edition(data, "AO 2024\n 1860 64", indikator("AO"), indikator("BO"))
    shown = opened("indikator?kommun=1860&indikator=BO")
    assert not shown.errors
    assert words_of_page.EMPTY in shown.told
    assert shown.title
    assert shown.labels[:2] == [words_of_page.KOMMUN, words_of_page.OMRADE]


@pytest.mark.parametrize("page", PAGES)
def test_one_kommun_alone_is_shown_without_an_error(opened: Opened, data: Path, page: str) -> None:
    edition(data, "AO 2024\n 1860 64", indikator("AO"))
    shown = opened(page)
    assert not shown.errors
    assert shown.title


@pytest.mark.parametrize("page", PAGES)
def test_real_values_name_their_source_and_whose_work_the_medians_are(opened: Opened, data: Path, page: str) -> None:
    edition(data, OLDER, indikator("AO"))
    shown = opened(page)
    assert not shown.errors
    (source,) = (sentence for sentence in shown.paragraphs("ojdash-quiet") if "Källa: En ritad källa." in sentence)
    assert "Egen bearbetning av data från En ritad källa." in source
    assert "Exempeldata" not in shown.html


# --- older editions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["indikator", "over_tid", "jamfor", "signaler", "oversikt"])
def test_a_link_to_an_older_edition_shows_its_values_and_says_both(opened: Opened, data: Path, page: str) -> None:
    older = edition(data, OLDER, indikator("AO"))
    newer = edition(data, NEWER, indikator("AO"))
    address = f"{page}?kommun=1860&omrade=lss&indikator=AO&utgava={older.id}"
    shown = opened(address)
    assert not shown.errors
    assert shown.sentence == text.sentence(answer_to(address, older))
    (told,) = shown.told
    assert f"Länken visar utgåvan {older.id}. Den nyaste är {newer.id}." in told
    assert "Laxå, Titel AO 2024: 64 procent här, 68 procent i den nyaste" in told
    assert shown.address["utgava"] == older.id
    assert "68 procent" in text.sentence(answer_to("jamfor?kommun=1860&indikator=AO"))


def test_a_link_to_an_older_edition_that_says_the_same_says_that(opened: Opened, data: Path) -> None:
    older = edition(data, OLDER, indikator("AO"))
    edition(data, f"{OLDER}\nBO 2024\n1860 3", indikator("AO"), indikator("BO"))
    (told,) = opened(f"indikator?kommun=1880&indikator=AO&utgava={older.id}").told
    assert words_of_page.unchanged() in told


def test_a_link_to_an_older_edition_says_when_only_other_kommuner_differ(opened: Opened, data: Path) -> None:
    older = edition(data, OLDER, indikator("AO"))
    edition(data, NEWER, indikator("AO"))
    (told,) = opened(f"indikator?kommun=1880&indikator=AO&utgava={older.id}").told
    assert "Värdena i tabellen är desamma, men andra kommuners värden eller senare år är ändrade." in told


def test_a_link_that_pins_the_newest_edition_says_nothing(opened: Opened, data: Path) -> None:
    edition(data, OLDER, indikator("AO"))
    newer = edition(data, NEWER, indikator("AO"))
    assert opened(f"indikator?kommun=1860&indikator=AO&utgava={newer.id}").told == []


def test_a_choice_on_an_older_edition_stays_in_it(opened: Opened, data: Path) -> None:
    older = edition(data, OLDER, indikator("AO"))
    edition(data, NEWER, indikator("AO"))
    shown = opened(f"jamfor?kommun=1860&indikator=AO&utgava={older.id}").choose("Kommun", "1880")
    assert shown.address["utgava"] == older.id
    assert shown.sentence == text.sentence(answer_to("jamfor?kommun=1880&indikator=AO", older))


def test_an_indikator_that_the_newest_edition_lacks_is_still_shown_from_the_older(opened: Opened, data: Path) -> None:
    older = edition(data, OLDER, indikator("AO"))
    edition(data, NEWER.replace("AO", "BO"), indikator("BO"))
    shown = opened(f"jamfor?kommun=1860&indikator=AO&utgava={older.id}")
    assert not shown.errors
    assert "64 procent" in shown.sentence
    assert f"Länken visar utgåvan {older.id}." in shown.told[0]


@pytest.mark.parametrize(
    "page", ["oversikt", "kvalitet", "enkat", "indikator", "over_tid", "jamfor", "signaler", "lansrapport"]
)
def test_every_row_cell_and_menu_line_of_a_pinned_page_leads_to_the_same_edition(opened: Opened, page: str) -> None:
    pinned = store.current(store.SHIPPED)
    shown = opened(f"{page}?kommun=0685&omrade=lss&year=2025&utgava={pinned}")
    sheets = [shown.component(key).get("html", "") for key in shown.components]
    addresses = [to for sheet in sheets for to in re.findall(r'<a [^>]*href="(?!api/|mailto:|http)([^"]+)"', sheet)]
    assert len(addresses) >= len(text.PAGES) + (0 if page in ABOUT_ONE else 5)
    # A meeting and a network's year are of no edition.
    assert [to for to in addresses if f"utgava={pinned}" not in to and not to.startswith(("mote", "laget"))] == []


def test_an_example_pinned_while_the_newest_is_real_still_says_that_it_is_made_up(opened: Opened, data: Path) -> None:
    example = edition(data, OLDER, indikator("AO"), source=SIMULATED)
    newest = edition(data, NEWER, indikator("AO"))
    shown = opened(f"jamfor?kommun=1860&indikator=AO&utgava={example.id}")
    assert "ojdash-band" in shown.html
    assert shown.told == [words_of_page.older_edition(example.id, newest.id)]  # made up and real are never compared


def test_a_real_edition_pinned_while_the_newest_is_an_example_is_not_called_made_up(opened: Opened, data: Path) -> None:
    real = edition(data, OLDER, indikator("AO"))
    edition(data, NEWER, indikator("AO"), source=SIMULATED)
    shown = opened(f"jamfor?kommun=1860&indikator=AO&utgava={real.id}")
    assert "ojdash-band" not in shown.html


def test_an_older_edition_is_shown_when_the_newest_can_not_be_read(opened: Opened, data: Path) -> None:
    older = edition(data, OLDER, indikator("AO"))
    newest = store.publish(data, delivery(NEWER, indikator("AO"))).id
    (data / "editions" / newest / "manifest.json").write_text("{", "utf-8")
    shown = opened(f"jamfor?kommun=1860&indikator=AO&utgava={older.id}")
    assert not shown.errors
    assert shown.told == [words_of_page.older_edition(older.id, newest)]


# --- broken data -----------------------------------------------------------------------------------------------------


def _published(data: Path) -> Path:
    """The folder of an edition that nobody has opened yet."""
    return data / "editions" / store.publish(data, delivery(OLDER, indikator("AO"))).id


Log = pytest.LogCaptureFixture


def _is_told(shown: Visit, sentence: str, log: Log, *in_log: str) -> None:
    """A visitor reads the sentence, and the server's log what names files."""
    assert shown.title == words_of_page.NOT_WORKING
    assert shown.errors == [sentence]
    for part in in_log:
        assert part in log.text


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_data_folder_says_what_and_what_to_do(opened: Opened, data: Path, page: str, caplog: Log) -> None:
    _is_told(opened(page), broken.NOTHING_YET, caplog, str(data), "python -m ojdash")


@pytest.mark.parametrize("page", PAGES)
def test_a_missing_manifest_is_named_in_the_log_alone(opened: Opened, data: Path, page: str, caplog: Log) -> None:
    manifest = _published(data) / "manifest.json"
    manifest.unlink()
    _is_told(opened(page), broken.NOT_PUBLIC, caplog, str(manifest), "manifest")


def test_a_manifest_that_is_cut_short_is_named_in_the_log_alone(opened: Opened, data: Path, caplog: Log) -> None:
    manifest = _published(data) / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8")[:50], "utf-8")
    _is_told(opened("jamfor"), broken.NOT_PUBLIC, caplog, str(manifest))


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("oversikt", "kommun/18.parquet"),
        ("indikator", "observations/lss.parquet"),
        ("over_tid", "national/lss.parquet"),
        ("jamfor", "observations/lss.parquet"),
        ("signaler", "recent/lss.parquet"),
        ("om_data", "national/lss.parquet"),
        ("jamfor", "kommuner.parquet"),
        ("jamfor", "indikatorer.parquet"),
        ("jamfor", "liknande.parquet"),
    ],
)
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_corrupt_file_is_named_in_the_log_alone(
    opened: Opened, data: Path, page: str, file: str, harm: str, caplog: Log
) -> None:
    path = _published(data) / file
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if harm == "cut" else bytes([content[0] ^ 1]) + content[1:])
    _is_told(opened(f"{page}?peers=liknande"), broken.NOT_PUBLIC, caplog, str(path), "python -m ojdash")


def test_a_current_that_names_nothing_is_named_in_the_log_alone(opened: Opened, data: Path, caplog: Log) -> None:
    shutil.rmtree(_published(data))
    _is_told(opened("jamfor"), broken.NOT_PUBLIC, caplog, str(data))


# --- helpers ---------------------------------------------------------------------------------------------------------


def _omrade(indikator_id: str) -> str:
    return _example().indikator(indikator_id).omrade


def _years(edition: store.Store, omrade: str) -> list[int]:
    return sorted({year for id in answers.ids(edition, omrade) for year in edition.years(id)})


def _query(address: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in address.items())


def _shared(shown: Visit) -> tuple[str, str]:
    """The link and the text of the share section."""
    foot = shown.component("foot")["html"]
    link, said = (plain(part.partition("</pre>")[0]) for part in foot.split("<pre>")[1:])
    assert dict(parse_qsl(link.partition("?")[2]))
    return link, said


# --- what strangers can put in an address -----------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", ["[Logga in](https://evil.example)", "![](https://evil.example/x.png)", "<b>x</b>"])
def test_what_an_address_says_is_quoted_as_text_and_never_as_markup(opened: Opened, hostile: str) -> None:
    shown = opened(f"jamfor?{urlencode({'kommun': hostile})}")
    assert [hostile in said for said in shown.told] == [True]
    assert not shown.at.info
    assert not shown.at.markdown
    assert "<b>x</b>" not in shown.html


def test_choosing_an_earlier_year_lets_go_of_a_year_to_compare_with_that_is_not_earlier(opened: Opened) -> None:
    shown = opened("over_tid?kommun=1440&indikator=U21468&year=2022&from=2021")
    shown.choose(words_of_page.YEAR, 2019)
    assert (shown.address["year"], shown.address.get("from")) == ("2019", None)
    assert "(2019)" in shown.paragraphs("ojdash-answer")[0]


def test_two_years_in_the_wrong_order_are_put_in_order_in_address_and_pickers(opened: Opened) -> None:
    shown = opened("over_tid?kommun=1440&indikator=U21468&year=2019&from=2022")
    assert (shown.address["year"], shown.address["from"]) == ("2022", "2019")
    assert shown.chosen(words_of_page.FROM_YEAR) == "2019"


def test_a_detour_over_om_data_keeps_the_question(opened: Opened) -> None:
    shown = opened("jamfor?kommun=1440&indikator=LSS-04&peers=riket&year=2022")
    menu = dict(re.findall(r'href="(\w+)\?([^"]*)"', shown.component("menu")["html"].replace("&amp;", "&")))
    shown.to(f"om_data?{menu['om_data']}")
    menu = shown.component("menu")["html"].replace("&amp;", "&")
    assert "jamfor?kommun=1440&omrade=lss&indikator=LSS-04&year=2022&peers=riket&gender=T" in menu


@pytest.mark.parametrize("page", ABOUT_ONE)
def test_a_figure_whose_axis_is_cut_leads_to_the_whole_one_and_back(opened: Opened, page: str) -> None:
    shown = opened(f"{page}?kommun=0685&indikator=U21468")
    link = shown.component("whole_axis")["html"]
    assert "Visa hela axeln, 0–100" in link and "axel=hel" in link
    whole = opened(f"{page}?kommun=0685&indikator=U21468&axel=hel")
    back = whole.component("whole_axis")["html"]
    assert "Visa axeln runt värdena" in back and "axel" not in back.partition("href=")[2].partition(">")[0]
    assert "whole_axis" not in opened(f"{page}?kommun=0685&indikator=SP-05").components  # Ja and Nej have no axis


def test_commands_and_addresses_of_machines_are_folded_away_from_who_reads_about_the_data(opened: Opened) -> None:
    shown = opened("om_data")
    before, folded, inside = shown.html.partition("För tekniker")
    assert folded and before.endswith('<details class="ojdash-details"><summary>')
    for word in ("python -m", "terminal", "ETag", "/api/jamfor"):
        assert word not in plain(before), word
    assert "python -m ojdash update kolada" in plain(inside)


def test_no_other_page_speaks_of_the_terminal(opened: Opened) -> None:
    for page in (page for page in PAGES if page != "om_data"):
        assert not re.search("python -m|terminal", plain(opened(page).html)), page
