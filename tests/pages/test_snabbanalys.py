"""Snabbanalys in every state: before any analys, by each of its addresses, in each step, and beside the figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from pathlib import Path

import pytest

from ojdash import saved, store
from ojdash.domain.analys import Author
from ojdash.text import analyser, delning, erasing, handbook
from ojdash.text import saved as errors
from ojdash.text import snabbanalys as text
from tests.drawing import delivery, indikator
from tests.pages.networks import Made
from tests.pages.visiting import Visit, plain

CHEF = Author("Enhetschef", "Vetlanda kommun")
ROW = "rad/2024/0685/LSS-03"
HOSTILE = '<img src=x onerror="alert(1)"> </textarea><script>alert(2)</script> =1+1 ‮ 🎈'

Written = dict[str, str]


class Snabbanalys(Made):
    """An analys with one indikator chosen in the shipped edition."""

    page = "snabbanalys"

    def __init__(self, fields: Written | None = None) -> None:
        self.first = {
            "om/titel": "LSS i länet",
            "om/kommuner": "0685-0680",
            "om/omrade": "lss",
            "om/year": "2024",
            "ar/2024/utgava": store.current(store.data_folder()),
            f"{ROW}/vald": "ja",
        }
        super().__init__(**(fields or {}))


@pytest.fixture
def made(whole: Path) -> Callable[..., Made]:
    return Snabbanalys


def shown_html(shown: Visit) -> str:
    """The HTML of the form that is filled in."""
    (key,) = [key for key in shown.components if key in ("step", "one")]
    return shown.component(key)["html"]


def fields(html: str) -> dict[str, str]:
    """The controls by place: what stands between one field and the next."""
    parts = re.split(r'<div class="field" data-place="', html)[1:]
    return {part.partition('"')[0]: part for part in parts}


# --- before any analys is open ----------------------------------------------------------------------------------------


def test_the_start_says_what_it_is_and_shows_the_handbooks_five_steps(whole: Path) -> None:
    shown = Visit("snabbanalys?kommun=0685&omrade=lss")
    assert not shown.errors
    assert (shown.title, shown.sentence) == (delning.START_TITLE, delning.START)
    for number, title in enumerate(
        (
            "Förberedelser",
            "Snabbanalys och prioritering av indikatorer",
            "Fördjupad analys",
            "Framtagande av förbättringsförslag",
            "Genomförande och uppföljning av förbättringar",
        ),
        1,
    ):
        assert f"{number}. {title}" in shown.html
        assert handbook.STEPS[number].title == title


def _fill_in(shown: Visit, role: str = "Enhetschef LSS", kommuner: list[str] | None = None) -> Visit:
    next(box for box in shown.at.text_input if box.label == delning.ROLE).set_value(role)
    if kommuner is not None:
        shown.at.multiselect[0].set_value(kommuner)
    next(button for button in shown.at.button if button.label == delning.CREATE).click()
    shown.at.run()
    return shown


def test_creating_asks_for_three_choices_and_a_role_and_shows_the_three_addresses(whole: Path) -> None:
    shown = _fill_in(Visit("snabbanalys?kommun=0685&omrade=lss"), kommuner=["0685", "0680"])
    assert not shown.errors
    assert shown.address["steg"] == "delning"
    kept = saved.open_saved(whole).read(shown.key)
    assert shown.address["analys"] == kept.reading
    assert (kept.may, kept.kommuner, kept.text("om/omrade")) == ("aga", ("0685", "0680"), "lss")
    assert kept.fields["om/kommuner"].author.role == "Enhetschef LSS"
    for may, token in (("lasa", kept.reading), ("skriva", kept.writing), ("aga", shown.key)):
        assert token in shown.component(f"address_{may}")["html"]


@pytest.mark.parametrize(
    ("role", "kommuner", "told"), [(" ", None, delning.NEEDS_ROLE), ("Chef", [], delning.NEEDS_KOMMUN)]
)
def test_creating_without_a_role_or_a_kommun_is_told_and_makes_nothing(
    whole: Path, role: str, kommuner: list[str] | None, told: str
) -> None:
    shown = _fill_in(Visit("snabbanalys?kommun=0685&omrade=lss"), role, kommuner)
    assert told in shown.told
    assert "analys" not in shown.address


@pytest.mark.parametrize(
    "spelled", ["{token}", "https://exempel.se/snabbanalys?steg=2&analys={token}&x=1", " {upper} "]
)
def test_a_pasted_address_opens_the_analys(made: Callable[..., Made], spelled: str) -> None:
    one = made()
    shown = Visit("snabbanalys")
    pasted = spelled.format(token=one.made.reader, upper=one.made.reader.upper())
    next(box for box in shown.at.text_input if box.label == delning.ADDRESS).set_value(pasted)
    next(button for button in shown.at.button if button.label == delning.OPEN_IT).click()
    shown.at.run()
    assert not shown.errors
    assert shown.title == "LSS i länet"


def test_a_pasted_text_that_is_no_address_is_told(whole: Path) -> None:
    shown = Visit("snabbanalys")
    next(box for box in shown.at.text_input if box.label == delning.ADDRESS).set_value("hej")
    next(button for button in shown.at.button if button.label == delning.OPEN_IT).click()
    shown.at.run()
    assert delning.NOT_AN_ADDRESS in shown.told


def test_where_writing_is_turned_off_nothing_can_be_begun_and_what_is_there_is_read(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    start = Visit("snabbanalys")
    assert delning.READ_ONLY in start.paragraphs("ojdash-note")
    assert delning.CREATE not in [button.label for button in start.at.button]
    shown = Visit(one.address("writer", steg="2"))
    assert not shown.errors
    assert fields(shown_html(shown)) == {}
    assert shown.component("step")["may_write"] is False


# --- addresses that open nothing --------------------------------------------------------------------------------------


def test_an_unknown_a_withdrawn_and_an_ended_address_are_told_and_the_start_is_shown(
    made: Callable[..., Made],
) -> None:
    one = made()
    one.place.withdraw(one.made.owner, "lasa")
    ended = made()
    ended.place.end(ended.made.owner, date.today() - timedelta(days=2))
    for address, sentence in (
        (f"snabbanalys?analys={'a' * 26}", errors.UNKNOWN),
        (one.address("reader"), errors.WITHDRAWN),
        (ended.address("reader"), errors.ended((date.today() - timedelta(days=2)).isoformat())),
    ):
        shown = Visit(address)
        assert not shown.errors
        assert sentence in shown.told
        assert shown.title == delning.START_TITLE
        assert "analys" not in shown.address


def test_an_address_that_is_misspelt_is_told(whole: Path) -> None:
    shown = Visit("snabbanalys?analys=kort")
    assert not shown.errors
    assert len(shown.told) == 1


# --- who may do what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("may", ["reader", "writer", "owner"])
@pytest.mark.parametrize("steg", ["1", "2", "3", "4", "5", "tillsammans", "delning"])
def test_every_part_opens_by_every_address_and_says_which_it_is(made: Callable[..., Made], may: str, steg: str) -> None:
    shown = Visit(made().address(may, steg=steg))
    assert not shown.errors
    assert shown.told == []
    said = delning.ACCESS[{"reader": "lasa", "writer": "skriva", "owner": "aga"}[may]]
    assert any(said in paragraph for paragraph in shown.paragraphs("ojdash-quiet"))
    if steg != "delning":
        controls = fields(shown_html(shown))
        assert bool(controls) is (may != "reader")
        assert ("data-who" in shown_html(shown)) is (may != "reader")


def test_only_the_owner_can_renew_and_withdraw(made: Callable[..., Made]) -> None:
    one = made()
    for may, expected in (("reader", 0), ("writer", 0), ("owner", 3)):
        shown = Visit(one.address(may, steg="delning"))
        labels = [button.label for button in shown.at.button]
        assert labels.count(delning.RENEW) == expected
        known = "".join(shown.component(f"address_{name}")["html"] for name in ("lasa", "skriva", "aga"))
        assert (one.made.reader in known, one.made.writer in known, one.made.owner in known) == (
            True,
            may != "reader",
            may == "owner",
        )


def _press(shown: Visit, label: str, place: int = 0) -> Visit:
    [button for button in shown.at.button if button.label == label][place].click()
    shown.at.run()
    return shown


def test_a_renewed_address_takes_the_olds_place(made: Callable[..., Made]) -> None:
    one = made()
    shown = _press(Visit(one.address("owner", steg="delning")), delning.RENEW)
    assert not shown.errors
    assert delning.RENEWED in shown.told
    assert one.made.reader not in shown.component("address_lasa")["html"]
    assert errors.WITHDRAWN in Visit(one.address("reader")).told


def test_a_withdrawn_address_opens_nothing_more(made: Callable[..., Made]) -> None:
    one = made()
    shown = _press(Visit(one.address("owner", steg="delning")), delning.WITHDRAW, place=1)
    assert delning.WITHDRAWN in shown.told
    assert errors.WITHDRAWN in Visit(one.address("writer")).told
    assert not Visit(one.address("reader")).told


def _chosen(shown: Visit, place: str) -> Visit:
    """The page where a field, or "" for all of the analys, is chosen to be erased."""
    (choice,) = [box for box in shown.at.selectbox if box.label == erasing.WHAT]
    choice.set_value(place)
    shown.at.run()
    return shown


def _erased(shown: Visit, reference: str = "SN 2026/17") -> Visit:
    (asked,) = [field for field in shown.at.text_input if field.label == erasing.REFERENCE]
    asked.set_value(reference)
    shown.at.checkbox[0].check()
    shown.at.run()
    return _press(shown, erasing.ERASE)


def test_who_may_erase_is_a_setting_and_said(made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch) -> None:
    one = made()
    for setting, choices in (("", 0), ("administrator", 0), ("owner", 1)):
        monkeypatch.setenv("OJDASH_ERASE", setting)
        for may in ("reader", "writer", "owner"):
            shown = Visit(one.address(may, steg="delning"))
            found = [box for box in shown.at.selectbox if box.label == erasing.WHAT]
            assert len(found) == (choices if may == "owner" else 0)
            assert (erasing.who_may(one.made.id) in shown.paragraphs("ojdash-note")) is (may == "owner" and not choices)


def test_erasing_a_field_says_what_goes_needs_a_yes_and_a_decision_and_leaves_a_line(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_ERASE", "owner")
    one = made()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")  # it works there too
    shown = _chosen(Visit(one.address("owner", steg="delning")), "om/titel")
    assert f"{erasing.field_goes('Om analysen, Namn på analysen', 1)} {erasing.COPIES}" in shown.paragraphs(
        "ojdash-note"
    )
    assert next(button for button in shown.at.button if button.label == erasing.ERASE).disabled
    _erased(shown, " ")
    assert errors.NO_REFERENCE in shown.told
    _erased(shown)
    assert erasing.ERASED in shown.told
    assert "Om analysen, Namn på analysen (en version). Ägaren. Beslut: SN 2026/17." in shown.html
    reader = Visit(one.address("reader", steg="delning"))
    assert "Beslut: SN 2026/17." in reader.html


def test_withdrawing_works_where_the_site_only_shows(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = Visit(one.address("owner", steg="delning"))
    assert delning.RENEW not in [button.label for button in shown.at.button]
    _press(shown, delning.WITHDRAW)
    assert delning.WITHDRAWN in shown.told
    assert errors.WITHDRAWN in Visit(one.address("reader")).told


def test_the_day_that_an_analys_is_kept_until_is_told_on_its_pages(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    monkeypatch.setenv("OJDASH_KEEP_MONTHS", "24")
    keeps = one.place.read(one.made.reader).keeps
    for steg in ("2", "delning"):
        assert delning.kept_until(keeps) in Visit(one.address("reader", steg=steg)).html


def test_deleting_needs_a_yes_and_leaves_nothing(made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_ERASE", "owner")
    one = made()
    _erased(shown := _chosen(Visit(one.address("owner", steg="delning")), ""))
    assert delning.DELETED in shown.told
    assert shown.title == delning.START_TITLE
    assert errors.UNKNOWN in Visit(one.address("reader")).told


def test_a_last_day_is_kept_and_said(made: Callable[..., Made]) -> None:
    one = made()
    until = date.today() + timedelta(days=30)
    shown = Visit(one.address("owner", steg="delning"))
    shown.at.date_input[0].set_value(until)
    _press(shown, delning.END_SAVE)
    assert not shown.errors
    assert f"{delning.UNTIL} {until.isoformat()}" in Visit(one.address("reader")).html


# --- the form ---------------------------------------------------------------------------------------------------------


def test_the_form_has_exactly_its_six_columns_in_order_and_unanswered_is_not_nej(
    made: Callable[..., Made],
) -> None:
    shown = Visit(made().address(steg="2"))
    html = shown_html(shown)
    table = html[html.index("<table") : html.index("</table>")]
    heads = [plain(head) for head in re.findall(r'<th scope="col">(.*?)</th>', table)]
    assert heads == [
        "Indikator",
        "Angeläget resultat",
        "Tillförlitligt",
        "Aktuellt",
        "Pågår aktiviteter, vilka?",
        "Övriga kommentarer",
        "Samlad analys",
    ]
    cells = [plain(cell) for cell in re.findall("<td>(.*?)</td>", table)]
    assert cells == ["ej besvarad"] * 3 + ["", "", "kommunens kommentar saknas"]


def test_nothing_is_chosen_beforehand_and_the_third_answer_is_marked_as_added(made: Callable[..., Made]) -> None:
    shown = Visit(made().address(steg="2", indikator="LSS-03"))
    html = shown_html(shown)
    asked = fields(html)
    for name in ("angelaget", "tillforlitligt", "aktuellt"):
        values = re.findall(r'type="radio" name="[^"]*" value="([^"]*)"( checked)?', asked[f"{ROW}/{name}"])
        assert values == [("ja", ""), ("nej", ""), ("undersok", ""), ("", " checked")]
    assert text.ADDED in plain(html)


def test_tillforlitligt_nej_may_stand_beside_an_area_to_improve(made: Callable[..., Made]) -> None:
    one = made()
    one.write(f"{ROW}/tillforlitligt", "nej")
    one.write(f"{ROW}/samlad", "Resultatet inte tillförlitligt men visar ändå på förbättringsområde")
    html = shown_html(Visit(one.address(steg="2")))
    cells = [plain(cell) for cell in re.findall("<td>(.*?)</td>", html)]
    assert cells[1] == "Nej"
    assert cells[5] == "Resultatet inte tillförlitligt men visar ändå på förbättringsområde"
    assert text.NO_VERDICT in plain(html)


def test_the_evidence_stands_beside_each_question_and_the_three_year_questions_have_fields(
    made: Callable[..., Made],
) -> None:
    one = made()
    shown = Visit(one.address(steg="2", indikator="LSS-03"))
    html = plain(shown_html(shown))
    order = [
        html.index(sentence)
        for sentence in (
            "Vetlanda: uppgift har inte lämnats (2024).",
            "Angeläget resultat",
            "Källa: Socialstyrelsen",
            "Kända felkällor:",
            "Tillförlitligt",
            "Värdet gäller 2024.",
            "Aktuellt",
            "Pågår aktiviteter, vilka?",
            "Övriga kommentarer",
            "Samlad analys",
            "Har det hänt något i organisationen som kan förklara resultatet?",
            "Hur ser årets resultat ut?",
            "Hur ligger vi till mot andra motsvarande verksamheter och kommuner?",
            "Varför just den gruppen?",
        )
    ]
    assert order == sorted(order)
    assert {f"{ROW}/{name}" for name in ("hant", "resultat", "jamforelse", "grupp", "grupp_varfor")} <= set(
        fields(shown_html(shown))
    )
    assert {"position", "years"} <= set(shown.components)


def test_an_event_after_the_measurement_is_never_offered_as_its_explanation(made: Callable[..., Made]) -> None:
    one = made()
    for id, day, what in (("before01", "2023-10-01", "Ny rutin"), ("after001", "2024-06-01", "Ny chef")):
        for name, value in (("datum", day), ("text", what), ("indikator", "LSS-03"), ("kommun", "0685")):
            one.write(f"handelse/{id}/{name}", value)
    html = plain(shown_html(Visit(one.address(steg="2", indikator="LSS-03"))))
    before, _, after = html.partition(text.AFTER)
    assert text.BEFORE in before
    assert "2023-10-01 Händelse: Ny rutin" in before.partition(text.BEFORE)[2]
    assert "2024-06-01 Händelse: Ny chef" not in before.partition(text.BEFORE)[2]
    assert "2024-06-01 Händelse: Ny chef" in after


def test_what_was_written_is_text_wherever_it_stands(made: Callable[..., Made]) -> None:
    one = made({"om/titel": HOSTILE})
    for name in ("aktiviteter", "samlad", "svarade", "hant"):
        one.write(f"{ROW}/{name}", HOSTILE)
    one.write("tolkning/reading1/text", HOSTILE)
    one.write("tolkning/reading1/indikator", "LSS-03")
    one.write("tolkning/reading1/datum", "2024-02-01")
    for may in ("reader", "writer"):
        for parts in ({"steg": "2"}, {"steg": "2", "indikator": "LSS-03"}, {"steg": "tillsammans"}, {"steg": "1"}):
            shown = Visit(one.address(may, **parts))
            assert not shown.errors
            everything = shown.html + "".join(shown.component(key).get("html", "") for key in shown.components)
            assert "<img" not in everything
            assert "<script" not in everything
            assert shown.title == HOSTILE
    assert escape(HOSTILE.split(" ")[0]) in shown_html(Visit(one.address(steg="2", indikator="LSS-03")))


@pytest.mark.parametrize("year", [2024, 2025])
def test_indikatorer_are_chosen_from_what_stands_out_from_last_year_or_freely(
    made: Callable[..., Made], year: int
) -> None:
    one = made({"om/year": str(year)})
    html = plain(shown_html(Visit(one.address(steg="2", year=year))))
    assert text.STANDING_OUT in html
    assert text.FREELY in html
    assert (text.LAST_YEAR in html) is (year == 2025)


# --- the steps --------------------------------------------------------------------------------------------------------


def test_a_step_has_purpose_questions_material_outcome_and_a_decision_point(made: Callable[..., Made]) -> None:
    one = made()
    for number, step in handbook.STEPS.items():
        html = plain(shown_html(Visit(one.address(steg=str(number)))))
        said = (step.title, step.purpose, *step.prompts, step.material, step.outcome, step.decision, handbook.DECISION)
        assert [sentence for sentence in said if sentence not in html] == []


def test_a_step_can_be_marked_done_only_with_a_decision_or_put_off(made: Callable[..., Made]) -> None:
    one = made()
    done = "steg/2024/2/klar"
    assert done not in fields(shown_html(Visit(one.address(steg="2"))))
    one.write("steg/2024/2/lage", "beslutat")
    assert done not in fields(shown_html(Visit(one.address(steg="2"))))
    for name, value in (("beslutar", "Förvaltningschefen"), ("datum", "2024-10-01"), ("utfall", "Två går vidare")):
        one.write(f"steg/2024/2/{name}", value)
    assert done in fields(shown_html(Visit(one.address(steg="2"))))
    one.write(done, "ja")
    path = plain(Visit(one.address(steg="1")).component("path")["html"])
    assert path.count(text.DONE) == 1
    one.write("steg/2024/3/lage", "skjuts_upp")
    assert "steg/2024/3/klar" in fields(shown_html(Visit(one.address(steg="3"))))


def test_deviations_have_signs_and_are_never_worked_out_over_a_break_or_for_a_ja_or_nej(
    made: Callable[..., Made],
) -> None:
    one = made({"om/year": "2025", "rad/2025/0685/LSS-03/vald": "ja", "rad/2025/0685/LSS-08/vald": "ja"})
    one.write("rad/2025/0685/LSS-03/mal", "50")
    html = plain(shown_html(Visit(one.address(steg="3", year=2025))))
    assert re.search(r"Mot målet \(50 procent\): [−+]\d+", html)
    assert text.NO_DEVIATION["ja_nej"] in html


# --- together ---------------------------------------------------------------------------------------------------------


def test_the_joint_table_puts_differences_in_judgement_first(made: Callable[..., Made]) -> None:
    one = made({f"rad/2024/{kod}/{id}/vald": "ja" for kod in ("0685", "0680") for id in ("LSS-01", "LSS-03")})
    one.write("rad/2024/0685/LSS-03/angelaget", "ja")
    one.write("rad/2024/0680/LSS-03/angelaget", "nej")
    one.write("rad/2024/0685/LSS-01/angelaget", "ja")
    html = shown_html(Visit(one.address("reader", steg="tillsammans")))
    titles = [plain(said) for said in re.findall("<summary>(.*?)</summary>", html)]
    assert titles[0].startswith("Beslut om bostad med särskild service uppföljda inom ett år")
    assert "En fråga bedöms olika." in titles[0]
    assert "bedöms olika" not in titles[1]


@pytest.mark.parametrize(("chosen", "noted"), [(0, False), (3, True), (4, False), (6, False), (7, True)])
def test_the_basket_of_other_than_four_to_six_is_noted_and_allowed(
    made: Callable[..., Made], chosen: int, noted: bool
) -> None:
    ids = [id for id in store.open_edition(store.data_folder()).by_omrade["lss"]][:chosen]
    one = made({f"korg/2024/{id}/vald": "ja" for id in ids} | {f"rad/2024/0685/{id}/vald": "ja" for id in ids})
    html = plain(shown_html(Visit(one.address(steg="tillsammans"))))
    assert text.basket(chosen) in html
    assert (f"{chosen} går också" in html) is noted
    assert f"korg/2024/{ids[0]}/skal" in shown_html(Visit(one.address(steg="tillsammans"))) if ids else True


def test_two_kommuner_in_an_exchange_stand_side_by_side(made: Callable[..., Made]) -> None:
    one = made()
    one.write("utbyte/exchange1/kommuner", "0685-0680")
    one.write(f"{ROW}/samlad", "Vi börjar med rutinen")
    html = shown_html(Visit(one.address("reader", steg="tillsammans")))
    beside = html[html.index(text.ITEMS["utbyte"]) :]
    assert "Vetlanda" in plain(beside)
    assert "Jönköping" in plain(beside)
    assert "Vi börjar med rutinen" in plain(beside)


# --- beside the figures -----------------------------------------------------------------------------------------------


def test_the_pages_of_figures_carry_the_readers_address_and_show_what_was_agreed(
    made: Callable[..., Made],
) -> None:
    one = made()
    one.write("tolkning/reading1/text", "Uppföljd betyder att mötet är hållet")
    one.write("tolkning/reading1/indikator", "LSS-03")
    one.write("tolkning/reading1/datum", "2024-02-01")
    for name, value in (("datum", "2023-10-01"), ("text", "Ny rutin"), ("indikator", "LSS-03"), ("kommun", "0685")):
        one.write(f"handelse/event001/{name}", value)
    shown = Visit(one.address(steg="2", indikator="LSS-03"))
    assert (shown.address["analys"], shown.key) == (one.made.reader, one.made.writer)
    assert one.made.writer not in shown.component("menu")["html"]
    for page in ("indikator", "over_tid", "jamfor"):
        shown.to(f"{page}?kommun=0685&omrade=lss&indikator=LSS-03")
        assert not shown.errors
        assert shown.address["analys"] == one.made.reader
        assert "Uppföljd betyder att mötet är hållet" in plain(shown.html)
        assert ("Ny rutin" in plain(shown.html)) is (page == "over_tid")
        assert one.made.reader not in shown.component("foot")["html"].partition("<pre>")[2].partition("</pre>")[0]
    back = shown.to(f"snabbanalys?analys={one.made.reader}")
    assert (back.address["analys"], back.key) == (one.made.reader, one.made.writer)


def test_a_page_of_figures_without_any_analys_is_as_it_was(whole: Path) -> None:
    shown = Visit("over_tid?kommun=0685&omrade=lss&indikator=LSS-03")
    assert "analys" not in shown.address
    assert text.ITEMS["tolkning"] not in shown.html


# --- editions ---------------------------------------------------------------------------------------------------------

AO = indikator("AO")
OLDER = """
    AO      2023     2024
    1860    60/100   64/100
    1880    75/40    77/40
"""


def test_an_analys_remembers_its_edition_and_says_what_was_revised_since(data: Path) -> None:
    first = store.publish(data, delivery(OLDER, AO))
    fields_of_it = {"om/kommuner": "1860", "om/year": "2024", "ar/2024/utgava": first.id, "rad/2024/1860/AO/vald": "ja"}
    made = saved.open_saved(data).create(CHEF, fields_of_it)
    second = store.publish(data, delivery(OLDER.replace("64/100", "68/100"), AO))
    assert second.id != first.id
    shown = Visit(f"snabbanalys?analys={made.writer}&steg=2&indikator=AO")
    assert not shown.errors
    assert any(text.REVISED_TITLE in said and "64" in said and "68" in said for said in shown.told)
    assert "64 procent" in plain(shown_html(shown))
    assert first.id in plain(shown.html)


def test_the_words_of_writing_come_with_the_form(made: Callable[..., Made]) -> None:
    shown = Visit(made().address(steg="2", indikator="LSS-03"))
    assert shown.component("one")["words"] == analyser.WORDS


# --- what is not given away, and what a reader is told ----------------------------------------------------------------


@pytest.mark.parametrize("may", ["writer", "owner"])
def test_a_site_that_only_shows_never_calls_a_stronger_address_the_readers(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch, may: str
) -> None:
    one = made()
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    shown = Visit(one.address(may, steg="delning"))
    reader = shown.component("address_lasa")["html"]
    assert one.made.reader in reader
    assert getattr(one.made, may) not in reader
    assert text_of_buttons(shown) == {delning.CLOSE, *([delning.WITHDRAW] if may == "owner" else [])}


def text_of_buttons(shown: Visit) -> set[str]:
    return {button.label for button in shown.at.button}


@pytest.mark.parametrize("may", ["writer", "owner"])
def test_without_a_readers_address_pages_of_figures_carry_none_and_the_visit_remembers(
    made: Callable[..., Made], may: str
) -> None:
    one = made()
    one.place.withdraw(one.made.owner, "lasa")
    token = getattr(one.made, may)
    shown = Visit(one.address(may, steg="2"))
    assert delning.NO_DOCUMENTS in shown.paragraphs("ojdash-quiet")
    shown.to("jamfor?kommun=0685&omrade=lss&indikator=LSS-03")
    assert "analys" not in shown.address
    everything = shown.html + "".join(str(shown.component(key)) for key in shown.components)
    assert token not in everything
    assert delning.CLOSE in text_of_buttons(shown)
    shown.to("snabbanalys")
    assert (shown.address["analys"], shown.key) == (saved.stand_in(token), token)
    # In a tab that has never opened it, what stands in its place opens nothing.
    assert Visit(f"snabbanalys?analys={saved.stand_in(token)}").title == delning.START_TITLE


def test_a_closed_analys_stays_closed(made: Callable[..., Made]) -> None:
    one = made()
    shown = Visit(one.address("writer", steg="2")).to("jamfor?kommun=0685&omrade=lss&indikator=LSS-03")
    _press(shown, delning.CLOSE)
    assert "analys" not in shown.address
    assert shown.to("snabbanalys").title == delning.START_TITLE


def test_the_addresses_to_share_say_the_year_for_next_year_is_another_form(made: Callable[..., Made]) -> None:
    one = made()
    shared = re.search(
        r"<pre>(.*?)</pre>", Visit(one.address("owner", steg="delning")).component("address_lasa")["html"]
    )
    one.write("om/year", "2025")
    shown = Visit(shared.group(1).replace("&amp;", "&").lstrip("/"))
    assert shown.address["year"] == "2024"
    assert "Vetlanda 2024" in shown.sentence


def test_a_reader_sees_both_texts_where_nobody_has_chosen(made: Callable[..., Made]) -> None:
    one = made()
    one.place.write(one.made.writer, CHEF, f"{ROW}/samlad", "Annas text", 0)
    one.place.write(one.made.writer, Author("Handläggare"), f"{ROW}/samlad", "Bos text", 0)
    html = plain(shown_html(Visit(one.address("reader", steg="2", indikator="LSS-03"))))
    assert text.BESIDE in html
    assert "Annas text" in html
    assert "Bos text" in html
    assert text.BESIDE_SHORT in plain(shown_html(Visit(one.address("reader", steg="2"))))


def test_a_reader_meets_what_was_concluded_first(made: Callable[..., Made]) -> None:
    one = made()
    one.write(f"{ROW}/samlad", "Vi börjar med rutinen")
    one.write(f"{ROW}/prioriterad", "ja")
    html = plain(shown_html(Visit(one.address("reader", steg="2"))))
    assert html.index(text.SUMMARY) < html.index("Vi börjar med rutinen") < html.index("Tillförlitligt")
    assert f"{text.PRIORITISED}. Vi börjar med rutinen" in html


def test_an_event_after_the_measurement_may_lie_ahead_and_is_not_said_to_have_been(
    made: Callable[..., Made],
) -> None:
    one = made()
    for name, value in (("datum", "2031-01-01"), ("text", "Ny organisation"), ("indikator", "LSS-03")):
        one.write(f"handelse/event001/{name}", value)
    html = plain(shown_html(Visit(one.address(steg="2", indikator="LSS-03"))))
    assert "Efter mätningen: 2031-01-01 Händelse: Ny organisation." in html


def test_a_kommun_that_did_not_choose_an_indikator_is_not_said_to_be_silent_about_it(
    made: Callable[..., Made],
) -> None:
    html = shown_html(Visit(made().address("reader", steg="tillsammans")))
    rows = dict(re.findall(r'<tr><th scope="row">(\w+).*?</th>(.*?)</tr>', html))
    assert plain(rows["Jönköping"]) == text.NOT_IN_FORM
    assert text.UNANSWERED in plain(rows["Vetlanda"])


def test_a_basket_says_what_it_lacks(made: Callable[..., Made]) -> None:
    one = made({"korg/2024/LSS-03/vald": "ja", "korg/2024/LSS-03/skal": "Vi vet för lite"})
    html = plain(shown_html(Visit(one.address(steg="tillsammans"))))
    assert text.basket_lacks([text.KORG["mottagare"]]) in html
    assert text.basket_lacks(list(text.KORG.values())) not in html
